"""From a checked corpus to frozen page views.

All order, anchors, links, citation numbers and dates are decided here.

Only a corpus without errors can be viewed: references are followed without looking whether they exist.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.corpus.index import Corpus
from generator.evidence.evidence import Evidence
from generator.records.desk import Desk
from generator.records.entries import Watch
from generator.records.load import DESK
from generator.records.vocabulary import VOCABULARIES
from generator.references.items import source_item
from generator.references.model import CslItem, Reference
from generator.view import paths
from generator.view.artefacts import Artefact, Shelf
from generator.view.coverage import coverage_page
from generator.view.dossier import dossier_page, own_item
from generator.view.drafts import Drafts, how_sure
from generator.view.entries import Entries, term
from generator.view.evidence import resters, source_page, sources_page
from generator.view.lists import due, quotations_page, timeline_page, watch_page
from generator.view.model import (
    Card,
    ChangesPage,
    Count,
    DossiersPage,
    MethodologyPage,
    OverviewPage,
    Page,
    Site,
    Vocabulary,
)
from generator.view.notes import Notes
from generator.view.parts import Change
from generator.view.people import actor_page, actors_page, by_actor, positions_page
from generator.view.reference import fields_page, findings_page
from generator.view.sections import changes
from generator.view.settings import Settings
from generator.view.verified import verified


def items(corpus: Corpus, drafts: Drafts, settings: Settings) -> tuple[CslItem, ...]:
    """Every reference that the pages show: the sources, and the dossiers themselves."""
    return (
        *(source_item(source) for source in corpus.sources.values()),
        *(own_item(corpus, drafts, dossier, settings) for dossier in corpus.ordered),
    )


def view(
    evidence: Evidence,
    settings: Settings,
    cited: Mapping[str, Reference] | None = None,
    artefacts: Iterable[Artefact[object]] = (),
    drafts: Drafts | None = None,
) -> Site:
    """All pages of the site. The corpus must be free of errors.

    `cited` are the formatted references by the ids of `items`, `artefacts` the files that pages can offer,
    `drafts` those of the same evidence, where they were made before.
    """
    corpus, line = evidence.corpus, verified(evidence.verification(), settings)
    if corpus.desk is None:
        raise ValueError("a corpus without a desk cannot be viewed: check it first")
    entries, shelf = Entries(evidence, cited), Shelf(tuple(artefacts))
    drafts = drafts or Drafts(evidence)
    dossiers = tuple(
        replace(dossier_page(entries, drafts, dossier, settings), downloads=shelf.beside(dossier.id))
        for dossier in corpus.ordered
    )
    by_passage = resters(entries)
    sources = tuple(source_page(entries, source, by_passage, settings) for source in corpus.sources.values())
    placed = by_actor(entries)
    actors = tuple(actor_page(entries, actor, placed[actor.id], settings) for actor in corpus.actors.values())
    changed = _changes(entries)
    others: tuple[Page, ...] = (
        _dossiers(entries),
        sources_page(sources, shelf),
        actors_page(entries, placed, settings),
        positions_page(entries),
        timeline_page(entries),
        quotations_page(entries),
        watch_page(entries, shelf),
        _changes_page(changed, shelf),
        coverage_page(entries),
        _methodology(),
    )
    return Site(
        corpus.desk.title,
        corpus.desk.subtitle,
        replace(_overview(entries, corpus.desk, changed, settings, shelf=shelf), verified=line),
        dossiers,
        sources=sources,
        actors=tuple(replace(actor, verified=line) for actor in actors),
        others=(*(replace(page, verified=line) for page in others), fields_page(), findings_page()),
        verified=line,
    )


def _changes(entries: Entries) -> tuple[Change, ...]:
    all_changes = [change for dossier in entries.corpus.ordered for change in changes(entries, dossier)]
    return tuple(sorted(all_changes, key=lambda change: change.iso, reverse=True))


def _changes_page(changed: tuple[Change, ...], shelf: Shelf) -> ChangesPage:
    lead = "What changed in the dossiers, newest first."
    return ChangesPage(
        path=paths.CHANGES, title="Changes", description=lead, made_from="", edit_url="", changes=changed,
        same=shelf.link(paths.FEED),
    )  # fmt: skip


def _cards(entries: Entries, notes: Notes) -> tuple[Card, ...]:
    corpus = entries.corpus
    return tuple(
        Card(
            entries.dossier_link(dossier.id),
            dossier.scope,
            dossier.as_of.words,
            term(dossier.status),
            how_sure=how_sure(corpus, dossier),
            headline=entries.entry(corpus.by_dossier[dossier.id][0], notes, at_home=False),
        )
        for dossier in corpus.ordered
    )


def _overview(
    entries: Entries, desk: Desk, changed: tuple[Change, ...], settings: Settings, shelf: Shelf
) -> OverviewPage:
    corpus, notes = entries.corpus, entries.notes()
    intro = entries.prose(desk.intro, notes)
    cards = _cards(entries, notes)
    questions = sorted((entry for entry in corpus.of(Watch) if entry.record.by), key=due)
    watch = tuple(entries.entry(entry, notes, at_home=False) for entry in questions[:5])
    counts = (
        Count(len(corpus.dossiers), "dossiers"),
        Count(len(corpus.entries), "cited entries"),
        Count(len(corpus.citations), "citations"),
        Count(len(corpus.sources), "sources"),
    )
    return OverviewPage(
        path=paths.OVERVIEW,
        title=desk.title,
        description=desk.subtitle,
        made_from=DESK,
        edit_url=settings.edit(DESK),
        sources=notes.by_source(),
        subtitle=desk.subtitle,
        intro=intro,
        cards=cards,
        watch=watch,
        changes=changed[:5],
        counts=counts,
        book=shelf.link(paths.BOOK),
        feed=shelf.link(paths.FEED),
        calendar=shelf.link(paths.CALENDAR),
    )


def _dossiers(entries: Entries) -> DossiersPage:
    notes = entries.notes()
    cards = _cards(entries, notes)
    return DossiersPage(
        path=paths.DOSSIERS,
        title="Dossiers",
        description="All dossiers, each with its bottom line.",
        made_from=DESK,
        edit_url="",
        sources=notes.by_source(),
        cards=cards,
    )


def _methodology() -> MethodologyPage:
    tables = tuple(
        Vocabulary(heading, (words.__doc__ or "").strip(), tuple(term(word) for word in words))
        for heading, words in VOCABULARIES
    )
    return MethodologyPage(
        path=paths.METHODOLOGY,
        title="Methodology",
        description="What the words on this site mean, and how its evidence is checked.",
        made_from="",
        edit_url="",
        vocabularies=tables,
    )
