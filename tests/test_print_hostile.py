"""Print at hostile sizes, and names of every script that the fonts hold."""

from __future__ import annotations

import copy
import io
import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from generator import build
from generator.printing import orders
from generator.printing.orders import Print
from generator.view.settings import Settings
from tests.conftest import ROOT, harbour, harbour_texts
from tests.printed import (
    PRESS,
    attributes,
    bare,
    content,
    elements,
    failures,
    laid_out,
    noted,
    outside,
    pages,
    roles,
    strayed,
    unnoted,
)

pytestmark = pytest.mark.slow

NAMES = (
    "محمد جواد ظریف",
    "علی خامنه‌ای",
    "أحمد بن عبد الله",
    "Сергей Викторович Лавров",
    "Γιώργος Παπανδρέου",
    "Nguyễn Phú Trọng",
)
LEFTWARD = NAMES[:3]


def order() -> tuple[Print, Any]:
    """The invented dossier, and its print data to be changed."""
    found = build.orders(
        build.build(harbour(), harbour_texts(), Settings("https://strait.example/")), "harbour"
    )[0]
    data: Any = copy.deepcopy(found.data)
    return replace(found, make=lambda: data), data["dossiers"][0]


@pytest.fixture(scope="module")
def crowded() -> bytes:
    """A dossier with a thousand rows in its timeline and three hundred notes."""
    asked, dossier = order()
    row, group = content(dossier, "timeline")[0], dossier["sources"][0]
    note = group["notes"][0]
    before = [note["number"] for group in dossier["sources"] for note in group["notes"]]
    content(dossier, "timeline")[:] = []
    for number in range(1000):
        entry = {
            **copy.deepcopy(row),
            "anchor": f"event-x{number}",
            "text": f"Event number {number}, of {NAMES[number % 6]}",
            "marks": [],
        }
        if number < 300 - len(before):
            given = len(before) + number + 1
            use = f"cite-x{number}"
            group["notes"].append(
                {
                    **note,
                    "id": f"note-{given}",
                    "number": given,
                    "uses": [use],
                    "quote": f"passage {given}",
                    "elsewhere": None,
                }
            )
            entry["marks"] = [
                {"id": use, "number": given, "note": f"note-{given}", "label": "", "notice": None}
            ]
        content(dossier, "timeline").append(entry)
    _first_uses(dossier)
    return PRESS.produce(asked)


def _first_uses(dossier: Any) -> None:
    """Give notes that the old timeline introduced to the sentence that still uses them, or else drop them."""
    used = list(orders._marks(dossier["sections"]))
    for group in dossier["sources"]:
        group["notes"] = list(orders._notes(group["notes"], set(used)))


def test_a_thousand_rows_are_one_table_with_all_their_heads(crowded: bytes) -> None:
    with pikepdf.open(io.BytesIO(crowded)) as document:
        tables = [table for table in elements(document, "/Table") if _rows(table) >= 1000]
        assert len(tables) == 1
        assert _rows(tables[0]) == 1000
        heads = [
            head for head in elements(document, "/TH") if attributes(head).get("/Scope") == pikepdf.Name.Row
        ]
        assert len(heads) >= 1000
    sheets = [sheet for sheet in pages(crowded) if "Eventnumber" in sheet]
    assert len(sheets) > 20
    assert all(bare("Date and place") in sheet for sheet in sheets), "the head of the table is repeated"
    assert failures(crowded) == []


def _rows(table: Any) -> int:
    return sum(len(kid.K) for kid in table.K if kid.get("/S") == pikepdf.Name.TBody)


def test_three_hundred_notes(crowded: bytes) -> None:
    assert roles(crowded).count("/Note") >= 291
    whole = "".join(pages(crowded))
    assert all(f'"passage{number}"' in whole for number in range(20, 301))


def test_the_crowd_stays_within_the_margins(crowded: bytes) -> None:
    assert outside(crowded) == []


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_a_word_of_four_hundred_letters_stays_within_the_margins(paper: str, large: bool) -> None:
    asked, dossier = order()
    long = "Донаудампфшиффартсгезелльшафт" * 14
    for section in ("bottom-line", "judgements", "reported", "positions", "timeline", "quotations", "watch"):
        for entry in content(dossier, section):
            entry["text"] = entry["where"] = long[:400]
    dossier["scope"] = dossier["sources"][0]["source"]["formatted"][0]["text"] = long[:400]
    content(dossier, "gaps")[:] = [long[:400]]
    made = PRESS.produce(replace(asked, paper=paper, large=large))
    assert outside(made) == []
    assert failures(made) == []


LONG = "of the words that were quoted there, which is long enough for two lines at the foot of the page, or nearly"


def noting(dossier: Any, number: int) -> list[Any]:
    """As many new marks, each with a long note of its own."""
    group = dossier["sources"][0]
    note, marks = group["notes"][0], []
    for _ in range(number):
        given = 100 + len(group["notes"])
        group["notes"].append(
            {
                **note,
                "id": f"note-{given}",
                "number": given,
                "uses": [f"cite-x{given}"],
                "quote": f"passage {given} {LONG}",
            }
        )
        marks.append(
            {"id": f"cite-x{given}", "number": given, "note": f"note-{given}", "label": "", "notice": None}
        )
    return marks


@pytest.mark.parametrize(
    ("section", "rows", "each"),
    [("timeline", 25, 3), ("positions", 10, 5), ("bottom-line", 10, 4), ("reported", 20, 5)],
)
def test_many_long_notes_stand_on_the_pages_of_their_rows(section: str, rows: int, each: int) -> None:
    asked, dossier = order()
    base = content(dossier, section)[0]
    content(dossier, section)[:] = [
        {**copy.deepcopy(base), "anchor": f"row-{row}", "text": f"Row {row}", "marks": noting(dossier, each)}
        for row in range(rows)
    ]
    _first_uses(dossier)
    made = PRESS.produce(asked)
    assert len(noted(made)) > rows * each
    assert (strayed(made), unnoted(made), failures(made)) == ([], [], [])


@pytest.mark.parametrize("name", ["ul", "ol"])
def test_many_long_notes_stand_on_the_pages_of_their_items(name: str) -> None:
    asked, dossier = order()

    def item(number: int) -> Any:
        inlines = [
            part
            for mark in noting(dossier, 3)
            for part in ({"text": f"Sentence {number} of it ", "style": ""}, mark)
        ]
        return {"name": "li", "blocks": [{"name": "p", "blocks": [], "inlines": inlines}], "inlines": []}

    content(dossier, "background")[:] = [
        {"name": name, "blocks": [item(number) for number in range(30)], "inlines": []}
    ]
    made = PRESS.produce(asked)
    assert (strayed(made), unnoted(made), failures(made)) == ([], [], [])


@pytest.mark.parametrize("large", [False, True])
def test_runs_of_signs_and_forty_marks_stay_within_the_margins(large: bool) -> None:
    asked, dossier = order()
    content(dossier, "gaps")[:] = ["The rest " + "." * 105 + " is missing.", "Never" + "!" * 100]
    group, entry = dossier["sources"][0], content(dossier, "reported")[0]
    card, note = group["source"], group["notes"][0]
    card["formatted"] = [
        {"text": "Signs. ", "url": "", "style": ""},
        *({"text": url, "url": url, "style": ""} for url in ["https://x.example/" + "!" * 200]),
    ]
    for number in range(100, 140):
        group["notes"].append(
            {**note, "id": f"note-{number}", "number": number, "uses": [f"cite-x{number}"], "quote": ""}
        )
        entry["marks"].append(
            {"id": f"cite-x{number}", "number": number, "note": f"note-{number}", "label": "", "notice": None}
        )
    made = PRESS.produce(replace(asked, large=large))
    assert outside(made) == []
    whole = "".join(pages(made))
    assert "." * 105 in whole
    assert "https://x.example/" + "!" * 200 in whole


def test_a_source_higher_than_a_page_is_printed_whole() -> None:
    asked, dossier = order()
    card = dossier["sources"][0]["source"]
    card["short"], card["grade_reason"] = "Gazette " * 140, "Reason " * 160 + "at its end."
    card["formatted"] = [{"text": "Title " * 190 + "at its end.", "url": "", "style": ""}]
    made = PRESS.produce(replace(asked, large=True))
    assert outside(made) == []
    assert "".join(pages(made)).count("atitsend.") == 2


def test_a_quotation_is_marked_with_the_language_of_its_source() -> None:
    asked, dossier = order()
    for group in dossier["sources"]:
        group["source"]["tag"] = "ru"
    content(dossier, "quotations")[0]["text"] = "Мы соседи, и дверь у нас одна."
    with pikepdf.open(io.BytesIO(PRESS.produce(asked))) as document:
        spoken = sum(sheet.obj.Contents.read_bytes().count(b"/Lang(ru)") for sheet in document.pages)
    assert spoken > len(dossier["sources"]), "titles of sources, and quotations in the text and in notes"
    assert "Мысоседи,идверьунасодна." in "".join(pages(PRESS.produce(asked)))


def named() -> bytes:
    asked, dossier = order()
    content(dossier, "gaps")[:] = [f"Nobody asked {name} about it." for name in NAMES]
    content(dossier, "reported")[0]["text"] = f"It was said by {LEFTWARD[0]}"
    content(dossier, "positions")[0]["speaker"]["label"] = LEFTWARD[1]
    content(dossier, "quotations")[0]["text"] = f"I met {LEFTWARD[2]} on 3 May 2031"
    return PRESS.produce(asked)


def test_names_of_every_script() -> None:
    made = named()
    assert failures(made) == []
    words = {
        re.sub("[\u200b-\u200f\u202a-\u202e]", "", word)
        for sheet in laid_out(made)
        for *_, word in sheet.words
    }
    for name in NAMES:
        assert {
            part for part in re.sub("\u200c", "", name).split() if part.isascii() or name not in LEFTWARD
        } <= words
    assert len([word for word in words if re.search("[\u0600-\u06ff]", word)]) >= 6


def test_names_from_right_to_left_stand_in_their_place() -> None:
    """The words before such a name stand at its left, those after it, and the number of its note, at its right."""
    words = [word for sheet in laid_out(named()) for word in sheet.words]
    seen = 0
    for before, name in pairwise(words):
        if before.text == "asked" and re.search("[\u0600-\u06ff]", name.text):
            after = next(word for word in words[words.index(before) :] if word.text == "about")
            assert before.right < name.left < name.right < after.left
            seen += 1
    assert seen == len(LEFTWARD)


def test_a_title_is_marked_with_its_language() -> None:
    asked, dossier = order()
    card = dossier["sources"][0]["source"]
    card["title"], card["tag"] = "Морская газета: первые переговоры", "ru"
    card["formatted"] = [{"text": f"Unsigned. “{card['title']}”. 1 March 2031.", "url": "", "style": ""}]
    with pikepdf.open(io.BytesIO(PRESS.produce(asked))) as document:
        assert any(b"/Lang(ru)" in sheet.obj.Contents.read_bytes() for sheet in document.pages)


def test_the_arabic_faces_come_with_their_licence() -> None:
    fonts = ROOT / "generator/printing/typst/fonts"
    assert "SIL OPEN FONT LICENSE" in (fonts / "OFL-noto-naskh-arabic.txt").read_text("utf-8")
    assert all(path.stat().st_size < 300_000 for path in fonts.glob("NotoNaskhArabic-*.ttf"))
