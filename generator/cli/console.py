"""What the commands share: options, exit codes, the folders that they read, and how findings are shown."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from generator import build, citeproc, fs, pdf, report, site
from generator.build import Checked

FINDINGS, USAGE, FAULT = 1, 2, 3
"""The exit codes other than 0."""

root_option = click.option(
    "--root",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    default=Path(),
    show_default="this folder",
    help="The folder with briefings/ and seeds/.",
)
texts_option = click.option(
    "--texts", type=click.Path(path_type=str), help="The folder with the source texts. Default: $BRIEFINGS_TEXTS, else seeds/texts."
)


def paint(text: str, colour: str) -> str:
    """A text in a colour, or as it is where colours are not wanted."""
    if os.environ.get("NO_COLOR"):
        return text
    return click.style(text, bold=True) if colour == "bold" else click.style(text, fg=colour)


def texts_folder(root: Path, texts: str | None) -> Path:
    """The folder of the source texts; a folder that was named must exist."""
    folder = site.texts_folder(root, texts)
    if not folder.is_dir() and (texts or os.environ.get(site.TEXTS_VARIABLE)):
        raise click.UsageError(f"there is no folder {folder} with source texts")
    return folder


def need_records(root: Path) -> None:
    """Stop with a word of advice where there are no records."""
    if not (root / "briefings").is_dir():
        raise click.UsageError(f"there is no folder briefings/ in {root.resolve().name}/: name the right one with --root")


def checked(root: Path, texts: str | None) -> Checked:
    """The records of a folder, held against every rule."""
    need_records(root)
    given = fs.read_records(root), fs.read_texts(texts_folder(root, texts))
    return build.check(*given, citer=citeproc.citer(root), faces=pdf.Press(root).faces)


FORMATS: Mapping[str, Callable[[Checked], str]] = {
    "text": lambda checked: report.as_text(checked.diagnostics, checked.documents, paint),
    "json": lambda checked: report.as_json(checked.diagnostics),
    "github": lambda checked: report.as_annotations(checked.diagnostics),
}
"""How findings can be shown."""
