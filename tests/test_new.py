"""`briefings new`: records in their place, which `check` accepts but for what only an editor can write."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from generator import disk
from generator.cli import console, main
from tests.conftest import edit


def run(project: Path, *words: str, answers: str = "") -> Result:
    return CliRunner().invoke(main.cli, [*words, "--root", str(project)], input=answers)


def new(project: Path, *words: str, answers: str = "") -> Result:
    return run(project, "new", *words, answers=answers)


def codes(project: Path) -> set[str]:
    found = json.loads(run(project, "check", "--format", "json").stdout)
    return {one["code"] for one in found if one["severity"] == "error"}


def rows(project: Path, path: str) -> list[str]:
    return (project / path).read_text("utf-8").split("\n")


STATEMENT = ("--kind", "reported", "--text", "The toll was raised on Monday.", "--cites", "courier-0302#3")


def test_a_statement_stands_below_the_others_and_nothing_else_changes(project: Path) -> None:
    before = rows(project, "briefings/harbour.yaml")
    result = new(project, "statement", "harbour", *STATEMENT)
    after = rows(project, "briefings/harbour.yaml")
    assert (
        result.stdout.split("\n")[0]
        == "added: harbour#the-toll-was-raised-on-monday in briefings/harbour.yaml"
    )
    assert after[39:43] == [
        "  - id: the-toll-was-raised-on-monday",
        "    kind: reported",
        "    text: The toll was raised on Monday.",
        "    cites: [courier-0302#3]",
    ]
    assert [*after[:39], *after[43:]] == before


def test_what_is_not_given_is_marked_and_named(project: Path) -> None:
    result = new(project, "statement", "harbour", "--kind", "attributed", "--id", "toll-raised")
    assert [line.rpartition(": ")[2] for line in result.stdout.split("\n")[1:5]] == [
        "write the id of the actor who says so",
        "write when or where it was said; unknown where no source says so",
        "write one sentence",
        "write source-id#paragraph",
    ]
    assert codes(project) == {"not-filled-in"}


def test_ids_are_unique_also_among_those_that_were_published(project: Path) -> None:
    (project / "briefings/published-ids.txt").write_text("harbour#the-toll-was-raised-on-monday\n", "utf-8")
    for number in (2, 3):
        result = new(project, "statement", "harbour", *STATEMENT)
        assert f"harbour#the-toll-was-raised-on-monday-{number} " in result.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("statement", "harbour", "--id", "toll-collected"), "`toll-collected` is there already"),
        (("statement", "harbor", "--id", "a"), "there is no dossier `harbor`"),
        (("statement", "desk", "--id", "a"), "there is no dossier `desk`"),
        (("statement", "harbour", "--id", "a", "--by", "nobody"), "there is no actor `nobody`"),
        (
            ("statement", "harbour", "--id", "a", "--cites", "gazette-0301#99"),
            "`gazette-0301` has 7 paragraphs",
        ),
        (("statement", "harbour", "--id", "a", "--cites", "gazette"), "`gazette` is no passage"),
        (("statement", "harbour", "--text", "…"), "choose one with --id"),
        (("statement",), "Missing argument 'DOSSIER'"),
        (("actor", "--name", "Harbour Master"), "`harbour-master`"),
        (("dossier", "--id", "ferry"), "`ferry` is there already"),
        (("dossier", "--id", "desk"), "`desk` is there already"),
        (("source",), "Missing argument 'FILE|URL'"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    project: Path, words: tuple[str, ...], message: str
) -> None:
    before = disk.read_records(project)
    result = new(project, *words)
    if words[0] == "actor":
        assert "added: harbour-master-2 in " in result.stdout
        return
    assert result.exit_code in (1, 2)
    assert message in result.stderr
    assert disk.read_records(project) == before


def test_what_check_would_refuse_is_shown_and_not_written(project: Path) -> None:
    before = disk.read_records(project)
    result = new(project, "statement", "harbour", *STATEMENT, "--id", "No Id")
    assert result.exit_code == 1
    assert "error[bad-id]" in result.stdout
    assert "nothing was written" in result.stderr
    assert disk.read_records(project) == before


def test_a_statement_of_a_dossier_that_has_none_yet(project: Path) -> None:
    text = (project / "briefings/ferry.yaml").read_text("utf-8")
    assert "\nstatements:" in text
    edit(project / "briefings/ferry.yaml", "\nstatements:", "\n# of old\naccounts:")
    new(project, "statement", "ferry", *STATEMENT)
    data = yaml.safe_load((project / "briefings/ferry.yaml").read_text("utf-8"))
    assert [one["id"] for one in data["statements"]] == ["the-toll-was-raised-on-monday"]
    assert "# of old\naccounts:" in (project / "briefings/ferry.yaml").read_text("utf-8")


def test_an_actor_comes_last_and_the_others_keep_their_comments(project: Path) -> None:
    edit(project / "briefings/actors.yaml", "  - id: north-port", "  # the older one\n  - id: north-port")
    new(
        project,
        "actor",
        "--name",
        "South Port",
        "--kind",
        "organisation",
        "--role",
        "A port",
        "--cites",
        "gazette-0301#3",
    )
    text = (project / "briefings/actors.yaml").read_text("utf-8")
    assert "  # the older one\n  - id: north-port" in text
    assert text.endswith(
        "  - id: south-port\n    name: South Port\n    kind: organisation\n    role: A port\n    cites: [gazette-0301#3]\n"
    )
    assert codes(project) == set()


def test_the_first_actor_has_a_file_made_for_it(project: Path) -> None:
    (project / "briefings/actors.yaml").unlink()
    new(project, "actor", "--name", "Harbour Master", "--kind", "person")
    assert (
        yaml.safe_load((project / "briefings/actors.yaml").read_text("utf-8"))["actors"][0]["id"]
        == "harbour-master"
    )


def test_a_dossier_has_its_file_and_its_place_in_the_desks_order(project: Path) -> None:
    result = new(project, "dossier", "--title", "Fishing: who may", "--as-of", "2031-03-02")
    assert rows(project, "briefings/fishing-who-may.yaml")[:4] == [
        "# yaml-language-server: $schema=../docs/schema/dossier.json",
        "id: fishing-who-may",
        'title: "Fishing: who may"',
        "scope: FILL IN what the dossier covers, in one sentence that asserts nothing",
    ]
    assert "dossiers: [harbour, ferry, fishing-who-may]" in rows(project, "briefings/desk.yaml")
    assert "briefings/fishing-who-may.yaml:4:8: write what the dossier covers" in result.stdout
    assert codes(project) == {"not-filled-in"}
    assert run(project, "fmt", "--check", "briefings/fishing-who-may.yaml").exit_code == 0


def test_a_source_is_added_as_by_source_add(project: Path, tmp_path: Path) -> None:
    article = project.parent / "article.txt"
    article.write_text("Strait open\n\nThe strait is open again.\n", "utf-8")
    assert (
        "added: seeds/strait-open.yaml" in new(project, "source", str(article), "--id", "strait-open").stdout
    )


def test_on_a_terminal_it_asks_for_what_is_not_given(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.cli.new.may_ask", lambda: True)
    monkeypatch.setattr(console, "may_ask", lambda: True)
    answers = "harbour\nrumoured\nattributed\nThe toll is suspended.\ngazette-0301#6\nharbour-master\n2031-03-01\n\n\n"
    result = new(project, "statement", answers=answers)
    assert "write one of: reported, attributed" in result.stderr
    assert rows(project, "briefings/harbour.yaml")[39:45] == [
        "  - id: the-toll-is-suspended",
        "    kind: attributed",
        "    by: harbour-master",
        "    date: 2031-03-01",
        "    text: The toll is suspended.",
        "    cites: [gazette-0301#6]",
    ]
    assert codes(project) == set()
