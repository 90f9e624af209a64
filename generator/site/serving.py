"""Serving the site while somebody edits: a page as soon as it can be had, and a line for each build."""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections.abc import Collection, Generator, Iterable, Iterator
from pathlib import Path
from typing import Protocol, runtime_checkable
from urllib.parse import urlsplit

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.polling import PollingObserverVFS

from generator import disk
from generator.site import publish
from generator.site.builder import Builder
from generator.site.preview import Tell

LOOK = 0.2
"""Seconds between two looks at what is watched."""

SETTLE = 0.25
"""Seconds without a change before a build: longer than `LOOK`, so that what is saved together is one."""


@runtime_checkable
class Telling(Protocol):
    """A plugin of MkDocs that has something to say while its pages are served."""

    tell: Tell


def serve(config_file: Path, address: str, tell: Tell) -> None:
    """Build and serve a site until that is interrupted, and build it again after each change.

    `address` is a host and a port; `tell` says where the site is served and how long each build took. A later
    build that fails is told of, and the pages stay. Raises what MkDocs raises at the first one, and
    `OSError`, also where the address is taken.
    """
    with tempfile.TemporaryDirectory(prefix="briefings-") as folder:
        config = load_config(str(config_file), dev_addr=address)
        server = _Server(config, address, Path(folder), tell)
        try:
            server.server_bind()
            config.plugins.run_event("startup", command="serve", dirty=False)
            try:
                server.start(config)
            finally:
                config.plugins.run_event("shutdown")
        except KeyboardInterrupt:
            tell("stopped")
        finally:
            server.shutdown()


def changes(folders: Iterable[Path]) -> Generator[None]:
    """A turn at once, and one after each change below some folders, one for all that is saved together."""
    stirred = threading.Event()
    observer = PollingObserverVFS(os.stat, Listing(()), polling_interval=LOOK)
    for folder in folders:
        observer.schedule(_Stirring(stirred), str(folder), recursive=True)
    observer.start()
    try:
        yield
        while True:
            stirred.wait()
            while stirred.is_set():
                stirred.clear()
                time.sleep(SETTLE)
            yield
    finally:
        observer.stop()
        observer.join()


class _Stirring(FileSystemEventHandler):
    """Says of every change that there was one."""

    def __init__(self, stirred: threading.Event) -> None:
        self._stirred = stirred

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note a change; that a file is opened or closed is none."""
        if event.event_type in ("created", "deleted", "modified", "moved"):
            self._stirred.set()


class _Server(LiveReloadServer):
    """MkDocs' server; a build goes into a folder of its own and takes the place of the last one."""

    def __init__(self, config: MkDocsConfig, address: str, folder: Path, tell: Tell) -> None:
        (host, port), root = config.dev_addr, Path(config.config_file_path).parent
        mount = urlsplit(config.site_url or "/").path
        super().__init__(self._build_again, host, port, root=str(folder / "site"), mount_path=mount)
        self.build_delay = SETTLE
        self.error_handler = self._error_page
        generated = {str(root / path) for path in disk.generated(root)}
        self.observer = PollingObserverVFS(  # type: ignore[assignment]
            os.stat, Listing(generated), polling_interval=LOOK
        )
        self._config_file, self._address = config.config_file_path, address
        self._folder, self._tell, self._builder = folder, tell, Builder(root)
        self._bound, self._took = False, 0.0

    def start(self, config: MkDocsConfig) -> None:
        """Build the site, serve it and watch what it is made from."""
        for plugin in config.plugins.values():
            if isinstance(plugin, Telling):
                plugin.tell = self._tell
        self._build(config)
        for path in (config.docs_dir, config.config_file_path, *config.watch):
            self.watch(path)
        config.plugins.on_serve(self, config=config, builder=self.builder)
        self.serve()  # type: ignore[no-untyped-call]

    def server_bind(self) -> None:
        """Take the address, once. Raises `OSError`."""
        if not self._bound:
            super().server_bind()
            self._bound = True

    def server_activate(self) -> None:
        """Listen, and say where."""
        super().server_activate()
        self._tell(f"serving at {self.url} (built in {self._took:.1f} s; a PDF is printed when you open it)")

    def _build(self, config: MkDocsConfig) -> None:
        start, fresh = time.perf_counter(), self._folder / "fresh"
        config.site_url, config.site_dir = self.url, str(fresh)
        made = self._builder.build(config, Path(self.root), serve_url=self.url)
        if made.plain and not self._took:
            self._tell(f"each build makes all pages anew, as {made.plain}")
        publish.swap(fresh, Path(self.root))
        self._took = time.perf_counter() - start

    def _build_again(self) -> None:
        try:
            self._build(load_config(self._config_file, dev_addr=self._address))
        except (MkDocsException, *publish.FAILURES) as error:
            why = error if isinstance(error, MkDocsException) else publish.reason(error)
            self._tell(f"not built: {why}")
        except Exception as error:  # noqa: BLE001 - MkDocs ends so at some pages by hand
            self._tell(f"not built: {type(error).__name__}: {error}")
        else:
            self._tell(f"built again in {self._took:.1f} s")

    def _error_page(self, code: int) -> bytes | None:
        path = Path(self.root, f"{code}.html")
        return path.read_bytes() if path.is_file() else None


class Listing:
    """What stands in a folder and is watched: not what was `generated`, nor what editors leave beside."""

    def __init__(self, generated: Collection[str]) -> None:
        self._generated = generated

    def __call__(self, folder: str | None) -> Iterator[os.DirEntry[str]]:
        """The entries of a folder that are watched. Raises `OSError`."""
        with os.scandir(folder) as entries:
            for entry in entries:
                beside = entry.name.startswith((".", "#")) or entry.name.endswith("~")
                if not beside and entry.path not in self._generated:
                    yield entry
