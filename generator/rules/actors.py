"""Rules about actors: each stands in the list once, and whoever is named stands in it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.corpus.index import Corpus
from generator.evidence.evidence import Evidence
from generator.findings.codes import Code, Severity
from generator.findings.diagnostics import Finding, RelatedPlace
from generator.records.fields import slug
from generator.records.load import ACTORS
from generator.records.wording import Names
from generator.rules.names import MISSING_FILE, RESERVED_ID, left_out
from generator.text.likeness import likest

DUPLICATE_ACTOR = Code(
    "duplicate-actor",
    what="Two actors have the same id.",
    why="An actor has one page, and all that it says and does stands there.",
    bad=(
        "# briefings/actors.yaml\n"
        "actors:\n"
        "  - id: harbour-master\n"
        "    name: Ilse Brandt\n"
        "    kind: person\n"
        "    role: harbour master\n"
        "    cites: [gazette-0301#6]\n"
        "  - id: north-port\n"
        "    name: North Port\n"
        "    kind: organisation\n"
        "    role: a port\n"
        "    cites: [gazette-0301#5]\n"
        "  - id: north-port\n"
        "    name: Northern Port\n"
        "    kind: organisation\n"
        "    role: a port\n"
        "    cites: [gazette-0301#3]\n"
    ),
    good=(
        "# briefings/actors.yaml\n"
        "actors:\n"
        "  - id: harbour-master\n"
        "    name: Ilse Brandt\n"
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


def actor_ids(evidence: Evidence) -> Iterator[Finding]:
    """An actor stands in the list once."""
    seen: dict[str, int] = {}
    for index, name in enumerate(actor.id for actor in evidence.corpus.listed_actors):
        if name == "index":
            yield Finding(
                RESERVED_ID,
                "`index` is the name of the list of actors",
                ACTORS,
                ("actors", index, "id"),
                hint="choose another id",
            )
        if name in seen:
            related = (RelatedPlace("the first one", ACTORS, ("actors", seen[name], "id")),)
            yield Finding(
                DUPLICATE_ACTOR,
                f"the actor `{name}` is listed twice",
                ACTORS,
                ("actors", index, "id"),
                hint="merge the two",
                related=related,
            )
        seen.setdefault(name, index)


UNKNOWN_ACTOR = Code(
    "unknown-actor",
    what="There is no actor of that name in `briefings/actors.yaml`.",
    why="Whoever speaks has a page that says who it is.",
    follows=True,
    bad=("positions:\n  - actor: nort-port\n    text: Wants the toll gone.\n    cites: [gazette-0301#5]\n"),
    good=("positions:\n  - actor: north-port\n    text: Wants the toll gone.\n    cites: [gazette-0301#5]\n"),
)

UNUSED_ACTOR = Code(
    "unused-actor",
    what="No dossier names an actor.",
    why="The page of the actor would be empty.",
    bad=(
        "# briefings/actors.yaml\n"
        "actors:\n"
        "  - id: harbour-master\n"
        "    name: Ilse Brandt\n"
        "    kind: person\n"
        "    role: harbour master\n"
        "    cites: [gazette-0301#6]\n"
        "  - id: north-port\n"
        "    name: North Port\n"
        "    kind: organisation\n"
        "    role: a port\n"
        "    cites: [gazette-0301#5]\n"
        "  - id: skippers\n"
        "    name: Skippers\n"
        "    kind: organisation\n"
        "    role: payers\n"
        "    cites: [courier-0302#3]\n"
    ),
    good=(
        "# briefings/actors.yaml\n"
        "actors:\n"
        "  - id: harbour-master\n"
        "    name: Ilse Brandt\n"
        "    kind: person\n"
        "    role: harbour master\n"
        "    cites: [gazette-0301#6]\n"
        "  - id: north-port\n"
        "    name: North Port\n"
        "    kind: organisation\n"
        "    role: a port\n"
        "    cites: [gazette-0301#5]\n"
    ),
    severity=Severity.WARNING,
)


def actor_meant(corpus: Corpus, written: str) -> str:
    """The id of the actor whom a text names in another way; empty where that is nobody, or several."""
    wanted = _bare(written)
    for known in (_bare, _last):
        meant = {
            actor.id
            for actor in corpus.actors.values()
            for name in (actor.name, *actor.also)
            if wanted and wanted in (known(name), known(name).replace("-", ""))
        }
        if len(meant) == 1:
            return meant.pop()
    return likest(wanted, corpus.actors)


def _bare(name: str) -> str:
    """A name as an id would have it; one that ids cannot have stays as it is."""
    return slug(name) or name.casefold()


def _last(name: str) -> str:
    """The last word of a name, which is most often the surname."""
    return _bare(name.split()[-1])


def actor_names(evidence: Evidence) -> Iterator[Finding]:
    """Whoever speaks, holds a position or is acted for stands in the list of actors."""
    corpus = evidence.corpus
    references = [written for written in corpus.written if written.text.shape.names is Names.ACTOR]
    if references and not corpus.listed_actors and not left_out(corpus, "actors#*"):
        message = "there is nobody in the list of actors, or no list"
        yield Finding(MISSING_FILE, message, ACTORS, hint="bring the file back, or `briefings new actor`")
        return
    for written in references:
        name = written.text.value
        if name not in corpus.actors and not left_out(corpus, f"actors#{name}"):
            close = actor_meant(corpus, name)
            hint = f"did you mean `{close}`?" if close else f"add `{name}` to {ACTORS}"
            message = f"there is no actor `{name}`"
            pointer = written.text.pointer
            yield Finding(UNKNOWN_ACTOR, message, written.path, pointer, hint=hint, about=f"actors#{name}")
    names = {written.text.value for written in references}
    for index, actor in enumerate(corpus.listed_actors):
        if actor.id not in names and names <= corpus.actors.keys() and corpus.dossiers and not corpus.failed:
            yield Finding(
                UNUSED_ACTOR,
                f"no dossier names the actor `{actor.id}`",
                ACTORS,
                ("actors", index, "id"),
                hint="delete the actor",
            )


RULES = (actor_ids, actor_names)
"""The rules of this module, in the order in which they run."""
