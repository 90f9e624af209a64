"""What stands against what on a dossier's page.

That is statements that contradict one another, and passages that say otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.corpus.entries import Item
from generator.view.entries import Entries
from generator.view.notes import Notes
from generator.view.parts import Dispute, Entry, Link


@dataclass(frozen=True, slots=True)
class Quarrel:
    """A statement and those that contradict it; none when only a passage does."""

    claim: Item
    against: tuple[Item, ...]

    @property
    def involved(self) -> tuple[Item, ...]:
        """Both sides."""
        return (self.claim, *self.against)


def quarrels(entries: Entries, statements: tuple[Item, ...]) -> tuple[Quarrel, ...]:
    """The quarrels that a dossier's statements have part in, on either side.

    They come in the order of the statements.
    """
    found: dict[Item, list[Item]] = {}
    for claim, against in (pair for item in statements for pair in _pairs(entries, item)):
        found.setdefault(claim, []).extend(other for other in against if other not in found.get(claim, ()))
    beside = {item for against in found.values() for item in against}
    return tuple(
        Quarrel(claim, tuple(against)) for claim, against in found.items() if against or claim not in beside
    )


def _pairs(entries: Entries, item: Item) -> Iterator[tuple[Item, list[Item]]]:
    """What a statement has to do with: those against it, and those that it is against.

    Of those that it is against, only the claims of other dossiers.
    """
    both = [
        clash
        for clash in entries.disputes_of(item)
        if clash.claim.section == clash.against.section == "statements"
    ]
    against = [clash.against for clash in both if clash.claim == item]
    if against or entries.contested(item):
        yield item, against
    for clash in both:
        if clash.against == item and clash.claim.dossier != item.dossier:
            yield clash.claim, [item]


def disputes(entries: Entries, found: tuple[Quarrel, ...], here: str, notes: Notes) -> tuple[Dispute, ...]:
    """The quarrels as a page shows them.

    Each statement of the dossier `here` has its anchor where it first comes.
    """
    shown: set[Item] = set()

    def side(item: Item, quarrel: Quarrel) -> Entry:
        first = item.dossier == here and item not in shown
        shown.add(item)
        return _apart(
            entries, entries.entry(item, notes, at_home=first), quarrel, passages=item == quarrel.claim
        )

    return tuple(
        Dispute(
            side(q.claim, q), tuple(side(item, q) for item in q.against), entries.passages(q.claim, notes)
        )
        for q in found
    )


def _apart(entries: Entries, entry: Entry, quarrel: Quarrel, *, passages: bool) -> Entry:
    """The entry without the ties to what stands beside it."""
    beside = {(link.page, link.anchor) for link in map(entries.home, quarrel.involved)}

    def elsewhere(links: tuple[Link, ...]) -> tuple[Link, ...]:
        return tuple(link for link in links if (link.page, link.anchor) not in beside)

    return replace(
        entry,
        disputed_by=elsewhere(entry.disputed_by),
        disputes=elsewhere(entry.disputes),
        disputed_in=() if passages else entry.disputed_in,
    )
