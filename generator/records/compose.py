"""YAML text to a tree with positions, in one pass over libyaml's events.

Aliases, tags and several documents in one file are refused: they make a file hard to review, and aliases can
be made to explode.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count
from typing import NoReturn

import yaml

from generator.findings.codes import Code, Severity
from generator.findings.diagnostics import Diagnostic, Pointer, Position, Related, Span
from generator.records.blanks import spaced
from generator.records.conflicts import settled
from generator.records.core import resolved
from generator.records.decode import decode
from generator.records.endings import cut, endings
from generator.records.hidden import hidden, visible, without
from generator.records.holes import Hole, hole
from generator.records.marks import Escape, escapes, events, hidden_signs, offsets
from generator.records.syntax import syntax
from generator.records.yamltree import (
    MAX_DEPTH,
    MAX_FINDINGS,
    Document,
    Entry,
    Mapping,
    Node,
    Scalar,
    Sequence,
)

MAX_HOLES = 20
"""The most parts that are left out of a file that is not YAML, to read the rest."""


EMPTY_FILE = Code(
    "empty-file",
    what="A file holds no YAML.",
    why="It is either forgotten or unfinished.",
    bad="# briefings/empty.yaml\n",
    good="status: active\n",
)

SEVERAL_DOCUMENTS = Code(
    "several-documents",
    what="A file holds more than one YAML document.",
    why="One file, one record: then a change is easy to find.",
    bad="status: active\n---\nid: second\n",
    good="status: active\n",
)

YAML_ALIAS = Code(
    "yaml-alias",
    what="The file uses an anchor (&) or an alias (*).",
    why=(
        "A reader of the change would have to look elsewhere for what it says, and aliases can be made to "
        "explode."
    ),
    bad="title: &name Harbour dispute\n",
    good='title: "&name Harbour dispute"\n',
)

YAML_TAG = Code(
    "yaml-tag",
    what="The file uses a YAML tag.",
    why="Values are plain text, numbers, lists and mappings.",
    bad="title: !!str Harbour\n",
    good="title: Harbour\n",
)

NESTED_TOO_DEEP = Code(
    "nested-too-deep",
    what="Lists and mappings are nested more than 24 levels deep.",
    why="No record needs it.",
    bad=f"gaps: {'[' * 30}{']' * 30}\n",
    good="gaps: [Who called it.]\n",
)

KEY_NOT_TEXT = Code(
    "key-not-text",
    what="A key is a list or a mapping.",
    why="Keys are words.",
    bad="[a, b]: c\n",
    good="status: active\n",
)

DUPLICATE_KEY = Code(
    "duplicate-key",
    what="A key stands twice in one mapping.",
    why="YAML keeps only one of the two, and not the one that you may think.",
    bad="title: Harbour dispute\ntitle: Harbour quarrel\n",
    good="title: Harbour dispute\n",
)

WRONG_TYPE = Code(
    "wrong-type",
    what="A value is of the wrong sort: text where a list belongs, or a number where a text does.",
    why="The page would show something else than meant.",
    bad="title: 2031\n",
    good='title: "2031"\n',
)


def compose(path: str, data: bytes) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Read one YAML file.

    Gives the document, or None where the file cannot be read at all, and everything that is wrong with it, up
    to `MAX_FINDINGS` of each sort. Signs that cannot be seen are reported and left out, keys that stand twice
    and texts that end too early or too late are reported and read as they stand. Of what is not YAML the item
    or the field around the mistake is left out. Never raises on any bytes.
    """
    text, problem = decode(path, data)
    if problem is not None:
        return None, (problem,)
    merged = settled(path, text)
    even = spaced(path, merged.text, hidden(merged.text))
    refused = (*merged.diagnostics, *even.diagnostics)
    document, problems = _composed(path, even.text)
    if document is not None and merged.fields:
        beyond = {(name, sys.maxsize) for name in merged.fields}
        document = replace(document, unread=document.unread | beyond)
    return document, (*refused, *problems)


def _composed(path: str, text: str) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Read a text without conflicts and with spaces where it needs them."""
    broken: list[Diagnostic] = []
    holes: list[Hole] = []
    composer = _Composer(path, text)
    while (root := composer.root()) is None:
        broken.extend(composer.diagnostics)
        if len(holes) == MAX_HOLES or not _can_be_left_out(broken[-1]):
            return None, (*hidden_signs(path, text), broken[0])
        gap = hole(composer.mended, composer.line)
        if gap is None:
            return None, (*hidden_signs(path, text), broken[0])
        holes.append(gap)
        composer = _Composer(path, gap.text)
    emptied = {*_emptied(root, holes)}
    if broken and emptied >= {(entry.name,) for entry in root.entries}:
        return None, (*hidden_signs(path, text), broken[0])
    unread = composer.unread(root) | emptied
    diagnostics = sorted({*broken, *composer.diagnostics}, key=lambda diagnostic: diagnostic.span)
    document = Document(path, text, root, frozenset(unread))
    return document, (*hidden_signs(path, text, composer.escaped), *diagnostics[:MAX_FINDINGS])


def _can_be_left_out(problem: Diagnostic) -> bool:
    """Whether a problem stands in one part of a file, and is not one of the file as a whole."""
    return problem.code not in (EMPTY_FILE, SEVERAL_DOCUMENTS, WRONG_TYPE)


def _emptied(root: Mapping, holes: Iterable[Hole]) -> Iterator[Pointer]:
    """The fields and the items that were taken out."""
    entries = {entry.name: entry for entry in root.entries}
    for gap in holes:
        value = entries[gap.name].value if gap.name in entries else None
        items = value.items if isinstance(value, Sequence) else ()
        places = [place for place, item in enumerate(items) if item.span.start.line == gap.line]
        yield (gap.name, *places[:1])


class _Refused(Exception):
    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


class _Composer:
    """Turns libyaml's events into nodes; one instance reads one file."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.diagnostics: list[Diagnostic] = []
        self.last: yaml.ScalarEvent | None = None
        self.escaped: list[Escape] = []
        self.line = 1
        self.mended = text
        self._events: Iterator[yaml.Event] = events(text, hidden(text))
        self._way: list[str | int] = []

    def root(self) -> Mapping | None:
        """The root of the file; None where it cannot be read, and then the one diagnostic says why."""
        try:
            return self._root()
        except _Refused as refused:
            self.diagnostics = [refused.diagnostic]
            self.line = refused.diagnostic.span.start.line
        except yaml.MarkedYAMLError as error:
            refusal = syntax(self.path, self.text, error, self.last)
            cut_short = cut(self.path, self.text, self.last, tuple(self._way))
            self.diagnostics = [cut_short or refusal.diagnostic]
            self.mended, self.line = refusal.text, refusal.line
        return None

    def unread(self, root: Mapping) -> frozenset[Pointer]:
        """Where something stands that is not what its editor meant; two lists of one key were joined."""
        joined = {(entry.name,) for entry in root.entries if isinstance(entry.value, Sequence)}
        wrong = (one for one in self.diagnostics if one.severity is Severity.ERROR)
        return frozenset(one.pointer for one in wrong) - joined

    def _root(self) -> Mapping:
        next(self._events)
        first = next(self._events)
        if isinstance(first, yaml.StreamEndEvent):
            raise _Refused(
                Diagnostic(
                    EMPTY_FILE,
                    "the file holds no YAML",
                    self.path,
                    hint="write the record, or delete the file",
                )
            )
        root = self._node(next(self._events), 0)
        next(self._events)
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            self._refuse(
                SEVERAL_DOCUMENTS,
                "a second YAML document begins here",
                after,
                "put each record in a file of its own",
            )
        if not isinstance(root, Mapping):
            raise _Refused(
                Diagnostic(
                    WRONG_TYPE,
                    "the file must be a mapping of keys to values",
                    self.path,
                    root.span,
                    hint="begin with a line such as `id: my-topic`, with a space after the colon",
                )
            )
        return root

    def _refuse(self, code: Code, message: str, event: yaml.Event, hint: str) -> NoReturn:
        raise _Refused(Diagnostic(code, message, self.path, _span(event), hint=hint))

    def _node(self, event: yaml.Event, depth: int, *, item: bool = False, first: int = 0) -> Node:
        if not isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) or event.anchor is not None:
            self._refuse(
                YAML_ALIAS,
                "anchors (&) and aliases (*) are not used here",
                event,
                "write the value out, or put the text between quotes",
            )
        if event.tag is not None:
            self._refuse(
                YAML_TAG,
                f"the tag {event.tag[:40]} is not used here",
                event,
                "delete the tag, or put the text between quotes",
            )
        if depth > MAX_DEPTH:
            self._refuse(
                NESTED_TOO_DEEP, f"nested more than {MAX_DEPTH} levels deep", event, "flatten the record"
            )
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self._items(depth, first)), _span(event))
        return self._mapping(event, depth, item=item and not event.flow_style)

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        self.last = event
        self.diagnostics.extend(endings(self.path, self.text, event, tuple(self._way)))
        start, end = offsets(event)
        span = _span(event)
        if event.style in ("|", ">"):  # libyaml counts the empty lines after a block to it
            source = self.text[start:end].rstrip()
            end, last = start + len(source), source.rpartition("\n")[2]
            lines = source.count("\n")
            span = Span(
                span.start, Position(span.start.line + lines, len(last) + (1 if lines else span.start.column))
            )
        value = self._seen(event)
        return Scalar(resolved(value) if event.implicit[0] else value, span, start, end)

    def _seen(self, event: yaml.ScalarEvent) -> str:
        """The text of a scalar without the hidden signs that are written in it as escapes."""
        signs = hidden(event.value)
        if not signs:
            return event.value
        self.escaped += escapes(self.text, *offsets(event))
        return without(event.value, signs)

    def _items(self, depth: int, first: int) -> Iterator[Node]:
        """The items of a list; `first` is the place of the first one (from 0)."""
        for place in count(first):
            event = next(self._events)
            if isinstance(event, yaml.SequenceEndEvent):
                return
            self._way.append(place)
            yield self._node(event, depth + 1, item=True)
            self._way.pop()

    def _mapping(self, start: yaml.Event, depth: int, *, item: bool) -> Mapping:
        by_name: dict[str, Entry] = {}
        keys: list[Scalar] = []
        names: list[str] = []
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar) or not isinstance(event, yaml.ScalarEvent):
                self._refuse(
                    KEY_NOT_TEXT,
                    "a key must be a word, not a list or a mapping",
                    event,
                    "put the key between quotes",
                )
            name = visible(event.value)
            before = by_name.get(name)
            listed = before.value.items if before and isinstance(before.value, Sequence) else ()
            self._way.append(name)
            value = self._node(next(self._events), depth + 1, first=len(listed))
            self._way.pop()
            if before is None:
                by_name[name] = Entry(name, key, value)
            elif listed and isinstance(value, Sequence):
                both = Sequence((*listed, *value.items), before.value.span)
                by_name[name] = Entry(name, before.key, both)
            keys.append(key)
            names.append(name)
        if len(keys) > len(by_name):
            self._duplicates(names, keys, item=item)
        entries = tuple(by_name.values())
        return Mapping(entries, entries[0].key.span if entries else _span(start))

    def _duplicates(self, names: list[str], keys: list[Scalar], *, item: bool) -> None:
        """Report the keys that stand twice.

        It is one finding where several in sequence show that a dash is missing.
        """
        first_keys: dict[str, Scalar] = {}
        for begin, end in _runs(names):
            repeats = [at for at in range(begin, end) if names[at] in first_keys]
            merged = item and len(repeats) > 1
            for at in repeats[: 1 if merged else MAX_FINDINGS]:
                self.diagnostics.append(
                    self._duplicate(names[at], keys[at].span, first_keys[names[at]].span, merged=merged)
                )
            for at in range(begin, end):
                first_keys.setdefault(names[at], keys[at])

    def _duplicate(self, name: str, span: Span, first: Span, *, merged: bool) -> Diagnostic:
        related = Related("the first one", self.path, first)
        message = f"the key `{name[:60]}` stands twice in one mapping"
        hint = "merge the two, or delete one"
        if merged:
            message, hint = (
                f"`{name[:60]}` and keys after it stand twice in one item",
                "begin a new item with `- ` here",
            )
        return Diagnostic(
            DUPLICATE_KEY,
            message,
            self.path,
            span,
            hint=hint,
            pointer=(*self._way, name),
            related=(related,),
        )


def _runs(names: list[str]) -> Iterator[tuple[int, int]]:
    """The stretches of a list of names in which none stands twice, as long as they can be."""
    begin, seen = 0, set[str]()
    for at, name in enumerate(names):
        if name in seen:
            yield begin, at
            begin, seen = at, set()
        seen.add(name)
    yield begin, len(names)


def _span(event: yaml.Event) -> Span:
    start, end = event.start_mark, event.end_mark
    assert start is not None
    assert end is not None
    return Span(Position(start.line + 1, start.column + 1), Position(end.line + 1, end.column + 1))
