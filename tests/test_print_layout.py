"""The pages of printed dossiers: notes with their marks, no heading alone at the foot, no line of a paragraph alone on a page."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdf
import pytest
import typst
from pikepdf import Array, Dictionary

from generator import build
from generator.printing.orders import Print, enlarge, extract
from generator.view.settings import Settings
from tests.conftest import harbour, harbour_texts
from tests.printed import PRESS, orders, strayed, unnoted

pytestmark = pytest.mark.slow

INLINE = ("/Span", "/Em", "/Strong", "/Link", "/Quote", "/Code")
NUMBERS = ("/Lbl", "/Reference")
HEADS = ("/H1", "/H2", "/H3", "/THead")
TEXT = ("/P", "/Div", "/LBody", "/TD", "/BlockQuote")
SHORTEST = 3
"""The fewest lines on a last page."""


@cache
def several() -> dict[str, Print]:
    """What is looked at, by name: the shipped dossiers and their book, an extract and the invented corpus, also in large print."""
    invented = build.build(harbour(), harbour_texts(), Settings("https://strait.example/")).prints
    cut = extract(orders()[0], ["judgements", "disputed", "timeline"])
    found = {Path(order.path).stem: order for order in (*invented, *orders(), cut)}
    found |= {f"{name}-large": enlarge(order) for name, order in found.items() if not order.large}
    return found | {"book-letter": replace(orders()[-1], paper="us-letter")}


@cache
def made(name: str) -> bytes:
    return PRESS.produce(several()[name])


@cache
def seen(name: str) -> list[Line]:
    return lines(made(name))


class Line(NamedTuple):
    """A line of a block: its page, how far down it stands, the role of the block, and its number in the order of reading."""

    page: int
    down: float
    role: str
    block: int


def lines(given: bytes) -> list[Line]:
    """The lines of a tagged PDF in the order of pages, from the top of each down, without numbers of notes, heads and feet of pages."""
    reader = pypdf.PdfReader(io.BytesIO(given))
    heights = [_heights(sheet) for sheet in reader.pages]
    found: set[Line] = set()
    with pikepdf.open(io.BytesIO(given)) as document:
        numbers = {sheet.obj.objgen: number for number, sheet in enumerate(document.pages)}
        for block, (role, runs) in enumerate(_blocks(document.Root.StructTreeRoot, "")):
            places = sorted(
                (numbers[sheet], down)
                for sheet, mark in runs
                for down in heights[numbers[sheet]].get(mark, ())
            )
            for page, group in groupby(places, lambda place: place[0]):
                last = 0.0
                for _, down in group:
                    if down > last + 4:
                        found.add(Line(page, down, role, block))
                        last = down
    return sorted(found)


def _heights(sheet: Any) -> dict[int, set[float]]:
    """How far down the text of each marked run of a page stands."""
    found: dict[int, set[float]] = {}
    marks: list[int | None] = []

    def before(operator: bytes, operands: Any, matrix: Any, text_matrix: Any) -> None:
        if operator in (b"BDC", b"BMC"):
            marks.append(
                operands[1].get("/MCID") if operator == b"BDC" and isinstance(operands[1], dict) else None
            )
        elif operator == b"EMC":
            marks.pop()
        elif operator in (b"Tj", b"TJ") and marks and (mark := marks[-1]) is not None:
            height = text_matrix[4] * matrix[1] + text_matrix[5] * matrix[3] + matrix[5]
            found.setdefault(mark, set()).add(float(sheet.mediabox.height) - height)

    sheet.extract_text(visitor_operand_before=before)
    return found


def _blocks(element: Any, above: str) -> Iterator[tuple[str, list[tuple[tuple[int, int], int]]]]:
    """Each block of a structure tree: its role, or that of the head it stands in, and the marked runs of its own."""
    role = above if above in HEADS else str(element.get("/S", ""))
    own: list[tuple[tuple[int, int], int]] = []
    inner, parts = [], [element]
    for part in parts:
        kids = part.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if not isinstance(kid, Dictionary):
                own.append((part.Pg.objgen, int(kid)))
            elif kid.get("/Type") == "/MCR":
                own.append((kid.Pg.objgen, int(kid.MCID)))
            elif str(kid.get("/S", "")) in INLINE:
                parts.append(kid)
            elif "/S" in kid and (str(kid.S) not in NUMBERS or element.get("/S") == "/TOCI"):
                inner.append(kid)
    if own:
        yield role, own
    for kid in inner:
        yield from _blocks(kid, role)


def heads_at_the_foot(shown: list[Line]) -> list[Line]:
    """Heads of sections and tables with which a page ends."""
    lowest = {line.page: line for line in shown}
    return [line for line in lowest.values() if line.role in HEADS]


def lines_alone(shown: list[Line]) -> list[Line]:
    """Lines that stand alone on a page while the rest of their paragraph stands on another."""
    text = [line for line in shown if line.role in TEXT]
    there = Counter((line.block, line.page) for line in text)
    split = Counter(block for block, _ in there)
    return [line for line in text if split[line.block] > 1 and there[line.block, line.page] == 1]


every = pytest.mark.parametrize("name", several())


@every
def test_each_note_stands_on_the_page_of_its_mark(name: str) -> None:
    assert strayed(made(name)) == []
    assert unnoted(made(name)) == []


@every
def test_no_head_stands_alone_at_the_foot_of_a_page(name: str) -> None:
    assert heads_at_the_foot(seen(name)) == []


@every
def test_no_line_of_a_paragraph_stands_alone_on_a_page(name: str) -> None:
    assert lines_alone(seen(name)) == []


@every
def test_no_last_page_is_nearly_empty(name: str) -> None:
    shown = seen(name)
    assert sum(line.page == shown[-1].page for line in shown) >= SHORTEST


def poorly(body: str) -> bytes:
    """A small page as nobody should set it."""
    source = f"""
        #set document(title: "Poor")
        #set page(width: 200pt, height: 200pt, margin: 40pt)
        #set text(costs: (orphan: 0%, widow: 0%))
        {body}
    """
    return typst.compile(source.encode(), pdf_standards=["ua-1"])


def test_a_heading_at_the_foot_is_seen() -> None:
    shown = lines(
        poorly("#v(105pt) \n #show heading: it => block(sticky: false, it.body) \n = Heading \n Some words.")
    )
    assert [(line.page, line.role) for line in heads_at_the_foot(shown)] == [(0, "/H1")]


def test_the_head_of_a_table_at_the_foot_is_seen() -> None:
    shown = lines(poorly("#table(table.header[Head], []) #pagebreak() Words."))
    assert [(line.page, line.role) for line in heads_at_the_foot(shown)] == [(0, "/THead")]


def test_a_line_alone_is_seen() -> None:
    assert [
        line.page for line in lines_alone(lines(poorly("#v(105pt) \n " + "Words without end. " * 12)))
    ] == [0]
    assert lines_alone(lines(poorly("#v(90pt) \n " + "Words without end. " * 12))) == []


def test_a_note_overleaf_is_seen() -> None:
    given = poorly(
        "#v(62pt) \n #block(breakable: false)[Words.#footnote[One.] Words.#footnote[#lorem(10)] #v(20pt)]"
    )
    assert strayed(given) == ["2: page 2, its mark page 1"]
