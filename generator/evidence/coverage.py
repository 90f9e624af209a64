"""How well the evidence is used.

Paragraphs and sources that nothing rests on, what is known of the origins of statements, reviews due.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.corpus.entries import PlacedEntry
from generator.corpus.index import Corpus
from generator.evidence.backing import Backing
from generator.records.dossier import Dossier
from generator.records.entries import Disputable
from generator.records.source import Source, Uncited
from generator.records.vocabulary import Corroboration


@dataclass(frozen=True, slots=True)
class SourceCoverage:
    """How a source is used.

    Citations by paragraph, the excused paragraphs, and those that nothing accounts for.
    """

    cited: Mapping[int, int]
    excused: Mapping[int, Uncited]
    open: tuple[int, ...]


@dataclass(frozen=True)
class Coverage:
    """How well the whole of the evidence is used.

    `sources` is by id; `reviews` are the dossiers with a day of review, the earliest first.
    """

    sources: Mapping[str, SourceCoverage]
    statements: tuple[Backing, ...]
    reviews: tuple[Dossier, ...]

    @cached_property
    def in_dossier(self) -> Mapping[str, tuple[Backing, ...]]:
        """The statements of each dossier that has any."""
        groups: dict[str, list[Backing]] = {}
        for backing in self.statements:
            groups.setdefault(backing.entry.dossier, []).append(backing)
        return {name: tuple(backings) for name, backings in groups.items()}

    @property
    def unused(self) -> tuple[str, ...]:
        """The sources that nothing rests on."""
        return tuple(name for name, source in self.sources.items() if not source.cited)

    def backed(self, corroboration: Corroboration) -> tuple[Backing, ...]:
        """The statements of whose origins so much is known."""
        return tuple(backing for backing in self.statements if backing.corroboration is corroboration)

    def overdue(self, today: date) -> tuple[Dossier, ...]:
        """The dossiers whose review was due before a day."""
        return tuple(
            dossier for dossier in self.reviews if dossier.review_by and dossier.review_by.last < today
        )


def coverage(
    corpus: Corpus, backings: Mapping[PlacedEntry, Backing], sources: Mapping[str, SourceCoverage]
) -> Coverage:
    """The coverage of a corpus.

    `backings` is what backs each entry, `sources` how each source is used.
    """
    statements = tuple(backings[entry] for entry in corpus.of(Disputable))
    dated = [dossier for dossier in corpus.dossiers.values() if dossier.review_by]
    return Coverage(sources, statements, tuple(sorted(dated, key=_due)))


def _due(dossier: Dossier) -> tuple[date, str]:
    return dossier.review_by.last if dossier.review_by else date.max, dossier.id


def source_coverage(corpus: Corpus) -> Mapping[str, SourceCoverage]:
    """For each source, which of its paragraphs carry something and which do not."""
    counts: dict[str, dict[int, int]] = {name: {} for name in corpus.sources}
    for citation in corpus.citations:
        source, paragraph = citation.passage
        cited = counts.setdefault(source, {})
        cited[paragraph] = cited.get(paragraph, 0) + 1
    return {name: _of_source(source, counts[name]) for name, source in corpus.sources.items()}


def _of_source(source: Source, cited: Mapping[int, int]) -> SourceCoverage:
    excused = {number: uncited for uncited in source.uncited for number in uncited.paragraphs}
    numbers = range(1, source.paragraphs + 1)
    open_numbers = (number for number in numbers if number not in cited and number not in excused)
    return SourceCoverage(dict(sorted(cited.items())), excused, tuple(open_numbers))
