"""What stands for the program itself in the keys of what is kept: another program makes all anew."""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cache
from pathlib import Path

import generator

_SUFFIXES = (".py", ".toml", ".j2", ".html", ".css", ".js")


@cache
def program() -> str:
    """The hash of the program's own files, and of the versions of Python and of all that is installed.

    Raises `OSError`.
    """
    folder = Path(str(generator.__file__)).parent
    installed = sorted(
        name for place in sys.path if os.path.isdir(place) for name in os.listdir(place) if "-info" in name
    )
    total = hashlib.sha256(repr([sys.version, installed]).encode())
    for path in sorted(folder.rglob("*")):
        if path.suffix in _SUFFIXES and "node_modules" not in path.parts:
            data = path.read_bytes()
            total.update(f"{path.relative_to(folder).as_posix()} {len(data)}\n".encode() + data)
    return total.hexdigest()


def key(about: object) -> str:
    """The name of what this program makes of something, which its text must tell apart."""
    return hashlib.sha256(f"{program()} {about}".encode()).hexdigest()[:32]
