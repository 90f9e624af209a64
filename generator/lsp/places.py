"""Places as text editors count them: from 0, and columns in the units that both sides agreed on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from lsprotocol import types

from generator.findings.diagnostics import Position, Span


class Units(Enum):
    """What columns are counted in; `value` is the codec whose units they are, with the bytes of one."""

    UTF8 = "utf-8", 1
    UTF16 = "utf-16-le", 2
    UTF32 = "utf-32-le", 4

    @property
    def kind(self) -> types.PositionEncodingKind:
        """Its name in the protocol."""
        return types.PositionEncodingKind(self.value[0].removesuffix("-le"))

    @classmethod
    def of(cls, kind: types.PositionEncodingKind | str | None) -> Units:
        """The units of that name; those of UTF-16, which every client knows, where there are none."""
        return next((units for units in cls if units.kind.value == kind), cls.UTF16)

    def count(self, text: str) -> int:
        """How many units a text takes."""
        codec, size = self.value
        return len(text) if text.isascii() else len(text.encode(codec, "surrogatepass")) // size


@dataclass(frozen=True)
class Page:
    """A text by its lines, for turning places there and back; what lies outside is brought to the edge."""

    text: str
    units: Units

    @cached_property
    def lines(self) -> list[str]:
        """Its lines; those that `decode` knows."""
        return even(self.text).split("\n")

    def line(self, number: int) -> str:
        """A line (from 0); empty where there is none."""
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def position(self, place: Position) -> types.Position:
        """A place of the records as an editor counts it."""
        line = self.line(place.line - 1)
        return types.Position(max(place.line - 1, 0), self.units.count(line[: max(place.column - 1, 0)]))

    def range(self, span: Span) -> types.Range:
        """A span of the records as an editor counts it."""
        return types.Range(self.position(span.start), self.position(span.end))

    def place(self, position: types.Position) -> Position:
        """A place of an editor as the records count it."""
        number = min(max(position.line, 0), len(self.lines) - 1)
        line, column, units = self.lines[number], 0, 0
        while column < len(line) and units < position.character:
            units += self.units.count(line[column])
            column += 1
        return Position(number + 1, column + 1)

    def offset(self, place: Position) -> int:
        """Where a place stands in the text that `even` gives."""
        return sum(len(line) + 1 for line in self.lines[: place.line - 1]) + place.column - 1

    def before(self, place: Position) -> str:
        """The text up to a place."""
        return "\n".join((*self.lines[: place.line - 1], self.lines[place.line - 1][: place.column - 1]))


def even(text: str) -> str:
    """A text whose lines all end alike, without a byte order mark: as `decode` reads it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")


def span(text: str, start: int, end: int) -> Span:
    """The span of a stretch of a text, by its offsets."""
    return Span(_at(text, start), _at(text, end))


def _at(text: str, offset: int) -> Position:
    return Position(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))
