"""The command `briefings check`: the records held against every rule, the findings in the form asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import click

from generator import build, disk
from generator.build import Checked
from generator.cli import console, watching
from generator.cli.console import FINDINGS
from generator.findings import report
from generator.findings.causes import gathered
from generator.findings.diagnostics import Diagnostic
from generator.findings.github import as_annotations, as_summary
from generator.findings.gitlab import as_code_quality
from generator.findings.junit import as_junit
from generator.findings.sarif import as_sarif
from generator.findings.shown import Shown
from generator.records.vocabulary import Level

SUMMARY_VARIABLE = "GITHUB_STEP_SUMMARY"
"""The environment variable that names the file whose text GitHub shows on the page of a run."""

Form = Callable[[Checked, bool], Shown]
"""What was found, in one form; the second argument says that warnings count as findings."""

DATA: Mapping[str, Form] = {
    "json": lambda checked, _: report.as_json(checked.diagnostics),
    "sarif": lambda checked, _: as_sarif(checked.diagnostics),
    "gitlab": lambda checked, _: as_code_quality(checked.diagnostics),
    "junit": lambda checked, strict: as_junit(checked.diagnostics, checked.documents, strict=strict),
}
"""The forms that programs read: nothing else is written beside them, and they are whole without findings."""

FORMATS: Mapping[str, Form] = {
    "text": lambda checked, _: console.as_text(checked),
    "github": lambda checked, _: as_annotations(checked.diagnostics),
    **DATA,
}
"""How findings can be shown."""


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@console.root_option
@console.texts_option
@console.evidence_option
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help=(
        "How findings are shown: to people; as annotations of GitHub, with a summary of the run; or as JSON, "
        "SARIF 2.1.0, GitLab's report of code quality, or JUnit XML."
    ),
)
@click.option("--strict", is_flag=True, help="Warnings count as findings.")
@click.option(
    "--fix",
    is_flag=True,
    help="Make the safe fixes, such as the number of a paragraph that moved; each changed line is printed.",
)
@click.option("--watch", is_flag=True, help="Check again after each save, on one screen, until interrupted.")
def check(
    files: tuple[Path, ...],
    root: Path,
    texts: str | None,
    level: Level | None,
    form: str,
    strict: bool,
    fix: bool,
    watch: bool,
) -> None:
    """Hold the records against every rule.

    All mistakes of all files are shown in one run, each with its file, line and column and what to write
    instead; with FILE those of these files alone, though all are read. Exit code 0: clean; 1: mistakes.
    """
    if watch:
        if fix or form != "text":
            raise click.UsageError("--watch shows findings as text and mends nothing: leave out the rest")
        watching.watch(root, texts, level, files)
        return
    checked = console.checked(root, texts, level)
    if fix and (mended := build.mend(checked)):
        _place(root, checked, mended)
        checked = console.checked(root, texts, level)
    checked = console.only(checked, root, files)
    told = replace(checked, diagnostics=gathered(checked.diagnostics))
    _tell(checked if form == "text" else _from_here(told, root), form, strict=strict)
    sys.exit(FINDINGS if not checked.ok or (strict and checked.diagnostics) else 0)


def _place(root: Path, checked: Checked, mended: Mapping[str, bytes]) -> None:
    """Write the files that were mended, and say which lines changed."""
    for path, data in mended.items():
        disk.place(root, path, data)
        console.say(report.mended(path, checked.documents[path], data.decode()), err=True)
    console.say(f"mended: {', '.join(sorted(mended))}", err=True)


def _tell(checked: Checked, form: str, *, strict: bool) -> None:
    """Write what was found in a form."""
    if checked.diagnostics or form in DATA:
        console.say(FORMATS[form](checked, strict))
    console.say_verification(checked)
    if form not in DATA:
        console.say(console.summary(checked), err=bool(checked.diagnostics))
    if form == "github" and (file := os.environ.get(SUMMARY_VARIABLE)):
        disk.append(Path(file), as_summary(checked.diagnostics, console.summary(checked)).encode())


def _from_here(checked: Checked, root: Path) -> Checked:
    """What was found, its files named from where the command runs: a forge knows no other names."""
    here = Path.cwd()
    folder = root.resolve()
    if folder == here or not folder.is_relative_to(here):
        return checked
    prefix = folder.relative_to(here).as_posix() + "/"
    files = {prefix + path: data for path, data in checked.files.items()}
    moved = tuple(_moved(diagnostic, prefix) for diagnostic in checked.diagnostics)
    return replace(checked, diagnostics=moved, files=files)


def _moved(diagnostic: Diagnostic, prefix: str) -> Diagnostic:
    related = tuple(replace(other, path=prefix + other.path) for other in diagnostic.related)
    return replace(diagnostic, path=prefix + diagnostic.path, related=related)
