"""Completion: keys, whole entries, words of a vocabulary, ids of the corpus, and the words of a passage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lsprotocol import types

from generator.findings.diagnostics import Position, Span
from generator.lsp import loose
from generator.lsp.candidates import Candidate, as_yaml, candidates, passages, unique
from generator.lsp.loose import Place, Word
from generator.lsp.opened import Opened
from generator.records import snippets
from generator.records.fields import Record
from generator.records.shape import FieldShape, model_at, shape_at, written
from generator.records.wording import Wording

_MARK = re.compile(r"\[(?:@[^\s;\[\]]+;\s*)*@(?P<word>[^\s;\[\]]*)\Z")
_REST = re.compile(r"[\w#-]*")
TRIGGERS = ("#", "@", "[", " ", "-", ",", "{")
"""The signs after which an editor asks by itself."""


@dataclass(frozen=True)
class _Asked:
    """Where completion is asked for: the word, the span that an answer replaces, the signs behind it."""

    opened: Opened
    word: Word
    span: Span
    behind: str
    snippets: bool


def complete(opened: Opened, place: Position, *, snippets: bool) -> list[types.CompletionItem]:
    """What could stand at a place, the likeliest first. Works in a line, and a file, that is no YAML yet."""
    word = loose.word(opened.page.before(place))
    if word is None:
        return []
    line = opened.page.line(place.line - 1)
    rest = _REST.match(line, place.column - 1)
    end = rest.end() if rest else place.column - 1
    start = Position(place.line, word.column + 1)
    asked = _Asked(opened, word, Span(start, Position(place.line, end + 1)), line[end:], snippets=snippets)
    items = list(_items(asked))
    for number, item in enumerate(items):
        item.sort_text = f"{number:05}"
    return items


def _items(asked: _Asked) -> Iterator[types.CompletionItem]:
    word, model = asked.word, asked.opened.model
    if word.place is Place.KEY:
        yield from _keys(asked, model_at(model, word.pointer), word.pointer)
        return
    shape = shape_at(model, word.pointer)
    if shape is None:
        return
    if shape.wording is Wording.PROSE:
        yield from _marks(asked)
    elif word.place is Place.ITEM and not shape.listed:
        if shape.model:
            yield from _keys(asked, shape.model, word.pointer[:-1])
    elif word.place is not Place.PROSE:
        yield from _values(asked, shape)


def _keys(
    asked: _Asked, model: type[Record], pointer: tuple[str | int, ...]
) -> Iterator[types.CompletionItem]:
    """The keys that a mapping does not have yet, those that it must have first."""
    known = loose.values(asked.opened.page.text)
    there = loose.siblings(known, pointer) - {
        asked.opened.page.line(asked.span.start.line - 1).strip(" -").partition(":")[0]
    }
    lacking = [shape for shape in written(model) if shape.key not in there]
    for shape in sorted(lacking, key=lambda shape: not shape.required):
        needed = "required" if shape.required else "may be left out"
        text = shape.key if asked.behind.startswith(":") else _key(shape, flow=asked.word.flow)
        yield _item(
            asked, shape.key, text, needed, more=shape.description, kind=types.CompletionItemKind.Property
        )


def _values(asked: _Asked, shape: FieldShape) -> Iterator[types.CompletionItem]:
    """What can be the value of a field, or an item of its list."""
    word, opened = asked.word, asked.opened
    corpus, known = opened.bench.corpus, loose.values(opened.page.text)
    listed = shape.listed and word.place is Place.VALUE
    dash = "- " if word.dashed else ""
    if shape.model and not listed and not word.quote and not word.text:
        skeleton = snippets.skeleton(shape.model)
        lines = [snippets.in_flow(skeleton)] if word.flow else snippets.in_block(skeleton)
        text = "\n  ".join(lines)
        name = (shape.model.heading or shape.model.__name__).lower()
        yield _item(
            asked,
            f"{dash}{{…}} {name}",
            dash + text,
            "with all that it needs",
            more=shape.description,
            kind=types.CompletionItemKind.Snippet,
        )
    found = candidates(corpus, opened.path, shape, word.pointer, known=known, written=word.text)
    for candidate in unique(found):
        text = as_yaml(candidate.value, flow=word.flow or listed, opened=word.quote)
        text = f"[{text}]" if listed else dash + text
        yield _of(asked, candidate, _bare(text))
    if shape.model and word.place is Place.ITEM and not word.flow and not word.dashed:
        yield from _keys(asked, shape.model, word.pointer)


def _marks(asked: _Asked) -> Iterator[types.CompletionItem]:
    """The passages that a mark in prose can name."""
    mark = _MARK.search(asked.word.text)
    if mark is None:
        return
    start = Position(asked.span.start.line, asked.word.column + mark.start("word") + 1)
    inner = _Asked(
        asked.opened, asked.word, Span(start, asked.span.end), asked.behind, snippets=asked.snippets
    )
    for candidate in passages(asked.opened.bench.corpus, mark["word"]):
        yield _of(inner, candidate, _bare(candidate.value))


def _of(asked: _Asked, candidate: Candidate, text: str) -> types.CompletionItem:
    return _item(asked, candidate.value, text, candidate.detail, more=candidate.more)


def _item(
    asked: _Asked,
    label: str,
    text: str,
    detail: str,
    more: str,
    kind: types.CompletionItemKind = types.CompletionItemKind.Value,
) -> types.CompletionItem:
    """One answer; `text` is a snippet, which an editor that knows none gets as plain text."""
    snippet = types.InsertTextFormat.Snippet if asked.snippets else types.InsertTextFormat.PlainText
    return types.CompletionItem(
        label=label,
        kind=kind,
        detail=detail or None,
        documentation=types.MarkupContent(types.MarkupKind.PlainText, more) if more else None,
        filter_text=asked.word.text + label if label.startswith(("- ", "{")) else label,
        insert_text_format=snippet,
        insert_text_mode=types.InsertTextMode.AdjustIndentation,
        text_edit=types.TextEdit(
            asked.opened.page.range(asked.span), text if asked.snippets else _without_stops(text)
        ),
    )


def _without_stops(snippet: str) -> str:
    """A snippet without its stops, as far as its first line."""
    text = re.sub(r"\$\{\d+\|[^|]*\|\}|\$\{\d+:([^}]*)\}|\$\d+", r"\1", snippet)
    return re.sub(r"\\([$}\\])", r"\1", text).rstrip("\n")


def _bare(text: str) -> str:
    """A text as a snippet that has no stops."""
    return re.sub(r"[\\$}]", r"\\\g<0>", text)


def _key(shape: FieldShape, *, flow: bool) -> str:
    """A key with the beginning of its value."""
    value = snippets.value(shape)
    return f"{shape.key}: {snippets.in_flow(value)}" if flow else "\n".join(snippets.keyed(shape.key, value))
