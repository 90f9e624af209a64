"""Printing while nothing else is to do: after all others of the machine, until it is stopped."""

from __future__ import annotations

import os
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from generator.printing import child
from generator.printing.orders import Print
from generator.printing.press import Press
from generator.site import idle
from generator.site.idle import Idle

ORDERS = [
    Print(f"docs/{name}.pdf", "briefing", partial(dict, dossiers=[], title=50_000 * name), "a4", dossier=name)
    for name in ("iran", "ukraine")
]

ANSWERS = """
import json, sys, time
time.sleep(0.2)  # longer than it is waited for at a time, with more to read than a pipe holds
for job in json.load(sys.stdin)[1]: print('{"pdf": "JVBERg==", "survey": {}}')
"""

WAITS = """
import os, subprocess, sys, time
other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open(sys.argv[1] + ".new", "w").write(f"{os.getpid()} {other.pid} {os.getpriority(os.PRIO_PROCESS, 0)}")
os.rename(sys.argv[1] + ".new", sys.argv[1])
time.sleep(60)
"""


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idle, "QUIET", 0)


def come(path: Path) -> list[int]:
    """The numbers in a file, as soon as it is there."""
    end = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < end
        time.sleep(0.02)
    return [int(word) for word in path.read_text("utf-8").split()]


def runs(process: int) -> bool:
    """Whether a process runs; one that has ended may still wait for whoever started it."""
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def told_by(press: Press) -> list[str]:
    """What is told of printing all orders."""
    said: list[str] = []
    printing = Idle(press)
    printing.start(ORDERS, said.append)
    end = time.monotonic() + 60
    while not said and time.monotonic() < end:
        time.sleep(0.02)
    printing.stop()
    return [line.rpartition(" in ")[0] for line in said]


def test_what_is_not_kept_is_printed_and_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "COMMAND", (sys.executable, "-c", ANSWERS))
    press = Press(tmp_path)
    list(press.produce_all(ORDERS[:1]))
    assert told_by(press) == ["printed 1 PDF in the background"]
    assert all(press.keeps(order) for order in ORDERS)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks Linux which processes run")
def test_a_save_stops_it_with_all_that_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = tmp_path / "started"
    monkeypatch.setattr(child, "COMMAND", (sys.executable, "-c", WAITS, str(started)))
    said: list[str] = []
    printing = Idle(Press(tmp_path))
    printing.start(ORDERS, said.append)
    *processes, priority = come(started)
    assert priority == 10
    assert all(map(runs, processes))
    printing.stop()
    end = time.monotonic() + 60
    while any(map(runs, processes)):
        assert time.monotonic() < end
        time.sleep(0.02)
    assert said == []
    assert not (tmp_path / ".cache").exists()


def test_what_cannot_be_printed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        child, "COMMAND", (sys.executable, "-c", """print('{"error": "iran.pdf: no font"}')""")
    )
    said: list[str] = []
    printing = Idle(Press(tmp_path))
    printing.start(ORDERS, said.append)
    end = time.monotonic() + 60
    while not said and time.monotonic() < end:
        time.sleep(0.02)
    printing.stop()
    assert said == ["not printed in the background: iran.pdf: no font"]


def test_nothing_is_printed_before_it_is_quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idle, "QUIET", 60)
    monkeypatch.setattr(child, "COMMAND", (sys.executable, "-c", "raise SystemExit(1)"))
    said: list[str] = []
    printing = Idle(Press(tmp_path))
    printing.start(ORDERS, said.append)
    printing.stop()
    assert said == []
    assert os.listdir(tmp_path) == []
