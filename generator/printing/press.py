"""Printing through Typst: a print order becomes the bytes of a PDF.

Data reaches the template as JSON and is never evaluated; the template's folder is the root, so no other file
can be read; packages are not imported; the time stamp is fixed. Results are kept by the hash of all that they
are made from. Whatever Typst does instead of printing is a `PrintError`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from importlib import metadata, resources
from pathlib import Path

import pikepdf
import typst

from generator.cache import Cache
from generator.printing import tags
from generator.printing.orders import Print
from generator.rules.glyphs import Faces

STAMP = datetime(2000, 1, 1, tzinfo=UTC)
"""The creation time written into every PDF: builds must not depend on the clock."""

FONTS = "briefings/fonts"
"""Where a desk puts fonts of its own, for scripts that the program's do not have."""

MOST_KEPT = 500_000_000
"""The bytes of the PDFs that are kept from build to build, beyond those of the last one."""

_FOLDER = Path(str(resources.files("generator.printing") / "typst"))
_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2")
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed|the PDF contains the codepoint `?"(.+?)"')
_INSIDE = re.compile(r"\s*\(?(?:occurred at|see) [^\s]*/[^\s]*")
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")


Notes = dict[str, dict[str, str]]
"""For each dossier, by the ids of marks: the mark whose note it refers to, itself where it prints its own."""

_TURNS = 12


class PrintError(Exception):
    """Typst could not print a document; the message says why."""


class Press:
    """Prints for the site at a root: with the program's fonts, and after these with the desk's own.

    Nothing is taken from the system.
    """

    def __init__(self, root: Path) -> None:
        self._cache = Cache(root / ".cache/pdf", ".pdf", MOST_KEPT)
        self._own = root / FONTS

    def produce(self, order: Print) -> bytes:
        """Print an order: the bytes of its PDF, from the cache when an equal one was printed before.

        Raises `PrintError`.
        """
        return self._cache.kept(self._digest(order), lambda: self.compile(order))

    def tidy(self) -> None:
        """Leave no more of what was printed before than is to be kept."""
        self._cache.tidy()

    def compile(self, order: Print) -> bytes:
        """Print an order without asking the cache. Raises `PrintError`."""
        pdf = self.typeset(order)
        with _sound(order.path):
            return tags.mend(pdf)

    def typeset(self, order: Print) -> bytes:
        """An order as Typst leaves it, before the pass over its tags. Raises `PrintError`."""
        with _sound(order.path):
            return _bytes(self._settled(order).compile(pdf_standards=["a-2a", "ua-1"], timestamp=STAMP))

    def _settled(self, order: Print) -> typst.Compiler:
        """The compiler of an order when each page has the notes of its marks, and each once.

        Notes take room and move marks to other pages, so this is asked until nothing moves, three times as a
        rule. Should it go round in circles, marks that once printed their note go on to: a page may then have
        a note twice, but never not.
        """
        notes: Notes = {}
        keepers: set[tuple[str, str]] = set()
        for turn in range(_TURNS):
            compiler = self._compiler(f"{order.template}.typ", _inputs(order, notes))
            owners = _owners(
                json.loads(compiler.query("<places-of-marks>", field="value", one=True)), keepers
            )
            if owners == notes:
                break
            if turn >= _TURNS // 2:
                keepers |= {
                    (dossier, mark)
                    for dossier, marks in owners.items()
                    for mark, owner in marks.items()
                    if mark == owner
                }
            notes = owners
        return compiler

    @cached_property
    def faces(self) -> Faces:
        """What the fonts hold, for the checks."""
        loaded = {Path(font.path or "").absolute() for font in self._fonts.fonts()}
        others = (
            path.relative_to(self._own).as_posix() for path in self._files if path.absolute() not in loaded
        )
        return Faces(self.missing, tuple(f"{FONTS}/{name}" for name in others))

    def missing(self, characters: Collection[str]) -> frozenset[str]:
        """The characters that no font can show.

        Typst itself is asked, so that the answer is what printing will say. Raises `PrintError`.
        """
        if not characters:
            return frozenset()
        with _sound("the fonts"):
            try:
                self._compiler("glyphs.typ", {"data": json.dumps(sorted(characters))}).compile(
                    pdf_standards=["a-2a"], timestamp=STAMP
                )
            except typst.TypstError as error:
                texts = _unshown(error)
                if not texts:
                    raise PrintError(f"the fonts cannot be used: {_reason(error)}") from error
                return frozenset(
                    character
                    for character in characters
                    if character in texts or any(sign in texts for sign in character)
                )
        return frozenset()

    def _compiler(self, template: str, inputs: Mapping[str, str]) -> typst.Compiler:
        return typst.Compiler(
            _FOLDER / template,
            root=_FOLDER,
            font_paths=self._fonts,
            sys_inputs={**inputs, "faces": self._faces},
            package_path=_FOLDER / "no-packages",
            package_cache_path=_FOLDER / "no-packages",
        )

    @cached_property
    def _files(self) -> tuple[Path, ...]:
        """The desk's own fonts, in the order of their names."""
        paths = self._own.rglob("*") if self._own.is_dir() else ()
        return tuple(sorted(path for path in paths if path.suffix.lower() in _SUFFIXES))

    @cached_property
    def _fonts(self) -> typst.Fonts:
        folders = [_FOLDER / "fonts", *([self._own] if self._files else [])]
        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)

    @cached_property
    def _faces(self) -> str:
        """The families of the desk's own fonts, one a line: they come after the program's."""
        if not self._files:
            return ""
        return "\n".join(
            typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=False, font_paths=[self._own]
            ).families()
        )

    @cached_property
    def _means(self) -> bytes:
        """The hash of all that prints: programs, templates, fonts."""
        digest = hashlib.sha256(f"{metadata.version('typst')} {metadata.version('pikepdf')}".encode())
        templates = sorted(path for path in _FOLDER.rglob("*") if path.is_file())
        for path in (Path(__file__), Path(str(tags.__file__)), *templates, *self._files):
            digest.update(path.name.encode() + path.read_bytes())
        return digest.digest()

    def _digest(self, order: Print) -> str:
        about = f"{order.template} {order.paper} {order.large} {_json(order)}"
        return hashlib.sha256(self._means + about.encode()).hexdigest()[:32]


def _owners(places: list[tuple[str, str, str, int]], keepers: set[tuple[str, str]]) -> Notes:
    """Which marks own their note, by the dossier, id, note and page of each, in the order of reading.

    The first of a note on its page, or one of the `keepers`, owns it.
    """
    owners: dict[tuple[str, str, int], str] = {}
    notes: Notes = {}
    for dossier, mark, note, page in places:
        if (dossier, mark) in keepers:
            owners[dossier, note, page] = mark
        notes.setdefault(dossier, {})[mark] = owners.setdefault((dossier, note, page), mark)
    return notes


@contextmanager
def _sound(path: str) -> Iterator[None]:
    """Turns whatever Typst does instead of printing into a `PrintError` about the file at a path."""
    try:
        yield
    except typst.TypstError as error:
        raise PrintError(f"{path}: {_reason(error)}") from error
    except (ValueError, TypeError, pikepdf.PdfError) as error:
        raise PrintError(f"{path}: what Typst gave is no PDF") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # of PyO3: it is no `Exception` and cannot be imported
            raise
        raise PrintError(f"{path}: Typst broke down") from error


def _bytes(pdf: object) -> bytes:
    if not isinstance(pdf, bytes) or not pdf.startswith(b"%PDF"):
        raise ValueError("a PDF is one piece")
    return pdf


def _inputs(order: Print, notes: Notes) -> dict[str, str]:
    large = "yes" if order.large else ""
    return {
        "data": _json(order),
        "paper": order.paper,
        "large": large,
        "notes": json.dumps(notes, sort_keys=True),
    }


def _json(order: Print) -> str:
    return json.dumps(order.data, sort_keys=True, ensure_ascii=False)


def _unshown(error: typst.TypstError) -> dict[str, None]:
    """The texts that Typst says no font can show, each once."""
    return dict.fromkeys(
        _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
        for groups in _MISSING.findall(error.diagnostic)
        for text in groups
        if text
    )


def _reason(error: typst.TypstError) -> str:
    """Say what Typst complains of; characters that no font holds are named."""
    texts = _unshown(error)
    if not texts:
        return _INSIDE.sub("", error.message)
    names = (f"“{text}” ({' '.join(f'U+{ord(sign):04X}' for sign in text)})" for text in texts)
    return f"no font can show {', '.join(names)}"
