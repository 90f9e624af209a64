"""How well the evidence is used: paragraphs and sources that nothing rests on, statements with a single origin, reviews that are due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.corpus.entries import Coverage, Item
from generator.corpus.index import Corpus
from generator.evidence.reliance import Reliance
from generator.records.schema import Disputable, Dossier


@dataclass(frozen=True, slots=True)
class Standing:
    """A statement or judgement, and the origins to which its support goes back."""

    item: Item
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """What `coverage` lists. `reviews` are the dossiers with a day of review, the earliest first."""

    coverage: Mapping[str, Coverage]
    statements: tuple[Standing, ...]
    unused: tuple[str, ...]
    reviews: tuple[Dossier, ...]

    @property
    def single(self) -> tuple[Standing, ...]:
        """The statements whose support goes back to one origin."""
        return tuple(standing for standing in self.statements if len(standing.origins) == 1)

    def overdue(self, today: date) -> tuple[Dossier, ...]:
        """The dossiers whose review was due before a day."""
        return tuple(
            dossier for dossier in self.reviews if dossier.review_by and dossier.review_by.last < today
        )


def survey(corpus: Corpus) -> Survey:
    """The survey of a corpus without errors."""
    reliance = Reliance(corpus)
    statements = tuple(
        Standing(item, reliance.origins(item)) for item in corpus.items if isinstance(item.record, Disputable)
    )
    unused = tuple(name for name, found in corpus.coverage.items() if not found.cited)
    dated = [dossier for dossier in corpus.dossiers.values() if dossier.review_by]
    return Survey(corpus.coverage, statements, unused, tuple(sorted(dated, key=_due)))


def _due(dossier: Dossier) -> tuple[date, str]:
    return dossier.review_by.last if dossier.review_by else date.max, dossier.id
