"""The command about permanent ids: it enters what is published into the register."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator import disk
from generator.cli.console import FINDINGS, as_text, checked, root_option, say, texts_option
from generator.corpus import register as published
from generator.records.load import REGISTER


@click.command()
@root_option
@texts_option
@click.option("--check", is_flag=True, help="Write nothing; exit code 1 when an id is not in the register.")
def register(root: Path, texts: str | None, check: bool) -> None:
    """Enter every id of the dossiers into briefings/published-ids.txt.

    An id that stands there is a link for good: it cannot vanish without a tombstone. Lines are added and
    never removed. Run it when you publish, and commit the file.
    """
    records = checked(root, texts)
    if not records.ok:
        say(as_text(records))
        say("the register was left as it was: mend these mistakes first", err=True)
        sys.exit(FINDINGS)
    fresh = published.lacking(records.corpus)
    written = not check and disk.place(root, REGISTER, published.write(records.corpus).encode())
    for key in fresh:
        say(f"{'not registered' if check else 'registered'}: {key}")
    if check:
        _verdict(len(fresh))
    elif written:
        say(f"{REGISTER}: {len(fresh)} id{'' if len(fresh) == 1 else 's'} added; commit the file")
    else:
        say("nothing to add: every id is registered")


def _verdict(lacking: int) -> None:
    if lacking:
        say(
            f"{lacking} id{'' if lacking == 1 else 's'} not in {REGISTER}: "
            "run `briefings register`, and commit the file",
            err=True,
        )
        sys.exit(FINDINGS)
    say("every id is registered")
