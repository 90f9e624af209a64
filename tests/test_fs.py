"""Writing is atomic, and only what was generated is pruned."""

from __future__ import annotations

import hashlib
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


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


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


def test_a_file_is_written_beside_its_place_and_everybody_may_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside: list[Path] = []
    replace = os.replace

    def watched(name: str, path: Path) -> None:
        beside.append(Path(name))
        replace(name, path)

    monkeypatch.setattr(os, "replace", watched)
    disk.write(tmp_path / "a/b.txt", b"one")
    [part] = beside
    assert (part.parent, part.name[0], part.suffix) == (tmp_path / "a", ".", ".part")
    assert part.name[1] != "X"
    assert (tmp_path / "a/b.txt").stat().st_mode & 0o777 == 0o644


def test_what_went_wrong_is_said_even_where_the_part_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(name: str, path: Path) -> None:
        Path(name).unlink()
        raise OSError("no room")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="no room"):
        disk.write(tmp_path / "a.txt", b"new")


def test_the_manifest_lists_what_was_written_a_line_each(tmp_path: Path) -> None:
    disk.publish(tmp_path, {"docs/b.md": b"1", "docs/a.md": b"2"})
    assert (tmp_path / disk.MANIFEST).read_text("utf-8") == (
        f'{{\n "docs/a.md": [\n  "{digest(b"2")}"\n ],\n "docs/b.md": [\n  "{digest(b"1")}"\n ]\n}}\n'
    )


@pytest.mark.parametrize(("length", "left"), [(999, False), (1_000, True)])
def test_a_name_in_the_manifest_is_shorter_than_a_thousand_signs(
    tmp_path: Path, length: int, left: bool
) -> None:
    name = "docs" + "/0123456789abcdef" * 58
    name += "/" + "x" * (length - len(name) - 1)
    disk.write(tmp_path / name, b"1")
    (tmp_path / disk.MANIFEST).write_text(json.dumps({name: [digest(b"1")]}), "utf-8")
    disk.publish(tmp_path, {})
    assert (tmp_path / name).is_file() == left


def test_what_is_no_longer_made_goes_with_its_empty_folders_and_nothing_else_does(tmp_path: Path) -> None:
    by_hand = tmp_path / "docs/editing/index.md"
    disk.write(by_hand, b"by hand")
    assert disk.publish(
        tmp_path, {"docs/a/b/c.md": b"1", "docs/editing/made.md": b"2", "docs/index.md": b"3"}
    ) == disk.Published(3, ())
    assert disk.publish(tmp_path, {"docs/index.md": b"4"}).changed == 3
    assert tree(tmp_path) == {"docs/editing/index.md": b"by hand", "docs/index.md": b"4"}
    assert not (tmp_path / "docs/a").exists()


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    files = {"docs/index.md": b"1", "docs/a/b.md": b"2"}
    assert disk.publish(tmp_path, files).changed == 2
    stamps = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert disk.publish(tmp_path, files).changed == 0
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == stamps


def test_a_file_by_hand_in_the_way_stops_before_anything_is_written(tmp_path: Path) -> None:
    disk.write(tmp_path / "docs/watch.md", b"by hand")
    with pytest.raises(disk.InTheWay, match=r"docs/watch\.md is in the way") as caught:
        disk.publish(tmp_path, {"docs/a.md": b"1", "docs/watch.md": b"2"})
    assert caught.value.paths == ("docs/watch.md",)
    assert tree(tmp_path) == {"docs/watch.md": b"by hand"}


def test_the_same_file_by_hand_is_not_in_the_way(tmp_path: Path) -> None:
    disk.write(tmp_path / "docs/a.md", b"1")
    assert disk.publish(tmp_path, {"docs/a.md": b"1"}).changed == 0


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
        "docs/by hand.md",
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
        root / "docs/by hand.md",
    ):
        disk.write(path, b"kept")
    (root / "docs/link").symlink_to(away)
    absolute = str(tmp_path / "outside.txt") if name.startswith("/") else name
    (root / disk.MANIFEST).write_text(json.dumps({absolute: [digest(b"kept")]}), "utf-8")
    before = tree(tmp_path)
    disk.publish(root, {})
    assert tree(tmp_path) == before


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "5",
        "null",
        '{"a": 1}',
        '[1, null, {"a": []}]',
        "[" * 100_000,
        '{"docs/kept.md": 5}',
        '{"docs/kept.md": [5, ""]}',
    ],
)
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
