"""What can be read of a record that has mistakes: the fields and the entries that are sound.

An entry with one mistake is left out alone. A field of the record itself that cannot be read is as if it were
not written; where it must be, something stands in for it that no rule objects to. No page is ever made from
such a record.
"""

from __future__ import annotations

import collections.abc
from collections.abc import Iterable
from enum import Enum
from functools import cache
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from pydantic import Field, ValidationError, create_model
from pydantic.fields import FieldInfo

from generator.findings.diagnostics import Pointer
from generator.records.fields import ID, Record
from generator.records.shape import fields, opened
from generator.records.yamltree import Document, Mapping, Plain, Scalar, Sequence, scalars
from generator.text import edtf

ANY_DAY = edtf.parse("0001-01-01/9999-12-31")
"""The date of which nothing is known: nothing is before it, and nothing after it."""

Places = collections.abc.Mapping[str, tuple[int, ...]]
"""For each list of a record of which items were left out, where the others stand in the file (from 0)."""


class Partial(NamedTuple):
    """A record as far as it could be read, what was left out, and where the items stand that were not."""

    record: Record
    unread: frozenset[Pointer]
    places: Places


def unit(pointer: Pointer) -> Pointer:
    """What is left out for a mistake at a place: the item of one of the record's lists, else the field."""
    return pointer[:2] if len(pointer) > 1 and isinstance(pointer[1], int) else pointer[:1]


def partial(
    path: str, model: type[Record], data: dict[str, Plain], unread: Iterable[Pointer]
) -> Partial | None:
    """What can be read of the record in a file, without what is not sound of it.

    Gives None where nothing can be made of it.
    """
    left_out = frozenset(unread)
    while True:
        values, places = _sound(path, data, left_out)
        lenient = _lenient(model, frozenset(pointer[0] for pointer in left_out if len(pointer) == 1))
        try:
            return Partial(lenient.model_validate(values), left_out, places)
        except ValidationError as error:
            more = {tuple(details["loc"])[:1] for details in error.errors(include_url=False)}
            if more <= left_out:
                return None
            left_out |= more


def _sound(
    path: str, data: dict[str, Plain], left_out: frozenset[Pointer]
) -> tuple[dict[str, Plain], dict[str, tuple[int, ...]]]:
    """The fields and items that are not left out, and where the items stand."""
    values = {key: value for key, value in data.items() if (key,) not in left_out}
    name = PurePosixPath(path).stem
    if ("id",) in left_out and ID.match(name):
        values["id"] = name
    places: dict[str, tuple[int, ...]] = {}
    for key in {str(pointer[0]) for pointer in left_out if len(pointer) > 1} & values.keys():
        items = values[key]
        if isinstance(items, list):
            places[key] = tuple(place for place in range(len(items)) if (key, place) not in left_out)
            values[key] = [items[place] for place in places[key]]
    return values, places


@cache
def _lenient(model: type[Record], unread: frozenset[str | int]) -> type[Record]:
    """The model of a record in which some required fields may be missing."""
    stand_ins: dict[str, Any] = {
        name: (info.annotation, Field(_stand_in(info), alias=info.alias))
        for name, info in model.model_fields.items()
        if info.is_required() and (info.alias or name) in unread
    }
    return create_model(model.__name__, __base__=model, **stand_ins) if stand_ins else model


def _stand_in(info: FieldInfo) -> object:
    """What stands for a required value that could not be read."""
    kind = opened(info.annotation)[0][0]
    if kind is tuple:
        return ()
    if kind is edtf.Edtf:
        return ANY_DAY
    if issubclass(kind, Enum):
        return next(iter(kind))
    if issubclass(kind, Record):
        every = frozenset(field.alias or name for name, field in kind.model_fields.items())
        return _lenient(kind, every).model_validate({})
    return kind()


def names(document: Document, model: type[Record], unread: Iterable[Pointer], owner: str) -> set[str]:
    """The names that the entries which were left out of a record would have had, as far as they can be read.

    An entry is called `owner#id`. Where its id cannot be told, it is `owner#*`: then any name may be its. The
    bare ids of everything in it stand beside that.
    """
    lists = {shape.key for shape in fields(model) if shape.listed and shape.model}
    known = {shape.key for shape in fields(model)}
    ids: set[str] = set()
    for pointer in unread:
        node = document.node(pointer)
        inner = scalars(node) if node is not None else ()
        ids |= {str(scalar.value) for place, scalar in inner if place[-1:] == ("id",)}
        own = document.node((*pointer, "id"))
        name = str(own.value) if isinstance(own, Scalar) else ""
        if pointer[0] in lists or (pointer[0] not in known and isinstance(node, Mapping | Sequence)):
            ids.add(f"{owner}#{name if ID.match(name) else '*'}")
    return ids
