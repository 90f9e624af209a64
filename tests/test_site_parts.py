"""The site is put in place in one step, or it stays as it was; what the environment and the configuration say is heard."""

from __future__ import annotations

import logging
import time
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from generator import build, disk
from generator.printing.press import Press
from generator.references import pandoc
from generator.site import checks, git, publish
from generator.site.builder import Builder
from generator.site.progress import Step
from generator.view.settings import Settings
from tests.conftest import edit, harbour, harbour_texts


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder of which MkDocs makes a site of one page."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# New\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Small\nsite_dir: out/site\ntheme: {name: null, custom_dir: theme}\n", "utf-8"
    )
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme/main.html").write_text("{{ page.content }}", "utf-8")
    return tmp_path


def old_site(root: Path, name: str = "site") -> Path:
    folder = root / "out" / name
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("old", "utf-8")
    return folder


def folders(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "out").iterdir())


def test_a_site_is_put_where_there_was_none(small: Path) -> None:
    assert publish.publish(small / "mkdocs.yml", strict=True).warnings == []
    assert folders(small) == ["site"]
    assert "New" in (small / "out/site/index.html").read_text("utf-8")
    assert (small / "out/site").stat().st_mode & 0o777 == 0o755


def test_a_site_takes_the_place_of_the_old_one_with_all_that_was_in_it(small: Path) -> None:
    (old_site(small) / "gone.html").write_text("old", "utf-8")
    publish.publish(small / "mkdocs.yml", strict=True)
    assert folders(small) == ["site"]
    assert "New" in (small / "out/site/index.html").read_text("utf-8")
    assert not (small / "out/site/gone.html").exists()


def test_a_warning_stops_a_strict_build_and_no_other(small: Path) -> None:
    old_site(small)
    (small / "docs/index.md").write_text("[nowhere](nowhere.md)\n", "utf-8")
    with pytest.raises(publish.Warned, match=r"nowhere\.md") as caught:
        publish.publish(small / "mkdocs.yml", strict=True)
    assert folders(small) == ["site"]
    assert (small / "out/site/index.html").read_text("utf-8") == "old"
    assert len(caught.value.warnings) == 1
    assert str(caught.value) == caught.value.warnings[0]
    assert publish.publish(small / "mkdocs.yml", strict=False).warnings == caught.value.warnings
    assert "nowhere" in (small / "out/site/index.html").read_text("utf-8")


def test_a_build_that_fails_leaves_the_old_site_and_nothing_beside_it(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old_site(small)

    def fail(_: Builder, config: MkDocsConfig, *__: Any, **___: Any) -> None:
        (Path(config.site_dir) / "index.html").write_text("half", "utf-8")
        assert folders(small) == [Path(config.site_dir).name, "site"]
        assert Path(config.site_dir).name.startswith(".site-")
        raise OSError("no room")

    monkeypatch.setattr(Builder, "build", fail)
    with pytest.raises(OSError, match="no room"):
        publish.publish(small / "mkdocs.yml", strict=False)
    assert folders(small) == ["site"]
    assert (small / "out/site/index.html").read_text("utf-8") == "old"


def test_plugins_hear_of_the_start_and_the_end_and_of_what_was_generated(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = load_config(str(small / "mkdocs.yml"))
    heard: list[tuple[str, dict[str, Any]]] = []
    generating = SimpleNamespace(generated=None)
    other = SimpleNamespace()
    plugins: Any = SimpleNamespace(
        values=lambda: [generating, other], run_event=lambda name, **said: heard.append((name, said))
    )
    monkeypatch.setattr(publish, "load_config", lambda path, *, strict: config if not strict else None)
    monkeypatch.setattr(
        Builder, "build", lambda _, given, *__, **___: heard.append(("build", {"config": given}))
    )
    config.plugins = plugins
    done: Any = object()
    publish.publish(small / "mkdocs.yml", strict=True, generated=done)
    assert heard == [
        ("startup", {"command": "build", "dirty": False}),
        ("build", {"config": config}),
        ("shutdown", {}),
    ]
    assert generating.generated is done
    assert not hasattr(other, "generated")
    publish.publish(small / "mkdocs.yml", strict=True)
    assert generating.generated is None


@pytest.mark.parametrize("name", [".site-old", "site"])
def test_a_site_whose_replacement_was_cut_short_is_put_back(small: Path, name: str) -> None:
    """Between the two renames only the old one is there; after the second both are."""
    old_site(small, name)
    publish.recover(small / "out/site")
    assert folders(small) == ["site"]
    assert (small / "out/site/index.html").read_text("utf-8") == "old"


def test_of_a_new_site_and_what_is_left_of_the_old_the_new_one_stays(small: Path) -> None:
    old_site(small, ".site-old")
    (old_site(small) / "index.html").write_text("new", "utf-8")
    publish.recover(small / "out/site")
    assert folders(small) == ["site"]
    assert (small / "out/site/index.html").read_text("utf-8") == "new"


def test_where_no_site_ever_was_nothing_is_put_back(small: Path) -> None:
    (small / "out").mkdir()
    publish.recover(small / "out/site")
    assert folders(small) == []


def test_a_site_is_swapped_for_a_fresh_one(small: Path) -> None:
    old_site(small)
    (old_site(small, ".site-x") / "index.html").write_text("new", "utf-8")
    publish.swap(small / "out/.site-x", small / "out/site")
    assert folders(small) == ["site"]
    assert (small / "out/site/index.html").read_text("utf-8") == "new"


def test_only_what_mkdocs_warns_of_is_heard_and_only_while_it_is_asked() -> None:
    logger = logging.getLogger("mkdocs.plugins")
    with publish.warnings() as heard:
        logger.info("not of %s", "this")
        logger.warning("of %s", "that")
        logging.getLogger("elsewhere").warning("of something else")
    logger.warning("too late")
    assert heard == ["of that"]


def test_the_texts_lie_where_one_says_else_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BRIEFINGS_TEXTS", raising=False)
    assert publish.texts_folder(tmp_path) == tmp_path / "seeds/texts"
    monkeypatch.setenv("BRIEFINGS_TEXTS", "elsewhere")
    assert publish.texts_folder(tmp_path) == Path("elsewhere")
    assert publish.texts_folder(tmp_path, "here") == Path("here")


def test_the_settings_are_those_of_mkdocs_the_environment_and_git(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commits: Any = object()
    monkeypatch.setattr(git, "commits", lambda root, _: commits if root == small else None)
    monkeypatch.delenv("BRIEFINGS_STYLE", raising=False)
    assert publish.settings_from(load_config(str(small / "mkdocs.yml"))) == Settings("", "", "", commits)
    edit(
        small / "mkdocs.yml",
        "site_name: Small\n",
        "site_name: Small\nsite_url: https://strait.example/\nextra: {edit_base: https://edit.example}\n",
    )
    monkeypatch.setenv("BRIEFINGS_STYLE", "apa")
    assert publish.settings_from(load_config(str(small / "mkdocs.yml"))) == Settings(
        "https://strait.example/", "https://edit.example", "apa", commits
    )


@pytest.mark.parametrize(
    ("as_of", "day"),
    [
        ("2031-03-02", datetime(2031, 3, 2, tzinfo=UTC)),
        ("2032-04-05", datetime(2032, 4, 5, tzinfo=UTC)),
        (None, datetime(2000, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_build_is_of_the_day_of_its_newest_dossier(as_of: str | None, day: datetime) -> None:
    files = harbour()
    path = "briefings/harbour.yaml"
    files[path] = files[path].replace(b"as_of: 2031-03-02", f"as_of: {as_of}".encode())
    if as_of is None:
        files = {name: data for name, data in files.items() if name not in (path, "briefings/ferry.yaml")}
    built = build.Built(build.check(files, {}), {}, ())
    assert publish.epoch(built) == day.timestamp()


def test_the_day_of_a_build_is_the_same_in_every_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    built = build.Built(build.check(harbour(), {}), {}, ())
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Pacific/Auckland")
        time.tzset()
        away = publish.epoch(built)
    time.tzset()
    assert away == publish.epoch(built) == datetime(2031, 3, 2, tzinfo=UTC).timestamp()


def test_warnings_are_told_a_line_each() -> None:
    assert str(publish.Warned(["One.", "Two."])) == "One.\nTwo."


def test_no_build_is_older_than_the_clock_can_say() -> None:
    files = {
        path: data.replace(b"as_of: 2031-03-02", b"as_of: 1969-03-02") for path, data in harbour().items()
    }
    assert publish.epoch(build.Built(build.check(files, {}), {}, ())) == 0


def test_records_and_texts_are_built_with_the_fonts_and_the_styles_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path, data in harbour().items():
        disk.write(tmp_path / path, data)
    for name, data in harbour_texts().items():
        disk.write(tmp_path / "texts" / name, data)
    asked: list[tuple[Any, ...]] = []

    def check(*given: Any, **named: Any) -> Any:
        asked.append((*given, named))
        return SimpleNamespace(ok=False)

    monkeypatch.setattr(checks, "check", check)
    monkeypatch.setattr(build, "site_of", lambda _, *given: asked.append(given[:2]))
    monkeypatch.setattr(pandoc, "citer", lambda root: ("citer", root))
    publish.read_and_build(tmp_path, tmp_path / "texts", Settings("https://strait.example/"))
    [(root, records, texts, machine, named), given] = asked
    assert given == (Settings("https://strait.example/"), ("citer", tmp_path))
    assert (records, texts, named["refused"]) == (harbour(), harbour_texts(), ())
    assert (root, machine.citer) == (tmp_path, ("citer", tmp_path))
    assert machine.faces.missing("Ж") == Press(tmp_path).faces.missing("Ж")
    assert set(named) == {"refused", "level"}
    assert named["level"] is None


@pytest.mark.parametrize("ok", [True, False])
def test_what_is_built_is_printed_and_written_unless_the_records_are_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ok: bool
) -> None:
    built: Any = SimpleNamespace(
        checked=SimpleNamespace(ok=ok),
        files={"docs/index.md": b"page"},
        prints=(SimpleNamespace(path="docs/dossiers/a.pdf"), SimpleNamespace(path="docs/dossiers/b.pdf")),
    )
    asked: list[tuple[Any, ...]] = []

    def read(*given: Any, commit: str) -> Any:
        asked.append((*given, commit))
        return built

    monkeypatch.setattr(publish, "read_and_build", read)
    monkeypatch.setattr(
        publish,
        "Press",
        lambda root: SimpleNamespace(
            produce_all=lambda orders: (f"{root} {order.path}".encode() for order in orders),
            printed=1,
            tidy=lambda: None,
        ),
    )
    settings, heard = Settings(), list[Step]()
    generated = publish.generate(tmp_path, tmp_path / "texts", settings, heard.append)
    assert asked == [(tmp_path, tmp_path / "texts", settings, None, "")]
    assert generated == publish.Generated(built, 3 if ok else 0, printed=1 if ok else 0)
    told = [(step.what, step.number, step.total, step.about) for step in heard]
    printed = [("printing", 1, 2, "a.pdf"), ("printing", 2, 2, "b.pdf")]
    assert told == [("checking the records", 0, 0, ""), *(printed if ok else [])]
    assert sorted(
        p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.*") if not p.name.startswith(".")
    ) == (["docs/dossiers/a.pdf", "docs/dossiers/b.pdf", "docs/index.md"] if ok else [])
    if ok:
        assert (tmp_path / "docs/dossiers/a.pdf").read_bytes() == f"{tmp_path} docs/dossiers/a.pdf".encode()
        assert publish.generate(tmp_path, tmp_path / "texts", settings).changed == 0
