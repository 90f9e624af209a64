"""The tie between what a record says and the passage that bears it out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import ConfigDict, Field, StrictInt, model_validator

from generator.records.fields import (
    BAD_CITATION,
    CITATION,
    ID,
    MAX_ID,
    ExactWords,
    Label,
    OriginId,
    Parts,
    Record,
    References,
    Sentence,
    SourceId,
    or_text,
    problem,
)
from generator.records.vocabulary import Relation
from generator.records.wording import Bearing
from generator.records.written import as_ecma


class Origin(Record):
    """Where a passage has its words from, as far as that is known."""

    __doc__ = (  # it is published, on one line
        "Where a passage has its words from, as far as that is known: an agency, a press conference, "
        "the source itself; the bare id for short."
    )

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=or_text(as_ecma(ID), MAX_ID))

    id: OriginId = Field(
        description="Its id: that of a source in `seeds/`, or one of your own, "
        "always the same for the same origin."
    )
    name: Label | None = Field(
        None,
        description="The name that readers see; give it once for each origin that is no source on record.",
    )
    ground: Sentence | None = Field(
        None, description="What shows it; required where a source is said to be its own origin."
    )

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: Any) -> Any:
        return {"id": value} if isinstance(value, str) else value


_LOOSE = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)\s*[#,:/@]?\s*(?:[a-z§¶]{0,9}\.?\s*)([1-9][0-9]{0,5})\Z")


def _citation_meant(text: str) -> str:
    """What to write in place of a text that is no citation."""
    several = re.split(r"[\s,;]+", text.strip())
    loose = _LOOSE.match(text.strip())
    if len(several) > 1 and all(map(CITATION.match, several)):
        return f"put a comma between the two, or a line and a dash for each: `[{', '.join(several)}]`"
    if CITATION.match(text.strip()):
        return f"write `{text.strip()}`, without blanks around it"
    if loose and not ID.match(text):
        return f"did you mean `{loose[1]}#{loose[2]}`?"
    if ID.match(text):
        return f"write `{text}#4` for its fourth paragraph"
    return "write `source-id#paragraph`, such as `gazette-0301#4`"


class Citation(Record):
    """A statement's tie to one paragraph of one source; `source#paragraph` for short."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=or_text(as_ecma(CITATION)))

    source: SourceId = Field(description="The id of a source in `seeds/`.")
    paragraph: StrictInt = Field(ge=1, le=999_999, description="The paragraph of its text, counted from 1.")
    quote: ExactWords | None = Field(
        None, description="The words that matter, exactly as they stand in that paragraph."
    )
    relation: Relation = Field(Relation.SUPPORTS, description="What the passage does for the statement.")
    parts: Parts | None = Field(
        None,
        alias="for",
        description="The words of the sentence (of the basis, at a judgement) that it is about, "
        "where it is not about all of them.",
    )
    origin: Origin | None = Field(
        None,
        description="Whom this passage relays, where that differs from the source's `origin`; "
        "the source's own id, with its `ground`, for its own reporting.",
    )

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        match = CITATION.match(value)
        if match is None:
            raise problem(
                BAD_CITATION,
                f"`{value[:60]}` is not a citation",
                _citation_meant(value[:200]),
            )
        return {"source": match[1], "paragraph": int(match[2])}


Cites = Annotated[
    tuple[Citation, ...],
    Field(min_length=1, description="The passages that it rests on; at least one."),
    Bearing.EVIDENCE,
]


RestsOn = Annotated[
    References,
    Field(
        description="Statements that it rests on besides its own citations, "
        "here (`id`) or in another dossier (`dossier#id`)."
    ),
    Bearing.EVIDENCE,
]


class Citing:
    """A record that cites passages: what its texts quote stands in one of them."""

    below: ClassVar[tuple[str, ...]] = ("cites", "rests_on", "disputed_by", "disputes")
    """The keys that are written right below the lead of a record that has one."""

    if TYPE_CHECKING:
        cites: tuple[Citation, ...]
