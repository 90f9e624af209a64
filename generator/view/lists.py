"""Pages that gather one kind of entry from all dossiers: the timeline, the quotations, the watch list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from generator.corpus.entries import Item, Placed
from generator.records.entries import Event, Quotation, Watch
from generator.view import paths
from generator.view.artefacts import Shelf
from generator.view.entries import Entries
from generator.view.model import Group, ListPage
from generator.view.parts import Entry


def timeline_page(entries: Entries) -> ListPage:
    """Every dated event, oldest first."""
    dated = sorted(entries.corpus.of(Event), key=lambda item: item.record.date.order)
    return _page(
        entries,
        paths.TIMELINE,
        "Timeline",
        "Every dated event of every dossier, oldest first.",
        ((item.record.date.words, item) for item in dated),
    )


def quotations_page(entries: Entries) -> ListPage:
    """Exact words, by speaker."""
    said = ((entries.actor_link(item.record.speaker).label, item) for item in entries.corpus.of(Quotation))
    return _page(
        entries,
        paths.QUOTATIONS,
        "Quotations",
        "Exact words, by speaker, as they stand in the sources.",
        said,
    )


def due(item: Placed[Watch]) -> date:
    """The day by which a watch item is settled; the end of time when no day is known."""
    return item.record.by.last if item.record.by else date.max


def watch_page(entries: Entries, shelf: Shelf) -> ListPage:
    """Open questions, the earliest to be settled first, and the calendar that holds them."""
    items = sorted(entries.corpus.of(Watch), key=due)
    headed = ((f"By {i.record.by.words}" if i.record.by else "No date known", i) for i in items)
    page = _page(
        entries,
        paths.WATCH,
        "Watch list",
        "Open questions, and the day or the sign that will settle each.",
        headed,
    )
    return replace(page, same=shelf.link(paths.CALENDAR))


def _page(entries: Entries, path: str, title: str, lead: str, headed: Iterable[tuple[str, Item]]) -> ListPage:
    """Items under their headings, in the order in which the headings first come.

    The same sentence in several dossiers is one.
    """
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
