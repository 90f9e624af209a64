"""The rule about quotations: words given as a quotation stand in the cited paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from generator import prose
from generator.corpus import Corpus, Use
from generator.diagnostics import Finding, Pointer
from generator.passages import Nearest, nearest, quoted, stands_in
from generator.schema import CITATION, Citation, Quotation
from generator.yamltree import occurrences


def quotations(corpus: Corpus) -> Iterator[Finding]:
    """Words given as a quotation stand in the cited paragraph."""
    for use in corpus.uses:
        if use.citation.quote is not None:
            yield from _quote(corpus, use.path, (*use.pointer, "quote"), use.citation.quote, use.citation.quote, (use,))
    for item in corpus.items:
        uses = tuple(Use(item.path, item.pointer, citation) for citation in item.record.cites)
        if isinstance(item.record, Quotation):
            yield from _quote(corpus, item.path, (*item.pointer, "text"), item.record.text, item.record.text, uses[:1])
        for field in ("text", "question", "basis", "doubt", "indicator", "context"):
            value = getattr(item.record, field, None) or ""
            if not (field == "text" and isinstance(item.record, Quotation)):
                for words in quoted(value):
                    yield from _quote(corpus, item.path, (*item.pointer, field), value, words, uses)
    yield from _prose_quotations(corpus)


def _prose_quotations(corpus: Corpus) -> Iterator[Finding]:
    for path, pointer, text in corpus.prose:
        for block in prose.paragraphs(prose.parse(text)):
            leaves = tuple(prose.leaves(block))
            keys = [leaf.key for leaf in leaves if isinstance(leaf, prose.Cite) and CITATION.match(leaf.key)]
            uses = tuple(Use(path, pointer, Citation.model_validate(key)) for key in keys)
            for words in quoted("".join(leaf.text for leaf in leaves if isinstance(leaf, prose.Text))):
                yield from _quote(corpus, path, pointer, text, words, uses)


def _quote(corpus: Corpus, path: str, pointer: Pointer, value: str, words: str, uses: tuple[Use, ...]) -> Iterator[Finding]:
    """Nothing when `words`, a part of the field `value`, stand in a cited paragraph or cannot be looked up."""
    places = [(u.citation.source, u.citation.paragraph) for u in uses]
    texts = [(corpus.texts.get(source, ()), number) for source, number in places]
    if not texts or any(not text or number > len(text) for text, number in texts):
        return
    if any(stands_in(words, text[number - 1]) for text, number in texts):
        return
    found = [(source, near) for (source, _), (text, _) in zip(places, texts, strict=True) if (near := nearest(words, text))]
    best = max(found, key=lambda pair: pair[1].likeness, default=None)
    cited = ", ".join(f"{source}#{number}" for source, number in dict.fromkeys(places))
    message = f"“{_short(words)}” does not stand in {cited}"
    needle, nth = _first_difference(value, words, best[1] if best else None)
    yield Finding("quotation-not-found", message, path, pointer, _nearest_hint(words, best), needle=needle, nth=nth)


def _nearest_hint(words: str, best: tuple[str, Nearest] | None) -> str:
    if best is None:
        return "nothing in the cited source is like it: quote its exact words, or leave out the quotation marks"
    source, near = best
    if stands_in(words, near.words):
        return f"the words stand in {source}#{near.paragraph}: cite that paragraph"
    return f"the nearest wording is in {source}#{near.paragraph}: “{_short(near.words)}”"


def _short(text: str) -> str:
    return text if len(text) <= 160 else text[:157] + "..."


def _first_difference(value: str, words: str, near: Nearest | None) -> tuple[str, int]:
    """The first word that differs from the source, and which of its occurrences in the field it is."""
    start = max(value.find(words), 0)
    given = [(found[0], start + found.start()) for found in re.finditer(r"\S+", words)]
    if near is None or not given or stands_in(words, near.words):
        return (given[0][0], nth_before(value, given[0][0], given[0][1])) if given else ("", 0)
    matcher = SequenceMatcher(None, [word for word, _ in given], near.words.split(), autojunk=False)
    index = next((i1 for tag, i1, _, _, _ in matcher.get_opcodes() if tag in ("replace", "delete", "insert") and i1 < len(given)), 0)
    word, offset = given[index]
    return word, nth_before(value, word, offset)


def nth_before(text: str, needle: str, offset: int) -> int:
    """How often `needle` stands in `text` before `offset`."""
    return sum(at < offset for at in occurrences(text, needle))
