"""Every code is explained, every explanation's examples are true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator import build
from generator.rules.catalogue import CODES, explain
from tests.conftest import ROOT, harbour, harbour_texts, with_part

SHOWN = [code for code, found in CODES.items() if found.bad]
PROVEN_ELSEWHERE = {
    "file-too-large",
    "not-utf8",
    "missing-file",
    "unused-source",
    "not-locked",
    "stale-lock",
    "forged-lock",
    "moved-paragraph",
    "no-glyph",
    "unusable-font",
}


def codes(files: dict[str, bytes]) -> list[str]:
    return [d.code for d in build.check(files, harbour_texts()).diagnostics]


@pytest.mark.parametrize("code", SHOWN)
def test_the_failing_example_gives_its_code(code: str) -> None:
    assert code in codes(with_part(CODES[code].bad))


@pytest.mark.parametrize("code", SHOWN)
def test_the_passing_example_does_not(code: str) -> None:
    assert code not in codes(with_part(CODES[code].good))


def test_every_code_has_an_example_or_a_test_of_its_own() -> None:
    assert set(CODES) - set(SHOWN) == PROVEN_ELSEWHERE


def test_file_too_large() -> None:
    assert codes({**harbour(), "briefings/ferry.yaml": b"#" * 1_000_001})[0] == "file-too-large"


def test_not_utf8_names_the_byte() -> None:
    found = build.check(
        {**harbour(), "briefings/ferry.yaml": b"id: ferry\ntitle: caf\xe9\n"}, {}
    ).diagnostics[0]
    assert (found.code, found.span.start.line, found.span.start.column) == ("not-utf8", 2, 11)
    assert "0xe9" in found.message


def test_missing_file() -> None:
    files = harbour()
    del files["briefings/desk.yaml"]
    assert "missing-file" in codes(files)


def test_unused_source() -> None:
    files = harbour()
    files["seeds/third.yaml"] = files["seeds/courier-0302.yaml"].replace(b"id: courier-0302", b"id: third")
    assert codes(files) == ["unused-source"]


def test_the_source_code_uses_no_other_codes() -> None:
    used: set[str] = set()
    for path in Path(ROOT / "generator").rglob("*.py"):
        if path.name != "catalogue.py":
            used |= set(
                re.findall(
                    r'(?:Finding|Diagnostic|problem|_refuse|matching|_at)\([^"\n]*"([a-z0-9]+(?:-[a-z0-9]+)+)"',
                    path.read_text("utf-8"),
                )
            )
    assert used <= set(CODES)
    assert len(used) > 30


def test_explain_prints_both_examples() -> None:
    text = explain("unknown-word")
    assert "status: actve" in text
    assert "This passes:" in text
