"""The site that stands: its files are those of the next one where they would come out the same."""

from __future__ import annotations

import filecmp
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, TemplateNotFound
from jinja2.bccache import Bucket

from generator import disk
from generator.cache import Cache
from generator.site.contents import digest

INDEX = "search/search_index.json"
"""Where the index of the search stands."""

_DATED = ("build_date_utc", "update_date")
"""What a template names that shows when a site was built."""


class Templates(FileSystemLoader):
    """Loads the templates of a theme; `seen` has the hash of each that was looked for, empty where none is.

    `dated` has those that may show when the site was built.
    """

    def __init__(self, folders: Iterable[str]) -> None:
        super().__init__(list(folders))
        self.seen: dict[str, str] = {}
        self.dated: set[str] = set()

    def get_source(self, environment: Environment, template: str) -> Any:
        """The source of a template. Raises `TemplateNotFound`."""
        self.seen[template] = ""
        source, *rest = super().get_source(environment, template)
        self.seen[template] = digest(source)
        if any(name in source for name in _DATED):
            self.dated.add(template)
        return source, *rest

    def list_templates(self) -> list[str]:
        """What there is but for what is hidden, which MkDocs leaves out: Material has its icons there."""
        found: set[str] = set()
        for folder in self.searchpath:
            for place, folders, names in os.walk(folder, followlinks=self.followlinks):
                folders[:] = [name for name in folders if not name.startswith(".")]
                inside = os.path.relpath(place, folder)
                found.update(Path(inside, name).as_posix() for name in names if not name.startswith("."))
        return sorted(found)

    def look(self, environment: Environment, names: Iterable[str]) -> None:
        """Look for some templates, which need not be there."""
        for name in names:
            with suppress(TemplateNotFound):
                self.get_source(environment, name)


class Compiled(BytecodeCache):
    """Templates as they were compiled in this process, for its next build; nothing of it is written down."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled from the same source."""
        if data := self._kept.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._kept[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


class Standing:
    """What stands in the folder of a site, of which a fresh one takes the files that would come out the same.

    `templates` are those that it was made with, as `Templates` has seen them. What is noted of a file counts
    only where its bytes agree with it; so it does not matter whether a fresh site took the place of the old.
    `name` is what the notes go by.
    """

    def __init__(self, kept: Cache, name: str, old: Path, fresh: Path) -> None:
        self._cache = kept
        self._name = digest("standing", name)
        self._old = old
        self._fresh = fresh
        before = json.loads(kept.get(self._name) or b"{}")
        self.templates: Mapping[str, str] = before.get("templates", {})
        self._files: Mapping[str, list[str]] = before.get("files", {})
        self._parts: Mapping[str, list[int]] = before.get("parts", {})
        self._sha256: str = before.get("index", "")
        self._epoch: str = before.get("epoch", "")
        self._made: dict[str, list[str]] = {}
        self._folder = cache(partial(os.makedirs, exist_ok=True))

    def trust(self, templates: Mapping[str, str], dated: bool) -> None:
        """Take nothing made with other templates, or at another time where templates may show it."""
        if templates != self.templates or (dated and not (self._epoch and self._epoch == _epoch())):
            self._files = {}

    def link(self, path: str, key: str) -> bool:
        """Let a file of the old site be one of the fresh site, if it was made for this key and is whole."""
        made_for, sha256 = self._files.get(path, ("", ""))
        if made_for != key or not self._taken(path):
            return False
        if _hash(self._fresh / path) != sha256:
            (self._fresh / path).unlink()
            return False
        self._made[path] = [key, sha256]
        return True

    def link_copy(self, path: str, source: str) -> bool:
        """Let a file of the old site be one of the fresh site, if it has the bytes of a file of `docs/`."""
        with suppress(OSError):
            if filecmp.cmp(source, os.path.join(self._old, path), shallow=False):
                return self._taken(path)
        return False

    def made(self, path: str, key: str) -> list[list[str]]:
        """What can be noted of a file of the fresh site: nothing where it was not written, being empty."""
        sha256 = _hash(self._fresh / path)
        return [[path, key, sha256]] if sha256 else []

    def note(self, made: Iterable[Sequence[str]]) -> None:
        """Note files of the fresh site: path, key, hash."""
        self._made.update((path, [key, sha256]) for path, key, sha256 in made)

    def entries(self, name: str) -> str | None:
        """The entries of a page in the old index of the search, where that is whole."""
        start, end = self._parts.get(name, (0, 0))
        return self._index[start:end].decode() if self._index and name in self._parts else None

    def keep(self, templates: Mapping[str, str], parts: Mapping[str, str]) -> None:
        """Write down what was noted of the fresh site, and where the parts of its index stand."""
        index = self._fresh / INDEX
        end = index.stat().st_size - len("]}") if index.is_file() else 0
        spans: dict[str, list[int]] = {}
        for name, part in reversed(list(parts.items())):
            spans[name] = [end - len(part), end]
            end -= len(part) + len(",") if part else 0
        about = {
            "templates": templates,
            "files": self._made,
            "parts": spans,
            "index": _hash(index),
            "epoch": _epoch(),
        }
        self._cache.put(self._name, json.dumps(about).encode())

    def _taken(self, path: str) -> bool:
        """Give a file a second name, or copy it where the system has no links; a link is not followed."""
        old, new = os.path.join(self._old, path), os.path.join(self._fresh, path)
        self._folder(os.path.dirname(new))
        try:
            os.link(old, new, follow_symlinks=False)
        except (OSError, NotImplementedError):
            try:
                shutil.copyfile(old, new, follow_symlinks=False)
            except OSError:
                return False
        return True

    @cached_property
    def _index(self) -> bytes:
        with suppress(OSError):
            data = disk.read(self._old / INDEX)
            if hashlib.sha256(data).hexdigest() == self._sha256:
                return data
        return b""


def _epoch() -> str:
    """The time that a site shows as that of its build, where the environment says it."""
    return os.environ.get("SOURCE_DATE_EPOCH", "")


def _hash(path: Path) -> str:
    """The hash of a plain file; nothing where there is none."""
    try:
        return hashlib.sha256(disk.read(path)).hexdigest()
    except OSError:
        return ""
