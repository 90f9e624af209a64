"""Every quotation as a W3C Web Annotation: the words in their paragraph of the source, tied to the entry that rests on them.

The selector is a `FragmentSelector` whose value is `paragraph=N` (blocks of the text between blank lines, counted from 1),
refined by a `TextQuoteSelector` with the words. Prefix and suffix are left out: they are the publisher's words, not the
desk's, and the paragraph does their work. Where an editor left words out of a quotation, `[...]` stands in `exact` too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.corpus.entries import Item
from generator.export.names import Names
from generator.records.citations import Citation
from generator.records.vocabulary import Relation

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_WHY = {Relation.SUPPORTS: "linking", Relation.DISPUTES: "questioning", Relation.MENTIONS: "commenting"}


def collection(items: Iterable[Item], name: str, names: Names) -> dict[str, object]:
    """The quotations of some entries as an annotation collection with one page; `name` is its address or URN."""
    found = [annotation for item in items for annotation in _annotations(item, names)]
    page = {"id": f"{name}#page", "type": "AnnotationPage", "startIndex": 0, "items": found}
    return {
        "@context": CONTEXT,
        "id": name,
        "type": "AnnotationCollection",
        "label": "Quotations",
        "total": len(found),
        "first": page,
    }


def _annotations(item: Item, names: Names) -> Iterator[dict[str, object]]:
    for place, citation in enumerate(item.record.cites):
        words = item.record.exact(place)
        if words:
            yield _annotation(item, f"{names.entry(item)}-quote-{place + 1}", citation, words, names)


def _annotation(item: Item, name: str, citation: Citation, words: str, names: Names) -> dict[str, object]:
    quote = {"type": "TextQuoteSelector", "exact": words}
    selector = {
        "type": "FragmentSelector",
        "conformsTo": names.methodology(),
        "value": f"paragraph={citation.paragraph}",
        "refinedBy": quote,
    }
    return {
        "id": name, "type": "Annotation", "motivation": _WHY[citation.relation], "body": names.entry(item),
        "target": {"source": names.source_id(citation.source), "selector": selector},
    }  # fmt: skip
