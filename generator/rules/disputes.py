"""Rules about disagreement: both sides know of it, and each stands on evidence of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.corpus.entries import PlacedEntry
from generator.evidence.disputes import Dispute
from generator.evidence.evidence import Evidence
from generator.findings.codes import Code, Severity
from generator.findings.diagnostics import Finding, RelatedPlace
from generator.records.vocabulary import Relation
from generator.text.typography import normalise


class _Excerpt(NamedTuple):
    """A source, a paragraph, and the words that matter in it; empty words are the paragraph as a whole."""

    source: str
    paragraph: int
    words: str

    @property
    def passage(self) -> tuple[str, int]:
        """The source and the paragraph."""
        return self.source, self.paragraph


UNDECLARED_DISPUTE = Code(
    "undeclared-dispute",
    what=(
        "A statement of one dossier disputes a statement of another, and only one of the two dossiers says "
        "so."
    ),
    why=(
        "Both pages show the two side by side, whichever declares it; but whoever edits the other dossier "
        "must know. Write `disputed_by` at the one and `disputes` at the other."
    ),
    bad=(
        "# briefings/ferry.yaml\n"
        "statements:\n"
        "  - id: skippers-paid\n"
        "    kind: reported\n"
        "    text: Skippers paid on Friday.\n"
        "    cites: [courier-0302#3]\n"
        "    disputes: [harbour#first-meeting]\n"
    ),
    good=(
        "# briefings/ferry.yaml\n"
        "statements:\n"
        "  - id: skippers-paid\n"
        "    kind: reported\n"
        "    text: Skippers paid on Friday.\n"
        "    cites: [courier-0302#3]\n"
    ),
    severity=Severity.WARNING,
)

ONE_SIDED_DISPUTE = Code(
    "one-sided-dispute",
    what="Of two statements in dispute, one rests on nothing that the other does not rest on as well.",
    why=(
        "A contradiction needs evidence on both sides. Two sides may share a paragraph when each quotes "
        "the words of its own in it."
    ),
    bad=(
        "statements:\n"
        "  - id: toll-suspended\n"
        "    kind: reported\n"
        "    text: It is suspended.\n"
        "    cites: [courier-0302#3]\n"
        "    disputed_by: [toll-collected]\n"
        "  - id: toll-collected\n"
        "    kind: reported\n"
        "    text: It was collected.\n"
        "    cites: [courier-0302#3]\n"
    ),
    good=(
        "statements:\n"
        "  - id: toll-suspended\n"
        "    kind: reported\n"
        "    text: It is suspended.\n"
        "    cites: [gazette-0301#6]\n"
        "    disputed_by: [toll-collected]\n"
        "  - id: toll-collected\n"
        "    kind: reported\n"
        "    text: It was collected.\n"
        "    cites: [courier-0302#3]\n"
    ),
    severity=Severity.WARNING,
)

CITED_FOR_AND_AGAINST = Code(
    "cited-for-and-against",
    what="One passage is cited both for a statement and against it.",
    why="It cannot do both as a whole. Quote in each of the two citations the words that matter.",
    bad=(
        "summary:\n"
        "  - text: They agreed.\n"
        "    cites:\n"
        "      - gazette-0301#4\n"
        "      - {source: gazette-0301, paragraph: 4, relation: disputes}\n"
    ),
    good=(
        "summary:\n"
        "  - text: They agreed.\n"
        "    cites:\n"
        "      - gazette-0301#4\n"
        "      - {source: courier-0302, paragraph: 4, relation: disputes}\n"
    ),
    severity=Severity.WARNING,
)


def disagreement(evidence: Evidence) -> Iterator[Finding]:
    """A dispute is declared in both dossiers where it crosses.

    And neither side borrows the other's evidence.
    """
    for dispute in evidence.disputes:
        yield from _undeclared(dispute)
        yield from _without_evidence(dispute.claim, dispute.against)
        yield from _without_evidence(dispute.against, dispute.claim)
    for entry in evidence.corpus.entries:
        yield from _disputed_by_its_own_passage(entry)


def _undeclared(dispute: Dispute) -> Iterator[Finding]:
    holders = {holder.dossier for holder, _ in dispute.declared}
    for entry, other, field in (
        (dispute.claim, dispute.against, "disputed_by"),
        (dispute.against, dispute.claim, "disputes"),
    ):
        if entry.dossier not in holders:
            holder, pointer = dispute.declared[0]
            message = (
                f"`{other.key}` stands in dispute with `{entry.record.id}`, and this dossier does not say so"
            )
            hint = f"add `{field}: [{other.key}]` to `{entry.record.id}`"
            related = (RelatedPlace("the dispute is declared there", holder.path, pointer),)
            yield Finding(
                UNDECLARED_DISPUTE,
                message,
                entry.path,
                (*entry.pointer, "id"),
                hint=hint,
                related=related,
            )


def _without_evidence(entry: PlacedEntry, other: PlacedEntry) -> Iterator[Finding]:
    """A warning when every passage of `entry` serves `other` as well."""
    excerpts, others = _excerpts(entry, Relation.SUPPORTS), _excerpts(other, Relation.SUPPORTS)
    if excerpts and others and all(_shared(excerpt, others) for excerpt in excerpts):
        source, paragraph = excerpts[0].passage
        message = (
            f"in its dispute with `{other.record.id}` this has no evidence of its own: "
            f"both rest on {source}#{paragraph}"
        )
        hint = "quote the words that this alone rests on, with `quote`, or cite a passage that says it"
        yield Finding(ONE_SIDED_DISPUTE, message, entry.path, (*entry.pointer, "cites"), hint=hint)


def _disputed_by_its_own_passage(entry: PlacedEntry) -> Iterator[Finding]:
    support = _excerpts(entry, Relation.SUPPORTS)
    for place, citation in enumerate(entry.record.cites):
        if citation.relation is Relation.DISPUTES and _shared(_excerpt(entry, place), support):
            message = f"{citation.source}#{citation.paragraph} is cited for this and against it"
            hint = "quote in each citation the words that matter, or delete one of the two"
            yield Finding(
                CITED_FOR_AND_AGAINST,
                message,
                entry.path,
                (*entry.pointer, "cites", place),
                hint=hint,
            )


def _excerpts(entry: PlacedEntry, relation: Relation) -> tuple[_Excerpt, ...]:
    cites = enumerate(entry.record.cites)
    return tuple(_excerpt(entry, place) for place, citation in cites if citation.relation is relation)


def _excerpt(entry: PlacedEntry, place: int) -> _Excerpt:
    """What the citation at a place of an entry (from 0) rests on."""
    citation = entry.record.cites[place]
    return _Excerpt(citation.source, citation.paragraph, normalise(entry.record.exact(place)))


def _shared(excerpt: _Excerpt, others: tuple[_Excerpt, ...]) -> bool:
    """Whether one of the others is the same excerpt.

    It is where both are the same paragraph as a whole, or words that hold one another.
    """
    words = excerpt.words
    wordings = [other.words for other in others if other.passage == excerpt.passage]
    return any(not words or (wording and (words in wording or wording in words)) for wording in wordings)


RULES = (disagreement,)
"""The rules of this module, in the order in which they run."""
