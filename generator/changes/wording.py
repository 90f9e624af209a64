"""What changed within a text, word by word, and the figures and days among it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from fractions import Fraction
from itertools import zip_longest
from typing import NamedTuple

import regex

from generator.changes.model import FigureChange
from generator.text.figures import read

_BREAKS = regex.compile(r"(?V1w)\b")
_NEAR = 8
"""How many words stay on either side of a change where a text is cut."""
_LONG = 40
"""From how many words on a stretch that stayed is cut."""


class Piece(NamedTuple):
    """A stretch of a text before and after; both are the same where nothing changed."""

    before: str
    after: str

    @property
    def same(self) -> bool:
        """Whether it stayed."""
        return self.before == self.after


def words(text: str) -> list[str]:
    """A text cut into words, blanks and single signs (UAX 29)."""
    return [piece for piece in _BREAKS.split(text) if piece]


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Two texts side by side, in stretches that stayed and stretches that changed.

    A blank between two changed words counts as changed, so that phrases stay whole. Long stretches that
    stayed are cut to the words near a change, with `…` for the others.
    """
    old, new = words(before), words(after)
    rows: list[Piece] = []
    for what, start, end, new_start, new_end in SequenceMatcher(None, old, new).get_opcodes():
        piece = Piece("".join(old[start:end]), "".join(new[new_start:new_end]))
        within = piece.before.isspace() if what == "equal" else not (rows and rows[-1].same)
        if rows and within:
            rows[-1] = Piece(rows[-1].before + piece.before, rows[-1].after + piece.after)
        else:
            rows.append(piece)
    last = len(rows) - 1
    return tuple(_cut(row, first=at == 0, last=at == last) for at, row in enumerate(rows))


def _cut(piece: Piece, *, first: bool, last: bool) -> Piece:
    parts = words(piece.before)
    if not piece.same or len(parts) <= _LONG:
        return piece
    head = "" if first else "".join(parts[: 2 * _NEAR]).rstrip()
    tail = "" if last else "".join(parts[-2 * _NEAR :]).lstrip()
    text = f"{head} … {tail}".strip() if first or last else f"{head} … {tail}"
    return Piece(text, text)


@dataclass(frozen=True, slots=True)
class _Named:
    """A figure or a day where a text names it: its place, its words, what it says, and its value if known."""

    start: int
    words: str
    key: str
    value: date | Fraction | None


def figure_changes(before: str, after: str, languages: tuple[str, str]) -> Iterator[FigureChange]:
    """The figures and days that one of two texts names and the other does not, in their order.

    `languages` are those in which the texts are written (BCP 47).
    """
    old, new = (
        sorted(_named(text, language), key=lambda named: named.start)
        for text, language in zip((before, after), languages, strict=True)
    )
    for gone, come in zip_longest(_lacking(old, new), _lacking(new, old)):
        course = _course(gone, come) if gone and come else ""
        yield FigureChange(gone.words if gone else "", come.words if come else "", course)


def _named(text: str, language: str) -> Iterator[_Named]:
    reading = read(text, language)
    for day in reading.days:
        key = "|".join(sorted(one.iso for one in day.days))
        known = next(iter(day.days)).known if len(day.days) == 1 else None
        yield _Named(day.start, text[day.start : day.end], key, known)
    for figure in reading.figures:
        if figure.sure:
            key = figure.name or "|".join(map(str, sorted(figure.values)))
            value = next(iter(figure.values)) if len(figure.values) == 1 and not figure.name else None
            yield _Named(figure.start, text[figure.start : figure.end], key, value)


def _lacking(some: Iterable[_Named], others: Iterable[_Named]) -> Iterator[_Named]:
    """Those of some that the others do not have, or not as often."""
    left = Counter(named.key for named in others)
    for named in some:
        if left[named.key]:
            left[named.key] -= 1
        else:
            yield named


def _course(gone: _Named, come: _Named) -> str:
    """Which way a figure or a day went; empty where that cannot be told."""
    if isinstance(gone.value, date) and isinstance(come.value, date):
        return "later" if come.value > gone.value else "earlier"
    if isinstance(gone.value, Fraction) and isinstance(come.value, Fraction):
        return "raised" if come.value > gone.value else "lowered"
    return ""
