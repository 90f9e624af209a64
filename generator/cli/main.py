"""The command `briefings`: a thin layer of options, progress and exit codes over `site`, `pdf` and `report`.

Exit codes: 0 clean, 1 findings, 2 wrong use, 3 a fault of the program.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from generator import __version__, build
from generator.build import Built
from generator.cli import completion, console
from generator.cli.check import check
from generator.cli.console import FAULT, FINDINGS
from generator.cli.coverage import coverage
from generator.cli.diff import diff
from generator.cli.fmt import fmt
from generator.cli.impact import impact
from generator.cli.lock import lock
from generator.cli.lsp import lsp
from generator.cli.merge import merge
from generator.cli.new import new
from generator.cli.pack import pack_command
from generator.cli.register import register
from generator.cli.schema import schema
from generator.cli.site import build_command, generate, join, serve
from generator.cli.sources import source
from generator.findings.shown import shown_block
from generator.printing import orders
from generator.printing.orders import Print
from generator.printing.press import Press
from generator.records.vocabulary import Level
from generator.rules.catalogue import CODES
from generator.site import editions, git, publish
from generator.view.settings import Settings


@click.group(
    cls=console.Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="briefings")
def cli() -> None:
    """Make a cited briefing site and printed dossiers from YAML.

    Editors write dossiers in briefings/ and source records in seeds/. `check` proves that every sentence
    rests on a passage; `build` makes the site.
    """


cli.add_command(check)
cli.add_command(completion.completion)
cli.add_command(fmt)
cli.add_command(new)
cli.add_command(register)
cli.add_command(source)
cli.add_command(schema)
cli.add_command(coverage)
cli.add_command(impact)
cli.add_command(diff)
cli.add_command(lock)
cli.add_command(lsp)
cli.add_command(merge)
cli.add_command(pack_command)
cli.add_command(build_command)
cli.add_command(join)
cli.add_command(generate)
cli.add_command(serve)


def main() -> None:
    """Run the command; the one place where a fault of the program is caught."""
    try:
        cli()
    except Exception as error:  # noqa: BLE001 - the error boundary
        console.show_where()
        console.say(f"briefings: fault in the program: {type(error).__name__}: {error}", err=True)
        console.say(f"Please report it. Set {console.TRACEBACK_VARIABLE}=1 to see where.", err=True)
        sys.exit(FAULT)


@cli.command(name="pdf")
@click.argument("dossier", default="", shell_complete=completion.dossiers)
@console.root_option
@console.texts_option
@console.evidence_option
@click.option(
    "--paper",
    type=click.Choice(["a4", "letter"]),
    default="a4",
    show_default=True,
    help="The size of the paper.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write. Default: the dossier's name.",
)
@console.style_option
@click.option(
    "--only",
    default="",
    metavar="SECTIONS",
    help="Some sections alone, with their notes and sources: judgements,timeline.",
)
@click.option(
    "--edition",
    type=click.IntRange(1),
    metavar="NUMBER",
    help="A former edition, by what git has of it.",
)
@click.option("--large", is_flag=True, help="Large print: 18 points, labels above the text.")
@click.option(
    "--site-url",
    default="",
    callback=console.web_address,
    help="The published address, for the permanent link and its code.",
)
def pdf_command(
    dossier: str,
    root: Path,
    texts: str | None,
    level: Level | None,
    paper: str,
    output: Path | None,
    style: str,
    only: str,
    edition: int | None,
    large: bool,
    site_url: str,
) -> None:
    """Print one DOSSIER, or the book of all when none is named, as a PDF."""
    console.need_records(root)
    console.known_style(root, style)
    if edition:
        order = _order(_former(root, dossier, edition), paper, only)
    else:
        settings = Settings(site_url, style=style, commits=git.commits(root))
        built = publish.read_and_build(root, console.texts_folder(root, texts), settings, level)
        if not built.checked.ok:
            console.say(console.as_text(built.checked), err=True)
            sys.exit(FINDINGS)
        order = _order(_present(built, dossier), paper, only)
    if large:
        order = orders.enlarge(order)
    name = Path(order.path)
    target = output or Path(f"{name.stem}-edition-{edition}.pdf" if edition else name.name)
    printer = Press(root)
    console.deliver(target, printer.produce(order))
    printer.tidy()
    console.say(f"printed: {target}")


def _present(built: Built, dossier: str) -> tuple[Print, ...]:
    """What there is to print of a dossier, or of the book."""
    candidates = build.orders(built, dossier)
    if not candidates:
        names = ", ".join(built.checked.corpus.dossiers)
        raise click.UsageError(f"there is no dossier `{dossier}`; there are: {names}")
    return candidates


def _former(root: Path, dossier: str, edition: int) -> tuple[Print, ...]:
    """What there is to print of an edition of a dossier."""
    if not dossier:
        raise click.UsageError("--edition is that of a dossier: name one")
    try:
        return editions.prints(root, dossier, edition)
    except editions.NoEdition as error:
        raise click.UsageError(str(error)) from error


def _order(candidates: tuple[Print, ...], paper: str, only: str) -> Print:
    """What to print of some orders, on which paper."""
    order = next(
        (order for order in candidates if order.paper == _PAPERS[paper]),
        replace(candidates[0], paper=_PAPERS[paper]),
    )
    sections = [name.strip() for name in only.split(",") if name.strip()]
    if only and not sections:
        raise click.UsageError(
            "--only names no section: write the names of sections with commas between them"
        )
    try:
        return orders.extract(order, sections) if sections else order
    except orders.UnknownSection as error:
        raise click.UsageError(str(error)) from error


_PAPERS = {"a4": "a4", "letter": "us-letter"}


@cli.command(
    help=(
        "Explain the CODE of a finding, with an example that fails and one that passes; "
        "without CODE, list them all."
    )
)
@click.argument("code", default="", shell_complete=completion.codes)
def explain(code: str) -> None:
    """Explain one code, or list them all."""
    if not code:
        width = max(map(len, CODES))
        for entry in CODES.values():
            console.say(f"{entry.name:<{width}} {entry.meaning}")
        return
    if code not in CODES:
        raise click.UsageError(f"there is no code `{code}`; `briefings explain` lists them")
    console.say(shown_block(CODES[code].explanation))
