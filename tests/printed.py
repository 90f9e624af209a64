"""What the tests of printed pages share: what is printed, its words, its tags, and where they stand."""

from __future__ import annotations

import copy
import io
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import page
import pikepdf
import pypdf
import pytest
from pikepdf import Dictionary, Name

from generator import build, disk
from generator.printing import press
from generator.printing.orders import Print
from generator.references import pandoc
from generator.view.settings import Settings
from tests.conftest import ROOT, alone, kept
from tests.tools import PDFTOTEXT, need

MISTAKEN = "PDFA2A-STREAM-LENGTH-001"
"""The validator is wrong where compressed data end with a byte that could be an end of line; `qpdf --check` proves the lengths."""
SIZES = {"a4": (595, 842), "us-letter": (612, 792)}
SIDE, END = 40, 24
"""The least margins in points: at the sides, where hanging quotation marks may stand out a little, and beyond head and foot."""


class SharedPress(press.Press):
    """A press that prints an order once in a run of the tests, though two processes ask for it at the same time."""

    def produce(self, order: Print) -> bytes:
        with alone(f"{self.key(order)}.pdf"):
            return super().produce(order)


PRESS = SharedPress(kept().parent)
"""Prints with the program's own fonts; equal orders are printed once in a run of the tests."""


@cache
def shipped() -> build.Built:
    """The shipped corpus as its site has it; its texts are not needed."""
    built = build.build(
        disk.read_records(ROOT),
        {},
        Settings("https://briefings.example/"),
        citer=pandoc.citer(kept().parent),
        faces=PRESS.faces,
    )
    assert built.checked.ok, built.checked.diagnostics
    return built


def orders() -> tuple[Print, ...]:
    """The print orders of the shipped corpus."""
    return shipped().prints


def changed(order: Print) -> tuple[Print, Any]:
    """A copy of a print order, and its first dossier for the test to change."""
    data: Any = copy.deepcopy(order.data)
    return replace(order, make=lambda: data), data["dossiers"][0]


def bare(text: str) -> str:
    """Without spaces, ligatures and the shape of quotation marks, all of which printing may change."""
    shapes = str.maketrans(
        {"’": "'", "‘": "'", "“": '"', "”": '"', "ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi"}
    )
    return re.sub(r"\s+", "", text.translate(shapes))


@cache
def pages(made: bytes) -> list[str]:
    return [bare(sheet.extract_text()) for sheet in pypdf.PdfReader(io.BytesIO(made)).pages]


def stands(text: str, sheets: list[str]) -> bool:
    """Whether a text stands on the pages: on one of them, or begun on one and ended at the next."""
    wanted = bare(text)
    if any(wanted in sheet for sheet in sheets):
        return True
    return any(
        wanted[:cut] in one and wanted[cut:] in other
        for one, other in pairwise(sheets)
        for cut in range(1, len(wanted))
    )


def content(dossier: Any, name: str) -> list[Any]:
    """The content of a section in print data, for a test to read or change; nothing where the section was cut out."""
    return next((section["content"] for section in dossier["sections"] if section["name"] == name), [])


def entries(dossier: Any) -> Iterator[Any]:
    """Every entry of a dossier's print data: those in lists, and both sides of each dispute."""
    for section in dossier["sections"]:
        if section["made_of"] == "entries":
            yield from section["content"]
    for dispute in content(dossier, "disputed"):
        yield from (dispute["claim"], *dispute["against"])


def notes(dossier: Any) -> dict[str, tuple[Any, str]]:
    """The notes of a dossier by id, each with the words that its footnote must have."""
    found = {}
    for group in dossier["sources"]:
        for note in group["notes"]:
            relation = f"{note['relation'].capitalize()}: " if note["relation"] else ""
            through = f", through {note['origin']}" if note["origin"] else ""
            where = f"{group['source']['short']}, paragraph {note['paragraph']}{through}"
            found[note["id"]] = note, bare(f"{note['number']} {relation}{where}{_shown(note)}")
    return found


def _shown(note: Any) -> str:
    if note["quote"]:
        return f": “{note['quote']}”"
    if note["elsewhere"]:
        words, link = note["elsewhere"]["words"], note["elsewhere"]["link"]
        return f". Quoted from this paragraph: “{words}”, in {link['label'].removesuffix(' …')}"
    return ". Nothing is quoted from this paragraph."


def pieces(dossier: Any) -> Iterator[list[Any]]:
    """The citations of each sentence, passage, paragraph or item that has its notes right below it."""
    yield from ([*entry["marks"]] for entry in entries(dossier))
    for dispute in content(dossier, "disputed"):
        yield from ([passage["mark"]] for passage in dispute["passages"])
    for section in dossier["sections"]:
        for block in section["content"] if section["made_of"] == "prose" else ():
            items = block["blocks"] if block["name"] in ("ul", "ol") else [block]
            yield from (list(_citations(item)) for item in items)


def _citations(block: Any) -> Iterator[Any]:
    yield from (part for part in block["inlines"] if "number" in part)
    for inner in block["blocks"]:
        yield from _citations(inner)


def notes_below(dossier: Any) -> int:
    """How many notes a dossier's pieces have below them: each has those that it cites, once."""
    return sum(len({mark["note"] for mark in piece}) for piece in pieces(dossier))


def cited(entry: Any) -> str:
    close = "”" if entry["kind"] == "quotation" else ""
    return f"{entry['text']}{close}{','.join(str(mark['number']) for mark in entry['marks'])}"


@cache
def failures(made: bytes, profile: str = "ua1") -> list[str]:
    """What an outside validator says against PDF/UA-1, or against another profile, such as `pdfa2a`."""
    found = (
        f"{failure.rule_id}: {failure.message}"
        for failure in page.validate_pdf_bytes(made, profile=profile).failures
    )
    return [failure for failure in found if not failure.startswith(MISTAKEN)]


@cache
def roles(made: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(made)) as document:
        return [
            str(item.get("/S"))
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"
        ]


def elements(document: pikepdf.Pdf, role: str = "") -> Iterator[Any]:
    for item in document.objects:
        if (
            isinstance(item, Dictionary)
            and item.get("/Type") == Name.StructElem
            and role in ("", str(item.S))
        ):
            yield item


def attributes(cell: Any) -> Any:
    return next(found for found in cell.A if Name.Table == found.O)


@cache
def strayed(made: bytes) -> list[str]:
    """The notes of a PDF that do not stand on the page of their mark: their numbers with both pages."""
    with pikepdf.open(io.BytesIO(made)) as document:
        numbers = {sheet.obj.objgen: number for number, sheet in enumerate(document.pages, 1)}
        stands = {
            link.objgen: number
            for number, sheet in enumerate(document.pages, 1)
            for link in sheet.get("/Annots", pikepdf.Array())
        }
        found = []
        for note in document.objects:
            if isinstance(note, pikepdf.Dictionary) and note.get("/S") == pikepdf.Name.Note:
                (link,) = (
                    kid
                    for kid in note.K[0].K
                    if isinstance(kid, pikepdf.Dictionary) and kid.get("/S") == pikepdf.Name.Link
                )
                (back,) = (
                    kid.Obj
                    for kid in link.K
                    if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == pikepdf.Name.OBJR
                )
                page_of_note, page_of_mark = stands[back.objgen], numbers[back.Dest[0].objgen]
                if page_of_note != page_of_mark:
                    found.append(f"{back.Contents}: page {page_of_note}, its mark page {page_of_mark}")
    return found


class Word(NamedTuple):
    """A word on a page, in points from the left and from the top."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


class Sheet(NamedTuple):
    """A page as `pdftotext` sees it."""

    width: float
    height: float
    words: list[Word]


@cache
def laid_out(made: bytes) -> list[Sheet]:
    """Where each word of a PDF stands."""
    need(PDFTOTEXT)
    shown = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=made, capture_output=True, check=True
    ).stdout.decode()
    found = []
    for sheet in shown.split("<page ")[1:]:
        size = re.search(r'width="([\d.]+)" height="([\d.]+)"', sheet)
        assert size
        places = re.findall(
            r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', sheet
        )
        words = [
            Word(float(left), float(top), float(right), float(bottom), text)
            for left, top, right, bottom, text in places
        ]
        found.append(Sheet(float(size[1]), float(size[2]), words))
    return found


def outside(made: bytes) -> list[str]:
    """The words that stand in the margins, or above the head and below the foot of their page."""
    return [
        word.text
        for width, height, words in laid_out(made)
        for word in words
        if word.left < SIDE or word.right > width - SIDE or word.top < END or word.bottom > height - END
    ]


@cache
def noted(made: bytes) -> list[int]:
    """The page of each note of a PDF."""
    found = []
    with pikepdf.open(io.BytesIO(made)) as document:
        stands = {
            link.objgen: number
            for number, sheet in enumerate(document.pages, 1)
            for link in sheet.get("/Annots", pikepdf.Array())
        }
        for note in elements(document, "/Note"):
            (link,) = (
                kid for kid in note.K[0].K if isinstance(kid, Dictionary) and kid.get("/S") == Name.Link
            )
            (back,) = (
                kid.Obj for kid in link.K if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR
            )
            found.append(stands[back.objgen])
    return sorted(found)


@cache
def unnoted(made: bytes) -> list[str]:
    """The marks of a PDF whose note does not stand on their page, as their numbers with their pages."""
    found = []
    with pikepdf.open(io.BytesIO(made)) as document:
        numbers = {sheet.obj.objgen: number for number, sheet in enumerate(document.pages, 1)}
        stands = {
            link.objgen: number
            for number, sheet in enumerate(document.pages, 1)
            for link in sheet.get("/Annots", pikepdf.Array())
        }
        for mark in elements(document, "/Reference"):
            for link in (
                kid
                for kid in mark.K
                if isinstance(kid, Dictionary)
                and kid.get("/S") == Name.Link
                and mark.P.get("/S") != Name.TOCI
            ):
                (annotation,) = (
                    kid.Obj for kid in link.K if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR
                )
                here, there = stands[annotation.objgen], numbers[annotation.Dest[0].objgen]
                if here != there:
                    found.append(f"{annotation.Contents}: page {here}, its note page {there}")
    return found


each = pytest.mark.parametrize("order", orders(), ids=lambda order: Path(order.path).stem)
