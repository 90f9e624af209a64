"""The printed dossiers have as many headings, tables, rows, notes and links as their data, and nothing outside their margins."""

from __future__ import annotations

import io
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from generator.printing.orders import Print
from tests.printed import PRESS, content, each, elements, notes, outside, roles
from tests.tools import QPDF, need

pytestmark = pytest.mark.slow


def dossiers(order: Print) -> list[Any]:
    data: Any = order.data
    return list(data["dossiers"])


def sections(dossier: Any) -> list[str]:
    """The headings of a dossier's sections that have something to say, and of its sources."""
    named = [section["heading"] for section in dossier["sections"] if section["content"]]
    return [*named, *(["Sources"] if dossier["sources"] else [])]


@each
def test_headings(order: Print) -> None:
    data: Any = order.data
    found = Counter(roles(PRESS.produce(order)))
    groups = [group["kind"] for group in data["actors"]]
    assert found["/H1"] == len(dossiers(order)) + (2 if data["book"] else 0), (
        "each dossier's; the contents and the index of the book"
    )
    assert found["/H2"] == sum(len(sections(dossier)) for dossier in dossiers(order)) + len(groups)
    assert found["/H3"] == sum(len(dossier["sources"]) for dossier in dossiers(order))


def outline(items: Any) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from outline(item.children)


@each
def test_every_heading_has_its_bookmark(order: Print) -> None:
    with pikepdf.open(io.BytesIO(PRESS.produce(order))) as document, document.open_outline() as bookmarks:
        titles = list(outline(bookmarks.root))
    for dossier in dossiers(order):
        start = titles.index(dossier["title"])
        own = titles[start : start + 1 + len(sections(dossier)) + len(dossier["sources"])]
        assert sorted(own[1:]) == sorted(
            [*sections(dossier), *(group["source"]["short"] for group in dossier["sources"])]
        )
    found = Counter(roles(PRESS.produce(order)))
    assert len(titles) == found["/H1"] + found["/H2"] + found["/H3"]


@each
def test_tables_and_their_rows(order: Print) -> None:
    """In large print the two sides of a dispute stand below each other, not in a table."""
    data: Any = order.data
    listed = [
        rows
        for dossier in dossiers(order)
        for name in ("positions", "timeline")
        if (rows := content(dossier, name))
    ]
    disputed = [
        [*dispute["against"], *dispute["passages"]]
        for dossier in dossiers(order)
        for dispute in content(dossier, "disputed")
        if not order.large
    ]
    cover = [dossiers(order)] if data["book"] else []
    found = Counter(roles(PRESS.produce(order)))
    assert found["/Table"] == found["/THead"] == len([*listed, *disputed, *cover]), (
        "one table for one list, however many pages it fills"
    )
    assert found["/TR"] == sum(1 + len(rows) for rows in [*listed, *disputed, *cover])


@each
def test_marks_of_notes(order: Print) -> None:
    with pikepdf.open(io.BytesIO(PRESS.produce(order))) as document:
        marks = [mark for mark in elements(document, "/Reference") if mark.P.S != Name.TOCI]
    assert len(marks) == sum(
        len(note["uses"]) for dossier in dossiers(order) for note, _ in notes(dossier).values()
    )


def addresses(made_pdf: bytes) -> Counter[str]:
    """How many links lead to each address on the web; the parts of a link that is broken over lines or pages count once."""
    found: Counter[str] = Counter()
    with pikepdf.open(io.BytesIO(made_pdf)) as document:
        for item in document.objects:
            if isinstance(item, Dictionary) and item.get("/Type") == Name.StructElem and Name.Link == item.S:
                kids = item.K if isinstance(item.K, Array) else [item.K]
                uris = {
                    str(kid.Obj.A.URI)
                    for kid in kids
                    if isinstance(kid, Dictionary) and "/Obj" in kid and "/A" in kid.Obj
                }
                found.update(uris)
    return found


@each
def test_addresses(order: Print) -> None:
    """Every address of the data leads there: those of sources, of quoted words at the publisher's, and of the newest edition."""
    wanted: Counter[str] = Counter()
    for dossier in dossiers(order):
        wanted[dossier["permalink"]] += 1
        for group in dossier["sources"]:
            wanted.update(run["url"] for run in group["source"]["formatted"] if run["url"])
            wanted.update(
                [group["source"]["url"]] if group["source"]["url"] and not group["source"]["linked"] else []
            )
            wanted.update(
                note["href"]
                for note in group["notes"]
                if note["href"] and (note["quote"] or note["elsewhere"])
            )
    found = addresses(PRESS.produce(order))
    assert [address for address in wanted if found[address] < wanted[address]] == []
    others = [address for address in found if address not in wanted]
    assert all(address.startswith("https://briefings.example/") for address in others), (
        "the rest leads to pages of the site"
    )


@each
def test_inner_links_lead_somewhere(order: Print) -> None:
    with pikepdf.open(io.BytesIO(PRESS.produce(order))) as document:
        names = (
            set(pikepdf.NameTree(document.Root.Names.Dests).keys()) if "/Names" in document.Root else set()
        )
        led = [
            link.Dest for sheet in document.pages for link in sheet.get("/Annots", Array()) if "/Dest" in link
        ]
        sheets = {sheet.obj.objgen for sheet in document.pages}
        assert led
        for target in led:
            assert (
                (str(target) in names) if isinstance(target, pikepdf.String) else (target[0].objgen in sheets)
            )


@each
def test_no_text_stands_outside_the_margins(order: Print) -> None:
    assert outside(PRESS.produce(order)) == []


@each
def test_qpdf_finds_nothing_to_mend(order: Print, tmp_path: Path) -> None:
    need(QPDF)
    (tmp_path / "out.pdf").write_bytes(PRESS.produce(order))
    done = subprocess.run(["qpdf", "--check", "out.pdf"], cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()) == (0, "")
