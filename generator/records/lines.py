"""At which line of its file a value of the records stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from generator.findings.diagnostics import Pointer
from generator.records.compose import compose
from generator.records.yamltree import Document


def line_of(files: Mapping[str, bytes]) -> Callable[[str, Pointer], int]:
    """Gives the line, from 1, of a value in one of some files, by path and pointer.

    It is 0 in a file that cannot be read. A file is composed when a line of it is first asked for.
    """

    @cache
    def document(path: str) -> Document | None:
        return compose(path, files[path])[0]

    def line(path: str, pointer: Pointer) -> int:
        composed = document(path)
        return composed.place(pointer).start.line if composed else 0

    return line
