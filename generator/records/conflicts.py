"""What git leaves in a file that it could not merge: both versions of some lines, and marks around them."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.findings.codes import Code
from generator.findings.diagnostics import Diagnostic, Position, Span

MERGE_CONFLICT = Code(
    "merge-conflict",
    what="Two versions of some lines stand in a file, between the marks that git sets where it cannot merge.",
    why="Somebody must choose: only an editor knows which of the two is right, or whether both are.",
    bad="<<<<<<< HEAD\nstatus: active\n=======\nstatus: closed\n>>>>>>> toll-returns\n",
    good="status: closed\n",
)

_MARKS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_MARK = re.compile(r"(?:(<{7})|(\|{7})|(>{7}))(?: |$)|(={7})$")
_FIELD = re.compile(r"[A-Za-z][\w-]*(?=:)")
_BOTH = (
    "keep the lines that are right, and delete the others and those that begin with <<<<<<<, =======, >>>>>>>"
)


class Settled(NamedTuple):
    """A text with the first version of each conflict and blanks for all else of it, and what is said of that.

    `fields` are the keys of the record in which the conflicts stand.
    """

    text: str
    diagnostics: tuple[Diagnostic, ...]
    fields: frozenset[str]


def conflicting(text: str) -> bool:
    """Whether a mark of git's may stand in a text."""
    return any(mark in text for mark in _MARKS)


def settled(path: str, text: str) -> Settled:
    """A text without its conflicts. Everything that stays keeps its line and column."""
    if not conflicting(text):
        return Settled(text, (), frozenset())
    rows = text.split("\n")
    diagnostics: list[Diagnostic] = []
    fields: set[str] = set()
    field, begin, dropping = "", -1, False
    for at, row in enumerate(rows):
        mark = _MARK.match(row)
        if not mark:
            found = _FIELD.match(row)
            field = found[0] if found else field
            rows[at] = " " * len(row) if dropping else row
            continue
        rows[at] = " " * len(row)
        fields.add(field)
        opens, _, closes, _ = mark.groups()
        if opens:
            begin, dropping = at, False
        elif begin < 0:
            diagnostics.append(_left_behind(path, at, row))
        elif not closes:
            dropping = True
        else:
            diagnostics.append(_conflict(path, begin, at, len(text.split("\n")[begin])))
            begin, dropping = -1, False
    if begin >= 0:
        diagnostics.append(_left_behind(path, begin, text.split("\n")[begin]))
    return Settled("\n".join(rows), tuple(diagnostics), frozenset(fields))


def _conflict(path: str, begin: int, end: int, width: int) -> Diagnostic:
    message = f"git could not merge lines {begin + 1} to {end + 1}: both versions stand here"
    return Diagnostic(MERGE_CONFLICT, message, path, _row(begin, width), hint=_BOTH)


def _left_behind(path: str, at: int, row: str) -> Diagnostic:
    message = "a mark of git's was left here by a merge"
    hint = "delete the line, and look whether the lines around it are those that you want"
    return Diagnostic(MERGE_CONFLICT, message, path, _row(at, len(row)), hint=hint)


def _row(at: int, width: int) -> Span:
    return Span(Position(at + 1, 1), Position(at + 1, width + 1))
