"""What is imported is declared, and what is declared is imported or says why it is there."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.conftest import ROOT

OPTIONAL = {"weasyprint"}
"""What the benchmark uses where it is installed."""
_REQUIREMENT = re.compile(r'\s*"(?P<name>[\w-]+)[^"]*",(?:\s*# (?P<note>.+))?')


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def modules(text: str) -> Iterator[str]:
    """The top names of all modules that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def imported(folder: str) -> set[str]:
    """The distributions that a folder imports, apart from the standard library and this repository."""
    files = (ROOT / folder).rglob("*.py")
    names = {name for path in files for name in modules(path.read_text("utf-8"))}
    names -= {*sys.stdlib_module_names, "generator", "tests", *OPTIONAL}
    providers = packages_distributions()
    return {canonical(providers[name][0]) for name in names}


def declared(start: str) -> dict[str, str]:
    """The requirements of one list in `pyproject.toml`, each with the note on its line."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    lines = text.split(f"\n{start} = [\n")[1].split("\n]")[0].splitlines()
    found = [match for match in map(_REQUIREMENT.fullmatch, lines) if match]
    assert len(found) == len(lines), "a line that is no requirement"
    return {canonical(match["name"]): match["note"] or "" for match in found}


def test_the_lists_are_read_whole() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert len(declared("dependencies")) == len(project["dependencies"])
    assert len(declared("dev")) == len(project["optional-dependencies"]["dev"])


def test_what_the_program_imports_is_declared() -> None:
    assert imported("generator") - declared("dependencies").keys() == set()


def test_what_the_tests_import_is_declared() -> None:
    assert imported("tests") - declared("dependencies").keys() - declared("dev").keys() == set()


@pytest.mark.parametrize(("start", "folder"), [("dependencies", "generator"), ("dev", "tests")])
def test_what_is_declared_is_imported_or_says_why_not(start: str, folder: str) -> None:
    used = imported(folder)
    assert [name for name, note in declared(start).items() if name not in used and not note] == []


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_the_lock_holds_what_is_declared_and_names_no_index(lock: str) -> None:
    text = Path(ROOT, lock).read_text("utf-8")
    locked = {canonical(name) for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}
    wanted = declared("dependencies").keys() | (declared("dev").keys() if "dev" in lock else set())
    assert wanted - locked == set()
    assert "://" not in text
