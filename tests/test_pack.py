"""The evidence pack: its verifier runs alone, proves what is true, and names what is not."""

from __future__ import annotations

import ast
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator import build, disk
from generator.cli import main
from generator.evidence.claims import claims
from generator.evidence.lock import dump
from generator.pack import archive, questions, verify
from generator.records import sections
from generator.records.citations import Citation
from generator.records.desk import Actor
from generator.records.dossier import Dossier
from generator.records.fields import Record
from generator.records.shape import fields, models
from generator.records.source import Source
from generator.records.wording import Wording
from generator.text import marks, matching, typography
from generator.view.settings import Settings
from tests.conftest import HARBOUR, ROOT, edit, harbour, harbour_texts, with_part
from tests.test_repository import runs
from tests.tools import TEXTS, need

COUNTS = "4 quotations and 16 locators of 2 sources"
PROVEN = (
    "proven: 4 quotations, against 2 texts; located: 16 locators; "
    "not judged: 12 entries and paragraphs that quote nothing"
)


@pytest.fixture(scope="module")
def members() -> Mapping[str, bytes]:
    """The files of the harbour pack."""
    evidence = build.check(harbour(), harbour_texts()).evidence
    return archive.members(evidence, evidence.corpus.dossiers["harbour"], Settings())


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """The verifier of a pack as a module of its own."""
    script = ModuleType("alone")
    sys.modules["alone"] = script
    exec(
        compile(archive.verifier().replace('__name__ == "__main__"', "False"), "alone.py", "exec"),
        script.__dict__,
    )
    return script


def unpack(members: Mapping[str, bytes], folder: Path, *, resealed: bool = True) -> Path:
    """Files of a pack, in a folder; the manifest made anew unless somebody only tampers with a file."""
    files = dict(members)
    if resealed:
        sums = {
            name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name != archive.MANIFEST
        }
        files[archive.MANIFEST] = json.dumps({"files": sums}).encode()
    for name, data in files.items():
        disk.write(folder / name, data)
    return folder


def prove(folder: Path, *words: str | Path, script: str = "verify.py") -> tuple[int, list[str]]:
    """Run a pack's verifier where nothing but Python's own library can be imported: its exit code and what it says."""
    command = [sys.executable, "-I", "-S", script, *map(str, words)]
    done = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PATH": os.defpath},
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, (done.stdout or done.stderr).splitlines()


def changed(files: Mapping[str, bytes], name: str, before: str, after: str) -> dict[str, bytes]:
    """The same files, with one passage of one changed."""
    text = files[name].decode()
    assert before in text
    return {**files, name: text.replace(before, after, 1).encode()}


def texts_with(tmp_path: Path, name: str, before: str, after: str) -> Path:
    """A folder with the texts of the harbour corpus, one passage of one changed."""
    for file, data in changed(harbour_texts(), name, before, after).items():
        disk.write(tmp_path / "changed" / file, data)
    return tmp_path / "changed"


def run(project: Path, *words: str, texts: bool = True) -> Result:
    folder = project / ("seeds/texts" if texts else "none")
    folder.mkdir(exist_ok=True)
    return CliRunner().invoke(main.cli, ["pack", "--root", str(project), "--texts", str(folder), *words])


def test_all_is_proven_against_the_texts(members: Mapping[str, bytes], tmp_path: Path) -> None:
    assert prove(unpack(members, tmp_path), "--texts", HARBOUR / "texts") == (
        0,
        [PROVEN],
    )


def test_the_pack_as_it_came_is_proven_too(members: Mapping[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "harbour.zip").write_bytes(archive.archive(members))
    (tmp_path / "verify.py").write_bytes(members["verify.py"])
    texts = [HARBOUR / "texts/gazette.txt", HARBOUR / "texts/courier.txt"]
    assert prove(tmp_path, "harbour.zip", "--texts", *texts) == (0, [PROVEN])


def test_without_texts_the_pack_is_shown_to_be_whole_and_no_more(
    members: Mapping[str, bytes], tmp_path: Path
) -> None:
    code, lines = prove(unpack(members, tmp_path))
    assert (code, lines) == (
        0,
        [f"whole: the lock vouches for {COUNTS}; to prove them, name the texts with --texts"],
    )


def test_a_text_under_another_name_is_known_by_what_it_holds(
    members: Mapping[str, bytes], tmp_path: Path
) -> None:
    for number, data in enumerate(harbour_texts().values()):
        disk.write(tmp_path / f"texts/{number}.text", data.replace(b"\n", b"\r\n"))
    assert prove(unpack(members, tmp_path), "--texts", "texts")[0] == 0


def test_one_word_of_a_quotation_that_differs_is_named(members: Mapping[str, bytes], tmp_path: Path) -> None:
    texts = texts_with(tmp_path, "gazette.txt", "as we are talking", "as they are talking")
    code, lines = prove(unpack(members, tmp_path), "--texts", texts)
    assert code == 1
    assert (
        "FAILED harbour#toll-suspended gazette-0301#6: “suspended for as long as we are talking” does not stand in this paragraph"
        in lines
    )
    assert "FAILED harbour/timeline gazette-0301#6: this is not the paragraph that was locked" in lines
    assert "FAILED text gazette-0301: this is not the text that was locked" in lines
    assert lines[-1] == f"NOT PROVEN: {len(lines) - 1} failures in {COUNTS}"
    assert not any("courier" in line or "gazette-0301#5" in line for line in lines)


def test_one_word_beside_a_quotation_that_differs_is_named(
    members: Mapping[str, bytes], tmp_path: Path
) -> None:
    code, lines = prove(
        unpack(members, tmp_path),
        "--texts",
        texts_with(tmp_path, "courier.txt", "after the meeting", "before the meeting"),
    )
    assert code == 1
    assert "FAILED harbour/quotations courier-0302#2: this is not the paragraph that was locked" in lines


def test_a_paragraph_that_was_inserted_shows_where_the_others_went(
    members: Mapping[str, bytes], tmp_path: Path
) -> None:
    texts = texts_with(tmp_path, "gazette.txt", "North Port wants", "A new paragraph.\n\nNorth Port wants")
    code, lines = prove(unpack(members, tmp_path), "--texts", texts)
    assert code == 1
    assert (
        "FAILED harbour/positions gazette-0301#5: this is not the paragraph that was locked; what was locked is now paragraph 6"
        in lines
    )
    assert not any("gazette-0301#4" in line for line in lines)


def test_typography_of_a_text_may_differ(members: Mapping[str, bytes], tmp_path: Path) -> None:
    texts = texts_with(
        tmp_path,
        "gazette.txt",
        "“suspended for as long as we are talking”",
        '"suspended\u00a0for as long as we are talking"',
    )
    assert prove(unpack(members, tmp_path), "--texts", texts)[0] == 0


def test_a_text_that_is_missing_proves_nothing(members: Mapping[str, bytes], tmp_path: Path) -> None:
    code, lines = prove(unpack(members, tmp_path), "--texts", HARBOUR / "texts/gazette.txt")
    assert code == 1
    assert "FAILED harbour#toll-collected courier-0302#3: the text of the source is not at hand" in lines
    assert "FAILED text courier-0302: courier.txt is not at hand" in lines
    assert not any("gazette" in line for line in lines)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("dossier.json", "still collected", "never collected"),
        ("README.txt", "It proves", "It shows"),
        ("evidence.lock", "courier-0302 4", "courier-0302 5"),
    ],
)
def test_a_member_that_was_tampered_with_is_named(
    members: Mapping[str, bytes], tmp_path: Path, name: str, before: str, after: str
) -> None:
    folder = unpack(changed(members, name, before, after), tmp_path, resealed=False)
    for code, lines in (prove(folder), prove(folder, "--texts", HARBOUR / "texts")):
        assert code == 1
        assert f"FAILED {name}: the file was altered after it was packed" in lines


def test_a_member_that_can_no_longer_be_read_is_named(members: Mapping[str, bytes], tmp_path: Path) -> None:
    code, lines = prove(unpack(changed(members, "sources.json", "{", "["), tmp_path, resealed=False))
    assert (code, lines[0]) == (1, "FAILED sources.json: the file was altered after it was packed")


def test_a_member_that_is_missing_or_added_is_named(members: Mapping[str, bytes], tmp_path: Path) -> None:
    less = {name: data for name, data in members.items() if name != "README.txt"}
    (tmp_path / "pack.zip").write_bytes(archive.archive({**less, "more.txt": b""}))
    (tmp_path / "verify.py").write_bytes(members["verify.py"])
    code, lines = prove(tmp_path, "pack.zip")
    assert code == 1
    assert lines[:2] == [
        "FAILED README.txt: the file is missing from the pack",
        "FAILED more.txt: the manifest does not name this file",
    ]


def swapped(members: Mapping[str, bytes], pattern: str, after: str) -> dict[str, bytes]:
    """The members with one line of the lock forged."""
    text, count = re.subn(pattern, after, members["evidence.lock"].decode(), count=1, flags=re.MULTILINE)
    assert count == 1
    return {**members, "evidence.lock": text.encode()}


@pytest.mark.parametrize(
    ("pattern", "after", "said"),
    [
        (r"^(cites harbour#toll-suspended \S+) \S+$", r"\1 0123456789abcdef", "harbour#toll-suspended gazette-0301#6: no line of the lock"),
        (r"^cites harbour/positions .*\n", "", "harbour/positions gazette-0301#5: no line of the lock vouches for the citation"),
        (r"^paragraph gazette-0301#5 .*\n", "", "paragraph gazette-0301#5: the lock has no line for it"),
        (r"^(record gazette-0301) \S+", r"\1 0123456789abcdef", "record gazette-0301: the record of the source is not the one that was locked"),
        (r"^text gazette-0301 .*\n", "", "text gazette-0301: the lock must have one line for it"),
        (r"^(paragraph gazette-0301#5) .*$", r"\g<0>\n\1 0123456789abcdef", "lock: another line contradicts this one: paragraph gazette-0301#5"),
        (r"\Z", "paragraph gazette-0301#7 0123456789abcdef\n", "lock: a line vouches for nothing in this pack: paragraph gazette-0301#7"),
    ],
)  # fmt: skip
def test_a_forged_line_of_the_lock_is_named_without_a_text(
    members: Mapping[str, bytes], tmp_path: Path, pattern: str, after: str, said: str
) -> None:
    code, lines = prove(unpack(swapped(members, pattern, after), tmp_path))
    assert code == 1
    assert any(line.startswith(f"FAILED {said}") for line in lines), lines


def test_a_forged_fingerprint_of_a_paragraph_does_not_survive_the_text(
    members: Mapping[str, bytes], tmp_path: Path
) -> None:
    folder = unpack(swapped(members, r"^(paragraph gazette-0301#6) \S+$", r"\1 0123456789abcdef"), tmp_path)
    assert prove(folder)[0] == 0
    code, lines = prove(folder, "--texts", HARBOUR / "texts")
    assert code == 1
    assert "FAILED harbour#toll-suspended gazette-0301#6: this is not the paragraph that was locked" in lines


def test_a_false_quotation_that_the_lock_vouches_for_does_not_survive_the_text(
    members: Mapping[str, bytes], tmp_path: Path
) -> None:
    forged = dict(members)
    for name in ("dossier.json", "annotations.jsonld"):
        forged[name] = forged[name].replace(b"as we are talking", b"as you are talking")
    true, false = (matching.digest(f"suspended for as long as {who} are talking") for who in ("we", "you"))
    folder = unpack(changed(forged, "evidence.lock", true, false), tmp_path)
    assert prove(folder)[0] == 0
    code, lines = prove(folder, "--texts", HARBOUR / "texts")
    assert code == 1
    assert (
        lines[0]
        == "FAILED harbour#toll-suspended gazette-0301#6: “suspended for as long as you are talking” does not stand in this paragraph"
    )


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        ("dossier.json", '"paragraph": 5', '"paragraph": 4', "harbour/positions gazette-0301#4: no line of the lock vouches for the citation"),
        ("dossier.json", "[@courier-0302#3;", "[@courier-0302#2;", "harbour/background courier-0302#2: no line of the lock vouches for the citation"),
        ("dossier.json", "neighbours with one door", "enemies", "harbour/quotations courier-0302#2: no line of the lock vouches for “We are not enemies, we are enemies”"),
        ("dossier.json", "was still collected", "was \\\"still\\\" collected", "harbour#toll-collected courier-0302#3: no line of the lock vouches for “still”"),
        ("actors.json", '"paragraph": 4', '"paragraph": 3', "actors#strait-commission gazette-0301#3: no line of the lock vouches for “an official"),
        ("annotations.jsonld", "neighbours with one door", "enemies", "urn:x-briefings:dossier:harbour#quotation-harbour-master-quote-1"),
    ],
)  # fmt: skip
def test_data_that_claims_more_than_was_locked_is_named(
    members: Mapping[str, bytes], tmp_path: Path, name: str, before: str, after: str, said: str
) -> None:
    code, lines = prove(unpack(changed(members, name, before, after), tmp_path))
    assert code == 1
    assert any(line.startswith(f"FAILED {said}") for line in lines), lines


FALSE = [
    ("prose", '"background": "', '"background": "They said “we will never pay” [@gazette-0301#3]. '),
    ("a gap", "Neither article says", "Neither “of the false words” says"),
    ("a change", "First edition.", "First “invented words” edition."),
    ("a reason of the desk", "Both sides restated", "Both “sides of nowhere” restated"),
    (
        "a field that no list names",
        '"indicator": "A new',
        '"another": "a “thing unsaid”", "indicator": "A new',
    ),
    ("single marks", "First meeting of", "First ‘and last’ meeting of"),
    ("the title", '"title": "Harbour', '"title": "“Sunken” Harbour'),
    ("an entry's own text", "one door", "two doors"),
]


@pytest.mark.parametrize(("kind", "before", "after"), FALSE, ids=[row[0] for row in FALSE])
def test_a_false_quotation_anywhere_in_the_data_does_not_survive_the_texts(
    members: Mapping[str, bytes], tmp_path: Path, kind: str, before: str, after: str
) -> None:
    code, lines = prove(
        unpack(changed(members, "dossier.json", before, after), tmp_path), "--texts", HARBOUR / "texts"
    )
    assert code == 1, kind
    assert any("does not stand in this paragraph" in line for line in lines), (kind, lines)


def test_what_asserts_and_cites_nothing_is_named(members: Mapping[str, bytes], tmp_path: Path) -> None:
    data = json.loads(members["dossier.json"])
    data["dossier"]["timeline"][0]["cites"] = []
    data["dossier"]["background"] += "\nAnd nothing of it is written down.\n"
    files = {**members, "dossier.json": json.dumps(data).encode()}
    code, lines = prove(unpack(files, tmp_path), "--texts", HARBOUR / "texts")
    assert code == 1
    assert "FAILED harbour/timeline: the entry cites no passage" in lines
    assert any(line.startswith("FAILED harbour/background: a paragraph cites no passage") for line in lines)


def test_a_file_that_the_manifest_does_not_name_is_named_in_a_folder_too(
    members: Mapping[str, bytes], tmp_path: Path
) -> None:
    unpack(members, tmp_path)
    (tmp_path / "more.json").write_text("{}", "utf-8")
    assert prove(tmp_path)[1][0] == "FAILED more.json: the manifest does not name this file"


@pytest.mark.parametrize("name", ["../dossier.json", "/dossier.json", "a/b.json", "..\\x", ".hidden", "C:x"])
def test_a_member_with_an_unsafe_name_is_named(
    members: Mapping[str, bytes], tmp_path: Path, name: str
) -> None:
    packed = io.BytesIO(archive.archive(members))
    with zipfile.ZipFile(packed, "a") as pack:
        pack.writestr(zipfile.ZipInfo(name), b"{}")
    (tmp_path / "harbour.zip").write_bytes(packed.getvalue())
    (tmp_path / "verify.py").write_bytes(members["verify.py"])
    code, lines = prove(tmp_path, "harbour.zip")
    assert code == 1
    assert any("no member of a pack has such a name" in line for line in lines)


def test_two_members_of_one_name_are_named(members: Mapping[str, bytes], tmp_path: Path) -> None:
    packed = io.BytesIO(archive.archive(members))
    with zipfile.ZipFile(packed, "a") as pack, pytest.warns(UserWarning, match="Duplicate name"):
        pack.writestr("dossier.json", members["dossier.json"])
    (tmp_path / "harbour.zip").write_bytes(packed.getvalue())
    (tmp_path / "verify.py").write_bytes(members["verify.py"])
    assert "FAILED dossier.json: two members have this name" in prove(tmp_path, "harbour.zip")[1]


def quotes(model: type[Record]) -> bool:
    return any(shape.wording is not None and shape.wording.quotes for shape in fields(model))


def test_a_false_quotation_in_the_record_of_a_source_does_not_survive_its_text(
    members: Mapping[str, bytes], tmp_path: Path
) -> None:
    files = changed(members, "sources.json", "close to one", "“an invented rag”, close to one")
    lines = prove(unpack(files, tmp_path), "--texts", HARBOUR / "texts")[1]
    assert "FAILED record courier-0302: “an invented rag” does not stand in the text" in lines


def test_the_verifier_reads_all_that_the_models_have_as_words() -> None:
    shapes = [shape for root in (Dossier, Actor) for model in models(root) for shape in fields(model)]
    outside = [s for root in (Dossier, Actor) for m in models(root) if m is not Citation for s in fields(m)]
    assert {shape.key for shape in outside if shape.wording is Wording.LABEL} == questions.LABELS
    assert [shape.key for shape in shapes if shape.wording is Wording.PROSE] == [questions.PROSE]
    assert {shape.key for shape in shapes if shape.wording is Wording.EXACT} == {"quote", questions.EXACT[1]}
    speaking = [s.key for s in fields(Source) if s.model and any(map(quotes, models(s.model)))]
    assert sorted(speaking) == sorted(questions.OF_A_RECORD)
    lists = {shape.key for shape in fields(Dossier) if shape.listed}
    assert lists - set(sections.CITED) == questions.UNCITED


@pytest.mark.parametrize(
    "wrong",
    [
        "“An *emphatic* word” [@gazette-0301#3].",
        "- “one” [@gazette-0301#3]\n- “two” [@courier-0302#2; @gazette-0301#4]",
        "> quoted “\\*so\\*” [@gazette-0301#3]",
        "“a” and\n“b” [@gazette-0301#3] and “c”\n\n1. ‘d’ [@gazette-0301#5]",
    ],
)
def test_the_verifier_reads_prose_as_the_product_does(wrong: str) -> None:
    corpus = build.check(with_part(f"background: {json.dumps(wrong)}\n"), harbour_texts()).corpus
    own = {(claim.words, claim.passages) for claim in claims(corpus) if claim.owner == "harbour/background"}
    data = questions.Data({"id": "harbour", "background": wrong}, {})
    read = {
        (claim.words, tuple(map(tuple, claim.passages))) for claim in (*data.citations(), *data.quotations())
    }
    assert read == own


@pytest.mark.parametrize(
    "words",
    [
        ["no-such.zip"],
        ["broken.zip"],
        ["--texts", "no-such-folder"],
        ["--nonsense"],
        ["empty.zip"],
        ["shapeless"],
    ],
)
def test_wrong_use_is_exit_code_2_and_says_what_is_wrong(
    members: Mapping[str, bytes], tmp_path: Path, words: list[str]
) -> None:
    unpack(members, tmp_path)
    (tmp_path / "broken.zip").write_bytes(archive.archive(members)[:-40])
    (tmp_path / "empty.zip").write_bytes(archive.archive({}))
    unpack({**members, "sources.json": b'{"courier-0302": 1, "gazette-0301": []}'}, tmp_path / "shapeless")
    code, lines = prove(tmp_path, *words)
    assert code == 2
    assert lines[-1].startswith("verify.py: ")


RULES = (
    "text/typography",
    "text/amounts",
    "text/words",
    "text/pointing",
    "text/turning_words",
    "text/turning",
    "text/brackets",
    "text/marks",
    "text/matching",
)
"""The modules that prove a quotation."""


@pytest.mark.parametrize("module", [*RULES, "findings/shown"])
def test_the_verifier_holds_the_rules_word_for_word(members: Mapping[str, bytes], module: str) -> None:
    code = (ROOT / f"generator/{module}.py").read_text("utf-8")
    for piece in re.split(r"(?m)^from (?:generator\.text\.\w+|__future__) import .+\n+", code):
        assert piece.strip() in members["verify.py"].decode()


def test_the_verifier_has_no_name_twice(members: Mapping[str, bytes]) -> None:
    nodes = ast.parse(members["verify.py"], feature_version=(3, 9)).body
    names = [node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assigned = [node.targets[0] for node in nodes if isinstance(node, ast.Assign)]
    assigned += [node.target for node in nodes if isinstance(node, ast.AnnAssign)]
    names += [target.id for target in assigned if isinstance(target, ast.Name)]
    assert sorted(names) == sorted(set(names))


def test_the_verifier_imports_the_standard_library_only(members: Mapping[str, bytes]) -> None:
    nodes = list(ast.walk(ast.parse(members["verify.py"])))
    named = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in named} <= sys.stdlib_module_names


SIGNS = [
    "We",
    "can't",
    "yield",
    "—",
    "“7.5",
    "crowns”",
    "120,000",
    "it’s",
    "Ruchéi",
    "[...]",
    "[…]",
    "[t]he",
    "[sic]",
    "the",
    "not",
    "…",
    "a-b",
    "a–b",
]
WORDS = st.lists(st.sampled_from(SIGNS), max_size=9).map(" ".join)


@given(WORDS, WORDS)
def test_the_embedded_rules_say_what_the_product_says(alone: ModuleType, quote: str, passage: str) -> None:
    assert alone.stands_in(quote, passage) == matching.stands_in(quote, passage)
    assert alone.quoted(passage) == marks.quoted(passage)
    assert alone.paragraphs(f"{quote}\n \n{passage}") == typography.paragraphs(f"{quote}\n \n{passage}")


def test_the_same_records_give_the_same_file_with_and_without_texts(
    project: Path, members: Mapping[str, bytes]
) -> None:
    assert (
        CliRunner()
        .invoke(main.cli, ["lock", "--root", str(project), "--texts", str(project / "seeds/texts")])
        .exit_code
        == 0
    )
    for name, texts in (("with.zip", True), ("without.zip", False)):
        result = run(project, "harbour", "-o", str(project / name), texts=texts)
        assert result.exit_code == 0, result.output
        assert re.search(r"packed: .*\.zip, SHA-256 [0-9a-f]{64}\n", result.output)
    assert (
        (project / "with.zip").read_bytes()
        == (project / "without.zip").read_bytes()
        == archive.archive(members)
    )


def test_the_archive_says_nothing_of_the_day_or_the_machine(members: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(archive.archive(members))) as packed:
        found = packed.infolist()
    assert [member.filename for member in found] == sorted(members)
    assert {(m.date_time, m.compress_type, m.external_attr >> 16, m.create_system) for m in found} == {
        ((1980, 1, 1, 0, 0, 0), 0, 0o100644, 3)
    }


def test_the_data_is_that_which_is_published(members: Mapping[str, bytes]) -> None:
    built = build.build(harbour(), harbour_texts(), Settings())
    for packed, published, machine in (
        ("dossier.json", "harbour.json", "verification"),
        ("annotations.jsonld", "harbour.annotations.jsonld", "summary"),
    ):
        data = json.loads(built.files[f"docs/dossiers/harbour/{published}"])
        assert data.pop(machine), "how it was verified depends on the machine, and a pack shall not"
        assert json.loads(members[packed]) == data
    assert list(json.loads(members["actors.json"])) == ["harbour-master", "strait-commission", "north-port"]
    assert set(members["evidence.lock"].splitlines()) < set(
        dump(built.checked.evidence.lines).encode().splitlines()
    )


def test_a_pack_of_records_with_mistakes_is_refused(project: Path) -> None:
    edit(project / "briefings/harbour.yaml", "as long as we are talking\n", "as long as they are talking\n")
    result = run(project, "harbour", "-o", str(project / "out.zip"))
    assert result.exit_code == 1
    assert "error[quotation-not-found]" in result.output
    assert not (project / "out.zip").exists()


def test_a_pack_without_texts_and_without_a_lock_is_wrong_use(project: Path) -> None:
    result = run(project, "harbour", texts=False)
    assert result.exit_code == 2
    assert (
        "nothing vouches for what is cited from courier-0302, gazette-0301: name the folder of the texts with --texts"
        in result.output
    )


def test_a_pack_of_an_unknown_dossier_names_the_known_ones(project: Path) -> None:
    result = run(project, "harbor")
    assert result.exit_code == 2
    assert "ferry, harbour" in result.output


def shipped(texts: Mapping[str, bytes]) -> Iterator[tuple[str, dict[str, bytes]]]:
    """The packs of the shipped dossiers."""
    evidence = build.check(disk.read_records(ROOT), texts).evidence
    for name, dossier in evidence.corpus.dossiers.items():
        yield name, archive.members(evidence, dossier, Settings())


def test_every_shipped_dossier_is_proven_and_no_pack_holds_a_long_run_of_an_article(
    texts: Mapping[str, bytes], tmp_path: Path
) -> None:
    articles = set().union(*(runs(data.decode()) for data in texts.values()))
    count = 0
    for name, files in shipped(texts):
        code, lines = prove(unpack(files, tmp_path / name), "--texts", need(TEXTS))
        assert (code, len(lines)) == (0, 1), lines
        said = set().union(*(runs(claim.words) for claim in verify.parsed(files).claims))
        assert [member for member, data in files.items() if runs(data.decode()) & (articles - said)] == []
        count += 1
    assert count == 5


def test_one_word_changed_in_each_paragraph_of_a_shipped_text_is_always_named(
    texts: Mapping[str, bytes],
) -> None:
    """The verifier's own functions, so that every paragraph can be tried."""
    tried = 0
    for _, files in shipped(texts):
        whole = verify.parsed(files)
        known = {
            name: typography.paragraphs(texts[str(record["text"])].decode())
            for name, record in whole.sources.items()
        }
        assert list(verify.unproven(whole, known)) == []
        for place in {
            passage
            for claim in whole.claims
            for passage in claim.passages
            if claim.row(passage) in whole.rows
        }:
            text = known[place.source]
            other = (
                *text[: place.number - 1],
                re.sub(r"\w+", "word", text[place.number - 1], count=1),
                *text[place.number :],
            )
            named = {failure.passage for failure in verify.unproven(whole, {**known, place.source: other})}
            assert place.key in named
            assert all(key in (place.source, place.key) for key in named)
            tried += 1
    assert tried > 50
