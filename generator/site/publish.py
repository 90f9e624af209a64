"""The whole way from a folder to a site: read, build, print, write, and call MkDocs.

Everything here touches files.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, runtime_checkable

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from generator import build, disk
from generator.build import Built
from generator.printing.orders import Print
from generator.printing.press import Press
from generator.references import pandoc
from generator.site import git
from generator.site.progress import Progress, Step
from generator.view.settings import Settings

TEXTS_VARIABLE = "BRIEFINGS_TEXTS"
"""The environment variable that names the folder of the source texts."""

STYLE_VARIABLE = "BRIEFINGS_STYLE"
"""The environment variable that names a citation style to use instead of the desk's."""


@dataclass(frozen=True)
class Generated:
    """What one run of the generator did: what it built, and how many files of `docs/` changed."""

    built: Built
    changed: int


def texts_folder(root: Path, folder: str | None = None) -> Path:
    """Where the source texts lie: the folder named, else where the environment says, else `seeds/texts`."""
    path = folder or os.environ.get(TEXTS_VARIABLE, "")
    return Path(path) if path else root / "seeds/texts"


def read_and_build(root: Path, texts: Path, settings: Settings) -> Built:
    """Read the records and texts of a folder and build its site, without writing anything.

    Raises `pandoc.CiteError`.
    """
    return build.build(
        disk.read_records(root),
        disk.read_texts(texts),
        settings,
        citer=pandoc.citer(root),
        faces=Press(root).faces,
    )


def generate(root: Path, texts: Path, settings: Settings, progress: Progress = lambda _: None) -> Generated:
    """Bring `docs/` up to date.

    On errors in the records nothing is written. Raises `disk.InTheWay`, `pandoc.CiteError` and `PrintError`.
    """
    progress(Step("checking the records"))
    built = read_and_build(root, texts, settings)
    if not built.checked.ok:
        return Generated(built, 0)
    files = {**built.files, **dict(_printed(built.prints, root, progress))}
    return Generated(built, disk.publish(root, files))


def _printed(orders: tuple[Print, ...], root: Path, progress: Progress) -> Iterator[tuple[str, bytes]]:
    press = Press(root)
    for number, order in enumerate(orders, 1):
        progress(Step("printing", number, len(orders), Path(order.path).name))
        yield order.path, press.produce(order)


def settings_from(config: MkDocsConfig) -> Settings:
    """What is said from outside the records: by `mkdocs.yml`, the environment and git.

    `mkdocs.yml` says the site's address and where its YAML is edited, the environment its citation style.
    """
    commits = git.commits(Path(config.config_file_path).parent)
    return Settings(
        config.site_url or "", config.extra.get("edit_base", ""), os.environ.get(STYLE_VARIABLE, ""), commits
    )


def epoch(built: Built) -> int:
    """The day of the newest dossier, in seconds since 1970.

    It is the time stamp of a build that does not read the clock.
    """
    days = [dossier.as_of.last for dossier in built.checked.corpus.dossiers.values()]
    newest = max(days, default=datetime(2000, 1, 1, tzinfo=UTC).date())
    return max(0, int(datetime(newest.year, newest.month, newest.day, tzinfo=UTC).timestamp()))


class Warned(Exception):
    """MkDocs warned of something in a strict build; `warnings` holds what it said."""

    def __init__(self, warnings: list[str]) -> None:
        super().__init__("\n".join(warnings))
        self.warnings = warnings


@runtime_checkable
class Generating(Protocol):
    """A plugin of MkDocs that generates pages; `generated` is what was made already for the next build."""

    generated: Generated | None


def publish(config_file: Path, strict: bool, generated: Generated | None = None) -> list[str]:
    """Call MkDocs and put the site in place in one step: a build that fails leaves the old site as it was.

    `generated` is what was made just before: the plugin then need not do it again.
    Gives the warnings that MkDocs uttered. Raises `Warned` when it uttered any and `strict` is set, and
    `mkdocs.exceptions.MkDocsException` when MkDocs cannot go on.
    """
    config = load_config(str(config_file), strict=False)
    final = Path(config.site_dir)
    final.parent.mkdir(parents=True, exist_ok=True)
    _recover(final)
    fresh = Path(tempfile.mkdtemp(dir=final.parent, prefix=f".{final.name}-"))
    config.site_dir = str(fresh)
    for plugin in config.plugins.values():
        if isinstance(plugin, Generating):
            plugin.generated = generated
    try:
        with _warnings() as heard:
            config.plugins.run_event("startup", command="build", dirty=False)
            mkdocs_build.build(config)
            config.plugins.run_event("shutdown")
        if strict and heard:
            raise Warned(heard)
        fresh.chmod(0o755)
        _swap(fresh, final)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return heard


def _recover(final: Path) -> None:
    """Put back a site whose replacement was cut short between the two renames."""
    old = final.with_name(f".{final.name}-old")
    if old.is_dir() and not final.exists():
        old.rename(final)
    shutil.rmtree(old, ignore_errors=True)


def _swap(fresh: Path, final: Path) -> None:
    old = final.with_name(f".{final.name}-old")
    if final.exists():
        final.rename(old)
    fresh.rename(final)
    shutil.rmtree(old, ignore_errors=True)


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """Collects what MkDocs warns of while it runs."""
    listener, logger = _Listener(), logging.getLogger("mkdocs")
    logger.addHandler(listener)
    try:
        yield listener.heard
    finally:
        logger.removeHandler(listener)
