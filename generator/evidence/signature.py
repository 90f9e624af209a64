"""Who signed the lock: what is asked of a signature, and what is known of it.

How it is verified is not known here: that takes a program, and whoever calls it is handed on as a `Notary`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

NAMESPACE = "briefings-lock"
"""What signatures are for, so that one made for git, or for another purpose, is not taken for the lock's."""


@dataclass(frozen=True, slots=True)
class SignedLock:
    """A lock with its signature, the path of the signers' file below the root, and whose signature counts.

    `principals` is empty where that of every signer does. `day` is the day of the signature (`YYYY-MM-DD`) as
    the lock has it: keys must be valid on it, so that the answer does not depend on when it is asked.
    """

    lock: bytes
    signature: bytes
    signers: str
    principals: tuple[str, ...]
    day: str


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature that was verified: by whom, on which day (`YYYY-MM-DD`), and the fingerprint of the key."""

    signer: str
    day: str
    key: str


class Flaw(Enum):
    """What can be wrong with a signature."""

    MISSING = "there is none"
    BROKEN = "it cannot be read, or was made for another purpose"
    OTHER_LOCK = "it was made over another lock"
    UNKNOWN = "its signer may not sign"
    EXPIRED = "its key was not valid on the day of the signature"
    NO_SIGNERS = "there is no file of those who may sign"
    UNVERIFIABLE = "it cannot be verified on this machine"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A signature that was not verified: what is wrong with it, and more about that for a message."""

    flaw: Flaw
    reason: str


Verdict = Signature | Refusal

Notary = Callable[[SignedLock], Verdict]
"""Verifies the signature of a lock."""


def no_notary(_: SignedLock) -> Verdict:
    """The notary where none was called: what nobody verified is not verified."""
    return Refusal(Flaw.UNVERIFIABLE, "no program was called that could verify it")
