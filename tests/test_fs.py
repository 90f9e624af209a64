"""Writing is atomic, and only what was generated is pruned."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from generator import disk


def tree(root: Path) -> dict[str, bytes]:
    """Every file below a folder, without the manifest."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != ".generated.json"
    }


def test_a_file_is_written_once(tmp_path: Path) -> None:
    path = tmp_path / "a/b.txt"
    assert disk.write(path, b"one")
    before = path.stat()
    assert not disk.write(path, b"one")
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert disk.write(path, b"two")
    assert tree(tmp_path) == {"a/b.txt": b"two"}


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    disk.write(path, b"old")

    def fail(*args: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="no room"):
        disk.write(path, b"new")
    assert tree(tmp_path) == {"a.txt": b"old"}


def test_what_is_no_longer_made_goes_with_its_empty_folders_and_nothing_else_does(tmp_path: Path) -> None:
    by_hand = tmp_path / "docs/editing/index.md"
    disk.write(by_hand, b"by hand")
    assert (
        disk.publish(tmp_path, {"docs/a/b/c.md": b"1", "docs/editing/made.md": b"2", "docs/index.md": b"3"})
        == 3
    )
    assert disk.publish(tmp_path, {"docs/index.md": b"4"}) == 3
    assert tree(tmp_path) == {"docs/editing/index.md": b"by hand", "docs/index.md": b"4"}
    assert not (tmp_path / "docs/a").exists()


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    files = {"docs/index.md": b"1", "docs/a/b.md": b"2"}
    assert disk.publish(tmp_path, files) == 2
    stamps = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert disk.publish(tmp_path, files) == 0
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == stamps


def test_a_file_by_hand_in_the_way_stops_before_anything_is_written(tmp_path: Path) -> None:
    disk.write(tmp_path / "docs/watch.md", b"by hand")
    with pytest.raises(disk.InTheWay, match=r"docs/watch\.md is in the way") as caught:
        disk.publish(tmp_path, {"docs/a.md": b"1", "docs/watch.md": b"2"})
    assert caught.value.path == "docs/watch.md"
    assert tree(tmp_path) == {"docs/watch.md": b"by hand"}


def test_the_same_file_by_hand_is_not_in_the_way(tmp_path: Path) -> None:
    disk.write(tmp_path / "docs/a.md", b"1")
    assert disk.publish(tmp_path, {"docs/a.md": b"1"}) == 0


def test_a_run_that_was_cut_short_is_made_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk.publish(tmp_path, {"docs/old.md": b"1"})
    with monkeypatch.context() as patch:
        patch.setattr(disk, "_prune", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            disk.publish(tmp_path, {"docs/new.md": b"2"})
    disk.publish(tmp_path, {"docs/newer.md": b"3"})
    assert tree(tmp_path) == {"docs/newer.md": b"3"}


@pytest.mark.parametrize(
    "name",
    [
        "../outside.txt",
        "outside.txt",
        "docs/../outside.txt",
        "docs/link/outside.txt",
        "/outside.txt",
        "docs/folder",
        "docs",
        "",
        ".",
        "\0",
        "x" * 5_000,
    ],
)
def test_a_manifest_that_names_other_files_deletes_none_of_them(tmp_path: Path, name: str) -> None:
    root, away = tmp_path / "root", tmp_path / "away"
    for path in (
        tmp_path / "outside.txt",
        root / "outside.txt",
        away / "outside.txt",
        root / "docs/folder/kept.md",
    ):
        disk.write(path, b"kept")
    (root / "docs/link").symlink_to(away)
    absolute = str(tmp_path / "outside.txt") if name.startswith("/") else name
    (root / disk.MANIFEST).write_text(json.dumps([absolute]), "utf-8")
    before = tree(tmp_path)
    disk.publish(root, {})
    assert tree(tmp_path) == before


@pytest.mark.parametrize("text", ["", "{", "5", "null", '{"a": 1}', '[1, null, {"a": []}]', "[" * 100_000])
def test_a_manifest_that_is_none_counts_as_empty(tmp_path: Path, text: str) -> None:
    disk.write(tmp_path / "docs/kept.md", b"kept")
    disk.write(tmp_path / disk.MANIFEST, text.encode())
    disk.publish(tmp_path, {"docs/a.md": b"1"})
    assert tree(tmp_path) == {"docs/a.md": b"1", "docs/kept.md": b"kept"}


def test_records_are_all_yaml_files_but_not_the_texts(tmp_path: Path) -> None:
    for name in (
        "briefings/a.yaml",
        "briefings/old/b.yml",
        "seeds/c.yaml",
        "seeds/texts/d.yaml",
        "seeds/e.txt",
        "other/f.yaml",
    ):
        disk.write(tmp_path / name, b"x")
    (tmp_path / "briefings/folder.yaml").mkdir()
    assert list(disk.read_records(tmp_path)) == ["briefings/a.yaml", "briefings/old/b.yml", "seeds/c.yaml"]
    assert disk.read_texts(tmp_path / "nowhere") == {}
    assert list(disk.read_texts(tmp_path / "seeds")) == ["c.yaml", "e.txt"]
