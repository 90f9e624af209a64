"""The commands about sources: add one, show its paragraphs, and list what is and is not used."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import click

from generator import __version__, build, fs, intake, report
from generator.cli.console import FINDINGS, FORMATS, checked, need_records, paint, root_option, texts_folder, texts_option
from generator.passages import paragraphs
from generator.survey import survey

AGENT = f"briefings/{__version__}"
"""How the program names itself to the server of a page."""
_FIRST_WORDS = 12


def today() -> date:
    """The day on this machine's clock, which only commands read."""
    return datetime.now().astimezone().date()


@click.group()
def source() -> None:
    """Add a source, or show the paragraphs of one."""


@source.command()
@click.argument("place", metavar="FILE|URL")
@root_option
@texts_option
@click.option("--id", "name", default="", help="The id of the source. Default: made from the publication and the date.")
@click.option("--dry-run", is_flag=True, help="Print the proposed record and write nothing.")
def add(place: str, root: Path, texts: str | None, name: str, dry_run: bool) -> None:
    """Propose a record for the text in a FILE (.txt, .md, .html) or at a URL.

    The text goes into the folder of the texts, which git does not commit; the record goes into seeds/. What the text
    does not say of itself is marked FILL IN, and `check` asks for it. Nothing is overwritten.
    """
    need_records(root)
    try:
        found = intake.propose_source(place, root, texts_folder(root, texts), name, today().isoformat(), AGENT)
        if not dry_run:
            intake.add(found)
    except intake.WrongUse as error:
        raise click.UsageError(str(error)) from error
    except (intake.NotAdded, OSError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(report.numbered(found.article.paragraphs, paint, _FIRST_WORDS), err=dry_run)
    if dry_run:
        click.echo(found.record, nl=False)
        return
    click.echo(f"\nadded: seeds/{found.name}.yaml, and its text as {found.text_file.name}")
    click.echo("next: replace every FILL IN, look at `uncited`, and run `briefings check`")


@source.command()
@click.argument("name", metavar="ID")
@root_option
@texts_option
def show(name: str, root: Path, texts: str | None) -> None:
    """Print the numbered paragraphs of the text of the source ID."""
    need_records(root)
    at_hand = fs.read_texts(texts_folder(root, texts))
    record = build.check(fs.read_records(root), {}).corpus.sources.get(name)
    file = record.text if record else f"{name}.txt"
    if file not in at_hand:
        raise click.ClickException(f"the text of `{name}`, {file}, is not at hand (see --texts)" if record else f"there is no source `{name}`")
    click.echo(report.numbered(paragraphs(at_hand[file].decode("utf-8", "replace")), paint))


@click.command()
@root_option
@texts_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How the list is shown.")
@click.option("--today", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day against which reviews are held. Default: today.")
def coverage(root: Path, texts: str | None, form: str, day: datetime | None) -> None:
    """List what in the evidence is not used, and what hangs by one thread.

    For each source: the paragraphs that nothing cites, with the recorded reason. Then sources that nothing rests on,
    statements whose support goes back to one origin, and the dossiers' reviews.

    Exit code 1 when a paragraph is neither cited nor excused, a source is not used, or a review is overdue.
    """
    found = checked(root, texts)
    if not found.ok:
        click.echo(FORMATS["text"](found), err=True)
        sys.exit(FINDINGS)
    whole, on = survey(found.corpus), day.date() if day else today()
    click.echo(report.survey_json(whole, on) if form == "json" else report.survey_text(whole, on, paint))
    left = any(source.open for source in whole.coverage.values())
    sys.exit(FINDINGS if left or whole.unused or whole.overdue(on) else 0)
