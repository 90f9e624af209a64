"""How the records came to be what they are: what changed from step to step, ready to be told and kept."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.changes.model import Act, Aspect, Changed, Comparison, Detail, Weight
from generator.changes.words import Piece, Sentence, Tone, outcome, rows

_OWN = "changes"
"""The section in which a desk says itself what it changed."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one record that changed.

    `dossier` is empty where it belongs to none alone, `title` is that of the dossier at the time. `section`,
    `id` and `words` say which record it is, as in `About`; `was` is its id before, where it has another now.
    `fresh` says that it was added, `restated` that more changed than how its evidence was verified. `outcome`
    says what became of it, `rows` what changed in it.
    """

    dossier: str
    title: str
    kind: str
    section: str
    id: str
    words: str
    was: str
    significant: bool
    fresh: bool
    restated: bool
    outcome: Sentence
    rows: tuple[Sentence, ...]

    @property
    def founds(self) -> bool:
        """Whether it is a dossier that was added."""
        return self.kind == "dossier" and self.fresh


@dataclass(frozen=True, slots=True)
class Step:
    """A commit: its hash, its moment (UTC, `2019-05-15T09:30:00Z`), and what it changed."""

    commit: str
    moment: str
    told: tuple[Told, ...]

    @property
    def day(self) -> str:
        """Its day (`2019-05-15`)."""
        return self.moment[:10]


@dataclass(frozen=True, slots=True)
class Edition:
    """What a significant commit made of a dossier: its number from 1, the commit, its day (`2019-05-15`).

    `dossier` is the id that the dossier had then.
    """

    number: int
    commit: str
    day: str
    dossier: str


@dataclass(frozen=True)
class History:
    """The steps that changed the records, newest first; none where their history is not at hand.

    `since` is the day before which nothing is known of it; empty where it is known from the beginning.
    """

    steps: tuple[Step, ...] = ()
    since: str = ""

    @cached_property
    def by_dossier(self) -> Mapping[str, tuple[tuple[Step, Told], ...]]:
        """What is told of each dossier, under the id that it has now; what dossiers share has no name."""
        names: dict[str, str] = {}
        groups: dict[str, list[tuple[Step, Told]]] = {}
        for step in self.steps:
            for told in step.told:
                if told.kind == "dossier" and told.was:
                    names[told.was] = names.get(told.id, told.id)
            for told in step.told:
                groups.setdefault(names.get(told.dossier, told.dossier), []).append((step, told))
        return {name: tuple(group) for name, group in groups.items()}

    def commits(self, dossier: str) -> tuple[str, ...]:
        """The commits that changed a dossier: what is told of each follows from its hash alone."""
        return tuple(dict.fromkeys(step.commit for step, _ in self.by_dossier.get(dossier, ())))

    def editions(self, dossier: str) -> tuple[Edition, ...]:
        """The editions of a dossier, oldest first; none where they cannot be counted from the beginning."""
        made: dict[str, tuple[str, str]] = {}
        for step, told in reversed(() if self.since else self.by_dossier.get(dossier, ())):
            if told.significant:
                made[step.commit] = step.day, told.dossier
        return tuple(
            Edition(number, commit, *about) for number, (commit, about) in enumerate(made.items(), 1)
        )


UNKNOWN = History()
"""The history of records of which nothing is at hand but themselves."""


def telling(comparison: Comparison) -> tuple[Told, ...]:
    """What is told of a comparison.

    Of a dossier that was added or removed as a whole no entry is named, and what a desk says itself of its
    changes is left to the desk.
    """
    whole = {
        changed.dossier
        for changed in comparison.changes
        if changed.about.kind == "dossier" and not (changed.before and changed.after)
    }
    return tuple(
        _told(changed, comparison.titles)
        for changed in comparison.changes
        if changed.about.section != _OWN and (changed.dossier not in whole or changed.about.kind == "dossier")
    )


def beginning(comparison: Comparison) -> tuple[Told, ...]:
    """What is told of the first step of all: the dossiers that it brought."""
    return tuple(told for told in telling(comparison) if told.founds)


def _told(changed: Changed, titles: Mapping[str, str]) -> Told:
    about, before = changed.about, changed.before
    return Told(
        changed.dossier,
        titles.get(changed.dossier, changed.dossier),
        about.kind,
        about.section,
        id=about.id,
        words=about.words,
        was=before.id if before and Act.RENAMED in changed.acts else "",
        significant=changed.weight is Weight.SIGNIFICANT,
        fresh=before is None,
        restated=bool(changed.acts) or any(map(_restating, changed.details)),
        outcome=outcome(changed),
        rows=() if about.kind == "dossier" and before is None else tuple(rows(changed)),
    )


def _restating(detail: Detail) -> bool:
    return detail.weight is Weight.SIGNIFICANT and detail.aspect is not Aspect.VERIFICATION


def as_json(told: tuple[Told, ...]) -> bytes:
    """What is told, to be kept."""
    return json.dumps([list(_values(one)) for one in told]).encode()


def from_json(data: bytes) -> tuple[Told, ...]:
    """What `as_json` kept."""
    return tuple(
        Told(*(*values, _sentence(said), tuple(map(_sentence, below))))
        for *values, said, below in json.loads(data)
    )


def _values(told: Told) -> Iterator[Any]:
    for name in Told.__slots__:
        value = getattr(told, name)
        yield value if isinstance(value, str | bool) else _plain(value)


def _plain(value: Any) -> Any:
    """A sentence, or several, in lists."""
    if isinstance(value, Piece):
        return [value.tone.value, value.text]
    return [_plain(each) for each in value]


def _sentence(said: list[list[str]]) -> Sentence:
    return tuple(Piece(Tone(tone), text) for tone, text in said)
