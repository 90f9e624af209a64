"""The command `briefings diff`: the change in meaning between two states of the records."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from generator.changes.comparison import compare
from generator.changes.data import as_json
from generator.changes.markdown import LIMIT, as_markdown
from generator.changes.model import Comparison
from generator.changes.text import as_text
from generator.cli.console import FINDINGS, need_records, paint, root_option, say
from generator.findings.shown import Shown, shown_block
from generator.site import sides

_WORKING_TREE = "the working tree"
_BY_THE_LOCK = (
    "\n<sub>No text of a source was read for this: what is verified here is what the lock covers.</sub>"
)

_FORMATS: Mapping[str, Callable[[Comparison, str, str], Shown]] = {
    "text": lambda comparison, old, new: as_text(comparison, old, new, paint),
    "markdown": lambda comparison, old, new: shown_block(
        as_markdown(comparison, old, new, LIMIT - len(_BY_THE_LOCK)) + _BY_THE_LOCK
    ),
    "json": as_json,
}


@click.command()
@click.argument("old")
@click.argument("new", default="")
@root_option
@click.option(
    "--format",
    "form",
    type=click.Choice(list(_FORMATS)),
    default="text",
    show_default=True,
    help="How the changes are shown; `markdown` fits a comment on a pull request.",
)
@click.option(
    "--merge-base", is_flag=True, help="Compare with where NEW left OLD: what OLD got since does not count."
)
@click.option("--exit-code", is_flag=True, help="Exit code 1 where anything changed in meaning.")
def diff(old: str, new: str, root: Path, form: str, merge_base: bool, exit_code: bool) -> None:
    """Show what changed in meaning from OLD to NEW.

    Each is a revision in git, or a folder with briefings/ in it; NEW is the working tree where it is left
    out. Statements go by their ids: order and layout do not count. Claims that changed while their evidence
    did not, and the reverse, are named first. Mistakes in the records do not stop it. Exit code 0: compared.
    """
    try:
        before = sides.fork(root, old, new) if merge_base else sides.named(root, old)
        if not new:
            need_records(root)
        after = sides.named(root, new) if new else sides.folder(root)
    except sides.NoSide as error:
        raise click.UsageError(str(error)) from error
    comparison = compare(before, after)
    say(_FORMATS[form](comparison, old, new or _WORKING_TREE))
    if exit_code and comparison.changes:
        sys.exit(FINDINGS)
