"""The command `briefings impact`: what rests on a source, for people and for programs."""

from __future__ import annotations

import sys
from collections.abc import Sized
from dataclasses import asdict
from pathlib import Path

import click

from generator import build
from generator.cli import completion
from generator.cli.console import FINDINGS, as_text, checked, paint, root_option, say, texts_option
from generator.findings.shown import Shown, shown, shown_json, shown_lines
from generator.view.impact import Impact, Resting


@click.command()
@click.argument("source", shell_complete=completion.sources)
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
def impact(source: str, root: Path, texts: str | None, form: str) -> None:
    """List all that rests on a SOURCE: statements, actors, prose, pages, PDFs and data.

    A statement rests on it by a citation that supports it, or through another that it `rests_on`. Exit code 1
    when mistakes in the records stand in the way of the list; statements that a withdrawn source leaves
    without support do not.
    """
    records = checked(root, texts)
    if source not in records.corpus.sources and source not in records.corpus.failed:
        raise click.UsageError(
            f"there is no source `{source}`; there are: {', '.join(records.corpus.sources)}"
        )
    impact = build.impact_of(records, source)
    if impact is None:
        say(as_text(records), err=True)
        sys.exit(FINDINGS)
    say(_as_json(impact) if form == "json" else _as_text(impact))


def _as_json(impact: Impact) -> Shown:
    """All that `Impact` holds."""
    return shown_json(asdict(impact))


def _as_text(impact: Impact) -> Shown:
    """Each thing with its file and whether anything else supports it; then the pages and files."""
    standing = f", {impact.standing}" if impact.standing else ""
    lines: list[str] = [shown(paint(impact.source, "bold"), f": {impact.short}{standing}")]
    for name, rows in (
        ("statement", impact.statements),
        ("actor", impact.actors),
        ("passage of prose", impact.prose),
    ):
        alone = sum(row.alone for row in rows)
        lines += [
            "",
            shown(paint(_count(rows, name), "bold"), f", {alone} of them on nothing else" if alone else ""),
        ]
        for row in rows:
            lines += [
                shown(
                    f"  {row.name} ({row.path}): {_basis(row)}",
                    paint(", nothing else", "red") if row.alone else "",
                ),
                f"    {row.text}",
            ]
    for name, addresses in (("page", impact.pages), ("file to print or to load", impact.exports)):
        lines += ["", paint(_count(addresses, name), "bold"), *(f"  {address}" for address in addresses)]
    for name in impact.relays:
        lines += ["", f"{name} relays it: see `briefings impact {name}`"]
    return shown_lines(lines)


def _count(rows: Sized, name: str) -> str:
    noun, space, complement = name.partition(" ")
    return f"{len(rows)} {noun}{'' if len(rows) == 1 else 's'}{space}{complement}"


def _basis(row: Resting) -> str:
    own = (
        f"paragraph{'s'[: len(row.paragraphs) > 1]} {', '.join(map(str, row.paragraphs))}"
        if row.paragraphs
        else ""
    )
    return ", ".join(
        part for part in (own, f"through {', '.join(row.through)}" if row.through else "") if part
    )
