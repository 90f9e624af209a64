"""Printing through Typst: a print order becomes the bytes of a PDF.

Data reaches the template as JSON and is never evaluated; the template's folder is the root, so no other file can be
read; packages are not imported; the time stamp is fixed. Results are kept by the hash of all that they are made from.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from functools import cached_property
from importlib import metadata, resources
from pathlib import Path

import typst

from generator import fs, pdftags
from generator.build import Print
from generator.glyphs import Faces

STAMP = datetime(2000, 1, 1, tzinfo=UTC)
"""The creation time written into every PDF: builds must not depend on the clock."""

FONTS = "briefings/fonts"
"""Where a desk puts fonts of its own, for scripts that the program's do not have."""

_FOLDER = Path(str(resources.files("generator") / "typst"))
_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2")
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")


class PrintError(Exception):
    """Typst could not print a document; the message says why."""


class Press:
    """Prints for the site at a root: with the program's fonts, and after these with the desk's own. Nothing is taken from the system."""

    def __init__(self, root: Path) -> None:
        self._cache = root / ".cache/pdf"
        self._own = root / FONTS

    def produce(self, order: Print) -> bytes:
        """Print an order: the bytes of its PDF, from the cache when an equal one was printed before. Raises `PrintError`."""
        kept = self._cache / f"{self._digest(order)}.pdf"
        if kept.is_file():
            return kept.read_bytes()
        made = self.compile(order)
        fs.write(kept, made)
        return made

    def compile(self, order: Print) -> bytes:
        """Print an order without asking the cache. Raises `PrintError`."""
        return pdftags.mend(self.typeset(order))

    def typeset(self, order: Print) -> bytes:
        """An order as Typst leaves it, before the pass over its tags. Raises `PrintError`."""
        large = "yes" if order.large else ""
        try:
            return self._typst(f"{order.template}.typ", {"data": _json(order), "paper": order.paper, "large": large}, ["a-2a", "ua-1"])
        except typst.TypstError as error:
            raise PrintError(f"{order.path}: {_reason(error)}") from error

    @cached_property
    def faces(self) -> Faces:
        """What the fonts hold, for the checks."""
        held = {Path(font.path or "").resolve() for font in self._fonts.fonts()}
        others = sorted(path for path in self._files if path.resolve() not in held)
        return Faces(self.missing, tuple(f"{FONTS}/{path.name}" for path in others))

    def missing(self, characters: Collection[str]) -> frozenset[str]:
        """The characters that no font can show. Typst itself is asked, so that the answer is what printing will say. Raises `PrintError`."""
        if not characters:
            return frozenset()
        try:
            self._typst("glyphs.typ", {"data": json.dumps(sorted(characters))}, ["a-2a"])
        except typst.TypstError as error:
            found = _unshown(error)
            if not found:
                raise PrintError(f"the fonts could not be asked what they show: {error.message}") from error
            return frozenset(character for character in characters if character in found or any(sign in found for sign in character))
        return frozenset()

    def _typst(self, template: str, inputs: Mapping[str, str], standards: list[typst.PDFStandard]) -> bytes:
        made = typst.compile(
            _FOLDER / template, root=_FOLDER, font_paths=self._fonts, sys_inputs={**inputs, "faces": self._faces}, pdf_standards=standards,
            timestamp=STAMP, package_path=_FOLDER / "no-packages", package_cache_path=_FOLDER / "no-packages",
        )  # fmt: skip
        assert isinstance(made, bytes)
        return made

    @cached_property
    def _files(self) -> tuple[Path, ...]:
        """The desk's own fonts, in the order of their names."""
        found = self._own.iterdir() if self._own.is_dir() else ()
        return tuple(sorted(path for path in found if path.suffix.lower() in _SUFFIXES))

    @cached_property
    def _fonts(self) -> typst.Fonts:
        folders = [_FOLDER / "fonts", *([self._own] if self._files else [])]
        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)

    @cached_property
    def _faces(self) -> str:
        """The families of the desk's own fonts, one a line: they come after the program's."""
        if not self._files:
            return ""
        return "\n".join(typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[self._own]).families())

    @cached_property
    def _means(self) -> bytes:
        """The hash of all that prints: programs, templates, fonts."""
        digest = hashlib.sha256(f"{metadata.version('typst')} {metadata.version('pikepdf')}".encode())
        templates = sorted(path for path in _FOLDER.rglob("*") if path.is_file())
        for path in (Path(__file__), Path(str(pdftags.__file__)), *templates, *self._files):
            digest.update(path.name.encode() + path.read_bytes())
        return digest.digest()

    def _digest(self, order: Print) -> str:
        about = f"{order.template} {order.paper} {order.large} {_json(order)}"
        return hashlib.sha256(self._means + about.encode()).hexdigest()[:32]


def _json(order: Print) -> str:
    return json.dumps(order.data, sort_keys=True, ensure_ascii=False)


def _unshown(error: typst.TypstError) -> dict[str, None]:
    """The texts that Typst says no font can show, each once."""
    return dict.fromkeys(_ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) for text in _MISSING.findall(error.diagnostic))


def _reason(error: typst.TypstError) -> str:
    """Say what Typst complains of; characters that no font holds are named."""
    shown = _unshown(error)
    if not shown:
        return error.message
    names = (f"“{text}” ({' '.join(f'U+{ord(sign):04X}' for sign in text)})" for text in shown)
    return f"no font can show {', '.join(names)}"
