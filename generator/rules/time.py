"""Rules about time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.corpus.index import Corpus
from generator.findings.diagnostics import Finding, Pointer
from generator.records.schema import Dossier, Quotation
from generator.text.edtf import Edtf


def timelines(corpus: Corpus) -> Iterator[Finding]:
    """A timeline runs forward."""
    for path, dossier in _dossiers(corpus):
        for index, event in enumerate(dossier.timeline[1:], 1):
            before = dossier.timeline[index - 1].date
            if event.date.order < before.order:
                message = f"{event.date.words} comes after {before.words} in the list"
                yield _date(
                    path, ("timeline", index, "date"), message, "put the timeline in order, oldest first"
                )


def open_questions(corpus: Corpus) -> Iterator[Finding]:
    """What is still open is settled after the dossier's own day, and so is its next review."""
    for path, dossier in _dossiers(corpus):
        as_of = dossier.as_of
        if dossier.review_by and dossier.review_by.last < as_of.first:
            yield _date(
                path,
                ("review_by",),
                f"the review is due before the dossier's own day, {as_of.words}",
                "set the day of the next review",
            )
        for index, question in enumerate(dossier.watch):
            if question.by and question.by.last < as_of.first:
                message = f"{question.by.words} was over when the dossier was kept, on {as_of.words}"
                yield _date(
                    path,
                    ("watch", index, "by"),
                    message,
                    "answer the question in a statement, or set a later date",
                )


def changes(corpus: Corpus) -> Iterator[Finding]:
    """No change of a dossier is later than the dossier, and no source's mark earlier than the source."""
    for path, dossier in _dossiers(corpus):
        for index, change in enumerate(dossier.changes):
            if change.date.first > dossier.as_of.last:
                message = f"the change is later than the dossier, which is of {dossier.as_of.words}"
                yield _date(
                    path, ("changes", index, "date"), message, "bring `as_of` up to the day of the change"
                )
    for name, source in corpus.sources.items():
        if source.standing and source.standing.date.last < source.issued.first:
            message = f"the source became {source.standing.state.word} before it was published, on {source.issued.words}"
            yield _date(
                corpus.paths["source", name], ("standing", "date"), message, "correct one of the two dates"
            )


def _dossiers(corpus: Corpus) -> Iterator[tuple[str, Dossier]]:
    return ((corpus.paths["dossier", name], dossier) for name, dossier in corpus.dossiers.items())


def sources(corpus: Corpus) -> Iterator[Finding]:
    """Nobody is quoted before he spoke, and no dossier knows a source that is younger than itself."""
    for item in corpus.items:
        issued = {
            place: s.issued
            for place, c in enumerate(item.record.cites)
            if (s := corpus.sources.get(c.source))
        }
        newest = max(issued.values(), key=_last, default=None)
        said = item.record.date if isinstance(item.record, Quotation) else None
        if newest and said and said.first > newest.last:
            message = f"the words are dated after their source, which is of {newest.words}"
            yield _date(item.path, (*item.pointer, "date"), message, "correct the date or the citation")
        as_of = corpus.dossiers[item.dossier].as_of
        late = next((place for place, date in issued.items() if date.first > as_of.last), None)
        if late is not None:
            message = f"the source is later than the dossier, which is of {as_of.words}"
            yield _date(item.path, (*item.pointer, "cites", late), message, "bring `as_of` up to date")


def _last(issued: Edtf) -> date:
    return issued.last


def _date(path: str, pointer: Pointer, message: str, hint: str) -> Finding:
    return Finding("dates-out-of-order", message, path, pointer, hint)
