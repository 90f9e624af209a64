"""The immutable index over all records: what is called what, and what rests on what."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from generator.findings.diagnostics import Pointer
from generator.records.fields import CITATION, Record
from generator.records.load import ACTORS, DESK, Library, Loaded
from generator.records.schema import (
    Actor,
    Actors,
    Assertion,
    Citation,
    Desk,
    Dossier,
    Quotation,
    Retired,
    Source,
    Uncited,
    Watch,
)
from generator.text import prose

Asserting = Assertion | Watch
"""A list item of a dossier that rests on passages."""

_Filed = TypeVar("_Filed", Dossier, Source)

SECTIONS = ("summary", "judgements", "statements", "accounts", "positions", "timeline", "quotations", "watch")
"""The lists of a dossier whose items rest on passages, in reading order."""


@dataclass(frozen=True, slots=True)
class Item:
    """One asserting item: its dossier, its section, where it stands, and its record."""

    dossier: str
    section: str
    path: str
    pointer: Pointer
    record: Asserting

    @property
    def key(self) -> str | None:
        """`dossier#id`, the name by which others refer to it; None when it has no id."""
        return f"{self.dossier}#{self.record.id}" if self.record.id else None

    def words_in(self, place: int) -> str:
        """The exact words of the citation at `place`: its quote, else, for the first of a quotation, what was said."""
        own = self.record.cites[place].quote or ""
        return own or (self.record.text if isinstance(self.record, Quotation) and place == 0 else "")


@dataclass(frozen=True, slots=True)
class Use:
    """One citation where it stands. `needle` is set for a citation inside prose: the characters to point at."""

    path: str
    pointer: Pointer
    citation: Citation
    needle: str = ""
    nth: int = 0


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of a dossier. `name` is ten hexadecimal signs of the SHA-256 of all that its page is made from, `files` where that stands."""

    name: str
    files: frozenset[str]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How a source is used: citations by paragraph, the excused paragraphs, and those that nothing accounts for."""

    cited: Mapping[int, int]
    excused: Mapping[int, Uncited]
    open: tuple[int, ...]


@dataclass(frozen=True)
class Corpus:
    """All records by id; `actor_list` keeps the actors' ids as listed, repeats included.

    `texts` maps a source's id to the paragraphs of its text, where the text is at hand; `lock` is the evidence lock as it was read.

    `repeated` are the files, each with its id, whose id another file had first.
    """

    desk: Desk | None
    dossiers: Mapping[str, Dossier]
    sources: Mapping[str, Source]
    actors: Mapping[str, Actor]
    actor_list: tuple[str, ...]
    paths: Mapping[tuple[str, str], str]
    failed: frozenset[str]
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lock: str | None = None
    register: str | None = None
    repeated: tuple[tuple[str, str], ...] = ()

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every asserting item, by dossier, section and place."""
        return tuple(self._items())

    def _items(self) -> Iterator[Item]:
        listed = [name for name in (self.desk.dossiers if self.desk else ()) if name in self.dossiers]
        for name in dict.fromkeys((*listed, *self.dossiers)):
            path, dossier = self.paths["dossier", name], self.dossiers[name]
            for section in SECTIONS:
                for index, record in enumerate(getattr(dossier, section)):
                    yield Item(name, section, path, (section, index), record)

    @cached_property
    def by_dossier(self) -> Mapping[str, tuple[Item, ...]]:
        """The items of each dossier."""
        found: dict[str, list[Item]] = {name: [] for name in self.dossiers}
        for item in self.items:
            found[item.dossier].append(item)
        return {name: tuple(items) for name, items in found.items()}

    @cached_property
    def ordered(self) -> tuple[Dossier, ...]:
        """The dossiers in the desk's order."""
        return tuple(self.dossiers[name] for name in self.desk.dossiers) if self.desk else ()

    @cached_property
    def named(self) -> Mapping[str, Item]:
        """Every item that has an id, by `dossier#id`."""
        return {item.key: item for item in self.items if item.key}

    @cached_property
    def retired(self) -> Mapping[str, Retired]:
        """Every tombstone, by the `dossier#id` whose links it keeps alive."""
        return {
            f"{name}#{grave.id}": grave
            for name, dossier in self.dossiers.items()
            for grave in dossier.retired
        }

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """Every citation of the corpus, in prose too, where it stands."""
        return tuple(self._uses())

    def _uses(self) -> Iterator[Use]:
        for item in self.items:
            yield from _listed(item.path, item.pointer, item.record.cites)
        for index, actor in enumerate(self.actors.values()):
            yield from _listed(ACTORS, ("actors", index), actor.cites)
        for path, pointer, text in self.prose:
            yield from _in_prose(path, pointer, text)

    @cached_property
    def prose(self) -> tuple[tuple[str, Pointer, str], ...]:
        """Every prose field: path, pointer, text."""
        found = [
            (self.paths["dossier", name], ("background",), d.background) for name, d in self.dossiers.items()
        ]
        found += [(DESK, ("intro",), self.desk.intro)] if self.desk else []
        return tuple((path, pointer, text) for path, pointer, text in found if text)

    @cached_property
    def placed(self) -> Mapping[tuple[str, Pointer], Item]:
        """Every item by its path and pointer."""
        return {(item.path, item.pointer): item for item in self.items}

    @cached_property
    def coverage(self) -> Mapping[str, Coverage]:
        """For each source, which of its paragraphs carry something and which do not."""
        counts: dict[str, dict[int, int]] = {name: {} for name in self.sources}
        for use in self.uses:
            cited = counts.setdefault(use.citation.source, {})
            cited[use.citation.paragraph] = cited.get(use.citation.paragraph, 0) + 1
        return {name: _coverage(source, counts[name]) for name, source in self.sources.items()}

    @cached_property
    def cited(self) -> Mapping[str, tuple[str, ...]]:
        """For each file, the sources that it cites, in prose too, in the order of the sources."""
        found: dict[str, set[str]] = {}
        for use in self.uses:
            found.setdefault(use.path, set()).add(use.citation.source)
        order = {name: place for place, name in enumerate(self.sources)}
        return {
            path: tuple(sorted(names & order.keys(), key=order.__getitem__)) for path, names in found.items()
        }

    @cached_property
    def editions(self) -> Mapping[str, Edition]:
        """The edition of each dossier: of itself, its sources, the actors, and the statements of others that its page shows or links to."""
        borrowed = self._borrowed()
        return {dossier.id: self._edition(dossier, borrowed[dossier.id]) for dossier in self.ordered}

    def _edition(self, dossier: Dossier, borrowed: Mapping[str, Item]) -> Edition:
        path = self.paths["dossier", dossier.id]
        carriers = {
            one
            for item in (*self.by_dossier[dossier.id], *borrowed.values())
            for one in (item, *self.beneath(item))
        }
        sources = sorted(
            {citation.source for item in carriers for citation in item.record.cites}
            | {*self.cited.get(path, ())}
        )
        parts = [
            _dumped(record)
            for record in (dossier, *(self.sources[name] for name in sources), *self.actors.values())
        ]
        parts += [
            f"{key} {self.dossiers[item.dossier].title} {_dumped(item.record)}"
            for key, item in sorted(borrowed.items())
        ]
        files = (
            path,
            ACTORS,
            *(self.paths["source", name] for name in sources),
            *(item.path for item in borrowed.values()),
        )
        return Edition(hashlib.sha256("\n".join(parts).encode()).hexdigest()[:10], frozenset(files))

    def _borrowed(self) -> Mapping[str, dict[str, Item]]:
        """For each dossier the items of others that its page shows or links to, by their names."""
        found: dict[str, dict[str, Item]] = {name: {} for name in self.dossiers}
        for item, key, other in self._ties():
            if other.dossier != item.dossier:
                found[item.dossier][other.key or ""] = other
                if key in ("disputed_by", "disputes"):
                    found[other.dossier][item.key or ""] = item
        return found

    def _ties(self) -> Iterator[tuple[Item, str, Item]]:
        """Every item with the key by which it names another, and that other; what does not exist is passed over."""
        for item in self.items:
            for key in ("see", "rests_on", "disputed_by", "disputes"):
                for reference in getattr(item.record, key, ()):
                    other = self.named.get(self.resolve(item.dossier, reference))
                    if other is not None:
                        yield item, key, other

    def resolve(self, dossier: str, reference: str) -> str:
        """A reference as `dossier#id`, whether it was written so or as a bare id of the same dossier."""
        return reference if "#" in reference else f"{dossier}#{reference}"

    def declared(self, item: Item) -> tuple[str, ...]:
        """The items that an item says it rests on, as `dossier#id`."""
        return tuple(
            self.resolve(item.dossier, reference) for reference in getattr(item.record, "rests_on", ())
        )

    def beneath(self, item: Item) -> tuple[Item, ...]:
        """All items that an item rests on, directly or through another, each once; what does not exist is passed over."""
        found: dict[Item, None] = {}
        waiting = list(self.declared(item))
        while waiting:
            lower = self.named.get(waiting.pop(0))
            if lower is not None and lower not in found:
                found[lower] = None
                waiting.extend(self.declared(lower))
        return tuple(found)


def _dumped(record: Record) -> str:
    return json.dumps(record.model_dump(mode="json"), sort_keys=True)


def _listed(path: str, pointer: Pointer, cites: tuple[Citation, ...]) -> Iterator[Use]:
    for index, citation in enumerate(cites):
        yield Use(path, (*pointer, "cites", index), citation)


def _in_prose(path: str, pointer: Pointer, text: str) -> Iterator[Use]:
    seen: dict[str, int] = {}
    for key in prose.keys(text):
        nth = seen[key] = seen.get(key, -1) + 1
        if CITATION.match(key):
            yield Use(path, pointer, Citation.model_validate(key), f"@{key}", nth)


def _coverage(source: Source, cited: Mapping[int, int]) -> Coverage:
    excused = {number: uncited for uncited in source.uncited for number in uncited.paragraphs}
    left = (
        number for number in range(1, source.paragraphs + 1) if number not in cited and number not in excused
    )
    return Coverage(dict(sorted(cited.items())), excused, tuple(left))


def assemble(
    library: Library,
    texts: Mapping[str, tuple[str, ...]],
    lock: str | None = None,
    register: str | None = None,
) -> Corpus:
    """The index over everything that was loaded; of records with the same id the first one counts."""
    dossiers: dict[str, Dossier] = {}
    sources: dict[str, Source] = {}
    actors: dict[str, Actor] = {}
    actor_list: tuple[str, ...] = ()
    paths: dict[tuple[str, str], str] = {}
    repeated: list[tuple[str, str]] = []
    desk: Desk | None = None
    for loaded in library.loaded:
        match loaded.record:
            case Dossier() as record:
                repeated += _add(dossiers, paths, "dossier", loaded, record)
            case Source() as record:
                repeated += _add(sources, paths, "source", loaded, record)
            case Actors() as record:
                actor_list = tuple(actor.id for actor in record.actors)
                for actor in record.actors:
                    actors.setdefault(actor.id, actor)
            case Desk() as record:
                desk = record
    found = {name: texts[source.text] for name, source in sources.items() if source.text in texts}
    return Corpus(
        desk,
        dossiers,
        sources,
        actors,
        actor_list,
        paths,
        library.failed,
        found,
        lock=lock,
        register=register,
        repeated=tuple(repeated),
    )


def _add(
    index: dict[str, _Filed], paths: dict[tuple[str, str], str], kind: str, loaded: Loaded, record: _Filed
) -> list[tuple[str, str]]:
    """Enter a record, or give its path and id when another has that id."""
    if record.id in index:
        return [(loaded.path, record.id)]
    index[record.id] = record
    paths[kind, record.id] = loaded.path
    return []
