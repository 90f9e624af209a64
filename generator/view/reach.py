"""What the files about a dossier are made from, so that nothing is made again of which all is as it was."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from generator.corpus.entries import Placed, PlacedCitation, PlacedEntry
from generator.evidence.evidence import Evidence
from generator.records.citations import Citation
from generator.records.load import ACTORS
from generator.view.settings import Settings

Keep = Callable[[str, Callable[[], bytes]], bytes]
"""Gives the bytes that belong to a key: what was kept, or what is made now."""


def anew(_: str, make: Callable[[], bytes]) -> bytes:
    """Keeps nothing: all is made."""
    return make()


def digest(*facts: object) -> str:
    """A key for what is made from some facts, which their `repr` must tell apart."""
    return hashlib.sha256(repr(facts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Reach:
    """Names all that the page and the data of a dossier can show, in a key for each dossier.

    What records say is taken whole, by the text of their files: those of the dossier, of the sources beneath
    its entries and what stands against these, of the dossiers that any of them names, and of the actors. What
    depends on the whole corpus is taken as it was worked out: origins, what is quoted of a passage first, how
    the evidence was verified.
    """

    def __init__(self, evidence: Evidence, documents: Mapping[str, str], settings: Settings) -> None:
        """`documents` are the texts of the files of the records by path."""
        self._evidence, self._corpus = evidence, evidence.corpus
        self._documents, self._settings = documents, settings
        self._citations: dict[str, tuple[Citation, ...]] = {}
        self._keys: dict[str, str] = {}

    def of(self, dossier: str) -> str:
        """The key of a dossier, by its id."""
        if dossier not in self._keys:
            self._keys[dossier] = digest(self._common, *self._facts(dossier))
        return self._keys[dossier]

    def sources(self, dossier: str) -> tuple[str, ...]:
        """The ids of the sources that the page of a dossier can show."""
        return tuple(dict.fromkeys(citation.source for citation in self._cites(dossier)))

    @cached_property
    def _common(self) -> str:
        """What belongs to every dossier."""
        desk, settings = self._corpus.desk, self._settings
        about = desk and desk.model_copy(update={"dossiers": ()})
        addresses = (settings.site_url, settings.edit_base, settings.style, settings.day)
        return digest(about, self._documents.get(ACTORS), addresses)

    def _facts(self, name: str) -> Iterator[object]:
        corpus, evidence = self._corpus, self._evidence
        path, citations, entries = corpus.paths["dossier", name], self._cites(name), self._entries(name)
        yield name, self._settings.revision(path), self._settings.prints(name)
        yield [(entry.dossier, entry.pointer, entry in evidence.unverified_entries) for entry in entries]
        yield [self._file("dossier", other) for other in self._named(name, entries)]
        yield [self._file("source", source) for source in self.sources(name)]
        yield evidence.verification(path)
        yield self._settings.history.since, self._settings.history.commits(name)
        yield [self._origin(citation) for citation in citations]
        passages = dict.fromkeys((citation.source, citation.paragraph) for citation in citations)
        yield [(self._quoted(passage), self._edited(passage)) for passage in passages]

    def _entries(self, name: str) -> tuple[PlacedEntry, ...]:
        """The entries that stand on the page of a dossier: its own, and those with which they disagree."""
        own = self._corpus.by_dossier[name]
        disputes = (dispute for entry in own for dispute in self._evidence.disputes_of.get(entry, ()))
        sides = (side for dispute in disputes for side in (dispute.claim, dispute.against))
        return tuple(dict.fromkeys((*own, *sides)))

    def _named(self, name: str, entries: tuple[PlacedEntry, ...]) -> tuple[str, ...]:
        """The dossiers of which some words stand on the page of one, itself included."""
        corpus = self._corpus
        named = {name: None}
        for entry in entries:
            for other in (*self._tied.get(entry, ()), *corpus.beneath(entry)):
                named[other.dossier] = None
            for dispute in self._evidence.disputes_of.get(entry, ()):
                named |= {dispute.claim.dossier: None, dispute.against.dossier: None}
        for tombstone in corpus.dossiers[name].retired:
            named[corpus.resolve(name, tombstone.successor or "").partition("#")[0]] = None
        return tuple(other for other in named if other in corpus.dossiers)

    @cached_property
    def _tied(self) -> Mapping[PlacedEntry, list[PlacedEntry]]:
        """The entries that each entry names."""
        tied: dict[PlacedEntry, list[PlacedEntry]] = {}
        for entry, _, other in self._corpus.ties:
            tied.setdefault(entry, []).append(other)
        return tied

    def _cites(self, name: str) -> tuple[Citation, ...]:
        """The citations of a dossier's file, of what its page has beside, and of what is beneath these."""
        if name not in self._citations:
            own = self._cited.get(self._corpus.paths["dossier", name], ())
            beneath = (
                other for entry in self._entries(name) for other in (entry, *self._corpus.beneath(entry))
            )
            lent = (citation for entry in beneath for citation in entry.record.cites)
            self._citations[name] = (*(citation.record for citation in own), *lent)
        return self._citations[name]

    @cached_property
    def _cited(self) -> Mapping[str, list[PlacedCitation]]:
        """The citations of each file."""
        by_path: dict[str, list[PlacedCitation]] = {}
        for citation in self._corpus.citations:
            by_path.setdefault(citation.path, []).append(citation)
        return by_path

    def _file(self, kind: str, name: str) -> str:
        return self._digests[self._corpus.paths[kind, name]]

    @cached_property
    def _digests(self) -> Mapping[str, str]:
        """The key of each file of the records."""
        return {path: digest(text) for path, text in self._documents.items()}

    def _origin(self, citation: Citation) -> tuple[str, str, bool]:
        """Where a passage comes from in the end, and what is said of it."""
        reliance = self._evidence.reliance
        origin = reliance.origin(citation)
        return origin, reliance.origin_names.get(origin, ""), reliance.stated(citation)

    def _quoted(self, passage: tuple[str, int]) -> object:
        """What the corpus quotes from a passage first, and who does."""
        quote = self._corpus.quotes.nearest(passage)
        if quote is None:
            return None
        owner = quote.owner
        if isinstance(owner, Placed):
            return quote.words, self._file("dossier", owner.dossier), owner.pointer
        return quote.words, owner.id

    def _edited(self, passage: tuple[str, int]) -> list[tuple[str, str, str]]:
        quotations = self._evidence.edited_in.get(passage, ())
        return [(edit.claim.words, edit.own, edit.claim.path) for edit in quotations]
