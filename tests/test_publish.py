"""Putting a site in its place: readers see the old one or the new one, whole, and may read it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig

from generator.site import plugin, publish

Watch = Callable[[Callable[[Path], None]], None]
PAGES = ("index.md", "second.md", "third.md")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A site of three pages by hand, built by MkDocs alone."""
    (tmp_path / "docs").mkdir()
    for name in PAGES:
        (tmp_path / "docs" / name).write_text(f"# New {name}\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Small\ntheme:\n  name: null\n  custom_dir: theme\n", "utf-8"
    )
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme/main.html").write_text("{{ page.content }}", "utf-8")
    return tmp_path / "mkdocs.yml"


@pytest.fixture
def site(config: Path) -> Path:
    """The folder of the site, with an old one in it."""
    folder = config.parent / "site"
    folder.mkdir()
    (folder / "index.html").write_text("old", "utf-8")
    (folder / "gone.html").write_text("old", "utf-8")
    return folder


@pytest.fixture(params=[0o022, 0o077, 0o002])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


@pytest.fixture
def watch(config: Path, monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Has a function called with the folder that MkDocs writes to, each time that it has written a file."""

    def watch(look: Callable[[Path], None]) -> None:
        write = utils.write_file

        def written(content: bytes, output_path: str) -> None:
            write(content, output_path)
            look(next(config.parent.glob(".site-*")))

        monkeypatch.setattr(utils, "write_file", written)

    return watch


@pytest.mark.usefixtures("umask")
def test_everybody_may_read_the_folder_of_the_site(config: Path) -> None:
    publish.publish(config, strict=True)
    assert stat.S_IMODE((config.parent / "site").stat().st_mode) == 0o755


@pytest.mark.usefixtures("umask", "site")
def test_everybody_may_read_the_folder_that_replaces_another(config: Path) -> None:
    publish.publish(config, strict=True)
    assert stat.S_IMODE((config.parent / "site").stat().st_mode) == 0o755


def test_the_folder_that_was_built_becomes_the_site(config: Path, site: Path, watch: Watch) -> None:
    """It is renamed, not copied: its inode shows that, and that of each page; the old site stands until then."""
    seen: list[tuple[str, str]] = []
    built: dict[str, int] = {}

    def look(fresh: Path) -> None:
        seen.append((" ".join(names(site)), (site / "index.html").read_text("utf-8")))
        built.update({name: (fresh / name).stat().st_ino for name in [".", *names(fresh)]})

    watch(look)
    publish.publish(config, strict=True)
    assert len(seen) >= len(PAGES)
    assert set(seen) == {("gone.html index.html", "old")}
    assert {name: (site / name).stat().st_ino for name in [".", *names(site)]} == built
    assert names(site) == ["index.html", "second/index.html", "third/index.html"]


def test_a_reader_in_the_old_site_meets_no_page_of_the_new_one(config: Path, site: Path) -> None:
    """A server that has opened the folder goes on with what it opened: nothing is written into it."""
    reader = os.open(site, os.O_RDONLY)
    try:
        publish.publish(config, strict=True)
        assert set(os.listdir(reader)) <= {"index.html", "gone.html"}
    finally:
        os.close(reader)
    assert "New index.md" in (site / "index.html").read_text("utf-8")


def test_a_build_that_fails_half_way_leaves_the_old_site_and_nothing_beside_it(
    config: Path, site: Path, watch: Watch
) -> None:
    pages = 0

    def fail(fresh: Path) -> None:
        nonlocal pages
        pages += 1
        if pages == 2:
            raise OSError("no room")

    watch(fail)
    before = site.stat().st_ino
    with pytest.raises(OSError, match="no room"):
        publish.publish(config, strict=True)
    assert (site.stat().st_ino, names(site)) == (before, ["gone.html", "index.html"])
    assert (site / "index.html").read_text("utf-8") == "old"
    assert sorted(path.name for path in config.parent.iterdir()) == ["docs", "mkdocs.yml", "site", "theme"]


@pytest.mark.parametrize("strict", [True, False])
def test_a_warning_leaves_the_old_site_in_a_strict_build(config: Path, site: Path, strict: bool) -> None:
    (config.parent / "docs/index.md").write_text("# New\n\n[nowhere](nowhere.md)\n", "utf-8")
    if strict:
        with pytest.raises(publish.Warned, match=r"nowhere\.md"):
            publish.publish(config, strict=True)
        assert names(site) == ["gone.html", "index.html"]
    else:
        assert len(publish.publish(config, strict=False).warnings) == 1
        assert "gone.html" not in names(site)
    assert [path.name for path in config.parent.glob(".site*")] == []


def navigation(dossiers: int) -> list[Any]:
    config = MkDocsConfig()
    config.nav = [{"Overview": "index.md"}, {"Dossiers": "dossiers/index.md"}]
    plugin._fill_navigation(config, [f"d{number}" for number in range(dossiers)])
    return list(config.nav)


def test_forty_dossiers_stand_in_the_navigation() -> None:
    overview, dossiers = navigation(40)
    assert overview == {"Overview": "index.md"}
    assert dossiers["Dossiers"] == [
        {"All dossiers": "dossiers/index.md"},
        *(f"dossiers/d{number}/index.md" for number in range(40)),
    ]


def test_one_more_and_none_stands_there() -> None:
    assert navigation(41) == [{"Overview": "index.md"}, {"Dossiers": "dossiers/index.md"}]
