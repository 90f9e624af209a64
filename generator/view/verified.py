"""How the evidence of a page was verified, in words for its readers."""

from __future__ import annotations

from generator.evidence.levels import Verification
from generator.records.vocabulary import Level
from generator.text import edtf
from generator.view import paths
from generator.view.parts import Link, Verified
from generator.view.settings import Settings

TITLE = "What is proven, and how"
"""The title of the page of the guide that says what each level proves."""


def verified(verification: Verification, settings: Settings) -> Verified:
    """The line that a page shows."""
    return Verified(
        sentence(verification),
        pending=bool(verification.unverified),
        link=Link(TITLE, paths.PROOF),
        address=settings.permalink(paths.PROOF),
    )


def sentence(verification: Verification) -> str:
    """How the evidence of some sources was verified, and how much of it was not; empty without sources."""
    return " ".join(filter(None, (_levels(verification), _pending(verification))))


def _levels(verification: Verification) -> str:
    texts, locked, none = (verification.at(level) for level in Level)
    whole = sum(bool(names) for names in (texts, locked, none)) == 1
    ways = []
    if texts:
        ways.append("the texts of its sources" if whole else f"the text{_of(texts)}")
    if locked:
        ways.append(_lock(verification) + ("" if whole else f" for {len(locked)}"))
    if not ways:
        return (
            "Evidence not verified: neither the texts of its sources nor a lock were at hand." if none else ""
        )
    rest = f"; that of {len(none)} is not verified" if none else ""
    return f"Evidence verified against {' and against '.join(ways)}{rest}."


def _of(names: tuple[str, ...]) -> str:
    return f"s of {len(names)} sources" if len(names) > 1 else " of 1 source"


def _lock(verification: Verification) -> str:
    signature = verification.signature
    if signature is None:
        return "a lock that nobody has signed"
    return f"the lock that {signature.signer} signed on {edtf.parse(signature.day).words}"


def _pending(verification: Verification) -> str:
    """How many citations and quotations were looked up by nobody, where some were."""
    count = sum(verification.unverified.values())
    if not count or verification.at(Level.NONE) == tuple(verification.levels):
        return ""
    return "1 citation is not yet verified." if count == 1 else f"{count} citations are not yet verified."
