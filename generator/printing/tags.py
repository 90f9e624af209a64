"""The tags of a PDF that Typst cannot set by itself: heads of rows, notes, and what refers to these.

The templates write so that they can be known: a cell that comes first in its row and begins with `strong`
heads the row, and what refers to a note, and the number of the note, are links to the same address: `note:`,
the number, a name. Here these become links to each other. Bytes in, bytes out, and the same bytes every time.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

_NOTE = "note:"
ABOVE = 24
"""How far above a place a link leads, in points, so that what stands before it is seen too."""


def mend(pdf: bytes) -> bytes:
    """A PDF with its row headers, its notes and the references to them tagged."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return mended(document) if "/StructTreeRoot" in document.Root else pdf


def mended(document: pikepdf.Pdf) -> bytes:
    """The same of a tagged PDF that is open, which this changes."""
    root = document.Root.StructTreeRoot
    elements = [
        item
        for item in document.objects
        if isinstance(item, Dictionary) and item.get("/Type") == Name.StructElem
    ]
    ids = pikepdf.NameTree(root.IDTree) if "/IDTree" in root else pikepdf.NameTree.new(document)
    for number, row in enumerate(_rows(elements), 1):
        _head(document, row, f"row {number:05d}", ids)
    for number, item in enumerate(_join(document, elements), 1):
        _note(document, item, f"note {number:05d}", ids)
    if len(ids) > 0:
        root.IDTree = ids.obj
    made = io.BytesIO()
    document.save(made, deterministic_id=True, fix_metadata_version=False)
    return made.getvalue()


def _children(element: Object) -> list[Object]:
    kids = element.get("/K", Array())
    return [kid for kid in (kids if isinstance(kids, Array) else [kids]) if isinstance(kid, Dictionary)]


def _join(document: pikepdf.Pdf, elements: list[Dictionary]) -> Iterator[Object]:
    """Make citations and their notes lead to each other. Gives the notes, in the order of the file."""
    sheets = {link.objgen: sheet.obj for sheet in document.pages for link in sheet.get("/Annots", Array())}
    ends = [(element, link) for element in elements if (link := _end(element)) is not None]
    notes = {str(link.A.URI): link for element, link in ends if Name.Lbl == element.S}
    citations = {str(link.A.URI): link for element, link in reversed(ends) if Name.Quote == element.S}
    for element, link in ends:
        way = str(link.A.URI)
        number = way.split(":")[1]
        if Name.Quote == element.S:
            element.S = Name.Reference
            _lead(link, notes[way], sheets, f"Note {number}")
        else:
            _lead(link, citations[way], sheets, f"Back from note {number}")
            yield element.P


def _end(element: Object) -> Object | None:
    """The link of an element that cites a note, or is the number of one."""
    if element.S not in (Name.Quote, Name.Lbl):
        return None
    for kid in _children(element):
        for inner in _children(kid):
            if str(inner.get("/Obj", Dictionary()).get("/A", Dictionary()).get("/URI", "")).startswith(_NOTE):
                return inner.Obj
    return None


def _lead(link: Object, other: Object, sheets: Mapping[tuple[int, int], Object], words: str) -> None:
    """Let a link lead to where another stands, and say so."""
    left, _, _, top = other.Rect
    link.Dest = Array([sheets[other.objgen], Name.XYZ, left, top + ABOVE, None])
    link.Contents = String(words)
    del link.A


def _note(document: pikepdf.Pdf, item: Object, name: str, ids: pikepdf.NameTree) -> None:
    """Make an item of a list a note of this name."""
    item.S, item.ID = Name.Note, String(name)
    ids[name] = document.make_indirect(item) if not item.is_indirect else item
    _children(item)[1].S = Name.P
    if item.P.S == Name.L:
        _divide(item.P)


def _divide(listed: Object) -> None:
    """Make a list a division. Typst takes one that ends an item of a list out of it: it goes back there."""
    listed.S = Name.Div
    del listed.A
    outer = listed.P
    if outer.S == Name.L:
        kids = list(outer.K)
        place = next(place for place, kid in enumerate(kids) if kid.objgen == listed.objgen)
        body = _children(next(kid for kid in reversed(kids[:place]) if kid.S == Name.LI))[-1]
        outer.K = Array([*kids[:place], *kids[place + 1 :]])
        body.K = Array([*(body.K if isinstance(body.K, Array) else [body.K]), listed])
        listed.P = body


def _rows(elements: list[Dictionary]) -> Iterator[Dictionary]:
    """The rows of tables whose first cell heads them, in the order of the file."""
    for element in elements:
        cells = _children(element) if element.S == Name.TR else []
        if cells and cells[0].S == Name.TD and _first(cells[0]) == Name.Strong:
            yield element


def _first(cell: Object) -> Object | None:
    """What a cell begins with, paragraphs, divisions and links opened."""
    while inner := _children(cell):
        cell = inner[0]
        if cell.get("/S") not in (Name.P, Name.Div, Name.Link):
            return cell.get("/S")
    return None


def _table_of(cell: Object) -> Object | None:
    """The attributes that belong to a table cell as such."""
    attributes = cell.get("/A", Array())
    return next(
        (
            item
            for item in (attributes if isinstance(attributes, Array) else [attributes])
            if item.get("/O") == Name.Table
        ),
        None,
    )


def _head(document: pikepdf.Pdf, row: Dictionary, name: str, ids: pikepdf.NameTree) -> None:
    """Make the first cell of a row its header, and name it in the other cells of the row."""
    head, *others = _children(row)
    head.S, head.ID = Name.TH, String(name)
    own = _table_of(head)
    if own is None:
        own = Dictionary(O=Name.Table)
        head.A = Array([*head.get("/A", Array()), own])
    own.Scope = Name.Row
    ids[name] = document.make_indirect(head) if not head.is_indirect else head
    for cell in others:
        table = _table_of(cell)
        if table is not None:
            table.Headers = Array([*table.get("/Headers", Array()), String(name)])
