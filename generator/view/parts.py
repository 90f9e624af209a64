"""The pieces that pages are made of, frozen: links, marks, notes, entries, prose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.references.model import Reference

BEYOND_RECORDS: Mapping[str, bool] = {"beyond_records": True}
"""Marks a field that depends on the texts or the lock besides the records: no edition hears of it."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a page or file: its words, its path below the site's root, and the place on it."""

    label: str
    page: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Downloads:
    """Files that a page offers under one heading; the heading is empty for those whose titles say enough."""

    heading: str
    files: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """The series of pages that a long list fills, seen from one of them.

    `number` of `count` is the page's place; the first page, that of the whole list, has the number 0 and the
    `contents`: a link to each of the others by what stands on it.
    """

    whole: Link
    number: int
    count: int
    before: Link | None = None
    after: Link | None = None
    contents: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """What became of a source.

    `state` is a word of the vocabulary, `lead` says it, `link` leads to the notice on the source's page.
    """

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
class Excerpt:
    """Words that are quoted from a passage in another place, and the link to that place."""

    words: str
    link: Link


@dataclass(frozen=True, slots=True)
class SourceWords:
    """A quotation that an editor's brackets edit, and what the source itself says there."""

    quotation: str
    own: str


@dataclass(frozen=True, slots=True)
class Note:
    """One passage that the page rests on. `href` leads to the words shown at the publisher's, if it can be.

    `quote` are the words that its citations quote. Where they quote none, `elsewhere` says what is quoted
    from the paragraph in another place; it is None where nothing is. `origin` names whom the passage relays;
    it is empty when it relays nobody. `edited` is what the source says where brackets edit a quotation.
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
    elsewhere: Excerpt | None = None
    edited: tuple[SourceWords, ...] = field(default=(), metadata=BEYOND_RECORDS)


@dataclass(frozen=True, slots=True)
class SourceCard:
    """A source as readers see it: names, full reference, grade in signs and words.

    `reference` is `formatted` as plain text; `linked` says that the reference itself shows the address,
    `tag` is the language of the title as a tag (BCP 47).
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
    tag: str = ""


@dataclass(frozen=True, slots=True)
class CiteThis:
    """How others cite a page: the reference in the site's style, and as BibTeX.

    Also the address in both, empty when not known.
    """

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
class Verified:
    """How the evidence of a page was verified, in a line, with a link to the page that says what that proves.

    `pending` says that something on the page is cited and not yet verified. `address` is that of the link on
    the web, empty where the site's is not known.
    """

    words: str
    pending: bool
    link: Link
    address: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that says otherwise: its source and paragraph, and the words quoted from it.

    Also its mark where it stands apart.

    `tag` is the language of the words (BCP 47).
    """

    link: Link
    words: str
    mark: Mark | None = None
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One sentence that asserts, on whatever page. `anchor` is empty away from its home page.

    `kind` is the singular name of its section, or `reported` and `attributed` for statements. `origins` says
    in words what is known of the origins of its support; `notices` which of the sources beneath it were
    corrected or withdrawn; `pending` that something it cites is not yet verified.
    """

    kind: str
    anchor: str
    home: Link
    text: str
    marks: tuple[Mark, ...]
    permanent: bool = False
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
    reckoned: str = ""
    rests_on: tuple[Link, ...] = ()
    credibility: Term | None = None
    indicator: str = ""
    origins: str = ""
    notices: tuple[Notice, ...] = ()
    translated: str = ""
    dossiers: tuple[Link, ...] = ()
    pending: bool = field(default=False, metadata=BEYOND_RECORDS)


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words; `style` is empty or an element: `em`, `strong`; in changes `ins`, `del`, `code`."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class ProseBlock:
    """A paragraph (`p`), list (`ul`, `ol`), entry (`li`) or block quotation (`blockquote`)."""

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
    """An entry that was withdrawn: its old id, which still is an anchor.

    Also the day, the reason, and what says it now.
    """

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
class Alteration:
    """A record that changed: its name, with a link where it stands on a page, and what is said of it."""

    name: str
    link: Link | None
    outcome: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]


@dataclass(frozen=True, slots=True)
class DossierChanges:
    """What changed in a dossier on a day, or in what dossiers share: what the desk says of it comes first.

    `link` leads to the dossier; None where it is no more, and where the page is about it alone. `editions`
    are those of the day that can be opened.
    """

    heading: str
    anchor: str
    link: Link | None
    editions: tuple[Link, ...]
    said: tuple[str, ...]
    significant: tuple[Alteration, ...]
    minor: tuple[Alteration, ...]


@dataclass(frozen=True, slots=True)
class DayOfChanges:
    """What changed on a day, by dossier."""

    when: str
    anchor: str
    dossiers: tuple[DossierChanges, ...]
