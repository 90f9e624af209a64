"""Rules about origins: they are counted, so each is known, named once and stated with its ground."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.corpus.entries import PlacedCitation
from generator.corpus.index import Corpus
from generator.evidence.backing import Backing, backing
from generator.evidence.evidence import Evidence
from generator.evidence.reliance import Reliance
from generator.findings.codes import Code
from generator.findings.diagnostics import Finding, Pointer, RelatedPlace
from generator.records.citations import Origin
from generator.records.entries import Judgement
from generator.records.hidden import lookalike
from generator.records.vocabulary import Confidence, Corroboration
from generator.rules.hints import did_you_mean
from generator.rules.names import LOOK_ALIKE_NAMES, known, rests_on_unread
from generator.text.typography import normalise

THIN_CONFIDENCE = Code(
    "thin-confidence",
    what="A judgement has high confidence, and no two independent origins are known for what it rests on.",
    why=(
        "Two articles that relay the same agency are one, and two of which nothing says whom they relay may "
        "be. Independent are origins that the records state: `origin` in a source's record or at a citation. "
        "Where one is enough, as with a law or a treaty, `confidence_reason` says why."
    ),
    bad=(
        "judgements:\n"
        "  - id: no-deal\n"
        "    text: A settlement is unlikely.\n"
        "    likelihood: unlikely\n"
        "    confidence: high\n"
        "    basis: They agreed to talk only.\n"
        "    cites: [courier-0302#4, gazette-0301#4]\n"
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
    """High confidence rests on independent origins, or says why one is enough."""
    corpus = evidence.corpus
    for entry in corpus.of(Judgement):
        high = entry.record.confidence is Confidence.HIGH and not entry.record.confidence_reason
        grounds = evidence.reliance.grounds(entry)
        if not high or any(ground.citation.source not in corpus.sources for ground in grounds):
            continue
        if rests_on_unread(corpus, entry):
            continue
        backed = backing(evidence.reliance, entry)
        if backed.corroboration not in (None, Corroboration.INDEPENDENT):
            hint = (
                "write `confidence: moderate`, cite an independent source, state the origins of these, "
                "or say in `confidence_reason` why this is enough"
            )
            yield Finding(
                THIN_CONFIDENCE,
                f"high confidence, and {_known(evidence.reliance, backed)}",
                entry.path,
                (*entry.pointer, "confidence"),
                hint=hint,
            )


def _known(reliance: Reliance, backed: Backing) -> str:
    """What is known of the origins of a judgement that has fewer than two independent ones."""
    if backed.corroboration is Corroboration.IN_PARTS:
        return "no source bears out all of its basis"
    if backed.corroboration is Corroboration.UNKNOWN:
        return f"nothing says that its {len(backed.sources)} sources are independent"
    names = (reliance.origin_names.get(origin, origin) for origin in backed.origins)
    return f"all of it goes back to one origin: {' and '.join(names)}"


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

GROUNDLESS_ORIGIN = Code(
    "groundless-origin",
    what="A source is said to be its own origin, and nothing says what shows it.",
    why=(
        "It makes a source independent of others. That it names no agency does not show it; that its "
        "reporter was there does."
    ),
    bad="# seeds/gazette-0301.yaml\norigin: gazette-0301\n",
    good=(
        "# seeds/gazette-0301.yaml\n"
        "origin: {id: gazette-0301, ground: Its correspondent signed it and was at the meeting.}\n"
    ),
)

TWO_ORIGINS_FOR_WORDS = Code(
    "two-origins-for-words",
    what="The same words of a source have one origin here and another, or none, there.",
    why="They were said once. A reader of one dossier would count an origin that the other knows to be none.",
    bad=(
        "statements:\n"
        "  - id: collected\n"
        "    kind: reported\n"
        "    text: It was collected.\n"
        "    cites: [{source: courier-0302, paragraph: 3, quote: still been taken}]\n"
        "  - id: collected-on-friday\n"
        "    kind: reported\n"
        "    text: It was collected on Friday.\n"
        "    cites: [{source: courier-0302, paragraph: 3, quote: still been taken, origin: gazette-0301}]\n"
    ),
    good=(
        "statements:\n"
        "  - id: collected\n"
        "    kind: reported\n"
        "    text: It was collected.\n"
        "    cites: [{source: courier-0302, paragraph: 3, quote: still been taken, origin: gazette-0301}]\n"
        "  - id: collected-on-friday\n"
        "    kind: reported\n"
        "    text: It was collected on Friday.\n"
        "    cites: [{source: courier-0302, paragraph: 3, quote: still been taken, origin: gazette-0301}]\n"
    ),
)


def origins(evidence: Evidence) -> Iterator[Finding]:
    """An origin is a source on record, or has one name; otherwise a slip would count as one origin more."""
    corpus = evidence.corpus
    names = evidence.reliance.origin_names
    first_ids = {lookalike(source.short): name for name, source in corpus.sources.items()}
    for path, pointer, name, origin in _origins(corpus):
        first = first_ids.setdefault(lookalike(origin.name), origin.id) if origin.name else origin.id
        if first != origin.id and names.get(first) != origin.name:
            yield Finding(
                LOOK_ALIKE_NAMES,
                f"the name of the origin `{origin.id}` looks the same as that of `{first}`",
                path,
                (*pointer, "name"),
                hint=f"write `origin: {first}` where it is the same one, or write their names alike",
            )
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
        if origin.id == name and not origin.ground:
            yield Finding(
                GROUNDLESS_ORIGIN,
                f"nothing says why `{origin.id}` is its own origin",
                path,
                pointer,
                hint=f"write `origin: {{id: {origin.id}, ground: ...}}`, "
                "or delete it: then the origin is unknown",
            )


class _PlacedOrigin(NamedTuple):
    """An origin where it stands, and the source that it is the origin of."""

    path: str
    pointer: Pointer
    source: str
    origin: Origin


def _origins(corpus: Corpus) -> Iterator[_PlacedOrigin]:
    for name, source in corpus.sources.items():
        if source.origin:
            yield _PlacedOrigin(corpus.paths["source", name], ("origin",), name, source.origin)
    for citation in corpus.citations:
        record = citation.record
        if record.origin:
            pointer = (*citation.pointer, "origin")
            yield _PlacedOrigin(citation.path, pointer, record.source, record.origin)


def origins_of_words(evidence: Evidence) -> Iterator[Finding]:
    """The same words have the same origin wherever they are quoted."""
    first: dict[tuple[str, int, str], PlacedCitation] = {}
    for citation in evidence.corpus.citations:
        if not citation.record.quote:
            continue
        earlier = first.setdefault((*citation.passage, normalise(citation.record.quote)), citation)
        here, there = map(evidence.reliance.origin, (citation.record, earlier.record))
        if here != there:
            place = RelatedPlace(f"here it is `{there}`", earlier.path, earlier.pointer)
            yield Finding(
                TWO_ORIGINS_FOR_WORDS,
                f"the origin of these words is `{here}` here and `{there}` elsewhere",
                citation.path,
                citation.pointer,
                hint="give both citations the same `origin`",
                related=(place,),
            )


RULES = (thin_confidence, origins, origins_of_words)
"""The rules of this module, in the order in which they run."""
