"""The outline of a file, and which of its lines can be folded."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from generator.findings.diagnostics import Position, Span
from generator.lsp.candidates import first_words
from generator.lsp.opened import Opened
from generator.records.fields import Record
from generator.records.shape import fields, shape_at
from generator.records.yamltree import Entry, Mapping, Node, Scalar, Sequence

_KINDS = types.SymbolKind


def symbols(opened: Opened) -> list[types.DocumentSymbol]:
    """The keys of a file, and below them the entries, each by its id or its first words."""
    document = opened.document
    return [_of_key(opened, opened.model, entry) for entry in document.root.entries] if document else []


def _of_key(opened: Opened, model: type[Record], entry: Entry) -> types.DocumentSymbol:
    shape = shape_at(model, (entry.name,))
    inner = shape.model if shape else None
    items = entry.value.items if isinstance(entry.value, Sequence) else ()
    listed = [_of_item(opened, inner, item) for item in items if inner and isinstance(item, Mapping)]
    detail = first_words(str(entry.value.value)) if isinstance(entry.value, Scalar) else ""
    kind = _KINDS.Array if items else _KINDS.Property
    return _symbol(opened, entry.name, detail, kind, head=entry.key.span, value=entry.value, children=listed)


def _of_item(opened: Opened, model: type[Record], item: Mapping) -> types.DocumentSymbol:
    """An item of a list of records."""
    texts = {entry.name: str(entry.value.value) for entry in item.entries if isinstance(entry.value, Scalar)}
    named = [shape.key for shape in fields(model) if shape.names and shape.key in texts]
    words = [
        texts[shape.key] for shape in fields(model) if shape.key in texts and shape.text and shape.key != "id"
    ]
    sentence = max(words, key=len, default="")
    name = texts.get("id") or (texts[named[0]] if named else first_words(sentence)) or "…"
    return _symbol(
        opened, name, first_words(sentence), _KINDS.Object, head=item.span, value=item, children=[]
    )


def _symbol(
    opened: Opened,
    name: str,
    detail: str,
    kind: types.SymbolKind,
    head: Span,
    value: Node,
    children: list[types.DocumentSymbol],
) -> types.DocumentSymbol:
    end = max(_end(value), head.end)
    return types.DocumentSymbol(
        name=name or "…",
        kind=kind,
        range=opened.page.range(Span(head.start, end)),
        selection_range=opened.page.range(head),
        detail=detail or None,
        children=children or None,
    )


def _end(node: Node) -> Position:
    """Where a value ends."""
    if isinstance(node, Scalar):
        return node.span.end
    inner = [entry.value for entry in node.entries] if isinstance(node, Mapping) else node.items
    return max((_end(value) for value in inner), default=node.span.end)


def folds(opened: Opened) -> list[types.FoldingRange]:
    """The keys and items that take more than one line."""
    return list(_folded(symbols(opened)))


def _folded(found: list[types.DocumentSymbol]) -> Iterator[types.FoldingRange]:
    for symbol in found:
        if symbol.range.end.line > symbol.range.start.line:
            yield types.FoldingRange(symbol.range.start.line, symbol.range.end.line)
        yield from _folded(list(symbol.children or ()))
