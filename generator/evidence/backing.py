"""What backs an entry: the sources that bear out all of what it says, and the origins that these have.

Two records are not two origins. Sources are independent where each one's origin is stated and differs; what
nothing is stated of may go back to the same agency. A source counts for an entry only if it bears out all of
it: a citation that names words in `for` bears out those. A source that was withdrawn, or that could not yet
tell of what happened, bears out nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from generator.corpus.entries import PlacedEntry
from generator.evidence.reliance import Reliance
from generator.records.citations import Citation
from generator.records.vocabulary import Corroboration
from generator.text.matching import spelled
from generator.text.typography import even, flat, normalise
from generator.text.words import whole

Extent = frozenset[int]
"""Letters and digits of an entry's words, by their offsets in its `even` text."""


@dataclass(frozen=True, slots=True)
class Backing:
    """How an entry is backed.

    `sources` are those that bear out all of it, `origins` what they go back to, and `stated` the origins that
    a record names and that bear out all of it. `least` is set where no source bears out the whole: by how
    many sources each part is borne out at the least.
    """

    entry: PlacedEntry
    sources: tuple[str, ...]
    origins: tuple[str, ...]
    stated: tuple[str, ...]
    least: int

    @property
    def corroboration(self) -> Corroboration | None:
        """What is known of how many origins it has; None where nothing bears it out."""
        if len(self.stated) > 1:
            return Corroboration.INDEPENDENT
        if not self.sources:
            return Corroboration.IN_PARTS if self.least else None
        if len(self.sources) == 1 or len(self.origins) == 1:
            return Corroboration.SINGLE
        return Corroboration.UNKNOWN


def letters(words: str) -> Extent:
    """All letters and digits of some words."""
    return frozenset(place for place, sign in enumerate(even(words)) if sign.isalnum())


def stretch(words: str, part: str) -> Extent:
    """The letters and digits of words that a part names, where they stand first.

    It is empty where they do not stand there as whole words.
    """
    text = even(words)
    spans = (span for span in spelled(normalise(part), text) if whole(text, *span) == span)
    start, end = next(spans, (0, 0))
    return frozenset(place for place in range(start, end) if text[place].isalnum())


def extent(words: str, citations: Iterable[Citation]) -> Extent:
    """What some citations bear out together, of an entry's words."""
    places: set[int] = set()
    for citation in citations:
        if not citation.parts:
            return letters(words)
        places.update(*(stretch(words, part) for part in citation.parts))
    return frozenset(places)


def missing(words: str, citations: Iterable[Citation]) -> Extent:
    """What none of some citations bears out, of an entry's words."""
    citations = tuple(citations)
    if any(not citation.parts for citation in citations):
        return frozenset()
    return letters(words) - extent(words, citations)


def first_words(words: str, places: Extent) -> str:
    """The first run of words that some letters of them belong to."""
    text, start = even(words), min(places)
    end = next((place for place in sorted(letters(words) - places) if place > start), len(text))
    return flat(text[start:end]).strip(" ,.;:")


def backing(reliance: Reliance, entry: PlacedEntry) -> Backing:
    """What backs an entry, by its own citations and through what it rests on."""
    sources: dict[str, None] = {}
    origins: dict[str, None] = {}
    stated: dict[str, None] = {}
    for carrier in (entry, *reliance.corpus.beneath(entry)):
        words, citations = carrier.record.borne_out, reliance.witnesses(carrier)
        complete = _complete(words, _grouped(citations, _source))
        sources |= dict.fromkeys(complete)
        origins |= {reliance.origin(citation): None for citation in citations if citation.source in complete}
        known = [citation for citation in citations if reliance.stated(citation)]
        stated |= dict.fromkeys(_complete(words, _grouped(known, reliance.origin)))
    own = _grouped(reliance.witnesses(entry), _source)
    least = 0 if sources else _least(entry.record.borne_out, own)
    return Backing(entry, tuple(sources), tuple(origins), tuple(stated), least=least)


Groups = Mapping[str, list[Citation]]
"""Citations by their source, or by their origin."""


def _source(citation: Citation) -> str:
    return citation.source


def _grouped(citations: Iterable[Citation], name: Callable[[Citation], str]) -> Groups:
    groups: dict[str, list[Citation]] = {}
    for citation in citations:
        groups.setdefault(name(citation), []).append(citation)
    return groups


def _complete(words: str, groups: Groups) -> tuple[str, ...]:
    """The names of the groups that bear out all of the words."""
    return tuple(name for name, citations in groups.items() if not missing(words, citations))


def _least(words: str, groups: Groups) -> int:
    """By how many groups each part of the words is borne out at the least."""
    extents = [extent(words, citations) for citations in groups.values()]
    return min((sum(place in borne for borne in extents) for place in letters(words)), default=0)
