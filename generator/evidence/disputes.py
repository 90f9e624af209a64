"""Which statement contradicts which.

It is read from `disputed_by` and `disputes`, whichever end an editor wrote it at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.corpus.entries import Item
from generator.corpus.index import Corpus
from generator.findings.diagnostics import Pointer


@dataclass(frozen=True, slots=True)
class Dispute:
    """`against` contradicts `claim`.

    `declared` says at which items, and where in them, an editor wrote so.
    """

    claim: Item
    against: Item
    declared: tuple[tuple[Item, Pointer], ...]


def disputes(corpus: Corpus) -> tuple[Dispute, ...]:
    """Every pair once, in the order in which the corpus names them.

    The first tie between two says which is the claim.
    """
    found: dict[frozenset[str], tuple[Item, Item, list[tuple[Item, Pointer]]]] = {}
    for claim, against, holder, pointer in _ties(corpus):
        pair = frozenset((claim.key or "", against.key or ""))
        found.setdefault(pair, (claim, against, []))[2].append((holder, pointer))
    return tuple(Dispute(claim, against, tuple(declared)) for claim, against, declared in found.values())


def _ties(corpus: Corpus) -> Iterator[tuple[Item, Item, Item, Pointer]]:
    """Every reference as claim, its contradiction, the item that says so, and the place.

    What leads nowhere is left out.
    """
    for item, tie, other in corpus.ties:
        if other is not item and tie.field in ("disputed_by", "disputes"):
            claim, against = (item, other) if tie.field == "disputed_by" else (other, item)
            yield claim, against, item, (*item.pointer, tie.field, tie.place)
