"""Rules about figures and names: what a sentence counts, dates and names is in a passage that it cites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.corpus.entries import PlacedEntry
from generator.evidence.evidence import Evidence
from generator.evidence.figures import Asserted, Facts, Figured, Names, Naming, Passage
from generator.findings.codes import Code, Severity
from generator.findings.diagnostics import Finding
from generator.rules.names import rests_on_unread
from generator.rules.quotations import nth_before

_SHOWN = 3

FIGURE_NOT_FOUND = Code(
    "figure-not-found",
    follows=True,
    what="A number or a date of a sentence is in no passage that it cites.",
    why=(
        "Numbers, years and dates are read in digits and in words, in the language of the source. They must "
        "be in a paragraph that the entry cites, or that an entry cites on which it rests. A date may be "
        "named by the day of issue (`yesterday`, `Tuesday`, `le 14`); without a year it is in the year that "
        "brings it nearest to that day. What follows from a passage and does not stand in it is named in "
        "`reckoned`, and readers see that."
    ),
    bad="accounts:\n  - text: Skippers paid 9.5 crowns.\n    cites: [courier-0302#3]\n",
    good="accounts:\n  - text: Skippers paid 7.5 crowns.\n    cites: [courier-0302#3]\n",
    hinders_impact=False,
)

NAME_NOT_FOUND = Code(
    "name-not-found",
    what="No passage that a sentence cites names an actor that the sentence names.",
    why=(
        "The wrong name on the right passage reads as well as the right one. A passage names an actor by its "
        "`name`, by one of its names under `also`, or by a person's surname. Where the desk reads somebody "
        "into other words, `doubt` says so, at the entry or at the actor."
    ),
    bad="accounts:\n  - text: North Port wants talks.\n    cites: [gazette-0301#4]\n",
    good="accounts:\n  - text: North Port wants the toll gone.\n    cites: [gazette-0301#5]\n",
    severity=Severity.WARNING,
)


def figures(evidence: Evidence) -> Iterator[Finding]:
    """Every number and date of an entry is in a passage that it cites, or was reckoned."""
    for figured in evidence.figures.entries:
        if figured.missing and not _unsettled(evidence, figured.entry, figured.passages):
            facts = evidence.figures.facts(figured.passages) or ()
            for figure in figured.missing:
                yield _not_found(figured, figure, facts)


def _unsettled(evidence: Evidence, entry: PlacedEntry, passages: Iterable[Passage]) -> bool:
    """Whether an entry may rest on other passages than these, for a reason that is reported by itself.

    A passage has another number now, or an entry that could not be read cites one.
    """
    if rests_on_unread(evidence.corpus, entry):
        return True
    if not evidence.moves:
        return False
    owners = {entry.owner, *(lower.owner for lower in evidence.corpus.beneath(entry))}
    return any((owner, *passage) in evidence.moves for owner in owners for passage in passages)


def _not_found(figured: Figured, figure: Asserted, facts: Iterable[Facts]) -> Finding:
    key = figure.pointer[-1]
    whole = figure.words == figure.value
    says = (
        f"the {key} is {figure.words}"
        if whole and key in ("date", "by")
        else f"the sentence says {figure.words}"
    )
    told = [
        f"{source}#{number} has {fact.told}"
        for (source, number), fact in zip(figured.passages, facts, strict=True)
    ]
    more = f", and {len(told) - _SHOWN} more have not" if len(told) > _SHOWN else ""
    hint = "correct it, cite the passage that has it, or say in `reckoned` how it follows"
    return Finding(
        FIGURE_NOT_FOUND,
        f"{says}; {'; '.join(told[:_SHOWN])}{more}" if told else f"{says}, and no passage is cited",
        figured.entry.path,
        figure.pointer,
        hint=hint,
        needle=figure.words,
        nth=nth_before(figure.value, figure.words, figure.start),
        about=about_date(figured.entry) if key == "date" else "",
    )


def about_date(entry: PlacedEntry) -> str:
    """What findings of a wrong date are about: no passage has it, and it is later than all of them."""
    return f"{entry.path} {entry.pointer} date"


def names(evidence: Evidence) -> Iterator[Finding]:
    """Every actor that an entry names is named in a passage that it cites, or there is a doubt."""
    corpus, known = evidence.corpus, Names(evidence.corpus)
    for entry in corpus.entries:
        passages = evidence.figures.passages(entry)
        facts = evidence.figures.facts(passages)
        if facts and not entry.record.doubt and not _unsettled(evidence, entry, passages):
            for naming in known.of(entry):
                if not corpus.actors[naming.actor].doubt and not any(
                    known.has(naming.actor, fact.text) for fact in facts
                ):
                    yield _not_named(entry, naming, passages)


def _not_named(entry: PlacedEntry, naming: Naming, passages: tuple[Passage, ...]) -> Finding:
    cited = ", ".join(f"{source}#{number}" for source, number in passages[:_SHOWN])
    verb = "does" if len(passages) == 1 else "do"
    return Finding(
        NAME_NOT_FOUND,
        f"the sentence names {naming.words}; {cited} {verb} not name `{naming.actor}`",
        entry.path,
        naming.pointer,
        hint="cite the passage that names it, enter the name that stands there under `also`, "
        "or say in `doubt` who is meant",
        needle=naming.words,
        nth=nth_before(naming.value, naming.words, naming.start),
    )


RULES = (figures, names)
"""The rules of this module, in the order in which they run."""
