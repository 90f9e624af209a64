"""The slip for which a text is no YAML, where mending it lets the text be read further.

libyaml stops where it can go on no more, which is often the line after the mistake. Each slip that editors
are known to make is looked for in the lines around; the first that gets the reading beyond that line is
the one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import yaml

from generator.records.desk import Actors, Desk
from generator.records.dossier import Dossier
from generator.records.hidden import hidden
from generator.records.marks import events
from generator.records.shape import fields, models
from generator.records.source import Source
from generator.records.yamltree import indentation

_HEAD = r"(?P<head> *(?:- +)*)"
_KEY = r"(?P<key>[A-Za-z][\w-]*)"
_KEY_LINE = re.compile(rf"{_HEAD}{_KEY}:(?:[ \t]|$)")
_FIELD = re.compile(r"(?P<key>[A-Za-z][\w-]*):(?: |$)")
_DASH_LINE = re.compile(r" *-(?: |$)")
_TAB = re.compile(r"[ \t]*\t[ \t]*")
_TIGHT_DASH = re.compile(r" *-(?=[^\s-])")
_OTHER_DASH = re.compile(r"(?P<head> *)(?P<dash>[\u2010-\u2015\u2212\u2022\u00b7*])(?=\s)\s*")
_OTHER_COLON = re.compile(rf"{_HEAD}{_KEY}\s*(?P<colon>[\uff1a\ufe55\ufe13\ua789\u2236])\s*")
_TIGHT_COLON = re.compile(rf"{_HEAD}{_KEY}:(?=[^\s:/])")
_OTHER_SIGN = re.compile(rf"{_HEAD}{_KEY}\s*(?P<sign>[=;])\s*(?=\S)")
_NO_COLON = re.compile(rf"{_HEAD}{_KEY} +(?=\S)")
_OPENING = {"[": "]", "{": "}"}
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[\[\]{}]")
_ROOTS = (Dossier, Source, Actors, Desk)
_FAR = 40
"""The most lines above the end of the reading in which a slip is looked for."""
_BELOW = 100
"""How many lines below it are read to try a mend."""
_MOST = 60_000
"""The most characters that are read again for each mend."""


class Slip(NamedTuple):
    """A slip: its line and column (from 0), what it is, what to write instead, and the lines without it.

    Of several that would do, the one with the least `odds` against it is the one.
    """

    line: int
    column: int
    message: str
    hint: str
    mended: Sequence[str]
    odds: tuple[bool, int] = (False, 1)


Search = Callable[[Sequence[str], int], Iterator[Slip]]
"""Gives the slips of one sort that a line may hold; the line is named by its place (from 0)."""


def slip(text: str, error: yaml.MarkedYAMLError) -> Slip | None:
    """The slip for which a text cannot be read, where it is one of those that are known."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return None
    lines = text.split("\n")
    last = min(mark.line, len(lines) - 1)
    window = _Window(lines, last)
    if window.is_too_large:
        return None
    near = [line for line in range(last, max(-1, last - _FAR), -1) if lines[line].strip()]
    begin = error.context_mark.line if error.context_mark and "flow" in (error.context or "") else last
    begin = min(begin, last)
    for search in (_brackets, *_SIGNS, _words):
        for line in (begin,) if search is _brackets else near[:3]:
            found = next((one for one in search(lines, line) if window.reach(one) > last), None)
            if found:
                return found
    moved = [
        one for search in (_columns, _dashless, _unindented) for line in near for one in search(lines, line)
    ]
    reached = [(-window.reach(one), one.odds, rank, one) for rank, one in enumerate(moved)]
    best = min(reached, default=None)
    return best[-1] if best and -best[0] > last else None


class _Window:
    """The part of a text that is read to try a mend: from a field above the mistake to some lines below."""

    def __init__(self, lines: Sequence[str], last: int) -> None:
        self._first = next((at for at in range(max(0, last - _FAR), 0, -1) if _FIELD.match(lines[at])), 0)
        self._end = last + _BELOW
        self.is_too_large = sum(map(len, lines[self._first : self._end])) > _MOST

    def reach(self, slip: Slip) -> float:
        """The line (from 0) in which the reading ends when a slip is mended; infinite for a whole one."""
        text = "\n".join(slip.mended[self._first : self._end])
        try:
            for _ in events(text, hidden(text)):
                pass
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            return self._first + mark.line if mark else 0
        return float("inf")


def _put(lines: Sequence[str], line: int, row: str) -> list[str]:
    return [*lines[:line], row, *lines[line + 1 :]]


def _sign(
    pattern: re.Pattern[str], message: str, hint: str, instead: str, at: str, *, repeated: bool = False
) -> Search:
    """Looks for a wrong sign at the beginning of a line; `at` is the group that holds it, or its end.

    `repeated` asks that the key stands elsewhere too, so that no word of a text is taken for one.
    """

    def search(lines: Sequence[str], line: int) -> Iterator[Slip]:
        row = lines[line]
        found = pattern.match(row)
        if not found or (repeated and not _is_key(lines, found["key"])):
            return
        mended = found.expand(instead) + row[found.end() :]
        column = found.start(at) if at else found.end() - 1
        sign = row[column]
        shown = " ".join(mended.split())
        yield Slip(
            line, column, message.format(sign), hint.format(shown[:60]), mended=_put(lines, line, mended)
        )

    return search


def _is_key(lines: Sequence[str], word: str) -> bool:
    return word in _inner() or any(found["key"] == word for found in map(_KEY_LINE.match, lines) if found)


def _tabs(lines: Sequence[str], line: int) -> Iterator[Slip]:
    """A tab that indents."""
    row = lines[line]
    found = _TAB.match(row)
    if not found:
        return
    for column in _margins(lines, line, dash=_DASH_LINE.match(row.lstrip()) is not None):
        mended = " " * column + row.lstrip()
        message = "a tab stands where only spaces may"
        hint = f"indent with spaces: begin the line in column {column + 1}"
        yield Slip(line, row.index("\t"), message, hint, mended=_put(lines, line, mended))


def _margins(lines: Sequence[str], line: int, *, dash: bool) -> Iterator[int]:
    """The columns (from 0) in which the keys, or the dashes, of the lines above begin, the nearest first.

    Dashes before the same key come before all others, and then two columns before the key below.
    """
    above = list(reversed(lines[max(0, line - _FAR) : line]))
    if dash:
        rows = [row for row in above if _DASH_LINE.match(row)]
        alike = [row for row in rows if ":" in row and _first_key(row) == _first_key(lines[line])]
        below = _KEY_LINE.match(lines[line + 1]) if line + 1 < len(lines) else None
        next_key = [below.start("key") - 2] if below and below.start("key") >= 2 else []
        columns = [*map(indentation, alike), *next_key, *map(indentation, rows)]
    else:
        columns = [*(found.start("key") for found in map(_KEY_LINE.match, above) if found), 0]
    yield from dict.fromkeys(columns)


def _first_key(row: str) -> str:
    return row.partition(":")[0].strip(" \t-")


def _brackets(lines: Sequence[str], line: int) -> Iterator[Slip]:
    """A bracket that is not closed in its line."""
    row = lines[line]
    opened: list[int] = []
    for found in _QUOTED.finditer(row):
        sign = found[0]
        if sign in _OPENING:
            opened.append(found.start())
        elif sign in "]}" and opened:
            if _OPENING[row[opened[-1]]] != sign:
                mended = f"{row[: found.start()]}{_OPENING[row[opened[-1]]]}{row[found.start() :]}"
                yield _unclosed(lines, line, opened[-1], mended)
                return
            opened.pop()
    if opened:
        closing = "".join(_OPENING[row[at]] for at in reversed(opened))
        yield _unclosed(lines, line, opened[-1], row.rstrip().rstrip(",") + closing)


def _unclosed(lines: Sequence[str], line: int, column: int, mended: str) -> Slip:
    sign = lines[line][column]
    message = f"the bracket {sign} that opens here is not closed"
    hint = f"close it with {_OPENING[sign]} behind its last item"
    return Slip(line, column, message, hint, mended=_put(lines, line, mended))


def _words(lines: Sequence[str], line: int) -> Iterator[Slip]:
    """A quotation mark in a text that has them around it, or words behind the one that closes it."""
    row = lines[line]
    found = _KEY_LINE.match(row) or _DASH_LINE.match(row)
    start = found.end() if found else 0
    value = row[start:].strip()
    if not found or value[:1] not in ("'", '"'):
        return
    quoted = _QUOTED.match(value)
    rest = value[quoted.end() :].strip() if quoted else ""
    if not quoted or not rest or rest[0] in "#,]}":
        return
    mark = value[0]
    column = row.index(value, start) + quoted.end() - 1
    escaped = "\\" + mark if mark == '"' else "''"
    around = value[-1] == mark
    message = f"the text goes on behind the {mark} that closes it"
    hint = (
        f"inside, write {escaped} for this sign"
        if around
        else f"put all of the text between {mark}, and write {escaped} inside"
    )
    yield Slip(line, column, message, hint, mended=_put(lines, line, f'{row[:start]} "…"'))


def _columns(lines: Sequence[str], line: int) -> Iterator[Slip]:
    """A key, or a dash, in another column than those that it belongs to, with the lines that follow it."""
    row, margin = lines[line], indentation(lines[line])
    dash = _DASH_LINE.match(row) is not None
    if not dash and not _KEY_LINE.match(row):
        return
    alike = _end(lines, line, lambda other: other == margin)
    root = _root(lines)
    odd = _is_rare(lines, margin) if dash else _is_misplaced(lines[line:alike], root)
    if margin == 0 and not dash and not odd:
        return
    below = _end(lines, line, lambda other: other > margin)
    onward = _end(lines, line, lambda other: other >= margin and (dash or other > 0))
    what = "dash" if dash else "key"
    has_like = not dash or any(map(_DASH_LINE.match, lines[:line]))
    for column in _margins(lines, line, dash=dash):
        fits = column != margin and (dash or _fits(row, column, root))
        for stop in sorted({line + 1, alike, below, onward}) if fits else ():
            moved = [
                " " * max(0, indentation(one) + column - margin) + one.lstrip(" ") for one in lines[line:stop]
            ]
            mended = [*lines[:line], *moved, *lines[stop:]]
            like = f"like the {what} above" if has_like else "as its keys are"
            hint = f"indent it {like}: begin it in column {column + 1}"
            if stop > line + 1:
                hint += f", and the lines to line {stop} with it"
            message = f"this {what} is out of line"
            yield Slip(line, margin, message, hint, mended=mended, odds=(not odd, stop - line))


def _is_rare(lines: Sequence[str], margin: int) -> bool:
    """Whether no other dash stands in a column, though there are others."""
    margins = [indentation(row) for row in lines if _DASH_LINE.match(row)]
    return len(margins) > 1 and margins.count(margin) == 1


def _is_misplaced(rows: Sequence[str], root: frozenset[str]) -> bool:
    """Whether a key of some lines cannot stand where it stands."""
    return any(not _fits(row, indentation(row), root) for row in rows if _KEY_LINE.match(row))


def _fits(row: str, column: int, root: frozenset[str]) -> bool:
    """Whether the key of a line may begin in a column: those of the record itself alone are not indented."""
    found = _KEY_LINE.match(row)
    key = found["key"] if found else ""
    if not root:
        return True
    return key not in root or key in _inner() if column else key in root


def _root(lines: Sequence[str]) -> frozenset[str]:
    """The keys of the record itself, as its lines that are not indented show it; none where they do not."""
    keys = {found["key"] for found in map(_FIELD.match, lines) if found}
    every = [frozenset(shape.key for shape in fields(root)) for root in _ROOTS]
    likest = max(every, key=lambda names: len(keys & names))
    return likest if keys & likest else frozenset()


@cache
def _inner() -> frozenset[str]:
    """The keys of the parts of records."""
    parts = {part for root in _ROOTS for part in models(root)} - {*_ROOTS}
    return frozenset(shape.key for part in parts for shape in fields(part))


def _dashless(lines: Sequence[str], line: int) -> Iterator[Slip]:
    """The first item of a list, without its dash."""
    row = lines[line]
    found, above = _KEY_LINE.match(row), lines[line - 1] if line else ""
    if found and found.start("key") >= 2 and not _DASH_LINE.match(row) and above.rstrip().endswith(":"):
        column = found.start("key")
        mended = f"{row[: column - 2]}- {row[column:]}"
        hint = f"write `{mended.strip()[:60]}`"
        message = "a dash is missing before this item of a list"
        yield Slip(line, column, message, hint, mended=_put(lines, line, mended))


def _end(lines: Sequence[str], line: int, goes_on: Callable[[int], bool]) -> int:
    """The first line below one whose margin tells that it does not belong to it."""
    rows = range(line + 1, len(lines))
    return next(
        (at for at in rows if not lines[at].strip() or not goes_on(indentation(lines[at]))), len(lines)
    )


def _unindented(lines: Sequence[str], line: int) -> Iterator[Slip]:
    """Text that should go on under its key and stands as far to the left."""
    if _KEY_LINE.match(lines[line]) or lines[line].strip() in ("", "...", "---"):
        return
    above = next((row for row in reversed(lines[:line]) if row.strip()), "")
    found = _KEY_LINE.match(above)
    if not found or indentation(lines[line]) > found.start("key"):
        return
    column = found.start("key") + 2
    keys = (at for at in range(line, len(lines)) if _KEY_LINE.match(lines[at]))
    end = next(keys, len(lines))
    moved = [
        " " * (column - indentation(lines[line])) + row if row.strip() else row for row in lines[line:end]
    ]
    hint = f"indent the text below its key: begin its lines in column {column + 1}"
    mended = [*lines[:line], *moved, *lines[end:]]
    yield Slip(line, indentation(lines[line]), "this line is a text and is not indented", hint, mended=mended)


_SIGNS: tuple[Search, ...] = (
    _tabs,
    _sign(_TIGHT_DASH, "a space is missing behind this dash", "write `{}`", r"\g<0> ", ""),
    _sign(
        _OTHER_DASH,
        "this {} is not the dash of a list",
        "write a hyphen and a space: `{}`",
        r"\g<head>- ",
        "dash",
    ),
    _sign(
        _OTHER_COLON, "this {} is not the colon that YAML knows", "write `{}`", r"\g<head>\g<key>: ", "colon"
    ),
    _sign(_TIGHT_COLON, "a space is missing behind this colon", "write `{}`", r"\g<0> ", ""),
    _sign(_OTHER_SIGN, "{} stands where a colon should", "write `{}`", r"\g<head>\g<key>: ", "sign"),
    _sign(
        _NO_COLON,
        "a colon is missing behind this key",
        "write `{}`",
        r"\g<head>\g<key>: ",
        "key",
        repeated=True,
    ),
)
"""Wrong signs at the beginning of a line, the surest first."""
