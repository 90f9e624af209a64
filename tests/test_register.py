"""Permanent ids: what was published stays reachable."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner, Result

from generator import build, disk
from generator.cli import main
from generator.corpus import register
from generator.pages import render
from generator.printing import press
from generator.records.load import REGISTER
from generator.view.parts import Entry
from generator.view.settings import Settings
from generator.view.site import view
from tests.conftest import ROOT, Seen, edit, findings, harbour, harbour_texts, with_part

IDS = [
    "ferry#ferry-cancelled",
    "ferry#skippers-paid",
    "harbour#first-meeting",
    "harbour#no-deal-before-summer",
    "harbour#toll-collected",
    "harbour#toll-returns",
    "harbour#toll-suspended",
]


def run(project: Path, *words: str) -> Result:
    return CliRunner().invoke(
        main.cli, [*words, "--root", str(project), "--texts", str(project / "seeds/texts")]
    )


def kept(project: Path) -> list[str]:
    return [line for line in (project / REGISTER).read_text("utf-8").splitlines() if not line.startswith("#")]


def test_register_enters_every_id_once_and_in_order(project: Path) -> None:
    result = run(project, "register")
    assert (result.exit_code, result.output.splitlines()[0]) == (0, "registered: ferry#ferry-cancelled")
    assert result.output.splitlines()[-1] == "briefings/published-ids.txt: 7 ids added; commit the file"
    assert kept(project) == IDS
    again = run(project, "register")
    assert (again.exit_code, again.output) == (0, "nothing to add: every id is registered\n")


def test_register_check_writes_nothing_and_fails_on_what_is_lacking(project: Path) -> None:
    result = run(project, "register", "--check")
    assert result.exit_code == 1
    assert "not registered: harbour#toll-suspended" in result.output
    assert not (project / REGISTER).exists()
    run(project, "register")
    assert run(project, "register", "--check").exit_code == 0


def test_what_is_not_registered_yet_is_no_finding(project: Path) -> None:
    (project / REGISTER).write_text("harbour#toll-suspended\n", "utf-8")
    assert run(project, "check", "--strict").exit_code == 0


def test_register_removes_nothing_and_keeps_withdrawn_ids(project: Path) -> None:
    run(project, "register")
    edit(project / "briefings/harbour.yaml", "  - id: toll-returns\n", "  - id: toll-comes-back\n")
    with (project / "briefings/harbour.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "retired:\n  - {id: toll-returns, date: 2031-03-02, reason: It was put too narrowly., successor: toll-comes-back}\n"
        )
    assert run(project, "check").exit_code == 0
    assert run(project, "register").output.startswith("registered: harbour#toll-comes-back\n")
    assert kept(project) == sorted([*IDS, "harbour#toll-comes-back"])


def test_register_is_left_alone_while_there_are_mistakes(project: Path) -> None:
    edit(project / "briefings/harbour.yaml", "status: active", "status: actve")
    result = run(project, "register")
    assert result.exit_code == 1
    assert "unknown-word" in result.output
    assert not (project / REGISTER).exists()


def test_an_id_that_vanished_is_named_with_the_way_out(project: Path) -> None:
    run(project, "register")
    edit(project / "briefings/harbour.yaml", "id: toll-returns", "id: toll-comes-back")
    result = run(project, "check")
    assert result.exit_code == 1
    assert "error[vanished-id]: `toll-returns` was published and is gone" in result.output
    assert "{id: toll-returns, date: ..., reason: ..., successor: toll-comes-back}" in result.output


def test_an_id_that_was_renamed_is_given_back() -> None:
    files = {**harbour(), REGISTER: b"harbour#toll-suspendet\nharbour#toll-collected\n"}
    found = build.check(files, harbour_texts()).diagnostics
    assert found[0].hint.startswith(
        "give `toll-suspended` its old id back; or, if it says something else, add to `retired`: {id: toll-suspendet"
    )


def test_a_dossier_that_is_gone_is_named_once_at_its_line() -> None:
    files = {**harbour(), REGISTER: b"# ids\ncanal#lock-open\ncanal#lock-shut\n"}
    found = build.check(files, harbour_texts()).diagnostics
    assert [(d.code.name, d.path, d.span.start.line) for d in found] == [("vanished-dossier", REGISTER, 2)]


def test_a_dossier_that_cannot_be_read_is_not_missed() -> None:
    files = {**harbour(), REGISTER: b"harbour#toll-suspended\n", "briefings/harbour.yaml": b"id: harbour\n"}
    codes = {d.code.name for d in build.check(files, harbour_texts()).diagnostics}
    assert codes.isdisjoint({"vanished-id", "vanished-dossier"})


@pytest.mark.parametrize("line", ["<<<<<<< HEAD", "harbour", "harbour#Toll", "harbour#a#b", "caf\u00e9#a"])
def test_a_line_that_is_no_id_is_named(line: str) -> None:
    files = {**harbour(), REGISTER: f"harbour#toll-suspended\r\n{line}\r\n".encode()}
    found = build.check(files, harbour_texts()).diagnostics
    assert [(d.code.name, d.span.start.line) for d in found] == [("broken-register", 2)]


def test_bytes_that_are_no_text_are_a_finding() -> None:
    assert [
        d.code.name
        for d in build.check({**harbour(), REGISTER: b"\xff\xfe\x00"}, harbour_texts()).diagnostics
    ] == ["broken-register"]


def test_the_shipped_corpus_has_registered_all_that_it_publishes() -> None:
    assert register.lacking(build.check(disk.read_records(ROOT), {}).corpus) == ()


GRAVE = "retired:\n  - id: toll-doubled\n    date: 2031-03-02\n    reason: The figure was wrong.\n"


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (GRAVE + "    successor: toll-suspendd\n", ("unknown-statement", 5, 16)),
        (GRAVE + "    successor: toll-doubled\n", ("self-reference", 5, 16)),
        (GRAVE + "    successor: fery#skippers-paid\n", ("unknown-dossier", 5, 16)),
        (GRAVE.replace("toll-doubled", "sources"), ("reserved-id", 2, 9)),
        (GRAVE.replace("2031-03-02", "2031-03-03"), ("withdrawal-after-dossier", 3, 11)),
        (GRAVE + "  - {id: toll-doubled, date: 2031-03-02, reason: Again.}\n", ("withdrawn-twice", 5, 10)),
        (GRAVE.replace("toll-doubled", "toll-suspended"), ("reused-id", -27, 9)),
        (
            GRAVE + "accounts:\n  - {text: One., see: [toll-doubled], cites: [courier-0302#2]}\n",
            ("withdrawn-statement", 6, 24),
        ),
    ],
)
def test_a_tombstone_is_held_against_the_corpus(part: str, expected: tuple[str, int, int]) -> None:
    found = findings(part)
    assert expected[0] in [code for code, _, _ in found]
    assert expected[1] < 0 or expected in found


@pytest.mark.parametrize("successor", ["toll-suspended", "ferry#skippers-paid"])
def test_a_sound_tombstone_is_clean(successor: str) -> None:
    assert build.check(with_part(f"{GRAVE}    successor: {successor}\n"), harbour_texts()).diagnostics == ()


def test_the_old_link_leads_to_the_tombstone() -> None:
    checked = build.check(with_part(f"{GRAVE}    successor: ferry#skippers-paid\n"), harbour_texts())
    page = next(page for page in view(checked.evidence, Settings()).dossiers if page.id == "harbour")
    seen = Seen(render.page(page))
    assert "toll-doubled" in [attributes.get("id") for _, attributes in seen.elements]
    assert "Withdrawn on 2 March 2031: The figure was wrong." in seen.flat
    assert "The night ferry: Skippers paid on Friday." in seen.flat


@pytest.mark.slow
def test_the_printed_dossier_says_what_was_withdrawn(tmp_path: Path) -> None:
    built = build.build(with_part(f"{GRAVE}    successor: toll-suspended\n"), harbour_texts(), Settings())
    printed = press.Press(tmp_path).produce(build.orders(built, "harbour")[0])
    text = " ".join(
        " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(printed)).pages).split()
    )
    assert "Withdrawn on 2 March 2031: The figure was wrong. See" in text


def test_no_made_up_anchor_takes_a_withdrawn_id() -> None:
    checked = build.check(with_part(GRAVE.replace("toll-doubled", "position-north-port")), harbour_texts())
    page = next(page for page in view(checked.evidence, Settings()).dossiers if page.id == "harbour")
    assert [entry.anchor for entry in page.content("positions", Entry)] == ["position-north-port-2"]
