"""The evidence lock: what was verified against the texts.

It is written down so that a machine without them can check it.

One line for each thing, sorted, so that a difference reads well and branches merge:

    cites iran#troop-rumour newsy-today-0515#5 3f2a9c0d41e7b856  words that stand there; - for a bare citation
    figures iran#troop-rumour 5c0e1f2a3b4d6978                   its figures, which its passages have
    paragraph newsy-today-0515#5 91b0c4d2e8f7a635                that paragraph's words
    record newsy-today-0515 0a1b2c3d4e5f6071                     the source's record
    text newsy-today-0515 20 6c7d8e9fa0b1c2d3                    the whole text, and how many paragraphs

The last column is a fingerprint, see `matching`: of words after `normalise`, of the record as it is
published, or of the figures of an entry with its passages, see `figures`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.corpus.index import Corpus
from generator.evidence.claims import Claim
from generator.evidence.figures import Figured
from generator.evidence.proofs import Paragraphs, Proof
from generator.records.source import Source
from generator.text.matching import data_digest, even_text_digest, fingerprint
from generator.text.typography import flat

HEADER = "# Evidence lock, version 1. Written by `briefings lock`: do not edit it by hand.\n"
_LINE = re.compile(
    r"(?:cites \S+ \S+#\d+ (?:[0-9a-f]{16}|-)|figures \S+ [0-9a-f]{16}|paragraph \S+#\d+ [0-9a-f]{16}"
    r"|record \S+ [0-9a-f]{16}|text \S+ \d+ [0-9a-f]{16})\Z"
)

_OF_ENTRIES = ("cites ", "figures ")
"""How the lines begin that are about what an entry says."""


@dataclass(frozen=True)
class Lock:
    """A lock as it was read: each line with its number (from 1).

    It has also the numbers of lines that cannot be understood.
    """

    lines: Mapping[str, int]
    broken: tuple[int, ...]

    @cached_property
    def values(self) -> Mapping[str, str]:
        """The last column of every `paragraph`, `record` and `text` line, by what stands before it."""
        parts = (line.rpartition(" ") for line in self.lines if not line.startswith(_OF_ENTRIES))
        return {key: value for key, _, value in parts}

    @cached_property
    def paragraphs(self) -> Mapping[str, Mapping[int, str]]:
        """The fingerprint of each locked paragraph by its number, for each source."""
        fingerprints: dict[str, dict[int, str]] = {}
        for key, value in self.values.items():
            kind, _, place = key.partition(" ")
            if kind == "paragraph":
                source, _, number = place.partition("#")
                fingerprints.setdefault(source, {})[int(number)] = value
        return fingerprints

    def covers(self, claim: Claim) -> bool:
        """Whether a line says that the claim was verified, against a paragraph that the lock still has."""
        return any(
            line in self.lines and number in self.paragraphs.get(source, {})
            for line, (source, number) in zip(claim.lines, claim.passages, strict=True)
        )


def record_digest(source: Source) -> str:
    """The fingerprint of a source's record as it is published."""
    return data_digest(source.model_dump(mode="json", by_alias=True, exclude_none=True))


def read(text: str) -> Lock:
    """Read a lock. Total: lines that it cannot understand are kept by number."""
    lines: dict[str, int] = {}
    broken = []
    for number, line in enumerate(text.splitlines(), 1):
        if _LINE.match(line):
            lines[line] = number
        elif line.strip() and not line.startswith("#"):
            broken.append(number)
    return Lock(lines, tuple(broken))


def dump(lines: Iterable[str]) -> str:
    """Lines as the text of a lock, sorted."""
    return HEADER + "".join(f"{line}\n" for line in sorted(lines, key=_order))


def _order(line: str) -> tuple[object, ...]:
    """Numbers sort as numbers, so that paragraph 10 comes after 9."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", line))


def expected(
    corpus: Corpus,
    texts: Paragraphs,
    proofs: Iterable[Proof],
    *,
    figured: Iterable[Figured],
    before: Lock | None,
) -> frozenset[str]:
    """The lines that a lock of this corpus has.

    Of a source whose text is not at hand, lines that still hold are kept.
    """
    old = before.lines if before else {}
    lines = {line for name, text in texts.items() for line in _text_lines(name, text)}
    lines |= {f"record {name} {record_digest(corpus.sources[name])}" for name in corpus.texts}
    lines |= {line for line in old if not line.startswith(_OF_ENTRIES) and _unseen(corpus, about(line))}
    lines |= {line for proof in proofs for line in _proven(proof, old)}
    lines |= {entry.line for entry in figured if _borne_out(entry, old)}
    return frozenset(lines)


def _text_lines(name: str, text: tuple[str, ...]) -> Iterator[str]:
    yield f"text {name} {len(text)} {even_text_digest(text)}"
    for number, paragraph in enumerate(text, 1):
        yield f"paragraph {name}#{number} {fingerprint(flat(paragraph))}"


def _unseen(corpus: Corpus, source: str) -> bool:
    return source in corpus.sources and source not in corpus.texts


def _borne_out(entry: Figured, old: Container[str]) -> bool:
    """Whether the passages have the figures of an entry, as far as the texts or an older lock tell."""
    return entry.line in old if entry.missing is None else not entry.missing


def about(line: str) -> str:
    """The source that a line is about; nothing for one about the figures of an entry."""
    parts = line.split(" ")
    if parts[0] == "figures":
        return ""
    return parts[2 if parts[0] == "cites" else 1].partition("#")[0]


def _proven(proof: Proof, old: Container[str]) -> Iterator[str]:
    """The line of the first passage that bears a claim out.

    Before it stand those that an older lock has of texts not at hand.
    """
    for line, count in zip(proof.claim.lines, proof.counts, strict=True):
        if count:
            yield line
            return
        if count is None and line in old:
            yield line
