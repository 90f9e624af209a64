"""Rules about the evidence lock: what it vouches for is what the records claim, and what the texts say."""

from __future__ import annotations

from collections.abc import Iterator

from generator import lock
from generator.claims import claims
from generator.corpus import Corpus
from generator.diagnostics import Finding, Replacement
from generator.load import LOCK
from generator.lock import Lock
from generator.matching import digest, stands_in
from generator.rules.names import known

_HOW = "run `briefings lock` where the texts are at hand, and commit seeds/evidence.lock"


def evidence_lock(corpus: Corpus) -> Iterator[Finding]:
    """Where there is a lock, it covers every claim and every record, and it agrees with the texts."""
    if corpus.lock is None:
        return
    held = lock.read(corpus.lock)
    for line in held.broken:
        yield Finding("stale-lock", "this line of the lock cannot be understood", LOCK, line=line, hint=_HOW)
    yield from _moved(corpus, held)
    yield from _uncovered(corpus, held)
    if not corpus.failed:
        yield from _stale(corpus, held)


def _uncovered(corpus: Corpus, held: Lock) -> Iterator[Finding]:
    for name, source in corpus.sources.items():
        row = held.values.get(f"record {name}")
        if row != lock.record_digest(source):
            what = "changed since it was locked" if row else "is not in the evidence lock"
            yield Finding("not-locked", f"the record of `{name}` {what}", corpus.paths["source", name], ("id",), _HOW)
    for claim in claims(corpus):
        known_sources = all(source in corpus.sources and not known(corpus, source) for source, _ in claim.passages)
        if known_sources and not held.covers(claim) and _true(corpus, claim.words, claim.passages):
            cited = ", ".join(f"{source}#{number}" for source, number in claim.passages)
            what = f"“{claim.words[:80]}” from {cited}" if claim.words else f"the citation of {cited}"
            yield Finding("not-locked", f"{what} is not in the evidence lock", claim.path, claim.pointer, _HOW, needle=claim.needle, nth=claim.nth)


def _true(corpus: Corpus, words: str, passages: tuple[tuple[str, int], ...]) -> bool:
    """Whether a claim holds, or cannot be looked up: one that does not has a finding of its own."""
    for source, number in passages:
        text = corpus.texts.get(source)
        inside = number <= corpus.sources[source].paragraphs
        if inside and (text is None or (number <= len(text) and (not words or stands_in(words, text[number - 1])))):
            return True
    return False


def _moved(corpus: Corpus, held: Lock) -> Iterator[Finding]:
    """Bare citations whose paragraph now stands elsewhere in a text that changed."""
    numbers = {name: {digest(paragraph): number for number, paragraph in enumerate(text, 1)} for name, text in corpus.texts.items()}
    for claim in claims(corpus):
        if claim.words or claim.passages[0][0] not in numbers:
            continue
        (source, number), text = claim.passages[0], corpus.texts[claim.passages[0][0]]
        was = held.values.get(f"paragraph {source}#{number}", "")
        now = numbers[source].get(was)
        if now and now != number and (number > len(text) or digest(text[number - 1]) != was):
            old, new = f"{source}#{number}", f"{source}#{now}"
            fix = Replacement(claim.citation, old, new, claim.nth)
            hint = f"write `{new}`, or run `briefings check --fix`"
            message = f"what was paragraph {number} of `{source}` is now paragraph {now}"
            yield Finding("moved-paragraph", message, claim.path, claim.pointer, hint, needle=claim.needle, nth=claim.nth, fix=fix)


def _stale(corpus: Corpus, held: Lock) -> Iterator[Finding]:
    """Lines that do not agree with the texts, or that no record asks for any more.

    A line of an owner that has a finding of its own, since a claim of it was edited, is not reported as well.
    """
    edited = {claim.owner for claim in claims(corpus) if not held.covers(claim)}
    wanted = lock.expected(corpus, held)
    keys = {line.rsplit(" ", 1)[0] for line in wanted}
    changed = {name for name in corpus.texts if not any(line in wanted for line in held.lines if line.startswith(f"text {name} "))}
    for line, number in held.lines.items():
        kind, what = line.split(" ")[:2]
        if line in wanted or kind == "record" or (kind == "cites" and what in edited) or (kind == "paragraph" and what.partition("#")[0] in changed):
            continue
        if kind == "text" and what in corpus.texts:
            yield Finding("stale-lock", f"the text of `{what}` is not the one that was locked", LOCK, line=number, hint=_HOW)
        elif line.rsplit(" ", 1)[0] in keys and kind != "cites":
            yield Finding("forged-lock", f"the lock says of {what} what its text does not", LOCK, line=number, hint=_HOW)
        else:
            yield Finding("stale-lock", f"the lock vouches for something that no record claims: {line[:100]}", LOCK, line=number, hint=_HOW)
