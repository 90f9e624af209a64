"""The page of one dossier."""

from __future__ import annotations

from generator.corpus.index import Corpus
from generator.records.dossier import Dossier
from generator.records.vocabulary import Confidence, State
from generator.references import bibtex
from generator.references.items import dossier_item
from generator.references.model import CslItem, Run, words
from generator.view import paths
from generator.view.artefacts import Shelf
from generator.view.entries import Entries, term
from generator.view.model import DossierPage
from generator.view.notes import grade
from generator.view.parts import CiteThis
from generator.view.sections import sections
from generator.view.settings import Settings
from generator.view.verified import verified


def dossier_page(entries: Entries, dossier: Dossier, settings: Settings, shelf: Shelf) -> DossierPage:
    """Everything that a dossier's page shows, with citation numbers in reading order."""
    corpus, notes = entries.corpus, entries.notes(dossier.id)
    content = sections(entries, dossier, notes)
    path, edition = corpus.paths["dossier", dossier.id], corpus.editions[dossier.id]
    page = paths.dossier(dossier.id)
    return DossierPage(
        path=page,
        title=dossier.title,
        description=dossier.scope,
        made_from=path,
        edit_url=settings.edit(path),
        sources=notes.by_source(),
        verified=verified(entries.evidence.verification(path), settings),
        id=dossier.id,
        scope=dossier.scope,
        as_of=dossier.as_of.words,
        as_of_iso=dossier.as_of.text,
        review_by=dossier.review_by.words if dossier.review_by else "",
        status=term(dossier.status),
        handling=term(dossier.handling),
        edition=edition.name,
        revision=settings.revision(edition.files),
        permalink=settings.permalink(page),
        how_sure=how_sure(corpus, dossier),
        sections=content,
        downloads=shelf.beside(dossier.id),
        cite=_cite(entries, dossier, settings),
    )


def how_sure(corpus: Corpus, dossier: Dossier) -> str:
    """How good the basis is, in one line.

    It gives the confidence of the judgements, number and grades of the sources, and how many of them fell.
    """
    confidences = {judgement.confidence for judgement in dossier.judgements}
    levels = [degree.label.removesuffix(" confidence") for degree in Confidence if degree in confidences]
    spread = levels[0] if len(levels) == 1 else f"{levels[0]} to {levels[-1]}" if levels else ""
    names = {citation.source for entry in corpus.by_dossier[dossier.id] for citation in entry.record.cites}
    sources = [corpus.sources[name] for name in corpus.in_order(names)]
    grades = [grade(source.grade)[0] for source in sources]
    states = [source.standing.state for source in sources if source.standing]
    number = f"{len(grades)} source{'s' if len(grades) > 1 else ''}, graded {_listed(grades)}"
    fallen = [f"{states.count(state)} {state.word}" for state in State if state in states]
    words = "; ".join([*([f"{spread} confidence"] if spread else []), number, *fallen])
    return words[0].upper() + words[1:]


def _listed(names: list[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def own_item(corpus: Corpus, dossier: Dossier, settings: Settings) -> CslItem:
    """A dossier as a CSL item. The corpus must have its desk."""
    if corpus.desk is None:
        raise ValueError("a corpus without a desk cannot be cited: check it first")
    return dossier_item(
        dossier, corpus.desk, corpus.editions[dossier.id].name, settings.permalink(paths.dossier(dossier.id))
    )


def _cite(entries: Entries, dossier: Dossier, settings: Settings) -> CiteThis:
    """The dossier's own reference, in plain words where no formatted one is at hand."""
    item = own_item(entries.corpus, dossier, settings)
    url = item.get("URL", "")
    plain = (
        f"{item['author'][0]['literal']}. “{dossier.title}”. "
        f"Dossier, {item['number']}, {dossier.as_of.words}."
    )
    formatted = entries.cited.get(item["id"]) or (
        Run(plain + " " if url else plain),
        *((Run(url, url=url),) if url else ()),
    )
    return CiteThis(formatted, words(formatted), bibtex.entry(item), url)
