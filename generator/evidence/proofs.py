"""Whether the texts bear the claims out: each claim is looked up once, and everything that asks reads the answer here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.corpus.index import Corpus
from generator.evidence.claims import Claim
from generator.text.matching import places


@dataclass(frozen=True, slots=True)
class Proof:
    """A claim, and how often its words stand in each of its passages.

    A count is None where the text of the source is not at hand, and 0 where it has no such paragraph. A bare citation counts 1
    where the paragraph exists.
    """

    claim: Claim
    counts: tuple[int | None, ...]


def proofs(corpus: Corpus, claims: Iterable[Claim]) -> Iterator[Proof]:
    """Each claim with what the texts at hand say of it."""
    for claim in claims:
        yield Proof(claim, tuple(_count(corpus, claim, passage) for passage in claim.passages))


def _count(corpus: Corpus, claim: Claim, passage: tuple[str, int]) -> int | None:
    source, number = passage
    text = corpus.texts.get(source)
    if text is None:
        return None
    if number > len(text):
        return 0
    return len(places(claim.words, text[number - 1])) if claim.words else 1
