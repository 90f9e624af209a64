"""Every code is in the catalogue and explained, every explanation's examples are true."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter

import pytest

import generator
from generator import build
from generator.findings.codes import Code, Severity
from generator.rules.catalogue import CODES, codes_in
from tests.conftest import harbour, harbour_texts, with_part

SHOWN = [code for code in CODES.values() if code.bad]
PROVEN_ELSEWHERE = {
    "file-too-large",
    "not-utf8",
    "missing-file",
    "unused-source",
    "circular-relay",
    "not-locked",
    "stale-lock",
    "broken-lock",
    "changed-text",
    "forged-lock",
    "moved-paragraph",
    "not-verified",
    "missing-hash",
    "unsigned-lock",
    "broken-signature",
    "other-lock",
    "unknown-signer",
    "expired-signer",
    "missing-signers",
    "unverifiable-signature",
    "too-little-evidence",
    "no-glyph",
    "unusable-font",
    "link-outside",
    "broken-link",
    "special-file",
}
"""What no part of one file of the harbour corpus can show."""


def codes(files: dict[str, bytes]) -> list[str]:
    return [d.code.name for d in build.check(files, harbour_texts()).diagnostics]


@pytest.mark.parametrize("code", SHOWN, ids=lambda code: code.name)
def test_the_failing_example_gives_its_code(code: Code) -> None:
    assert code.name in codes(with_part(code.bad))


@pytest.mark.parametrize("code", SHOWN, ids=lambda code: code.name)
def test_the_passing_example_gives_no_finding_at_all(code: Code) -> None:
    assert codes(with_part(code.good)) == []


def test_every_code_has_both_examples_or_a_test_of_its_own() -> None:
    assert {code.name for code in SHOWN if not code.good} == set()
    assert set(CODES) - {code.name for code in SHOWN} == PROVEN_ELSEWHERE


def test_the_catalogue_has_every_code_of_every_module_once() -> None:
    modules = [
        importlib.import_module(module.name)
        for module in pkgutil.walk_packages(generator.__path__, "generator.")
    ]
    everywhere = {id(code): code for code in codes_in(modules)}
    assert [code.name for code in everywhere.values() if CODES.get(code.name) is not code] == []
    assert [name for name, count in Counter(c.name for c in everywhere.values()).items() if count > 1] == []


def test_every_code_is_explained_in_sentences() -> None:
    for code in CODES.values():
        assert code.what.endswith("."), code.name
        assert code.why.endswith("."), code.name
        assert "A warning." not in code.what, code.name


def test_what_does_not_hinder_an_account_of_impact_is_an_error_that_marking_a_source_may_bring() -> None:
    tolerated = {code.name for code in CODES.values() if not code.hinders_impact}
    assert {name for name in tolerated if CODES[name].severity is not Severity.ERROR} == set()
    assert {"withdrawn-support", "source-after-dossier", "circular-relay", "changed-text"} <= tolerated
    assert {"unknown-source", "duplicate-id", "yaml-syntax"}.isdisjoint(tolerated)


def test_file_too_large() -> None:
    assert codes({**harbour(), "briefings/ferry.yaml": b"#" * 1_000_001})[0] == "file-too-large"


def test_not_utf8_names_the_byte() -> None:
    found = build.check(
        {**harbour(), "briefings/ferry.yaml": b"id: ferry\ntitle: caf\xe9\n"}, {}
    ).diagnostics[0]
    assert (found.code.name, found.span.start.line, found.span.start.column) == ("not-utf8", 2, 11)
    assert "0xe9" in found.message


def test_missing_file() -> None:
    files = harbour()
    del files["briefings/desk.yaml"]
    assert "missing-file" in codes(files)


def test_unused_source() -> None:
    files = harbour()
    files["seeds/third.yaml"] = files["seeds/courier-0302.yaml"].replace(b"id: courier-0302", b"id: third")
    assert codes(files) == ["unused-source"]


def test_an_explanation_has_both_examples() -> None:
    text = CODES["unknown-word"].explanation
    assert text.startswith("unknown-word\n\nA word is not in the vocabulary of its key.\n\n")
    assert "    status: actve" in text
    assert "This passes:" in text


def test_an_explanation_says_when_a_code_is_a_warning() -> None:
    assert CODES["unused-source"].explanation.startswith(
        "unused-source\n\nNothing rests on a source. A warning.\n\n"
    )
