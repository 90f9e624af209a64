"""What an editor is writing, in a text that is no YAML yet: read by columns, dashes, colons and brackets.

`compose` leaves out the part with a mistake; that part is where somebody types. Here nothing is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from generator.findings.diagnostics import Pointer
from generator.records.yamltree import indentation

_KEY = re.compile(r"(?P<name>[A-Za-z_][\w.-]*|\"[^\"]*\"|'[^']*')[ \t]*:(?=\s|\Z)")
_DASH = re.compile(r"-(?:[ \t]+|\Z)")
_REMARK = re.compile(r"(?:^|\s)#[^\"']*\Z")
_BLOCK = re.compile(r"[|>][-+0-9]*[ \t]*(?:#.*)?\Z")


class Place(Enum):
    """What a word is, by where it stands."""

    KEY = "a key of a mapping"
    VALUE = "the value of a key"
    ITEM = "an item of a list, or the first key of one"
    PROSE = "a line of a text that goes over several lines"


@dataclass(frozen=True, slots=True)
class Word:
    """The word before a place of a text.

    `pointer` is where it stands: the mapping of a key, else the value itself. `text` is what is written of
    it, `column` where it begins (from 0); `quote` is the mark that opened it, if one did. `dashed` says that
    an item must still be begun with a dash; `indent` is the column of its line's first sign.
    """

    place: Place
    pointer: Pointer
    text: str
    column: int
    quote: str = ""
    flow: bool = False
    dashed: bool = False
    indent: int = 0


@dataclass(slots=True)
class _Level:
    """A list's item or a key that the text is in: its column, its step, and how many items it has so far."""

    column: int
    step: str | int
    items: int = 0


@dataclass(slots=True)
class _Bracket:
    """A bracket that is open: its sort, where it stands, how many items it has, and the key it is at."""

    sort: str
    pointer: Pointer
    items: int = 0
    key: str | None = None

    @property
    def inner(self) -> Pointer:
        """Where a value within it stands."""
        return (*self.pointer, self.key if self.key is not None else self.items)


@dataclass
class _Reader:
    """Reads lines one after the other and knows where the text is in the end."""

    values: dict[Pointer, str] = field(default_factory=dict)
    _levels: list[_Level] = field(default_factory=list)
    _top: _Level = field(default_factory=lambda: _Level(-1, ""))
    _block: int | None = None
    _brackets: list[_Bracket] = field(default_factory=list)
    _line: str = ""
    _at: int = 0
    _quote: str = ""

    def read(self, line: str) -> None:
        """Read one more line."""
        self._line, self._quote = line, ""
        start = self._at = indentation(line)
        if self._block is not None and (not line.strip() or start > self._block):
            return
        self._block = None
        if self._brackets:
            below = self._levels and start <= self._levels[-1].column and line[start : start + 1] not in "]}"
            if not below:
                self._flow()
                return
            self._brackets.clear()
        if line[start : start + 1] == "#":
            return
        while dash := _DASH.match(line, self._at):
            self._item()
            self._at = dash.end()
        if key := _KEY.match(line, self._at):
            self._leave(self._at)
            self._levels.append(_Level(self._at, key["name"].strip("\"'")))
            self.values.setdefault(self._path(), "")
            self._at = _after(line, key.end())
        self._value()

    def _value(self) -> None:
        """Read what stands behind a key or a dash."""
        rest = self._line[self._at :]
        if _BLOCK.match(rest) and self._levels:
            self._block = self._levels[-1].column
        elif rest[:1] in ("[", "{"):
            self._flow()
        elif rest[:1] in ("'", '"'):
            self._quote = "" if len(rest) > 1 and rest.rstrip().endswith(rest[0]) else rest[0]
        if rest.strip() and not self.values.get(self.pointer):
            self.values[self.pointer] = rest.partition(" #")[0].strip().strip("\"'")

    def _leave(self, column: int) -> None:
        while self._levels and self._levels[-1].column >= column:
            self._levels.pop()

    def _item(self) -> None:
        while self._levels and (
            self._levels[-1].column > self._at
            or (self._levels[-1].column == self._at and isinstance(self._levels[-1].step, int))
        ):
            self._levels.pop()
        above = self._levels[-1] if self._levels else self._top
        self._levels.append(_Level(self._at, above.items))
        above.items += 1

    def _flow(self) -> None:
        """Read on between brackets, to the end of the line."""
        line, at = self._line, self._at
        self._at = at
        while at < len(line) and (self._brackets or line[at] in "[{"):
            sign = line[at]
            if sign in "\"'" and not line[self._at : at].strip():
                end = line.find(sign, at + 1)
                if end < 0:
                    self._at, self._quote = at, sign
                    return
                at = end + 1
                continue
            at = self._sign(sign, at)
        if not self._brackets:
            self._at = at

    def _sign(self, sign: str, at: int) -> int:
        line = self._line
        inner = self._brackets[-1] if self._brackets else None
        if sign in "[{" and not line[self._at : at].strip():
            self._brackets.append(_Bracket(sign, inner.inner if inner else self._path()))
        elif inner and sign in ",]}":
            word = line[self._at : at].strip().strip("\"'")
            if word:
                self.values.setdefault(inner.inner, word)
            inner.items += 1
            inner.key = None
            if sign != ",":
                self._brackets.pop()
        elif inner and sign == ":" and inner.sort == "{" and line[at + 1 : at + 2] in ("", " "):
            inner.key = line[self._at : at].strip().strip("\"'")
        elif sign == "#" and line[at - 1 : at] == " ":
            return len(line)
        else:
            return at + 1
        self._at = at + 1
        return at + 1

    def _path(self) -> Pointer:
        return tuple(level.step for level in self._levels)

    @property
    def pointer(self) -> Pointer:
        """Where the last value stands."""
        return self._brackets[-1].inner if self._brackets else self._path()

    def word(self) -> Word | None:
        """The word at the end of the last line; None in a remark."""
        line = self._line
        indent = indentation(line)
        if self._block is not None and (not line.strip() or indent > self._block):
            return Word(Place.PROSE, self._path(), line, 0, indent=indent)
        if _REMARK.search(line):
            return None
        at = _after(line, self._at)
        text = line[at:]
        if self._quote:
            text = text[1:]
            at += 1
        if self._brackets:
            inner = self._brackets[-1]
            if inner.sort == "{" and inner.key is None:
                return Word(Place.KEY, inner.pointer, text, at, quote=self._quote, flow=True, indent=indent)
            place = Place.VALUE if inner.key is not None else Place.ITEM
            return Word(place, inner.inner, text, at, quote=self._quote, flow=True, indent=indent)
        return self._of_block(text, at, indent)

    def _of_block(self, text: str, at: int, indent: int) -> Word | None:
        """The word at the end of a line that is in no bracket."""
        last = self._levels[-1] if self._levels else None
        head = self._line[:at]
        if last and isinstance(last.step, str) and ":" in head and head.strip():
            return Word(Place.VALUE, self._path(), text, at, quote=self._quote, indent=indent)
        if last and isinstance(last.step, int) and head.rstrip().endswith("-"):
            return Word(Place.ITEM, self._path(), text, at, quote=self._quote, indent=indent)
        column = len(head)
        while self._levels and self._levels[-1].column >= column:
            self._levels.pop()
        path = self._path()
        if path and isinstance(path[-1], str):
            if self.values.get(path, "") not in ("", text.strip()):
                return Word(Place.PROSE, path, text, at, indent=indent)
            return Word(Place.ITEM, (*path, self._levels[-1].items), text, at, dashed=True, indent=indent)
        return Word(Place.KEY, path, text, at, indent=indent)


def _after(line: str, at: int) -> int:
    """Where the next sign stands that is no blank."""
    return at + indentation(line[at:])


def values(text: str) -> dict[Pointer, str]:
    """Every key and item of a text by its pointer, with its value where that begins on the same line."""
    reader = _Reader()
    for line in text.split("\n"):
        reader.read(line)
    return reader.values


def word(before: str) -> Word | None:
    """The word at the end of a text, of which the rest is cut off; None where it is a remark."""
    reader = _Reader()
    for line in before.split("\n"):
        reader.read(line)
    return reader.word()


def siblings(known: Mapping[Pointer, str], pointer: Pointer) -> frozenset[str]:
    """The keys of the mapping at a pointer."""
    size = len(pointer)
    return frozenset(str(path[size]) for path in known if len(path) > size and path[:size] == pointer)
