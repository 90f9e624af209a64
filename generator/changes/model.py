"""What a comparison says: each record that changed, how, and how much that matters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from generator.findings.diagnostics import Pointer


class Weight(Enum):
    """How much a change matters to readers."""

    SIGNIFICANT = "significant"
    MINOR = "minor"


class Aspect(Enum):
    """What a field is to its record. What a change of it means follows from this alone, see `aspects`."""

    WORDS = "what it says"
    TERM = "a word of a vocabulary"
    DATE = "a date"
    ACTOR = "an actor"
    EVIDENCE = "what it rests on"
    TIE = "what it contradicts or replaces"
    VERIFICATION = "how its evidence was verified"
    NAME = "a name"
    NUMBER = "a number that is no figure of a text"
    REFERENCE = "how a source is described"
    PROGRAM = "for programs"
    ASIDE = "something beside it"


class Act(Enum):
    """What became of a record as a whole; the value is its word in JSON."""

    ADDED = "added"
    RESTORED = "restored"
    REMOVED = "removed"
    RETIRED = "retired"
    MOVED = "moved"
    RENAMED = "renamed"


class How(Enum):
    """How a value changed; the value is its word in JSON."""

    ADDED = "added"
    DROPPED = "dropped"
    CHANGED = "changed"
    MOVED = "moved"
    REORDERED = "reordered"
    TYPOGRAPHY = "typography"
    REREAD = "reread"


class Flag(Enum):
    """What a reviewer must not miss; the value is its word in JSON, `words` what people read."""

    words: str

    def __new__(cls, value: str, words: str) -> Flag:
        """Make a member from its word and what people read."""
        member = object.__new__(cls)
        member._value_ = value
        member.words = words
        return member

    CLAIM_ALONE = "claim-alone", "claim changed, evidence did not"
    EVIDENCE_ALONE = "evidence-alone", "evidence changed, claim did not"
    NO_TOMBSTONE = "no-tombstone", "removed without a tombstone"
    UNVERIFIED = "unverified", "evidence not verified in the lock"
    VERIFICATION = "verification", "evidence level or signature changed"


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure or a date within a text, as it is written before and after; empty where there is none.

    `course` is `raised` or `lowered` for a number, `later` or `earlier` for a day, where that can be told.
    """

    before: str
    after: str
    course: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """A value of a record that changed: its keys, how it changed, and its text before and after.

    `item` names the item of a list: a passage, an id. `figures` are those that changed within a text.
    """

    field: tuple[str, ...]
    how: How
    before: str
    after: str
    aspect: Aspect
    weight: Weight
    item: str = ""
    figures: tuple[FigureChange, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """Which record a change is about, on one of the two sides.

    `owner` is its dossier, or `actors`; empty for a file that is no dossier's. `section` is the key of its
    list; empty where a whole file is meant. `id` is empty where it has none, and `words` say it to people.
    `passages` are those that it cites, `terms` its words of a vocabulary, each with its key.
    """

    kind: str
    owner: str
    section: str
    id: str
    path: str
    pointer: Pointer
    words: str
    passages: tuple[str, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The name by which others refer to it: `dossier#id`, a bare id, or `dossier/section`."""
        if not self.section:
            return self.id or self.kind
        return f"{self.owner}#{self.id}" if self.id else f"{self.owner}/{self.section}"


@dataclass(frozen=True, slots=True)
class Retirement:
    """What a tombstone says: the day (`YYYY-MM-DD`), the reason, and what says it better now, if anything."""

    day: str
    reason: str
    successor: str


@dataclass(frozen=True)
class Changed:
    """One record that changed.

    `before` and `after` say which it is on either side; one is None where the record was added or removed.
    """

    before: About | None
    after: About | None
    acts: tuple[Act, ...] = ()
    details: tuple[Detail, ...] = ()
    flags: tuple[Flag, ...] = ()
    weight: Weight = Weight.SIGNIFICANT
    retirement: Retirement | None = None

    @property
    def about(self) -> About:
        """Which record it is, on the side where it is newest."""
        about = self.after or self.before
        assert about is not None
        return about

    @property
    def dossier(self) -> str:
        """The dossier to which the record belongs; empty where it belongs to none alone."""
        about = self.about
        if about.kind == "dossier":
            return about.id
        return about.owner if about.owner not in ("actors", "desk") else ""

    @property
    def significant(self) -> bool:
        """Whether the change matters to readers."""
        return self.weight is Weight.SIGNIFICANT


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be compared: the files with mistakes on a side, and the records that are lost to them.

    `records` are those of the other side, by name, of which nobody can say what became of them.
    """

    files: tuple[str, ...]
    records: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """The change in meaning from one corpus to another, by dossier in reading order, then what is shared.

    `titles` are those of the dossiers, by id.
    """

    changes: tuple[Changed, ...]
    titles: Mapping[str, str]
    old: Unread
    new: Unread

    def of(self, weight: Weight) -> tuple[Changed, ...]:
        """The changes of one weight."""
        return tuple(changed for changed in self.changes if changed.weight is weight)

    @property
    def by_dossier(self) -> Mapping[str, tuple[Changed, ...]]:
        """The changes of each dossier by its id; under the empty name those of what dossiers share."""
        groups: dict[str, list[Changed]] = {}
        for changed in self.changes:
            groups.setdefault(changed.dossier, []).append(changed)
        return {name: tuple(group) for name, group in groups.items()}
