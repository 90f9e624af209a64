"""Every quotation of the shipped corpus, mutated in many ways, is caught; varied in typography, none is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest

from generator import build, disk
from generator.corpus.index import Corpus
from generator.text.marks import quoted
from generator.text.matching import own_words, stands_in
from generator.text.turning import turning
from generator.text.typography import even, normalise
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def corpus(texts: Mapping[str, bytes]) -> Corpus:
    return build.check(disk.read_records(ROOT), texts).corpus


def evidence(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Each run of words that is given as a quotation, with a paragraph in which it stands."""
    for citation in corpus.citations:
        if citation.record.quote:
            yield citation.record.quote, corpus.texts[citation.record.source][citation.record.paragraph - 1]
    for item in corpus.entries:
        own = [item.record.exact(0)] if item.section == "quotations" else list(quoted(item.record.sentence))
        passages = [corpus.texts[c.source][c.paragraph - 1] for c in item.record.cites]
        for words in own:
            yield words, next(passage for passage in passages if stands_in(words, passage))


def mutations(quote: str) -> Iterator[str]:
    """A quotation with a word changed, dropped, doubled or swapped, a digit, a negation or a name changed."""
    words = quote.split()
    for place, word in enumerate(words):
        before, after = words[:place], words[place + 1 :]
        yield " ".join([*before, word + "s", *after])
        yield " ".join([*before, "not", word, *after])
        yield " ".join([*before, word, word, *after])
        if 0 < place < len(words) - 1:
            yield " ".join([*before, *after])
        if after and after[0] != word:
            yield " ".join([*before, after[0], word, *after[1:]])
        if any(character.isdigit() for character in word):
            yield " ".join(
                [*before, re.sub(r"\d", lambda found: str((int(found[0]) + 1) % 10), word, count=1), *after]
            )
        if word[0].isupper():
            yield " ".join([*before, word[0].swapcase() + word[1:], *after])
            yield " ".join([*before, "Ivanov", *after])


def edited(quote: str) -> Iterator[tuple[str, str]]:
    """A quotation with a bracket or an omission over each of its words, and the word."""
    words = quote.split()
    for place in range(1, len(words) - 1):
        for edit in ("[indeed]", "[...]"):
            yield " ".join([*words[:place], edit, *words[place + 1 :]]), words[place]


def halves(quote: str) -> Iterator[str]:
    """A quotation cut at each hyphen between two letters, and inside each number."""
    for cut in re.finditer(r"(?<=\w)[-‑](?=\w)", quote):
        yield from (quote[: cut.start()], quote[cut.end() :])
    for cut in re.finditer(r"(?<=\d)[.,\s]?(?=\d)", quote):
        yield from (quote[: cut.start()], quote[cut.end() :])


def variants(quote: str) -> Iterator[str]:
    """The same words as another keyboard, browser or editor would write them."""
    yield quote.replace(" ", "\u00a0")
    yield quote.replace(" ", "  ")
    yield quote.replace(" ", "\u202f")
    yield quote.replace(" ", "\n    ")
    yield quote.replace("'", "’")
    yield quote.replace("’", "'")
    yield quote.replace('"', "“")
    yield quote.replace("-", "‑")
    yield quote.replace("-", "–")
    yield quote.replace("...", "…")
    yield re.sub(r"(\w{3})(\w{3})", "\\1\u00ad\\2", quote)
    yield f"\ufeff {quote} "


def test_every_mutation_is_caught_and_no_variant_is(
    corpus: Corpus, capsys: pytest.CaptureFixture[str]
) -> None:
    found = list(evidence(corpus))
    mutated = [(changed, passage) for quote, passage in found for changed in mutations(quote)]
    varied = [(variant, passage) for quote, passage in found for variant in variants(quote)]
    with capsys.disabled():
        print(f"\n{len(found)} quotations: {len(mutated)} mutations, {len(varied)} variants of typography")
    assert [changed for changed, passage in mutated if stands_in(changed, passage)] == []
    assert [variant for variant, passage in varied if not stands_in(variant, passage)] == []
    assert len(found) > 100


@pytest.mark.slow
def test_no_bracket_hides_a_word_that_turns_and_each_shows_what_it_stands_for(corpus: Corpus) -> None:
    tried = [(*edit, even(passage)) for quote, passage in evidence(corpus) for edit in edited(quote)]
    verdicts = [(words, word, stands_in(words, passage), passage) for words, word, passage in tried]
    accepted = [(words, word, passage) for words, word, stands, passage in verdicts if stands]
    refused = [word for _, word, stands, _ in verdicts if not stands]
    assert [words for words, word, _ in accepted if turning(normalise(word))] == []
    assert [words for words, _, passage in accepted if not own_words(normalise(words), passage)] == []
    assert len(accepted) > 100
    assert sum(bool(turning(normalise(word))) for word in refused) > 50


def test_half_a_word_or_a_number_of_a_shipped_quotation_is_caught(corpus: Corpus) -> None:
    tried = [(half, passage) for quote, passage in evidence(corpus) for half in halves(quote)]
    assert [half for half, passage in tried if stands_in(half, passage)] == []
    assert len(tried) > 20


@pytest.mark.slow
def test_check_names_the_line_and_column_of_a_changed_word_in_every_quotation(
    corpus: Corpus, texts: Mapping[str, bytes]
) -> None:
    files = disk.read_records(ROOT)
    tried = 0
    for path, data in files.items():
        lines = data.decode().split("\n")
        for number, line in enumerate(lines):
            quote = re.match(r"(\s+quote: )(.*(?<!\S)\w{4,}(?!\S).*)$", line)
            if quote is None:
                continue
            word = max(re.findall(r"(?<!\S)\w+(?!\S)", quote[2]), key=len)
            changed = line.replace(word, word + "x", 1)
            edited = "\n".join([*lines[:number], changed, *lines[number + 1 :]]).encode()
            found = build.check({**files, path: edited}, texts).diagnostics
            places = [(d.code.name, d.path, d.span.start.line) for d in found]
            assert places == [("quotation-not-found", path, number + 1)], changed
            assert changed[found[0].span.start.column - 1 :].startswith(word + "x"), changed
            tried += 1
    assert tried > 80
