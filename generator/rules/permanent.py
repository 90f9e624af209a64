"""Rules about permanent ids: what was published stays reachable."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from itertools import islice

from generator.corpus import register
from generator.corpus.index import Corpus
from generator.corpus.register import Register
from generator.findings.diagnostics import Finding, Pointer
from generator.records.load import REGISTER
from generator.records.schema import Retired
from generator.records.yamltree import MAX_FINDINGS
from generator.rules.names import did_you_mean, known, reserved


def register_lines(corpus: Corpus) -> Iterator[Finding]:
    """Every line of the register names one id."""
    for number, line in islice(register.read(corpus.register or "").broken.items(), MAX_FINDINGS):
        hint = "put the line right; after a merge keep the lines of both sides"
        yield Finding(
            "broken-register", f"`{line[:60]}` is not `dossier#id`", REGISTER, line=number, hint=hint
        )


def published_ids(corpus: Corpus) -> Iterator[Finding]:
    """A published id still leads to its entry, or to a tombstone."""
    yield from islice(_lost(corpus, register.read(corpus.register or "")), MAX_FINDINGS)


def _lost(corpus: Corpus, held: Register) -> Iterator[Finding]:
    gone: set[str] = set()
    for key, line in held.ids.items():
        dossier, _, name = key.partition("#")
        if key in corpus.named or key in corpus.retired or known(corpus, dossier):
            continue
        if dossier in corpus.dossiers:
            yield _vanished(corpus, held, dossier, name)
        elif dossier not in gone:
            gone.add(dossier)
            hint = (
                f"bring briefings/{dossier}.yaml back; a dossier that is no longer kept has `status: closed`"
            )
            yield Finding(
                "vanished-id",
                f"the dossier `{dossier}` was published and is gone",
                REGISTER,
                line=line,
                hint=hint,
            )


def _vanished(corpus: Corpus, held: Register, dossier: str, name: str) -> Finding:
    fresh = [
        key.partition("#")[2] for key in corpus.named if key not in held.ids and key.startswith(f"{dossier}#")
    ]
    close = get_close_matches(name, fresh[:MAX_FINDINGS], 1, 0.6)
    if close:
        grave = f"{{id: {name}, date: ..., reason: ..., successor: {close[0]}}}"
        hint = f"give `{close[0]}` its old id back; or, if it says something else, add to `retired`: {grave}"
    else:
        hint = f"bring the entry back, or add to `retired`: {{id: {name}, date: ..., reason: ...}}"
    return Finding(
        "vanished-id",
        f"`{name}` was published and is gone: links to it lead nowhere",
        corpus.paths["dossier", dossier],
        ("retired",),
        hint,
    )


def tombstones(corpus: Corpus) -> Iterator[Finding]:
    """A tombstone stands once, for an id that nothing else has, and its successor can be found."""
    for name, dossier in corpus.dossiers.items():
        path = corpus.paths["dossier", name]
        seen: dict[str, int] = {}
        for index, grave in enumerate(dossier.retired):
            pointer = ("retired", index)
            yield from _id(corpus, path, pointer, name, grave)
            if grave.id in seen:
                related = (("the first one", path, ("retired", seen[grave.id], "id")),)
                yield Finding(
                    "duplicate-id",
                    f"`{grave.id}` is withdrawn twice",
                    path,
                    (*pointer, "id"),
                    "delete one of the two",
                    related=related,
                )
            seen.setdefault(grave.id, index)
            yield from _successor(corpus, path, pointer, name, grave)
            if grave.date.first > dossier.as_of.last:
                message = f"it is withdrawn later than the dossier's own day, {dossier.as_of.words}"
                yield Finding(
                    "dates-out-of-order", message, path, (*pointer, "date"), "bring `as_of` up to that day"
                )


def _id(corpus: Corpus, path: str, pointer: Pointer, dossier: str, grave: Retired) -> Iterator[Finding]:
    if reserved(corpus, grave.id):
        yield Finding(
            "reserved-id",
            f"`{grave.id}` is the name of a heading or a mark on the page",
            path,
            (*pointer, "id"),
            "write the id that the entry had",
        )
    again = corpus.named.get(f"{dossier}#{grave.id}")
    if again is not None:
        related = (("its tombstone", path, (*pointer, "id")),)
        message = f"the id `{grave.id}` was withdrawn on {grave.date.words}"
        hint = "choose another id; if the same entry is back, delete its line in `retired`"
        yield Finding("reused-id", message, again.path, (*again.pointer, "id"), hint, related=related)


def _successor(
    corpus: Corpus, path: str, pointer: Pointer, dossier: str, grave: Retired
) -> Iterator[Finding]:
    if grave.successor is None:
        return
    key = corpus.resolve(dossier, grave.successor)
    where, _, name = key.partition("#")
    place = (*pointer, "successor")
    if where not in corpus.dossiers:
        if not known(corpus, where):
            hint = did_you_mean(where, list(corpus.dossiers), "write `dossier#statement-id`")
            yield Finding("unknown-dossier", f"there is no dossier `{where}`", path, place, hint)
    elif key == f"{dossier}#{grave.id}":
        yield Finding(
            "unknown-statement",
            "the tombstone names itself",
            path,
            place,
            "name what says it now, or delete the line",
        )
    elif key not in corpus.named and key not in corpus.retired:
        here = [k for k in corpus.named if k.startswith(f"{where}#")]
        hint = did_you_mean(key, here, "name an entry that is there, or delete the line")
        yield Finding(
            "unknown-statement", f"the dossier `{where}` has no statement `{name}`", path, place, hint
        )
