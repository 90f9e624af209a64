"""What the guide says of text editors: each snippet is read back; the extension of VS Code starts the server, and packs."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import HARBOUR, ROOT
from tests.editor import Editor
from tests.tools import NODE, VSCE, YAML_LANGUAGE_SERVER, need

EXTENSION = ROOT / "generator/lsp/vscode"
GUIDE = (ROOT / "docs/editing/index.md").read_text("utf-8").split("## In your text editor")[1]


def snippet(language: str) -> str:
    """The block of the guide in a language."""
    (block,) = re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)
    return str(block)


def test_helix_starts_the_server() -> None:
    read = tomllib.loads(snippet("toml"))
    assert read["language-server"]["briefings"] == {"command": ".venv/bin/briefings", "args": ["lsp"]}
    assert read["language"] == [{"name": "yaml", "language-servers": ["briefings"]}]


def test_zed_starts_the_server() -> None:
    binary = json.loads(snippet("json"))["lsp"]["yaml-language-server"]["binary"]
    assert binary["path"].endswith("/.venv/bin/briefings")
    assert binary["arguments"] == ["lsp"]


@pytest.mark.parametrize(("language", "command"), [("lua", '/.venv/bin/briefings", "lsp"'), ("elisp", '".venv/bin/briefings"')])  # fmt: skip
def test_neovim_and_emacs_start_the_server(language: str, command: str) -> None:
    """Their brackets are closed in order."""
    text = snippet(language)
    assert command in text
    opened: list[str] = []
    for sign in re.sub(r'"[^"]*"', "", text):
        if sign in "([{":
            opened.append(sign)
        elif sign in ")]}":
            assert opened.pop() + sign in ("()", "[]", "{}")
    assert opened == []


def test_how_the_extension_is_packed_is_said_alike() -> None:
    commands = re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)[0]
    assert commands in (EXTENSION / "README.md").read_text("utf-8")
    version = json.loads((EXTENSION / "package.json").read_text("utf-8"))["version"]
    assert f"briefings-{version}.vsix" in commands


STUBS = """
const Module = require("node:module");
const started = [];
class LanguageClient {
  constructor(id, name, server, options) { started.push({ ...server, ...options }); }
  start() { return process.env.FAILS ? Promise.reject(new Error("no such file")) : Promise.resolve(); }
  stop() { started.push("stopped"); return Promise.resolve(); }
}
const said = [];
const vscode = {
  workspace: {
    workspaceFolders: JSON.parse(process.env.FOLDERS).map((fsPath) => ({ uri: { fsPath } })),
    getConfiguration: () => ({ get: (name) => JSON.parse(process.env.SETTINGS)[name] ?? "" }),
    onDidChangeWorkspaceFolders: () => ({}),
  },
  window: { showErrorMessage: (text) => said.push(text) },
  commands: { registerCommand: () => ({}) },
};
const load = Module._load;
Module._load = (name, ...rest) =>
  name === "vscode" ? vscode : name === "vscode-languageclient/node" ? { LanguageClient } : load(name, ...rest);
const extension = require(process.env.EXTENSION);
extension.activate({ subscriptions: [] }).then(extension.deactivate).then(() => console.log(JSON.stringify({ started, said })));
"""


def activated(*folders: Path, settings: dict[str, str] | None = None, fails: str = "") -> dict[str, Any]:
    """What the extension does when VS Code opens some folders."""
    words = {"FOLDERS": json.dumps(list(map(str, folders))), "SETTINGS": json.dumps(settings or {}), "EXTENSION": str(EXTENSION / "extension.js"), "FAILS": fails}  # fmt: skip
    run = subprocess.run(
        [need(NODE), "-e", STUBS], env={**os.environ, **words}, capture_output=True, check=True
    )
    read: dict[str, Any] = json.loads(run.stdout)
    return read


@pytest.mark.slow
def test_the_extension_starts_the_server_of_each_folder_with_dossiers(tmp_path: Path) -> None:
    site, other = tmp_path / "site", tmp_path / "other"
    other.mkdir()
    shutil.copytree(HARBOUR, site)
    program = site / ".venv/bin/briefings"
    program.parent.mkdir(parents=True)
    program.touch()
    client, stopped = activated(site, other)["started"]
    assert client["command"] == str(program)
    assert client["args"] == ["lsp", "--root", str(site)]
    assert [chosen["pattern"] for chosen in client["documentSelector"]] == [
        f"{site}/briefings/*",
        f"{site}/seeds/*",
    ]
    assert stopped == "stopped"


@pytest.mark.slow
def test_it_takes_what_is_set_and_says_when_the_server_does_not_start() -> None:
    done = activated(HARBOUR, settings={"command": "/opt/briefings", "texts": "/srv/texts"}, fails="yes")
    (client,) = done["started"]
    assert client["command"] == "/opt/briefings"
    assert client["args"][-2:] == ["--texts", "/srv/texts"]
    assert "did not start (no such file)" in done["said"][0]


CLIENT = {"vscode-languageclient", "vscode-languageserver-protocol", "vscode-languageserver-types", "vscode-jsonrpc", "semver", "minimatch", "brace-expansion", "balanced-match"}  # fmt: skip
"""What the extension needs of Node's packages."""


def _others(folder: str, names: list[str]) -> set[str]:
    """The packages of the tests that the extension does not need."""
    return {name for name in names if name not in CLIENT} if Path(folder).name == "node_modules" else set()


@pytest.mark.slow
def test_the_extension_packs(tmp_path: Path) -> None:
    vsce = need(VSCE)
    folder = tmp_path / "vscode"
    shutil.copytree(
        EXTENSION, folder, ignore=shutil.ignore_patterns("node_modules", "*.vsix", "package-lock.json")
    )
    shutil.copytree(vsce.parent.parent, folder / "node_modules", ignore=_others, symlinks=True)
    subprocess.run(
        [vsce, "package", "--allow-missing-repository"], cwd=folder, check=True, capture_output=True
    )
    with zipfile.ZipFile(folder / "briefings-0.1.0.vsix") as packed:
        assert {"extension/package.json", "extension/extension.js", "extension/readme.md"} <= set(
            packed.namelist()
        )


@pytest.mark.slow
def test_a_yaml_plugin_offers_what_the_schemas_say_and_no_null(tmp_path: Path) -> None:
    command = [str(need(YAML_LANGUAGE_SERVER)), "--stdio"]
    editor = Editor(tmp_path, command=command)
    place = "# yaml-language-server: $schema=" + str(ROOT / "docs/schema/dossier.json") + "\n"

    def offered(name: str, text: str) -> dict[str, str]:
        editor.open(name, place + text)
        line, character = text.count("\n") + 1, len(text) - text.rfind("\n") - 1
        items = editor.ask("textDocument/completion", **editor.at(name, line, character))["items"]
        return {item["label"]: item["insertText"] for item in items}

    keys = offered("a.yaml", "id: x\nstatements:\n  - id: a\n    ")
    assert keys["statement"].startswith("kind: ${2|reported,attributed|}\ntext: $3\ncites:\n")
    assert keys["by"] == "by: "
    assert (
        offered("b.yaml", "id: x\nstatements:\n  - id: a\n    cites:\n      - source: x\n        ")[
            "paragraph"
        ]
        == "paragraph: "
    )
    assert offered("c.yaml", "id: x\n")["judgements"].startswith(
        "judgements:\n  - id: $1\n    text: $2\n    likelihood: $3\n"
    )
    assert "unlikely" in offered("d.yaml", "id: x\njudgements:\n  - id: a\n    likelihood: ")
    assert offered("e.yaml", "id: x\nstatements:\n  - id: a\n    by: ") == {}
    for number, text in enumerate(
        ("id: x\n", "id: x\nwatch:\n  - ", "id: x\nsummary:\n  - text: x\n    cites:\n      - ")
    ):
        assert not any(
            re.search(r"null|:0\}|\[\]", put_in) for put_in in offered(f"f{number}.yaml", text).values()
        )
    editor.process.kill()
    editor.process.communicate()
