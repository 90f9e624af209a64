"""The watch list as a calendar (iCalendar, RFC 5545): one entry on the day by which a question is settled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from generator.corpus.entries import Placed
from generator.corpus.index import Corpus
from generator.export.material import Export, Material
from generator.export.names import Names
from generator.records.entries import Watch
from generator.text.edtf import Edtf
from generator.view import paths
from generator.view.artefacts import Artefact, Subject
from generator.view.verified import sentence


def artefacts(material: Material) -> Iterator[Export]:
    """The calendar of the site."""
    yield Artefact(
        paths.CALENDAR,
        "calendar",
        "text/calendar",
        Subject.WATCH,
        make=lambda: calendar(material.corpus, material.names, sentence(material.evidence.verification())),
    )


def calendar(corpus: Corpus, names: Names, description: str) -> bytes:
    """Every watch item with a day, in the order of the dossiers; `description` is that of the calendar."""
    watch_list = Calendar()
    watch_list.add("prodid", "-//briefings//watch list//EN")
    watch_list.add("version", "2.0")
    if corpus.desk:
        watch_list.add("x-wr-calname", f"{corpus.desk.title}: watch list")
    watch_list.add("x-wr-caldesc", description)
    for entry in corpus.of(Watch):
        if entry.record.by:
            watch_list.add_component(_event(corpus, entry, entry.record.by, names))
    return bytes(watch_list.to_ical())


def _event(corpus: Corpus, entry: Placed[Watch], by: Edtf, names: Names) -> Event:
    dossier, watch = corpus.dossiers[entry.dossier], entry.record
    event = Event()
    event.add("uid", names.entry(entry))
    event.add("dtstamp", datetime.combine(dossier.as_of.first, datetime.min.time(), UTC))
    event.add("dtstart", by.last)
    event.add("dtend", by.last + timedelta(days=1))
    event.add("summary", f"{dossier.title}: {watch.question}")
    event.add(
        "description",
        "\n".join(filter(None, (f"By {by.words}.", watch.indicator and f"Sign: {watch.indicator}"))),
    )
    event.add("transp", "TRANSPARENT")
    if names.entry(entry).startswith("http"):
        event.add("url", names.entry(entry))
    return event
