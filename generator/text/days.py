"""Days, months and years that a text names, and the days that it names by the day on which it appeared.

The names of months and of the days of the week come from CLDR, in every language that it has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError

from generator.text.caseless import Caseless
from generator.text.eastern import HAN_DIGITS
from generator.text.numerals import NUMERALS

_DAY = r"\d{1,2}(?:st|nd|rd|th|er|re|[ºª°.]|-?го|e)?"
_LIST = rf"{_DAY}(?:\s?(?:,|-|–|—|/|[^\W\d_]{{1,4}})\s?{_DAY})*"
_OF = r"(?:\s?(?:of|de|del|do|di|d['’])\s?|[\s-]{1,2}|)"
_YEAR = r"(?:,?\s?(?:of|de|del|do|des Jahres)?\s?(?P<year>[12]\d{3})(?!\d))"
_FOUR_DIGITS = re.compile(r"[12]\d{3}")
_ISO = re.compile(r"(?<![\d-])([12]\d{3})([-/.])(\d{1,2})\2(\d{1,2})(?![\d-])")
_YEAR_LAST = re.compile(r"(?<![\d.])(\d{1,2})([-/.])(\d{1,2})\2([12]\d{3})(?!\d)")
_HAN = "".join(sign for sign in HAN_DIGITS if "\u4e00" <= sign <= "\u9fff" or sign == "〇") + "十"
_EAST = re.compile(
    rf"(?:(?P<year>[12]\d{{3}}|[{_HAN}]{{4}})\s?[年년]\s?)?(?<![\d{_HAN}])(?P<month>\d{{1,2}}|[{_HAN}]{{1,3}})\s?[月월]"
    rf"(?:\s?(?P<day>\d{{1,2}}|[{_HAN}]{{1,3}})\s?[日号號일])?"
)
_EASTERN_MONTH = re.compile("[月월]")
_NEXT_DAY = re.compile(rf"\s?(?:[-–~〜～至到と과와및、,]|から)\s?(\d{{1,2}}|[{_HAN}]{{1,3}})\s?[日號号일]")
_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|of|by|since|until|till|before|after|from|to|through|early|mid|late|last|next|this|end|during)[\s-])\Z",
    re.IGNORECASE,
)
_MODAL = frozenset(("may", "march"))
"""English months that are other words as well."""
_WEEK = timedelta(days=7)
_NEAR = 60
"""How many days two distances may differ for a year to be doubtful."""


class Day(NamedTuple):
    """A day, a month or a year, as far as a text names it; None stands for what it does not name."""

    year: int | None
    month: int | None
    day: int | None

    @property
    def known(self) -> date | None:
        """The day itself, where all of it is named and there is such a day."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None

    @property
    def iso(self) -> str:
        """The day as ISO writes it, with `-` for what is not named."""
        return f"{self.year or '-'}-{self.month or '-'}-{self.day or '-'}"


@dataclass(frozen=True, slots=True)
class Dated:
    """Where a text names a day, from `start` to `end`, and the days that it can mean."""

    start: int
    end: int
    days: frozenset[Day]


@cache
def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language, sep="-") if language else None
    except (UnknownLocaleError, ValueError):
        return None


@cache
def decimal_sign(language: str) -> str:
    """The decimal sign of a language (BCP 47), `.` or `,`; empty where that is not known."""
    locale = _locale(language)
    symbols = locale.number_symbols if locale else {}
    sign = str(symbols.get("latn", {}).get("decimal", ""))
    return sign if sign in (".", ",") else ""


@cache
def _months(language: str) -> dict[str, int]:
    """The number of each name of a month, in small letters."""
    locale = _locale(language)
    names: dict[str, int] = {}
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for number, name in (locale.months[context][width] if locale else {}).items():
                if not any(sign.isdigit() for sign in name):
                    names.setdefault(name.rstrip(".").lower(), int(number))
    return names | _forms(language)


@cache
def _numbers(language: str) -> dict[str, int]:
    """The number of each name of a month, however its letters are written."""
    return {_folded(name): number for name, number in _months(language).items()}


def _folded(name: str) -> str:
    """A name without the differences that a search passes over: capitals, and the Turkish forms of i."""
    return name.casefold().replace("i\u0307", "i").replace("ı", "i")


def _forms(language: str) -> dict[str, int]:
    """The forms that CLDR has not."""
    table = NUMERALS.get(language.partition("-")[0])
    groups = table.months if table else ()
    return {form: number for number, group in enumerate(groups, 1) for form in group.split(" ") if form}


@cache
def _wide(language: str) -> frozenset[str]:
    """The names of the months that are not shortened."""
    locale = _locale(language)
    contexts = locale.months.values() if locale else ()
    names = [name for context in contexts for name in context["wide"].values()]
    return frozenset(map(_folded, (*names, *_forms(language))))


def _initials(names: Iterable[str]) -> str:
    """Looks whether one of some names may begin here, which takes less time than to try them all."""
    return f"(?=[{''.join(re.escape(sign) for sign in sorted({name[0] for name in names}))}])"


class _Relative(NamedTuple):
    """Finds days that are named by the day of issue: `any` looks in one go whether there may be one."""

    any: Caseless
    each: tuple[Caseless, ...]


class _Named(NamedTuple):
    """Finds days that have the name of a month: `any` looks in one go whether there may be one."""

    any: Caseless
    patterns: tuple[re.Pattern[str], ...]


@cache
def _named(language: str) -> _Named | None:
    """Finds the days that have the name of a month: after a day, before one, and without any."""
    names = sorted(_months(language), key=len, reverse=True)
    if not names or language[:2] in ("zh", "ja", "ko"):
        return None
    body = "|".join(re.escape(name).replace("\u00a0", "[ \u00a0]") for name in names)
    month = rf"{_initials(names)}(?P<month>{body})(?![^\W\d_])(?:\.(?=,?\s?\d))?"
    patterns = (
        re.compile(rf"(?<![\w.,])(?P<days>{_LIST}){_OF}{month}{_YEAR}?", re.IGNORECASE),
        re.compile(rf"(?<![^\W\d_]){month}\s(?:the\s)?(?P<days>{_LIST})(?![\d.,]*\d){_YEAR}?", re.IGNORECASE),
        re.compile(rf"(?<![^\W_]){month}{_YEAR}?", re.IGNORECASE),
    )
    return _Named(Caseless(_initials(names) + f"(?:{body})"), patterns)


def dated(text: str, language: str) -> tuple[Dated, ...]:
    """The days, months and years with a month that a text in a language (BCP 47) names.

    Digits of other scripts must have been made plain.
    """
    places: list[Dated] = []
    for place in _dated(text, language):
        if not any(place.start < other.end and other.start < place.end for other in places):
            places.append(place)
    return tuple(sorted(places, key=lambda place: place.start))


def _dated(text: str, language: str) -> Iterator[Dated]:
    in_digits = _FOUR_DIGITS.search(text) is not None
    for match in _ISO.finditer(text) if in_digits else ():
        yield from _place(match, (Day(int(match[1]), int(match[3]), int(match[4])),))
    for match in _YEAR_LAST.finditer(text) if in_digits else ():
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        yield from _place(match, (Day(year, second, first), Day(year, first, second)))
    for match in _EAST.finditer(text) if _EASTERN_MONTH.search(text) else ():
        day = Day(*(_han(match[name]) for name in ("year", "month", "day")))
        yield from _place(match, (day,))
        after = _NEXT_DAY.match(text, match.end()) if day.day else None
        if after:
            yield from _place(after, (day._replace(day=_han(after[1])),))
    names = _named(language)
    if names and names.any.within(text):
        for pattern in names.patterns:
            for match in pattern.finditer(text):
                yield from _with_name(text, match, language)


def _place(match: re.Match[str], days: Iterable[Day]) -> Iterator[Dated]:
    real = frozenset(
        day for day in days if (day.month or 0) in range(1, 13) and (day.day or 1) in range(1, 32)
    )
    if real:
        yield Dated(match.start(), match.end(), real)


def _with_name(text: str, match: re.Match[str], language: str) -> Iterator[Dated]:
    name, groups = match["month"], match.groupdict()
    month = _numbers(language).get(_folded(re.sub(r"(?<=كانون|تشرين) ", chr(160), name)))
    if month is None:
        return
    year = int(groups["year"]) if groups["year"] else None
    numbers = [int(number) for number in re.findall(r"\d+", groups.get("days") or "")]
    if not numbers and year is None and not _is_month(text, match.start(), name, language):
        return
    if any(number > 31 for number in numbers):
        return
    if not numbers:
        yield Dated(match.start(), match.end(), frozenset((Day(year, month, None),)))
        return
    start = match.start()
    for place, number in enumerate(re.finditer(r"\d+", text[match.start("days") : match.end("days")])):
        last = place == len(numbers) - 1
        begin = match.start("days") + number.start()
        end = match.end() if last else match.start("days") + number.end()
        yield Dated(start if place == 0 else begin, end, frozenset((Day(year, month, int(number[0])),)))


def _is_month(text: str, start: int, name: str, language: str) -> bool:
    """Whether a name that stands alone is that of a month, and no other word; a shortened one never is."""
    if _folded(name) not in _wide(language):
        return False
    if language[:2] != "en":
        return True
    if name.lower() in _MODAL:
        return name[0].isupper() and _BEFORE_MONTH.search(text[:start]) is not None
    return name[0].isupper()


def _han(number: str | None) -> int | None:
    if number is None or number.isdigit():
        return int(number) if number else None
    if len(number) == 4:
        return int("".join(str(HAN_DIGITS.get(sign, 0)) for sign in number))
    tens, ten, units = number.rpartition("十")
    return (HAN_DIGITS.get(tens, 1) * 10 if ten else 0) + HAN_DIGITS.get(units, 0)


@cache
def _weekdays(language: str) -> _Relative | None:
    """Finds each day of the week by its name, Monday first; endings and `evening` may follow."""
    locale = _locale(language)
    if locale is None:
        return None
    east = language[:2] in ("zh", "ja")
    patterns, beginnings = [], {"ال"}
    for number in range(7):
        names = {locale.days[context]["wide"][number] for context in ("format", "stand-alone")}
        names |= {locale.days["format"]["abbreviated"][number]} if language[:2] == "zh" else set()
        stems = {
            name[:-1] if language[:2] in ("ru", "uk", "pl") and len(name) > 4 else name for name in names
        }
        beginnings |= stems
        body = "|".join(map(re.escape, stems))
        patterns.append(body if east else rf"(?<!\w)(?:ال)?(?:{body})\w{{0,8}}")
    either = _initials(beginnings) + f"(?:{'|'.join(patterns)})"
    return _Relative(Caseless(either), tuple(map(Caseless, patterns)))


@cache
def _near(language: str) -> _Relative | None:
    """Finds today, yesterday and tomorrow."""
    table = NUMERALS.get(language.partition("-")[0])
    if table is None:
        return None
    east = language[:2] in ("zh", "ja")
    patterns = tuple(words if east else rf"(?<!\w)(?:{words})(?!\w)" for words in table.days)
    either = "|".join(f"(?:{pattern})" for pattern in patterns)
    return _Relative(Caseless(either), tuple(map(Caseless, patterns)))


def relative(text: str, language: str, issued: date) -> frozenset[Day]:
    """The days that a text names by the day on which it was issued.

    They are those of `today`, `yesterday` and `tomorrow`; for a day of the week the last one up to the day of
    issue and the next one after it; for a bare day of the month, as in `le 14`, likewise.
    """
    days: set[date] = set()
    table = NUMERALS.get(language.partition("-")[0])
    for place in _matching(_near(language), text):
        days.add(issued + timedelta(days=(0, -1, 1)[place]))
    for number in _matching(_weekdays(language), text):
        last = issued - timedelta(days=(issued.weekday() - number) % 7)
        days |= {last, last + _WEEK}
    if table and table.of_month:
        for match in re.finditer(table.of_month, text, re.IGNORECASE):
            days |= set(_around(int(match[1]), issued))
    return frozenset(Day(day.year, day.month, day.day) for day in days)


def _matching(named: _Relative | None, text: str) -> Iterator[int]:
    """The places of the patterns that a text matches."""
    if named and named.any.within(text):
        yield from (place for place, pattern in enumerate(named.each) if pattern.within(text))


def _around(number: int, issued: date) -> Iterator[date]:
    """The last day with that number up to a day, and the next one after it."""
    near = [issued + timedelta(days=offset) for offset in range(-62, 63)]
    fitting = [day for day in near if day.day == number]
    yield from [day for day in fitting if day <= issued][-1:]
    yield from [day for day in fitting if day > issued][:1]


def in_years(day: Day, issued: date) -> tuple[Day, ...]:
    """A day or month without a year, in the year that brings it nearest to the day of issue.

    About half a year away it may be in either of two years.
    """
    if day.year is not None or day.month is None:
        return (day,)
    distances = {
        year: abs((date(year, day.month, min(day.day or 15, 28)) - issued).days)
        for year in (issued.year - 1, issued.year, issued.year + 1)
        if 1 <= year <= 9999
    }
    nearest = min(distances.values())
    years = (year for year, distance in distances.items() if distance - nearest < _NEAR)
    return tuple(Day(year, day.month, day.day) for year in years)
