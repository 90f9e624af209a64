"""What changed within a record, field by field, as the schema says what each field is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import zip_longest

from generator.changes.aspects import WEIGHTS, aspect
from generator.changes.model import Aspect, Detail, How, Weight
from generator.changes.names import Renames
from generator.changes.wording import figure_changes
from generator.records.citations import Citation
from generator.records.fields import Record
from generator.records.shape import FieldShape, fields
from generator.records.wording import Wording
from generator.text.edtf import Edtf
from generator.text.typography import normalise


@dataclass(frozen=True, slots=True)
class Sides:
    """What is known of the two sides of a pair: their dossiers, the desk's languages, and what was renamed.

    `apart` are the keys of fields that are compared elsewhere, or could not be read on one of them.
    """

    dossiers: tuple[str, str] = ("", "")
    languages: tuple[str, str] = ("en", "en")
    renames: Renames = field(default_factory=Renames)
    apart: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a record a value stands: the keys, the item of a list, and what the field around it is."""

    keys: tuple[str, ...] = ()
    item: str = ""
    around: Aspect | None = None


_ORDER = tuple(Aspect)


def details(old: Record, new: Record, sides: Sides) -> tuple[Detail, ...]:
    """What changed from one record to the other: what it claims, what it rests on, then all else."""
    changed = _Comparer(sides).records(old, new, _Place())
    return tuple(sorted(changed, key=lambda detail: _ORDER.index(detail.aspect)))


def brief(record: Record, shown: Callable[[FieldShape, object], str] | None = None) -> str:
    """A record within another in one line: a citation by its passage, all else by its values."""
    said = shown or (lambda _, value: written(value))
    values = {shape.key: _flat(shape, getattr(record, shape.name), said) for shape in fields(type(record))}
    if isinstance(record, Citation):
        values["paragraph"] = f"{values.pop('source')}#{record.paragraph}"
        values.pop("relation" if record.relation.word == "supports" else "", None)
        values["quote"] = f"“{record.quote}”" if record.quote else ""
    return ", ".join(filter(None, values.values()))


def _flat(shape: FieldShape, value: object, said: Callable[[FieldShape, object], str]) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(_flat(shape, item, said) for item in value)
    return brief(value, said) if isinstance(value, Record) else said(shape, value)


def written(value: object) -> str:
    """A value as YAML has it."""
    if isinstance(value, Enum):
        return str(value.value)
    return value.text if isinstance(value, Edtf) else str(value)


class _Comparer:
    """Compares records of two sides."""

    def __init__(self, sides: Sides) -> None:
        self._sides = sides

    def records(self, old: Record, new: Record, place: _Place) -> Iterator[Detail]:
        """What changed from one record to the other, at a place."""
        before = {shape.key: (shape, getattr(old, shape.name)) for shape in fields(type(old))}
        after = {shape.key: (shape, getattr(new, shape.name)) for shape in fields(type(new))}
        for key in {**after, **before}:
            shape = (after.get(key) or before[key])[0]
            if not place.keys and key in self._sides.apart:
                continue
            a, b = (side[key][1] if key in side else None for side in (before, after))
            yield from self._values(shape, a, b, replace(place, keys=(*place.keys, key)))

    def _values(self, shape: FieldShape, old: object, new: object, place: _Place) -> Iterator[Detail]:
        if shape.listed:
            before, after = (value if isinstance(value, tuple) else () for value in (old, new))
            yield from (
                self._lists(shape, before, after, place)
                if shape.model
                else self._texts(shape, before, after, place)
            )
        elif isinstance(old, Record) and isinstance(new, Record):
            around = aspect(shape, new, place.around) if shape.bearing else place.around
            yield from self.records(old, new, replace(place, around=around))
        else:
            yield from self._single(shape, old, new, place)

    def _single(self, shape: FieldShape, old: object, new: object, place: _Place) -> Iterator[Detail]:
        before, after = self._said(shape, old, 0), self._said(shape, new, 1)
        if before != after:
            how = How.ADDED if not before else How.DROPPED if not after else How.CHANGED
            yield self._detail(shape, how, old if new is None else new, place, before=before, after=after)

    def _texts(
        self, shape: FieldShape, old: tuple[object, ...], new: tuple[object, ...], place: _Place
    ) -> Iterator[Detail]:
        """A list of plain values. Texts in the same place are one that changed; a name is another name."""
        before = [self._said(shape, value, 0) for value in old]
        after = [self._said(shape, value, 1) for value in new]
        gone, come = _lacking(before, after), _lacking(after, before)
        paired = shape.names is None
        pairs = (
            zip_longest(gone, come, fillvalue="")
            if paired
            else [(a, "") for a in gone] + [("", b) for b in come]
        )
        sample = next(iter((*new, *old)), None)
        for a, b in pairs:
            how = How.ADDED if not a else How.DROPPED if not b else How.CHANGED
            yield self._detail(shape, how, sample, place, before=a, after=b)
        yield from self._order(shape, before, after, place)

    def _lists(
        self, shape: FieldShape, old: tuple[Record, ...], new: tuple[Record, ...], place: _Place
    ) -> Iterator[Detail]:
        """A list of records in any order: those of the same name are one, then those that quote the same."""
        said = [(self._facts(record, 0), record) for record in old]
        says = [(self._facts(record, 1), record) for record in new]
        before, after = [text for text, _ in said], [text for text, _ in says]
        lacking, fresh = _lacking(before, after), _lacking(after, before)
        gone, come = _chosen(said, lacking), _chosen(says, fresh)
        around = aspect(shape, None, place.around) if shape.bearing else place.around
        inner = replace(place, around=around)
        for key in (self._name, self._quote, self._source):
            for a, b in _joined(gone, come, key):
                yield from self._item(shape, a, b, inner)
        for a in gone:
            named = replace(inner, item=self._name(a, 0))
            yield self._detail(shape, How.DROPPED, a, named, before=self._brief(a, 0))
        for b in come:
            named = replace(inner, item=self._name(b, 1))
            yield self._detail(shape, How.ADDED, b, named, after=self._brief(b, 1))
        yield from self._order(shape, before, after, place, records=dict((*said, *says)))

    def _item(self, shape: FieldShape, old: Record, new: Record, place: _Place) -> Iterator[Detail]:
        """One item of a list that changed: a citation may have moved to another passage."""
        if isinstance(old, Citation) and isinstance(new, Citation):
            passage = f"{new.source}#{new.paragraph}"
            if self._name(old, 0) != passage:
                quote = (new.quote or "") if new.quote == old.quote else ""
                moved = replace(place, item=quote)
                before = self._name(old, 0)
                yield self._detail(shape, How.MOVED, new, moved, before=before, after=passage)
            old = old.model_copy(update={"source": new.source, "paragraph": new.paragraph})
            yield from self.records(old, new, replace(place, item=passage))
        elif name := self._name(new, 1):
            yield from self.records(old, new, replace(place, item=name))
        else:
            texts = {"before": self._brief(old, 0), "after": self._brief(new, 1)}
            yield self._detail(shape, How.CHANGED, new, place, **texts)

    def _order(
        self,
        shape: FieldShape,
        before: list[str],
        after: list[str],
        place: _Place,
        *,
        records: Mapping[str, Record] | None = None,
    ) -> Iterator[Detail]:
        """Another order of what both lists have, where it means something; `records` are those of texts."""
        kept = [text for text in before if text in after], [text for text in after if text in before]
        if shape.ordered and kept[0] != kept[1] and sorted(kept[0]) == sorted(kept[1]):
            names = {text: self._brief(record, 1) for text, record in (records or {}).items()}
            old, new = (", ".join(names.get(text, text) for text in texts) for texts in kept)
            yield self._detail(shape, How.REORDERED, None, place, before=old, after=new)

    def _name(self, record: Record, side: int) -> str:
        """What names an item of a list: its passage, or its id; empty where nothing does."""
        if isinstance(record, Citation):
            source = next(shape for shape in fields(Citation) if shape.name == "source")
            return f"{self._said(source, record.source, side)}#{record.paragraph}"
        return str(getattr(record, "id", None) or "")

    def _quote(self, record: Record, _: int) -> str:
        return (record.quote or "") if isinstance(record, Citation) else ""

    def _source(self, record: Record, side: int) -> str:
        """What a citation without a quotation is known by when it is renumbered; the place of other items."""
        return self._name(record, side).partition("#")[0] if isinstance(record, Citation) else "any"

    def _facts(self, record: Record, side: int) -> str:
        """All that a record says, to be held against another."""
        values = ((shape, getattr(record, shape.name)) for shape in fields(type(record)))
        return repr([(shape.key, self._fact(shape, value, side)) for shape, value in values])

    def _fact(self, shape: FieldShape, value: object, side: int) -> str:
        if isinstance(value, tuple):
            facts = [self._fact(shape, item, side) for item in value]
            return repr(facts if shape.ordered else sorted(facts))
        return self._facts(value, side) if isinstance(value, Record) else self._said(shape, value, side)

    def _brief(self, record: Record, side: int) -> str:
        return brief(record, lambda shape, value: self._said(shape, value, side))

    def _said(self, shape: FieldShape, value: object, side: int) -> str:
        """A value as YAML has it; what it names, by the new name and written out."""
        if value is None:
            return ""
        if isinstance(value, Record):
            return self._brief(value, side)
        text = written(value)
        if shape.names is None:
            return text
        renames = self._sides.renames if side == 0 else Renames()
        return renames.now(shape, text, self._sides.dossiers[side])

    def _detail(
        self, shape: FieldShape, how: How, value: object, place: _Place, *, before: str = "", after: str = ""
    ) -> Detail:
        sort = aspect(shape, value, place.around)
        changed = Detail(place.keys, how, before, after, aspect=sort, weight=WEIGHTS[sort], item=place.item)
        if (
            how is not How.CHANGED
            or not shape.text
            or shape.wording in (Wording.LABEL, Wording.PROGRAM, None)
        ):
            return changed
        if normalise(before) == normalise(after):
            return replace(changed, how=How.TYPOGRAPHY, weight=Weight.MINOR)
        return replace(changed, figures=tuple(figure_changes(before, after, self._sides.languages)))


def _lacking(some: Iterable[str], others: Iterable[str]) -> list[str]:
    """Those of some that the others do not have, or not as often."""
    left = list(others)
    lacking = []
    for text in some:
        if text in left:
            left.remove(text)
        else:
            lacking.append(text)
    return lacking


def _chosen(said: list[tuple[str, Record]], texts: list[str]) -> list[Record]:
    """The records that some texts stand for, each once."""
    left = list(texts)
    chosen = []
    for text, record in said:
        if text in left:
            left.remove(text)
            chosen.append(record)
    return chosen


def _joined(
    gone: list[Record], come: list[Record], key: Callable[[Record, int], str]
) -> Iterator[tuple[Record, Record]]:
    """What has the same key on both sides; it is taken out of both lists."""
    for old in list(gone):
        name = key(old, 0)
        match = next((new for new in come if name and key(new, 1) == name), None)
        if match is not None:
            gone.remove(old)
            come.remove(match)
            yield old, match
