"""Rules about names: ids, files, references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import PurePosixPath

from generator.corpus.entries import Item
from generator.corpus.index import Corpus
from generator.findings.diagnostics import Finding, Pointer, Severity
from generator.records.fields import Names
from generator.records.load import ACTORS, DESK

RESERVED = frozenset(
    (
        *(
            "bottom-line",
            "judgements",
            "statements",
            "reported",
            "disputed",
            "accounts",
            "positions",
            "timeline",
            "quotations",
        ),
        *("background", "watch", "gaps", "sources", "changes", "withdrawn"),
    )
)
"""Names that the headings of a dossier page use; no item may have them, nor `note-1`, `cite-1` and the like."""
_NUMBERED = re.compile(r"(?:note|cite)-\d+\Z")


def known(corpus: Corpus, name: str) -> bool:
    """Whether a name belongs to a record that could not be read."""
    return name in corpus.failed or "*" in corpus.failed


def did_you_mean(name: str, names: list[str], otherwise: str) -> str:
    """A hint that names the closest of the known names, or says something else where none is close."""
    close = get_close_matches(name, names, 1, 0.6)
    return f"did you mean `{close[0]}`?" if close else otherwise


def file_names(corpus: Corpus) -> Iterator[Finding]:
    """A record is found by its id, so its file must be called so."""
    filed = [(path, name) for (_, name), path in corpus.paths.items()]
    for path, name in (*filed, *corpus.repeated):
        if name == "index" and path.startswith("seeds/"):
            yield Finding(
                "reserved-id",
                "`index` is the name of the list of sources",
                path,
                ("id",),
                "choose another id, and rename the file",
            )
        stem = PurePosixPath(path).stem
        if name != stem:
            yield Finding(
                "id-not-file-name",
                f"the id `{name}` is not the name of its file",
                path,
                ("id",),
                f"write `id: {stem}`, or rename the file to {name}.yaml",
            )


def missing_files(corpus: Corpus) -> Iterator[Finding]:
    """A site needs a desk record, and its actors where it names any."""
    if corpus.desk is None and not known(corpus, "desk"):
        yield Finding(
            "missing-file",
            "the site has no name and no order of dossiers",
            DESK,
            hint="create the file with title, subtitle, intro and dossiers",
        )


def desk_order(corpus: Corpus) -> Iterator[Finding]:
    """The desk lists each dossier once."""
    listed = corpus.desk.dossiers if corpus.desk else ()
    for index, name in enumerate(listed):
        if name not in corpus.dossiers and not known(corpus, name):
            hint = did_you_mean(
                name, list(corpus.dossiers), f"create briefings/{name}.yaml, or delete the line"
            )
            yield Finding("unknown-dossier", f"there is no dossier `{name}`", DESK, ("dossiers", index), hint)
        if name in listed[:index]:
            yield Finding(
                "duplicate-id",
                f"the dossier `{name}` is listed twice",
                DESK,
                ("dossiers", index),
                "delete one of the two",
            )
    for name in corpus.dossiers:
        if corpus.desk and name not in listed:
            path = corpus.paths["dossier", name]
            yield Finding(
                "unlisted-dossier",
                f"the dossier `{name}` is not in the desk's list",
                path,
                ("id",),
                f"add `- {name}` to `dossiers` in {DESK}",
            )


def reserved(corpus: Corpus, name: str) -> bool:
    """Whether a dossier's page uses a name itself, for a heading or a mark."""
    return (
        name in RESERVED
        or _NUMBERED.match(name) is not None
        or name.removeprefix("source-") in corpus.sources.keys() - {name}
    )


def item_ids(corpus: Corpus) -> Iterator[Finding]:
    """An id names one thing in its dossier, and no heading."""
    first: dict[str, Item] = {}
    for item in corpus.items:
        name, pointer = item.record.id, (*item.pointer, "id")
        if name is None or item.key is None:
            continue
        if reserved(corpus, name):
            yield Finding(
                "reserved-id",
                f"`{name}` is the name of a heading or a mark on the page",
                item.path,
                pointer,
                "choose a name that says what the statement says",
            )
        if item.key in first:
            related = (("the first one", item.path, (*first[item.key].pointer, "id")),)
            yield Finding(
                "duplicate-id",
                f"the id `{name}` is used twice in this dossier",
                item.path,
                pointer,
                "choose another id",
                related=related,
            )
        first.setdefault(item.key, item)


def actor_ids(corpus: Corpus) -> Iterator[Finding]:
    """An actor stands in the list once."""
    seen: dict[str, int] = {}
    for index, name in enumerate(actor.id for actor in corpus.listed_actors):
        if name == "index":
            yield Finding(
                "reserved-id",
                "`index` is the name of the list of actors",
                ACTORS,
                ("actors", index, "id"),
                "choose another id",
            )
        if name in seen:
            related = (("the first one", ACTORS, ("actors", seen[name], "id")),)
            yield Finding(
                "duplicate-id",
                f"the actor `{name}` is listed twice",
                ACTORS,
                ("actors", index, "id"),
                "merge the two",
                related=related,
            )
        seen.setdefault(name, index)


def references(corpus: Corpus) -> Iterator[Finding]:
    """Whatever an entry names exists: what it rests on, what disputes it, what else to see."""
    for item in corpus.items:
        for tie in item.record.ties:
            yield from _reference(corpus, item, (*item.pointer, tie.field, tie.place), tie.reference)


def _reference(corpus: Corpus, item: Item, pointer: Pointer, reference: str) -> Iterator[Finding]:
    key = corpus.resolve(item.dossier, reference)
    dossier, _, name = key.partition("#")
    if dossier not in corpus.dossiers:
        if not known(corpus, dossier):
            hint = did_you_mean(dossier, list(corpus.dossiers), "write `dossier#statement-id`")
            yield Finding("unknown-dossier", f"there is no dossier `{dossier}`", item.path, pointer, hint)
    elif key == item.key:
        yield Finding(
            "unknown-statement",
            "the statement names itself",
            item.path,
            pointer,
            "name another statement, or delete the line",
        )
    elif key in corpus.retired and key not in corpus.named:
        grave = corpus.retired[key]
        hint = f"name `{grave.successor}`, which says it now" if grave.successor else "delete the line"
        yield Finding(
            "unknown-statement", f"`{name}` was withdrawn on {grave.date.words}", item.path, pointer, hint
        )
    elif key not in corpus.named:
        here = [k for k in corpus.named if k.startswith(f"{dossier}#")]
        hint = did_you_mean(
            key, here, f"the ids of `{dossier}` are: " + ", ".join(k.split("#")[1] for k in here[:12])
        )
        yield Finding(
            "unknown-statement",
            f"the dossier `{dossier}` has no statement `{name}`",
            item.path,
            pointer,
            hint,
        )


def actor_names(corpus: Corpus) -> Iterator[Finding]:
    """Whoever speaks, holds a position or is acted for stands in the list of actors."""
    named = [written for written in corpus.written if written.text.shape.names is Names.ACTOR]
    for written in named:
        name = written.text.value
        if name not in corpus.actors and not known(corpus, name):
            hint = did_you_mean(name, list(corpus.actors), f"add `{name}` to {ACTORS}")
            message = f"there is no actor `{name}`"
            yield Finding("unknown-actor", message, written.path, written.text.pointer, hint)
    used = {written.text.value for written in named}
    for index, actor in enumerate(corpus.listed_actors):
        if actor.id not in used and corpus.dossiers and not corpus.failed:
            yield Finding(
                "unused-actor",
                f"no dossier names the actor `{actor.id}`",
                ACTORS,
                ("actors", index, "id"),
                "delete the actor",
                Severity.WARNING,
            )
