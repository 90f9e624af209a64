"""The corpus as data for programs. What is published is what the editor wrote, with short forms written out.

Beside each dossier and for the whole site: JSON, CSL-JSON, BibTeX, RIS, JSON-LD and Web Annotations.
"""

from __future__ import annotations

import json

from pydantic import BaseModel

from generator.corpus.index import Corpus
from generator.export import calendar, feed, jsonld, webannotations
from generator.export.names import Names
from generator.records.desk import Actors, Desk
from generator.records.dossier import Dossier
from generator.records.source import Source
from generator.references import bibtex, ris
from generator.references.items import source_item
from generator.references.model import CslItem
from generator.view import paths
from generator.view.settings import Settings

SCHEMAS: dict[str, type[BaseModel]] = {"dossier": Dossier, "source": Source, "actors": Actors, "desk": Desk}
"""The JSON Schema that each kind of file has, by name: text editors complete and check YAML with it."""


def _data(record: BaseModel) -> dict[str, object]:
    return record.model_dump(mode="json", by_alias=True, exclude_none=True)


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()


def exports(corpus: Corpus, settings: Settings) -> dict[str, bytes]:
    """The data files by path below the root: those of each dossier, `data/` for the whole site, `schema/` for editors."""
    names = Names(corpus, settings)
    files: dict[str, bytes] = {}
    for dossier in corpus.ordered:
        files |= _dossier(corpus, dossier, names, settings)
    for name, model in SCHEMAS.items():
        files[f"docs/schema/{name}.json"] = _json(
            {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
        )
    files |= _references("docs/data/sources", [source_item(source) for source in corpus.sources.values()])
    files["docs/data/sources.json"] = _json({name: _data(source) for name, source in corpus.sources.items()})
    files["docs/data/actors.json"] = _json({name: _data(actor) for name, actor in corpus.actors.items()})
    files |= {"docs/data/desk.json": _json(_data(corpus.desk))} if corpus.desk else {}
    files["docs/data/site.jsonld"] = _json(jsonld.site_graph(corpus, names))
    address = settings.file("data/annotations.jsonld") or f"{names.site}:annotations"
    files["docs/data/annotations.jsonld"] = _json(webannotations.collection(corpus.items, address, names))
    files["docs/feed.xml"] = feed.feed(corpus, names, settings)
    files["docs/watch.ics"] = calendar.calendar(corpus, names)
    return files


def _dossier(corpus: Corpus, dossier: Dossier, names: Names, settings: Settings) -> dict[str, bytes]:
    """The files beside one dossier."""
    items = corpus.by_dossier[dossier.id]
    sources = {name: corpus.sources[name] for name in corpus.cited[corpus.paths["dossier", dossier.id]]}
    stem = paths.beside(dossier.id, dossier.id)
    address = settings.file(f"{stem}.annotations.jsonld") or f"{names.dossier(dossier.id)}:annotations"
    return {
        f"docs/{stem}.json": _json(
            {"dossier": _data(dossier), "sources": {name: _data(source) for name, source in sources.items()}}
        ),
        f"docs/{stem}.jsonld": _json(jsonld.dossier_graph(corpus, dossier, names)),
        f"docs/{stem}.annotations.jsonld": _json(webannotations.collection(items, address, names)),
        **_references(f"docs/{stem}", [source_item(source) for source in sources.values()]),
    }


def _references(stem: str, items: list[CslItem]) -> dict[str, bytes]:
    """The same references in the three formats of reference managers."""
    return {
        f"{stem}.csl.json": _json(items),
        f"{stem}.bib": bibtex.library(items).encode(),
        f"{stem}.ris": ris.library(items).encode(),
    }
