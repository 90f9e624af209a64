"""Whether the texts bear the claims out.

Each claim is looked up once, and everything that asks reads the answer here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.evidence.claims import Claim
from generator.text.matching import places_in


@dataclass(frozen=True, slots=True)
class Proof:
    """A claim, and how often its words stand in each of its passages.

    A count is None where the text of the source is not at hand, and 0 where it has no such paragraph. A bare
    citation counts 1 where the paragraph exists.
    """

    claim: Claim
    counts: tuple[int | None, ...]


Paragraphs = Mapping[str, tuple[str, ...]]
"""The paragraphs of each text at hand, by its source, made `even`."""


def proofs(texts: Paragraphs, claims: Iterable[Claim]) -> Iterator[Proof]:
    """Each claim with what the texts at hand say of it."""
    for claim in claims:
        words, passages = claim.normalised, claim.passages
        yield Proof(claim, tuple([_count(texts.get(source), number, words) for source, number in passages]))


def _count(text: tuple[str, ...] | None, number: int, words: str) -> int | None:
    if text is None:
        return None
    if number > len(text):
        return 0
    return len(places_in(words, text[number - 1])) if words else 1
