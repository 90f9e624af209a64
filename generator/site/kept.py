"""What was generated before and need not be made again, kept from build to build."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from functools import cache
from importlib import metadata
from pathlib import Path

import generator
from generator.cache import Cache

MOST_KEPT = 300_000_000
"""The bytes of pages and data that are kept from build to build, beyond those of the last one."""

_PACKAGES = ("jinja2", "markupsafe", "pydantic", "pydantic_core", "babel", "icalendar")


class Generated:
    """Keeps the pages and data of a site, by what they are made from and by all that makes them."""

    def __init__(self, root: Path) -> None:
        self._cache = Cache(root / ".cache/generated", ".kept", MOST_KEPT)

    def keep(self, key: str, make: Callable[[], bytes]) -> bytes:
        """The bytes that belong to a key: from an earlier build by the same program, or made now."""
        return self._cache.kept(hashlib.sha256(f"{_means()} {key}".encode()).hexdigest()[:32], make)

    def tidy(self) -> None:
        """Leave no more of what was generated before than is to be kept."""
        self._cache.tidy()


@cache
def _means() -> str:
    """The hash of all that generates: the program with its templates, and what it calls."""
    versions = " ".join(f"{name} {metadata.version(name)}" for name in _PACKAGES)
    found = hashlib.sha256(f"{sys.version} {versions}".encode())
    folder = Path(str(generator.__file__)).parent
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".j2", ".toml", ".css", ".js"):
            found.update(f"{path.relative_to(folder).as_posix()} {path.stat().st_size}\n".encode())
            found.update(path.read_bytes())
    return found.hexdigest()
