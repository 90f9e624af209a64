"""Dates with their uncertainty: the part of EDTF (ISO 8601-2:2019, levels 0 and 1) that a briefing needs.

`2019-05-14`, `2019-05`, `2019`; `~` about, `?` uncertain, `%` both; `2019-06-28/2019-06-29` from one to
another.
"""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from dataclasses import dataclass
from datetime import date

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%])?\Z")
_WORDS = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)? )?([a-z]{3,9})\.?(?: (\d{1,2})(?:st|nd|rd|th)?)?,? (\d{4})\Z"
)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})\Z")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})\Z")
_QUALITY = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}


class BadDate(ValueError):
    """Text that is no date; the message says why, `hint` what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Point:
    """A day, a month or a year; `month` and `day` are None where they are not known."""

    year: int
    month: int | None
    day: int | None
    quality: str

    @property
    def first(self) -> date:
        """The first day that it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def words(self) -> str:
        """The date as a reader writes it: `14 May 2019`, `about 2014`."""
        parts = [
            str(self.day) if self.day else "",
            month_name[self.month] if self.month else "",
            f"{self.year:04d}",
        ]
        return _QUALITY[self.quality] + " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date or an interval as the editor wrote it (`text`); `end` equals `start` for a single date."""

    text: str
    start: Point
    end: Point

    @property
    def first(self) -> date:
        """The earliest day that it can mean."""
        return self.start.first

    @property
    def last(self) -> date:
        """The latest day that it can mean."""
        return self.end.last

    @property
    def uncertain(self) -> bool:
        """Whether the editor doubts it (`?`, `%`); a date that is merely approximate (`~`) is not doubted."""
        return any(point.quality in ("?", "%") for point in (self.start, self.end))

    @property
    def order(self) -> tuple[date, date]:
        """The key that sorts dates: by first day, then by last."""
        return self.first, self.last

    @property
    def words(self) -> str:
        """The date as a reader writes it: `28 to 29 June 2019`."""
        start, end = self.start, self.end
        if start == end:
            return start.words
        if (
            start.day
            and end.day
            and (start.year, start.month, start.quality) == (end.year, end.month, end.quality)
        ):
            month = month_name[end.month or 1]
            return f"{_QUALITY[start.quality]}{start.day} to {end.day} {month} {end.year:04d}"
        return f"{start.words} to {end.words}"


def parse(text: str) -> Edtf:
    """Read an EDTF date or interval; raises `BadDate` on anything else."""
    start, slash, end = text.partition("/")
    try:
        first = _point(start)
        last = _point(end) if slash else first
    except BadDate as error:
        if slash and str(error).startswith("`"):
            raise BadDate(f"`{text[:40]}` is not a date", _hint(text)) from error
        raise
    if last.last < first.first:
        raise BadDate(f"the interval `{text}` ends before it begins", f"write `{end}/{start}`")
    return Edtf(text, first, last)


def _point(text: str) -> Point:
    match = _POINT.match(text) if text.isascii() else None
    if match is None:
        raise BadDate(f"`{text[:40]}` is not a date", _hint(text))
    year, month, day = (int(part) if part else None for part in match.groups()[:3])
    assert year is not None
    if year == 0:
        raise BadDate("there is no year 0000", "write the year with four digits")
    if month is not None and not 1 <= month <= 12:
        raise BadDate(
            f"there is no month {month:02d}", "write year, month and day in this order: `2019-05-14`"
        )
    if day is not None and month is not None and not 1 <= day <= monthrange(year, month)[1]:
        raise BadDate(
            f"{month_name[month]} {year} has no day {day}", f"the last day is {monthrange(year, month)[1]}"
        )
    return Point(year, month, day, match[4] or "")


def _hint(text: str) -> str:
    """What to write instead: the day or the interval that is plainly meant, else the forms of a date."""
    meant = _meant(text)
    if not meant and text.count("/") == 1:
        halves = [_meant(half) or (half if _POINT.match(half) else "") for half in text.split("/")]
        meant = "/".join(halves) if all(halves) else ""
    return (
        f"write `{meant}`"
        if meant
        else "write `2019-05-14`, `2019-05`, `2019`, `2014~` (about) or `2019-06-28/2019-06-29`"
    )


def _meant(text: str) -> str:
    """The day that a text names in another form, as EDTF; empty where it names none, or could mean two."""
    text = " ".join(text.lower().split()) if text.isascii() else ""
    days: set[tuple[int, int, int]] = set()
    if match := _WORDS.match(text):
        months = [number for number in range(1, 13) if month_name[number].lower().startswith(match[2])]
        day_numbers = [int(day) for day in (match[1], match[3]) if day]
        days = {(int(match[4]), month, day) for month in months for day in day_numbers}
    elif match := _YEAR_FIRST.match(text):
        days = {(int(match[1]), int(match[3]), int(match[4]))}
    elif match := _YEAR_LAST.match(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        days = {(year, second, first), (year, first, second)}
    dates = [
        f"{year:04d}-{month:02d}-{day:02d}"
        for year, month, day in days
        if year and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    ]
    return dates[0] if len(dates) == 1 else ""
