"""Where the records define a name, and where they mention one; which fields do so is what the models say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pydantic import ValidationError

from generator.corpus import register
from generator.findings.diagnostics import Pointer, Position, Span
from generator.lsp import places
from generator.records.compose import compose
from generator.records.desk import Actor
from generator.records.dossier import Dossier, Tombstone
from generator.records.entries import Entry
from generator.records.fields import Record
from generator.records.load import LOCK, REGISTER, SIGNATURE, model_of
from generator.records.shape import fields, model_at, shape_at
from generator.records.source import Source
from generator.records.wording import Names, Wording
from generator.records.yamltree import Document, Scalar, scalars
from generator.text.matching import CITED

_DEFINING: Mapping[type, Names] = {
    Source: Names.SOURCE,
    Dossier: Names.DOSSIER,
    Actor: Names.ACTOR,
    Entry: Names.ENTRY,
    Tombstone: Names.ENTRY,
}
"""What the `id` of a record names."""


class Name(NamedTuple):
    """A name of the corpus: of what sort of record, and its id; that of an entry is `dossier#id`."""

    sort: Names
    key: str


@dataclass(frozen=True, slots=True)
class Mention:
    """One place of a file where a name is written, or defined; `span` holds the id alone."""

    name: Name
    path: str
    span: Span
    defines: bool = False
    pointer: Pointer = ()


def document(path: str, data: bytes) -> Document | None:
    """The document of a file as far as it can be read; None where it is not YAML, or not of the records."""
    return None if path in (LOCK, SIGNATURE, REGISTER) else _composed(path, data)


@lru_cache(maxsize=4096)
def _composed(path: str, data: bytes) -> Document | None:
    return compose(path, data)[0]


def defines(model: type[Record]) -> Names | None:
    """What the `id` of a record names; None where it has none, or is a mention."""
    return next((sort for kind, sort in _DEFINING.items() if issubclass(model, kind)), None)


@lru_cache(maxsize=4096)
def mentions(path: str, data: bytes) -> tuple[Mention, ...]:
    """Every name in a file, in its order: definitions, references, citations, those in prose too."""
    if path == REGISTER:
        return tuple(_registered(data.decode("utf-8-sig", "replace")))
    found = document(path, data)
    return () if found is None else tuple(_of_document(found))


def _registered(text: str) -> Iterator[Mention]:
    lines = text.splitlines()
    for key, number in register.read(text).ids.items():
        start = text.find(key, sum(len(line) + 1 for line in lines[: number - 1]))
        yield from _reference(key, "", REGISTER, places.even(text), start=start, pointer=(), sort=Names.ENTRY)


def _of_document(found: Document) -> Iterator[Mention]:
    model = model_of(found.path)
    own = found.node(("id",))
    dossier = str(own.value) if isinstance(own, Scalar) else ""
    for pointer, scalar in scalars(found.root):
        if isinstance(scalar.value, str):
            yield from in_scalar(found, model, dossier, pointer, scalar=scalar)


def in_scalar(
    found: Document, model: type[Record], dossier: str, pointer: Pointer, scalar: Scalar
) -> Iterator[Mention]:
    """Every name in one value of a file; `dossier` is the id of the dossier that it holds."""
    if not isinstance(scalar.value, str):
        return
    shape = shape_at(model, pointer)
    if shape is None:
        return
    text, start = found.text, found.text.find(scalar.value, scalar.start, scalar.end)
    if shape.wording is Wording.PROSE:
        yield from _of_marks(found, pointer, scalar)
    elif start < 0:
        return
    elif shape.key == "id" and (sort := defines(model_at(model, pointer[:-1]))):
        key = f"{dossier}#{scalar.value}" if sort is Names.ENTRY else scalar.value
        at = places.span(text, start, start + len(scalar.value))
        yield Mention(Name(sort, key), found.path, at, defines=True, pointer=pointer)
    elif shape.names:
        yield from _reference(
            scalar.value, dossier, found.path, text, start=start, pointer=pointer, sort=shape.names
        )
    elif shape.model:
        for name in _short_form(shape.model, scalar.value):
            first = text.find(name.key, start)
            at = places.span(text, first, first + len(name.key))
            yield Mention(name, found.path, at, pointer=pointer)


def _of_marks(found: Document, pointer: Pointer, scalar: Scalar) -> Iterator[Mention]:
    """The sources that marks in prose name."""
    for cited in CITED.finditer(found.text, scalar.start, scalar.end):
        for key in re.finditer(r"@([^\s;#]+)#", cited[0]):
            at = places.span(found.text, cited.start() + key.start(1), cited.start() + key.end(1))
            yield Mention(Name(Names.SOURCE, key[1]), found.path, at, pointer=pointer)


def _reference(
    key: str, dossier: str, path: str, text: str, start: int, pointer: Pointer, sort: Names
) -> Iterator[Mention]:
    """The mention of a name; of an entry of another dossier, that dossier's too."""
    before, mark, own = key.rpartition("#")
    if sort is Names.ENTRY:
        if mark:
            yield Mention(
                Name(Names.DOSSIER, before),
                path,
                places.span(text, start, start + len(before)),
                pointer=pointer,
            )
        key, start = f"{before or dossier}#{own}", start + len(before + mark)
    end = start + len(own if sort is Names.ENTRY else key)
    yield Mention(Name(sort, key), path, places.span(text, start, end), pointer=pointer)


@lru_cache(maxsize=4096)
def _short_form(model: type[Record], text: str) -> tuple[Name, ...]:
    """What a record in its short form names, such as the source of `source#4`."""
    try:
        record = model.model_validate(text)
    except ValidationError:
        return ()
    named = ((shape.names, getattr(record, shape.name)) for shape in fields(model) if shape.names)
    return tuple(Name(sort, key) for sort, key in named if sort and isinstance(key, str) and key in text)


@dataclass(frozen=True)
class Index:
    """Every mention of a corpus, by file."""

    files: Mapping[str, bytes]

    def all(self) -> Iterator[Mention]:
        """All of them, file by file."""
        for path, data in self.files.items():
            yield from mentions(path, data)

    def of(self, name: Name) -> tuple[Mention, ...]:
        """Where a name is written; an origin that is a source on record is that source."""
        known = {name, self.same(name)}
        return tuple(mention for mention in self.all() if self.same(mention.name) in known)

    def same(self, name: Name) -> Name:
        """The name itself; for an origin that is a source on record, that of the source."""
        source = Name(Names.SOURCE, name.key)
        return source if name.sort is Names.ORIGIN and f"seeds/{name.key}.yaml" in self.files else name

    def at(self, path: str, place: Position) -> Mention | None:
        """The mention at a place of a file, its end included."""
        data = self.files.get(path)
        found = mentions(path, data) if data is not None else ()
        return next((m for m in found if m.span.start <= place <= m.span.end), None)
