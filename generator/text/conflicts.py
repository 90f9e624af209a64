"""The marks that git leaves around lines that it could not merge, in files whose entries are lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_MARK = re.compile(r"(?:<{7}|\|{7}|>{7})(?: |\Z)|={7}\Z")

HOW = "run `briefings merge`, which keeps the lines of both sides; or delete the lines of git's marks"


def apart(numbers: Iterable[int], text: str) -> tuple[list[int], list[int]]:
    """The numbers (from 1) of some lines of a text: those that are marks of git's, and the others."""
    lines = text.splitlines()
    marks: list[int] = []
    others: list[int] = []
    for number in numbers:
        (marks if _MARK.match(lines[number - 1]) else others).append(number)
    return marks, others


def said(marks: Sequence[int]) -> str:
    """What is said of marks in some lines, in one finding."""
    where = f"lines {marks[0]} to {marks[-1]}" if len(marks) > 1 else f"line {marks[0]}"
    return f"git could not merge this file: its marks stand in {where}"
