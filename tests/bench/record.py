"""What a bench has found, as it stands in a JSON file, and the figures that follow from it."""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import NamedTuple

from tests.bench.cost import Cost

SHIPPED = "shipped"
"""The corpus that comes with the repository; the others are named after their number of dossiers."""


@dataclass(frozen=True)
class Run:
    """One run of some work on a corpus: the turn in which it was done, and what it cost."""

    work: str
    corpus: str
    turn: int
    processor: float
    wall: float
    peak: int = 0


@dataclass(frozen=True)
class Record:
    """All that one bench has found."""

    day: str
    machine: dict[str, str | int]
    runs: list[Run] = field(default_factory=list)
    facts: dict[str, dict[str, float]] = field(default_factory=dict)
    """Of each corpus what is counted and not timed: bytes of the largest page, pages of the book."""
    parts: dict[str, float] = field(default_factory=dict)
    """Ratios within one process, by what they say."""
    notes: list[str] = field(default_factory=list)
    """What was left out, and what would bring it."""

    def add(self, work: str, corpus: str, turn: int, cost: Cost) -> None:
        """Enter a run."""
        self.runs.append(Run(work, corpus, turn, *cost))

    def fact(self, corpus: str, name: str, value: float) -> None:
        """Enter what was counted."""
        self.facts.setdefault(corpus, {})[name] = value

    def of(self, work: str, corpus: str) -> list[Run]:
        """The runs of some work on a corpus, turn by turn."""
        return sorted(
            (run for run in self.runs if (run.work, run.corpus) == (work, corpus)), key=lambda run: run.turn
        )

    def sizes(self, work: str) -> list[int]:
        """The numbers of dossiers for which some work was measured, smallest first."""
        return sorted({int(run.corpus) for run in self.runs if run.work == work and run.corpus != SHIPPED})


def write(record: Record, path: Path) -> None:
    """Write a record as JSON, a run on a line."""
    whole = asdict(record)
    runs = ",\n    ".join(json.dumps(_rounded(run)) for run in whole.pop("runs"))
    head = json.dumps(whole, indent=2, ensure_ascii=False)[:-2]
    path.write_text(f'{head},\n  "runs": [\n    {runs}\n  ]\n}}\n', "utf-8")


def _rounded(run: dict[str, object]) -> dict[str, object]:
    return {key: round(value, 3) if isinstance(value, float) else value for key, value in run.items()}


def read(path: Path) -> Record:
    """Read a record that `write` has written."""
    whole = json.loads(path.read_text("utf-8"))
    return Record(**whole | {"runs": [Run(**run) for run in whole["runs"]]})


class Value(NamedTuple):
    """A figure: the median of its runs, the lowest and the highest, and how many there were."""

    median: float
    low: float
    high: float
    runs: int


def value(numbers: Iterable[float]) -> Value | None:
    """The figure of some numbers; None where there are none."""
    found = list(numbers)
    return Value(statistics.median(found), min(found), max(found), len(found)) if found else None


@dataclass(frozen=True)
class Figure:
    """A figure of the table: what it says, where it was found, and what is aimed at."""

    key: str
    title: str
    corpus: str
    value: Value | None
    unit: str = ""
    goal: str = ""
    stretch: str = ""
    processors: Value | None = None
    """The same ratio by the time of the processors, where `value` is by the clock."""


def figures(record: Record) -> list[Figure]:
    """Every figure of the table, in its order; those that were not measured have no value."""
    large = _largest(record, "plain")
    full = _largest(record, "check")
    book = _largest(record, "book")

    def ratio(work: str, other: str, corpus: str, of: Callable[[Run], float]) -> Value | None:
        pairs = zip(record.of(work, corpus), record.of(other, corpus), strict=False)
        return value(of(run) / of(yardstick) for run, yardstick in pairs)

    def to_plain(key: str, title: str, work: str, corpus: str, goal: str, stretch: str) -> Figure:
        clock, used = (ratio(work, "plain", corpus, of) for of in (_wall, _processor))
        return Figure(key, title, corpus, clock, goal=goal, stretch=stretch, processors=used)

    def amount(work: str, corpus: str, of: Callable[[Run], float]) -> Value | None:
        return value(of(run) for run in record.of(work, corpus))

    def counted(corpus: str, name: str) -> Value | None:
        return value([record.facts[corpus][name]] if name in record.facts.get(corpus, {}) else [])

    return [
        to_plain("save-shipped", "from a save to the served page / plain `mkdocs build` of the same pages", "save", SHIPPED, "1.0", "0.3"),
        to_plain("save-large", "from a save to the served page / plain `mkdocs build` of the same pages", "save", large, "0.05", "0.02"),
        Figure("site", "`make site` once the environment exists, processor time", SHIPPED, amount("site", SHIPPED, _processor), "s", "15", "8"),
        Figure("site-memory", "the same, peak memory", SHIPPED, amount("site", SHIPPED, _gigabytes), "GB", "0.6", "0.4"),
        Figure("build-memory", "`briefings build --no-pdf`, nothing kept, peak memory", large, amount("build", large, _gigabytes), "GB", "1.0", "0.6"),
        Figure("check", "`briefings check`, nothing kept / PyYAML's CSafeLoader, processor time", full, ratio("check", "load", full, _processor), goal="2.5", stretch="1.5"),
        Figure("check-again", "`briefings check` of what is unchanged / the same", full, ratio("check again", "load", full, _processor), goal="0.2", stretch="0.05"),
        Figure("check-edit", "`briefings check` after one edit", full, amount("check edit", full, _wall), "s", "1", "0.4"),
        to_plain("build", "YAML to site without PDFs, nothing kept / plain `mkdocs build` of the ready pages", "build", large, "0.5", "0.25"),
        to_plain("build-edit", "YAML to site after one edit / the same", "build edit", large, "0.025", "0.01"),
        *(
            Figure(f"{key}-exponent", f"exponent of the processor time of `briefings {command}`, nothing kept", _between(record.sizes(key)), exponent(record, key), goal="1.05", stretch="1.0")
            for key, command in (("check", "check"), ("generate", "generate"), ("build", "build --no-pdf"))
        ),
        Figure("largest-page", "largest page", large, counted(large, "largest page, MB"), "MB", "0.5"),
        Figure("book-exponent", "exponent of the processor time of the book over its pages", _pages(record), _book(record), goal="1.05"),
        Figure("book-memory", "the book, peak memory", book, amount("book", book, _gigabytes), "GB", "1"),
    ]  # fmt: skip


def _processor(run: Run) -> float:
    return run.processor


def _wall(run: Run) -> float:
    return run.wall


def _gigabytes(run: Run) -> float:
    return run.peak / 1e9


def _largest(record: Record, work: str) -> str:
    return str(max(record.sizes(work), default=0))


def _between(sizes: Sequence[int]) -> str:
    return f"{sizes[0]:,} to {sizes[-1]:,}" if len(sizes) > 1 else "0"


def exponent(record: Record, work: str) -> Value | None:
    """The power of the number of dossiers with which the processor time of some work grows, smallest to largest."""
    sizes = record.sizes(work)
    return _power(record, work, sizes, sizes) if len(sizes) > 1 else None


def _power(record: Record, work: str, sizes: Sequence[int], by: Sequence[float]) -> Value | None:
    first, last = (record.of(work, str(size)) for size in (sizes[0], sizes[-1]))
    stretch = math.log(by[-1] / by[0])
    return value(math.log(b.processor / a.processor) / stretch for a, b in zip(first, last, strict=False))


def _book(record: Record) -> Value | None:
    sizes = record.sizes("book")
    return _power(record, "book", sizes, _lengths(record)) if len(sizes) > 1 else None


def _lengths(record: Record) -> list[float]:
    return [record.facts[str(size)]["pages of the book"] for size in record.sizes("book")]


def _pages(record: Record) -> str:
    lengths = _lengths(record)
    return f"{lengths[0]:,.0f} to {lengths[-1]:,.0f} pages" if len(lengths) > 1 else "0"
