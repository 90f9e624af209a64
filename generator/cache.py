"""What was made once and need not be made again, kept in a folder by what it is made from.

What is read back is checked whole: each entry ends in a line with its length and a hash of its key and its
bytes. What is cut short, changed, or kept by something else is made anew. Several runs may share a folder.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from generator import disk

LARGEST = 200_000_000
"""The bytes that an entry has at most that another machine gives."""

_MARK = b"\n%% kept "
_KEY = re.compile(r"[0-9a-f]{32,64}\Z")


class Cache:
    """The entries of a folder, and the bytes that `tidy` leaves of them."""

    def __init__(self, folder: Path, suffix: str, most: int) -> None:
        self._folder = folder
        self._suffix = suffix
        self._most = most
        self._used: set[str] = set()

    def kept(
        self, key: str, make: Callable[[], bytes], fits: Callable[[bytes], bool] = lambda _: True
    ) -> bytes:
        """The bytes that belong to a key: from the folder, or made now and kept where that is possible.

        What lies in the folder and does not fit is made anew.
        """
        data = self.get(key)
        if data is None or not fits(data):
            data = make()
            self.put(key, data)
        return data

    def get(self, key: str) -> bytes | None:
        """The bytes that belong to a key, where they lie in the folder whole."""
        name = self._name(key)
        data = self._read(name)
        if data is not None:
            with suppress(OSError):
                os.utime(self._folder / name)
        return data

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes under a key, in the place of what was kept there, where that is possible."""
        name = self._name(key)
        with suppress(OSError):
            disk.write(self._folder / name, data + _MARK + _seal(name, data))

    def give(self, keys: Iterable[str], into: Path) -> None:
        """Put the entries of some keys, where they lie here whole, into a folder, below the name of this one.

        Raises `OSError`.
        """
        for name in sorted(f"{key}{self._suffix}" for key in keys):
            if (data := self._read(name)) is not None:
                disk.write(into / self.name / name, data + _MARK + _seal(name, data))

    def take(self, given: Path) -> int:
        """Keep the entries that were given into a folder: how many files there were none, and were left.

        A file is an entry by its name, its size and its seal; no link is followed. Raises `OSError`.
        """
        left, folder = 0, given / self.name
        if folder.is_symlink() or not folder.is_dir():
            return 0
        with os.scandir(folder) as listed:
            entries = list(listed)
        for entry in entries:
            key = entry.name.removesuffix(self._suffix)
            fits = _KEY.match(key) and entry.stat(follow_symlinks=False).st_size <= LARGEST
            data = _whole(folder, entry.name) if fits and key != entry.name else None
            if data is None:
                left += 1
            else:
                self.put(key, data)
        return left

    @property
    def name(self) -> str:
        """The name of the folder."""
        return self._folder.name

    @property
    def used(self) -> list[str]:
        """The keys of what this object has given or kept, in order."""
        return sorted(name.removesuffix(self._suffix) for name in self._used)

    def has(self, key: str) -> bool:
        """Whether the bytes that belong to a key lie in the folder."""
        return self._read(f"{key}{self._suffix}") is not None

    def tidy(self) -> None:
        """Delete what was not used for longest until the rest takes no more than `most` bytes.

        What this object has given stays, so that a build larger than that does not undo itself.
        """
        with suppress(OSError):
            with os.scandir(self._folder) as listed:
                entries = [(entry.stat(follow_symlinks=False), entry) for entry in listed]
            size = sum(about.st_size for about, _ in entries)
            for about, entry in sorted(entries, key=lambda pair: pair[0].st_mtime_ns):
                if size > self._most and entry.name not in self._used:
                    os.unlink(entry.path)
                    size -= about.st_size

    def _name(self, key: str) -> str:
        """The name of the entry of a key, which is in use from here on."""
        name = f"{key}{self._suffix}"
        self._used.add(name)
        return name

    def _read(self, name: str) -> bytes | None:
        """What an entry of the folder keeps; nothing where it is not there or not whole."""
        return _whole(self._folder, name)


def _whole(folder: Path, name: str) -> bytes | None:
    """What an entry keeps; nothing where it is not there or not whole."""
    try:
        entry = disk.read(folder / name)
    except OSError:
        return None
    data, mark, seal = entry.rpartition(_MARK)
    return data if mark and seal == _seal(name, data) else None


def _seal(name: str, data: bytes) -> bytes:
    """The last line of an entry: the length of what it keeps, and a hash of its name and its bytes."""
    digest = hashlib.sha256(f"{name} {len(data)}\n".encode() + data).hexdigest()
    return f"{len(data)} {digest}\n".encode()
