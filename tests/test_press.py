"""Printing in processes of their own: the same bytes, each once, and a sentence where one dies or refuses."""

from __future__ import annotations

import copy
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator import build
from generator.printing import child as printing_child
from generator.printing.child import PrintError
from generator.printing.orders import Print
from generator.printing.press import Press
from generator.view.settings import Settings
from tests.conftest import harbour, harbour_texts
from tests.printed import content

pytestmark = pytest.mark.slow


def orders() -> tuple[Print, ...]:
    """Two papers of one dossier, and another dossier."""
    prints = build.build(harbour(), harbour_texts(), Settings()).prints
    return (*prints[:2], next(order for order in prints if order.dossier == "ferry"))


def child(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Let a program stand for the process that prints."""
    monkeypatch.setattr(printing_child, "COMMAND", (sys.executable, "-c", program))


def test_the_bytes_are_those_of_printing_here(tmp_path: Path) -> None:
    wanted = orders()
    assert [*Press(tmp_path).produce_all(wanted)] == [
        Press(tmp_path / "here").compile(order) for order in wanted
    ]


def test_what_is_kept_is_not_printed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = orders()
    first = [*Press(tmp_path).produce_all(wanted)]
    child(monkeypatch, "raise SystemExit(1)")
    assert [*Press(tmp_path).produce_all(wanted)] == first


def test_a_process_that_dies_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child(monkeypatch, "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(
        PrintError, match=r"harbour\.pdf: the process that printed it ended before it was done \(signal 9\)\Z"
    ):
        next(Press(tmp_path).produce_all(orders()[:1]))


def test_so_is_one_that_ends_after_half_of_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child(monkeypatch, """print('{"pdf": "JVBERg=="}'); print('{"pdf":', end="")""")
    with pytest.raises(PrintError, match=r"harbour-letter\.pdf: .* \(exit code 0\)\Z"):
        next(Press(tmp_path).produce_all(orders()[:2]))


def test_what_typst_refuses_there_is_said_here(tmp_path: Path) -> None:
    order = orders()[0]
    data: Any = copy.deepcopy(order.data)
    content(data["dossiers"][0], "gaps").append("A bell \a.")
    with pytest.raises(PrintError, match=r"harbour\.pdf: no font can show “\a” \(U\+0007\)\Z"):
        next(Press(tmp_path).produce_all([replace(order, make=lambda: data)]))


def test_a_folder_of_the_same_name_where_it_is_called_is_not_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('taken for the library')", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert next(Press(tmp_path).produce_all(orders()[:1])).startswith(b"%PDF")
