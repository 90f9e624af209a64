"""New records: what is known of one is written, and what only an editor can say is marked `FILL IN`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from generator.records.compose import compose
from generator.records.core import resolved
from generator.records.fields import FILL_IN, Record, slug
from generator.records.load import model_of
from generator.records.shape import FieldShape, written
from generator.records.yamltree import Document, Node, Plain, Scalar, plain, scalars
from generator.writing.canonical import canonical
from generator.writing.layout import laid_out
from generator.writing.scalars import scalar
from generator.writing.tree import Branch
from generator.writing.tree import written as units_of

Values = Mapping[str, str | Sequence[str]]
"""What is known of a record, by the keys of its YAML; a list for a key with several values."""

_LONGEST_ID = 40


def asked(model: type[Record]) -> Iterator[FieldShape]:
    """The fields of a record that a few words can fill: not those that hold records, but for citations."""
    return (shape for shape in written(model) if shape.model is None or shape.key == "cites")


def unique(text: str, taken: Collection[str]) -> str:
    """An id made of a text that nothing else has; empty where the text has no words for one."""
    name = slug(text)
    if len(name) > _LONGEST_ID:
        name = name[: _LONGEST_ID + 1].rpartition("-")[0] or name[:_LONGEST_ID]
    number, fresh = 1, name
    while fresh in taken:
        number += 1
        fresh = f"{name}-{number}"
    return fresh if name else ""


def record(model: type[Record], values: Values) -> dict[str, str]:
    """The keys of a new record, each with its value as YAML; what must be there and is not is marked."""
    lines: dict[str, str] = {}
    for shape in asked(model):
        value = values.get(shape.key)
        if value:
            lines[shape.key] = _written(shape, value)
        elif shape.required:
            lines[shape.key] = _wanted(shape)
    return lines


def _written(shape: FieldShape, value: str | Sequence[str]) -> str:
    if not isinstance(value, str):
        return "[" + ", ".join(scalar(" ".join(item.split()), flow=True) for item in value) + "]"
    text = " ".join(value.split())
    if shape.terms:
        return text
    return scalar(text, bare=not shape.text and resolved(text) == text)


def _wanted(shape: FieldShape) -> str:
    if shape.key == "cites":
        return f"[{FILL_IN} source-id#paragraph]"
    what = shape.description.removesuffix(".")
    return scalar(f"{FILL_IN} {' or '.join(shape.words) or what[:1].lower() + what[1:]}")


def ids(document: Document) -> Iterator[Plain]:
    """Every id that stands in a file."""
    return (leaf.value for pointer, leaf in scalars(document.root) if pointer[-1] == "id")


def dossier_file(lines: Mapping[str, str]) -> str:
    """The file of a new dossier with the keys that are known, and a bottom line to fill in."""
    rows = ["# yaml-language-server: $schema=../docs/schema/dossier.json"]
    rows += [f"{key}: {value}" for key, value in lines.items()]
    rows += ["summary:", f"  - text: {FILL_IN} the bottom line, in one sentence"]
    rows += [f"    cites: [{FILL_IN} source-id#paragraph]"]
    text = "\n".join(rows) + "\n"
    return canonical("briefings/new.yaml", text.encode()).text or text


def with_item(document: Document, key: str, item: str | Mapping[str, str]) -> str:
    """The text of a file with one more item at the end of a list of its root, made where there is none.

    An item is a text, or the keys of a record with their values as YAML. Nothing else of the file changes,
    unless the list cannot be added to as it stands: then the file is laid out anew.
    """
    rows = [scalar(item)] if isinstance(item, str) else [f"{name}: {value}" for name, value in item.items()]
    fragment = f"{key}:\n  - " + "\n    ".join(rows) + "\n"
    fragment = canonical(document.path, fragment.encode()).text or fragment
    after = _below(document, key, fragment)
    return after if after and _has(after, document, key, fragment) else _laid_out(document, key, fragment)


def _below(document: Document, key: str, fragment: str) -> str | None:
    """The text with the item of a fragment right below the last item of the list."""
    branch = next((unit.value for unit in units_of(document).root.units if unit.name == key), None)
    if not isinstance(branch, Branch) or branch.flow:
        return None
    node = document.node((key,))
    assert node is not None
    lines = document.text.split("\n")
    last = max(_last_row(node), default=0)
    indented = [" " * branch.column + line[2:] if line else "" for line in fragment.split("\n")[1:-1]]
    return "\n".join((*lines[:last], *indented, *lines[last:]))


def _last_row(node: Node) -> Iterator[int]:
    """The lines on which the scalars of a value end."""
    yield from (leaf.span.end.line for _, leaf in scalars(node) if isinstance(leaf, Scalar))


def _laid_out(document: Document, key: str, fragment: str) -> str:
    """The file in its canonical form, with the item of a fragment at the end of the list."""
    addition, _ = compose(document.path, fragment.encode())
    assert addition is not None
    file, extra = units_of(document), units_of(addition).root.units[0]
    unit = next((unit for unit in file.root.units if unit.name == key), None)
    if unit is None:
        extra.parent = file.root
        file.root.units.append(extra)
    elif isinstance(unit.value, Branch) and isinstance(extra.value, Branch):
        added = extra.value.units[0]
        added.parent = unit.value
        unit.value.units.append(added)
    else:
        unit.value = extra.value
    return laid_out(file, model_of(document.path))


def _has(text: str, before: Document, key: str, fragment: str) -> bool:
    """Whether a text says what a document says, and has the item of a fragment besides."""
    after, problems = compose(before.path, text.encode())
    addition, _ = compose(before.path, fragment.encode())
    if after is None or addition is None or problems:
        return False
    expected, more = plain(before.root), plain(addition.root)
    assert isinstance(expected, dict)
    assert isinstance(more, dict)
    expected[key] = [*_list(expected.get(key)), *_list(more[key])]
    return plain(after.root) == expected


def _list(data: Plain) -> list[Plain]:
    return data if isinstance(data, list) else []
