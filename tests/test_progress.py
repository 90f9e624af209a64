"""How far the work is: one line on a terminal, a few lines elsewhere, from the first package to the site."""

from __future__ import annotations

import io
import os
import shutil
import sys
from pathlib import Path

import pytest

from generator.cli import install
from generator.printing.press import Press
from generator.site import publish
from generator.site.progress import Meter, Step
from generator.view.settings import Settings
from tests.conftest import HARBOUR

TOTAL = 16


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def said(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, *steps: Step) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    meter = Meter()
    for step in steps:
        meter(step)
    meter.clear()
    return stream.getvalue()


ROW = [Step("printing", number, TOTAL, f"{number}.pdf") for number in range(1, TOTAL + 1)]


def test_on_a_terminal_every_step_is_written_over_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = said(monkeypatch, Terminal(), *ROW[:3], Step("building the site"))
    assert "\n" not in shown
    assert shown.split("\r\x1b[2K") == [
        "",
        "printing 1 of 16: 1.pdf …",
        "printing 2 of 16: 2.pdf …",
        "printing 3 of 16: 3.pdf …",
        "building the site …",
        "",
    ]


def test_on_a_terminal_a_step_stays_on_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.get_terminal_size", lambda **_: os.terminal_size((30, 24)))
    shown = said(monkeypatch, Terminal(), Step("printing", 3, TOTAL, "a-very-long-name-of-a-dossier.pdf"))
    assert [len(line) < 30 for line in shown.split("\r\x1b[2K")] == [True] * 3
    assert "printing 3 of 16: a-very-" in shown


def test_elsewhere_a_few_plain_lines_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = said(monkeypatch, io.StringIO(), Step("checking the records"), *ROW, Step("building the site"))
    assert shown.splitlines() == [
        "checking the records",
        "printing 1 of 16: 1.pdf",
        "printing 2 of 16: 2.pdf",
        "printing 4 of 16: 4.pdf",
        "printing 8 of 16: 8.pdf",
        "printing 12 of 16: 12.pdf",
        "printing 16 of 16: 16.pdf",
        "building the site",
    ]


@pytest.mark.parametrize("total", [1, 2, 3, 5, 60, 1000])
def test_first_and_last_are_always_said_and_never_more_than_six(
    monkeypatch: pytest.MonkeyPatch, total: int
) -> None:
    row = [Step("printing", number, total) for number in range(1, total + 1)]
    lines = said(monkeypatch, io.StringIO(), *row).splitlines()
    assert (lines[0], lines[-1]) == (f"printing 1 of {total}", f"printing {total} of {total}")
    assert len(lines) <= 6


def test_generating_counts_what_it_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Press, "produce_all", lambda _, orders: (b"%PDF" for _ in orders))
    steps: list[Step] = []
    for folder in ("briefings", "seeds"):
        shutil.copytree(HARBOUR / folder, tmp_path / folder)
    done = publish.generate(tmp_path, HARBOUR / "texts", Settings(), steps.append)
    first, *printing = steps
    total = len(done.built.prints)
    assert first.text == "checking the records"
    assert [(step.number, step.total) for step in printing] == [(n, total) for n in range(1, total + 1)]
    assert printing[0].text == f"printing 1 of {total}: harbour.pdf"


def test_packages_that_are_not_installed_are_counted() -> None:
    assert install.wanted("pytest==0.0.1 \\\n    --hash=sha256:0\nno-such-package==1.0 \\\n") == 2
    assert install.wanted(f"pytest=={pytest.__version__} \\\n    --hash=sha256:0\n") == 0


PIP = """import sys
print("Collecting alpha==1.0 (from -r lock)")
print("  Using cached alpha-1.0-py3-none-any.whl")
print("Processing /wheels/beta-2.0-py3-none-any.whl (from -r lock)")
print("Installing collected packages: alpha, beta")
print("ERROR: no room" if {code} else "Successfully installed alpha-1.0 beta-2.0")
sys.exit({code})
"""


@pytest.mark.parametrize("code", [0, 1])
def test_installing_counts_packages_and_shows_what_pip_says_only_when_it_fails(
    code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pip.py").write_text(PIP.format(code=code), "utf-8")
    (tmp_path / "lock").write_text("alpha==1.0 \\\nbeta==2.0 \\\n", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    steps: list[Step] = []
    assert install.install(tmp_path / "lock", steps.append) == code
    assert [step.text for step in steps] == [
        "fetching packages 1 of 2: alpha",
        "fetching packages 2 of 2: beta",
        "installing packages",
    ]
    assert ("ERROR: no room" in capsys.readouterr().err) == bool(code)
