"""The records as JSON. What is published is what the editor wrote, with short forms written out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.export.material import MOST, Export, Material, json_file
from generator.export.verification import facts
from generator.records.dossier import Dossier
from generator.records.fields import Record
from generator.view import paths, series
from generator.view.artefacts import Artefact, Heading, Subject

_TYPE = "application/json"


def artefacts(material: Material) -> Iterator[Export]:
    """The data of each dossier, and the records of all sources, of all actors and of the desk."""
    corpus = material.corpus
    yield from (beside(material, dossier) for dossier in corpus.ordered)
    yield from _records("sources", "Sources", Subject.SOURCES, corpus.sources)
    yield from _records("actors", "Actors", Subject.ACTORS, corpus.actors)
    if desk := corpus.desk:
        yield Artefact("data/desk.json", "Desk", _TYPE, Subject.DESK, make=lambda: json_file(data(desk)))


def _records(name: str, title: str, subject: Subject, records: Mapping[str, Record]) -> Iterator[Export]:
    """The file of all records of a sort by their ids; an index of several where there are many.

    The index names in `files` each file with the first and the last id of its records, which are in order.
    """
    whole = Artefact(f"data/{name}.json", title, _TYPE, subject, make=lambda: json_file(by_id(records)))
    if len(records) <= MOST:
        yield whole
        return
    files = {
        f"{name}/{number}.json": ids
        for number, ids in enumerate(series.filled(sorted(records), lambda _: 1, MOST), 1)
    }
    listed = [
        {"path": path, "first": ids[0], "last": ids[-1], "records": len(ids)} for path, ids in files.items()
    ]
    index = {"records": len(records), "files": listed}
    yield replace(whole, make=lambda: json_file(index))
    for path, ids in files.items():
        yield _file_of(path, f"{title}, {ids[0]} to {ids[-1]}", subject, {key: records[key] for key in ids})


def _file_of(path: str, title: str, subject: Subject, records: Mapping[str, Record]) -> Export:
    return Artefact(f"data/{path}", title, _TYPE, subject, make=lambda: json_file(by_id(records)))


def beside(material: Material, dossier: Dossier) -> Export:
    """The data of one dossier: its record, those of the sources that it cites, how all was verified."""
    return Artefact(
        paths.beside(dossier.id, f"{dossier.id}.json"),
        "JSON",
        _TYPE,
        Subject.DOSSIER,
        make=lambda: json_file(
            {
                **published(material, dossier),
                "verification": facts(
                    material.evidence.verification(material.corpus.paths["dossier", dossier.id])
                ),
            }
        ),
        heading=Heading.DIRECT,
        dossier=dossier.id,
    )


def published(material: Material, dossier: Dossier) -> dict[str, object]:
    """What is the same on every machine: the record of a dossier, and those of the sources that it cites.

    `edited` is there where brackets edit quotations: each with the source's own words.
    """
    path = material.corpus.paths["dossier", dossier.id]
    edited = [
        {"cites": f"{edit.source}#{edit.number}", "quotation": edit.claim.words, "source": edit.own}
        for edit in material.evidence.edited
        if edit.claim.path == path
    ]
    return {
        "dossier": data(dossier),
        "sources": by_id(material.cited(dossier)),
        **({"edited": edited} if edited else {}),
    }


def by_id(records: Mapping[str, Record]) -> dict[str, object]:
    """Records as data, by their ids."""
    return {name: data(record) for name, record in records.items()}


def data(record: Record) -> dict[str, object]:
    """A record as data, without what it leaves out."""
    return record.model_dump(mode="json", by_alias=True, exclude_none=True)
