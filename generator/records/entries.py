"""The entries of a dossier: what rests on passages.

Each answers for itself: who speaks, when and where, what it names.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, ClassVar, NamedTuple

from pydantic import Field

from generator.records.citations import Cites, Citing, RestsOn
from generator.records.days import Date
from generator.records.fields import (
    ActorId,
    Assessment,
    Belief,
    ExactWords,
    Id,
    Record,
    References,
    Report,
    Sentence,
)
from generator.records.shape import fields
from generator.records.vocabulary import Confidence, Kind, Likelihood
from generator.records.wording import Bearing, Names, Order
from generator.text.edtf import Edtf

UNKNOWN = "unknown"
"""The occasion of a claim of which the sources give none."""


OptionalId = Field(None, description="Its name in links; give one to what others link to.")


class Tie(NamedTuple):
    """A reference from one entry to another.

    It has the field that names it, its place in that field (from 0), and the name.
    """

    field: str
    place: int
    reference: str


@cache
def _naming(model: type[Record]) -> tuple[str, ...]:
    """The fields of a model that name other entries."""
    return tuple(shape.name for shape in fields(model) if shape.names is Names.ENTRY)


class Entry(Citing):
    """What an entry of a dossier says of itself. Its records are models; this is what they have in common."""

    prefix: ClassVar[str]
    """What the anchor of an entry without an id begins with."""
    figured: ClassVar[tuple[str, ...]] = ("text",)
    """The fields whose numbers, dates and names its passages must have."""

    if TYPE_CHECKING:
        id: str | None
        doubt: str | None
        reckoned: str | None
        about: tuple[str, ...]
        see: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The words that assert, whatever their field is called."""
        raise TypeError(f"{type(self).__name__} has no sentence")

    @property
    def borne_out(self) -> str:
        """The words that its citations bear out."""
        return self.sentence

    @property
    def actor_id(self) -> str | None:
        """The actor whose words or position it holds."""
        return None

    @property
    def by_desk(self) -> bool:
        """Whether the desk itself says so."""
        return False

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
        return tuple(
            Tie(name, place, reference)
            for name in _naming(type(self))
            for place, reference in enumerate(getattr(self, name))
        )

    def exact(self, place: int) -> str:
        """The exact words for which the citation at a place vouches (from 0).

        They are empty where it quotes nothing.
        """
        return self.cites[place].quote or ""


class Assertion(Entry, Record):
    """An entry that asserts something."""

    id: Id | None = OptionalId
    text: Sentence = Field(description="One sentence.")
    cites: Cites
    doubt: Sentence | None = Field(
        None, description="What is doubtful in the source's wording, such as a garbled translation."
    )
    reckoned: Annotated[Sentence | None, Bearing.EVIDENCE] = Field(
        None,
        description="How a figure or a date of it follows from the passages where they do not have it, "
        "in one sentence that names it.",
    )
    about: Annotated[tuple[ActorId, ...], Bearing.ASIDE] = Field(
        (), description="Actors that it is about: it is listed on their pages."
    )
    see: Annotated[References, Bearing.ASIDE] = Field(
        (), description="Related statements, here (`id`) or in another dossier (`dossier#id`)."
    )

    @property
    def sentence(self) -> str:
        """Its text."""
        return self.text


class BottomLine(Assertion):
    """One sentence of the bottom line."""

    heading: ClassVar[str] = "Bottom line (summary)"
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
    figured: ClassVar[tuple[str, ...]] = ("text", "basis")
    lead: ClassVar[tuple[str, ...]] = ("id", "text", "likelihood", "confidence", "basis")

    text: Assessment = Field(description="One sentence.")
    likelihood: Likelihood = Field(description="How probable it is.")
    confidence: Confidence = Field(description="How good the basis is.")
    basis: Assessment = Field(description="Why the desk thinks so, in one sentence.")
    rests_on: RestsOn = ()
    confidence_reason: Sentence | None = Field(
        None, description="Why the confidence is high, where no two independent origins are known."
    )

    @property
    def borne_out(self) -> str:
        """Its basis: what the desk concludes from that stands in no source."""
        return self.basis

    @property
    def by_desk(self) -> bool:
        """A judgement is the desk's own."""
        return True


class Statement(Disputable):
    """One thing that the sources say."""

    prefix: ClassVar[str] = "statement"
    figured: ClassVar[tuple[str, ...]] = ("text", "date")
    lead: ClassVar[tuple[str, ...]] = ("id", "kind", "by", "date", "occasion", "place", "credibility", "text")

    text: Report = Field(description="One sentence.")
    kind: Kind = Field(description="A fact as reported, or somebody's claim.")
    by: ActorId | None = Field(
        None, description="The actor who says so; required when the kind is `attributed`."
    )
    date: Date | None = Field(None, description="When it was said or happened.")
    place: Sentence | None = Field(None, description="Where it was said or happened.")
    occasion: Sentence | None = Field(
        None,
        description="On what occasion a claim was made, in a few words; "
        "`unknown` where the sources give neither day nor place.",
    )
    credibility: Belief | None = Field(None, description="Its own grade, where it differs from the source's.")

    @property
    def sort(self) -> str:
        """`reported` or `attributed`."""
        return self.kind.word

    @property
    def circumstance(self) -> str:
        """On what occasion it was claimed, for readers.

        It says that this is unknown only where neither day nor place is given.
        """
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
    lead: ClassVar[tuple[str, ...]] = ("id", "actor", "text")

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

    heading: ClassVar[str] = "Event (timeline)"
    prefix: ClassVar[str] = "event"
    figured: ClassVar[tuple[str, ...]] = ("text", "date")
    lead: ClassVar[tuple[str, ...]] = ("id", "date", "place", "text")

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
    figured: ClassVar[tuple[str, ...]] = ("context", "date")
    lead: ClassVar[tuple[str, ...]] = ("id", "speaker", "date", "place", "context", "text")

    text: ExactWords = Field(description="One sentence.")
    cites: Annotated[Cites, Order.MATTERS]
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
        """The words that the citation at a place vouches for.

        For the first one, without a quote of its own, they are all of them.
        """
        return super().exact(place) or (self.text if place == 0 else "")


class Account(Assertion):
    """Where the sources tell something differently, or only one tells it."""

    prefix: ClassVar[str] = "account"

    text: Assessment = Field(description="One sentence.")


class Watch(Entry, Record):
    """An open question, with the day or the sign that would settle it."""

    heading: ClassVar[str] = "Watch item"
    prefix: ClassVar[str] = "watch"
    figured: ClassVar[tuple[str, ...]] = ("question", "by")

    id: Id = Field(description="Its permanent name.")
    question: Sentence = Field(description="The question, with its question mark.")
    by: Date | None = Field(None, description="When it will be settled at the latest, if that is known.")
    indicator: Sentence | None = Field(None, description="The sign that would settle it.")
    cites: Cites
    doubt: Sentence | None = Field(None, description="What is doubtful in the source's wording.")
    reckoned: Annotated[Sentence | None, Bearing.EVIDENCE] = Field(
        None,
        description="How a figure or a date of it follows from the passages where they do not have it, "
        "in one sentence that names it.",
    )
    about: Annotated[tuple[ActorId, ...], Bearing.ASIDE] = Field(
        (), description="Actors that it is about: it is listed on their pages."
    )
    see: Annotated[References, Bearing.ASIDE] = Field((), description="Related statements.")

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
