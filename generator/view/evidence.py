"""The pages of sources: each record, and paragraph by paragraph what rests on it across the site."""

from __future__ import annotations

from generator.corpus.entries import PlacedCitation, Prose
from generator.records.fields import CITATION
from generator.records.source import Name, Source
from generator.records.vocabulary import SourceType
from generator.text import prose
from generator.text.edtf import Edtf
from generator.view import paths
from generator.view.artefacts import Heading, Shelf
from generator.view.entries import Entries
from generator.view.links import shorten
from generator.view.model import Detail, Paragraph, Resting, SourcePage, SourceRow, SourcesPage
from generator.view.notes import language
from generator.view.parts import Link
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


def source_page(entries: Entries, source: Source, by_passage: Resters, settings: Settings) -> SourcePage:
    """A source's record, and what rests on each of its paragraphs."""
    excuses = entries.evidence.sources[source.id].excused
    rows = []
    for number in range(1, source.paragraphs + 1):
        excuse = excuses.get(number)
        omission = excuse.reason.label if excuse else ""
        rows.append(
            Paragraph(
                number,
                tuple(by_passage.get((source.id, number), ())),
                omission,
                (excuse.note or "") if excuse else "",
            )
        )
    path = entries.corpus.paths["source", source.id]
    card = entries.cards[source.id]
    return SourcePage(
        path=paths.source(source.id),
        title=source.short,
        description=card.reference,
        made_from=path,
        edit_url=settings.edit(path),
        card=card,
        record=(*_record(source), *_origin(entries, source)),
        stated=source.provenance.stated,
        inferred=source.provenance.inferred,
        unknown=source.provenance.unknown,
        paragraphs=tuple(rows),
        resting=sum(len(row.rests) for row in rows),
        verified=verified(entries.evidence.verification_of(source.id), settings),
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


def sources_page(pages: tuple[SourcePage, ...], shelf: Shelf) -> SourcesPage:
    """The list of sources, in the order of their ids, and the files that hold all of them."""
    rows = []
    for page in pages:
        if page.card:
            rows.append(
                SourceRow(
                    page.card,
                    page.resting,
                    sum(bool(paragraph.rests) for paragraph in page.paragraphs),
                    len(page.paragraphs),
                )
            )
    return SourcesPage(
        path=paths.SOURCES,
        title="Sources",
        description="The documents that everything here rests on.",
        made_from="",
        edit_url="",
        rows=tuple(rows),
        downloads=shelf.under(Heading.ALL_MANAGERS, Heading.ALL_LINKED),
    )
