"""What a command costs: processor time, wall time and memory, those of its children included."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

_TICK = os.sysconf("SC_CLK_TCK")
_PAUSE = 0.25
"""Seconds between two looks at the memory of what runs."""


class Cost(NamedTuple):
    """Seconds of the processors and of the clock, and bytes of memory at the peak."""

    processor: float
    wall: float
    peak: int


class Failed(Exception):
    """A command did not end well; the message is what it said last."""


_START = """
import os, sys
pid = os.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
_, status, used = os.wait4(pid, 0)
os.write(int(sys.argv[1]), f"{used.ru_utime + used.ru_stime} {used.ru_maxrss * 1024}".encode())
sys.exit(os.waitstatus_to_exitcode(status) != 0)
"""
"""Starts a command and says what it used. A process is charged with the memory of the one that started it, so this one is small."""


def cost(command: list[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """What a command costs that runs in a folder. Raises `Failed` where it does not end well."""
    told, tell = os.pipe()
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _START, str(tell), *command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        pass_fds=(tell,),
    )
    os.close(tell)
    watch = Watch(process.pid)
    watch.start()
    said, _ = process.communicate()
    wall = time.perf_counter() - start
    watch.stop()
    with open(told, encoding="ascii") as pipe:
        used = pipe.read().split()
    if process.returncode:
        raise Failed(f"{' '.join(command)}: {said.decode(errors='replace')[-2000:]}")
    return Cost(float(used[0]), wall, max(int(used[1]), watch.peak))


class Watch(threading.Thread):
    """Looks from time to time how much memory all that a process started has together.

    What they share is counted once. A single process is known exactly in the end; several are only seen when looked at.
    """

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._pid = pid
        self._over = threading.Event()

    def run(self) -> None:
        """Look until told to stop."""
        while not self._over.wait(_PAUSE):
            _, *family = descendants(self._pid)
            if len(family) > 1:
                self.peak = max(self.peak, sum(map(_memory, family)))

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
        self.join()


def descendants(pid: int) -> Iterator[int]:
    """A process and all that it started and that still runs."""
    yield pid
    try:
        children = "".join(task.read_text() for task in Path(f"/proc/{pid}/task").glob("*/children"))
    except OSError:
        return
    for child in children.split():
        yield from descendants(int(child))


def processor(pid: int) -> float:
    """Seconds of the processors that a process that still runs has used, with its children."""
    return sum(map(_used, descendants(pid)))


def _used(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / _TICK


def _memory(pid: int) -> int:
    """Bytes of memory of a process; what it shares with others counts for its part."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
