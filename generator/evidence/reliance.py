"""What rests on what: statements on sources and on one another, and what is known of the sources' origins.

Only support counts as reliance: a passage that disputes or mentions a statement, and a `see`, do not carry
it. Total: what does not exist is passed over, since a rule of its own reports it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from generator.corpus.entries import PlacedEntry
from generator.corpus.index import Corpus
from generator.records.citations import Citation, Origin
from generator.records.vocabulary import Relation, State


@dataclass(frozen=True, slots=True)
class Ground:
    """A citation that carries an entry.

    `through` is the entry that it belongs to, None when that is the entry itself.
    """

    citation: Citation
    through: PlacedEntry | None


class Circle(NamedTuple):
    """A circle of reliance: the entry that closes it, the place in its `rests_on` (from 0), the way round."""

    entry: PlacedEntry
    place: int
    way: tuple[PlacedEntry, ...]


def supporting(cites: Iterable[Citation]) -> tuple[Citation, ...]:
    """Those of some citations that support."""
    return tuple(citation for citation in cites if citation.relation is Relation.SUPPORTS)


def _own(entry: PlacedEntry) -> Iterator[Ground]:
    return (Ground(citation, None) for citation in supporting(entry.record.cites))


@dataclass(frozen=True)
class Reliance:
    """The reliance within one corpus."""

    corpus: Corpus

    @cached_property
    def circles(self) -> tuple[Circle, ...]:
        """Every circle of reliance."""
        done: set[PlacedEntry] = set()
        return tuple(
            circle for start in self.corpus.entries if start not in done for circle in self._walk(start, done)
        )

    def _walk(self, start: PlacedEntry, done: set[PlacedEntry]) -> Iterator[Circle]:
        """Go down from an entry as deep as it goes; what was gone through is added to `done`."""
        way = {start: enumerate(self.corpus.declared(start))}
        while way:
            entry = next(reversed(way))
            place, key = next(way[entry], (-1, ""))
            lower = self.corpus.named.get(key)
            if place < 0:
                del way[entry]
                done.add(entry)
            elif lower in way:
                yield Circle(entry, place, tuple(way)[list(way).index(lower) :])
            elif lower is not None and lower not in done:
                way[lower] = enumerate(self.corpus.declared(lower))

    def grounds(self, entry: PlacedEntry) -> tuple[Ground, ...]:
        """Every citation that carries an entry: its own, and those of what it rests on."""
        return self._grounds[entry]

    @cached_property
    def _grounds(self) -> Mapping[PlacedEntry, tuple[Ground, ...]]:
        return {entry: (*_own(entry), *self._lent(entry)) for entry in self.corpus.entries}

    def _lent(self, entry: PlacedEntry) -> Iterator[Ground]:
        for lower in self.corpus.beneath(entry):
            if lower is not entry:
                yield from (Ground(citation, lower) for citation in supporting(lower.record.cites))

    def stands(self, cites: Iterable[Citation]) -> tuple[Citation, ...]:
        """Those of some citations whose source has not been withdrawn."""
        return tuple(citation for citation in cites if citation.source not in self.withdrawn)

    @cached_property
    def withdrawn(self) -> frozenset[str]:
        """The sources that were withdrawn."""
        return frozenset(
            name
            for name, source in self.corpus.sources.items()
            if source.standing and source.standing.state is State.WITHDRAWN
        )

    def witnesses(self, entry: PlacedEntry) -> tuple[Citation, ...]:
        """Those of an entry's own citations that bear it out.

        They support it, their source still stands, and it was not written before what the entry tells.
        """
        citations = self.stands(supporting(entry.record.cites))
        return tuple(citation for citation in citations if not self.early(entry, citation))

    def early(self, entry: PlacedEntry, citation: Citation) -> bool:
        """Whether a source could not yet tell of what an entry says happened.

        What is still to come on the dossier's own day is not told but announced, which a source can do at any
        time. A day that the editor doubts says nothing of what came before it.
        """
        day, source = entry.record.day, self.corpus.sources.get(citation.source)
        if not (day and source and entry.record.asserts) or day.start.quality:
            return False
        happened = day.first <= self.corpus.dossiers[entry.dossier].as_of.last
        return happened and source.horizon.last < day.first

    def stated(self, citation: Citation) -> bool:
        """Whether a record says what the origin of a passage is, to its beginning.

        An agency is one. A source on record is one if it, or the citation, is said to be its own origin.
        """
        origin = self.origin(citation)
        if citation.origin and citation.origin.id == citation.source:
            return True
        source = self.corpus.sources.get(origin)
        if source is None:
            return origin != citation.source
        return bool(source.origin and source.origin.id == origin)

    def origin(self, citation: Citation) -> str:
        """The id of the origin of a passage: whom it relays in the end, else its own source."""
        origin = citation.origin
        if origin and origin.id == citation.source:
            return origin.id
        return self._first(origin.id if origin else citation.source)

    def _first(self, name: str) -> str:
        """Follow what relays what to its beginning.

        Of those that relay one another in a circle the first by name counts.
        """
        way = [name]
        while (source := self.corpus.sources.get(way[-1])) and source.origin and source.origin.id != way[-1]:
            if source.origin.id in way:
                return min(way[way.index(source.origin.id) :])
            way.append(source.origin.id)
        return way[-1]

    @cached_property
    def origin_names(self) -> Mapping[str, str]:
        """The name of every origin that has one: a source's short name, or the name that was given first."""
        names = {name: source.short for name, source in self.corpus.sources.items()}
        for origin in self._origins():
            if origin.name:
                names.setdefault(origin.id, origin.name)
        return names

    def _origins(self) -> Iterator[Origin]:
        origins = [source.origin for source in self.corpus.sources.values()]
        origins += [citation.record.origin for citation in self.corpus.citations]
        yield from (origin for origin in origins if origin)
