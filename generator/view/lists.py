"""Pages that gather one kind of entry from all dossiers: the timeline, the quotations, the watch list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from generator.corpus.entries import Item
from generator.records.entries import Event, Quotation, Watch
from generator.view import paths
from generator.view.artefacts import Shelf
from generator.view.entries import Entries
from generator.view.model import Group, ListPage
from generator.view.parts import Entry


def timeline_page(entries: Entries) -> ListPage:
    """Every dated event, oldest first."""
    dated = sorted(
        ((r.date.order, r.date.words, i) for i in entries.corpus.items if isinstance(r := i.record, Event)),
        key=lambda row: row[0],
    )
    return _page(
        entries,
        paths.TIMELINE,
        "Timeline",
        "Every dated event of every dossier, oldest first.",
        ((words, item) for _, words, item in dated),
    )


def quotations_page(entries: Entries) -> ListPage:
    """Exact words, by speaker."""
    said = (
        (entries.actor_link(r.speaker).label, i)
        for i in entries.corpus.items
        if isinstance(r := i.record, Quotation)
    )
    return _page(
        entries,
        paths.QUOTATIONS,
        "Quotations",
        "Exact words, by speaker, as they stand in the sources.",
        said,
    )


def due(item: Item) -> date:
    """The day by which a watch item is settled; the end of time when no day is known."""
    by = item.record.by if isinstance(item.record, Watch) else None
    return by.last if by else date.max


def watch_page(entries: Entries, shelf: Shelf) -> ListPage:
    """Open questions, the earliest to be settled first, and the calendar that holds them."""
    items = sorted((i for i in entries.corpus.items if isinstance(i.record, Watch)), key=due)
    headed = (
        (f"By {r.by.words}" if isinstance(r := i.record, Watch) and r.by else "No date known", i)
        for i in items
    )
    page = _page(
        entries,
        paths.WATCH,
        "Watch list",
        "Open questions, and the day or the sign that will settle each.",
        headed,
    )
    return replace(page, same=shelf.link(paths.CALENDAR))


def _page(entries: Entries, path: str, title: str, lead: str, headed: Iterable[tuple[str, Item]]) -> ListPage:
    """Items under their headings, in the order in which the headings first come; the same sentence in several dossiers is one."""
    notes = entries.notes()
    groups: dict[str, dict[str, Entry]] = {}
    for heading, item in headed:
        group = groups.setdefault(heading, {})
        before = group.get(item.record.sentence)
        if before is None:
            group[item.record.sentence] = entries.entry(item, notes, at_home=False)
        else:
            group[item.record.sentence] = replace(
                before, dossiers=(*before.dossiers, entries.dossier_link(item.dossier))
            )
    made = tuple(
        Group(heading[:1].upper() + heading[1:], tuple(group.values())) for heading, group in groups.items()
    )
    return ListPage(
        path=path,
        title=title,
        description=lead,
        made_from="",
        edit_url="",
        sources=notes.by_source(),
        lead=lead,
        groups=made,
    )
