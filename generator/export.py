"""The corpus as data for programs. What is published is what the editor wrote, with short forms written out."""

from __future__ import annotations

import json

from pydantic import BaseModel

from generator.corpus import Corpus
from generator.view import paths


def _data(record: BaseModel) -> dict[str, object]:
    return record.model_dump(mode="json", by_alias=True, exclude_none=True)


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()


def exports(corpus: Corpus) -> dict[str, bytes]:
    """The data files, by path below the root: one JSON file for each dossier, and `data/` for all sources and actors."""
    files = {}
    for dossier in corpus.ordered:
        used = {c.source for item in corpus.by_dossier[dossier.id] for c in item.record.cites}
        sources = {name: _data(source) for name, source in corpus.sources.items() if name in used}
        files["docs/" + paths.beside(dossier.id, f"{dossier.id}.json")] = _json({"dossier": _data(dossier), "sources": sources})
    files["docs/data/sources.json"] = _json({name: _data(source) for name, source in corpus.sources.items()})
    files["docs/data/actors.json"] = _json({name: _data(actor) for name, actor in corpus.actors.items()})
    return files
