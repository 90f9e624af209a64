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
from generator.view.model import ActorPage, ActorRow, ActorsPage, Group, PositionRow, PositionsPage
from generator.view.parts import Link
from generator.view.settings import Settings


def by_actor(entries: Entries) -> dict[str, list[PlacedEntry]]:
    """What each actor says and holds, and what is said about it, in the order of the dossiers."""
    found: dict[str, list[PlacedEntry]] = {name: [] for name in entries.corpus.actors}
    for entry in entries.corpus.entries:
        for name in dict.fromkeys((entry.record.actor_id, *entry.record.about)):
            if name:
                found[name].append(entry)
    return found


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
    parts: dict[str, list[PlacedEntry]] = {heading: [] for heading in (*_OWN.values(), _ABOUT)}
    for entry in placed:
        own = entry.record.actor_id == actor.id
        parts[_OWN[type(entry.record)] if own else _ABOUT].append(entry)
    groups = []
    for heading, chosen in parts.items():
        found = tuple(entries.entry(entry, notes, at_home=False) for entry in chosen)
        if found:
            groups.append(Group(heading, found, anchor=heading.lower().replace(" ", "-")))
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


def actors_page(entries: Entries, said: dict[str, list[PlacedEntry]], settings: Settings) -> ActorsPage:
    """The list of actors by kind, each list by name."""
    notes = entries.notes()
    groups = []
    for kind in ActorKind:
        actors = sorted(
            (a for a in entries.corpus.actors.values() if a.kind is kind), key=lambda a: a.name.casefold()
        )
        rows = tuple(
            ActorRow(entries.actor_link(a.id), a.role, notes.marks(a.cites), len(said[a.id])) for a in actors
        )
        if rows:
            groups.append((f"{kind.label}s", rows))
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
    held: dict[str, dict[str, list[PlacedEntry]]] = {}
    for entry in corpus.entries:
        if isinstance(entry.record, Position):
            held.setdefault(entry.record.actor, {}).setdefault(entry.dossier, []).append(entry)
    ranked = sorted(held, key=lambda name: -len(held[name]))
    rows = []
    for name in ranked:
        cells = (held[name].get(dossier.id, []) for dossier in corpus.ordered)
        made = tuple(tuple(entries.entry(entry, notes, at_home=False) for entry in cell) for cell in cells)
        rows.append(PositionRow(Link(corpus.actors[name].name, paths.actor(name)), made))
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
