"""The shipped site in a real browser: accessible, private, usable by mouse, keys, finger and paper, and without a network."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Page, ViewportSize

from generator import build, disk
from generator.site import publish
from generator.text.typography import normalise
from tests.browsing import PHONE, WIDE, served
from tests.conftest import ROOT, copy_by_hand, edit, kept
from tests.printed import PRESS, orders
from tests.tools import AXE, HTML_VALIDATE, NODE, TEXTS, need

pytestmark = pytest.mark.slow

TINY = ViewportSize(width=320, height=640)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = {"wide": WIDE, "phone": PHONE}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the shipped site.

    Its PDFs are printed from the last, while the other process may print them from the first for the tests of print.
    """
    for order in reversed(orders()):
        PRESS.produce(order)
    root = tmp_path_factory.mktemp("shipped")
    for name in ("briefings", "seeds"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("texts"))
    (root / ".cache").symlink_to(kept())
    copy_by_hand(root)
    edit(root / "mkdocs.yml", 'site_url: ""', "site_url: https://briefings.example/")
    if folder := TEXTS.find():
        edit(root / "mkdocs.yml", "  - briefings\n", f"  - briefings:\n      texts: {folder}\n")
    publish.publish(root / "mkdocs.yml", strict=True)
    return root / "site"


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with served(site) as found:
        yield found


def pages(site: Path) -> list[str]:
    return sorted(
        path.relative_to(site).as_posix().removesuffix("index.html") for path in site.rglob("*.html")
    )


def open_note(page: Page) -> None:
    page.locator(".b-cite > a").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.wait_for_selector(".b-note")


def open_search(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("venezuela", delay=20)
    page.wait_for_selector(".md-search-result__item")


def violations(page: Page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(need(AXE).read_text("utf-8"))
    script = """async tags => (
        await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] })
    ).violations.map(v => `${v.id}: ${v.nodes[0].html.slice(0, 160)}`)"""
    size = (page.viewport_size or WIDE)["width"]
    return [f"{page.url}, {size} wide, {found}" for found in page.evaluate(script, RULES)]


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(
    site: Path, address: str, tab: Callable[..., Page], colours: str
) -> None:
    """Each page is loaded once for all sizes; its colours are chosen when it is loaded."""
    page = tab(color_scheme=colours, bypass_csp=True)
    found = []
    for name in pages(site):
        page.goto(address + name)
        for size in SIZES.values():
            page.set_viewport_size(size)
            found += violations(page)
    for size in SIZES.values():
        page.set_viewport_size(size)
        for name, act in (("dossiers/iran/", open_note), ("", open_search)):
            page.goto(address + name)
            act(page)
            found += violations(page)
    assert found == []


def test_axe_can_fail(address: str, tab: Callable[..., Page]) -> None:
    page = tab(bypass_csp=True)
    page.goto(address)
    page.evaluate(
        "document.querySelector('.md-search').removeAttribute('aria-label'); document.documentElement.removeAttribute('lang')"
    )
    assert any("html-has-lang" in found for found in violations(page))


def test_no_page_asks_another_host_or_breaks_its_own_policy(
    site: Path, address: str, tab: Callable[..., Page]
) -> None:
    page, asked, said = tab(), set(), []
    page.on("request", lambda request: asked.add(request.url))
    page.on(
        "console",
        lambda message: (
            said.append(f"{page.url}: {message.text}") if message.type in ("error", "warning") else None
        ),
    )
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    for name in pages(site):
        page.goto(address + name)
    page.goto(address)
    open_search(page)
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert said == []
    assert len(asked) > len(pages(site))


def test_every_page_has_the_same_policy_and_it_names_every_inline_script(site: Path) -> None:
    from generator.site.plugin import script_hashes

    policies = set()
    for name in pages(site):
        text = (site / name / "index.html" if not name.endswith(".html") else site / name).read_text("utf-8")
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
        assert policy, name
        policies.add(policy[1])
        for allowed in script_hashes(text).split():
            assert allowed in policy[1], name
    assert len(policies) == 1
    assert "default-src 'none'" in next(iter(policies))


def test_search_and_links_work_from_disk(site: Path, tab: Callable[..., Page]) -> None:
    page, asked = tab(), []
    page.on(
        "request",
        lambda request: (
            asked.append(request.url)
            if not request.url.startswith(("file:", "data:", "about:", "blob:"))
            else None
        ),
    )
    page.goto((site / "index.html").as_uri())
    open_search(page)
    page.locator(".md-search-result__link").first.click()
    page.wait_for_url("**/index.html*")
    page.goto((site / "index.html").as_uri())
    page.locator(".md-nav--primary a", has_text="Positions").first.click()
    page.wait_for_url("**/positions/index.html")
    assert asked == []


def test_a_note_opens_for_keys_and_closes_with_escape(address: str, tab: Callable[..., Page]) -> None:
    page = tab()
    page.goto(address + "dossiers/venezuela/")
    open_note(page)
    mark = page.evaluate("document.activeElement.id")
    assert page.evaluate(
        "document.activeElement.getAttribute('aria-describedby') === document.querySelector('.b-note').id"
    )
    note = page.locator(".b-note").inner_text()
    assert "Paragraph" in note
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('.b-note')")
    page.keyboard.press("Escape")
    assert page.locator(".b-note").count() == 0
    assert page.evaluate("document.activeElement.id") == mark


FAITHFUL = """shown => {
  const changed = [];
  for (const element of shown)
    for (let at = element; at; at = at.parentElement)
      for (const part of [null, "::first-letter", "::first-line"]) {
        const style = getComputedStyle(at, part);
        if (style.textTransform !== "none" || style.fontVariantCaps !== "normal")
          changed.push(`${element.className}: ${at.tagName} ${at.className}${part ?? ""} ${style.textTransform}`);
      }
  return changed;
}"""
"""Which of some elements show other letters than they hold."""


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("name", ["arms-control", "election-interference", "iran", "ukraine", "venezuela"])
def test_every_note_and_quotation_shows_the_words_that_were_proven(
    address: str, tab: Callable[..., Page], name: str, colours: str
) -> None:
    corpus = build.check(disk.read_records(ROOT), {}).corpus
    proven = {
        normalise(f"“{words}”")
        for entry in corpus.entries
        for place in range(len(entry.record.cites))
        if (words := entry.record.exact(place))
    }
    page = tab(color_scheme=colours)
    page.goto(f"{address}dossiers/{name}/")
    quotations = page.locator(".b-quotation .b-text")
    assert [*map(normalise, quotations.all_inner_texts())] == [
        normalise(f"“{said.text}”") for said in corpus.dossiers[name].quotations
    ]
    assert quotations.evaluate_all(FAITHFUL) == []
    assert page.locator(".b-source .b-quote").evaluate_all(FAITHFUL) == []
    page.keyboard.press("Tab")
    marks = page.locator(".b-cite > a")
    assert marks.count() > 20
    for place in range(marks.count()):
        marks.nth(place).focus()
        shown = page.locator(".b-note .b-note-words")
        assert normalise(shown.inner_text()) in proven
        assert shown.evaluate_all(FAITHFUL) == []


def test_a_note_names_where_the_words_are_quoted_that_its_citation_has_not(
    address: str, tab: Callable[..., Page]
) -> None:
    page = tab()
    page.goto(address + "dossiers/venezuela/")
    page.keyboard.press("Tab")
    page.locator("#position-russia ~ .b-cite > a").first.focus()
    shown = page.locator(".b-note").inner_text()
    assert (
        "Quoted from this paragraph:\n“Moscow is opposed to military intervention”\nin Lavrov made clear"
        in shown
    )
    page.locator(".b-note-elsewhere > a").click()
    assert page.url.endswith("#no-military-intervention")


def test_a_note_opens_for_the_mouse_and_can_be_pointed_at(address: str, tab: Callable[..., Page]) -> None:
    page = tab()
    page.goto(address + "dossiers/venezuela/")
    mark = page.locator(".b-cite > a").nth(3)
    mark.scroll_into_view_if_needed()
    mark.hover()
    page.locator(".b-note").hover()
    page.wait_for_timeout(600)
    assert page.locator(".b-note").count() == 1
    page.mouse.move(5, 500)
    page.wait_for_timeout(600)
    assert page.locator(".b-note").count() == 0


@pytest.mark.parametrize("size", [SIZES["phone"], TINY])
def test_the_first_tap_opens_the_note_inside_the_window(
    address: str, tab: Callable[..., Page], size: ViewportSize
) -> None:
    page = tab(viewport=size, has_touch=True, is_mobile=True)
    page.goto(address + "dossiers/venezuela/")
    for place in range(0, page.locator(".b-cite > a").count(), 12):
        mark = page.locator(".b-cite > a").nth(place)
        mark.scroll_into_view_if_needed()
        mark.tap()
        box = page.locator(".b-note").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size["width"]
    assert "#" not in page.url


def test_without_scripts_a_mark_is_a_link_to_its_note(address: str, tab: Callable[..., Page]) -> None:
    page = tab(java_script_enabled=False)
    page.goto(address + "dossiers/venezuela/")
    page.locator(".b-cite > a").first.click()
    assert page.url.endswith("#note-1")


def test_marks_are_large_enough_to_hit(address: str, tab: Callable[..., Page]) -> None:
    page = tab()
    page.goto(address + "dossiers/venezuela/")
    boxes = page.evaluate(
        "[...document.querySelectorAll('.b-cite > a')].map(a => { const r = a.getBoundingClientRect(); return [r.width, r.height] })"
    )
    assert len(boxes) > 50
    assert [box for box in boxes if min(box) < 24] == []


def test_no_page_scrolls_sideways(site: Path, address: str, tab: Callable[..., Page]) -> None:
    page, wide = tab(), []
    for name in pages(site):
        page.goto(address + name)
        for width in (1360, 768, 390, 320):
            page.set_viewport_size(ViewportSize(width=width, height=800))
            assert page.evaluate("innerWidth") == width
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wide.append((name, width))
    assert wide == []


def test_printing_from_the_browser_keeps_the_evidence_and_drops_the_navigation(
    address: str, tab: Callable[..., Page]
) -> None:
    page = tab()
    page.goto(address + "dossiers/iran/")
    sheets = [" ".join(sheet.extract_text().split()) for sheet in pypdf.PdfReader(BytesIO(page.pdf())).pages]
    text = " ".join(sheets)
    assert "newsy-today.com" in text
    assert "paragraph 5" in text
    assert "Watch list" not in text
    assert "these words at the publisher" not in text
    assert all(f"Page {number} of {len(sheets)}" in sheet for number, sheet in enumerate(sheets, 1))


def test_what_is_folded_on_the_screen_is_printed_unfolded(address: str, tab: Callable[..., Page]) -> None:
    page = tab()
    page.goto(address + "dossiers/venezuela/")
    related = page.locator(".b-see a").all_text_contents()
    assert related
    assert page.locator(".b-see a:visible").count() == 0
    text = "".join(
        "".join(sheet.extract_text().split()) for sheet in pypdf.PdfReader(BytesIO(page.pdf())).pages
    )
    assert [words for words in related if "".join(words.split())[:30] not in text] == []
    assert "Tocitethisdossier:" in text
    assert "@report" not in text


def test_every_page_is_valid_html(site: Path) -> None:
    need(NODE)
    program = need(HTML_VALIDATE)
    config = site.parent / "htmlvalidate.json"
    # Material leaves these: void style, its palette's inputs, inline styles.
    ours = {"extends": ["html-validate:standard"], "rules": dict.fromkeys(("valid-autocomplete", "no-inline-style", "void-style", "no-trailing-whitespace", "long-title", "require-sri", "no-implicit-button-type", "prefer-native-element", "text-content", "attribute-boolean-style", "no-raw-characters", "input-missing-label", "tel-non-breaking", "wcag/h30", "no-redundant-role", "unique-landmark"), "off")}  # fmt: skip
    config.write_text(json.dumps(ours), "utf-8")
    names = [str(path) for path in sorted(site.rglob("*.html"))]
    result = subprocess.run(
        [str(program), "--config", str(config), "--formatter", "text", *names],
        cwd=site.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout[:3000]


def test_a_reference_is_copied(tab: Callable[..., Page], address: str) -> None:
    page = tab()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}dossiers/iran/")
    page.locator(".b-cite-this > summary").click()
    page.get_by_role("button", name="Copy reference").click()
    page.get_by_text("Reference copied").wait_for()
    shown = page.locator(".b-reference").inner_text()
    assert page.evaluate("navigator.clipboard.readText()") == shown
    assert violations(page) == []
    link = page.locator(".b-permalink").first
    link.focus()
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("BibTeX copied").wait_for()
    copied, anchor = page.evaluate("navigator.clipboard.readText()"), (link.get_attribute("href") or "")[1:]
    assert copied.startswith(f"@report{{dossier:iran:{anchor},")
    assert f"/dossiers/iran/#{anchor}}}" in copied
    assert violations(page) == []


def test_a_reference_is_copied_where_scripts_have_no_clipboard(
    tab: Callable[..., Page], address: str
) -> None:
    page = tab()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(f"{address}dossiers/iran/")
    page.locator(".b-cite-this > summary").click()
    page.get_by_role("button", name="Copy BibTeX").click()
    page.get_by_text("BibTeX copied").wait_for()


def test_without_scripts_the_reference_can_be_read(tab: Callable[..., Page], address: str) -> None:
    page = tab(java_script_enabled=False)
    page.goto(f"{address}dossiers/iran/")
    assert page.locator(".b-cite-this button").count() == 0
    page.locator(".b-cite-this > summary").click()
    assert page.locator(".b-reference").is_visible()
    assert "@report{dossier:iran," in page.locator(".b-bibtex").inner_text()
