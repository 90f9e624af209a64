"""The command `briefings merge`: what git could not merge by lines, and an editor need not decide."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli.console import FINDINGS, root_option, say
from generator.site import merging


@click.command()
@root_option
def merge(root: Path) -> None:
    """Finish a merge in which both sides added something at one place.

    Run it when `git merge` (or rebase, or pull) has stopped with conflicts. New statements, actors and other
    entries of both sides are kept, one after the other, and so are the lines of both in the lock and in the
    register. Where both changed the same lines the file is left as it is, since only an editor knows which
    is right; so is a file in which you have begun to choose. Exit code 1: such a file is left.
    """
    done = merging.mend(root)
    for path in done.merged:
        say(f"merged: {path}, with the entries of both sides")
    for path in done.left:
        say(
            f"left: {path}: both sides changed the same lines; choose by hand, then `git add {path}`",
            err=True,
        )
    if done.left:
        sys.exit(FINDINGS)
    say("nothing is in conflict: run `briefings check`, do what it asks for, then `git commit`")
