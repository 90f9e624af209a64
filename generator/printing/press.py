"""The press: print orders become the bytes of PDFs, kept by the hash of all that they are made from.

Many are printed in processes of their own, as many at a time as the machine has processors.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property, partial
from importlib import metadata
from itertools import groupby
from pathlib import Path
from threading import Event

from generator.cache import Cache
from generator.printing import binding, child, tags, typesetter
from generator.printing.child import Job
from generator.printing.orders import Print
from generator.printing.typesetter import TEMPLATES, Typesetter
from generator.rules.glyphs import Faces

FONTS = "briefings/fonts"
"""Where a desk puts fonts of its own, for scripts that the program's do not have."""

MOST_KEPT = 500_000_000
"""The bytes of the PDFs that are kept from build to build, beyond those of the last one."""

_MOST_AT_A_TIME = 4


def entries(root: Path) -> Cache:
    """Where PDFs are kept."""
    return Cache(root / ".cache/pdf", ".pdf", MOST_KEPT)


class Press:
    """Prints for the site at a root: with the program's fonts, and after these with the desk's own.

    `printed` counts the PDFs that were not kept and had to be printed.
    """

    def __init__(self, root: Path) -> None:
        self.printed = 0
        self._cache = entries(root)
        self._own = root / FONTS
        self._typesetter = Typesetter(self._own)

    def produce(self, order: Print) -> bytes:
        """Print an order: the bytes of its PDF, from the cache when an equal one was printed before.

        Raises `PrintError`.
        """
        return self._cache.kept(self.key(order), lambda: self.compile(order))

    def keeps(self, order: Print) -> bool:
        """Whether an equal order was printed before and is kept."""
        return self._cache.has(self.key(order))

    def produce_all(self, orders: Sequence[Print], stop: Event | None = None) -> Iterator[bytes]:
        """Print orders, each as `produce` does: the bytes of their PDFs, one after the other.

        What is not kept is printed in processes of their own, one for the orders of a dossier. With `stop`
        these wait for all others of the machine, and end when it is set.

        Raises `PrintError`, and `Stopped` where that is so.
        """
        keys = {order.path: self.key(order) for order in orders}
        wanted = [order for order in orders if not self._cache.has(keys[order.path])]
        batches = [
            [_job(order) for order in group] for _, group in groupby(wanted, lambda order: order.dossier)
        ]
        with ThreadPoolExecutor(min(os.cpu_count() or 1, _MOST_AT_A_TIME)) as pool:
            printed = {
                job.path: pdfs
                for batch, pdfs in [
                    # The longest first, which is the book: the rest is printed beside it.
                    (batch, pool.submit(self._printed, batch, stop))
                    for batch in sorted(batches, key=_length, reverse=True)
                ]
                for job in batch
            }
            try:
                for order in orders:
                    yield self._cache.kept(keys[order.path], partial(self._awaited, order, printed))
            finally:
                pool.shutdown(cancel_futures=True)

    def tidy(self) -> None:
        """Leave no more of what was printed before than is to be kept."""
        self._cache.tidy()

    def compile(self, order: Print) -> bytes:
        """Print an order in this process, without asking the cache. Raises `PrintError`."""
        return self._typesetter.compile(_job(order))

    def typeset(self, order: Print) -> bytes:
        """An order as Typst leaves it, before the pass over its tags. Raises `PrintError`."""
        return self._typesetter.typeset(_job(order))

    @cached_property
    def faces(self) -> Faces:
        """What the fonts hold, for the checks."""
        unusable = tuple(f"{FONTS}/{name}" for name in self._typesetter.unusable())
        return Faces(self.missing, unusable)

    def missing(self, characters: Collection[str]) -> frozenset[str]:
        """The characters that no font can show, as Typst itself says. Raises `PrintError`."""
        return self._typesetter.missing(characters)

    def _awaited(self, order: Print, printed: Mapping[str, Future[Mapping[str, bytes]]]) -> bytes:
        """The PDF of an order that is printed in another process, or else here."""
        self.printed += 1
        return printed[order.path].result()[order.path] if order.path in printed else self.compile(order)

    def _printed(self, jobs: Sequence[Job], stop: Event | None) -> Mapping[str, bytes]:
        """The PDFs of jobs by their paths, printed in a process that ends with them. Raises as that does."""
        answers = child.printed(self._own, jobs, stop)
        return {job.path: answer.pdf for job, answer in zip(jobs, answers, strict=True)}

    @cached_property
    def _means(self) -> bytes:
        """The hash of all that prints: programs, templates, fonts."""
        digest = hashlib.sha256(f"{metadata.version('typst')} {metadata.version('pikepdf')}".encode())
        programs = (Path(__file__), *(Path(str(part.__file__)) for part in (typesetter, tags, binding)))
        templates = sorted(path for path in TEMPLATES.rglob("*") if path.is_file())
        for path in (*programs, *templates, *self._typesetter.files):
            digest.update(path.name.encode() + path.read_bytes())
        return digest.digest()

    def key(self, order: Print) -> str:
        """The key of an order: the hash of all that its PDF is made from."""
        about = f"{order.template} {order.paper} {order.large} {_json(order)}"
        return hashlib.sha256(self._means + about.encode()).hexdigest()[:32]


def _job(order: Print) -> Job:
    """What Typst is given for an order."""
    large = "yes" if order.large else ""
    return Job(order.path, order.template, {"data": _json(order), "paper": order.paper, "large": large})


def _json(order: Print) -> str:
    return json.dumps(order.data, sort_keys=True, ensure_ascii=False)


def _length(jobs: Sequence[Job]) -> int:
    return sum(len(job.inputs["data"]) for job in jobs)
