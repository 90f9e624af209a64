"""No line of ours commands a terminal or a build machine, whatever the data, the names of files and the options hold."""

from __future__ import annotations

import ast
import json
import logging
import os
import re
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from generator.cli import console, main
from generator.cli.check import FORMATS
from generator.findings.shown import Shown, shown, shown_block, shown_json, shown_lines
from generator.pack import archive
from generator.records.hidden import named
from generator.site import plugin
from generator.site.progress import Meter, Step
from tests.conftest import ROOT, edit

NAME = "a\n::stop-commands::x\r  ::add-mask::y\x1b[2J\x1b]0;t\x07\x7f\x9b31m\u202e\u2066\u2028##[add-path]z"
"""What a file may be called."""
VALUE = "a\n::stop-commands::x\r  ::add-mask::y\t##[add-path]z"
"""What may stand in a record: ends of lines and tabs in quotes, and the words of commands."""
DIRECTED = VALUE + " \u05d0\u200f \u2067\u05d0\u2069"
"""The same with marks of direction where a script needs them; no font of the printed pages has its letters."""
ACTING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff\ufff9-\ufffb]"
)
COMMAND = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)


def harmless(text: str) -> bool:
    """Whether no sign of a text acts, and no line of it is a command."""
    return not ACTING.search(text) and not COMMAND.search(text)


# One line


@given(st.text())
@example(NAME)
@example("\ufeff\u3000\u200b::x")
@example(" \x85::x")
@example("###[x]")
@example("##vso[x]")
@example("\udc80\ud83d")
def test_a_line_is_one_line_in_which_nothing_acts(text: str) -> None:
    line = shown(text)
    assert harmless(line)
    assert len(line.splitlines()) <= 1
    assert not line.lstrip("\ufeff\u200b\u2060 \u3000").startswith("::")
    assert shown(line) == line


@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"], exclude_characters=":#")))
def test_words_stay_as_they_are(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\nb\r\tc", r"a\nb\r\tc"),
        ("\x1b[31m", r"\x1b[31m"),
        ("\x9b\x7f\x00", r"\x9b\x7f\x00"),
        ("\u202e\u2028", r"\u202e\u2028"),
        ("::warning::x", r"\x3a:warning::x"),
        ("see ::x", "see ::x"),
        ("##[group]x", r"#\x23[group]x"),
        ("## [1]", "## [1]"),
        ("زبان\u200cها ก\u200bข", "زبان\u200cها ก\u200bข"),
    ],
)
def test_a_sign_that_acts_is_written_as_its_number(text: str, line: str) -> None:
    assert shown(text) == line


def test_only_our_own_colours_and_line_ends_act() -> None:
    red = Shown("\x1b[31m")
    assert shown(red, "\x1b[32m") == "\x1b[31m\\x1b[32m"
    assert shown(red, "::x") == "\x1b[31m\\x3a:x"
    assert shown(":", red, ":x") == "\\x3a\x1b[31m:x"
    assert shown_lines([shown_block("a\n::b"), "c\nd"]) == "a\n\\x3a:b\nc\\nd"
    assert console.paint("\x1b::", "red") == click.style("\\x1b::", fg="red")
    assert console.paint("::", "bold") == click.style("\\x3a:", bold=True)


@given(
    st.recursive(
        st.text(st.characters(codec="utf-8")),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
    )
)
@example(NAME)
@example([NAME, {NAME: VALUE}])
def test_json_is_the_same_data(data: object) -> None:
    text = shown_json(data)
    assert harmless(text)
    assert json.loads(text) == data


# Every command


@pytest.fixture
def hostile(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The harbour corpus without mistakes, its values as hostile as they may be: none of them is refused."""
    monkeypatch.setenv("BRIEFINGS_TEXTS", str(project / "seeds/texts"))
    value = json.dumps(VALUE)
    for path, before, after in (
        ("briefings/harbour.yaml", "title: Harbour dispute", f"title: {value}"),
        ("briefings/harbour.yaml", "text: The toll was still collected on Friday.", f"text: {value}"),
        ("briefings/harbour.yaml", "basis: Both sides restated their terms.", f"basis: {value}"),
        ("seeds/gazette-0301.yaml", "short: Strait Gazette, 1 March", f"short: {value}"),
        (
            "seeds/gazette-0301.yaml",
            "note: The title, the line with the author, and an advertisement.",
            f"note: {json.dumps(DIRECTED)}",
        ),
        (
            "seeds/courier-0302.yaml",
            "reason: A local paper, close to one of the two sides.",
            f"reason: {value}",
        ),
    ):
        edit(project / path, before, after)
    (project / "seeds/texts" / NAME).write_text("One.\n\nTwo.\n")
    (project / "docs" / f"{NAME.replace('/', '')}.md").write_text(f"# {NAME}\n\n[a](b\x1b.md)\n")
    return project


@pytest.fixture
def wrong(hostile: Path) -> Path:
    """The same with mistakes, and with signs that are refused: escaped in values and keys, in names, as they are."""
    refused = json.dumps(NAME)
    edit(
        hostile / "briefings/harbour.yaml",
        "question: Does the toll return after the recess?",
        f"question: {refused}\n    {refused}: x",
    )
    edit(hostile / "briefings/actors.yaml", "id: north-port", f"id: {refused}")
    edit(hostile / "briefings/harbour.yaml", "status: active", f"status: {json.dumps(VALUE)}")
    edit(
        hostile / "briefings/harbour.yaml",
        "place: Old Customs House",
        f"place: Old Customs House\n    {json.dumps(VALUE)}: x",
    )
    edit(
        hostile / "briefings/harbour.yaml",
        "as long as we are talking\n",
        "as long as they are \u200f talking\n",
    )
    edit(hostile / "briefings/harbour.yaml", "see: [ferry#skippers-paid]", f"see: [{json.dumps(VALUE)}]")
    edit(hostile / "briefings/harbour.yaml", "by: harbour-master", f"by: {json.dumps(VALUE)}")
    for folder, text in (
        ("briefings", "id: a\nid: b\n"),
        ("seeds", "id: \x1b[2J\x9b\n"),
        ("seeds", "a: [\n"),
    ):
        (hostile / folder / f"{NAME}{len(text)}.yaml").write_text(text, "utf-8")
    return hostile


def said(*words: str | Path) -> str:
    """What a command writes, and that it comes to an end as it should."""
    result = CliRunner().invoke(main.cli, list(map(str, words)))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code in (0, 1, 2)
    return result.stdout + "\n" + result.stderr


COMMANDS = [
    ["check"], ["check", "--strict"], ["check", "--fix"], *(["check", "--format", name] for name in FORMATS if name != "github"), ["lock"], ["register"], ["register", "--check"],
    ["coverage"], ["coverage", "--format", "json"], ["impact", "gazette-0301"], ["impact", "courier-0302"], ["impact", "courier-0302", "--format", "json"], ["impact", NAME],
    ["pack", "harbour", "-o", f"{NAME}.zip"], ["pack", NAME], ["pack", "harbour", "-o", f"{NAME}/no/a.zip"], ["pack", "harbour", "--site-url", NAME],
    ["pdf", NAME], ["pdf", "--style", NAME], ["pdf", "--only", NAME], ["pdf", "--paper", NAME], ["source", "show", "gazette-0301"], ["source", "show", NAME],
    ["source", "add", NAME], ["source", "add", f"http://{NAME}/"], ["source", "add", f"{NAME}:x"], ["source", "add", f"seeds/texts/{NAME}"], ["source", "add", f"seeds/texts/{NAME}", "--id", NAME],
    ["source", "add", f"seeds/texts/{NAME}", "--dry-run"], ["source", NAME], ["check", NAME], ["check", f"--{NAME}"], ["check", "--texts", NAME], [NAME],
    ["fmt"], ["fmt", "--check"], ["fmt", NAME], ["new", "dossier", "--title", NAME], ["new", "actor", "--name", VALUE], ["new", "statement", NAME], ["new", "statement", "harbour", "--id", NAME],
]  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words).split("\n")[0][:40])
@pytest.mark.parametrize("state", ["hostile", "wrong"])
def test_no_command_says_what_acts(
    words: list[str], state: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(request.getfixturevalue(state))
    text = said(*words)
    assert text.strip()
    assert harmless(text)


def test_the_hostile_records_are_read_and_their_words_shown(hostile: Path) -> None:
    assert said("check", "--root", hostile).startswith("clean: ")
    note, short = (shown(" ".join(value.split())) for value in (DIRECTED, VALUE))
    assert f"  paragraph 7: page furniture; {note}\n" in said("coverage", "--root", hostile)
    assert f"gazette-0301: {short}\n" in said("impact", "gazette-0301", "--root", hostile)


def test_names_of_files_and_values_stand_in_findings_as_text(wrong: Path) -> None:
    text = said("check", "--root", wrong)
    assert f"briefings/{shown(NAME)}12.yaml:2:1: error[duplicate-key]" in text
    assert f"error[unknown-word]: `{shown(VALUE)}` is not a word for `status`\n" in text
    for sign in set(ACTING.findall(NAME)) - {"\r"}:
        message = f"error[hidden-character]: invisible character {named(sign)}"
        assert text.count(f"{message}, written as an escape\n") == 3 * NAME.count(sign)
        assert text.count(f"{message} in the name of this file\n") == 3


def test_an_annotation_is_a_line_and_the_only_command_in_it(wrong: Path) -> None:
    text = said("check", "--root", wrong, "--format", "github")
    lines = [line for line in text.splitlines() if line.lstrip().startswith("::")]
    assert len(lines) == len(json.loads(said("check", "--root", wrong, "--format", "json")))
    assert all(line.startswith("::error file=") for line in lines)
    assert not ACTING.search(text)
    assert "##[" not in text
    assert "%0A%3A%3Astop-commands%3A%3Ax%0D  %3A%3Aadd-mask%3A%3Ay\\x1b[2J" in text


def test_a_fault_of_the_program_is_text_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        raise RuntimeError(NAME)

    monkeypatch.setattr(main, "cli", broken)
    monkeypatch.setenv("BRIEFINGS_TRACEBACK", "1")
    with pytest.raises(SystemExit):
        main.main()
    text = capsys.readouterr().err
    assert "Traceback" in text
    assert harmless(text)


def test_progress_is_text_too(capsys: pytest.CaptureFixture[str]) -> None:
    Meter()(Step("printing", 1, 2, NAME))
    Meter()(Step(VALUE))
    text = capsys.readouterr().err
    assert len(text.splitlines()) == 2
    assert harmless(text)


# The site: `build`, and MkDocs by itself


AROUND = {**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "true"}
"""The environment of a command, in which the theme does not say that it comes to an end."""


def ran(folder: Path, *words: str) -> str:
    """What a command of Python's writes, both streams."""
    done = subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=120,
        env=AROUND,
    )
    return done.stdout.decode("utf-8", "surrogateescape") + done.stderr.decode("utf-8", "surrogateescape")


@pytest.mark.slow
@pytest.mark.parametrize(
    "words", ["generator build", "generator build --no-strict", "mkdocs build", "mkdocs build --strict"]
)
def test_warnings_of_mkdocs_about_pages_are_text(hostile: Path, words: str) -> None:
    text = ran(hostile, "-m", *words.split())
    assert "stop-commands::x" in text
    assert harmless(text)


@pytest.mark.slow
@pytest.mark.parametrize("words", ["generator build", "mkdocs build", "mkdocs build --strict"])
def test_mistakes_in_the_records_stop_the_site_in_plain_text(wrong: Path, words: str) -> None:
    text = ran(wrong, "-m", *words.split())
    assert f"briefings/{shown(NAME)}12.yaml:2:1: error[duplicate-key]" in text
    assert harmless(text)


@pytest.mark.slow
@pytest.mark.parametrize("program", ["generator", "mkdocs"])
def test_while_serving_mistakes_are_said_in_plain_text(wrong: Path, program: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    option = "--address" if program == "generator" else "--dev-addr"
    command = [sys.executable, "-m", program, "serve", option, address]
    with subprocess.Popen(command, cwd=wrong, stderr=subprocess.PIPE, env=AROUND) as serving:
        assert serving.stderr
        lines = []
        for line in serving.stderr:
            lines.append(line.decode("utf-8"))
            if "5.yaml:2:1: error[yaml-syntax]" in lines[-1]:
                break
        serving.kill()
    text = "".join(lines)
    assert f"seeds/{shown(NAME)}5.yaml:2:1: error[yaml-syntax]" in text
    assert harmless(text)


def test_a_record_of_the_log_is_shown_once_for_all_who_listen() -> None:
    record = logging.LogRecord("mkdocs", logging.WARNING, "", 0, "%s\n  - a.md", (NAME,), None)
    assert plugin._show(record)
    assert record.getMessage() == str(shown_block(f"{NAME}\n  - a.md"))
    assert harmless(record.getMessage())


# The verifier of a pack


@pytest.mark.parametrize("words", [["--texts", NAME], [NAME], [f"--{NAME}"], ["--texts", "texts"], []])
def test_the_verifier_says_nothing_that_acts(hostile: Path, words: list[str]) -> None:
    said("pack", "harbour", "--root", hostile, "-o", hostile / "a.zip")
    (hostile / "texts").mkdir()
    (hostile / "verify.py").write_text(archive.verifier(), "utf-8")
    for name in archive_names(hostile / "a.zip", hostile):
        if name.endswith(".json") and name != archive.MANIFEST:
            path = hostile / name
            path.write_text(path.read_text("utf-8").replace("gazette-0301", json.dumps(NAME)[1:-1]), "utf-8")
    text = ran(hostile, "-I", "-S", "verify.py", *words)
    assert text.strip()
    assert "Traceback" not in text
    assert harmless(text)


def archive_names(pack: Path, folder: Path) -> list[str]:
    """Unpack a pack; the names of its files."""
    with zipfile.ZipFile(pack) as packed:
        packed.extractall(folder)
        return packed.namelist()


# The boundary

MOUTHS = {
    "cli/console.py": "say",
    "cli/install.py": "install",
    "site/progress.py": "_write",
    "pack/verify.py": "main",
    "printing/typesetter.py": "main",  # JSON, to the process that started it
}
"""Where the program writes to a terminal: the files, and the function in each."""


def writes(path: Path) -> set[str]:
    """The functions of a module in which something is written to a terminal."""
    return {
        function.name
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef)
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
        and re.search(
            r"(?:^|\.)(?:echo|secho|print|print_exc)$|std(?:out|err)\.write$", ast.unparse(call.func)
        )
    }


def test_there_are_five_places_where_lines_are_written() -> None:
    found = {
        path.relative_to(ROOT / "generator").as_posix(): writes(path)
        for path in (ROOT / "generator").rglob("*.py")
    }
    assert {path: names for path, names in found.items() if names} == {
        path: {name} for path, name in MOUTHS.items()
    }
