"""A long book is set in pieces: bound, it is what one setting gives, but for what a piece cannot know."""

from __future__ import annotations

import io
import re
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary

from generator.printing import binding
from generator.printing.child import PrintError
from generator.printing.orders import Print
from generator.printing.press import Press
from tests.printed import PRESS, bare, changed, content, elements, failures, orders, outside, pages, roles
from tests.tools import QPDF, need

pytestmark = pytest.mark.slow


def book() -> Print:
    """The book of the shipped dossiers, all of which are set at once."""
    return next(order for order in orders() if not order.dossier)


@cache
def bound() -> bytes:
    """The same in seven pieces."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(binding, "MOST_IN_PIECE", 1)
        return Press(Path("nowhere")).compile(book())


def whole() -> bytes:
    return PRESS.produce(book())


def told(page: str) -> str:
    """The text of a page without the number of all pages and without the places of other entries."""
    return re.sub(r"\((page|part)\d+\)", "(…)", re.sub(r"Page(\d+)of\d+", r"Page\1", page))


def test_every_page_says_the_same() -> None:
    once, pieced = [*map(told, pages(whole()))], [*map(told, pages(bound()))]
    contents = 1
    assert bare("Part 5 Ukraine") in pieced[contents]
    assert [re.sub(r"Part\d+", "", pieced[contents])] == [once[contents]]
    assert pieced[contents + 1 :] == once[contents + 1 :]
    assert all(f"Page{number}" in page for number, page in enumerate(pieced, 1))


def test_what_stands_in_another_piece_is_found_by_its_part() -> None:
    asked = re.compile(r"\(part\d\)")
    assert [bool(asked.search("".join(pages(made)))) for made in (whole(), bound())] == [False, True]


def leads(made: bytes) -> list[tuple[str, int, int]]:
    """The bookmarks and links of a PDF: a title or nothing, on which page it stands, to which it leads."""
    found = []
    with pikepdf.open(io.BytesIO(made)) as document:
        numbers = {sheet.obj.objgen: number for number, sheet in enumerate(document.pages, 1)}
        names = pikepdf.NameTree(document.Root.Names.Dests)

        def led(target: Any) -> int:
            place = names[str(target)] if isinstance(target, pikepdf.String) else target
            return numbers[place[0].objgen]

        with document.open_outline() as bookmarks:
            waiting = [*bookmarks.root]
            while waiting:
                item = waiting.pop(0)
                found.append((item.title, 0, led(item.destination)))
                waiting += item.children
        for number, sheet in enumerate(document.pages, 1):
            found += [
                ("", number, led(link.Dest)) for link in sheet.get("/Annots", Array()) if "/Dest" in link
            ]
    return found


def test_bookmarks_and_links_lead_to_the_same_pages() -> None:
    assert leads(bound()) == leads(whole())


def test_it_has_the_same_tags_in_one_tree_with_a_table_of_contents() -> None:
    once, pieced = Counter(roles(whole())), Counter(roles(bound()))
    for role in ("/Document", "/H1", "/H2", "/H3", "/TOCI", "/Table", "/TR", "/TH", "/Note", "/Link"):
        assert pieced[role] == once[role], role
    with pikepdf.open(io.BytesIO(bound())) as document:
        assert len(document.Root.StructTreeRoot.K) == 1
        assert {str(item.P.S) for item in elements(document, "/TOCI")} == {"/TOC"}
        assert not [
            uri
            for sheet in document.pages
            for link in sheet.get("/Annots", Array())
            if (uri := str(link.get("/A", Dictionary()).get("/URI", ""))) and not uri.startswith("http")
        ]


def test_it_is_accessible_and_fit_for_an_archive() -> None:
    assert failures(bound()) == []
    assert failures(bound(), "pdfa2a") == []
    assert outside(bound()) == []


def test_its_name_and_its_editions_are_those_of_the_whole() -> None:
    with pikepdf.open(io.BytesIO(whole())) as once, pikepdf.open(io.BytesIO(bound())) as pieced:
        assert dict(pieced.docinfo.items()) == dict(once.docinfo.items())
        assert pieced.Root.Lang == once.Root.Lang


def test_qpdf_finds_nothing_to_mend(tmp_path: Path) -> None:
    need(QPDF)
    (tmp_path / "book.pdf").write_bytes(bound())
    done = subprocess.run(["qpdf", "--check", "book.pdf"], cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()) == (0, "")


def test_what_typst_refuses_in_one_piece_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(binding, "MOST_IN_PIECE", 1)
    order, dossier = changed(book())
    content(dossier, "gaps").append("A bell \a.")
    with pytest.raises(PrintError, match=r"briefing-book\.pdf: no font can show “\a” \(U\+0007\)\Z"):
        Press(tmp_path).compile(order)


def test_pieces_are_as_large_as_may_be_and_each_dossier_is_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    dossiers = [{"words": "w" * size} for size in (10, 10, 40, 10, 70, 10)]
    monkeypatch.setattr(binding, "MOST_IN_PIECE", 90)
    assert [[len(d["words"]) for d in body] for body in binding.bodies(dossiers)] == [
        [10, 10],
        [40, 10],
        [70],
        [10],
    ]
