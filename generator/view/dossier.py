"""The page of one dossier."""

from __future__ import annotations

import hashlib
import json

from generator.corpus import Corpus, Item
from generator.schema import Dossier
from generator.view import paths
from generator.view.entries import Entries, term
from generator.view.model import Change, Dispute, DossierPage, Download, Entry
from generator.view.notes import Notes, grade
from generator.view.settings import Settings
from generator.vocabulary import Confidence


def dossier_page(entries: Entries, dossier: Dossier, settings: Settings) -> DossierPage:
    """Everything that a dossier's page shows, with citation numbers in reading order."""
    corpus, notes = entries.corpus, Notes(entries.corpus)
    items = {section: tuple(i for i in corpus.by_dossier[dossier.id] if i.section == section) for section in _ORDER}
    made: dict[str, tuple[Entry, ...]] = {}
    quarrels = _quarrels(corpus, items["statements"])
    involved = {item for claim, against in quarrels for item in (claim, *against)}
    disputes: tuple[Dispute, ...] = ()
    for section in ("summary", "judgements"):
        made[section] = tuple(entries.entry(item, notes) for item in items[section])
    made["reported"] = tuple(entries.entry(item, notes) for item in items["statements"] if item not in involved)
    disputes = _disputes(entries, quarrels, dossier.id, notes)
    for section in ("accounts", "positions", "timeline", "quotations"):
        made[section] = tuple(entries.entry(item, notes) for item in items[section])
    background = entries.prose(dossier.background, notes)
    made["watch"] = tuple(entries.entry(item, notes) for item in items["watch"])
    path = corpus.paths["dossier", dossier.id]
    page = paths.dossier(dossier.id)
    return DossierPage(
        path=page, title=dossier.title, description=dossier.scope, made_from=path, edit_url=settings.edit(path),
        sources=notes.by_source(), id=dossier.id, scope=dossier.scope, as_of=dossier.as_of.words,
        as_of_iso=dossier.as_of.text, status=term(dossier.status), handling=term(dossier.handling),
        edition=edition(corpus, dossier), permalink=settings.permalink(page), how_sure=how_sure(corpus, dossier),
        disputes=disputes, background=background, gaps=tuple(gap.text for gap in dossier.gaps),
        changes=changes(entries, dossier), downloads=_downloads(dossier.id), **made,
    )  # fmt: skip


_ORDER = ("summary", "judgements", "statements", "accounts", "positions", "timeline", "quotations", "watch")


def _quarrels(corpus: Corpus, statements: tuple[Item, ...]) -> list[tuple[Item, tuple[Item, ...]]]:
    """Each disputed statement of a dossier with those that contradict it, wherever they stand; no pair twice."""
    found = []
    seen: set[frozenset[str]] = set()
    for item in statements:
        keys = [corpus.resolve(item.dossier, reference) for reference in getattr(item.record, "disputed_by", ())]
        fresh = [key for key in keys if frozenset((key, item.key or "")) not in seen]
        seen |= {frozenset((key, item.key or "")) for key in keys}
        if fresh:
            found.append((item, tuple(corpus.named[key] for key in fresh)))
    return found


def _disputes(entries: Entries, quarrels: list[tuple[Item, tuple[Item, ...]]], here: str, notes: Notes) -> tuple[Dispute, ...]:
    shown: set[Item] = set()

    def entry(item: Item) -> Entry:
        first = item.dossier == here and item.section == "statements" and item not in shown
        shown.add(item)
        return entries.entry(item, notes, at_home=first)

    return tuple(Dispute(entry(claim), tuple(entry(item) for item in against)) for claim, against in quarrels)


def how_sure(corpus: Corpus, dossier: Dossier) -> str:
    """How good the basis is, in one line: confidence of the judgements, number and grades of the sources."""
    held = {judgement.confidence for judgement in dossier.judgements}
    levels = [c.label.removesuffix(" confidence") for c in Confidence if c in held]
    spread = levels[0] if len(levels) == 1 else f"{levels[0]} to {levels[-1]}" if levels else ""
    names = {c.source for item in corpus.by_dossier[dossier.id] for c in item.record.cites}
    grades = [grade(corpus.sources[name].grade)[0] for name in corpus.sources if name in names]
    number = f"{len(grades)} source{'s' if len(grades) > 1 else ''}, graded {' and '.join(grades)}"
    return f"{spread} confidence; {number}" if spread else number


def changes(entries: Entries, dossier: Dossier) -> tuple[Change, ...]:
    """The changes of a dossier, newest first."""
    link = entries.dossier_link(dossier.id)
    return tuple(Change(c.date.words, c.date.text, c.text, link) for c in sorted(dossier.changes, key=lambda c: c.date.text, reverse=True))


def edition(corpus: Corpus, dossier: Dossier) -> str:
    """Ten signs that change when anything changes that the dossier is made from: itself, its sources, its actors."""
    names = sorted({c.source for item in corpus.by_dossier[dossier.id] for c in item.record.cites})
    parts = [dossier.model_dump(mode="json"), *(corpus.sources[n].model_dump(mode="json") for n in names), *(a.model_dump(mode="json") for a in corpus.actors.values())]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:10]


def _downloads(name: str) -> tuple[Download, ...]:
    return (
        Download("PDF, A4", f"{name}.pdf", "to print"),
        Download("PDF, US Letter", f"{name}-letter.pdf", "to print"),
        Download("JSON", f"{name}.json", "for programs"),
    )
