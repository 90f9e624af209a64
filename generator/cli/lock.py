"""The command `briefings lock`: what was verified against the texts is written down, and signed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import click

from generator import build, disk
from generator.build import Checked
from generator.cli import console
from generator.cli.console import evidence_option, root_option, texts_option
from generator.cli.sources import today
from generator.evidence import lock as evidence
from generator.evidence.evidence import Evidence
from generator.findings.diagnostics import Diagnostic
from generator.records.load import LOCK, SIGNATURE
from generator.records.vocabulary import Level, LockPolicy
from generator.rules.trust import MISSING_LOCK
from generator.site import git, signing


@click.command()
@root_option
@texts_option
@evidence_option
@click.option(
    "--sign",
    "key",
    is_flag=False,
    flag_value="",
    metavar="[KEY]",
    help=(
        "Sign the lock with the key in a file, or with the one with which git signs: "
        "a private key, or a public one that an agent holds."
    ),
)
def lock(root: Path, texts: str | None, level: Level | None, key: str | None) -> None:
    """Verify every quotation against the texts, and write seeds/evidence.lock.

    A machine without the texts then checks the records against the lock. Exit code 1 when something cannot be
    verified or signed: the lock is left as it was. With --sign its signature is written beside it, into
    seeds/evidence.lock.sig; the desk says in briefings/desk.yaml whether it asks for one. Who signs vouches
    for all of it, so every text must then be at hand, unless --evidence asks for less.
    """
    console.need_records(root)
    folder = console.texts_folder(root, texts)
    files = disk.read_records(root)
    before = files.pop(LOCK, None)
    checked = _without_lock(files, disk.read_texts(folder), disk.refused(root, folder))
    if not checked.corpus.texts:
        raise click.UsageError("no source text is at hand: name their folder with --texts")
    old = evidence.read(before.decode("utf-8", "replace")) if before is not None else None
    lines = checked.evidence.lines_after(old)
    unsigned = evidence.signed_on(lines, "")
    changed = old is None or unsigned != evidence.signed_on(old.lines, "")
    day = today().isoformat() if key is not None else old.day if old and not changed else ""
    fresh = evidence.dump(evidence.signed_on(lines, day))
    locked = replace(checked, known=lambda: Evidence(replace(checked.corpus, lock=fresh)))
    _stop_below(level or (Level.TEXTS if key is not None else None), locked)
    _write(root, fresh.encode(), key)
    console.say_verification(locked)
    console.say(_summary(old.lines if old else {}, evidence.read(fresh).lines))
    desk = checked.corpus.desk
    if key is None and desk and desk.lock is LockPolicy.SIGNED and (changed or SIGNATURE not in files):
        console.say("the desk asks for a signature: run `briefings lock --sign`", err=True)


def _without_lock(
    files: Mapping[str, bytes], texts: Mapping[str, bytes], refused: Iterable[Diagnostic]
) -> Checked:
    """The records held against the texts alone; ends the command where they do not hold."""
    checked = build.check(files, texts, refused=refused)
    others = tuple(diagnostic for diagnostic in checked.diagnostics if diagnostic.code is not MISSING_LOCK)
    checked = replace(checked, diagnostics=others)
    console.stop_on_errors(checked)
    return checked


def _stop_below(level: Level | None, locked: Checked) -> None:
    """End the command where the evidence of a source, with the new lock, is not what was asked for."""
    below = [name for name, reached in locked.evidence.levels.items() if level and reached.rank > level.rank]
    if below and level:
        raise click.ClickException(
            f"`{level.word}` is asked for, and not reached by {', '.join(below)}; the lock was left as it was"
        )


def _write(root: Path, lock: bytes, key: str | None) -> None:
    """Put the lock in place; with a key, first sign it and put the signature beside it."""
    if key is not None:
        key = key or git.signing_key(root)
        if not key:
            raise click.UsageError(
                "git has no SSH key to sign with here: name the file of a key after --sign"
            )
        try:
            signature = signing.sign(lock, key)
        except signing.NotSigned as error:
            raise click.ClickException(
                f"the lock was left as it was, since it cannot be signed: {error}"
            ) from error
        disk.place(root, SIGNATURE, signature)
    disk.place(root, LOCK, lock)


def _summary(old: Mapping[str, int], new: Mapping[str, int]) -> str:
    cites = sum(line.startswith("cites ") for line in new)
    return (
        f"locked: {cites} citations and quotations; "
        f"{len(new.keys() - old.keys())} lines added, {len(old.keys() - new.keys())} removed"
    )
