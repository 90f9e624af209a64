"""Rules about permanent ids: what was published stays reachable."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from generator.corpus import register
from generator.corpus.index import Corpus
from generator.corpus.register import Register
from generator.evidence.evidence import Evidence
from generator.findings.codes import Code
from generator.findings.diagnostics import Finding, Pointer, RelatedPlace
from generator.records.dossier import Tombstone
from generator.records.load import REGISTER
from generator.records.yamltree import MAX_FINDINGS
from generator.rules.hints import did_you_mean, renamed, where_now
from generator.rules.names import (
    RESERVED_ID,
    SELF_REFERENCE,
    UNKNOWN_DOSSIER,
    UNKNOWN_STATEMENT,
    known,
    left_out,
    reserved,
)
from generator.text import conflicts

BROKEN_REGISTER = Code(
    "broken-register",
    what="A line of `briefings/published-ids.txt` is not `dossier#id`.",
    why="Most often a merge was left half done. A line that cannot be read protects no link.",
    bad="# briefings/published-ids.txt\nharbour/toll-suspended\n",
    good="# briefings/published-ids.txt\nharbour#toll-suspended\n",
)


def register_lines(evidence: Evidence) -> Iterator[Finding]:
    """Every line of the register names one id."""
    text = evidence.corpus.register or ""
    broken = register.read(text).broken
    marks, others = conflicts.apart(broken, text)
    if marks:
        yield Finding(BROKEN_REGISTER, conflicts.said(marks), REGISTER, line=marks[0], hint=conflicts.HOW)
    for number in others[:MAX_FINDINGS]:
        hint = "put the line right; after a merge keep the lines of both sides"
        yield Finding(
            BROKEN_REGISTER, f"`{broken[number][:60]}` is not `dossier#id`", REGISTER, line=number, hint=hint
        )


VANISHED_ID = Code(
    "vanished-id",
    what="The id of an entry was published, and nothing in its dossier has it any more.",
    why=(
        "Somebody may have kept the link. Bring the entry back; or, where the desk no longer holds it, add "
        "a tombstone to `retired`, with the day and the reason, and the link leads there."
    ),
    bad="# briefings/published-ids.txt\nharbour#toll-doubled\nharbour#toll-suspended\n",
    good="# briefings/published-ids.txt\nharbour#toll-suspended\n",
)

VANISHED_DOSSIER = Code(
    "vanished-dossier",
    what="A dossier was published, and there is none of that name any more.",
    why=(
        "Its pages and all that was linked in them would be gone. A dossier that is no longer kept stays, "
        "with `status: closed`."
    ),
    bad="# briefings/published-ids.txt\nport#toll-suspended\n",
    good="# briefings/published-ids.txt\nharbour#toll-suspended\n",
)


def published_ids(evidence: Evidence) -> Iterator[Finding]:
    """A published id still leads to its entry, or to a tombstone."""
    corpus = evidence.corpus
    yield from islice(_lost(corpus, register.read(corpus.register or "")), MAX_FINDINGS)


def _lost(corpus: Corpus, published: Register) -> Iterator[Finding]:
    vanished_dossiers: set[str] = set()
    for key, line in published.ids.items():
        dossier, _, name = key.partition("#")
        if key in corpus.named or key in corpus.tombstones or known(corpus, dossier):
            continue
        if dossier in corpus.dossiers:
            yield _vanished(corpus, dossier, name)
        elif dossier not in vanished_dossiers:
            vanished_dossiers.add(dossier)
            hint = (
                f"bring briefings/{dossier}.yaml back; a dossier that is no longer kept has `status: closed`"
            )
            yield Finding(
                VANISHED_DOSSIER,
                f"the dossier `{dossier}` was published and is gone",
                REGISTER,
                line=line,
                hint=hint,
                about=dossier,
            )


def _vanished(corpus: Corpus, dossier: str, name: str) -> Finding:
    moved = [key for key in corpus.named if key.partition("#")[2] == name]
    close = renamed(corpus, dossier, name)
    if len(moved) == 1:
        hint = f"it stands in `{moved[0].partition('#')[0]}` now: add to `retired`: " + _tombstone(
            name, moved[0]
        )
    elif close:
        hint = f"give `{close}` its old id back; or, if it says something else, add to `retired`: "
        hint += _tombstone(name, close)
    else:
        hint = f"bring the entry back, or add to `retired`: {_tombstone(name)}"
    return Finding(
        VANISHED_ID,
        f"`{name}` was published and is gone: links to it lead nowhere",
        corpus.paths["dossier", dossier],
        ("retired",),
        hint=hint,
        about=f"{dossier}#{name}",
    )


def _tombstone(name: str, successor: str = "") -> str:
    """The line that an editor adds for an entry that is withdrawn."""
    follows = f", successor: {successor}" if successor else ""
    return f"{{id: {name}, date: ..., reason: ...{follows}}}"


WITHDRAWN_TWICE = Code(
    "withdrawn-twice",
    what="An entry is withdrawn twice.",
    why="The old link leads to one tombstone, with one day and one reason.",
    bad=(
        "retired:\n"
        "  - {id: toll-doubled, date: 2031-03-02, reason: The figure was wrong.}\n"
        "  - {id: toll-doubled, date: 2031-03-02, reason: It was never so.}\n"
    ),
    good="retired:\n  - {id: toll-doubled, date: 2031-03-02, reason: The figure was wrong.}\n",
)

REUSED_ID = Code(
    "reused-id",
    what="An entry has the id of one that was withdrawn.",
    why="Old links would lead to something else than they did.",
    bad="retired:\n  - id: toll-suspended\n    date: 2031-03-02\n    reason: The toll is back.\n",
    good=(
        "retired:\n"
        "  - id: toll-doubled\n"
        "    date: 2031-03-02\n"
        "    reason: The figure was wrong.\n"
        "    successor: toll-suspended\n"
    ),
)

WITHDRAWAL_AFTER_DOSSIER = Code(
    "withdrawal-after-dossier",
    what="An entry was withdrawn later than the day up to which the dossier is kept.",
    why="`as_of` says up to which day the dossier is kept, and a withdrawal is kept in it.",
    bad="retired:\n  - {id: toll-doubled, date: 2031-03-04, reason: The figure was wrong.}\n",
    good="retired:\n  - {id: toll-doubled, date: 2031-03-02, reason: The figure was wrong.}\n",
    hinders_impact=False,
)


def tombstones(evidence: Evidence) -> Iterator[Finding]:
    """A tombstone stands once, for an id that nothing else has, and its successor can be found."""
    corpus = evidence.corpus
    for name, dossier in corpus.dossiers.items():
        path = corpus.paths["dossier", name]
        seen: dict[str, int] = {}
        for index, tombstone in enumerate(dossier.retired):
            pointer = ("retired", index)
            yield from _id(corpus, path, pointer, name, tombstone=tombstone)
            if tombstone.id in seen:
                related = (RelatedPlace("the first one", path, ("retired", seen[tombstone.id], "id")),)
                yield Finding(
                    WITHDRAWN_TWICE,
                    f"`{tombstone.id}` is withdrawn twice",
                    path,
                    (*pointer, "id"),
                    hint="delete one of the two",
                    related=related,
                )
            seen.setdefault(tombstone.id, index)
            yield from _successor(corpus, path, pointer, name, tombstone=tombstone)
            if tombstone.date.first > dossier.as_of.last:
                message = f"it is withdrawn later than the dossier's own day, {dossier.as_of.words}"
                yield Finding(
                    WITHDRAWAL_AFTER_DOSSIER,
                    message,
                    path,
                    (*pointer, "date"),
                    hint="bring `as_of` up to that day",
                )


def _id(corpus: Corpus, path: str, pointer: Pointer, dossier: str, tombstone: Tombstone) -> Iterator[Finding]:
    if reserved(corpus, tombstone.id):
        yield Finding(
            RESERVED_ID,
            f"`{tombstone.id}` is the name of a heading or a mark on the page",
            path,
            (*pointer, "id"),
            hint="write the id that the entry had",
        )
    entry = corpus.named.get(f"{dossier}#{tombstone.id}")
    if entry is not None:
        related = (RelatedPlace("its tombstone", path, (*pointer, "id")),)
        message = f"the id `{tombstone.id}` was withdrawn on {tombstone.date.words}"
        hint = "choose another id; if the same entry is back, delete its line in `retired`"
        yield Finding(REUSED_ID, message, entry.path, (*entry.pointer, "id"), hint=hint, related=related)


def _successor(
    corpus: Corpus, path: str, pointer: Pointer, dossier: str, tombstone: Tombstone
) -> Iterator[Finding]:
    if tombstone.successor is None:
        return
    key = corpus.resolve(dossier, tombstone.successor)
    where, _, name = key.partition("#")
    place = (*pointer, "successor")
    if where not in corpus.dossiers:
        if not known(corpus, where):
            hint = did_you_mean(where, list(corpus.dossiers), "write `dossier#statement-id`")
            message = f"there is no dossier `{where}`"
            yield Finding(UNKNOWN_DOSSIER, message, path, place, hint=hint, about=where)
    elif key == f"{dossier}#{tombstone.id}":
        yield Finding(
            SELF_REFERENCE,
            "the tombstone names itself",
            path,
            place,
            hint="name what says it now, or delete the line",
        )
    elif key not in corpus.named and key not in corpus.tombstones and not left_out(corpus, key):
        hint = where_now(corpus, key, dossier, "name an entry that is there, or delete the line")
        message = f"the dossier `{where}` has no statement `{name}`"
        yield Finding(UNKNOWN_STATEMENT, message, path, place, hint=hint, about=key)


RULES = (register_lines, published_ids, tombstones)
"""The rules of this module, in the order in which they run."""
