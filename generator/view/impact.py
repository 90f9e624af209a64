"""What a source carries: every statement, actor and passage of prose that rests on it.

Also every page and file that shows one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.corpus.entries import PlacedEntry
from generator.evidence.evidence import Evidence
from generator.evidence.reliance import Reliance, supporting
from generator.records.citations import Citation
from generator.records.fields import CITATION
from generator.records.load import ACTORS, DESK
from generator.text import prose
from generator.view import paths
from generator.view.artefacts import Artefact, Subject
from generator.view.entries import Entries
from generator.view.evidence_map import SourceUse
from generator.view.model import Page, Site, SourcePage, SourceRow
from generator.view.parts import Entry, SourceNotes

_Part = Entry | SourceNotes | SourcePage | SourceRow | SourceUse
"""What of a page can be about a source."""


@dataclass(frozen=True, slots=True)
class Resting:
    """Something that rests on the source.

    `name` is `dossier#anchor`, an actor's id, or a file and its prose field; `path` and `pointer` say where
    it is written. `through` are the statements that lie between, `alone` says that nothing else would be left
    to support it.
    """

    name: str
    path: str
    pointer: str
    text: str
    paragraphs: tuple[int, ...]
    through: tuple[str, ...]
    alone: bool


@dataclass(frozen=True, slots=True)
class Impact:
    """All that rests on one source. Pages and exports are addresses below the site's root.

    `standing` says in words what became of the source, `relays` names the sources that relay it.
    """

    source: str
    short: str
    standing: str
    statements: tuple[Resting, ...]
    actors: tuple[Resting, ...]
    prose: tuple[Resting, ...]
    pages: tuple[str, ...]
    exports: tuple[str, ...]
    relays: tuple[str, ...]


def impact(evidence: Evidence, site: Site, artefacts: Iterable[Artefact[object]], name: str) -> Impact:
    """What rests on the source `name`, with those of the site's `artefacts` that do. None of them is made."""
    corpus, entries = evidence.corpus, Entries(evidence)
    source = corpus.sources[name]
    statements = {entry: resting for entry in corpus.entries if (resting := _entry(entries, entry, name))}
    homes = {(home.page, home.anchor) for home in map(entries.home, statements)}
    pages = tuple(page.path for page in site.pages if _shows(page, homes, name))
    load = _Load(
        frozenset(page.id for page in site.dossiers if page.path in pages),
        statements,
        tuple(_actors(evidence.reliance, name)),
        tuple(_prose(evidence.reliance, name)),
    )
    standing = source.standing
    return Impact(
        name,
        source.short,
        f"{standing.state.word} on {standing.date.words}: {standing.reason}" if standing else "",
        tuple(statements.values()),
        actors=load.actors,
        prose=load.prose,
        pages=tuple("/" + paths.url(page) for page in pages),
        exports=tuple(sorted(f"/{artefact.path}" for artefact in artefacts if load.rests(artefact))),
        relays=tuple(
            relay.id
            for relay in corpus.sources.values()
            if relay.origin and relay.origin.id == name != relay.id
        ),
    )


@dataclass(frozen=True, slots=True)
class _Load:
    """What a source carries: the dossiers whose pages show it, entries, actors, passages of prose."""

    dossiers: frozenset[str]
    statements: Mapping[PlacedEntry, Resting]
    actors: tuple[Resting, ...]
    prose: tuple[Resting, ...]

    def rests(self, artefact: Artefact[object]) -> bool:
        """Whether what an artefact is about rests on the source, or holds the source itself."""
        match artefact.subject:
            case Subject.SITE | Subject.SOURCES:
                return True
            case Subject.DOSSIER:
                return artefact.dossier in self.dossiers
            case Subject.DOSSIERS:
                return bool(self.dossiers)
            case Subject.STATEMENTS:
                return bool(self.statements)
            case Subject.WATCH:
                return any(not entry.record.asserts and entry.record.day for entry in self.statements)
            case Subject.ACTORS:
                return bool(self.actors)
            case Subject.DESK:
                return any(resting.path == DESK for resting in self.prose)
            case Subject.CHANGES | Subject.VERIFICATION | Subject.FIELDS:
                return False


def _entry(entries: Entries, entry: PlacedEntry, name: str) -> Resting | None:
    grounds = [
        ground for ground in entries.evidence.reliance.grounds(entry) if ground.citation.source == name
    ]
    if not grounds:
        return None
    anchors = entries.corpus.anchors
    through = dict.fromkeys(
        f"{ground.through.dossier}#{anchors[ground.through]}" for ground in grounds if ground.through
    )
    others = (
        ground.citation
        for ground in entries.evidence.reliance.grounds(entry)
        if ground.citation.source != name
    )
    return Resting(
        f"{entry.dossier}#{anchors[entry]}",
        entry.path,
        _pointer(*entry.pointer),
        entry.record.sentence,
        paragraphs=_numbers(ground.citation for ground in grounds if not ground.through),
        through=tuple(through),
        alone=not entries.evidence.reliance.stands(others),
    )


def _pointer(*steps: str | int) -> str:
    return "/" + "/".join(map(str, steps))


def _numbers(cites: Iterator[Citation]) -> tuple[int, ...]:
    return tuple(sorted({citation.paragraph for citation in cites}))


def _actors(reliance: Reliance, name: str) -> Iterator[Resting]:
    for index, actor in enumerate(reliance.corpus.listed_actors):
        yield from _plain(
            reliance,
            name,
            actor.id,
            ACTORS,
            pointer=_pointer("actors", index),
            text=f"{actor.name}: {actor.role}",
            cites=supporting(actor.cites),
        )


def _prose(reliance: Reliance, name: str) -> Iterator[Resting]:
    corpus = reliance.corpus
    order = {corpus.paths["dossier", dossier.id]: place for place, dossier in enumerate(corpus.ordered)}
    for field in sorted(corpus.prose, key=lambda field: order.get(field.path, len(order))):
        for words, keys in prose.passages(field.text):
            cites = tuple(Citation.model_validate(key) for key in keys if CITATION.match(key))
            yield from _plain(
                reliance,
                name,
                field.owner,
                field.path,
                pointer=_pointer(*field.pointer),
                text=words,
                cites=cites,
            )


def _plain(
    reliance: Reliance,
    source: str,
    name: str,
    path: str,
    pointer: str,
    text: str,
    cites: tuple[Citation, ...],
) -> Iterator[Resting]:
    """Something that rests on its own citations only."""
    if any(citation.source == source for citation in cites):
        own = _numbers(citation for citation in cites if citation.source == source)
        alone = not reliance.stands(citation for citation in cites if citation.source != source)
        yield Resting(name, path, pointer, text, paragraphs=own, through=(), alone=alone)


def _shows(page: Page, homes: set[tuple[str, str]], name: str) -> bool:
    """Whether a page shows the source itself, or something that rests on it."""
    return any(_about(part, homes, name) for part in _parts(page))


def _about(part: _Part, homes: set[tuple[str, str]], name: str) -> bool:
    match part:
        case SourcePage():
            return part.card is not None and part.card.id == name
        case SourceRow():
            return part.card.id == name
        case SourceUse():
            return part.link.page == paths.source(name)
        case Entry():
            return (part.home.page, part.home.anchor) in homes
        case SourceNotes():
            return part.source.id == name and any(not note.relation for note in part.notes)


def _parts(value: object) -> Iterator[_Part]:
    """What of a page can be about a source, however deep it stands."""
    if isinstance(value, _Part):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from _parts(inner)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _parts(getattr(value, field.name))
