"""The command `briefings coverage`: what in the evidence is not used, and what hangs by one thread."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path

import click

from generator.cli.console import FINDINGS, FORMATS, checked, paint, root_option, texts_option
from generator.cli.sources import today
from generator.evidence.coverage import Coverage, SourceCoverage
from generator.findings.report import Paint, no_paint


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
    rests on, statements whose support goes back to one origin, and the dossiers' reviews.

    Exit code 1 when a paragraph is neither cited nor excused, a source is not used, or a review is overdue.
    """
    found = checked(root, texts)
    if not found.ok:
        click.echo(FORMATS["text"](found), err=True)
        sys.exit(FINDINGS)
    whole, on = found.evidence.coverage, day.date() if day else today()
    click.echo(coverage_json(whole, on) if form == "json" else coverage_text(whole, on, paint))
    left = any(source.open for source in whole.sources.values())
    sys.exit(FINDINGS if left or whole.unused or whole.overdue(on) else 0)


def coverage_text(found: Coverage, today: date, paint: Paint = no_paint) -> str:
    """The lines to show: for each source its paragraphs, then what nothing rests on.

    Then the statements with a single origin, and the reviews.
    """
    lines = [line for name, source in found.sources.items() for line in _source_lines(name, source, paint)]
    lines += [f"{paint(name, 'bold')}: {paint('nothing rests on it', 'red')}" for name in found.unused]
    if found.single:
        lines.append(
            f"{paint('one origin', 'bold')}: {len(found.single)} of {len(found.statements)} statements "
            "rest on a single origin"
        )
        lines += [f"  {backing.entry.key}: {backing.origins[0]}" for backing in found.single]
    overdue = found.overdue(today)
    for dossier in found.reviews:
        due = dossier.review_by.words if dossier.review_by else ""
        lines.append(
            f"{paint(dossier.id, 'bold')}: review due {due}"
            + (f", {paint('overdue', 'red')}" if dossier in overdue else "")
        )
    return "\n".join(lines)


def _source_lines(name: str, source: SourceCoverage, paint: Paint) -> list[str]:
    total = len(source.cited) + len(source.excused) + len(source.open)
    lines = [
        f"{paint(name, 'bold')}: {len(source.cited)} of {total} paragraphs cited, "
        f"by {sum(source.cited.values())} citations"
    ]
    for number, uncited in sorted(source.excused.items()):
        lines.append(
            f"  paragraph {number}: {uncited.reason.label.lower()}"
            + (f"; {uncited.note}" if uncited.note else "")
        )
    return lines + [f"  paragraph {number}: {paint('not accounted for', 'red')}" for number in source.open]


def coverage_json(found: Coverage, today: date) -> str:
    """The same as JSON: `sources`, `unused`, `single_origin` and `reviews`.

    Of each source it gives `cited` by paragraph, `excused` with the reason, and `open`.
    """
    sources = {
        name: {
            "cited": source.cited,
            "excused": {n: u.reason.word for n, u in sorted(source.excused.items())},
            "open": source.open,
        }
        for name, source in found.sources.items()
    }
    overdue = found.overdue(today)
    reviews = [
        {"dossier": d.id, "review_by": d.review_by.text, "overdue": d in overdue}
        for d in found.reviews
        if d.review_by
    ]
    single = [{"statement": backing.entry.key, "origin": backing.origins[0]} for backing in found.single]
    counted = {"statements": len(found.statements), "single_origin": single}
    return json.dumps({"sources": sources, "unused": found.unused, **counted, "reviews": reviews}, indent=2)
