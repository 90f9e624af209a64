"""What a file has at a place, also in a part of it that cannot be read while somebody writes it."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.findings.diagnostics import Pointer, Position
from generator.lsp import loose
from generator.lsp.loose import Place
from generator.lsp.names import Mention, in_scalar
from generator.lsp.opened import Opened
from generator.lsp.places import span
from generator.records.yamltree import Document, Mapping, Node, Scalar, Sequence

_REST = re.compile(r"[^\s,\[\]{}\"':]*")


class Spot(NamedTuple):
    """What a file has at a place: the pointer, the key or value, and which of the two it is."""

    pointer: Pointer
    scalar: Scalar
    is_key: bool


def spot(node: Node, offset: int, pointer: Pointer = ()) -> Spot | None:
    """The key or the value at an offset of a document's text."""
    if isinstance(node, Scalar):
        return Spot(pointer, node, False) if node.start <= offset <= node.end > node.start else None
    if isinstance(node, Sequence):
        inner = (spot(item, offset, (*pointer, place)) for place, item in enumerate(node.items))
        return next(filter(None, inner), None)
    for entry in node.entries:
        if entry.key.start <= offset <= entry.key.end:
            return Spot((*pointer, entry.name), entry.key, True)
        if found := spot(entry.value, offset, (*pointer, entry.name)):
            return found
    return None


def spot_at(opened: Opened, place: Position) -> Spot | None:
    """The key or the value at a place; where nothing could be read, the word that is written there."""
    document, offset = opened.document, opened.page.offset(place)
    return (spot(document.root, offset) if document else None) or _half_written(opened, place)


def _half_written(opened: Opened, place: Position) -> Spot | None:
    rest = _REST.match(opened.page.line(place.line - 1), place.column - 1)
    end = Position(place.line, rest.end() + 1) if rest else place
    word = loose.word(opened.page.before(end))
    if word is None or not word.text.strip() or word.place is Place.PROSE:
        return None
    stop = opened.page.offset(end)
    start = stop - len(word.text)
    text = "\n".join(opened.page.lines)
    scalar = Scalar(word.text, span(text, start, stop), start, stop)
    is_key = word.place is Place.KEY
    return Spot((*word.pointer, word.text) if is_key else word.pointer, scalar, is_key)


def mention_at(opened: Opened, place: Position) -> Mention | None:
    """The name at a place, if there is one."""
    if found := opened.bench.index.at(opened.path, place):
        return found
    word = spot_at(opened, place)
    if word is None or word.is_key:
        return None
    text = "\n".join(opened.page.lines)
    document = opened.document or Document(opened.path, text, Mapping((), word.scalar.span))
    mentions = in_scalar(document, opened.model, opened.dossier, word.pointer, scalar=word.scalar)
    return next((m for m in mentions if m.span.start <= place <= m.span.end), None)
