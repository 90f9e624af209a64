"""What the records quote from each paragraph, and which of it stands for a citation that quotes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.corpus.entries import PlacedEntry
from generator.records.desk import Actor

Passage = tuple[str, int]
"""A source and the number of its paragraph (from 1)."""


@dataclass(frozen=True, slots=True, eq=False)
class Quote:
    """Words that a citation quotes from a passage, and the entry or the actor that cites it."""

    words: str
    passage: Passage
    owner: PlacedEntry | Actor

    @property
    def scopes(self) -> tuple[str, ...]:
        """Where it stands, from the smallest: its entry, where that has an id, its dossier, the corpus."""
        if isinstance(self.owner, Actor):
            return ("",)
        return (*((self.owner.key,) if self.owner.key else ()), self.owner.dossier, "")


class Quotes:
    """The quotes of a corpus, by passage and by where they stand."""

    def __init__(self, entries: Iterable[PlacedEntry], actors: Iterable[Actor]) -> None:
        self._first: dict[tuple[Passage, str], Quote] = {}
        for quote in (*_of_entries(entries), *_of_actors(actors)):
            for scope in quote.scopes:
                self._first.setdefault((quote.passage, scope), quote)

    def nearest(self, passage: Passage, scopes: Iterable[str] = ()) -> Quote | None:
        """The first quote from a passage within the first scope that has one, else in the corpus.

        A scope is an entry (`dossier#id`) or a dossier. None where nothing is quoted from the passage.
        """
        quotes = (self._first.get((passage, scope)) for scope in (*scopes, ""))
        return next((quote for quote in quotes if quote), None)


def _of_entries(entries: Iterable[PlacedEntry]) -> Iterator[Quote]:
    for entry in entries:
        for place, citation in enumerate(entry.record.cites):
            if words := entry.record.exact(place):
                yield Quote(words, (citation.source, citation.paragraph), entry)


def _of_actors(actors: Iterable[Actor]) -> Iterator[Quote]:
    for actor in actors:
        for citation in actor.cites:
            if citation.quote:
                yield Quote(citation.quote, (citation.source, citation.paragraph), actor)
