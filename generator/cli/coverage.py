"""The command `briefings coverage`: what in the evidence is not used, and what hangs by one thread."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import click

from generator.cli.console import FINDINGS, as_text, checked, paint, root_option, say, texts_option
from generator.cli.sources import today
from generator.evidence.backing import Backing
from generator.evidence.coverage import Coverage, SourceCoverage
from generator.evidence.reliance import supporting
from generator.findings.report import Paint, no_paint
from generator.findings.shown import Shown, shown, shown_json, shown_lines
from generator.records.vocabulary import Corroboration


@click.command()
@root_option
@texts_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the list is shown.",
)
@click.option(
    "--today",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day against which reviews are held. Default: today.",
)
def coverage(root: Path, texts: str | None, form: str, day: datetime | None) -> None:
    """List what in the evidence is not used, and what hangs by one thread.

    For each source: the paragraphs that nothing cites, with the recorded reason. Then sources that nothing
    rests on, statements of which no two independent origins are known, and the dossiers' reviews.

    Exit code 1 when a paragraph is neither cited nor excused, a source is not used, or a review is overdue.
    """
    records = checked(root, texts)
    if not records.ok:
        say(as_text(records), err=True)
        sys.exit(FINDINGS)
    coverage, on = records.evidence.coverage, day.date() if day else today()
    say(coverage_json(coverage, on) if form == "json" else coverage_text(coverage, on, paint))
    unaccounted = any(source.open for source in coverage.sources.values())
    sys.exit(FINDINGS if unaccounted or coverage.unused or coverage.overdue(on) else 0)


def coverage_text(coverage: Coverage, today: date, paint: Paint = no_paint) -> Shown:
    """The lines to show: for each source its paragraphs, then what nothing rests on.

    Then the statements without two independent origins, and the reviews.
    """
    lines = [line for name, source in coverage.sources.items() for line in _source_lines(name, source, paint)]
    lines += [
        shown(paint(name, "bold"), ": ", paint("nothing rests on it", "red")) for name in coverage.unused
    ]
    for corroboration, what in _WEAK.items():
        backings = coverage.backed(corroboration)
        if backings:
            name = paint(corroboration.label, "bold")
            lines.append(shown(name, f": {len(backings)} of {len(coverage.statements)} statements {what}"))
            lines += [f"  {backing.entry.key}: {', '.join(_carriers(backing))}" for backing in backings]
    overdue = coverage.overdue(today)
    for dossier in coverage.reviews:
        due = dossier.review_by.words if dossier.review_by else ""
        lines.append(
            shown(
                paint(dossier.id, "bold"),
                f": review due {due}",
                *((", ", paint("overdue", "red")) if dossier in overdue else ()),
            )
        )
    return shown_lines(lines)


_WEAK = {
    Corroboration.SINGLE: "rest on a single origin",
    Corroboration.UNKNOWN: "rest on sources that may go back to one origin",
    Corroboration.IN_PARTS: "have no source for the whole",
}
"""What is said of statements of which no two independent origins are known."""


def _carriers(backing: Backing) -> tuple[str, ...]:
    """The ids of what carries a statement.

    They are the origin where it is one, else the sources.
    """
    if backing.corroboration is Corroboration.SINGLE:
        return backing.origins
    return backing.sources or tuple(
        dict.fromkeys(cite.source for cite in supporting(backing.entry.record.cites))
    )


def _source_lines(name: str, source: SourceCoverage, paint: Paint) -> list[str]:
    total = len(source.cited) + len(source.excused) + len(source.open)
    lines: list[str] = [
        shown(
            paint(name, "bold"),
            f": {len(source.cited)} of {total} paragraphs cited, by {sum(source.cited.values())} citations",
        )
    ]
    for number, uncited in sorted(source.excused.items()):
        lines.append(
            f"  paragraph {number}: {uncited.reason.label.lower()}"
            + (f"; {uncited.note}" if uncited.note else "")
        )
    return lines + [
        shown(f"  paragraph {number}: ", paint("not accounted for", "red")) for number in source.open
    ]


def coverage_json(coverage: Coverage, today: date) -> Shown:
    """The same as JSON: `sources`, `unused`, the statements by what is known of their origins, and `reviews`.

    Of each source it gives `cited` by paragraph, `excused` with the reason, and `open`.
    """
    sources = {
        name: {
            "cited": source.cited,
            "excused": {number: uncited.reason.word for number, uncited in sorted(source.excused.items())},
            "open": source.open,
        }
        for name, source in coverage.sources.items()
    }
    overdue = coverage.overdue(today)
    reviews = [
        {"dossier": dossier.id, "review_by": dossier.review_by.text, "overdue": dossier in overdue}
        for dossier in coverage.reviews
        if dossier.review_by
    ]
    single = coverage.backed(Corroboration.SINGLE)
    counts = {
        "statements": len(coverage.statements),
        "single_origin": [
            {"statement": backing.entry.key, "origin": backing.origins[0]} for backing in single
        ],
        "independence_unknown": _listed(coverage.backed(Corroboration.UNKNOWN)),
        "in_parts": _listed(coverage.backed(Corroboration.IN_PARTS)),
    }
    return shown_json({"sources": sources, "unused": coverage.unused, **counts, "reviews": reviews})


def _listed(backings: Iterable[Backing]) -> list[dict[str, object]]:
    return [{"statement": backing.entry.key, "sources": _carriers(backing)} for backing in backings]
