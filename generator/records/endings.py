"""Texts without quotes that end too early or too late: at a remark, or with the item below in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from generator.findings.codes import Code, Severity
from generator.findings.diagnostics import Diagnostic, Pointer, Position, Span
from generator.records.decode import point
from generator.records.marks import offsets

_REMARK = re.compile(r"[ \t]+#")
_DASH_LINE = re.compile(r"\n[ \t]*-[ \t]")


CUT_BY_COMMENT = Code(
    "cut-by-comment",
    what="A text of several words without quotes is followed by a space and a #.",
    why=(
        "YAML takes the # and all that follows in the line for a remark, and the rest of the sentence "
        "would be lost."
    ),
    bad="summary:\n  - text: They agreed in hall #b of the house.\n    cites: [gazette-0301#4]\n",
    good=('summary:\n  - text: "They agreed in hall #b of the house."\n    cites: [gazette-0301#4]\n'),
)

SWALLOWED_DASH = Code(
    "swallowed-dash",
    what="An item of a list is indented below the text of the item above.",
    why="YAML takes its dash for a part of that text, and makes one item of two.",
    bad="gaps:\n  - Who called the meeting.\n    - Who paid for it.\n",
    good="gaps:\n  - Who called the meeting.\n  - Who paid for it.\n",
)


FORGOTTEN_DASH = Code(
    "forgotten-dash",
    what="A new sentence begins in a new line of an item, as if it were an item of its own.",
    why="YAML makes one text of the two. It is a warning, since a sentence may begin where a line does.",
    severity=Severity.WARNING,
    bad="gaps:\n  - Who called the meeting.\n    Who paid for it.\n",
    good="gaps:\n  - Who called the meeting.\n  - Who paid for it.\n",
)

_NEXT = re.compile(
    r"\n(?P<margin>[ \t]*)(?:(?P<dash>[-\u2013\u2014\u2022*])[ \t]*)?(?P<word>[^\W\d_a-z][^\s]*)", re.UNICODE
)
_CLOSED = re.compile(r"[.!?\u2026][\"'\u201d\u2019)\]]*\Z")
_NARROW = 72
"""A line ends where its editor wished, where the next word too would stand within so many columns."""


def endings(path: str, text: str, event: yaml.ScalarEvent, pointer: Pointer) -> Iterator[Diagnostic]:
    """What is wrong with where a text ends; `pointer` is its place in the file."""
    swallowed = _swallowed(path, text, event, pointer)
    forgotten = None if swallowed else _forgotten(path, text, event, pointer)
    yield from filter(None, (swallowed, forgotten, cut(path, text, event, pointer)))


def cut(path: str, text: str, event: yaml.ScalarEvent | None, pointer: Pointer) -> Diagnostic | None:
    """A finding where a plain text of several words is followed by a remark."""
    if event is None or not event.implicit[0] or len(event.value.split()) < 2:
        return None
    end = offsets(event)[1]
    remark = _REMARK.match(text, end)
    if remark is None:
        return None
    assert event.end_mark is not None
    line, column = event.end_mark.line + 1, event.end_mark.column + remark.end() - end
    return Diagnostic(
        CUT_BY_COMMENT,
        "the text ends before this #: after a space, it begins a remark",
        path,
        Span(Position(line, column), Position(line, column + 1)),
        hint="put the text between quotes, or move the remark to a line of its own",
        pointer=pointer,
    )


def _swallowed(path: str, text: str, event: yaml.ScalarEvent, pointer: Pointer) -> Diagnostic | None:
    start, end = offsets(event)
    dash = _DASH_LINE.search(text, start, end) if event.implicit[0] else None
    if dash is None:
        return None
    return Diagnostic(
        SWALLOWED_DASH,
        "this dash belongs to the text above",
        path,
        point(text, dash.end() - 2),
        hint="indent it like the dash above; or put the text between quotes",
        pointer=pointer,
    )


def _forgotten(path: str, text: str, event: yaml.ScalarEvent, pointer: Pointer) -> Diagnostic | None:
    """A finding where an item of a list seems to go on with the next item, whose dash is missing."""
    start, end = offsets(event)
    if not event.implicit[0] or not pointer or not isinstance(pointer[-1], int):
        return None
    for found in _NEXT.finditer(text, start, end):
        above = text[text.rfind("\n", 0, found.start()) + 1 : found.start()].rstrip()
        short = len(above) + 1 + len(found["word"]) <= _NARROW
        if found["dash"] or (short and _CLOSED.search(above)):
            message = (
                f"a space is missing behind this {found['dash']}"
                if found["dash"] == "-"
                else "a new item may be meant to begin here: it belongs to the text above"
            )
            return Diagnostic(
                FORGOTTEN_DASH,
                message,
                path,
                point(text, found.end("margin")),
                hint="begin it with `- `, below the dash above; or let the text go on in the line above",
                pointer=pointer,
            )
    return None
