"""A file as it is open in an editor, with the corpus that it belongs to: what every answer is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pygls import uris

from generator.build import Checked
from generator.corpus.index import Corpus
from generator.lsp import names
from generator.lsp.places import Page, Units
from generator.records.fields import Record
from generator.records.load import model_of
from generator.records.yamltree import Document


@dataclass(frozen=True)
class Bench:
    """All files of a corpus, buffers laid over them, and what the last check found."""

    root: Path
    files: Mapping[str, bytes]
    checked: Checked
    units: Units

    @property
    def corpus(self) -> Corpus:
        """The records as far as they could be read."""
        return self.checked.corpus

    @cached_property
    def index(self) -> names.Index:
        """Every name that is written in the files."""
        return names.Index(self.files)

    def page(self, path: str) -> Page:
        """The text of a file; an empty one where there is none."""
        return Page(self.files.get(path, b"").decode("utf-8-sig", "replace"), self.units)

    def uri(self, path: str) -> str:
        """The address of a file for the editor."""
        return uris.from_fs_path(str(self.root / path)) or ""

    def open(self, path: str) -> Opened:
        """One of the files."""
        return Opened(self, path)


@dataclass(frozen=True)
class Opened:
    """One file of a bench."""

    bench: Bench
    path: str

    @cached_property
    def page(self) -> Page:
        """Its text."""
        return self.bench.page(self.path)

    @property
    def model(self) -> type[Record]:
        """The model of its record."""
        return model_of(self.path)

    @property
    def dossier(self) -> str:
        """The id of the dossier that it holds; empty where it holds none."""
        return self.bench.corpus.dossier_in.get(self.path, "")

    @property
    def document(self) -> Document | None:
        """Its document as far as it can be read."""
        return names.document(self.path, self.bench.files.get(self.path, b""))
