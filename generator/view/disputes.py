"""What stands against what on a dossier's page.

That is statements that contradict one another, and passages that say otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.corpus.entries import PlacedEntry
from generator.view.entries import Entries
from generator.view.notes import Notes
from generator.view.parts import Dispute, Entry, Link


@dataclass(frozen=True, slots=True)
class DisputedClaim:
    """A statement and those that contradict it; none when only a passage does."""

    claim: PlacedEntry
    against: tuple[PlacedEntry, ...]

    @property
    def involved(self) -> tuple[PlacedEntry, ...]:
        """Both sides."""
        return (self.claim, *self.against)


def disputed_claims(entries: Entries, statements: tuple[PlacedEntry, ...]) -> tuple[DisputedClaim, ...]:
    """The claims disputed where a dossier's statements have part, on either side.

    They come in the order of the statements.
    """
    opponents: dict[PlacedEntry, list[PlacedEntry]] = {}
    for claim, against in (pair for entry in statements for pair in _pairs(entries, entry)):
        opponents.setdefault(claim, []).extend(
            other for other in against if other not in opponents.get(claim, ())
        )
    beside = {entry for against in opponents.values() for entry in against}
    return tuple(
        DisputedClaim(claim, tuple(against))
        for claim, against in opponents.items()
        if against or claim not in beside
    )


def _pairs(entries: Entries, entry: PlacedEntry) -> Iterator[tuple[PlacedEntry, list[PlacedEntry]]]:
    """What a statement has to do with: those against it, and those that it is against.

    Of those that it is against, only the claims of other dossiers.
    """
    disputes = [
        dispute
        for dispute in entries.disputes_of(entry)
        if dispute.claim.section == dispute.against.section == "statements"
    ]
    against = [dispute.against for dispute in disputes if dispute.claim == entry]
    if against or entries.contested(entry):
        yield entry, against
    for dispute in disputes:
        if dispute.against == entry and dispute.claim.dossier != entry.dossier:
            yield dispute.claim, [entry]


def disputes(
    entries: Entries, claims: tuple[DisputedClaim, ...], here: str, notes: Notes
) -> tuple[Dispute, ...]:
    """The disputes as a page shows them.

    Each statement of the dossier `here` has its anchor where it first comes.
    """
    shown: set[PlacedEntry] = set()

    def side(entry: PlacedEntry, claim: DisputedClaim) -> Entry:
        at_home = entry.dossier == here and entry not in shown
        shown.add(entry)
        return _apart(
            entries, entries.entry(entry, notes, at_home=at_home), claim, passages=entry == claim.claim
        )

    return tuple(
        Dispute(
            side(disputed.claim, disputed),
            tuple(side(entry, disputed) for entry in disputed.against),
            entries.passages(disputed.claim, notes),
        )
        for disputed in claims
    )


def _apart(entries: Entries, entry: Entry, claim: DisputedClaim, *, passages: bool) -> Entry:
    """The entry without the ties to what stands beside it."""
    beside = {(link.page, link.anchor) for link in map(entries.home, claim.involved)}

    def elsewhere(links: tuple[Link, ...]) -> tuple[Link, ...]:
        return tuple(link for link in links if (link.page, link.anchor) not in beside)

    return replace(
        entry,
        disputed_by=elsewhere(entry.disputed_by),
        disputes=elsewhere(entry.disputes),
        disputed_in=() if passages else entry.disputed_in,
    )
