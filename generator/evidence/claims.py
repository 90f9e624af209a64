"""What the records claim of the sources: every citation, and every run of words that is given as a quotation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.corpus.index import Corpus, Item
from generator.findings.diagnostics import Pointer
from generator.records.fields import CITATION
from generator.records.load import ACTORS, DESK
from generator.records.schema import Citation, Quotation
from generator.text import prose
from generator.text.matching import quoted

QUOTING = ("text", "question", "basis", "doubt", "indicator", "context", "occasion")
"""The fields of an item in which words between quotation marks are held to be a source's."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: its owner's name, the field where it stands and that field's whole text, and the passages that bear it out.

    `words` are the exact words that stand in one of the `passages` (source and paragraph); empty for a bare citation.
    `citation` is the pointer of the one citation that the words go with, where there is one. `needle` is set for a citation in
    prose: the characters to point at, and which of their occurrences it is.
    """

    owner: str
    path: str
    pointer: Pointer
    value: str
    words: str
    passages: tuple[tuple[str, int], ...]
    citation: Pointer = ()
    needle: str = ""
    nth: int = 0


def claims(corpus: Corpus) -> Iterator[Claim]:
    """Every claim of the corpus."""
    for use in corpus.uses:
        place = ((use.citation.source, use.citation.paragraph),)
        owner = _owner(corpus, use.path, use.pointer)
        words = use.citation.quote or ""
        pointer = (*use.pointer, "quote") if words else use.pointer
        yield Claim(owner, use.path, pointer, words, words, place, use.pointer, use.needle, use.nth)
    for item in corpus.items:
        yield from _of_item(item)
    yield from _of_prose(corpus)


def name_of(item: Item) -> str:
    """The name by which the lock knows an item: `dossier#id`, or `dossier/section` for one without an id."""
    return item.key or f"{item.dossier}/{item.section}"


def _of_item(item: Item) -> Iterator[Claim]:
    places = tuple((c.source, c.paragraph) for c in item.record.cites)
    own = isinstance(item.record, Quotation)
    if own:
        said = item.record.sentence
        yield Claim(
            name_of(item),
            item.path,
            (*item.pointer, "text"),
            said,
            said,
            places[:1],
            (*item.pointer, "cites", 0),
        )
    for field in QUOTING:
        value = getattr(item.record, field, None) or ""
        if not (own and field == "text"):
            for words in quoted(value):
                yield Claim(name_of(item), item.path, (*item.pointer, field), value, words, places)


def _of_prose(corpus: Corpus) -> Iterator[Claim]:
    for path, pointer, text in corpus.prose:
        for block in prose.paragraphs(prose.parse(text)):
            leaves = tuple(prose.leaves(block))
            keys = (leaf.key for leaf in leaves if isinstance(leaf, prose.Cite) and CITATION.match(leaf.key))
            cited = tuple(Citation.model_validate(key) for key in keys)
            places = tuple((citation.source, citation.paragraph) for citation in cited)
            for words in quoted("".join(leaf.text for leaf in leaves if isinstance(leaf, prose.Text))):
                yield Claim(_owner(corpus, path, pointer), path, pointer, text, words, places)


def _owner(corpus: Corpus, path: str, pointer: Pointer) -> str:
    if path == DESK:
        return f"desk/{pointer[0]}"
    if path == ACTORS:
        return f"actors#{corpus.actor_list[int(pointer[1])]}"
    item = corpus.placed.get((path, pointer[:2]))
    dossier = next(
        name for (kind, name), where in corpus.paths.items() if kind == "dossier" and where == path
    )
    return name_of(item) if item else f"{dossier}/{pointer[0]}"
