"""The page in the docs that says what was measured, made from the record: `python -m tests.bench.page`."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.bench import record as records
from tests.bench.plot import plot
from tests.bench.record import SHIPPED, Figure, Record, Value, exponent, figures
from tests.bench.works import SHARDS
from tests.conftest import ROOT

FOLDER = ROOT / "docs/editing"
LINES = {
    "plain": "plain mkdocs build",
    "build": "build --no-pdf, nothing kept",
    "build edit": "build --no-pdf, one edit",
    "generate": "generate, nothing kept",
    "check": "check, nothing kept",
    "check edit": "check, one edit",
}
"""The works that the plot shows, and how it names them."""
FURTHER = (3000, 10000)
"""Numbers of dossiers for which figures are reckoned where they were not measured."""
HOUR = 3600.0


def write(folder: Path = FOLDER) -> None:
    """Make the page and the plot of the record that lies in a folder."""
    record = records.read(folder / "growth.json")
    (folder / "growth.md").write_text(page(record), "utf-8")
    (folder / "growth.svg").write_text(growth(record), "utf-8")


def growth(record: Record) -> str:
    """The plot: wall time over the number of dossiers."""
    lines = {
        name: [(size, _wall(record, work, size)) for size in sizes]
        for work, name in LINES.items()
        if (sizes := record.sizes(work))
    }
    return plot("How time grows with the number of dossiers", "dossiers", "seconds", lines)


def table(record: Record) -> str:
    """Every figure of the table on a line, for a terminal."""
    return "\n".join(_told(figure) for figure in figures(record))


def _told(figure: Figure) -> str:
    where = f" ({where_of(figure)})" if figure.value else ""
    too = f"; {span(figure.processors)} by the processors" if figure.processors else ""
    aim = f"; goal {_with_unit(figure.goal, figure.unit)}" if figure.goal else ""
    return f"{measured(figure):>22}  {figure.title}{where}{too}{aim}"


def measured(figure: Figure) -> str:
    """The median of a figure with its range; `not measured` where it has none."""
    if figure.value is None:
        return "not measured"
    return span(figure.value, figure.unit)


def span(found: Value | None, unit: str = "") -> str:
    """A median in its unit, with the range where there were several runs; nothing where there were none."""
    if found is None:
        return ""
    around = f" ({number(found.low)} to {number(found.high)})" if found.runs > 1 else ""
    return f"{_with_unit(number(found.median), unit)}{around}"


def number(amount: float) -> str:
    """A number with three significant digits at most."""
    return f"{amount:,.0f}" if abs(amount) >= 100 else f"{amount:.3g}"


def where_of(figure: Figure) -> str:
    """The corpus of a figure, in words."""
    name = figure.corpus
    return f"{int(name):,} dossiers" if name.isdigit() else name


def _with_unit(words: str, unit: str) -> str:
    return f"{words} {unit}" if words and unit else words


def page(record: Record) -> str:
    """The page, as Markdown."""
    return (
        "\n\n".join(
            filter(
                None,
                (
                    _HEAD,
                    *_about(record),
                    *_measured(record),
                    *_reckoned(record),
                    *_stop(record),
                    *_shared(record),
                    _AGAIN,
                ),
            )
        )
        + "\n"
    )


_HEAD = """\
---
title: How large a desk can grow
description: What checking and building cost, how that grows with the number of dossiers, and where to stop.
---

# How large a desk can grow"""

_AGAIN = """\
## To measure again

`make growth` measures everything anew and writes this page, its plot and [all figures as JSON](growth.json); it takes some hours, and
the machine should have nothing else to do. `make bench` measures less, in some twenty minutes, and writes nothing here."""


def _about(record: Record) -> Iterator[str]:
    of = dict(record.machine)
    size = f"{of.pop('processors')} processors and {of.pop('memory, GB')} GB of memory"
    others = ", ".join(f"{name} {value}" for name, value in of.items())
    yield (
        f"Measured on {record.day}, on a machine with {size} ({others}). What counts are ratios, each of two commands that ran in turns on "
        "that machine: they say more about another one than seconds do. They are by the clock, and beside it by the time of the "
        "processors, which other work on the machine does not lengthen. A figure is a median, with the lowest and the highest in "
        "brackets. “Nothing kept” means that `.cache/`, `site/` and the generated pages were deleted before."
    )
    yield (
        "“Shipped” are the dossiers that come with the program. The others are made up, each as long as those, with a source of its "
        "own, a source that it shares with one other, statements that name those of others, and 200 actors in all. Texts and a lock "
        "are there, so that every quotation is compared."
    )


def _measured(record: Record) -> Iterator[str]:
    yield "## What was measured"
    yield _rows(("figure", "corpus", "measured", "by the processors", "aimed at"), map(_row, figures(record)))
    yield "![Seconds over the number of dossiers, for each command](growth.svg)"
    if costs := list(_costs(record)):
        yield "The commands by themselves; memory is that of all their processes together, at the peak."
        yield _rows(("command", "corpus", "processors, s", "clock, s", "memory, MB"), costs)
    if sites := list(_sites(record)):
        yield _rows(("corpus", *_COUNTED), sites)
    if record.parts:
        yield "Within one process:"
        yield _rows(("ratio", "measured"), [(words, number(ratio)) for words, ratio in record.parts.items()])
    if peers := list(_peers(record)):
        yield "Other builders on the same ready pages. Hugo has no theme here, and so does less:"
        yield _rows(("builder", "corpus", "clock / mkdocs", "processors / mkdocs"), peers)
    if record.notes:
        yield "\n".join(f"- Left out: {note}." for note in record.notes)


def _row(figure: Figure) -> tuple[str, ...]:
    where = where_of(figure) if figure.value else ""
    aim = _with_unit(figure.goal, figure.unit)
    return figure.title, where, measured(figure), span(figure.processors), aim


def _costs(record: Record) -> Iterator[tuple[str, ...]]:
    for work, name in {
        **LINES,
        "site": "build, PDFs included, nothing kept",
        "book": "pdf, the book",
        "save": "serve, from a save to the page",
    }.items():
        corpora = dict.fromkeys(run.corpus for run in record.runs if run.work == work)
        for corpus in corpora:
            runs = record.of(work, corpus)
            peak = max(run.peak for run in runs) / 1e6
            yield (
                name,
                _corpus(corpus),
                *(
                    number(statistics.median(part))
                    for part in zip(*((r.processor, r.wall) for r in runs), strict=True)
                ),
                number(peak) if peak else "",
            )


_COUNTED = ("pages", "largest page, MB", "site, MB")


def _sites(record: Record) -> Iterator[tuple[str, ...]]:
    """What is counted of each site without PDFs."""
    for corpus, facts in record.facts.items():
        if "pages" in facts:
            yield _corpus(corpus), *(number(facts[name]) for name in _COUNTED)


def _peers(record: Record) -> Iterator[tuple[str, ...]]:
    """Of each builder how long it took, by what MkDocs took."""
    runs = {run.work: run.corpus for run in record.runs if run.work.startswith("peer ")}
    for work, corpus in runs.items():
        pairs = list(zip(record.of(work, corpus), record.of("peer mkdocs", corpus), strict=False))
        clock = records.value(run.wall / plain.wall for run, plain in pairs)
        used = records.value(run.processor / plain.processor for run, plain in pairs)
        yield work.removeprefix("peer "), _corpus(corpus), span(clock), span(used)


def _reckoned(record: Record) -> Iterator[str]:
    rows = []
    for work in ("check", "generate", "build"):
        sizes, power = record.sizes(work), exponent(record, work)
        for size in FURTHER:
            if power and size > sizes[-1]:
                rows.append(
                    (LINES[work], f"{size:,}", f"{number(reckoned(record, work, power, size) / 60)} min")
                )
    if rows:
        yield "## What is extrapolated"
        yield (
            "These were not measured. They follow from the largest corpus that was, if time goes on growing with the same power of "
            "the number of dossiers; a power found between small corpora is too low, as starting the program is in it."
        )
        yield _rows(("command", "dossiers", "clock"), rows)


def reckoned(record: Record, work: str, power: Value, size: int) -> float:
    """Seconds that some work takes on a corpus that was not measured, if it grows as it did."""
    largest = record.sizes(work)[-1]
    return _wall(record, work, largest) * float((size / largest) ** power.median)


def _stop(record: Record) -> Iterator[str]:
    sizes, power = record.sizes("build"), exponent(record, "build")
    if not power:
        return
    largest, wall = sizes[-1], _wall(record, "build", sizes[-1])
    peak = max(run.peak for run in record.of("build", str(largest))) / 1e9
    most = largest * (HOUR / wall) ** (1 / power.median)
    yield "## Where to stop"
    yield (
        f"At {largest:,} dossiers a site without PDFs takes {number(wall / 60)} minutes from nothing and {number(peak)} GB. A whole "
        f"hour is reached at about {_round(most):,} dossiers, on this machine and if growth goes on as it did; beyond that, or where "
        "the machine has less memory, split the desk into several by subject. Nothing larger than "
        f"{max((*sizes, *record.sizes('check'))):,} dossiers has been tried."
    )


def _shared(record: Record) -> Iterator[str]:
    sizes = record.sizes("join printed")
    if not sizes:
        return
    corpus = str(sizes[-1])

    def part_of(work: str, alone: str) -> float:
        return _used(record, work, corpus) / _used(record, alone, corpus)

    kinds = {"without PDFs": "", "with PDFs": " printed"}
    least = {kind: part_of("least part", f"alone{name}") for kind, name in kinds.items()}
    rows = [
        ("what each machine repeats", *(number(share) for share in least.values())),
        *(
            (words, *(number(part_of(f"{work}{name}", f"alone{name}")) for name in kinds.values()))
            for work, words in (
                ("part", f"one of {SHARDS} parts, with the book"),
                ("join", "joining all parts"),
            )
        ),
    ]
    yield "## On several machines"
    yield (
        "[The machines of a CI service](index.md#on-several-machines) can make a part of the site each. Every one of them reads and "
        "checks all records and generates all pages as Markdown; shared out are the rendering of these pages and the printing. The "
        f"machine that joins the parts checks once more and puts the pages into the theme. At {sizes[-1]:,} dossiers, with nothing kept, "
        "by the time of the processors, of what one machine takes for all of it:"
    )
    yield _rows(("share of one machine's time", *kinds), rows)
    yield (
        "All machines work at the same time; then comes the joining. More of them pay as long as the share of each is larger than what it "
        f"repeats: without PDFs up to about {_machines(least['without PDFs'])}. With PDFs the book sets the bound: it takes about a quarter "
        "of all printing, on one machine and one processor, since each of its pages needs to know the number of the last; so more than four "
        "machines make the site no sooner. A machine by itself prints on all its processors, so that by the clock less is gained. To this comes what is not in the figures: a machine starts, installs the packages (580 MB) and "
        "fetches the cache, and the parts, together as large as `.cache/`, are sent twice. While one machine takes some minutes for the whole "
        "site, or where its cache has most of it, it is the faster way."
    )


def _machines(share: float) -> int:
    """Up to how many machines the share of each is larger than what each repeats."""
    return max(1, int((1 - share) / share))


def _used(record: Record, work: str, corpus: str) -> float:
    return statistics.median(run.processor for run in record.of(work, corpus))


def _round(amount: float) -> int:
    digits = max(0, len(str(int(amount))) - 1)
    return int(round(amount, -digits))


def _wall(record: Record, work: str, size: int) -> float:
    return statistics.median(run.wall for run in record.of(work, str(size)))


def _corpus(name: str) -> str:
    return SHIPPED if name == SHIPPED else f"{int(name):,}"


def _rows(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    write()
    sys.exit(0)
