"""What each rule says, whole: code, place, message, hint, mend and related places, for each case of `tests/findings`.

A file there is named after a module of rules. A case has a title, what it changes in the harbour corpus, and after `--` what the
rules of that module say. `make golden` writes what is said anew; read the difference before you commit it.

A change begins with `# path` (`briefings/harbour.yaml` unless it says so) and replaces keys of that file, or a whole text below
`texts/`; `(gone)` takes the file away. Changes of the evidence lock, which is made of the harbour corpus, are lines to drop
(`-`, by how they begin) and to add (`+`).
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.corpus.entries import SourceText
from generator.corpus.index import Corpus, assemble
from generator.evidence import lock
from generator.evidence.evidence import Evidence
from generator.findings.diagnostics import Diagnostic, Finding
from generator.records.load import LOCK, REGISTER, Library, load
from generator.rules.glyphs import Faces, characters, unprintable
from tests.conftest import ROOT, harbour, harbour_texts, replaced

FOLDER = ROOT / "tests/findings"
_PATH = re.compile(r"^# ((?:briefings|seeds|texts)/\S+)\n", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """A change of the harbour corpus, and what the rules of a module say of it."""

    module: str
    title: str
    change: str
    said: str

    def __str__(self) -> str:
        return f"{self.module}: {self.title}"


def cases(path: Path) -> Iterator[Case]:
    """The cases of a file."""
    for text in re.split(r"^== ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        head, _, said = text.partition("--\n")
        title, _, change = head.partition("\n")
        yield Case(path.stem, title, change, said.strip("\n"))


CASES = [case for path in sorted(FOLDER.glob("*.txt")) for case in cases(path)]


def corpus_of(files: dict[str, bytes], texts: dict[str, bytes]) -> tuple[Library, Corpus, list[str]]:
    """Records and corpus as `build.check` reads them, and the codes of what cannot be read."""
    library, problems = load(files)
    decoded = {name: SourceText.read(text) for name, text in texts.items()}
    held = {path: files[path].decode() for path in (LOCK, REGISTER) if path in files}
    corpus = assemble(library, decoded, held.get(LOCK), held.get(REGISTER))
    return library, corpus, [problem.code.name for problem in problems]


def changed(change: str) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The harbour corpus and its texts with a change made."""
    files, texts = harbour(), harbour_texts()
    first, *rest = _PATH.split(change)
    for path, part in (("briefings/harbour.yaml", first), *zip(rest[::2], rest[1::2], strict=True)):
        held = texts if path.startswith("texts/") else files
        name = path.removeprefix("texts/")
        if part == "(gone)\n":
            held.pop(name, None)
        elif path == LOCK:
            held[name] = _relocked(part).encode()
        elif path in (REGISTER, f"texts/{name}"):
            held[name] = part.encode()
        elif part:
            held[name] = replaced(held.get(name, b"").decode(), part).encode()
    return files, texts


def _relocked(edits: str) -> str:
    """The lock of the harbour corpus without some lines, and with others."""
    _, corpus, _ = corpus_of(harbour(), harbour_texts())
    lines = lock.dump(Evidence(corpus).lines).splitlines()
    dropped = tuple(edit[1:] for edit in edits.splitlines() if edit.startswith("-"))
    kept = [line for line in lines if not (dropped and line.startswith(dropped))]
    return "\n".join([*kept, *(edit[1:] for edit in edits.splitlines() if edit.startswith("+"))]) + "\n"


def findings(module: str, library: Library, corpus: Corpus) -> Iterator[Finding]:
    """What the rules of a module say; the fonts of the rule about letters have none of the Cyrillic ones, nor a capital eszett."""
    if module == "glyphs":
        lacking = {*map(chr, range(0x400, 0x500)), "\u0378", "ẞ", "SS", "e\u0301"}
        yield from unprintable(library, Faces(lambda asked: lacking & {*asked}, ("briefings/fonts/a.woff",)))
        return
    evidence = Evidence(corpus)
    for rule in importlib.import_module(f"generator.rules.{module}").RULES:
        yield from rule(evidence)


def shown(found: Diagnostic, library: Library) -> str:
    """All of a finding, with the characters that it points at."""
    start, document = found.span.start, library.document(found.path)
    lines = [
        f"{found.severity} {found.code.name} {found.path}:{start.line}:{start.column} "
        f"{'/'.join(map(str, found.pointer))} `{document.cut(found.span) if document else ''}`",
        f"  {found.message}",
        f"  {found.hint}",
    ]
    if found.fix:
        at = found.fix.span.start
        lines.append(
            f"  mend {at.line}:{at.column} `{document and document.cut(found.fix.span)}` `{found.fix.text}`"
        )
    lines += [f"  see {r.path}:{r.span.start.line}:{r.span.start.column} {r.message}" for r in found.related]
    return "\n".join(lines)


def said(case: Case) -> str:
    """What the rules of the case's module say of its change, in the order in which they say it."""
    files, texts = changed(case.change)
    library, corpus, unread = corpus_of(files, texts)
    found = [shown(library.diagnose(finding), library) for finding in findings(case.module, library, corpus)]
    return "\n".join([f"unread: {', '.join(unread)}"] * bool(unread) + found) or "nothing"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rules_say(case: Case, request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("--golden"):
        assert said(case) == case.said


FLOODS = {
    "no-glyph": ("glyphs", "gaps:\n" + "  - The Ж of it.\n" * 101),
    "likelihood-with-confidence": (
        "wording",
        "background: It is likely" + " and we are confident" * 101 + " [@gazette-0301#4].\n",
    ),
    "bad-citation": ("evidence", "background: One" + " [@x 1]" * 101 + " [@gazette-0301#4].\n"),
    "broken-register": ("permanent", "# briefings/published-ids.txt\n" + "harbour/x\n" * 101),
    "vanished-id": (
        "permanent",
        "# briefings/published-ids.txt\n" + "".join(f"harbour#x{number}\n" for number in range(101)),
    ),
}


@pytest.mark.parametrize("code", FLOODS)
def test_a_flood_of_findings_is_cut_at_a_hundred(code: str) -> None:
    module, change = FLOODS[code]
    library, corpus, unread = corpus_of(*changed(change))
    assert unread == []
    assert [finding.code.name for finding in findings(module, library, corpus)].count(code) == 100


@pytest.mark.parametrize(
    ("text", "cut"),
    [("", []), ("e\u0301x", ["e\u0301", "x"]), ("ab", ["a", "b"]), ("a\u0301\u0302", ["a\u0301\u0302"])],
)
def test_a_character_has_the_marks_that_combine_with_it(text: str, cut: list[str]) -> None:
    assert list(characters(text)) == cut


def test_the_cases_are_written_anew(request: pytest.FixtureRequest) -> None:
    """The files are laid out as they are written, so that writing them changes nothing but what is said."""
    golden = request.config.getoption("--golden")
    for path in sorted(FOLDER.glob("*.txt")):
        text = "\n".join(
            f"== {c.title}\n{c.change}--\n{said(c) if golden else c.said}\n" for c in cases(path)
        )
        if golden:
            path.write_text(text, "utf-8")
        assert path.read_text("utf-8") == text
