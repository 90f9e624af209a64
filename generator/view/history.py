"""What changed in the dossiers, by day, dossier and statement, and since when an entry says what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from generator.changes.history import Edition, Step, Told
from generator.changes.subjects import words_of
from generator.changes.words import Sentence, Tone
from generator.corpus.index import Corpus
from generator.findings.shown import escaped
from generator.records.sections import SECTIONS
from generator.text import edtf
from generator.view import links, paths, series
from generator.view.artefacts import Shelf
from generator.view.model import ChangesPage
from generator.view.parts import Alteration, DayOfChanges, DossierChanges, Link, Words
from generator.view.series import Sheet
from generator.view.settings import Settings

_LEAD = "What changed in the dossiers, newest first."
_UNKNOWN = (
    "What changed in single statements is not listed: this site was built without the history of its records."
)
_BLANK = re.compile(r"\s+")
_STYLES = {Tone.ALARM: "strong", Tone.NAME: "code", Tone.GONE: "del", Tone.COME: "ins"}


@dataclass(frozen=True, slots=True)
class _Row:
    """A change on a day: what the desk says itself, or what is told of a record."""

    day: str
    dossier: str
    said: str = ""
    commit: str = ""
    told: Told | None = None


class Annals:
    """What is known of the changes of a corpus without errors: what its desk wrote down, and its history."""

    def __init__(self, corpus: Corpus, settings: Settings) -> None:
        self._corpus, self._history, self._former = corpus, settings.history, settings.former
        self._sheets: dict[str, tuple[Sheet[_Row], ...]] = {}
        self._altered: dict[tuple[str, int], Alteration] = {}

    def link(self, dossier: str) -> Link | None:
        """The link to the changes of a dossier; None where nothing of its history is known."""
        known = dossier in self._history.by_dossier
        return Link("Every change, statement by statement", paths.changes(dossier)) if known else None

    def named(self, dossier: str) -> str:
        """The number and the day of the edition of a dossier; empty where they are not known."""
        editions = self._history.editions(dossier)
        return name_of(editions[-1]) if editions else ""

    def _editions(self, dossier: str, day: str) -> Iterator[Link]:
        """The editions of a day that can be opened, newest first."""
        editions = self._history.editions(dossier) if dossier in self._corpus.dossiers else ()
        for edition in reversed(editions):
            path = paths.edition(dossier, edition.number)
            newest = edition is editions[-1]
            if edition.day == day and (newest or path in self._former):
                label = f"Edition {edition.number}{', the newest' if newest else ''}"
                yield Link(label, paths.dossier(dossier) if newest else path)

    def marks(self, dossier: str) -> Mapping[str, Link]:
        """Since when the entries of a dossier say what they say, by their anchors, with links to the changes.

        Nothing of those that are as the first edition had them.
        """
        marks: dict[str, Link] = {}
        founded = max(
            (step.day for step, told in self._history.by_dossier.get(dossier, ()) if told.founds), default=""
        )
        for sheet in self._of(dossier):
            for row in sheet.items:
                told = row.told
                anchor = self._anchor(dossier, told) if told and told.significant and told.restated else ""
                if told and anchor and row.day > founded:
                    words = f"{'Added' if told.fresh else 'Changed'} {edtf.parse(row.day).words}"
                    marks.setdefault(anchor, Link(words, sheet.path, _day(row.day)))
        return marks

    def place(self, dossier: str, commit: str) -> Link | None:
        """Where the changes of a dossier in a commit are told; None where they are not."""
        for sheet in self._of(dossier):
            for row in sheet.items:
                if row.commit == commit:
                    return Link(sheet.title, sheet.path, _day(row.day))
        return None

    def significant(self, dossier: str) -> Iterator[tuple[Step, tuple[Told, ...]]]:
        """The commits that changed a dossier significantly, newest first, with what is told of each.

        That it was added is left to its desk, where that says itself what changed.
        """
        said = bool(self._corpus.dossiers[dossier].changes)
        chosen = (
            (step, told)
            for step, told in self._history.by_dossier.get(dossier, ())
            if told.significant and not (told.founds and said)
        )
        for step, group in groupby(chosen, lambda each: each[0]):
            yield step, tuple(told for _, told in group)

    def alteration(self, dossier: str, told: Told) -> Alteration:
        """What readers see of a record that changed; made once."""
        key = dossier, id(told)  # what is told lives as long as the history
        if key not in self._altered:
            self._altered[key] = self._alteration(dossier, told)
        return self._altered[key]

    def _alteration(self, dossier: str, told: Told) -> Alteration:
        name, whole = _name(told)
        rows = tuple(_words(row) for row in told.rows)
        if whole and rows and "".join(words.text for words in rows[0]) == f"“{told.words}”":
            rows = rows[1:]
        target = self._target(dossier, told)
        return Alteration(name, target and Link(name, *target), _words(told.outcome), rows)

    def pages(self, shelf: Shelf) -> Iterator[ChangesPage]:
        """The changes of all dossiers, and those of each of which the history is known."""
        for sheet in self._of_all():
            yield self._page(sheet, _LEAD, None, shelf.link(paths.FEED))
        for name, dossier in self._corpus.dossiers.items():
            link, lead = (
                Link(dossier.title, paths.dossier(name)),
                f"What changed in “{dossier.title}”, newest first.",
            )
            for sheet in self._of(name):
                yield self._page(sheet, lead, link, Link("feed", paths.feed(name)))

    @cached_property
    def _order(self) -> tuple[str, ...]:
        """The dossiers in the order of reading, those that are no more, and what dossiers share."""
        named = (
            *(dossier.id for dossier in self._corpus.ordered),
            *filter(None, self._history.by_dossier),
            "",
        )
        return tuple(dict.fromkeys(named))

    def _of_all(self) -> tuple[Sheet[_Row], ...]:
        """The pages of the changes of all dossiers; in a series the first has what the desk says itself."""
        rows = [row for name in self._order for row in self._rows(name)]
        first, *below = _by_time(paths.CHANGES, "Changes", tuple(row for row in rows if row.told))
        if not below:
            return _by_time(paths.CHANGES, "Changes", tuple(rows))
        said = sorted((row for row in rows if not row.told), key=lambda row: row.day, reverse=True)
        return (replace(first, items=tuple(said)), *below)

    def _of(self, dossier: str) -> tuple[Sheet[_Row], ...]:
        """The pages of the changes of a dossier; none where its history is not known."""
        if dossier not in self._history.by_dossier:
            return ()
        if dossier not in self._sheets:
            title = f"Changes: {self._corpus.dossiers[dossier].title}"
            self._sheets[dossier] = _by_time(paths.changes(dossier), title, self._rows(dossier))
        return self._sheets[dossier]

    def _rows(self, dossier: str) -> tuple[_Row, ...]:
        """The changes of a dossier; first what the desk says, then what is known, newest first."""
        known = self._corpus.dossiers.get(dossier)
        said = (_Row(change.date.text, dossier, change.text) for change in (known.changes if known else ()))
        told = self._history.by_dossier.get(dossier, ())
        return (*said, *(_Row(step.day, dossier, commit=step.commit, told=one) for step, one in told))

    def _page(self, sheet: Sheet[_Row], lead: str, dossier: Link | None, same: Link | None) -> ChangesPage:
        return ChangesPage(
            path=sheet.path,
            title=sheet.title,
            description=lead,
            made_from="",
            edit_url="",
            series=sheet.series,
            days=tuple(self._days(sheet.items, alone=dossier is not None)),
            dossier=dossier,
            note=self._note,
            same=same,
        )

    @property
    def _note(self) -> str:
        """How far back the changes are known; empty where that is to the beginning."""
        if self._history.since:
            day = edtf.parse(self._history.since).words
            return f"Of the time before {day} only what the desk wrote down itself is known here."
        return "" if self._history.steps else _UNKNOWN

    def _days(self, rows: Iterable[_Row], *, alone: bool) -> Iterator[DayOfChanges]:
        for day, on_day in groupby(rows, lambda row: row.day):
            groups = groupby(on_day, lambda row: row.dossier)
            dossiers = tuple(self._group(day, name, tuple(group), alone=alone) for name, group in groups)
            yield DayOfChanges(edtf.parse(day).words, _day(day), dossiers)

    def _group(self, day: str, name: str, rows: tuple[_Row, ...], *, alone: bool) -> DossierChanges:
        known = self._corpus.dossiers.get(name)
        title = known.title if known else next((_still(row.told.title) for row in rows if row.told), "")
        altered = [(row.told.significant, self.alteration(name, row.told)) for row in rows if row.told]
        return DossierChanges(
            heading=title or "Sources, actors and the desk",
            anchor=f"{name or 'shared'}-{day}",
            link=Link(title, paths.dossier(name)) if known and not alone else None,
            editions=tuple(self._editions(name, day)),
            said=tuple(row.said for row in rows if row.said),
            significant=tuple(one for significant, one in altered if significant),
            minor=tuple(one for significant, one in altered if not significant),
        )

    def _target(self, dossier: str, told: Told) -> tuple[str, str] | None:
        """The page and the anchor where a record stands now; None where it stands nowhere."""
        corpus = self._corpus
        if told.kind == "source":
            return (paths.source(told.id), "") if told.id in corpus.sources else None
        if told.kind == "actor":
            return (paths.actor(told.id), "") if told.id in corpus.actors else None
        known = corpus.dossiers.get(dossier)
        if known is None:
            return None
        if told.kind == "dossier":
            return paths.dossier(dossier), ""
        anchor = self._anchor(dossier, told)
        if f"{dossier}#{told.id}" in corpus.tombstones:
            anchor = told.id
        if told.kind == told.section:
            shown = (section for section in SECTIONS if section.field == told.section)
            anchor = next((section.name for section in shown if section.records(known)), "")
        return (paths.dossier(dossier), anchor) if anchor else None

    def _anchor(self, dossier: str, told: Told) -> str:
        """The anchor of the entry that a record is now; empty where it is none."""
        if told.id:
            entry = self._corpus.named.get(f"{dossier}#{told.id}")
            return self._corpus.anchors[entry] if entry else ""
        return self._unnamed.get((dossier, told.section, told.words), "")

    @cached_property
    def _unnamed(self) -> Mapping[tuple[str, str, str], str]:
        """The anchors of the entries without an id, by dossier, section and words."""
        known = (name for name in self._corpus.by_dossier if name in self._history.by_dossier)
        entries = (entry for name in known for entry in self._corpus.by_dossier[name] if not entry.record.id)
        return {
            (entry.dossier, entry.section, words_of(entry.record)): self._corpus.anchors[entry]
            for entry in entries
        }


def name_of(edition: Edition) -> str:
    """What readers call an edition: its number and its day."""
    return f"{edition.number}, {edtf.parse(edition.day).words}"


def _by_time(path: str, title: str, rows: tuple[_Row, ...]) -> tuple[Sheet[_Row], ...]:
    """Changes on their pages, newest first; in a series by years or months."""
    ordered = sorted(rows, key=lambda row: row.day, reverse=True)
    stack = series.by_time(ordered, lambda row: edtf.parse(row.day).first, _weight)
    return series.sheets(path, title, ordered, stack=stack, weigh=_weight)


def _weight(row: _Row) -> float:
    """How many usual entries a change takes the room of."""
    return (1 + len(row.told.rows)) / 2 if row.told else 1


def _day(day: str) -> str:
    """The anchor of a day."""
    return f"day-{day}"


def _name(told: Told) -> tuple[str, bool]:
    """What readers call a record, and whether that has all of its words."""
    if told.kind in ("dossier", "desk", "evidence lock"):
        return f"The {told.kind}", False
    noun = told.kind[:1].upper() + told.kind[1:]
    if not told.words or told.kind == told.section:
        return noun, False
    short = links.shorten(_still(told.words))
    return f"{noun} “{short}”", short == told.words


def _words(sentence: Sentence) -> tuple[Words, ...]:
    return tuple(_apart(sentence))


def _still(text: str) -> str:
    """Text on one line in which nothing acts: no rule was ever asked about the words of an old revision."""
    return escaped(_BLANK.sub(" ", text))


def _apart(sentence: Sentence) -> Iterator[Words]:
    """The words of a sentence, with a blank between what went and what came in its place."""
    gone = False
    for piece in sentence:
        if gone and piece.tone is Tone.COME:
            yield Words(" ")
        text = piece.text if piece.tone is Tone.OURS else _still(piece.text)
        yield Words(text, _STYLES.get(piece.tone, ""))
        gone = piece.tone is Tone.GONE
