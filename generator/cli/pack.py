"""The command `briefings pack`: the evidence of a dossier in one file, with a script that proves it."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import click

from generator.cli import completion, console
from generator.cli.console import FINDINGS, as_text, checked, root_option, say, texts_option
from generator.pack import archive
from generator.view.settings import Settings


@click.command(name="pack")
@click.argument("dossier", shell_complete=completion.dossiers)
@root_option
@texts_option
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write. Default: DOSSIER-evidence.zip.",
)
@click.option(
    "--site-url",
    default="",
    callback=console.web_address,
    help="The published address, for the permanent links.",
)
def pack_command(dossier: str, root: Path, texts: str | None, output: Path | None, site_url: str) -> None:
    """Write the evidence of a DOSSIER into one zip file, with a script that proves it.

    The pack holds the dossier's data, the records of its sources and actors, each quotation and citation with
    its line of the evidence lock, and its annotations, but no text of a source. Whoever unpacks it and has
    the texts can prove every quotation and locator with Python alone: `python verify.py --texts FOLDER`.

    The same records give the same file, byte for byte. Exit code 1 when the records have mistakes.
    """
    records = checked(root, texts)
    if not records.ok:
        say(as_text(records), err=True)
        sys.exit(FINDINGS)
    if dossier not in records.corpus.dossiers:
        raise click.UsageError(
            f"there is no dossier `{dossier}`; there are: {', '.join(records.corpus.dossiers)}"
        )
    try:
        data = archive.archive(
            archive.members(records.evidence, records.corpus.dossiers[dossier], Settings(site_url))
        )
    except archive.NoEvidence as error:
        how = (
            "name the folder of the texts with --texts, "
            "or run `briefings lock` where they are and bring seeds/evidence.lock here"
        )
        raise click.UsageError(f"{error}: {how}") from error
    target = output or Path(f"{dossier}-evidence.zip")
    console.deliver(target, data)
    say(f"packed: {target}, SHA-256 {hashlib.sha256(data).hexdigest()}")
