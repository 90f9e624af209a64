"""The change in meaning as JSON for programs.

An object with `old` and `new` (`name`, the `unread` files with mistakes, and the records of the other side
that are `lost` to them), `significant` and `minor` (how many), and `changes`. A change has the `name`,
`kind`, `id`, `dossier`, `section`, `path` and `text` of its record and the passages that it `cites`, its
`weight`, `acts` (of `Act`) and `flags` (of `Flag`), what it was called `before`, the `tombstone` that says
why it is gone, and its `details`: the keys of the `field`, the `item` of a list, `how` it changed (of `How`),
`before` and `after` as YAML has them, its `aspect` and `weight`, and the `figures` that changed within a
text. Keys may be added; none is taken away, and none changes its meaning.
"""

from __future__ import annotations

from generator.changes.model import Changed, Comparison, Detail, Unread, Weight
from generator.findings.shown import Shown, shown_json


def as_json(comparison: Comparison, old: str, new: str) -> Shown:
    """All that changed, in one object."""
    return shown_json(
        {
            "old": _side(old, comparison.old),
            "new": _side(new, comparison.new),
            **{weight.value: len(comparison.of(weight)) for weight in Weight},
            "changes": [_changed(changed) for changed in comparison.changes],
        }
    )


def _side(name: str, unread: Unread) -> dict[str, object]:
    return {"name": name, "unread": unread.files, "lost": unread.records}


def _changed(changed: Changed) -> dict[str, object]:
    about, before, stone = changed.about, changed.before, changed.retirement
    return {
        "name": about.name,
        "kind": about.kind,
        "id": about.id or None,
        "dossier": changed.dossier or None,
        "section": about.section or None,
        "path": about.path,
        "text": about.words,
        "cites": about.passages,
        "weight": changed.weight.value,
        "acts": [act.value for act in changed.acts],
        "flags": [flag.value for flag in changed.flags],
        "before": before.name if before and changed.after and before.name != about.name else None,
        "tombstone": {"date": stone.day, "reason": stone.reason, "successor": stone.successor or None}
        if stone
        else None,
        "details": [_detail(detail) for detail in changed.details],
    }


def _detail(detail: Detail) -> dict[str, object]:
    return {
        "field": detail.field,
        "item": detail.item or None,
        "how": detail.how.value,
        "before": detail.before or None,
        "after": detail.after or None,
        "aspect": detail.aspect.name.lower(),
        "weight": detail.weight.value,
        "figures": [
            {"before": figure.before or None, "after": figure.after or None, "course": figure.course or None}
            for figure in detail.figures
        ],
    }
