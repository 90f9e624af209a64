"""What is left of a text that is not YAML when the part with the mistake is taken out of it.

The part is the item of the record's list, or else the field, in which the mistake stands. Blanks take its
place, so that everything else stays at its line and column.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from generator.records.yamltree import indentation

_FIELD = re.compile(r"(?P<kept>(?P<name>[^\s#\-:]*)[^:]*(?::(?=\s|$))?)")
_ITEM = re.compile(r"(?P<kept> *-)(?:\s|$)")


class Hole(NamedTuple):
    """A text with a part taken out.

    `line` (from 1) is where the dash of its item, or the key of its field, is still to be seen; `name` is
    that of the field.
    """

    text: str
    line: int
    name: str


def hole(text: str, line: int) -> Hole | None:
    """A text without the item or the field around a line (from 1).

    Where nothing is left of that, the field above is taken out; None where nothing is left of any.
    """
    lines = text.split("\n")
    starts = [place for place, row in enumerate(lines) if row[:1].strip(" \t#-") and row.strip()]
    fields = list(pairwise((*starts, len(lines))))
    for start, end in reversed([field for field in fields if field[0] < line]):
        name = _FIELD.match(lines[start])
        parts = (_item(lines, start, end, min(line, end) - 1), (start, end))
        for first, last in filter(None, parts):
            blank = _blanks(lines[first:last])
            if blank != lines[first:last]:
                return Hole(
                    "\n".join((*lines[:first], *blank, *lines[last:])),
                    first + 1,
                    name["name"] if name else "",
                )
    return None


def _item(lines: list[str], start: int, end: int, place: int) -> tuple[int, int] | None:
    """The lines of the item around a place in the field from `start` to `end`, where the field is a list."""
    first = next((row for row in lines[start + 1 : end] if row.strip()), "")
    if not _ITEM.match(first):
        return None
    margin = indentation(first)
    dashes = [
        at
        for at in range(start + 1, place + 1)
        if _ITEM.match(lines[at]) and indentation(lines[at]) == margin
    ]
    if not dashes:
        return None
    after = (at for at in range(place + 1, end) if lines[at].strip() and indentation(lines[at]) <= margin)
    return dashes[-1], next(after, end)


def _blanks(lines: list[str]) -> list[str]:
    """Some lines of which nothing but the dash or the key is left, as long as they were."""
    head = _ITEM.match(lines[0]) or _FIELD.match(lines[0])
    kept = head["kept"] if head and head["kept"].endswith(("-", ":")) else ""
    return [kept.ljust(len(lines[0])), *(" " * len(row) for row in lines[1:])]
