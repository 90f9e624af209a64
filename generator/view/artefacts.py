"""What a site has beside its pages: each file says what it is, what it is about, and how it is made.

Exporters and printers declare theirs, `build` enters them all; pages and lists of impact read them as data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Generic, TypeVar

from generator.view.parts import Downloads, Link

Make = TypeVar("Make", covariant=True)
"""How an artefact is made: a function of what its maker needs."""


class Subject(Enum):
    """What an artefact is about; `impact` tells from this whether it rests on a source."""

    SITE = "all that the site holds: dossiers, sources, actors"
    DOSSIER = "one dossier"
    DOSSIERS = "all dossiers"
    STATEMENTS = "all entries that rest on passages"
    SOURCES = "the records of all sources"
    ACTORS = "the records of all actors"
    DESK = "the record of the desk"
    WATCH = "the open questions that have a day"
    CHANGES = "what changed in the dossiers"
    VERIFICATION = "how the evidence was verified, whatever became of the sources since"
    FIELDS = "the fields that records have"


class Heading(Enum):
    """The headings under which a page offers its files, in the order in which they stand on it."""

    DIRECT = ""
    LINKED = "As linked data"
    MANAGERS = "Its sources, for a reference manager"
    ALL_MANAGERS = "All sources, for a reference manager"
    ALL_LINKED = "All dossiers as linked data"


@dataclass(frozen=True, slots=True)
class Artefact(Generic[Make]):
    """A file of the site that is not a page.

    `path` lies below the site's root, `title` is what readers call it. `dossier` is the id of the dossier
    that it is about, empty unless its subject is one. It is offered under `heading`; None where no list has
    it.
    """

    path: str
    title: str
    media_type: str
    subject: Subject
    make: Make
    heading: Heading | None = None
    dossier: str = ""


@dataclass(frozen=True)
class Shelf:
    """The artefacts of a site, as its pages offer them."""

    artefacts: tuple[Artefact[object], ...] = ()

    def beside(self, dossier: str) -> tuple[Downloads, ...]:
        """What the page of a dossier offers: the files about it, by heading."""
        return _by_heading(self._by_dossier.get(dossier, ()), Heading)

    def under(self, *headings: Heading) -> tuple[Downloads, ...]:
        """What stands under some headings, in the order of these."""
        return _by_heading(self.artefacts, headings)

    def link(self, path: str) -> Link | None:
        """The link to the artefact at a path, by its title; None where there is no such artefact."""
        return next((_link(artefact) for artefact in self.artefacts if artefact.path == path), None)

    @cached_property
    def _by_dossier(self) -> Mapping[str, list[Artefact[object]]]:
        """The artefacts about each dossier."""
        groups: dict[str, list[Artefact[object]]] = {}
        for artefact in self.artefacts:
            if artefact.dossier:
                groups.setdefault(artefact.dossier, []).append(artefact)
        return groups


def _link(artefact: Artefact[object]) -> Link:
    return Link(artefact.title, artefact.path)


def _by_heading(artefacts: Iterable[Artefact[object]], headings: Iterable[Heading]) -> tuple[Downloads, ...]:
    """The links to some artefacts under each of the headings that has any."""
    links: dict[Heading | None, list[Link]] = {}
    for artefact in artefacts:
        links.setdefault(artefact.heading, []).append(_link(artefact))
    return tuple(Downloads(heading.value, tuple(links[heading])) for heading in headings if heading in links)
