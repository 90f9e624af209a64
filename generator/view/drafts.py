"""What the page of a dossier shows of the records, and the edition that names exactly that."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable
from functools import cache
from typing import Any

from generator.corpus.index import Corpus
from generator.evidence.evidence import Evidence
from generator.records.dossier import Dossier
from generator.records.vocabulary import Confidence, State
from generator.references.items import source_item
from generator.view import paths
from generator.view.entries import Entries, term
from generator.view.model import DossierPage
from generator.view.notes import grade
from generator.view.parts import BEYOND_RECORDS
from generator.view.sections import sections


class Drafts:
    """The pages of the dossiers of a corpus without errors as far as its records alone make them.

    What a page has from elsewhere is added later: formatted references, addresses, how its evidence was
    verified. Each draft is made once, when it is first asked for.
    """

    def __init__(
        self,
        evidence: Evidence,
        known: Callable[[Dossier, Callable[[], str]], str] = lambda _, make: make(),
    ) -> None:
        """`known` gives the edition of a dossier, made where it is not known yet."""
        self._entries = Entries(evidence)
        self._known = known
        self._editions: dict[str, str] = {}
        self._drafts: dict[str, DossierPage] = {}

    def of(self, dossier: Dossier) -> DossierPage:
        """The draft of a dossier's page, with citation numbers in reading order and with its edition."""
        if dossier.id not in self._drafts:
            draft = _draft(self._entries, dossier)
            self._drafts[dossier.id] = dataclasses.replace(
                draft, edition=_edition(draft, self._entries.corpus)
            )
        return self._drafts[dossier.id]

    def edition(self, dossier: Dossier) -> str:
        """The edition of a dossier: ten hexadecimal signs of the SHA-256 of all that its draft shows.

        The references that it shows count as data, so that no citation style matters.
        """
        if dossier.id not in self._editions:
            self._editions[dossier.id] = self._known(dossier, lambda: self.of(dossier).edition)
        return self._editions[dossier.id]


def _draft(entries: Entries, dossier: Dossier) -> DossierPage:
    notes = entries.notes(dossier.id)
    content = sections(entries, dossier, notes)
    return DossierPage(
        path=paths.dossier(dossier.id),
        title=dossier.title,
        description=dossier.scope,
        made_from="",
        edit_url="",
        sources=notes.by_source(),
        id=dossier.id,
        scope=dossier.scope,
        as_of=dossier.as_of.words,
        as_of_iso=dossier.as_of.text,
        review_by=dossier.review_by.words if dossier.review_by else "",
        status=term(dossier.status),
        handling=term(dossier.handling),
        how_sure=how_sure(entries.corpus, dossier),
        sections=content,
    )


def _edition(draft: DossierPage, corpus: Corpus) -> str:
    references = [source_item(corpus.sources[group.source.id]) for group in draft.sources]
    shown = json.dumps([_plain(draft), references], sort_keys=True)
    return hashlib.sha256(shown.encode()).hexdigest()[:10]


def _plain(view: object) -> object:
    """A view as mappings, lists and strings, without what depends on more than the records.

    Defaults are left out, so that a field that views get later changes no edition in which it says nothing.
    """
    if isinstance(view, tuple):
        return [_plain(item) for item in view]
    if not dataclasses.is_dataclass(view):
        return view
    return {
        name: _plain(value)
        for name, default in _shown(view.__class__)
        if (value := getattr(view, name)) != default
    }


@cache
def _shown(kind: type[Any]) -> tuple[tuple[str, object], ...]:
    """The fields of a kind of view that an edition hears of, with their defaults."""
    fields = dataclasses.fields(kind)
    return tuple((field.name, field.default) for field in fields if field.metadata != BEYOND_RECORDS)


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
