"""`briefings diff`: folders and revisions of real repositories, its reports, and its exit codes."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import cli
from tests.conftest import HARBOUR, edit, harbour
from tests.tools import GIT, need

Git = Callable[..., str]


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["diff", *words])


def git_in(folder: Path) -> Git:
    """Git in a folder, as somebody who is named and whose settings do not matter."""
    need(GIT)
    names = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    around = {**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}

    def git(*words: str) -> str:
        done = subprocess.run(
            ["git", *words], cwd=folder, env=around, check=True, capture_output=True, text=True
        )
        return done.stdout

    return git


def copied(folder: Path) -> Path:
    """The harbour corpus in a folder."""
    for path, data in harbour().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """The harbour corpus in a repository, committed as it is and then with a judgement changed."""
    git = git_in(copied(tmp_path / "desk"))
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "first")
    edit(tmp_path / "desk/briefings/harbour.yaml", "confidence: moderate", "confidence: low")
    git("commit", "-qam", "second")
    return tmp_path / "desk"


def test_two_folders_are_compared(tmp_path: Path) -> None:
    new = copied(tmp_path)
    edit(new / "briefings/harbour.yaml", "likelihood: unlikely", "likelihood: likely")
    result = run(str(HARBOUR), str(new))
    assert result.exit_code == 0
    assert result.output == (
        f"1 significant change in meaning from {HARBOUR} to {new}\n"
        "claim changed, evidence did not: harbour#no-deal-before-summer\n"
        "\n"
        "Harbour dispute (harbour)\n"
        "  judgement no-deal-before-summer (claim changed, evidence did not)\n"
        "    likelihood: unlikely → likely\n"
    )


def test_a_revision_is_compared_with_the_working_tree(desk: Path) -> None:
    edit(desk / "briefings/harbour.yaml", "confidence: low", "confidence: high")
    result = run("HEAD", "--root", str(desk))
    assert result.output.startswith("1 significant change in meaning from HEAD to the working tree\n")
    assert "confidence: low → high" in result.output


def test_two_revisions_are_compared_and_nothing_is_written(desk: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in desk.rglob("*")}
    assert "confidence: moderate → low" in run("HEAD~1", "main", "--root", str(desk)).output
    assert {path: path.stat().st_mtime_ns for path in desk.rglob("*")} == before
    assert run("HEAD", "HEAD", "--root", str(desk)).output == "No change in meaning from HEAD to HEAD\n"


def test_a_site_in_a_folder_of_a_repository_is_read_from_there(tmp_path: Path) -> None:
    git = git_in(tmp_path)
    git("init", "-q")
    copied(tmp_path / "sites/desk")
    copied(tmp_path / "elsewhere")
    git("add", ".")
    git("commit", "-qm", "first")
    assert run("HEAD", "--root", str(tmp_path / "sites/desk")).output.startswith("No change in meaning")


def test_links_within_a_commit_are_followed_and_others_left_out(tmp_path: Path) -> None:
    desk = copied(tmp_path / "desk")
    (desk / "briefings/ferry.yaml").rename(desk / "ferry.yaml")
    (desk / "briefings/ferry.yaml").symlink_to("../ferry.yaml")
    (tmp_path / "away.yaml").write_bytes(harbour()["seeds/gazette-0301.yaml"])
    (desk / "seeds/gazette-0301.yaml").unlink()
    (desk / "seeds/gazette-0301.yaml").symlink_to("../../away.yaml")
    git = git_in(desk)
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "first")
    output = run(str(HARBOUR), "HEAD", "--root", str(desk)).output
    assert "source gazette-0301: removed" in output
    assert "ferry" not in output


def test_the_environment_names_no_other_repository(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(desk.parent / "nowhere"))
    assert run("HEAD~1", "--root", str(desk)).exit_code == 0


def test_what_is_no_revision_is_wrong_use(desk: Path) -> None:
    result = run("nowhere", "--root", str(desk))
    assert result.exit_code == 2
    assert "`nowhere` is neither a folder with briefings/ in it nor a revision in git" in result.output


def test_what_the_other_branch_got_since_does_not_count(desk: Path) -> None:
    git = git_in(desk)
    git("checkout", "-qb", "mine", "HEAD~1")
    edit(desk / "briefings/harbour.yaml", "likelihood: unlikely", "likelihood: likely")
    assert "confidence: low → moderate" in run("main", "--root", str(desk)).output
    output = run("--merge-base", "main", "--root", str(desk)).output
    assert "likelihood: unlikely → likely" in output
    assert "confidence" not in output
    git("commit", "-qam", "mine")
    edit(desk / "briefings/ferry.yaml", "status: dormant", "status: closed")
    assert "status" not in run("--merge-base", "main", "mine", "--root", str(desk)).output


def test_without_a_commit_in_common_nothing_can_be_compared(desk: Path) -> None:
    git = git_in(desk)
    git("checkout", "-q", "--orphan", "other")
    git("commit", "-qm", "other")
    result = run("--merge-base", "main", "--root", str(desk))
    assert result.exit_code == 2
    assert "`main` and `HEAD` have no commit in common" in result.output


def test_an_empty_name_is_wrong_use(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable of a workflow may be empty: nothing must then look as if nothing had changed."""
    monkeypatch.chdir(desk)
    assert run("").exit_code == 2


def test_outside_git_a_revision_is_wrong_use(tmp_path: Path) -> None:
    result = run("HEAD", "--root", str(copied(tmp_path)))
    assert result.exit_code == 2
    assert "`HEAD` is neither a folder with briefings/ in it nor a revision in git" in result.output


def test_a_folder_without_records_is_wrong_use(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run(str(desk), "--root", str(tmp_path / "empty"))
    assert result.exit_code == 2
    assert "there is no folder briefings/ in empty/: name the right one with --root" in result.output


def test_a_shallow_clone_says_what_it_lacks(desk: Path, tmp_path: Path) -> None:
    git_in(tmp_path)("clone", "-q", "--depth", "1", desk.as_uri(), "shallow")
    result = run("HEAD~1", "--root", str(tmp_path / "shallow"))
    assert result.exit_code == 2
    assert "this clone is shallow and lacks older commits" in " ".join(result.output.split())


def test_the_exit_code_can_tell_whether_anything_changed(desk: Path) -> None:
    root = ("--root", str(desk), "--exit-code")
    assert run("HEAD~1", *root).exit_code == 1
    assert run("HEAD", *root).exit_code == 0


def test_mistakes_do_not_stop_it(desk: Path) -> None:
    edit(desk / "briefings/harbour.yaml", "kind: attributed", "kind: sung")
    edit(desk / "briefings/ferry.yaml", "status: dormant", "status: closed")
    result = run("HEAD", "--root", str(desk))
    assert result.exit_code == 0
    assert (
        "Mistakes in the working tree: compared as far as they can be read: briefings/harbour.yaml."
        in result.output
    )
    assert "status: dormant → closed" in result.output
    assert "toll-suspended: removed" not in result.output


def test_json_is_read_back_whole(desk: Path) -> None:
    data = json.loads(run("HEAD~1", "--root", str(desk), "--format", "json").output)
    assert [change["name"] for change in data["changes"]] == ["harbour#no-deal-before-summer"]
    assert data["significant"] == 1


def test_markdown_begins_with_its_mark_and_the_head(desk: Path) -> None:
    lines = run("HEAD~1", "--root", str(desk), "--format", "markdown").output.splitlines()
    assert lines[:2] == [
        "<!-- briefings diff -->",
        "**1 significant change in meaning from <code>HEAD&#126;1</code> to <code>the working tree</code>**",
    ]
    assert lines[-1].startswith("<sub>No text of a source was read for this"), (
        "it says what it does not prove"
    )


def test_a_signed_lock_is_verified_in_a_commit_too(desk: Path) -> None:
    """A signature that cannot be read is none, there as in a folder."""
    edit(desk / "briefings/desk.yaml", "lock: none", "lock: signed")
    (desk / "seeds/evidence.lock").write_text("signed 2031-03-02\n", "utf-8")
    (desk / "seeds/evidence.lock.sig").write_text("none\n", "utf-8")
    (desk / "briefings/allowed-signers").write_text("x\n", "utf-8")
    git = git_in(desk)
    git("add", ".")
    git("commit", "-qm", "signed")
    assert "signature: not asked for → not valid" in run("HEAD~1", "HEAD", "--root", str(desk)).output
    assert run("HEAD", "--root", str(desk)).output.startswith("No change in meaning")
