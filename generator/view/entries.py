"""Entries: one asserting entry of a dossier, made ready for a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from generator.corpus.entries import Asserting, PlacedEntry
from generator.evidence.disputes import Dispute
from generator.evidence.evidence import Evidence
from generator.records import dossier as records
from generator.records.citations import Citation
from generator.records.entries import Judgement, Quotation, Statement, Watch
from generator.records.fields import CITATION
from generator.records.vocabulary import Relation
from generator.records.vocabulary import Term as Word
from generator.references.model import Reference
from generator.text import prose
from generator.view import links, paths, standing
from generator.view.notes import Notes, card
from generator.view.parts import Entry, Link, Mark, Passage, ProseBlock, SourceCard, Term, Tombstone, Words

_STOP = re.compile(r"[.,;:!?]+")


def term(word: Word) -> Term:
    """A vocabulary's word for a page; a likelihood's meaning is its range."""
    return Term(word.word, word.label, word.meaning)


class Entries:
    """Makes the entries of pages, and the links between them."""

    def __init__(self, evidence: Evidence, cited: Mapping[str, Reference] | None = None) -> None:
        """`cited` holds the formatted references; a source without one is shown in plain words."""
        self.evidence = evidence
        self.corpus = evidence.corpus
        self.cited = cited or {}

    @cached_property
    def cards(self) -> Mapping[str, SourceCard]:
        """Every source as readers see it."""
        return {name: card(source, self.cited.get(name, ())) for name, source in self.corpus.sources.items()}

    def notes(self, dossier: str = "") -> Notes:
        """The notes of a new page; `dossier` is the id of the dossier that it shows, if it shows one."""
        return Notes(self.evidence, self.cards, dossier)

    def disputes_of(self, entry: PlacedEntry) -> list[Dispute]:
        """What stands against an entry, and what it stands against."""
        return self.evidence.disputes_of.get(entry, [])

    def contested(self, entry: PlacedEntry) -> bool:
        """Whether a passage that it cites says otherwise."""
        return any(citation.relation is Relation.DISPUTES for citation in entry.record.cites)

    def passages(self, entry: PlacedEntry, notes: Notes | None = None) -> tuple[Passage, ...]:
        """The passages that say otherwise; with their marks where they stand apart from the sentence."""
        passages = []
        for place, citation in enumerate(entry.record.cites):
            if citation.relation is Relation.DISPUTES:
                words = entry.record.exact(place)
                label = f"{self.corpus.sources[citation.source].short}, paragraph {citation.paragraph}"
                link = Link(label, paths.source(citation.source), f"p{citation.paragraph}")
                passages.append(
                    Passage(
                        link,
                        words,
                        notes.mark(citation, words, self.corpus.scopes(entry)) if notes else None,
                        self.cards[citation.source].tag,
                    )
                )
        return tuple(passages)

    def tombstones(self, dossier: records.Dossier) -> tuple[Tombstone, ...]:
        """What a dossier no longer holds, the newest first."""
        retired = sorted(dossier.retired, key=lambda tombstone: tombstone.date.text, reverse=True)
        return tuple(
            Tombstone(
                tombstone.id,
                tombstone.date.words,
                tombstone.date.text,
                tombstone.reason,
                successor=self._successor(dossier.id, tombstone),
            )
            for tombstone in retired
        )

    def _successor(self, dossier: str, tombstone: records.Tombstone) -> Link | None:
        if tombstone.successor is None:
            return None
        key = self.corpus.resolve(dossier, tombstone.successor)
        if key in self.corpus.named:
            return self._link(dossier, self.corpus.named[key])
        where, _, name = key.partition("#")
        return Link(name, paths.dossier(where), name)

    def home(self, entry: PlacedEntry, label: str = "") -> Link:
        """The permanent link of an entry."""
        return links.home(self.corpus, entry, label)

    def dossier_link(self, name: str) -> Link:
        """The link to a dossier."""
        return Link(self.corpus.dossiers[name].title, paths.dossier(name))

    def actor_link(self, name: str) -> Link:
        """The link to an actor."""
        return links.actor(self.corpus.actors[name])

    def entry(self, entry: PlacedEntry, notes: Notes, *, at_home: bool = True) -> Entry:
        """The entry for a page that collects its citations in `notes`.

        `at_home` on its dossier's page, once.
        """
        record, disputes, reliance = entry.record, self.disputes_of(entry), self.evidence.reliance
        common = Entry(
            kind=record.sort,
            anchor=self.corpus.anchors[entry] if at_home else "",
            home=self.home(entry),
            text=record.sentence,
            marks=notes.of(entry),
            permanent=at_home and record.id is not None,
            speaker=self.actor_link(record.actor_id) if record.actor_id else None,
            when=record.day.words if record.day else "",
            where=record.setting,
            doubt=record.doubt or "",
            reckoned=record.reckoned or "",
            see=self._tied(entry, "see"),
            disputed_by=tuple(
                self._link(entry.dossier, dispute.against) for dispute in disputes if dispute.claim is entry
            ),
            disputes=tuple(
                self._link(entry.dossier, dispute.claim) for dispute in disputes if dispute.against is entry
            ),
            disputed_in=self.passages(entry),
            rests_on=self._tied(entry, "rests_on"),
            origins=standing.origins(reliance, self.evidence.backings[entry]),
            notices=standing.notices(reliance, entry),
            dossiers=(self.dossier_link(entry.dossier),),
            pending=entry in self.evidence.unverified_entries,
        )
        return self._with_its_own(common, record)

    def _with_its_own(self, common: Entry, record: Asserting) -> Entry:
        """An entry with what only its kind of record has."""
        match record:
            case Judgement():
                return replace(
                    common,
                    likelihood=term(record.likelihood),
                    confidence=term(record.confidence),
                    basis=record.basis,
                    confidence_reason=record.confidence_reason or "",
                )
            case Statement():
                credibility = term(record.credibility) if record.credibility else None
                return replace(common, occasion=record.circumstance, credibility=credibility)
            case Quotation():
                return replace(
                    common, context=record.context or "", translated=self._translated(record.cites)
                )
            case Watch():
                return replace(common, indicator=record.indicator or "")
        return common

    def _tied(self, entry: PlacedEntry, field: str) -> tuple[Link, ...]:
        """Links to the entries that one of an entry's fields names."""
        keys = (
            self.corpus.resolve(entry.dossier, tie.reference)
            for tie in entry.record.ties
            if tie.field == field
        )
        return tuple(self._link(entry.dossier, self.corpus.named[key]) for key in keys)

    def _link(self, here: str, target: PlacedEntry) -> Link:
        return links.from_dossier(self.corpus, here, target)

    def _translated(self, cites: tuple[Citation, ...]) -> str:
        labels = {
            source.translation.label
            for citation in cites
            if (source := self.corpus.sources[citation.source]).translation
        }
        return " and ".join(sorted(labels))

    def prose(self, text: str | None, notes: Notes) -> tuple[ProseBlock, ...]:
        """A prose field with its citations numbered."""
        return tuple(_block(block, notes) for block in prose.parse(text)) if text else ()


def _block(block: prose.Block, notes: Notes) -> ProseBlock:
    inlines = tuple(_inlines(block.inlines, "", notes))
    return ProseBlock(block.name, tuple(_block(inner, notes) for inner in block.blocks), inlines)


def _with_words(run: list[Words | Mark], text: str, style: str) -> list[Words | Mark]:
    """The run with more words.

    A full stop or comma that follows note numbers moves before them, as printers set it.
    """
    stop = _STOP.match(text)
    place = next((index for index in reversed(range(len(run))) if isinstance(run[index], Words)), -1)
    if stop and run and isinstance(run[-1], Mark) and isinstance(before := run[place], Words):
        run = [*run[:place], Words(before.text + stop[0], before.style), *run[place + 1 :]]
        text = text[stop.end() :]
    return [*run, Words(text, style)] if text else run


def _inlines(inlines: tuple[prose.Inline, ...], style: str, notes: Notes) -> list[Words | Mark]:
    run: list[Words | Mark] = []
    for inline in inlines:
        if isinstance(inline, prose.Styled):
            run += _inlines(inline.children, inline.style, notes)
        elif isinstance(inline, prose.Text):
            run = _with_words(run, inline.text, style)
        elif CITATION.match(inline.key):
            if run and isinstance(before := run[-1], Words):
                run[-1] = Words(before.text.rstrip(), before.style)
            run.append(notes.mark(Citation.model_validate(inline.key)))
    return run
