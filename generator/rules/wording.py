"""Rules about attribution.

When and where a claim was made, and whose doubt or certainty a sentence speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from generator.corpus.entries import Placed
from generator.evidence.evidence import Evidence
from generator.findings.codes import Code, Severity
from generator.findings.diagnostics import Finding, Pointer
from generator.records.entries import Judgement, Statement
from generator.records.vocabulary import CONFIDENCE_WORDS, DEGREES, LIKELIHOOD_WORDS, NOT_CONFIDENCE, Kind
from generator.records.wording import Wording
from generator.records.yamltree import MAX_FINDINGS
from generator.rules.quotations import nth_before
from generator.text.marks import unquoted


def _any(words: Iterable[str]) -> re.Pattern[str]:
    """Finds any of some words, longer ones first, whatever spaces stand inside them."""
    longest_first = sorted(words, key=len, reverse=True)
    parts = (r"\s+".join(map(re.escape, word.split())) for word in longest_first)
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)


_LIKELIHOOD, _CONFIDENCE, _ELSE = _any(LIKELIHOOD_WORDS), _any(CONFIDENCE_WORDS), _any(NOT_CONFIDENCE)
_DEGREE = _any(DEGREES)
_TURNED = re.compile(r"\b(?:not|no|nor|more|less|as|how)\s+\Z|n[’']t\s+\Z", re.IGNORECASE)
_END = re.compile(r"[.!?][\"”’)]*\s")


MISSING_OCCASION = Code(
    "missing-occasion",
    what="Nothing says when, where or on what occasion a claim was made.",
    why=(
        "A claim from before the talks and one from after them mean different things. Give `date`, `place` "
        "or `occasion`, a few words such as `before the talks`; where the sources give none of these, "
        "write `occasion: unknown`, and readers see that too."
    ),
    bad=(
        "statements:\n"
        "  - id: toll-suspended\n"
        "    kind: attributed\n"
        "    by: harbour-master\n"
        "    text: It is suspended.\n"
        "    cites: [gazette-0301#6]\n"
    ),
    good=(
        "statements:\n"
        "  - id: toll-suspended\n"
        "    kind: attributed\n"
        "    by: harbour-master\n"
        "    occasion: unknown\n"
        "    text: It is suspended.\n"
        "    cites: [gazette-0301#6]\n"
    ),
    severity=Severity.WARNING,
)


def occasions(evidence: Evidence) -> Iterator[Finding]:
    """A claim says when, where or on what occasion it was made, or that this is unknown."""
    for entry in evidence.corpus.of(Statement):
        record = entry.record
        if record.kind is Kind.ATTRIBUTED and not (record.date or record.place or record.occasion):
            hint = (
                "add `date`, `place` or `occasion: before the talks`; "
                "write `occasion: unknown` where the sources give none"
            )
            yield Finding(
                MISSING_OCCASION,
                "nothing says when or where this was claimed",
                entry.path,
                entry.pointer,
                hint=hint,
            )


LIKELIHOOD_IN_STATEMENT = Code(
    "likelihood-in-statement",
    what="A reported fact or a claim has a word in it that weighs a likelihood, such as `probably`.",
    why=(
        "A reader cannot tell whether the source, the speaker or the desk weighs it. The desk's own "
        "assessment is a judgement; what others think likely is quoted in their words. Words between "
        "double quotation marks are left alone, and so are `may`, `might`, `could` and `possible`."
    ),
    bad=(
        "statements:\n"
        "  - id: toll-collected\n"
        "    kind: reported\n"
        "    text: The toll was probably still collected.\n"
        "    cites: [courier-0302#3]\n"
    ),
    good=(
        "statements:\n"
        "  - id: toll-collected\n"
        "    kind: reported\n"
        "    text: The toll was still collected.\n"
        "    cites: [courier-0302#3]\n"
    ),
    severity=Severity.WARNING,
)


def likelihood_words(evidence: Evidence) -> Iterator[Finding]:
    """What is reported or claimed is not weighed by the desk in the same sentence."""
    for written in evidence.corpus.written:
        text = written.text
        if text.shape.wording is Wording.REPORT:
            for match in _LIKELIHOOD.finditer(unquoted(text.value)):
                message = f"“{match[0]}” weighs a likelihood: in a statement a reader cannot tell whose"
                hint = "quote the speaker's or the source's own word, or say it in a judgement"
                yield _at(
                    LIKELIHOOD_IN_STATEMENT,
                    message,
                    written.path,
                    text.pointer,
                    text=text.value,
                    match=match,
                    hint=hint,
                )


LIKELIHOOD_MISMATCH = Code(
    "likelihood-mismatch",
    what="The sentence of a judgement names another degree of likelihood than its `likelihood`.",
    why=(
        "Readers see the word and the range side by side. The words are those of ICD 203: `unlikely` is 20 "
        "to 45 %, `very unlikely` 5 to 20 %."
    ),
    bad=(
        "judgements:\n"
        "  - id: no-deal\n"
        "    text: A settlement is very unlikely.\n"
        "    likelihood: unlikely\n"
        "    confidence: low\n"
        "    basis: Both restated their terms.\n"
        "    cites: [courier-0302#4]\n"
    ),
    good=(
        "judgements:\n"
        "  - id: no-deal\n"
        "    text: A settlement is unlikely.\n"
        "    likelihood: unlikely\n"
        "    confidence: low\n"
        "    basis: Both restated their terms.\n"
        "    cites: [courier-0302#4]\n"
    ),
    severity=Severity.WARNING,
)


def degrees(evidence: Evidence) -> Iterator[Finding]:
    """A judgement whose sentence names a degree of likelihood names the one that `likelihood` gives."""
    for entry in evidence.corpus.of(Judgement):
        text, own_words = entry.record.text, unquoted(entry.record.text)
        matches = [
            match for match in _DEGREE.finditer(own_words) if not _TURNED.search(own_words, 0, match.start())
        ]
        degree = entry.record.likelihood
        if matches and degree not in {DEGREES[_plainly(match[0])] for match in matches}:
            words = matches[0][0]
            message = f"the sentence says “{words}”, and `likelihood` is {degree.word}, {degree.meaning}"
            hint = "make the two say the same: readers see both"
            yield _at(
                LIKELIHOOD_MISMATCH,
                message,
                entry.path,
                (*entry.pointer, "text"),
                text=text,
                match=matches[0],
                hint=hint,
            )


def _plainly(words: str) -> str:
    return " ".join(words.lower().split())


CONFIDENCE_IN_JUDGEMENT = Code(
    "confidence-in-judgement",
    what="The sentence of a judgement says how sure the desk is, with a word such as `confident`.",
    why="That is what `confidence` says, in words that mean the same in every dossier.",
    bad=(
        "judgements:\n"
        "  - id: no-deal\n"
        "    text: We are confident that no settlement comes.\n"
        "    likelihood: unlikely\n"
        "    confidence: low\n"
        "    basis: Both restated their terms.\n"
        "    cites: [courier-0302#4]\n"
    ),
    good=(
        "judgements:\n"
        "  - id: no-deal\n"
        "    text: A settlement is unlikely.\n"
        "    likelihood: unlikely\n"
        "    confidence: low\n"
        "    basis: Both restated their terms.\n"
        "    cites: [courier-0302#4]\n"
    ),
    severity=Severity.WARNING,
)

LIKELIHOOD_WITH_CONFIDENCE = Code(
    "likelihood-with-confidence",
    what="One sentence of the desk's says how likely something is and how sure the desk is.",
    why=(
        "Readers take the two for one: `high confidence` in a small chance is still a small chance (ICD "
        "203). This holds for judgements, the bottom line, accounts and prose."
    ),
    bad=(
        "judgements:\n"
        "  - id: no-deal\n"
        "    text: We have high confidence that a settlement is unlikely.\n"
        "    likelihood: unlikely\n"
        "    confidence: high\n"
        "    basis: Both restated their terms.\n"
        "    cites: [courier-0302#4]\n"
    ),
    good=(
        "judgements:\n"
        "  - id: no-deal\n"
        "    text: A settlement is unlikely.\n"
        "    likelihood: unlikely\n"
        "    confidence: low\n"
        "    basis: Both restated their terms.\n"
        "    cites: [courier-0302#4]\n"
    ),
    severity=Severity.WARNING,
)


def confidence_words(evidence: Evidence) -> Iterator[Finding]:
    """How sure the desk is stands in `confidence`, not in the sentence.

    And it never stands in a sentence with a likelihood.
    """
    corpus = evidence.corpus
    for entry in corpus.of(Judgement):
        yield from _confidence(entry)
    for written in corpus.written:
        text = written.text
        if text.shape.wording and text.shape.wording.assesses:
            for match in islice(_with_likelihood(text.value), MAX_FINDINGS):
                yield _mixed(written.path, text.pointer, text.value, match)


def _confidence(entry: Placed[Judgement]) -> Iterator[Finding]:
    text, pointer = entry.record.sentence, (*entry.pointer, "text")
    mixed = {match.start() for match in _with_likelihood(text)}
    for match in _CONFIDENCE.finditer(_plain(text)):
        if match.start() not in mixed:
            message = f"“{match[0]}” says how sure the desk is, which stands in `confidence`"
            yield _at(
                CONFIDENCE_IN_JUDGEMENT,
                message,
                entry.path,
                pointer,
                text=text,
                match=match,
                hint="leave the words out, and say in `basis` what the judgement rests on",
            )


def _with_likelihood(text: str) -> Iterator[re.Match[str]]:
    """The words of confidence that stand in one sentence with a likelihood."""
    plain = _plain(text)
    if not _CONFIDENCE.search(plain):
        return
    own_words = unquoted(text)
    ends = [match.end() for match in _END.finditer(plain)]
    for start, end in zip((0, *ends), (*ends, len(plain)), strict=True):
        if _LIKELIHOOD.search(own_words, start, end):
            yield from _CONFIDENCE.finditer(plain, start, end)


def _mixed(path: str, pointer: Pointer, text: str, match: re.Match[str]) -> Finding:
    message = f"“{match[0]}” stands in one sentence with a likelihood: a reader takes the two for one"
    return _at(
        LIKELIHOOD_WITH_CONFIDENCE,
        message,
        path,
        pointer,
        text=text,
        match=match,
        hint="say in one sentence how likely it is, and leave how sure the desk is to `confidence`",
    )


def _plain(text: str) -> str:
    """The text without quotations and without terms that only look like words of confidence."""
    return _ELSE.sub(lambda match: " " * len(match[0]), unquoted(text))


def _at(
    code: Code, message: str, path: str, pointer: Pointer, text: str, match: re.Match[str], hint: str
) -> Finding:
    """A warning at the first word of a match.

    The words of a term may stand on two lines of the file.
    """
    needle = match[0].split()[0]
    return Finding(
        code,
        message,
        path,
        pointer,
        hint=hint,
        needle=needle,
        nth=nth_before(text, needle, match.start()),
    )


RULES = (occasions, likelihood_words, degrees, confidence_words)
"""The rules of this module, in the order in which they run."""
