"""The figures and names of the entries, and whether the passages bear them out.

A figure is a number, an amount, a percentage, a year or a date that an entry asserts. It is borne out by a
paragraph that the entry cites, or that an entry cites on which it rests, unless the passage says otherwise.
A day is borne out by a passage that names it, whole or with the year of its source's day of issue, or that
names it by that day (`yesterday`, `Tuesday`, `le 14`). A figure that stands in the entry's `reckoned` needs
no passage.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from generator.corpus.entries import PlacedEntry
from generator.corpus.index import Corpus
from generator.evidence.reliance import Reliance
from generator.findings.diagnostics import Pointer
from generator.records.source import Source
from generator.records.vocabulary import ActorKind, Relation
from generator.text import days as calendar
from generator.text.days import Day
from generator.text.digits import Figure
from generator.text.edtf import Edtf, Point
from generator.text.figures import Reading, days_of, read
from generator.text.matching import fingerprint

_WORD = re.compile(r"\w+")

Passage = tuple[str, int]
"""A paragraph, by its source and its number (from 1)."""

_READ_WITH = frozenset({("issued",), ("language",), ("original-language",)})
"""The fields of a source's record without which nobody can read the figures of its text."""


@dataclass(frozen=True, slots=True)
class Asserted:
    """A figure of an entry: where it stands, and the days or the values that it can mean.

    `start` and `end` place its words in the `value` of the field at `pointer`; a date that is a field
    is all of its value.
    """

    pointer: Pointer
    value: str
    start: int
    end: int
    meaning: Day | Figure

    @property
    def words(self) -> str:
        """The figure as it is written."""
        return self.value[self.start : self.end]

    @property
    def key(self) -> str:
        """What it says, in one form however it is written."""
        if isinstance(self.meaning, Day):
            return self.meaning.iso
        return self.meaning.name or "|".join(map(str, sorted(self.meaning.values)))


@dataclass(frozen=True)
class Facts:
    """What a paragraph has: its numbers, its names with digits, and its days.

    `original` is the language from which it was translated, `issued` the day on which it appeared, where that
    is one day.
    """

    text: str
    language: str
    original: str
    issued: date | None

    @classmethod
    @lru_cache(maxsize=65536)
    def of(cls, text: str, language: str, original: str, issued: date | None) -> Facts:
        """The facts of a paragraph; those of the same one again, which need not be found again."""
        return cls(text, language, original, issued)

    @cached_property
    def reading(self) -> Reading:
        """The days and numbers that it names."""
        return read(self.text, self.language, self.original)

    @cached_property
    def values(self) -> frozenset[object]:
        """Every value that a number of it can have."""
        numbers = (value for figure in self.reading.figures if not figure.name for value in figure.values)
        return frozenset(numbers)

    @cached_property
    def years(self) -> frozenset[object]:
        """The years of its days."""
        return frozenset(day.year for day in self.days if day.year)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names with digits that it has, such as `s400`."""
        tied = (figure.name for figure in self.reading.figures if figure.name)
        apart = (_run(match[0]) for match in re.finditer(r"[^\W\d_]+[ \u00a0]\d+", self.text))
        return frozenset((*tied, *apart))

    @cached_property
    def days(self) -> frozenset[Day]:
        """Its days, those that it names by the day of issue among them."""
        places = days_of(self.text, self.language, self.original)
        named = {day for place in places for day in place.days}
        if self.issued is None:
            return frozenset(named)
        relative = calendar.relative(self.text, self.language, self.issued)
        return relative | {year for day in named for year in calendar.in_years(day, self.issued)}

    def has(self, meaning: Day | Figure) -> bool:
        """Whether it bears a figure out."""
        if isinstance(meaning, Figure):
            if meaning.name:
                return meaning.name in self.names or self._spelled(meaning)
            return not (self.values.isdisjoint(meaning.values) and self.years.isdisjoint(meaning.values))
        if meaning.month is None:
            return meaning.year in self.values or meaning.year in self.years
        return any(_within(day, meaning) for day in self.days)

    def _spelled(self, meaning: Figure) -> bool:
        """Whether a text in another script has the digits in a name of its own."""
        digits = re.sub(r"\D", "", meaning.name)
        others = (name for name in self.names if name[:1].isalpha() and not name.isascii())
        return meaning.name.isascii() and any(re.sub(r"\D", "", name) == digits for name in others)

    @property
    def told(self) -> str:
        """Its figures as it writes them, the first few."""
        places = [(place.start, place.end) for place in self.reading.days]
        places += [(figure.start, figure.end) for figure in self.reading.figures if figure.sure]
        words = [self.text[start:end] for start, end in sorted(places)]
        return ", ".join(list(dict.fromkeys(words))[:8]) or "no figure"


def _facts(source: Source, text: tuple[str, ...]) -> Iterator[Facts]:
    """The facts of each paragraph of a source."""
    issued = source.issued
    day = issued.first if issued and issued.first == issued.last else None
    for paragraph in text:
        yield Facts.of(paragraph, source.language or "", source.original_language or "", day)


def _run(words: str) -> str:
    return re.sub(r"[\W_]", "", words).lower()


def _within(day: Day, wanted: Day) -> bool:
    """Whether a day of a passage says all that is wanted."""
    return all(part is None or part == has for part, has in zip(wanted, day, strict=True))


@dataclass(frozen=True)
class Figured:
    """The figures of an entry that its passages must bear out, and those that they do not.

    `missing` is None where a text is not at hand or has no such paragraph, or where its record could not be
    read so far that its figures can be.
    """

    entry: PlacedEntry
    figures: tuple[Asserted, ...]
    passages: tuple[Passage, ...]
    missing: tuple[Asserted, ...] | None

    @cached_property
    def line(self) -> str:
        """The line of the lock that vouches for the figures beside these passages."""
        keys = sorted(figure.key for figure in self.figures)
        places = sorted(f"{source}#{number}" for source, number in self.passages)
        return f"figures {self.entry.owner} {fingerprint(' '.join((*keys, *places)))}"


@dataclass(frozen=True)
class Figures:
    """The figures of one corpus beside its `texts`, which are `normalise`d."""

    corpus: Corpus
    reliance: Reliance
    texts: Mapping[str, tuple[str, ...]]

    @cached_property
    def language(self) -> str:
        """The language in which the desk writes."""
        return self.corpus.desk.language if self.corpus.desk else "en"

    @cached_property
    def entries(self) -> tuple[Figured, ...]:
        """The entries that have figures."""
        return tuple(self._entries())

    def _entries(self) -> Iterator[Figured]:
        for entry in self.corpus.entries:
            figured = self.figured(entry)
            if figured.figures:
                yield figured

    def figured(self, entry: PlacedEntry) -> Figured:
        """The figures of an entry, beside its passages."""
        figures, passages = tuple(self.asserted(entry)), self.passages(entry)
        return Figured(entry, figures, passages, self.missing(figures, passages))

    def passages(self, entry: PlacedEntry) -> tuple[Passage, ...]:
        """The passages that may bear an entry out."""
        return self._passages[entry]

    @cached_property
    def _passages(self) -> Mapping[PlacedEntry, tuple[Passage, ...]]:
        return {entry: self._of(entry) for entry in self.corpus.entries}

    def _of(self, entry: PlacedEntry) -> tuple[Passage, ...]:
        own = (cite for cite in entry.record.cites if cite.relation is not Relation.DISPUTES)
        lent = (ground.citation for ground in self.reliance.grounds(entry))
        return tuple(dict.fromkeys((cite.source, cite.paragraph) for cite in (*own, *lent)))

    def facts(self, passages: Iterable[Passage]) -> tuple[Facts, ...] | None:
        """What the passages have; None where one of them is not at hand."""
        facts = tuple(map(self._facts.get, passages))
        return None if None in facts else tuple(fact for fact in facts if fact)

    @cached_property
    def _facts(self) -> Mapping[Passage, Facts]:
        return {
            (name, number): facts
            for name, text in self.texts.items()
            for number, facts in enumerate(_facts(self.corpus.sources[name], text), 1)
        }

    def missing(
        self, figures: tuple[Asserted, ...], passages: tuple[Passage, ...]
    ) -> tuple[Asserted, ...] | None:
        """The figures that no passage has; None where that of a passage cannot be told."""
        facts = self.facts(passages)
        if facts is None or not all(self._legible(source) for source, _ in passages):
            return None
        return tuple(figure for figure in figures if not any(fact.has(figure.meaning) for fact in facts))

    def _legible(self, source: str) -> bool:
        """Whether the record of a source says how the figures of its text are read."""
        return _READ_WITH.isdisjoint(self.corpus.unread.get(self.corpus.paths["source", source], ()))

    def asserted(self, entry: PlacedEntry) -> Iterator[Asserted]:
        """The figures of an entry, but for those that it says it reckoned."""
        if not entry.record.reckoned:
            yield from self._all(entry)
            return
        reckoned = read(entry.record.reckoned, self.language)
        excused = {day for place in reckoned.days for day in place.days}
        values = {value for figure in reckoned.figures for value in figure.values} | {
            day.year for day in excused if day.year
        }
        names = {figure.name for figure in reckoned.figures if figure.name}
        for figure in self._all(entry):
            meaning = figure.meaning
            if isinstance(meaning, Day):
                known = any(_within(day, meaning) for day in excused) or (
                    meaning.month is None and meaning.year in values
                )
            else:
                known = meaning.name in names if meaning.name else not values.isdisjoint(meaning.values)
            if not known:
                yield figure

    def _all(self, entry: PlacedEntry) -> Iterator[Asserted]:
        for key in entry.record.figured:
            value = getattr(entry.record, key)
            pointer = (*entry.pointer, key)
            if isinstance(value, Edtf):
                for point in dict.fromkeys((value.start, value.end)):
                    yield Asserted(pointer, value.text, 0, len(value.text), meaning=_day(point))
            elif value:
                yield from _written(pointer, value, read(value, self.language))


def _day(point: Point) -> Day:
    return Day(point.year, point.month, point.day)


def _written(pointer: Pointer, value: str, reading: Reading) -> Iterator[Asserted]:
    for place in reading.days:
        day = min(place.days, key=lambda day: day.iso)
        yield Asserted(pointer, value, place.start, end=place.end, meaning=day)
    for figure in reading.figures:
        if figure.sure:
            yield Asserted(pointer, value, figure.start, figure.end, meaning=figure)


@dataclass(frozen=True, slots=True)
class Naming:
    """Where a sentence names an actor."""

    actor: str
    pointer: Pointer
    value: str
    start: int
    end: int

    @property
    def words(self) -> str:
        """The name as it is written."""
        return self.value[self.start : self.end]


@dataclass(frozen=True)
class Names:
    """The names of the actors, and where texts have them."""

    corpus: Corpus

    @cached_property
    def _patterns(self) -> Mapping[str, re.Pattern[str]]:
        """Finds any name of each actor: `name`, `also`, and a person's surname."""
        return {actor.id: _any_of(self._names(actor.id)) for actor in self.corpus.actors.values()}

    @cached_property
    def _by_word(self) -> Mapping[str, tuple[str, ...]]:
        """The actors by the first word of each of their names; by none where a name has no whole word."""
        by_word: dict[str, dict[str, None]] = {}
        for actor in self.corpus.actors:
            for name in self._names(actor):
                word = _WORD.match(name) if all(map(_spaced, name)) else None
                by_word.setdefault(word[0] if word else "", {})[actor] = None
        return {word: tuple(actors) for word, actors in by_word.items()}

    def _names(self, name: str) -> Iterator[str]:
        actor = self.corpus.actors[name]
        for words in (actor.name, *actor.also):
            yield re.sub(r"\A[Tt]he ", "", words)
        if actor.kind is ActorKind.PERSON and " " in actor.name:
            yield actor.name.rpartition(" ")[2]

    def has(self, actor: str, text: str) -> bool:
        """Whether a text names an actor."""
        return self._patterns[actor].search(text) is not None

    def of(self, entry: PlacedEntry) -> Iterator[Naming]:
        """The actors that an entry names in what its passages must bear out."""
        for key in entry.record.figured:
            value = getattr(entry.record, key)
            if isinstance(value, str):
                yield from self._within((*entry.pointer, key), value)

    def _within(self, pointer: Pointer, value: str) -> Iterator[Naming]:
        """The actors that a sentence names, each once; of names within names the longest."""
        matches = [
            (match.start(), -match.end(), actor)
            for actor in {
                actor for word in ("", *_WORD.findall(value)) for actor in self._by_word.get(word, ())
            }
            for match in self._patterns[actor].finditer(value)
        ]
        seen: set[str] = set()
        last = 0
        for start, end, actor in sorted(matches):
            if start >= last and actor not in seen:
                yield Naming(actor, pointer, value, start=start, end=-end)
                seen.add(actor)
            last = max(last, -end)


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Finds any of some names as whole words; scripts without blanks have no words to keep whole."""
    patterns = []
    for name in sorted(names, key=len, reverse=True):
        before = r"(?<!\w)" if _spaced(name[0]) else ""
        after = r"(?!\w)" if _spaced(name[-1]) else ""
        patterns.append(before + r"\s+".join(map(re.escape, name.split())) + after)
    return re.compile("|".join(patterns))


def _spaced(sign: str) -> bool:
    """Whether the script of a sign parts its words by blanks."""
    return not (
        "\u0e00" <= sign <= "\u0eff"
        or "\u1000" <= sign <= "\u109f"
        or "\u1780" <= sign <= "\u17ff"
        or "\u3040" <= sign <= "\u30ff"
        or "\u3400" <= sign <= "\u9fff"
        or "가" <= sign <= "힣"
    )
