"""The change in meaning from one corpus to another."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from generator.changes import pairs
from generator.changes.aspects import CLAIM, WEIGHTS
from generator.changes.details import Sides, details
from generator.changes.model import (
    Act,
    Aspect,
    Changed,
    Comparison,
    Detail,
    Flag,
    How,
    Retirement,
    Unread,
    Weight,
)
from generator.changes.names import Renames
from generator.changes.sides import Side
from generator.changes.subjects import Passage, Subject, apart
from generator.changes.verification import NOT_VERIFIED, signature, verification
from generator.records.citations import Citing
from generator.text import prose


def compare(old: Side, new: Side) -> Comparison:
    """The change in meaning from one corpus to another; neither needs to be without errors.

    The texts of the sources do not matter: what was verified is read in the locks.
    """
    return _Comparer(old, new).comparison()


class _Comparer:
    """Compares two sides, once it is known which record is which."""

    def __init__(self, old: Side, new: Side) -> None:
        self._old, self._new = old, new
        found = pairs.files(old.files, new.files)
        renames = _renames(found)
        found |= pairs.entries(old.entries, new.entries, renames, new.evidence.corpus.tombstones)
        self._renames = replace(renames, entries=_renamed_entries(found))
        self._after = found
        self._before = {after: before for before, after in found.items()}

    def comparison(self) -> Comparison:
        """All that changed."""
        old, new = self._old, self._new
        gone = [subject for subject in old.subjects if subject not in self._after]
        come = [subject for subject in new.subjects if subject not in self._before]
        lost = dict.fromkeys(one for one in gone if new.lost(one, self._renames.dossier(one.owner)))
        unknown = dict.fromkeys(one for one in come if old.lost(one, one.owner))
        changes = (
            *self._in_new(unknown),
            *(self._removed(subject) for subject in gone if subject not in lost and not self._woken(subject)),
            *signature(old, new),
        )
        dossiers = new.evidence.corpus.dossiers, old.evidence.corpus.dossiers
        titles = {name: dossier.title for side in dossiers for name, dossier in side.items()}
        names = {
            subject.id: None for side in (new, old) for subject in side.files if subject.kind == "dossier"
        }
        groups = Comparison(changes, titles, _unread(old, unknown), _unread(new, lost))
        by_dossier = groups.by_dossier
        return replace(
            groups, changes=tuple(change for name in (*names, "") for change in by_dossier.get(name, ()))
        )

    def _in_new(self, unknown: Container[Subject]) -> Iterator[Changed]:
        """What was added or changed, in the order of the new side."""
        for after in self._new.subjects:
            before = self._before.get(after)
            if before is not None:
                yield from self._kept(before, after)
            elif after not in unknown and not self._laid(after):
                yield self._added(after)

    def _kept(self, before: Subject, after: Subject) -> Iterator[Changed]:
        """What changed in a record that both sides have."""
        unread = self._old.unread(before.path) | self._new.unread(after.path)
        sides = Sides(
            (before.owner, after.owner),
            (self._old.language, self._new.language),
            self._renames,
            apart(before.record) | apart(after.record) | (frozenset() if after.pointer else unread),
        )
        changed = () if self._same(before, after) else details(before.record, after.record, sides)
        changed = changed or tuple(_layout(before, after, self._renames))
        changed += (
            *_naming(before, after),
            *verification(self._old, self._new, before, after, renames=self._renames),
        )
        acts = tuple(self._acts(before, after))
        if acts or changed:
            flags = tuple(_flags(after, changed))
            weights = {detail.weight for detail in changed} | {Weight.SIGNIFICANT for _ in acts}
            weight = Weight.MINOR if after.aside or Weight.SIGNIFICANT not in weights else Weight.SIGNIFICANT
            stone = self._retirement(before) if acts else None
            yield Changed(
                before.about,
                after.about,
                acts=acts,
                details=changed,
                flags=flags,
                weight=weight,
                retirement=stone,
            )

    def _same(self, before: Subject, after: Subject) -> bool:
        """Whether a record is the very one that was read before, from the same bytes, with no new names."""
        renames = self._renames
        named = renames.dossiers or renames.sources or renames.actors or renames.entries
        return before.record is after.record and before.owner == after.owner and not named

    def _acts(self, before: Subject, after: Subject) -> Iterator[Act]:
        if (self._renames.dossier(before.owner), before.section) != (after.owner, after.section):
            yield Act.MOVED
        if before.id and after.id and before.id != after.id:
            yield Act.RENAMED

    def _added(self, subject: Subject) -> Changed:
        stone = subject.key in self._old.evidence.corpus.tombstones and not subject.tombstone
        fresh = (
            isinstance(subject.record, Citing) and self._new.evidence.lock and not self._new.verified(subject)
        )
        return Changed(
            None,
            subject.about,
            acts=(Act.RESTORED if stone else Act.ADDED,),
            flags=(Flag.UNVERIFIED,) if fresh else (),
            weight=Weight.MINOR if subject.aside else Weight.SIGNIFICANT,
        )

    def _removed(self, subject: Subject) -> Changed:
        stone = self._retirement(subject)
        bare = stone is None and subject.entry and subject.id and not subject.tombstone
        return Changed(
            subject.about,
            None,
            acts=(Act.RETIRED if stone else Act.REMOVED,),
            flags=(Flag.NO_TOMBSTONE,) if bare else (),
            weight=Weight.MINOR if subject.aside else Weight.SIGNIFICANT,
            retirement=stone,
        )

    def _retirement(self, subject: Subject) -> Retirement | None:
        """What the new side's tombstone says of an entry that it does not have, or not there."""
        stone = self._new.evidence.corpus.tombstones.get(self._key(subject))
        if stone is None or subject.tombstone or not subject.id:
            return None
        return Retirement(stone.date.text, stone.reason, stone.successor or "")

    def _key(self, subject: Subject) -> str:
        return f"{self._renames.dossier(subject.owner)}#{subject.id}"

    def _laid(self, stone: Subject) -> bool:
        """Whether a new tombstone says only what is reported of the entry that it stands for."""
        return stone.tombstone and any(
            self._key(subject) == stone.key
            and (subject not in self._after or self._after[subject].key != stone.key)
            for subject in self._old.entries
            if subject.id == stone.id and not subject.tombstone
        )

    def _woken(self, stone: Subject) -> bool:
        """Whether a tombstone went because its entry is there again."""
        return stone.tombstone and self._key(stone) in self._new.evidence.corpus.named


def _renames(found: dict[Subject, Subject]) -> Renames:
    """What dossiers, sources and actors are called now, where that is another name."""
    tables: dict[str, dict[str, str]] = {"dossier": {}, "source": {}, "actor": {}}
    for before, after in found.items():
        if before.id != after.id:
            tables[before.kind][before.id] = after.id
    return Renames(tables["dossier"], tables["source"], tables["actor"])


def _renamed_entries(found: dict[Subject, Subject]) -> dict[str, str]:
    named = ((before, after) for before, after in found.items() if before.entry and before.id and after.id)
    return {
        before.key: after.key for before, after in named if not before.tombstone and before.key != after.key
    }


def _naming(before: Subject, after: Subject) -> Iterator[Detail]:
    """An id that was given, or taken away, with which a link goes; another id is an act."""
    if bool(before.id) != bool(after.id):
        how, weight = (How.ADDED, WEIGHTS[Aspect.PROGRAM]) if after.id else (How.DROPPED, Weight.SIGNIFICANT)
        yield Detail(("id",), how, before.id, after.id, aspect=Aspect.PROGRAM, weight=weight)


def _layout(before: Subject, after: Subject, renames: Renames) -> Iterator[Detail]:
    """What changed in prose that says the same and cites the same: where it cites, or how it looks."""
    if isinstance(before.record, Passage) and isinstance(after.record, Passage):
        old, new = renames.prose(before.record.written), after.record.written
        if list(prose.passages(old)) != list(prose.passages(new)):
            sort = Aspect.EVIDENCE
            yield Detail(("cites",), How.REORDERED, "", "", sort, WEIGHTS[sort])
        elif prose.parse(old) != prose.parse(new):
            yield Detail(("text",), How.TYPOGRAPHY, "", "", Aspect.WORDS, Weight.MINOR)


def _flags(after: Subject, changed: tuple[Detail, ...]) -> Iterator[Flag]:
    """What a reviewer must not miss in a record that both sides have."""
    heavy = [detail for detail in changed if detail.weight is Weight.SIGNIFICANT]
    claim = any(detail.aspect in CLAIM for detail in heavy)
    evidence = any(detail.aspect is Aspect.EVIDENCE for detail in heavy)
    if isinstance(after.record, Citing) and claim != evidence:
        yield Flag.CLAIM_ALONE if claim else Flag.EVIDENCE_ALONE
    for detail in heavy:
        if detail.aspect is Aspect.VERIFICATION:
            yield Flag.UNVERIFIED if detail.after == NOT_VERIFIED else Flag.VERIFICATION


def _unread(side: Side, lost: Iterable[Subject]) -> Unread:
    return Unread(side.faulty, tuple(dict.fromkeys(subject.about.name for subject in lost)))
