"""What git knows of the records: which commit last changed each file.

Nothing where there is no git or no repository.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from generator.view.settings import Commit

_SECONDS = 60
_WHERE = ("--", "briefings", "seeds")


def commits(root: Path) -> tuple[Commit, ...]:
    """The commits that last changed some file of the records, newest first.

    Before them, without a name, come the changes not committed yet.

    Of a merge counts what it brought onto its branch, so that a pull request is one commit. The oldest commit
    of a shallow clone is left out: it seems to have made every file. Paths are relative to `root`.
    """
    tracked = {*_git(root, "ls-files", *_WHERE).splitlines()}
    cut = _git(root, "rev-parse", "--is-shallow-repository").strip() == "true"
    log = _git(
        root,
        "log",
        "--first-parent",
        "-m",
        "--no-renames",
        "--relative",
        "--name-only",
        "--format=%x01%H %P",
        *_WHERE,
    )
    waiting = _git(root, "diff", "--no-renames", "--relative", "--name-only", "HEAD", *_WHERE)
    waiting += _git(root, "ls-files", "--others", "--exclude-standard", *_WHERE)
    seen: set[str] = set()
    history = [Commit("", frozenset(waiting.splitlines()))] if log else []
    for entry in log.split("\x01")[1:]:
        about, *files = (line for line in entry.splitlines() if line)
        name, *parents = about.split()
        fresh = frozenset(files) & tracked - seen
        seen |= fresh
        if fresh and (parents or not cut):
            history.append(Commit(name, fresh))
    return tuple(history)


def signing_key(root: Path) -> str:
    """The key with which git signs in this repository; empty where it has none, or signs with OpenPGP."""
    if _git(root, "config", "gpg.format").strip() != "ssh":
        return ""
    return _git(root, "config", "--type=path", "user.signingKey").strip()


def _git(root: Path, *arguments: str) -> str:
    """What git says of the repository around `root`; nothing where it fails.

    Whatever other repository the environment names does not matter.
    """
    command = ["git", "-c", "core.quotePath=false", *arguments]
    around = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        process = subprocess.run(  # noqa: S603 - fixed arguments, no shell
            command, cwd=root, env=around, capture_output=True, timeout=_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return process.stdout.decode("utf-8", "replace")
