"""What git knows of the records: which commit last changed each file, and what a commit has of them.

Nothing where there is no git or no repository. Nothing is checked out, and only `settle` writes.
"""

from __future__ import annotations

import os
import posixpath
import subprocess
import tempfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from generator.view.settings import Commit

_SECONDS = 60
_WHERE = ("--", "briefings", "seeds")
_PLAIN = ("100644", "100755", "100664")
"""The modes of plain files."""
_LINK = "120000"


def commits(root: Path, newest: str = "") -> tuple[Commit, ...]:
    """The commits that last changed some file of the records, newest first.

    Before them, without a name, come the changes not committed yet, unless the `newest` commit is named.

    Of a merge counts what it brought onto its branch, so that a pull request is one commit. The oldest commit
    of a shallow clone is left out: it seems to have made every file. Paths are relative to `root`.
    """
    listed = ("ls-tree", "-r", "--name-only", newest) if newest else ("ls-files",)
    tracked = {*_git(root, *listed, *_WHERE).splitlines()}
    cut = shallow(root)
    log = _git(
        root,
        "log",
        "--first-parent",
        "-m",
        "--no-renames",
        "--relative",
        "--name-only",
        "--format=%x01%H %P",
        newest or "HEAD",
        *_WHERE,
    )
    seen: set[str] = set()
    history = [Commit("", _waiting(root))] if log and not newest else []
    for entry in log.split("\x01")[1:]:
        about, *files = (line for line in entry.splitlines() if line)
        name, *parents = about.split()
        fresh = frozenset(files) & tracked - seen
        seen |= fresh
        if fresh and (parents or not cut):
            history.append(Commit(name, fresh))
    return tuple(history)


def _waiting(root: Path) -> frozenset[str]:
    """The files of the records that changed and are not committed."""
    changed = _git(root, "diff", "--no-renames", "--relative", "--name-only", "HEAD", *_WHERE)
    return frozenset(
        (changed + _git(root, "ls-files", "--others", "--exclude-standard", *_WHERE)).splitlines()
    )


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit that changed the records: its hash, that of its tree, and its moment (UTC, ISO 8601).

    `first` says that the repository has no commit before it.
    """

    commit: str
    tree: str
    moment: str
    first: bool


def revisions(root: Path, newest: str = "HEAD") -> tuple[Revision, ...]:
    """The commits that changed the records, up to one, newest first; of a merge counts what it brought.

    They go by the first parent, and their moments are those of the committer.
    """
    asked = _git(root, "rev-list", "--first-parent", "--format=%H %T %ct %P", newest, *_WHERE)
    lines = (line.split() for line in asked.splitlines() if not line.startswith("commit "))
    return tuple(
        Revision(commit, tree, _moment(int(seconds)), not parents)
        for commit, tree, seconds, *parents in lines
    )


def _moment(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"


def signing_key(root: Path) -> str:
    """The key with which git signs in this repository; empty where it has none, or signs with OpenPGP."""
    if _git(root, "config", "gpg.format").strip() != "ssh":
        return ""
    return _git(root, "config", "--type=path", "user.signingKey").strip()


def commit(root: Path, revision: str) -> str:
    """The hash of the commit that a revision names; empty where there is none of that name."""
    return _git(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    ).strip()


def fork(root: Path, one: str, other: str) -> str:
    """The hash of the newest commit that two revisions have in common; empty where there is none."""
    return _git(root, "merge-base", "--end-of-options", one, other).strip()


def shallow(root: Path) -> bool:
    """Whether the repository is a shallow clone, which does not have its older commits."""
    return _git(root, "rev-parse", "--is-shallow-repository").strip() == "true"


def read(root: Path, commit: str, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """Those files of a commit below `root` that are wanted, by their path relative to it.

    A link to another file of the commit is that file; any other is left out. Raises `OSError` where git
    fails.
    """
    modes: dict[str, tuple[str, str]] = {}
    listed = _asked(root, "ls-tree", "-r", "-z", commit).decode("utf-8", "replace")
    for entry in listed.split("\0")[:-1]:
        about, _, name = entry.partition("\t")
        mode, _, blob = about.split(" ")[:3]
        modes[name] = (mode, blob)
    blobs = {name: blob for name, (mode, blob) in modes.items() if mode in _PLAIN or mode == _LINK}
    chosen = {name: blob for name, blob in blobs.items() if wanted(name)}
    contents = _blobs(root, chosen.values())
    files = {name: contents[blob] for name, blob in chosen.items() if modes[name][0] in _PLAIN}
    for name in chosen.keys() - files.keys():
        target = posixpath.normpath(
            posixpath.join(posixpath.dirname(name), contents[chosen[name]].decode("utf-8", "replace"))
        )
        if modes.get(target, ("", ""))[0] in _PLAIN:
            files[name] = _blobs(root, [blobs[target]])[blobs[target]]
    return files


class Sides(NamedTuple):
    """A file as both sides of a merge have it, and as it was before them; empty where it was not."""

    base: bytes
    ours: bytes
    theirs: bytes


def unmerged(root: Path) -> dict[str, Sides | None]:
    """The files of the records that git could not merge, by path; None for one that a side has deleted.

    Raises `OSError` where git fails.
    """
    listed = _asked(root, "ls-files", "--unmerged", "-z", *_WHERE).decode("utf-8", "replace")
    stages: dict[str, dict[str, str]] = {}
    for entry in listed.split("\0")[:-1]:
        about, _, path = entry.partition("\t")
        _, blob, stage = about.split(" ")
        stages.setdefault(path, {})[stage] = blob
    contents = _blobs(root, [blob for blobs in stages.values() for blob in blobs.values()])
    return {
        path: Sides(contents.get(blobs.get("1", ""), b""), contents[blobs["2"]], contents[blobs["3"]])
        if {"2", "3"} <= blobs.keys()
        else None
        for path, blobs in stages.items()
    }


def merge_file(sides: Sides, *options: str) -> bytes:
    """What git makes of a file that two sides changed, conflicts included.

    Raises `OSError` where git fails.
    """
    with tempfile.TemporaryDirectory() as place:
        names = ("ours", "base", "theirs")
        for name in names:
            Path(place, name).write_bytes(getattr(sides, name))
        command = ["git", "merge-file", "--stdout", "--quiet", *options, *names]
        done = subprocess.run(command, cwd=place, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
    if done.returncode < 0 or done.returncode > _MOST_CONFLICTS:
        raise OSError("git merge-file failed")
    return done.stdout


_MOST_CONFLICTS = 127
"""The exit code of `git merge-file` is the number of conflicts, at most this; a larger one is an error."""


def settle(root: Path, path: str) -> None:
    """Tell git that a file is merged. Raises `OSError` where git fails."""
    _asked(root, "add", "--", path)


def _blobs(root: Path, names: Collection[str]) -> dict[str, bytes]:
    """What some blobs hold, by their hash."""
    ordered = list(dict.fromkeys(names))
    answer = _asked(root, "cat-file", "--batch", asked="".join(f"{name}\n" for name in ordered).encode())
    contents: dict[str, bytes] = {}
    at = 0
    for name in ordered:
        end = answer.index(b"\n", at) + 1
        _, kind, *size_of = answer[at : end - 1].split(b" ")
        if not size_of:
            raise OSError(f"git has no {name}: {kind.decode()}")
        size = int(size_of[0])
        contents[name] = answer[end : end + size]
        at = end + size + 1
    return contents


def _git(root: Path, *arguments: str) -> str:
    """What git says of the repository around `root`; nothing where it fails."""
    try:
        return _asked(root, *arguments).decode("utf-8", "replace")
    except OSError:
        return ""


def _asked(root: Path, *arguments: str, asked: bytes = b"") -> bytes:
    """What git says of the repository around `root`. Raises `OSError` where it fails.

    Whatever other repository the environment names does not matter.
    """
    command = ["git", "-c", "core.quotePath=false", *arguments]
    around = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        process = subprocess.run(  # noqa: S603 - fixed arguments, no shell
            command, cwd=root, env=around, input=asked, capture_output=True, timeout=_SECONDS, check=True
        )
    except subprocess.SubprocessError as error:
        raise OSError(f"git {arguments[0]} failed") from error
    return process.stdout
