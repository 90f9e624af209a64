"""How the evidence was verified, as data: of each source and for the whole site."""

from __future__ import annotations

from collections.abc import Iterator

from generator.evidence.levels import Verification
from generator.export.material import Export, Material, json_file
from generator.view.artefacts import Artefact, Subject
from generator.view.verified import sentence


def artefacts(material: Material) -> Iterator[Export]:
    """How the evidence of the whole site was verified."""
    yield Artefact(
        "data/verification.json",
        "How the evidence was verified",
        "application/json",
        Subject.VERIFICATION,
        make=lambda: json_file(facts(material.evidence.verification())),
    )


def facts(verification: Verification) -> dict[str, object]:
    """A verification as data.

    `sources` has the level of each source, `signature` who signed the lock, on which day and with which key
    (absent where nobody did), `not_verified` how many citations of each entry nobody has looked up.
    """
    signature = verification.signature
    signed = {"by": signature.signer, "on": signature.day, "key": signature.key} if signature else {}
    return {
        "sentence": sentence(verification),
        "sources": {name: level.word for name, level in verification.levels.items()},
        **({"signature": signed} if signed else {}),
        "not_verified": dict(sorted(verification.unverified.items())),
    }


def review(verification: Verification) -> dict[str, object]:
    """A verification as a `Review` of schema.org, whose author is who signed the lock."""
    signature = verification.signature
    node: dict[str, object] = {
        "@type": "Review",
        "reviewAspect": "How the evidence was verified",
        "reviewBody": sentence(verification),
    }
    if signature:
        node |= {"author": {"@type": "Thing", "name": signature.signer}, "datePublished": signature.day}
    return node
