"""The command `briefings schema`: the JSON Schema of each kind of file, for text editors."""

from __future__ import annotations

from pathlib import Path

import click

from generator import disk
from generator.cli.console import checked, root_option, say, texts_option
from generator.export import schemas
from generator.findings.shown import shown_block


@click.command()
@click.argument("name", type=click.Choice(list(schemas.SCHEMAS)), required=False)
@root_option
@texts_option
@click.option("--ids", is_flag=True, help="Offer the ids of this corpus too.")
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help=f"The folder to write them into. Default: {schemas.FOLDER}.",
)
def schema(name: str | None, root: Path, texts: str | None, ids: bool, into: Path | None) -> None:
    """Write the JSON Schema of each kind of file; with NAME, print that one.

    Text editors without the language server complete and check YAML with them. Those in docs/schema are
    committed and have no ids; with --ids, write them elsewhere, and bind your editor to those.
    """
    corpus = checked(root, texts).corpus if ids else None
    if name:
        say(shown_block(schemas.written(name, corpus).decode().rstrip()))
        return
    if ids and into is None:
        raise click.UsageError("with --ids name a folder after --into: ids change with each edit")
    folder = into or root / schemas.FOLDER
    changed = [
        kind for kind in schemas.SCHEMAS if disk.write(folder / f"{kind}.json", schemas.written(kind, corpus))
    ]
    say(f"{folder}: {', '.join(changed) if changed else 'nothing'} changed")
