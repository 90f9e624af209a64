"""What the corpus knows of things where they stand: entries, citations, prose."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from generator.findings.diagnostics import Pointer
from generator.records.citations import Citation
from generator.records.entries import Assertion, Tie, Watch
from generator.records.shape import Text
from generator.text import typography

Asserting = Assertion | Watch
"""The record of an entry."""

R = TypeVar("R", bound=Asserting, covariant=True)


@dataclass(frozen=True, slots=True, eq=False)
class Placed(Generic[R]):
    """A record of an entry with its place: its dossier, its section, where it stands, and its record.

    A corpus makes one for each entry, so an entry is equal to itself alone.
    """

    dossier: str
    section: str
    path: str
    pointer: Pointer
    record: R

    @property
    def key(self) -> str | None:
        """`dossier#id`, the name by which others refer to it; None when it has no id."""
        return f"{self.dossier}#{self.record.id}" if self.record.id else None

    @property
    def owner(self) -> str:
        """The name by which the lock knows it: `dossier#id`, or `dossier/section` for one without an id."""
        return self.key or f"{self.dossier}/{self.section}"


PlacedEntry = Placed[Asserting]
"""An entry of any kind."""


class PlacedTie(NamedTuple):
    """A tie where it stands: the entry that names another, the tie, and that other."""

    entry: PlacedEntry
    tie: Tie
    other: PlacedEntry


@dataclass(frozen=True, slots=True)
class Prose:
    """A prose field: where it stands, its text, and the name by which the lock knows it, `dossier/field`."""

    path: str
    pointer: Pointer
    text: str
    owner: str


@dataclass(frozen=True, slots=True)
class PlacedCitation:
    """One citation where it stands, and the name by which the lock knows who cites.

    `prose` is set for a citation inside prose; `needle` is then what to point at, `nth` which of its
    occurrences (from 0).
    """

    path: str
    pointer: Pointer
    record: Citation
    owner: str
    prose: Prose | None = None
    needle: str = ""
    nth: int = 0

    @property
    def passage(self) -> tuple[str, int]:
        """The source and the paragraph."""
        return self.record.source, self.record.paragraph


class Written(NamedTuple):
    """A text of the records, with its place.

    It has its file, the name by which the lock knows who says it, and the text.
    """

    path: str
    owner: str
    text: Text


class SourceText(NamedTuple):
    """The text of a source: its paragraphs, and the SHA-256 of its file."""

    paragraphs: tuple[str, ...]
    sha256: str

    @classmethod
    @lru_cache(maxsize=16384)
    def read(cls, data: bytes) -> SourceText:
        """The text that the bytes of a file hold. Raises `UnicodeDecodeError` where they are not UTF-8."""
        return cls(typography.paragraphs(data.decode("utf-8")), hashlib.sha256(data).hexdigest())
