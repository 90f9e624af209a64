"""The reference for editors: every field of every record, and every finding.

Made from the models and the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.records.desk import Actor, Desk
from generator.records.dossier import Dossier
from generator.records.fields import Record
from generator.records.shape import models
from generator.records.source import Source
from generator.rules.catalogue import CODES
from generator.view import paths
from generator.view.model import Page

_MOST_WORDS = 7


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A key of a record: its name, whether it is required, the sort of its value in words, what it means."""

    name: str
    required: bool
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class RecordTable:
    """The fields of one record."""

    heading: str
    lead: str
    rows: tuple[FieldRow, ...]


@dataclass(frozen=True, slots=True)
class FieldsPage(Page):
    """The fields of all records."""

    tables: tuple[RecordTable, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A code, what it means, why it matters, and the lines of its two examples."""

    code: str
    what: str
    why: str
    bad: tuple[str, ...]
    good: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingsPage(Page):
    """Every finding."""

    rows: tuple[FindingRow, ...] = ()


def fields_page() -> FieldsPage:
    """A table of fields for each record."""
    tables = tuple(map(_table, _models()))
    lead = "Every key of every record. A key that is not here is an error."
    return FieldsPage(
        path=paths.FIELDS, title="Fields", description=lead, made_from="", edit_url="", tables=tables
    )


def _models() -> Iterator[type[Record]]:
    """The model of every record, in the order in which the records hold one another."""
    yield from dict.fromkeys(model for top in (Dossier, Actor, Desk, Source) for model in models(top))


def findings_page() -> FindingsPage:
    """Every finding that `briefings check` can make."""
    rows = tuple(
        FindingRow(code.name, code.meaning, code.why, _shown(code.bad), good=_shown(code.good))
        for code in CODES.values()
    )
    lead = "What `briefings check` can find, why it matters, and an example of each."
    return FindingsPage(
        path=paths.FINDINGS, title="Findings", description=lead, made_from="", edit_url="", rows=rows
    )


def _shown(example: str) -> tuple[str, ...]:
    """An example's lines, long ones cut and invisible characters named."""
    lines = example.rstrip("\n").split("\n") if example else []
    return tuple(
        (line if len(line) <= 120 else line[:117] + "...").replace("\u202e", "<U+202E>") for line in lines
    )


def _table(model: type[Record]) -> RecordTable:
    described = model.model_json_schema()
    definitions = described.get("$defs", {})
    body = _body(described, definitions)
    required = set(body.get("required", ()))
    rows = (
        FieldRow(name, name in required, _kind(field, definitions), field.get("description", ""))
        for name, field in body["properties"].items()
    )
    return RecordTable(model.heading or model.__name__, (model.__doc__ or "").strip(), tuple(rows))


def _body(described: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """The part of a JSON Schema that has the properties, whether by reference or beside a short form."""
    if "$ref" in described:
        return _body(definitions[described["$ref"].rsplit("/", 1)[1]], definitions)
    return next(option for option in (described, *described.get("anyOf", ())) if "properties" in option)


def _kind(described: dict[str, Any], definitions: dict[str, Any]) -> str:
    """The sort of value in words."""
    options = [option for option in described.get("anyOf", ()) if option.get("type") != "null"]
    if options:
        return _kind(options[0], definitions)
    if "$ref" in described:
        return _referred(described["$ref"].rsplit("/", 1)[1], definitions)
    if described.get("type") == "array":
        return f"list: {_kind(described['items'], definitions)}"
    if described.get("type") == "integer":
        return "whole number"
    return str(described["title"]) if described.get("title", "").startswith(("date", "day")) else "text"


def _referred(name: str, definitions: dict[str, Any]) -> str:
    words = definitions[name].get("enum")
    if words and len(words) <= _MOST_WORDS:
        return ", ".join(str(word) for word in words)
    return "a word, see Methodology" if words else name.lower()
