"""What the index takes from one file: it depends on that file alone, and is made once for the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from generator.corpus.entries import Placed, PlacedCitation, PlacedEntry, Prose, Written
from generator.findings.diagnostics import Pointer
from generator.records.citations import Citation
from generator.records.desk import Actors, Desk
from generator.records.dossier import Dossier
from generator.records.fields import CITATION
from generator.records.load import Loaded
from generator.records.sections import CITED
from generator.records.source import Source
from generator.records.wording import Wording
from generator.text import prose


@dataclass(frozen=True, eq=False)
class Part:
    """One file of a corpus, and what stands in it."""

    loaded: Loaded

    @cached_property
    def entries(self) -> tuple[PlacedEntry, ...]:
        """The asserting entries of a dossier, by section and place."""
        record, path = self.loaded.record, self.loaded.path
        if not isinstance(record, Dossier):
            return ()
        return tuple(
            Placed(record.id, section, path, (section, index), record=entry)
            for section in CITED
            for index, entry in enumerate(getattr(record, section))
        )

    @cached_property
    def written(self) -> tuple[Written, ...]:
        """Every text of the record, ids and the like included."""
        path = self.loaded.path
        return tuple(Written(path, self._owner(text.pointer), text) for text in self.loaded.texts)

    def _owner(self, pointer: Pointer) -> str:
        """The name by which the lock knows who says what stands at a place."""
        match self.loaded.record:
            case Dossier() as record:
                return self._owners.get(pointer[:2]) or f"{record.id}/{pointer[0]}"
            case Actors() as record:
                return f"actors#{record.actors[int(pointer[1])].id}"
            case Source() as record:
                return f"sources#{record.id}"
            case Desk():
                return f"desk/{pointer[0]}"

    @cached_property
    def _owners(self) -> dict[Pointer, str]:
        return {entry.pointer: entry.owner for entry in self.entries}

    @cached_property
    def prose(self) -> tuple[Prose, ...]:
        """Every prose field."""
        return tuple(
            Prose(written.path, written.text.pointer, written.text.value, written.owner)
            for written in self.written
            if written.text.shape.wording is Wording.PROSE
        )

    @cached_property
    def citations(self) -> tuple[PlacedCitation, ...]:
        """The citations of its entries, or of its actors."""
        return tuple(self._citations())

    def _citations(self) -> Iterator[PlacedCitation]:
        for entry in self.entries:
            yield from _listed(entry.path, entry.pointer, entry.record.cites, entry.owner)
        if isinstance(self.loaded.record, Actors):
            for index, actor in enumerate(self.loaded.record.actors):
                yield from _listed(self.loaded.path, ("actors", index), actor.cites, f"actors#{actor.id}")

    @cached_property
    def citations_in_prose(self) -> tuple[PlacedCitation, ...]:
        """The citations in its prose."""
        return tuple(citation for field in self.prose for citation in _in_prose(field))


@lru_cache(maxsize=16384)
def part(loaded: Loaded) -> Part:
    """What the index takes from a file that was read."""
    return Part(loaded)


def _listed(path: str, pointer: Pointer, cites: tuple[Citation, ...], owner: str) -> Iterator[PlacedCitation]:
    for index, citation in enumerate(cites):
        yield PlacedCitation(path, (*pointer, "cites", index), citation, owner)


def _in_prose(field: Prose) -> Iterator[PlacedCitation]:
    seen: dict[str, int] = {}
    for key in prose.keys(field.text):
        nth = seen[key] = seen.get(key, -1) + 1
        if CITATION.match(key):
            citation = Citation.model_validate(key)
            yield PlacedCitation(
                field.path, field.pointer, citation, field.owner, prose=field, needle=f"@{key}", nth=nth
            )
