"""Each file of a site says what it is; pages, packs, lists of impact and the repository read that."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import icalendar
import pytest
import rispy
from pybtex.database import parse_string

from generator import build
from generator.build import Artefacts
from generator.export import calendar, feed, jsonld
from generator.pack import archive
from generator.pages import render
from generator.references import bibtex, ris
from generator.view import series
from generator.view.artefacts import Artefact, Subject
from generator.view.drafts import Drafts
from generator.view.impact import impact
from generator.view.settings import Settings
from generator.view.site import view
from tests.conftest import ROOT, Seen, harbour, harbour_texts

CHECKED = build.check(harbour(), harbour_texts())
EVIDENCE, CORPUS = CHECKED.evidence, CHECKED.corpus
BUILT = build.build(harbour(), harbour_texts(), Settings())
ARTEFACTS: Artefacts = build.artefacts_of(EVIDENCE, Settings(), Drafts(EVIDENCE))
each = pytest.mark.parametrize("artefact", ARTEFACTS.all, ids=lambda artefact: artefact.path)

READERS: dict[str, Callable[[str], object]] = {
    "application/json": json.loads,
    "application/ld+json": json.loads,
    "application/schema+json": json.loads,
    "application/vnd.citationstyles.csl+json": json.loads,
    "application/atom+xml": ElementTree.fromstring,
    "application/x-bibtex": lambda text: parse_string(text, "bibtex").entries,
    "application/x-research-info-systems": lambda text: rispy.loads(text.replace("\r\n", "\n")),
    "text/calendar": icalendar.Calendar.from_ical,
}
"""What reads each sort of file."""


def generated() -> set[str]:
    """Every file of the site by its path below the root of the records, pages and PDFs included."""
    return {*BUILT.files, *(order.path for order in BUILT.prints)}


@each
def test_a_file_is_what_its_media_type_says(artefact: Artefact[object]) -> None:
    data = BUILT.files.get(f"docs/{artefact.path}")
    if data is None:
        assert (artefact.media_type, artefact.path[-4:]) == ("application/pdf", ".pdf")
        assert f"docs/{artefact.path}" in {order.path for order in BUILT.prints}
    else:
        assert READERS[artefact.media_type.partition(";")[0]](data.decode())


def test_all_but_pages_and_what_pages_load_is_an_artefact_and_none_twice() -> None:
    paths = [f"docs/{artefact.path}" for artefact in ARTEFACTS.all]
    assert sorted(paths) == sorted(
        path for path in generated() if not path.endswith(".md") and not path.startswith("docs/assets/")
    )
    assert BUILT.pages == sum(path.endswith(".md") for path in generated())


@each
def test_what_is_about_a_dossier_names_it_and_lies_beside_its_page(artefact: Artefact[object]) -> None:
    assert bool(artefact.dossier) == (artefact.subject is Subject.DOSSIER)
    assert artefact.path.startswith(f"dossiers/{artefact.dossier}/") == (artefact.subject is Subject.DOSSIER)


@each
def test_what_stands_under_a_heading_is_offered_there_by_its_title(artefact: Artefact[object]) -> None:
    page = f"dossiers/{artefact.dossier}/index.md" if artefact.dossier else "sources/index.md"
    seen = Seen(BUILT.files[f"docs/{page}"].decode())
    address = artefact.path.rsplit("/", 1)[1] if artefact.dossier else f"../{artefact.path}"
    offered = [attributes for name, attributes in seen.elements if name == "a"]
    assert (address in [attributes.get("href") for attributes in offered]) == (artefact.heading is not None)
    if artefact.heading:
        assert f"{artefact.heading.value}:" in seen.flat or not artefact.heading.value
        assert artefact.title in seen.flat


def test_a_site_without_feed_calendar_and_book_speaks_of_none() -> None:
    texts = [repr(page) for page in view(CHECKED.evidence, Settings()).pages]
    assert not any(name in text for text in texts for name in ("feed.xml", "watch.ics", "briefing-book.pdf"))


def unmade(*_: object) -> bytes:
    raise AssertionError("this must not be made")


def test_what_rests_on_a_source_is_told_without_making_a_file() -> None:
    artefacts = [replace(artefact, make=unmade) for artefact in ARTEFACTS.all]
    listed = impact(CHECKED.evidence, view(CHECKED.evidence, Settings()), artefacts, "gazette-0301")
    assert "/dossiers/harbour/harbour.bib" in listed.exports


def test_each_subject_is_decided() -> None:
    subjects = [
        replace(ARTEFACTS.all[0], path=subject.name, subject=subject, dossier="harbour")
        for subject in Subject
    ]
    listed = impact(CHECKED.evidence, view(CHECKED.evidence, Settings()), subjects, "gazette-0301").exports
    assert set(listed) == {f"/{s.name}" for s in Subject} - {"/CHANGES", "/FIELDS", "/VERIFICATION", "/WATCH"}


def test_a_pack_makes_only_what_it_packs(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in (
        (feed, "feed"),
        (calendar, "calendar"),
        (jsonld, "dossier_graph"),
        (jsonld, "site_graph"),
        (bibtex, "library"),
        (ris, "library"),
    ):
        monkeypatch.setattr(module, name, unmade)
    with pytest.raises(AssertionError, match="must not be made"):
        build.build(harbour(), harbour_texts(), Settings())
    assert archive.members(CHECKED.evidence, CORPUS.dossiers["harbour"], Settings())["dossier.json"]


def test_git_ignores_every_file_that_is_generated_and_nothing_else_of_the_pages() -> None:
    lines = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    ignored = {line[1:] for line in lines if line.startswith("/docs/")} - {"docs/.generated.json"}
    every = {*generated(), *_pages_of_a_large_site()}
    every = {
        path for path in every if not path.startswith("docs/schema/")
    }  # committed: text editors read them first
    covered = {path: [line for line in ignored if _covers(line, path)] for path in every}
    assert [path for path, by in covered.items() if not by] == []
    assert ignored == {line for by in covered.values() for line in by}


def _pages_of_a_large_site() -> set[str]:
    """The pages of a site in which no list has room for more than a page holds at least."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(series, "MOST", 0)
        return {*render.pages(view(EVIDENCE, Settings()).pages)}


def _covers(line: str, path: str) -> bool:
    return path.startswith(line) if line.endswith("/") else path == line
