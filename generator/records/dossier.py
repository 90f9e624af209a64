"""A dossier: its entries, and what stands beside them."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field, model_validator

from generator.records.days import Day
from generator.records.entries import (
    Account,
    BottomLine,
    Event,
    Judgement,
    Position,
    Quotation,
    Statement,
    Watch,
)
from generator.records.fields import A_LINE, Id, ProseText, Record, Reference, Sentence, or_text
from generator.records.vocabulary import Handling, Status
from generator.records.wording import Bearing


class Gap(Record):
    """What the sources do not say and a reader would want to know; a bare sentence for short."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=or_text(A_LINE))

    text: Sentence = Field(description="What is missing.")

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value


class Change(Record):
    """What the desk changed in the dossier, for its readers."""

    date: Day = Field(description="The day of the change.")
    text: Sentence = Field(description="What changed in meaning, in one sentence.")


class Tombstone(Record):
    """The tombstone of an entry that was published and is no longer held: the old link leads to it."""

    heading: ClassVar[str] = "Withdrawn entry (retired)"

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
    as_of: Annotated[Day, Bearing.ASIDE] = Field(description="The day up to which it is kept.")
    review_by: Annotated[Day | None, Bearing.ASIDE] = Field(
        None, description="The day by which the desk looks at it again."
    )
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
    changes: Annotated[tuple[Change, ...], Bearing.ASIDE] = Field(
        (), description="What changed, newest last."
    )
    retired: tuple[Tombstone, ...] = Field(
        (), description="Entries that were published and are no longer held."
    )
