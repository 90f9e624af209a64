"""The printed dossiers: complete, accessible, within their margins, and the same every time."""

from __future__ import annotations

import copy
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import page
import pikepdf
import pypdf
import pytest
import typst
from PIL import Image, ImageChops

from generator import build, fs, pdf
from generator.build import Print
from generator.view.settings import Settings
from tests.conftest import ROOT

SECTIONS = ("summary", "judgements", "reported", "accounts", "positions", "timeline", "quotations", "watch")
SIZES = {"a4": (595, 842), "us-letter": (612, 792)}


@cache
def orders() -> tuple[Print, ...]:
    """The print orders of the shipped corpus; its texts are not needed."""
    built = build.build(fs.read_records(ROOT), {}, Settings("https://briefings.example/"))
    assert built.checked.ok, built.checked.diagnostics
    return built.prints


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Every PDF of the shipped corpus, by path."""
    kept = tmp_path_factory.mktemp("pdf")
    return {order.path: pdf.Press(kept).produce(order) for order in orders()}


def changed(order: Print) -> tuple[Print, Any]:
    """A copy of a print order, and its first dossier for the test to change."""
    data: Any = copy.deepcopy(order.data)
    return replace(order, data=data), data["dossiers"][0]


def bare(text: str) -> str:
    """Without spaces, ligatures and the shape of quotation marks, all of which printing may change."""
    shapes = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi"})
    return re.sub(r"\s+", "", text.translate(shapes))


def pages(made: bytes) -> list[str]:
    return [bare(sheet.extract_text()) for sheet in pypdf.PdfReader(io.BytesIO(made)).pages]


def stands(text: str, sheets: list[str]) -> bool:
    """Whether a text stands on the pages: on one of them, or begun on one and ended at the next."""
    wanted = bare(text)
    if any(wanted in sheet for sheet in sheets):
        return True
    return any(wanted[:cut] in one and wanted[cut:] in other for one, other in pairwise(sheets) for cut in range(1, len(wanted)))


def entries(dossier: Any) -> Iterator[Any]:
    for section in SECTIONS:
        yield from dossier[section]
    for dispute in dossier["disputes"]:
        yield from (dispute["claim"], *dispute["against"])


def notes(dossier: Any) -> dict[str, tuple[Any, str]]:
    """The notes of a dossier by id, each with the words that its footnote must have."""
    found = {}
    for group in dossier["sources"]:
        for note in group["notes"]:
            relation = f"{note['relation'].capitalize()}: " if note["relation"] else ""
            through = f", through {note['origin']}" if note["origin"] else ""
            quoted = f": “{note['quote']}”" if note["quote"] else "."
            where = f"{group['source']['short']}, paragraph {note['paragraph']}{through}"
            found[note["id"]] = note, bare(f"{note['number']} {relation}{where}{quoted}")
    return found


def cited(entry: Any) -> str:
    close = "”" if entry["kind"] == "quotation" else ""
    return f"{entry['text']}{close}{','.join(str(mark['number']) for mark in entry['marks'])}"


def failures(made: bytes) -> list[str]:
    return [f"{failure.rule_id}: {failure.message}" for failure in page.validate_pdf_bytes(made, profile="ua1").failures]


def roles(made: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(made)) as document:
        return [str(item.get("/S")) for item in document.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"]


each = pytest.mark.parametrize("order", orders(), ids=lambda order: Path(order.path).stem)


@each
def test_names_itself(order: Print, printed: Mapping[str, bytes]) -> None:
    data: Any = order.data
    reader = pypdf.PdfReader(io.BytesIO(printed[order.path]))
    assert reader.metadata is not None
    assert str(reader.root_object["/Lang"]) == "en"
    assert reader.metadata.title == (data["title"] if data["book"] else f"{data['dossiers'][0]['title']} – {data['title']}")
    sizes = {(round(float(sheet.mediabox.width)), round(float(sheet.mediabox.height))) for sheet in reader.pages}
    assert sizes == {SIZES[order.paper]}


@each
def test_nothing_is_missing(order: Print, printed: Mapping[str, bytes]) -> None:
    data: Any = order.data
    sheets = pages(printed[order.path])
    for dossier in data["dossiers"]:
        asides = (entry[name] for entry in entries(dossier) for name in ("basis", "doubt", "indicator", "context"))
        urls = (group["source"]["url"] for group in dossier["sources"])
        texts = (cited(entry) for entry in entries(dossier))
        wanted = (
            *texts,
            *asides,
            *urls,
            *dossier["gaps"],
            dossier["scope"],
            dossier["edition"],
            dossier["review_by"],
            dossier["how_sure"],
            dossier["permalink"],
        )
        assert [text for text in wanted if not stands(text, sheets)] == []


@each
def test_each_note_stands_once_where_it_is_first_used_or_overleaf(order: Print, printed: Mapping[str, bytes]) -> None:
    data: Any = order.data
    sheets = pages(printed[order.path])
    for dossier in data["dossiers"]:
        known = notes(dossier)
        for entry in entries(dossier):
            for mark in entry["marks"]:
                note, words = known[mark["note"]]
                used = [number for number, sheet in enumerate(sheets) if bare(entry["text"]) in sheet]
                if note["uses"][0] == mark["id"] and used:
                    stands = [number for number, sheet in enumerate(sheets) if words in sheet]
                    assert {*used, *(number + 1 for number in used)} & set(stands), words
    assert roles(printed[order.path]).count("/Note") == sum(len(notes(dossier)) for dossier in data["dossiers"])


def test_numbers_are_given_in_the_order_of_reading() -> None:
    for order in orders():
        data: Any = order.data
        for dossier in data["dossiers"]:
            first_uses = {int(note["uses"][0].removeprefix("cite-")): note["number"] for note, _ in notes(dossier).values()}
            assert [first_uses[use] for use in sorted(first_uses)] == [*range(1, len(first_uses) + 1)]


@each
def test_is_accessible(order: Print, printed: Mapping[str, bytes]) -> None:
    assert failures(printed[order.path]) == []
    assert {"/TH", "/Table", "/H1", "/H2", "/Link"} <= set(roles(printed[order.path]))


def test_the_validator_sees_a_missing_language(printed: Mapping[str, bytes]) -> None:
    spoilt = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed[orders()[0].path])) as document:
        del document.Root.Lang
        document.save(spoilt)
    assert failures(spoilt.getvalue())


@each
def test_all_fonts_are_our_own_and_embedded(order: Print, printed: Mapping[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(printed[order.path])) as document:
        found = [item for item in document.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"]
        assert len(found) > 3
        assert all("/FontFile3" in item or "/FontFile2" in item for item in found)
        assert all("+Source" in str(item.FontName) for item in found)


def test_the_same_bytes_twice_and_no_path_in_them(printed: Mapping[str, bytes], tmp_path: Path) -> None:
    order = orders()[0]
    assert pdf.Press(tmp_path).produce(order) == printed[order.path]
    assert str(ROOT).encode() not in printed[order.path]


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_long_words_stay_within_the_margins(paper: str) -> None:
    order, dossier = changed(orders()[0])
    for entry in entries(dossier):
        entry["text"] += " " + "Hemidemisemiquavers" * 22
        entry["where"] = "W" * 400
    dossier["title"] += "x" * 400
    folder = ROOT / "generator/typst"
    inputs = {"data": json.dumps(order.data), "paper": paper}
    sheets = typst.compile(folder / "briefing.typ", root=folder, font_paths=[folder / "fonts"], format="png", ppi=36, sys_inputs=inputs)
    for sheet in sheets if isinstance(sheets, list) else [sheets]:
        image = ImageChops.invert(Image.open(io.BytesIO(sheet)).convert("L"))
        left, _, right, _ = image.point(lambda value: 255 if value > 40 else 0).getbbox() or (0, 0, 0, 0)
        assert 31 <= left < right <= image.width - 31


def test_a_character_that_no_font_has_is_named(tmp_path: Path) -> None:
    order, dossier = changed(orders()[0])
    dossier["gaps"].append("An emoji \N{GRINNING FACE} and a bell \a.")
    with pytest.raises(pdf.PrintError, match=r"iran.pdf: no font can show “\N{GRINNING FACE}” \(U\+1F600\), “\a” \(U\+0007\)"):
        pdf.Press(tmp_path).produce(order)


def test_text_is_never_code(tmp_path: Path) -> None:
    order, dossier = changed(orders()[0])
    dossier["gaps"] = [code := '#panic("x") $x^2$ @iran <a> *b* \\ // c']
    assert bare(code) in "".join(pages(pdf.Press(tmp_path).produce(order)))
