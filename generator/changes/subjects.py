"""What is compared: the records of a corpus, each with its place, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from generator.changes.model import About
from generator.corpus.index import Corpus
from generator.findings.diagnostics import Pointer
from generator.records.citations import Citation, Citing
from generator.records.desk import Desk
from generator.records.dossier import Dossier, Tombstone
from generator.records.entries import Disputable
from generator.records.fields import CITATION, Record
from generator.records.load import ACTORS, DESK
from generator.records.shape import FieldShape, fields
from generator.records.vocabulary import Term
from generator.records.wording import Bearing, Wording
from generator.text import prose


class Passage(Citing, Record):
    """A prose field as it is compared: its words, what it cites, and how it was written."""

    text: Annotated[str, Wording.ASSESSMENT]
    cites: Annotated[tuple[Citation, ...], Bearing.EVIDENCE]
    written: Annotated[str, Wording.PROSE]


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """A record with its place; a subject is equal to itself alone.

    `owner` and `section` are those of `About`; `aside` says that nothing hangs on the record. `kind` is its
    noun: `bottom line`, `source`.
    """

    record: Record
    kind: str
    owner: str
    section: str
    path: str
    pointer: Pointer
    aside: bool = False

    @property
    def id(self) -> str:
        """Its id; empty where it has none."""
        return str(getattr(self.record, "id", None) or "")

    @property
    def key(self) -> str:
        """`dossier#id`; nothing is known by it where there is no id."""
        return f"{self.owner}#{self.id}"

    @property
    def entry(self) -> bool:
        """Whether it stands in a dossier or is prose; else it is what others name: a file, or an actor."""
        return bool(self.section) and self.section != "actors"

    @property
    def tombstone(self) -> bool:
        """Whether it is a tombstone."""
        return isinstance(self.record, Tombstone)

    @property
    def words(self) -> str:
        """The words by which people know it."""
        return words_of(self.record)

    @property
    def about(self) -> About:
        """The same for a report."""
        record, place = self.record, (self.kind, self.owner, self.section, self.id, self.path, self.pointer)
        cites = record.cites if isinstance(record, Citing) else ()
        passages = dict.fromkeys(f"{citation.source}#{citation.paragraph}" for citation in cites)
        values = ((shape.key, getattr(record, shape.name)) for shape in fields(type(record)))
        terms = tuple((key, value.word) for key, value in values if isinstance(value, Term))
        return About(*place, words=self.words, passages=tuple(passages), terms=terms)


def words_of(record: Record) -> str:
    """The words by which people know a record: its first text that is not for programs."""
    names = (shape.name for shape in fields(type(record)) if _worded(shape))
    return next((str(value) for name in names if (value := getattr(record, name))), "")


def _worded(shape: FieldShape) -> bool:
    return shape.text and not shape.listed and shape.wording is not Wording.PROGRAM


def subjects(corpus: Corpus) -> Iterator[Subject]:
    """Every record of a corpus: the desk, its dossiers with their entries and prose, sources, actors."""
    if corpus.desk:
        yield Subject(corpus.desk, "desk", "desk", "", DESK, ())
        yield from _prose(corpus.desk, "desk", DESK)
    listed = [name for name in (corpus.desk.dossiers if corpus.desk else ()) if name in corpus.dossiers]
    against = _against(corpus)
    for name in dict.fromkeys((*listed, *corpus.dossiers)):
        yield from _of_dossier(corpus.dossiers[name], corpus.paths["dossier", name], against)
    for name, source in corpus.sources.items():
        yield Subject(source, "source", "", "", corpus.paths["source", name], ())
    for index, actor in enumerate(corpus.listed_actors):
        yield Subject(actor, "actor", "actors", "actors", ACTORS, ("actors", index))


def _of_dossier(dossier: Dossier, path: str, against: dict[str, tuple[str, ...]]) -> Iterator[Subject]:
    yield Subject(dossier, "dossier", "", "", path, ())
    for shape in fields(type(dossier)):
        if shape.model and shape.listed:
            for index, record in enumerate(getattr(dossier, shape.name)):
                yield Subject(
                    _one_ended(record, dossier.id, against),
                    _noun(record),
                    dossier.id,
                    shape.key,
                    path=path,
                    pointer=(shape.key, index),
                    aside=shape.bearing is Bearing.ASIDE,
                )
    yield from _prose(dossier, dossier.id, path)


def _noun(record: Record) -> str:
    """What people call a record: the first words of its heading in the reference for editors."""
    return (record.heading or type(record).__name__).partition(" (")[0].lower()


def _prose(record: Dossier | Desk, owner: str, path: str) -> Iterator[Subject]:
    for shape in fields(type(record)):
        written = getattr(record, shape.name)
        if shape.wording is Wording.PROSE and written:
            passage = _passage(written)
            yield Subject(passage, shape.key, owner, shape.key, path=path, pointer=(shape.key,))


def _passage(written: str) -> Passage:
    leaves = [tuple(prose.leaves(block)) for block in prose.paragraphs(prose.parse(written))]
    words = ["".join(leaf.text for leaf in block if isinstance(leaf, prose.Text)) for block in leaves]
    keys = [leaf.key for block in leaves for leaf in block if isinstance(leaf, prose.Cite)]
    cites = tuple(Citation.model_validate(key) for key in keys if CITATION.match(key))
    return Passage(text=_joined(words), cites=cites, written=written)


def _joined(paragraphs: list[str]) -> str:
    """The words of paragraphs on one line, without the blanks that citations leave before a stop."""
    words = " ".join(" ".join(paragraphs).split())
    for stop in ".,;:":
        words = words.replace(f" {stop}", stop)
    return words


def _against(corpus: Corpus) -> dict[str, tuple[str, ...]]:
    """What contradicts each entry, as `dossier#id`, whichever end it was written at."""
    pairs: dict[str, set[str]] = {}
    for entry in corpus.of(Disputable):
        for field, reference in ((tie.field, tie.reference) for tie in entry.record.ties):
            other, own = corpus.resolve(entry.dossier, reference), str(entry.key)
            if field == "disputed_by":
                pairs.setdefault(own, set()).add(other)
            elif field == "disputes":
                pairs.setdefault(other, set()).add(own)
    return {name: tuple(sorted(others)) for name, others in pairs.items()}


def _one_ended(record: Record, dossier: str, against: dict[str, tuple[str, ...]]) -> Record:
    """An entry in which each contradiction stands at the end of what is contradicted."""
    if not isinstance(record, Disputable):
        return record
    others = against.get(f"{dossier}#{record.id}", ())
    if not others and not record.disputes:
        return record
    return record.model_copy(update={"disputes": (), "disputed_by": others})


def apart(record: Record) -> frozenset[str]:
    """The keys of a record that are compared by themselves: its id, its prose, the entries of a dossier."""
    shapes = fields(type(record))
    prose_fields = {shape.key for shape in shapes if shape.wording is Wording.PROSE}
    entries = {shape.key for shape in shapes if shape.model and shape.listed and isinstance(record, Dossier)}
    return frozenset(("id", *prose_fields, *entries))
