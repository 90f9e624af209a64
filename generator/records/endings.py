"""Texts without quotes that end too early or too late: at a remark, or with the item below in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from generator.findings.codes import Code
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


def endings(path: str, text: str, event: yaml.ScalarEvent, pointer: Pointer) -> Iterator[Diagnostic]:
    """What is wrong with where a text ends; `pointer` is its place in the file."""
    swallowed = _swallowed(path, text, event, pointer)
    yield from filter(None, (swallowed, cut(path, text, event, pointer)))


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
