"""What the builder makes is what MkDocs makes, byte for byte, and it makes again only what must be."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import mkdocs
import pytest
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from generator.site import builder, publish
from generator.site.builder import Builder, Made
from generator.site.contents import overheard
from tests.conftest import ROOT, edit
from tests.test_site import hashes, run

pytestmark = pytest.mark.slow

CONFIG = """\
site_name: Small
site_url: https://strait.example/
theme: {name: material, custom_dir: theme, font: false}
plugins: [search]
markdown_extensions: [attr_list, toc: {permalink: true}]
nav: [index.md, one.md, Second: two.md]
not_in_nav: /deep/*
draft_docs: /draft.md
extra_templates: [all.html]
validation: {anchors: warn}
"""
FILES = {
    "mkdocs.yml": CONFIG,
    "theme/main.html": "{% extends 'base.html' %}",
    "docs/index.md": "# Home\n\n[One](one.md), [a part of it](one.md#part) and [another](one.md#other).\n",
    "docs/one.md": "# One\n\n## Part\n\nSome *words*, [here](#part).\n\n## Other\n\nOther words.\n",
    "docs/two.md": "---\ntags: [two]\n---\n# Two\n\n[three](deep/three.md), [data](data.json)\n",
    "docs/deep/three.md": "---\ntitle: '3'\nsearch: {boost: 2}\n---\nWithout a heading, “with” signs: ‑ \U0001f6a2\n",
    "docs/deep/four.md": "# Four\n",
    "docs/draft.md": "# Draft\n\n[one](one.md)\n",
    "docs/data.json": "{}",
    "docs/all.html": "{% for file in pages %}{{ file.page.title }} {% endfor %}",
}
PAGES = 5


@dataclass
class Small:
    """A site of a few pages; `warnings` is what its last build warned of."""

    root: Path
    warnings: list[str]

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, "utf-8")

    def edit(self, path: str, before: str, after: str) -> None:
        edit(self.root / path, before, after)

    def config(self, folder: str) -> MkDocsConfig:
        config = load_config(str(self.root / "mkdocs.yml"), site_dir=str(self.root / folder))
        config.plugins.run_event("startup", command="build", dirty=False)
        return config

    def build(self, serve_url: str | None = None) -> Made:
        """Build the site, as `publish` does, and hold it against that of MkDocs alone, and its warnings likewise."""
        with overheard() as plain:
            mkdocs_build.build(self.config("plain"), serve_url=serve_url)
        with overheard() as said:
            made = Builder(self.root).build(self.config("fresh"), self.root / "site", serve_url=serve_url)
        publish.swap(self.root / "fresh", self.root / "site")
        assert hashes(self.root / "site") == hashes(self.root / "plain")
        self.warnings = [line for line in plain if line.startswith("Doc file")]
        assert [line for line in said if line.startswith("Doc file")] == self.warnings
        return made

    def counts(self) -> tuple[int, int]:
        """Build, and say how many pages were rendered, and how many put into the theme."""
        made = self.build()
        assert made.finished + made.kept == len(list((self.root / "site").rglob("*.html"))) - 2  # 404, all
        return made.rendered, made.finished


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Small:
    """The small site, built."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    site = Small(tmp_path, [])
    for path, text in FILES.items():
        site.write(path, text)
    assert site.counts() == (PAGES, PAGES)
    return site


def test_one_edit_after_the_other(small: Small) -> None:
    """Each with the pages that it makes render and finish anew."""
    assert small.counts() == (0, 0), "nothing"
    small.edit("docs/one.md", "Some *words*", "Some **more** words")
    assert small.counts() == (1, 1), "words"
    small.edit("docs/one.md", "# One", "# First")
    assert small.counts() == (1, PAGES), "a title that the navigation shows"
    small.edit("docs/deep/four.md", "# Four", "# The fourth")
    assert small.counts() == (1, 1), "a title that it does not show"
    small.edit("docs/data.json", "{}", "[]")
    assert small.counts() == (0, 0), "a file that is no page"
    small.write("docs/deep/five.md", "# Five\n\n[four](four.md)\n")
    assert small.counts() == (1, 1), "a new page"
    (small.root / "docs/deep/five.md").unlink()
    assert small.counts() == (0, 0), "one that goes"
    small.edit("mkdocs.yml", "site_name: Small", "site_name: Little")
    assert small.counts() == (0, PAGES), "the name of the site"
    small.edit("mkdocs.yml", "permalink: true", "permalink: '#'")
    assert small.counts() == (PAGES, PAGES), "how Markdown is read"
    small.edit("theme/main.html", "%}", "%}{% block announce %}New!{% endblock %}")
    assert small.counts() == (0, PAGES), "a template"
    small.write("theme/partials/copyright.html", "Ours.")
    assert small.counts() == (0, PAGES), "a template that takes the place of one of the theme"
    small.edit("mkdocs.yml", "[index.md, one.md,", "[index.md, deep/four.md, one.md,")
    assert small.counts() == (0, PAGES), "the navigation"
    small.edit("mkdocs.yml", "Second: two.md", "Third: two.md")
    assert small.counts() == (1, PAGES), "a title that it gives"
    small.edit("mkdocs.yml", "site_url: https://strait.example/", "site_url: https://strait.example/desk/")
    assert small.counts() == (0, PAGES), "the address of the site"
    assert small.counts() == (0, 0), "nothing"


def test_a_page_that_is_linked_to_is_renamed(small: Small) -> None:
    (small.root / "docs/deep/three.md").rename(small.root / "docs/deep/drei.md")
    assert small.counts() == (2, 2)
    assert "contains a link 'deep/three.md', but the target is not found" in small.warnings[0]
    assert small.counts() == (1, 1), "a page with a warning warns each time"
    small.edit("docs/two.md", "deep/three.md", "deep/drei.md")
    assert small.counts() == (1, 1)
    small.edit("mkdocs.yml", "site_name", "use_directory_urls: false\nsite_name")
    assert small.counts() == (PAGES, PAGES)
    assert small.warnings == []


def test_an_anchor_that_goes_is_missed_on_pages_that_did_not_change(small: Small) -> None:
    small.edit("docs/one.md", "## Other\n", "")
    assert small.counts() == (1, 1)
    assert small.warnings == ["Doc file 'index.md' contains a link 'one.md#other', but the doc 'one.md' does not contain an anchor '#other'."]  # fmt: skip
    small.edit("docs/one.md", "## Part\n", "")
    assert small.counts() == (1, 1)
    assert len(small.warnings) == 3


def test_other_programs_make_all_anew(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder, "program", lambda: "another")
    assert small.counts() == (PAGES, PAGES)
    assert small.counts() == (0, 0)


def kept(small: Small) -> list[Path]:
    return sorted((small.root / ".cache/site").iterdir())


def test_without_what_was_kept_all_is_made_anew(small: Small) -> None:
    shutil.rmtree(small.root / ".cache")
    assert small.counts() == (PAGES, PAGES)


@pytest.mark.parametrize("hurt", [lambda data: data[:-20], lambda data: b"[]" + data, lambda data: data.replace(b"words", b"swords").replace(b'"base"', b'"bass"')], ids=["cut", "longer", "changed"])  # fmt: skip
def test_what_was_kept_and_is_not_whole_is_made_anew(small: Small, hurt: Callable[[bytes], bytes]) -> None:
    for entry in kept(small):
        whole = entry.read_bytes()
        entry.write_bytes(hurt(whole))
        small.build()
        shutil.rmtree(small.root / "site")
        small.build()
    assert small.counts() == (0, 0)


def test_contents_that_are_gone_are_made_anew_when_they_are_wanted(small: Small) -> None:
    for entry in kept(small):
        if b'"html": ' in entry.read_bytes():
            entry.unlink()
    assert small.counts() == (0, 0)
    small.edit("theme/main.html", "%}", "%} ")
    assert small.counts() == (PAGES, PAGES)


def test_where_nothing_can_be_kept_all_is_made_each_time(small: Small) -> None:
    shutil.rmtree(small.root / ".cache")
    small.write(".cache", "in the way")
    assert small.counts() == (PAGES, PAGES)
    assert small.counts() == (PAGES, PAGES)


def test_of_the_old_site_only_what_is_whole_is_taken(small: Small) -> None:
    site = small.root / "site"
    small.edit("site/one/index.html", "Some", "Same")
    assert small.counts() == (0, 1)
    small.edit("site/search/search_index.json", "Some", "Same")
    assert small.counts() == (0, 0)
    (site / "two/index.html").unlink()
    (site / "two/index.html").symlink_to(site / "index.html")
    (site / "deep/three/index.html").write_bytes(b"")
    (site / "data.json").unlink()
    (site / "404.html").unlink()
    assert small.counts() == (0, 2)
    shutil.rmtree(site)
    assert small.counts() == (0, PAGES)


def test_what_stays_is_the_same_file_and_what_is_made_is_another(small: Small) -> None:
    def files() -> dict[str, int]:
        site = small.root / "site"
        return {path.relative_to(site).as_posix(): path.stat().st_ino for path in site.rglob("*.*")}

    before = files()
    small.edit("docs/one.md", "words", "swords")
    small.build()
    changed = {path for path, inode in files().items() if before[path] != inode}
    assert changed == {
        "all.html",
        "one/index.html",
        "search/search_index.json",
        "sitemap.xml",
        "sitemap.xml.gz",
    }


def test_without_links_files_are_copied(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    assert small.counts() == (0, 0)


def test_a_build_that_fails_leaves_the_old_site(small: Small) -> None:
    """Also where it shares files with it, and where one file is written over another."""
    small.write("docs/deep/four/index.html", "not the page")
    small.write("docs/404.html", "not the one of the theme")
    small.build()
    before = hashes(small.root / "site")
    small.edit("docs/deep/four.md", "# Four", "# Vier")
    small.edit("docs/two.md", "# Two", "# Two\n\na <![ b\n")
    with pytest.raises(Exception, match="expected"), overheard():
        Builder(small.root).build(small.config("fresh"), small.root / "site")
    assert hashes(small.root / "site") == before
    small.edit("docs/two.md", "\n\na <![ b\n", "")
    small.edit("theme/main.html", "%}", "%}{% block announce %}{{ page and page.meta.x.y }}{% endblock %}")
    with pytest.raises(Exception, match="no attribute"), overheard():
        Builder(small.root).build(small.config("fresh"), small.root / "site")
    assert hashes(small.root / "site") == before


def test_a_page_whose_meta_is_no_json_is_made_each_time(small: Small) -> None:
    small.write("docs/deep/four.md", "---\ndate: 2019-05-14\n1: one\n---\n# Four\n")
    assert small.counts() == (1, 1)
    assert small.counts() == (1, 1)


@pytest.mark.parametrize("look", ["{{ pages | length }}", "{{ nav.homepage.content }}", "{{ nav.pages[1].toc | first }}", "{{ nav.pages[1].markdown }}"])  # fmt: skip
def test_a_template_that_shows_other_pages_makes_all_pages_each_time(small: Small, look: str) -> None:
    small.edit(
        "theme/main.html", "%}", f"%}}{{% block announce %}}{look.replace(' | first', '')}{{% endblock %}}"
    )
    if "toc" in look:
        small.edit("theme/main.html", "nav.pages[1].toc", "(nav.pages[1].toc | first).title")
    assert small.counts() == (0, PAGES)
    small.edit("docs/one.md", "## Part", "## Parts {#part}")
    assert small.counts()[1] >= PAGES - 1


@pytest.mark.parametrize("look", ["{{ page.update_date }}", "{{ build_date_utc }}"])
def test_a_template_that_shows_the_day_makes_pages_anew_on_another(small: Small, look: str, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    assert small.counts() == (0, 0), "no page shows it"
    small.edit("theme/main.html", "%}", f"%}}{{% block announce %}}{look}{{% endblock %}}")
    assert small.counts() == (0, PAGES)
    assert small.counts() == (0, 0)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert small.counts() == (0, PAGES)


def test_what_is_served_has_drafts(small: Small) -> None:
    for counts in ((1, PAGES + 1), (0, 0)):
        made = small.build("http://127.0.0.1:8000/")
        assert (made.rendered, made.finished) == counts
    assert "DRAFT" in (small.root / "site/draft/index.html").read_text("utf-8")
    assert small.counts() == (0, 0)


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("plugins: [search]", "plugins: [search, tags]", "material/tags may change any page"),
        ("plugins: [search]", "plugins: [search]\nhooks: [hook.py]", "hook.py may change any page"),
        (
            "attr_list,",
            "pymdownx.snippets,",
            "the extension pymdownx.snippets of Markdown may read other files",
        ),
    ],
    ids=["plugin", "hook", "extension"],
)
def test_what_cannot_be_foreseen_is_left_to_mkdocs(small: Small, before: str, after: str, why: str) -> None:
    small.write("hook.py", "def on_page_content(html, **_): return html + '<p>Hooked</p>'\n")
    small.edit("mkdocs.yml", before, after)
    assert small.build() == Made(plain=why)


def test_another_line_of_mkdocs_is_left_to_it(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mkdocs, "__version__", "1.7.0")
    assert small.build() == Made(plain="MkDocs is 1.7.0, and not of the line 1.6.x")


ANEW = re.compile(r", (\d+) of (\d+) pages made anew\n\Z")


def test_a_site_is_that_of_mkdocs_after_each_edit_of_its_records(project: Path) -> None:
    """In processes of its own, as an editor builds: there the first build is shared out to several."""
    (project / ".cache").unlink()

    def anew() -> int:
        quick = run(project, "generator", "build", "--no-pdf")
        assert (quick.returncode, quick.stderr.count("warning")) == (0, 0), quick.stderr
        made = hashes(project / "site")
        full = run(project, "generator", "build", "--no-pdf", "--full")
        assert full.stdout.endswith(", all pages made anew, as it was asked for\n")
        assert made == hashes(project / "site")
        found = ANEW.search(quick.stdout)
        assert found, quick.stdout
        assert int(found[2]) == len(list((project / "docs").rglob("*.md")))
        return int(found[1])

    first = anew()
    assert first == len(list((project / "docs").rglob("*.md")))
    assert anew() == 0
    edit(project / "mkdocs.yml", "Overview: index.md", "First: index.md")
    assert anew() == first, "a title of the navigation"
    edit(project / "briefings/harbour.yaml", "says who called", "tells who called")
    assert 0 < anew() < first / 2
    (project / "briefings/ferry.yaml").unlink()
    edit(project / "briefings/desk.yaml", "[harbour, ferry]", "[harbour]")
    edit(project / "briefings/harbour.yaml", "    see: [ferry#skippers-paid]\n", "")
    assert anew() > 0


def test_work_is_shared_out_to_processes_and_comes_back_but_for_what_failed() -> None:
    program = """
import os
from generator.site.forks import in_shares
os.sched_getaffinity = lambda _: {1, 2, 3}
def work(numbers):
    return [[number, os.getpid()] for number in numbers if 10 // (number - 7) or True]
pieces = in_shares(work, range(40))
print(sorted(number for number, _ in pieces), len({process for _, process in pieces} - {os.getpid()}))
print(in_shares(work, range(9)))
"""
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    whole, few = result.stdout.splitlines()
    assert whole == f"{[number for number in range(40) if number % 3 != 7 % 3]} 2"
    assert few == "[]"
