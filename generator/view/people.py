"""The pages of actors, and the positions of actors by dossiers."""

from __future__ import annotations

from generator.corpus.entries import Item
from generator.records.desk import Actor
from generator.records.entries import Position, Quotation, Statement
from generator.records.load import ACTORS
from generator.records.vocabulary import ActorKind
from generator.view import paths
from generator.view.entries import Entries
from generator.view.model import ActorPage, ActorRow, ActorsPage, Group, PositionRow, PositionsPage
from generator.view.parts import Link
from generator.view.settings import Settings


def acting(item: Item) -> str | None:
    """The id of the actor whose words or position an item holds."""
    record = item.record
    if isinstance(record, Statement):
        return record.by
    if isinstance(record, Quotation):
        return record.speaker
    return record.actor if isinstance(record, Position) else None


def by_actor(entries: Entries) -> dict[str, list[Item]]:
    """What each actor says and holds, and what is said about it, in the order of the dossiers."""
    found: dict[str, list[Item]] = {name: [] for name in entries.corpus.actors}
    for item in entries.corpus.items:
        for name in dict.fromkeys((acting(item), *item.record.about)):
            if name:
                found[name].append(item)
    return found


def actor_page(entries: Entries, actor: Actor, items: list[Item], settings: Settings) -> ActorPage:
    """Who an actor is, and what it holds, claims and says across the dossiers."""
    notes = entries.notes()
    marks = notes.marks(actor.cites)
    own = [item for item in items if acting(item) == actor.id]
    parts = (
        ("Positions", [i for i in own if isinstance(i.record, Position)]),
        ("Claims", [i for i in own if isinstance(i.record, Statement)]),
        ("In their own words", [i for i in own if isinstance(i.record, Quotation)]),
        ("What is said about them", [i for i in items if i not in own]),
    )
    groups = []
    for heading, chosen in parts:
        found = tuple(entries.entry(item, notes, at_home=False) for item in chosen)
        if found:
            groups.append(Group(heading, found, anchor=heading.lower().replace(" ", "-")))
    members = tuple(
        entries.actor_link(other.id) for other in entries.corpus.actors.values() if other.of == actor.id
    )
    return ActorPage(
        path=paths.actor(actor.id), title=actor.name, description=f"{actor.name}: {actor.role}", made_from=ACTORS,
        edit_url=settings.edit(ACTORS), sources=notes.by_source(), kind=actor.kind.label, role=actor.role, marks=marks,
        of=entries.actor_link(actor.of) if actor.of else None, also=actor.also, doubt=actor.doubt or "",
        members=members, groups=tuple(groups),
    )  # fmt: skip


def actors_page(entries: Entries, said: dict[str, list[Item]], settings: Settings) -> ActorsPage:
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
        path=paths.ACTORS, title="Actors", description="The people, states and organisations that the dossiers name.",
        made_from=ACTORS, edit_url=settings.edit(ACTORS), sources=notes.by_source(), groups=tuple(groups),
    )  # fmt: skip


def positions_page(entries: Entries) -> PositionsPage:
    """Actors by dossiers; actors in the order in which the dossiers first name them."""
    corpus, notes = entries.corpus, entries.notes()
    columns = tuple(entries.dossier_link(dossier.id) for dossier in corpus.ordered)
    held: dict[str, dict[str, list[Item]]] = {}
    for item in corpus.items:
        if isinstance(item.record, Position):
            held.setdefault(item.record.actor, {}).setdefault(item.dossier, []).append(item)
    ranked = sorted(held, key=lambda name: -len(held[name]))
    rows = []
    for name in ranked:
        cells = (held[name].get(dossier.id, []) for dossier in corpus.ordered)
        made = tuple(tuple(entries.entry(item, notes, at_home=False) for item in cell) for cell in cells)
        rows.append(PositionRow(Link(corpus.actors[name].name, paths.actor(name)), made))
    return PositionsPage(
        path=paths.POSITIONS, title="Positions", description="Who holds what, dossier by dossier.", made_from="",
        edit_url="", sources=notes.by_source(), columns=columns, rows=tuple(rows),
    )  # fmt: skip
