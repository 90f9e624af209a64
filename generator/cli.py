"""The command `briefings`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from generator import build, fs, report


@click.group()
def main() -> None:
    """x"""


@main.command()
@click.option("--texts")
def check(texts: str) -> None:
    """x"""
    c = build.check(fs.read_records(Path(".")), fs.read_texts(Path(texts or os.environ.get("BRIEFINGS_TEXTS", "seeds/texts"))))
    click.echo(report.as_text(c.diagnostics, c.documents))
    click.echo(report.summary(c.diagnostics) or f"ok: {len(c.corpus.uses)} citations")
    sys.exit(0 if c.ok else 1)
