"""Every quotation as a W3C Web Annotation.

An annotation is the words in their paragraph of the source, tied to the entry that rests on them.

The selector is a `FragmentSelector` whose value is `paragraph=N` (blocks of the text between blank lines,
counted from 1), refined by a `TextQuoteSelector` with the words. Prefix and suffix are left out: they are the
publisher's words, not the desk's, and the paragraph does their work. Where an editor left words out of a
quotation, `[...]` stands in `exact` too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.corpus.entries import PlacedEntry
from generator.evidence.evidence import Evidence
from generator.export.material import Export, Material, json_file
from generator.export.names import Names
from generator.records.citations import Citation
from generator.records.dossier import Dossier
from generator.records.vocabulary import Relation
from generator.view import paths
from generator.view.artefacts import Artefact, Heading, Subject
from generator.view.verified import sentence

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_WHY = {Relation.SUPPORTS: "linking", Relation.DISPUTES: "questioning", Relation.MENTIONS: "commenting"}


_TYPE = 'application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"'
_TITLE = "Web Annotations"


def artefacts(material: Material) -> Iterator[Export]:
    """The quotations of each dossier, and those of the whole site."""
    yield from (beside(material, dossier) for dossier in material.corpus.ordered)
    path, names = "data/annotations.jsonld", material.names
    address = material.settings.file(path) or f"{names.site}:annotations"
    yield Artefact(
        path,
        _TITLE,
        _TYPE,
        Subject.STATEMENTS,
        make=lambda: json_file(
            collection(
                material.evidence,
                material.corpus.entries,
                address,
                names,
                summary=sentence(material.evidence.verification()),
            )
        ),
        heading=Heading.ALL_LINKED,
    )


def beside(material: Material, dossier: Dossier) -> Export:
    """The quotations of one dossier, with a line that says how they were verified."""
    verification = material.evidence.verification(material.corpus.paths["dossier", dossier.id])
    return Artefact(
        _path(dossier),
        _TITLE,
        _TYPE,
        Subject.DOSSIER,
        make=lambda: of_dossier(material, dossier, sentence(verification)),
        heading=Heading.LINKED,
        dossier=dossier.id,
    )


def of_dossier(material: Material, dossier: Dossier, summary: str = "") -> bytes:
    """The file of the quotations of one dossier; without a summary it is the same on every machine."""
    names = material.names
    address = material.settings.file(_path(dossier)) or f"{names.dossier(dossier.id)}:annotations"
    entries = material.corpus.by_dossier[dossier.id]
    return json_file(collection(material.evidence, entries, address, names, summary=summary))


def _path(dossier: Dossier) -> str:
    return paths.beside(dossier.id, f"{dossier.id}.annotations.jsonld")


def collection(
    evidence: Evidence, entries: Iterable[PlacedEntry], name: str, names: Names, *, summary: str
) -> dict[str, object]:
    """The quotations of some entries as an annotation collection with one page.

    `name` is its address or URN, `summary` says how the evidence was verified, where that is
    to be said.
    """
    annotations = [annotation for entry in entries for annotation in _annotations(evidence, entry, names)]
    page = {"id": f"{name}#page", "type": "AnnotationPage", "startIndex": 0, "items": annotations}
    return {
        "@context": CONTEXT,
        "id": name,
        "type": "AnnotationCollection",
        "label": "Quotations",
        **({"summary": summary} if summary else {}),
        "total": len(annotations),
        "first": page,
    }


def _annotations(evidence: Evidence, entry: PlacedEntry, names: Names) -> Iterator[dict[str, object]]:
    """The annotations of an entry; where brackets edit a quotation, the source's own words are annotated."""
    for place, citation in enumerate(entry.record.cites):
        words = evidence.source_words((citation.source, citation.paragraph), entry.record.exact(place))
        if words:
            yield _annotation(entry, f"{names.entry(entry)}-quote-{place + 1}", citation, words, names=names)


def _annotation(
    entry: PlacedEntry, name: str, citation: Citation, words: str, names: Names
) -> dict[str, object]:
    quote = {"type": "TextQuoteSelector", "exact": words}
    selector = {
        "type": "FragmentSelector",
        "conformsTo": names.methodology(),
        "value": f"paragraph={citation.paragraph}",
        "refinedBy": quote,
    }
    return {
        "id": name, "type": "Annotation", "motivation": _WHY[citation.relation], "body": names.entry(entry),
        "target": {"source": names.source_id(citation.source), "selector": selector},
    }  # fmt: skip
