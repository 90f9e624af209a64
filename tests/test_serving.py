"""Serving while somebody edits, by a real server: pages first, one build a save, PDFs on demand, `docs/` as it was."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import edit
from tests.printed import bare, pages
from tests.test_site import hashes, run

pytestmark = pytest.mark.slow

SERVING = re.compile(
    r"serving at http://127\.0\.0\.1:\d+/\S* \(built in \d+\.\d s; a PDF is printed when you open it\)"
)
AGAIN = re.compile(r"built again in \d+\.\d s")
PATIENCE = 60
PRINTED = 300


@dataclass(frozen=True)
class Served:
    """A site that is being served, and the file into which its server writes."""

    address: str
    log: Path

    @property
    def lines(self) -> list[str]:
        """What the server has said so far."""
        return self.log.read_text("utf-8").splitlines()

    def answer(self, path: str) -> tuple[int, bytes]:
        """The status and the body of the answer to a request; the status is 0 where there is no answer."""
        try:
            with urllib.request.urlopen(f"http://{self.address}{path}", timeout=PATIENCE) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except OSError as error:
            return 0, str(error).encode()

    def page(self, path: str) -> str:
        """The page at a path, whatever its status."""
        return self.answer(path)[1].decode()

    def until(self, path: str, words: str) -> str:
        """The page at a path as soon as it has some words."""
        wait(lambda: words in self.page(path), f"{words!r} on {path}")
        return self.page(path)


def wait(come: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
    end = time.monotonic() + patience
    while not come():
        if time.monotonic() > end:
            pytest.fail(f"never came: {what}")
        time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(project: Path, *command: str, port: int = 0) -> Iterator[Served]:
    """A server of a project, at a port that is free unless one is named."""
    address = f"127.0.0.1:{port or free_port()}"
    environment = {name: value for name, value in os.environ.items() if name != "BRIEFINGS_TEXTS"}
    served = Served(address, project.parent / f"{project.name}.log")
    with served.log.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *command, address],
            cwd=project,
            env=environment | {"NO_MKDOCS_2_WARNING": "1"},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        yield served
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextmanager
def serving(project: Path) -> Iterator[Served]:
    with started(project, "generator", "serve", "--address") as served:
        yield served


def published_at(project: Path, address: str) -> None:
    edit(project / "mkdocs.yml", 'site_url: ""', f"site_url: {address}")


def test_one_save_is_one_build_and_one_line(project: Path) -> None:
    with serving(project) as served:
        served.until("/dossiers/harbour/", "The two ports agreed to talk")
        edit(project / "briefings/harbour.yaml", "status: active", "status: closed")
        (project / "briefings/.harbour.yaml.swp").write_text("an editor leaves this", "utf-8")
        served.until("/dossiers/harbour/", "Closed")
        (project / "briefings/harbour.yaml~").write_text("and this", "utf-8")
        time.sleep(2)
        first, where, *others = served.lines
    assert first == "building the pages"
    assert SERVING.fullmatch(where)
    assert [bool(AGAIN.fullmatch(line)) for line in others] == [True]


def test_files_that_are_saved_together_are_one_build(project: Path) -> None:
    with serving(project) as served:
        served.until("/dossiers/harbour/", "The two ports agreed to talk")
        for path, before, after in (
            ("briefings/harbour.yaml", "status: active", "status: closed"),
            ("briefings/actors.yaml", "name: Ilse Brandt", "name: Ilse Brandt-Lind"),
            ("docs/editing/index.md", "# Editing", "# How to edit"),
        ):
            edit(project / path, before, after)
            time.sleep(0.05)
        served.until("/dossiers/harbour/", "Closed")
        served.until("/editing/", "How to edit")
        time.sleep(2)
        assert sum(bool(AGAIN.fullmatch(line)) for line in served.lines) == 1


def test_pages_come_before_anything_is_printed_and_a_pdf_when_it_is_opened(project: Path) -> None:
    (project / ".cache").unlink()
    with serving(project) as served:
        page = served.until("/dossiers/harbour/", "The two ports agreed to talk")
        assert 'href="harbour.pdf"' in page
        assert not any("printed " in line for line in served.lines[2:])
        status, data = served.answer("/dossiers/harbour/harbour.pdf")
        assert (status, data[:5]) == (200, b"%PDF-")
        edit(project / "briefings/harbour.yaml", "title: Harbour dispute", "title: Harbour quarrel")
        served.until("/dossiers/harbour/", "Harbour quarrel")
        assert bare("Harbour quarrel") in pages(served.answer("/dossiers/harbour/harbour.pdf")[1])[0]
        assert served.answer("/dossiers/harbour/other.pdf")[0] == 404
        assert sum(line.startswith("printed harbour.pdf in ") for line in served.lines) == 2
        assert not [line for line in served.lines if "WARNING" in line or "not found" in line]


def test_pdfs_are_printed_when_it_is_quiet_and_after_an_edit_those_that_it_changed(project: Path) -> None:
    (project / ".cache").unlink()

    def told(pdfs: int) -> bool:
        said = re.compile(rf"printed {pdfs} PDFs in the background in \d+\.\d s")
        return any(said.fullmatch(line) for line in served.lines)

    with serving(project) as served:
        wait(lambda: told(7), "the three PDFs of each dossier, and the book", PRINTED)
        edit(project / "briefings/harbour.yaml", "who called the meeting", "who had asked for the meeting")
        wait(lambda: told(4), "those of one dossier, and the book", PRINTED)
        status, data = served.answer("/dossiers/harbour/harbour.pdf")
        assert status == 200
        assert any(bare("who had asked for the meeting") in page for page in pages(data))
        assert sum("printed " in line for line in served.lines[2:]) == 3


@pytest.mark.parametrize("command", [("generator", "serve", "--address"), ("mkdocs", "serve", "-a")], ids=str)
def test_the_last_build_stays_byte_for_byte(project: Path, command: tuple[str, ...]) -> None:
    published_at(project, "https://strait.example/desk/")
    assert run(project, "generator", "build", "--only", "harbour").returncode == 0
    before = hashes(project / "docs"), hashes(project / "site")
    with started(project, *command) as served:
        served.until("/desk/dossiers/harbour/", "The two ports agreed to talk")
        edit(project / "briefings/harbour.yaml", "status: active", "status: closed")
        served.until("/desk/dossiers/harbour/", "Closed")
        assert served.answer("/desk/dossiers/ferry/ferry.pdf")[0] == 200
    assert (hashes(project / "docs"), hashes(project / "site")) == before


def test_what_is_served_and_printed_is_what_will_be_published(project: Path) -> None:
    published_at(project, "https://strait.example")
    with serving(project) as served:
        page = served.until("/dossiers/harbour/", "The two ports agreed to talk")
        assert "https://strait.example/dossiers/harbour/" in page
        pdf = served.answer("/dossiers/harbour/harbour.pdf")[1]
        data = served.page("/dossiers/harbour/harbour.jsonld")
    assert run(project, "generator", "build", "--only", "harbour").returncode == 0
    assert pdf == (project / "docs/dossiers/harbour/harbour.pdf").read_bytes()
    assert data == (project / "docs/dossiers/harbour/harbour.jsonld").read_text("utf-8")


def test_what_a_build_left_and_is_no_longer_made_is_not_served(project: Path) -> None:
    assert run(project, "generator", "build", "--no-pdf").returncode == 0
    (project / "briefings/ferry.yaml").unlink()
    edit(project / "briefings/desk.yaml", "[harbour, ferry]", "[harbour]")
    edit(project / "briefings/harbour.yaml", "    see: [ferry#skippers-paid]\n", "")
    with serving(project) as served:
        served.until("/dossiers/harbour/", "The two ports agreed to talk")
        assert served.answer("/dossiers/ferry/")[0] == 404
    assert (project / "docs/dossiers/ferry/index.md").is_file()


def test_a_page_by_hand_in_the_way_is_said_in_the_browser(project: Path) -> None:
    (project / "docs/timeline.md").write_text("mine", "utf-8")
    with serving(project) as served:
        served.until("/", "docs/timeline.md is in the way")
        (project / "docs/timeline.md").unlink()
        served.until("/", "Two ports and a toll")


def test_edits_are_followed_and_mistakes_shown_in_the_browser(project: Path) -> None:
    dossier = project / "briefings/harbour.yaml"
    with serving(project) as served:
        served.until("/dossiers/harbour/", "The two ports agreed to talk")
        edit(dossier, "status: active", "status: actve <b>")
        shown = served.until("/dossiers/harbour/", "error[unknown-word]")
        assert "briefings/harbour.yaml:5:9" in shown
        assert "actve &lt;b&gt;" in shown
        assert "livereload" in shown
        assert "error[unknown-word]" in served.page("/")
        status, answer = served.answer("/dossiers/harbour/harbour.pdf")
        assert (status, b"error[unknown-word]" in answer) == (503, True)
        edit(dossier, "status: actve <b>", "status: closed")
        served.until("/dossiers/harbour/", "Closed")


def test_a_page_by_hand_that_mkdocs_cannot_read_leaves_the_pages_as_they_were(project: Path) -> None:
    page = project / "docs/editing/index.md"
    with serving(project) as served:
        served.until("/dossiers/harbour/", "The two ports agreed to talk")
        edit(page, "# Editing", "# Editing\n\na <![ b\n")
        wait(lambda: any(line.startswith("not built: ") for line in served.lines), "the reason")
        assert "The two ports agreed to talk" in served.page("/dossiers/harbour/")
        assert "Traceback" not in "\n".join(served.lines)
        edit(page, "a <![ b", "Mended.")
        served.until("/editing/", "Mended.")


def test_it_starts_with_a_mistake_too(project: Path) -> None:
    edit(project / "briefings/harbour.yaml", "status: active", "status: actve")
    with serving(project) as served:
        served.until("/", "error[unknown-word]")


def test_an_address_that_is_taken_is_said_at_once(project: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = run(project, "generator", "serve", "--address", f"127.0.0.1:{taken.getsockname()[1]}")
    assert result.returncode == 1
    assert "in use" in result.stderr
    assert "Traceback" not in result.stderr
