"""The command `briefings fmt`: YAML in one form, so that a change shows what it means and nothing else."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from generator import disk
from generator.cli.console import FINDINGS, need_records, paint, root_option, say, wanted
from generator.findings import report
from generator.findings.shown import shown
from generator.writing.canonical import Canonical, canonical


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@root_option
@click.option("--check", "only_look", is_flag=True, help="Change nothing; exit code 1 where something would.")
def fmt(files: tuple[Path, ...], root: Path, only_look: bool) -> None:
    """Bring the YAML files into one form, or each FILE alone.

    Keys come in the order of the guide, long texts are folded at 120 characters, and quotation marks stand
    where YAML needs them. What a file says stays, and so does every comment, beside its own entry. A file
    that cannot be read is left as it is, with a line that says why: exit code 1.
    """
    need_records(root)
    records = {path: data for path, data in disk.read_records(root).items() if path not in disk.BESIDE}
    chosen = wanted(files, root, records) if files else records.keys()
    laid_out = {path: canonical(path, records[path]) for path in sorted(chosen)}
    fresh = {path: file.text.encode() for path, file in laid_out.items() if file.text is not None}
    changed = [path for path, data in fresh.items() if data != records[path]]
    for path in changed:
        say(f"{'would change' if only_look else 'changed'}: {path}")
        if not only_look:
            disk.place(root, path, fresh[path])
    left = [path for path in laid_out if path not in fresh]
    _say_left(left, laid_out)
    say(f"{len(laid_out) - len(changed) - len(left)} of {len(laid_out)} files were in form", err=True)
    sys.exit(FINDINGS if left or (only_look and changed) else 0)


def _say_left(paths: Iterable[str], laid_out: dict[str, Canonical]) -> None:
    """Say of each file that was left why."""
    for path in paths:
        problem = laid_out[path].problem
        if problem:
            place = report.place(path, problem.span)
            say(shown(paint(place, "bold"), f": left as it is: {problem.message}"), err=True)
        else:
            say(f"{path}: left as it is: a comment stands where it cannot be kept", err=True)
