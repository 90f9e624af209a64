"""References for the programs that manage them, of each dossier and of the whole site."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.export.material import Export, Material, json_file
from generator.records.dossier import Dossier
from generator.references import bibtex, ris
from generator.references.model import CslItem
from generator.view import paths
from generator.view.artefacts import Artefact, Heading, Subject


@dataclass(frozen=True, slots=True)
class Format:
    """A format of reference managers; `suffix` ends the names of its files, `write` gives a file's bytes."""

    suffix: str
    title: str
    media_type: str
    write: Callable[[Sequence[CslItem]], bytes]


FORMATS = (
    Format("csl.json", "CSL-JSON", "application/vnd.citationstyles.csl+json", json_file),
    Format("bib", "BibTeX", "application/x-bibtex", lambda items: bibtex.library(items).encode()),
    Format("ris", "RIS", "application/x-research-info-systems", lambda items: ris.library(items).encode()),
)


def artefacts(material: Material) -> Iterator[Export]:
    """The references of each dossier and those of the whole site, in every format."""
    for form in FORMATS:
        yield from (_of_dossier(material, dossier, form) for dossier in material.corpus.ordered)
        yield _of_site(material, form)


def _of_dossier(material: Material, dossier: Dossier, form: Format) -> Export:
    return Artefact(
        paths.beside(dossier.id, f"{dossier.id}.{form.suffix}"),
        form.title,
        form.media_type,
        Subject.DOSSIER,
        make=lambda: form.write([material.references[name] for name in material.cited(dossier)]),
        heading=Heading.MANAGERS,
        dossier=dossier.id,
    )


def _of_site(material: Material, form: Format) -> Export:
    return Artefact(
        f"data/sources.{form.suffix}",
        form.title,
        form.media_type,
        Subject.SOURCES,
        make=lambda: form.write([*material.references.values()]),
        heading=Heading.ALL_MANAGERS,
    )
