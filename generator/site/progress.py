"""How far the work is, on the standard error.

The standard library only, here and in what it uses: it is wanted before packages are installed.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from typing import NamedTuple

from generator.findings.shown import shown

_PARTS = 4
"""Into how many parts a row of steps is cut where no line can be written over: one is told of each part."""


class Step(NamedTuple):
    """What happens next.

    Where it is one of a row of steps, also its number from 1, their total, and what it is about.
    """

    what: str
    number: int = 0
    total: int = 0
    about: str = ""

    @property
    def text(self) -> str:
        """The step in words: “printing 3 of 16: iran.pdf”."""
        row = f" {self.number} of {self.total}" if self.total else ""
        return f"{self.what}{row}{': ' if self.about else ''}{self.about}"

    @property
    def part(self) -> tuple[str, int]:
        """The part of the row that the step is in; the first step has one of its own."""
        part = self.number * _PARTS // self.total if self.number > 1 else -1
        return self.what, part


Progress = Callable[[Step], None]
"""Told what happens next."""


class Meter:
    """Says what happens next.

    On a terminal in one line that is written over, elsewhere in a plain line now and then.
    """

    def __init__(self) -> None:
        self._last = ("", 0)

    def __call__(self, step: Step) -> None:
        """Say a step."""
        text = shown(step.text)
        if sys.stderr.isatty():
            room = shutil.get_terminal_size().columns - len(" …") - 1
            self._write(f"\r\x1b[2K{text[:room]} …")
        elif step.part != self._last:
            self._write(f"{text}\n")
        self._last = step.part

    def clear(self) -> None:
        """Leave an empty line to whoever speaks next."""
        if sys.stderr.isatty():
            self._write("\r\x1b[2K")

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
