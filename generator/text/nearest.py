"""The wording of a source's text that is nearest to a quotation which does not stand in it."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from generator.text.typography import even, flat, normalise
from generator.text.words import whole


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
        place = even(paragraph)
        alignment = fuzz.partial_ratio_alignment(words, place, score_cutoff=60)
        if alignment is not None and (best is None or alignment.score > best.likeness):
            start, end = whole(place, alignment.dest_start, alignment.dest_end)
            best = Nearest(number, flat(place[start:end]).strip(" \"'"), alignment.score)
    return best
