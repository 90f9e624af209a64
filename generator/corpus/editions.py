"""Which version of a dossier this is: a fingerprint of all that its page is made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from generator.corpus.entries import Edition, Placed, PlacedEntry
from generator.corpus.quotes import Quote
from generator.records.dossier import Dossier
from generator.records.fields import Record
from generator.records.load import ACTORS

if TYPE_CHECKING:  # the index holds the editions of its dossiers
    from generator.corpus.index import Corpus

_Borrowed = Mapping[str, PlacedEntry]
"""Entries of other dossiers, by their names."""


def editions(corpus: Corpus) -> dict[str, Edition]:
    """The edition of each dossier.

    It is made of the dossier itself, its sources, the actors, and the statements of others that its page
    shows, links to or quotes.
    """
    borrowed = _borrowed(corpus)
    sources = {name: _dumped(source) for name, source in corpus.sources.items()}
    actors = tuple(map(_dumped, corpus.actors.values()))
    return {
        dossier.id: _edition(corpus, dossier, borrowed[dossier.id], sources, actors=actors)
        for dossier in corpus.ordered
    }


def _edition(
    corpus: Corpus,
    dossier: Dossier,
    borrowed: _Borrowed,
    sources: Mapping[str, str],
    actors: tuple[str, ...],
) -> Edition:
    """The edition of a dossier; `sources` (by id) and `actors` are their records as text."""
    path = corpus.paths["dossier", dossier.id]
    carriers = {
        carrier
        for entry in (*corpus.by_dossier[dossier.id], *borrowed.values())
        for carrier in (entry, *corpus.beneath(entry))
    }
    cited = sorted(
        {citation.source for entry in carriers for citation in entry.record.cites}
        | {*corpus.cited.get(path, ())}
    )
    parts = [_dumped(dossier), *(sources[name] for name in cited), *actors]
    parts += [
        f"{key} {corpus.dossiers[entry.dossier].title} {_dumped(entry.record)}"
        for key, entry in sorted(borrowed.items())
    ]
    files = (
        path,
        ACTORS,
        *(corpus.paths["source", name] for name in cited),
        *(entry.path for entry in borrowed.values()),
    )
    return Edition(hashlib.sha256("\n".join(parts).encode()).hexdigest()[:10], frozenset(files))


def _borrowed(corpus: Corpus) -> Mapping[str, _Borrowed]:
    """For each dossier the entries of others that its page shows, links to or quotes, by their names."""
    borrowed: dict[str, dict[str, PlacedEntry]] = {name: {} for name in corpus.dossiers}
    for entry, tie, other in corpus.ties:
        if other.dossier != entry.dossier:
            borrowed[entry.dossier][other.key or ""] = other
            if tie.field in ("disputed_by", "disputes"):
                borrowed[other.dossier][entry.key or ""] = entry
    for name, quote in (*_lent_to_entries(corpus, borrowed), *_lent_to_prose(corpus)):
        owner = quote.owner
        if isinstance(owner, Placed) and owner.dossier != name:
            borrowed[name][owner.key or f"{owner.owner}/{owner.pointer[1]}"] = owner
    return borrowed


def _lent_to_entries(corpus: Corpus, borrowed: Mapping[str, _Borrowed]) -> Iterator[tuple[str, Quote]]:
    """For each dossier, the quotes that the notes of its page show for entries that quote nothing."""
    for name, entries in borrowed.items():
        for entry in (*corpus.by_dossier[name], *entries.values()):
            for place, citation in enumerate(entry.record.cites):
                passage = citation.source, citation.paragraph
                if not entry.record.exact(place) and (
                    quote := corpus.quotes.nearest(passage, corpus.scopes(entry))
                ):
                    yield name, quote


def _lent_to_prose(corpus: Corpus) -> Iterator[tuple[str, Quote]]:
    """For each dossier, the quotes that the notes of its page show for prose."""
    for citation in corpus.citations:
        name = corpus.dossier_in.get(citation.path)
        if citation.prose and name and (quote := corpus.quotes.nearest(citation.passage, (name,))):
            yield name, quote


def _dumped(record: Record) -> str:
    return json.dumps(record.model_dump(mode="json"), sort_keys=True)
