"""What rests on what: statements on sources and on one another.

It tells also to how many independent origins it all goes back.

Only support counts as reliance: a passage that disputes or mentions a statement, and a `see`, do not carry
it. Total: what does not exist is passed over, since a rule of its own reports it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.corpus.entries import Item
from generator.corpus.index import Corpus
from generator.records.citations import Citation, Origin
from generator.records.vocabulary import Relation, State


@dataclass(frozen=True, slots=True)
class Ground:
    """A citation that carries an item.

    `through` is the item that it belongs to, None when that is the item itself.
    """

    citation: Citation
    through: Item | None


def supporting(cites: Iterable[Citation]) -> tuple[Citation, ...]:
    """Those of some citations that support."""
    return tuple(citation for citation in cites if citation.relation is Relation.SUPPORTS)


def _own(item: Item) -> Iterator[Ground]:
    return (Ground(citation, None) for citation in supporting(item.record.cites))


@dataclass(frozen=True)
class Reliance:
    """The reliance within one corpus."""

    corpus: Corpus

    @cached_property
    def circles(self) -> tuple[tuple[Item, int, tuple[Item, ...]], ...]:
        """Every circle of reliance.

        Each is the item that closes it, the place in its `rests_on`, and the way round.
        """
        done: set[Item] = set()
        return tuple(
            circle for start in self.corpus.items if start not in done for circle in self._walk(start, done)
        )

    def _walk(self, start: Item, done: set[Item]) -> Iterator[tuple[Item, int, tuple[Item, ...]]]:
        """Go down from an item as deep as it goes; what was gone through is added to `done`."""
        way = {start: enumerate(self.corpus.declared(start))}
        while way:
            item = next(reversed(way))
            place, key = next(way[item], (-1, ""))
            lower = self.corpus.named.get(key)
            if place < 0:
                del way[item]
                done.add(item)
            elif lower in way:
                yield item, place, tuple(way)[list(way).index(lower) :]
            elif lower is not None and lower not in done:
                way[lower] = enumerate(self.corpus.declared(lower))

    def grounds(self, item: Item) -> tuple[Ground, ...]:
        """Every citation that carries an item: its own, and those of what it rests on."""
        return self._grounds[item]

    @cached_property
    def _grounds(self) -> Mapping[Item, tuple[Ground, ...]]:
        return {item: (*_own(item), *self._lent(item)) for item in self.corpus.items}

    def _lent(self, item: Item) -> Iterator[Ground]:
        for lower in self.corpus.beneath(item):
            if lower is not item:
                yield from (Ground(citation, lower) for citation in supporting(lower.record.cites))

    def stands(self, cites: Iterable[Citation]) -> tuple[Citation, ...]:
        """Those of some citations whose source has not been withdrawn."""
        return tuple(citation for citation in cites if not self._withdrawn(citation.source))

    def _withdrawn(self, name: str) -> bool:
        source = self.corpus.sources.get(name)
        return bool(source and source.standing and source.standing.state is State.WITHDRAWN)

    def origins(self, item: Item) -> tuple[str, ...]:
        """The ids of the independent origins to which the support of an item goes back.

        Withdrawn sources lend none.
        """
        kept = self.stands(ground.citation for ground in self.grounds(item))
        return tuple(dict.fromkeys(self.origin(citation) for citation in kept))

    def origin(self, citation: Citation) -> str:
        """The id of the origin of a passage: whom it relays in the end, else its own source."""
        given = citation.origin
        if given and given.id == citation.source:
            return given.id
        return self._first(given.id if given else citation.source)

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
        found = {name: source.short for name, source in self.corpus.sources.items()}
        for origin in self._origins():
            if origin.name:
                found.setdefault(origin.id, origin.name)
        return found

    def _origins(self) -> Iterator[Origin]:
        given = [source.origin for source in self.corpus.sources.values()]
        given += [use.citation.origin for use in self.corpus.uses]
        yield from (origin for origin in given if origin)
