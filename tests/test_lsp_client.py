"""The language server as a text editor meets it: a process that is talked with over its pipes."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import HARBOUR, ROOT, harbour
from tests.editor import CAPABILITIES, Editor
from tests.tools import TEXTS, need

pytestmark = pytest.mark.slow

PATH = "briefings/harbour.yaml"
TEXT = harbour()[PATH].decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the harbour corpus and its texts."""
    shutil.copytree(HARBOUR, tmp_path, dirs_exist_ok=True)
    (tmp_path / "texts").rename(tmp_path / "seeds/texts")
    return tmp_path


@pytest.fixture
def editor(folder: Path) -> Iterator[Editor]:
    """A text editor with that folder open."""
    editor = Editor(folder)
    yield editor
    editor.process.kill()
    editor.process.communicate()


def test_a_session_from_the_first_word_to_the_last(editor: Editor) -> None:
    assert editor.server["positionEncoding"] == "utf-16"
    editor.open(PATH, TEXT.replace("likelihood: unlikely", "likelihood: unlikly"))
    (finding,) = editor.findings(PATH)
    assert finding["code"] == "unknown-word"
    assert finding["range"] == {"start": {"line": 11, "character": 16}, "end": {"line": 11, "character": 23}}

    editor.type(PATH, TEXT.replace("likelihood: unlikely", "likelihood: "))
    offered = editor.ask("textDocument/completion", **editor.at(PATH, 11, 16))["items"]
    assert [item["label"] for item in offered][2] == "unlikely"

    editor.type(PATH, TEXT)
    while editor.findings(PATH):
        pass
    said = editor.ask("textDocument/hover", **editor.at(PATH, 24, 20))["contents"]["value"]
    assert "**suspended for as long as we are talking**" in said

    (place,) = editor.ask("textDocument/definition", **editor.at(PATH, 25, 20))
    assert place == {
        "uri": editor.uri(PATH),
        "range": {"start": {"line": 26, "character": 8}, "end": {"line": 26, "character": 22}},
    }
    found = editor.ask(
        "textDocument/references", context={"includeDeclaration": False}, **editor.at(PATH, 26, 10)
    )
    assert [reference["range"]["start"]["line"] for reference in found] == [25]

    change = editor.ask("textDocument/rename", newName="toll-taken", **editor.at(PATH, 26, 10))
    assert [edit["newText"] for edit in change["documentChanges"][0]["edits"]] == ["toll-taken", "toll-taken"]
    change = editor.ask("textDocument/rename", newName="gazette", **editor.at(PATH, 7, 14))
    assert change["documentChanges"][-1] == {"kind": "rename", "oldUri": editor.uri("seeds/gazette-0301.yaml"), "newUri": editor.uri("seeds/gazette.yaml")}  # fmt: skip

    names = [
        symbol["name"]
        for symbol in editor.ask("textDocument/documentSymbol", textDocument={"uri": editor.uri(PATH)})
    ]
    assert names[:6] == ["id", "title", "scope", "as_of", "status", "summary"]
    folds = editor.ask("textDocument/foldingRange", textDocument={"uri": editor.uri(PATH)})
    assert {"startLine": 15, "endLine": 38} in folds
    assert editor.leave() == (0, "")


def test_a_quick_fix_mends_what_it_is_offered_for(editor: Editor, folder: Path) -> None:
    path = "seeds/gazette-0301.yaml"
    text = (folder / path).read_text("utf-8")
    editor.open(path, "".join(line for line in text.splitlines(keepends=True) if "sha256" not in line))
    (finding,) = editor.findings(path)
    fix, _ = editor.ask("textDocument/codeAction", textDocument={"uri": editor.uri(path)}, range=finding["range"], context={"diagnostics": [finding]})  # fmt: skip
    (edit,) = fix["edit"]["changes"][editor.uri(path)]
    assert "sha256: eb4276206a0abb88" in edit["newText"]


def test_every_file_of_the_corpus_is_told_of_and_a_buffer_counts_before_it_is_saved(editor: Editor) -> None:
    editor.open(PATH, TEXT.replace("- id: toll-collected", "- id: toll-taken"))
    assert {finding["code"] for finding in editor.findings(PATH)} == {"unknown-statement"}
    editor.open(
        "briefings/ferry.yaml",
        (editor.folder / "briefings/ferry.yaml")
        .read_text("utf-8")
        .replace("- id: skippers-paid", "- id: paid"),
    )
    assert "unknown-statement" in {finding["code"] for finding in editor.findings("briefings/ferry.yaml")}
    editor.close("briefings/ferry.yaml")
    assert editor.findings("briefings/ferry.yaml") == []


@pytest.mark.parametrize(("encodings", "agreed", "column"), [(["utf-16"], "utf-16", 15), (["utf-8", "utf-16"], "utf-8", 22), (["utf-32"], "utf-32", 13), (["ebcdic"], "utf-16", 15), (None, "utf-16", 15)])  # fmt: skip
def test_columns_are_right_beside_emoji_and_cyrillic(
    folder: Path, encodings: list[str] | None, agreed: str, column: int
) -> None:
    editor = Editor(
        folder, {**CAPABILITIES, "general": {"positionEncodings": encodings} if encodings else {}}
    )
    assert editor.server["positionEncoding"] == agreed
    editor.open("briefings/desk.yaml", "title: {жё😀😀: x}\n" + harbour()["briefings/desk.yaml"].decode())
    line = TEXT.replace("scope: The toll", "scope: 😀😀 щ “never said” toll")
    editor.open(PATH, line)
    (finding,) = (f for f in editor.findings(PATH) if f["code"] == "quotation-not-found")
    assert finding["range"]["start"] == {"line": 2, "character": column}
    editor.leave()


def test_a_client_that_sends_rubbish_gets_answers_and_no_traceback(editor: Editor) -> None:
    editor.write(b"nonsense\r\n\r\nContent-Length: 3\r\n\r\n{x}Content-Length: 2\r\n\r\n\xff\xfe")
    for message in (
        [1, 2],
        {},
        {"jsonrpc": "2.0"},
        {"jsonrpc": "1.0", "id": 1},
        {"jsonrpc": "2.0", "method": 3},
        "x",
        None,
    ):
        editor.send(message)
    editor.tell(
        "textDocument/didChange",
        textDocument={"uri": "file:///nowhere", "version": 3},
        contentChanges=[{"text": "x"}],
    )
    editor.tell(
        "textDocument/didOpen", textDocument={"uri": "::", "languageId": "", "version": -1, "text": "\ud800"}
    )
    editor.tell("textDocument/didOpen", textDocument=7)
    editor.open(PATH, "\0\ufffe\u202e: [}")
    assert editor.answer("foo/bar")["error"]["code"] == -32601
    assert editor.answer("textDocument/hover", position=7)["error"] == {
        "code": -32602,
        "message": "Invalid Params",
    }
    assert editor.answer("textDocument/completion", **editor.at("../../etc/passwd", 1, 1))["result"] is None
    answer = editor.answer("textDocument/rename", newName="\0", **editor.at(PATH, 0, 0))
    assert answer["error"] == {"code": -32803, "message": "there is no id here that could be renamed"}
    editor.type(PATH, TEXT)
    for line in (0, 10, 2**31 - 1):
        assert "error" not in editor.answer("textDocument/hover", **editor.at(PATH, line, 2**31 - 1))
    assert "Traceback" not in str(editor.told)
    assert editor.leave() == (0, "")


def test_outside_a_corpus_it_waits_for_a_file_of_one(tmp_path: Path, folder: Path) -> None:
    away = folder / "elsewhere"
    away.mkdir()
    editor = Editor(away)
    assert editor.answer("textDocument/hover", **editor.at("notes.yaml", 0, 0))["result"] is None
    editor.folder = folder
    editor.open(PATH, TEXT.replace("status: active", "status: x"))
    assert [finding["code"] for finding in editor.findings(PATH)] == ["unknown-word"]
    editor.leave()


def test_from_save_to_findings_on_the_shipped_corpus(tmp_path: Path) -> None:
    """Processor time of the server, of the last of some edits; it was 0.08 s when this was written."""
    for name in ("briefings", "seeds"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copytree(need(TEXTS), tmp_path / "seeds/texts", dirs_exist_ok=True)
    editor, path = Editor(tmp_path), "briefings/iran.yaml"
    text = (tmp_path / path).read_text("utf-8")
    editor.open(path, text.replace("status: active", "status: x"))
    editor.findings(path)
    took = []
    for number in range(5):
        before = _spent(editor)
        editor.type(path, text.replace("status: active", f"status: x{number}"))
        editor.findings(path)
        took.append(_spent(editor) - before)
    editor.leave()
    print(f"processor time from an edit to its findings: {sorted(took)[2]:.3f} s")


def _spent(editor: Editor) -> float:
    """The processor time that a process has used, in seconds."""
    time.sleep(0.05)
    words = Path(f"/proc/{editor.process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
