"""What the models say of their fields: whose words each text is, what it names, how it is shown.

Everything that looks into all texts or all references of a record walks over it with `strings`: no list of
fields is kept beside the schema.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from generator.findings.diagnostics import Pointer
from generator.records.fields import Record
from generator.records.vocabulary import Term
from generator.records.wording import Bearing, Names, Order, Shown, Variable, Wording


@dataclass(frozen=True, slots=True)
class FieldShape:
    """A field of a model: its name in Python, its key in YAML, and what the schema says of its values.

    `model` is set where the values are records, `terms` where they are words of a vocabulary, `text` where
    they are texts; `listed` says that there may be several, `ordered` that their order means something.
    """

    name: str
    key: str
    listed: bool
    text: bool
    model: type[Record] | None
    wording: Wording | None
    names: Names | None
    shown: frozenset[Shown]
    variable: Variable | None
    terms: type[Term] | None
    required: bool
    description: str
    bearing: Bearing | None = None
    ordered: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The words that its values may be, where they are of a vocabulary."""
        return tuple(term.word for term in self.terms) if self.terms else ()


class Text(NamedTuple):
    """A text of a record: where it stands, what it says, and the shape of its field.

    `records` are the records in which it stands, the outermost first; the last is the one that has the field.
    `printed` says that it is on paper too.
    """

    pointer: Pointer
    value: str
    shape: FieldShape
    records: tuple[Record, ...]
    printed: bool


@cache
def fields(model: type[Record]) -> tuple[FieldShape, ...]:
    """The fields of a model, in its order."""
    return tuple(_shape(name, info) for name, info in model.model_fields.items())


@cache
def written(model: type[Record]) -> tuple[FieldShape, ...]:
    """The fields of a model in the order in which an editor writes them."""
    first = (*model.lead, *model.below) if model.lead else ()
    ranks = {key: rank for rank, key in enumerate(first)}
    return tuple(sorted(fields(model), key=lambda shape: ranks.get(shape.key, len(ranks))))


def _shape(name: str, info: Any) -> FieldShape:
    kinds, marks = opened(info.annotation)
    marks = [*info.metadata, *marks]
    types = [kind for kind in kinds if isinstance(kind, type)]
    model = next((kind for kind in types if issubclass(kind, Record)), None)
    wordings = [mark for mark in marks if isinstance(mark, Wording)]
    names = [mark for mark in marks if isinstance(mark, Names)]
    return FieldShape(
        name=name,
        key=info.alias or name,
        listed=tuple in kinds,
        text=str in kinds,
        model=model,
        wording=wordings[0] if wordings else None,
        names=names[0] if names else None,
        shown=frozenset(mark for mark in marks if isinstance(mark, Shown)),
        variable=next((mark for mark in marks if isinstance(mark, Variable)), None),
        terms=next((kind for kind in types if issubclass(kind, Term)), None),
        required=info.is_required(),
        description=info.description or "",
        bearing=next((mark for mark in marks if isinstance(mark, Bearing)), None),
        ordered=Order.MATTERS in marks,
    )


def opened(annotation: Any) -> tuple[list[Any], list[Any]]:
    """The types within an annotation, and what is written beside them."""
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        kinds, more = opened(inner)
        return kinds, [*marks, *more]
    parts = [opened(part) for part in get_args(annotation) if part is not type(None) and part is not ...]
    kinds = [tuple] if get_origin(annotation) is tuple else []
    kinds += [annotation] if not parts else []
    return kinds + [kind for kinds_of, _ in parts for kind in kinds_of], [
        mark for _, marks in parts for mark in marks
    ]


def models(model: type[Record]) -> dict[type[Record], None]:
    """A model and all models within it, each once."""
    models_within: dict[type[Record], None] = {}
    waiting = [model]
    while waiting:
        next_model = waiting.pop(0)
        if next_model not in models_within:
            models_within[next_model] = None
            waiting += [shape.model for shape in fields(next_model) if shape.model]
    return models_within


def model_at(model: type[Record], pointer: Pointer) -> type[Record]:
    """The model of the record at a place below one of `model`, or of the nearest record around that place."""
    for step in pointer:
        inner = next((shape.model for shape in fields(model) if shape.key == step), None)
        model = inner or model
    return model


def shape_at(model: type[Record], pointer: Pointer) -> FieldShape | None:
    """The shape of the field that holds the value at a place; None where the models know no such field."""
    keys = [place for place, step in enumerate(pointer) if isinstance(step, str)]
    if not keys:
        return None
    around = model_at(model, pointer[: keys[-1]])
    return next((shape for shape in fields(around) if shape.key == pointer[keys[-1]]), None)


def strings(record: Record, pointer: Pointer = ()) -> Iterator[Text]:
    """Every text of a record and of the records within it, in the order of the schema.

    `pointer` is where the record stands.
    """
    texts: list[Text] = []
    _add(texts, record, pointer, (), printed=True)
    return iter(texts)


def _add(
    texts: list[Text], record: Record, pointer: Pointer, around: tuple[Record, ...], *, printed: bool
) -> None:
    """Add the texts of a record; a list, as generators within generators take twice the time."""
    records = (*around, record)
    for shape, on_paper in _worded(type(record)):
        value = getattr(record, shape.name)
        if value is None:
            continue
        where = (*pointer, shape.key)
        for place, item in enumerate(value) if shape.listed else ((-1, value),):
            at = where if place < 0 else (*where, place)
            if isinstance(item, str):
                texts.append(Text(at, item, shape, records, printed=printed and on_paper))
            else:
                _add(texts, item, at, records, printed=printed and on_paper)


@cache
def _worded(model: type[Record]) -> tuple[tuple[FieldShape, bool], ...]:
    """The fields of a model that are texts, or have texts within them, and whether they are printed."""
    shapes = (shape for shape in fields(model) if shape.text or shape.model)
    return tuple((shape, Shown.ONLY_ON_PAGES not in shape.shown) for shape in shapes)
