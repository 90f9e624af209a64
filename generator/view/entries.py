"""Entries: one asserting item of a dossier, made ready for a page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from generator import prose
from generator.corpus import Corpus, Item
from generator.schema import CITATION, Citation, Event, Judgement, Position, Quotation, Statement, Watch
from generator.view import paths
from generator.view.model import Entry, Link, Mark, ProseBlock, Term, Words
from generator.view.notes import Notes
from generator.vocabulary import Likelihood
from generator.vocabulary import Term as Word

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

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

    @cached_property
    def anchors(self) -> Mapping[Item, str]:
        """The anchor of every item: its id, or a name made from its section and place that no other item has."""
        taken: dict[str, set[str]] = {}
        for item in self.corpus.items:
            if item.record.id:
                taken.setdefault(item.dossier, set()).add(item.record.id)
        found: dict[Item, str] = {}
        for item in self.corpus.items:
            found[item] = item.record.id or _free(f"{_KINDS.get(item.section, item.section)}-{_handle(item)}", taken.setdefault(item.dossier, set()))
        return found

    @cached_property
    def _disputing(self) -> Mapping[str, tuple[str, ...]]:
        """For each statement that disputes others, which ones."""
        found: dict[str, tuple[str, ...]] = {}
        for item in self.corpus.items:
            for reference in getattr(item.record, "disputed_by", ()):
                key = self.corpus.resolve(item.dossier, reference)
                found[key] = (*found.get(key, ()), item.key or "")
        return found

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
        record = item.record
        return Entry(
            kind=record.kind.word if isinstance(record, Statement) else _KINDS[item.section],
            anchor=self.anchors[item] if at_home else "",
            home=self.home(item),
            text=record.sentence,
            marks=notes.item(item),
            speaker=self._speaker(item),
            when=self._when(item),
            where=getattr(record, "place", None) or "",
            context=getattr(record, "context", None) or "",
            doubt=record.doubt or "",
            see=self._links(item, record.see),
            disputed_by=self._links(item, getattr(record, "disputed_by", ())),
            disputes=self._links(item, self._disputing.get(item.key or "", ())),
            likelihood=_likelihood(record.likelihood) if isinstance(record, Judgement) else None,
            confidence=term(record.confidence) if isinstance(record, Judgement) else None,
            basis=record.basis if isinstance(record, Judgement) else "",
            credibility=term(record.credibility) if isinstance(record, Statement) and record.credibility else None,
            indicator=record.indicator or "" if isinstance(record, Watch) else "",
            sources=len({citation.source for citation in record.cites}),
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
        date = record.by if isinstance(record, Watch) else record.date if isinstance(record, Statement | Event | Quotation) else None
        return date.words if date else ""

    def _links(self, item: Item, references: tuple[str, ...]) -> tuple[Link, ...]:
        return tuple(self._link(item, self.corpus.resolve(item.dossier, reference)) for reference in references)

    def _link(self, item: Item, key: str) -> Link:
        target = self.corpus.named[key]
        prefix = "" if target.dossier == item.dossier else f"{self.corpus.dossiers[target.dossier].title}: "
        return self.home(target, prefix + shorten(target.record.sentence))

    def _translated(self, cites: tuple[Citation, ...]) -> str:
        found = {s.translation.label for c in cites if (s := self.corpus.sources[c.source]).translation}
        return " and ".join(sorted(found))

    def prose(self, text: str | None, notes: Notes) -> tuple[ProseBlock, ...]:
        """A prose field with its citations numbered."""
        return tuple(_block(block, notes) for block in prose.parse(text)) if text else ()


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


def _inlines(inlines: tuple[prose.Inline, ...], style: str, notes: Notes) -> list[Words | Mark]:
    found: list[Words | Mark] = []
    for inline in inlines:
        if isinstance(inline, prose.Styled):
            found += _inlines(inline.children, inline.style, notes)
        elif isinstance(inline, prose.Text):
            found.append(Words(inline.text, style))
        elif CITATION.match(inline.key):
            if found and isinstance(before := found[-1], Words):
                found[-1] = Words(before.text.rstrip(), before.style)
            found.append(notes.mark(Citation.model_validate(inline.key)))
    return found
