"""The Makefile: what it offers is listed."""

from __future__ import annotations

import re
import subprocess

from tests.conftest import ROOT
from tests.tools import MAKE, need


def test_help_lists_every_target() -> None:
    need(MAKE)
    text = (ROOT / "Makefile").read_text("utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", text, re.MULTILINE)
    assert phony
    done = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert [line.split()[1] for line in done.stdout.splitlines()] == phony[1].split()
    assert all(len(line.split()) > 3 for line in done.stdout.splitlines())


def test_every_target_that_a_page_names_is_there() -> None:
    text = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", text, re.MULTILINE))
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "docs/editing/index.md"]
    named = {
        name
        for page in pages
        for name in re.findall(r"(?:`|^)make ([a-z]+)", page.read_text("utf-8"), re.MULTILINE)
    }
    assert {"site", "test"} <= named
    assert named - targets == set()
