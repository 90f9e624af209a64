"""What both sides of a merge added at one place.

It is kept, one after the other, where that cannot change what either says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

MARK = 60
"""How many signs long the marks of conflicts are that git is asked for: longer than any line of signs."""

_ITEM = re.compile(r"( *)- ")


@dataclass
class _Conflict:
    """The lines of one conflict: those of our side, of what both come from, and of theirs."""

    ours: list[str] = field(default_factory=list)
    base: list[str] = field(default_factory=list)
    theirs: list[str] = field(default_factory=list)


def merged(text: str, *, lines_apart: bool) -> str | None:
    """A text with both versions of each of its conflicts; None where one of them needs an editor.

    `text` is what git writes in the style `diff3`, with marks of `MARK` signs. Kept are whole items of one
    list that both sides added where there was nothing; with `lines_apart`, in files whose entries are lines
    in any order, all lines of both.
    """
    result: list[str] = []
    parts = list(_parts(text.splitlines(keepends=True)))
    for place, part in enumerate(parts):
        if isinstance(part, str):
            result.append(part)
            continue
        after = [line for line in parts[place + 1 : place + 2] if isinstance(line, str)]
        if not lines_apart and not _both_added(part, after):
            return None
        result += part.ours
        result += [line for line in part.theirs if not lines_apart or line not in part.ours]
    return "".join(result)


def _parts(lines: Sequence[str]) -> Iterator[str | _Conflict]:
    """The lines of a text, and its conflicts."""
    conflict, side = _Conflict(), None
    for line in lines:
        mark = line[0] if line[:1] in "<|=>" and line.startswith(line[:1] * MARK) else ""
        if mark == "<":
            conflict = _Conflict()
            side = conflict.ours
        elif mark == "|":
            side = conflict.base
        elif mark == "=":
            side = conflict.theirs
        elif mark == ">":
            side = None
            yield conflict
        elif side is not None:
            side.append(line)
        else:
            yield line


def _both_added(conflict: _Conflict, after: Sequence[str]) -> bool:
    """Whether both sides added whole items of one list, and nothing that follows belongs to one of them."""
    margins = {_margin(conflict.ours), _margin(conflict.theirs)}
    if conflict.base or len(margins) != 1 or None in margins:
        return False
    (margin,) = margins
    return margin is not None and not any(_deeper(line, margin) for line in after)


def _margin(lines: Sequence[str]) -> int | None:
    """How far the items are indented of which some lines consist; None where they are no whole items."""
    first = _ITEM.match(lines[0]) if lines else None
    if not first:
        return None
    margin = len(first[1])
    whole = all(_deeper(line, margin) or line.startswith(f"{first[1]}- ") for line in lines if line.strip())
    return margin if whole and lines[-1].endswith("\n") else None


def _deeper(line: str, margin: int) -> bool:
    """Whether a line stands further in than a margin."""
    return bool(line.strip()) and sum(1 for _ in takewhile(" ".__eq__, line)) > margin
