"""A long book: set in pieces of bounded size, each in a process of its own, and bound into one PDF.

The front (title and contents), the bodies (some dossiers each) and the back (the index) come from the same
template, with data that are cut. The bodies are set one after the other, for each begins on the page after
the last; then the back and the front, which need to know the pages of all. A link to another piece is an
address, `place:` or `contents:` and a name, until the pieces are together.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, NumberTree, Object, String

from generator.printing import tags
from generator.printing.child import Answer

MOST_IN_PIECE = 700_000
"""The signs of the data of the dossiers that are set at once, unless one alone has more: some 80 pages."""

Inputs = Mapping[str, str]
"""What a template is told."""

_PLACE, _CONTENTS = "place:", "contents:"
_ON_COVER = ("id", "path", "title", "as_of", "as_of_iso", "edition", "handling")
"""What front and back need to know of a dossier."""


def is_long(inputs: Inputs) -> bool:
    """Whether there is more than is to be set at once."""
    return len(inputs["data"]) > MOST_IN_PIECE and len(bodies(json.loads(inputs["data"])["dossiers"])) > 1


def bound(inputs: Inputs, typeset: Callable[[Inputs], Answer]) -> bytes:
    """The PDF of a long book, each piece of it set by `typeset`, whose errors are raised."""
    data = json.loads(inputs["data"])
    given = data["dossiers"]
    cover = [{name: dossier[name] for name in _ON_COVER} for dossier in given]
    numbers = {dossier["path"]: number for number, dossier in enumerate(given, 1)}

    def piece(name: str, **about: object) -> Answer:
        told = json.dumps({**data, "dossiers": cover, **about}, sort_keys=True, ensure_ascii=False)
        return typeset({**inputs, "piece": name, "data": told})

    def front(contents: list[Any]) -> Answer:
        return piece("front", page=1, contents=contents)

    pieces: list[Answer] = []
    first = begin = 1 + _pages(front(_unknown(given, bool(data["actors"]))).pdf)
    for body in bodies(given):
        here = {dossier["path"] for dossier in body}
        others = {path: number for path, number in numbers.items() if path not in here}
        about = {"dossiers": body, "number": numbers[body[0]["path"]], "of": len(given), "others": others}
        pieces.append(piece("body", page=begin, actors=[], **about))
        begin += _pages(pieces[-1].pdf)
    if data["actors"]:
        pages = {name: place["page"] for name, place in _places(pieces).items()}
        pieces.append(piece("back", page=begin, pages=pages))
    opening = front([part for answer in pieces for part in answer.survey["contents"]])
    assert 1 + _pages(opening.pdf) == first, "the contents take as many pages with their numbers as without"
    return _bound([opening.pdf, *(answer.pdf for answer in pieces)], _places(pieces))


def bodies(dossiers: Sequence[Any]) -> list[list[Any]]:
    """Dossiers, in runs that are set at once."""
    runs: list[list[Any]] = []
    room = 0
    for dossier in dossiers:
        size = len(json.dumps(dossier, ensure_ascii=False))
        if not runs or size > room:
            runs.append([])
            room = MOST_IN_PIECE
        runs[-1].append(dossier)
        room -= size
    return runs


def _unknown(dossiers: Sequence[Any], has_index: bool) -> list[list[dict[str, object]]]:
    """The contents, as long as they will be, before it is known where anything stands."""
    headings = [[(1, dossier["title"]), *((2, name) for name in _headings(dossier))] for dossier in dossiers]
    return [
        [{"name": "", "level": level, "heading": heading, "page": 0} for level, heading in part]
        for part in [*headings, *([[(1, "Index of actors")]] if has_index else [])]
    ]


def _headings(dossier: Any) -> list[str]:
    """The headings of a dossier's sections, in the order in which it is set."""
    body, end = (
        [part["heading"] for part in dossier["sections"] if part["place"] == place and part["content"]]
        for place in ("body", "end")
    )
    return [*body, *(["Sources"] if dossier["sources"] else []), *end]


def _places(pieces: Sequence[Answer]) -> dict[str, Any]:
    """Where each place stands: its page, and how far it is from the top."""
    found: dict[str, Any] = {}
    for piece in pieces:
        found |= piece.survey["places"]
        found |= {entry["name"]: entry for part in piece.survey["contents"] for entry in part}
    return found


def _pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def _bound(pieces: Sequence[bytes], places: Mapping[str, Any]) -> bytes:
    """Pieces as one PDF, its links leading to places, and its tags mended."""
    with pikepdf.open(io.BytesIO(pieces[0])) as book:
        for number, pdf in enumerate(pieces[1:], 1):
            with pikepdf.open(io.BytesIO(pdf)) as piece:
                _add(book, piece, f"{number} ")
        _lead(book, places)
        return tags.mended(book)


def _add(book: pikepdf.Pdf, piece: pikepdf.Pdf, mark: str) -> None:
    """Add a piece at the end of a book: its pages, tags, bookmarks and named places.

    The mark sets its names apart from those of other pieces.
    """
    root = book.Root.StructTreeRoot
    first = int(root.ParentTreeNextKey)
    _rename(piece, first, mark)
    sheets: list[Object] = [sheet.obj for sheet in piece.pages]
    for sheet in sheets:
        # What qpdf takes for a page it copies alone, and forgets what else leads there.
        sheet.Type = Name.Sheet
        del sheet.Parent
    own = piece.Root.StructTreeRoot
    copied = book.copy_foreign(
        piece.make_indirect(
            Dictionary(Sheets=Array(sheets), Tree=own, Outlines=piece.Root.Outlines, Names=piece.Root.Names)
        )
    )
    for sheet in copied.Sheets:
        sheet.Type = Name.Page
    book.pages.extend([pikepdf.Page(sheet) for sheet in copied.Sheets])
    for element in copied.Tree.K[0].K:
        element.P = root.K[0]
    root.K[0].K.extend(copied.Tree.K[0].K)
    parents = NumberTree(root.ParentTree)
    for key, parent in NumberTree(copied.Tree.ParentTree).items():
        parents[first + key] = parent
    root.ParentTreeNextKey = first + int(copied.Tree.ParentTreeNextKey)
    if "/IDTree" in copied.Tree:
        ids = _names(book, root, "/IDTree")
        for name, element in NameTree(copied.Tree.IDTree).items():
            ids[mark + str(name)] = element
    _continue(book.Root.Outlines, copied.Outlines)
    if "/Names" not in book.Root:
        book.Root.Names = Dictionary()
    named = _names(book, book.Root.Names, "/Dests")
    for name, place in NameTree(copied.Names.Dests).items():
        named[name] = place


def _names(book: pikepdf.Pdf, holder: Object, key: str) -> NameTree:
    """The tree of names that something holds under a key, a new one where it has none."""
    if key not in holder:
        holder[key] = NameTree.new(book).obj
    return NameTree(holder[key])


def _rename(piece: pikepdf.Pdf, first: int, mark: str) -> None:
    """Let the keys of a piece's tags begin at a number, and the names of its cells with a mark."""
    for item in piece.objects:
        if not isinstance(item, Dictionary | pikepdf.Stream):
            continue
        for key in ("/StructParents", "/StructParent"):
            if key in item:
                item[key] = first + int(item[key])
        if item.get("/Type") == Name.StructElem:
            if "/ID" in item:
                item.ID = String(mark + str(item.ID))
            for about in item.get("/A", ()):
                if "/Headers" in about:
                    about.Headers = Array([String(mark + str(name)) for name in about.Headers])


def _continue(bookmarks: Object, more: Object) -> None:
    """Let bookmarks be followed by those of another piece."""
    item: Object | None = more.First
    more.First.Prev, bookmarks.Last.Next = bookmarks.Last, more.First
    while item is not None:
        item.Parent = bookmarks
        item = item.get("/Next")
    bookmarks.Last = more.Last
    bookmarks.Count = int(bookmarks.Count) + int(more.Count)


def _lead(book: pikepdf.Pdf, places: Mapping[str, Any]) -> None:
    """Let the links to other pieces lead there, and make a table of contents of the lists of these."""
    sheets = [sheet.obj for sheet in book.pages]
    elements = NumberTree(book.Root.StructTreeRoot.ParentTree)
    for link in (link for sheet in sheets for link in sheet.get("/Annots", ())):
        way, _, name = str(link.get("/A", Dictionary()).get("/URI", "")).partition(":")
        if f"{way}:" not in (_PLACE, _CONTENTS):
            continue
        # A place that is not printed: its dossier is.
        place = places.get(name) or places[name.partition("#")[0] + "#"]
        sheet = sheets[place["page"] - 1]
        top = max(0, float(sheet.MediaBox[3]) - place["top"] + tags.ABOVE)
        link.Dest = Array([sheet, Name.XYZ, link.Rect[0], top, None])
        link.Contents = String(f"Page {place['page']}")
        del link.A
        if f"{way}:" == _CONTENTS:
            _list_contents(elements[int(link.StructParent)])


def _list_contents(element: Object) -> None:
    """Make the item of a list that an element stands in one of a table of contents."""
    while element.S != Name.LI:
        if Name.LBody == element.S:
            element.S = Name.Reference
        element = element.P
    element.S = Name.TOCI
    if element.P.S == Name.L:
        element.P.S = Name.TOC
        del element.P.A
