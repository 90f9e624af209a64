"""`check FILE`, `check --watch`, and what a shell completes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main, watching
from generator.cli.completion import SHELLS
from generator.cli.console import checked
from generator.site import serving
from tests.conftest import ROOT, edit
from tests.test_cli import check, run
from tests.tools import BASH, FISH, ZSH, Tool, need


def test_only_the_findings_of_the_files_that_are_named(project: Path) -> None:
    edit(project / "briefings/harbour.yaml", "status: active", "status: actve")
    ferry, harbour = str(project / "briefings/ferry.yaml"), str(project / "briefings/harbour.yaml")
    assert (check(project, ferry).exit_code, check(project, ferry).stderr) == (0, "")
    assert check(project, harbour, ferry).stdout.startswith("briefings/harbour.yaml:5:9: error")
    assert check(project, str(project / "briefings")).exit_code == 1


def test_all_files_are_read_for_the_findings_of_one(project: Path) -> None:
    edit(project / "briefings/actors.yaml", "id: harbour-master", "id: harbourmaster")
    assert "unknown-actor" in check(project, str(project / "briefings/harbour.yaml")).stdout


def test_a_file_that_is_no_record_is_wrong_use(project: Path) -> None:
    result = check(project, str(project / "mkdocs.yml"))
    assert (result.exit_code, "is none of the records" in result.stderr) == (2, True)


def test_it_checks_again_after_each_save(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    harbour = project / "briefings/harbour.yaml"

    def turns(folders: list[Path]) -> Iterator[None]:
        assert folders == [project / "briefings", project / "seeds"]
        yield
        edit(harbour, "status: active", "status: actve")
        yield
        shutil.move(project / "briefings", project / "away")
        yield
        shutil.move(project / "away", project / "briefings")
        edit(harbour, "status: actve", "status: active")
        yield
        raise KeyboardInterrupt

    monkeypatch.setattr(serving, "changes", turns)
    result = check(project, "--watch")
    assert result.exit_code == 0
    clean = "clean: 2 dossiers, 13 entries, 22 citations of 2 sources"
    lines = [line for line in result.stdout.split("\n") if not line.startswith(("  ", "checked in"))]
    assert lines == [
        clean,
        "briefings/harbour.yaml:5:9: error[unknown-word]: `actve` is not a word for `status`",
        "1 error; `briefings explain CODE` says more about a code",
        lines[3],
        clean,
        "stopped",
        "",
    ]
    assert lines[3].startswith("there is no folder briefings/ in ")


def test_one_screen_has_what_fits_and_how_many_more(project: Path) -> None:
    for before, after in (
        ("status: active", "status: actve"),
        ("likelihood: unlikely", "likelihood: unlikly"),
    ):
        edit(project / "briefings/harbour.yaml", before, after)
    found = checked(project, None)
    assert watching.screen(found, 5).split("\n")[-1] == "and 1 more"
    assert watching.screen(found, 1).count("error[") == 1
    assert watching.screen(found, 20).count("error[") == 2


@pytest.mark.parametrize("words", [("--fix",), ("--format", "json")])
def test_watching_is_for_people(project: Path, words: tuple[str, ...]) -> None:
    assert check(project, "--watch", *words).exit_code == 2


@pytest.mark.slow
def test_a_save_is_one_turn(tmp_path: Path) -> None:
    turns = serving.changes([tmp_path])
    next(turns)
    waiting = threading.Thread(target=next, args=(turns,), daemon=True)
    waiting.start()
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("a", "utf-8")
    waiting.join(20)
    assert not waiting.is_alive()
    turns.close()


# Completion


def completed(project: Path, words: str, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """What bash is offered for the last of some words."""
    monkeypatch.chdir(project)
    given = words.split(" ")
    around = {"_BRIEFINGS_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(given) - 1)}
    result = CliRunner().invoke(main.cli, [], prog_name="briefings", env=around)
    return {line.partition(",")[2] for line in result.stdout.split()}


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("briefings ch", {"check"}),
        ("briefings check --fo", {"--format"}),
        ("briefings check --format s", {"sarif"}),
        ("briefings pack ", {"harbour", "ferry"}),
        ("briefings impact ga", {"gazette-0301"}),
        ("briefings new statement f", {"ferry"}),
        ("briefings explain unknown-w", {"unknown-word"}),
    ],
)
def test_a_shell_completes(
    project: Path, words: str, offered: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert completed(project, words, monkeypatch) == offered


def test_outside_a_site_nothing_is_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert completed(tmp_path, "briefings pack ", monkeypatch) == set()


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_its_script(shell: str) -> None:
    assert "_BRIEFINGS_COMPLETE" in run("completion", shell).stdout


@pytest.mark.parametrize(("tool", "only_read"), [(BASH, "-n"), (ZSH, "-n"), (FISH, "--no-execute")])
def test_each_shell_reads_its_script(tool: Tool, only_read: str) -> None:
    script = run("completion", tool.name).stdout
    subprocess.run([need(tool), only_read], input=script, text=True, check=True)


@pytest.mark.slow
def test_bash_completes_with_it(project: Path, tmp_path: Path) -> None:
    """The script in a real shell, which asks the real program."""
    program = tmp_path / "bin/briefings"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\nfrom generator.cli.main import main\nmain()\n", "utf-8")
    program.chmod(0o755)
    around = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    script = (
        'eval "$(briefings completion bash)"; COMP_WORDS=(briefings pack fer); COMP_CWORD=2; '
        '_briefings_completion briefings; echo "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        [need(BASH), "-c", script], cwd=project, env=around, capture_output=True, text=True, check=True
    )
    assert done.stdout == "ferry\n"
