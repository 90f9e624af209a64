"""What each sort of field is to its record, and how much a change of it matters: one table.

The sort of a field follows from what the schema says of it, so a new field needs no entry here.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from generator.changes.model import Aspect, Weight
from generator.records.shape import FieldShape
from generator.records.wording import Bearing, Names, Wording
from generator.text.edtf import Edtf

WEIGHTS: Mapping[Aspect, Weight] = {
    Aspect.WORDS: Weight.SIGNIFICANT,
    Aspect.TERM: Weight.SIGNIFICANT,
    Aspect.DATE: Weight.SIGNIFICANT,
    Aspect.ACTOR: Weight.SIGNIFICANT,
    Aspect.EVIDENCE: Weight.SIGNIFICANT,
    Aspect.TIE: Weight.SIGNIFICANT,
    Aspect.VERIFICATION: Weight.SIGNIFICANT,
    Aspect.NAME: Weight.MINOR,
    Aspect.NUMBER: Weight.MINOR,
    Aspect.REFERENCE: Weight.MINOR,
    Aspect.PROGRAM: Weight.MINOR,
    Aspect.ASIDE: Weight.MINOR,
}
"""How much a change of each sort of field matters."""

CLAIM = frozenset((Aspect.WORDS, Aspect.TERM, Aspect.DATE, Aspect.ACTOR))
"""What an entry claims; what it rests on is `EVIDENCE`."""

_BEARINGS = {Bearing.EVIDENCE: Aspect.EVIDENCE, Bearing.ASIDE: Aspect.ASIDE}
_WORDINGS = {Wording.LABEL: Aspect.NAME, Wording.PROGRAM: Aspect.PROGRAM}
_NAMES = {Names.ACTOR: Aspect.ACTOR, Names.ENTRY: Aspect.TIE}


def aspect(shape: FieldShape, value: object, around: Aspect | None = None) -> Aspect:
    """What a field is to its record; `value` is one that it has, `around` the aspect of the field around it.

    Whatever stands in evidence is evidence, and whatever stands aside is aside.
    """
    if around in (Aspect.EVIDENCE, Aspect.ASIDE):
        return around
    if shape.bearing:
        return _BEARINGS[shape.bearing]
    if shape.variable:
        return Aspect.REFERENCE
    if shape.names in _NAMES:
        return _NAMES[shape.names]
    if shape.wording:
        return _WORDINGS.get(shape.wording, Aspect.WORDS)
    return _of_value(value)


def _of_value(value: object) -> Aspect:
    if isinstance(value, Enum):
        return Aspect.TERM
    if isinstance(value, int):
        return Aspect.NUMBER
    return Aspect.DATE if isinstance(value, Edtf) else Aspect.WORDS
