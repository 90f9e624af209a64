"""Typical mistakes of editors, each a small change of the harbour corpus, with all that `check` prints of it.

A file of `tests/mistakes` holds the mistakes of one sort. Each has a title, the change, and after `--` what is printed: `make
golden` writes that anew. Read it as an editor would who is new: is this the place, does the sentence say what to do, is it one
finding for one cause?

In a change, lines after `-` stand together in the file and give way to those after `+`; without a `-`, the file is new. `# path` names
the file (`briefings/harbour.yaml` unless it says so); `(gone)` takes it away, `(named path)` gives it another name. `\\u00a0`
stands for the character of that number.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pytest

from generator import build
from generator.findings import report
from generator.findings.causes import gathered
from tests.conftest import ROOT, harbour, harbour_texts, with_part

FOLDER = ROOT / "tests/mistakes"
_PATH = re.compile(r"^# ((?:briefings|seeds|texts)/\S+)\n", re.MULTILINE)
_NUMBER = re.compile(r"\\u([0-9a-f]{4})")


class Mistake(NamedTuple):
    """A change of the harbour corpus, and what is printed of it."""

    sort: str
    title: str
    change: str
    printed: str

    def __str__(self) -> str:
        return f"{self.sort}: {self.title}"


def mistakes(path: Path) -> Iterator[Mistake]:
    """The mistakes of a file."""
    for text in re.split(r"^== ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        head, _, printed = text.partition("\n--\n")
        title, _, change = head.partition("\n")
        yield Mistake(path.stem, title, change + "\n", printed.rstrip("\n"))


FILES = sorted(FOLDER.glob("*.txt"))
MISTAKES = [mistake for path in FILES for mistake in mistakes(path)]


def changed(text: str, edits: str) -> str:
    """A text with lines put in the place of others, which must be there."""
    lines = [_NUMBER.sub(lambda found: chr(int(found[1], 16)), line) for line in edits.splitlines()]
    before = ""
    for sign, group in groupby(lines, lambda line: line[:1]):
        block = "".join(f"{line[1:]}\n" for line in group)
        if sign == "-":
            assert f"\n{block}" in f"\n{text}", block
            before = block
        else:
            text = f"\n{text}".replace(f"\n{before}", f"\n{block}", 1)[1:] if before else text + block
            before = ""
    return text.replace(before, "", 1) if before else text


def corpus(change: str) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The harbour corpus and its texts with a change made."""
    files, texts = harbour(), harbour_texts()
    first, *rest = _PATH.split(change)
    for path, edits in (("briefings/harbour.yaml", first), *zip(rest[::2], rest[1::2], strict=True)):
        held, name = (texts, path.removeprefix("texts/")) if path.startswith("texts/") else (files, path)
        data = held.pop(name, b"")
        if edits.startswith("(named "):
            held[edits[7:].rstrip(")\n")] = data
        elif edits != "(gone)\n":
            held[name] = changed(data.decode(), edits).encode()
    return files, texts


def printed(mistake: Mistake) -> str:
    """What `check` prints of a mistake."""
    checked = build.check(*corpus(mistake.change))
    return report.as_text(gathered(checked.diagnostics), checked.documents) or "nothing"


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_a_mistake_is_named_where_it_was_made(mistake: Mistake, request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("--golden"):
        assert printed(mistake) == mistake.printed


def test_there_are_sixty_and_each_is_named() -> None:
    assert len({mistake.change for mistake in MISTAKES}) >= 60
    assert [str(mistake) for mistake in MISTAKES if mistake.printed == "nothing"] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_mistakes_are_written_anew(path: Path, request: pytest.FixtureRequest) -> None:
    golden = request.config.getoption("--golden")
    text = "\n".join(
        f"== {one.title}\n{one.change}--\n{printed(one) if golden else one.printed}\n"
        for one in mistakes(path)
    )
    if golden:
        path.write_text(text, "utf-8")
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize(
    ("edits", "hint"),
    [
        ("-  - id: toll-collected\n+  - id: money-taken\n", "did you mean `money-taken`?"),
        ("-  - id: toll-collected\n+  - id: toll-colected\n", "did you mean `toll-colected`?"),
    ],
)
def test_an_entry_that_was_published_and_renamed_is_found_by_its_new_id(edits: str, hint: str) -> None:
    files, texts = corpus(edits)
    known = b"\n".join(
        f"harbour#{name}".encode()
        for name in (
            "toll-collected",
            "toll-suspended",
            "first-meeting",
            "toll-returns",
            "no-deal-before-summer",
        )
    )
    found = build.check({**files, "briefings/published-ids.txt": known}, texts).diagnostics
    assert hint in {one.hint for one in found if one.code.name == "unknown-statement"}


def test_what_a_conflict_holds_is_not_missed_elsewhere() -> None:
    """The statement of the other side may stand where nothing was in conflict."""
    change = (
        "-  - id: toll-collected\n+<<<<<<< HEAD\n+  - id: toll-collected\n"
        "-    see: [ferry#skippers-paid]\n+=======\n+  - id: toll-taken\n+>>>>>>> taken\n+    see: [toll-taken]\n"
    )
    assert [one.code.name for one in build.check(*corpus(change)).diagnostics] == ["merge-conflict"]


def test_a_blank_is_mended_where_it_is_named() -> None:
    files, texts = corpus("-    kind: reported\n+    kind:\\u00a0reported\n")
    checked = build.check(files, texts)
    mended = build.mend(checked)
    assert mended == {"briefings/harbour.yaml": harbour()["briefings/harbour.yaml"]}
    assert json.loads(report.as_json(checked.diagnostics))[0]["fix"]["text"] == " "


@pytest.mark.parametrize(
    "row",
    [
        "background: |\n  La question\u00a0:\u00a0qui a appel\u00e9 [@gazette-0301#4].\n",
        'gaps:\n  - "Who called the\n    meeting\u00a0: nobody says."\n',
        "gaps:\n  - Who called the meeting\u00a0?\n",
    ],
)
def test_a_blank_within_a_text_is_its_own(row: str) -> None:
    assert [
        one.code.name
        for one in build.check(with_part(row), harbour_texts()).diagnostics
        if one.code.name == "odd-blank"
    ] == []


@pytest.mark.parametrize(
    "row",
    [
        "gaps:\n  - Who called the meeting, and who paid for it, is not said by either of the two.\n    Nobody asked.\n",
        "gaps:\n  - Who called\n    North Port.\n",
        "gaps:\n  - >-\n    Who called it.\n    Nobody says.\n",
    ],
)
def test_a_text_may_go_on_in_the_next_line(row: str) -> None:
    assert build.check(with_part(row), harbour_texts()).diagnostics == ()


def test_a_statement_of_what_a_passage_announces_may_lie_ahead() -> None:
    files, texts = corpus(
        "-    text: The toll was still collected on Friday.\n-    credibility: 4\n-    cites: [courier-0302#3]\n+    text: The recess begins.\n+    date: 2031-09-01\n+    cites: [courier-0302#4]\n"
    )
    assert build.check(files, texts).diagnostics == ()


def test_an_entry_that_was_published_and_moved_is_said_to_stand_elsewhere() -> None:
    moved = "-retired:\n+  - {id: toll-collected, kind: reported, text: The toll was taken., cites: [courier-0302#3]}\n+retired:\n"
    gone = "-  - id: toll-collected\n+  - id: toll-taken\n"
    files, texts = corpus(
        f"{gone}# briefings/ferry.yaml\n{moved}# briefings/published-ids.txt\n+harbour#toll-collected\n"
    )
    hints = {one.code.name: one.hint for one in build.check(files, texts).diagnostics}
    assert hints["unknown-statement"] == "it stands in briefings/ferry.yaml now: write `ferry#toll-collected`"
    assert hints["vanished-id"].startswith("it stands in `ferry` now: add to `retired`: {id: toll-collected,")
