"""Dossiers as Linked Data: JSON-LD with the words of schema.org.

The context stands in the file itself, so that no program has to ask another host for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.corpus.entries import PlacedEntry
from generator.corpus.index import Corpus
from generator.evidence.reliance import supporting
from generator.export.material import MOST, Export, Material, json_file
from generator.export.names import Names
from generator.export.verification import review
from generator.records.desk import Actor
from generator.records.dossier import Dossier
from generator.records.entries import Judgement
from generator.records.sections import CLAIMS
from generator.records.source import Source
from generator.records.vocabulary import ActorKind, Term
from generator.view import paths
from generator.view.artefacts import Artefact, Heading, Subject

CONTEXT: dict[str, object] = {
    "@vocab": "https://schema.org/",
    **{
        word: {"@type": "@id"}
        for word in (
            "url",
            "appearance",
            "claimInterpreter",
            "publisher",
            "mainEntityOfPage",
            "inDefinedTermSet",
        )
    },
    **{word: {"@type": "https://schema.org/Date"} for word in ("datePublished", "dateModified")},
}
_WORKS = {
    "article": "Article",
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "legislation": "Legislation",
    "map": "Map",
    "motion_picture": "Movie",
    "post": "SocialMediaPosting",
    "post-weblog": "BlogPosting",
    "report": "Report",
    "review": "Review",
    "software": "SoftwareApplication",
    "thesis": "Thesis",
    "webpage": "WebPage",
}
_ACTORS = {ActorKind.PERSON: "Person", ActorKind.STATE: "Country", ActorKind.ORGANISATION: "Organization"}


_TYPE, _TITLE = "application/ld+json", "JSON-LD"


def artefacts(material: Material) -> Iterator[Export]:
    """The graph of each dossier, and that of the whole site."""
    yield from (_beside(material, dossier) for dossier in material.corpus.ordered)
    yield Artefact(
        "data/site.jsonld",
        _TITLE,
        _TYPE,
        Subject.SITE,
        make=lambda: json_file(_site(material)),
        heading=Heading.ALL_LINKED,
    )


def _beside(material: Material, dossier: Dossier) -> Export:
    return Artefact(
        _graph(dossier),
        _TITLE,
        _TYPE,
        Subject.DOSSIER,
        make=lambda: json_file(dossier_graph(material, dossier)),
        heading=Heading.LINKED,
        dossier=dossier.id,
    )


def _site(material: Material) -> dict[str, object]:
    """The graph of the site; that of its reports alone where it has many claims."""
    claims = sum(entry.section in CLAIMS for entry in material.corpus.entries)
    return site_graph(material) if claims <= MOST else catalogue(material)


def catalogue(material: Material) -> dict[str, object]:
    """The desk's reports, and for each the file that holds its graph, below the site's root or on the web."""
    corpus, names = material.corpus, material.names
    reports = []
    for dossier in corpus.ordered:
        path = _graph(dossier)
        encoding = {
            "@type": "MediaObject",
            "encodingFormat": _TYPE,
            "contentUrl": material.settings.file(path) or path,
        }
        reports.append({**_head(material, dossier), "encoding": encoding})
    return {"@context": context(names), "@graph": [_desk(corpus, names), *reports]}


def _graph(dossier: Dossier) -> str:
    return paths.beside(dossier.id, f"{dossier.id}.jsonld")


def dossier_graph(material: Material, dossier: Dossier) -> dict[str, object]:
    """One dossier: the report itself, its sources, its claims and who makes them."""
    corpus, reports = material.corpus, [report(material, dossier)]
    cited = [*material.cited(dossier).values()]
    return _document(corpus, reports, cited, corpus.by_dossier[dossier.id], names=material.names)


def site_graph(material: Material) -> dict[str, object]:
    """The whole site: the desk's reports, all sources, all claims."""
    corpus = material.corpus
    reports = [report(material, dossier) for dossier in corpus.ordered]
    return _document(corpus, reports, list(corpus.sources.values()), corpus.entries, names=material.names)


def _document(
    corpus: Corpus,
    reports: list[dict[str, object]],
    cited: list[Source],
    entries: tuple[PlacedEntry, ...],
    names: Names,
) -> dict[str, object]:
    claims = [claim(entry, names) for entry in entries if entry.section in CLAIMS]
    speaking = dict.fromkeys(name for entry in entries if (name := entry.record.actor_id))
    sources = [work(source, names) for source in cited]
    actors = [actor(corpus.actors[name], names) for name in speaking]
    graph = [_desk(corpus, names), *reports, *sources, *actors, *claims]
    return {"@context": context(names), "@graph": graph}


def _desk(corpus: Corpus, names: Names) -> dict[str, object]:
    return {"@id": names.site, "@type": "Organization", "name": corpus.desk.title if corpus.desk else ""}


def context(names: Names) -> dict[str, object]:
    """The words of schema.org, and the two for which it has none: those of a judgement."""
    return CONTEXT | {word: {"@id": names.word(word)} for word in ("likelihood", "confidence")}


def report(material: Material, dossier: Dossier) -> dict[str, object]:
    """A dossier as a `Report` that cites its sources, with a review of how its evidence was verified."""
    corpus, names = material.corpus, material.names
    path = corpus.paths["dossier", dossier.id]
    return {
        **_head(material, dossier),
        "citation": [{"@id": names.source(corpus.sources[name])} for name in corpus.cited[path]],
        "review": review(material.evidence.verification(path)),
    }


def _head(material: Material, dossier: Dossier) -> dict[str, object]:
    """A dossier as a `Report`, without what it rests on."""
    return {
        "@id": material.names.dossier(dossier.id),
        "@type": "Report",
        "name": dossier.title,
        "description": dossier.scope,
        "inLanguage": "en",
        "dateModified": dossier.as_of.text,
        "version": material.drafts.edition(dossier),
        "publisher": material.names.site,
    }


def claim(entry: PlacedEntry, names: Names) -> dict[str, object]:
    """A statement, judgement or quotation as a `Claim`.

    It says who makes it, which report interprets it, where it appears and what it cites besides. A judgement
    of the desk appears in none of its sources: it cites them.
    """
    actor_id = entry.record.actor_id
    speaker = names.site if entry.record.by_desk else names.actor(actor_id) if actor_id else ""
    return {
        "@id": names.entry(entry),
        "@type": "Claim",
        "text": entry.record.sentence,
        **({"author": {"@id": speaker}} if speaker else {}),
        "claimInterpreter": names.site,
        "isPartOf": {"@id": names.dossier(entry.dossier)},
        **_sources(entry, names),
        **(_assessment(entry.record, names) if isinstance(entry.record, Judgement) else {}),
    }


def _sources(entry: PlacedEntry, names: Names) -> dict[str, object]:
    """The sources of a claim: those in which it appears, and those that it cites."""
    cites = entry.record.cites
    saying = () if entry.record.by_desk else supporting(cites)
    appearance = dict.fromkeys(names.source_id(citation.source) for citation in saying)
    cited = dict.fromkeys(names.source_id(citation.source) for citation in cites)
    beside = [{"@id": name} for name in cited if name not in appearance]
    return {
        **({"appearance": list(appearance)} if appearance else {}),
        **({"citation": beside} if beside else {}),
    }


def _assessment(judgement: Judgement, names: Names) -> dict[str, object]:
    """How likely the desk thinks it, and how good the basis is."""
    words: dict[str, Term] = {"likelihood": judgement.likelihood, "confidence": judgement.confidence}
    return {
        name: {
            "@type": "DefinedTerm",
            "termCode": term.word,
            "name": term.label,
            "description": term.meaning,
            "inDefinedTermSet": names.word(name),
        }
        for name, term in words.items()
    }


def work(source: Source, names: Names) -> dict[str, object]:
    """A source as the sort of work that it is."""
    node: dict[str, object] = {
        "@id": names.source(source),
        "@type": _WORKS.get(source.type.word, "CreativeWork"),
        "name": source.title,
        "inLanguage": source.language,
        "datePublished": source.issued.text,
    }
    node |= {"alternateName": source.translated_title} if source.translated_title else {}
    for role, people in source.roles.items():
        node[role] = [_person(name.words, name.family, name.given) for name in people]
    node |= (
        {"isPartOf": {"@type": "CreativeWork", "name": source.container_title}}
        if source.container_title
        else {}
    )
    node |= {"publisher": {"@type": "Organization", "name": source.publisher}} if source.publisher else {}
    return node | ({"url": source.url} if source.url else {})


def _person(words: str, family: str | None, given: str | None) -> dict[str, object]:
    """A name; only one that was taken apart is known to be a person's."""
    if not family:
        return {"@type": "Thing", "name": words}
    return {"@type": "Person", "name": words, "familyName": family, **({"givenName": given} if given else {})}


def actor(record: Actor, names: Names) -> dict[str, object]:
    """An actor with its other names."""
    also = {"alternateName": list(record.also)} if record.also else {}
    return {
        "@id": names.actor(record.id),
        "@type": _ACTORS[record.kind],
        "name": record.name,
        "description": record.role,
        **also,
    }
