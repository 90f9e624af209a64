"""Pages that gather one kind of entry from all dossiers: the timeline, the quotations, the watch list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic

from generator.corpus.entries import Asserting, Placed, R
from generator.records.entries import Event, Quotation, Watch
from generator.view import paths, series
from generator.view.artefacts import Shelf
from generator.view.entries import Entries
from generator.view.model import Group, ListPage
from generator.view.parts import Entry
from generator.view.series import Sheet, Stack


@dataclass(frozen=True, slots=True)
class _Row(Generic[R]):
    """A sentence under its heading, with the entries that say it: the same in several dossiers is one."""

    heading: str
    entries: tuple[Placed[R], ...]

    @property
    def first(self) -> Placed[R]:
        """The entry of the first dossier that says it."""
        return self.entries[0]


def timeline_pages(entries: Entries) -> tuple[ListPage, ...]:
    """Every dated event, oldest first; in a series by years."""
    dated = sorted(entries.corpus.of(Event), key=lambda entry: entry.record.date.order)
    rows = _rows((entry.record.date.words, entry) for entry in dated)
    sheets = series.sheets(
        paths.TIMELINE,
        "Timeline",
        rows,
        stack=series.by_time(rows, lambda row: row.first.record.date.first, _weight),
        weigh=_weight,
    )
    lead = "Every dated event of every dossier, oldest first."
    return tuple(_page(entries, sheet, lead) for sheet in sheets)


def quotations_pages(entries: Entries) -> tuple[ListPage, ...]:
    """Exact words, by speaker; in a series by the names of the speakers."""
    placed = entries.corpus.of(Quotation)
    sheets = series.sheets(
        paths.QUOTATIONS,
        "Quotations",
        _rows((entries.actor_link(entry.record.speaker).label, entry) for entry in placed),
        stack=lambda row: Stack(row.heading, row.first.record.speaker),
        weigh=_weight,
        order=lambda row: (series.alphabetical(row.heading), row.first.record.speaker),
    )
    lead = "Exact words, by speaker, as they stand in the sources."
    return tuple(_page(entries, sheet, lead) for sheet in sheets)


def due(entry: Placed[Watch]) -> date:
    """The day by which a watch item is settled; the end of time when no day is known."""
    return entry.record.by.last if entry.record.by else date.max


def watch_pages(entries: Entries, shelf: Shelf) -> tuple[ListPage, ...]:
    """Open questions, the earliest to be settled first, and the calendar that holds them.

    In a series they stand by the years in which they are settled.
    """
    placed = sorted(entries.corpus.of(Watch), key=due)
    rows = _rows(
        (f"By {entry.record.by.words}" if entry.record.by else "No date known", entry) for entry in placed
    )
    sheets = series.sheets(
        paths.WATCH,
        "Watch list",
        rows,
        stack=series.by_time(rows, lambda row: by.last if (by := row.first.record.by) else None, _weight),
        weigh=_weight,
    )
    lead = "Open questions, and the day or the sign that will settle each."
    pages = (_page(entries, sheet, lead) for sheet in sheets)
    calendar = shelf.link(paths.CALENDAR)
    return tuple(replace(page, same=calendar) for page in pages)


def _rows(headed: Iterable[tuple[str, Placed[R]]]) -> tuple[_Row[R], ...]:
    """The sentences under their headings, in the order in which they first come."""
    rows: dict[tuple[str, str], list[Placed[R]]] = {}
    for heading, entry in headed:
        rows.setdefault((heading, entry.record.sentence), []).append(entry)
    return tuple(_Row(heading, tuple(same)) for (heading, _), same in rows.items())


def _weight(row: _Row[Asserting]) -> float:
    return max(len(row.entries), series.weight(row.first))


def _page(entries: Entries, sheet: Sheet[_Row[R]], lead: str) -> ListPage:
    notes = entries.notes()
    groups: dict[str, list[Entry]] = {}
    for row in sheet.items:
        groups.setdefault(row.heading, []).append(
            replace(
                entries.entry(row.first, notes, at_home=False),
                dossiers=tuple(entries.dossier_link(entry.dossier) for entry in row.entries),
            )
        )
    return ListPage(
        path=sheet.path,
        title=sheet.title,
        description=lead,
        made_from="",
        edit_url="",
        sources=notes.by_source(),
        series=sheet.series,
        lead=lead,
        groups=tuple(
            Group(heading[:1].upper() + heading[1:], tuple(group)) for heading, group in groups.items()
        ),
    )
