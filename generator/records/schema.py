"""The records that editors write, as pydantic models: the only definition of the YAML.

Every field has a description; the field reference of the site is made from them. All models are frozen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, NamedTuple

from pydantic import ConfigDict, Field, StrictInt, model_validator

from generator.findings.codes import Code
from generator.records.fields import (
    BAD_CITATION,
    CITATION,
    ID,
    ActorId,
    Assessment,
    Date,
    Day,
    Doi,
    DossierId,
    ExactWords,
    FileName,
    Id,
    Label,
    Language,
    Names,
    Number,
    ProseText,
    Record,
    Reference,
    References,
    Report,
    Sentence,
    Shown,
    SourceId,
    StyleName,
    Title,
    Url,
    or_text,
    problem,
)
from generator.records.shape import fields
from generator.records.vocabulary import (
    ActorKind,
    Confidence,
    Credibility,
    Handling,
    Kind,
    Likelihood,
    Omission,
    Relation,
    Reliability,
    SourceType,
    State,
    Status,
    Translation,
)
from generator.text.edtf import Edtf

UNKNOWN = "unknown"
"""The occasion of a claim of which the sources give none."""
DEFAULT_STYLE = "chicago-notes-bibliography"
"""The citation style of a desk that names none: notes with a bibliography, after the Chicago Manual of Style."""


class Origin(Record):
    """Where a passage has its words from, when it relays another: an agency, a press conference; the bare id for short."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=or_text(f"^{ID.pattern[:-2]}$"))

    id: Id = Field(
        description="Its id: that of a source in `seeds/`, or one of your own, always the same for the same origin."
    )
    name: Label | None = Field(
        None,
        description="The name that readers see; give it once for each origin that is no source on record.",
    )

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: Any) -> Any:
        return {"id": value} if isinstance(value, str) else value


class Citation(Record):
    """A statement's tie to one paragraph of one source; `source#paragraph` for short."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", json_schema_extra=or_text(f"^{CITATION.pattern[:-2]}$")
    )

    source: SourceId = Field(description="The id of a source in `seeds/`.")
    paragraph: StrictInt = Field(ge=1, le=999_999, description="The paragraph of its text, counted from 1.")
    quote: ExactWords | None = Field(
        None, description="The words that matter, exactly as they stand in that paragraph."
    )
    relation: Relation = Field(Relation.SUPPORTS, description="What the passage does for the statement.")
    origin: Origin | None = Field(
        None,
        description="Whom this passage relays, where that differs from the source's `origin`; the source's own id for its own reporting.",
    )

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        found = CITATION.match(value)
        if found is None:
            raise problem(
                BAD_CITATION,
                f"`{value[:60]}` is not a citation",
                "write `source-id#paragraph`, such as `gazette-0301#4`",
            )
        return {"source": found[1], "paragraph": int(found[2])}


Cites = Annotated[
    tuple[Citation, ...], Field(min_length=1, description="The passages that it rests on; at least one.")
]
OptionalId = Field(None, description="Its name in links; give one to what others link to.")


class Tie(NamedTuple):
    """A reference from one entry to another: the field that names it, its place in that field (from 0), the name."""

    field: str
    place: int
    reference: str


class Citing:
    """A record that cites passages: what its texts quote stands in one of them."""

    if TYPE_CHECKING:
        cites: tuple[Citation, ...]


class Entry(Citing):
    """What an entry of a dossier says of itself. Its records are models; this is what they have in common."""

    prefix: ClassVar[str]
    """What the anchor of an entry without an id begins with."""

    if TYPE_CHECKING:
        id: str | None
        doubt: str | None
        about: tuple[str, ...]
        see: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The words that assert, whatever their field is called."""
        raise TypeError(f"{type(self).__name__} has no sentence")

    @property
    def actor_id(self) -> str | None:
        """The actor whose words or position it holds."""
        return None

    @property
    def day(self) -> Edtf | None:
        """When it happened or was said, or when it will be settled."""
        return None

    @property
    def setting(self) -> str:
        """Where it happened or was said; empty where that is not given."""
        return ""

    @property
    def handle(self) -> str:
        """What tells it from others of its kind, for an anchor; empty where only its place does."""
        return ""

    @property
    def sort(self) -> str:
        """What sort of entry it is, as a word for class names."""
        return self.prefix

    @property
    def asserts(self) -> bool:
        """Whether it says that something is so, and does not ask."""
        return True

    @property
    def ties(self) -> tuple[Tie, ...]:
        """Every other entry that it names."""
        assert isinstance(self, Record)
        references = (shape.name for shape in fields(type(self)) if shape.names is Names.ENTRY)
        named = ((name, getattr(self, name)) for name in references)
        return tuple(
            Tie(name, place, one) for name, references in named for place, one in enumerate(references)
        )

    def exact(self, place: int) -> str:
        """The exact words for which the citation at a place vouches (from 0); empty where it quotes nothing."""
        return self.cites[place].quote or ""


class Assertion(Entry, Record):
    """An entry that asserts something."""

    id: Id | None = OptionalId
    text: Sentence = Field(description="One sentence.")
    cites: Cites
    doubt: Sentence | None = Field(
        None, description="What is doubtful in the source's wording, such as a garbled translation."
    )
    about: tuple[ActorId, ...] = Field(
        (), description="Actors that it is about: it is listed on their pages."
    )
    see: References = Field(
        (), description="Related statements, here (`id`) or in another dossier (`dossier#id`)."
    )

    @property
    def sentence(self) -> str:
        """Its text."""
        return self.text


RestsOn = Annotated[
    References,
    Field(
        description="Statements that it rests on besides its own citations, here (`id`) or in another dossier (`dossier#id`)."
    ),
]


class BottomLine(Assertion):
    """One sentence of the bottom line."""

    prefix: ClassVar[str] = "bottom-line"

    text: Assessment = Field(description="One sentence.")
    rests_on: RestsOn = ()


class Disputable(Assertion):
    """An assertion that others can contradict."""

    id: Id = Field(description="Its permanent name: it becomes the link to the statement.")
    disputed_by: References = Field((), description="Statements that contradict this one.")
    disputes: References = Field(
        (), description="Statements that this one contradicts; the same tie, written from its other end."
    )


class Judgement(Disputable):
    """The desk's own assessment."""

    prefix: ClassVar[str] = "judgement"

    text: Assessment = Field(description="One sentence.")
    likelihood: Likelihood = Field(description="How probable it is.")
    confidence: Confidence = Field(description="How good the basis is.")
    basis: Assessment = Field(description="Why the desk thinks so, in one sentence.")
    rests_on: RestsOn = ()
    confidence_reason: Sentence | None = Field(
        None, description="Why the confidence is high, where all of it goes back to one origin."
    )


class Statement(Disputable):
    """One thing that the sources say."""

    prefix: ClassVar[str] = "statement"

    text: Report = Field(description="One sentence.")
    kind: Kind = Field(description="A fact as reported, or somebody's claim.")
    by: ActorId | None = Field(
        None, description="The actor who says so; required when the kind is `attributed`."
    )
    date: Date | None = Field(None, description="When it was said or happened.")
    place: Sentence | None = Field(None, description="Where it was said or happened.")
    occasion: Sentence | None = Field(
        None,
        description="On what occasion a claim was made, in a few words; `unknown` where the sources give neither day nor place.",
    )
    credibility: Credibility | None = Field(
        None, description="Its own grade, where it differs from the source's."
    )

    @property
    def sort(self) -> str:
        """`reported` or `attributed`."""
        return self.kind.word

    @property
    def circumstance(self) -> str:
        """On what occasion it was claimed, for readers; that this is unknown only where neither day nor place is given."""
        occasion = self.occasion or ""
        if occasion == UNKNOWN:
            return "" if self.date or self.place else "Place and day not given"
        return occasion[:1].upper() + occasion[1:]

    @property
    def actor_id(self) -> str | None:
        """Who claims it."""
        return self.by

    @property
    def day(self) -> Edtf | None:
        """When it was said or happened."""
        return self.date

    @property
    def setting(self) -> str:
        """Where it was said or happened."""
        return self.place or ""


class Position(Assertion):
    """What an actor says it wants or holds on the topic."""

    prefix: ClassVar[str] = "position"

    actor: ActorId = Field(description="Whose position it is.")

    @property
    def actor_id(self) -> str | None:
        """Whose position it is."""
        return self.actor

    @property
    def handle(self) -> str:
        """Whose position it is."""
        return self.actor


class Event(Assertion):
    """One entry of the timeline."""

    prefix: ClassVar[str] = "event"

    date: Date = Field(description="When it happened, or is due to.")
    place: Sentence | None = Field(None, description="Where.")

    @property
    def day(self) -> Edtf | None:
        """When it happened, or is due to."""
        return self.date

    @property
    def setting(self) -> str:
        """Where."""
        return self.place or ""

    @property
    def handle(self) -> str:
        """The first day that its date can mean."""
        return self.date.first.isoformat()


class Quotation(Assertion):
    """Words that somebody said, exactly as they stand in the paragraph that is cited first."""

    prefix: ClassVar[str] = "quotation"

    text: ExactWords = Field(description="One sentence.")
    speaker: ActorId = Field(description="Who said it.")
    date: Date | None = Field(None, description="When.")
    place: Sentence | None = Field(None, description="Where.")
    context: Sentence | None = Field(
        None, description="What the words are about, where they do not say so themselves."
    )

    @property
    def actor_id(self) -> str | None:
        """Who said it."""
        return self.speaker

    @property
    def day(self) -> Edtf | None:
        """When it was said."""
        return self.date

    @property
    def setting(self) -> str:
        """Where it was said."""
        return self.place or ""

    @property
    def handle(self) -> str:
        """Who said it."""
        return self.speaker

    def exact(self, place: int) -> str:
        """The words that the citation at a place vouches for: for the first one, without a quote of its own, all of them."""
        return super().exact(place) or (self.text if place == 0 else "")


class Account(Assertion):
    """Where the sources tell something differently, or only one tells it."""

    prefix: ClassVar[str] = "account"

    text: Assessment = Field(description="One sentence.")


class Watch(Entry, Record):
    """An open question, with the day or the sign that would settle it."""

    prefix: ClassVar[str] = "watch"

    id: Id = Field(description="Its permanent name.")
    question: Sentence = Field(description="The question, with its question mark.")
    by: Date | None = Field(None, description="When it will be settled at the latest, if that is known.")
    indicator: Sentence | None = Field(None, description="The sign that would settle it.")
    cites: Cites
    doubt: Sentence | None = Field(None, description="What is doubtful in the source's wording.")
    about: tuple[ActorId, ...] = Field(
        (), description="Actors that it is about: it is listed on their pages."
    )
    see: References = Field((), description="Related statements.")

    @property
    def sentence(self) -> str:
        """Its question."""
        return self.question

    @property
    def day(self) -> Edtf | None:
        """When it will be settled at the latest."""
        return self.by

    @property
    def asserts(self) -> bool:
        """It asks."""
        return False


class Gap(Record):
    """What the sources do not say and a reader would want to know; a bare sentence for short."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=or_text("."))

    text: Sentence = Field(description="What is missing.")

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value


class Change(Record):
    """What the desk changed in the dossier, for its readers."""

    date: Day = Field(description="The day of the change.")
    text: Sentence = Field(description="What changed in meaning, in one sentence.")


class Retired(Record):
    """The tombstone of an entry that was published and is no longer held: the old link leads to it."""

    id: Id = Field(description="The id that the entry had.")
    date: Day = Field(description="The day on which it was withdrawn.")
    reason: Sentence = Field(description="Why, in one sentence for readers.")
    successor: Reference | None = Field(None, description="What says it better now: `id`, or `dossier#id`.")


class Dossier(Record):
    """The standing file on one topic."""

    id: Id = Field(description="The name of the file without `.yaml`.")
    title: Sentence = Field(
        max_length=200, description="The title, without a full stop; 200 characters at most."
    )
    scope: Sentence = Field(description="What the dossier covers, in one sentence that asserts nothing.")
    as_of: Day = Field(description="The day up to which it is kept.")
    review_by: Day | None = Field(None, description="The day by which the desk looks at it again.")
    status: Status = Field(description="Whether it is kept up.")
    handling: Handling = Field(Handling.CLEAR, description="Who may see it.")
    summary: tuple[BottomLine, ...] = Field(
        min_length=1, description="The bottom line: what a reader must know in a minute."
    )
    judgements: tuple[Judgement, ...] = Field((), description="What the desk itself concludes.")
    statements: tuple[Statement, ...] = Field(
        (), description="What the sources report and what people claim."
    )
    accounts: tuple[Account, ...] = Field((), description="Where the sources differ, or only one speaks.")
    positions: tuple[Position, ...] = Field((), description="What each actor wants or holds.")
    timeline: tuple[Event, ...] = Field((), description="Dated events, oldest first.")
    quotations: tuple[Quotation, ...] = Field((), description="Exact words.")
    background: ProseText | None = Field(
        None, description="How it came to this, as prose with `[@source#paragraph]` after each statement."
    )
    watch: tuple[Watch, ...] = Field((), description="Open questions.")
    gaps: tuple[Gap, ...] = Field((), description="What the sources do not say.")
    changes: tuple[Change, ...] = Field((), description="What changed, newest last.")
    retired: tuple[Retired, ...] = Field(
        (), description="Entries that were published and are no longer held."
    )


class Actor(Citing, Record):
    """A person, a state or an organisation."""

    id: Id = Field(description="Its permanent name.")
    name: Label = Field(description="The name that readers see.")
    kind: ActorKind = Field(description="What sort of actor it is.")
    role: Annotated[Sentence, Shown.ONLY_ON_PAGES] = Field(
        description="Who it is, in a few words that the citations bear out."
    )
    cites: Annotated[Cites, Shown.ONLY_ON_PAGES]
    of: ActorId | None = Field(None, description="The state or organisation it acts for.")
    also: Annotated[tuple[Label, ...], Shown.ONLY_ON_PAGES] = Field(
        (), description="Other spellings and names that the sources use."
    )
    doubt: Annotated[Sentence | None, Shown.ONLY_ON_PAGES] = Field(
        None, description="What is doubtful about the name or the role."
    )


class Actors(Record):
    """`briefings/actors.yaml`."""

    actors: tuple[Actor, ...] = Field(description="Every actor that a dossier names.")


class Desk(Record):
    """`briefings/desk.yaml`: what the site is called and the order of its dossiers."""

    title: Sentence = Field(max_length=200, description="The name of the site; 200 characters at most.")
    subtitle: Sentence = Field(description="What it covers, in one line.")
    intro: Annotated[ProseText, Shown.ONLY_ON_PAGES] = Field(
        description="A paragraph or two for the overview, cited like background."
    )
    dossiers: tuple[DossierId, ...] = Field(min_length=1, description="The dossiers in reading order.")
    style: StyleName = Field(
        DEFAULT_STYLE,
        description="The citation style: the name of a CSL style, or the path of a `.csl` file.",
    )


class Grade(Record):
    """The Admiralty grade of a source."""

    reliability: Reliability = Field(description="How far the source can be trusted in general, A to F.")
    credibility: Credibility = Field(
        description="How far what it says can be believed where a statement says nothing else, 1 to 6."
    )
    reason: Sentence = Field(description="Why, in one sentence.")


class Provenance(Record):
    """Where the source's text comes from, honestly."""

    stated: tuple[Sentence, ...] = Field((), description="What the text or its page says of itself.")
    inferred: tuple[Sentence, ...] = Field((), description="What the desk concludes, each with its ground.")
    unknown: tuple[Sentence, ...] = Field((), description="What could not be established.")


class Uncited(Record):
    """Paragraphs that no dossier rests on, and why."""

    paragraphs: tuple[Annotated[StrictInt, Field(ge=1)], ...] = Field(
        min_length=1, description="Their numbers."
    )
    reason: Omission = Field(description="Why nothing rests on them.")
    note: Sentence | None = Field(None, description="What they hold, in the desk's words.")


BAD_NAME = Code(
    "bad-name",
    what="A name has neither `family` nor `literal`, or both.",
    why=(
        "References turn a person's name around and leave an organisation's as it is, so they must know "
        "which it is."
    ),
    bad="# seeds/gazette-0301.yaml\nauthor:\n  - given: Ada\n",
    good="# seeds/gazette-0301.yaml\nauthor:\n  - {family: Lind, given: Ada}\n  - Strait Commission\n",
)


class Name(Record):
    """Who made a source: a person, or an organisation; a bare text is a name as it stands."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=or_text("."))

    family: Label | None = Field(None, description="A person's family name.")
    given: Label | None = Field(None, description="A person's given names.")
    suffix: Label | None = Field(None, description="What follows the name, such as `Jr.`")
    non_dropping_particle: Label | None = Field(
        None,
        alias="non-dropping-particle",
        description="What stands before the family name and belongs to it, such as `van`.",
    )
    literal: Label | None = Field(
        None, description="The name of an organisation, or a name that is not taken apart."
    )

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: Any) -> Any:
        return {"literal": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _whole(self) -> Name:
        parts = (self.given, self.suffix, self.non_dropping_particle)
        if bool(self.literal) == bool(self.family) or (self.literal and any(parts)):
            raise problem(
                BAD_NAME,
                "a name has either `family` or `literal`",
                "write `{family: ..., given: ...}` for a person, or the bare name of an organisation",
            )
        return self

    @property
    def words(self) -> str:
        """The name as a reader writes it."""
        parts = (self.given, self.non_dropping_particle, self.family, self.suffix)
        return self.literal or " ".join(part for part in parts if part)


class Standing(Record):
    """What became of a source after it was published: corrected or withdrawn."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, populate_by_name=False
    )

    state: State = Field(description="What became of it.")
    date: Day = Field(description="The day of the correction or the withdrawal.")
    reason: Sentence = Field(description="What was wrong, in one sentence.")
    url: Url | None = Field(None, alias="URL", description="The address of the notice.")


class Source(Record):
    """A document that statements rest on; one file in `seeds/`, with CSL 1.0.2 variable names."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, populate_by_name=False
    )

    id: Id = Field(description="The name of the file without `.yaml`.")
    short: Label = Field(description="The name that citations show, a few words.")
    type: SourceType = Field(
        description="What sort of document it is, such as `article-newspaper` or `webpage`."
    )
    title: Title = Field(description="The title as published.")
    title_short: Label | None = Field(None, alias="title-short", description="A short form of the title.")
    translated_title: Title | None = Field(
        None,
        alias="translated-title",
        description="What a foreign title means; references show it in brackets after the title.",
    )
    original_title: Title | None = Field(
        None,
        alias="original-title",
        description="The title of the original, where the source is a published translation.",
    )
    container_title: Title | None = Field(
        None, alias="container-title", description="The publication it appeared in."
    )
    author: tuple[Name, ...] = Field((), description="Its authors; leave out when unsigned.")
    editor: tuple[Name, ...] = Field((), description="Its editors.")
    translator: tuple[Name, ...] = Field((), description="Its translators, where they are named.")
    publisher: Label | None = Field(
        None, description="Who published it, where that differs from the publication."
    )
    publisher_place: Label | None = Field(
        None, alias="publisher-place", description="Where it was published."
    )
    genre: Label | None = Field(None, description="The sort of work in words, such as `press release`.")
    number: Number | None = Field(None, description="Its number, such as that of a report.")
    volume: Number | None = Field(None, description="The volume of the publication.")
    issue: Number | None = Field(None, description="The issue of the publication.")
    page: Number | None = Field(None, description="The pages, such as `12-15`.")
    issued: Date = Field(description="When it was published (EDTF).")
    accessed: Date | None = Field(None, description="When the desk read it.")
    url: Url | None = Field(None, alias="URL", description="Its web address, if known.")
    doi: Doi | None = Field(None, alias="DOI", description="Its DOI, without an address before it.")
    language: Language = Field(description="The language of the text, as a BCP 47 tag.")
    original_language: Language | None = Field(
        None, alias="original-language", description="The language it was translated from."
    )
    translation: Translation | None = Field(None, description="How it was translated.")
    text: FileName = Field(description="The name of the file that holds its text, outside the repository.")
    paragraphs: StrictInt = Field(ge=1, le=999_999, description="How many paragraphs the text has.")
    origin: Origin | None = Field(
        None, description="Whom it relays throughout, such as an agency; a citation can say otherwise."
    )
    standing: Standing | None = Field(None, description="Set when it was corrected or withdrawn.")
    grade: Grade = Field(description="Its Admiralty grade.")
    provenance: Annotated[Provenance, Shown.ONLY_ON_PAGES] = Field(description="Where the text comes from.")
    uncited: Annotated[tuple[Uncited, ...], Shown.ONLY_ON_PAGES] = Field(
        (), description="Paragraphs that nothing rests on, with the reason."
    )
