"""The JSON Schema of each kind of file: text editors complete and check YAML with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from generator.export.material import Export, Material, json_file
from generator.records.desk import Actors, Desk
from generator.records.dossier import Dossier
from generator.records.source import Source
from generator.view.artefacts import Artefact, Subject

SCHEMAS: Mapping[str, type[BaseModel]] = {
    "dossier": Dossier,
    "source": Source,
    "actors": Actors,
    "desk": Desk,
}
"""The model of each kind of file, by the name of its schema."""


def artefacts(_: Material) -> Iterator[Export]:
    """A schema for each kind of file."""
    for name, model in SCHEMAS.items():
        yield _schema(name, model)


def _schema(name: str, model: type[BaseModel]) -> Export:
    return Artefact(
        f"schema/{name}.json",
        f"JSON Schema of a file: {name}",
        "application/schema+json",
        Subject.FIELDS,
        make=lambda: json_file(
            {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
        ),
    )
