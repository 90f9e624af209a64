"""The command `briefings completion`, and what the arguments of the others can be."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
from click.shell_completion import CompletionItem, get_completion_class

from generator import disk
from generator.cli.console import say
from generator.findings.shown import shown_block
from generator.records.load import ACTORS, DESK
from generator.rules.catalogue import CODES

SHELLS = ("bash", "zsh", "fish")
_VARIABLE = "_BRIEFINGS_COMPLETE"


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Write the script with which a SHELL completes commands, options, ids and codes.

    bash: eval "$(briefings completion bash)" in ~/.bashrc; zsh: the same in ~/.zshrc; fish: briefings
    completion fish > ~/.config/fish/completions/briefings.fish
    """
    kind = get_completion_class(shell)
    assert kind is not None
    say(shown_block(kind(context.find_root().command, {}, "briefings", _VARIABLE).source().rstrip("\n")))


def _matching(names: Iterable[str], start: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in sorted(names) if name.startswith(start)]


def _stems(context: click.Context, folder: str) -> set[str]:
    """The names of the records in a folder, which are their ids; none where nothing can be read."""
    root = context.params.get("root") or Path()
    try:
        paths = disk.read_records(Path(root))
    except OSError:
        return set()
    return {Path(path).stem for path in paths if path.startswith(f"{folder}/") and path.endswith(".yaml")}


def dossiers(context: click.Context, _: click.Parameter, start: str) -> list[CompletionItem]:
    """The dossiers that an argument may name."""
    others = {Path(ACTORS).stem, Path(DESK).stem}
    return _matching(_stems(context, "briefings") - others, start)


def sources(context: click.Context, _: click.Parameter, start: str) -> list[CompletionItem]:
    """The sources that an argument may name."""
    return _matching(_stems(context, "seeds"), start)


def codes(_context: click.Context, _: click.Parameter, start: str) -> list[CompletionItem]:
    """The codes of findings, each with what it says."""
    return [CompletionItem(name, help=code.what) for name, code in CODES.items() if name.startswith(start)]
