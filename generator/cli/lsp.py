"""The command `briefings lsp`: a language server for text editors."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.console import texts_option


@click.command()
@click.option(
    "--root",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    show_default="where the text editor is",
    help="The folder with briefings/ and seeds/.",
)
@texts_option
@click.option("--tcp", type=click.IntRange(1, 65535), metavar="PORT", help="Wait at a port of this machine.")
def lsp(root: Path | None, texts: str | None, tcp: int | None) -> None:
    """Answer a text editor while you type: a language server (LSP).

    Your text editor starts it and talks with it through standard input and output: findings at each change,
    completion, what a citation or a key says, definitions, references, renaming and quick fixes.
    """
    from generator.lsp import server

    made = server.make(root and root.resolve(), texts)
    if tcp:
        made.start_tcp("127.0.0.1", tcp)
    else:
        made.start_io()
