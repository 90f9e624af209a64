"""How the records came to be what they are, read from git; each step is compared once, and kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from itertools import zip_longest
from pathlib import Path

from generator import build
from generator.cache import Cache
from generator.changes import history
from generator.changes.comparison import compare
from generator.changes.history import History, Step, Told
from generator.changes.sides import Side
from generator.site import git, program, progress, sides
from generator.site.git import Revision
from generator.site.progress import Progress

MOST_KEPT = 100_000_000
"""The bytes of comparisons that are kept, beyond those of the last build."""


def read(root: Path, newest: str = "HEAD", tell: Progress = lambda _: None) -> History:
    """The history of the records up to a commit; an empty one where there is no git or no repository.

    The oldest commit of a shallow clone is compared with nothing, nor is one that git cannot read: `since` is
    its day.
    """
    revisions = git.revisions(root, newest)
    cut = git.shallow(root)
    cache = Cache(root / ".cache/history", ".json", MOST_KEPT)
    side = _reader(root)
    steps: list[Step] = []
    for number, (after, before) in enumerate(zip_longest(revisions, revisions[1:]), 1):
        comparing = partial(tell, progress.Step("reading the history", number, len(revisions)))
        if before is None and after.first and cut:
            return History(tuple(steps), after.moment[:10])
        try:
            told = _told(cache, side, before, after, comparing=comparing)
        except OSError:
            return History(tuple(steps), after.moment[:10])
        if told:
            steps.append(Step(after.commit, after.moment, told))
    cache.tidy()
    return History(tuple(steps))


def _reader(root: Path) -> Callable[[Revision | None], Side]:
    """What reads the records of a revision, each once for both its neighbours; none where there is none."""

    @lru_cache(maxsize=2)
    def side(revision: Revision | None) -> Side:
        return sides.revision(root, revision.commit) if revision else build.side({})

    return side


def _told(
    cache: Cache,
    side: Callable[[Revision | None], Side],
    before: Revision | None,
    after: Revision,
    *,
    comparing: Callable[[], None],
) -> tuple[Told, ...]:
    """What is told of a step; what was told of it before is kept. Raises `OSError`."""

    def make() -> bytes:
        comparing()
        compared = compare(side(before), side(after))
        return history.as_json(history.telling(compared) if before else history.beginning(compared))

    return history.from_json(cache.kept(_key(before, after), make))


def _key(before: Revision | None, after: Revision) -> str:
    """The name of what is kept of a comparison: by both trees and by the program."""
    return program.key(f"{before.tree if before else ''} {after.tree}")
