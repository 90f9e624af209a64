"""What libyaml reads of a text without its hidden signs, each event at its place in the whole."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import yaml

from generator.findings.diagnostics import Diagnostic, Position, Span
from generator.records.decode import point
from generator.records.hidden import HIDDEN_CHARACTER, hidden, named, without
from generator.records.yamltree import MAX_FINDINGS

_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([^\n]))|[^\\]")
_SHORT = {"0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "v": "\v", "N": "\x85", "L": "\u2028"}
_SHORT |= {"P": "\u2029", "t": "\t", "n": "\n", "r": "\r"}


def events(text: str, signs: Sequence[int]) -> Iterator[yaml.Event]:
    """The events of a text that is read without the signs at some offsets, at their places in the text.

    Raises `yaml.MarkedYAMLError`, its marks placed in the same way, where the text is not YAML.
    """
    parsed: Iterator[yaml.Event] = yaml.parse(without(text, signs), Loader=yaml.CLoader)
    return _placed(parsed, _Gaps(text, signs)) if signs else parsed


class _Gaps:
    """Where signs were left out of a text: the place in the whole of what stands in the rest."""

    def __init__(self, text: str, signs: Sequence[int]) -> None:
        self._text = text
        self._before = [offset - rank for rank, offset in enumerate(signs)]

    def mark(self, mark: Any, *, end: bool = False) -> Any:
        """A mark at its place in the whole: an `end` before the signs that stand there, else after them."""
        if mark is None:
            return None
        count = bisect_left(self._before, mark.index) if end else bisect_right(self._before, mark.index)
        index = mark.index + count
        column = index - self._text.rfind("\n", 0, index) - 1
        return yaml.Mark(mark.name, index, mark.line, column, None, 0)


def _placed(parsed: Iterator[yaml.Event], gaps: _Gaps) -> Iterator[yaml.Event]:
    try:
        for event in parsed:
            start, end = event.start_mark, event.end_mark
            empty = start is not None and end is not None and start.index == end.index
            event.start_mark, event.end_mark = gaps.mark(start), gaps.mark(end, end=not empty)
            yield event
    except yaml.MarkedYAMLError as error:
        error.problem_mark, error.context_mark = gaps.mark(error.problem_mark), gaps.mark(error.context_mark)
        raise


class Escape(NamedTuple):
    """A hidden sign as it is written: its offset in the text, how many characters that takes, the sign."""

    offset: int
    length: int
    sign: str


def escapes(text: str, start: int, end: int) -> Iterator[Escape]:
    """Every escape of a hidden sign in a text between double quotes, which stands from `start` to `end`."""
    tokens = list(_ESCAPE.finditer(text, start, end))
    signs = [_meant(token) for token in tokens]
    for place in hidden("".join(signs)):
        if len(tokens[place][0]) > 1:
            yield Escape(tokens[place].start(), len(tokens[place][0]), signs[place])


def _meant(token: re.Match[str]) -> str:
    """The one character that a token stands for."""
    digits = token[1] or token[2] or token[3]
    if digits:
        return chr(int(digits, 16))
    return _SHORT.get(token[4], token[4]) if token[4] else token[0]


def hidden_signs(path: str, text: str, escaped: Iterable[Escape] = ()) -> Iterator[Diagnostic]:
    """A finding for each sign that cannot be seen, and the sum of those that are not listed."""
    literal = (Escape(offset, 1, text[offset]) for offset in hidden(text))
    signs = sorted((*literal, *escaped))
    for place, (offset, length, sign) in enumerate(signs[:MAX_FINDINGS], 1):
        start = point(text, offset).start
        span = Span(start, Position(start.line, start.column + length))
        message = f"invisible character {named(sign)}" + (", written as an escape" if length > 1 else "")
        if place == MAX_FINDINGS < len(signs):
            message += f"; {len(signs) - place:,} more stand in this file"
        hint = "delete the escape" if length > 1 else "delete the character"
        yield Diagnostic(HIDDEN_CHARACTER, message, path, span, hint=hint)


def offsets(event: yaml.Event) -> tuple[int, int]:
    """Where an event begins and ends in the text."""
    assert event.start_mark is not None
    assert event.end_mark is not None
    return event.start_mark.index, event.end_mark.index
