"""Entries: one asserting item of a dossier, made ready for a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from generator.corpus.entries import Item
from generator.corpus.index import Corpus
from generator.evidence.disputes import Clash, clashes
from generator.evidence.reliance import Reliance
from generator.records.fields import CITATION
from generator.records.schema import (
    UNKNOWN,
    Citation,
    Dossier,
    Event,
    Judgement,
    Position,
    Quotation,
    Retired,
    Statement,
    Watch,
)
from generator.records.vocabulary import Likelihood, Relation
from generator.records.vocabulary import Term as Word
from generator.references.model import Reference
from generator.text import prose
from generator.view import paths, standing
from generator.view.notes import Notes, card
from generator.view.parts import Entry, Link, Mark, Passage, ProseBlock, SourceCard, Term, Tombstone, Words

_KINDS = {
    "summary": "bottom-line",
    "judgements": "judgement",
    "accounts": "account",
    "positions": "position",
    "timeline": "event",
    "quotations": "quotation",
    "watch": "watch",
}
_SHORT = 72
_STOP = re.compile(r"[.,;:!?]+")


def term(word: Word) -> Term:
    """A vocabulary's word for a page; a likelihood's meaning is its range."""
    return Term(word.word, word.label, word.meaning)


def shorten(text: str) -> str:
    """The first words of a sentence, for a link to it."""
    if len(text) <= _SHORT:
        return text
    return text[:_SHORT].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


class Entries:
    """Makes entries; knows every item's anchor and who disputes whom."""

    def __init__(self, corpus: Corpus, cited: Mapping[str, Reference] | None = None) -> None:
        """`cited` holds the formatted references; a source without one is shown in plain words."""
        self.corpus = corpus
        self.reliance = Reliance(corpus)
        self.cited = cited or {}

    @cached_property
    def cards(self) -> Mapping[str, SourceCard]:
        """Every source as readers see it."""
        return {name: card(source, self.cited.get(name, ())) for name, source in self.corpus.sources.items()}

    def notes(self) -> Notes:
        """The notes of a new page."""
        return Notes(self.corpus, self.cards, self.reliance)

    @cached_property
    def anchors(self) -> Mapping[Item, str]:
        """The anchor of every item: its id, or a name made from its section and place that no other item has."""
        taken: dict[str, set[str]] = {
            name: {grave.id for grave in dossier.retired} for name, dossier in self.corpus.dossiers.items()
        }
        for item in self.corpus.items:
            if item.record.id:
                taken.setdefault(item.dossier, set()).add(item.record.id)
        found: dict[Item, str] = {}
        for item in self.corpus.items:
            found[item] = item.record.id or _free(
                f"{_KINDS.get(item.section, item.section)}-{_handle(item)}",
                taken.setdefault(item.dossier, set()),
            )
        return found

    @cached_property
    def _clashes(self) -> Mapping[str, list[Clash]]:
        found: dict[str, list[Clash]] = {}
        for clash in clashes(self.corpus):
            for side in (clash.claim, clash.against):
                found.setdefault(side.key or "", []).append(clash)
        return found

    def clashes_of(self, item: Item) -> list[Clash]:
        """What stands against an item, and what it stands against."""
        return self._clashes.get(item.key or "", [])

    def contested(self, item: Item) -> bool:
        """Whether a passage that it cites says otherwise."""
        return any(citation.relation is Relation.DISPUTES for citation in item.record.cites)

    def passages(self, item: Item, notes: Notes | None = None) -> tuple[Passage, ...]:
        """The passages that say otherwise; with their marks where they stand apart from the sentence."""
        found = []
        for place, citation in enumerate(item.record.cites):
            if citation.relation is Relation.DISPUTES:
                words = item.record.exact(place)
                label = f"{self.corpus.sources[citation.source].short}, paragraph {citation.paragraph}"
                link = Link(label, paths.source(citation.source), f"p{citation.paragraph}")
                found.append(
                    Passage(
                        link,
                        words,
                        notes.mark(citation, words) if notes else None,
                        self.cards[citation.source].tag,
                    )
                )
        return tuple(found)

    def tombstones(self, dossier: Dossier) -> tuple[Tombstone, ...]:
        """What a dossier no longer holds, the newest first."""
        graves = sorted(dossier.retired, key=lambda grave: grave.date.text, reverse=True)
        return tuple(
            Tombstone(g.id, g.date.words, g.date.text, g.reason, self._successor(dossier.id, g))
            for g in graves
        )

    def _successor(self, dossier: str, grave: Retired) -> Link | None:
        if grave.successor is None:
            return None
        key = self.corpus.resolve(dossier, grave.successor)
        if key in self.corpus.named:
            return self._link(dossier, self.corpus.named[key])
        where, _, name = key.partition("#")
        return Link(name, paths.dossier(where), name)

    def home(self, item: Item, label: str = "") -> Link:
        """The permanent link of an item."""
        return Link(label or shorten(item.record.sentence), paths.dossier(item.dossier), self.anchors[item])

    def dossier_link(self, name: str) -> Link:
        """The link to a dossier."""
        return Link(self.corpus.dossiers[name].title, paths.dossier(name))

    def actor_link(self, name: str) -> Link:
        """The link to an actor."""
        return Link(self.corpus.actors[name].name, paths.actor(name))

    def entry(self, item: Item, notes: Notes, *, at_home: bool = True) -> Entry:
        """The item for a page that collects its citations in `notes`; `at_home` on its dossier's page, once."""
        record, clashing = item.record, self.clashes_of(item)
        return Entry(
            kind=record.kind.word if isinstance(record, Statement) else _KINDS[item.section],
            anchor=self.anchors[item] if at_home else "",
            home=self.home(item),
            text=record.sentence,
            marks=notes.item(item),
            permanent=at_home and item.record.id is not None,
            speaker=self._speaker(item),
            when=self._when(item),
            where=getattr(record, "place", None) or "",
            occasion=_occasion(record) if isinstance(record, Statement) else "",
            context=getattr(record, "context", None) or "",
            doubt=record.doubt or "",
            see=self._links(item, record.see),
            disputed_by=tuple(
                self._link(item.dossier, clash.against) for clash in clashing if clash.claim == item
            ),
            disputes=tuple(
                self._link(item.dossier, clash.claim) for clash in clashing if clash.against == item
            ),
            disputed_in=self.passages(item),
            likelihood=_likelihood(record.likelihood) if isinstance(record, Judgement) else None,
            confidence=term(record.confidence) if isinstance(record, Judgement) else None,
            basis=record.basis if isinstance(record, Judgement) else "",
            confidence_reason=record.confidence_reason or "" if isinstance(record, Judgement) else "",
            rests_on=self._links(item, getattr(record, "rests_on", ())),
            credibility=term(record.credibility)
            if isinstance(record, Statement) and record.credibility
            else None,
            indicator=record.indicator or "" if isinstance(record, Watch) else "",
            origins=standing.origins(self.reliance, item),
            notices=standing.notices(self.reliance, item),
            translated=self._translated(record.cites) if isinstance(record, Quotation) else "",
            dossiers=(self.dossier_link(item.dossier),),
        )

    def _speaker(self, item: Item) -> Link | None:
        record = item.record
        name = None
        if isinstance(record, Statement):
            name = record.by
        elif isinstance(record, Quotation):
            name = record.speaker
        elif isinstance(record, Position):
            name = record.actor
        return self.actor_link(name) if name else None

    def _when(self, item: Item) -> str:
        record = item.record
        date = (
            record.by
            if isinstance(record, Watch)
            else record.date
            if isinstance(record, Statement | Event | Quotation)
            else None
        )
        return date.words if date else ""

    def _links(self, item: Item, references: tuple[str, ...]) -> tuple[Link, ...]:
        return tuple(
            self._link(item.dossier, self.corpus.named[self.corpus.resolve(item.dossier, reference)])
            for reference in references
        )

    def _link(self, here: str, target: Item) -> Link:
        prefix = "" if target.dossier == here else f"{self.corpus.dossiers[target.dossier].title}: "
        return self.home(target, prefix + shorten(target.record.sentence))

    def _translated(self, cites: tuple[Citation, ...]) -> str:
        found = {s.translation.label for c in cites if (s := self.corpus.sources[c.source]).translation}
        return " and ".join(sorted(found))

    def prose(self, text: str | None, notes: Notes) -> tuple[ProseBlock, ...]:
        """A prose field with its citations numbered."""
        return tuple(_block(block, notes) for block in prose.parse(text)) if text else ()


def _occasion(statement: Statement) -> str:
    given = statement.occasion or ""
    if given == UNKNOWN:
        return "" if statement.date or statement.place else "Place and day not given"
    return given[:1].upper() + given[1:]


def _likelihood(word: Likelihood) -> Term:
    return Term(word.word, word.label, word.meaning)


def _handle(item: Item) -> str:
    record = item.record
    if isinstance(record, Position):
        return record.actor
    if isinstance(record, Quotation):
        return record.speaker
    if isinstance(record, Event):
        return record.date.first.isoformat()
    return str(int(item.pointer[1]) + 1)


def _free(name: str, taken: set[str]) -> str:
    candidate, count = name, 1
    while candidate in taken:
        count += 1
        candidate = f"{name}-{count}"
    taken.add(candidate)
    return candidate


def _block(block: prose.Block, notes: Notes) -> ProseBlock:
    inlines = tuple(_inlines(block.inlines, "", notes))
    return ProseBlock(block.name, tuple(_block(inner, notes) for inner in block.blocks), inlines)


def _with_words(found: list[Words | Mark], text: str, style: str) -> list[Words | Mark]:
    """The run with more words; a full stop or comma that follows note numbers moves before them, as printers set it."""
    stop = _STOP.match(text)
    place = next((i for i in reversed(range(len(found))) if isinstance(found[i], Words)), -1)
    if stop and found and isinstance(found[-1], Mark) and isinstance(before := found[place], Words):
        found = [*found[:place], Words(before.text + stop[0], before.style), *found[place + 1 :]]
        text = text[stop.end() :]
    return [*found, Words(text, style)] if text else found


def _inlines(inlines: tuple[prose.Inline, ...], style: str, notes: Notes) -> list[Words | Mark]:
    found: list[Words | Mark] = []
    for inline in inlines:
        if isinstance(inline, prose.Styled):
            found += _inlines(inline.children, inline.style, notes)
        elif isinstance(inline, prose.Text):
            found = _with_words(found, inline.text, style)
        elif CITATION.match(inline.key):
            if found and isinstance(before := found[-1], Words):
                found[-1] = Words(before.text.rstrip(), before.style)
            found.append(notes.mark(Citation.model_validate(inline.key)))
    return found
