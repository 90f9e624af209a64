"""Rules about how well something is supported.

No circles, no support that was withdrawn or came too early, and no part that rests on nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from generator.corpus.entries import PlacedEntry
from generator.corpus.index import Corpus
from generator.evidence.backing import first_words, missing, stretch
from generator.evidence.evidence import Evidence
from generator.evidence.reliance import Reliance, supporting
from generator.findings.codes import Code, Severity
from generator.findings.diagnostics import Finding, Pointer, RelatedPlace
from generator.records.citations import Citation
from generator.records.entries import Quotation
from generator.records.fields import CITATION
from generator.records.load import ACTORS
from generator.rules.names import rests_on_unread
from generator.text import prose
from generator.text.typography import normalise

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
    if not reliance.withdrawn:
        return
    for entry in corpus.entries:
        if rests_on_unread(corpus, entry):
            continue
        cites = tuple(ground.citation for ground in reliance.grounds(entry))
        yield from _withdrawn(reliance, entry.path, (*entry.pointer, "cites"), cites)
        yield from _withdrawn(
            reliance, entry.path, (*entry.pointer, "cites"), _withdrawn_part(reliance, entry)
        )
    for index, actor in enumerate(corpus.listed_actors):
        yield from _withdrawn(reliance, ACTORS, ("actors", index, "cites"), supporting(actor.cites))
    for field in corpus.prose:
        for cites, needle, nth in _prose_grounds(field.text):
            yield from _withdrawn(reliance, field.path, field.pointer, cites, needle=needle, nth=nth)


def _withdrawn_part(reliance: Reliance, entry: PlacedEntry) -> tuple[Citation, ...]:
    """The citations of withdrawn sources that alone bear out a part of an entry."""
    words, support = entry.record.borne_out, supporting(entry.record.cites)
    standing = reliance.stands(support)
    lost = missing(words, standing) - missing(words, support)
    if not standing or not lost or reliance.corpus.declared(entry):
        return ()
    return tuple(citation for citation in support if citation not in standing)


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


UNKNOWN_PART = Code(
    "unknown-part",
    what="`for` names words that do not stand in what the citation is about.",
    why=(
        "It says which part of a sentence a passage bears out, so it repeats words of the sentence, whole "
        "ones. At a judgement they are words of its basis."
    ),
    bad=(
        "summary:\n"
        "  - text: They agreed to talk, and the toll is suspended.\n"
        "    cites:\n"
        "      - {source: courier-0302, paragraph: 4, for: agreed to meet}\n"
        "      - gazette-0301#6\n"
    ),
    good=(
        "summary:\n"
        "  - text: They agreed to talk, and the toll is suspended.\n"
        "    cites:\n"
        "      - {source: courier-0302, paragraph: 4, for: agreed to talk}\n"
        "      - gazette-0301#6\n"
    ),
    hinders_impact=False,
)

MISSING_PART = Code(
    "missing-part",
    what="A part of a sentence is borne out by no passage.",
    why=(
        "Where every citation says in `for` which part it bears out, the parts together are the whole "
        "sentence: each word of it rests on something."
    ),
    bad=(
        "summary:\n"
        "  - text: They agreed to talk, and the toll is suspended.\n"
        "    cites: [{source: courier-0302, paragraph: 4, for: They agreed to talk}]\n"
    ),
    good=(
        "summary:\n"
        "  - text: They agreed to talk, and the toll is suspended.\n"
        "    cites:\n"
        "      - {source: courier-0302, paragraph: 4, for: They agreed to talk}\n"
        "      - {source: gazette-0301, paragraph: 6, for: and the toll is suspended}\n"
    ),
    hinders_impact=False,
)


def parts(evidence: Evidence) -> Iterator[Finding]:
    """A citation names words of the sentence that it is about, and together they leave none out."""
    corpus = evidence.corpus
    for entry in corpus.entries:
        words, cites = entry.record.borne_out, entry.record.cites
        yield from _unknown_parts(entry.path, entry.pointer, words, cites)
        support = supporting(cites)
        bare = missing(words, support) if support else frozenset()
        if entry.record.asserts and bare and not corpus.declared(entry):
            message = f"no citation bears out “{first_words(words, bare)}”"
            hint = "add the words to a `for`, or cite the passage that says so"
            yield Finding(MISSING_PART, message, entry.path, (*entry.pointer, "cites"), hint=hint)
    for index, actor in enumerate(corpus.listed_actors):
        yield from _unknown_parts(ACTORS, ("actors", index), actor.role, actor.cites)


def _unknown_parts(path: str, pointer: Pointer, words: str, cites: Iterable[Citation]) -> Iterator[Finding]:
    for place, citation in enumerate(cites):
        for number, part in enumerate(citation.parts or ()):
            if not stretch(words, part):
                yield Finding(
                    UNKNOWN_PART,
                    f"“{part}” does not stand in “{words}”",
                    path,
                    (*pointer, "cites", place, "for", number),
                    hint="copy whole words from there, or delete `for` where the passage bears out all of it",
                )


SUPPORT_BEFORE_EVENT = Code(
    "support-before-event",
    what="All that supports an event, or a part of it, was written before it.",
    why=(
        "A forecast or an announcement is no witness. What a source could not yet know when it was written "
        "(`issued`, or `tells_until`) it does not bear out; what is still to come on the dossier's own day "
        "may rest on it."
    ),
    bad=("timeline:\n  - {date: 2031-03-02, text: The boards meet again., cites: [gazette-0301#4]}\n"),
    good=(
        "timeline:\n"
        "  - {date: 2031-03-02, text: The boards meet again., cites: [gazette-0301#4, courier-0302#2],\n"
        "    reckoned: The Courier is of 2 March 2031.}\n"
    ),
    hinders_impact=False,
)


def early_support(evidence: Evidence) -> Iterator[Finding]:
    """What happened is told by a source that could know of it."""
    reliance = evidence.reliance
    for entry in evidence.corpus.entries:
        standing = reliance.stands(supporting(entry.record.cites))
        early = [citation for citation in standing if reliance.early(entry, citation)]
        words = entry.record.borne_out
        if not early or isinstance(entry.record, Quotation):
            continue
        bare = missing(words, reliance.witnesses(entry)) - missing(words, standing)
        if bare:
            yield _early(evidence.corpus, entry, early, first_words(words, bare))


def _early(corpus: Corpus, entry: PlacedEntry, early: list[Citation], words: str) -> Finding:
    day = entry.record.day
    newest = max(
        (corpus.sources[citation.source] for citation in early), key=lambda source: source.horizon.last
    )
    message = (
        f"what supports “{words}” tells of nothing after {newest.horizon.words}, and this is of "
        f"{day.words if day else ''}"
    )
    hint = "cite a source that could know of it, or say that it was announced"
    pointer = (*entry.pointer, "cites", entry.record.cites.index(early[0]))
    place = RelatedPlace(
        f"when `{newest.id}` was written", corpus.paths["source", newest.id], (newest.horizon_key,)
    )
    return Finding(SUPPORT_BEFORE_EVENT, message, entry.path, pointer, hint=hint, related=(place,))


REPEATED_STATEMENT = Code(
    "repeated-statement",
    what="Two entries of one section say the same, in the same words.",
    why=(
        "Readers would take it for two statements. Most often an entry was copied and not changed, or a "
        "merge brought it in twice; its citations belong together."
    ),
    bad=(
        "accounts:\n"
        "  - {text: The toll was still taken., cites: [courier-0302#3]}\n"
        "  - {text: The toll was still taken., cites: [courier-0302#4]}\n"
    ),
    good="accounts:\n  - {text: The toll was still taken., cites: [courier-0302#3, courier-0302#4]}\n",
    severity=Severity.WARNING,
)

_NO_WORD = re.compile(r"[\W_]+")


def repeated(evidence: Evidence) -> Iterator[Finding]:
    """Nothing is said twice: the same words, of the same actor and day, in one section."""
    first: dict[object, PlacedEntry] = {}
    for entry in evidence.corpus.entries:
        record = entry.record
        words = _NO_WORD.sub(" ", normalise(record.sentence).casefold()).strip()
        day = record.day.text if record.day else ""
        same = first.setdefault((entry.dossier, entry.section, record.actor_id, day, words), entry)
        if same is not entry:
            place = RelatedPlace("the first one", same.path, same.pointer)
            yield Finding(
                REPEATED_STATEMENT,
                "an entry above says the same in the same words",
                entry.path,
                entry.pointer,
                hint="merge the two, with the citations of both; or say what the second adds",
                related=(place,),
            )


RULES = (circles, withdrawn_support, parts, early_support, repeated)
"""The rules of this module, in the order in which they run."""
