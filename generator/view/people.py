"""The pages of actors, and the positions of actors by dossiers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.corpus.entries import Asserting, Placed, PlacedEntry
from generator.records.desk import Actor
from generator.records.dossier import Dossier
from generator.records.entries import Position, Quotation, Statement
from generator.records.load import ACTORS
from generator.records.vocabulary import ActorKind
from generator.view import paths, series
from generator.view.entries import Entries
from generator.view.model import (
    ActorGroup,
    ActorPage,
    ActorRow,
    ActorsPage,
    Group,
    PositionRow,
    PositionsPage,
)
from generator.view.parts import Entry, Link
from generator.view.series import Sheet, Stack
from generator.view.settings import Settings


def by_actor(entries: Entries) -> dict[str, list[PlacedEntry]]:
    """What each actor says and holds, and what is said about it, in the order of the dossiers."""
    placed: dict[str, list[PlacedEntry]] = {name: [] for name in entries.corpus.actors}
    for entry in entries.corpus.entries:
        for name in dict.fromkeys((entry.record.actor_id, *entry.record.about)):
            if name:
                placed[name].append(entry)
    return placed


_OWN: Mapping[type[Asserting], str] = {
    Position: "Positions",
    Statement: "Claims",
    Quotation: "In their own words",
}
_ABOUT = "What is said about them"


@dataclass(frozen=True, slots=True)
class _Said:
    """An entry under one of the headings of an actor's page."""

    heading: str
    entry: PlacedEntry


def actor_pages(
    entries: Entries, actor: Actor, placed: list[PlacedEntry], settings: Settings
) -> tuple[ActorPage, ...]:
    """Who an actor is, and what it holds, claims and says across the dossiers; in a series by dossiers."""
    headings = [*_OWN.values(), _ABOUT]
    by_heading: dict[str, list[PlacedEntry]] = {heading: [] for heading in headings}
    for entry in placed:
        own = entry.record.actor_id == actor.id
        by_heading[_OWN[type(entry.record)] if own else _ABOUT].append(entry)

    def stack(said: _Said) -> Stack:
        dossier = said.entry.dossier
        title = entries.corpus.dossiers[dossier].title
        return Stack(title, f"{_anchor(said.heading)}-{dossier}", said.heading)

    def order(said: _Said) -> object:
        title = entries.corpus.dossiers[said.entry.dossier].title
        return headings.index(said.heading), series.alphabetical(title), said.entry.dossier

    sheets = series.sheets(
        paths.actor(actor.id),
        actor.name,
        (_Said(heading, entry) for heading, group in by_heading.items() for entry in group),
        stack=stack,
        weigh=lambda said: series.weight(said.entry),
        order=order,
    )
    about = by_heading.pop(_ABOUT)
    own_places = tuple(entries.home(entry) for group in by_heading.values() for entry in group)
    about_places = tuple(map(entries.home, about))
    pages = (_actor_page(entries, actor, sheet, settings) for sheet in sheets)
    return tuple(replace(page, own=own_places, about=about_places) for page in pages)


def _anchor(heading: str) -> str:
    return heading.lower().replace(" ", "-")


def _actor_page(entries: Entries, actor: Actor, sheet: Sheet[_Said], settings: Settings) -> ActorPage:
    notes = entries.notes()
    marks = notes.marks(actor.cites)
    groups: dict[str, list[Entry]] = {}
    for said in sheet.items:
        groups.setdefault(said.heading, []).append(entries.entry(said.entry, notes, at_home=False))
    page = ActorPage(
        path=sheet.path,
        title=sheet.title,
        description=f"{actor.name}: {actor.role}",
        made_from=ACTORS,
        edit_url=settings.edit(ACTORS),
        sources=notes.by_source(),
        series=sheet.series,
        kind=actor.kind.label,
        role=actor.role,
        marks=marks,
        groups=tuple(
            Group(heading, tuple(group), anchor=_anchor(heading)) for heading, group in groups.items()
        ),
    )
    if not sheet.opens:
        return page
    return replace(
        page,
        of=entries.actor_link(actor.of) if actor.of else None,
        also=actor.also,
        doubt=actor.doubt or "",
        members=tuple(map(entries.actor_link, entries.corpus.members.get(actor.id, ()))),
    )


def actors_pages(
    entries: Entries, placed: dict[str, list[PlacedEntry]], settings: Settings
) -> tuple[ActorsPage, ...]:
    """The list of actors by kind, each list by name; in a series by their letters."""
    kinds = list(ActorKind)
    sheets = series.sheets(
        paths.ACTORS,
        "Actors",
        sorted(
            entries.corpus.actors.values(), key=lambda actor: (kinds.index(actor.kind), actor.name.casefold())
        ),
        stack=_kind_and_letter,
        weigh=lambda actor: (1 + len(actor.cites)) / 2,
        order=lambda actor: (kinds.index(actor.kind), series.alphabetical(actor.name)),
    )
    return tuple(_actors_page(entries, placed, settings, sheet) for sheet in sheets)


def _kind_and_letter(actor: Actor) -> Stack:
    letter = series.by_letter(actor.name)
    return Stack(letter.label, f"{actor.kind.word}-{letter.name}", f"{actor.kind.label}s")


def _actors_page(
    entries: Entries, placed: dict[str, list[PlacedEntry]], settings: Settings, sheet: Sheet[Actor]
) -> ActorsPage:
    notes = entries.notes()
    groups: dict[str, list[ActorRow]] = {}
    for actor in sheet.items:
        groups.setdefault(f"{actor.kind.label}s", []).append(
            ActorRow(
                entries.actor_link(actor.id), actor.role, notes.marks(actor.cites), len(placed[actor.id])
            )
        )
    return ActorsPage(
        path=sheet.path,
        title=sheet.title,
        description="The people, states and organisations that the dossiers name.",
        made_from=ACTORS,
        edit_url=settings.edit(ACTORS),
        sources=notes.by_source(),
        series=sheet.series,
        groups=tuple(ActorGroup(heading, tuple(rows)) for heading, rows in groups.items()),
    )


@dataclass(frozen=True, slots=True)
class _Column:
    """The positions that actors hold in one dossier."""

    dossier: Dossier
    positions: tuple[Placed[Position], ...]


_MOST_COLUMNS = 6
"""The number of dossiers that stand side by side on a page of a series: more columns would be too narrow."""
_CELLS = 10
"""The number of cells of the table that take the room of an entry."""


def positions_pages(entries: Entries) -> tuple[PositionsPage, ...]:
    """Actors by dossiers, those with positions in most of them first; in a series by the dossiers' titles."""
    corpus = entries.corpus
    by_dossier: dict[str, list[Placed[Position]]] = {}
    for entry in corpus.of(Position):
        by_dossier.setdefault(entry.dossier, []).append(entry)
    rows = len({entry.record.actor for entry in corpus.of(Position)})
    sheets = series.sheets(
        paths.POSITIONS,
        "Positions",
        (_Column(dossier, tuple(by_dossier.get(dossier.id, ()))) for dossier in corpus.ordered),
        stack=lambda column: Stack(column.dossier.title, column.dossier.id),
        weigh=lambda column: max(sum(map(series.weight, column.positions)), rows / _CELLS),
        order=lambda column: series.alphabetical(column.dossier.title),
        most_stacks=_MOST_COLUMNS,
    )
    return tuple(_positions_page(entries, sheet) for sheet in sheets)


def _positions_page(entries: Entries, sheet: Sheet[_Column]) -> PositionsPage:
    corpus, notes = entries.corpus, entries.notes()
    positions: dict[str, dict[str, list[PlacedEntry]]] = {}
    for column in sheet.items:
        for entry in column.positions:
            positions.setdefault(entry.record.actor, {}).setdefault(entry.dossier, []).append(entry)
    rows = []
    for name in sorted(positions, key=lambda name: -len(positions[name])):
        placed = (positions[name].get(column.dossier.id, []) for column in sheet.items)
        cells = tuple(tuple(entries.entry(entry, notes, at_home=False) for entry in cell) for cell in placed)
        rows.append(PositionRow(Link(corpus.actors[name].name, paths.actor(name)), cells))
    return PositionsPage(
        path=sheet.path,
        title=sheet.title,
        description="Who holds what, dossier by dossier.",
        made_from="",
        edit_url="",
        sources=notes.by_source(),
        series=sheet.series,
        columns=tuple(entries.dossier_link(column.dossier.id) for column in sheet.items),
        rows=tuple(rows),
    )
