"""The register of published ids: `dossier#id`, one on a line.

It is sorted, so that a difference reads well and branches merge.

An id that stands here is a link that somebody may have kept. `briefings register` adds to it; nothing is ever
taken out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.corpus.index import Corpus

HEADER = "# Published ids, one on a line. Written by `briefings register`; no line is ever taken out.\n"
_LINE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*#[a-z0-9]+(?:-[a-z0-9]+)*\Z")


@dataclass(frozen=True)
class Register:
    """A register as it was read: each id with its line (from 1), and the lines that cannot be understood."""

    ids: Mapping[str, int]
    broken: Mapping[int, str]


def read(text: str) -> Register:
    """Read a register. Total: lines that it cannot understand are kept by number."""
    ids: dict[str, int] = {}
    broken: dict[int, str] = {}
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        name = line.strip()
        if _LINE.match(name):
            ids.setdefault(name, number)
        elif name and not name.startswith("#"):
            broken[number] = name
    return Register(ids, broken)


def lacking(corpus: Corpus) -> tuple[str, ...]:
    """The ids of the corpus that its register does not have yet, sorted; a tombstone keeps its id."""
    ids = read(corpus.register or "").ids
    return tuple(sorted((corpus.named.keys() | corpus.tombstones.keys()) - ids.keys()))


def write(corpus: Corpus) -> str:
    """The register with every id of the corpus added."""
    ids = read(corpus.register or "").ids
    return HEADER + "".join(f"{key}\n" for key in sorted({*ids, *lacking(corpus)}))
