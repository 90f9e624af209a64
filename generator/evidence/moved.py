"""Where cited paragraphs went when a text changed after it was locked.

They are found by their fingerprints, never by likeness.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.evidence.claims import Claim
from generator.evidence.lock import Lock
from generator.evidence.proofs import Paragraphs
from generator.text.matching import digest, fingerprint
from generator.text.typography import flat

Pair = tuple[int, str]
"""A paragraph's number and the fingerprint of the words that are cited from it."""

Shifts = Mapping[tuple[str, int], int]
"""The new number of a paragraph, by its source and its number in the lock."""

Moves = Mapping[tuple[str, str, int], int]
"""The number to write, by the owner of a citation, its source and the number that stands there."""


def shifts(texts: Paragraphs, lock: Lock) -> Shifts:
    """For each locked paragraph of a text that changed, the number that it has now, where that is another.

    Of several paragraphs with the same words the nearest counts, of two at the same distance the earlier one.
    """
    new_numbers: dict[tuple[str, int], int] = {}
    for name, text in texts.items():
        numbers: dict[str, list[int]] = {}
        for number, paragraph in enumerate(text, 1):
            numbers.setdefault(fingerprint(flat(paragraph)), []).append(number)
        for number, locked in lock.paragraphs.get(name, {}).items():
            candidates = numbers.get(locked, [number])
            if number not in candidates:
                new_numbers[name, number] = _nearest(number, candidates)
    return new_numbers


def _nearest(number: int, candidates: Iterable[int]) -> int:
    """The candidate that is nearest to a number."""
    return min((abs(candidate - number), candidate) for candidate in candidates)[1]


def moves(claims: Iterable[Claim], lock: Lock, new_numbers: Shifts) -> Moves:
    """The citations that must be renumbered.

    A citation that was renumbered already is not among them: its owner cites what the lock says, each at its
    new number.
    """
    if not new_numbers:
        return {}
    locked = _locked(lock)
    renumbered: dict[tuple[str, str, int], int] = {}
    for (owner, source), pairs in _cited(claims).items():
        before = locked.get((owner, source), set())
        after = {(new_numbers.get((source, number), number), words) for number, words in before}
        if not pairs <= after:
            renumbered |= {
                (owner, source, number): new_numbers[source, number]
                for number, words in pairs
                if (number, words) in before and (source, number) in new_numbers
            }
    return renumbered


def _locked(lock: Lock) -> dict[tuple[str, str], set[Pair]]:
    pairs: dict[tuple[str, str], set[Pair]] = {}
    for line in lock.lines:
        kind, *rest = line.split(" ")
        if kind == "cites":
            owner, place, words = rest
            source, _, number = place.partition("#")
            pairs.setdefault((owner, source), set()).add((int(number), words))
    return pairs


def _cited(claims: Iterable[Claim]) -> dict[tuple[str, str], set[Pair]]:
    pairs: dict[tuple[str, str], set[Pair]] = {}
    for claim in claims:
        if len(claim.passages) == 1:
            source, number = claim.passages[0]
            pairs.setdefault((claim.owner, source), set()).add((number, digest(claim.words)))
    return pairs
