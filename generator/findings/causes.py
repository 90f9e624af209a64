"""One cause, one finding: what follows from a mistake is told with it, so that it does not bury it.

A check yields a finding at each place; people and forges are told of causes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.findings.codes import Severity
from generator.findings.diagnostics import Diagnostic, Related


def gathered(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings with those of one cause as one, which names the other places.

    What only says that the lock is behind is left out while something else is wrong: it may well follow from
    that, and is told once that is mended.
    """
    groups: dict[object, list[Diagnostic]] = {}
    for place, diagnostic in enumerate(diagnostics):
        about = f"about {diagnostic.about}" if diagnostic.about else place
        groups.setdefault(diagnostic.code.cause or about, []).append(diagnostic)
    told = [_told(group) for group in groups.values()]
    wrong = any(one.severity is Severity.ERROR and not one.code.cause for one in told)
    return tuple(one for one in told if not (wrong and one.code.cause))


def _told(group: Sequence[Diagnostic]) -> Diagnostic:
    """The finding that says the cause, with the places of the others."""
    gravity = [*Severity]
    first = min(group, key=lambda one: (one.code.follows, gravity.index(one.severity)))
    others = [one for one in group if one is not first]
    if not others:
        return first
    related = tuple(Related(_also(one, first), one.path, one.span) for one in others)
    return replace(first, related=(*first.related, *related))


def _also(one: Diagnostic, first: Diagnostic) -> str:
    return "here too" if one.message == first.message else one.message
