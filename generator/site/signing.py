"""Signing the lock and verifying its signature, with the program `ssh-keygen` of OpenSSH.

No cryptography of our own: keys, signatures and the file of those who may sign are those that git uses too.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from generator.evidence.signature import NAMESPACE, Flaw, Notary, Refusal, Signature, SignedLock, Verdict
from generator.records.load import LOCK

PROGRAM = "ssh-keygen"

_SECONDS = 60
_KEY = re.compile(r"with \S+ key (\S+)")
_NOT_VALID = re.compile(r"key (?:has expired|is not yet valid)[^\n]*")


class NotSigned(Exception):
    """The lock could not be signed; the message says why."""


def notary(root: Path) -> Notary:
    """The notary of a site: whose signature counts stands in a file below its root."""
    return lambda signed: verify(root, signed)


def verify(root: Path, signed: SignedLock) -> Verdict:
    """Whether somebody who may has signed a lock, on the day that it says."""
    signers = root / signed.signers
    if not signers.is_file() or not signers.resolve().is_relative_to(root.resolve()):
        return Refusal(Flaw.NO_SIGNERS, f"there is no file {signed.signers} of those who may sign it")
    if shutil.which(PROGRAM) is None:
        return Refusal(Flaw.UNVERIFIABLE, f"the program {PROGRAM} is not installed here")
    with tempfile.TemporaryDirectory() as folder:
        signature = Path(folder, "signature")
        signature.write_bytes(signed.signature)
        return _Trial(signed, signature, signers).verdict()


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the program answered: whether it said yes, what it printed, and why it said no."""

    yes: bool
    printed: str
    why: str


@dataclass(frozen=True, slots=True)
class _Trial:
    """One signature held against one lock, with the files that the program reads."""

    signed: SignedLock
    signature: Path
    signers: Path

    def verdict(self) -> Verdict:
        """Whether it is one of this lock; if so, whose key it is; if known, whether that one may sign."""
        whole = self._ask("check-novalidate", "-n", NAMESPACE)
        if not whole.yes:
            if "incorrect signature" in whole.why:
                return Refusal(Flaw.OTHER_LOCK, f"its signature was made over another lock than this {LOCK}")
            return Refusal(Flaw.BROKEN, f"its signature is not one: {_last(whole.why)}")
        owners = self._ask("find-principals", "-f", str(self.signers), self._day)
        if not owners.yes:
            return self._refused(owners.why)
        return self._by_one_of(owners.printed.splitlines(), _key(whole.printed))

    def _by_one_of(self, owners: list[str], key: str) -> Verdict:
        counting = [name for name in owners if not self.signed.principals or name in self.signed.principals]
        if not counting:
            return Refusal(
                Flaw.UNKNOWN, f"it was signed by {' and '.join(owners)}, who is not among the `principals`"
            )
        for name in counting:
            answer = self._ask("verify", "-n", NAMESPACE, "-f", str(self.signers), "-I", name, self._day)
            if answer.yes:
                return Signature(name, self.signed.day, key)
        return self._refused(answer.why)

    def _refused(self, why: str) -> Refusal:
        lapsed = _NOT_VALID.search(why)
        if lapsed:
            return Refusal(Flaw.EXPIRED, f"it was signed on {self.signed.day}, and the {lapsed[0]}")
        if "not permitted" in why:
            return Refusal(Flaw.UNKNOWN, f"{self.signed.signers} permits the key for other purposes only")
        return Refusal(Flaw.UNKNOWN, f"the key that signed it is not in {self.signed.signers}")

    @property
    def _day(self) -> str:
        """At which time keys must be valid: noon of the day of the signature."""
        return f"-Overify-time={self.signed.day.replace('-', '')}120000"

    def _ask(self, question: str, *more: str) -> _Answer:
        command = [PROGRAM, "-Y", question, "-s", str(self.signature), *more]
        try:
            process = subprocess.run(  # noqa: S603 - no shell; a name begins with no hyphen after -I
                command, input=self.signed.lock, capture_output=True, timeout=_SECONDS, check=False
            )
        except (OSError, subprocess.SubprocessError) as error:
            return _Answer(yes=False, printed="", why=str(error))
        printed, why = (out.decode("utf-8", "replace") for out in (process.stdout, process.stderr))
        return _Answer(process.returncode == 0, printed, why)


def _key(printed: str) -> str:
    match = _KEY.search(printed)
    return match[1] if match else ""


def _last(text: str) -> str:
    """The last line of what a program printed."""
    return (text.strip().splitlines() or ["nothing was said"])[-1].strip()


def sign(lock: bytes, key: str) -> bytes:
    """The signature of a lock with the key of a file: a private key, or a public one that an agent holds.

    A passphrase is asked for on the terminal. Raises `NotSigned`.
    """
    if shutil.which(PROGRAM) is None:
        raise NotSigned(f"the program {PROGRAM} of OpenSSH is not installed here")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "lock")
        file.write_bytes(lock)
        command = [PROGRAM, "-Y", "sign", "-f", str(_key_file(key, Path(folder))), "-n", NAMESPACE, str(file)]
        process = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - no shell
        signature = file.with_name("lock.sig")
        if process.returncode or not signature.is_file():
            raise NotSigned(_last(process.stderr.decode("utf-8", "replace")))
        return signature.read_bytes()


def _key_file(key: str, folder: Path) -> Path:
    """The file of a key; git also takes the words of a public one, which an agent then holds."""
    literal = key.removeprefix("key::")
    if literal != key or key.startswith(("ssh-", "ecdsa-", "sk-")):
        public = folder / "key.pub"
        public.write_text(literal + "\n", "utf-8")
        return public
    file = Path(os.path.expanduser(key))
    if not file.is_file():
        raise NotSigned(f"there is no key {key}")
    return file
