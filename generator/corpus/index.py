"""The immutable index over all records: what is called what, and what rests on what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import TypeVar, cast

from generator.corpus.entries import (
    Asserting,
    Placed,
    PlacedCitation,
    PlacedEntry,
    PlacedTie,
    Prose,
    R,
    SourceText,
    Written,
)
from generator.corpus.part import Part, part
from generator.corpus.quotes import Quotes
from generator.findings.diagnostics import Pointer
from generator.records.desk import Actor, Actors, Desk
from generator.records.dossier import Dossier, Tombstone
from generator.records.load import ACTORS, DESK, Library, Loaded
from generator.records.source import Source

_Filed = TypeVar("_Filed", Dossier, Source)


@dataclass(frozen=True)
class Corpus:
    """All records by id; `listed_actors` keeps the actors as their file lists them, repeats included.

    `texts` maps a source's id to the paragraphs of its text, where the text is at hand, `hashes` to the
    SHA-256 of its file; `lock` is the evidence lock as it was read.

    `repeated` are the files, each with its id, whose id another file had first; `unread` says what could not
    be read of the files that were not read whole: the fields, and the items of lists. `parts` is what stands
    in each file, those included whose record does not count.
    """

    desk: Desk | None
    dossiers: Mapping[str, Dossier]
    sources: Mapping[str, Source]
    actors: Mapping[str, Actor]
    listed_actors: tuple[Actor, ...]
    paths: Mapping[tuple[str, str], str]
    failed: frozenset[str]
    parts: Mapping[str, Part]
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hashes: Mapping[str, str] = field(default_factory=dict)
    lock: str | None = None
    register: str | None = None
    repeated: tuple[tuple[str, str], ...] = ()
    unread: Mapping[str, frozenset[Pointer]] = field(default_factory=dict)

    @cached_property
    def entries(self) -> tuple[PlacedEntry, ...]:
        """Every asserting entry, by dossier, section and place."""
        return tuple(chain.from_iterable(part.entries for part in self.citing))

    @cached_property
    def citing(self) -> tuple[Part, ...]:
        """The files of the dossiers in the desk's order, those that it does not list last, and the actors."""
        listed = [name for name in (self.desk.dossiers if self.desk else ()) if name in self.dossiers]
        dossiers = (self.paths["dossier", name] for name in dict.fromkeys((*listed, *self.dossiers)))
        return tuple(self.parts[path] for path in (*dossiers, ACTORS) if path in self.parts)

    @cached_property
    def by_dossier(self) -> Mapping[str, tuple[PlacedEntry, ...]]:
        """The entries of each dossier."""
        groups: dict[str, list[PlacedEntry]] = {name: [] for name in self.dossiers}
        for entry in self.entries:
            groups[entry.dossier].append(entry)
        return {name: tuple(entries) for name, entries in groups.items()}

    @cached_property
    def ordered(self) -> tuple[Dossier, ...]:
        """The dossiers in the desk's order."""
        return tuple(self.dossiers[name] for name in self.desk.dossiers) if self.desk else ()

    @cached_property
    def named(self) -> Mapping[str, PlacedEntry]:
        """Every entry that has an id, by `dossier#id`."""
        return {entry.key: entry for entry in self.entries if entry.key}

    @cached_property
    def tombstones(self) -> Mapping[str, Tombstone]:
        """Every tombstone, by the `dossier#id` whose links it keeps alive."""
        return {
            f"{name}#{tombstone.id}": tombstone
            for name, dossier in self.dossiers.items()
            for tombstone in dossier.retired
        }

    def of(self, kind: type[R]) -> tuple[Placed[R], ...]:
        """The entries of one kind of record, or of a kind that others are a sort of.

        They come in the order of `entries`.
        """
        kinds = [subtype for subtype in self._by_kind if issubclass(subtype, kind)]
        if len(kinds) == 1:
            return cast("tuple[Placed[R], ...]", self._by_kind[kinds[0]])
        return tuple(cast("Placed[R]", entry) for entry in self.entries if isinstance(entry.record, kind))

    @cached_property
    def _by_kind(self) -> Mapping[type[Asserting], tuple[PlacedEntry, ...]]:
        groups: dict[type[Asserting], list[PlacedEntry]] = {}
        for entry in self.entries:
            groups.setdefault(type(entry.record), []).append(entry)
        return {kind: tuple(entries) for kind, entries in groups.items()}

    @cached_property
    def dossier_in(self) -> Mapping[str, str]:
        """The id of the dossier in each file that holds one."""
        return {path: name for (kind, name), path in self.paths.items() if kind == "dossier"}

    @cached_property
    def citations(self) -> tuple[PlacedCitation, ...]:
        """Every citation of the corpus, in prose too, where it stands."""
        return (
            *chain.from_iterable(part.citations for part in self.citing),
            *chain.from_iterable(part.citations_in_prose for part in self.counted),
        )

    @cached_property
    def counted(self) -> tuple[Part, ...]:
        """The files whose records count: the dossiers, the actors, the desk, the sources."""
        dossiers = (self.paths["dossier", name] for name in self.dossiers)
        sources = (self.paths["source", name] for name in self.sources)
        paths = (*dossiers, ACTORS, DESK, *sources)
        return tuple(self.parts[path] for path in paths if path in self.parts)

    @cached_property
    def prose(self) -> tuple[Prose, ...]:
        """Every prose field."""
        return tuple(chain.from_iterable(part.prose for part in self.counted))

    @cached_property
    def written(self) -> tuple[Written, ...]:
        """Every text of the records, ids and the like included, by file."""
        return tuple(chain.from_iterable(part.written for part in self.counted))

    @cached_property
    def placed(self) -> Mapping[tuple[str, Pointer], PlacedEntry]:
        """Every entry by its path and pointer."""
        return {(entry.path, entry.pointer): entry for entry in self.entries}

    @cached_property
    def anchors(self) -> Mapping[PlacedEntry, str]:
        """The anchor of every entry: its id, or a name from its kind and place that no other entry has."""
        taken: dict[str, set[str]] = {
            name: {tombstone.id for tombstone in dossier.retired} for name, dossier in self.dossiers.items()
        }
        for entry in self.entries:
            if entry.record.id:
                taken.setdefault(entry.dossier, set()).add(entry.record.id)
        return {
            entry: entry.record.id or _free(_handle(entry), taken.setdefault(entry.dossier, set()))
            for entry in self.entries
        }

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the actors that act for each state or organisation."""
        members: dict[str, list[str]] = {}
        for actor in self.actors.values():
            if actor.of:
                members.setdefault(actor.of, []).append(actor.id)
        return {name: tuple(ids) for name, ids in members.items()}

    @cached_property
    def cited(self) -> Mapping[str, tuple[str, ...]]:
        """For each file, the sources that it cites, in prose too, in the order of the sources."""
        names_by_file: dict[str, set[str]] = {}
        for citation in self.citations:
            names_by_file.setdefault(citation.path, set()).add(citation.record.source)
        return {path: self.in_order(names) for path, names in names_by_file.items()}

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {name: place for place, name in enumerate(self.sources)}

    def in_order(self, names: set[str]) -> tuple[str, ...]:
        """Those of some names that are sources, in the order of the sources."""
        return tuple(sorted(names & self._places.keys(), key=self._places.__getitem__))

    @cached_property
    def ties(self) -> tuple[PlacedTie, ...]:
        """Every tie by which an entry names another.

        What does not exist is passed over.
        """
        return tuple(
            PlacedTie(entry, tie, other)
            for entry in self.entries
            for tie in entry.record.ties
            if (other := self.named.get(self.resolve(entry.dossier, tie.reference))) is not None
        )

    @cached_property
    def quotes(self) -> Quotes:
        """What the records quote from each paragraph."""
        return Quotes(self.entries, self.listed_actors)

    def scopes(self, entry: PlacedEntry) -> tuple[str, ...]:
        """Where words for the citations of an entry are looked for.

        First in the entries that it names, then in its dossier.
        """
        named = (self.resolve(entry.dossier, tie.reference) for tie in entry.record.ties)
        return (*named, entry.dossier)

    def resolve(self, dossier: str, reference: str) -> str:
        """A reference as `dossier#id`, whether it was written so or as a bare id of the same dossier."""
        return reference if "#" in reference else f"{dossier}#{reference}"

    def declared(self, entry: PlacedEntry) -> tuple[str, ...]:
        """The entries that an entry says it rests on, as `dossier#id`."""
        return self._declared[entry]

    @cached_property
    def _declared(self) -> Mapping[PlacedEntry, tuple[str, ...]]:
        return {
            entry: tuple(
                self.resolve(entry.dossier, tie.reference)
                for tie in entry.record.ties
                if tie.field == "rests_on"
            )
            for entry in self.entries
        }

    def beneath(self, entry: PlacedEntry) -> tuple[PlacedEntry, ...]:
        """All entries that an entry rests on, directly or through another, each once.

        What does not exist is passed over.
        """
        return self._beneath[entry]

    @cached_property
    def _beneath(self) -> Mapping[PlacedEntry, tuple[PlacedEntry, ...]]:
        return {entry: self._carriers(entry) for entry in self.entries}

    def _carriers(self, entry: PlacedEntry) -> tuple[PlacedEntry, ...]:
        carriers: dict[PlacedEntry, None] = {}
        waiting = list(self.declared(entry))
        while waiting:
            lower = self.named.get(waiting.pop(0))
            if lower is not None and lower not in carriers:
                carriers[lower] = None
                waiting.extend(self.declared(lower))
        return tuple(carriers)


def _handle(entry: PlacedEntry) -> str:
    """What the anchor of an entry without an id is made from."""
    return f"{entry.record.prefix}-{entry.record.handle or int(entry.pointer[1]) + 1}"


def _free(name: str, taken: set[str]) -> str:
    candidate, count = name, 1
    while candidate in taken:
        count += 1
        candidate = f"{name}-{count}"
    taken.add(candidate)
    return candidate


def assemble(
    library: Library,
    texts: Mapping[str, SourceText],
    lock: str | None = None,
    register: str | None = None,
) -> Corpus:
    """The index over everything that was loaded; of records with the same id the first one counts.

    `texts` are those at hand by the names of their files.
    """
    dossiers: dict[str, Dossier] = {}
    sources: dict[str, Source] = {}
    actors: dict[str, Actor] = {}
    listed_actors: tuple[Actor, ...] = ()
    paths: dict[tuple[str, str], str] = {}
    repeated: list[tuple[str, str]] = []
    desk: Desk | None = None
    for loaded in library.loaded:
        match loaded.record:
            case Dossier() as record:
                repeated += _add(dossiers, paths, "dossier", loaded, record=record)
            case Source() as record:
                if (source := _counted(record, loaded, texts)) is not None:
                    repeated += _add(sources, paths, "source", loaded, record=source)
            case Actors() as record:
                listed_actors = record.actors
                for actor in record.actors:
                    actors.setdefault(actor.id, actor)
            case Desk() as record:
                desk = record
    at_hand = {name: texts[source.text] for name, source in sources.items() if source.text in texts}
    return Corpus(
        desk,
        dossiers,
        sources,
        actors,
        listed_actors=listed_actors,
        paths=paths,
        failed=library.failed,
        parts={loaded.path: part(loaded) for loaded in library.loaded},
        texts={name: text.paragraphs for name, text in at_hand.items()},
        hashes={name: text.sha256 for name, text in at_hand.items()},
        lock=lock,
        register=register,
        repeated=tuple(repeated),
        unread={loaded.path: loaded.unread for loaded in library.loaded if loaded.unread},
    )


def _counted(source: Source, loaded: Loaded, texts: Mapping[str, SourceText]) -> Source | None:
    """A source that knows how many paragraphs it has, if need be from its text; None where nobody knows."""
    if ("paragraphs",) not in loaded.unread:
        return source
    text = texts.get(source.text)
    return source.model_copy(update={"paragraphs": len(text.paragraphs)}) if text else None


def _add(
    index: dict[str, _Filed], paths: dict[tuple[str, str], str], kind: str, loaded: Loaded, record: _Filed
) -> list[tuple[str, str]]:
    """Enter a record, or give its path and id when another has that id."""
    if record.id in index:
        return [(loaded.path, record.id)]
    index[record.id] = record
    paths[kind, record.id] = loaded.path
    return []
