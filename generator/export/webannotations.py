"""Every quotation as a W3C Web Annotation.

An annotation is the words in their paragraph of the source, tied to the entry that rests on them.

The selector is a `FragmentSelector` whose value is `paragraph=N` (blocks of the text between blank lines,
counted from 1), refined by a `TextQuoteSelector` with the words. Prefix and suffix are left out: they are the
publisher's words, not the desk's, and the paragraph does their work. Where an editor left words out of a
quotation, `[...]` stands in `exact` too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import accumulate

from generator.corpus.entries import PlacedEntry
from generator.evidence.evidence import Evidence
from generator.export.material import MOST, Export, Material, json_file
from generator.export.names import Names
from generator.records.citations import Citation
from generator.records.dossier import Dossier
from generator.records.vocabulary import Relation
from generator.view import paths, series
from generator.view.artefacts import Artefact, Heading, Subject
from generator.view.verified import sentence

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_WHY = {Relation.SUPPORTS: "linking", Relation.DISPUTES: "questioning", Relation.MENTIONS: "commenting"}


_TYPE = 'application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"'
_TITLE = "Web Annotations"


def artefacts(material: Material) -> Iterator[Export]:
    """The quotations of each dossier, and those of the whole site."""
    yield from (beside(material, dossier) for dossier in material.corpus.ordered)
    yield from _of_site(material)


def _of_site(material: Material) -> Iterator[Export]:
    """The quotations of the whole site: a collection, its pages in files of their own if they are many."""
    path, evidence, names = "data/annotations.jsonld", material.evidence, material.names
    address = material.settings.file(path) or f"{names.site}:annotations"
    summary = sentence(evidence.verification())
    entries = material.corpus.entries
    whole = Artefact(
        path,
        _TITLE,
        _TYPE,
        Subject.STATEMENTS,
        make=lambda: json_file(collection(evidence, entries, address, names, summary=summary)),
        heading=Heading.ALL_LINKED,
    )
    pages = [*series.filled(entries, _quotations, MOST)]
    if len(pages) < 2:
        yield whole
        return
    files = [f"data/annotations/{number}.jsonld" for number in range(1, len(pages) + 1)]
    links = [material.settings.file(file) or f"{address}:{number}" for number, file in enumerate(files, 1)]
    starts = [0, *accumulate(sum(map(_quotations, page)) for page in pages)]
    about = {"id": address, "type": "AnnotationCollection", "label": "Quotations", "total": starts.pop()}
    ends = {"first": links[0], "last": links[-1]}
    said = {"summary": summary} if summary else {}
    yield replace(whole, make=lambda: json_file({"@context": CONTEXT, **about, **said, **ends}))
    for place, page in enumerate(pages):
        head = {
            "@context": CONTEXT,
            "id": links[place],
            "type": "AnnotationPage",
            "partOf": about,
            **({"prev": links[place - 1]} if place else {}),
            **({"next": links[place + 1]} if place + 1 < len(pages) else {}),
            "startIndex": starts[place],
        }
        yield _page(material, files[place], page, head)


def _quotations(entry: PlacedEntry) -> int:
    """How many annotations an entry has."""
    return sum(bool(entry.record.exact(place)) for place in range(len(entry.record.cites)))


def _page(material: Material, path: str, page: tuple[PlacedEntry, ...], head: dict[str, object]) -> Export:
    def items() -> list[dict[str, object]]:
        return [note for entry in page for note in _annotations(material.evidence, entry, material.names)]

    title = f"{_TITLE}, from number {head['startIndex']}"
    return Artefact(
        path, title, _TYPE, Subject.STATEMENTS, make=lambda: json_file({**head, "items": items()})
    )


def beside(material: Material, dossier: Dossier) -> Export:
    """The quotations of one dossier, with a line that says how they were verified."""
    path = material.corpus.paths["dossier", dossier.id]
    return Artefact(
        _path(dossier),
        _TITLE,
        _TYPE,
        Subject.DOSSIER,
        make=lambda: of_dossier(material, dossier, sentence(material.evidence.verification(path))),
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
