"""How the evidence of each source was verified: against its text, against the lock, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.evidence.claims import Claim
from generator.evidence.figures import Figured
from generator.evidence.lock import Lock
from generator.evidence.proofs import Proof
from generator.evidence.signature import Signature
from generator.records.vocabulary import Level


@dataclass(frozen=True)
class Verification:
    """How the evidence of some sources was verified: the level of each by its id, who signed the lock.

    `unverified` are the names of those whose citations or quotations nobody looked up, with their number.
    Figures are looked up where the entry cites, so they count as one where no citation of it does.
    """

    levels: Mapping[str, Level]
    signature: Signature | None
    unverified: Mapping[str, int]

    def at(self, level: Level) -> tuple[str, ...]:
        """The sources whose evidence was verified in one way."""
        return tuple(name for name, reached in self.levels.items() if reached is level)


def levels(sources: Iterable[str], texts: Mapping[str, object], lock: Lock | None) -> dict[str, Level]:
    """The best level that each source reaches, with the texts at hand and a lock that can be trusted."""
    locked = {key.split(" ")[1] for key in lock.values if key.startswith("text ")} if lock else set()
    return {
        name: Level.TEXTS if name in texts else Level.LOCK if name in locked else Level.NONE
        for name in sources
    }


def unverified(proofs: Iterable[Proof], lock: Lock | None) -> tuple[Claim, ...]:
    """The claims that neither a text bears out nor a lock that can be trusted covers."""
    return tuple(
        proof.claim
        for proof in proofs
        if not any(proof.counts) and not (lock is not None and lock.covers(proof.claim))
    )


def unverified_figures(figured: Iterable[Figured], lock: Lock | None) -> tuple[Figured, ...]:
    """The figures that could not be looked up, and that no lock that can be trusted covers."""
    return tuple(
        entry
        for entry in figured
        if entry.missing is None and not (lock is not None and entry.line in lock.lines)
    )
