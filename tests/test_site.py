"""From a folder to a site: atomic, pruned, byte-identical, and without a warning."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli.main import cli
from generator.site import publish
from tests.conftest import BY_HAND, edit

pytestmark = pytest.mark.slow


def run(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("BRIEFINGS_TEXTS", "SOURCE_DATE_EPOCH")
    }
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=project,
        env=environment | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def hashes(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def test_build_makes_every_page_and_a_second_run_changes_no_byte(project: Path) -> None:
    first = run(project, "generator", "build")
    assert first.returncode == 0, first.stdout + first.stderr
    made = project / "site"
    for name in ("index.html", "dossiers/harbour/index.html", "dossiers/harbour/harbour.pdf", "sources/gazette-0301/index.html", "positions/index.html",
                 "timeline/index.html", "quotations/index.html", "watch/index.html", "coverage/index.html", "methodology/index.html", "briefing-book.pdf"):  # fmt: skip
        assert (made / name).is_file(), name
    before = hashes(made)
    second = run(project, "generator", "build")
    assert "0 files of docs/ changed" in second.stdout
    assert hashes(made) == before


def test_a_build_generates_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the command has generated the plugin, which MkDocs starts, need not generate again."""
    runs: list[Path] = []
    real = publish.generate

    def counted(root: Path, *rest: Any, **named: Any) -> publish.Generated:
        runs.append(root)
        return real(root, *rest, **named)

    monkeypatch.setattr(publish, "generate", counted)
    assert CliRunner().invoke(cli, ["build", "-f", str(project / "mkdocs.yml")]).exit_code == 0
    assert runs == [project]


def test_a_mistake_stops_the_build_and_leaves_the_site_as_it_was(project: Path) -> None:
    (project / "site").mkdir()
    (project / "site/index.html").write_text("old")
    edit(project / "briefings/harbour.yaml", "status: active", "status: actve")
    result = run(project, "generator", "build")
    assert result.returncode == 1
    assert "briefings/harbour.yaml:5:9: error[unknown-word]" in result.stdout
    assert hashes(project / "site") == {"index.html": hashlib.sha256(b"old").hexdigest()}


def test_a_build_that_fails_in_mkdocs_leaves_the_site_as_it_was(project: Path) -> None:
    (project / "site").mkdir()
    (project / "site/index.html").write_text("old")
    (project / "docs/broken.md").write_text("a <![ b\n")
    result = run(project, "generator", "build")
    assert result.returncode in (1, 3)
    assert hashes(project / "site") == {"index.html": hashlib.sha256(b"old").hexdigest()}
    assert [p.name for p in project.glob(".site-*")] == []


def test_a_broken_link_in_a_page_by_hand_fails_a_strict_build(project: Path) -> None:
    edit(project / "docs/editing/index.md", "# Editing", "# Editing\n\n[nowhere](nowhere.md)\n")
    result = run(project, "generator", "build")
    assert result.returncode == 1
    assert "nowhere.md" in result.stderr + result.stdout


def test_a_site_that_lost_its_place_between_two_renames_comes_back(project: Path) -> None:
    (project / ".site-old").mkdir()
    (project / ".site-old/index.html").write_text("old")
    edit(project / "docs/editing/index.md", "# Editing", "# Editing\n\na <![ b\n")
    run(project, "generator", "build")
    assert (project / "site/index.html").read_text() == "old"


def test_bare_mkdocs_generates_first_and_without_warnings(project: Path) -> None:
    result = run(project, "mkdocs", "build", "--strict")
    assert result.returncode == 0, result.stderr
    assert "WARNING" not in result.stderr
    assert (project / "site/dossiers/harbour/index.html").is_file()
    assert "Harbour dispute" in (project / "site/index.html").read_text()


def test_bare_mkdocs_stops_at_a_mistake_and_names_it(project: Path) -> None:
    edit(project / "briefings/harbour.yaml", "status: active", "status: actve")
    result = run(project, "mkdocs", "build")
    assert result.returncode == 1
    assert "briefings/harbour.yaml:5:9: error[unknown-word]" in result.stderr


def test_a_dossier_that_goes_takes_its_pages_with_it(project: Path) -> None:
    assert run(project, "generator", "build").returncode == 0
    (project / "briefings/ferry.yaml").unlink()
    edit(project / "briefings/desk.yaml", "[harbour, ferry]", "[harbour]")
    edit(project / "briefings/harbour.yaml", "    see: [ferry#skippers-paid]\n", "")
    assert run(project, "generator", "build").returncode == 0
    assert not (project / "docs/dossiers/ferry").exists()
    assert not (project / "site/dossiers/ferry").exists()


def test_a_page_by_hand_in_the_way_is_not_overwritten(project: Path) -> None:
    (project / "docs/timeline.md").write_text("mine")
    result = run(project, "generator", "build")
    assert result.returncode == 1
    assert "docs/timeline.md is in the way" in result.stderr
    assert (project / "docs/timeline.md").read_text() == "mine"


def pdfs(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*.pdf"))


def links_to_pdfs(folder: Path) -> set[str]:
    return {link for path in folder.rglob("*.html") for link in re.findall(r'href="[^"]*?([^"/]+\.pdf)"', path.read_text("utf-8"))}  # fmt: skip


def test_without_pdfs_no_page_offers_one_and_those_of_the_last_build_go(project: Path) -> None:
    assert run(project, "generator", "build", "--only", "harbour").returncode == 0
    result = run(project, "generator", "build", "--no-pdf")
    assert result.returncode == 0, result.stderr
    assert "pages and no PDFs in site/" in result.stdout
    assert pdfs(project / "docs") == pdfs(project / "site") == []
    assert links_to_pdfs(project / "site") == set()


def test_only_some_dossiers_are_printed_and_all_pages_are_new(project: Path) -> None:
    edit(project / "briefings/ferry.yaml", "title: ", "title: Of ")
    result = run(project, "generator", "build", "--only", "harbour")
    assert result.returncode == 0, result.stderr
    assert "and 3 PDFs in site/" in result.stdout
    expected = ["harbour-large.pdf", "harbour-letter.pdf", "harbour.pdf"]
    assert pdfs(project / "docs") == pdfs(project / "site") == expected
    assert links_to_pdfs(project / "site") == set(expected)
    assert "Of The night ferry" in (project / "site/dossiers/ferry/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("--only", "harbor"), "there is no dossier `harbor`; there are: "),
        (("--only", "harbour", "--no-pdf"), "--only names what to print and --no-pdf prints nothing"),
    ],
)
def test_wrong_words_change_nothing(project: Path, words: tuple[str, ...], problem: str) -> None:
    before = hashes(project / "docs")
    result = run(project, "generator", "build", *words)
    assert (result.returncode, problem in result.stderr) == (2, True)
    assert hashes(project / "docs") == before
    assert not (project / "site").exists()


def test_pages_alone_are_those_of_a_build_without_pdfs(project: Path) -> None:
    published = "https://strait.example/"
    edit(project / "mkdocs.yml", 'site_url: ""', f"site_url: {published}")
    assert run(project, "generator", "build", "--no-pdf").returncode == 0
    whole = hashes(project / "docs")
    again = run(project, "generator", "generate")
    by_hand = sum(name.endswith(".md") for name in BY_HAND)
    assert (again.returncode, again.stdout.splitlines()[-1]) == (
        0,
        f"generated: {len(list((project / 'docs').rglob('*.md'))) - by_hand} pages in docs/; 0 files changed",
    )
    for path in ("mkdocs.yml", "docs/index.md", "docs/dossiers/harbour/index.md"):
        (project / path).unlink()
    assert run(project, "generator", "generate", "--site-url", published).returncode == 0
    assert hashes(project / "docs") == whole


def test_pages_alone_need_records_without_mistakes(project: Path) -> None:
    edit(project / "briefings/harbour.yaml", "status: active", "status: actve")
    before = hashes(project / "docs")
    result = run(project, "generator", "generate")
    assert result.returncode == 1
    assert "briefings/harbour.yaml:5:9: error[unknown-word]" in result.stdout
    assert hashes(project / "docs") == before
