"""The feed and the calendar, read back by parsers that are not ours."""

from __future__ import annotations

from datetime import date

import feedparser
from icalendar import Calendar

from generator import build
from generator.view.settings import Settings
from tests.conftest import harbour, harbour_texts, with_part


def made(files: dict[str, bytes], path: str, address: str = "https://strait.example/") -> bytes:
    return build.build(files, harbour_texts(), Settings(address)).files[path]


def test_the_feed_has_every_change_newest_first() -> None:
    files = with_part(
        "changes:\n  - {date: 2031-03-01, text: First edition.}\n  - {date: 2031-03-02, text: Figure <raised> & checked.}\n"
    )
    feed = feedparser.parse(made(files, "docs/feed.xml"))
    assert not feed.bozo
    assert (feed.feed.title, feed.feed.updated) == ("The Strait desk", "2031-03-02T00:00:00Z")
    assert [entry.title for entry in feed.entries] == [
        "Harbour dispute: Figure <raised> & checked.",
        "Harbour dispute: First edition.",
    ]
    assert feed.entries[0].link == "https://strait.example/dossiers/harbour/#changes"
    assert len({entry.id for entry in feed.entries}) == 2


def test_the_id_of_an_entry_does_not_depend_on_later_changes() -> None:
    first = feedparser.parse(made(harbour(), "docs/feed.xml")).entries[0].id
    more = with_part(
        "changes:\n  - {date: 2031-03-02, text: First edition.}\n  - {date: 2031-03-02, text: Another.}\n"
    )
    assert first in [entry.id for entry in feedparser.parse(made(more, "docs/feed.xml")).entries]


def test_without_an_address_ids_are_names_not_links() -> None:
    feed = feedparser.parse(made(harbour(), "docs/feed.xml", ""))
    assert not feed.bozo
    assert feed.entries[0].id.startswith("urn:")


def test_the_calendar_has_each_question_on_its_last_day() -> None:
    calendar = Calendar.from_ical(made(harbour(), "docs/watch.ics"))
    events = list(calendar.walk("VEVENT"))
    assert len(events) == 1
    assert events[0]["summary"] == "Harbour dispute: Does the toll return after the recess?"
    assert events[0].decoded("dtstart") == date(2031, 9, 1)
    assert events[0]["url"] == "https://strait.example/dossiers/harbour/#toll-returns"


def test_text_with_signs_of_the_format_survives() -> None:
    files = with_part(
        'watch:\n  - {id: toll, question: "Commas, semicolons; backslashes \\\\ and more?", by: 2031-09, cites: [courier-0302#4]}\n'
    )
    events = Calendar.from_ical(made(files, "docs/watch.ics")).walk("VEVENT")
    assert events[0]["summary"] == "Harbour dispute: Commas, semicolons; backslashes \\ and more?"
    assert events[0].decoded("dtstart") == date(2031, 9, 30)
