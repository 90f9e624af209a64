"""The rule about quotations: words given as a quotation stand in the cited paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from generator.corpus.index import Corpus
from generator.evidence.claims import Claim
from generator.evidence.evidence import Evidence
from generator.evidence.proofs import Proof
from generator.findings.codes import Code, Severity
from generator.findings.diagnostics import Finding, Replacement
from generator.records.yamltree import occurrences
from generator.text import brackets
from generator.text.matching import spelled, stands_in
from generator.text.nearest import Nearest, nearest
from generator.text.typography import even, flat, normalise
from generator.text.words import whole

QUOTATION_NOT_FOUND = Code(
    "quotation-not-found",
    what="Words given as a quotation do not stand in the cited paragraph.",
    why=(
        "A quotation is exact or it is none. This holds for `quotations`, for `quote` in a citation, and "
        "for words between double quotation marks in any sentence. Only typography may differ: the shape "
        "of quotation marks, apostrophes, dashes and dots, and the width of spaces."
    ),
    bad=(
        "summary:\n"
        "  - text: They agreed.\n"
        "    cites:\n"
        "      - source: gazette-0301\n"
        "        paragraph: 6\n"
        "        quote: suspended for as long as they are talking\n"
    ),
    good=(
        "summary:\n"
        "  - text: They agreed.\n"
        "    cites:\n"
        "      - source: gazette-0301\n"
        "        paragraph: 6\n"
        "        quote: suspended for as long as we are talking\n"
    ),
    hinders_impact=False,
)

AMBIGUOUS_QUOTATION = Code(
    "ambiguous-quotation",
    what="Words given as a quotation stand more than once in the cited paragraph.",
    why="A reader who follows the citation would not know which of them is meant.",
    bad=(
        "# briefings/ferry.yaml\n"
        "summary:\n"
        "  - text: They have met.\n"
        "    cites: [{source: gazette-0301, paragraph: 3, quote: Port}]\n"
    ),
    good=(
        "# briefings/ferry.yaml\n"
        "summary:\n"
        "  - text: They have met.\n"
        "    cites: [{source: gazette-0301, paragraph: 3, quote: South Port}]\n"
    ),
    severity=Severity.WARNING,
)


_ENDS = " .,;:!?…-"


def quotations(evidence: Evidence) -> Iterator[Finding]:
    """Words given as a quotation stand in the cited paragraph."""
    for proof in evidence.proofs:
        if (
            proof.claim.words
            and _can_be_told(evidence.corpus, proof)
            and not _went_with(evidence, proof.claim)
        ):
            yield from _verify(evidence.corpus, proof)


def _can_be_told(corpus: Corpus, proof: Proof) -> bool:
    """Whether the texts of all passages are at hand, and have these paragraphs.

    Another rule reports those that have not.
    """
    return all(number <= len(corpus.texts.get(source, ())) for source, number in proof.claim.passages)


def _went_with(evidence: Evidence, claim: Claim) -> bool:
    """Whether the words stand in a paragraph as it is numbered now: then the number is what is reported."""
    texts, moves = evidence.corpus.texts, evidence.moves
    if not moves:
        return False
    passages = ((source, moves.get((claim.owner, source, number))) for source, number in claim.passages)
    return any(number and stands_in(claim.words, texts[source][number - 1]) for source, number in passages)


def _verify(corpus: Corpus, proof: Proof) -> Iterator[Finding]:
    claim, counts = proof.claim, proof.counts
    if not claim.passages:
        message = f"“{_short(claim.words)}” is given as a quotation, and nothing here cites a passage"
        hint = "leave out the quotation marks, or cite the passage that has the words"
        yield Finding(
            QUOTATION_NOT_FOUND, message, claim.path, claim.pointer, hint=hint, needle=claim.words.split()[0]
        )
    elif not any(counts):
        yield _not_found(corpus, claim)
    elif claim.citation and (counts[0] or 0) > 1:
        message = f"“{_short(claim.words)}” stands {counts[0]} times in {claim.cited}"
        hint = "quote a few words more, so that the place is plain"
        yield Finding(AMBIGUOUS_QUOTATION, message, claim.path, claim.pointer, hint=hint)


def _not_found(corpus: Corpus, claim: Claim) -> Finding:
    paragraphs = [even(corpus.texts[source][number - 1]) for source, number in claim.passages]
    words = normalise(claim.words)
    for paragraph in paragraphs:
        if fault := brackets.fault(words, paragraph):
            message = f"“{_short(claim.words)}” is not proven by {claim.cited}: {fault}"
            hint = "quote the source's own words there, or make two quotations"
            needle, nth = _at_bracket(claim)
            return Finding(
                QUOTATION_NOT_FOUND, message, claim.path, claim.pointer, hint=hint, needle=needle, nth=nth
            )
    for paragraph in paragraphs:
        for stretch in spelled(words, paragraph):
            start, end = whole(paragraph, *stretch)
            message = f"“{_short(claim.words)}” cuts a word or a number of {claim.cited}"
            hint = f"quote the whole: “{_short(flat(paragraph[start:end]))}”"
            needle = claim.words.split()[0 if start < stretch[0] else -1]
            return Finding(QUOTATION_NOT_FOUND, message, claim.path, claim.pointer, hint=hint, needle=needle)
    return _unlike(corpus, claim)


def _at_bracket(claim: Claim) -> tuple[str, int]:
    """The first word of a quotation that has a bracket, and which of its occurrences in the field it is."""
    bracket = claim.value.find("[", max(claim.value.find(claim.words[:20]), 0))
    word = next((word for word in claim.words.split() if "[" in word), claim.words.split()[0])
    return word, nth_before(claim.value, word, max(claim.value.rfind(word, 0, bracket + len(word)), 0))


def _unlike(corpus: Corpus, claim: Claim) -> Finding:
    sources = dict.fromkeys(source for source, _ in claim.passages)
    wordings = [(source, near) for source in sources if (near := nearest(claim.words, corpus.texts[source]))]
    source, near = max(wordings, key=lambda pair: pair[1].likeness, default=("", None))
    paragraph = corpus.texts[source][near.paragraph - 1] if near else ""
    needle, nth = _first_difference(claim.value, claim.words, paragraph)
    message = f"“{_short(claim.words)}” does not stand in {claim.cited}"
    hint, fix = _mend(claim, source, near)
    return Finding(
        QUOTATION_NOT_FOUND,
        message,
        claim.path,
        claim.pointer,
        hint=hint,
        needle=needle,
        nth=nth,
        about="" if fix else f"{claim.owner} {claim.words} {claim.cited}",
        fix=fix,
    )


def _mend(claim: Claim, source: str, near: Nearest | None) -> tuple[str, Replacement | None]:
    """What to write instead, and the safe fix: the source's own case, and no sign that the editor left out.

    Another paragraph that has the words is named, and not written by itself: somebody else may speak there.
    """
    if near is None:
        return (
            "nothing in the cited source is like it: quote its exact words, or leave out the quotation marks",
            None,
        )
    key = f"{source}#{near.paragraph}"
    if stands_in(claim.words, near.words):
        return f"the words stand in {key}: look who speaks there, and cite that paragraph", None
    wording = near.words.strip(_ENDS)
    safe = claim.words.strip(_ENDS) == claim.words and _differ_in_case(claim.words, wording)
    fix = Replacement(claim.pointer, claim.words, wording) if safe and _plain(wording) else None
    return f"the nearest wording is in {key}: “{_short(near.words)}”", fix


def _differ_in_case(words: str, wording: str) -> bool:
    """Whether the source's wording has the same letters and digits in another case, and no sign more."""
    theirs, ours = iter(normalise(words).casefold()), normalise(wording).casefold()
    same = _bare(words) == _bare(wording)
    return same and all(sign in theirs for sign in ours)


def _bare(words: str) -> str:
    return "".join(sign for sign in normalise(words).casefold() if sign.isalnum() or sign == " ")


def _plain(words: str) -> bool:
    """Whether the words may stand in any YAML scalar as they are."""
    return not any(sign in words for sign in "\"'#:[]{}")


def _short(text: str) -> str:
    return text if len(text) <= 160 else text[:157] + "..."


def _first_difference(value: str, words: str, paragraph: str) -> tuple[str, int]:
    """The first word that differs from those of the paragraph.

    With it stands which of its occurrences in the field it is.
    """
    place = re.search(r"\s+".join(map(re.escape, words.split())), value)
    start = place.start() if place else 0
    places = [(match[0], start + match.start()) for match in re.finditer(r"\S+", words)]
    if not places:
        return "", 0
    index = 0 if stands_in(words, paragraph) else _first_change(words, paragraph, len(places))
    word, offset = places[index]
    return word, nth_before(value, word, offset)


def _first_change(words: str, paragraph: str, count: int) -> int:
    """Which of the words, `count` in all, is the first that the paragraph has not, or has otherwise."""
    quote, source = ([normalise(word).strip("\"'") for word in text.split()] for text in (words, paragraph))
    changes = SequenceMatcher(None, quote, source, autojunk=False).get_opcodes()
    starts = (start for tag, start, end, _, _ in changes if tag != "equal" and start < count and end > 0)
    return next(starts, 0)


def nth_before(text: str, needle: str, offset: int) -> int:
    """How often `needle` stands in `text` before `offset`."""
    return sum(at < offset for at in occurrences(text, needle))


RULES = (quotations,)
"""The rules of this module, in the order in which they run."""
