"""Checks that were made before, kept by all that they were made from.

The key has the files, the texts and the program. What a check asks of the machine beside these (whether there
is a citation style, who signed the lock, which characters can be printed) is kept with the answers and asked
again: where one is another now, the check is made anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from generator import build
from generator.build import Checked, Tally
from generator.cache import Cache
from generator.evidence.signature import Notary, Signature, SignedLock, Verdict
from generator.findings.diagnostics import Diagnostic, Fix, Position, Related, Span
from generator.records.load import LOCK, SIGNATURE
from generator.records.vocabulary import Level
from generator.references.model import Citer, Unusable
from generator.rules.catalogue import CODES
from generator.rules.glyphs import Faces
from generator.site.program import program

MOST_KEPT = 20_000_000
"""The bytes of the checks that are kept, beyond that of the last one."""

Json = Any
"""What JSON has: texts, numbers, lists and mappings."""


@dataclass(frozen=True)
class Machine:
    """What a check asks of the machine: the citation styles, the fonts, and the notary of the lock."""

    citer: Citer
    faces: Faces
    notary: Notary


@dataclass(frozen=True)
class _Asked:
    """A machine that notes what it is asked: what about, the question, and the answer."""

    machine: Machine
    notes: list[list[Json]] = field(default_factory=list)

    def unusable(self, style: str) -> Unusable | None:
        problem = self.machine.citer.unusable(style)
        self.notes.append(["style", style, asdict(problem) if problem else None])
        return problem

    def missing(self, signs: Collection[str]) -> Collection[str]:
        missing = self.machine.faces.missing(signs)
        self.notes.append(["signs", sorted(signs), sorted(missing)])
        return missing

    def verdict(self, signed: SignedLock) -> Verdict:
        verdict = self.machine.notary(signed)
        self.notes.append(["lock", [signed.signers, list(signed.principals), signed.day], repr(verdict)])
        return verdict

    def again(self, files: Mapping[str, bytes], notes: Iterable[list[Json]]) -> list[list[Json]]:
        """What was asked before, asked again of the same files."""
        for about, question, _ in notes:
            if about == "style":
                self.unusable(question)
            elif about == "signs":
                self.missing(question)
            else:
                signers, principals, day = question
                self.verdict(SignedLock(files[LOCK], files[SIGNATURE], signers, tuple(principals), day=day))
        return self.notes


def check(
    root: Path,
    files: Mapping[str, bytes],
    texts: Mapping[str, bytes],
    machine: Machine,
    *,
    refused: Collection[Diagnostic] = (),
    level: Level | None = None,
) -> Checked:
    """What `build.check` gives; it is kept below the root, and made only where it was not yet."""
    kept = Cache(root / ".cache/checks", ".json", MOST_KEPT)
    fresh: list[Checked] = []

    def make() -> bytes:
        asked = _Asked(machine)
        checked = build.check(
            files,
            texts,
            citer=Citer(asked.unusable, machine.citer.cite),
            faces=Faces(asked.missing, machine.faces.unusable),
            refused=refused,
            notary=asked.verdict,
            level=level,
        )
        fresh.append(checked)
        return json.dumps(
            [asked.notes, _tally(checked.tally), list(map(_found, checked.diagnostics))]
        ).encode()

    def fits(data: bytes) -> bool:
        notes = json.loads(data)[0]
        return bool(_Asked(machine).again(files, notes) == notes)

    data = kept.kept(_key(files, texts, machine.faces, refused, level=level), make, fits)
    if fresh:
        kept.tidy()
        return fresh[0]
    _, tally, found = json.loads(data)
    return Checked(
        tuple(map(_diagnostic, found)),
        files,
        lambda: build.read(files, texts, machine.notary),
        _counted(tally),
    )


def _key(
    files: Mapping[str, bytes],
    texts: Mapping[str, bytes],
    faces: Faces,
    refused: Iterable[Diagnostic],
    level: Level | None,
) -> str:
    """The hash of all that a check is made from, but for what it asks of the machine."""
    about = [program(), level and level.word, faces.unusable, list(map(_found, refused))]
    made_from = [[hashes(files), hashes(texts)], about]
    return hashlib.sha256(json.dumps(made_from).encode()).hexdigest()[:32]


def hashes(files: Mapping[str, bytes]) -> list[list[str]]:
    """The path and the SHA-256 of each file, in the order of the paths."""
    return [[path, hashlib.sha256(files[path]).hexdigest()] for path in sorted(files)]


def _tally(tally: Tally) -> Json:
    levels = {name: level.word for name, level in tally.levels.items()}
    return asdict(tally) | {"levels": levels}


def _counted(tally: Json) -> Tally:
    levels = {level.word: level for level in Level}
    signature = tally["signature"]
    return Tally(
        **tally
        | {
            "levels": {name: levels[word] for name, word in tally["levels"].items()},
            "signature": Signature(**signature) if signature else None,
        }
    )


def _found(diagnostic: Diagnostic) -> Json:
    """A finding as JSON, its code by its name."""
    return asdict(diagnostic) | {"code": diagnostic.code.name}


def _diagnostic(found: Json) -> Diagnostic:
    related = (Related(place["message"], place["path"], _span(place["span"])) for place in found["related"])
    fix = found["fix"]
    return Diagnostic(
        **found
        | {
            "code": CODES[found["code"]],
            "span": _span(found["span"]),
            "pointer": tuple(found["pointer"]),
            "related": tuple(related),
            "fix": Fix(_span(fix["span"]), fix["text"]) if fix else None,
        }
    )


def _span(span: Json) -> Span:
    return Span(Position(**span["start"]), Position(**span["end"]))
