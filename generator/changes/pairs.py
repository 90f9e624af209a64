"""Which record of one corpus is which of the other.

What has the same name is the same. Of the rest, first what says the same in the same place, then what is
alike in the same place, where at most one of the two has an id, then what has the same id or the same words
elsewhere. What has a tombstone is gone, unless that leads to the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from generator.changes.names import Renames
from generator.changes.subjects import Subject
from generator.changes.wording import words
from generator.records.citations import Citing
from generator.records.dossier import Tombstone
from generator.records.entries import Entry
from generator.text.matching import data_digest
from generator.text.typography import normalise

_ALIKE = 0.5
"""How alike two entries must be to be the same one; 1 is the same words."""
_BONUS = 0.15
"""How much a common passage or a common speaker adds to that."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A record on both sides; one of them is None where it was added or removed."""

    old: Subject | None
    new: Subject | None


Key = Callable[[Subject], Hashable]
"""What a record is looked up by; None for one that shall not be."""
May = Callable[[Subject, Subject], bool]
"""Whether a record of the old side may be one of the new."""


class _Pool:
    """The records that have no counterpart yet."""

    def __init__(self, old: Iterable[Subject], new: Iterable[Subject]) -> None:
        self._old, self._new = list(old), list(new)
        self.found: dict[Subject, Subject] = {}

    def same(self, of_old: Key, of_new: Key, may: May) -> None:
        """Join what has the same key, in the order of the records."""
        waiting = self._grouped(of_new)
        for old in self._old:
            candidates = waiting.get(of_old(old), [])
            if match := next((new for new in candidates if may(old, new)), None):
                candidates.remove(match)
                self.found[old] = match
        self._drop()

    def alike(self, of_old: Key, of_new: Key, may: May) -> None:
        """Join what has the same key and is alike, the most alike first."""
        groups = self._grouped(of_new)
        ranked = [
            (-likeness, place, other, old, new)
            for place, old in enumerate(self._old)
            for other, new in enumerate(groups.get(of_old(old), ()))
            if may(old, new) and (likeness := _likeness(old, new)) > _ALIKE
        ]
        taken: set[Subject] = set()
        for *_, old, new in sorted(ranked, key=lambda row: row[:3]):
            if old not in self.found and new not in taken:
                self.found[old] = new
                taken.add(new)
        self._drop()

    def _grouped(self, of_new: Key) -> dict[Hashable, list[Subject]]:
        groups: dict[Hashable, list[Subject]] = {}
        for new in self._new:
            if (key := of_new(new)) is not None:
                groups.setdefault(key, []).append(new)
        return groups

    def _drop(self) -> None:
        taken = set(self.found.values())
        self._old = [old for old in self._old if old not in self.found]
        self._new = [new for new in self._new if new not in taken]


def files(old: Iterable[Subject], new: Iterable[Subject]) -> dict[Subject, Subject]:
    """The counterparts of dossiers, sources, actors and the desk: by id, else by all but their id."""
    pool = _Pool(old, new)
    for key in (_identity, _content):
        pool.same(key, key, lambda before, after: before.kind == after.kind)
    return pool.found


def entries(
    old: Iterable[Subject], new: Iterable[Subject], renames: Renames, tombstones: Mapping[str, Tombstone]
) -> dict[Subject, Subject]:
    """The counterparts of entries and prose; `tombstones` are those of the new side, by `dossier#id`."""

    def owner(subject: Subject) -> str:
        return renames.dossier(subject.owner)

    def may(before: Subject, after: Subject) -> bool:
        stone = None if before.tombstone else tombstones.get(f"{owner(before)}#{before.id}")
        leads_to = stone.successor if stone else None
        if leads_to and "#" not in leads_to:
            leads_to = f"{owner(before)}#{leads_to}"
        led = stone is None or leads_to == f"{after.owner}#{after.id}"
        return led and before.tombstone == after.tombstone

    def may_be_alike(before: Subject, after: Subject) -> bool:
        return not (before.id and after.id) and may(before, after)

    pool = _Pool(old, new)
    pool.same(
        lambda subject: (owner(subject), slot) if (slot := _slot(subject)) else None,
        lambda subject: (subject.owner, slot) if (slot := _slot(subject)) else None,
        lambda *_: True,
    )
    pool.same(
        lambda subject: (owner(subject), subject.section, _content(subject)),
        lambda subject: (subject.owner, subject.section, _content(subject)),
        may,
    )
    pool.alike(
        lambda subject: (owner(subject), subject.section),
        lambda subject: (subject.owner, subject.section),
        may_be_alike,
    )
    pool.alike(lambda subject: subject.id or None, lambda subject: subject.id or None, may)
    pool.same(_said, _said, may)
    return pool.found


def _identity(subject: Subject) -> Hashable:
    return subject.kind, subject.id


def _slot(subject: Subject) -> str:
    """What names a record within its dossier: its id, or the field of prose; a tombstone's is its own."""
    if len(subject.pointer) == 1:
        return f"/{subject.section}"
    return f"†{subject.id}" if subject.tombstone else subject.id


def _content(subject: Subject) -> str:
    """The fingerprint of all of a record but its id."""
    return data_digest(subject.record.model_dump(mode="json", by_alias=True, exclude={"id"}))


def _said(subject: Subject) -> str | None:
    return normalise(subject.words) or None


def _likeness(old: Subject, new: Subject) -> float:
    """How many words two records have in common, from 0 to 1, and a little for what else they have."""
    before, after = _counted(_said(old) or ""), _counted(_said(new) or "")
    common = sum((before & after).values())
    likeness = 2 * common / max(1, sum(before.values()) + sum(after.values()))
    a, b = old.record, new.record
    if isinstance(a, Citing) and isinstance(b, Citing):
        likeness += _BONUS * bool(_passages(a) & _passages(b))
    if isinstance(a, Entry) and isinstance(b, Entry):
        likeness += _BONUS * (a.handle == b.handle != "")
    return likeness


@lru_cache(maxsize=4096)
def _counted(text: str) -> Counter[str]:
    return Counter(word for word in words(text.casefold()) if word[0].isalnum())


def _passages(record: Citing) -> set[tuple[str, int]]:
    return {(citation.source, citation.paragraph) for citation in record.cites}
