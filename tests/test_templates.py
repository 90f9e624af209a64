"""Issue forms, and the hooks that run before a commit."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from generator.cli.main import cli
from generator.records.vocabulary import State
from tests.conftest import ROOT, edit, installed, judged
from tests.test_diff import copied, git_in

FORMS = ROOT / ".github/ISSUE_TEMPLATE"
HOOKS, CONFIG = ROOT / ".pre-commit-hooks.yaml", ROOT / ".pre-commit-config.yaml"


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


@pytest.fixture(autouse=True)
def no_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of texts that the environment names is that of another corpus."""
    monkeypatch.delenv("BRIEFINGS_TEXTS", raising=False)


def in_form(folder: Path) -> Path:
    """The harbour corpus in a folder, as `briefings fmt` writes it."""
    CliRunner().invoke(cli, ["fmt", "--root", str(copied(folder))])
    return folder


@pytest.mark.parametrize("path", sorted(FORMS.glob("*.yml")), ids=lambda path: path.name)
def test_forges_accept_the_forms(path: Path) -> None:
    sort = "config" if path.name == "config.yml" else "forms"
    judged("check-jsonschema", "--builtin-schema", f"vendor.github-issue-{sort}", str(path))


@pytest.mark.parametrize(
    ("form", "asked"),
    [
        ("wrong-fact", {"statement", "passage", "source"}),
        ("new-source", {"address", "record", "dossier", "bears"}),
        ("correction", {"source", "state", "notice", "reason"}),
    ],
)
def test_a_form_asks_for_what_an_editor_needs(form: str, asked: set[str]) -> None:
    fields = [field for field in read(FORMS / f"{form}.yml")["body"] if "id" in field]
    assert {field["id"] for field in fields if field.get("validations", {}).get("required")} == asked


def test_the_form_for_corrections_has_the_words_of_the_records() -> None:
    state = next(field for field in read(FORMS / "correction.yml")["body"] if field.get("id") == "state")
    assert state["attributes"]["options"] == [term.word for term in State]


def test_the_paths_of_the_example_of_owners_are_there() -> None:
    """That of the signers is where a desk puts them."""
    text = (ROOT / ".github/CODEOWNERS.example").read_text("utf-8")
    paths = re.findall(r"^/(\S+) +@example/[a-z]+$", text, re.MULTILINE)
    assert len(paths) == len([line for line in text.splitlines() if line and not line.startswith("#")])
    assert [path for path in paths if not [*ROOT.glob(path)]] == ["briefings/allowed-signers"]


def test_the_hooks_are_valid() -> None:
    judged("pre-commit", "validate-manifest", str(HOOKS))
    judged("pre-commit", "validate-config", str(CONFIG))


@pytest.mark.parametrize("hook", read(HOOKS), ids=lambda hook: hook["id"])
def test_a_hook_for_others_is_a_command_that_passes_on_good_records(
    hook: dict[str, Any], tmp_path: Path
) -> None:
    program, *words = shlex.split(hook["entry"])
    assert program == "briefings"
    result = CliRunner().invoke(cli, [*words, "--root", str(in_form(tmp_path))])
    assert result.exit_code == 0, result.output


def test_here_the_same_hooks_run_from_what_make_installed() -> None:
    ours = {hook["id"]: hook for hook in read(CONFIG)["repos"][0]["hooks"]}
    for hook in read(HOOKS):
        local = {**hook, "entry": f".venv/bin/{hook['entry']}", "language": "system"}
        assert ours.pop(hook["id"]) == local
    assert not ours


@pytest.mark.slow
def test_a_commit_with_a_mistake_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    desk = in_form(tmp_path / "desk")
    (desk / CONFIG.name).write_bytes(CONFIG.read_bytes())
    installed(desk)
    (desk / ".gitignore").write_text("/.venv/\n/.cache/\n", "utf-8")
    git = git_in(desk)
    git("init", "-q")
    judged("pre-commit", "install", folder=desk)
    git("add", ".")
    git("commit", "-qm", "first")
    edit(desk / "briefings/harbour.yaml", "likelihood: unlikely", "likelihood: hardly")
    with pytest.raises(subprocess.CalledProcessError) as refused:
        git("commit", "-qam", "mistake")
    assert "hardly" in refused.value.stdout + refused.value.stderr
    assert git("rev-list", "--count", "HEAD").strip() == "1"
