"""Which version of a dossier this is: an edition that names all that its page shows, and the newest commit of its file."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import build, disk
from generator.cli.main import cli
from generator.site.git import commits
from generator.view.drafts import Drafts
from generator.view.settings import Commit, Settings
from tests.conftest import edit, harbour, harbour_texts, with_part
from tests.printed import bare, pages
from tests.tools import GIT, need

TEXTS = harbour_texts()
FERRY = "# briefings/ferry.yaml\nstatements:\n  - {{id: skippers-paid, kind: reported, text: {}, cites: [courier-0302#3]{}}}\n"


def edition(files: Mapping[str, bytes], name: str = "harbour", texts: Mapping[str, bytes] = TEXTS) -> str:
    checked = build.check(files, texts)
    assert checked.ok, checked.diagnostics
    return Drafts(checked.evidence).edition(checked.corpus.dossiers[name])


def changed(path: str, before: str, after: str) -> dict[str, bytes]:
    files = harbour()
    assert before in files[path].decode()
    return {**files, path: files[path].replace(before.encode(), after.encode(), 1)}


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("briefings/harbour.yaml", "title: Harbour dispute", "title: The harbour dispute"),
        ("briefings/actors.yaml", "name: North Port", "name: The North Port"),
        ("seeds/gazette-0301.yaml", "short: ", "short: The "),
        ("seeds/gazette-0301.yaml", "language: en", "publisher: A house\nlanguage: en"),
    ],
)
def test_it_changes_with_whatever_the_page_shows(path: str, before: str, after: str) -> None:
    assert edition(changed(path, before, after)) != edition(harbour())


def test_it_stays_when_only_the_form_of_the_file_changes() -> None:
    assert edition(
        changed(
            "briefings/harbour.yaml", "title: Harbour dispute", 'title:   "Harbour dispute"   # as before'
        )
    ) == edition(harbour())


@pytest.mark.parametrize(
    "tie", [", disputes: [harbour#toll-collected]", ", disputed_by: [harbour#toll-collected]"]
)
def test_it_changes_with_a_statement_of_another_dossier_that_disputes_one_of_its_own(tie: str) -> None:
    before, after = (
        edition(with_part(FERRY.format(text, tie))) for text in ("Skippers paid.", "Skippers did pay.")
    )
    assert before != after


LENDER = "# briefings/ferry.yaml\nsummary:\n  - text: {}\n    cites: [{{source: courier-0302, paragraph: 3, quote: on Friday morning}}]\n"


@pytest.mark.parametrize(
    "borrower",
    ["title: Harbour dispute\n", "statements: []\nbackground: They paid [@courier-0302#3].\n"],
    ids=["an entry", "prose"],
)
def test_it_changes_with_an_entry_of_another_dossier_whose_quotation_its_notes_show(borrower: str) -> None:
    ferry = "briefings/ferry.yaml"
    before, after = (
        edition(with_part(borrower) | {ferry: with_part(LENDER.format(text))[ferry]})
        for text in ("Skippers paid.", "Skippers did pay.")
    )
    assert before != after


def test_it_stays_when_another_dossier_that_has_nothing_to_do_with_it_changes() -> None:
    assert edition(
        changed("briefings/harbour.yaml", "title: Harbour dispute", "title: The harbour dispute"), "ferry"
    ) == edition(harbour(), "ferry")


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("briefings/actors.yaml", "role: harbour master", "role: master of the harbour"),
        ("briefings/actors.yaml", "also: [Northern Port]", "also: [Northern Port, Northport]"),
        ("briefings/ferry.yaml", "scope: ", "scope: All of "),
        ("briefings/desk.yaml", "subtitle: ", "subtitle: All of "),
        ("seeds/gazette-0301.yaml", "stated: [Signed", "stated: [Signed and dated"),
        ("seeds/gazette-0301.yaml", "note: The title", "note: The headline"),
    ],
)
def test_it_stays_when_something_changes_that_the_page_does_not_show(
    path: str, before: str, after: str
) -> None:
    assert edition(changed(path, before, after)) == edition(harbour())


EDITED = """accounts:
  - text: They talk.
    cites: [{source: courier-0302, paragraph: 2, quote: "We are not enemies, [they] are neighbours"}]
"""


def test_it_is_the_same_with_the_texts_at_hand_and_without() -> None:
    """Nor does it matter that the texts say what stands under an editor's brackets, and what is verified."""
    assert edition(with_part(EDITED), texts={}) == edition(with_part(EDITED)) != edition(harbour())


@pytest.mark.parametrize(
    ("commits", "expected"),
    [
        ((), ""),
        ((Commit("", frozenset({"a"})),), ""),
        ((Commit("", frozenset()), Commit("0123456789abcdef", frozenset({"a", "b"}))), "0123456789"),
        (
            (Commit("", frozenset({"a"})), Commit("0123456789abcdef", frozenset({"a"}))),
            "0123456789, changed since",
        ),
        (
            (
                Commit("", frozenset({"b"})),
                Commit("fff", frozenset({"b"})),
                Commit("eee", frozenset({"a"})),
                Commit("ddd", frozenset({"a"})),
            ),
            "eee",
        ),
    ],
)
def test_the_revision_is_the_newest_commit_that_touched_its_file(
    commits: tuple[Commit, ...], expected: str
) -> None:
    assert Settings(commits=commits).revision("a") == expected


def git(folder: Path, *arguments: str) -> str:
    who = (
        "-c",
        "user.name=An Editor",
        "-c",
        "user.email=editor@briefings.example",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "init.defaultBranch=main",
    )
    return subprocess.run(
        ["git", *who, *arguments], cwd=folder, capture_output=True, check=True, text=True
    ).stdout.strip()


@pytest.fixture
def repository(project: Path) -> Path:
    """The harbour corpus with all its files committed."""
    need(GIT)
    (project / ".gitignore").write_text("seeds/texts/\n", "utf-8")
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "All of it"]):
        git(project, *command)
    return project


def committed(folder: Path, message: str) -> str:
    git(folder, "commit", "-q", "-a", "-m", message)
    return git(folder, "rev-parse", "HEAD")


def revisions(root: Path) -> dict[str, str]:
    corpus = build.check(disk.read_records(root), TEXTS).corpus
    settings = Settings(commits=commits(root))
    return {name: settings.revision(corpus.paths["dossier", name]) for name in corpus.dossiers}


def test_each_dossier_has_the_commit_of_its_own_last_change(repository: Path) -> None:
    first = git(repository, "rev-parse", "HEAD")
    edit(repository / "briefings/harbour.yaml", "status: active", "status: closed")
    second = committed(repository, "The dispute is over")
    assert revisions(repository) == {"harbour": second[:10], "ferry": first[:10]}


def test_a_change_that_is_not_committed_is_said(repository: Path) -> None:
    first = git(repository, "rev-parse", "HEAD")[:10]
    edit(repository / "briefings/harbour.yaml", "status: active", "status: closed")
    assert revisions(repository) == {"harbour": f"{first}, changed since", "ferry": first}
    (repository / "seeds/third.yaml").write_text("id: third\n", "utf-8")
    assert "seeds/third.yaml" in commits(repository)[0].files


def test_a_merge_counts_as_the_commit_that_brought_the_change(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "edit")
    edit(repository / "briefings/harbour.yaml", "status: active", "status: closed")
    committed(repository, "The dispute is over")
    git(repository, "checkout", "-q", "main")
    git(repository, "merge", "-q", "--no-ff", "-m", "Merge the edit", "edit")
    assert revisions(repository)["harbour"] == git(repository, "rev-parse", "HEAD")[:10]


def test_a_site_may_be_a_folder_of_a_larger_repository(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    whole = tmp_path_factory.mktemp("whole")
    git(whole, "clone", "-q", str(repository), "cloned")
    inner = whole / "cloned/desks/strait"
    inner.mkdir(parents=True)
    for name in ("briefings", "seeds"):
        git(whole / "cloned", "mv", name, f"desks/strait/{name}")
    moved = committed(whole / "cloned", "Moved")
    assert revisions(inner) == dict.fromkeys(("harbour", "ferry"), moved[:10])


def test_the_oldest_commit_of_a_shallow_clone_is_not_taken_for_the_last_change(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (repository / "other.txt").write_text("something else", "utf-8")
    git(repository, "add", "other.txt")
    committed(repository, "Something else")
    whole = tmp_path_factory.mktemp("whole")
    git(whole, "clone", "-q", "--depth", "1", repository.as_uri(), "shallow")
    assert revisions(whole / "shallow") == {"harbour": "", "ferry": ""}


def test_another_repository_that_the_environment_names_is_not_asked(
    repository: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = revisions(repository)
    monkeypatch.setenv("GIT_DIR", str(repository / "nowhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(repository / "nothing"))
    assert revisions(repository) == expected


@pytest.mark.parametrize("kind", ["no repository", "no commit", "no git"])
def test_without_git_there_is_no_revision(kind: str, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if kind == "no commit":
        need(GIT)
        git(project, "init", "-q")
    if kind == "no git":
        monkeypatch.setenv("PATH", "")
    assert commits(project) == ()


@pytest.mark.slow
def test_page_and_paper_say_the_edition_and_the_page_its_revision(repository: Path) -> None:
    commit = git(repository, "rev-parse", "HEAD")[:10]
    run = CliRunner()
    assert run.invoke(cli, ["build", "-f", str(repository / "mkdocs.yml"), "--no-strict"]).exit_code == 0
    page = (repository / "docs/dossiers/harbour/index.md").read_text("utf-8")
    name = edition(harbour())
    assert f'<code>{name}</code> <span class="b-more">Revision {commit}</span></dd>' in page
    printed = pages((repository / "docs/dossiers/harbour/harbour.pdf").read_bytes())
    assert bare(f"Edition {name}") in printed[0]
    assert not any(commit in sheet for sheet in printed)


def test_a_new_commit_prints_nothing_anew() -> None:
    newest = Commit("0123456789abcdef", frozenset(harbour()))
    committed, plain = (
        build.build(harbour(), harbour_texts(), Settings(commits=commits)) for commits in ((newest,), ())
    )
    assert committed.files != plain.files
    assert [order.data for order in committed.prints] == [order.data for order in plain.prints]
