"""The commands about sources: add one, and show its paragraphs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import click

from generator import __version__, build, disk
from generator.cli import completion
from generator.cli.console import asked_for, need_records, paint, root_option, say, texts_folder, texts_option
from generator.findings.report import Paint, no_paint
from generator.findings.shown import Shown, shown, shown_block, shown_lines
from generator.intake.source import NotAdded, WrongUse, propose_source
from generator.intake.source import add as add_source
from generator.text.typography import paragraphs

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
@asked_for("place", "The file or the address of its text.", metavar="FILE|URL")
@root_option
@texts_option
@click.option(
    "--id", "name", default="", help="The id of the source. Default: made from the publication and the date."
)
@click.option("--dry-run", is_flag=True, help="Print the proposed record and write nothing.")
@click.option("--allow-private", is_flag=True, help="Fetch a URL on this machine or in its network too.")
def add(place: str, root: Path, texts: str | None, name: str, dry_run: bool, allow_private: bool) -> None:
    """Propose a record for the text in a FILE (.txt, .md, .html) or at a URL.

    The text goes into the folder of the texts, which git does not commit; the record goes into seeds/. What
    the text does not say of itself is marked FILL IN, and `check` asks for it. Nothing is overwritten.
    """
    need_records(root)
    try:
        proposal = propose_source(
            place,
            root,
            texts_folder(root, texts),
            name,
            today=today().isoformat(),
            agent=AGENT,
            allow_private=allow_private,
        )
        if not dry_run:
            add_source(proposal, root)
    except WrongUse as error:
        raise click.UsageError(str(error)) from error
    except NotAdded as error:
        raise click.ClickException(str(error)) from error
    say(numbered(proposal.article.paragraphs, paint, _FIRST_WORDS), err=dry_run)
    if dry_run:
        say(shown_block(proposal.record.removesuffix("\n")))
        return
    say("", f"added: seeds/{proposal.name}.yaml, and its text as {proposal.text_file.name}")
    say("next: replace every FILL IN, look at `uncited`, and run `briefings check`")


@source.command()
@click.argument("name", metavar="ID", shell_complete=completion.sources)
@root_option
@texts_option
def show(name: str, root: Path, texts: str | None) -> None:
    """Print the numbered paragraphs of the text of the source ID."""
    need_records(root)
    at_hand = disk.read_texts(texts_folder(root, texts))
    record = build.check(disk.read_records(root), {}).corpus.sources.get(name)
    file = record.text if record else f"{name}.txt"
    if file not in at_hand:
        raise click.ClickException(
            f"the text of `{name}`, {file}, is not at hand (see --texts)"
            if record
            else f"there is no source `{name}`"
        )
    say(numbered(paragraphs(at_hand[file].decode("utf-8", "replace")), paint))


def numbered(paragraphs: Iterable[str], paint: Paint = no_paint, words: int = 0) -> Shown:
    """Paragraphs with their numbers, for citing: whole, or their first few words."""
    lines = []
    for number, text in enumerate(paragraphs, 1):
        parts = text.split()
        excerpt = " ".join(parts[:words] if words else parts) + (" …" if 0 < words < len(parts) else "")
        lines.append(shown(paint(f"{number:>4}", "bold"), "  ", excerpt))
    return shown_lines(lines)
