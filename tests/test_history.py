"""How the records came to be what they are: read from git, told on pages and in feeds, by day and by statement."""

from __future__ import annotations

import os
import posixpath
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import feedparser
import pytest
from click.testing import CliRunner, Result

from generator import build, disk
from generator.build import Built
from generator.changes import history as kept_history
from generator.changes.history import UNKNOWN, History, Step, Told
from generator.changes.words import Piece, Tone
from generator.cli.main import cli
from generator.records.vocabulary import Level
from generator.site import editions, history
from generator.view.settings import Settings
from tests.conftest import ROOT, Seen, edit, harbour, harbour_texts
from tests.printed import bare, pages
from tests.test_diff import copied
from tests.test_kept import keeping
from tests.tools import GIT, need

GOLDEN = ROOT / "tests/golden/history"
SETTINGS = Settings("https://strait.example/")
PAGE = "docs/dossiers/harbour/index.md"
HARBOUR, FERRY = "briefings/harbour.yaml", "briefings/ferry.yaml"
Made = Callable[[Path], None]


def changed(path: str, before: str, after: str) -> Made:
    """An edit of one file."""
    return lambda root: edit(root / path, before, after)


def first(root: Path) -> None:
    """The harbour alone, before there was a ferry."""
    copied(root)
    (root / FERRY).unlink()
    edit(root / HARBOUR, "    see: [ferry#skippers-paid]\n", "")
    edit(root / "briefings/desk.yaml", ", ferry]", "]")


def ferry(root: Path) -> None:
    """The night ferry, and what the harbour says of it."""
    for path in (FERRY, HARBOUR, "briefings/desk.yaml"):
        (root / path).write_bytes(harbour()[path])
    edit(root / HARBOUR, "confidence: moderate", "confidence: low")
    edit(root / HARBOUR, "The toll was still collected on Friday.", "The toll was collected.")


def said(root: Path) -> None:
    """The desk says itself what it changed."""
    edit(root / HARBOUR, "as_of: 2031-03-02", "as_of: 2031-03-11")
    with (root / HARBOUR).open("a", encoding="utf-8") as file:
        file.write("  - {date: 2031-03-11, text: Who says what of the toll is told apart.}\n")


DAYS: tuple[tuple[str, Made], ...] = (
    ("2031-03-02T09:00:00Z", first),
    ("2031-03-02T18:00:00Z", changed(HARBOUR, "confidence: moderate", "confidence: low")),
    (
        "2031-03-04T12:00:00Z",
        changed(HARBOUR, "The toll was still collected on Friday.", "The toll was collected."),
    ),
    ("2031-03-05T12:00:00Z", ferry),
    ("2031-03-07T23:30:00-02:00", changed(HARBOUR, "confidence: low", "confidence: moderate")),
    ("2031-03-08T12:00:00Z", changed(HARBOUR, "id: harbour\n", "# The strait.\nid: harbour\n")),
    ("2031-03-09T12:00:00Z", changed(HARBOUR, "place: Old Customs House", "place: The old customs house")),
    (
        "2031-03-10T12:00:00Z",
        changed(HARBOUR, "The toll was collected.", "The toll was still collected on Friday."),
    ),
    ("2031-03-11T08:00:00Z", changed("briefings/actors.yaml", "name: North Port", "name: The North Port")),
    (
        "2031-03-11T12:00:00Z",
        said,
    ),
)
"""Ten days of work on the harbour corpus, which end in more or less what `tests/harbour` holds."""


def git_on(root: Path, moment: str, *words: str) -> str:
    """Git in a folder, at a moment, as somebody whose settings do not matter."""
    need(GIT)
    names = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    around = {**os.environ, **names, **dates, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(
        ["git", *words], cwd=root, env=around, check=True, capture_output=True, text=True
    ).stdout.strip()


def committed(root: Path, days: tuple[tuple[str, Made], ...] = DAYS) -> Path:
    """A repository with a commit for each day."""
    root.mkdir()
    git_on(root, "", "init", "-q", "-b", "main")
    (root / ".git/info/exclude").write_text(".cache/\n", "utf-8")
    for moment, make in days:
        make(root)
        git_on(root, moment, "add", ".")
        git_on(root, moment, "commit", "-qm", "x")
    return root


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return committed(tmp_path_factory.mktemp("history") / "desk")


@pytest.fixture(scope="module")
def past(desk: Path) -> History:
    return history.read(desk)


def named(told: Told) -> str:
    return f"{told.dossier}#{told.id or told.kind}"


def lines(past: History) -> Iterator[tuple[str, str]]:
    """Each day, and what is told of it."""
    for step in past.steps:
        yield step.day, " ".join(named(told) for told in step.told)


def test_each_commit_that_changes_meaning_is_a_step_on_its_day_in_utc(past: History) -> None:
    assert [*lines(past)] == [
        ("2031-03-11", "harbour#harbour"),
        ("2031-03-11", "#north-port"),
        ("2031-03-10", "harbour#toll-collected"),
        ("2031-03-09", "harbour#first-meeting"),
        ("2031-03-08", "harbour#no-deal-before-summer"),
        ("2031-03-05", "harbour#toll-collected ferry#ferry #desk"),
        ("2031-03-04", "harbour#toll-collected"),
        ("2031-03-02", "harbour#no-deal-before-summer"),
        ("2031-03-02", "harbour#harbour"),
    ]
    assert past.since == ""


def test_of_a_dossier_that_was_added_no_entry_is_named(past: History) -> None:
    (founding,) = past.steps[-1].told
    assert (founding.founds, founding.title) == (True, "Harbour dispute")


def test_what_is_told_is_told_in_the_words_of_diff(past: History) -> None:
    (told,) = past.by_dossier["harbour"][1][1:]
    assert "".join(piece.text for piece in told.rows[0]) == (
        "text: “The toll was still collected on Friday.”"
    )
    assert "".join(piece.text for piece in told.outcome) == " (claim changed, evidence did not)"


def test_what_was_compared_is_kept_and_read_back_as_it_was(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = history.read(desk)
    monkeypatch.setattr(history, "compare", lambda *_: pytest.fail("it was compared again"))
    assert history.read(desk) == before


@pytest.mark.parametrize("place", range(3))
def test_what_is_told_survives_being_kept(past: History, place: int) -> None:
    told = past.steps[place].told
    assert kept_history.from_json(kept_history.as_json(told)) == told


def test_two_readings_in_two_folders_are_the_same(desk: Path, past: History, tmp_path: Path) -> None:
    git_on(tmp_path, "", "clone", "-q", str(desk), "other")
    assert history.read(tmp_path / "other") == past


def test_a_shallow_clone_says_since_when_it_knows(desk: Path, past: History, tmp_path: Path) -> None:
    git_on(tmp_path, "", "clone", "-q", "--depth", "3", desk.as_uri(), "shallow")
    shallow = history.read(tmp_path / "shallow")
    assert shallow.since == "2031-03-10"
    assert shallow.steps == past.steps[:2]


@pytest.mark.parametrize("kind", ["no repository", "no commit", "no git"])
def test_outside_git_there_is_no_history(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copied(tmp_path)
    if kind == "no commit":
        git_on(root, "", "init", "-q")
    if kind == "no git":
        monkeypatch.setenv("PATH", "")
    assert history.read(root) == History()


def built(root: Path, past: History = UNKNOWN) -> Built:
    """The site of a repository as it stands."""
    return build.build(
        disk.read_records(root), harbour_texts(), replace(SETTINGS, history=past), level=Level.NONE
    )


@pytest.fixture(scope="module")
def site(desk: Path, past: History) -> Mapping[str, str]:
    """The pages of the repository with its history."""
    return {path: data.decode() for path, data in built(desk, past).files.items() if path.endswith(".md")}


def test_the_pages_of_changes(site: Mapping[str, str], request: pytest.FixtureRequest) -> None:
    told = {path: text for path, text in site.items() if path.endswith("changes.md")}
    if request.config.getoption("--golden"):
        for path, text in told.items():
            target = GOLDEN / path.removeprefix("docs/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
    kept = {
        f"docs/{path.relative_to(GOLDEN).as_posix()}": path.read_text("utf-8")
        for path in GOLDEN.rglob("*.md")
    }
    assert told == kept


def test_an_entry_says_since_when_it_says_what_it_says(site: Mapping[str, str]) -> None:
    harbour = site["docs/dossiers/harbour/index.md"]
    assert re.findall(r'class="b-changed" data-search-exclude>\[(.*?)\]\((.*?)\)', harbour) == [
        ("Changed 8 March 2031", "changes.md#day-2031-03-08"),
        ("Changed 9 March 2031", "changes.md#day-2031-03-09"),
        ("Changed 10 March 2031", "changes.md#day-2031-03-10"),
    ]
    assert "b-changed" not in site["docs/dossiers/ferry/index.md"]


def test_every_link_leads_to_something(site: Mapping[str, str]) -> None:
    seen = {path: Seen(text) for path, text in site.items()}
    anchors = {path: {a["id"] for _, a in page.elements if "id" in a} for path, page in seen.items()}
    for path, page in seen.items():
        if path.endswith("changes.md"):
            for href in (a["href"] for tag, a in page.elements if tag == "a" and ".md" in a.get("href", "")):
                target, _, anchor = href.partition("#")
                there = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
                assert there in site or there.startswith("docs/proof"), href
                assert not anchor or anchor in anchors[there], href


def test_nothing_is_printed_anew_because_of_history(desk: Path, past: History) -> None:
    plain, told = built(desk), built(desk, past)
    assert [order.data for order in plain.prints] == [order.data for order in told.prints]
    editions = [re.findall(r"<code>[0-9a-f]{10}</code>", each.files[PAGE].decode()) for each in (plain, told)]
    assert editions[0] == editions[1] != []


def test_a_page_is_made_anew_when_its_own_history_grows(desk: Path, past: History) -> None:
    store: dict[str, bytes] = {}
    checked = build.check(disk.read_records(desk), harbour_texts(), level=Level.NONE)

    def made(known: History) -> set[str]:
        before = {*store}
        kept = build.site_of(checked, replace(SETTINGS, history=known), keep=keeping(store))
        assert kept.files == build.site_of(checked, replace(SETTINGS, history=known)).files
        return {
            name
            for key in {*store} - before
            for name in ("harbour", "ferry")
            if store[key].startswith(f'{{"docs/dossiers/{name}/'.encode())
        }

    assert made(replace(past, steps=past.steps[2:])) == {"harbour", "ferry"}
    assert made(past) == {"harbour"}
    assert made(past) == set()


def test_pages_say_how_far_back_they_know(desk: Path, past: History) -> None:
    shallow = built(desk, History(past.steps[:1], "2031-03-10")).files["docs/changes.md"].decode()
    assert "Of the time before 10 March 2031 only what the desk wrote down itself is known here." in shallow
    assert "this site was built without the history" in built(desk).files["docs/changes.md"].decode()


def test_words_that_are_gone_cannot_act_on_a_page(desk: Path, past: History) -> None:
    (step, told) = past.by_dossier["harbour"][0]
    nasty = "<script>x</script> [a](javascript:b) `c` {onclick=d}"
    said = (Piece(Tone.GONE, nasty), Piece(Tone.COME, nasty))
    hostile = replace(told, id="", words=nasty, outcome=said, rows=(said,))
    page = built(desk, History((replace(step, told=(hostile,)),))).files["docs/changes.md"].decode()
    seen = Seen(page)
    assert seen.flat.count(" ".join(nasty.split())) == 4
    assert "script" not in seen.tags
    assert not any("onclick" in attributes for _, attributes in seen.elements)


def test_a_dossier_keeps_its_history_under_another_id() -> None:
    told = Told("b", "B", "dossier", "", "b", "B", "a", True, False, True, (), ())
    older = replace(told, dossier="a", id="a", was="")
    past = History((Step("2", "2031-03-02T00:00:00Z", (told,)), Step("1", "2031-03-01T00:00:00Z", (older,))))
    assert [step.commit for step, _ in past.by_dossier["b"]] == ["2", "1"]


def feed(root: Path, past: History, path: str = "docs/feed.xml", address: str = SETTINGS.site_url) -> Any:
    made = build.build(
        disk.read_records(root), harbour_texts(), Settings(address, history=past), level=Level.NONE
    )
    parsed = feedparser.parse(made.files[path])
    assert not parsed.bozo
    return parsed


def test_the_feed_follows_significant_changes_alone(desk: Path, past: History) -> None:
    parsed = feed(desk, past)
    assert [(entry.updated[:10], entry.title) for entry in parsed.entries] == [
        ("2031-03-11", "Harbour dispute: Who says what of the toll is told apart."),
        (
            "2031-03-10",
            "Harbour dispute: Statement “The toll was still collected on Friday.” "
            "(claim changed, evidence did not)",
        ),
        (
            "2031-03-09",
            "Harbour dispute: Statement “The two boards met for the first time since the toll.” "
            "(claim changed, evidence did not)",
        ),
        (
            "2031-03-08",
            "Harbour dispute: Judgement “A settlement before the summer recess is unlikely.” "
            "(claim changed, evidence did not)",
        ),
        ("2031-03-05", "The night ferry: The dossier: added"),
        (
            "2031-03-04",
            "Harbour dispute: Statement “The toll was collected.” (claim changed, evidence did not)",
        ),
        (
            "2031-03-02",
            "Harbour dispute: Judgement “A settlement before the summer recess is unlikely.” "
            "(claim changed, evidence did not)",
        ),
        ("2031-03-02", "Harbour dispute: First edition."),
    ]
    told = parsed.entries[1]
    assert told.link == "https://strait.example/dossiers/harbour/changes/#day-2031-03-10"
    assert told.id == f"https://strait.example/dossiers/harbour/#change-{past.steps[2].commit[:12]}"
    assert "collected<ins> on Friday</ins>" in told.content[0].value


def test_each_dossier_has_a_feed_of_its_own(desk: Path, past: History) -> None:
    parsed = feed(desk, past, "docs/dossiers/ferry/feed.xml")
    assert (parsed.feed.title, parsed.feed.id) == (
        "The night ferry",
        "https://strait.example/dossiers/ferry/feed.xml",
    )
    assert [entry.title for entry in parsed.entries] == ["The dossier: added"]
    whole = {entry.id for entry in feed(desk, past).entries}
    assert {entry.id for entry in parsed.entries} < whole
    assert "docs/dossiers/ferry/feed.xml" not in built(desk).files


def test_without_an_address_the_ids_of_feeds_are_names(desk: Path, past: History) -> None:
    parsed = feed(desk, past, "docs/dossiers/ferry/feed.xml", "")
    ids = [parsed.feed.id, *(entry.id for entry in parsed.entries)]
    assert all(name.startswith("urn:x-briefings:dossier:ferry:") for name in ids)


@pytest.fixture
def shop(desk: Path, project: Path) -> Path:
    """A folder that builds a site, with the ten days in its git and a change that is not committed."""
    git_on(project, "", "clone", "-q", "--no-checkout", str(desk), "cloned")
    (project / "cloned/.git").rename(project / ".git")
    (project / "cloned").rmdir()
    git_on(project, "", "reset", "-q", "--hard")
    edit(project / HARBOUR, "title: Harbour dispute", "title: The harbour")
    return project


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["build", "--no-pdf", "-f", str(folder / "mkdocs.yml"), *words])


@pytest.mark.slow
def test_a_site_is_built_as_it_was_on_a_day(shop: Path) -> None:
    records = disk.read_records(shop)
    result = run(shop, "--as-of", "2031-03-08", "--no-strict")
    assert result.exit_code == 0, result.output
    page = (shop / PAGE).read_text("utf-8")
    assert "# Harbour dispute\n" in page
    assert "The toll was collected." in page
    assert "What this site said on 8 March 2031. It may say something else now." in page
    changes = (shop / "docs/changes.md").read_text("utf-8")
    assert "## 8 March 2031" in changes
    assert "## 9 March 2031" not in changes
    assert "changed since" not in page
    assert disk.read_records(shop) == records
    assert run(shop, "--no-strict").exit_code == 0
    page = (shop / PAGE).read_text("utf-8")
    assert "# The harbour\n" in page
    assert "What this site said on" not in page


@pytest.mark.slow
def test_a_day_without_the_newest_changes_is_the_newest_state(shop: Path) -> None:
    git_on(shop, "", "checkout", "-q", HARBOUR)
    assert run(shop, "--no-strict").exit_code == 0
    now = (shop / PAGE).read_text("utf-8")
    assert run(shop, "--as-of", "2031-03-11", "--no-strict").exit_code == 0
    then = (shop / PAGE).read_text("utf-8")
    line = "What this site said on 11 March 2031. It may say something else now.\n{ .b-said-on }\n\n"
    assert then.replace(line, "") == now


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2031-03-01", "git has no commit of briefings/ or seeds/ up to 2031-03-01"),
        ("1 March 2031", "write a day as YYYY-MM-DD, such as 2019-05-15"),
        ("2031-02-30", "there is no day 2031-02-30"),
    ],
)
def test_a_day_that_is_none_is_wrong_use(shop: Path, day: str, said: str) -> None:
    result = run(shop, "--as-of", day)
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())
    assert not (shop / PAGE).exists()


def test_editions_are_counted_by_significant_commits(past: History) -> None:
    named = [(edition.number, edition.day) for edition in past.editions("harbour")]
    assert named == [
        (1, "2031-03-02"),
        (2, "2031-03-02"),
        (3, "2031-03-04"),
        (4, "2031-03-08"),
        (5, "2031-03-09"),
        (6, "2031-03-10"),
    ]
    assert replace(past, since="2031-03-02").editions("harbour") == ()


@pytest.fixture(scope="module")
def former(desk: Path, past: History) -> dict[str, bytes]:
    return editions.former(desk, ("harbour", "ferry"), past)


def test_each_edition_but_the_newest_has_a_page(former: Mapping[str, bytes]) -> None:
    assert [*former] == [f"dossiers/harbour/editions/{number}/index.md" for number in range(1, 6)]
    pages = [data.decode() for data in former.values()]
    assert "The toll was still collected on Friday." in pages[1]
    assert "The toll was collected." in pages[2]
    assert '\ntitle: "Harbour dispute: Edition 3, 4 March 2031"\n' in pages[2]
    assert "[the newest edition](../../index.md)" in pages[2]


def test_an_edition_leads_to_the_newest_and_to_nothing_else_on_the_site(former: Mapping[str, bytes]) -> None:
    for data in former.values():
        seen = Seen(data.decode())
        links = [attributes.get("href", "") for tag, attributes in seen.elements if tag == "a"]
        assert {link for link in links if not link.startswith(("#", "https:"))} == {"../../index.md"}
        anchors = {attributes["id"] for _, attributes in seen.elements if "id" in attributes}
        assert {link[1:] for link in links if link.startswith("#")} <= anchors


def test_the_changes_offer_the_editions_that_there_are(
    desk: Path, past: History, former: Mapping[str, bytes]
) -> None:
    some = {path: page for path, page in former.items() if "/3/" not in path}
    settings = replace(SETTINGS, history=past, former=some)
    made = build.build(disk.read_records(desk), harbour_texts(), settings, level=Level.NONE)
    told = made.files["docs/dossiers/harbour/changes.md"].decode()
    assert re.findall(r"\[Edition (.*?)\]\((.*?)\)", told) == [
        ("6, the newest", "index.md"),
        ("5", "editions/5/index.md"),
        ("4", "editions/4/index.md"),
        ("2", "editions/2/index.md"),
        ("1", "editions/1/index.md"),
    ]
    assert f"docs/{next(iter(some))}" in made.files
    assert "<dd>6, 10 March 2031 <code>" in made.files[PAGE].decode()


def test_records_that_make_no_page_today_are_no_edition(desk: Path, tmp_path: Path) -> None:
    git_on(tmp_path, "", "clone", "-q", str(desk), "other")
    other = tmp_path / "other"
    sound = (other / HARBOUR).read_text("utf-8")
    faulty = sound.replace("status: active", "status: asleep").replace("unlikely.", "very unlikely.")
    for text in (faulty, sound):
        (other / HARBOUR).write_text(text, "utf-8")
        git_on(other, "2031-04-01T00:00:00Z", "commit", "-qam", "x")
    past = history.read(other)
    assert len(past.editions("harbour")) == 8
    assert "dossiers/harbour/editions/7/index.md" not in editions.former(other, ("harbour",), past)


@pytest.mark.slow
def test_an_edition_is_printed_when_it_is_asked_for(shop: Path) -> None:
    arguments = ["pdf", "harbour", "--edition", "3", "--root", str(shop), "-o", str(shop / "third.pdf")]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, result.output
    printed = pages((shop / "third.pdf").read_bytes())
    assert bare("Edition 3, 4 March 2031") in printed[0]
    assert any(bare("The toll was collected.") in sheet for sheet in printed)


def test_an_edition_that_is_none_is_wrong_use(shop: Path) -> None:
    result = CliRunner().invoke(cli, ["pdf", "harbour", "--edition", "9", "--root", str(shop)])
    assert result.exit_code == 2
    assert "`harbour` has the editions 1 to 6" in result.output


@pytest.mark.slow
def test_of_a_former_edition_the_newest_counts_and_a_desk_can_keep_all_of_them_off(shop: Path) -> None:
    edit(shop / "mkdocs.yml", 'site_url: ""', "site_url: https://strait.example/")
    assert run(shop, "--no-strict").exit_code == 0
    page = (shop / "site/dossiers/harbour/editions/3/index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://strait.example/dossiers/harbour/">' in page
    assert "editions/3/" not in (shop / "site/search/search_index.json").read_text("utf-8")
    edit(shop / "mkdocs.yml", "editions: true", "editions: false")
    assert run(shop, "--no-strict").exit_code == 0
    assert not (shop / "site/dossiers/harbour/editions").exists()
