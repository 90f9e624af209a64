"""The evidence lock through the command line, on machines with and without the texts."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.evidence import lock as evidence_lock
from generator.evidence.moved import shifts
from generator.text.matching import digest
from tests.conftest import edit


def run(project: Path, command: str, *words: str, texts: bool = True) -> Result:
    folder = "texts" if texts else "none"
    (project / "none").mkdir(exist_ok=True)
    return CliRunner().invoke(
        main.cli,
        [
            command,
            "--root",
            str(project),
            "--texts",
            str(project / "seeds" / folder if texts else project / folder),
            *words,
        ],
    )


@pytest.fixture
def locked(project: Path) -> Path:
    """The harbour corpus with its lock."""
    result = run(project, "lock")
    assert result.exit_code == 0, result.output
    return project


def lock(project: Path) -> Path:
    return project / "seeds/evidence.lock"


def test_the_lock_is_sorted_readable_and_stable(locked: Path) -> None:
    text = lock(locked).read_text("utf-8")
    lines = text.splitlines()
    assert lines[0].startswith("# Evidence lock, version 1.")
    assert re.search(r"^cites harbour#toll-suspended gazette-0301#6 [0-9a-f]{16}$", text, re.MULTILINE)
    assert re.search(r"^paragraph gazette-0301#6 [0-9a-f]{16}$", text, re.MULTILINE)
    assert "talking" not in text
    assert "0 lines added, 0 removed" in run(locked, "lock").output
    assert lock(locked).read_text("utf-8") == text


@pytest.mark.parametrize("texts", [True, False])
def test_a_locked_corpus_is_clean_with_and_without_texts(locked: Path, texts: bool) -> None:
    result = run(locked, "check", texts=texts)
    assert result.exit_code == 0, result.output
    assert ("verified against the lock" in result.output) is not texts


def test_a_quotation_edited_after_locking_fails_on_both_kinds_of_machine(locked: Path) -> None:
    edit(
        locked / "briefings/harbour.yaml",
        "quote: suspended for as long as we are",
        "quote: suspended for as long as you are",
    )
    assert "25:41: error[quotation-not-found]" in run(locked, "check").output
    without = run(locked, "check", texts=False)
    assert without.exit_code == 1
    assert "25:16: error[not-verified]" in without.output
    assert "run `briefings lock` where the texts are at hand" in without.output


def test_a_true_quotation_that_is_not_locked_fails_on_both(locked: Path) -> None:
    edit(
        locked / "briefings/harbour.yaml",
        "quote: suspended for as long as we are talking",
        "quote: suspended for as long as we",
    )
    for texts, code in ((True, "not-locked"), (False, "not-verified")):
        assert f"25:16: error[{code}]" in run(locked, "check", texts=texts).output
    assert run(locked, "lock").exit_code == 0
    for texts in (True, False):
        assert run(locked, "check", texts=texts).exit_code == 0


@pytest.mark.parametrize("texts", [True, False])
def test_a_locator_edited_after_locking_fails(locked: Path, texts: bool) -> None:
    edit(locked / "briefings/harbour.yaml", "[@courier-0302#3;", "[@courier-0302#2;")
    result = run(locked, "check", texts=texts)
    assert result.exit_code == 1
    assert re.search(
        rf"harbour\.yaml:63:81: error\[{'not-locked' if texts else 'not-verified'}\]: the citation of courier-0302#2",
        result.output,
    )


@pytest.mark.parametrize("texts", [True, False])
def test_a_source_record_edited_after_locking_fails(locked: Path, texts: bool) -> None:
    edit(locked / "seeds/gazette-0301.yaml", "credibility: 2", "credibility: 1")
    result = run(locked, "check", texts=texts)
    assert result.exit_code == 1
    assert "error[not-locked]: the record of `gazette-0301` changed since it was locked" in result.output


@pytest.mark.parametrize("texts", [True, False])
def test_a_source_can_be_marked_without_its_text(locked: Path, texts: bool) -> None:
    record = locked / "seeds/gazette-0301.yaml"
    record.write_text(
        record.read_text("utf-8")
        + "standing: {state: corrected, date: 2031-03-05, reason: A figure was wrong.}\n",
        "utf-8",
    )
    assert "not-locked" not in run(locked, "check", texts=texts).output


def test_typography_edited_after_locking_passes(locked: Path) -> None:
    edit(
        locked / "briefings/harbour.yaml",
        'The toll is "suspended for as long as we are talking".',
        "The toll is “suspended for as long as we are talking”.",
    )
    for texts in (True, False):
        assert run(locked, "check", texts=texts).exit_code == 0


def test_a_stale_line_is_named(locked: Path) -> None:
    edit(locked / "briefings/harbour.yaml", "[@courier-0302#3; @gazette-0301#5]", "[@courier-0302#3]")
    result = run(locked, "check")
    assert result.exit_code == 1
    assert re.search(
        r"seeds/evidence\.lock:\d+:1: error\[stale-lock\]: the lock vouches for something that no record claims",
        result.output,
    )


def test_a_text_that_changed_after_locking_is_named(locked: Path) -> None:
    edit(locked / "seeds/texts/gazette.txt", "Subscribe to", "Write to")
    result = run(locked, "check")
    assert result.exit_code == 1
    assert re.search(
        r"seeds/evidence\.lock:\d+:1: error\[changed-text\]: the text of `gazette-0301` is not the one that was locked",
        result.output,
    )
    assert run(locked, "check", texts=False).exit_code == 0


def test_a_forged_line_is_named_where_the_text_is_at_hand(locked: Path) -> None:
    text = re.sub(
        r"(paragraph gazette-0301#6) [0-9a-f]{16}", r"\1 0123456789abcdef", lock(locked).read_text("utf-8")
    )
    lock(locked).write_text(text, "utf-8")
    result = run(locked, "check")
    assert result.exit_code == 1
    assert "error[forged-lock]: the lock says of gazette-0301#6 what its text does not" in result.output


def test_a_line_that_vouches_for_a_false_quotation_does_not_pass_where_the_text_is_at_hand(
    locked: Path,
) -> None:
    edit(
        locked / "briefings/harbour.yaml",
        "quote: suspended for as long as we are",
        "quote: suspended for as long as you are",
    )
    from generator.text.matching import digest

    true, false = (
        digest("suspended for as long as we are talking"),
        digest("suspended for as long as you are talking"),
    )
    edit(lock(locked), f"toll-suspended gazette-0301#6 {true}", f"toll-suspended gazette-0301#6 {false}")
    assert "quotation-not-found" in run(locked, "check").output


def test_a_broken_line_is_named(locked: Path) -> None:
    edit(lock(locked), "cites ", "sites ")
    assert (
        "seeds/evidence.lock:2:1: error[broken-lock]: this line of the lock cannot be understood"
        in run(locked, "check", texts=False).output
    )


def accept(project: Path) -> None:
    """Write into the record of the gazette that its text, as it is now, is the one that is meant."""
    record, text = project / "seeds/gazette-0301.yaml", project / "seeds/texts/gazette.txt"
    sha256 = hashlib.sha256(text.read_bytes()).hexdigest()
    record.write_text(re.sub(r"(?m)^sha256: .*$", f"sha256: {sha256}", record.read_text("utf-8")), "utf-8")


def insert_paragraph(project: Path, before: str) -> None:
    text = project / "seeds/texts/gazette.txt"
    text.write_text(text.read_text("utf-8").replace(before, f"A new paragraph.\n\n{before}"), "utf-8")


def test_a_paragraph_that_moved_is_found_and_fixed(locked: Path) -> None:
    insert_paragraph(locked, "North Port wants")
    result = run(locked, "check")
    assert result.exit_code == 1
    assert (
        "error[moved-paragraph]: what was paragraph 5 of `gazette-0301` is now paragraph 6" in result.output
    )
    assert (
        "error[moved-paragraph]: what was paragraph 7 of `gazette-0301` is now paragraph 8" in result.output
    )
    assert "quotation-not-found" not in result.output
    assert (
        "mended: briefings/actors.yaml, briefings/harbour.yaml, seeds/gazette-0301.yaml"
        in run(locked, "check", "--fix").output
    )
    fixed = {
        path: (locked / path).read_text("utf-8")
        for path in ("briefings/harbour.yaml", "briefings/actors.yaml", "seeds/gazette-0301.yaml")
    }
    assert "paragraph: 7" in fixed["briefings/harbour.yaml"]
    assert "@gazette-0301#6]" in fixed["briefings/harbour.yaml"]
    assert "paragraphs: 8" in fixed["seeds/gazette-0301.yaml"]
    assert "[1, 2, 8]" in fixed["seeds/gazette-0301.yaml"]
    assert run(locked, "lock").exit_code == 1, "nobody has said yet that this is the text that is meant"
    accept(locked)
    assert run(locked, "lock").exit_code == 0
    assert run(locked, "check").exit_code == 0


def test_each_line_that_is_mended_is_printed_before_and_after(locked: Path) -> None:
    insert_paragraph(locked, "North Port wants")
    output = run(locked, "check", "--fix").output
    assert output.startswith(
        "briefings/actors.yaml:7\n-     cites: [gazette-0301#6]\n+     cites: [gazette-0301#7]\n"
    )
    assert "seeds/gazette-0301.yaml:11\n- paragraphs: 7\n+ paragraphs: 8\n" in output


def test_the_number_of_a_look_alike_is_not_written(locked: Path) -> None:
    text = locked / "seeds/texts/gazette.txt"
    blocks = text.read_text("utf-8").strip().split("\n\n")
    blocks[5] = "Brandt declined to speak."
    blocks[6] = "The owner of the ferry said that his service is “suspended for as long as we are talking”."
    text.write_text("\n\n".join(blocks), "utf-8")
    before = (locked / "briefings/harbour.yaml").read_bytes()
    output = run(locked, "check", "--fix").output
    assert "the words stand in gazette-0301#7: look who speaks there" in output
    assert (locked / "briefings/harbour.yaml").read_bytes() == before


def test_mending_twice_mends_once(locked: Path) -> None:
    insert_paragraph(locked, "The boards of")
    run(locked, "check", "--fix")
    once = {path: path.read_bytes() for path in sorted(locked.rglob("*.yaml"))}
    assert "mended" not in run(locked, "check", "--fix").output
    assert {path: path.read_bytes() for path in sorted(locked.rglob("*.yaml"))} == once


def test_the_fingerprint_of_a_paragraph_decides_where_it_went_not_words_that_stand_elsewhere_too(
    locked: Path,
) -> None:
    text = locked / "seeds/texts/gazette.txt"
    said = "suspended for as long as we are talking"
    text.write_text(f"Suspended, said “{said}”\n\n" + text.read_text("utf-8"), "utf-8")
    run(locked, "check", "--fix")
    assert "paragraph: 7\n" in (locked / "briefings/harbour.yaml").read_text("utf-8")


def test_case_and_punctuation_are_fixed_and_words_never(locked: Path) -> None:
    dossier = locked / "briefings/harbour.yaml"
    edit(
        dossier,
        "quote: suspended for as long as we are talking",
        "quote: Suspended, for as long as we are talking",
    )
    run(locked, "check", "--fix")
    assert "quote: suspended for as long as we are talking" in dossier.read_text("utf-8")
    edit(
        dossier,
        "quote: suspended for as long as we are talking",
        "quote: suspended for as long as they are talking",
    )
    run(locked, "check", "--fix")
    assert "quote: suspended for as long as they are talking" in dossier.read_text("utf-8")


def test_lock_refuses_what_it_cannot_verify_and_changes_nothing(locked: Path) -> None:
    before = lock(locked).read_bytes()
    edit(
        locked / "briefings/harbour.yaml",
        "quote: suspended for as long as we are",
        "quote: suspended for as long as you are",
    )
    assert run(locked, "lock").exit_code == 1
    assert lock(locked).read_bytes() == before


def test_lock_without_any_text_is_wrong_use(locked: Path) -> None:
    assert run(locked, "lock", texts=False).exit_code == 2


def test_of_a_source_whose_text_is_not_at_hand_the_lock_keeps_what_still_holds(locked: Path) -> None:
    before = lock(locked).read_text("utf-8")
    (locked / "seeds/texts/courier.txt").unlink()
    assert run(locked, "lock").exit_code == 0
    assert lock(locked).read_text("utf-8") == before


def test_two_edits_of_the_lock_merge(locked: Path) -> None:
    """Lines are independent: the union of two branches' lines is the lock of both."""
    dossier, original = (
        locked / "briefings/harbour.yaml",
        (locked / "briefings/harbour.yaml").read_text("utf-8"),
    )
    first = original.replace(
        "    cites: [courier-0302#2]\npositions", "    cites: [courier-0302#2, courier-0302#3]\npositions"
    )
    second = original.replace("    text: Wants the toll gone", '    text: Wants "the toll gone"')
    merged = first.replace("    text: Wants the toll gone", '    text: Wants "the toll gone"')
    lines: set[str] = set()
    for text in (first, second):
        dossier.write_text(text, "utf-8")
        assert run(locked, "lock").exit_code == 0
        lines |= set(lock(locked).read_text("utf-8").splitlines())
    dossier.write_text(merged, "utf-8")
    lock(locked).write_text("\n".join(sorted(lines)) + "\n", "utf-8")
    assert run(locked, "check").exit_code == 0


def test_two_fixes_on_one_line_are_each_made_at_their_place(locked: Path) -> None:
    text = locked / "seeds/texts/gazette.txt"
    edit(
        locked / "briefings/harbour.yaml",
        "cites: [gazette-0301#4, courier-0302#4]",
        "cites: [gazette-0301#6, gazette-0301#4]",
    )
    assert run(locked, "lock").exit_code == 0
    paragraphs = text.read_text("utf-8").strip().split("\n\n")
    text.write_text("\n\n".join([*["One more line of the page"] * 4, *paragraphs]), "utf-8")
    result = run(locked, "check", "--fix")
    assert "mended: briefings/actors.yaml, briefings/desk.yaml, briefings/harbour.yaml" in result.output
    assert "cites: [gazette-0301#10, gazette-0301#8]" in (locked / "briefings/harbour.yaml").read_text(
        "utf-8"
    )


def test_a_citation_whose_paragraph_is_gone_from_the_lock_is_not_locked(locked: Path) -> None:
    lines = lock(locked).read_text("utf-8").splitlines(keepends=True)
    lock(locked).write_text(
        "".join(line for line in lines if "paragraph gazette-0301#3 " not in line), "utf-8"
    )
    for texts in (True, False):
        result = run(locked, "check", texts=texts)
        assert result.exit_code == 1
        lacking = "is not in the evidence lock" if texts else "is cited, not yet verified"
        assert f"the citation of gazette-0301#3 {lacking}" in result.output


TWO = "accounts:\n  - text: It is said that “the toll” is at stake.\n    cites: [gazette-0301#3, gazette-0301#5]\n"


def two_passages(project: Path) -> str:
    """The corpus with a quotation that stands in both passages of its entry; the line of the lock about the first."""
    record = project / "briefings/harbour.yaml"
    record.write_text(re.sub(r"(?ms)^accounts:.*?(?=^\w)", TWO, record.read_text("utf-8")), "utf-8")
    assert run(project, "lock").exit_code == 0
    found = re.findall(
        r"^cites harbour/accounts gazette-0301#\d+ [0-9a-f]{16}$",
        lock(project).read_text("utf-8"),
        re.MULTILINE,
    )
    assert [line.split(" ")[2] for line in found] == ["gazette-0301#3"]
    return str(found[0])


def test_of_two_lines_that_bear_a_claim_out_either_is_enough_without_the_texts(project: Path) -> None:
    line = two_passages(project)
    other = line.replace("#3 ", "#5 ")
    for kept in (line, other, f"{line}\n{other}"):
        written = lock(project).read_text("utf-8")
        lock(project).write_text(
            re.sub(r"cites harbour/accounts gazette-0301#\d [0-9a-f]{16}\n", "", written), "utf-8"
        )
        with lock(project).open("a", encoding="utf-8") as stream:
            stream.write(f"{kept}\n")
        result = run(project, "check", texts=False)
        assert "the toll" not in result.output, kept


def test_a_second_line_for_a_claim_is_stale_where_the_texts_are(project: Path) -> None:
    line = two_passages(project)
    with lock(project).open("a", encoding="utf-8") as stream:
        stream.write(line.replace("#3 ", "#5 ") + "\n")
    result = run(project, "check")
    assert (
        "vouches for something that no record claims: cites harbour/accounts gazette-0301#5" in result.output
    )
    assert run(project, "lock").exit_code == 0
    assert two_passages(project) == line


def test_of_several_paragraphs_with_the_words_of_one_that_moved_the_nearest_counts() -> None:
    words = tuple("abcdefgh")
    held = evidence_lock.read("".join(f"paragraph s#{n} {digest(word)}\n" for n, word in enumerate(words, 1)))
    for now, expected in (
        (("c", "x", "y", "z", "c", "u", "v", "c"), 1),  # as near as the fifth: the earlier one
        (("x", "c", "y", "c", "u"), 2),
        (("x", "y", "z", "u", "c", "c"), 5),
        (("c", "x", "y", "c", "u"), 4),
    ):
        assert dict(shifts({"s": now}, held)) == {("s", 3): expected}
