"""Two editors, one desk: real merges of git's, and what a merge that stopped leaves to do."""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator import build
from generator.cli.main import cli
from generator.writing.merging import MARK, merged
from tests.conftest import ROOT, edit, harbour, harbour_texts
from tests.test_diff import Git, git_in

NEW = """  - id: {name}
    kind: reported
    text: {text}
    cites: [{cited}]
"""
SOURCE = """id: {name}
short: "{name}"
type: article-newspaper
title: A note on the ports
container-title: {name}
issued: 2031-03-02
language: en
text: {name}.txt
sha256: {sha256}
paragraphs: 1
grade: {{reliability: C, credibility: 3, reason: A local paper.}}
provenance:
  stated: [It names no agency.]
"""


def run(desk: Path, *words: str) -> Result:
    texts = ["--texts", str(desk / "seeds/texts")] if words[0] in ("check", "lock", "register") else []
    return CliRunner().invoke(cli, [words[0], "--root", str(desk), *texts, *words[1:]])


@pytest.fixture
def desk(project: Path) -> Path:
    """The harbour corpus, locked and registered, in a repository with this one's `.gitattributes`."""
    (project / ".cache").unlink()
    (project / ".gitattributes").write_bytes((ROOT / ".gitattributes").read_bytes())
    (project / ".gitignore").write_text("/.cache/\n/seeds/texts/\n", "utf-8")
    for command in ("lock", "register"):
        assert run(project, command).exit_code == 0
    git = git_in(project)
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "first")
    return project


def on(desk: Path, branch: str, change: Callable[[], None]) -> Git:
    """Change something on a branch from where `main` began, lock and register it, and commit."""
    git = git_in(desk)
    git("checkout", "-q", "-b", branch, "main")
    change()
    for command in ("lock", "register"):
        done = run(desk, command)
        assert done.exit_code == 0, done.output
    git("add", ".")
    git("commit", "-qm", branch)
    return git


def merge(git: Git, branch: str) -> bool:
    """Merge a branch; whether git could."""
    try:
        git("merge", "-q", "-m", "merged", branch)
    except subprocess.CalledProcessError:
        return False
    return True


def statement(desk: Path, name: str, text: str, cited: str = "courier-0302#3") -> Callable[[], None]:
    """Adds a statement below the others, where `briefings new statement` puts it too."""

    def change() -> None:
        path = desk / "briefings/harbour.yaml"
        whole = path.read_text("utf-8")
        at = re.search(r"^statements:\n(?:[ #].*\n|\n)*", whole, re.MULTILINE)
        assert at
        new = NEW.format(name=name, text=text, cited=cited)
        path.write_text(whole[: at.end()] + new + whole[at.end() :], "utf-8")

    return change


def two_statements(desk: Path) -> Git:
    on(desk, "theirs", statement(desk, "toll-paid", "The toll was paid in full."))
    return on(desk, "ours", statement(desk, "toll-paid-late", "The toll was paid late."))


@pytest.mark.slow
def test_two_statements_at_one_place_are_both_kept_by_one_command(desk: Path) -> None:
    git = two_statements(desk)
    assert not merge(git, "theirs")
    done = run(desk, "merge")
    assert done.exit_code == 0, done.output
    assert "merged: briefings/harbour.yaml, with the entries of both sides" in done.output
    text = (desk / "briefings/harbour.yaml").read_text("utf-8")
    names = re.findall(r"id: (toll-paid\S*)\n    kind: reported\n    text: The toll was paid", text)
    assert names == ["toll-paid-late", "toll-paid"], "ours first"
    checked = run(desk, "check")
    assert checked.exit_code == 0, checked.output
    git("commit", "-qm", "merged")
    assert git("status", "--porcelain") == ""


@pytest.mark.slow
def test_what_the_lock_and_the_register_gained_on_both_sides_merges_by_itself(desk: Path) -> None:
    git = two_statements(desk)
    assert not merge(git, "theirs")
    assert git("diff", "--name-only", "--diff-filter=U").split() == ["briefings/harbour.yaml"]
    register = (desk / "briefings/published-ids.txt").read_text("utf-8")
    lock = (desk / "seeds/evidence.lock").read_text("utf-8")
    for name in ("toll-paid", "toll-paid-late"):
        assert f"harbour#{name}\n" in register
        assert f"cites harbour#{name} courier-0302#3 -\n" in lock
    run(desk, "merge")
    for command in ("lock", "register"):
        assert run(desk, command).exit_code == 0
    lines = (desk / "briefings/published-ids.txt").read_text("utf-8").splitlines()[1:]
    assert lines == sorted(set(lines))
    assert "0 lines added, 0 removed" in run(desk, "lock").output


def test_statements_in_two_dossiers_merge_without_a_conflict(desk: Path) -> None:
    def ferry() -> None:
        edit(desk / "briefings/ferry.yaml", "title: ", "title: The ")

    on(desk, "theirs", ferry)
    git = on(desk, "ours", statement(desk, "toll-paid", "The toll was paid."))
    assert merge(git, "theirs")
    assert run(desk, "check").exit_code == 0


def source(desk: Path, name: str) -> Callable[[], None]:
    """Adds a source with a text of one paragraph, and a statement that rests on it."""

    def change() -> None:
        text = b"The ferry waits.\n"
        (desk / f"seeds/texts/{name}.txt").write_bytes(text)
        record = SOURCE.format(name=name, sha256=hashlib.sha256(text).hexdigest())
        (desk / f"seeds/{name}.yaml").write_text(record, "utf-8")
        statement(desk, f"waits-{name}", "The ferry waits.", f"{name}#1")()

    return change


@pytest.mark.slow
def test_two_branches_that_each_add_a_source_and_a_statement_need_one_command(desk: Path) -> None:
    """The texts are beside git, on the machine of the one who merges."""
    on(desk, "theirs", source(desk, "mail-0302"))
    away = desk / "seeds/texts/mail-0302.txt"
    away.rename(desk / "mail")
    git = on(desk, "ours", source(desk, "mail-0303"))
    assert not merge(git, "theirs")
    (desk / "mail").rename(away)
    assert run(desk, "merge").exit_code == 0
    checked = run(desk, "check")
    assert checked.exit_code == 0, checked.output
    without = CliRunner().invoke(cli, ["check", "--root", str(desk), "--texts", str(desk / ".cache")])
    assert without.exit_code == 0, without.output


def test_a_doubled_line_does_no_harm_and_is_gone_after_the_next_run(desk: Path) -> None:
    for path in ("seeds/evidence.lock", "briefings/published-ids.txt"):
        whole = (desk / path).read_text("utf-8")
        (desk / path).write_text(whole + whole.splitlines()[3] + "\n", "utf-8")
    assert run(desk, "check").exit_code == 0
    for command in ("lock", "register"):
        assert run(desk, command).exit_code == 0
    assert git_in(desk)("status", "--porcelain") == ""


def test_a_line_of_what_the_other_side_took_out_is_named_and_gone_after_the_next_lock(desk: Path) -> None:
    lock = desk / "seeds/evidence.lock"
    lock.write_text(lock.read_text("utf-8") + "cites harbour#toll-gone courier-0302#3 -\n", "utf-8")
    checked = run(desk, "check")
    assert "error[stale-lock]" in checked.output
    assert "1 removed" in run(desk, "lock").output
    assert run(desk, "check").exit_code == 0


CONFLICT = "<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> theirs\n"


def marked(text: str) -> str:
    """A file of lines in whose midst git has left a conflict."""
    lines = text.splitlines(keepends=True)
    return "".join(lines[:2]) + CONFLICT.format(ours=lines[2], theirs=lines[3]) + "".join(lines[4:])


@pytest.mark.parametrize(
    ("path", "code"),
    [("seeds/evidence.lock", "broken-lock"), ("briefings/published-ids.txt", "broken-register")],
)
def test_marks_of_a_conflict_are_one_finding_that_says_what_they_are(
    desk: Path, path: str, code: str
) -> None:
    """A forge that does not know of `.gitattributes` leaves them there too."""
    file = desk / path
    file.write_text(marked(file.read_text("utf-8")), "utf-8")
    checked = run(desk, "check")
    assert (
        f"{path}:3:1: error[{code}]: git could not merge this file: its marks stand in lines 3 to 7"
        in checked.output
    )
    assert "run `briefings merge`" in checked.output
    assert checked.output.count("error[") == 1


def test_the_lock_with_marks_is_mended_by_locking(desk: Path) -> None:
    lock = desk / "seeds/evidence.lock"
    lock.write_text(marked(lock.read_text("utf-8")), "utf-8")
    assert run(desk, "lock").exit_code == 0
    assert git_in(desk)("status", "--porcelain") == ""


@pytest.mark.slow
def test_a_lock_that_a_forge_could_not_merge_is_put_together_too(desk: Path) -> None:
    (desk / ".gitattributes").write_text("", "utf-8")
    git_in(desk)("commit", "-qam", "as on a forge")
    git = two_statements(desk)
    assert not merge(git, "theirs")
    assert set(git("diff", "--name-only", "--diff-filter=U").split()) == {
        "briefings/harbour.yaml",
        "briefings/published-ids.txt",
        "seeds/evidence.lock",
    }
    assert run(desk, "merge").exit_code == 0
    checked = run(desk, "check")
    assert checked.exit_code == 0, checked.output


@pytest.mark.slow
def test_where_both_changed_the_same_line_an_editor_must_choose(desk: Path) -> None:
    path = desk / "briefings/harbour.yaml"
    on(desk, "theirs", lambda: edit(path, "confidence: moderate", "confidence: low"))
    git = on(
        desk, "ours", lambda: edit(path, "confidence: moderate", "confidence: high\n    confidence_reason: x")
    )
    assert not merge(git, "theirs")
    before = path.read_text("utf-8")
    done = run(desk, "merge")
    assert done.exit_code == 1
    assert "left: briefings/harbour.yaml: both sides changed the same lines" in done.output
    assert path.read_text("utf-8") == before


@pytest.mark.slow
def test_a_file_in_which_somebody_has_begun_to_choose_is_left(desk: Path) -> None:
    git = two_statements(desk)
    merge(git, "theirs")
    edit(desk / "briefings/harbour.yaml", "paid late", "paid very late")
    before = (desk / "briefings/harbour.yaml").read_text("utf-8")
    assert run(desk, "merge").exit_code == 1
    assert (desk / "briefings/harbour.yaml").read_text("utf-8") == before


def test_a_file_that_one_side_deleted_is_left(desk: Path) -> None:
    on(desk, "theirs", lambda: edit(desk / "briefings/ferry.yaml", "title: ", "title: The "))
    git = git_in(desk)
    git("checkout", "-q", "-b", "ours", "main")
    git("rm", "-q", "briefings/ferry.yaml")
    git("commit", "-qm", "ours")
    assert not merge(git, "theirs")
    assert "left: briefings/ferry.yaml" in run(desk, "merge").output


def test_where_nothing_is_in_conflict_nothing_is_done(desk: Path) -> None:
    done = run(desk, "merge")
    assert done.exit_code == 0
    assert done.output.startswith("nothing is in conflict")


# What is whole


def conflict(ours: str, theirs: str, base: str = "", after: str = "b: 1\n") -> str:
    """A conflict as git writes it where it is asked."""
    marks = [sign * MARK for sign in "<|=>"]
    return f"a:\n{marks[0]} ours\n{ours}{marks[1]} base\n{base}{marks[2]}\n{theirs}{marks[3]} theirs\n{after}"


@pytest.mark.parametrize(
    ("ours", "theirs", "base", "after"),
    [
        ("  - x: 1\n", "    y: 1\n", "", "b: 1\n"),  # not an item
        ("  - x: 1\n", "    - y: 1\n", "", "b: 1\n"),  # another list
        ("  - x: 1\nc: 2\n", "  - y: 1\n", "", "b: 1\n"),  # more than items
        ("  - x: 1\n", "  - y: 1\n", "  - z: 1\n", "b: 1\n"),  # changed, not added
        ("  - x: 1\n", "  - y: 1\n", "", "    more: 1\n"),  # what follows belongs to one of them
        ("", "  - y: 1\n", "", "b: 1\n"),
    ],
)
def test_what_may_belong_to_something_else_needs_an_editor(
    ours: str, theirs: str, base: str, after: str
) -> None:
    assert merged(conflict(ours, theirs, base, after), lines_apart=False) is None


def test_whole_items_are_kept_with_their_comments_and_empty_lines() -> None:
    ours, theirs = "  - x: 1\n    # why\n\n", "  - y: >\n      long\n      text\n  - z\n"
    assert merged(conflict(ours, theirs), lines_apart=False) == f"a:\n{ours}{theirs}b: 1\n"


def test_lines_that_both_have_are_kept_once() -> None:
    assert (
        merged(conflict("b#1\nb#2\n", "b#2\nb#3\n", "b#0\n", ""), lines_apart=True) == "a:\nb#1\nb#2\nb#3\n"
    )


def test_the_harbour_is_without_mistakes() -> None:
    """Else nothing here would prove anything."""
    assert build.check(harbour(), harbour_texts()).ok
