"""One of the two corpora that are compared: its records, what its lock covers, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

from generator.changes.subjects import Subject, subjects
from generator.evidence.evidence import Evidence
from generator.findings.diagnostics import Pointer
from generator.records.load import model_of
from generator.records.shape import fields


@dataclass(frozen=True)
class Side:
    """A corpus as it is compared; `faulty` are the files that could not be read, or not whole."""

    evidence: Evidence
    faulty: tuple[str, ...] = ()

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """Every record, in the order of reading."""
        return tuple(subjects(self.evidence.corpus))

    @cached_property
    def files(self) -> tuple[Subject, ...]:
        """What others name: dossiers, sources, actors and the desk."""
        return tuple(subject for subject in self.subjects if not subject.entry)

    @cached_property
    def entries(self) -> tuple[Subject, ...]:
        """What stands in a dossier, and prose."""
        return tuple(subject for subject in self.subjects if subject.entry)

    @property
    def language(self) -> str:
        """The language in which the desk writes (BCP 47)."""
        desk = self.evidence.corpus.desk
        return desk.language if desk else "en"

    def verified(self, subject: Subject) -> bool:
        """Whether there is a lock that covers all that a record claims of the sources."""
        return self.evidence.lock is not None and (subject.path, subject.pointer) not in self._unverified

    @cached_property
    def _unverified(self) -> frozenset[tuple[str, Pointer]]:
        """Where the records and the prose fields stand that claim what the lock does not cover."""
        claims = ((claim.path, claim.pointer) for claim in self.evidence.unverified)
        figured = ((each.entry.path, each.entry.pointer) for each in self.evidence.unverified_figures)
        return frozenset((path, pointer[:size]) for path, pointer in (*claims, *figured) for size in (1, 2))

    def fingerprint(self, source: str, paragraph: int) -> str:
        """The fingerprint that the lock has of a paragraph; empty where it has none."""
        lock = self.evidence.lock
        return lock.paragraphs.get(source, {}).get(paragraph, "") if lock else ""

    def unread(self, path: str) -> frozenset[str]:
        """The keys of a file's record that could not be read."""
        pointers = self.evidence.corpus.unread.get(path, frozenset())
        return frozenset(str(pointer[0]) for pointer in pointers if len(pointer) == 1)

    def lost(self, subject: Subject, owner: str) -> bool:
        """Whether a record of the other side may be one that was not read; `owner` is its dossier here."""
        corpus = self.evidence.corpus
        if not subject.section:
            return (subject.id or subject.kind) in corpus.failed
        path = corpus.paths.get(("dossier", owner), subject.path)
        if path not in corpus.unread:
            return f"{owner}#*" in corpus.failed
        unread = {str(pointer[0]) for pointer in corpus.unread[path]}
        named = {subject.id, f"{owner}#{subject.id}"} if subject.id else set()
        somewhere = subject.section in unread and f"{owner}#*" in corpus.failed
        return (
            not named.isdisjoint(corpus.failed)
            or somewhere
            or subject.section in self.unread(path)
            or not unread <= _keys(path)
        )


@cache
def _keys(path: str) -> frozenset[str]:
    """The keys that a file may have: under any other, anything may be written."""
    return frozenset(shape.key for shape in fields(model_of(path)))
