"""What is served while somebody edits: pages in memory, and PDFs, printed when opened or in the background.

Nothing of it is written into `docs/`, which keeps what the last build made.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from generator import disk
from generator.build import Built
from generator.findings import report
from generator.printing.orders import Print
from generator.printing.press import Press
from generator.site import publish
from generator.site.idle import Idle
from generator.view import paths

Tell = Callable[[str], None]
"""Says a line to whoever edits."""


class _Unprinted(File):
    """A PDF that pages may link to: there is nothing to copy until somebody opens it."""

    def copy_file(self, dirty: bool = False) -> None:
        """Copy nothing."""


@dataclass(frozen=True)
class Unwritten:
    """Files of `docs/` that are made and not written there, and the orders of PDFs that are not printed."""

    root: Path
    files: Mapping[str, bytes] = field(default_factory=dict)
    orders: Mapping[str, Print] = field(default_factory=dict)

    @staticmethod
    def of(built: Built, root: Path) -> Unwritten:
        """What was built. Raises `InTheWay` where something else stands in its place."""
        disk.keep_clear(root, built.files)
        return Unwritten(root, built.files, {order.path: order for order in built.prints})

    def put_into(self, files: Files, config: MkDocsConfig) -> None:
        """Let MkDocs find these files among those of `docs/`, and nothing that a build left there."""
        if not self.files:
            return
        for path in {*disk.generated(self.root), *self.files, *self.orders}:
            if stale := files.get_file_from_path(paths.on_site(path)):
                files.remove(stale)
        for path, data in self.files.items():
            files.append(File.generated(config, paths.on_site(path), content=data))
        for path in self.orders:
            files.append(_Unprinted.generated(config, paths.on_site(path), content=b""))


class Preview:
    """The site of a folder as it is served; `problem` says why it cannot be shown, empty where it can.

    Where the records have a mistake, the files of the last build that had none stay.
    """

    def __init__(self, root: Path) -> None:
        self.problem = ""
        self._root = root
        self._press = Press(root)
        self._idle = Idle(self._press)
        self._printing = threading.Lock()
        self._shown = Unwritten(root)

    def update(self, texts: Path, config: MkDocsConfig) -> Built:
        """Read and build the records as they stand now, and serve that from here on if it is sound.

        Raises one of `publish.FAILURES`.
        """
        self._idle.stop()
        level = publish.level_asked(preview=True)
        built = publish.read_and_build(self._root, texts, publish.settings_served(config), level)
        if built.checked.ok:
            self._shown = Unwritten.of(built, self._root)
        return built

    def put_into(self, files: Files, config: MkDocsConfig) -> None:
        """Let MkDocs find what is served among the files of `docs/`, and nothing that a build left there."""
        self._shown.put_into(files, config)

    def application(self, site: WSGIApplication, mount: str, tell: Tell) -> WSGIApplication:
        """A server of the site at the path `mount`, which prints the PDFs that are asked for.

        `site` serves everything else.
        """

        def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            order = self._shown.orders.get(paths.written(path.removeprefix(mount)))
            if order is None:
                return site(environ, start_response)
            status, kind, body = self._answer(order, tell)
            headers = [
                ("Content-Type", kind),
                ("Content-Length", str(len(body))),
                ("Cache-Control", "no-store"),
            ]
            start_response(status, headers)
            return [body]

        return serve

    def rest(self, tell: Tell) -> None:
        """The pages are built: print the PDFs that are not kept, when nothing else is to do."""
        if not self.problem:
            self._idle.start([*self._shown.orders.values()], tell)

    def end(self) -> None:
        """Print no more, and leave no more of what was printed than is to be kept."""
        self._idle.stop()
        self._press.tidy()

    def _answer(self, order: Print, tell: Tell) -> tuple[str, str, bytes]:
        """Status, type and body of the answer to who opens a PDF: why there is none, where that is so."""
        problem = self.problem
        if not problem:
            try:
                return "200 OK", "application/pdf", self._printed(order, tell)
            except publish.FAILURES as error:
                problem = publish.reason(error)
        return "503 Service Unavailable", "text/html; charset=utf-8", report.as_page(problem).encode()

    def _printed(self, order: Print, tell: Tell) -> bytes:
        with self._printing:
            start = time.perf_counter()
            (pdf,) = self._press.produce_all([order])
        tell(f"printed {Path(order.path).name} in {time.perf_counter() - start:.1f} s")
        return pdf
