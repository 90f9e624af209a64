"""The two sides of a comparison: records of a folder, or of a revision in git."""

from __future__ import annotations

import tempfile
from pathlib import Path, PurePosixPath

from generator import build, disk
from generator.changes.sides import Side
from generator.evidence.signature import Notary, SignedLock, Verdict
from generator.site import git, signing


class NoSide(Exception):
    """What was named can be compared with nothing; the message says why, and what to do."""


def named(root: Path, name: str) -> Side:
    """A side by its name: a folder with `briefings/` in it, else a revision of the repository around `root`.

    Raises `NoSide` where it is neither, and `OSError`.
    """
    if name and (Path(name) / "briefings").is_dir():
        return folder(Path(name))
    commit = git.commit(root, name)
    if commit:
        return revision(root, commit)
    raise NoSide(f"`{name}` is neither a folder with briefings/ in it nor a revision in git{_lack(root)}")


def fork(root: Path, old: str, new: str) -> Side:
    """The records where one revision left another; `new` is the commit at hand where it is empty.

    Raises `NoSide` where they have no commit in common, and `OSError`.
    """
    commits = [git.commit(root, name) for name in (old, new or "HEAD")]
    common = git.fork(root, *commits) if all(commits) else ""
    if common:
        return revision(root, common)
    raise NoSide(f"`{old}` and `{new or 'HEAD'}` have no commit in common{_lack(root)}")


def _lack(root: Path) -> str:
    """What is said where a commit is missing in a clone that does not have all."""
    more = "this clone is shallow and lacks older commits: `git fetch --unshallow` brings them"
    return f"; {more}" if git.shallow(root) else ""


def folder(root: Path) -> Side:
    """The records of a folder. Raises `OSError`."""
    return build.side(disk.read_records(root), notary=signing.notary(root))


def revision(root: Path, commit: str) -> Side:
    """The records of a commit. Raises `OSError`."""
    return build.side(records(root, commit), notary=notary(root, commit))


def on_day(root: Path, day: str) -> str:
    """The commit at which the records stood at the end of a day (`2019-05-15`, UTC), by the first parent.

    Raises `NoSide` where there was none yet.
    """
    commits = (one.commit for one in git.revisions(root) if one.moment[:10] <= day)
    if commit := next(commits, ""):
        return commit
    raise NoSide(f"git has no commit of briefings/ or seeds/ up to {day}{_lack(root)}")


def records(root: Path, commit: str) -> dict[str, bytes]:
    """The files of the records that a commit has, as `disk.read_records` gives them. Raises `OSError`."""
    return disk.ordered(git.read(root, commit, _is_record))


def notary(root: Path, commit: str) -> Notary:
    """What verifies a signed lock against the signers that a commit has."""

    def verify(signed: SignedLock) -> Verdict:
        signers = git.read(root, commit, lambda name: name == signed.signers)
        with tempfile.TemporaryDirectory() as place:
            for name, data in signers.items():
                disk.write(Path(place, name), data)
            return signing.verify(Path(place), signed)

    return verify


def _is_record(path: str) -> bool:
    """Whether a file of a commit is one that `disk.read_records` reads in a folder."""
    place = PurePosixPath(path)
    among = place.parts[0] in disk.RECORDS and place.parts[:2] != ("seeds", "texts")
    return path in disk.BESIDE or (among and place.suffix in (".yaml", ".yml"))
