"""The printed dossiers: complete, accessible, within their margins, and the same every time."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
import typst
from PIL import Image, ImageChops

from generator.printing import press
from generator.printing.child import PrintError
from generator.printing.orders import Print
from tests.conftest import ROOT
from tests.printed import (
    PRESS,
    SIZES,
    bare,
    changed,
    cited,
    content,
    each,
    entries,
    failures,
    noted,
    notes,
    notes_below,
    orders,
    pages,
    roles,
    stands,
    strayed,
    unnoted,
)

pytestmark = pytest.mark.slow

NOTE_ENDS = r"""[.…]?(?:(?:The|Of"[^"]+"the)source'sownwords:"[^"]+"[.])*"""
"""What may stand after the words of a note: a stop, and what the source itself has where brackets edit a quotation."""


@each
def test_names_itself(order: Print) -> None:
    data: Any = order.data
    reader = pypdf.PdfReader(io.BytesIO(PRESS.produce(order)))
    assert reader.metadata is not None
    assert str(reader.root_object["/Lang"]) == "en"
    assert reader.metadata.title == (
        data["title"] if data["book"] else f"{data['dossiers'][0]['title']} – {data['title']}"
    )
    sizes = {
        (round(float(sheet.mediabox.width)), round(float(sheet.mediabox.height))) for sheet in reader.pages
    }
    assert sizes == {SIZES[order.paper]}


@each
def test_nothing_is_missing(order: Print) -> None:
    data: Any = order.data
    sheets = pages(PRESS.produce(order))
    for dossier in data["dossiers"]:
        asides = (
            entry[name] for entry in entries(dossier) for name in ("basis", "doubt", "indicator", "context")
        )
        urls = (group["source"]["url"] for group in dossier["sources"])
        texts = (cited(entry) for entry in entries(dossier))
        wanted = (
            *texts,
            *asides,
            *urls,
            *content(dossier, "gaps"),
            dossier["scope"],
            dossier["edition"],
            dossier["review_by"],
            dossier["how_sure"],
            dossier["permalink"],
        )
        assert [text for text in wanted if not stands(text, sheets)] == []


@each
def test_each_sentence_has_its_notes_right_below_it_on_its_page(order: Print) -> None:
    data: Any = order.data
    sheets = pages(PRESS.produce(order))
    for dossier in data["dossiers"]:
        known = {name: words for name, (_, words) in notes(dossier).items()}
        wanted = [
            NOTE_ENDS.join(
                map(re.escape, (bare(cited(entry)), *(known[mark["note"]] for mark in entry["marks"])))
            )
            for entry in entries(dossier)
        ]
        assert [words for words in wanted if not any(re.search(words, sheet) for sheet in sheets)] == []


@each
def test_every_note_is_printed_whole_where_it_is_cited_and_once_there(order: Print) -> None:
    data: Any = order.data
    sheets = pages(PRESS.produce(order))
    known = [words for dossier in data["dossiers"] for _, words in notes(dossier).values()]
    assert [words for words in known if not any(words in sheet for sheet in sheets)] == []
    assert len(noted(PRESS.produce(order))) == sum(map(notes_below, data["dossiers"]))
    assert strayed(PRESS.produce(order)) == []
    assert unnoted(PRESS.produce(order)) == []


def test_numbers_are_given_in_the_order_of_reading() -> None:
    for order in orders():
        data: Any = order.data
        for dossier in data["dossiers"]:
            first_uses = {
                int(note["uses"][0].removeprefix("cite-")): note["number"]
                for note, _ in notes(dossier).values()
            }
            assert [first_uses[use] for use in sorted(first_uses)] == [*range(1, len(first_uses) + 1)]


@each
def test_is_accessible(order: Print) -> None:
    assert failures(PRESS.produce(order)) == []
    assert {"/TH", "/Table", "/H1", "/H2", "/Link"} <= set(roles(PRESS.produce(order)))


@each
def test_is_fit_for_an_archive(order: Print) -> None:
    assert failures(PRESS.produce(order), "pdfa2a") == []


def test_the_validator_sees_a_missing_language() -> None:
    spoilt = io.BytesIO()
    with pikepdf.open(io.BytesIO(PRESS.produce(orders()[0]))) as document:
        del document.Root.Lang
        document.save(spoilt)
    assert failures(spoilt.getvalue())


@each
def test_all_fonts_are_our_own_and_embedded(order: Print) -> None:
    with pikepdf.open(io.BytesIO(PRESS.produce(order))) as document:
        found = [
            item
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
        assert len(found) > 3
        assert all("/FontFile3" in item or "/FontFile2" in item for item in found)
        assert all("+Source" in str(item.FontName) for item in found)


def test_the_same_bytes_twice_and_no_path_in_them(tmp_path: Path) -> None:
    order = orders()[0]
    assert press.Press(tmp_path).produce(order) == PRESS.produce(order)
    assert str(ROOT).encode() not in PRESS.produce(order)


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_long_words_stay_within_the_margins(paper: str) -> None:
    order, dossier = changed(orders()[0])
    for entry in entries(dossier):
        entry["text"] += " " + "Hemidemisemiquavers" * 22
        entry["where"] = "W" * 400
    dossier["title"] += "x" * 400
    folder = ROOT / "generator/printing/typst"
    inputs = {"data": json.dumps(order.data), "paper": paper}
    sheets = typst.compile(
        folder / "briefing.typ",
        root=folder,
        font_paths=[folder / "fonts"],
        format="png",
        ppi=36,
        sys_inputs=inputs,
    )
    for sheet in sheets if isinstance(sheets, list) else [sheets]:
        image = ImageChops.invert(Image.open(io.BytesIO(sheet)).convert("L"))
        left, _, right, _ = image.point(lambda value: 255 if value > 40 else 0).getbbox() or (0, 0, 0, 0)
        assert 31 <= left < right <= image.width - 31


def test_a_character_that_no_font_has_is_named(tmp_path: Path) -> None:
    order, dossier = changed(orders()[0])
    content(dossier, "gaps").append("An emoji \N{GRINNING FACE} and a bell \a.")
    with pytest.raises(
        PrintError,
        match=r"iran.pdf: no font can show “\N{GRINNING FACE}” \(U\+1F600\), “\a” \(U\+0007\)",
    ):
        press.Press(tmp_path).produce(order)


def test_text_is_never_code(tmp_path: Path) -> None:
    order, dossier = changed(orders()[0])
    content(dossier, "gaps")[:] = [
        code := '#panic("x") #read("/style.typ") #import "@preview/a:1.0.0" $x^2$ @iran <a> *b* \\ // c'
    ]
    assert bare(code) in "".join(pages(press.Press(tmp_path).produce(order)))
