"""Units to lines: every key in its place, every text wrapped and quoted alike, every remark kept."""

from __future__ import annotations

from generator.records.fields import Record
from generator.records.shape import fields, written
from generator.writing import scalars
from generator.writing.scalars import WIDTH
from generator.writing.tree import Branch, Leaf, Unit, Written

_STEP = 2
Model = type[Record] | None


def laid_out(file: Written, model: Model) -> str:
    """The text of a file; `model` is that of its record."""
    head = list(file.head)
    return "\n".join((*head, *_branch(file.root, model, 0))).rstrip("\n") + "\n"


def _branch(branch: Branch, model: Model, indent: int) -> list[str]:
    lines: list[str] = []
    for place, unit in enumerate(_ordered(branch, model)):
        above = _above(unit, first=place == 0)
        lines += [" " * indent + line if line else "" for line in above]
        lines += _item(unit, model, indent) if branch.listed else _entry(unit, model, indent)
    return lines + [" " * indent + line if line else "" for line in branch.foot]


def _ordered(branch: Branch, model: Model) -> list[Unit]:
    """The units in the order of the model; keys that it does not have come last, as they stand."""
    if branch.listed or model is None:
        return branch.units
    ranks = {key: rank for rank, key in enumerate(shape.key for shape in written(model))}
    return sorted(branch.units, key=lambda unit: ranks.get(unit.name, len(ranks)))


def _above(unit: Unit, *, first: bool) -> list[str]:
    """The remarks above a unit; an empty line has no place above the first one."""
    above = list(unit.above)
    while first and above and not above[0]:
        above.pop(0)
    return above


def _item(unit: Unit, model: Model, indent: int) -> list[str]:
    inner = unit.value
    if isinstance(inner, Leaf) or (inner.flow and _fits(inner, model, indent + _STEP, unit)):
        return _valued(unit, model, indent, "-")
    lines = _branch(inner, model, indent + _STEP)
    remarks = [" " * indent + line for line in unit.beside]
    while lines[0].lstrip().startswith("#") or not lines[0]:
        remarks.append(" " * indent + lines.pop(0).lstrip())
    return [*remarks, " " * indent + "- " + lines[0][indent + _STEP :], *lines[1:]]


def _entry(unit: Unit, model: Model, indent: int) -> list[str]:
    inner, shape = unit.value, None
    if model:
        shape = next((shape for shape in fields(model) if shape.key == unit.name), None)
    below = shape.model if shape else None
    key = scalars.scalar(unit.name, flow=True) + ":"
    if isinstance(inner, Leaf) or (inner.flow and _fits(inner, below, indent + len(key) + 1, unit)):
        return _valued(unit, below, indent, key)
    return [" " * indent + key + _beside(unit), *_branch(inner, below, indent + _STEP)]


def _valued(unit: Unit, model: Model, indent: int, head: str) -> list[str]:
    """A unit whose value begins on the line of its head, a key or a dash."""
    remark = _beside(unit)
    start = " " * indent + head
    if isinstance(unit.value, Branch):
        return [f"{start} {_inline(unit.value, model)}{remark}"]
    first, *rest = _value(unit.value, len(start) + 1, indent + _STEP, remark)
    return [f"{start} {first}".rstrip() + remark, *rest]


def _value(leaf: Leaf, column: int, indent: int, remark: str) -> list[str]:
    """The lines of a value whose first line begins at a column."""
    line = scalars.plain(leaf)
    if line is None:
        return scalars.as_it_stands(leaf, indent)
    text = str(leaf.value)
    if remark and " " in text and line == text:  # a remark would cut it
        line = scalars.quoted(text)
    if column + len(line) + len(remark) > WIDTH:
        return scalars.folded(text, indent) or [line]
    return [line]


def _beside(unit: Unit) -> str:
    return "".join(f"  {remark}" for remark in unit.beside)


def _fits(branch: Branch, model: Model, column: int, unit: Unit) -> bool:
    """Whether what stands between brackets stays on one line: no remark is in it, and it is not too long."""
    if _remarked(branch):
        return False
    line = _inline(branch, model)
    return "\n" not in line and column + len(line) + len(_beside(unit)) <= WIDTH


def _remarked(branch: Branch) -> bool:
    return bool(branch.foot) or any(
        unit.above or unit.beside or (isinstance(unit.value, Branch) and _remarked(unit.value))
        for unit in branch.units
    )


def _inline(branch: Branch, model: Model) -> str:
    """A list or mapping between brackets."""
    pieces = []
    for unit in _ordered(branch, model):
        shape = next((shape for shape in fields(model) if shape.key == unit.name), None) if model else None
        below = model if branch.listed else shape.model if shape else None
        value = unit.value
        if isinstance(value, Branch):
            words = _inline(value, below)
        else:
            words = scalars.plain(value, flow=True) or value.source
        pieces.append(words if branch.listed else f"{scalars.scalar(unit.name, flow=True)}: {words}".rstrip())
    return f"[{', '.join(pieces)}]" if branch.listed else "{" + ", ".join(pieces) + "}"
