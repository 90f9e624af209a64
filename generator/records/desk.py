"""The desk's own records: the site's name and order, and the actors."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from generator.records.citations import Cites, Citing
from generator.records.fields import (
    ActorId,
    DossierId,
    Id,
    Label,
    Language,
    PathBelow,
    ProseText,
    Record,
    Sentence,
    StyleName,
)
from generator.records.vocabulary import ActorKind, LockPolicy
from generator.records.wording import Order, Shown

DEFAULT_STYLE = "chicago-notes-bibliography"
"""The citation style of a desk that names none.

It is notes with a bibliography, after the Chicago Manual of Style.
"""


DEFAULT_SIGNERS = "briefings/allowed-signers"
"""Where the file of those who may sign the lock lies, where the desk does not say so."""


class Actor(Citing, Record):
    """A person, a state or an organisation."""

    lead: ClassVar[tuple[str, ...]] = ("id", "name", "kind", "role", "of")

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
    dossiers: Annotated[tuple[DossierId, ...], Order.MATTERS] = Field(
        min_length=1, description="The dossiers in reading order."
    )
    language: Language = Field(
        "en",
        description="The language in which the desk writes (BCP 47): its numbers and dates are read in it.",
    )
    style: StyleName = Field(
        DEFAULT_STYLE,
        description="The citation style: the name of a CSL style, or the path of a `.csl` file.",
    )
    lock: LockPolicy = Field(
        LockPolicy.UNSIGNED,
        description="Whether the desk keeps an evidence lock, and whether that must be signed.",
    )
    signers: PathBelow = Field(
        DEFAULT_SIGNERS,
        description="The file of those who may sign the lock (`ALLOWED SIGNERS` in `man ssh-keygen`).",
    )
    principals: tuple[Label, ...] = Field(
        (), description="Those of them whose signature counts, where not all of them shall."
    )
