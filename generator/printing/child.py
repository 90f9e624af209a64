"""A process of its own that prints: jobs go in, answers come out, and its end gives back what it took."""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from threading import Event
from typing import Any

COMMAND: Sequence[str] = (sys.executable, "-P", "-m", "generator.printing.typesetter")
"""What reads jobs and answers each with a line of JSON."""

_LOOK = 0.1
_BEHIND = 10


class PrintError(Exception):
    """A document could not be printed; the message says why."""


class Stopped(Exception):
    """A process was stopped before it was done, as it was asked to be."""


@dataclass(frozen=True)
class Job:
    """What Typst is given: the path of the PDF, the name of the template, and what that is told."""

    path: str
    template: str
    inputs: Mapping[str, str]


@dataclass(frozen=True)
class Answer:
    """The PDF of a job; of a piece of a book also what the template found: see `binding`."""

    pdf: bytes
    survey: Mapping[str, Any] = field(default_factory=dict)


def printed(own: Path, jobs: Sequence[Job], stop: Event | None = None) -> list[Answer]:
    """The answers to jobs, from a process that ends with them. `own` is the folder of the desk's fonts.

    With `stop` it prints when the machine has nothing else to do, and until that is set. Raises `PrintError`,
    and `Stopped`.
    """
    with TemporaryFile() as order:
        # A file, not a pipe: `communicate` forgets the rest of its input when it is asked again.
        order.write(json.dumps([str(own), [asdict(job) for job in jobs]]).encode())
        order.seek(0)
        process = subprocess.Popen(  # noqa: S603 - our own program, no shell
            COMMAND,
            stdin=order,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            start_new_session=stop is not None,
        )
    try:
        said = _said(process, stop)
    finally:
        _end(process, stop)
    answers = [json.loads(line) for line in said.splitlines(keepends=True) if line.endswith(b"\n")]
    for answer in answers:
        if "error" in answer:
            raise PrintError(answer["error"])
    if len(answers) < len(jobs):
        path = jobs[len(answers)].path
        raise PrintError(f"{path}: the process that printed it ended before it was done ({_ended(process)})")
    return [Answer(base64.b64decode(answer["pdf"]), answer["survey"]) for answer in answers]


def line(answer: Answer) -> str:
    """An answer as a process gives it."""
    return json.dumps({"pdf": base64.b64encode(answer.pdf).decode(), "survey": answer.survey})


def _said(process: subprocess.Popen[bytes], stop: Event | None) -> bytes:
    """What a process says, which stands behind all others where it may be stopped. Raises `Stopped`."""
    if stop is None:
        return process.communicate()[0]
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, process.pid, _BEHIND)
    while not stop.is_set():
        with suppress(subprocess.TimeoutExpired):
            return process.communicate(timeout=_LOOK)[0]
    raise Stopped


def _end(process: subprocess.Popen[bytes], stop: Event | None) -> None:
    """Leave no process behind; one that may be stopped has those that it started in its session."""
    if process.poll() is None:
        with suppress(OSError):
            if stop is None:
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def _ended(process: subprocess.Popen[bytes]) -> str:
    """How a process ended: by a signal, as where memory is short, or with an exit code."""
    code = process.returncode
    return f"signal {-code}" if code < 0 else f"exit code {code}"
