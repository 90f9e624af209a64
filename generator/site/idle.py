"""Printing while nothing else is to do: when no save came for some seconds, until the next one comes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from itertools import groupby

from generator.printing.child import PrintError, Stopped
from generator.printing.orders import Print
from generator.printing.press import Press

QUIET = 5.0
"""Seconds after a build before anything is printed that nobody opened."""


class Idle:
    """Prints what a press has not kept, one process at a time and after all others of the machine."""

    def __init__(self, press: Press) -> None:
        self._press = press
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, orders: Sequence[Print], tell: Callable[[str], None]) -> None:
        """Print orders when it has been quiet for a while; `tell` is told once, at the end."""
        self.stop()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(orders, self._stop, tell), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop printing, and the process that prints, at once. What is printed is kept."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
        self._thread = None

    def _run(self, orders: Sequence[Print], stop: threading.Event, tell: Callable[[str], None]) -> None:
        if stop.wait(QUIET):
            return
        start, printed = time.perf_counter(), 0
        try:
            for _, batch in groupby(orders, lambda order: order.dossier):
                wanted = [order for order in batch if not stop.is_set() and not self._press.keeps(order)]
                printed += sum(1 for _ in self._press.produce_all(wanted, stop)) if wanted else 0
        except Stopped:
            return
        except (PrintError, OSError) as error:
            tell(f"not printed in the background: {error}")
            return
        if printed and not stop.is_set():
            pdfs = "1 PDF" if printed == 1 else f"{printed} PDFs"
            tell(f"printed {pdfs} in the background in {time.perf_counter() - start:.1f} s")
