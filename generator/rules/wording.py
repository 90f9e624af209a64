"""Rules about attribution: when and where a claim was made, and whose doubt or certainty a sentence speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from generator.corpus.entries import Placed
from generator.corpus.index import Corpus
from generator.findings.diagnostics import Finding, Pointer, Severity
from generator.records.fields import Wording
from generator.records.schema import Judgement, Statement
from generator.records.vocabulary import CONFIDENCE_WORDS, DEGREES, LIKELIHOOD_WORDS, NOT_CONFIDENCE, Kind
from generator.records.yamltree import MAX_FINDINGS
from generator.rules.quotations import nth_before
from generator.text.matching import unquoted


def _any(words: Iterable[str]) -> re.Pattern[str]:
    """Finds any of some words, longer ones first, whatever spaces stand inside them."""
    longest_first = sorted(words, key=len, reverse=True)
    parts = (r"\s+".join(map(re.escape, word.split())) for word in longest_first)
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)


_LIKELIHOOD, _CONFIDENCE, _ELSE = _any(LIKELIHOOD_WORDS), _any(CONFIDENCE_WORDS), _any(NOT_CONFIDENCE)
_DEGREE = _any(DEGREES)
_TURNED = re.compile(r"\b(?:not|no|nor|more|less|as|how)\s+\Z|n[’']t\s+\Z", re.IGNORECASE)
_END = re.compile(r"[.!?][\"”’)]*\s")


def occasions(corpus: Corpus) -> Iterator[Finding]:
    """A claim says when, where or on what occasion it was made, or that this is unknown."""
    for item in corpus.of(Statement):
        record = item.record
        if record.kind is Kind.ATTRIBUTED and not (record.date or record.place or record.occasion):
            hint = "add `date`, `place` or `occasion: before the talks`; write `occasion: unknown` where the sources give none"
            yield Finding(
                "missing-occasion",
                "nothing says when or where this was claimed",
                item.path,
                item.pointer,
                hint,
                Severity.WARNING,
            )


def likelihood_words(corpus: Corpus) -> Iterator[Finding]:
    """What is reported or claimed is not weighed by the desk in the same sentence."""
    for written in corpus.written:
        text = written.text
        if text.shape.wording is Wording.REPORT:
            for found in _LIKELIHOOD.finditer(unquoted(text.value)):
                message = f"“{found[0]}” weighs a likelihood: in a statement a reader cannot tell whose"
                hint = "quote the speaker's or the source's own word, or say it in a judgement"
                yield _at(
                    "likelihood-in-statement", message, written.path, text.pointer, text.value, found, hint
                )


def degrees(corpus: Corpus) -> Iterator[Finding]:
    """A judgement whose sentence names a degree of likelihood names the one that `likelihood` gives."""
    for item in corpus.of(Judgement):
        said, text = unquoted(item.record.text), item.record.text
        found = [one for one in _DEGREE.finditer(said) if not _TURNED.search(said, 0, one.start())]
        meant = item.record.likelihood
        if found and meant not in {DEGREES[_plainly(one[0])] for one in found}:
            message = f"the sentence says “{found[0][0]}”, and `likelihood` is {meant.word}, {meant.meaning}"
            hint = "make the two say the same: readers see both"
            yield _at(
                "likelihood-mismatch", message, item.path, (*item.pointer, "text"), text, found[0], hint
            )


def _plainly(words: str) -> str:
    return " ".join(words.lower().split())


def confidence_words(corpus: Corpus) -> Iterator[Finding]:
    """How sure the desk is stands in `confidence`, not in the sentence, and never in one with a likelihood."""
    for item in corpus.of(Judgement):
        yield from _confidence(item)
    for written in corpus.written:
        text = written.text
        if text.shape.wording and text.shape.wording.assesses:
            for found in islice(_with_likelihood(text.value), MAX_FINDINGS):
                yield _mixed(written.path, text.pointer, text.value, found)


def _confidence(item: Placed[Judgement]) -> Iterator[Finding]:
    text, pointer = item.record.sentence, (*item.pointer, "text")
    mixed = {found.start() for found in _with_likelihood(text)}
    for found in _CONFIDENCE.finditer(_plain(text)):
        if found.start() not in mixed:
            message = f"“{found[0]}” says how sure the desk is, which stands in `confidence`"
            yield _at(
                "confidence-in-judgement",
                message,
                item.path,
                pointer,
                text,
                found,
                "leave the words out, and say in `basis` what the judgement rests on",
            )


def _with_likelihood(text: str) -> Iterator[re.Match[str]]:
    """The words of confidence that stand in one sentence with a likelihood."""
    own, plain = unquoted(text), _plain(text)
    ends = [found.end() for found in _END.finditer(plain)]
    for start, end in zip((0, *ends), (*ends, len(plain)), strict=True):
        if _LIKELIHOOD.search(own, start, end):
            yield from _CONFIDENCE.finditer(plain, start, end)


def _mixed(path: str, pointer: Pointer, text: str, found: re.Match[str]) -> Finding:
    message = f"“{found[0]}” stands in one sentence with a likelihood: a reader takes the two for one"
    return _at(
        "likelihood-with-confidence",
        message,
        path,
        pointer,
        text,
        found,
        "say in one sentence how likely it is, and leave how sure the desk is to `confidence`",
    )


def _plain(text: str) -> str:
    """The text without quotations and without terms that only look like words of confidence."""
    return _ELSE.sub(lambda found: " " * len(found[0]), unquoted(text))


def _at(
    code: str, message: str, path: str, pointer: Pointer, text: str, found: re.Match[str], hint: str
) -> Finding:
    """A warning at the first word of what was found: the words of a term may stand on two lines of the file."""
    needle = found[0].split()[0]
    return Finding(
        code,
        message,
        path,
        pointer,
        hint,
        Severity.WARNING,
        needle=needle,
        nth=nth_before(text, needle, found.start()),
    )
