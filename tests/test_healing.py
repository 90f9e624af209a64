"""What a killed build left is made good; what the system or a program refuses is one sentence."""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typst
from click.testing import CliRunner, Result
from mkdocs import utils
from mkdocs.config import load_config

from generator import build, disk
from generator.cli import main
from generator.printing.child import PrintError
from generator.printing.press import Press
from generator.references import pandoc
from generator.site import exchange, publish
from generator.view.settings import Settings
from tests.conftest import edit, harbour, harbour_texts


@pytest.fixture(autouse=True)
def _own_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The texts of a project lie in it, whatever the environment says."""
    monkeypatch.delenv("BRIEFINGS_TEXTS", raising=False)


def make(project: Path) -> Result:
    return CliRunner().invoke(main.cli, ["build", "-f", str(project / "mkdocs.yml")])


@pytest.fixture
def unprinted(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose PDFs are not worth the time."""
    monkeypatch.setattr(Press, "produce_all", lambda _, orders: (b"%PDF" for _ in orders))
    return project


def folder(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "index.html").write_text(text, "utf-8")
    return path


def test_two_folders_change_places_in_one_step(tmp_path: Path) -> None:
    one, other = folder(tmp_path / "one", "1"), folder(tmp_path / "other", "2")
    assert exchange.exchange(one, other)
    assert ((one / "index.html").read_text(), (other / "index.html").read_text()) == ("2", "1")


class _Refusing:
    """A C library whose `renameat2` ends with an error."""

    def __init__(self, number: int) -> None:
        self.number = number

    def renameat2(self, *_: object) -> int:
        ctypes.set_errno(self.number)
        return -1


@pytest.mark.parametrize("number", [errno.ENOSYS, errno.EINVAL, errno.ENOTSUP])
@pytest.mark.parametrize("killed", [False, True])
def test_without_an_exchange_there_are_two_renames(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, killed: bool
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: _Refusing(number))
    final, fresh = folder(tmp_path / "site", "old"), folder(tmp_path / ".site-building-12345678", "new")
    if killed:
        rename = Path.rename

        def once(path: Path, target: Path) -> Path:
            if path == fresh:
                raise KeyboardInterrupt
            return rename(path, target)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "rename", once)
            with pytest.raises(KeyboardInterrupt):
                publish.swap(fresh, final)
        assert not final.exists()
        publish.recover(final)
    else:
        publish.swap(fresh, final)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert (final / "index.html").read_text("utf-8") == ("old" if killed else "new")


def test_another_error_of_an_exchange_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: _Refusing(errno.EROFS))
    with pytest.raises(OSError, match="Read-only file system"):
        exchange.exchange(tmp_path / "one", tmp_path / "other")


def test_a_library_without_an_exchange_cannot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    assert not exchange.exchange(tmp_path / "one", tmp_path / "other")


def test_readers_always_meet_a_site(tmp_path: Path) -> None:
    """While one site takes the place of another, a hundred times, there is no moment without one."""
    final = folder(tmp_path / "site", "0")
    watch = (
        "import os, sys\n"
        "sys.stdout.write('ready\\n'); sys.stdout.flush()\n"
        "while not os.path.exists(sys.argv[2]):\n"
        "    assert os.path.isdir(sys.argv[1])\n"
    )
    command = [sys.executable, "-c", watch, str(final), str(tmp_path / "done")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as reader:
        assert reader.stdout
        reader.stdout.readline()
        for number in range(300):
            publish.swap(folder(tmp_path / f"fresh{number}", str(number)), final)
        (tmp_path / "done").touch()
        assert reader.communicate()[1] == b""


def test_a_site_comes_back_before_mistakes_in_the_records_are_told(project: Path) -> None:
    folder(project / ".site-old", "old")
    folder(project / ".site-building-12345678", "half")
    folder(project / ".site-packages", "another's")
    edit(project / "briefings/harbour.yaml", "status: active", "status: actve")
    result = make(project)
    assert result.exit_code == 1
    assert "unknown-word" in result.output
    assert (project / "site/index.html").read_text("utf-8") == "old"
    assert sorted(path.name for path in project.glob(".site*")) == [".site-packages"]


@pytest.mark.slow
def test_what_a_killed_build_leaves_is_gone_after_the_next(unprinted: Path) -> None:
    assert make(unprinted).exit_code == 0
    before = (unprinted / "site/index.html").read_bytes()
    with subprocess.Popen(
        [sys.executable, "-m", "generator", "build", "--full"], cwd=unprinted, stderr=subprocess.DEVNULL
    ) as process:
        for _ in range(3_000):
            if list(unprinted.glob(".site-building-*/*")):
                break
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
    assert len(list(unprinted.glob(".site-*"))) == 1
    assert (unprinted / "site/index.html").read_bytes() == before
    edit(unprinted / "briefings/harbour.yaml", "status: active", "status: actve")
    assert make(unprinted).exit_code == 1
    assert list(unprinted.glob(".site-*")) == []
    assert (unprinted / "site/index.html").read_bytes() == before


def test_one_build_waits_for_another(project: Path) -> None:
    """The other is alive: what it has built so far is not deleted."""
    edit(project / "briefings/harbour.yaml", "status: active", "status: actve")
    alive = folder(project / ".site-building-12345678", "half")
    with disk.alone(project):
        process = subprocess.Popen(
            [sys.executable, "-m", "generator", "build"], cwd=project, stderr=subprocess.PIPE, text=True
        )
        assert process.stderr
        assert process.stderr.readline() == "waiting for another build of this site\n"
        assert alive.is_dir()
    process.communicate()
    assert process.returncode == 1
    assert not alive.exists()


@pytest.fixture(params=[0o022, 0o077])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.mark.slow
@pytest.mark.usefixtures("umask")
def test_everybody_may_read_all_that_is_made(unprinted: Path) -> None:
    assert make(unprinted).exit_code == 0
    for top in ("site", "docs/dossiers", "docs/data"):
        for path in (unprinted / top, *(unprinted / top).rglob("*")):
            assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644), path


def test_a_list_of_generated_files_deletes_no_page_by_hand(tmp_path: Path) -> None:
    disk.publish(tmp_path, {"docs/a.md": b"made", "docs/b.md": b"made"})
    (tmp_path / "docs/a.md").write_text("rewritten by hand", "utf-8")
    assert disk.publish(tmp_path, {}) == disk.Published(1, ("docs/a.md",))
    assert (tmp_path / "docs/a.md").read_text("utf-8") == "rewritten by hand"
    assert disk.publish(tmp_path, {}) == disk.Published(0, ())


@pytest.mark.parametrize("listed", ['["docs/watch.md"]', '{"docs/watch.md": ["' + "0" * 64 + '"]}'])
def test_nor_does_one_that_is_committed_overwrite_it(tmp_path: Path, listed: str) -> None:
    disk.write(tmp_path / "docs/watch.md", b"by hand")
    disk.write(tmp_path / disk.MANIFEST, listed.encode())
    with pytest.raises(disk.InTheWay, match=r"docs/watch\.md is in the way"):
        disk.publish(tmp_path, {"docs/watch.md": b"made"})
    disk.publish(tmp_path, {})
    assert (tmp_path / "docs/watch.md").read_bytes() == b"by hand"


def test_all_that_is_in_the_way_is_counted(tmp_path: Path) -> None:
    (tmp_path / "docs/a.md").mkdir(parents=True)
    (tmp_path / "docs/b.md").write_text("by hand", "utf-8")
    with pytest.raises(disk.InTheWay, match=r"docs/a\.md and 1 more are in the way.* Move them"):
        disk.publish(tmp_path, {"docs/a.md": b"made", "docs/b.md": b"made", "docs/c.md": b"made"})
    assert not (tmp_path / "docs/c.md").exists()


def test_a_run_that_was_cut_short_between_two_files_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One file is the new one and the other still the old: both are the program's."""
    disk.publish(tmp_path, {"docs/a.md": b"1", "docs/b.md": b"1"})
    real = disk.write

    def full(path: Path, data: bytes) -> bool:
        if path.name == "b.md":
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return real(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(disk, "write", full)
        with pytest.raises(OSError, match="No space"):
            disk.publish(tmp_path, {"docs/a.md": b"2", "docs/b.md": b"2"})
    assert (tmp_path / "docs/a.md").read_bytes() == b"2"
    assert disk.publish(tmp_path, {"docs/a.md": b"3", "docs/b.md": b"3"}) == disk.Published(2, ())


@pytest.mark.slow
def test_a_page_that_is_left_is_named(unprinted: Path) -> None:
    assert make(unprinted).exit_code == 0
    (unprinted / "docs/dossiers/ferry/index.md").write_text("# By hand\n", "utf-8")
    (unprinted / "briefings/ferry.yaml").unlink()
    edit(unprinted / "briefings/desk.yaml", "[harbour, ferry]", "[harbour]")
    edit(unprinted / "briefings/harbour.yaml", "    see: [ferry#skippers-paid]\n", "")
    result = make(unprinted)
    assert result.exit_code == 0, result.output
    assert "warning: docs/dossiers/ferry/index.md is no longer made, but was changed by hand" in result.stderr
    assert (unprinted / "docs/dossiers/ferry/index.md").read_text("utf-8") == "# By hand\n"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_site_that_cannot_be_written_is_one_sentence(
    unprinted: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    folder(unprinted / "site", "old")

    def fail(_content: bytes, path: str) -> None:
        raise OSError(number, os.strerror(number), path)

    monkeypatch.setattr(utils, "write_file", fail)
    result = make(unprinted)
    assert result.exit_code == 1
    [sentence] = [line for line in result.stderr.split("\n") if line.startswith("Error")]
    assert sentence.endswith(f"cannot be read or written: {os.strerror(number)}")
    assert "fault" not in result.output
    assert (unprinted / "site/index.html").read_text("utf-8") == "old"
    assert list(unprinted.glob(".site-*")) == []


def test_a_folder_that_is_a_file_is_one_sentence(unprinted: Path) -> None:
    (unprinted / "docs/dossiers").write_text("in the way", "utf-8")
    result = make(unprinted)
    assert (result.exit_code, "fault" in result.output) == (1, False)
    assert "docs/dossiers" in result.stderr


def test_where_in_the_program_is_shown_when_asked_for(
    unprinted: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BRIEFINGS_TRACEBACK", "1")
    (unprinted / "docs/dossiers").write_text("in the way", "utf-8")
    assert "Traceback" in make(unprinted).output


NONSENSE = {
    "kill -9 $$": "it was ended by SIGKILL",
    "kill -50 $$": "it was ended by the signal 50",
    "true": "its answer is not a document",
    "exit 4": "it ended with the exit code 4",
    "echo no words >&2; exit 1": "no words",
    "echo '{'": "its answer is not a document",
    "echo []": "its answer is not a document",
    "echo '{}'": "its answer is not a document",
    "printf '\\377'": "its answer is not a document",
    "echo '{\"blocks\": 5}'": "its answer is not a document",
    "echo '{\"blocks\": []}'": "its answer lacks `",
    'echo \'{"blocks": [{"t": "Para", "c": 5}]}\'': "its answer is not a document",
    'echo \'{"blocks": [{"t": "Para", "c": [{"t": "Str", "c": 5}]}]}\'': "its answer is not a document",
    'echo \'{"blocks": [{"t": "Para", "c": []}]}\'': "its answer lacks `",
    "yes '[' | head -c 400000": "its answer is not a document",
}


@pytest.mark.parametrize("script", NONSENSE)
def test_whatever_pandoc_does_instead_is_one_sentence(
    project: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    (project / ".cache").unlink()
    program = tmp_path_factory.mktemp("bad") / "files/pandoc"
    disk.write(program, f"#!/bin/sh\n{script}\n".encode())
    program.chmod(0o755)
    real = pandoc._folder
    monkeypatch.setattr(
        pandoc,
        "_folder",
        lambda package, wheel: program.parent.parent if package == "pypandoc" else real(package, wheel),
    )
    result = make(project)
    assert (result.exit_code, result.stderr.count("Error: ")) == (1, 1), result.output
    assert (
        f"Error: pandoc {'could not' if '$$' in script or 'exit' in script else 'did not'}" in result.stderr
    )
    assert NONSENSE[script] in result.stderr
    assert "fault" not in result.output
    assert not (project / "docs/index.md").exists()


class PanicException(BaseException):
    """What a panic of Rust is in Python; it cannot be imported."""


@pytest.mark.parametrize("answer", [b"", b"PK", None, [b"%PDF", b"%PDF"], b"%PDF-1.7 cut", PanicException()])
def test_whatever_typst_does_instead_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: Any
) -> None:
    def give(*_: object, **__: object) -> Any:
        if isinstance(answer, BaseException):
            raise answer
        return answer

    order = build.build(harbour(), harbour_texts(), Settings()).prints[0]
    fake = type("Compiler", (), {"compile": give, "__init__": lambda *_, **__: None})
    monkeypatch.setattr(typst, "Compiler", fake)
    with pytest.raises(PrintError, match=r"(what Typst gave is no PDF|Typst broke down)\Z"):
        Press(tmp_path).produce(order)
    assert list(tmp_path.rglob("*.pdf")) == []


def test_an_interruption_stays_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order = build.build(harbour(), harbour_texts(), Settings()).prints[0]

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(typst, "Compiler", stop)
    with pytest.raises(KeyboardInterrupt):
        Press(tmp_path).produce(order)


def test_a_site_that_is_a_link_is_refused_before_anything(small_site: Path) -> None:
    with pytest.raises(OSError, match="it is a link"), publish.alone(load_config(str(small_site))):
        pytest.fail("it went on")


@pytest.fixture
def small_site(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "public").symlink_to("elsewhere")
    (tmp_path / "mkdocs.yml").write_text("site_name: Small\nsite_dir: public\n", "utf-8")
    return tmp_path / "mkdocs.yml"
