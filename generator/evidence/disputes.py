"""Which statement contradicts which.

It is read from `disputed_by` and `disputes`, whichever end an editor wrote it at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.corpus.entries import PlacedEntry
from generator.corpus.index import Corpus
from generator.findings.diagnostics import Pointer


@dataclass(frozen=True, slots=True)
class Dispute:
    """`against` contradicts `claim`.

    `declared` says at which entries, and where in them, an editor wrote so.
    """

    claim: PlacedEntry
    against: PlacedEntry
    declared: tuple[tuple[PlacedEntry, Pointer], ...]


def disputes(corpus: Corpus) -> tuple[Dispute, ...]:
    """Every pair once, in the order in which the corpus names them.

    The first tie between two says which is the claim.
    """
    found: dict[frozenset[str], tuple[PlacedEntry, PlacedEntry, list[tuple[PlacedEntry, Pointer]]]] = {}
    for claim, against, holder, pointer in _ties(corpus):
        pair = frozenset((claim.key or "", against.key or ""))
        found.setdefault(pair, (claim, against, []))[2].append((holder, pointer))
    return tuple(Dispute(claim, against, tuple(declared)) for claim, against, declared in found.values())


def _ties(corpus: Corpus) -> Iterator[tuple[PlacedEntry, PlacedEntry, PlacedEntry, Pointer]]:
    """Every reference as claim, its contradiction, the entry that says so, and the place.

    What leads nowhere is left out.
    """
    for entry, tie, other in corpus.ties:
        if other is not entry and tie.field in ("disputed_by", "disputes"):
            claim, against = (entry, other) if tie.field == "disputed_by" else (other, entry)
            yield claim, against, entry, (*entry.pointer, tie.field, tie.place)
