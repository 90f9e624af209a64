"""Rules about time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.corpus import Corpus
from generator.diagnostics import Finding, Pointer
from generator.edtf import Edtf
from generator.schema import Quotation


def dates(corpus: Corpus) -> Iterator[Finding]:
    """Time runs forward: in the timeline, from words to the source that quotes them, and from a dossier to what is still open."""
    for name, dossier in corpus.dossiers.items():
        path = corpus.paths["dossier", name]
        as_of = dossier.as_of
        if dossier.review_by and dossier.review_by.last < as_of.first:
            yield _date(path, ("review_by",), f"the review is due before the dossier's own day, {as_of.words}", "set the day of the next review")
        for index, event in enumerate(dossier.timeline[1:], 1):
            before = dossier.timeline[index - 1].date
            if event.date.order < before.order:
                yield _date(
                    path,
                    ("timeline", index, "date"),
                    f"{event.date.words} comes after {before.words} in the list",
                    "put the timeline in order, oldest first",
                )
        for index, question in enumerate(dossier.watch):
            if question.by and question.by.last < as_of.first:
                yield _date(
                    path,
                    ("watch", index, "by"),
                    f"{question.by.words} was over when the dossier was kept, on {as_of.words}",
                    "answer the question in a statement, or set a later date",
                )
        for index, change in enumerate(dossier.changes):
            if change.date.first > as_of.last:
                yield _date(
                    path,
                    ("changes", index, "date"),
                    f"the change is later than the dossier, which is of {as_of.words}",
                    "bring `as_of` up to the day of the change",
                )
    for name, source in corpus.sources.items():
        if source.standing and source.standing.date.last < source.issued.first:
            message = f"the source became {source.standing.state.word} before it was published, on {source.issued.words}"
            yield _date(corpus.paths["source", name], ("standing", "date"), message, "correct one of the two dates")
    yield from _said_before_printed(corpus)


def _said_before_printed(corpus: Corpus) -> Iterator[Finding]:
    for item in corpus.items:
        issued = [s.issued for c in item.record.cites if (s := corpus.sources.get(c.source))]
        said = getattr(item.record, "date", None)
        if issued and isinstance(item.record, Quotation) and said and said.first > max(issued, key=_last).last:
            yield _date(
                item.path,
                (*item.pointer, "date"),
                f"the words are dated after their source, which is of {max(issued, key=_last).words}",
                "correct the date or the citation",
            )
        as_of = corpus.dossiers[item.dossier].as_of
        late = next((index for index, c in enumerate(item.record.cites) if (s := corpus.sources.get(c.source)) and s.issued.first > as_of.last), None)
        if late is not None:
            yield _date(
                item.path,
                (*item.pointer, "cites", late),
                f"the source is later than the dossier, which is of {as_of.words}",
                "bring `as_of` up to date",
            )


def _last(issued: Edtf) -> date:
    return issued.last


def _date(path: str, pointer: Pointer, message: str, hint: str) -> Finding:
    return Finding("dates-out-of-order", message, path, pointer, hint)
