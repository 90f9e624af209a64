"""The guide is followed word for word: its commands, in its order, do what it says of them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.cli.main import cli
from tests.conftest import ROOT, copy_by_hand, installed, kept
from tests.test_diff import git_in
from tests.test_workflows import origin  # noqa: F401 - a fixture
from tests.tools import MAKE, need

GUIDE = (ROOT / "docs/editing/index.md").read_text("utf-8")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def section(heading: str) -> str:
    """What stands under a heading of the guide, up to the next one."""
    return re.split(r"^##+ ", GUIDE.split(f"\n## {heading}\n")[1], maxsplit=1, flags=re.MULTILINE)[0]


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """The blocks of a text: language and content."""
    return ((found[1], found[2]) for found in _BLOCK.finditer(text))


def shell(script: str, folder: Path, **around: str) -> subprocess.CompletedProcess[str]:
    """A block of commands in a terminal of its own; the first that fails ends it."""
    return subprocess.run(
        ["bash", "-euc", script],
        cwd=folder,
        env={**os.environ, **around},
        capture_output=True,
        text=True,
        check=False,
    )


def patch(folder: Path, diff: str) -> None:
    """Make the change that a block shows, in the one file of the dossier that has what stands there before."""
    before = "".join(line[1:] + "\n" for line in diff.splitlines() if line[0] != "+")
    after = "".join(line[1:] + "\n" for line in diff.splitlines() if line[0] != "-")
    path = folder / "briefings/iran.yaml"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


@pytest.mark.slow
def test_your_first_change_from_a_fork_to_what_is_merged(origin: Path, tmp_path: Path) -> None:  # noqa: F811
    """The forge is two folders: the desk's repository and your fork of it. Pressing its buttons is left to the test."""
    need(MAKE)
    git = git_in(tmp_path)
    for name, source in (("DESK", origin), ("YOU", tmp_path / "DESK/SITE.git")):
        git("clone", "-q", "--bare", str(source), f"{name}/SITE.git")
    forge = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    forge |= {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{tmp_path.as_uri()}/.insteadOf",
        "GIT_CONFIG_VALUE_0": "https://github.com/",
        "BRIEFINGS_TEXTS": "",
    }
    site = tmp_path / "SITE"
    said = ""
    for kind, content in blocks(section("Your first change")):
        if kind == "diff":
            patch(site, content)
        elif kind == "text":
            assert content in said
        elif content.startswith("git clone"):
            fetch, make = content.split("make site\n")
            done = shell(fetch, tmp_path, **forge)
            assert done.returncode == 0, done.stderr
            installed(site)  # what `make site` would bring first
            (site / ".cache").symlink_to(kept())
            done = shell(f"make site\n{make}", site, **forge)
            assert done.returncode == 0, done.stdout + done.stderr
        else:
            if content.startswith("git switch main"):
                git_in(tmp_path / "DESK/SITE.git")("fetch", "-q", "../../YOU/SITE.git", "less-sure:main")
            path = f"{site / '.venv/bin'}:{os.environ['PATH']}"
            done = shell(content, site, PATH=path, **forge)
            assert done.returncode == 0, done.stdout + done.stderr
            said = done.stdout
    assert "confidence: low" in (site / "briefings/iran.yaml").read_text("utf-8")
    assert git_in(site)("branch", "--format=%(refname:short)").split() == ["main"]


@pytest.fixture
def desk(project: Path) -> Path:
    """The harbour corpus in a repository with the Makefile, locked and registered."""
    need(MAKE)
    copy_by_hand(project)
    shutil.copy2(ROOT / "Makefile", project / "Makefile")
    for name in ("requirements.txt", "pyproject.toml"):
        (project / name).write_text("", "utf-8")
    installed(project)
    (project / ".gitignore").write_text("/.cache\n/.venv/\n/seeds/texts/\n", "utf-8")
    (project / ".gitattributes").write_bytes((ROOT / ".gitattributes").read_bytes())
    assert (
        shell("briefings fmt; briefings lock; briefings register", project, PATH=bin_of(project)).returncode
        == 0
    )
    git = git_in(project)
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "first")
    return project


def bin_of(folder: Path) -> str:
    """The path of commands in a terminal in which the guide's first command was given."""
    export = next(content for kind, content in blocks(GUIDE.split("\n## ")[0]) if kind == "sh")
    return shell(f'{export}printf %s "$PATH"', folder).stdout


NEW = """  - id: toll-paid
    kind: reported
    text: The toll was paid on Friday.
    cites: [courier-0302#3]
"""


def add_a_statement(desk: Path, new: str = NEW) -> None:
    path = desk / "briefings/harbour.yaml"
    text = path.read_text("utf-8")
    at = re.search(r"^statements:\n(?:[ #].*\n|\n)*", text, re.MULTILINE)
    assert at
    path.write_text(text[: at.end()] + new + text[at.end() :], "utf-8")


def commands(heading: str) -> list[str]:
    """The commands under a heading, without their comments; what goes on until it is stopped is left out."""
    lines = [
        line.split(" #")[0].strip()
        for kind, content in blocks(section(heading))
        if kind == "sh"
        for line in content.splitlines()
    ]
    return [line for line in lines if line != "make serve"]


@pytest.mark.slow
def test_what_is_run_before_a_pull_request_is_green_in_its_order(desk: Path) -> None:
    add_a_statement(desk)
    for command in commands("Before you open a pull request"):
        done = shell(command, desk, PATH=bin_of(desk))
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"


@pytest.mark.slow
def test_checking_before_locking_is_red_as_the_guide_says(desk: Path) -> None:
    add_a_statement(desk)
    with_texts = shell("make check", desk, PATH=bin_of(desk))
    assert with_texts.returncode != 0
    assert set(re.findall(r"error\[([\w-]+)\]", with_texts.stdout)) == {"not-locked"}
    shutil.rmtree(desk / "seeds/texts")
    without = shell("make check", desk, PATH=bin_of(desk))
    assert set(re.findall(r"error\[([\w-]+)\]", without.stdout)) == {"not-verified"}


@pytest.mark.slow
def test_two_who_edit_at_once_are_merged_by_the_commands_of_the_guide(desk: Path) -> None:
    git = git_in(desk)
    for branch in ("theirs", "ours"):
        git("checkout", "-q", "-b", branch, "main")
        add_a_statement(desk, NEW.replace("toll-paid", f"toll-paid-{branch}"))
        assert shell("briefings lock; briefings register", desk, PATH=bin_of(desk)).returncode == 0
        git("commit", "-qam", branch)
    names = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    assert shell("git merge -q theirs", desk, **names).returncode != 0
    for command in commands("When two edit at once"):
        done = shell(command, desk, PATH=bin_of(desk), **names)
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    text = (desk / "briefings/harbour.yaml").read_text("utf-8")
    assert text.index("toll-paid-ours") < text.index("toll-paid-theirs")
    assert git("status", "--porcelain") == ""


def test_every_command_that_the_guide_names_is_there() -> None:
    named = set(re.findall(r"(?:`|^)(?:\.venv/bin/)?briefings ([a-z]+)", GUIDE, re.MULTILINE))
    assert {"check", "lock", "merge"} <= named
    assert named - cli.commands.keys() == set()
