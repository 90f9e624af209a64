"""The tags of a PDF that Typst cannot set by itself: what heads a row of a table, and what refers to a note.

A cell that comes first in its row and begins with `strong` heads the row; the templates write it so. Bytes
in, bytes out, and the same bytes every time.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

_HEADED_FROM_ABOVE = (Name.LI, Name.Note, Name.TOCI)


def mend(pdf: bytes) -> bytes:
    """A PDF with its row headers and its references to notes tagged."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root.get("/StructTreeRoot")
        if root is None:
            return pdf
        elements = [
            item
            for item in document.objects
            if isinstance(item, Dictionary) and item.get("/Type") == Name.StructElem
        ]
        heads = list(_rows(elements))
        ids = pikepdf.NameTree(root.IDTree) if "/IDTree" in root else pikepdf.NameTree.new(document)
        for number, row in enumerate(heads, 1):
            _head(document, row, f"row {number:05d}", ids)
        if heads:
            root.IDTree = ids.obj
        for element in elements:
            if element.get("/S") == Name.Lbl and element.P.get("/S") not in _HEADED_FROM_ABOVE:
                element.S = Name.Reference
        mended = io.BytesIO()
        document.save(mended, deterministic_id=True, fix_metadata_version=False)
    return mended.getvalue()


def _children(element: Object) -> list[Object]:
    kids = element.get("/K", Array())
    return [kid for kid in (kids if isinstance(kids, Array) else [kids]) if isinstance(kid, Dictionary)]


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
