"""The JSON Schema of each kind of file: text editors complete and check YAML with it.

It is the models' own, with what editors read beside it: what each word means, what a key begins with
(`defaultSnippets`), and no `null`, which nobody wants to be offered.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from generator.corpus.index import Corpus
from generator.export.material import Export, Material, json_file
from generator.records import snippets
from generator.records.citations import Citation
from generator.records.desk import Actors, Desk
from generator.records.dossier import Dossier
from generator.records.fields import Record
from generator.records.shape import FieldShape, models
from generator.records.shape import written as in_order
from generator.records.source import Source
from generator.records.vocabulary import Term
from generator.records.wording import Names
from generator.view.artefacts import Artefact, Subject

SCHEMAS: Mapping[str, type[Record]] = {
    "dossier": Dossier,
    "source": Source,
    "actors": Actors,
    "desk": Desk,
}
"""The model of each kind of file, by the name of its schema."""
FOLDER = "docs/schema"
"""Where the schemas lie: committed, since editors want them before anything is built, and published."""
_NOTHING = {"not": {"type": ["array", "boolean", "number", "object", "string"]}}
"""A value that is not written, in words that editors do not offer."""
_MOST = 5_000
"""The most ids of one sort among the words that are offered."""

_PASSAGES = "PASSAGE"
"""Where a schema keeps the passages of a corpus; where it keeps ids is named as what they name."""

_Schema = dict[str, Any]


def artefacts(_: Material) -> Iterator[Export]:
    """A schema for each kind of file."""
    for name in SCHEMAS:
        yield _artefact(name)


def _artefact(name: str) -> Export:
    return Artefact(
        f"schema/{name}.json",
        f"JSON Schema of a file: {name}",
        "application/schema+json",
        Subject.FIELDS,
        make=lambda: written(name),
    )


def written(name: str, corpus: Corpus | None = None) -> bytes:
    """A schema as a file; with a `corpus` it offers the ids of that, and accepts what it accepts without."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json_file({**head, **schema(SCHEMAS[name], corpus)})


def schema(model: type[Record], corpus: Corpus | None = None) -> _Schema:
    """The schema of a model."""
    made = model.model_json_schema()
    records = {inner.__name__: inner for inner in models(model)}
    known = _known(corpus) if corpus else {}
    definitions = {
        name: _record(body, records[name], known.keys())
        for name, body in made.pop("$defs", {}).items()
        if name in records
    }
    record = _record(made, model, known.keys())
    used = json.dumps([record, definitions])
    known = {name: body for name, body in known.items() if f'"#/$defs/{name}"' in used}
    return {**record, "$defs": {**definitions, **known}}


def _vocabulary(terms: type[Term]) -> _Schema:
    """The words of a vocabulary, each with what it means."""
    words = [term.value for term in terms]
    sort = "integer" if isinstance(words[0], int) else "string"
    meanings = [f"{term.label}: {term.meaning}" for term in terms]
    return {"type": sort, "enum": words, "enumDescriptions": meanings}


def _record(body: _Schema, model: type[Record], known: Collection[str]) -> _Schema:
    """The schema of a record, its keys in the order in which they are written."""
    mapping = next(option for option in (body, *body.get("anyOf", ())) if "properties" in option)
    properties = mapping["properties"]
    mapping["properties"] = {s.key: _property(properties[s.key], s, known) for s in in_order(model)}
    name = (model.heading or model.__name__).lower()
    start = {"label": name, "description": body.get("description", ""), "body": snippets.skeleton(model)}
    mapping["defaultSnippets"] = [start]
    if model is Citation and _PASSAGES in known:
        body["anyOf"].insert(0, _referring(_PASSAGES))
    return body


def _property(body: _Schema, shape: FieldShape, known: Collection[str]) -> _Schema:
    """The schema of a field, without what pydantic adds and nobody should be offered."""
    body = {key: value for key, value in body.items() if key not in ("default", "title")}
    options = body.get("anyOf", ())
    if options:
        body["anyOf"] = [_NOTHING if option.get("type") == "null" else option for option in options]
    if shape.terms:
        words = _vocabulary(shape.terms)
        return {"description": shape.description, **({"anyOf": [words, _NOTHING]} if options else words)}
    if body.get("type") == "integer":
        return {"description": shape.description, "anyOf": [body]}  # or editors begin it with a 0
    if body.get("items", {}).get("type") == "integer":
        body["items"] = {"anyOf": [body["items"]]}
    if shape.names is None or shape.names.name not in known:
        return body
    ids = _referring(shape.names.name)
    if shape.listed:
        return {**body, "items": {"anyOf": [ids, body["items"]]}}
    inner = {key: body.pop(key) for key in ("type", "pattern", "maxLength") if key in body}
    return {**body, "anyOf": [ids, *body.get("anyOf", [inner])]}


def _referring(name: str) -> _Schema:
    return {"$ref": f"#/$defs/{name}"}


def _known(corpus: Corpus) -> dict[str, _Schema]:
    """The ids of a corpus by what they name, each with what it stands for."""
    sources = {source.id: source.short for source in corpus.sources.values()}
    entries = {key: entry.record.sentence for key, entry in corpus.named.items()}
    ids = {
        Names.SOURCE: sources,
        Names.ACTOR: {actor.id: actor.name for actor in corpus.actors.values()},
        Names.DOSSIER: {dossier.id: dossier.title for dossier in corpus.dossiers.values()},
        Names.ENTRY: {**{key.partition("#")[2]: sentence for key, sentence in entries.items()}, **entries},
        Names.ORIGIN: sources,
    }
    passages = {
        f"{source.id}#{number}": source.short
        for source in corpus.sources.values()
        for number in range(1, source.paragraphs + 1)
    }
    named = {**{sort.name: words for sort, words in ids.items()}, _PASSAGES: passages}
    return {name: _offered(words) for name, words in named.items() if words}


def _offered(words: Mapping[str, str]) -> _Schema:
    """Some words with their meaning."""
    listed = dict(list(words.items())[:_MOST])
    return {"enum": list(listed), "enumDescriptions": list(listed.values())}
