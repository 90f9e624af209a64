"""Which statement contradicts which.

It is read from `disputed_by` and `disputes`, whichever end an editor wrote it at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from generator.corpus.entries import PlacedEntry
from generator.corpus.index import Corpus
from generator.findings.diagnostics import Pointer


class Declaration(NamedTuple):
    """Where an editor wrote that two entries contradict one another: at which entry, and where in it."""

    holder: PlacedEntry
    pointer: Pointer


@dataclass(frozen=True, slots=True)
class Dispute:
    """`against` contradicts `claim`.

    `declared` says where an editor wrote so.
    """

    claim: PlacedEntry
    against: PlacedEntry
    declared: tuple[Declaration, ...]


def disputes(corpus: Corpus) -> tuple[Dispute, ...]:
    """Every pair once, in the order in which the corpus names them.

    The first tie between two says which is the claim.
    """
    groups: dict[frozenset[str], list[Dispute]] = {}
    for dispute in _of_ties(corpus):
        pair = frozenset((dispute.claim.key or "", dispute.against.key or ""))
        groups.setdefault(pair, []).append(dispute)
    return tuple(_merged(group) for group in groups.values())


def _of_ties(corpus: Corpus) -> Iterator[Dispute]:
    """The dispute that each tie declares.

    What leads nowhere is left out.
    """
    for entry, tie, other in corpus.ties:
        if other is not entry and tie.field in ("disputed_by", "disputes"):
            claim, against = (entry, other) if tie.field == "disputed_by" else (other, entry)
            yield Dispute(claim, against, (Declaration(entry, (*entry.pointer, tie.field, tie.place)),))


def _merged(group: list[Dispute]) -> Dispute:
    """The first of the disputes between two entries, with what all of them declare."""
    declared = tuple(declaration for dispute in group for declaration in dispute.declared)
    return replace(group[0], declared=declared)
