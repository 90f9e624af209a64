"""Numerals: the words that name numbers, language by language.

They stand in `numerals.toml`. Names of months and of days of the week, and the decimal sign, do not: they
come from CLDR.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files

Rows = Mapping[str, str]
"""Words, parted by blanks, by their value."""


@dataclass(frozen=True)
class Numerals:
    """The numerals of one language, as the table has them.

    `words` are added to one another, `scales` multiply what stands before them, and so do the `parts` of a
    whole. `unsure` are words that mean a number only beside others. `joins` stand between the words of one
    number; `joins_tens` says that they may stand after tens. `percent` is a pattern of what makes a number a
    percentage, `idioms` of phrases in which a numeral counts nothing, `of_month` of a day that is named by
    its number alone. `joined` says that numerals are written in one word, which `suffixes` may end, and
    `units_first` that units stand before tens. `minus` are words of a negative number. `days` are patterns of
    today, yesterday and tomorrow; `months` are forms of the names of the months that CLDR has not.
    """

    percent: str
    days: tuple[str, str, str]
    parts: Rows
    words: Rows
    scales: Rows
    months: tuple[str, ...]
    joins: str = ""
    unsure: str = ""
    idioms: str = ""
    endings: str = ""
    suffixes: str = ""
    minus: str = ""
    of_month: str = ""
    joined: bool = False
    units_first: bool = False
    joins_tens: bool = True


_EMPTY: Mapping[str, object] = {"words": {}, "scales": {}, "months": ()}


def _table() -> Mapping[str, Numerals]:
    text = files("generator.text").joinpath("numerals.toml").read_text("utf-8")
    return {name: Numerals(**{**_EMPTY, **row}) for name, row in tomllib.loads(text).items()}


NUMERALS: Mapping[str, Numerals] = _table()
"""The numerals of each language whose numbers are read in words too, by its subtag (BCP 47)."""

SHORT: Mapping[str, tuple[int, ...]] = {
    **dict.fromkeys(("k", "tsd", "тыс", "тис", "tys"), (10**3,)),
    **dict.fromkeys(("m", "mn", "mln", "mio", "млн"), (10**6,)),
    **dict.fromkeys(("b", "bn", "mrd", "mld", "mlr", "md", "млрд"), (10**9,)),
    **dict.fromkeys(("tn", "bio", "трлн"), (10**12,)),
    "bln": (10**9, 10**12),
}
"""What multiplies the digits that it follows, in any language, and means nothing by itself."""

PREFIXES = frozenset(
    (
        *("mid", "pre", "post", "early", "late", "end", "no", "nr", "art", "us", "rs"),
        *("eur", "usd", "gbp", "chf", "rub", "uah", "rmb", "cny", "jpy"),
    )
)
"""What may be tied to a number that is a number for all that, as in `mid-2019`, and not part of a name."""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The numerals of a language, ready to be looked up by `plain` words.

    `paired` are the first words of those that are two, as `quatre-vingts` is.
    """

    words: Mapping[str, int]
    scales: Mapping[str, int]
    parts: Mapping[str, Fraction]
    joins: frozenset[str]
    unsure: frozenset[str]
    suffixes: tuple[str, ...]
    minus: frozenset[str]
    units_first: bool
    joins_tens: bool
    joined: bool
    teens: bool
    paired: frozenset[str]

    def knows(self, word: str) -> bool:
        """Whether a word names a number or a part of a whole."""
        return word in self.words or word in self.scales or word in self.parts


_MARKS = re.compile("[\u064b-\u0652\u0670\u0640\u200c\u0027\u2019\u02bc\u0301]")
_LETTERS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ё": "е", "İ": "i"}
)


def plain(word: str) -> str:
    """A word as it is looked up.

    Small letters, without the marks and the variants of letters that writers leave out.
    """
    return _MARKS.sub("", word.translate(_LETTERS)).lower()


@cache
def lexicon(language: str) -> Lexicon | None:
    """The lexicon of a language (BCP 47); None where its numerals are not known."""
    subtag = language.partition("-")[0].lower()
    table = NUMERALS.get(subtag)
    if table is None:
        return None
    endings = table.endings.split()
    words = {word: int(value) for word, value in _spread(table.words, endings)}
    return Lexicon(
        words=words,
        scales={word: int(value) for word, value in _spread(table.scales, endings)},
        parts={word: Fraction(value) for word, value in _spread(table.parts, endings)},
        joins=frozenset(map(plain, table.joins.split())),
        unsure=frozenset(map(plain, table.unsure.split())),
        suffixes=tuple(sorted(map(plain, table.suffixes.split()), key=len, reverse=True)),
        minus=frozenset(map(plain, table.minus.split())),
        units_first=table.units_first,
        joins_tens=table.joins_tens,
        joined=table.joined,
        teens=subtag == "ar",
        paired=frozenset(word.partition("-")[0] for word in words if "-" in word),
    )


def _spread(rows: Rows, endings: Iterable[str]) -> Iterator[tuple[str, str]]:
    for value, words in rows.items():
        for word in words.split():
            forms = (word[:-1] + ending for ending in endings) if word.endswith("@") else (word,)
            yield from ((plain(form), value) for form in forms)
