"""What pages show, frozen: everything is decided here, and templates only lay it out.

Pages are named by their path below `docs/`. Dates are words, order is final, citation numbers are given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, TypeVar

from generator.view.parts import (
    BEYOND_RECORDS,
    Change,
    CiteThis,
    DayOfChanges,
    Dispute,
    Downloads,
    Entry,
    Link,
    Mark,
    ProseBlock,
    Series,
    SourceCard,
    SourceNotes,
    Term,
    Tombstone,
    Verified,
)

_UNSAID = Term("", "", "")

Piece = Entry | Dispute | ProseBlock | str | Change | Tombstone
"""What a section is made of: entries, disputes, prose, sentences, changes or tombstones."""
_Piece = TypeVar("_Piece")


@dataclass(frozen=True, slots=True)
class Page:
    """What every page has: where it lies, its title, a line about it, the YAML that it is made from.

    `verified` says how its evidence was verified; None where it shows none. `series` is there where a list
    fills several pages, of which this is one. `said_on` is the day of which the site shows what it said.

    A page is laid out by the template that its class is named after: `DossiersPage` by `dossiers.md.j2`.
    `searched` is False where a page repeats what dossiers say; search would only find it twice.
    """

    searched: ClassVar[bool] = True

    path: str
    title: str
    description: str
    made_from: str
    edit_url: str
    sources: tuple[SourceNotes, ...] = ()
    verified: Verified | None = None
    series: Series | None = None
    said_on: str = field(default="", metadata=BEYOND_RECORDS)

    @property
    def contents(self) -> tuple[Link, ...]:
        """The pages of the series that this one opens; empty where it opens none."""
        return self.series.contents if self.series else ()


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of a dossier. `name` is its anchor; `made_of` and `place` are words of the table of sections.

    Templates leave out a section without content.
    """

    name: str
    heading: str
    made_of: str
    place: str
    content: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class DossierPage(Page):
    """A dossier, in reading order.

    `edition` names all that it shows of the records (see `Drafts`), `revision` the newest commit of its file;
    `edits` says by anchor where an entry is edited, and is empty where that is not known. `named` is the
    number and the day of its edition, empty where these are not known; `former` names one that is not the
    newest, whose page leads to no other but the newest. `history` leads to its changes; `changed` says since
    when entries say what they say, by their anchors.
    """

    id: str = ""
    scope: str = ""
    as_of: str = ""
    as_of_iso: str = ""
    review_by: str = ""
    status: Term = _UNSAID
    handling: Term = _UNSAID
    edition: str = ""
    revision: str = ""
    permalink: str = ""
    how_sure: str = ""
    sections: tuple[SectionView, ...] = ()
    downloads: tuple[Downloads, ...] = ()
    cite: CiteThis | None = None
    edits: Mapping[str, str] = field(default_factory=dict, metadata=BEYOND_RECORDS)
    named: str = field(default="", metadata=BEYOND_RECORDS)
    former: str = field(default="", metadata=BEYOND_RECORDS)
    history: Link | None = field(default=None, metadata=BEYOND_RECORDS)
    changed: Mapping[str, Link] = field(default_factory=dict, metadata=BEYOND_RECORDS)

    def content(self, name: str, piece: type[_Piece]) -> tuple[_Piece, ...]:
        """The pieces of one type in the section of a name, empty where it has none. Raises `KeyError`."""
        contents = {section.name: section.content for section in self.sections}
        return tuple(element for element in contents[name] if isinstance(element, piece))


@dataclass(frozen=True, slots=True)
class Card:
    """A dossier on the overview: its link, scope, date and the first sentence of its bottom line."""

    link: Link
    scope: str
    as_of: str
    status: Term
    how_sure: str
    headline: Entry


@dataclass(frozen=True, slots=True)
class Count:
    """How many of something the site holds, and what they are called."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class OverviewPage(Page):
    """The first page of the site; `book`, `feed` and `calendar` are files for all of it, where there are.

    `all` leads to the list of all dossiers where the cards are those of the newest only.
    """

    searched = False
    subtitle: str = ""
    intro: tuple[ProseBlock, ...] = ()
    cards: tuple[Card, ...] = ()
    all: Link | None = None
    watch: tuple[Entry, ...] = ()
    changes: tuple[Change, ...] = ()
    counts: tuple[Count, ...] = ()
    book: Link | None = None
    feed: Link | None = None
    calendar: Link | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one heading; `link` leads to what the heading names, `year` sets a heading above it."""

    heading: str
    entries: tuple[Entry, ...]
    link: Link | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ListPage(Page):
    """Entries of all dossiers in groups: the timeline, the quotations, the watch list.

    `same` is the file that holds the same for programs, where there is one.
    """

    searched = False
    lead: str = ""
    groups: tuple[Group, ...] = ()
    same: Link | None = None


@dataclass(frozen=True, slots=True)
class PositionRow:
    """What one actor holds, dossier by dossier, in the order of `PositionsPage.columns`."""

    actor: Link
    cells: tuple[tuple[Entry, ...], ...]


@dataclass(frozen=True, slots=True)
class PositionsPage(Page):
    """Actors by dossiers."""

    searched = False
    columns: tuple[Link, ...] = ()
    rows: tuple[PositionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a source: what rests on it, or why nothing does.

    `elsewhere` leads to the page of a series that shows what rests on it, where this page does not.
    """

    number: int
    rests: tuple[Resting, ...]
    omission: str = ""
    note: str = ""
    elsewhere: Link | None = None


@dataclass(frozen=True, slots=True)
class Resting:
    """A sentence that rests on a paragraph: where it stands, its words, the words quoted and the relation."""

    link: Link
    dossier: str
    text: str
    quote: str
    relation: str


@dataclass(frozen=True, slots=True)
class Detail:
    """What the record of a source says, in words, under the name that readers know it by."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class SourcePage(Page):
    """A source: its record, and what rests on each paragraph.

    `resting` is how many citations rest on it, `cited` on how many of its paragraphs. `repeats` says that
    search leaves out what rests on it, which the dossiers say, since the site is large.
    """

    card: SourceCard | None = None
    record: tuple[Detail, ...] = ()
    stated: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    resting: int = 0
    cited: int = 0
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source in the list of sources, with the number of sentences that rest on it."""

    card: SourceCard
    resting: int
    cited: int
    paragraphs: int


@dataclass(frozen=True, slots=True)
class SourcesPage(Page):
    """The list of sources, and the files that hold all of them."""

    rows: tuple[SourceRow, ...] = ()
    downloads: tuple[Downloads, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorPage(Page):
    """An actor: who it is, and what it says and holds across the dossiers.

    `own` leads to all entries in which it does, `about` to those that speak of it, whatever page shows them.
    """

    kind: str = ""
    role: str = ""
    marks: tuple[Mark, ...] = ()
    of: Link | None = None
    also: tuple[str, ...] = ()
    doubt: str = ""
    members: tuple[Link, ...] = ()
    groups: tuple[Group, ...] = ()
    own: tuple[Link, ...] = ()
    about: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor in the list of actors."""

    link: Link
    role: str
    marks: tuple[Mark, ...]
    count: int


@dataclass(frozen=True, slots=True)
class ActorGroup:
    """The actors of one kind."""

    heading: str
    rows: tuple[ActorRow, ...]


@dataclass(frozen=True, slots=True)
class ActorsPage(Page):
    """The list of actors by kind."""

    searched = False
    groups: tuple[ActorGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class DossiersPage(Page):
    """The list of dossiers."""

    searched = False
    cards: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangesPage(Page):
    """What changed, newest first; `same` is the file that holds the same for programs, where there is one.

    `dossier` leads back to that whose changes they are; it is None where they are those of all. `note` says
    how far back they are known; empty where that is to the beginning.
    """

    searched = False
    days: tuple[DayOfChanges, ...] = ()
    dossier: Link | None = None
    note: str = ""
    same: Link | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A set of words with a fixed meaning: its heading, what it is for, and the words."""

    heading: str
    lead: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class MethodologyPage(Page):
    """The words with a fixed meaning and how evidence is checked."""

    vocabularies: tuple[Vocabulary, ...] = ()


@dataclass(frozen=True)
class Site:
    """All pages. `others` are those that are neither a dossier's, a source's nor an actor's.

    `about` makes the page of each dossier, by its id: many are known from an earlier build and not asked for.

    `series` are the pages below that of a source or an actor of which there is too much for one page.
    `verified` says how the evidence of all of them was verified.
    """

    title: str
    subtitle: str
    overview: OverviewPage
    about: Mapping[str, Callable[[], DossierPage]]
    sources: tuple[SourcePage, ...]
    actors: tuple[ActorPage, ...]
    others: tuple[Page, ...] = field(default=())
    series: tuple[Page, ...] = field(default=())
    verified: Verified | None = None

    @cached_property
    def dossiers(self) -> tuple[DossierPage, ...]:
        """The pages of the dossiers, in the desk's order."""
        return tuple(make() for make in self.about.values())

    @property
    def lists(self) -> tuple[Page, ...]:
        """The pages that follow those of the dossiers."""
        return (*self.sources, *self.actors, *self.others, *self.series)

    @property
    def pages(self) -> tuple[Page, ...]:
        """Every page of the site."""
        return (self.overview, *self.dossiers, *self.lists)
