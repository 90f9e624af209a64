"""Fixtures: the invented harbour corpus, and changes to it in a line."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator import fs

ROOT = Path(__file__).parent.parent
HARBOUR = ROOT / "tests/harbour"
_KEY = re.compile(r"^([A-Za-z][\w-]*):", re.MULTILINE)


def harbour() -> dict[str, bytes]:
    """The invented corpus, by path."""
    return fs.read_records(HARBOUR)


def harbour_texts() -> dict[str, bytes]:
    """Its texts, by name."""
    return fs.read_texts(HARBOUR / "texts")


def _blocks(text: str) -> list[tuple[str, str]]:
    """A YAML text cut before each top-level key."""
    starts = [found.start() for found in _KEY.finditer(text)]
    cuts = [*starts, len(text)]
    head = [("", text[: cuts[0]])] if text[: cuts[0]] else []
    return head + [(text[a:b].split(":")[0], text[a:b]) for a, b in zip(cuts, cuts[1:], strict=False)]


def with_part(part: str) -> dict[str, bytes]:
    """The harbour corpus with some top-level keys of one file replaced; a first line `# path` names the file."""
    found = re.match(r"# (\S+\.yaml)\n", part)
    path, fragment = (found[1], part[found.end() :]) if found else ("briefings/harbour.yaml", part)
    files = harbour()
    blocks = _blocks(fragment)
    replaced = {key for key, _ in blocks}
    kept = [text for key, text in _blocks(files.get(path, b"").decode()) if key not in replaced]
    files[path] = ("".join(kept) + fragment).encode()
    return files


def seeds() -> Path | None:
    """The folder of the shipped corpus's texts; None where it is not at hand."""
    named = os.environ.get("BRIEFINGS_TEXTS", "")
    folders = [Path(named)] if named else [ROOT / "seeds/texts", ROOT.parent / "shared/seeds"]
    return next((folder for folder in folders if folder.is_dir()), None)


def need(tool: object, what: str) -> None:
    """Skip when a tool is missing; fail instead on the machine that runs the whole suite."""
    if not tool:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{what} is missing")
        pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session")
def texts() -> Mapping[str, bytes]:
    """The texts of the shipped corpus."""
    folder = seeds()
    need(folder, "the folder of the source texts (BRIEFINGS_TEXTS)")
    assert folder is not None
    return fs.read_texts(folder)
