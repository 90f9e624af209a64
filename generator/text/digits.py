"""Numbers in digits: of every script, with the separators of any locale, as exact values."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

THIN = " \u00a0\u2007\u2009\u202f"
"""The spaces that may stand within a number, or between it and what it counts."""
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text, from `start` to `end`, with the values that it can have.

    `name` is set where the digits are part of a name, such as `S-400`: its letters and digits alone. `sure`
    says that it is a number and no other word; `factor` is what its digits were multiplied by.
    """

    start: int
    end: int
    values: frozenset[Fraction]
    name: str = ""
    sure: bool = True
    factor: Fraction = Fraction(1)


def unified(text: str) -> str:
    """The text with its digits of any script as those of ASCII, every character in its place."""
    if text.isascii():
        return text
    return _FOREIGN_DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), text)


@lru_cache(maxsize=4096)
def digits(written: str, decimals: frozenset[str]) -> frozenset[Fraction]:
    """The values that a number in digits can have, by the decimal signs that may be meant.

    There is none where its separators are those of a list, as in 1,2,3 or in 1.2.3.
    """
    signs = [sign for sign in written if not sign.isdigit()]
    parts = re.split(r"\D", written)
    if not signs:
        return frozenset((Fraction(int(written)),))
    whole, groups, last = Fraction(int("".join(parts))), parts[1:], signs[-1]
    point = Fraction(int("".join(parts)), 10 ** len(parts[-1]))
    even = len(set(signs)) == 1 or (len(signs) > 1 and {*signs} <= {*THIN})
    grouped = len(parts[0]) <= 3 and parts[0] != "0" and _grouped(groups)
    if even and len(signs) > 1:
        return frozenset((whole,)) if grouped else frozenset()
    if len(signs) > 1:
        if len(set(signs[:-1])) == 1 and _grouped(groups[:-1]) and last in ".,٫'’":
            return frozenset((point,))
        return frozenset()
    if last in {*THIN, "'", "’", "٬"} and grouped:
        return frozenset((whole,))
    if not grouped or last == "٫":
        return frozenset((point,))
    known = {sign for sign in decimals if sign}
    readings = {point} if last in known or not known else set()
    readings |= {whole} if known != {last} else set()
    return frozenset(readings)


def _grouped(groups: list[str]) -> bool:
    """Whether digits are grouped as in 1,234,567 or in 12,34,567."""
    return (bool(groups) and len(groups[-1]) == 3 and {len(group) for group in groups[:-1]} <= {3}) or (
        len(groups) > 1 and len(groups[-1]) == 3 and {len(group) for group in groups[:-1]} <= {2}
    )
