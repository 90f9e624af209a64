"""The evidence lock: what was verified against the texts.

It is written down so that a machine without them can check it.

One line for each thing, sorted, so that a difference reads well and branches merge. `KINDS` says which lines
there are. A fingerprint is the one of `matching`: of words after `normalise`, of the record as it is
published, or of the figures of an entry with its passages, see `figures`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from generator.corpus.index import Corpus
from generator.evidence.claims import Claim
from generator.evidence.edited import Edited
from generator.evidence.figures import Figured
from generator.evidence.proofs import Paragraphs, Proof
from generator.records.source import Source
from generator.text.matching import data_digest, even_text_digest, fingerprint
from generator.text.typography import flat

HEADER = "# Evidence lock, version 1. Written by `briefings lock`: do not edit it by hand.\n"
_FINGERPRINT = "[0-9a-f]{16}"


class Kind(NamedTuple):
    """A kind of line: its first word, what follows that, which column names the source, and what it says.

    Columns count from 0. A line without a source is about an entry, or about the lock itself.
    """

    name: str
    rest: str
    source: int | None
    meaning: str


KINDS = (
    Kind("cites", rf"\S+ \S+#\d+ (?:{_FINGERPRINT}|-)", 2, "whose words stand where; - for a bare citation"),
    Kind(
        "edited",
        rf'\S+#\d+ {_FINGERPRINT} ".*"',
        1,
        "a quotation with an editor's brackets, and the source's own words there",
    ),
    Kind("figures", rf"\S+ {_FINGERPRINT}", None, "the figures of an entry, which its passages have"),
    Kind("file", r"\S+ [0-9a-f]{64}", 1, "the SHA-256 of the file that was read"),
    Kind("paragraph", rf"\S+#\d+ {_FINGERPRINT}", 1, "the words of a paragraph"),
    Kind("record", rf"\S+ {_FINGERPRINT}", 1, "the record of a source"),
    Kind(
        "signed",
        r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])",
        None,
        "the day on which the lock was signed",
    ),
    Kind("text", rf"\S+ \d+ {_FINGERPRINT}", 1, "how many paragraphs a text has, and the words of all of it"),
)
"""Every kind of line, by name. Whoever adds one also says in `expected` when a lock has it."""

_SOURCE_COLUMNS = {kind.name: kind.source for kind in KINDS}
_LINE = re.compile(rf"(?:{'|'.join(f'{kind.name} {kind.rest}' for kind in KINDS)})\Z")

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
        """The last column of every line that is not about what an entry says, by what stands before it."""
        others = (line for line in self.lines if not line.startswith((*_OF_ENTRIES, "edited ")))
        parts = (line.rpartition(" ") for line in others)
        return {key: value for key, _, value in parts}

    @cached_property
    def own_words(self) -> Mapping[str, str]:
        """The source's words of every `edited` line, by what stands before them."""
        parts = (line.split(" ", 3) for line in self.lines if line.startswith("edited "))
        return {" ".join(key): str(json.loads(own)) for *key, own in parts}

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

    @property
    def day(self) -> str:
        """The day on which it was signed, as its signer says; empty where it does not say so."""
        return self.values.get("signed", "")

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
        if _understood(line):
            lines[line] = number
        elif line.strip() and not line.startswith("#"):
            broken.append(number)
    return Lock(lines, tuple(broken))


def _understood(line: str) -> bool:
    if not _LINE.match(line):
        return False
    try:
        return not line.startswith("edited ") or isinstance(json.loads(line.split(" ", 3)[3]), str)
    except ValueError:
        return False


def dump(lines: Iterable[str]) -> str:
    """Lines as the text of a lock, sorted."""
    return HEADER + "".join(f"{line}\n" for line in sorted(lines, key=_order))


def _order(line: str) -> tuple[object, ...]:
    """Numbers sort as numbers, so that paragraph 10 comes after 9."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", line))


def expected(
    corpus: Corpus,
    records: Mapping[str, str],
    texts: Paragraphs,
    proofs: Iterable[Proof],
    *,
    figured: Iterable[Figured],
    quotations: Iterable[Edited],
    before: Lock | None,
) -> frozenset[str]:
    """The lines that a lock of this corpus has; `records` are the fingerprints of its sources' records.

    Of a source whose text is not at hand, lines that still hold are kept.
    """
    old = before.lines if before else {}
    lines = {line for name, text in texts.items() for line in _text_lines(name, text)}
    lines |= {f"file {name} {sha256}" for name, sha256 in corpus.hashes.items()}
    lines |= {f"record {name} {records[name]}" for name in corpus.texts}
    if unseen := corpus.sources.keys() - corpus.texts.keys():
        lines |= {line for line in old if not line.startswith(_OF_ENTRIES) and about(line) in unseen}
    lines |= {line for line in old if line.startswith("signed ")}
    lines |= {line for proof in proofs for line in _proven(proof, old)}
    lines |= {entry.line for entry in figured if _borne_out(entry, old)}
    lines |= {quotation.line for quotation in quotations}
    return frozenset(lines)


def _text_lines(name: str, text: tuple[str, ...]) -> Iterator[str]:
    yield f"text {name} {len(text)} {even_text_digest(text)}"
    for number, paragraph in enumerate(text, 1):
        yield f"paragraph {name}#{number} {fingerprint(flat(paragraph))}"


def _borne_out(entry: Figured, old: Container[str]) -> bool:
    """Whether the passages have the figures of an entry, as far as the texts or an older lock tell."""
    return entry.line in old if entry.missing is None else not entry.missing


def about(line: str) -> str | None:
    """The source that a line is about; None where it is about an entry or the lock itself."""
    parts = line.split(" ")
    column = _SOURCE_COLUMNS[parts[0]]
    return None if column is None else parts[column].partition("#")[0]


def signed_on(lines: Iterable[str], day: str) -> frozenset[str]:
    """The lines of a lock that is signed on a day (`YYYY-MM-DD`), or of one that nobody signed when empty."""
    others = frozenset(line for line in lines if not line.startswith("signed "))
    return others | {f"signed {day}"} if day else others


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
