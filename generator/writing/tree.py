"""A YAML file as what is written in it: units with the remarks that belong to them.

A unit is a key with its value, or an item of a list: what a remark belongs to, and moves with.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from generator.records.yamltree import Document, Mapping, Node, Scalar, Sequence

_REMARK = re.compile(r"(?:^|(?<=[ \t]))#[^\n]*", re.MULTILINE)
_HEADER = re.compile(r"[|>][-+0-9]*[ \t]+(#[^\n]*)")
"""How a text that goes over several lines begins, with a remark beside it."""
_BRACKET = re.compile(r"[\[\]{}]")
_MODELINE = re.compile(r"#\s*yaml-language-server:")


@dataclass(eq=False, slots=True)
class Leaf:
    """A value without parts: what it is, and how it stands in the file."""

    value: str | int | float | bool | None
    source: str


@dataclass(eq=False, slots=True)
class Branch:
    """A list or a mapping. `flow` says that it stands between brackets; `foot` are the remarks at its end."""

    listed: bool
    flow: bool
    column: int
    owner: Unit | None
    units: list[Unit] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Unit:
    """An entry of a mapping, or an item of a list, which has no `name`.

    `above` are the remarks before it, an empty one for an empty line; `beside` those at the end of its line.
    """

    parent: Branch
    name: str
    value: Leaf | Branch
    start: int
    above: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)

    @property
    def depth(self) -> int:
        """In how many pairs of brackets it stands."""
        around = self.parent.owner.depth if self.parent.owner else 0
        return around + self.parent.flow


@dataclass(frozen=True, slots=True)
class Written:
    """What is written in a file: the remarks at its head, and its root."""

    head: tuple[str, ...]
    root: Branch


@dataclass(frozen=True, slots=True)
class _Token:
    """A scalar in the file, and the unit that it is a part of."""

    start: int
    end: int
    unit: Unit


def written(document: Document) -> Written:
    """The units of a document with the remarks of its text."""
    return _Reader(document).read()


def remarks(document: Document) -> list[str]:
    """Every remark of a file, in its order."""
    return [remark for _, remark in _Reader(document).remarks()]


class _Reader:
    """Finds the units of one document, and the remarks between them."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._lines = [0, *accumulate(len(line) + 1 for line in document.text.split("\n"))]
        self._tokens: list[_Token] = []
        self._bare = self._without_scalars(document.root)
        brackets = [*_BRACKET.finditer(self._bare)]
        self._brackets = [found.start() for found in brackets]
        self._depths = [0, *accumulate(1 if found[0] in "[{" else -1 for found in brackets)]
        self._root = self._branch(document.root, None)
        self._starts = [token.start for token in self._tokens]

    def read(self) -> Written:
        """The units, each with its remarks."""
        head = self._own_lines(-1)
        cut = max((place for place, line in enumerate(head) if not line), default=-1) + 1
        while cut < len(head) and _MODELINE.match(head[cut]):
            cut += 1
        for place in range(len(self._tokens)):
            self._own_lines(place)
        for offset, remark in self.remarks():
            if not self._alone(offset):
                self._beside(offset, remark)
        first = self._root.units[0] if self._root.units else None
        if first:
            first.above[:0] = head[cut:]
        return Written(tuple(head[:cut] if first else head), self._root)

    def remarks(self) -> Iterator[tuple[int, str]]:
        """Each remark with its place, in the order of the file."""
        for found in _REMARK.finditer(self._bare):
            yield found.start(), self._text[found.start() : found.end()].rstrip()

    def _without_scalars(self, root: Mapping) -> str:
        """The text with a sign that means nothing for each of its scalars', but for remarks beside them."""
        pieces: list[str] = []
        end = 0
        for scalar in _scalars(root):
            header = _HEADER.match(self._text, scalar.start)
            begin, stop = header.span(1) if header else (scalar.end, scalar.end)
            pieces += [self._text[end : scalar.start], _masked(self._text[scalar.start : begin])]
            pieces += [self._text[begin:stop], _masked(self._text[stop : scalar.end])]
            end = scalar.end
        text = "".join((*pieces, self._text[end:]))
        return _REMARK.sub(lambda found: found[0].translate(_NO_BRACKETS), text)

    def _offset(self, node: Mapping | Sequence) -> int:
        return self._lines[node.span.start.line - 1] + node.span.start.column - 1

    def _branch(self, node: Mapping | Sequence, owner: Unit | None) -> Branch:
        offset = self._offset(node)
        within = owner is not None and owner.depth > 0
        listed = isinstance(node, Sequence)
        flow = within or (self._bare[offset] == "[" if listed else self._braced(offset))
        branch = Branch(listed, flow, node.span.start.column - 1, owner)
        if isinstance(node, Mapping):
            for entry in node.entries:
                unit = self._unit(branch, entry.name, entry.key.start)
                self._tokens.append(_Token(entry.key.start, entry.key.end, unit))
                unit.value = self._value(entry.value, unit)
        else:
            for item in node.items:
                unit = self._unit(branch, "", -1)
                unit.value = self._value(item, unit)
        return branch

    def _unit(self, branch: Branch, name: str, start: int) -> Unit:
        unit = Unit(branch, name, Leaf(None, ""), start)
        branch.units.append(unit)
        return unit

    def _value(self, node: Node, unit: Unit) -> Leaf | Branch:
        if isinstance(node, Scalar):
            leaf, start, end = Leaf(node.value, self._text[node.start : node.end]), node.start, node.end
        elif not (node.entries if isinstance(node, Mapping) else node.items):
            start = self._offset(node)
            leaf = Leaf(None, "{}" if isinstance(node, Mapping) else "[]")
            end = self._bare.index(leaf.source[1], start) + 1
        else:
            begin = len(self._tokens)
            branch = self._branch(node, unit)
            unit.start = unit.start if unit.start >= 0 else self._tokens[begin].start
            return branch
        unit.start = unit.start if unit.start >= 0 else start
        self._tokens.append(_Token(start, end, unit))
        return leaf

    def _braced(self, offset: int) -> bool:
        """Whether the mapping whose first key stands at a place begins with a brace."""
        if self._bare[offset : offset + 1] == "{":
            return True
        before = offset - 1
        while before >= 0 and self._bare[before] in " \t\n":
            before -= 1
        return before >= 0 and self._bare[before] == "{"

    def _depth(self, offset: int) -> int:
        return self._depths[bisect_left(self._brackets, offset)]

    def _alone(self, offset: int) -> bool:
        """Whether a remark stands on a line of its own."""
        begin = self._bare.rfind("\n", 0, offset) + 1
        return not self._bare[begin:offset].strip()

    def _own_lines(self, place: int) -> list[str]:
        """Give the lines between a token and the next to the units that they belong to.

        What stands before the first token is given back instead.
        """
        begin = self._tokens[place].end if place >= 0 else 0
        end = self._starts[place + 1] if place + 1 < len(self._starts) else len(self._bare)
        lines = self._between(place, begin, end)
        following = self._tokens[place + 1].unit if place + 1 < len(self._tokens) else None
        if place < 0:
            return [remark for _, remark in lines]
        feet = [at for at, (offset, remark) in enumerate(lines) if remark and self._is_foot(offset, place)]
        cut = feet[-1] + 1 if feet else 0
        waiting: list[str] = []
        for offset, remark in lines[:cut]:
            waiting.append(remark)
            if remark:
                self._foot(place, offset).foot += waiting
                waiting = []
        for offset, remark in lines[cut:]:
            if following:
                depth = self._depth(offset) if remark else 0
                unit = self._leading(following, self._starts[place + 1], depth)
                if remark or unit.depth == 0:
                    unit.above.append(remark)
        return []

    def _between(self, place: int, begin: int, end: int) -> list[tuple[int, str]]:
        """The remarks on lines of their own within a stretch, and its empty lines, with their places."""
        keeps = place >= 0 and re.match(r"[|>][0-9]*\+", self._text[self._tokens[place].start :][:4])
        lines: list[tuple[int, str]] = []
        first = bisect_right(self._lines, begin) - 1 + (1 if place >= 0 else 0)
        for row in range(first, bisect_right(self._lines, end)):
            start = self._lines[row]
            line = self._text[start : self._lines[row + 1] - 1] if row + 1 < len(self._lines) else ""
            words = line.strip()
            if start > end or (words and self._bare[start + len(line) - len(line.lstrip())] != "#"):
                if words.startswith("-") and (
                    found := _REMARK.search(self._bare, start, min(end, start + len(line)))
                ):
                    lines.append((found.start(), self._text[found.start() : found.end()].rstrip()))
                continue
            if words or (start < end and not keeps and (not lines or lines[-1][1])):
                lines.append((start + len(line) - len(line.lstrip()), words))
        return lines

    def _is_foot(self, offset: int, place: int) -> bool:
        """Whether a remark belongs to the end of what comes before it, not to what follows."""
        if place + 1 == len(self._tokens):
            return True
        before, following = self._tokens[place].unit, self._tokens[place + 1]
        depth = self._depth(offset)
        unit = self._leading(following.unit, following.start, depth)
        if depth:
            return unit.depth != depth
        around: Unit | None = following.unit
        while around:
            if around is before:
                return False
            around = around.parent.owner
        return offset - (self._text.rfind("\n", 0, offset) + 1) > unit.parent.column

    def _foot(self, place: int, offset: int) -> Branch:
        """The list or mapping at whose end a remark stands."""
        column, depth = offset - (self._text.rfind("\n", 0, offset) + 1), self._depth(offset)
        branch = self._tokens[place].unit.parent
        while branch.owner and ((branch.column > column and not depth) or branch.units[0].depth > depth):
            branch = branch.owner.parent
        return branch

    def _leading(self, unit: Unit, start: int, depth: int) -> Unit:
        """The outermost unit that begins at a token, in as many brackets as asked for."""
        while unit.depth > depth and unit.parent.owner:
            unit = unit.parent.owner
        while unit.start == start and (owner := unit.parent.owner) and owner.start == start:
            if owner.depth < depth:
                break
            unit = owner
        return unit

    def _beside(self, offset: int, remark: str) -> None:
        """Give a remark at the end of a line to the unit on that line."""
        place = bisect_left(self._starts, offset) - 1
        line = self._text.rfind("\n", 0, offset) + 1
        token = self._tokens[place] if place >= 0 else None
        if token is None or (token.end <= line and not self._closes(line, offset)):
            return  # a dash alone: `_between` has it
        unit, depth = token.unit, self._depth(offset)
        while unit.depth > depth and unit.parent.owner:
            unit = unit.parent.owner
        unit.beside.append(remark)

    def _closes(self, line: int, offset: int) -> bool:
        return any(sign in "]},[{:" for sign in self._bare[line:offset])


def _masked(text: str) -> str:
    return re.sub(r"\S", "\0", text)


_NO_BRACKETS = str.maketrans("[]{}", "\0\0\0\0")


def _scalars(node: Node) -> Iterator[Scalar]:
    """Every scalar, keys too, in the order of the file."""
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield entry.key
            yield from _scalars(entry.value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item)
    else:
        yield node
