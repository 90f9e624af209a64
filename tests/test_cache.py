"""What comes from a cache is what was put there, whole; old entries go; runs do not harm each other."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator import build
from generator.cache import LARGEST, Cache
from generator.printing.press import Press
from generator.view.settings import Settings
from tests.conftest import harbour, harbour_texts

A, B, C = ("a" * 32, "b" * 64, "c" * 32)
"""Keys such as other machines know."""


def never() -> bytes:
    pytest.fail("it was made again")


def test_what_was_made_once_is_read_back(tmp_path: Path) -> None:
    for data in (b"", b"words", b"a\n%% kept 1 2\nb", bytes(range(256)) * 100):
        assert Cache(tmp_path / "kept", ".x", 10**6).kept("key", lambda data=data: data) == data  # type: ignore[misc]
        assert Cache(tmp_path / "kept", ".x", 10**6).kept("key", never) == data
        (tmp_path / "kept/key.x").unlink()


def test_what_is_put_takes_the_place_of_what_was_kept(tmp_path: Path) -> None:
    assert Cache(tmp_path, ".x", 10**6).get("key") is None
    for data in (b"one", b"two"):
        Cache(tmp_path, ".x", 10**6).put("key", data)
        assert Cache(tmp_path, ".x", 10**6).get("key") == data


@pytest.mark.parametrize("cut", [0, 1, 4_000, 9_999, -1, -70])
def test_an_entry_that_was_cut_is_made_anew(tmp_path: Path, cut: int) -> None:
    data = os.urandom(10_000)
    Cache(tmp_path, ".pdf", 10**6).kept("key", lambda: data)
    whole = (tmp_path / "key.pdf").read_bytes()
    (tmp_path / "key.pdf").write_bytes(whole[:cut])
    assert Cache(tmp_path, ".pdf", 10**6).kept("key", lambda: data) == data
    assert (tmp_path / "key.pdf").read_bytes() == whole


def test_an_entry_with_one_other_byte_or_one_more_is_made_anew(tmp_path: Path) -> None:
    Cache(tmp_path, ".x", 10**6).kept("key", lambda: b"abc")
    whole = (tmp_path / "key.x").read_bytes()
    changed = [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(len(whole))]
    for entry in (*changed, whole + b"\n", b"x" + whole, b"%PDF-1.7 of another program"):
        (tmp_path / "key.x").write_bytes(entry)
        assert Cache(tmp_path, ".x", 10**6).kept("key", lambda: b"anew") == b"anew"


def test_the_entry_of_another_key_is_foreign(tmp_path: Path) -> None:
    for key in ("one", "two"):
        Cache(tmp_path, ".x", 10**6).kept(key, key.encode)
    shutil.copy(tmp_path / "two.x", tmp_path / "one.x")
    assert Cache(tmp_path, ".x", 10**6).kept("one", lambda: b"one") == b"one"


def test_what_is_no_file_is_no_entry(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.x")
    (tmp_path / "folder.x").mkdir()
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "link.x").symlink_to("secret")
    for key in ("pipe", "folder", "link"):
        assert Cache(tmp_path, ".x", 10**6).kept(key, lambda: b"anew") == b"anew"
    assert (tmp_path / "secret").read_bytes() == b"secret"


def test_a_folder_that_cannot_be_written_to_keeps_nothing_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("in the way", "utf-8")
    cache = Cache(tmp_path / "kept", ".x", 10**6)
    assert cache.kept("key", lambda: b"made") == b"made"
    cache.tidy()


def sized(folder: Path, key: str, age: int, size: int = 1_000) -> None:
    Cache(folder, ".x", 10**9).kept(key, lambda: bytes(size))
    os.utime(folder / f"{key}.x", (1_000 - age, 1_000 - age))


def test_the_oldest_go_until_the_rest_is_small_enough(tmp_path: Path) -> None:
    for age, key in enumerate("abcdef"):
        sized(tmp_path, key, age)
    (tmp_path / ".killed.part").write_bytes(bytes(1_000))
    os.utime(tmp_path / ".killed.part", (1, 1))
    Cache(tmp_path, ".x", 3_500).tidy()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.x", "b.x", "c.x"]


def test_what_was_used_is_young_and_stays_whatever_the_size(tmp_path: Path) -> None:
    for age, key in enumerate("abcdef"):
        sized(tmp_path, key, age)
    cache = Cache(tmp_path, ".x", 1_500)
    for key in ("f", "e"):
        cache.kept(key, never)
    cache.tidy()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["e.x", "f.x"]
    Cache(tmp_path, ".x", 1_500).tidy()
    assert len(list(tmp_path.iterdir())) == 1


def test_entries_are_given_to_another_machine_and_taken_there(tmp_path: Path) -> None:
    here, there = (Cache(tmp_path / place / "kept", ".x", 10**6) for place in ("here", "there"))
    for key in (A, B):
        here.put(key, key.encode())
    assert here.used == [A, B]
    here.give([B, "unknown"], tmp_path / "part")
    assert [path.name for path in (tmp_path / "part/kept").iterdir()] == [f"{B}.x"]
    assert there.take(tmp_path / "part") == 0
    assert (there.get(A), there.get(B)) == (None, B.encode())
    assert there.take(tmp_path / "elsewhere") == 0, "nothing was given"


@pytest.mark.parametrize("name", [f"{C}.y", f"{C}", "c.x", f"{C}.x.x", f".{C}.x", "index.html"])
def test_what_has_no_name_of_an_entry_is_not_taken(tmp_path: Path, name: str) -> None:
    here = Cache(tmp_path / "here/kept", ".x", 10**6)
    here.put(C, b"data")
    here.give([C], tmp_path / "part")
    (tmp_path / f"part/kept/{C}.x").rename(tmp_path / "part/kept" / name)
    assert Cache(tmp_path / "there/kept", ".x", 10**6).take(tmp_path / "part") == 1
    assert not (tmp_path / "there").exists()


def test_nor_what_is_no_plain_file_or_too_large(tmp_path: Path) -> None:
    Cache(tmp_path / "kept", ".x", 10**6).put(A, b"data")
    part = tmp_path / "part/kept"
    part.mkdir(parents=True)
    (part / f"{A}.x").symlink_to(tmp_path / f"kept/{A}.x")
    os.mkfifo(part / f"{B}.x")
    with (part / f"{C}.x").open("wb") as stream:
        stream.truncate(LARGEST + 1)
    (part / ("d" * 32 + ".x")).mkdir()
    there = Cache(tmp_path / "there/kept", ".x", 10**6)
    assert there.take(tmp_path / "part") == 4
    shutil.rmtree(part)
    part.symlink_to(tmp_path / "kept")
    assert there.take(tmp_path / "part") == 0
    assert not (tmp_path / "there").exists()


RUN = """
import sys
from pathlib import Path
from generator.cache import Cache
for turn in range(200):
    cache = Cache(Path(sys.argv[1]), ".x", 20_000)
    for number in range(10):
        data = bytes([number]) * 5_000
        assert cache.kept(str(number), lambda: data) == data
    Cache(Path(sys.argv[1]), ".x", 20_000).tidy()
"""


@pytest.mark.slow
def test_runs_at_the_same_time_do_not_harm_each_other(tmp_path: Path) -> None:
    runs = [
        subprocess.Popen([sys.executable, "-c", RUN, str(tmp_path)], stderr=subprocess.PIPE) for _ in range(3)
    ]
    assert [(run.communicate()[1], run.returncode) for run in runs] == [(b"", 0)] * 3
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.slow
def test_a_pdf_that_was_cut_in_the_cache_is_printed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = build.build(harbour(), harbour_texts(), Settings()).prints[0]
    pdf = Press(tmp_path).produce(order)
    [entry] = (tmp_path / ".cache/pdf").glob("*.pdf")
    entry.write_bytes(entry.read_bytes()[:4_000])
    assert Press(tmp_path).produce(order) == pdf
    monkeypatch.setattr(Press, "compile", lambda *_: pytest.fail("it was printed again"))
    assert Press(tmp_path).produce(replace(order)) == pdf


def test_building_leaves_no_more_than_is_to_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tidied: list[Any] = []
    monkeypatch.setattr(Cache, "tidy", lambda cache: tidied.append(cache))
    Press(tmp_path).tidy()
    [cache] = tidied
    assert (cache._folder, cache._most) == (tmp_path / ".cache/pdf", 500_000_000)
