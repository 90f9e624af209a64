"""Lists that are too long for one page: every entry on one page of the series, links that hold, pages of a bounded size."""

from __future__ import annotations

import dataclasses
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import build
from generator.evidence.evidence import Evidence
from generator.pages import render
from generator.site import publish
from generator.view import impact, paths, series
from generator.view.drafts import Drafts
from generator.view.evidence_map import DossierMap
from generator.view.model import (
    ActorRow,
    Card,
    Page,
    Resting,
    Site,
    SourcePage,
    SourceRow,
    SourcesPage,
)
from generator.view.parts import DossierChanges, Entry, Link
from generator.view.series import Stack, sheets
from generator.view.settings import Settings
from generator.view.site import view
from tests.conftest import mkdocs_markdown
from tests.growing import Growing, growing, write

SETTINGS = Settings("https://strait.example/")
DOSSIERS = 14
SMALL = 8
ENDLESS = 10**9


@cache
def corpus(dossiers: int = DOSSIERS) -> Growing:
    return growing(dossiers)


@cache
def evidence() -> Evidence:
    checked = build.check(corpus().files, corpus().texts)
    assert checked.ok, checked.diagnostics
    return checked.evidence


@cache
def site(most: int) -> Site:
    """The site whose lists are one page up to a bound of one's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(series, "MOST", most)
        return view(evidence(), SETTINGS)


SHOWN: Mapping[type, Callable[[Any], Iterable[tuple[object, ...]]]] = {
    Entry: lambda entry: [(entry.kind, entry.text, dossier.page) for dossier in entry.dossiers],
    Card: lambda card: [(card.link.page, card.headline.text)],
    ActorRow: lambda row: [(row.link.page, row.count)],
    SourceRow: lambda row: [(row.card.id, row.resting, row.cited, row.paragraphs)],
    DossierChanges: lambda group: [(group.anchor, sentence) for sentence in group.said],
    Resting: lambda resting: [(resting.link, resting.text)],
    DossierMap: lambda row: [(row.dossier.page, row.statements, len(row.weak))],
}
"""What readers come to a list for."""


def shown(value: object) -> Iterator[tuple[object, ...]]:
    """Whatever of it stands on a page, however deep."""
    if type(value) in SHOWN:
        yield from SHOWN[type(value)](value)
    elif isinstance(value, tuple):
        for inner in value:
            yield from shown(inner)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from shown(getattr(value, field.name))


def owner(page: Page) -> str:
    """The path of the list that a page belongs to."""
    return page.series.whole.page if page.series else page.path


def by_list(pages: Site) -> dict[str, Counter[tuple[object, ...]]]:
    lists: dict[str, Counter[tuple[object, ...]]] = {}
    for page in (*pages.sources, *pages.actors, *pages.others, *pages.series):
        lists.setdefault(owner(page), Counter()).update(shown(page))
    return lists


LISTS = (
    paths.DOSSIERS,
    paths.SOURCES,
    paths.ACTORS,
    paths.POSITIONS,
    paths.TIMELINE,
    paths.QUOTATIONS,
    paths.WATCH,
    paths.CHANGES,
    paths.COVERAGE,
    paths.actor("arden-skippers-union"),
    paths.actor("arden-harbour-office"),
)


def test_every_entry_of_a_list_stands_on_one_page_of_its_series() -> None:
    whole, parted = site(ENDLESS), site(SMALL)
    assert not any(page.series for page in whole.pages)
    assert {owner(page) for page in parted.pages if page.series} >= set(LISTS)
    lists = by_list(whole)
    assert by_list(parted) == lists
    assert all(lists[path] for path in LISTS)


def test_a_list_up_to_the_bound_is_one_page_and_one_beyond_it_a_series() -> None:
    def pages(count: int) -> list[str]:
        made = sheets("list.md", "List", range(count), stack=lambda n: Stack(f"S{n // 100}", f"s{n // 100}"))
        return [sheet.path for sheet in made]

    assert pages(series.MOST) == ["list.md"]
    assert pages(series.MOST + 1) == ["list.md", "list/s0.md", "list/s1.md"]


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 400)), max_size=120),
    st.sampled_from([0, 6]),
)
def test_each_item_stands_once_in_order_on_pages_that_are_full_or_bounded(
    items: list[tuple[int, int]], most_stacks: int
) -> None:
    first, *others = sheets(
        "list.md",
        "List",
        items,
        stack=lambda item: Stack(f"Stack {item[0]}", f"s{item[0]}"),
        weigh=lambda item: item[1],
        order=lambda item: item[0],
        most_stacks=most_stacks,
    )
    if not others:
        assert first.items == tuple(items)
        assert sum(weight for _, weight in items) <= series.MOST
        return
    assert [item for sheet in others for item in sheet.items] == sorted(items, key=lambda item: item[0])
    assert all(
        len(sheet.items) == 1 or sum(weight for _, weight in sheet.items) <= series.MOST for sheet in others
    )
    assert not most_stacks or max(len({stack for stack, _ in sheet.items}) for sheet in others) <= most_stacks
    assert len({sheet.path for sheet in others} | {first.path}) == 1 + len(others)
    assert first.series
    assert [link.page for link in first.series.contents] == [sheet.path for sheet in others]


def test_the_pages_of_a_series_lead_to_one_another() -> None:
    pages = {page.path: page for page in site(SMALL).pages}
    opening = [page for page in pages.values() if page.contents]
    for first in opening:
        chain = [pages[link.page] for link in first.contents]
        for place, page in enumerate(chain):
            around = page.series
            assert around
            assert (around.whole.page, around.number, around.count) == (first.path, place + 1, len(chain))
            assert around.before == (first.contents[place - 1] if place else None)
            assert around.after == (first.contents[place + 1] if place + 1 < len(chain) else None)
            text = render.page(page)
            assert f"# {first.title}" in text.replace("&#8211;", "–")
            assert f"Page {place + 1} of {len(chain)} of [" in text
            assert "search:\n  exclude: true" in text
    below = {page.path for page in pages.values() if page.series and not page.contents}
    assert below == {link.page for page in opening for link in page.contents}


def test_readers_find_a_year_a_speaker_a_letter_and_a_title() -> None:
    pages = {page.path: page for page in site(SMALL).pages}

    def labels(path: str) -> list[str]:
        return [link.label for link in pages[path].contents]

    assert labels(paths.WATCH)[0] == "2001 – 2002"
    assert labels(paths.QUOTATIONS)[0] == "Ada Brandtsen – Bram Brandtberg"
    assert labels(paths.ACTORS)[0] == "Persons: A – B"
    assert labels(paths.DOSSIERS)[:3] == ["A", "B", "D – E"]
    assert labels(paths.POSITIONS) == sorted(labels(paths.POSITIONS))
    topic = "Aberaby and the ballast dues"
    assert labels(paths.actor("arden-skippers-union"))[0] == f"Positions: {topic} – Claims: {topic}"


def test_a_year_that_needs_several_pages_stands_by_months() -> None:
    days = [f"2019-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)]
    changed = [date.fromisoformat(day) for day in ("2018-05-01", *days)]
    made = sheets("list.md", "List", changed, stack=series.by_time(changed, lambda day: day))
    labels = [link.label for sheet in made[:1] if sheet.series for link in sheet.series.contents]
    assert labels == ["2018 – May 2019", "June 2019 – October 2019", "November 2019 – December 2019"]


def test_names_in_every_writing_system_have_a_letter_and_an_address() -> None:
    letters = {name: series.by_letter(name) for name in ("Öl", "“Anna”", "Лавров", "9 May", "—", "ǅ")}
    assert letters["Öl"] == Stack("O", "o")
    assert letters["“Anna”"] == Stack("A", "a")
    assert letters["Лавров"] == Stack("Л", "u043b")
    assert letters["9 May"] == Stack("9", "9")
    assert letters["—"] == Stack("Other signs", "other")
    assert letters["ǅ"] == Stack("D", "d")


def test_the_page_of_a_source_keeps_an_anchor_for_each_paragraph() -> None:
    pages = {page.path: page for page in site(1).pages}
    first = pages[paths.source("aberaby-gazette")]
    assert isinstance(first, SourcePage)
    assert first.contents
    text = render.page(first)
    assert re.findall(r"^### Paragraph \d+ \{ #(p\d+)", text, re.M) == [f"p{n}" for n in range(1, 19)]
    for paragraph in first.paragraphs:
        assert not paragraph.rests
        if paragraph.elsewhere:
            other = pages[paragraph.elsewhere.page]
            assert isinstance(other, SourcePage)
            assert paragraph.number in [part.number for part in other.paragraphs if part.rests]
            assert f"{{ #{paragraph.elsewhere.anchor}" in render.page(other)
    assert first.resting == 58
    assert "58 citations rest on 15 of its 18 paragraphs." in text


def test_a_large_site_shows_the_newest_dossiers_first_and_leads_to_all() -> None:
    whole, parted = site(ENDLESS).overview, site(SMALL).overview
    assert whole.all is None
    assert len(whole.cards) == DOSSIERS
    assert parted.all == Link("All 14 dossiers", paths.DOSSIERS)
    assert len(parted.cards) == 12
    assert [card.as_of[-4:] for card in parted.cards] == sorted(
        (card.as_of[-4:] for card in parted.cards), reverse=True
    )


def test_the_index_of_a_book_knows_what_an_actor_says_on_every_page() -> None:
    def places(pages: Site) -> dict[str, tuple[tuple[Link, ...], tuple[Link, ...]]]:
        return {actor.path: (actor.own, actor.about) for actor in pages.actors}

    parted = site(SMALL)
    assert places(parted) == places(site(ENDLESS))
    assert sum(len(own) for own, _ in places(parted).values()) == 16 * DOSSIERS


def test_what_rests_on_a_source_is_told_by_the_pages_that_show_it() -> None:
    pages = site(SMALL)
    listed = impact.impact(evidence(), pages, (), "aberaby-gazette").pages
    cards = [page for page in pages.pages if isinstance(page, SourcesPage) and page.series]
    having = [page.path for page in cards if any(row.card.id == "aberaby-gazette" for row in page.rows)]
    assert len(having) == 1
    assert [address for address in listed if address.startswith("/sources/index/")] == [
        f"/{paths.url(having[0])}"
    ]
    assert any(address.startswith("/coverage/") for address in listed)
    assert any(address.startswith("/timeline/") for address in listed)
    assert "/dossiers/aberaby/" in listed
    assert "/dossiers/baliswick/" not in listed


def files(monkeypatch: pytest.MonkeyPatch, most: int) -> dict[str, bytes]:
    for module in ("data", "jsonld", "webannotations"):
        monkeypatch.setattr(f"generator.export.{module}.MOST", most)
    known = evidence()
    exports = build.artefacts_of(known, SETTINGS, Drafts(known)).exports
    return {export.path: export.make() for export in exports}


def test_data_of_a_large_site_is_an_index_of_several_files(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, parted = files(monkeypatch, ENDLESS), files(monkeypatch, 10)
    for name in ("sources", "actors"):
        index = json.loads(parted[f"data/{name}.json"])
        records = [json.loads(parted[f"data/{file['path']}"]) for file in index["files"]]
        assert len(records) > 1
        assert max(map(len, records)) <= 10
        assert index["records"] == sum(map(len, records))
        joined = {key: value for part in records for key, value in part.items()}
        assert joined == json.loads(whole[f"data/{name}.json"])
        for file, part in zip(index["files"], records, strict=True):
            assert [file["first"], file["last"], file["records"]] == [min(part), max(part), len(part)]
    assert set(whole) < set(parted)


def test_annotations_of_a_large_site_come_in_pages_as_their_standard_has_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole, parted = files(monkeypatch, ENDLESS), files(monkeypatch, 10)
    collection = json.loads(parted["data/annotations.jsonld"])
    items: list[object] = []
    address, before = collection["first"], None
    while address:
        page = json.loads(parted[address.removeprefix(SETTINGS.site_url)])
        assert (page["id"], page["type"], page.get("prev")) == (address, "AnnotationPage", before)
        assert page["startIndex"] == len(items)
        assert page["partOf"]["id"] == collection["id"]
        items += page["items"]
        before, address = address, page.get("next")
    assert before == collection["last"]
    assert items == json.loads(whole["data/annotations.jsonld"])["first"]["items"]
    assert collection["total"] == len(items)


def test_the_graph_of_a_large_site_names_the_file_of_each_dossier(monkeypatch: pytest.MonkeyPatch) -> None:
    parted = files(monkeypatch, 10)
    _, *reports = json.loads(parted["data/site.jsonld"])["@graph"]
    assert len(reports) == DOSSIERS
    for report in reports:
        address = report["encoding"]["contentUrl"]
        graph = json.loads(parted[address.removeprefix(SETTINGS.site_url)])["@graph"]
        assert report["@id"] in [node["@id"] for node in graph]


MOST_BYTES = 450_000
"""The most HTML that the content of a page may have: with the theme's frame around it half a megabyte."""


@pytest.mark.slow
def test_no_page_of_a_large_site_is_too_large() -> None:
    grown = corpus(120)
    built = build.build(grown.files, grown.texts, SETTINGS)
    assert built.checked.ok
    pages = {path: page.decode() for path, page in built.files.items() if path.endswith(".md")}
    largest = sorted(pages, key=lambda path: -len(pages[path]))[:40]
    sizes = {path: len(mkdocs_markdown().reset().convert(pages[path]).encode()) for path in largest}
    assert max(sizes.values()) < MOST_BYTES, sizes
    lists = [page for path, page in pages.items() if path.startswith("docs/dossiers/index/")]
    for path in (path for path in grown.files if path.startswith("briefings/")):
        listed = sum(f"/{Path(path).stem}/index.md)" in page for page in lists)
        assert listed == (Path(path).suffix == ".yaml" and Path(path).stem not in ("actors", "desk"))
    data_files = {
        path: len(content) for path, content in built.files.items() if path.startswith("docs/data/")
    }
    assert max(size for path, size in data_files.items() if path.endswith("ld")) < 500_000, data_files


@pytest.mark.slow
def test_a_site_with_series_is_built_without_a_warning_and_its_sitemap_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(corpus(4), tmp_path)
    monkeypatch.setattr(series, "MOST", SMALL)
    config = tmp_path / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace('site_url: ""', 'site_url: "https://strait.example/"')
    )
    monkeypatch.setattr("generator.printing.orders.artefacts", lambda dossiers: ())
    publish.publish(config, strict=True)
    made = {
        page.parent.relative_to(tmp_path / "site").as_posix()
        for page in (tmp_path / "site").rglob("index.html")
    }
    assert {"timeline", "timeline/2001-01", "actors/index/person-a", "coverage/aberaby"} <= made
    sitemap = (tmp_path / "site/sitemap.xml").read_text("utf-8")
    addresses = set(re.findall(r"<loc>https://strait\.example/(.*?)</loc>", sitemap))
    assert addresses == {"" if name == "." else f"{name}/" for name in made}
