"""The record of a source, with the variable names of CSL 1.0.2."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, NamedTuple

from pydantic import ConfigDict, Field, StrictInt, model_validator

from generator.findings.codes import Code
from generator.records.citations import Origin
from generator.records.days import Date, Day
from generator.records.fields import (
    A_LINE,
    Belief,
    Doi,
    FileName,
    Id,
    Label,
    Language,
    Number,
    Record,
    Sentence,
    Sha256,
    Title,
    Url,
    or_text,
    problem,
)
from generator.records.shape import fields
from generator.records.vocabulary import Omission, Reliability, SourceType, State, Translation
from generator.records.wording import Bearing, Order, Shown, Variable
from generator.text.edtf import Edtf


class Grade(Record):
    """The Admiralty grade of a source."""

    reliability: Reliability = Field(description="How far the source can be trusted in general, A to F.")
    credibility: Belief = Field(
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


def _written(*keys: str) -> dict[str, Any]:
    """What a JSON Schema says of a mapping in which some keys have a text."""
    return {"required": list(keys), "properties": {key: {"type": "string"} for key in keys}}


_WHOLE: dict[str, Any] = {
    "oneOf": [_written("family"), _written("literal")],
    "not": {"anyOf": [_written("literal", key) for key in ("given", "suffix", "non-dropping-particle")]},
}
"""A name has either `family` or `literal`, and the latter alone."""


class Name(Record):
    """Who made a source: a person, or an organisation; a bare text is a name as it stands."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=or_text(A_LINE, **_WHOLE))

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


class SetVariable(NamedTuple):
    """A variable of a source: its key, what the schema says of it, and its value."""

    key: str
    variable: Variable
    value: SourceType | Edtf | str | tuple[Name, ...]


class Source(Record):
    """A document that statements rest on; one file in `seeds/`, with CSL 1.0.2 variable names."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, populate_by_name=False
    )

    id: Id = Field(description="The name of the file without `.yaml`.")
    short: Label = Field(description="The name that citations show, a few words.")
    type: Annotated[SourceType, Variable("Type")] = Field(
        description="What sort of document it is, such as `article-newspaper` or `webpage`."
    )
    genre: Annotated[Label | None, Variable("Sort of work")] = Field(
        None, description="The sort of work in words, such as `press release`."
    )
    title: Annotated[Title, Variable("Title")] = Field(description="The title as published.")
    title_short: Annotated[Label | None, Variable("Short title")] = Field(
        None, alias="title-short", description="A short form of the title."
    )
    translated_title: Annotated[Title | None, Variable("Title translated", csl=False)] = Field(
        None,
        alias="translated-title",
        description="What a foreign title means; references show it in brackets after the title.",
    )
    original_title: Annotated[Title | None, Variable("Title of the original")] = Field(
        None,
        alias="original-title",
        description="The title of the original, where the source is a published translation.",
    )
    author: Annotated[tuple[Name, ...], Variable("Author"), Order.MATTERS] = Field(
        (), description="Its authors; leave out when unsigned."
    )
    editor: Annotated[tuple[Name, ...], Variable("Editor"), Order.MATTERS] = Field(
        (), description="Its editors."
    )
    translator: Annotated[tuple[Name, ...], Variable("Translator"), Order.MATTERS] = Field(
        (), description="Its translators, where they are named."
    )
    container_title: Annotated[Title | None, Variable("Published in")] = Field(
        None, alias="container-title", description="The publication it appeared in."
    )
    volume: Annotated[Number | None, Variable("Volume")] = Field(
        None, description="The volume of the publication."
    )
    issue: Annotated[Number | None, Variable("Issue")] = Field(
        None, description="The issue of the publication."
    )
    page: Annotated[Number | None, Variable("Pages")] = Field(None, description="The pages, such as `12-15`.")
    number: Annotated[Number | None, Variable("Number")] = Field(
        None, description="Its number, such as that of a report."
    )
    publisher: Annotated[Label | None, Variable("Publisher")] = Field(
        None, description="Who published it, where that differs from the publication."
    )
    publisher_place: Annotated[Label | None, Variable("Place of publication")] = Field(
        None, alias="publisher-place", description="Where it was published."
    )
    issued: Annotated[Date, Variable("Published on"), Bearing.EVIDENCE] = Field(
        description="When it was published (EDTF)."
    )
    tells_until: Annotated[Date | None, Variable("Tells of days up to", csl=False), Bearing.EVIDENCE] = Field(
        None,
        description="The last day of which it can tell, where that is before the day of its publication "
        "or that day was not over; it is no witness of what came later.",
    )
    accessed: Annotated[Date | None, Variable("Read on")] = Field(None, description="When the desk read it.")
    doi: Annotated[Doi | None, Variable("DOI")] = Field(
        None, alias="DOI", description="Its DOI, without an address before it."
    )
    url: Annotated[Url | None, Variable()] = Field(
        None, alias="URL", description="Its web address, if known."
    )
    language: Annotated[Language, Variable("Language")] = Field(
        description="The language of the text, as a BCP 47 tag."
    )
    original_language: Annotated[Language | None, Variable("Translated from", csl=False)] = Field(
        None, alias="original-language", description="The language it was translated from."
    )
    translation: Translation | None = Field(None, description="How it was translated.")
    text: FileName = Field(description="The name of the file that holds its text, outside the repository.")
    sha256: Annotated[Sha256 | None, Bearing.EVIDENCE] = Field(
        None,
        description=(
            "The SHA-256 of that file, byte for byte, as `sha256sum` prints it; "
            "`briefings check --fix` inserts it where the text is at hand."
        ),
    )
    paragraphs: Annotated[StrictInt, Bearing.EVIDENCE] = Field(
        ge=1, le=999_999, description="How many paragraphs the text has."
    )
    origin: Annotated[Origin | None, Bearing.EVIDENCE] = Field(
        None,
        description="Whom it relays throughout, such as an agency; its own id, with the `ground`, where all "
        "of it is its own reporting. Left out, its origin is unknown. A citation can say otherwise.",
    )
    standing: Annotated[Standing | None, Bearing.EVIDENCE] = Field(
        None, description="Set when it was corrected or withdrawn."
    )
    grade: Grade = Field(description="Its Admiralty grade.")
    provenance: Annotated[Provenance, Shown.ONLY_ON_PAGES] = Field(description="Where the text comes from.")
    uncited: Annotated[tuple[Uncited, ...], Shown.ONLY_ON_PAGES, Bearing.ASIDE] = Field(
        (), description="Paragraphs that nothing rests on, with the reason."
    )

    @property
    def variables(self) -> Iterator[SetVariable]:
        """The variables that are set, in the order of the schema."""
        for shape in fields(Source):
            value = getattr(self, shape.name)
            if shape.variable and value:
                yield SetVariable(shape.key, shape.variable, value)

    @property
    def horizon(self) -> Edtf:
        """The last day of which it can tell."""
        return self.tells_until or self.issued

    @property
    def horizon_key(self) -> str:
        """The key that says so."""
        return "tells_until" if self.tells_until else "issued"

    @property
    def roles(self) -> dict[str, tuple[Name, ...]]:
        """Who had part in it, by the CSL variables that hold names: `author`, `editor`, `translator`."""
        return {key: value for key, _, value in self.variables if isinstance(value, tuple)}
