"""Rules about how well something is supported.

No circles, no support that was withdrawn, origins that can be counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from generator.corpus.index import Corpus
from generator.evidence.evidence import Evidence
from generator.evidence.reliance import Reliance, supporting
from generator.findings.codes import Code
from generator.findings.diagnostics import Finding, Pointer, RelatedPlace
from generator.records.citations import Citation, Origin
from generator.records.entries import Judgement
from generator.records.fields import CITATION
from generator.records.load import ACTORS
from generator.records.vocabulary import Confidence
from generator.rules.names import did_you_mean, known
from generator.text import prose

CIRCULAR_SUPPORT = Code(
    "circular-support",
    what="Statements rest on one another in a circle.",
    why="Then nothing at all carries them.",
    bad=(
        "summary:\n"
        "  - id: only-talks\n"
        "    text: They agreed to talk.\n"
        "    cites: [gazette-0301#4]\n"
        "    rests_on: [no-deal]\n"
        "judgements:\n"
        "  - id: no-deal\n"
        "    text: A settlement is unlikely.\n"
        "    likelihood: unlikely\n"
        "    confidence: low\n"
        "    basis: They agreed to talk only.\n"
        "    cites: [courier-0302#4]\n"
        "    rests_on: [only-talks]\n"
    ),
    good=(
        "summary:\n"
        "  - id: only-talks\n"
        "    text: They agreed to talk.\n"
        "    cites: [gazette-0301#4]\n"
        "judgements:\n"
        "  - id: no-deal\n"
        "    text: A settlement is unlikely.\n"
        "    likelihood: unlikely\n"
        "    confidence: low\n"
        "    basis: They agreed to talk only.\n"
        "    cites: [courier-0302#4]\n"
        "    rests_on: [only-talks]\n"
    ),
    hinders_impact=False,
)

CIRCULAR_RELAY = Code(
    "circular-relay",
    what="Sources relay one another in a circle.",
    why="Then none of them has said it first, and their origins cannot be counted.",
    hinders_impact=False,
)


def circles(evidence: Evidence) -> Iterator[Finding]:
    """What a statement rests on does not rest on the statement; no source relays itself through others."""
    corpus = evidence.corpus
    for entry, place, way in evidence.reliance.circles:
        round_trip = " → ".join([*(step.key or "" for step in way), way[0].key or ""])
        pointer = (*entry.pointer, "rests_on", place)
        yield Finding(
            CIRCULAR_SUPPORT,
            f"the reasoning runs in a circle: {round_trip}",
            entry.path,
            pointer,
            hint="delete one of these links in `rests_on`",
        )
    done: set[str] = set()
    for name in corpus.sources:
        way_round = _relay_circle(corpus, name)
        if way_round and done.isdisjoint(way_round):
            done |= set(way_round)
            message = f"the sources relay one another in a circle: {' → '.join((*way_round, name))}"
            yield Finding(
                CIRCULAR_RELAY,
                message,
                corpus.paths["source", name],
                ("origin",),
                hint="delete `origin` from the one that came first",
            )


def _relay_circle(corpus: Corpus, name: str) -> tuple[str, ...]:
    """The sources through which one comes to relay itself, beginning with it; empty when it does not."""
    way = [name]
    while (source := corpus.sources.get(way[-1])) and source.origin:
        step = source.origin.id
        if step in way:
            return tuple(way) if step == name and len(way) > 1 else ()
        way.append(step)
    return ()


WITHDRAWN_SUPPORT = Code(
    "withdrawn-support",
    what="All that a statement rests on was withdrawn.",
    why=(
        "What nobody stands by any longer is no statement of the sources. A corrected source may still be "
        "cited: its statements are marked."
    ),
    bad=(
        "# seeds/gazette-0301.yaml\n"
        "standing:\n"
        "  state: withdrawn\n"
        "  date: 2031-04-01\n"
        "  reason: The meeting was another one.\n"
    ),
    good=(
        "# seeds/gazette-0301.yaml\n"
        "standing:\n"
        "  state: corrected\n"
        "  date: 2031-04-01\n"
        "  reason: The meeting was on Wednesday.\n"
    ),
    hinders_impact=False,
)


def withdrawn_support(evidence: Evidence) -> Iterator[Finding]:
    """Something that is still true is said by a source that still stands."""
    corpus = evidence.corpus
    reliance = evidence.reliance
    for entry in corpus.entries:
        cites = tuple(ground.citation for ground in reliance.grounds(entry))
        yield from _withdrawn(reliance, entry.path, (*entry.pointer, "cites"), cites)
    for index, actor in enumerate(corpus.listed_actors):
        yield from _withdrawn(reliance, ACTORS, ("actors", index, "cites"), supporting(actor.cites))
    for field in corpus.prose:
        for cites, needle, nth in _prose_grounds(field.text):
            yield from _withdrawn(reliance, field.path, field.pointer, cites, needle=needle, nth=nth)


def _withdrawn(
    reliance: Reliance, path: str, pointer: Pointer, cites: Iterable[Citation], needle: str = "", nth: int = 0
) -> Iterator[Finding]:
    names = tuple(dict.fromkeys(citation.source for citation in cites))
    if not names or reliance.stands(cites):
        return
    listed = " and ".join(f"`{name}`" for name in names)
    message = f"this rests on {listed} only, which {'was' if len(names) == 1 else 'were'} withdrawn"
    related = tuple(
        RelatedPlace(f"`{name}` was withdrawn", reliance.corpus.paths["source", name], ("standing",))
        for name in names
    )
    hint = "cite a source that still stands, or take out what it said"
    yield Finding(
        WITHDRAWN_SUPPORT, message, path, pointer, hint=hint, needle=needle, nth=nth, related=related
    )


def _prose_grounds(text: str) -> Iterator[tuple[tuple[Citation, ...], str, int]]:
    """Citations of a prose field that stand together.

    With them stand the first one's characters and which of their occurrences it is.
    """
    seen: Counter[str] = Counter()
    for _, keys in prose.passages(text):
        nth = seen[keys[0]]
        seen.update(keys)
        yield tuple(Citation.model_validate(key) for key in keys if CITATION.match(key)), f"@{keys[0]}", nth


THIN_CONFIDENCE = Code(
    "thin-confidence",
    what="A judgement has high confidence, and all that it rests on goes back to one origin.",
    why=(
        "Two articles that relay the same agency are one. Where one origin is enough, as with a law or a "
        "treaty, `confidence_reason` says why."
    ),
    bad=(
        "judgements:\n"
        "  - id: no-deal\n"
        "    text: A settlement is unlikely.\n"
        "    likelihood: unlikely\n"
        "    confidence: high\n"
        "    basis: They agreed to talk only.\n"
        "    cites: [courier-0302#4]\n"
    ),
    good=(
        "judgements:\n"
        "  - id: no-deal\n"
        "    text: A settlement is unlikely.\n"
        "    likelihood: unlikely\n"
        "    confidence: high\n"
        "    confidence_reason: The recess is fixed by law.\n"
        "    basis: They agreed to talk only.\n"
        "    cites: [courier-0302#4]\n"
    ),
    hinders_impact=False,
)


def thin_confidence(evidence: Evidence) -> Iterator[Finding]:
    """High confidence rests on more than one origin, or says why one is enough."""
    corpus = evidence.corpus
    reliance = evidence.reliance
    for entry in corpus.of(Judgement):
        if entry.record.confidence is not Confidence.HIGH or entry.record.confidence_reason:
            continue
        origins = reliance.origins(entry)
        if len(origins) == 1 and all(
            ground.citation.source in corpus.sources for ground in reliance.grounds(entry)
        ):
            name = reliance.origin_names.get(origins[0], origins[0])
            message = f"high confidence, and all of it goes back to one origin: {name}"
            hint = (
                "write `confidence: moderate`, cite an independent source, "
                "or say in `confidence_reason` why one is enough"
            )
            yield Finding(THIN_CONFIDENCE, message, entry.path, (*entry.pointer, "confidence"), hint=hint)


UNKNOWN_ORIGIN = Code(
    "unknown-origin",
    what="An origin is neither a source on record nor named anywhere.",
    why=(
        "Origins are counted. A slip would count as one more, and readers would see an id instead of a name."
    ),
    bad="# seeds/courier-0302.yaml\norigin: strait-wire\n",
    good="# seeds/courier-0302.yaml\norigin: {id: strait-wire, name: Strait Wire}\n",
)

ORIGIN_WITH_TWO_NAMES = Code(
    "origin-with-two-names",
    what="One origin is given two names.",
    why="Readers would take it for two, and corroboration counts origins.",
    bad="# seeds/gazette-0301.yaml\norigin: {id: strait-wire, name: The Wire}\n",
    good="# seeds/gazette-0301.yaml\norigin: strait-wire\n",
)


def origins(evidence: Evidence) -> Iterator[Finding]:
    """An origin is a source on record, or has one name; otherwise a slip would count as one origin more."""
    corpus = evidence.corpus
    names = evidence.reliance.origin_names
    for path, pointer, origin in _origins(corpus):
        if origin.id not in names and not known(corpus, origin.id):
            hint = did_you_mean(
                origin.id,
                list(names),
                f"write `origin: {{id: {origin.id}, name: ...}}` once, or the id of a source",
            )
            yield Finding(
                UNKNOWN_ORIGIN, f"nothing says who the origin `{origin.id}` is", path, pointer, hint=hint
            )
        elif origin.name and names.get(origin.id, origin.name) != origin.name:
            message = f"the origin `{origin.id}` is also called “{names[origin.id]}”"
            yield Finding(
                ORIGIN_WITH_TWO_NAMES,
                message,
                path,
                (*pointer, "name"),
                hint="write the same name, or the bare id",
            )


def _origins(corpus: Corpus) -> Iterator[tuple[str, Pointer, Origin]]:
    for name, source in corpus.sources.items():
        if source.origin:
            yield corpus.paths["source", name], ("origin",), source.origin
    for citation in corpus.citations:
        if citation.record.origin:
            yield citation.path, (*citation.pointer, "origin"), citation.record.origin


RULES = (circles, withdrawn_support, thin_confidence, origins)
"""The rules of this module, in the order in which they run."""
