"""What libyaml says of a text that is not YAML, in plain words, and where an editor must act."""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

from generator.findings.codes import Code
from generator.findings.diagnostics import FILE_START, Diagnostic, Position, Span
from generator.records.slips import slip

_KEY = re.compile(r" *(?:- +)*[A-Za-z][\w-]*: +")

_PROBLEMS = (
    (
        "mapping values are not allowed",
        "a colon stands where none may",
        "put a text with a colon and a space in it between double quotes; line up the keys of one item",
    ),
    (
        "found character that cannot start any token",
        "a text cannot begin with this sign",
        "indent with spaces, not tabs; put text that begins with @, ` or % between quotes",
    ),
    (
        "could not find expected ':'",
        "a line without a colon",
        "write `key: value`, with a space after the colon, and indent a text that goes on under its key",
    ),
    (
        "did not find expected key",
        "a key should stand here",
        "line the keys of one item up under one another; "
        "put text that has quotation marks or apostrophes in it "
        'between double quotes, and write \\" for those inside',
    ),
    (
        "did not find expected '-' indicator",
        "a dash should stand here",
        "line the dashes of one list up under one another",
    ),
    (
        "did not find expected ',' or",
        "a comma or a closing bracket should stand here",
        "close the bracket, put a comma between the items, and no space before a #",
    ),
    (
        "found unexpected end of stream",
        "a quotation mark or a bracket is never closed",
        "close it; write an apostrophe as '' between single quotes",
    ),
    (
        "did not find expected alphabetic or numeric character",
        "a text cannot begin with this sign",
        "put text that begins with * or & between quotes",
    ),
    (
        "block sequence entries are not allowed",
        "a dash stands where none may",
        "put each item of a list on a line of its own, below the key",
    ),
    (
        "expected <document start>",
        "the record has ended before this line",
        "begin each line with `key: value`, and delete lines of three dots",
    ),
    (
        "unknown escape character",
        "a backslash cannot stand before this sign",
        "write \\\\ for a backslash, or use single quotes",
    ),
    (
        "expected hexdecimal number",
        "a backslash cannot stand before this sign",
        "write \\\\ for a backslash, or use single quotes",
    ),
    (
        "expected comment or line break",
        "text stands beside | or >",
        "begin the text on the next line, indented",
    ),
    (
        "did not find expected node content",
        "something is missing here",
        "close every bracket, and delete a comma that stands twice; "
        "put text that begins with a comma or a bracket between quotes",
    ),
    ("tab character", "a tab stands where only spaces may", "indent with spaces"),
    ("expected tag URI", "a text cannot begin with !", "put text that begins with ! between quotes"),
)
"""What libyaml says, what that means in plain words, and what to write instead."""


YAML_SYNTAX = Code(
    "yaml-syntax",
    what="The text is not valid YAML.",
    why="Most often a colon inside a text, a tab, or a list that is not in line.",
    bad="title: Harbour: a dispute\n",
    good='title: "Harbour: a dispute"\n',
)


class Refusal(NamedTuple):
    """Why a text is not YAML, the text with that mended where it is known how, and its line (from 1)."""

    diagnostic: Diagnostic
    text: str
    line: int


def syntax(path: str, text: str, error: yaml.MarkedYAMLError, last: yaml.ScalarEvent | None) -> Refusal:
    """What is wrong with a text that libyaml refuses; `last` is the last scalar that it read whole."""
    mark = _place(error)
    known = (mark and _unclosed(path, error, mark, last)) or None
    found = None if known else slip(text, error)
    if found:
        span = _at(found.line, found.column)
        message = f"not valid YAML: {found.message}"
        diagnostic = Diagnostic(YAML_SYNTAX, message, path, span, hint=found.hint)
        return Refusal(diagnostic, "\n".join(found.mended), found.line + 1)
    diagnostic = known or _explained(path, text, error)
    begin = error.context_mark
    opened = begin and any(words in (error.context or "") for words in ("simple key", "flow"))
    return Refusal(diagnostic, text, begin.line + 1 if begin and opened else diagnostic.span.start.line)


def _place(error: yaml.MarkedYAMLError) -> yaml.Mark | None:
    """Where the reading ends; where it ends with the file, the quotation mark that opens."""
    problem, begin = error.problem or "", error.context_mark
    unclosed = "quoted scalar" in (error.context or "") and "end of stream" in problem
    return (begin if unclosed else error.problem_mark) or error.problem_mark or begin


def _explained(path: str, text: str, error: yaml.MarkedYAMLError) -> Diagnostic:
    """What libyaml itself says, in plain words."""
    problem = error.problem or "this is not YAML"
    begin, mark = error.context_mark, _place(error)
    span = _at(mark.line, mark.column) if mark else FILE_START
    explanations = ((plain, hint) for words, plain, hint in _PROBLEMS if words in problem)
    message, hint = next(explanations, (problem, "check indentation, colons and quotation marks here"))
    row = "".join(text.split("\n")[mark.line : mark.line + 1]) if mark else ""
    key = _KEY.match(row)
    if "mapping values" in problem and mark and key and mark.column >= key.end():
        message = "a colon with a space behind it stands within a text"
        hint = "put all of the text between double quotes"
        if row[key.end() :].lstrip()[:1] in tuple("\u201c\u201e\u00ab\u2018"):
            hint += ': straight ones, ", for YAML knows no others'
    if "could not find expected ':'" in problem and begin:
        span = _at(begin.line, begin.column)
    elif begin and begin.line + 1 < span.start.line and "block" not in (error.context or ""):
        message += f" (in what begins in line {begin.line + 1})"
    return Diagnostic(YAML_SYNTAX, f"not valid YAML: {message}", path, span, hint=hint)


def _at(line: int, column: int) -> Span:
    return Span(Position(line + 1, column + 1), Position(line + 1, column + 2))


def _unclosed(
    path: str, error: yaml.MarkedYAMLError, mark: yaml.Mark, last: yaml.ScalarEvent | None
) -> Diagnostic | None:
    """The finding at the opening mark of a text that closes too late, or never.

    Too late is only at the next quotation mark, some lines below.
    """
    start, end = (last.start_mark, last.end_mark) if last and last.style in ("'", '"') else (None, None)
    if start and end and start.line < end.line == mark.line:
        opening, message = start, f"the quotation mark that opens here closes only in line {end.line + 1}"
    elif (
        error.context_mark
        and "quoted scalar" in (error.context or "")
        and "unexpected" in (error.problem or "")
    ):
        opening, message = error.context_mark, "the quotation mark that opens here is never closed"
    else:
        return None
    hint = "close it where the text ends; inside, write \\\" between double quotes and '' between single ones"
    return Diagnostic(
        YAML_SYNTAX, f"not valid YAML: {message}", path, _at(opening.line, opening.column), hint=hint
    )
