"""Parts of a build: what each of several machines made, in a folder that goes to the one that joins them.

A part has entries of what is kept in `.cache/`, each sealed, and says of which build it is. Nothing in it
decides what is built: where an entry is missing or not whole, what it would have held is made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import asdict, dataclass, fields, is_dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from generator import disk
from generator.build import Built
from generator.cache import Cache
from generator.printing import press
from generator.printing.press import Press
from generator.records.vocabulary import Level
from generator.site import builder, kept, publish
from generator.site.builder import Builder
from generator.site.checks import hashes
from generator.site.foreseeing import left_to_mkdocs
from generator.site.preview import Unwritten
from generator.site.program import program
from generator.site.progress import Progress, Step
from generator.site.publish import Generated, Warned
from generator.site.shard import Shard
from generator.view.settings import Settings

ABOUT = "part.json"
"""The file of a part that says of which build it is."""

_LONGEST = 10_000


class Refused(Exception):
    """Parts cannot be joined; the message says which and why."""


@dataclass(frozen=True)
class Work:
    """What a build is asked for.

    The configuration of MkDocs, the folder of the texts, the settings, the level that the evidence must
    reach, whether a warning of MkDocs ends it, and the commit that has the records; empty for those on disk.
    """

    config: MkDocsConfig
    texts: Path
    settings: Settings
    level: Level | None
    strict: bool
    commit: str = ""

    @property
    def config_file(self) -> Path:
        """The file of the configuration."""
        return Path(self.config.config_file_path)

    @property
    def root(self) -> Path:
        """The folder of the site."""
        return self.config_file.parent


@dataclass(frozen=True)
class Basis:
    """The hashes of all that a build is made from: only parts that have them in common can be joined."""

    records: str
    texts: str
    settings: str
    program: str

    @staticmethod
    def of(work: Work) -> Basis:
        """What a build is made from as it stands now. Raises `OSError`."""
        settings = {
            field.name: getattr(work.settings, field.name) for field in fields(Settings) if field.compare
        }
        settings["level"] = work.level and work.level.word
        written = json.dumps(settings, sort_keys=True, default=_plain).encode()
        return Basis(
            _hash(disk.read_records(work.root)),
            _hash(disk.read_texts(work.texts)),
            _hash({"settings": written, "mkdocs.yml": work.config_file.read_bytes()}),
            program(),
        )

    def others(self, other: Basis) -> list[str]:
        """What another build is made from otherwise, in words."""
        return [name for name in asdict(self) if getattr(self, name) != getattr(other, name)]


def _plain(value: object) -> object:
    """A value of the settings as JSON has it: sets in order, records by their fields."""
    if isinstance(value, Set):
        return sorted(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    return repr(value)


def _hash(files: Mapping[str, bytes]) -> str:
    return hashlib.sha256(json.dumps(hashes(files)).encode()).hexdigest()


@dataclass(frozen=True)
class Part:
    """What a machine made of a build: how many pages and PDFs. `plain` says why there are no pages."""

    built: Built
    pages: int = 0
    pdfs: int = 0
    plain: str = ""


def write(work: Work, shard: Shard, into: Path, progress: Progress = lambda _: None) -> Part:
    """Make the share of a machine and write it into a folder, in one step; `docs/` and the site stay.

    On errors in the records nothing is written. Raises what `publish.generate` and `publish.publish` raise.
    """
    caches = _caches(work.root)
    _clear(into, caches)
    basis, generated, printer = Basis.of(work), kept.Generated(work.root), Press(work.root)
    progress(Step("checking the records"))
    built = publish.read_and_build(work.root, work.texts, work.settings, work.level, generated=generated)
    if not built.checked.ok:
        return Part(built)
    publish.need_dossiers(built, work.settings.printed or ())
    orders = [*shard.orders(built.prints)]
    for _ in publish.printed(orders, printer, progress):
        pass
    progress(Step("rendering pages"))
    pages, plain = _rendered(work, built, shard)
    keys = (pages, shard.share(generated.used), map(printer.key, orders))
    _put(into, shard, basis, zip(caches, keys, strict=True))
    return Part(built, max(0, len(pages) - 1), len(orders), plain)


def _clear(folder: Path, caches: Iterable[Cache]) -> None:
    """See that nothing but an earlier part stands in a place. Raises `InTheWay`."""
    straight = folder.is_dir() and not folder.is_symlink()
    names = {path.name for path in folder.iterdir()} if straight else {""}
    ours = ABOUT in names and names <= {ABOUT, *(cache.name for cache in caches)}
    if os.path.lexists(folder) and names and not ours:
        raise disk.InTheWay([str(folder)])


def _rendered(work: Work, built: Built, shard: Shard) -> tuple[list[str], str]:
    """The keys by which a share of the pages is kept, or why there are none."""
    config = publish.prepared(work.config_file, Generated(built, 0))
    if plain := left_to_mkdocs(config):
        return [], plain
    with publish.warnings() as heard:
        config.plugins.run_event("startup", command="build", dirty=False)
        unwritten = Unwritten.of(built, work.root)
        keys = Builder(work.root).share(config, shard, unwritten.put_into)
        config.plugins.run_event("shutdown")
    if work.strict and heard:
        raise Warned(heard)
    return keys, ""


def _caches(root: Path) -> tuple[Cache, Cache, Cache]:
    """What is kept of pages, of what is generated and of PDFs.

    Checks are not among it: the machine that joins makes its own.
    """
    return builder.kept(root), kept.entries(root), press.entries(root)


def _put(into: Path, shard: Shard, basis: Basis, entries: Iterable[tuple[Cache, Iterable[str]]]) -> None:
    into.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(
        dir=into.parent, prefix=f".{into.name}-", ignore_cleanup_errors=True
    ) as folder:
        fresh = Path(folder, into.name)
        for cache, keys in entries:
            cache.give(keys, fresh)
        about = {"shard": str(shard), **asdict(basis)}
        disk.write(fresh / ABOUT, (json.dumps(about, indent=1) + "\n").encode())
        publish.swap(fresh, into)


def read(work: Work, folders: Sequence[Path]) -> tuple[Shard, ...]:
    """The shards whose parts lie in some folders: all of those of one build, which is that of `work`.

    Raises `Refused`, and `OSError`.
    """
    basis, found = Basis.of(work), dict[Shard, Path]()
    for folder in folders:
        shard, other = _about(folder)
        first = next(iter(found), shard)
        if others := basis.others(other):
            raise Refused(
                f"{folder} was made from other {' and other '.join(others)} than there are here: "
                "make all parts from one commit, with the same options, history of git and packages"
            )
        if shard.of != first.of:
            raise Refused(
                f"{folder} is part {shard}, and {found[first]} part {first}: join those of one build"
            )
        if shard in found:
            raise Refused(f"{folder} and {found[shard]} are both part {shard}: leave one of them out")
        found[shard] = folder
    missing = [str(shard) for shard in min(found).all if shard not in found]
    if missing:
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
        raise Refused(f"missing: part {', '.join(missing[:5])}{more}; join all {min(found).of}")
    return tuple(sorted(found))


def _about(folder: Path) -> tuple[Shard, Basis]:
    try:
        short = (folder / ABOUT).lstat().st_size <= _LONGEST
        about = json.loads(disk.read(folder / ABOUT) if short else b"")
        return Shard.read(about["shard"]), Basis(*(str(about[field.name]) for field in fields(Basis)))
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        raise Refused(
            f"{folder} is no part: it has no {ABOUT} that `briefings build --shard` wrote"
        ) from error


def take(root: Path, folders: Iterable[Path]) -> int:
    """Keep what parts have: how many files in them are no whole entries, and were left. Raises `OSError`."""
    caches = _caches(root)
    return sum(cache.take(folder) for folder in folders for cache in caches)
