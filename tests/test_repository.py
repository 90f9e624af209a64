"""What must never be in the repository: registries, machine paths, other people's articles."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping

from tests.conftest import ROOT
from tests.tools import CLONE, need

LONGEST_RUN = 25
"""The longest run of an article's words that may stand anywhere: a quotation by its speaker, no more."""


def committed() -> Iterator[tuple[str, str]]:
    need(CLONE)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.is_file() and path.suffix not in (".woff2", ".ttf", ".otf", ".png"):
            yield name, path.read_text("utf-8")


def test_no_file_names_a_package_registry_or_a_path_of_a_machine() -> None:
    registries = re.compile(
        "|".join(("pypi" + r"\.org", "python" + "hosted", "npm" + r"js\.(?:org|com)", "deb" + r"ian\.org"))
    )
    machine = re.compile(r"(?<![\w./-])/(?:home|root|work|Users)/")
    found = [name for name, text in committed() if registries.search(text) or machine.search(text)]
    assert found == []


def test_the_top_level_is_the_one_that_was_asked_for() -> None:
    folders = {name.split("/")[0] for name, _ in committed() if "/" in name}
    assert folders == {"seeds", "briefings", "generator", "docs", "tests", ".ci"}


def words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.lower().replace("’", "'"))


def runs(text: str) -> set[tuple[str, ...]]:
    listed = words(text)
    return {tuple(listed[i : i + LONGEST_RUN + 1]) for i in range(len(listed) - LONGEST_RUN)}


def test_no_file_holds_a_long_run_of_an_article(texts: Mapping[str, bytes]) -> None:
    articles = set().union(*(runs(data.decode()) for data in texts.values()))
    assert [name for name, text in committed() if runs(text) & articles] == []


def test_every_module_stays_short() -> None:
    long = [
        name
        for name, text in committed()
        if name.startswith("generator/") and name.endswith(".py") and text.count("\n") > 400
    ]
    assert long == []
