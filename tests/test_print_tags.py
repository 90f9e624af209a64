"""The tags of printed dossiers: row headers, notes, the standards they claim, and that the validator sees what is taken away."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from generator.printing import tags
from generator.printing.orders import Print
from tests.printed import PRESS, attributes, bare, changed, content, elements, failures, notes, orders, pages

pytestmark = pytest.mark.slow


@cache
def made(paper: str = "a4") -> bytes:
    """The first dossier on paper."""
    return PRESS.produce(next(order for order in orders() if order.paper == paper))


def book() -> Print:
    return orders()[-1]


def test_claims_both_standards() -> None:
    with pikepdf.open(io.BytesIO(made())) as document, document.open_metadata() as about:
        data: Any = orders()[0].data
        assert (about["pdfaid:part"], about["pdfaid:conformance"], about["pdfuaid:part"]) == ("2", "A", "1")
        assert data["dossiers"][0]["edition"] in about["pdf:Keywords"]
        assert about["dc:title"] == str(document.docinfo["/Title"])
        assert about["dc:language"] == {"en"}
        assert about["xmp:CreateDate"].startswith("2000-01-01")


def test_each_row_of_a_list_under_labels_has_its_header() -> None:
    data: Any = orders()[0].data
    wanted = len(content(data["dossiers"][0], "positions")) + len(content(data["dossiers"][0], "timeline"))
    with pikepdf.open(io.BytesIO(made())) as document:
        rows = [head for head in elements(document, "/TH") if attributes(head).Scope == Name.Row]
        assert len(rows) == wanted
        ids = pikepdf.NameTree(document.Root.StructTreeRoot.IDTree)
        for head in rows:
            assert ids[str(head.ID)].objgen == head.objgen
            others = [cell for cell in head.P.K if cell.S == Name.TD]
            assert others
            assert all(str(head.ID) in map(str, attributes(cell).Headers) for cell in others)
            assert all(len(attributes(cell).Headers) == 2 for cell in others)


def test_notes_and_their_references_lead_to_each_other() -> None:
    data: Any = orders()[0].data
    with pikepdf.open(io.BytesIO(made())) as document:
        found = list(elements(document, "/Note"))
        assert len({str(note.ID) for note in found}) == len(found) >= len(notes(data["dossiers"][0]))
        marks = [element for element in elements(document, "/Reference") if element.P.S != Name.TOCI]
        assert len(marks) >= len(found)
        for element in (*marks, *(note.K[0] for note in found)):
            link = next(
                kid for kid in element.K if isinstance(kid, Dictionary) and kid.get("/S") == Name.Link
            )
            assert any(
                "/Dest" in kid.Obj
                for kid in link.K
                if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR
            )


def test_the_pass_gives_the_same_bytes_and_leaves_untagged_files_alone() -> None:
    assert tags.mend(made()) == tags.mend(made())
    plain = io.BytesIO()
    with pikepdf.new() as document:
        document.save(plain)
    assert tags.mend(plain.getvalue()) == plain.getvalue()


def without_tags(document: pikepdf.Pdf) -> None:
    del document.Root.StructTreeRoot


def without_mark(document: pikepdf.Pdf) -> None:
    del document.Root.MarkInfo


def without_language(document: pikepdf.Pdf) -> None:
    del document.Root.Lang


def without_title(document: pikepdf.Pdf) -> None:
    with document.open_metadata(set_pikepdf_as_editor=False) as about:
        del about["dc:title"]


def without_claim(document: pikepdf.Pdf) -> None:
    with document.open_metadata(set_pikepdf_as_editor=False) as about:
        del about["pdfuaid:part"]


def without_title_shown(document: pikepdf.Pdf) -> None:
    document.Root.ViewerPreferences.DisplayDocTitle = False


def without_alternatives(document: pikepdf.Pdf) -> None:
    next(elements(document, "/Div")).S = Name.Figure


def without_scope(document: pikepdf.Pdf) -> None:
    """Header cells without a scope, and cells that name no headers."""
    for role in ("/TH", "/TD"):
        for cell in elements(document, role):
            for key in ("/Scope", "/Headers"):
                if key in (table := attributes(cell)):
                    del table[key]


def without_note_ids(document: pikepdf.Pdf) -> None:
    for note in elements(document, "/Note"):
        del note.ID


def without_words_for_links(document: pikepdf.Pdf) -> None:
    for sheet in document.pages:
        for link in sheet.get("/Annots", Array()):
            del link["/Contents"]


def without_tab_order(document: pikepdf.Pdf) -> None:
    for sheet in document.pages:
        del sheet.obj["/Tabs"]


def with_an_unknown_role(document: pikepdf.Pdf) -> None:
    next(elements(document, "/P")).S = Name.Nonsense


def with_a_skipped_heading(document: pikepdf.Pdf) -> None:
    next(elements(document, "/H2")).S = Name.H4


MUTATIONS = (
    without_tags, without_mark, without_language, without_title, without_claim, without_title_shown, without_alternatives, without_scope, without_note_ids,
    without_words_for_links, without_tab_order, with_an_unknown_role, with_a_skipped_heading,
)  # fmt: skip


def spoilt(mutate: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The first dossier with something taken away."""
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(made())) as document:
        mutate(document)
        document.save(saved, fix_metadata_version=False)
    return saved.getvalue()


@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda mutate: mutate.__name__)
def test_the_validator_sees(mutate: Callable[[pikepdf.Pdf], None]) -> None:
    assert failures(spoilt(mutate))


def without_fonts(document: pikepdf.Pdf) -> None:
    for item in document.objects:
        for key in ("/FontFile2", "/FontFile3"):
            if isinstance(item, Dictionary) and key in item:
                del item[key]


def without_the_meaning_of_glyphs(document: pikepdf.Pdf) -> None:
    for item in document.objects:
        if isinstance(item, Dictionary) and "/ToUnicode" in item:
            del item["/ToUnicode"]


def without_the_claim_of_an_archive(document: pikepdf.Pdf) -> None:
    with document.open_metadata(set_pikepdf_as_editor=False) as about:
        del about["pdfaid:part"]


def with_a_script(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def with_a_file_inside(document: pikepdf.Pdf) -> None:
    document.attachments["note.txt"] = b"a note"


def with_hidden_links(document: pikepdf.Pdf) -> None:
    for sheet in document.pages:
        for link in sheet.get("/Annots", Array()):
            link.F = 2


FOR_ARCHIVES = (
    without_tags, without_fonts, without_the_meaning_of_glyphs, without_the_claim_of_an_archive, with_a_script, with_a_file_inside, with_hidden_links,
)  # fmt: skip


@pytest.mark.parametrize("mutate", FOR_ARCHIVES, ids=lambda mutate: mutate.__name__)
def test_the_validator_of_archives_sees(mutate: Callable[[pikepdf.Pdf], None]) -> None:
    assert failures(made(), "pdfa2a") == []
    assert failures(spoilt(mutate), "pdfa2a")


def test_rows_of_the_book_have_headers() -> None:
    with pikepdf.open(io.BytesIO(PRESS.produce(book()))) as document:
        data: Any = book().data
        rows = [head for head in elements(document, "/TH") if attributes(head).Scope == Name.Row]
        lists = sum(
            len(content(dossier, "positions")) + len(content(dossier, "timeline"))
            for dossier in data["dossiers"]
        )
        assert len(rows) == len(data["dossiers"]) + lists


def test_the_head_says_which_version_it_is() -> None:
    order, dossier = changed(orders()[0])
    dossier["review_by"] = "9 June 2019"
    first = pages(PRESS.produce(order))[0]
    assert first.count(bare(dossier["as_of"])) >= 2, "in the head of the dossier and in the foot of the page"
    assert bare("Review due 9 June 2019") in first
    assert dossier["edition"] in first
