"""How the records came to be what they are: read from git, told on pages and in feeds, by day and by statement."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator.changes import history as kept_history
from generator.changes.history import History, Step, Told
from generator.site import history
from tests.conftest import edit, harbour
from tests.test_diff import copied
from tests.tools import GIT, need

HARBOUR, FERRY = "briefings/harbour.yaml", "briefings/ferry.yaml"
Made = Callable[[Path], None]


def changed(path: str, before: str, after: str) -> Made:
    """An edit of one file."""
    return lambda root: edit(root / path, before, after)


def first(root: Path) -> None:
    """The harbour alone, before there was a ferry."""
    copied(root)
    (root / FERRY).unlink()
    edit(root / HARBOUR, "    see: [ferry#skippers-paid]\n", "")
    edit(root / "briefings/desk.yaml", ", ferry]", "]")


def ferry(root: Path) -> None:
    """The night ferry, and what the harbour says of it."""
    for path in (FERRY, HARBOUR, "briefings/desk.yaml"):
        (root / path).write_bytes(harbour()[path])
    edit(root / HARBOUR, "confidence: moderate", "confidence: low")
    edit(root / HARBOUR, "The toll was still collected on Friday.", "The toll was collected.")


DAYS: tuple[tuple[str, Made], ...] = (
    ("2031-03-02T09:00:00Z", first),
    ("2031-03-02T18:00:00Z", changed(HARBOUR, "confidence: moderate", "confidence: low")),
    (
        "2031-03-04T12:00:00Z",
        changed(HARBOUR, "The toll was still collected on Friday.", "The toll was collected."),
    ),
    ("2031-03-05T12:00:00Z", ferry),
    ("2031-03-07T23:30:00-02:00", changed(HARBOUR, "confidence: low", "confidence: moderate")),
    ("2031-03-08T12:00:00Z", changed(HARBOUR, "id: harbour\n", "# The strait.\nid: harbour\n")),
    ("2031-03-09T12:00:00Z", changed(HARBOUR, "place: Old Customs House", "place: The old customs house")),
    (
        "2031-03-10T12:00:00Z",
        changed(HARBOUR, "The toll was collected.", "The toll was still collected on Friday."),
    ),
    ("2031-03-11T08:00:00Z", changed("briefings/actors.yaml", "name: North Port", "name: The North Port")),
    (
        "2031-03-11T12:00:00Z",
        changed(
            HARBOUR,
            "  - date: 2031-03-02\n    text: First edition.\n",
            "  - date: 2031-03-02\n    text: First edition.\n"
            "  - date: 2031-03-11\n    text: Who says what of the toll is told apart.\n",
        ),
    ),
)
"""Ten days of work on the harbour corpus, which end in more or less what `tests/harbour` holds."""


def git_on(root: Path, moment: str, *words: str) -> str:
    """Git in a folder, at a moment, as somebody whose settings do not matter."""
    need(GIT)
    names = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    around = {**os.environ, **names, **dates, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(
        ["git", *words], cwd=root, env=around, check=True, capture_output=True, text=True
    ).stdout.strip()


def committed(root: Path, days: tuple[tuple[str, Made], ...] = DAYS) -> Path:
    """A repository with a commit for each day."""
    root.mkdir()
    git_on(root, "", "init", "-q", "-b", "main")
    (root / ".git/info/exclude").write_text(".cache/\n", "utf-8")
    for moment, make in days:
        make(root)
        git_on(root, moment, "add", ".")
        git_on(root, moment, "commit", "-qm", "x")
    return root


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return committed(tmp_path_factory.mktemp("history") / "desk")


@pytest.fixture(scope="module")
def past(desk: Path) -> History:
    return history.read(desk)


def named(told: Told) -> str:
    return f"{told.dossier}#{told.id or told.kind}"


def lines(past: History) -> Iterator[tuple[str, str]]:
    """Each day, and what is told of it."""
    for step in past.steps:
        yield step.day, " ".join(named(told) for told in step.told)


def test_each_commit_that_changes_meaning_is_a_step_on_its_day_in_utc(past: History) -> None:
    assert dict(reversed(list(lines(past)))) == {
        "2031-03-02": "harbour#no-deal-before-summer",
        "2031-03-04": "harbour#toll-collected",
        "2031-03-05": "harbour#toll-collected ferry#ferry #desk",
        "2031-03-08": "harbour#no-deal-before-summer",
        "2031-03-09": "harbour#first-meeting",
        "2031-03-10": "harbour#toll-collected",
        "2031-03-11": "#north-port",
    }
    assert past.since == ""


def test_of_a_dossier_that_was_added_no_entry_is_named(past: History) -> None:
    (founding,) = past.steps[-1].told
    assert (founding.founds, founding.title) == (True, "Harbour dispute")


def test_what_is_told_is_told_in_the_words_of_diff(past: History) -> None:
    (told,) = past.by_dossier["harbour"][0][1:]
    assert "".join(piece.text for piece in told.rows[0]) == (
        "text: “The toll was still collected on Friday.”"
    )
    assert "".join(piece.text for piece in told.outcome) == " (claim changed, evidence did not)"


def test_what_was_compared_is_kept_and_read_back_as_it_was(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = history.read(desk)
    monkeypatch.setattr(history, "compare", lambda *_: pytest.fail("it was compared again"))
    assert history.read(desk) == before


@pytest.mark.parametrize("place", range(3))
def test_what_is_told_survives_being_kept(past: History, place: int) -> None:
    told = past.steps[place].told
    assert kept_history.from_json(kept_history.as_json(told)) == told


def test_two_readings_in_two_folders_are_the_same(desk: Path, past: History, tmp_path: Path) -> None:
    git_on(tmp_path, "", "clone", "-q", str(desk), "other")
    assert history.read(tmp_path / "other") == past


def test_a_shallow_clone_says_since_when_it_knows(desk: Path, past: History, tmp_path: Path) -> None:
    git_on(tmp_path, "", "clone", "-q", "--depth", "3", desk.as_uri(), "shallow")
    shallow = history.read(tmp_path / "shallow")
    assert shallow.since == "2031-03-10"
    assert shallow.steps == past.steps[:1]


@pytest.mark.parametrize("kind", ["no repository", "no commit", "no git"])
def test_outside_git_there_is_no_history(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copied(tmp_path)
    if kind == "no commit":
        git_on(root, "", "init", "-q")
    if kind == "no git":
        monkeypatch.setenv("PATH", "")
    assert history.read(root) == History()


def test_a_dossier_keeps_its_history_under_another_id() -> None:
    told = Told("b", "B", "dossier", "", "b", "B", "a", True, False, (), ())
    older = replace(told, dossier="a", id="a", was="")
    past = History((Step("2", "2031-03-02T00:00:00Z", (told,)), Step("1", "2031-03-01T00:00:00Z", (older,))))
    assert [step.commit for step, _ in past.by_dossier["b"]] == ["2", "1"]
