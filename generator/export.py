"""The corpus as data for programs. What is published is what the editor wrote, with short forms written out."""

from __future__ import annotations

import json

from pydantic import BaseModel

from generator.corpus import Corpus
from generator.schema import Actors, Desk, Dossier, Source
from generator.view import paths


SCHEMAS: dict[str, type[BaseModel]] = {"dossier": Dossier, "source": Source, "actors": Actors, "desk": Desk}
"""The JSON Schema that each kind of file has, by name: text editors complete and check YAML with it."""


def _data(record: BaseModel) -> dict[str, object]:
    return record.model_dump(mode="json", by_alias=True, exclude_none=True)


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()


def exports(corpus: Corpus) -> dict[str, bytes]:
    """The data files, by path below the root: a JSON file for each dossier, `data/` for all sources and actors, `schema/` for editors."""
    files = {}
    for dossier in corpus.ordered:
        used = {c.source for item in corpus.by_dossier[dossier.id] for c in item.record.cites}
        sources = {name: _data(source) for name, source in corpus.sources.items() if name in used}
        files["docs/" + paths.beside(dossier.id, f"{dossier.id}.json")] = _json({"dossier": _data(dossier), "sources": sources})
    for name, model in SCHEMAS.items():
        files[f"docs/schema/{name}.json"] = _json({"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()})
    files["docs/data/sources.json"] = _json({name: _data(source) for name, source in corpus.sources.items()})
    files["docs/data/actors.json"] = _json({name: _data(actor) for name, actor in corpus.actors.items()})
    return files
