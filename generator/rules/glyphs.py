"""Whether the fonts of the printed pages can show what is written.

Pure: what the fonts hold is asked of `Faces`.

Only what is printed counts: the schema says which fields stand on pages only. The titles of sources count in
capitals too, which many citation styles give them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from generator.findings.codes import Code
from generator.findings.diagnostics import Finding
from generator.records.load import Library
from generator.records.shape import Text
from generator.records.wording import Shown
from generator.records.yamltree import MAX_FINDINGS


@dataclass(frozen=True, slots=True)
class Faces:
    """What is known of the fonts.

    `missing` tells of some characters, each with the marks that combine with it, those that no font shows.

    `unusable` are the files among the desk's own fonts that are none.
    """

    missing: Callable[[Collection[str]], Collection[str]]
    unusable: tuple[str, ...] = ()


ANY = Faces(lambda _: ())
"""Misses nothing: for whoever does not print."""

_FOREIGN = re.compile(r"[\t\n\r -~]?[^\t\n\r -~]+")
_SHOWN = 12


NO_GLYPH = Code(
    "no-glyph",
    what="No font of the printed pages can show a character.",
    why=(
        "A hole or a box in a name is worse than a mistake that is named. The fonts have Latin, Cyrillic, "
        "Greek and Arabic letters. Write the name in one of these, or put a font that has its script, a "
        "`.ttf` or `.otf` file, into `briefings/fonts`. The names and notes that stand only on the site, "
        "such as `also` at an actor and `provenance` at a source, may have any letters."
    ),
)

UNUSABLE_FONT = Code(
    "unusable-font",
    what="A file in `briefings/fonts` is not a font that can be printed with.",
    why=(
        "The letters that it was put there for would be missing. Fonts for print are `.ttf` and `.otf` "
        "files; those for the web, `.woff` and `.woff2`, must be converted first."
    ),
)


def unprintable(library: Library, faces: Faces) -> Iterator[Finding]:
    """A finding for each font that is none, and for each script of a text that no font can show.

    Each stands at its place, the latter at the first word.
    """
    for path in faces.unusable:
        yield Finding(
            UNUSABLE_FONT,
            "this file is not a font that can be printed with",
            path,
            hint="put a `.ttf` or `.otf` file in its place",
        )
    printed = tuple(_printed(library))
    signs = {
        character
        for _, text in printed
        for run in _FOREIGN.findall(text.value)
        for character in characters(run)
    }
    lacking = frozenset(faces.missing(signs | {sign.upper() for sign in signs}))
    if lacking:
        findings = (finding for path, text in printed for finding in _findings(path, text, lacking))
        yield from islice(findings, MAX_FINDINGS)


def characters(text: str) -> Iterator[str]:
    """A text cut into its characters, each with the marks that combine with it.

    Marks are those of the Unicode general category M.
    """
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or not unicodedata.category(text[index]).startswith("M"):
            yield text[start:index]
            start = index


def _printed(library: Library) -> Iterator[tuple[str, Text]]:
    """The texts that are printed and are not plain ASCII, each with its file."""
    for loaded in library.loaded:
        for text in loaded.texts:
            if text.printed and not text.value.isascii():
                yield loaded.path, text


def _findings(path: str, text: Text, lacking: frozenset[str]) -> Iterator[Finding]:
    """A finding for each script of a text that no font has, at the first of its words."""
    capitals = Shown.ALSO_IN_CAPITALS in text.shape.shown
    by_script: dict[str, list[str]] = {}
    for run in dict.fromkeys(_runs(text.value, lacking, capitals=capitals)):
        by_script.setdefault(_script(run), []).append(run)
    for run, *others in by_script.values():
        signs = run if any(character in lacking for character in characters(run)) else run.upper()
        names = ", ".join(_named(sign) for sign in dict.fromkeys(signs)) if len(signs) <= 3 else "script"
        shown = signs if len(signs) <= _SHOWN else signs[:_SHOWN] + "…"
        more = f", nor {len(others)} more of its script in this text"
        message = f"no font of the printed pages can show “{shown}” ({names}){more if others else ''}"
        hint = "write it in letters that they have, or put a font that has it into `briefings/fonts`"
        yield Finding(NO_GLYPH, message, path, text.pointer, hint=hint, needle=run, anywhere=True)


def _script(run: str) -> str:
    """The script of the first sign of some characters, as the names of signs begin with it."""
    return unicodedata.name(run[0], "").partition(" ")[0]


def _runs(text: str, lacking: frozenset[str], *, capitals: bool) -> Iterator[str]:
    """The longest runs of characters that are lacking."""
    run = ""
    for match in _FOREIGN.finditer(text):
        for character in characters(match[0]):
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
