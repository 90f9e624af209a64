"""What the tests do where a tool is missing: skip with the command that brings it, or fail where everything should run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import tools
from tests.conftest import ROOT
from tests.tools import Tool, need

ABSENT = Tool("a sextant", lambda: None, "apt-get install sextant")
PRESENT = Tool("this file", lambda: Path(__file__), "git clone")


def test_a_tool_that_is_there_gives_its_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert need(PRESENT) == Path(__file__)


@pytest.mark.parametrize("ci", ["", "false", None])
def test_a_missing_tool_skips_and_names_the_command_that_brings_it(
    monkeypatch: pytest.MonkeyPatch, ci: str | None
) -> None:
    if ci is None:
        monkeypatch.delenv("CI", raising=False)
    else:
        monkeypatch.setenv("CI", ci)
    with pytest.raises(
        pytest.skip.Exception, match="a sextant is missing: `apt-get install sextant` brings it"
    ):
        need(ABSENT)


def test_a_missing_tool_fails_where_everything_should_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(
        pytest.fail.Exception, match="a sextant is missing: `apt-get install sextant` brings it"
    ):
        need(ABSENT)


@pytest.mark.parametrize("tool", tools.TOOLS, ids=lambda tool: tool.name)
def test_no_tool_is_found_where_there_is_none(
    tool: Tool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Each is looked for at once, not when the tests are loaded."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("BRIEFINGS_TEXTS", str(tmp_path / "texts"))
    monkeypatch.setattr(tools, "MODULES", tmp_path)
    assert tool.find() is None


def test_programs_folders_and_modules_are_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "qpdf"
    program.write_text("#!/bin/sh\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("BRIEFINGS_TEXTS", str(tmp_path))
    monkeypatch.setattr(tools, "MODULES", tmp_path)
    (tmp_path / "axe-core").mkdir()
    (tmp_path / "axe-core/axe.min.js").write_text("", "utf-8")
    assert tools.QPDF.find() == program
    assert tools.TEXTS.find() == tmp_path
    assert tools.AXE.find() == tmp_path / "axe-core/axe.min.js"


@pytest.mark.slow
@pytest.mark.parametrize(("ci", "code", "outcome"), [("", 0, "skipped"), ("true", 1, "failed")])
def test_a_file_of_tests_without_its_tools(ci: str, code: int, outcome: str, tmp_path: Path) -> None:
    """A run as it is on another machine: nothing on the path, no texts."""
    around = {"PATH": str(tmp_path), "BRIEFINGS_TEXTS": str(tmp_path / "texts"), "CI": ci}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "tests/test_repository.py",
    ]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **around}, capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert re.search(rf"\b\d+ {outcome}\b", done.stdout)
    assert "a clone made by git is missing" in done.stdout
    assert (
        "the folder of the source texts is missing: `export BRIEFINGS_TEXTS=FOLDER` brings it" in done.stdout
    )


def test_only_one_module_looks_for_tools() -> None:
    lookers = [path.name for path in sorted(ROOT.glob("tests/*.py")) if "which(" in path.read_text("utf-8")]
    assert lookers == ["test_tools.py", "tools.py"]


def test_the_script_of_the_whole_suite_installs_every_tool() -> None:
    script = (ROOT / ".ci/run").read_text("utf-8")
    packages = {
        tool.command.removeprefix("apt-get install ")
        for tool in tools.TOOLS
        if tool.command.startswith("apt-get install ")
    }
    installed = set(re.findall(r"^need \S+ (\S+)$", script, re.MULTILINE))
    assert {package.split("`")[0] for package in packages} <= installed
    assert "npm ci --prefix tests/browser" in script
