"""Rules about time."""

from __future__ import annotations

from collections.abc import Iterator

from generator.corpus.entries import PlacedEntry
from generator.corpus.index import Corpus
from generator.evidence.evidence import Evidence
from generator.findings.codes import Code
from generator.findings.diagnostics import Finding
from generator.records.dossier import Dossier
from generator.records.entries import Quotation, Statement
from generator.records.source import Source
from generator.records.vocabulary import Kind
from generator.rules.figures import about_date

TIMELINE_OUT_OF_ORDER = Code(
    "timeline-out-of-order",
    what="An event of the timeline stands below one that came later.",
    why="A timeline runs forward: readers take what stands below for what came after.",
    bad=(
        "timeline:\n"
        "  - {date: 2031-03-01, text: The toll is suspended., cites: [gazette-0301#6]}\n"
        "  - {date: 2031-02, text: They met., cites: [gazette-0301#3]}\n"
    ),
    good=(
        "timeline:\n"
        "  - {date: 2031-02, text: They met., cites: [gazette-0301#3]}\n"
        "  - {date: 2031-03-01, text: The toll is suspended., cites: [gazette-0301#6]}\n"
    ),
    hinders_impact=False,
)


def timelines(evidence: Evidence) -> Iterator[Finding]:
    """A timeline runs forward."""
    for path, dossier in _dossiers(evidence.corpus):
        for index, event in enumerate(dossier.timeline[1:], 1):
            before = dossier.timeline[index - 1].date
            if event.date.order < before.order:
                message = f"{event.date.words} comes after {before.words} in the list"
                yield Finding(
                    TIMELINE_OUT_OF_ORDER,
                    message,
                    path,
                    ("timeline", index, "date"),
                    hint="put the timeline in order, oldest first",
                )


OVERDUE_REVIEW = Code(
    "overdue-review",
    what="The next review of a dossier is due before the dossier's own day.",
    why="`review_by` promises that the desk looks again; a day that is over promises nothing.",
    bad="review_by: 2031-03-01\n",
    good="review_by: 2031-06-01\n",
    hinders_impact=False,
)

OVERDUE_QUESTION = Code(
    "overdue-question",
    what="A question is open whose last day was over when the dossier was kept.",
    why="By then it was settled or it was not, and either can be said in a statement.",
    bad="watch:\n  - {id: toll-back, question: Is it?, by: 2031-01, cites: [courier-0302#4]}\n",
    good="watch:\n  - {id: toll-back, question: Is it?, by: 2031-09, cites: [courier-0302#4]}\n",
    hinders_impact=False,
)


def open_questions(evidence: Evidence) -> Iterator[Finding]:
    """What is still open is settled after the dossier's own day, and so is its next review."""
    for path, dossier in _dossiers(evidence.corpus):
        as_of = dossier.as_of
        if dossier.review_by and dossier.review_by.last < as_of.first:
            yield Finding(
                OVERDUE_REVIEW,
                f"the review is due before the dossier's own day, {as_of.words}",
                path,
                ("review_by",),
                hint="set the day of the next review",
            )
        for index, question in enumerate(dossier.watch):
            if question.by and question.by.last < as_of.first:
                message = f"{question.by.words} was over when the dossier was kept, on {as_of.words}"
                yield Finding(
                    OVERDUE_QUESTION,
                    message,
                    path,
                    ("watch", index, "by"),
                    hint="answer the question in a statement, or set a later date",
                )


CHANGE_AFTER_DOSSIER = Code(
    "change-after-dossier",
    what="A change of a dossier is dated later than the dossier.",
    why="`as_of` says up to which day the dossier is kept, and a change is kept in it.",
    bad="changes:\n  - {date: 2031-03-04, text: A tariff was added.}\n",
    good="changes:\n  - {date: 2031-03-02, text: A tariff was added.}\n",
    hinders_impact=False,
)

STANDING_BEFORE_SOURCE = Code(
    "standing-before-source",
    what="A source is marked as corrected or withdrawn on a day before it was published.",
    why="Nothing is corrected before it is said, so one of the two dates is wrong.",
    bad=(
        "# seeds/gazette-0301.yaml\n"
        "standing: {state: corrected, date: 2031-01-01, reason: It was a Wednesday.}\n"
    ),
    good=(
        "# seeds/gazette-0301.yaml\n"
        "standing: {state: corrected, date: 2031-04-01, reason: It was a Wednesday.}\n"
    ),
    hinders_impact=False,
)


TELLS_BEYOND_ISSUE = Code(
    "tells-beyond-issue",
    what="A source is said to tell of days after it was published.",
    why="`tells_until` is for a source that was written before the day of its publication was over.",
    bad="# seeds/courier-0302.yaml\ntells_until: 2031-03-03\n",
    good="# seeds/courier-0302.yaml\ntells_until: 2031-03-01\n",
    hinders_impact=False,
)


def horizons(evidence: Evidence) -> Iterator[Finding]:
    """No source tells of what came after it."""
    corpus = evidence.corpus
    for name, source in corpus.sources.items():
        if source.horizon.last > source.issued.last:
            message = f"the source was published before that, on {source.issued.words}"
            hint = "correct one of the two dates, or delete this one"
            yield Finding(
                TELLS_BEYOND_ISSUE, message, corpus.paths["source", name], ("tells_until",), hint=hint
            )


def changes(evidence: Evidence) -> Iterator[Finding]:
    """No change of a dossier is later than the dossier, and no source's mark earlier than the source."""
    corpus = evidence.corpus
    for path, dossier in _dossiers(corpus):
        for index, change in enumerate(dossier.changes):
            if change.date.first > dossier.as_of.last:
                message = f"the change is later than the dossier, which is of {dossier.as_of.words}"
                yield Finding(
                    CHANGE_AFTER_DOSSIER,
                    message,
                    path,
                    ("changes", index, "date"),
                    hint="bring `as_of` up to the day of the change",
                )
    for name, source in corpus.sources.items():
        if source.standing and source.standing.date.last < source.issued.first:
            message = (
                f"the source became {source.standing.state.word} before it was published, "
                f"on {source.issued.words}"
            )
            yield Finding(
                STANDING_BEFORE_SOURCE,
                message,
                corpus.paths["source", name],
                ("standing", "date"),
                hint="correct one of the two dates",
            )


def _dossiers(corpus: Corpus) -> Iterator[tuple[str, Dossier]]:
    return ((corpus.paths["dossier", name], dossier) for name, dossier in corpus.dossiers.items())


WORDS_AFTER_SOURCE = Code(
    "words-after-source",
    what="Words are dated later than the source that reports them.",
    why="Nobody is quoted before he spoke.",
    bad=(
        "quotations:\n"
        "  - speaker: harbour-master\n"
        "    date: 2031-03-04\n"
        "    text: We are not enemies\n"
        "    cites: [courier-0302#2]\n"
    ),
    good=(
        "quotations:\n"
        "  - speaker: harbour-master\n"
        "    date: 2031-03-01\n"
        "    text: We are not enemies\n"
        "    cites: [courier-0302#2]\n"
    ),
    hinders_impact=False,
)

STATEMENT_AFTER_SOURCE = Code(
    "statement-after-source",
    what="A statement is dated later than every source that it rests on.",
    why="No source reports what has not been yet. What is to come belongs into the timeline or `watch`.",
    bad=(
        "statements:\n"
        "  - id: toll-collected\n"
        "    kind: reported\n"
        "    date: 2031-03-05\n"
        "    reckoned: The 5th, as the talks were on Friday.\n"
        "    text: The toll was still collected.\n"
        "    cites: [courier-0302#3]\n"
        "  - {id: toll-suspended, kind: reported, text: It is suspended., cites: [gazette-0301#6]}\n"
    ),
    good=(
        "statements:\n"
        "  - id: toll-collected\n"
        "    kind: reported\n"
        "    date: 2031-02-28\n"
        "    text: The toll was still collected.\n"
        "    cites: [courier-0302#3]\n"
        "  - {id: toll-suspended, kind: reported, text: It is suspended., cites: [gazette-0301#6]}\n"
    ),
    hinders_impact=False,
)

SOURCE_AFTER_DOSSIER = Code(
    "source-after-dossier",
    what="A source was published after the day up to which the dossier is kept.",
    why="No dossier knows a source that is younger than itself; most often `as_of` was forgotten.",
    bad="as_of: 2031-03-01\n",
    good="as_of: 2031-03-02\n",
    hinders_impact=False,
)


def words(evidence: Evidence) -> Iterator[Finding]:
    """Nobody is quoted before he spoke."""
    for entry in evidence.corpus.of(Quotation):
        newest = _after_sources(evidence.corpus, entry)
        if newest:
            message = f"the words are dated after their source, which is of {newest}"
            hint = "correct the date or the citation"
            yield Finding(WORDS_AFTER_SOURCE, message, entry.path, (*entry.pointer, "date"), hint=hint)


def statements(evidence: Evidence) -> Iterator[Finding]:
    """Nothing is reported before it was, unless a passage itself has the day: then it was announced."""
    missing = {
        (figured.entry.path, figure.pointer)
        for figured in evidence.figures.entries
        for figure in figured.missing or ()
    }
    for entry in evidence.corpus.of(Statement):
        pointer = (*entry.pointer, "date")
        newest = _after_sources(evidence.corpus, entry)
        announced = not entry.record.reckoned and (entry.path, pointer) not in missing
        if newest and not (announced and entry.record.kind is Kind.REPORTED):
            yield Finding(
                STATEMENT_AFTER_SOURCE,
                f"the statement is dated after its source, which is of {newest}",
                entry.path,
                pointer,
                hint="correct the date or the citation; what is still to come belongs into the timeline",
                about=about_date(entry),
            )


def _after_sources(corpus: Corpus, entry: PlacedEntry) -> str:
    """The day of the newest source of an entry that is dated later; empty where it is not."""
    horizons = [source.horizon for source in _sources(corpus, entry).values()]
    newest = max(horizons, key=lambda date: date.last, default=None)
    day = entry.record.day
    return newest.words if newest and day and day.first > newest.last else ""


def sources(evidence: Evidence) -> Iterator[Finding]:
    """No dossier knows a source that is younger than itself."""
    corpus = evidence.corpus
    for entry in corpus.entries:
        as_of = corpus.dossiers[entry.dossier].as_of
        cited = _sources(corpus, entry)
        late = next((place for place, source in cited.items() if source.issued.first > as_of.last), None)
        if late is not None:
            message = f"the source is later than the dossier, which is of {as_of.words}"
            hint = "bring `as_of` up to date"
            yield Finding(
                SOURCE_AFTER_DOSSIER, message, entry.path, (*entry.pointer, "cites", late), hint=hint
            )


def _sources(corpus: Corpus, entry: PlacedEntry) -> dict[int, Source]:
    """The source of each citation of an entry, by the place of the citation."""
    sources = (
        (place, corpus.sources.get(citation.source)) for place, citation in enumerate(entry.record.cites)
    )
    return {place: source for place, source in sources if source}


RULES = (timelines, open_questions, horizons, changes, words, statements, sources)
"""The rules of this module, in the order in which they run."""
