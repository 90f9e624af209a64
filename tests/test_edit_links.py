"""From a page to its YAML: the links to edit it, on each forge."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page

from generator import build
from generator.cli.main import cli
from generator.view.settings import Settings
from tests.browsing import PHONE, served
from tests.conftest import edit, harbour, harbour_texts
from tests.test_browser import violations

GITHUB = "https://github.com/desk/site/edit/main/"
LINE = next(
    number
    for number, line in enumerate(harbour()["briefings/harbour.yaml"].decode().splitlines(), 1)
    if line == "  - id: toll-suspended"
)


def page(
    edit_base: str, name: str = "dossiers/harbour/index.md", files: dict[str, bytes] | None = None
) -> str:
    built = build.build(files or harbour(), harbour_texts(), Settings(edit_base=edit_base))
    return built.files[f"docs/{name}"].decode()


def marks(text: str) -> dict[str, str]:
    """The addresses of the marks on a page, by what they edit."""
    return {
        name: html.unescape(url)
        for url, name in re.findall(r'<a class="b-edit" href="([^"]+)" aria-label="Edit: ([^"]+)"', text)
    }


@pytest.mark.parametrize(
    ("base", "address"),
    [
        (GITHUB, f"https://github.com/desk/site/blob/main/briefings/harbour.yaml#L{LINE}"),
        (
            "https://gitlab.com/desk/site/-/edit/main",
            f"https://gitlab.com/desk/site/-/edit/main/briefings/harbour.yaml#L{LINE}",
        ),
        (
            "https://codeberg.org/desk/site/_edit/main/",
            f"https://codeberg.org/desk/site/src/branch/main/briefings/harbour.yaml#L{LINE}",
        ),
        ("https://forge.example/yaml", "https://forge.example/yaml/briefings/harbour.yaml"),
    ],
)
def test_a_statement_leads_to_its_line(base: str, address: str) -> None:
    assert marks(page(base))["toll suspended"] == address


def test_the_page_leads_to_the_editor_of_its_file() -> None:
    assert f'edit: "{GITHUB}briefings/harbour.yaml"' in page(GITHUB)


def test_each_entry_of_a_dossier_has_one_mark() -> None:
    corpus = build.check(harbour(), harbour_texts()).corpus
    found = re.findall(r'<a class="b-edit"', page(GITHUB))
    assert len(found) == len(marks(page(GITHUB))) == len(corpus.by_dossier["harbour"])


def test_the_page_of_an_actor_leads_to_its_line() -> None:
    lines = harbour()["briefings/actors.yaml"].decode().splitlines()
    line = lines.index("  - id: harbour-master") + 1
    address = f"https://github.com/desk/site/blob/main/briefings/actors.yaml#L{line}"
    assert f'edit: "{address}"' in page(GITHUB, "actors/harbour-master.md")


def test_where_nothing_is_said_there_are_no_marks() -> None:
    assert "b-edit" not in page("")


def test_a_line_that_moves_changes_the_link_and_not_the_edition() -> None:
    files = harbour()
    files["briefings/harbour.yaml"] = b"# a comment\n" + files["briefings/harbour.yaml"]
    before, after = page(GITHUB), page(GITHUB, files=files)
    assert marks(after)["toll suspended"].endswith(f"#L{LINE + 1}")
    edition = re.compile(r"<dt>Edition</dt><dd><code>(\w+)")
    assert edition.findall(before) == edition.findall(after) != []


def test_prints_know_nothing_of_it() -> None:
    orders = [
        build.orders(build.build(harbour(), harbour_texts(), Settings(edit_base=base)), "harbour")
        for base in ("", GITHUB)
    ]
    assert "b-edit" not in repr([order.data for order in orders[1]])
    assert [order.data for order in orders[0]] == [order.data for order in orders[1]]


@pytest.mark.slow
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_mark_is_quiet_until_it_is_pointed_at(
    project: Path, tab: Callable[..., Page], colours: str
) -> None:
    """On paper, and where nothing can be pointed at, it is not there; keys reach it, and axe has nothing to say."""
    edit(project / "mkdocs.yml", 'edit_base: ""', f"edit_base: {GITHUB}")
    built = CliRunner().invoke(cli, ["build", "--no-pdf", "-f", str(project / "mkdocs.yml")])
    assert built.exit_code == 0, built.output
    with served(project / "site") as address:
        page = tab(color_scheme=colours, bypass_csp=True)
        page.goto(f"{address}dossiers/harbour/")
        mark = page.locator("li:has(> #first-meeting) > .b-edit")
        assert mark.evaluate("mark => getComputedStyle(mark).opacity") == "0"
        page.locator("#first-meeting").hover()
        assert mark.evaluate("mark => getComputedStyle(mark).opacity") == "1"
        page.mouse.move(0, 0)
        mark.focus()
        assert mark.evaluate("mark => getComputedStyle(mark).opacity") == "1"
        assert violations(page) == []
        page.emulate_media(media="print")
        assert page.locator(".b-edit").first.evaluate("mark => getComputedStyle(mark).display") == "none"
        phone = tab(viewport=PHONE, has_touch=True, is_mobile=True)
        phone.goto(f"{address}dossiers/harbour/")
        assert phone.locator(".b-edit").first.evaluate("mark => getComputedStyle(mark).display") == "none"
