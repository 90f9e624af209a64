"""What the records claim of the sources: every citation, and every run of words that is given as a quotation.

Where a text must be borne out follows from the schema. Words between quotation marks in the desk's own words
stand in a passage that the nearest record around them cites: the entry, else the actor, else the file. A
source's record is borne out by the source's own text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain

from generator.corpus.entries import PlacedCitation, Prose, Written
from generator.corpus.index import Corpus
from generator.corpus.part import Part
from generator.findings.diagnostics import Pointer
from generator.records.citations import Citation, Citing
from generator.records.fields import CITATION
from generator.records.wording import Wording
from generator.text import prose
from generator.text.marks import quoted
from generator.text.matching import fingerprint
from generator.text.typography import normalise

_SHOWN = 4

Passages = tuple[tuple[str, int], ...]
"""Paragraphs, each by its source and its number (from 1)."""


@dataclass(frozen=True)
class Claim:
    """One claim, and the passages that bear it out.

    It has its owner's name, the field where it stands and that field's whole text.

    `words` are the exact words that stand in one of the `passages`; empty for a bare citation. `citation` is
    the pointer of the one citation that the words go with, where there is one. `needle` is set for a citation
    in prose: the characters to point at, and which of their occurrences it is.
    """

    owner: str
    path: str
    pointer: Pointer
    value: str
    words: str
    passages: Passages
    citation: Pointer = ()
    needle: str = ""
    nth: int = 0

    @property
    def cited(self) -> str:
        """Its passages for a message: `source#paragraph`, the first few."""
        keys = [f"{source}#{number}" for source, number in dict.fromkeys(self.passages)]
        more = len(keys) - _SHOWN
        return ", ".join(keys[:_SHOWN]) + (f" and {more} more passages" if more > 0 else "")

    @cached_property
    def normalised(self) -> str:
        """Its words, as they count."""
        return normalise(self.words)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the lock, one for each passage, any of which would bear it out."""
        words = fingerprint(self.normalised) if self.words else "-"
        return tuple(f"cites {self.owner} {source}#{number} {words}" for source, number in self.passages)


def claims(corpus: Corpus) -> Iterator[Claim]:
    """Every claim of the corpus."""
    in_file = _cited_in_files(corpus)
    for part in corpus.citing:
        yield from _of_citations(part)
    for part in corpus.counted:
        yield from _of_citations_in_prose(part)
    for part in corpus.counted:
        yield from _of_texts(part, in_file.get(part.loaded.path, ()))
    for part in corpus.counted:
        yield from _of_prose(part)


@lru_cache(maxsize=16384)
def _of_citations(part: Part) -> tuple[Claim, ...]:
    return tuple(map(_of_citation, part.citations))


@lru_cache(maxsize=16384)
def _of_citations_in_prose(part: Part) -> tuple[Claim, ...]:
    return tuple(map(_of_citation, part.citations_in_prose))


def _of_citation(citation: PlacedCitation) -> Claim:
    words = citation.record.quote or ""
    return Claim(
        owner=citation.owner,
        path=citation.path,
        pointer=(*citation.pointer, "quote") if words else citation.pointer,
        value=words,
        words=words,
        passages=(citation.passage,),
        citation=citation.pointer,
        needle=citation.needle,
        nth=citation.nth,
    )


def _cited_in_files(corpus: Corpus) -> Mapping[str, Passages]:
    """For each file the passages that bear out what no entry of it says.

    For a source's record they are all of its own; for a file of which something could not be read, and with
    it perhaps a citation, they are all there are.
    """
    by_file: dict[str, dict[tuple[str, int], None]] = {}
    for citation in corpus.citations:
        by_file.setdefault(citation.path, {})[citation.passage] = None
    in_file = {path: tuple(passages) for path, passages in by_file.items()}
    own = {
        name: tuple((name, number) for number in range(1, source.paragraphs + 1))
        for name, source in corpus.sources.items()
    }
    in_file |= dict.fromkeys(corpus.unread, tuple(chain.from_iterable(own.values())))
    return in_file | {corpus.paths["source", name]: passages for name, passages in own.items()}


@cache
def _may_claim(wording: Wording | None) -> bool:
    """Whether texts of a field are exact words, or may quote some; prose has citations of its own."""
    return wording is Wording.EXACT or (
        wording is not None and wording is not Wording.PROSE and wording.quotes
    )


@lru_cache(maxsize=16384)
def _of_texts(part: Part, in_file: Passages) -> tuple[Claim, ...]:
    texts = (written for written in part.written if _may_claim(written.text.shape.wording))
    return tuple(claim for written in texts for claim in _of_text(written, in_file))


def _of_text(written: Written, in_file: Passages) -> Iterator[Claim]:
    """The quotations in the desk's words, and exact words that are an entry's own text."""
    text, wording = written.text, written.text.shape.wording
    if isinstance(text.records[-1], Citation):
        return
    if wording is not Wording.EXACT:
        runs = quoted(text.value)
        passages = _passages(written, in_file) if runs else ()
        for words in runs:
            yield Claim(written.owner, written.path, text.pointer, text.value, words=words, passages=passages)
    else:
        first = (*text.pointer[:-1], "cites", 0)
        yield Claim(
            owner=written.owner,
            path=written.path,
            pointer=text.pointer,
            value=text.value,
            words=text.value,
            passages=_passages(written, in_file)[:1],
            citation=first,
        )


def _passages(written: Written, in_file: Passages) -> Passages:
    """The passages that may bear a text out.

    They are those that the nearest record around it cites, else those of its file.
    """
    cites = next(
        (record.cites for record in reversed(written.text.records) if isinstance(record, Citing)), ()
    )
    return tuple((citation.source, citation.paragraph) for citation in cites) or in_file


@lru_cache(maxsize=16384)
def _of_prose(part: Part) -> tuple[Claim, ...]:
    return tuple(claim for field in part.prose for claim in _of_field(field))


def _of_field(field: Prose) -> Iterator[Claim]:
    """The quotations of a prose field, by paragraph.

    One without a citation is not published, so it claims nothing.
    """
    for block in prose.paragraphs(prose.parse(field.text)):
        leaves = tuple(prose.leaves(block))
        keys = (leaf.key for leaf in leaves if isinstance(leaf, prose.Cite) and CITATION.match(leaf.key))
        citations = tuple(Citation.model_validate(key) for key in keys)
        passages = tuple((citation.source, citation.paragraph) for citation in citations)
        text = "".join(leaf.text for leaf in leaves if isinstance(leaf, prose.Text))
        for words in quoted(text) if passages else ():
            yield Claim(field.owner, field.path, field.pointer, field.text, words=words, passages=passages)
