"""The only place that reads and writes files.

Writing is atomic: a file is either the old one or the new one. Links that lead out of the tree, pipes,
sockets and devices are neither read nor written: `refused` names them.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import stat
import sys
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from generator.findings.codes import Code
from generator.findings.diagnostics import Diagnostic
from generator.findings.tree import BROKEN_LINK, LINK_OUTSIDE, SPECIAL_FILE

BESIDE = ("seeds/evidence.lock", "seeds/evidence.lock.sig", "briefings/published-ids.txt")
"""What belongs to the records and is not YAML."""
MANIFEST = "docs/.generated.json"
"""The hashes of the files that the generator wrote, by path: what has another hash is not the generator's."""
RECORDS = ("briefings", "seeds")
"""The folders of the records."""
FOLDERS = (*RECORDS, "docs", "site")
"""The folders that are read or published, in which links and special files are judged."""

_TEXTS = "seeds/texts"
_OURS = re.compile(r"docs(?:/[A-Za-z0-9_][A-Za-z0-9._-]{0,200})+\Z")
_CAREFUL = sum(getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))
"""A link is not followed, and a pipe without a writer is not waited for."""


class InTheWay(Exception):
    """Files that the generator did not write stand where it must write; `paths` are relative to the root."""

    def __init__(self, paths: Collection[str]) -> None:
        first, *others = paths
        more = f" and {len(others)} more" if others else ""
        is_, them, it = ("are", "them", "they stand") if others else ("is", "it", "it stands")
        super().__init__(
            f"{first}{more} {is_} in the way: the generator did not write {them} as {it}. "
            f"Move {them}, or delete {them} if an earlier build left {them} there."
        )
        self.paths = tuple(paths)


class Published(NamedTuple):
    """What publishing did: how many files changed, and which are no longer made but were left.

    They are left because they are not what the generator wrote: somebody changed them by hand.
    """

    changed: int
    left: tuple[str, ...]


def refused(root: Path, texts: Path) -> tuple[Diagnostic, ...]:
    """What stands in the tree and is neither read nor published, and in the folder of the texts.

    A link may lead to a file of the tree that is neither hidden nor a source text, or to a folder of such
    files without links in it. Links among the texts may lead anywhere.
    """
    obstacles = [(entry.path, _obstacle(entry, root, texts)) for entry in _entries(root, FOLDERS)]
    with suppress(FileNotFoundError, NotADirectoryError):
        obstacles += [(str(path), _special(path)) for path in texts.iterdir()]
    found = (_diagnostic(root, path, *obstacle) for path, obstacle in obstacles if obstacle)
    return tuple(sorted(found, key=lambda diagnostic: diagnostic.order))


def read_records(root: Path) -> dict[str, bytes]:
    """Every YAML file of `briefings/` and `seeds/` and the files beside them, but for what is `refused`.

    They go by their path relative to the root, with forward slashes.
    """
    files: dict[str, bytes] = {}
    before = len(os.path.join(str(root), ""))
    for entry in _entries(root, RECORDS):
        name = entry.path[before:].replace(os.sep, "/")
        wanted = name in BESIDE or Path(entry.name).suffix in (".yaml", ".yml")
        if wanted and entry.is_file() and not _obstacle(entry, root, root / _TEXTS):
            files[name] = read(os.path.realpath(entry.path) if entry.is_symlink() else entry.path)
    return ordered(files)


def ordered(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Files of the records in the order in which they are read: of two with one id the first one counts."""
    return dict(sorted(files.items(), key=lambda file: (file[0] in BESIDE, file[0].split("/"))))


def read_texts(folder: Path) -> dict[str, bytes]:
    """The text files of a folder by name; empty when there is no such folder."""
    if not folder.is_dir():
        return {}
    with os.scandir(folder) as entries:
        places = {
            entry.name: os.path.realpath(entry.path) if entry.is_symlink() else entry.path
            for entry in entries
            if entry.is_file()
        }
    return {name: read(places[name]) for name in sorted(places)}


def read(path: str | Path) -> bytes:
    """What a plain file holds. Raises `OSError` for a link, a pipe or a device, and does not wait for one."""
    handle = os.open(path, os.O_RDONLY | _CAREFUL)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "it is not a plain file", str(path))
    with os.fdopen(handle, "rb") as stream:
        return stream.read()


def write(path: Path, data: bytes) -> bool:
    """Put a file in place in one step, readable by all. Gives False when it already holds the data.

    What stood there is replaced, never written through. Raises `OSError`, which names the file.
    """
    with suppress(OSError):
        if read(path) == data:
            return False
    try:
        _make_folder(path.parent)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            os.chmod(name, 0o644)
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        if error.errno:  # else there is no reason to say beside the name
            error.filename, error.filename2 = str(path), None
        raise
    return True


def append(path: Path, data: bytes) -> None:
    """Put data at the end of a plain file, which is made where there is none. Raises `OSError`."""
    with suppress(FileNotFoundError):
        data = read(path) + data
    write(path, data)


def place(root: Path, name: str, data: bytes) -> bool:
    """Put a file of the tree in place, as `write` does, where no folder on the way is a link.

    Raises `OSError`, which names the file.
    """
    if not _is_straight(root, name):
        raise OSError(errno.ELOOP, "a folder on the way is a link", str(root / name))
    return write(root / name, data)


def publish(root: Path, files: Mapping[str, bytes]) -> Published:
    """Write the generated files and delete those of the last time that are no longer made.

    Raises `InTheWay` before anything is written when something stands where a generated file belongs and is
    not what the generator wrote there. Raises `OSError`.
    """
    _make_folder(root / "docs")
    with alone(root / "docs"):
        before = _manifest(root)
        fresh = {path: _digest(data) for path, data in files.items()}
        standing = {path: _digest_at(root / path) for path in files}
        blocked = [p for p in sorted(files) if standing[p] not in {None, fresh[p], *before.get(p, ())}]
        if blocked:
            raise InTheWay(blocked)
        _remember(root, {path: {*before.get(path, ()), fresh.get(path, "")} for path in {*before, *files}})
        changed = [path for path in sorted(files) if standing[path] != fresh[path]]
        for path in changed:
            place(root, path, files[path])
        deleted, left = _prune(root, {path: before[path] for path in sorted(before.keys() - files.keys())})
        _remember(root, {path: {digest} for path, digest in fresh.items()})
    return Published(len(changed) + deleted, left)


def generated(root: Path) -> frozenset[str]:
    """The paths of the files that the generator wrote into `docs/` the last time."""
    return frozenset(_manifest(root))


def keep_clear(root: Path, paths: Iterable[str]) -> None:
    """See that nothing that the generator did not write stands where a file of its own belongs.

    Raises `InTheWay`.
    """
    before = generated(root)
    blocked = [path for path in sorted(paths) if path not in before and os.path.lexists(root / path)]
    if blocked:
        raise InTheWay(blocked)


@contextmanager
def alone(folder: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Lets in one program at a time for each folder; `waiting` is called before it waits for another.

    A program that is killed lets go. Where the system has no such locks, all are let in.
    """
    handle = os.open(folder, os.O_RDONLY) if sys.platform != "win32" else None
    try:
        if handle is not None:
            _lock(handle, waiting)
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _lock(handle: int, waiting: Callable[[], None]) -> None:
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        waiting()
        fcntl.flock(handle, fcntl.LOCK_EX)
    except OSError:  # some network file systems have no locks
        return


def _entries(root: Path, folders: Collection[str]) -> Iterator[os.DirEntry[str]]:
    """Some folders of the root and all that stands in them but the source texts; links are not followed."""
    top = str(root)
    texts, waiting = os.path.join(top, _TEXTS), [top]
    while waiting:
        folder = waiting.pop()
        with os.scandir(folder) as listed:
            entries = list(listed)
        for entry in entries:
            if (folder != top or entry.name in folders) and entry.path != texts:
                yield entry
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)


_Obstacle = tuple[Code, str]


def _obstacle(entry: os.DirEntry[str], root: Path, texts: Path) -> _Obstacle | None:
    """Why something in the tree is refused; None for a file, a folder, and a link to one of the tree."""
    if not entry.is_symlink():
        return None if entry.is_dir() or entry.is_file() else _special(Path(entry.path))
    top, target = root.resolve(), Path(os.path.realpath(entry.path))
    secret = [place.resolve() for place in (texts, root / _TEXTS)]
    if not target.is_relative_to(top):
        return LINK_OUTSIDE, "is a link that leads out of the folder of the site"
    if any(part.startswith(".") for part in target.relative_to(top).parts):
        return LINK_OUTSIDE, "is a link to something hidden"
    if any(target.is_relative_to(place) or place.is_relative_to(target) for place in secret):
        return LINK_OUTSIDE, "is a link to the source texts"
    if not target.exists():
        # An editor marks an open file with a hidden link to nowhere.
        return None if entry.name.startswith(".") else (BROKEN_LINK, "is a link that leads nowhere")
    if target.is_dir() and any(inner.is_symlink() for inner in _entries(target, os.listdir(target))):
        return LINK_OUTSIDE, "is a link to a folder that has links in it"
    return _special(target)


def _special(path: Path) -> _Obstacle | None:
    """Why something that is neither a file nor a folder is refused; links are followed."""
    with suppress(OSError):
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            return SPECIAL_FILE, f"is {_KINDS.get(stat.S_IFMT(mode), 'no plain file')}"
    return None


_KINDS = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
_HINTS = {
    LINK_OUTSIDE: "put the file itself there, or delete the link",
    BROKEN_LINK: "put the file itself there, or delete the link",
    SPECIAL_FILE: "delete it, or move it elsewhere",
}


def _diagnostic(root: Path, path: str, code: Code, what: str) -> Diagnostic:
    inside = Path(path).is_relative_to(root)
    name = os.fsencode(Path(path).relative_to(root) if inside else path).decode("utf-8", "replace")
    return Diagnostic(code, f"`{name}` {what}", name.replace(os.sep, "/"), hint=_HINTS[code])


def _make_folder(path: Path) -> None:
    """Make a folder and those above it, open to all readers whatever the umask."""
    if not path.is_dir():
        _make_folder(path.parent)
        with suppress(FileExistsError):
            path.mkdir()
            path.chmod(0o755)


def _is_straight(root: Path, name: str) -> bool:
    """Whether no folder between the root and a file is a link."""
    return (root / name).parent.resolve() == root.resolve() / Path(name).parent


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _digest_at(path: Path) -> str | None:
    """The hash of what stands at a place: None for nothing, no hash for what is no plain file."""
    try:
        return _digest(read(path))
    except FileNotFoundError:
        return None
    except OSError:
        return ""


def _manifest(root: Path) -> dict[str, set[str]]:
    """The hashes that each file of the generator may have; two while one replaces the other."""
    try:
        written = json.loads(read(root / MANIFEST))
        return {
            name: {digest for digest in digests if isinstance(digest, str) and digest}
            for name, digests in written.items()
            if len(name) < 1_000 and _OURS.match(name) and isinstance(digests, list)
        }
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _remember(root: Path, digests: Mapping[str, set[str]]) -> None:
    lists = {path: sorted(digests[path] - {""}) for path in sorted(digests)}
    place(root, MANIFEST, (json.dumps(lists, indent=1) + "\n").encode())


def _prune(root: Path, digests: Mapping[str, set[str]]) -> tuple[int, tuple[str, ...]]:
    """Delete the files that have one of their hashes: how many did, and which exist and do not."""
    count, left = 0, []
    for name, known in digests.items():
        standing = _digest_at(root / name) if _is_straight(root, name) else None
        if standing in known:
            (root / name).unlink()
            _drop_empty((root / name).parent, root / "docs")
            count += 1
        elif standing is not None:
            left.append(name)
    return count, tuple(left)


def _drop_empty(folder: Path, top: Path) -> None:
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
