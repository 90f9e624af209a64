"""What the schema says of a field beyond its type: whose words it holds, what it names, how it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Wording(Enum):
    """Whose words a text is.

    What is searched for quotations, and for words of likelihood, follows from it.
    """

    DESK = "the desk's own words"
    ASSESSMENT = "the desk's own words, in which it may say how likely something is"
    REPORT = "the desk's words for what others say, in which it does not weigh how likely that is"
    PROSE = "an assessment of several sentences, each with its citations in the text"
    EXACT = "the exact words of a source"
    LABEL = "a name, which asserts nothing"
    PROGRAM = "for programs: an id, an address, the name of a file"

    @property
    def quotes(self) -> bool:
        """Whether what stands between quotation marks in it must be proven."""
        return self in (Wording.DESK, Wording.ASSESSMENT, Wording.REPORT, Wording.PROSE)

    @property
    def assesses(self) -> bool:
        """Whether the desk may weigh a likelihood in it."""
        return self in (Wording.ASSESSMENT, Wording.PROSE)


class Names(Enum):
    """What sort of record the value of a field names."""

    ENTRY = "an entry, as `id` or `dossier#id`"
    ACTOR = "an actor"
    SOURCE = "a source"
    DOSSIER = "a dossier"
    ORIGIN = "an origin: a source, or one with an id of the desk's own"


class Shown(Enum):
    """How a field is shown, where that is not as all others are."""

    ONLY_ON_PAGES = "it is not printed"
    ALSO_IN_CAPITALS = "citation styles may set it in capitals"


class Bearing(Enum):
    """What hangs on a field, where its type does not say so; what a change of it means follows from this."""

    EVIDENCE = "what the record says rests on it"
    ASIDE = "nothing that the record says hangs on it"


class Order(Enum):
    """Whether the order of a list means something, where it does."""

    MATTERS = "another order says something else"


@dataclass(frozen=True, slots=True)
class Variable:
    """Marks a field of a source as one of the variables that describe a document (CSL 1.0.2).

    `label` is what readers call it in the table on the source's page, empty when it stands elsewhere there;
    `csl` says that CSL knows it by the key that YAML has.
    """

    label: str = ""
    csl: bool = True
