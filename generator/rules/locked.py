"""Rules about the evidence lock: what it vouches for is what the records claim, and what the texts say."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace

from generator.corpus.index import Corpus
from generator.evidence import lock
from generator.evidence.evidence import Evidence
from generator.evidence.figures import Figured
from generator.evidence.lock import Lock
from generator.evidence.proofs import Proof
from generator.findings.codes import Code
from generator.findings.diagnostics import Finding, Replacement
from generator.records.load import LOCK
from generator.rules.names import known
from generator.rules.quotations import nth_before
from generator.text import conflicts

_MOVE = "run `briefings check --fix`, look whether it still says the same, then run `briefings lock`"
_HOW = "run `briefings lock` where the texts are at hand, and commit seeds/evidence.lock"


NOT_LOCKED = Code(
    "not-locked",
    what="A citation, a quotation, a figure or a source's record is not what the evidence lock vouches for.",
    why=(
        "A machine without the texts knows only the lock. Run `briefings lock` where the texts are, and "
        "commit `seeds/evidence.lock` with your change."
    ),
    hinders_impact=False,
    stops_preview=False,
    cause="lock",
)

NOT_VERIFIED = Code(
    "not-verified",
    what=(
        "A citation, a quotation or a figure is cited, not yet verified: no text is at hand, and the lock "
        "lacks it."
    ),
    why=(
        "An editor without the texts can write it, and look at it with `briefings serve`, where it is "
        "marked; it is published when whoever has the texts has run `briefings lock`."
    ),
    hinders_impact=False,
    stops_preview=False,
    cause="lock",
)

MOVED_PARAGRAPH = Code(
    "moved-paragraph",
    what="The text of a source has changed, and a cited paragraph now has another number.",
    why=(
        "`briefings check --fix` writes the new number. Then look whether the paragraph still says the "
        "same, and run `briefings lock`."
    ),
    hinders_impact=False,
)

STALE_LOCK = Code(
    "stale-lock",
    what="A line of the evidence lock vouches for something that no record claims any more.",
    why=(
        "The lock must say what is so now. Run `briefings lock` where the texts are, and read its "
        "difference before you commit it."
    ),
    hinders_impact=False,
    stops_preview=False,
    cause="lock",
)

BROKEN_LOCK = Code(
    "broken-lock",
    what="A line of the evidence lock cannot be understood.",
    why="Most often a merge was left half done. A line that cannot be read vouches for nothing.",
    hinders_impact=False,
)

CHANGED_TEXT = Code(
    "changed-text",
    what="The text of a source is not the one that was locked.",
    why=(
        "What was verified was verified in another text. Run `briefings lock` where the texts are, and "
        "read its difference before you commit it."
    ),
    hinders_impact=False,
)

FORGED_LOCK = Code(
    "forged-lock",
    what="A line of the evidence lock says of a paragraph what its text does not.",
    why="The lock was edited by hand, or made from another text.",
    hinders_impact=False,
)


def evidence_lock(evidence: Evidence) -> Iterator[Finding]:
    """Where there is a lock, it covers every claim and every record, and it agrees with the texts."""
    locked = evidence.lock
    if locked is None:
        return
    marks, others = conflicts.apart(locked.broken, evidence.corpus.lock or "")
    if marks:
        yield Finding(BROKEN_LOCK, conflicts.said(marks), LOCK, line=marks[0], hint=conflicts.HOW)
    for line in others:
        yield Finding(BROKEN_LOCK, "this line of the lock cannot be understood", LOCK, line=line, hint=_HOW)
    unlocked = {id(quotation.claim) for quotation in evidence.edited if quotation.line not in locked.lines}
    uncovered = [
        proof for proof in evidence.proofs if not locked.covers(proof.claim) or id(proof.claim) in unlocked
    ]
    yield from _moved(evidence)
    yield from _moved_excuses(evidence)
    yield from _records(evidence.corpus, evidence.record_digests, locked)
    figured = [entry for entry in evidence.figures.entries if entry.line not in locked.lines]
    yield from _uncovered(evidence.corpus, uncovered, figured)
    if not evidence.corpus.failed:
        edited = {proof.claim.owner for proof in uncovered} | {figures.entry.owner for figures in figured}
        edited |= {figures.entry.owner for figures in evidence.figures.entries if figures.missing}
        yield from _stale(evidence, locked, edited)


def _records(corpus: Corpus, digests: Mapping[str, str], locked: Lock) -> Iterator[Finding]:
    for name in corpus.sources:
        fingerprint = locked.values.get(f"record {name}")
        if not known(corpus, name) and fingerprint != digests[name]:
            what = "changed since it was locked" if fingerprint else "is not in the evidence lock"
            path = corpus.paths["source", name]
            yield Finding(NOT_LOCKED, f"the record of `{name}` {what}", path, ("id",), hint=_HOW)


def _uncovered(corpus: Corpus, uncovered: Iterable[Proof], figured: Iterable[Figured]) -> Iterator[Finding]:
    """Claims and figures that hold, or cannot be looked up, and are not locked.

    One that does not hold has a finding of its own.
    """
    by_file: dict[str, list[Finding]] = {}
    for proof in uncovered:
        passages = proof.claim.passages
        on_record = all(source in corpus.sources and not known(corpus, source) for source, _ in passages)
        if on_record and _may_hold(corpus, proof):
            by_file.setdefault(proof.claim.path, []).append(_not_locked(corpus, proof))
    for figures in figured:
        if not figures.missing and all(_on_record(corpus, *passage) for passage in figures.passages):
            by_file.setdefault(figures.entry.path, []).append(_figures_not_locked(corpus, figures))
    for findings in by_file.values():
        yield from findings if len(corpus.texts) < len(corpus.sources) else _summed(findings)


def _not_locked(corpus: Corpus, proof: Proof) -> Finding:
    claim, looked_up = proof.claim, any(proof.counts)
    what = f"“{claim.words[:80]}” from {claim.cited}" if claim.words else f"the citation of {claim.cited}"
    lacking = "is not in the evidence lock" if looked_up else "is cited, not yet verified"
    return Finding(
        NOT_LOCKED if looked_up else NOT_VERIFIED,
        f"{what} {lacking}",
        claim.path,
        claim.pointer,
        hint=_HOW if looked_up else _bring(corpus, claim.passages),
        needle=claim.needle,
        nth=claim.nth,
    )


def _bring(corpus: Corpus, passages: Iterable[tuple[str, int]]) -> str:
    """What to do where a text is missing: its name, and where it is looked for."""
    missing = [corpus.sources[name].text for name, _ in passages if name not in corpus.texts]
    files = ", ".join(dict.fromkeys(missing))
    return (
        f"run `briefings lock` where the texts are at hand ({files} is missing here, see --texts), "
        f"and commit {LOCK}"
    )


def _on_record(corpus: Corpus, source: str, number: int) -> bool:
    return (
        source in corpus.sources and not known(corpus, source) and number <= corpus.sources[source].paragraphs
    )


def _figures_not_locked(corpus: Corpus, figures: Figured) -> Finding:
    first = figures.figures[0]
    words = ", ".join(dict.fromkeys(figure.words for figure in figures.figures))
    looked_up = figures.missing is not None
    lacking = "not in the evidence lock" if looked_up else "cited, not yet verified"
    return Finding(
        NOT_LOCKED if looked_up else NOT_VERIFIED,
        f"the figures of this entry are {lacking}: {words[:80]}",
        figures.entry.path,
        first.pointer,
        hint=_HOW if looked_up else _bring(corpus, figures.passages),
        needle=first.words,
        nth=nth_before(first.value, first.words, first.start),
    )


def _summed(findings: list[Finding]) -> Iterator[Finding]:
    """One finding a file is enough where every text is at hand.

    There the claims hold: locking is all that is left to do.
    """
    first, more = findings[0], len(findings) - 1
    yield replace(
        first,
        message=first.message
        + (f", nor {'is' if more == 1 else 'are'} {more} more of this file" if more else ""),
    )


def _may_hold(corpus: Corpus, proof: Proof) -> bool:
    """Whether a passage that its source has bears a claim out, as far as that can be looked up."""
    return any(
        number <= corpus.sources[source].paragraphs and (count is None or count > 0)
        for (source, number), count in zip(proof.claim.passages, proof.counts, strict=True)
    )


def _moved(evidence: Evidence) -> Iterator[Finding]:
    """Citations whose paragraph now stands elsewhere in a text that changed."""
    for claim in evidence.claims if evidence.moves else ():
        source, number = claim.passages[0] if claim.passages else ("", 0)
        now = evidence.moves.get((claim.owner, source, number))
        if now and claim.citation and claim.pointer[: len(claim.citation)] == claim.citation:
            fix = Replacement(claim.citation, f"{source}#{number}", f"{source}#{now}", claim.nth)
            pointer = claim.citation if claim.needle else (*claim.citation, "paragraph")
            yield Finding(
                MOVED_PARAGRAPH,
                _went(source, number, now),
                claim.path,
                pointer,
                hint=_MOVE,
                needle=claim.needle,
                nth=claim.nth,
                fix=fix,
            )


def _moved_excuses(evidence: Evidence) -> Iterator[Finding]:
    """The numbers under `uncited`, as long as the record still counts the paragraphs of the text before."""
    corpus = evidence.corpus
    for (name, number), now in evidence.shifts.items():
        source = corpus.sources[name]
        if source.paragraphs == len(corpus.texts[name]):
            continue
        for index, uncited in enumerate(source.uncited):
            if number in uncited.paragraphs:
                pointer = ("uncited", index, "paragraphs", uncited.paragraphs.index(number))
                fix = Replacement(pointer, str(number), str(now))
                path = corpus.paths["source", name]
                yield Finding(MOVED_PARAGRAPH, _went(name, number, now), path, pointer, hint=_MOVE, fix=fix)


def _went(source: str, number: int, now: int) -> str:
    return f"what was paragraph {number} of `{source}` is now paragraph {now}"


def _stale(evidence: Evidence, locked: Lock, edited: Container[str]) -> Iterator[Finding]:
    """Lines that do not agree with the texts, or that no record asks for any more.

    A line of an owner that has a finding of its own, since a claim of it was edited, is not reported as well.
    """
    expected = evidence.lines
    unexpected = [line for line in locked.lines if line not in expected]
    if not unexpected:
        return
    keys = {line.rpartition(" ")[0] for line in expected}
    changed = set(evidence.corpus.texts) - _locked_texts(locked, expected)
    for line in unexpected:
        number = locked.lines[line]
        kind, what = line.split(" ")[:2]
        reported = (kind in ("cites", "figures") and what in edited) or (
            kind != "text" and lock.about(line) in changed
        )
        if kind != "record" and not reported:
            in_texts = kind == "text" and what in evidence.corpus.texts
            code, message = _disagreement(line, in_texts=in_texts, forged=line.rpartition(" ")[0] in keys)
            yield Finding(code, message, LOCK, line=number, hint=_HOW)


def _locked_texts(locked: Lock, expected: Container[str]) -> set[str]:
    """The sources whose text is the one that was locked."""
    return {line.split(" ")[1] for line in locked.lines if line.startswith("text ") and line in expected}


def _disagreement(line: str, *, in_texts: bool, forged: bool) -> tuple[Code, str]:
    """What is wrong with a line that no lock of these records would have."""
    kind, what = line.split(" ")[:2]
    if in_texts:
        return CHANGED_TEXT, f"the text of `{what}` is not the one that was locked"
    if forged and kind not in ("cites", "figures"):
        return FORGED_LOCK, f"the lock says of {what} what its text does not"
    return STALE_LOCK, f"the lock vouches for something that no record claims: {line[:100]}"


RULES = (evidence_lock,)
"""The rules of this module, in the order in which they run."""
