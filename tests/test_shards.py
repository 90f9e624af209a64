"""Several machines build a part each; joined, these are the site of one machine, and what they lack only costs time."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from generator.cache import Cache
from generator.cli.main import cli
from generator.printing.orders import Print
from generator.site import contents, parts
from generator.site.shard import Shard
from tests.conftest import BY_HAND, HARBOUR, ROOT, copy_by_hand, edit, kept
from tests.test_site import hashes

SHARDS = 3


def desk(folder: Path) -> Path:
    """A fresh copy of the harbour's desk, in which nothing was built."""
    shutil.copytree(HARBOUR, folder, ignore=shutil.ignore_patterns(".*"))
    (folder / "texts").rename(folder / "seeds/texts")
    copy_by_hand(folder)
    return folder


def briefings(root: Path, command: str, *words: str | Path) -> Result:
    """What a command says in a folder."""
    before = Path.cwd()
    os.chdir(root)
    try:
        return CliRunner(env={"BRIEFINGS_TEXTS": None}).invoke(cli, [command, *map(str, words)])
    finally:
        os.chdir(before)


def last(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()[-1]


@dataclass(frozen=True)
class Shared:
    """A build without PDFs that was shared out to three machines, and the site and `docs/` of one machine."""

    parts: list[Path]
    site: dict[str, str]
    docs: dict[str, str]

    def copy(self, folder: Path) -> list[Path]:
        """The parts, to do harm to."""
        return [Path(shutil.copytree(part, folder / part.name, symlinks=True)) for part in self.parts]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    folder = tmp_path_factory.mktemp("shards")
    found = []
    for number in range(1, SHARDS + 1):
        root = desk(folder / f"machine-{number}")
        said = last(briefings(root, "build", "--no-pdf", "--shard", f"{number}/{SHARDS}"))
        name = f"parts/{number}-of-{SHARDS}"
        assert re.fullmatch(rf"written: part {number}/3 with \d+ pages and no PDFs in {name}/", said), said
        assert not (root / "site").exists()
        assert not (root / "docs/index.md").exists()
        found.append(root / name)
    one = desk(folder / "one")
    last(briefings(one, "build", "--no-pdf"))
    return Shared(found, hashes(one / "site"), hashes(one / "docs"))


@pytest.mark.slow
def test_three_parts_make_the_site_of_one_machine(shared: Shared, tmp_path: Path) -> None:
    root = desk(tmp_path / "root")
    said = last(briefings(root, "join", "--no-pdf", *shared.parts))
    pages = sum(name.endswith(".md") for name in set(shared.docs).difference(BY_HAND))
    by_hand = sum(name.endswith(".md") for name in BY_HAND)
    assert said == f"joined: 3 parts; {pages} pages and no PDFs in site/; made here: 0 pages and 0 PDFs"
    assert (hashes(root / "site"), hashes(root / "docs")) == (shared.site, shared.docs)
    assert last(briefings(root, "build", "--no-pdf")).endswith(f", 0 of {pages + by_hand} pages made anew")


@pytest.mark.slow
def test_no_two_parts_have_the_same_page(shared: Shared) -> None:
    """Each has one entry more, which lists its pages and is called after its share."""
    names = [path.name for part in shared.parts for path in (part / "site").iterdir()]
    pages = sum(name.endswith(".md") for name in shared.docs)
    assert len(set(names)) == len(names) == pages + SHARDS
    sizes = [len(list((part / "site").iterdir())) for part in shared.parts]
    assert max(sizes) - min(sizes) <= 1


def hurt_entry(folders: list[Path]) -> None:
    entry = max((folders[0] / "site").iterdir(), key=lambda path: b'"html": ' in path.read_bytes())
    entry.write_bytes(entry.read_bytes()[:-9])


def hurt_list(folders: list[Path]) -> None:
    for entry in (folders[1] / "site").iterdir():
        if b'"html": ' not in entry.read_bytes():
            entry.write_bytes(b"{}")


def put_strange_things_in(folders: list[Path]) -> None:
    secret, part = folders[0].parent / "secret", folders[0] / "site"
    secret.write_text("secret", "utf-8")
    (part / f"{'a' * 64}.json").symlink_to(secret)
    (part / "..json").write_text("strange", "utf-8")
    (folders[0] / "pdf").symlink_to(secret.parent)
    (folders[0] / "checks").mkdir()
    (folders[0] / "checks" / f"{'a' * 32}.json").write_text("[]", "utf-8")


@pytest.mark.slow
def test_no_part_says_where_files_are_written(shared: Shared, tmp_path: Path) -> None:
    """Also one that somebody sealed who knows how."""
    root, folders = desk(tmp_path / "root"), shared.copy(tmp_path / "parts")
    outside = tmp_path / "outside.md"
    changed = 0
    for folder in folders:
        given = Cache(folder / "generated", ".kept", 10**9)
        for entry in (folder / "generated").iterdir():
            data = given.get(entry.stem) or b""
            if data.startswith(b'{"docs/dossiers/'):
                given.put(entry.stem, json.dumps(json.loads(data) | {str(outside): "x", "../up.md": "x", "hook.py": "x"}).encode())  # fmt: skip
                changed += 1
    assert changed == 2
    last(briefings(root, "join", "--no-pdf", *folders))
    assert hashes(root / "site") == shared.site
    assert not [path for path in (outside, tmp_path / "up.md", root / "hook.py") if path.exists()]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("harm", "left", "some"),
    [(hurt_entry, 1, True), (hurt_list, 1, True), (put_strange_things_in, 2, False)],
    ids=["entry", "list", "strange"],
)
def test_what_is_broken_in_a_part_is_left_and_only_costs_time(
    shared: Shared, tmp_path: Path, harm: Callable[[list[Path]], None], left: int, some: bool
) -> None:
    root, folders = desk(tmp_path / "root"), shared.copy(tmp_path / "parts")
    harm(folders)
    result = briefings(root, "join", "--no-pdf", *folders)
    made = re.search(r"made here: (\d+) pages and 0 PDFs", last(result))
    assert made
    assert (int(made[1]) > 0) == some
    assert (
        f"warning: {left} files of the parts are not whole, or no part of one, and were left" in result.stderr
    )
    assert hashes(root / "site") == shared.site
    assert not [path for path in (root / ".cache").rglob("*") if path.is_symlink() or path.stem == "a" * 32]


def about(folder: Path, **changed: str) -> None:
    """Change what a part says of itself."""
    file = folder / parts.ABOUT
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | changed), "utf-8")


def forget(folders: list[Path]) -> None:
    del folders[1]


def double(folders: list[Path]) -> None:
    folders.append(Path(shutil.copytree(folders[1], folders[1].with_name("again"))))


def link(folders: list[Path]) -> None:
    (folders[0] / parts.ABOUT).unlink()
    (folders[0] / parts.ABOUT).symlink_to(folders[1] / parts.ABOUT)


REFUSED: dict[str, tuple[Callable[[list[Path]], object], str]] = {
    "missing": (forget, r"missing: part 2/3; join all 3\n"),
    "all but one": (lambda folders: folders.__delitem__(slice(1, None)), r"missing: part 2/3, 3/3; join all 3\n"),
    "doubled": (double, r"/again and \S+/2-of-3 are both part 2/3: leave one of them out"),
    "another count": (lambda folders: about(folders[2], shard="3/4"), r"/3-of-3 is part 3/4, and \S+/1-of-3 part 1/3"),
    "records": (lambda folders: about(folders[0], records="0"), r"/1-of-3 was made from other records than there are here"),
    "two things": (lambda folders: about(folders[0], texts="0", program="0"), r"from other texts and other program than"),
    "no share": (lambda folders: about(folders[0], shard="9/8"), r"/1-of-3 is no part: it has no part\.json that"),
    "no words": (lambda folders: (folders[0] / parts.ABOUT).write_text("[" * 9_000), r"/1-of-3 is no part"),
    "too many words": (lambda folders: (folders[0] / parts.ABOUT).write_text(" " * 99_999), r"/1-of-3 is no part"),
    "other words": (lambda folders: (folders[0] / parts.ABOUT).write_text('["shard"]'), r"/1-of-3 is no part"),
    "a link": (link, r"/1-of-3 is no part"),
    "nothing": (lambda folders: shutil.rmtree(folders[0]), r"/1-of-3 is no part"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("harm", REFUSED)
def test_parts_that_do_not_belong_together_are_refused(shared: Shared, tmp_path: Path, harm: str) -> None:
    root, folders = desk(tmp_path / "root"), shared.copy(tmp_path / "parts")
    do, said = REFUSED[harm]
    do(folders)
    result = briefings(root, "join", "--no-pdf", *folders)
    assert (result.exit_code, result.stdout) == (2, "")
    assert re.search(said, result.stderr), result.stderr
    assert not (root / "site").exists()
    assert not (root / ".cache").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "words", "what"),
    [
        (lambda root: edit(root / "briefings/harbour.yaml", "says who called", "tells who called"), ["--no-pdf"], "records"),
        (lambda root: edit(root / "mkdocs.yml", "site_name: ", "site_name: The "), ["--no-pdf"], "settings"),
        (lambda root: None, ["--no-pdf", "--draft"], "settings"),
        (lambda root: None, ["--only", "harbour"], "settings"),
        (lambda root: shutil.rmtree(root / "seeds/texts"), ["--no-pdf"], "texts"),
    ],
    ids=["records", "configuration", "draft", "printed", "texts"],
)  # fmt: skip
def test_so_are_those_of_another_build(shared: Shared, tmp_path: Path, change: Callable[[Path], None], words: list[str], what: str) -> None:  # fmt: skip
    root = desk(tmp_path / "root")
    change(root)
    result = briefings(root, "join", *words, *shared.parts)
    assert result.exit_code == 2
    assert (
        f"/1-of-3 was made from other {what} than there are here: make all parts from one commit"
        in result.stderr
    )


@pytest.mark.slow
def test_pdfs_are_joined_too(tmp_path: Path) -> None:
    """What the tests of this run have printed may be in the parts; where they are joined nothing is kept."""
    found = []
    for number in (1, 2):
        root = desk(tmp_path / f"machine-{number}")
        (root / ".cache").symlink_to(kept())
        result = briefings(root, "build", "--shard", f"{number}/2", "--into", root / "part")
        found.append((re.findall(r"(\d+) PDFs", last(result))[0], root / "part"))
    one, root = desk(tmp_path / "one"), desk(tmp_path / "root")
    (one / ".cache").symlink_to(kept())
    last(briefings(one, "build"))
    said = last(briefings(root, "join", *(part for _, part in found)))
    assert said.endswith("7 PDFs in site/; made here: 0 pages and 0 PDFs")
    assert sorted(number for number, _ in found) == ["3", "4"]
    assert hashes(root / "site") == hashes(one / "site")


@pytest.mark.slow
def test_a_machine_that_has_made_it_before_makes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the cache of a CI service serves a matrix, whichever machine filled it; and a part takes the place of another."""
    root = desk(tmp_path / "root")
    last(briefings(root, "build", "--no-pdf"))
    site, docs = hashes(root / "site"), hashes(root / "docs")
    monkeypatch.setattr(contents.Contents, "_render", lambda *_: pytest.fail("it was rendered again"))
    for number in (1, 2, 2):
        last(briefings(root, "build", "--no-pdf", "--shard", f"{number}/2"))
    assert (hashes(root / "site"), hashes(root / "docs")) == (site, docs)
    shutil.rmtree(root / ".cache")
    assert last(briefings(root, "join", "--no-pdf", *(root / "parts").iterdir())).endswith("made here: 0 pages and 0 PDFs")  # fmt: skip
    assert hashes(root / "site") == site


@pytest.mark.slow
def test_where_mkdocs_builds_alone_parts_have_no_pages_and_say_why(tmp_path: Path) -> None:
    root = desk(tmp_path / "root")
    edit(root / "mkdocs.yml", "plugins:\n", "hooks: [hook.py]\nplugins:\n")
    (root / "hook.py").write_text("def on_page_content(html, **_): return html + '<p>Hooked</p>'\n", "utf-8")
    why = "as hook.py may change any page"
    said = last(briefings(root, "build", "--no-pdf", "--shard", "1/1"))
    assert said == f"written: part 1/1 with no pages and no PDFs in parts/1-of-1/; no pages, {why}"
    said = last(briefings(root, "join", "--no-pdf", root / "parts/1-of-1"))
    assert said.endswith(f"; made here: all pages, {why}, and 0 PDFs")


@pytest.mark.slow
def test_of_a_build_that_fails_there_is_no_part(tmp_path: Path) -> None:
    root, words = desk(tmp_path / "root"), ("--no-pdf", "--shard", "1/1")
    edit(root / "docs/editing/index.md", "# Editing", "# Editing\n\n[nowhere](nowhere.md)\n")
    result = briefings(root, "build", *words)
    assert (result.exit_code, "nowhere.md" in result.stderr) == (1, True)
    assert "the part was not written: MkDocs warned (see --no-strict)" in result.stderr
    edit(root / "briefings/harbour.yaml", "status: active", "status: actve")
    result = briefings(root, "build", *words)
    assert (result.exit_code, "error[unknown-word]" in result.stdout) == (1, True)
    assert not (root / "parts").exists()


@pytest.mark.slow
def test_a_dossier_that_is_not_there_cannot_be_printed_in_a_part(tmp_path: Path) -> None:
    root = desk(tmp_path / "root")
    result = briefings(root, "build", "--only", "harbor", "--shard", "1/1")
    assert (result.exit_code, "there is no dossier `harbor`; there are: " in result.stderr) == (2, True)
    assert not (root / "parts").exists()


@pytest.mark.slow
def test_a_part_takes_no_place_but_that_of_a_part(tmp_path: Path) -> None:
    root = desk(tmp_path / "root")
    (root / "mine").mkdir()
    for name in (parts.ABOUT, "mine.txt"):
        (root / "mine" / name).write_text("{}", "utf-8")
    for place in ("seeds", "mkdocs.yml", "mine"):
        before = hashes(root)
        result = briefings(root, "build", "--no-pdf", "--shard", "1/1", "--into", place)
        assert (result.exit_code, f"{place} is in the way" in result.stderr) == (1, True)
        assert hashes(root) == before


def github() -> tuple[list[str], list[str], dict[str, str]]:
    """What the workflow runs on a machine of the matrix, and at the end; and what the first finds in its environment."""
    jobs = yaml.safe_load((ROOT / ".github/workflows/large-site.yml").read_text("utf-8"))["jobs"]
    part, site = ([step for step in jobs[name]["steps"] if "run" in step] for name in ("part", "site"))
    assert jobs["part"]["strategy"]["matrix"] == {"shard": [1, 2, 3, 4]}
    assert [step["env"] for step in part if "env" in step] == [{"SHARD": "${{ matrix.shard }}/${{ strategy.job-total }}"}]  # fmt: skip
    assert jobs["site"]["needs"] == "part"
    return [step["run"] for step in part], [step["run"] for step in site], {"SHARD": "{number}/{of}"}


def gitlab() -> tuple[list[str], list[str], dict[str, str]]:
    """The same of the file for GitLab in the guide."""
    guide = (ROOT / "docs/editing/index.md").read_text("utf-8")
    (text,) = re.findall(r"```yaml\n(stages:.*?)```", guide, re.DOTALL)
    file = yaml.safe_load(text)
    before = file["default"]["before_script"]
    assert [file[job]["stage"] for job in ("part", "site")] == file["stages"]
    environment = {"CI_NODE_INDEX": "{number}", "CI_NODE_TOTAL": "{of}"}
    return before + file["part"]["script"], before + file["site"]["script"], environment


@pytest.mark.slow
@pytest.mark.parametrize("service", [github, gitlab])
def test_what_ci_services_are_told_makes_the_site(service: Callable[[], tuple[list[str], list[str], dict[str, str]]], tmp_path: Path) -> None:  # fmt: skip
    """Run as they would, with what `make .venv/site` brings; PDFs are those that the tests have printed."""
    part, site, environment = service()
    root = desk(tmp_path / "root")
    (root / ".cache").symlink_to(kept())
    for name, does in {"make": '[ "$*" = .venv/site ]', ".venv/bin/briefings": f'exec "{sys.executable}" -m generator "$@"'}.items():  # fmt: skip
        script = root / name
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_text(f"#!/bin/sh\n{does}\n", "utf-8")
        script.chmod(0o755)

    def run(commands: list[str], number: int = 0, of: int = 2) -> str:
        told = {name: value.format(number=number, of=of) for name, value in environment.items()}
        found = {name: value for name, value in os.environ.items() if name != "BRIEFINGS_TEXTS"} | told
        found |= {"PATH": f"{root}:{found['PATH']}", "PYTHONPATH": str(ROOT)}
        command = ["bash", "-euc", "\n".join(commands)]
        done = subprocess.run(command, cwd=root, env=found, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()[-1]

    assert [run(part, number).split(" with ")[0] for number in (1, 2)] == [
        "written: part 1/2",
        "written: part 2/2",
    ]
    assert run(site).endswith("and 7 PDFs in site/; made here: 0 pages and 0 PDFs")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--shard", "9/8"), "“9/8” is no share: write 2/8 for the second of eight, of 1000 at most"),
        (("--shard", "0/3"), "“0/3” is no share"),
        (("--shard", "x"), "“x” is no share"),
        (("--shard", ""), "“” is no share"),
        (("--shard", "1/1001"), "“1/1001” is no share"),
        (("--shard", "02/8"), "“02/8” is no share"),
        (("--shard", "٢/8"), "“٢/8” is no share"),
        (("--shard", "2/8", "--full"), "--full keeps nothing, and a part is what is kept: leave one of them out"),
        (("--into", "here"), "--into says where a part is written: name its --shard"),
    ],
)  # fmt: skip
def test_wrong_words_are_one_sentence(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    result = briefings(tmp_path, "build", *words)
    assert (result.exit_code, said in result.stderr) == (2, True)
    assert result.stderr.count("Error: ") == 1


def test_nothing_cannot_be_joined(tmp_path: Path) -> None:
    assert briefings(tmp_path, "join").exit_code == 2


def prints(dossiers: int, *, book: bool = True) -> list[Print]:
    """Orders of three PDFs a dossier, and of the book."""
    return [
        *(Print(f"{n}{paper}.pdf", "briefing", dict, "a4", dossier=str(n)) for n in range(dossiers) for paper in "abc"),
        *([Print("book.pdf", "briefing", dict, "a4")] if book else []),
    ]  # fmt: skip


@pytest.mark.parametrize("of", [1, 2, 3, 8, 20])
def test_each_pdf_is_printed_on_one_machine_and_those_of_a_dossier_on_the_same(of: int) -> None:
    orders = prints(10)
    shares = [[*shard.orders(orders)] for shard in Shard(1, of).all]
    assert sorted(order.path for share in shares for order in share) == sorted(order.path for order in orders)
    assert len({(order.dossier, number) for number, share in enumerate(shares) for order in share}) == 11


def test_the_machine_that_prints_the_book_prints_less_beside_it() -> None:
    """The book is as long as all ten dossiers, each of which is printed three times."""
    first, second = ([*shard.orders(prints(10))] for shard in Shard(1, 2).all)
    assert first[0].dossier == ""
    assert (len(first), len(second)) == (1 + 3 * 3, 3 * 7)
    assert [len([*shard.orders(prints(10))]) for shard in Shard(1, 4).all] == [1, 12, 9, 9]


def test_where_there_is_less_than_machines_some_print_nothing() -> None:
    assert [len([*shard.orders(prints(1, book=False))]) for shard in Shard(1, 3).all] == [3, 0, 0]


def test_a_share_is_every_nth() -> None:
    assert [Shard.read(f"{number}/3").share("abcdefgh") for number in (1, 2, 3)] == ["adg", "beh", "cf"]
    assert str(Shard.read("2/8")) == "2/8"
