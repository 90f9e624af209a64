"""The whole way from a folder to a site: read, build, print, write, and build the site.

Everything here touches files.
"""

from __future__ import annotations

import errno
import glob
import logging
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, Protocol, runtime_checkable

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import yaml_load

from generator import build, disk
from generator.build import Built, Checked
from generator.printing.child import PrintError
from generator.printing.orders import Print
from generator.printing.press import Press
from generator.records.vocabulary import Level
from generator.references import pandoc
from generator.rules.glyphs import ANY
from generator.site import checks, editions, git, history, kept, sides, signing
from generator.site.builder import Builder, Made
from generator.site.checks import Machine
from generator.site.exchange import exchange
from generator.site.progress import Progress, Step
from generator.site.shard import Shard
from generator.view.settings import Settings

TEXTS_VARIABLE = "BRIEFINGS_TEXTS"
"""The environment variable that names the folder of the source texts."""

EVIDENCE_VARIABLE = "BRIEFINGS_EVIDENCE"
"""The environment variable that names the level that the evidence must reach."""

STYLE_VARIABLE = "BRIEFINGS_STYLE"
"""The environment variable that names a citation style to use instead of the desk's."""

FAILURES = (disk.InTheWay, pandoc.CiteError, PrintError, OSError)
"""What ends a run and is neither a mistake in the records nor a fault of the program; see `reason`."""

_BUILDING = "building-"
_OLD = "old"


@dataclass(frozen=True)
class Generated:
    """What one run of the generator did: what it built, and how many files of `docs/` changed.

    `left` names the files that are no longer made and were changed by hand since they were; `printed` counts
    the PDFs that were not kept.
    """

    built: Built
    changed: int
    left: tuple[str, ...] = ()
    printed: int = 0


class UnknownDossier(Exception):
    """The PDFs of a dossier were asked for that does not exist; the message names those that do."""

    def __init__(self, name: str, dossiers: Iterable[str]) -> None:
        super().__init__(f"there is no dossier `{name}`; there are: {', '.join(dossiers)}")


def reason(error: Exception) -> str:
    """Why a run ended, in a sentence, for one of `FAILURES`."""
    if not isinstance(error, OSError):
        return str(error)
    why = error.strerror or str(error)
    return (
        f"“{error.filename}” cannot be read or written: {why}"
        if error.filename
        else f"the system says: {why}"
    )


def was_left(path: str) -> str:
    """What is said of a file of `docs/` that is no longer made and was left."""
    return (
        f"{path} is no longer made, but was changed by hand and left: delete it, or it is published as it is"
    )


def texts_folder(root: Path, folder: str | None = None) -> Path:
    """Where the source texts lie: the folder named, else where the environment says, else `seeds/texts`."""
    path = folder or os.environ.get(TEXTS_VARIABLE, "")
    return Path(path) if path else root / "seeds/texts"


def check(
    root: Path,
    texts: Path,
    level: Level | None = None,
    buffers: Mapping[str, bytes] | None = None,
    commit: str = "",
) -> Checked:
    """Read the records and texts of a folder and hold them against every rule, if none of it was before.

    `level` is what the evidence must reach; `buffers` are files of the records as they stand in an editor,
    not yet saved, by path. The records are those of a commit where one is named. Raises `PrintError` and
    `OSError`.
    """
    refused = disk.refused(root, texts)
    notary = sides.notary(root, commit) if commit else signing.notary(root)
    machine = Machine(pandoc.citer(root), ANY if refused else Press(root).faces, notary)
    files = sides.records(root, commit) if commit else disk.read_records(root)
    sources = disk.read_texts(texts)
    if buffers is None:
        return checks.check(root, files, sources, machine, refused=refused, level=level)
    return build.check(
        {**files, **buffers},
        sources,
        citer=machine.citer,
        faces=machine.faces,
        refused=refused,
        notary=machine.notary,
        level=level,
    )


def read_and_build(
    root: Path,
    texts: Path,
    settings: Settings,
    level: Level | None = None,
    commit: str = "",
    *,
    generated: kept.Generated | None = None,
) -> Built:
    """Read the records and texts of a folder and build its site, without writing anything.

    `level` and `commit` are those of `check`; `generated` keeps what is made. Raises `pandoc.CiteError`,
    `PrintError` and `OSError`.
    """
    generated = generated or kept.Generated(root)
    checked = check(root, texts, level, commit=commit)
    if checked.ok and settings.editions:
        settings = replace(settings, former=editions.former(root, checked.corpus.dossiers, settings.history))
    built = build.site_of(checked, settings, pandoc.citer(root), generated.keep)
    generated.tidy()
    return built


def generate(
    root: Path,
    texts: Path,
    settings: Settings,
    progress: Progress = lambda _: None,
    *,
    level: Level | None = None,
    commit: str = "",
) -> Generated:
    """Bring `docs/` up to date, with the records of a commit where one is named.

    On errors in the records nothing is written. Raises `UnknownDossier`, and one of `FAILURES`.
    """
    progress(Step("checking the records"))
    built = read_and_build(root, texts, settings, level, commit=commit)
    if not built.checked.ok:
        return Generated(built, 0)
    need_dossiers(built, settings.printed or ())
    press = Press(root)
    files = {**built.files, **dict(printed(built.prints, press, progress))}
    return Generated(built, *disk.publish(root, files), printed=press.printed)


def need_dossiers(built: Built, names: Iterable[str]) -> None:
    """See that there is each dossier of which PDFs were asked for. Raises `UnknownDossier`."""
    for name in sorted(names):
        if name not in built.checked.corpus.dossiers:
            raise UnknownDossier(name, built.checked.corpus.dossiers)


def printed(orders: Sequence[Print], press: Press, progress: Progress) -> Iterator[tuple[str, bytes]]:
    """Print orders: the path of each PDF and its bytes. Raises `PrintError`."""
    pdfs = press.produce_all(orders)
    for number, order in enumerate(orders, 1):
        progress(Step("printing", number, len(orders), Path(order.path).name))
        yield order.path, next(pdfs)
    press.tidy()


def level_asked(*, preview: bool) -> Level | None:
    """The level that the environment asks of the evidence; of a preview none where it does not say."""
    word = os.environ.get(EVIDENCE_VARIABLE, "")
    asked = next((level for level in Level if level.word == word), None)
    return asked or (Level.NONE if preview else None)


def settings_from(config: MkDocsConfig, progress: Progress = lambda _: None, commit: str = "") -> Settings:
    """What is said from outside the records: by `mkdocs.yml`, the environment and git.

    `mkdocs.yml` says the site's address and where its YAML is edited, the environment its citation style.
    Git is asked up to a commit, where one is named.
    """
    root = Path(config.config_file_path).parent
    return Settings(
        config.site_url or "",
        config.extra.get("edit_base", ""),
        os.environ.get(STYLE_VARIABLE, ""),
        git.commits(root, commit),
        history=history.read(root, commit or "HEAD", progress),
        editions=bool(config.extra.get("editions", True)),
    )


def settings_served(config: MkDocsConfig) -> Settings:
    """The settings of a site that is served: the published address, where MkDocs puts that of its server.

    So what is shown and printed is what will be published. Raises `OSError`.
    """
    with open(config.config_file_path, "rb") as stream:
        address = yaml_load(stream).get("site_url")
    return replace(settings_from(config), site_url=f"{address.rstrip('/')}/" if address else "")


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


class Site(NamedTuple):
    """What building a site did: the warnings that MkDocs uttered, and which pages were made."""

    warnings: list[str]
    made: Made


def prepared(config_file: Path, generated: Generated | None = None) -> MkDocsConfig:
    """A configuration of MkDocs whose plugin need not do again what was generated just before."""
    config = load_config(str(config_file), strict=False)
    for plugin in config.plugins.values():
        if isinstance(plugin, Generating):
            plugin.generated = generated
    return config


def publish(
    config_file: Path,
    strict: bool,
    generated: Generated | None = None,
    *,
    full: bool = False,
    shards: Sequence[Shard] = (),
) -> Site:
    """Build the site and put it in place in one step: a build that fails leaves the old site as it was.

    `generated` is what was made just before: the plugin then need not do it again. With `full` MkDocs makes
    every page, and nothing of the old site is kept; `shards` are those whose parts were taken. Raises
    `Warned` when it uttered any and `strict` is set, `mkdocs.exceptions.MkDocsException` when MkDocs cannot
    go on, and `OSError`.
    """
    config = prepared(config_file, generated)
    final = Path(config.site_dir)
    final.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=final.parent, prefix=f".{final.name}-{_BUILDING}"))
    config.site_dir = str(fresh)
    try:
        with warnings() as heard:
            config.plugins.run_event("startup", command="build", dirty=False)
            made = Builder(Path(config.config_file_path).parent, shards).build(config, final, full=full)
            config.plugins.run_event("shutdown")
        if strict and heard:
            raise Warned(heard)
        _open_to_all(fresh)
        swap(fresh, final)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return Site(heard, made)


@contextmanager
def alone(config: MkDocsConfig, progress: Progress = lambda _: None) -> Iterator[None]:
    """Lets in one build of a folder at a time, and makes good what a killed one left, before anything else.

    Raises `OSError`.
    """
    root = Path(config.config_file_path).parent
    with disk.alone(root, lambda: progress(Step("waiting for another build of this site"))):
        recover(Path(config.site_dir))
        yield


def recover(final: Path) -> None:
    """Put back a site whose replacement was cut short, and delete what killed builds left.

    Nobody may be building the site. Raises `OSError`, also where the site is a link.
    """
    if final.is_symlink():
        raise OSError(errno.ELOOP, "it is a link: name the folder itself in mkdocs.yml", str(final))
    old = final.with_name(f".{final.name}-{_OLD}")
    if old.is_dir() and not final.exists():
        old.rename(final)
    for left in (old, *final.parent.glob(f".{glob.escape(final.name)}-{_BUILDING}????????")):
        shutil.rmtree(left, ignore_errors=True)


def _open_to_all(folder: Path) -> None:
    """Let everybody read a folder and all that is in it, whatever the umask was."""
    for place, _, names in os.walk(folder):
        Path(place).chmod(0o755)
        for name in names:
            os.chmod(os.path.join(place, name), 0o644)


def swap(fresh: Path, final: Path) -> None:
    """Put a fresh site in the place of the old one: in one step where the system can, else in two renames."""
    if final.exists() and exchange(fresh, final):
        shutil.rmtree(fresh, ignore_errors=True)
        return
    old = final.with_name(f".{final.name}-{_OLD}")
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
def warnings() -> Iterator[list[str]]:
    """Collects what MkDocs warns of while it runs."""
    listener, logger = _Listener(), logging.getLogger("mkdocs")
    logger.addHandler(listener)
    try:
        yield listener.heard
    finally:
        logger.removeHandler(listener)
