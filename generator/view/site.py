"""From a checked corpus to frozen page views.

All order, anchors, links, citation numbers and dates are decided here.

Only a corpus without errors can be viewed: references are followed without looking whether they exist.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import TypeVar

from generator.corpus.index import Corpus
from generator.evidence.evidence import Evidence
from generator.records.desk import Desk
from generator.records.dossier import Dossier
from generator.records.entries import Watch
from generator.records.load import ACTORS, DESK
from generator.records.vocabulary import VOCABULARIES
from generator.references.items import source_item
from generator.references.model import CslItem, Reference
from generator.text import edtf
from generator.view import paths, series
from generator.view.artefacts import Artefact, Shelf
from generator.view.coverage import coverage_pages
from generator.view.dossier import dossier_page, own_item
from generator.view.drafts import Drafts, how_sure
from generator.view.entries import Entries, term
from generator.view.evidence import resters, source_pages, sources_pages
from generator.view.history import Annals
from generator.view.lists import due, quotations_pages, timeline_pages, watch_pages
from generator.view.model import (
    Card,
    Count,
    DossierPage,
    DossiersPage,
    MethodologyPage,
    OverviewPage,
    Page,
    Site,
    Vocabulary,
)
from generator.view.notes import Notes
from generator.view.parts import Change, Link
from generator.view.people import actor_pages, actors_pages, by_actor, positions_pages
from generator.view.reference import fields_page, findings_page
from generator.view.sections import changes
from generator.view.series import Sheet
from generator.view.settings import Settings
from generator.view.verified import verified

SomePage = TypeVar("SomePage", bound=Page)


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
    day = edtf.parse(settings.day).words if settings.day else ""
    drafts, annals = drafts or Drafts(evidence), Annals(corpus, settings)

    def dated(page: SomePage) -> SomePage:
        return replace(page, said_on=day)

    def about(dossier: Dossier) -> DossierPage:
        page = dossier_page(entries, drafts, dossier, settings, annals=annals)
        return dated(replace(page, downloads=shelf.beside(dossier.id)))

    by_passage = resters(entries)
    sources = [source_pages(entries, source, by_passage, settings) for source in corpus.sources.values()]
    placed = by_actor(entries)
    actors = [
        tuple(
            replace(page, verified=line, edit_url=settings.edit(ACTORS, ("actors", place)))
            for page in actor_pages(entries, actor, placed[actor.id], settings)
        )
        for place, actor in enumerate(corpus.actors.values())
    ]
    changed, cards = _changes(entries), _card_sheets(entries)
    others: tuple[Page, ...] = (
        *(_dossiers(entries, sheet) for sheet in cards),
        *sources_pages([first for first, *_ in sources], shelf),
        *actors_pages(entries, placed, settings),
        *positions_pages(entries),
        *timeline_pages(entries),
        *quotations_pages(entries),
        *watch_pages(entries, shelf),
        *annals.pages(shelf),
        *coverage_pages(entries),
        _methodology(),
    )
    overview = _overview(entries, corpus.desk, changed, settings, shelf=shelf, whole=len(cards) == 1)
    return Site(
        corpus.desk.title,
        corpus.desk.subtitle,
        dated(replace(overview, verified=line)),
        {dossier.id: partial(about, dossier) for dossier in corpus.ordered},
        sources=tuple(dated(first) for first, *_ in sources),
        actors=tuple(dated(first) for first, *_ in actors),
        series=tuple(dated(page) for _, *pages in (*sources, *actors) for page in pages),
        others=(*(dated(replace(page, verified=line)) for page in others), fields_page(), findings_page()),
        verified=line,
    )


def _changes(entries: Entries) -> tuple[Change, ...]:
    all_changes = [change for dossier in entries.corpus.ordered for change in changes(entries, dossier)]
    return tuple(sorted(all_changes, key=lambda change: change.iso, reverse=True))


_CARD = 4
"""The number of usual entries that take the room of a card."""
_NEWEST = 12
"""The number of dossiers on the overview of a site that has too many for one list."""


def _card_sheets(entries: Entries) -> tuple[Sheet[Dossier], ...]:
    """The dossiers by the pages that list them; in a series by the letters of their titles."""
    return series.sheets(
        paths.DOSSIERS,
        "Dossiers",
        entries.corpus.ordered,
        stack=lambda dossier: series.by_letter(dossier.title),
        weigh=lambda _: _CARD,
        order=lambda dossier: series.alphabetical(dossier.title),
    )


def _cards(entries: Entries, dossiers: Iterable[Dossier], notes: Notes) -> tuple[Card, ...]:
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
        for dossier in dossiers
    )


def _overview(
    entries: Entries,
    desk: Desk,
    changed: tuple[Change, ...],
    settings: Settings,
    shelf: Shelf,
    *,
    whole: bool,
) -> OverviewPage:
    """The first page. Unless it can show the `whole` of the dossiers, it shows the newest."""
    corpus, notes = entries.corpus, entries.notes()
    intro = entries.prose(desk.intro, notes)
    newest = sorted(corpus.ordered, key=lambda dossier: dossier.as_of.order, reverse=True)[:_NEWEST]
    cards = _cards(entries, corpus.ordered if whole else newest, notes)
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
        all=None if whole else Link(f"All {len(corpus.ordered):,} dossiers", paths.DOSSIERS),
        watch=watch,
        changes=changed[:5],
        counts=counts,
        book=shelf.link(paths.BOOK),
        feed=shelf.link(paths.FEED),
        calendar=shelf.link(paths.CALENDAR),
    )


def _dossiers(entries: Entries, sheet: Sheet[Dossier]) -> DossiersPage:
    notes = entries.notes()
    cards = _cards(entries, sheet.items, notes)
    return DossiersPage(
        path=sheet.path,
        title=sheet.title,
        description="All dossiers, each with its bottom line.",
        made_from=DESK,
        edit_url="",
        sources=notes.by_source(),
        series=sheet.series,
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
