"""A merge of git's that stopped: what both sides only added is put together, and told to git."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from generator import disk
from generator.records.load import LOCK, REGISTER
from generator.site import git
from generator.writing.merging import MARK, merged

_STYLES = ("", "--diff3", "--zdiff3")
"""How git may have written a conflict into the file, as its user prefers; git before 2.35 lacks the last."""
_LABEL = re.compile(r"^(<{7}|\|{7}|>{7}) .*$", re.MULTILINE)


class Mended(NamedTuple):
    """The files that were put together, and those that an editor must look at."""

    merged: tuple[str, ...]
    left: tuple[str, ...]


def mend(root: Path) -> Mended:
    """Put together what both sides of a stopped merge added to the records. Raises `OSError`.

    A file in which somebody has begun to choose is left alone.
    """
    done, left = [], []
    for path, sides in git.unmerged(root).items():
        text = _merged(root, path, sides) if sides else None
        if text is None:
            left.append(path)
            continue
        disk.place(root, path, text)
        git.settle(root, path)
        done.append(path)
    return Mended(tuple(done), tuple(left))


def _merged(root: Path, path: str, sides: git.Sides) -> bytes | None:
    """A file with what both sides added; None where that is not all, or the file is not as git left it."""
    if not _as_git_left_it(root / path, sides):
        return None
    try:
        text = git.merge_file(sides, "--diff3", f"--marker-size={MARK}").decode("utf-8")
    except UnicodeDecodeError:
        return None
    whole = merged(text, lines_apart=path in (LOCK, REGISTER))
    return None if whole is None else whole.encode()


def _as_git_left_it(file: Path, sides: git.Sides) -> bool:
    """Whether a file holds the conflicts as git writes them, whatever it calls the sides."""
    if file.is_symlink() or not file.is_file():
        return False
    found = _unlabelled(file.read_bytes())
    return any(found == _unlabelled(git.merge_file(sides, *filter(None, [style]))) for style in _STYLES)


def _unlabelled(data: bytes) -> str:
    return _LABEL.sub(r"\1", data.decode("utf-8", "replace"))
