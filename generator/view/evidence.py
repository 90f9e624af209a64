"""The pages of sources: each record, and paragraph by paragraph what rests on it across the site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.corpus.entries import PlacedCitation, Prose
from generator.records.fields import CITATION
from generator.records.source import Name, Source
from generator.records.vocabulary import SourceType
from generator.text import prose
from generator.text.edtf import Edtf
from generator.view import paths, series
from generator.view.artefacts import Heading, Shelf
from generator.view.entries import Entries
from generator.view.links import shorten
from generator.view.model import Detail, Paragraph, Resting, SourcePage, SourceRow, SourcesPage
from generator.view.notes import language
from generator.view.parts import Link
from generator.view.series import Sheet, Stack
from generator.view.settings import Settings
from generator.view.verified import verified

Resters = dict[tuple[str, int], list[Resting]]
"""What rests on each paragraph, by source and number."""


def resters(entries: Entries) -> Resters:
    """Everything that rests on a passage: entries of dossiers, actors, prose."""
    by_passage: Resters = {}
    for entry in entries.corpus.entries:
        for place, citation in enumerate(entry.record.cites):
            resting = Resting(
                entries.home(entry),
                entries.corpus.dossiers[entry.dossier].title,
                entry.record.sentence,
                entry.record.exact(place),
                relation="" if citation.relation.word == "supports" else citation.relation.label,
            )
            by_passage.setdefault((citation.source, citation.paragraph), []).append(resting)
    for actor in entries.corpus.listed_actors:
        for citation in actor.cites:
            link = Link(actor.name, paths.actor(actor.id))
            words = f"{actor.name}: {actor.role}"
            resting = Resting(link, "Actors", words, citation.quote or "", relation="")
            by_passage.setdefault((citation.source, citation.paragraph), []).append(resting)
    for placed in entries.corpus.citations:
        if placed.prose is not None:
            by_passage.setdefault(placed.passage, []).append(_in_prose(entries, placed, placed.prose))
    return by_passage


def _in_prose(entries: Entries, citation: PlacedCitation, field: Prose) -> Resting:
    words = shorten(_before(citation, field))
    dossier = entries.corpus.dossier_in.get(field.path)
    if dossier is None:
        return Resting(Link(words, paths.OVERVIEW), "Overview", words, "", relation="")
    where = str(field.pointer[0])
    title = f"{entries.corpus.dossiers[dossier].title}: {where}"
    return Resting(Link(words, paths.dossier(dossier), where), title, words, "", relation="")


def _before(citation: PlacedCitation, field: Prose) -> str:
    """The words of prose that stand before a citation, back to the citation before it."""
    place, words = -1, ""
    for block in prose.paragraphs(prose.parse(field.text)):
        fresh = ""
        for leaf in prose.leaves(block):
            if isinstance(leaf, prose.Text):
                fresh += leaf.text
                continue
            words, fresh = (fresh.strip(" .,;\n") or words), ""
            if CITATION.match(leaf.key) and f"@{leaf.key}" == citation.needle:
                place += 1
                if place == citation.nth:
                    return " ".join(words.split())
    return words


_RESTS = 4
"""The number of sentences that rest on a paragraph and take the room of a usual entry."""


def source_pages(
    entries: Entries, source: Source, by_passage: Resters, settings: Settings
) -> tuple[SourcePage, ...]:
    """A source's record, and what rests on each of its paragraphs; in a series by paragraphs."""
    numbers = range(1, source.paragraphs + 1)
    sheets = series.sheets(
        paths.source(source.id),
        source.short,
        ((number, resting) for number in numbers for resting in by_passage.get((source.id, number), ())),
        stack=lambda item: Stack(f"paragraph {item[0]}", f"p{item[0]}"),
        weigh=lambda _: 1 / _RESTS,
    )
    whole = len(sheets) == 1
    shown: dict[int, Link] = {}
    for sheet in sheets:
        for number, _ in sheet.items:
            shown.setdefault(number, Link("What rests on it", sheet.path, f"p{number}"))
    pages = []
    for sheet in sheets:
        rests: dict[int, list[Resting]] = {}
        for number, resting in sheet.items:
            rests.setdefault(number, []).append(resting)
        paragraphs = tuple(
            _paragraph(
                entries, source, number, rests.get(number, []), elsewhere=None if whole else shown.get(number)
            )
            for number in (numbers if sheet.opens else rests)
        )
        pages.append(_source_page(entries, source, sheet, paragraphs, settings=settings))
    citations = sum(len(sheet.items) for sheet in sheets)
    return tuple(replace(page, resting=citations, cited=len(shown)) for page in pages)


def _paragraph(
    entries: Entries, source: Source, number: int, rests: list[Resting], elsewhere: Link | None
) -> Paragraph:
    excuse = entries.evidence.sources[source.id].excused.get(number)
    return Paragraph(
        number,
        tuple(rests),
        excuse.reason.label if excuse else "",
        (excuse.note or "") if excuse else "",
        elsewhere=None if rests else elsewhere,
    )


def _source_page(
    entries: Entries,
    source: Source,
    sheet: Sheet[tuple[int, Resting]],
    paragraphs: tuple[Paragraph, ...],
    settings: Settings,
) -> SourcePage:
    path = entries.corpus.paths["source", source.id]
    card = entries.cards[source.id]
    page = SourcePage(
        path=sheet.path,
        title=sheet.title,
        description=card.reference,
        made_from=path,
        edit_url=settings.edit(path),
        series=sheet.series,
        card=card,
        paragraphs=paragraphs,
        repeats=len(entries.corpus.sources) > series.MOST,
        verified=verified(entries.evidence.verification_of(source.id), settings),
    )
    if not sheet.opens:
        return page
    return replace(
        page,
        record=(*_record(source), *_origin(entries, source)),
        stated=source.provenance.stated,
        inferred=source.provenance.inferred,
        unknown=source.provenance.unknown,
    )


def _record(source: Source) -> tuple[Detail, ...]:
    """The variables that are set, in words, under what readers call them."""
    return tuple(
        Detail(variable.label, language(str(value)) if "language" in key else _words(value))
        for key, variable, value in source.variables
        if variable.label
    )


def _origin(entries: Entries, source: Source) -> tuple[Detail, ...]:
    """Whom a source relays throughout, or that it relays nobody, and what shows it; nothing if not stated."""
    origin = source.origin
    if origin is None:
        return ()
    ground = f" {origin.ground}" if origin.ground else ""
    if origin.id == source.id:
        return (Detail("Origin", f"Its own reporting.{ground}"),)
    name = entries.evidence.reliance.origin_names.get(origin.id, origin.id)
    return (Detail("Relays", f"{name}.{ground}" if ground else name),)


def _words(value: object) -> str:
    """A value of a record in words."""
    if isinstance(value, tuple):
        return ", ".join(_words(part) for part in value)
    if isinstance(value, SourceType):
        return value.label
    return value.words if isinstance(value, Edtf | Name) else str(value)


def sources_pages(pages: Iterable[SourcePage], shelf: Shelf) -> tuple[SourcesPage, ...]:
    """The list of sources, in the order of their ids, and the files that hold all of them.

    In a series they stand by the letters of their short names.
    """
    rows = (
        SourceRow(page.card, page.resting, page.cited, len(page.paragraphs)) for page in pages if page.card
    )
    sheets = series.sheets(
        paths.SOURCES,
        "Sources",
        rows,
        stack=lambda row: series.by_letter(row.card.short),
        order=lambda row: series.alphabetical(row.card.short),
    )
    return tuple(
        SourcesPage(
            path=sheet.path,
            title=sheet.title,
            description="The documents that everything here rests on.",
            made_from="",
            edit_url="",
            series=sheet.series,
            rows=sheet.items,
            downloads=shelf.under(Heading.ALL_MANAGERS, Heading.ALL_LINKED) if sheet.opens else (),
        )
        for sheet in sheets
    )
