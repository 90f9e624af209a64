"""The command: `python -m tests.bench --sizes 100,300 --only check`. Without options it takes some twenty minutes."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tests.bench import page, parts
from tests.bench.cost import Failed
from tests.bench.projects import make
from tests.bench.record import SHIPPED, Record, read, write
from tests.bench.works import GROUPS
from tests.conftest import ROOT

BOOKS = (4, 39)
"""Dossiers whose books have about 40 and 400 pages."""
DEFAULT = {"sizes": [30, 100, 300], "sites": [30, 100], "peers": 30, "shared": [10]}
LOAD = "load at the start"
"""What other work a machine had, in processes."""
FULL = {"sizes": [100, 300, 1000, 3000], "sites": [100, 300, 1000], "peers": 300, "shared": [100]}


def options(words: Sequence[str]) -> argparse.Namespace:
    """What the command was asked to do."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--full", action="store_true", help="up to 3,000 dossiers, for some hours")
    parser.add_argument("--sizes", type=_numbers, help="numbers of dossiers to check and to generate")
    parser.add_argument("--sites", type=_numbers, help="numbers of dossiers to build sites of")
    parser.add_argument(
        "--books", type=_numbers, default=[*BOOKS], help="numbers of dossiers to print books of"
    )
    parser.add_argument(
        "--shared", type=_numbers, help="numbers of dossiers to share a build of out to several machines"
    )
    parser.add_argument("--peers", type=int, help="the number of dossiers that other builders get")
    parser.add_argument("--turns", type=int, help="how often; else 5 times shipped, 3 up to 300, 2 beyond")
    parser.add_argument(
        "--only", type=_names, default=[*GROUPS, "parts"], help=f"of {', '.join([*GROUPS, 'parts'])}"
    )
    parser.add_argument("--into", type=Path, default=ROOT / ".cache/bench", help="the folder of the results")
    parser.add_argument(
        "--add", action="store_true", help="keep what the results have of other works and sizes"
    )
    asked = parser.parse_args(words)
    for name, usual in (FULL if asked.full else DEFAULT).items():
        if getattr(asked, name) is None:
            setattr(asked, name, usual)
    return asked


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",") if number]


def _names(text: str) -> list[str]:
    names = text.split(",")
    if unknown := {*names} - {*GROUPS, "parts"}:
        raise argparse.ArgumentTypeError(f"no such group: {', '.join(sorted(unknown))}")
    return names


def plan(asked: argparse.Namespace) -> list[tuple[str, list[str]]]:
    """Each corpus, and the groups that are measured on it: small ones first."""
    wanted = {
        "check": [SHIPPED, *asked.sizes],
        "generate": [SHIPPED, *asked.sizes],
        "site": [SHIPPED, *asked.sites],
        "whole": [SHIPPED],
        "shards": asked.shared,
        "book": asked.books,
        "peers": [asked.peers],
    }
    corpora = sorted({*asked.sizes, *asked.sites, *asked.shared, *asked.books, asked.peers})
    planned = (
        (str(corpus), [group for group in wanted if group in asked.only and corpus in wanted[group]])
        for corpus in (SHIPPED, *corpora)
    )
    return [(corpus, groups) for corpus, groups in planned if groups]


def turns(corpus: str) -> int:
    """How often each work is done on a corpus."""
    return 5 if corpus == SHIPPED else 3 if int(corpus) <= 300 else 2


def machine() -> dict[str, str | int]:
    """What the figures depend on: the size of the machine, and the versions of what runs."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    packages = ("mkdocs", "mkdocs-material", "pydantic", "pyyaml", "typst")
    return {
        "processors": len(os.sched_getaffinity(0)),
        "memory, GB": round(memory / 1e9),
        "system": f"{platform.system()} {platform.machine()}",
        LOAD: round(os.getloadavg()[0]),
        "Python": platform.python_version(),
        **{name: version(name) for name in packages},
    }


def main(words: Sequence[str]) -> int:
    """Measure, print, and write the results after each group, with a plot of them."""
    asked = options(words)
    asked.into.mkdir(parents=True, exist_ok=True)
    results = asked.into / "growth.json"
    record = Record(datetime.now(UTC).date().isoformat(), machine())
    if asked.add and results.exists():
        record = _without(read(results), asked, record.machine)
    for corpus, groups in plan(asked):
        with tempfile.TemporaryDirectory(prefix="briefings-bench-") as name:
            made = make(corpus, Path(name, corpus))
            for group in groups:
                project = made.copy(Path(name, group, corpus))
                try:
                    GROUPS[group].measure(project, record, asked.turns or turns(corpus), _say)
                except Failed as failed:
                    record.notes.append(f"`{group}` of {corpus}, since it failed")
                    _say(str(failed))
                shutil.rmtree(project.folder.parent)
                write(record, results)
    if "parts" in asked.only:
        parts.measure(record, _say)
    write(record, results)
    page.write(asked.into)
    _say("\n" + page.table(record))
    for note in record.notes:
        _say(note)
    return 0


def _without(record: Record, asked: argparse.Namespace, machine: dict[str, str | int]) -> Record:
    """A record without the runs that are done anew. Ends the command where another machine made it."""
    if record.machine | {LOAD: 0} != machine | {LOAD: 0}:
        raise SystemExit(
            f"{asked.into} was measured on another machine or with other versions: leave out --add"
        )
    anew = {
        (work, corpus) for corpus, groups in plan(asked) for group in groups for work in GROUPS[group].works
    }
    record.runs[:] = [run for run in record.runs if (run.work, run.corpus) not in anew]
    record.notes.clear()
    return record


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
