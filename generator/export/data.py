"""The records as JSON. What is published is what the editor wrote, with short forms written out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.export.material import Export, Material, json_file
from generator.export.verification import facts
from generator.records.dossier import Dossier
from generator.records.fields import Record
from generator.view import paths
from generator.view.artefacts import Artefact, Heading, Subject

_TYPE = "application/json"


def artefacts(material: Material) -> Iterator[Export]:
    """The data of each dossier, and the records of all sources, of all actors and of the desk."""
    corpus = material.corpus
    yield from (beside(material, dossier) for dossier in corpus.ordered)
    yield Artefact(
        "data/sources.json", "Sources", _TYPE, Subject.SOURCES, make=lambda: json_file(by_id(corpus.sources))
    )
    yield Artefact(
        "data/actors.json", "Actors", _TYPE, Subject.ACTORS, make=lambda: json_file(by_id(corpus.actors))
    )
    if desk := corpus.desk:
        yield Artefact("data/desk.json", "Desk", _TYPE, Subject.DESK, make=lambda: json_file(data(desk)))


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
