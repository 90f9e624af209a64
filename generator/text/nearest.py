"""The wording of a source's text that is nearest to a quotation which does not stand in it."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from generator.text.matching import normalise


@dataclass(frozen=True, slots=True)
class Nearest:
    """The wording of a text that is most like a quotation.

    It has its paragraph (from 1), words and likeness (0 to 100).
    """

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
        alignment = fuzz.partial_ratio_alignment(words, place, score_cutoff=60)
        if alignment is not None and (best is None or alignment.score > best.likeness):
            best = Nearest(number, _widen(place, alignment.dest_start, alignment.dest_end), alignment.score)
    return best


def _widen(text: str, start: int, end: int) -> str:
    """The stretch of a text, made longer so that it does not begin or end inside a word."""
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return text[start:end].strip(" \"'")
