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
def lsp(root: Path | None, texts: str | None) -> None:
    """Answer a text editor while you type: a language server (LSP).

    Your text editor starts it and talks with it through standard input and output: findings at each change,
    completion, what a citation or a key says, definitions, references, renaming and quick fixes.
    """
    from generator.lsp import server

    server.make(root and root.resolve(), texts).start_io()
