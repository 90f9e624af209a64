"""The pages of actors, and the positions of actors by dossiers."""

from __future__ import annotations

from collections.abc import Mapping

from generator.corpus.entries import Asserting, PlacedEntry
from generator.records.desk import Actor
from generator.records.entries import Position, Quotation, Statement
from generator.records.load import ACTORS
from generator.records.vocabulary import ActorKind
from generator.view import paths
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
from generator.view.parts import Link
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


def actor_page(entries: Entries, actor: Actor, placed: list[PlacedEntry], settings: Settings) -> ActorPage:
    """Who an actor is, and what it holds, claims and says across the dossiers."""
    notes = entries.notes()
    marks = notes.marks(actor.cites)
    by_heading: dict[str, list[PlacedEntry]] = {heading: [] for heading in (*_OWN.values(), _ABOUT)}
    for entry in placed:
        own = entry.record.actor_id == actor.id
        by_heading[_OWN[type(entry.record)] if own else _ABOUT].append(entry)
    groups = []
    for heading, group in by_heading.items():
        views = tuple(entries.entry(entry, notes, at_home=False) for entry in group)
        if views:
            groups.append(Group(heading, views, anchor=heading.lower().replace(" ", "-")))
    members = tuple(map(entries.actor_link, entries.corpus.members.get(actor.id, ())))
    return ActorPage(
        path=paths.actor(actor.id),
        title=actor.name,
        description=f"{actor.name}: {actor.role}",
        made_from=ACTORS,
        edit_url=settings.edit(ACTORS),
        sources=notes.by_source(),
        kind=actor.kind.label,
        role=actor.role,
        marks=marks,
        of=entries.actor_link(actor.of) if actor.of else None,
        also=actor.also,
        doubt=actor.doubt or "",
        members=members,
        groups=tuple(groups),
    )


def actors_page(entries: Entries, placed: dict[str, list[PlacedEntry]], settings: Settings) -> ActorsPage:
    """The list of actors by kind, each list by name."""
    notes = entries.notes()
    groups = []
    for kind in ActorKind:
        actors = sorted(
            (actor for actor in entries.corpus.actors.values() if actor.kind is kind),
            key=lambda actor: actor.name.casefold(),
        )
        rows = tuple(
            ActorRow(
                entries.actor_link(actor.id), actor.role, notes.marks(actor.cites), len(placed[actor.id])
            )
            for actor in actors
        )
        if rows:
            groups.append(ActorGroup(f"{kind.label}s", rows))
    return ActorsPage(
        path=paths.ACTORS,
        title="Actors",
        description="The people, states and organisations that the dossiers name.",
        made_from=ACTORS,
        edit_url=settings.edit(ACTORS),
        sources=notes.by_source(),
        groups=tuple(groups),
    )


def positions_page(entries: Entries) -> PositionsPage:
    """Actors by dossiers; actors in the order in which the dossiers first name them."""
    corpus, notes = entries.corpus, entries.notes()
    columns = tuple(entries.dossier_link(dossier.id) for dossier in corpus.ordered)
    positions: dict[str, dict[str, list[PlacedEntry]]] = {}
    for entry in corpus.entries:
        if isinstance(entry.record, Position):
            positions.setdefault(entry.record.actor, {}).setdefault(entry.dossier, []).append(entry)
    ranked = sorted(positions, key=lambda name: -len(positions[name]))
    rows = []
    for name in ranked:
        placed = (positions[name].get(dossier.id, []) for dossier in corpus.ordered)
        cells = tuple(tuple(entries.entry(entry, notes, at_home=False) for entry in cell) for cell in placed)
        rows.append(PositionRow(Link(corpus.actors[name].name, paths.actor(name)), cells))
    return PositionsPage(
        path=paths.POSITIONS,
        title="Positions",
        description="Who holds what, dossier by dossier.",
        made_from="",
        edit_url="",
        sources=notes.by_source(),
        columns=columns,
        rows=tuple(rows),
    )
