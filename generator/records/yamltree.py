"""A YAML file as a tree in which every value knows its line and column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from generator.findings.diagnostics import Pointer, Position, Span

MAX_DEPTH = 24
"""The deepest nesting of lists and mappings."""
MAX_FINDINGS = 100
"""The most findings of one sort about one file.

Nobody mends more at a time, and a flood of them would stall a report.
"""

Plain = str | int | float | bool | list["Plain"] | dict[str, "Plain"] | None
"""YAML data without its positions."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value; `start` and `end` are its offsets in the file's text, in code points."""

    value: str | int | float | bool | None
    span: Span
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Entry:
    """A key and its value in a mapping; `name` is the key's text."""

    name: str
    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with values. Its span is that of its first key, where an editor looks for it."""

    entries: tuple[Entry, ...]
    span: Span


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file: its text and its composed root.

    `unread` is where something stands that is not what its editor meant: a text that was cut, two items in
    one, a key that is there twice.
    """

    path: str
    text: str
    root: Mapping
    unread: frozenset[Pointer] = frozenset()

    def place(self, pointer: Pointer, *, at_key: bool = False) -> Span:
        """The span of the value at `pointer`, or of the nearest enclosing value that exists."""
        node: Node = self.root
        span = node.span
        for step in pointer:
            entry = _step(node, step)
            if entry is None:
                return span
            key, node = entry
            span = key.span if at_key and key is not None else node.span
        return span

    def has(self, pointer: Pointer) -> bool:
        """Whether there is a value at `pointer`."""
        return self.node(pointer) is not None

    def cut(self, span: Span) -> str:
        """The text of a span that lies on one line; empty for a longer one."""
        if span.start.line != span.end.line:
            return ""
        return self.text.split("\n")[span.start.line - 1][span.start.column - 1 : span.end.column - 1]

    def find(self, pointer: Pointer, needle: str, nth: int = 0, *, anywhere: bool = False) -> Span:
        """The span of the nth `needle` (from 0) inside the scalar at `pointer`; its whole span if absent.

        Only whole words count, unless it may stand `anywhere`.
        """
        node = self._nearest(pointer)
        if not isinstance(node, Scalar):
            return self.place(pointer)
        offset = next(
            islice(occurrences(self.text[: node.end], needle, node.start, anywhere=anywhere), nth, None), None
        )
        if offset is None:
            return node.span
        return Span(self._position(offset), self._position(offset + len(needle)))

    def node(self, pointer: Pointer) -> Node | None:
        """The value at `pointer`; None where there is none."""
        node: Node = self.root
        for step in pointer:
            entry = _step(node, step)
            if entry is None:
                return None
            node = entry[1]
        return node

    def _nearest(self, pointer: Pointer) -> Node:
        """The value at `pointer`.

        Where a record is written in its short form it is that form; else it is what encloses it.
        """
        node: Node = self.root
        for step in pointer:
            entry = _step(node, step)
            if entry is None:
                return node
            node = entry[1]
        return node

    def _position(self, offset: int) -> Position:
        return Position(self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset))


def _step(node: Node, step: str | int) -> tuple[Scalar | None, Node] | None:
    if isinstance(node, Mapping):
        return next(((entry.key, entry.value) for entry in node.entries if entry.name == step), None)
    if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
        return None, node.items[step]
    return None


def occurrences(text: str, needle: str, start: int = 0, *, anywhere: bool = False) -> Iterator[int]:
    """Where `needle` begins in `text`; whole words only, unless `anywhere`: `#3` does not begin in `#33`."""
    at = text.find(needle, start) if needle else -1
    while at >= 0:
        end = at + len(needle)
        inside = at > 0 and text[at - 1].isalnum() and needle[0].isalnum()
        if anywhere or not (inside or (needle[-1].isalnum() and text[end : end + 1].isalnum())):
            yield at
        at = text.find(needle, at + 1)


def indentation(line: str) -> int:
    """How many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))


def plain(node: Node) -> Plain:
    """The node as dictionaries, lists and values."""
    if isinstance(node, Mapping):
        return {entry.name: plain(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.value


def scalars(node: Node, pointer: Pointer = ()) -> Iterator[tuple[Pointer, Scalar]]:
    """Every scalar below `node` with its pointer, in the order of the file."""
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield from scalars(entry.value, (*pointer, entry.name))
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from scalars(item, (*pointer, index))
    else:
        yield pointer, node
