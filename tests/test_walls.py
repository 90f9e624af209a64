"""Nothing outside the tree is read, published, printed or written; nothing special is opened."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError

from generator import disk
from generator.cli import main
from generator.site.plugin import BriefingsPlugin
from tests.conftest import edit

SECRET = "id: the-secret-of-the-house"


@pytest.fixture(autouse=True)
def _own_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The texts of a project lie in it, whatever the environment says."""
    monkeypatch.delenv("BRIEFINGS_TEXTS", raising=False)


@pytest.fixture
def away(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder outside the site, with a file that nobody shall read."""
    folder = tmp_path_factory.mktemp("away")
    (folder / "secret.yaml").write_text(SECRET, "utf-8")
    return folder


def run(project: Path, *words: str) -> Result:
    texts = ["--texts", str(project / "seeds/texts")]
    return CliRunner().invoke(main.cli, [*words, "--root", str(project), *texts])


def build(project: Path) -> Result:
    return CliRunner().invoke(main.cli, ["build", "-f", str(project / "mkdocs.yml")])


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


LINKS = [
    "docs/x.md",
    "docs/deep/er/x.txt",
    "briefings/x.yaml",
    "briefings/fonts/x.otf",
    "seeds/x.yaml",
    "site/x",
]


@pytest.mark.parametrize("name", LINKS)
def test_a_link_out_of_the_tree_is_refused_by_name(project: Path, away: Path, name: str) -> None:
    (project / name).parent.mkdir(parents=True, exist_ok=True)
    (project / name).symlink_to(away / "secret.yaml")
    for result in (run(project, "check"), build(project)):
        assert result.exit_code == 1
        assert (
            f"{name}:1:1: error[link-outside]: `{name}` is a link that leads out of the folder of the site\n"
            "  help: put the file itself there, or delete the link\n"
        ) in result.output
        assert "secret" not in result.output
    assert not (project / "docs/index.md").exists()


@pytest.mark.parametrize("name", ["docs", "briefings", "seeds", "site", "docs/dossiers"])
def test_a_folder_that_is_a_link_out_of_the_tree_is_refused(project: Path, away: Path, name: str) -> None:
    if (project / name).exists():
        (project / name).rename(away / "moved")
    (away / "moved").mkdir(exist_ok=True)
    (project / name).symlink_to(away / "moved")
    before = tree(away)
    for result in (
        run(project, "check"),
        build(project),
        run(project, "lock"),
        run(project, "check", "--fix"),
    ):
        assert result.exit_code == 1, result.output
        assert f"`{name}` is a link that leads out of the folder of the site" in result.output or (
            name == "site" and "is a link: name the folder itself in mkdocs.yml" in result.output
        )
    assert tree(away) == before


@pytest.mark.parametrize(
    ("name", "target", "what"),
    [
        ("docs/x.txt", "../.git/config", "is a link to something hidden"),
        ("docs/x", "../.git", "is a link to something hidden"),
        ("briefings/x.yaml", "../.env", "is a link to something hidden"),
        ("docs/x.txt", "../seeds/texts/gazette.txt", "is a link to the source texts"),
        ("docs/x", "../seeds", "is a link to the source texts"),
        ("docs/x", ".", "is a link to a folder that has links in it"),
        ("docs/x.txt", "nowhere.md", "is a link that leads nowhere"),
    ],
)
def test_a_link_within_the_tree_shows_nothing_that_is_not_published(
    project: Path, name: str, target: str, what: str
) -> None:
    for hidden in (".git/config", ".env"):
        disk.write(project / hidden, SECRET.encode())
    (project / name).symlink_to(target)
    result = run(project, "check")
    assert result.exit_code == 1
    assert f"`{name}` {what}" in result.output
    assert "secret" not in result.output


def test_a_link_to_a_file_of_the_tree_is_followed(project: Path) -> None:
    (project / "README.md").write_text("# Read me\n", "utf-8")
    (project / "pictures").mkdir()
    (project / "docs/readme.md").symlink_to("../README.md")
    (project / "docs/pictures").symlink_to("../pictures")
    (project / "docs/.#index.md").symlink_to("somebody@host.17:5")
    (project / "shelf").mkdir()
    (project / "briefings/ferry.yaml").rename(project / "shelf/ferry.yaml")
    (project / "briefings/ferry.yaml").symlink_to("../shelf/ferry.yaml")
    result = run(project, "check")
    assert (result.exit_code, result.output[:20]) == (0, "clean: 2 dossiers, 1")


def pipe(path: Path) -> None:
    os.mkfifo(path)


def plug(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as plug:
        here = os.open(".", os.O_RDONLY)
        os.chdir(path.parent)  # the path of a socket is short
        plug.bind(path.name)
        os.fchdir(here)
        os.close(here)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize(
    "name", ["docs/x.md", "briefings/x.yaml", "seeds/x.yaml", "site/x", "seeds/texts/x.txt"]
)
@pytest.mark.parametrize("make", [pipe, plug])
def test_what_is_no_file_is_refused_and_not_waited_for(
    project: Path, name: str, make: Callable[[Path], None]
) -> None:
    (project / name).parent.mkdir(exist_ok=True)
    make(project / name)
    for result in (run(project, "check"), build(project), run(project, "lock")):
        assert result.exit_code == 1
        assert (
            f"{name}:1:1: error[special-file]: `{name}` is a {make.__name__.replace('plug', 'socket')}\n"
            in (result.output)
        )


def test_the_texts_may_lie_outside_but_are_files(project: Path, away: Path) -> None:
    (project / "seeds/texts").rename(away / "texts")
    (project / "seeds/texts").symlink_to(away / "texts")
    (away / "texts/courier.txt").rename(away / "courier.txt")
    (away / "texts/courier.txt").symlink_to(away / "courier.txt")
    assert run(project, "check").exit_code == 0
    device(away / "texts/more.txt")
    result = run(project, "check")
    assert result.exit_code == 1
    assert "error[special-file]: `seeds/texts/more.txt` is a device" in result.output


@pytest.mark.parametrize(
    "words", [["impact", "gazette-0301"], ["coverage"], ["register"], ["pack", "harbour"], ["pdf"]]
)
def test_every_command_that_reads_the_records_refuses(project: Path, away: Path, words: list[str]) -> None:
    (project / "seeds/x.yaml").symlink_to(away / "secret.yaml")
    output = ["-o", str(project / "out")] if words[0] in ("pack", "pdf") else []
    result = run(project, *words, *output)
    assert result.exit_code == 1
    assert "error[link-outside]: `seeds/x.yaml`" in result.output
    assert not (project / "out").exists()


def test_programs_are_told_by_code(project: Path, away: Path) -> None:
    (project / "seeds/x.yaml").symlink_to(away / "secret.yaml")
    [finding] = json.loads(run(project, "check", "--format", "json").stdout)
    assert (finding["code"], finding["path"]) == ("link-outside", "seeds/x.yaml")


def test_a_source_is_not_added_through_a_link(project: Path, away: Path) -> None:
    article = away / "article.txt"
    article.write_text("A title\n\nSome words that stand here.\n\nMore words of the same article.\n", "utf-8")
    (project / "seeds").rename(away / "seeds")
    (project / "seeds").symlink_to(away / "seeds")
    (away / "texts").mkdir()
    before = tree(away)
    words = [
        "source",
        "add",
        str(article),
        "--root",
        str(project),
        "--texts",
        str(away / "texts"),
        "--id",
        "x-1",
    ]
    result = CliRunner().invoke(main.cli, words)
    assert result.exit_code == 1
    assert "seeds/x-1.yaml” cannot be read or written: a folder on the way is a link" in result.output
    assert {path: data for path, data in tree(away).items() if "/texts/x-1" not in path} == before


def test_nothing_is_written_through_a_link(tmp_path: Path, away: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/deep").symlink_to(away)
    with pytest.raises(OSError, match="a folder on the way is a link"):
        disk.place(tmp_path, "docs/deep/secret.yaml", b"new")
    (tmp_path / "docs/x").symlink_to(away / "secret.yaml")
    assert disk.place(tmp_path, "docs/x", SECRET.encode())
    assert not (tmp_path / "docs/x").is_symlink()
    assert tree(away) == {str(away / "secret.yaml"): SECRET.encode()}


def test_what_is_asked_for_is_not_written_through_a_link(project: Path, away: Path) -> None:
    (project / "out.zip").symlink_to(away / "secret.yaml")
    result = run(project, "pack", "harbour", "-o", str(project / "out.zip"))
    assert result.exit_code == 2
    assert re.search("“.*out.zip” is not a file to write to", result.output)
    assert (away / "secret.yaml").read_text("utf-8") == SECRET


@pytest.mark.parametrize("command", ["build", "serve"])
def test_mkdocs_alone_stops_before_it_follows_a_link(project: Path, away: Path, command: str) -> None:
    (project / "docs/x.md").symlink_to(away / "secret.yaml")
    plugin = BriefingsPlugin()
    plugin.load_config({})
    plugin.on_startup(command=command, dirty=False)
    with pytest.raises(PluginError, match=r"error\[link-outside\]: `docs/x\.md`"):
        plugin.on_config(load_config(str(project / "mkdocs.yml")))


def test_a_plain_file_is_read_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"words")
    (tmp_path / "link").symlink_to("file")
    pipe(tmp_path / "pipe")
    assert disk.read(tmp_path / "file") == b"words"
    for name in ("link", "pipe", ".", "nothing"):
        with pytest.raises(OSError):  # noqa: PT011 - which one is the system's
            disk.read(tmp_path / name)


@pytest.mark.slow
@pytest.mark.parametrize("words", [["register"], ["lock"], ["check", "--fix"]])
def test_a_full_disk_is_one_sentence(project: Path, words: list[str]) -> None:
    """The system lets this process write no file larger than a few bytes, as it would on a full disk."""
    edit(
        project / "briefings/harbour.yaml",
        "cites: [gazette-0301#5]",
        "cites: [gazette-0301#5, gazette-0301#6]",
    )
    (project / "briefings/published-ids.txt").unlink(missing_ok=True)
    if words[0] == "check":
        edit(project / "briefings/harbour.yaml", "as long as we", "As long as we")
    program = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (8, 8)); sys.argv[0] = 'briefings'; "
        "from generator.cli.main import main; main()"
    )
    before = tree(project / "briefings") | tree(project / "seeds")
    texts = ["--root", str(project), "--texts", str(project / "seeds/texts")]
    done = subprocess.run(
        [sys.executable, "-B", "-c", program, *words, *texts], capture_output=True, text=True, check=False
    )
    assert (done.returncode, "registered" in done.stdout) == (1, False), done.stderr
    assert re.fullmatch(
        "Error: “.*” cannot be read or written: File too large", done.stderr.strip().split("\n")[-1]
    )
    assert tree(project / "briefings") | tree(project / "seeds") == before


def test_an_output_that_takes_nothing_is_one_sentence(project: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "generator", "check", "--root", str(project)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr.split("\n")[-2:]) == (
        1,
        ["Error: the system says: No space left on device", ""],
    )
