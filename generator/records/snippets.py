"""What a text editor puts in where a key or an entry begins: what it must have, with a stop at each value.

`$1` and `${1|one,two|}` are stops as text editors know them: those of the Language Server Protocol, which
YAML plugins read in a JSON Schema too.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from generator.records.fields import Record
from generator.records.shape import FieldShape, written
from generator.records.wording import Wording

Skeleton = str | list["Skeleton"] | dict[str, "Skeleton"]
"""The keys of a record with a stop for each value."""


def has_short_form(model: type[Record]) -> bool:
    """Whether a record can be written as a bare text."""
    return callable(model.model_config.get("json_schema_extra"))


def skeleton(model: type[Record]) -> dict[str, Skeleton]:
    """A record with what it must have, and with its exact words where it can have some."""
    return _record(model, count(1))


def value(shape: FieldShape) -> Skeleton:
    """The value of a field."""
    return _value(shape, count(1))


def _record(model: type[Record], stops: Iterator[int]) -> dict[str, Skeleton]:
    shapes = written(model)
    needed = [shape for shape in shapes if shape.required or shape.wording is Wording.EXACT]
    return {shape.key: _value(shape, stops) for shape in needed or shapes[:1]}


def _value(shape: FieldShape, stops: Iterator[int]) -> Skeleton:
    if shape.terms:
        item: Skeleton = f"${{{next(stops)}|{','.join(term.word for term in shape.terms)}|}}"
    elif shape.model and not has_short_form(shape.model):
        item = _record(shape.model, stops)
    else:
        item = f"${next(stops)}"
    return [item] if shape.listed else item


def in_flow(skeleton: Skeleton) -> str:
    """A skeleton on one line, between brackets."""
    if isinstance(skeleton, dict):
        return f"{{{', '.join(f'{key}: {in_flow(inner)}' for key, inner in skeleton.items())}\\}}"
    return f"[{', '.join(map(in_flow, skeleton))}]" if isinstance(skeleton, list) else skeleton


def in_block(skeleton: Skeleton) -> list[str]:
    """A skeleton in lines: lists of texts between brackets, entries below one another."""
    if isinstance(skeleton, str):
        return [skeleton]
    if isinstance(skeleton, list):
        lists = (in_block(item) for item in skeleton)
        return [("- " if not place else "  ") + line for lines in lists for place, line in enumerate(lines)]
    return [line for key, inner in skeleton.items() for line in keyed(key, inner)]


def keyed(key: str, inner: Skeleton) -> list[str]:
    """A key with its value, in lines."""
    if isinstance(inner, str):
        return [f"{key}: {inner}".rstrip() if inner else f"{key}"]
    if isinstance(inner, list) and all(isinstance(item, str) for item in inner):
        return [f"{key}: {in_flow(inner)}"]
    return [f"{key}:", *(f"  {line}" for line in in_block(inner))]
