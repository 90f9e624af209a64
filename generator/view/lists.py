"""Pages that gather one kind of entry from all dossiers: the timeline, the quotations, the watch list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from generator.corpus.entries import Placed, PlacedEntry
from generator.records.entries import Event, Quotation, Watch
from generator.view import paths
from generator.view.artefacts import Shelf
from generator.view.entries import Entries
from generator.view.model import Group, ListPage
from generator.view.parts import Entry


def timeline_page(entries: Entries) -> ListPage:
    """Every dated event, oldest first."""
    dated = sorted(entries.corpus.of(Event), key=lambda entry: entry.record.date.order)
    return _page(
        entries,
        paths.TIMELINE,
        "Timeline",
        "Every dated event of every dossier, oldest first.",
        headed=((entry.record.date.words, entry) for entry in dated),
    )


def quotations_page(entries: Entries) -> ListPage:
    """Exact words, by speaker."""
    headed = (
        (entries.actor_link(entry.record.speaker).label, entry) for entry in entries.corpus.of(Quotation)
    )
    return _page(
        entries,
        paths.QUOTATIONS,
        "Quotations",
        "Exact words, by speaker, as they stand in the sources.",
        headed=headed,
    )


def due(entry: Placed[Watch]) -> date:
    """The day by which a watch item is settled; the end of time when no day is known."""
    return entry.record.by.last if entry.record.by else date.max


def watch_page(entries: Entries, shelf: Shelf) -> ListPage:
    """Open questions, the earliest to be settled first, and the calendar that holds them."""
    placed = sorted(entries.corpus.of(Watch), key=due)
    headed = (
        (f"By {entry.record.by.words}" if entry.record.by else "No date known", entry) for entry in placed
    )
    page = _page(
        entries,
        paths.WATCH,
        "Watch list",
        "Open questions, and the day or the sign that will settle each.",
        headed=headed,
    )
    return replace(page, same=shelf.link(paths.CALENDAR))


def _page(
    entries: Entries, path: str, title: str, lead: str, headed: Iterable[tuple[str, PlacedEntry]]
) -> ListPage:
    """Entries under their headings, in the order in which the headings first come.

    The same sentence in several dossiers is one.
    """
    notes = entries.notes()
    groups: dict[str, dict[str, Entry]] = {}
    for heading, entry in headed:
        group = groups.setdefault(heading, {})
        before = group.get(entry.record.sentence)
        if before is None:
            group[entry.record.sentence] = entries.entry(entry, notes, at_home=False)
        else:
            group[entry.record.sentence] = replace(
                before, dossiers=(*before.dossiers, entries.dossier_link(entry.dossier))
            )
    return ListPage(
        path=path,
        title=title,
        description=lead,
        made_from="",
        edit_url="",
        sources=notes.by_source(),
        lead=lead,
        groups=tuple(
            Group(heading[:1].upper() + heading[1:], tuple(group.values()))
            for heading, group in groups.items()
        ),
    )
