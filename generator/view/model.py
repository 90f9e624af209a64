"""What pages show, frozen: everything is decided here, and templates only lay it out.

Pages are named by their path below `docs/`. Dates are words, order is final, citation numbers are given.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.references import Reference


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a page of the site: its words, the page's path below `docs/`, and the place on it."""

    label: str
    page: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """What became of a source: `state` is a word of the vocabulary, `lead` says it, `link` leads to the notice on the source's page."""

    state: str
    lead: str
    when: str
    reason: str
    url: str
    link: Link


@dataclass(frozen=True, slots=True)
class Mark:
    """The number of a note where it is used. `id` is the place of this use, `note` the number's note.

    `notice` is set where the passage supports and its source was corrected or withdrawn.
    """

    id: str
    number: int
    note: str
    label: str
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """One passage that the page rests on. `href` leads to the quoted words at the publisher's, if it can be.

    `origin` names whom the passage relays; it is empty when it relays nobody.
    """

    id: str
    number: int
    paragraph: int
    quote: str
    relation: str
    passage: Link
    href: str
    uses: tuple[str, ...]
    origin: str = ""


@dataclass(frozen=True, slots=True)
class SourceCard:
    """A source as readers see it: names, full reference, grade in signs and words.

    `reference` is `formatted` as plain text; `linked` says that the reference itself shows the address.
    """

    id: str
    link: Link
    short: str
    reference: str
    formatted: Reference
    linked: bool
    title: str
    url: str
    grade: str
    grade_words: str
    grade_reason: str
    language: str
    translated: str
    issued: str
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class CiteThis:
    """How others cite a page: the reference in the site's style, as BibTeX, and the address in both, empty when not known."""

    formatted: Reference
    text: str
    bibtex: str
    url: str


@dataclass(frozen=True, slots=True)
class SourceNotes:
    """A source at the end of a page, with the notes that cite it."""

    source: SourceCard
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a vocabulary with its meaning."""

    word: str
    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that says otherwise: its source and paragraph, the words quoted from it, and its mark where it stands apart."""

    link: Link
    words: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One sentence that asserts, on whatever page. `anchor` is empty away from its home page.

    `kind` is the singular name of its section, or `reported` and `attributed` for statements. `origins` says in words to how
    many independent origins its support goes back; `notices` which of the sources beneath it were corrected or withdrawn.
    """

    kind: str
    anchor: str
    home: Link
    text: str
    marks: tuple[Mark, ...]
    speaker: Link | None = None
    when: str = ""
    where: str = ""
    occasion: str = ""
    context: str = ""
    doubt: str = ""
    see: tuple[Link, ...] = ()
    disputed_by: tuple[Link, ...] = ()
    disputes: tuple[Link, ...] = ()
    disputed_in: tuple[Passage, ...] = ()
    likelihood: Term | None = None
    confidence: Term | None = None
    basis: str = ""
    confidence_reason: str = ""
    rests_on: tuple[Link, ...] = ()
    credibility: Term | None = None
    indicator: str = ""
    origins: str = ""
    notices: tuple[Notice, ...] = ()
    translated: str = ""
    dossiers: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words in prose; `style` is empty, `em` or `strong`."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class ProseBlock:
    """A paragraph (`p`), list (`ul`, `ol`), item (`li`) or block quotation (`blockquote`)."""

    name: str
    blocks: tuple[ProseBlock, ...] = ()
    inlines: tuple[Words | Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Dispute:
    """A statement, those that contradict it, and the passages that do."""

    claim: Entry
    against: tuple[Entry, ...]
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Tombstone:
    """An entry that was withdrawn: its old id, which still is an anchor, the day, the reason, and what says it now."""

    anchor: str
    when: str
    iso: str
    reason: str
    successor: Link | None


@dataclass(frozen=True, slots=True)
class Change:
    """What changed in a dossier, on a day."""

    when: str
    iso: str
    text: str
    dossier: Link


@dataclass(frozen=True, slots=True)
class Page:
    """What every page has: where it lies, its title, one line about it, and the YAML file that it is made from."""

    path: str
    title: str
    description: str
    made_from: str
    edit_url: str
    sources: tuple[SourceNotes, ...] = ()


@dataclass(frozen=True, slots=True)
class DossierPage(Page):
    """A dossier, in reading order. `edition` is the first ten signs of the SHA-256 of all that it is made from."""

    id: str = ""
    scope: str = ""
    as_of: str = ""
    as_of_iso: str = ""
    review_by: str = ""
    status: Term = Term("", "", "")
    handling: Term = Term("", "", "")
    edition: str = ""
    permalink: str = ""
    how_sure: str = ""
    summary: tuple[Entry, ...] = ()
    judgements: tuple[Entry, ...] = ()
    reported: tuple[Entry, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    accounts: tuple[Entry, ...] = ()
    positions: tuple[Entry, ...] = ()
    timeline: tuple[Entry, ...] = ()
    quotations: tuple[Entry, ...] = ()
    background: tuple[ProseBlock, ...] = ()
    watch: tuple[Entry, ...] = ()
    gaps: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    retired: tuple[Tombstone, ...] = ()
    downloads: tuple[Download, ...] = ()
    cite: CiteThis | None = None


@dataclass(frozen=True, slots=True)
class Download:
    """A file beside a page: its words, its name and what it is good for; empty where the words say it."""

    label: str
    file: str
    use: str


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
class OverviewPage(Page):
    """The first page of the site."""

    subtitle: str = ""
    intro: tuple[ProseBlock, ...] = ()
    cards: tuple[Card, ...] = ()
    watch: tuple[Entry, ...] = ()
    changes: tuple[Change, ...] = ()
    counts: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one heading; `link` leads to what the heading names, `year` sets a heading above it."""

    heading: str
    entries: tuple[Entry, ...]
    link: Link | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ListPage(Page):
    """Entries of all dossiers in groups: the timeline, the quotations, the watch list."""

    lead: str = ""
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class PositionRow:
    """What one actor holds, dossier by dossier, in the order of `PositionsPage.columns`."""

    actor: Link
    cells: tuple[tuple[Entry, ...], ...]


@dataclass(frozen=True, slots=True)
class PositionsPage(Page):
    """Actors by dossiers."""

    columns: tuple[Link, ...] = ()
    rows: tuple[PositionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a source: what rests on it, or why nothing does."""

    number: int
    rests: tuple[Resting, ...]
    omission: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Resting:
    """A sentence that rests on a paragraph: where it stands, its words, the words quoted and the relation."""

    link: Link
    dossier: str
    text: str
    quote: str
    relation: str


@dataclass(frozen=True, slots=True)
class SourcePage(Page):
    """A source: its record, and what rests on each paragraph."""

    card: SourceCard | None = None
    record: tuple[tuple[str, str], ...] = ()
    stated: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    resting: int = 0


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
    downloads: tuple[tuple[str, tuple[Link, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class ActorPage(Page):
    """An actor: who it is, and what it says and holds across the dossiers."""

    kind: str = ""
    role: str = ""
    marks: tuple[Mark, ...] = ()
    of: Link | None = None
    also: tuple[str, ...] = ()
    doubt: str = ""
    members: tuple[Link, ...] = ()
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor in the list of actors."""

    link: Link
    role: str
    marks: tuple[Mark, ...]
    count: int


@dataclass(frozen=True, slots=True)
class ActorsPage(Page):
    """The list of actors by kind."""

    groups: tuple[tuple[str, tuple[ActorRow, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class DossiersPage(Page):
    """The list of dossiers."""

    cards: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangesPage(Page):
    """What changed, newest first."""

    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class MethodologyPage(Page):
    """The words with a fixed meaning and how evidence is checked."""

    vocabularies: tuple[tuple[str, str, tuple[Term, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A key of a record: its name, whether it is required, the sort of its value in words, what it means."""

    name: str
    required: bool
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class RecordTable:
    """The fields of one record."""

    heading: str
    lead: str
    rows: tuple[FieldRow, ...]


@dataclass(frozen=True, slots=True)
class FieldsPage(Page):
    """The fields of all records."""

    tables: tuple[RecordTable, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A code, what it means, why it matters, and the lines of its two examples."""

    code: str
    what: str
    why: str
    bad: tuple[str, ...]
    good: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingsPage(Page):
    """Every finding."""

    rows: tuple[FindingRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """All pages. `others` are those that are neither a dossier's, a source's nor an actor's."""

    title: str
    subtitle: str
    overview: OverviewPage
    dossiers: tuple[DossierPage, ...]
    sources: tuple[SourcePage, ...]
    actors: tuple[ActorPage, ...]
    others: tuple[Page, ...] = field(default=())

    @property
    def pages(self) -> tuple[Page, ...]:
        """Every page of the site."""
        return (self.overview, *self.dossiers, *self.sources, *self.actors, *self.others)
