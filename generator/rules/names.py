"""Rules about names: ids, files, references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from generator.corpus.entries import PlacedEntry
from generator.corpus.index import Corpus
from generator.evidence.evidence import Evidence
from generator.findings.codes import Code
from generator.findings.diagnostics import Finding, Pointer, RelatedPlace
from generator.records.hidden import lookalike, visible
from generator.records.load import ACTORS, DESK
from generator.records.sections import NAMES
from generator.rules.hints import did_you_mean, where_now

RESERVED = frozenset((*NAMES, "statements", "sources"))
"""Names that the headings of a dossier page use.

No entry may have them, nor `note-1`, `cite-1` and the like.
"""
_NUMBERED = re.compile(r"(?:note|cite)-\d+\Z")


def known(corpus: Corpus, name: str) -> bool:
    """Whether a name belongs to a record that could not be read, or not whole."""
    return name in corpus.failed


def left_out(corpus: Corpus, key: str) -> bool:
    """Whether an entry, `dossier#id` or `actors#id`, may be one of those that could not be read."""
    return key in corpus.failed or f"{key.partition('#')[0]}#*" in corpus.failed


def rests_on_unread(corpus: Corpus, entry: PlacedEntry) -> bool:
    """Whether an entry may rest on one that could not be read: then nobody can tell what carries it."""
    if not corpus.failed:
        return False
    declared = (key for carrier in (entry, *corpus.beneath(entry)) for key in corpus.declared(carrier))
    return any(key not in corpus.named and left_out(corpus, key) for key in declared)


RESERVED_ID = Code(
    "reserved-id",
    what="An id is a name that the site itself uses: that of a heading, a mark or a list.",
    why="The link would lead there instead.",
    bad=("watch:\n  - id: sources\n    question: Is it?\n    cites: [courier-0302#4]\n"),
    good=("watch:\n  - id: more-sources\n    question: Is it?\n    cites: [courier-0302#4]\n"),
)

ID_NOT_FILE_NAME = Code(
    "id-not-file-name",
    what="The id of a record is not the name of its file.",
    why="Whoever sees the id must find the file.",
    bad="id: port\n",
    good="id: harbour\n",
)


def file_names(evidence: Evidence) -> Iterator[Finding]:
    """A record is found by its id, so its file must be called so."""
    corpus = evidence.corpus
    filed = [(path, name) for (_, name), path in corpus.paths.items()]
    for path, name in (*filed, *corpus.repeated):
        if name == "index" and path.startswith("seeds/"):
            yield Finding(
                RESERVED_ID,
                "`index` is the name of the list of sources",
                path,
                ("id",),
                hint="choose another id, and rename the file",
            )
        stem = visible(PurePosixPath(path).stem)
        if name not in ("", stem):
            yield Finding(
                ID_NOT_FILE_NAME,
                f"the id `{name}` is not the name of its file",
                path,
                ("id",),
                hint=f"write `id: {stem}`, or rename the file to {name}.yaml",
                about=stem,
            )


MISSING_FILE = Code(
    "missing-file",
    what="`briefings/desk.yaml` or `briefings/actors.yaml` is missing.",
    why="The one names the site and orders its dossiers; the other says who speaks in them.",
)


def missing_files(evidence: Evidence) -> Iterator[Finding]:
    """A site needs a desk record, and its actors where it names any."""
    corpus = evidence.corpus
    if corpus.desk is None and not known(corpus, "desk"):
        yield Finding(
            MISSING_FILE,
            "the site has no name and no order of dossiers",
            DESK,
            hint="create the file with title, subtitle, intro and dossiers",
        )


UNKNOWN_DOSSIER = Code(
    "unknown-dossier",
    what="There is no dossier of that name.",
    why="The link would lead nowhere.",
    follows=True,
    bad=("summary:\n  - text: They agreed.\n    cites: [gazette-0301#4]\n    see: [fery#skippers-paid]\n"),
    good=("summary:\n  - text: They agreed.\n    cites: [gazette-0301#4]\n    see: [ferry#skippers-paid]\n"),
)

DOSSIER_LISTED_TWICE = Code(
    "dossier-listed-twice",
    what="The desk lists a dossier twice.",
    why="The list is the order of the dossiers, and a dossier has one place in it.",
    bad=("# briefings/desk.yaml\ndossiers: [harbour, ferry, ferry]\n"),
    good=("# briefings/desk.yaml\ndossiers: [harbour, ferry]\n"),
)

UNLISTED_DOSSIER = Code(
    "unlisted-dossier",
    what="A dossier is not in the list of the desk.",
    why="It would not be published, and nobody would notice.",
    bad=("# briefings/desk.yaml\ndossiers: [ferry]\n"),
    good=("# briefings/desk.yaml\ndossiers: [harbour, ferry]\n"),
)


def desk_order(evidence: Evidence) -> Iterator[Finding]:
    """The desk lists each dossier once."""
    corpus = evidence.corpus
    dossiers = corpus.desk.dossiers if corpus.desk else ()
    seen: set[str] = set()
    for index, name in enumerate(dossiers):
        if name not in corpus.dossiers and not known(corpus, name):
            hint = did_you_mean(
                name, list(corpus.dossiers), f"create briefings/{name}.yaml, or delete the line"
            )
            message = f"there is no dossier `{name}`"
            yield Finding(UNKNOWN_DOSSIER, message, DESK, ("dossiers", index), hint=hint, about=name)
        if name in seen:
            yield Finding(
                DOSSIER_LISTED_TWICE,
                f"the dossier `{name}` is listed twice",
                DESK,
                ("dossiers", index),
                hint="delete one of the two",
            )
        seen.add(name)
    for name in corpus.dossiers:
        if corpus.desk and name not in seen and not known(corpus, "desk") and not known(corpus, name):
            path = corpus.paths["dossier", name]
            yield Finding(
                UNLISTED_DOSSIER,
                f"the dossier `{name}` is not in the desk's list",
                path,
                ("id",),
                hint=f"add `- {name}` to `dossiers` in {DESK}",
                about=PurePosixPath(path).stem,
            )


def reserved(corpus: Corpus, name: str) -> bool:
    """Whether a dossier's page uses a name itself, for a heading or a mark."""
    return (
        name in RESERVED
        or _NUMBERED.match(name) is not None
        or (name.startswith("source-") and name.removeprefix("source-") in corpus.sources)
    )


DUPLICATE_ID = Code(
    "duplicate-id",
    what="Two entries of a dossier have the same id.",
    why="An id is a permanent link; it can lead to one place only.",
    bad=("watch:\n  - id: toll-suspended\n    question: Is it?\n    cites: [courier-0302#4]\n"),
    good=("watch:\n  - id: toll-back\n    question: Is it?\n    cites: [courier-0302#4]\n"),
)


LOOK_ALIKE_NAMES = Code(
    "look-alike-names",
    what="Two actors, or two origins, have names that look the same and are not.",
    why=(
        "Most often they are one, written twice, and an origin would be counted twice. Signs that cannot "
        "be seen, the width of spaces, and how letters with marks are composed make no difference to a "
        "reader."
    ),
    bad=(
        "# briefings/actors.yaml\n"
        "actors:\n"
        "  - id: harbour-master\n"
        "    name: José Brandt\n"
        "    kind: person\n"
        "    role: harbour master\n"
        "    cites: [gazette-0301#6]\n"
        "  - id: north-port\n"
        '    name: "Jose\\u0301 Brandt"\n'
        "    kind: organisation\n"
        "    role: a port\n"
        "    cites: [gazette-0301#5]\n"
    ),
    good=(
        "# briefings/actors.yaml\n"
        "actors:\n"
        "  - id: harbour-master\n"
        "    name: José Brandt\n"
        "    kind: person\n"
        "    role: harbour master\n"
        "    cites: [gazette-0301#6]\n"
        "  - id: north-port\n"
        "    name: North Port\n"
        "    kind: organisation\n"
        "    role: a port\n"
        "    cites: [gazette-0301#5]\n"
    ),
)


def actor_names(evidence: Evidence) -> Iterator[Finding]:
    """No two actors are told apart by what readers cannot see."""
    first_places: dict[str, int] = {}
    actors = evidence.corpus.listed_actors
    for index, actor in enumerate(actors):
        first = first_places.setdefault(lookalike(actor.name), index)
        if actors[first].id != actor.id and actors[first].name != actor.name:
            yield Finding(
                LOOK_ALIKE_NAMES,
                f"the name of `{actor.id}` looks the same as that of `{actors[first].id}`",
                ACTORS,
                ("actors", index, "name"),
                hint="merge the two, or write their names alike",
                related=(RelatedPlace("the first one", ACTORS, ("actors", first, "name")),),
            )


def item_ids(evidence: Evidence) -> Iterator[Finding]:
    """An id names one thing in its dossier, and no heading."""
    corpus = evidence.corpus
    first_entries: dict[str, PlacedEntry] = {}
    for entry in corpus.entries:
        name, pointer = entry.record.id, (*entry.pointer, "id")
        if name is None or entry.key is None:
            continue
        if reserved(corpus, name):
            yield Finding(
                RESERVED_ID,
                f"`{name}` is the name of a heading or a mark on the page",
                entry.path,
                pointer,
                hint="choose a name that says what the statement says",
            )
        if entry.key in first_entries:
            related = (RelatedPlace("the first one", entry.path, (*first_entries[entry.key].pointer, "id")),)
            yield Finding(
                DUPLICATE_ID,
                f"the id `{name}` is used twice in this dossier",
                entry.path,
                pointer,
                hint="choose another id",
                related=related,
            )
        first_entries.setdefault(entry.key, entry)


UNKNOWN_STATEMENT = Code(
    "unknown-statement",
    what="There is no statement of that name.",
    why="The link would lead nowhere.",
    follows=True,
    bad=("summary:\n  - text: They agreed.\n    cites: [gazette-0301#4]\n    see: [toll-suspendd]\n"),
    good=("summary:\n  - text: They agreed.\n    cites: [gazette-0301#4]\n    see: [toll-suspended]\n"),
)

SELF_REFERENCE = Code(
    "self-reference",
    what="An entry names itself where it should name another.",
    why="The link would lead back to where the reader stands.",
    bad=(
        "summary:\n"
        "  - id: only-talks\n"
        "    text: They agreed.\n"
        "    cites: [gazette-0301#4]\n"
        "    see: [only-talks]\n"
    ),
    good=(
        "summary:\n"
        "  - id: only-talks\n"
        "    text: They agreed.\n"
        "    cites: [gazette-0301#4]\n"
        "    see: [toll-suspended]\n"
    ),
)

WITHDRAWN_STATEMENT = Code(
    "withdrawn-statement",
    what="An entry names a statement that was withdrawn.",
    why="The link would lead to a tombstone; what the desk no longer holds carries nothing.",
    bad=(
        "summary:\n"
        "  - id: only-talks\n"
        "    text: They agreed.\n"
        "    cites: [gazette-0301#4]\n"
        "    see: [ferry#ferry-cancelled]\n"
    ),
    good=(
        "summary:\n"
        "  - id: only-talks\n"
        "    text: They agreed.\n"
        "    cites: [gazette-0301#4]\n"
        "    see: [ferry#skippers-paid]\n"
    ),
)


def references(evidence: Evidence) -> Iterator[Finding]:
    """Whatever an entry names exists: what it rests on, what disputes it, what else to see."""
    corpus = evidence.corpus
    for entry in corpus.entries:
        for tie in entry.record.ties:
            yield from _reference(corpus, entry, (*entry.pointer, tie.field, tie.place), tie.reference)


def _reference(corpus: Corpus, entry: PlacedEntry, pointer: Pointer, reference: str) -> Iterator[Finding]:
    key = corpus.resolve(entry.dossier, reference)
    dossier, _, name = key.partition("#")
    if dossier not in corpus.dossiers:
        if not known(corpus, dossier):
            hint = did_you_mean(dossier, list(corpus.dossiers), "write `dossier#statement-id`")
            message = f"there is no dossier `{dossier}`"
            yield Finding(UNKNOWN_DOSSIER, message, entry.path, pointer, hint=hint, about=dossier)
    elif key == entry.key:
        yield Finding(
            SELF_REFERENCE,
            "the statement names itself",
            entry.path,
            pointer,
            hint="name another statement, or delete the line",
        )
    elif key in corpus.tombstones and key not in corpus.named:
        tombstone = corpus.tombstones[key]
        hint = (
            f"name `{tombstone.successor}`, which says it now" if tombstone.successor else "delete the line"
        )
        yield Finding(
            WITHDRAWN_STATEMENT,
            f"`{name}` was withdrawn on {tombstone.date.words}",
            entry.path,
            pointer,
            hint=hint,
        )
    elif key not in corpus.named and not left_out(corpus, key):
        ids = [one.partition("#")[2] for one in corpus.named if one.startswith(f"{dossier}#")]
        hint = where_now(corpus, key, entry.dossier, f"the ids of `{dossier}` are: {', '.join(ids[:12])}")
        message = f"the dossier `{dossier}` has no statement `{name}`"
        yield Finding(UNKNOWN_STATEMENT, message, entry.path, pointer, hint=hint, about=key)


RULES = (missing_files, file_names, desk_order, actor_names, item_ids, references)
"""The rules of this module, in the order in which they run."""
