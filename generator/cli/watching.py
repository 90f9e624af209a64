"""`briefings check --watch`: the findings on one screen, as they are after the last save."""

from __future__ import annotations

import shutil
import time
from collections.abc import Collection
from pathlib import Path

import click

from generator import disk
from generator.build import Checked
from generator.cli import console
from generator.cli.console import paint, say
from generator.findings import report
from generator.findings.causes import gathered
from generator.findings.shown import Shown, shown, shown_lines
from generator.records.vocabulary import Level
from generator.site import publish, serving


def watch(root: Path, texts: str | None, level: Level | None, files: Collection[Path]) -> None:
    """Check a folder, and again after each change of its records or texts, until that is interrupted."""
    console.need_records(root)
    folders = [root / name for name in disk.RECORDS if (root / name).is_dir()]
    texts_folder = console.texts_folder(root, texts)
    if texts_folder.is_dir() and not texts_folder.resolve().is_relative_to((root / "seeds").resolve()):
        folders.append(texts_folder)
    turns = serving.changes(folders)
    try:
        for _ in turns:
            _look(root, texts, level, files)
    except KeyboardInterrupt:
        say("stopped")
    finally:
        turns.close()


def _look(root: Path, texts: str | None, level: Level | None, files: Collection[Path]) -> None:
    """Check once and show what was found; what goes wrong is shown too, for the next save may mend it."""
    start = time.perf_counter()
    try:
        checked = console.only(console.checked(root, texts, level), root, files)
        height = shutil.get_terminal_size().lines
        lines = [screen(checked, height - 4), console.summary(checked)]
    except click.ClickException as error:
        lines = [shown(paint(error.format_message(), "red"))]
    except publish.FAILURES as error:
        lines = [shown(paint(publish.reason(error), "red"))]
    click.clear()
    say(*filter(None, lines), f"checked in {time.perf_counter() - start:.1f} s; waiting for the next save")


def screen(checked: Checked, height: int) -> Shown:
    """As many of the findings as fit into some lines, but at least one, and how many more there are."""
    found = gathered(checked.diagnostics)
    blocks = [report.as_text([one], checked.documents, paint) for one in found]
    lines, count = 0, 0
    while count < len(blocks) and (not count or lines + blocks[count].count("\n") < height):
        lines += blocks[count].count("\n") + 1
        count += 1
    more = [f"and {len(blocks) - count} more"] if count < len(blocks) else []
    return shown_lines([*blocks[:count], *more])
