"""Work in shares, each in a process of its own that knows all that this one knows."""

from __future__ import annotations

import gc
import json
import logging
import os
import signal
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

_LEAST = 8
"""Pieces of work for which a process is worth its start."""

Item = TypeVar("Item")


def in_shares(work: Callable[[Sequence[Item]], list[Any]], items: Sequence[Item]) -> list[Any]:
    """What `work` gives for shares of some items, one a processor, in no order: data of JSON.

    A share whose process fails gives nothing, and what is logged there is not heard. All gives nothing where
    there is little to do, the system cannot fork, or another thread might hold a lock.
    """
    children: list[_Child] = []
    try:
        for share in _shares(items):
            with suppress(OSError):  # no room for another process
                children.append(_started(work, share))
        return [piece for child in children for piece in child.answer()]
    finally:
        for child in children:
            child.end()


def _shares(items: Sequence[Item]) -> list[Sequence[Item]]:
    if not hasattr(os, "fork") or not hasattr(os, "sched_getaffinity") or threading.active_count() > 1:
        return []
    number = min(len(os.sched_getaffinity(0)), len(items) // _LEAST)
    return [items[first::number] for first in range(number)] if number > 1 else []


class _Child:
    def __init__(self, process: int, reader: int) -> None:
        self._process = process
        self._stream = os.fdopen(reader, "rb")
        self._ended = False

    def answer(self) -> list[Any]:
        """What the process gives; nothing when it failed."""
        written = self._stream.read()
        self._ended = True
        with suppress(ValueError):
            return list(json.loads(written))
        return []

    def end(self) -> None:
        """See that nothing is left of the process, also where its answer is not waited for."""
        self._stream.close()
        if not self._ended:
            os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)


def _started(work: Callable[[Sequence[Item]], list[Any]], share: Sequence[Item]) -> _Child:
    reader, writer = os.pipe()
    gc.freeze()
    process = os.fork()
    if process:
        gc.unfreeze()
        os.close(writer)
        return _Child(process, reader)
    try:
        os.close(reader)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        logging.getLogger("mkdocs").propagate = False
        logging.getLogger("mkdocs").handlers.clear()
        answer = json.dumps(work(share)).encode()
        with os.fdopen(writer, "wb") as stream:
            stream.write(answer)
    finally:
        os._exit(0)
