"""Passages of a source's text: paragraphs, and whether words stand in one.

Two texts count as equal when they are equal after `normalise`, and in no other case. What it evens out is
typography that a keyboard, a browser or an editor changes without being asked; it never touches a letter, a digit or a mark
that carries meaning. NFC is used, not NFKC: NFKC would make 10² equal to 102 and ½ equal to 1⁄2.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from rapidfuzz import fuzz

_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_SPACE = re.compile(r"\s+")
_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»〝〞＂″", '"'),
        **dict.fromkeys("‘’‚‛‹›ʼ＇′`´", "'"),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
        "…": "...",
        "\u00ad": "",
        "\u200b": "",
        "\u2060": "",
        "\ufeff": "",
    }
)
_INSIDE = re.compile(r"[“\"„‟«〝＂]([^“”\"„‟«»〝〞＂]+)[”\"“‟»〞＂]")

_CONTRACTED = re.compile(r"'\w")
_IN_NUMBER = re.compile(r"\d[.,]\d")


def paragraphs(text: str) -> tuple[str, ...]:
    """The blocks of a text between blank lines, in order; the first is paragraph 1."""
    even = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    return tuple(_SPACE.sub(" ", block).strip() for block in _BLANK.split(even) if block.strip())


def normalise(text: str) -> str:
    """The text with its typography evened out: NFC, plain quotation marks, apostrophes, dashes, dots and single spaces."""
    even = unicodedata.normalize("NFC", text).translate(_TYPOGRAPHY)
    return _SPACE.sub(" ", unicodedata.normalize("NFC", even)).strip()


def stands_in(quote: str, paragraph: str) -> bool:
    """Whether the words stand in the paragraph, whole words only, after `normalise` of both."""
    words, place = normalise(quote), normalise(paragraph)
    start = place.find(words) if words else -1
    while start >= 0:
        if _whole(place, start, start + len(words)):
            return True
        start = place.find(words, start + 1)
    return False


def _whole(text: str, start: int, end: int) -> bool:
    """Whether no word or number is cut: neither `can` out of `can't` nor `7` out of `7.5` is whole."""
    cut_before = text[start].isalnum() and text[max(start - 1, 0) : start].isalnum()
    cut_after = text[end - 1].isalnum() and (text[end : end + 1].isalnum() or _CONTRACTED.match(text, end) is not None)
    in_number = any(_IN_NUMBER.match(text, at - 1) or _IN_NUMBER.match(text, at - 2) for at in (start, end) if at > 1)
    return not (cut_before or cut_after or in_number)


def quoted(text: str) -> tuple[str, ...]:
    """The words that stand between double quotation marks in a sentence, in order."""
    return tuple(found.strip(" ,.;:") for found in _INSIDE.findall(text) if found.strip(" ,.;:"))


@dataclass(frozen=True, slots=True)
class Nearest:
    """The wording of a text that is most like a quotation: its paragraph (from 1), words and likeness (0 to 100)."""

    paragraph: int
    words: str
    likeness: float


def nearest(quote: str, text: tuple[str, ...]) -> Nearest | None:
    """The most similar wording in the paragraphs of a text, or None when nothing is at all alike.

    Only a hint is made of it; likeness never makes a quotation true.
    """
    best: Nearest | None = None
    words = normalise(quote)
    for number, paragraph in enumerate(text, 1):
        place = normalise(paragraph)
        found = fuzz.partial_ratio_alignment(words, place, score_cutoff=60)
        if found is not None and (best is None or found.score > best.likeness):
            best = Nearest(number, _widen(place, found.dest_start, found.dest_end), found.score)
    return best


def _widen(text: str, start: int, end: int) -> str:
    """The stretch of a text, made longer so that it does not begin or end inside a word."""
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return text[start:end].strip(" \"'")
