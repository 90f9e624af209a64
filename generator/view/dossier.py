"""The page of one dossier."""

from __future__ import annotations

from dataclasses import replace

from generator.corpus.index import Corpus
from generator.records.dossier import Dossier
from generator.references import bibtex
from generator.references.items import dossier_item
from generator.references.model import CslItem, Reference, Run, words
from generator.view import paths
from generator.view.drafts import Drafts
from generator.view.entries import Entries
from generator.view.history import Annals
from generator.view.model import DossierPage
from generator.view.parts import CiteThis
from generator.view.settings import Settings
from generator.view.verified import verified


def dossier_page(
    entries: Entries, drafts: Drafts, dossier: Dossier, settings: Settings, annals: Annals
) -> DossierPage:
    """Everything that a dossier's page shows, but for the files that it offers."""
    draft, path = drafts.of(dossier), entries.corpus.paths["dossier", dossier.id]
    item = own_item(entries.corpus, drafts, dossier, settings)
    return replace(
        draft,
        made_from=path,
        edit_url=settings.edit(path),
        edits=_edits(entries.corpus, dossier, settings),
        sources=tuple(replace(group, source=entries.cards[group.source.id]) for group in draft.sources),
        verified=verified(entries.evidence.verification(path), settings),
        revision=settings.revision(path),
        permalink=settings.permalink(draft.path),
        cite=_cite(item, entries.cited.get(item["id"], ()), draft.as_of),
        named=annals.named(dossier.id),
        history=annals.link(dossier.id),
        changed=annals.marks(dossier.id),
    )


def _edits(corpus: Corpus, dossier: Dossier, settings: Settings) -> dict[str, str]:
    """Where each entry of a dossier is edited, by its anchor."""
    own = corpus.by_dossier[dossier.id] if settings.edit_base else ()
    return {corpus.anchors[entry]: settings.edit(entry.path, entry.pointer) for entry in own}


def own_item(corpus: Corpus, drafts: Drafts, dossier: Dossier, settings: Settings) -> CslItem:
    """A dossier as a CSL item. The corpus must have its desk."""
    if corpus.desk is None:
        raise ValueError("a corpus without a desk cannot be cited: check it first")
    address = settings.permalink(paths.dossier(dossier.id))
    return dossier_item(dossier, corpus.desk, drafts.edition(dossier), address)


def _cite(item: CslItem, formatted: Reference, day: str) -> CiteThis:
    """The dossier's own reference, in plain words where no formatted one is at hand."""
    url = item.get("URL", "")
    plain = f"{item['author'][0]['literal']}. “{item['title']}”. Dossier, {item['number']}, {day}."
    formatted = formatted or (
        Run(plain + " " if url else plain),
        *((Run(url, url=url),) if url else ()),
    )
    return CiteThis(formatted, words(formatted), bibtex.entry(item), url)
