"""Rules about the evidence lock: what it vouches for is what the records claim, and what the texts say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.corpus.index import Corpus
from generator.evidence import lock
from generator.evidence.claims import Claim, claims
from generator.evidence.lock import Lock
from generator.evidence.moved import moved, shifts
from generator.findings.codes import Code
from generator.findings.diagnostics import Finding, Replacement
from generator.records.load import LOCK
from generator.rules.names import known
from generator.text.matching import stands_in

_MOVE = "run `briefings check --fix`, look whether it still says the same, then run `briefings lock`"
_HOW = "run `briefings lock` where the texts are at hand, and commit seeds/evidence.lock"


NOT_LOCKED = Code(
    "not-locked",
    what="A citation, a quotation or a source's record is not what the evidence lock vouches for.",
    why=(
        "A machine without the texts knows only the lock. Run `briefings lock` where the texts are, and "
        "commit `seeds/evidence.lock` with your change."
    ),
    hinders_impact=False,
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


def evidence_lock(corpus: Corpus) -> Iterator[Finding]:
    """Where there is a lock, it covers every claim and every record, and it agrees with the texts."""
    if corpus.lock is None:
        return
    held = lock.read(corpus.lock)
    for line in held.broken:
        yield Finding(BROKEN_LOCK, "this line of the lock cannot be understood", LOCK, line=line, hint=_HOW)
    yield from _moved(corpus)
    yield from _moved_excuses(corpus, held)
    yield from _uncovered(corpus, held)
    if not corpus.failed:
        yield from _stale(corpus, held)


def _uncovered(corpus: Corpus, held: Lock) -> Iterator[Finding]:
    for name, source in corpus.sources.items():
        row = held.values.get(f"record {name}")
        if row != lock.record_digest(source):
            what = "changed since it was locked" if row else "is not in the evidence lock"
            yield Finding(
                NOT_LOCKED, f"the record of `{name}` {what}", corpus.paths["source", name], ("id",), _HOW
            )
    open_ones: dict[str, list[Finding]] = {}
    for claim in claims(corpus):
        known_sources = all(
            source in corpus.sources and not known(corpus, source) for source, _ in claim.passages
        )
        if known_sources and not held.covers(claim) and _true(corpus, claim.words, claim.passages):
            open_ones.setdefault(claim.path, []).append(_not_locked(claim))
    for findings in open_ones.values():
        yield from findings if len(corpus.texts) < len(corpus.sources) else _summed(findings)


def _not_locked(claim: Claim) -> Finding:
    cited = ", ".join(f"{source}#{number}" for source, number in claim.passages)
    what = f"“{claim.words[:80]}” from {cited}" if claim.words else f"the citation of {cited}"
    return Finding(
        NOT_LOCKED,
        f"{what} is not in the evidence lock",
        claim.path,
        claim.pointer,
        _HOW,
        needle=claim.needle,
        nth=claim.nth,
    )


def _summed(findings: list[Finding]) -> Iterator[Finding]:
    """Where every text is at hand the claims hold, so one finding a file is enough: locking is all that is left to do."""
    first, more = findings[0], len(findings) - 1
    yield replace(first, message=first.message + (f", nor are {more} more of this file" if more else ""))


def _true(corpus: Corpus, words: str, passages: tuple[tuple[str, int], ...]) -> bool:
    """Whether a claim holds, or cannot be looked up: one that does not has a finding of its own."""
    for source, number in passages:
        text = corpus.texts.get(source)
        inside = number <= corpus.sources[source].paragraphs
        if inside and (
            text is None or (number <= len(text) and (not words or stands_in(words, text[number - 1])))
        ):
            return True
    return False


def _moved(corpus: Corpus) -> Iterator[Finding]:
    """Citations, and excuses of a source, whose paragraph now stands elsewhere in a text that changed."""
    renumbered = moved(corpus)
    for claim in claims(corpus):
        source, number = claim.passages[0] if claim.passages else ("", 0)
        now = renumbered.get((claim.owner, source, number))
        if now and claim.pointer[: len(claim.citation)] == claim.citation:
            fix = Replacement(claim.citation, f"{source}#{number}", f"{source}#{now}", claim.nth)
            pointer = claim.citation if claim.needle else (*claim.citation, "paragraph")
            yield Finding(
                MOVED_PARAGRAPH,
                _went(source, number, now),
                claim.path,
                pointer,
                _MOVE,
                needle=claim.needle,
                nth=claim.nth,
                fix=fix,
            )


def _moved_excuses(corpus: Corpus, held: Lock) -> Iterator[Finding]:
    """The numbers under `uncited`, as long as the record still counts the paragraphs of the text before."""
    for (name, number), now in shifts(corpus, held).items():
        source = corpus.sources[name]
        if source.paragraphs == len(corpus.texts[name]):
            continue
        for index, uncited in enumerate(source.uncited):
            if number in uncited.paragraphs:
                pointer = ("uncited", index, "paragraphs", uncited.paragraphs.index(number))
                fix = Replacement(pointer, str(number), str(now))
                yield Finding(
                    MOVED_PARAGRAPH,
                    _went(name, number, now),
                    corpus.paths["source", name],
                    pointer,
                    _MOVE,
                    fix=fix,
                )


def _went(source: str, number: int, now: int) -> str:
    return f"what was paragraph {number} of `{source}` is now paragraph {now}"


def _stale(corpus: Corpus, held: Lock) -> Iterator[Finding]:
    """Lines that do not agree with the texts, or that no record asks for any more.

    A line of an owner that has a finding of its own, since a claim of it was edited, is not reported as well.
    """
    edited = {claim.owner for claim in claims(corpus) if not held.covers(claim)}
    wanted = lock.expected(corpus, held)
    keys = {line.rsplit(" ", 1)[0] for line in wanted}
    changed = {
        name
        for name in corpus.texts
        if not any(line in wanted for line in held.lines if line.startswith(f"text {name} "))
    }
    for line, number in held.lines.items():
        kind, what = line.split(" ")[:2]
        if (
            line in wanted
            or kind == "record"
            or (kind == "cites" and what in edited)
            or (kind != "text" and lock.about(line) in changed)
        ):
            continue
        if kind == "text" and what in corpus.texts:
            yield Finding(
                CHANGED_TEXT,
                f"the text of `{what}` is not the one that was locked",
                LOCK,
                line=number,
                hint=_HOW,
            )
        elif line.rsplit(" ", 1)[0] in keys and kind != "cites":
            yield Finding(
                FORGED_LOCK, f"the lock says of {what} what its text does not", LOCK, line=number, hint=_HOW
            )
        else:
            yield Finding(
                STALE_LOCK,
                f"the lock vouches for something that no record claims: {line[:100]}",
                LOCK,
                line=number,
                hint=_HOW,
            )


RULES = (evidence_lock,)
"""The rules of this module, in the order in which they run."""
