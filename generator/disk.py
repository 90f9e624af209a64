"""The only place that reads and writes files.

Writing is atomic: a file is either the old one or the new one.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

BESIDE = ("seeds/evidence.lock", "briefings/published-ids.txt")
"""What belongs to the records and is not YAML."""
MANIFEST = "docs/.generated.json"
"""The list of the files that the generator wrote, by which it later prunes."""

_OURS = re.compile(r"docs(?:/[A-Za-z0-9_][A-Za-z0-9._-]{0,200})+\Z")


class InTheWay(Exception):
    """A file that the generator did not write stands where it must write; `path` is relative to the root."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} is in the way: the generator did not write it. "
            "Move it, or delete it if an earlier build left it there."
        )
        self.path = path


def read_records(root: Path) -> dict[str, bytes]:
    """Every YAML file of `briefings/` and `seeds/` and the files beside them.

    They go by their path relative to the root, with forward slashes.
    """
    files: dict[str, bytes] = {}
    for folder in ("briefings", "seeds"):
        for path in sorted((root / folder).rglob("*")):
            if (
                path.suffix in (".yaml", ".yml")
                and path.is_file()
                and (root / "seeds/texts") not in path.parents
            ):
                files[path.relative_to(root).as_posix()] = path.read_bytes()
    files |= {name: (root / name).read_bytes() for name in BESIDE if (root / name).is_file()}
    return files


def read_texts(folder: Path) -> dict[str, bytes]:
    """The text files of a folder by name; empty when there is no such folder."""
    if not folder.is_dir():
        return {}
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def write(path: Path, data: bytes) -> bool:
    """Put a file in place in one step. Gives False, and touches nothing, when it already holds the data."""
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True


def publish(root: Path, files: Mapping[str, bytes]) -> int:
    """Write the generated files and delete those of the last time that are no longer made.

    Gives how many changed.

    Raises `InTheWay` before anything is written when a file by hand stands where a generated one belongs.
    """
    before = _manifest(root)
    for path, data in files.items():
        target = root / path
        if path not in before and target.is_file() and target.read_bytes() != data:
            raise InTheWay(path)
    _remember(root, before | files.keys())
    changed = sum(write(root / path, data) for path, data in sorted(files.items()))
    changed += _prune(root, before - files.keys())
    _remember(root, files.keys())
    return changed


def _manifest(root: Path) -> set[str]:
    path = root / MANIFEST
    try:
        return {
            name
            for name in json.loads(path.read_text("utf-8"))
            if isinstance(name, str) and len(name) < 1_000 and _OURS.match(name)
        }
    except (OSError, ValueError, TypeError, RecursionError):
        return set()


def _remember(root: Path, paths: Iterable[str]) -> None:
    write(root / MANIFEST, (json.dumps(sorted(paths), indent=1) + "\n").encode())


def _prune(root: Path, paths: Iterable[str]) -> int:
    count = 0
    for name in sorted(paths):
        path = root / name
        if path.is_file() and (root / "docs").resolve() in path.resolve().parents:
            path.unlink()
            count += 1
            _drop_empty(path.parent, root / "docs")
    return count


def _drop_empty(folder: Path, top: Path) -> None:
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
