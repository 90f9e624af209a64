"""The benchmark: figures from runs, the page and the plot from figures, and a small bench that comes to its end."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.bench import page
from tests.bench.__main__ import options, plan
from tests.bench.cost import Cost, Failed, cost
from tests.bench.plot import plot
from tests.bench.record import SHIPPED, Record, Value, exponent, figures, read, write
from tests.conftest import ROOT

DOCS = ROOT / "docs/editing"


def record() -> Record:
    """An example: `check` takes ten times as long as loading, and `build` twice as long as plain MkDocs."""
    made = Record("2031-03-02", {"processors": 2, "memory, GB": 8, "Python": "3.11"})
    for turn in range(3):
        slow = 1 + turn / 10
        for size in (100, 1000):
            for work, each in (
                ("load", 0.001),
                ("check", 0.01),
                ("plain", 0.1),
                ("build", 0.2),
                ("save", 0.05),
            ):
                seconds = each * size * slow
                made.add(work, str(size), turn, Cost(seconds, seconds, 10**9))
        made.add("build edit", "1000", turn, Cost(1, 1 + turn, 10**8))
    made.fact("1000", "largest page, MB", 0.4)
    return made


def by_key(made: Record) -> dict[str, Value | None]:
    return {figure.key: figure.value for figure in figures(made)}


def test_a_ratio_is_the_median_of_the_ratios_of_each_turn() -> None:
    found = by_key(record())
    assert found["check"] == pytest.approx((10, 10, 10, 3))
    assert found["build"] == pytest.approx((2, 2, 2, 3))
    assert found["build-edit"] == pytest.approx((2 / 110, 1 / 100, 3 / 120, 3))
    assert found["save-large"] == pytest.approx((0.5, 0.5, 0.5, 3))
    assert found["build-memory"] == (1, 1, 1, 3)
    assert found["largest-page"] == (0.4, 0.4, 0.4, 1)
    assert found["save-shipped"] is None


def test_an_exponent_is_that_of_growth_from_the_smallest_to_the_largest() -> None:
    made = Record("2031-03-02", {})
    for size in (10, 1000):
        made.add("check", str(size), 0, Cost(size**1.2, 0, 0))
    assert exponent(made, "check") == pytest.approx((1.2, 1.2, 1.2, 1))
    assert exponent(made, "build") is None


def test_the_exponent_of_the_book_is_over_its_pages() -> None:
    made = Record("2031-03-02", {})
    for size, pages in ((4, 40), (39, 400)):
        made.add("book", str(size), 0, Cost(pages**1.1, 0, 2 * 10**9))
        made.fact(str(size), "pages of the book", pages)
    assert by_key(made)["book-exponent"] == pytest.approx((1.1, 1.1, 1.1, 1))
    assert by_key(made)["book-memory"] == (2, 2, 2, 1)


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    write(record(), tmp_path / "growth.json")
    assert figures(read(tmp_path / "growth.json")) == pytest.approx(figures(record()))


def test_the_page_says_what_was_measured_what_is_reckoned_and_where_to_stop() -> None:
    text = page.page(record())
    assert (
        "| YAML to site without PDFs, nothing kept / plain `mkdocs build` of the ready pages | 1,000 dossiers | 2 (2 to 2) | 2 (2 to 2) | 0.5 |"
        in text
    )
    assert "| build --no-pdf, nothing kept | 10,000 | 36.7 min |" in text
    assert "At 1,000 dossiers a site without PDFs takes 3.67 minutes from nothing and 1 GB." in text
    assert "at about 20,000 dossiers" in text
    assert "on a machine with 2 processors and 8 GB of memory (Python 3.11)" in text
    assert "not measured" in text


def test_the_page_says_how_far_it_pays_to_share_a_build_out() -> None:
    """Each machine repeats a tenth, or a fiftieth where it prints too."""
    made = record()
    assert "## On several machines" not in page.page(made)
    for work, seconds in {"least part": 10, "alone": 100, "part": 30, "join": 15, "alone printed": 500, "part printed": 150, "join printed": 20}.items():  # fmt: skip
        made.add(work, "100", 0, Cost(seconds, 0, 0))
    text = page.page(made)
    assert "At 100 dossiers, with nothing kept" in text
    assert "| what each machine repeats | 0.1 | 0.02 |" in text
    assert "| one of 4 parts, with the book | 0.3 | 0.3 |" in text
    assert "| joining all parts | 0.15 | 0.04 |" in text
    assert "without PDFs up to about 9. With PDFs the book sets the bound" in text


def test_the_plot_names_each_line_and_draws_each_point() -> None:
    svg = ET.fromstring(
        plot("Growth", "dossiers", "seconds", {"a < b": [(10, 1), (100, 10)], "c": [(10, 2)]})
    )
    drawn = {element.tag.rpartition("}")[2]: 0 for element in svg.iter()}
    for element in svg.iter():
        drawn[element.tag.rpartition("}")[2]] += 1
    assert (drawn["polyline"], drawn["circle"]) == (2, 3)
    assert {"a < b", "c", "dossiers", "seconds"} <= {element.text for element in svg.iter()}
    assert ET.fromstring(plot("Nothing", "x", "y", {})).tag.endswith("svg")


def test_the_page_and_the_plot_in_the_docs_are_those_of_the_record_beside_them() -> None:
    found = read(DOCS / "growth.json")
    assert (DOCS / "growth.md").read_text("utf-8") == page.page(found)
    assert (DOCS / "growth.svg").read_text("utf-8") == page.growth(found)


def test_a_bench_does_what_it_is_asked_for() -> None:
    asked = options(["--sizes", "100,300", "--only", "check"])
    assert plan(asked) == [(SHIPPED, ["check"]), ("100", ["check"]), ("300", ["check"])]
    full = dict(plan(options(["--full"])))
    assert full["100"] == ["check", "generate", "site", "shards"]
    assert full["1000"] == ["check", "generate", "site"]
    assert full["3000"] == ["check", "generate"]
    with pytest.raises(SystemExit):
        options(["--only", "chess"])


def test_a_command_costs_what_its_children_cost_too(tmp_path: Path) -> None:
    small, large = (
        cost([sys.executable, "-I", "-S", "-c", f"x = b'-' * {size}"], tmp_path, {}) for size in (10, 10**8)
    )
    assert small.processor > 0
    assert large.peak - small.peak > 9 * 10**7
    child = "import subprocess, sys; subprocess.run([sys.executable, '-I', '-S', '-c', 'x = b\"-\" * 10**8'])"
    assert cost([sys.executable, "-I", "-c", child], tmp_path, {}).peak > 10**8
    with pytest.raises(Failed, match="no such thing"):
        cost([sys.executable, "-c", "raise SystemExit('no such thing')"], tmp_path, {})


@pytest.mark.slow
def test_a_small_bench_finds_every_figure_of_the_table(tmp_path: Path) -> None:
    words = "--sizes 2 --sites 2 --shared 2 --books 2 --turns 1 --only check,generate,site,whole,shards,book --into"
    command = [sys.executable, "-m", "tests.bench", *words.split(), str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    found = by_key(read(tmp_path / "growth.json"))
    assert [key for key, value in found.items() if value is None and not key.endswith("-exponent")] == []
    assert "## On several machines" in (tmp_path / "growth.md").read_text("utf-8")
    assert "from a save to the served page" in done.stdout
    assert (tmp_path / "growth.svg").read_text("utf-8").startswith("<svg")
