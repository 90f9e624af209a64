"""Findings as text, JSON and a page."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.findings import report
from generator.findings.codes import Code, Severity
from generator.findings.diagnostics import Diagnostic, Fix, Position, Related, Span
from generator.findings.shown import Shown

UNKNOWN_WORD = Code("unknown-word", "A word is unknown.", "It is a slip.")


def code(severity: Severity) -> Code:
    return Code("bad-id", "An id is wrong.", "It is a slip.", severity=severity)


def at(line: int, column: int, end_line: int, end_column: int) -> Span:
    return Span(Position(line, column), Position(end_line, end_column))


def found(span: Span, **more: object) -> Diagnostic:
    return Diagnostic(UNKNOWN_WORD, "`x` is wrong", "briefings/a.yaml", span, "write y", **more)  # type: ignore[arg-type]


def text(span: Span, source: str) -> list[str]:
    return report.as_text([found(span)], {"briefings/a.yaml": source}).split("\n")


@pytest.mark.parametrize(
    ("source", "span", "row", "marks"),
    [
        ("a: 1\nb: xyz\n", at(2, 4, 2, 7), "b: xyz", "   ^^^"),
        ("a: 1\r\nb: xyz\r\n", at(2, 4, 2, 7), "b: xyz", "   ^^^"),
        ("a: 1\rb: xyz\r", at(2, 4, 2, 7), "b: xyz", "   ^^^"),
        ("é😀: xyz\n", at(1, 5, 1, 8), "é😀: xyz", "    ^^^"),
        ("a:\txyz\n", at(1, 4, 1, 7), "a: xyz", "   ^^^"),
        ("a: |\n  one\n  two\n", at(1, 4, 3, 6), "a: |", "   ^"),
        ("a: \n", at(1, 4, 1, 4), "a: ", "   ^"),
        ("a: \x1b[31m\u202e\n", at(1, 4, 1, 5), "a: \ufffd[31m\ufffd", "   ^"),
        ("a: 1\n" * 11 + "b: 2\n", at(12, 4, 12, 5), "b: 2", "   ^"),
    ],
)
def test_the_place_is_marked_under_the_line(source: str, span: Span, row: str, marks: str) -> None:
    number = str(span.start.line)
    head, *excerpt = text(span, source)
    assert (
        head == f"briefings/a.yaml:{span.start.line}:{span.start.column}: error[unknown-word]: `x` is wrong"
    )
    assert [line.rstrip() for line in excerpt] == [
        f"  {number} | {row}".rstrip(),
        f"  {' ' * len(number)} | {marks}",
        "  help: write y",
    ]


@pytest.mark.parametrize(("column", "end"), [(5_000, 5_006), (1, 9_000), (9_000, 9_001)])
def test_of_a_long_line_the_part_around_the_place_is_shown(column: int, end: int) -> None:
    source = "".join(chr(0x4E00 + n % 5_000) for n in range(9_000))
    _, shown, marks, _ = text(at(1, column, 1, end), source)
    assert len(shown) < 130
    assert len(marks) < 130
    assert shown[marks.index("^")] == source[column - 1]


def test_a_place_outside_the_text_has_no_excerpt() -> None:
    assert len(text(at(9, 1, 9, 2), "a: 1\n")) == 2
    assert len(text(at(1, 1, 1, 1), "")) == 2


def test_a_finding_that_is_safely_mended_says_so() -> None:
    mendable = found(at(1, 1, 1, 2), fix=Fix(at(1, 1, 1, 2), "z"))
    assert report.as_text([mendable], {}).split("\n")[1:] == [
        "  help: write y",
        "  fix: `briefings check --fix` makes this change",
    ]


def test_the_first_one_is_named_beside_the_second() -> None:
    twice = found(at(2, 1, 2, 2), related=(Related("the first one", "briefings/b.yaml", at(7, 3, 7, 4)),))
    assert report.as_text([twice], {}).endswith("  see briefings/b.yaml:7:3: the first one")


def test_colours_come_from_outside() -> None:
    painted = report.as_text(
        [found(at(1, 1, 1, 2))], {}, lambda words, colour: Shown(f"<{colour}>{words}</>")
    )
    assert "<red>error[unknown-word]</>" in painted


@given(
    st.text(st.characters(codec="utf-8")),
    st.lists(st.integers(0, 9) | st.text(st.characters(codec="utf-8"), max_size=5), max_size=4),
)
def test_json_is_read_back(message: str, pointer: list[str | int]) -> None:
    twice = Diagnostic(
        code(Severity.NOTE),
        message,
        "a.yaml",
        at(1, 2, 3, 4),
        "hint",
        tuple(pointer),
        (Related("first", "b.yaml", at(5, 6, 5, 7)),),
        Fix(at(1, 2, 1, 3), message),
    )
    (read,) = json.loads(report.as_json([twice]))
    assert read == {
        "code": "bad-id", "severity": "note", "message": message, "hint": "hint", "path": "a.yaml", "pointer": "".join(f"/{step}" for step in pointer),
        "start": {"line": 1, "column": 2}, "end": {"line": 3, "column": 4}, "related": [{"message": "first", "path": "b.yaml", "line": 5, "column": 6}],
        "fix": {"start": {"line": 1, "column": 2}, "end": {"line": 1, "column": 3}, "text": message},
    }  # fmt: skip


def test_the_page_takes_nothing_as_html() -> None:
    page = report.as_page("<script>{x}</script> & {{y}}")
    assert "&lt;script&gt;{x}&lt;/script&gt; &amp; {{y}}" in page
    assert "<script" not in page


def test_the_summary_counts() -> None:
    assert (
        report.summary(
            [
                found(at(1, 1, 1, 1)),
                found(at(1, 1, 1, 1)),
                Diagnostic(code(Severity.WARNING), "b", "c"),
            ]
        )
        == "2 errors, 1 warning"
    )
    assert report.summary([]) == ""
