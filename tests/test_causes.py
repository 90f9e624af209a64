"""One cause, one finding: what a slip brings about is told with it, and the lock only when nothing else is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.findings.causes import gathered
from generator.findings.codes import Code, Severity
from generator.findings.diagnostics import Diagnostic
from tests.conftest import edit
from tests.test_cli import check, run
from tests.test_report import at


def told(project: Path) -> list[dict[str, Any]]:
    """What `check` tells of a corpus that was locked before it was changed."""
    found: list[dict[str, Any]] = json.loads(check(project, "--format", "json").stdout)
    return found


@pytest.fixture
def locked(project: Path) -> Path:
    """The harbour corpus with a lock and a register."""
    edit(project / "briefings/desk.yaml", "lock: none", "lock: unsigned")
    words = ("--root", str(project), "--texts", str(project / "seeds/texts"))
    assert run("lock", *words).exit_code == 0
    assert run("register", *words).exit_code == 0
    assert told(project) == []
    return project


@pytest.mark.parametrize(
    ("path", "before", "after", "codes"),
    [
        ("briefings/actors.yaml", "id: harbour-master", "id: harbourmaster", ["unknown-actor"]),
        ("briefings/harbour.yaml", "id: toll-collected", "id: toll-taken", ["vanished-id"]),
        ("briefings/harbour.yaml", "id: harbour\n", "id: harbor\n", ["id-not-file-name"]),
        ("seeds/gazette-0301.yaml", "id: gazette-0301", "id: gazette", ["id-not-file-name"]),
        ("briefings/harbour.yaml", "as long as we are talking\n", "as long as they are talking\n", ["quotation-not-found"]),
        ("briefings/harbour.yaml", "cites: [courier-0302#2]", "cites: [courier-0302#3]", ["not-locked"]),
    ],
)  # fmt: skip
def test_a_slip_is_one_finding(locked: Path, path: str, before: str, after: str, codes: list[str]) -> None:
    edit(locked / path, before, after)
    assert [found["code"] for found in told(locked)] == codes


@pytest.mark.parametrize("path", ["seeds/gazette-0301.yaml", "briefings/ferry.yaml", "briefings/actors.yaml"])
def test_another_ending_is_one_finding(locked: Path, path: str) -> None:
    (locked / path).rename(locked / path.replace(".yaml", ".yml"))
    assert [found["code"] for found in told(locked)] == ["misplaced-file"]


@pytest.mark.parametrize("path", ["briefings/desk.yaml", "briefings/actors.yaml"])
def test_a_file_that_is_missing_is_one_finding(locked: Path, path: str) -> None:
    (locked / path).unlink()
    (found,) = told(locked)
    assert (found["code"], found["path"]) == ("missing-file", path)


def test_the_places_that_follow_are_named(locked: Path) -> None:
    edit(locked / "briefings/actors.yaml", "id: harbour-master", "id: harbourmaster")
    (found,) = told(locked)
    assert found["hint"] == "did you mean `harbourmaster`?"
    assert [(place["message"], place["line"]) for place in found["related"]] == [("here too", 56)]


def test_people_are_shown_five_places_and_told_of_the_others() -> None:
    code = Code("unknown-source", "w", "y", follows=True)
    found = [
        Diagnostic(code, "there is no source `a`", "b.yaml", at(n, 1, n, 2), about="a") for n in range(1, 9)
    ]
    (one,) = gathered(found)
    assert [related.span.start.line for related in one.related] == [2, 3, 4, 5, 6, 7, 8]


def test_the_summary_says_that_the_lock_comes_after(locked: Path) -> None:
    edit(locked / "briefings/harbour.yaml", "id: toll-collected", "id: toll-taken")
    result = check(locked)
    assert "1 error; then run `briefings lock`; " in result.stderr
    assert "  see briefings/harbour.yaml:" in result.stdout


def test_one_mistake_at_several_places_stays_several() -> None:
    """Each sentence without a passage needs one of its own."""
    code = Code("missing-citation", "w", "y")
    found = tuple(Diagnostic(code, "no passage", "a.yaml", at(n, 1, n, 2)) for n in (1, 2))
    assert gathered(found) == found


def test_a_warning_does_not_hide_the_lock() -> None:
    lock = Diagnostic(Code("not-locked", "w", "y", cause="lock"), "a", "a.yaml")
    warning = Diagnostic(Code("odd", "w", "y", severity=Severity.WARNING), "b", "b.yaml")
    assert gathered([lock, warning]) == (lock, warning)
