"""What was generated before and need not be made again, kept from build to build."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator.cache import Cache
from generator.site import program

MOST_KEPT = 300_000_000
"""The bytes of pages and data that are kept from build to build, beyond those of the last one."""


def entries(root: Path) -> Cache:
    """Where pages and data are kept."""
    return Cache(root / ".cache/generated", ".kept", MOST_KEPT)


class Generated:
    """Keeps the pages and data of a site, by what they are made from and by all that makes them."""

    def __init__(self, root: Path) -> None:
        self._cache = entries(root)

    @property
    def used(self) -> list[str]:
        """The keys of what was asked for, in order."""
        return self._cache.used

    def keep(self, key: str, make: Callable[[], bytes]) -> bytes:
        """The bytes that belong to a key: from an earlier build by the same program, or made now."""
        return self._cache.kept(program.key(key), make)

    def tidy(self) -> None:
        """Leave no more of what was generated before than is to be kept."""
        self._cache.tidy()
