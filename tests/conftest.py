"""Fixtures: the invented harbour corpus, and changes to it in a line."""

from __future__ import annotations

import fcntl
import functools
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import hypothesis
import markdown  # type: ignore[import-untyped]
import pytest
import yaml
from playwright.sync_api import Browser, Page

from generator import build, disk
from tests.browsing import WIDE, browser
from tests.tools import CHROMIUM, TEXTS, need

hypothesis.settings.register_profile(
    "stable",
    max_examples=80,
    deadline=None,
    derandomize=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("stable")

ROOT = Path(__file__).parent.parent
HARBOUR = ROOT / "tests/harbour"
BY_HAND = ("editing/growth.json", "editing/growth.md", "editing/growth.svg", "editing/index.md", "proof.md")
"""What lies in `docs/` by hand and is published."""
_KEY = re.compile(r"^([A-Za-z][\w-]*):", re.MULTILINE)


def harbour() -> dict[str, bytes]:
    """The invented corpus, by path."""
    return disk.read_records(HARBOUR)


def harbour_texts() -> dict[str, bytes]:
    """Its texts, by name."""
    return disk.read_texts(HARBOUR / "texts")


def _blocks(text: str) -> list[tuple[str, str]]:
    """A YAML text cut before each top-level key."""
    starts = [found.start() for found in _KEY.finditer(text)]
    cuts = [*starts, len(text)]
    head = [("", text[: cuts[0]])] if text[: cuts[0]] else []
    return head + [(text[a:b].split(":")[0], text[a:b]) for a, b in pairwise(cuts)]


def with_part(part: str) -> dict[str, bytes]:
    """The harbour corpus with some top-level keys of one file replaced; a first line `# path` names the file."""
    found = re.match(r"# (\S+\.(?:yaml|txt))\n", part)
    path, fragment = (found[1], part[found.end() :]) if found else ("briefings/harbour.yaml", part)
    files = harbour()
    files[path] = replaced(files.get(path, b"").decode(), fragment).encode()
    return files


def replaced(text: str, fragment: str) -> str:
    """A YAML text with some top-level keys taken out of their place and put at the end, as a fragment has them."""
    keys = {key for key, _ in _blocks(fragment)}
    return "".join(block for key, block in _blocks(text) if key not in keys) + fragment


def findings(part: str) -> list[tuple[str, int, int]]:
    """What `check` says of the harbour corpus with a part replaced: code, and line and column within the part.

    A finding in another file has the line 0.
    """
    files = with_part(part)
    head = re.match(r"# (\S+\.(?:yaml|txt))\n", part)
    path, fragment = (head[1], part[head.end() :]) if head else ("briefings/harbour.yaml", part)
    above = files[path].decode().count("\n") - fragment.count("\n")
    found = build.check(files, harbour_texts()).diagnostics
    return [
        (d.code.name, d.span.start.line - above if d.path == path else 0, d.span.start.column) for d in found
    ]


@functools.cache
def mkdocs_markdown() -> markdown.Markdown:
    """Python-Markdown as MkDocs calls it for this site."""
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["markdown_extensions"]
    names = ["fenced_code", *(next(iter(e)) if isinstance(e, dict) else e for e in config)]
    options = {name: option for e in config if isinstance(e, dict) for name, option in e.items()}
    return markdown.Markdown(extensions=names, extension_configs=options)


class Seen(HTMLParser):
    """What a browser makes of a page of Markdown: its text, and each element as its name and attributes."""

    def __init__(self, markdown_text: str) -> None:
        super().__init__()
        self.text = ""
        self.elements: list[tuple[str, dict[str, str]]] = []
        body = re.sub(r"\A---\n.*?\n---\n", "", markdown_text, flags=re.DOTALL)
        self.feed(mkdocs_markdown().reset().convert(body))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def tags(self) -> list[str]:
        return [tag for tag, _ in self.elements]

    @property
    def flat(self) -> str:
        """The text with its spaces collapsed, without the word joiners that keep note numbers on the line."""
        return " ".join(self.text.replace("\u2060", "").split())


@pytest.fixture(scope="session")
def texts() -> Mapping[str, bytes]:
    """The texts of the shipped corpus."""
    return disk.read_texts(need(TEXTS))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    need(CHROMIUM)
    with browser() as running:
        yield running


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a window; it is wide and light unless told otherwise."""
    contexts = []

    def opened(**options: Any) -> Page:
        context = chromium.new_context(**({"viewport": WIDE, "reduced_motion": "reduce"} | options))
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the harbour corpus, its texts, this repository's `mkdocs.yml`, and what the run has printed so far.

    The folder of texts that the environment names is that of another corpus.
    """
    monkeypatch.delenv("BRIEFINGS_TEXTS", raising=False)
    (tmp_path / ".cache").symlink_to(kept())
    shutil.copytree(HARBOUR, tmp_path, dirs_exist_ok=True)
    (tmp_path / "texts").rename(tmp_path / "seeds/texts")
    copy_by_hand(tmp_path)
    return tmp_path


def copy_by_hand(folder: Path) -> None:
    """Bring into a folder what makes a site of its records: this repository's `mkdocs.yml` and the pages by hand."""
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    config = config.replace("generator/pages/theme", str(ROOT / "generator/pages/theme"))
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    for name in BY_HAND:
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "docs" / name, path)


def judged(command: str, *words: str, folder: Path = ROOT) -> None:
    """A command of pip's packages, run in a folder, has nothing to say against a file."""
    program = str(Path(sys.executable).with_name(command))
    done = subprocess.run([program, *words], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def edit(path: Path, before: str, after: str) -> None:
    """Change one passage of a file; it must be there."""
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def installed(folder: Path) -> None:
    """Put into a folder what `make .venv/site` brings there, as far as commands go: `.venv/bin/briefings`."""
    program = folder / ".venv/bin/briefings"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m generator "$@"\n', "utf-8")
    program.chmod(0o755)
    (folder / ".venv/site").touch()


RUN = "BRIEFINGS_TEST_RUN"
"""The environment variable that names the folder of a run of the tests, which all its processes share."""


def kept() -> Path:
    """A folder that is a site's `.cache` for all tests of a run: what is printed there is printed once."""
    return Path(os.environ[RUN], ".cache")


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Keep the other processes of a run out while one of them makes what has this name."""
    with Path(os.environ[RUN], f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder of this run, before other processes are started for it."""
    if RUN not in os.environ:
        folder = tempfile.TemporaryDirectory(prefix="briefings-tests-")
        config.add_cleanup(folder.cleanup)
        os.environ[RUN] = folder.name
        kept().mkdir()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long: one half with what is printed, the other with what makes a site or opens a browser.

    Each of two processes gets a half, and the one that is ready first takes quick tests from the end of the other's.
    """
    slow = [item for item in items if item.get_closest_marker("slow")]
    sites = [item for item in slow if {"project", "site", "chromium"} & {*getattr(item, "fixturenames", ())}]
    prints = [item for item in slow if item not in sites]
    quick = [item for item in items if item not in slow]
    middle = max(0, len(items) // 2 - len(prints))
    items[:] = [*prints, *quick[:middle], *sites, *quick[middle:]]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--golden", action="store_true", help="write the golden files anew instead of comparing with them"
    )
