"""Whether the fonts of the printed pages can show what is written. Pure: what the fonts hold is asked of `Faces`.

Only what is printed counts: in the file of the actors their names, in the desk's its title, in a source's all but what
stands on its page of the site alone. The titles of sources count in capitals too, which many citation styles give them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from generator.findings.diagnostics import Finding, Pointer
from generator.records.load import ACTORS, DESK, Library
from generator.records.yamltree import MAX_FINDINGS, scalars


@dataclass(frozen=True, slots=True)
class Faces:
    """What is known of the fonts. `missing` tells of some characters, each with the marks that combine with it, those that no font shows.

    `unusable` are the files among the desk's own fonts that are none.
    """

    missing: Callable[[Collection[str]], Collection[str]]
    unusable: tuple[str, ...] = ()


ANY = Faces(lambda _: ())
"""Misses nothing: for whoever does not print."""

_FOREIGN = re.compile(r"[\t\n\r -~]?[^\t\n\r -~]+")
_ONLY_ON_PAGES = ("provenance", "uncited")
_SHOWN = 12


def unprintable(library: Library, faces: Faces) -> Iterator[Finding]:
    """A finding for each font that is none, and for each run of characters that no font can show, at its place."""
    for path in faces.unusable:
        yield Finding(
            "unusable-font",
            "this file is not a font that can be printed with",
            path,
            hint="put a `.ttf` or `.otf` file in its place",
        )
    printed = [found for loaded in library.loaded for found in _printed(loaded.path, library)]
    asked = {
        character for _, _, text in printed for run in _FOREIGN.findall(text) for character in characters(run)
    }
    lacking = frozenset(faces.missing(asked | {character.upper() for character in asked}))
    if lacking:
        yield from islice((found for place in printed for found in _findings(*place, lacking)), MAX_FINDINGS)


def characters(text: str) -> Iterator[str]:
    """A text cut into its characters, each with the marks that combine with it (Unicode general category M)."""
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or not unicodedata.category(text[index]).startswith("M"):
            yield text[start:index]
            start = index


def _printed(path: str, library: Library) -> Iterator[tuple[str, Pointer, str]]:
    """The texts of a file that are printed: path, pointer, text."""
    for pointer, scalar in scalars(library.documents[path].root):
        if isinstance(scalar.value, str) and not scalar.value.isascii() and _on_paper(path, pointer):
            yield path, pointer, scalar.value


def _on_paper(path: str, pointer: Pointer) -> bool:
    if path == ACTORS:
        return pointer[-1] == "name"
    if path == DESK:
        return pointer[0] in ("title", "subtitle")
    return pointer[0] not in _ONLY_ON_PAGES


def _findings(path: str, pointer: Pointer, text: str, lacking: frozenset[str]) -> Iterator[Finding]:
    capitals = path.startswith("seeds/") and str(pointer[0]).endswith("title")
    for run in dict.fromkeys(_runs(text, lacking, capitals=capitals)):
        signs = run if any(character in lacking for character in characters(run)) else run.upper()
        names = ", ".join(_named(sign) for sign in dict.fromkeys(signs)) if len(signs) <= 3 else "script"
        shown = signs if len(signs) <= _SHOWN else signs[:_SHOWN] + "…"
        message = f"no font of the printed pages can show “{shown}” ({names})"
        hint = "write it in letters that they have, or put a font that has it into `briefings/fonts`"
        yield Finding("no-glyph", message, path, pointer, hint, needle=run, anywhere=True)


def _runs(text: str, lacking: frozenset[str], *, capitals: bool) -> Iterator[str]:
    """The longest runs of characters that are lacking."""
    run = ""
    for found in _FOREIGN.finditer(text):
        for character in characters(found[0]):
            if character in lacking or (capitals and character.upper() in lacking):
                run += character
            elif run:
                yield run
                run = ""
        if run:
            yield run
            run = ""


def _named(sign: str) -> str:
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".rstrip()
