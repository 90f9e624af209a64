"""The works that are measured, each group in turns: A, B, A, B, so that what else the machine does meets both alike."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pypdf

from generator.site.shard import MOST
from tests.bench.cost import Cost, Failed, processor
from tests.bench.projects import Project, words
from tests.bench.record import Record

SHARDS = 4
"""Machines that share a build."""

_LOAD = "import sys, yaml; [yaml.load(open(path, 'rb'), Loader=yaml.CSafeLoader) for path in sys.argv[1:]]"
_PATIENCE = 3600
"""Seconds after which a page that did not come is given up."""
_REST = 60
"""Seconds that a server may go on with what it does beside."""
_LOOK = 0.02
"""Seconds between the first looks at whether a page has come; later ones are a hundredth of the wait apart."""

Say = Callable[[str], None]


def check(project: Project, record: Record, turns: int, say: Say) -> None:
    """Check with nothing kept, again, and after an edit; against PyYAML's loader in C over the same files."""
    for turn in range(turns):
        enter = _enter(project, record, turn, say)
        enter("load", _load(project))
        project.forget()
        enter("check", project.briefings("check"))
        enter("check again", project.briefings("check"))
        project.edit(words(turn, "check"))
        enter("check edit", project.briefings("check"))


def generate(project: Project, record: Record, turns: int, say: Say) -> None:
    """Write pages and data alone, with nothing kept."""
    for turn in range(turns):
        project.forget()
        _enter(project, record, turn, say)("generate", project.briefings("generate"))


def site(project: Project, record: Record, turns: int, say: Say) -> None:
    """Build the site without PDFs, from nothing and after an edit, and save under `serve`; against plain MkDocs."""
    ready = project.copy(project.folder.with_name(f"{project.corpus}-ready"))
    ready.briefings("generate")
    config = ready.plain()
    served = project.copy(project.folder.with_name(f"{project.corpus}-served"))
    with serving(served) as server:
        for turn in range(turns):
            enter = _enter(project, record, turn, say)
            enter("plain", ready.python("-m", "mkdocs", "build", "-q", "-f", str(config), "-d", "plain"))
            project.forget()
            enter("build", project.briefings("build", "--no-pdf"))
            project.edit(words(turn, "build"))
            enter("build edit", project.briefings("build", "--no-pdf"))
            enter("save", server.save(words(turn, "save")))
    pages = [path.stat().st_size for path in (project.folder / "site").rglob("*.html")]
    files = [path.stat().st_size for path in (project.folder / "site").rglob("*") if path.is_file()]
    record.fact(project.corpus, "pages", len(pages))
    record.fact(project.corpus, "largest page, MB", round(max(pages) / 1e6, 3))
    record.fact(project.corpus, "site, MB", round(sum(files) / 1e6, 1))


def whole(project: Project, record: Record, turns: int, say: Say) -> None:
    """Everything from nothing, PDFs included."""
    for turn in range(turns):
        project.forget()
        _enter(project, record, turn, say)("site", project.briefings("build"))


def shards(project: Project, record: Record, turns: int, say: Say) -> None:
    """A build on one machine, a part of several, the least that a part does, and joining; without PDFs and with them."""
    least = ("build", "--no-pdf", "--shard", f"{MOST}/{MOST}", "--into", "least")
    folders = [f"parts/{number}-of-{SHARDS}" for number in range(1, SHARDS + 1)]
    for turn in range(turns):
        enter = _enter(project, record, turn, say)
        project.forget()
        enter("least part", project.briefings(*least))
        for name, without in (("", ("--no-pdf",)), (" printed", ())):
            project.forget()
            enter(f"alone{name}", project.briefings("build", *without))
            project.forget()
            enter(f"part{name}", project.briefings("build", *without, "--shard", f"1/{SHARDS}"))
            for number in range(2, SHARDS + 1):
                project.briefings("build", *without, "--shard", f"{number}/{SHARDS}")
            project.forget()
            enter(f"join{name}", project.briefings("join", *without, *folders))


def book(project: Project, record: Record, turns: int, say: Say) -> None:
    """The book of all dossiers, with nothing kept."""
    for turn in range(turns):
        project.forget()
        _enter(project, record, turn, say)("book", project.briefings("pdf", "-o", "book.pdf"))
    record.fact(project.corpus, "pages of the book", len(pypdf.PdfReader(project.folder / "book.pdf").pages))


def peers(project: Project, record: Record, turns: int, say: Say) -> None:
    """Other builders on the same ready pages, where they are on the PATH; those that are not are noted."""
    ready = project.copy(project.folder.with_name(f"{project.corpus}-peers"))
    ready.briefings("generate")
    config = str(ready.plain())
    _for_hugo(ready.folder)
    commands = {
        "mkdocs": (sys.executable, "-m", "mkdocs", "build", "-q", "-f", config, "-d", "plain"),
        "properdocs": ("properdocs", "build", "-q", "-f", config, "-d", "proper"),
        "zensical": ("zensical", "build", "--clean", "-f", config),
        "hugo": ("hugo", "--quiet"),
    }
    bring = {
        "properdocs": "pip install properdocs mkdocs-material",
        "zensical": "pip install zensical",
        "hugo": "apt-get install hugo",
    }
    here = {name: command for name, command in commands.items() if shutil.which(command[0])}
    missing = sorted(commands.keys() - here.keys())
    for turn in range(turns):
        for name, command in tuple(here.items()):
            try:
                _enter(project, record, turn, say)(f"peer {name}", ready.run(*command))
            except Failed as failed:
                record.notes.append(f"{name} did not build the pages: {str(failed).splitlines()[-1][:200]}")
                del here[name]
    for name in missing:
        record.notes.append(
            f"{name} is not on the PATH: `{bring[name]}`, in an environment of its own, brings it"
        )


def _enter(project: Project, record: Record, turn: int, say: Say) -> Callable[[str, Cost], None]:
    def enter(work: str, cost: Cost) -> None:
        record.add(work, project.corpus, turn, cost)
        say(
            f"{project.corpus:>8} {turn + 1} {work:12} {cost.processor:8.2f} s of the processors, "
            f"{cost.wall:8.2f} s, {cost.peak / 1e6:6.0f} MB"
        )

    return enter


def _load(project: Project) -> Cost:
    """PyYAML's loader in C over every record; starting Python is in it, as it is in every other work."""
    files = sorted(project.folder.glob("briefings/*.yaml")) + sorted(project.folder.glob("seeds/*.yaml"))
    return project.python("-c", _LOAD, *map(str, files))


class Server:
    """`briefings serve` on a project, as its reader meets it: over HTTP."""

    def __init__(self, project: Project, process: subprocess.Popen[bytes], address: str) -> None:
        self._project = project
        self._process = process
        self._page = f"http://{address}/dossiers/{project.dossier}/"

    def save(self, words: str) -> Cost:
        """What it costs from a save until the page has what was saved."""
        self.rest()
        before, start = processor(self._process.pid), time.perf_counter()
        self._project.edit(words)
        self.wait(words)
        return Cost(processor(self._process.pid) - before, time.perf_counter() - start, 0)

    def wait(self, words: str) -> None:
        """Wait until the page has these words. Raises `Failed` where the server ends or they do not come."""
        start = time.monotonic()
        while words not in self._get():
            waited = time.monotonic() - start
            if self._process.poll() is not None or waited > _PATIENCE:
                raise Failed(f"`briefings serve` did not show “{words}” on {self._page}")
            time.sleep(max(_LOOK, waited / 100))

    def rest(self) -> None:
        """Wait until it has nothing to do, or for a minute where it finds something."""
        before, give_up = -1.0, time.monotonic() + _REST
        while (used := processor(self._process.pid)) - before > 0.05 and time.monotonic() < give_up:
            before = used
            time.sleep(1)

    def _get(self) -> str:
        try:
            with urllib.request.urlopen(self._page, timeout=60) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, OSError):
            return ""


@contextlib.contextmanager
def serving(project: Project) -> Iterator[Server]:
    """The server of a project, from its first page until it is no longer wanted."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "generator", "serve", "--address", address]
    process = subprocess.Popen(
        command,
        cwd=project.folder,
        env=project.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        server = Server(project, process, address)
        server.wait("</html>")
        yield server
    finally:
        process.terminate()
        process.wait()


def _for_hugo(folder: Path) -> None:
    """What Hugo wants: a configuration, the least of a theme, and `_index.md` where a folder has a page of its own."""
    (folder / "hugo.toml").write_text(
        'baseURL = "https://strait.example/"\npublishDir = "hugo"\n[markup.goldmark.renderer]\nunsafe = true\n',
        "utf-8",
    )
    for page in (folder / "docs").rglob("*.md"):
        name = "_index.md" if page.name == "index.md" else page.name
        path = folder / "content" / page.relative_to(folder / "docs").with_name(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(page, path)
    layouts = folder / "layouts/_default"
    layouts.mkdir(parents=True)
    for name in ("single", "list"):
        form = "<!doctype html><title>{{ .Title }}</title>{{ .Content }}"
        (layouts / f"{name}.html").write_text(form, "utf-8")


class Group(NamedTuple):
    """Works that are measured together on a corpus, and the names under which their runs are entered."""

    measure: Callable[[Project, Record, int, Say], None]
    works: tuple[str, ...]


GROUPS = {
    "check": Group(check, ("load", "check", "check again", "check edit")),
    "generate": Group(generate, ("generate",)),
    "site": Group(site, ("plain", "build", "build edit", "save")),
    "whole": Group(whole, ("site",)),
    "shards": Group(
        shards,
        ("least part", *(f"{work}{name}" for work in ("alone", "part", "join") for name in ("", " printed"))),
    ),
    "book": Group(book, ("book",)),
    "peers": Group(peers, tuple(f"peer {name}" for name in ("mkdocs", "properdocs", "zensical", "hugo"))),
}
"""By the name under which each is asked for."""
