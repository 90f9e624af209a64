"""What the sources themselves say where an editor put brackets into a quotation."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.evidence.claims import Claim
from generator.evidence.proofs import Paragraphs, Proof
from generator.text.matching import digest, own_words
from generator.text.typography import normalise


@dataclass(frozen=True, slots=True)
class Edited:
    """A quotation with an editor's brackets, its paragraph, and what the source has there."""

    claim: Claim
    source: str
    number: int
    own: str

    @property
    def passage(self) -> tuple[str, int]:
        """The source and the paragraph."""
        return self.source, self.number

    @property
    def line(self) -> str:
        """The line of the lock: the passage, the fingerprint of the quotation, the source's words as JSON."""
        own = json.dumps(self.own, ensure_ascii=False)
        return f"edited {self.source}#{self.number} {digest(self.claim.words)} {own}"


def edited(texts: Paragraphs, proofs: Iterable[Proof], locked: Mapping[str, str]) -> Iterator[Edited]:
    """Every quotation that brackets edit, as the texts at hand have it, else as the lock says.

    `locked` gives the source's words by the first three columns of their lines.
    """
    for proof in proofs:
        if "[" in proof.claim.words:
            yield from _edited(texts, proof, locked)


def _edited(texts: Paragraphs, proof: Proof, locked: Mapping[str, str]) -> Iterator[Edited]:
    claim = proof.claim
    for (source, number), count in zip(claim.passages, proof.counts, strict=True):
        key = f"edited {source}#{number} {digest(claim.words)}"
        own = own_words(normalise(claim.words), texts[source][number - 1]) if count else ""
        if own or (count is None and key in locked):
            yield Edited(claim, source, number, own or locked[key])
            return
