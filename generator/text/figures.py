"""The numbers that a text names, in digits and in words, as exact values.

Digits of every script, with the separators of any locale; the words of the languages of `numerals`.
A percentage is a fraction of a hundred, so that `50 %` is `half`. What could be read in two ways has both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache, lru_cache
from itertools import pairwise, zip_longest
from typing import NamedTuple

from generator.text.caseless import Caseless
from generator.text.days import Dated, dated, decimal_sign
from generator.text.digits import THIN, Figure, digits, unified
from generator.text.eastern import eastern
from generator.text.numerals import NUMERALS, PREFIXES, SHORT, Lexicon, lexicon, plain
from generator.text.spelled import GAP, WORD, begins, in_words, silent

_SEPARATORS = ".,'’٬٫،"
_NUMBER = re.compile(
    rf"(?<!\d)(?:\d{{1,3}}(?:[{THIN}]\d{{3}})+(?!\d)(?:[.,٫]\d+)?|\d+(?:[{_SEPARATORS}]\d+)*)"
)
_BEGINNING = re.compile(rf"\d|(?P<word>{WORD.pattern})|[^\x00-\x7f]")
"""Finds a digit, a word, or a sign that may be a number."""
_LETTERS = "A-Za-zÀ-ÖØ-öø-ɏͰ-ϿЀ-ӿ"
_TIED = re.compile(rf"[{_LETTERS}‐‑-]")
_TIED_BEFORE = re.compile(rf"([{_LETTERS}]+)[-‐‑]?\Z")
_TIED_AFTER = re.compile(rf"[{_LETTERS}\d]*")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|er|re|ère|e|ème|[ºª°])(?![^\W\d_])")
_ROMAN = re.compile(r"(?<![\w-])(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})(?![\w-])")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}
_DIGITS = re.compile(r"\d+")
_YEARS = re.compile(r"(?<!\d)([12]\d)\d\d[/–-]\Z")
_OF_MONTH = re.compile(r"\s(?:(?:of|de|del|di|do)\s)?")
_PERCENT = re.compile(rf"[{THIN}]?(?P<sign>[%٪％‰])")
_SLASH = re.compile(r"[/⁄](\d{1,4})(?![\d/])")
_RANGE = re.compile(r"\s?(?:-|–|—|~|〜|～|[^\W\d_]{1,4})\s?")
_EAST = ("zh", "ja", "ko")


class Reading(NamedTuple):
    """The days and the numbers that a text names; digits of a day are no number."""

    days: tuple[Dated, ...]
    figures: tuple[Figure, ...]


def days_of(text: str, language: str, original: str = "") -> tuple[Dated, ...]:
    """The days of `read`; numbers are looked for only where there is a day that one may belong to."""
    return read(text, language, original).days if dated(unified(text), language) else ()


@lru_cache(maxsize=65536)
def read(text: str, language: str, original: str = "") -> Reading:
    """The days and the numbers of a text in a language (BCP 47); `original` is what it was translated from.

    A translation may have kept the separators of its original, so numbers are read with those of both.
    """
    text = unified(text)
    subtag = language.partition("-")[0].lower()
    days = dated(text, language)
    signs = frozenset(decimal_sign(name) for name in (language, original) if name) or frozenset(("",))
    rest = _blanked(text, ((day.start, day.end) for day in days))
    figures: list[Figure] = []
    if subtag in _EAST:
        figures += eastern(rest, subtag, signs)
        rest = _blanked(rest, ((figure.start, figure.end) for figure in figures))
    words = lexicon(language)
    spelled = words is not None and not all(silent(word, words) for word in WORD.findall(rest))
    if spelled:
        rest = _blanked(rest, _idioms(subtag, rest))
    if spelled or any(map(str.isnumeric, rest)):
        beginning = _BEGINNING if spelled or not rest.isascii() else _DIGITS
        figures += _western(rest, words, signs, _percent_words(subtag), beginning=beginning)
    figures += _in_roman(rest)
    return _paired(text, days, list(_ranged(text, sorted(figures, key=lambda figure: figure.start))))


def _paired(text: str, days: tuple[Dated, ...], figures: list[Figure]) -> Reading:
    """A day in words made one with its month, as in `third of May`."""
    pairs: dict[Dated, tuple[Figure, Dated]] = {}
    for place in days:
        for figure in figures:
            if named := _day_in_words(text, place, figure):
                pairs[place] = figure, named
    used = [figure for figure, _ in pairs.values()]
    whole = [pairs[place][1] if place in pairs else place for place in days]
    return Reading(tuple(whole), tuple(figure for figure in figures if figure not in used))


def _day_in_words(text: str, place: Dated, figure: Figure) -> Dated | None:
    """The day of a month that stands without one, where a number stands right beside it."""
    day, *others = place.days
    number = next(iter(figure.values), Fraction(0))
    start, end = min(place.start, figure.start), max(place.end, figure.end)
    between = text[min(place.end, figure.end) : max(place.start, figure.start)]
    if (
        others
        or day.day
        or number.denominator > 1
        or not 1 <= number <= 31
        or not _OF_MONTH.fullmatch(between)
    ):
        return None
    return Dated(start, end, frozenset((day._replace(day=int(number)),)))


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text


def _idioms(subtag: str, text: str) -> list[tuple[int, int]]:
    """Where phrases stand in which a numeral counts nothing."""
    pattern = _idiom(subtag)
    return pattern.spans(text) if pattern else []


@cache
def _idiom(subtag: str) -> Caseless | None:
    table = NUMERALS.get(subtag)
    return Caseless(rf"\b(?:{table.idioms})") if table and table.idioms else None


@cache
def _percent_words(subtag: str) -> re.Pattern[str] | None:
    table = NUMERALS.get(subtag)
    return re.compile(rf"[{THIN}-]?(?:{table.percent})(?!\w)", re.IGNORECASE) if table else None


def _western(
    text: str,
    words: Lexicon | None,
    decimals: frozenset[str],
    percent: re.Pattern[str] | None,
    *,
    beginning: re.Pattern[str],
) -> Iterator[Figure]:
    """The numbers in digits and in words; `beginning` finds where one may begin."""
    at = 0
    while begin := _begin(text, at, words, beginning):
        at, sign = begin.start(), begin[0][0]
        if sign.isdecimal() and (match := _number(text, at, decimals)):
            figure = _in_digits(text, match, words, decimals)
            if words and _negative(text, match.start(), words):
                figure = replace(figure, values=frozenset(-value for value in figure.values))
            figure = _percentage(text, figure, percent)
            yield figure
            at = max(figure.end, match.end())
        elif not sign.isascii() and (value := _numeric(sign)) is not None:
            yield _percentage(text, Figure(at, at + 1, frozenset((value,))), percent)
            at += 1
        elif words and begin["word"] and (at == 0 or not text[at - 1].isalpha()):
            run = list(in_words(text, at, words)) if begins(begin[0], words) else []
            yield from (_percentage(text, figure, percent) for figure in run)
            at = run[-1].end if run else begin.end()
        else:
            at += 1


def _begin(text: str, at: int, words: Lexicon | None, beginning: re.Pattern[str]) -> re.Match[str] | None:
    """The next digit, sign or word with which a number may begin."""
    for begin in beginning.finditer(text, at):
        if begin.lastgroup is None or words is None or begins(begin[0], words) or begin[0][0].isnumeric():
            return begin
        if begin.start() == at and text[at - 1 : at].isalpha():  # the rest of a word
            return begin
    return None


def _in_roman(text: str) -> Iterator[Figure]:
    """The Roman numerals of two signs and more."""
    for match in _ROMAN.finditer(text):
        if match[0]:
            yield Figure(match.start(), match.end(), frozenset((Fraction(_roman(match[0])),)))


def _number(text: str, at: int, decimals: frozenset[str]) -> re.Match[str] | None:
    """The number in digits that begins at a place; of a list without blanks its first one."""
    if at > 1 and text[at - 1] in ".," and text[at - 2].isdigit():
        return _DIGITS.match(text, at)
    match = _NUMBER.match(text, at)
    return match if match is None or digits(match[0], decimals) else _DIGITS.match(text, at)


def _numeric(sign: str) -> Fraction | None:
    """The value of one sign that is a number by itself, such as ½ or Ⅳ; not of a raised or lowered digit."""
    if sign.isascii() or unicodedata.category(sign) not in ("No", "Nl"):
        return None
    if unicodedata.decomposition(sign).startswith(("<super>", "<sub>")):
        return None
    return Fraction(unicodedata.numeric(sign)).limit_denominator(1000)


def _roman(numeral: str) -> int:
    values = [_ROMAN_DIGITS[sign] for sign in numeral]
    return sum(-value if value < after else value for value, after in pairwise((*values, 0)))


def _in_digits(text: str, match: re.Match[str], words: Lexicon | None, decimals: frozenset[str]) -> Figure:
    start, end = match.span()
    touched = start and _TIED.match(text, start - 1)
    tied = _TIED_BEFORE.search(text, max(0, start - 24), start) if touched else None
    if tied and tied[1].lower() not in PREFIXES:
        after = _TIED_AFTER.match(text, end)
        assert after is not None
        stop = after.end() if after[0] not in ("s",) else end
        name = plain(tied[1]) + re.sub(r"\D", "", match[0]) + plain(text[end:stop])
        return Figure(tied.start(), stop, digits(match[0], decimals), name=name)
    values = digits(match[0], decimals)
    slash = _SLASH.match(text, end)
    if slash and len(match[0]) < 4 and int(slash[1]):
        values, end = frozenset(value / int(slash[1]) for value in values), slash.end()
    elif text[end : end + 1] and (part := _numeric(text[end])) is not None and part < 1:
        values, end = frozenset(value + part for value in values), end + 1
    elif len(match[0]) == 2 and (years := _YEARS.search(text, max(0, start - 6), start)):
        values |= {Fraction(int(years[1] + match[0]))}
    if sign := _sign_before(text, start):
        values |= {-value for value in values} if sign == "–" else set()
        values = frozenset(-value for value in values) if sign != "–" else values
    if ordinal := _ORDINAL.match(text, end):
        return Figure(start, ordinal.end(), values)
    return _multiplied(text, Figure(start, end, values), words)


def _sign_before(text: str, start: int) -> str:
    """The sign of a negative number right before it, if there is one: a dash that nothing stands before."""
    before = text[start - 1 : start]
    free = start < 2 or text[start - 2].isspace() or text[start - 2] in "(["
    return before if before and before in "-−–﹣－" and free else ""


def _negative(text: str, start: int, words: Lexicon) -> bool:
    if not text[start - 1 : start].isspace():
        return False
    before = re.search(r"(\w+)\s\Z", text[max(0, start - 20) : start])
    return before is not None and plain(before[1]) in words.minus


def _multiplied(text: str, figure: Figure, words: Lexicon | None) -> Figure:
    """A number in digits with the words after it that multiply it, as in 9 million."""
    while True:
        gap = GAP.match(text, figure.end)
        at = gap.end() if gap else figure.end
        word = WORD.match(text, at)
        scales = _scales(plain(word[0]), words, first=figure.factor == 1) if word else ()
        if not word or not scales:
            return figure
        values = frozenset(value * scale for value in figure.values for scale in scales)
        if plain(word[0]) in ("m", "b", "k"):
            values |= figure.values
        figure = replace(figure, end=word.end(), values=values, factor=figure.factor * scales[0])


def _scales(word: str, words: Lexicon | None, *, first: bool) -> tuple[Fraction, ...]:
    if words and word in words.scales:
        return (Fraction(words.scales[word]),)
    if words and first and word in words.parts and word not in words.unsure:
        return (words.parts[word],)
    return tuple(map(Fraction, SHORT.get(word, ())))


def _percentage(text: str, figure: Figure, percent: re.Pattern[str] | None) -> Figure:
    if figure.name:
        return figure
    before = text[figure.start - 1 : figure.start]
    match = _PERCENT.match(text, figure.end) or (percent.match(text, figure.end) if percent else None)
    leads = (before in ("%", "٪", "％") and before != "") or text[
        max(0, figure.start - 6) : figure.start
    ].lower() == "yüzde "
    if match is None and not leads:
        return figure
    below = Fraction(1, 1000 if match and match[0].endswith("‰") else 100)
    values = frozenset(value * below for value in figure.values)
    return replace(figure, end=match.end() if match else figure.end, values=values, factor=below)


def _ranged(text: str, figures: list[Figure]) -> Iterator[Figure]:
    """In `5 to 7 million` the first number may have the factor of the second."""
    for figure, after in zip_longest(figures, figures[1:]):
        shared = after is not None and figure.factor == 1 and after.factor != 1 and not figure.name
        if shared and _RANGE.fullmatch(text[figure.end : after.start]):
            yield replace(figure, values=figure.values | {value * after.factor for value in figure.values})
        else:
            yield figure
