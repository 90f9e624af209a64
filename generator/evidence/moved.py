"""Where cited paragraphs went when a text changed after it was locked: found by their fingerprints, never by likeness."""

from __future__ import annotations

from collections.abc import Mapping

from generator.corpus.index import Corpus
from generator.evidence import lock
from generator.evidence.claims import claims
from generator.evidence.lock import Lock
from generator.text.matching import digest

Pair = tuple[int, str]
"""A paragraph's number and the fingerprint of the words that are cited from it."""


def shifts(corpus: Corpus, held: Lock) -> dict[tuple[str, int], int]:
    """For each locked paragraph of a text that changed, the number that it has now, where that is another."""
    found: dict[tuple[str, int], int] = {}
    for name, text in corpus.texts.items():
        now: dict[str, list[int]] = {}
        for number, paragraph in enumerate(text, 1):
            now.setdefault(digest(paragraph), []).append(number)
        for key, was in held.values.items():
            kind, _, place = key.partition(" ")
            source, _, number_text = place.partition("#")
            if kind == "paragraph" and source == name and was in now and int(number_text) not in now[was]:
                number = int(number_text)
                found[source, number] = min(now[was], key=lambda candidate: abs(candidate - number))
    return found


def moved(corpus: Corpus) -> Mapping[tuple[str, str, int], int]:
    """The citations that must be renumbered: owner, source and number, with the number to write.

    A citation that was renumbered already is not among them: its owner cites what the lock says, each at its new number.
    """
    held = lock.read(corpus.lock) if corpus.lock is not None else None
    went = shifts(corpus, held) if held else {}
    if held is None or not went:
        return {}
    locked, cited = _locked(held), _cited(corpus)
    found: dict[tuple[str, str, int], int] = {}
    for (owner, source), pairs in cited.items():
        before = locked.get((owner, source), set())
        after = {(went.get((source, number), number), words) for number, words in before}
        if not pairs <= after:
            found |= {
                (owner, source, n): went[source, n]
                for n, words in pairs
                if (n, words) in before and (source, n) in went
            }
    return found


def _locked(held: Lock) -> dict[tuple[str, str], set[Pair]]:
    found: dict[tuple[str, str], set[Pair]] = {}
    for line in held.lines:
        kind, *rest = line.split(" ")
        if kind == "cites":
            owner, place, words = rest
            source, _, number = place.partition("#")
            found.setdefault((owner, source), set()).add((int(number), words))
    return found


def _cited(corpus: Corpus) -> dict[tuple[str, str], set[Pair]]:
    found: dict[tuple[str, str], set[Pair]] = {}
    for claim in claims(corpus):
        if len(claim.passages) == 1:
            source, number = claim.passages[0]
            found.setdefault((claim.owner, source), set()).add((number, digest(claim.words)))
    return found
