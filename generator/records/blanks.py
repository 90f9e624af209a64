"""Blanks that look like a space and are none, where YAML needs one: before, beside or behind its signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from generator.findings.codes import Code
from generator.findings.diagnostics import Diagnostic, Fix
from generator.records.decode import point
from generator.records.hidden import named
from generator.records.marks import events, offsets
from generator.records.yamltree import MAX_FINDINGS

ODD_BLANK = Code(
    "odd-blank",
    what="A blank that is not a space indents a line, or stands beside a colon or behind a dash.",
    why=(
        "It looks like a space, and YAML takes it for a letter. It comes with text that was copied from a "
        "web page or a word processor; on some keyboards it is Alt and the space bar."
    ),
    bad="status:\u00a0active\n",
    good="status: active\n",
)

_ODD = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ANY = re.compile(f"[{_ODD}]")
_BEHIND = rf"(?: +|[{_ODD}][ {_ODD}]*)"
_STRUCTURE = re.compile(
    rf"^[ {_ODD}]*(?=\S)(?:-{_BEHIND})*(?:[A-Za-z][\w-]*[ {_ODD}]*:{_BEHIND})?", re.MULTILINE
)


class Spaced(NamedTuple):
    """A text with a space for each odd blank, and what is said of those."""

    text: str
    diagnostics: tuple[Diagnostic, ...]


def odd(text: str) -> bool:
    """Whether a text has an odd blank that may stand where YAML needs a space."""
    return not text.isascii() and next(_candidates(text), None) is not None


def spaced(path: str, text: str, signs: tuple[int, ...]) -> Spaced:
    """A text with spaces where it needs them; `signs` are the offsets of its hidden signs.

    Everything keeps its line and column. What stands in a text that goes on from the line above is left.
    """
    if not odd(text):
        return Spaced(text, ())
    letters = list(text)
    places = list(_candidates(text))
    for place in places:
        letters[place] = " "
    inside = list(_continued("".join(letters), signs))
    places = [place for place in places if not any(start <= place < end for start, end in inside)]
    kept = list(text)
    for place in places:
        kept[place] = " "
    found = tuple(_finding(path, text, place) for place in _first_of_runs(places)[:MAX_FINDINGS])
    return Spaced("".join(kept), found)


def _candidates(text: str) -> Iterator[int]:
    if not _ANY.search(text):
        return
    for match in _STRUCTURE.finditer(text):
        yield from (match.start() + found.start() for found in _ANY.finditer(match[0]))


def _continued(text: str, signs: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Where texts go on below the line in which they begin, as far as a text is YAML."""
    try:
        for event in events(text, signs):
            if isinstance(event, yaml.ScalarEvent):
                start, end = offsets(event)
                line_end = text.find("\n", start, end)
                if line_end >= 0:
                    yield line_end, end
    except yaml.YAMLError:
        return


def _first_of_runs(places: list[int]) -> list[int]:
    """The first place of each run of neighbours."""
    return [place for at, place in enumerate(places) if not at or places[at - 1] != place - 1]


def _finding(path: str, text: str, place: int) -> Diagnostic:
    end = place
    while end < len(text) and _ANY.match(text, end):
        end += 1
    first, last = point(text, place), point(text, end - 1)
    span = type(first)(first.start, last.end)
    message = f"{named(text[place])} where YAML needs a space"
    return Diagnostic(
        ODD_BLANK, message, path, span, hint="write a space instead", fix=Fix(span, " " * (end - place))
    )
