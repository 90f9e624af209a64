"""Diagnostics for GitHub Actions: annotations beside the changed lines, and a summary of the whole run."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from itertools import accumulate, takewhile

from generator.findings.codes import Severity
from generator.findings.diagnostics import Diagnostic
from generator.findings.report import remedies, summary, whole_message
from generator.findings.shown import Shown, escaped, shown_lines

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_MOST_BYTES = 900_000
"""The size of the findings in a summary: GitHub takes a mebibyte from a step, and nothing of a larger one."""


def as_annotations(diagnostics: Iterable[Diagnostic]) -> Shown:
    """Findings as workflow commands of GitHub Actions, the only lines of ours that begin with `::`.

    It shows them beside the changed lines of a pull request, ten of each gravity: the gravest come first.
    """
    gravest = sorted(diagnostics, key=lambda diagnostic: [*Severity].index(diagnostic.severity))
    return Shown("\n".join(map(_annotation, gravest)))


def _annotation(diagnostic: Diagnostic) -> str:
    start, end = diagnostic.span.start, diagnostic.span.end
    place = f"file={_property(diagnostic.path)},line={start.line}"
    if end.line == start.line:  # GitHub shows no columns of a place on several lines, nor the annotation
        place += f",col={start.column},endLine={end.line},endColumn={end.column}"
    else:
        place += f",endLine={end.line}"
    title = _property(diagnostic.code.name)
    return f"::{_LEVELS[diagnostic.severity]} {place},title={title}::{_data(whole_message(diagnostic))}"


def _data(text: str) -> str:
    return escaped(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_summary(diagnostics: Sequence[Diagnostic], clean: str) -> Shown:
    """All findings as a table, for the page of the run; `clean` is what is said where there are none.

    It is HTML without an empty line, in which no sign means anything to Markdown.
    """
    if not diagnostics:
        return shown_lines(("### briefings check", "", f"<p>{_text(clean)}</p>", ""))
    rows = [_row(diagnostic) for diagnostic in diagnostics]
    sizes = accumulate(len(row.encode()) for row in rows)
    fitting = rows[: sum(1 for _ in takewhile(lambda size: size <= _MOST_BYTES, sizes))]
    left = len(rows) - len(fitting)
    rest = (f"<p>{left} more findings do not fit here; the log of the run has them.</p>",) if left else ()
    head = "<tr><th>Where</th><th>What is wrong, and what to write instead</th></tr>"
    counts = f"<p>{_text(summary(diagnostics))}</p>"
    return shown_lines(("### briefings check", "", counts, "<table>", head, *fitting, "</table>", *rest, ""))


def _row(diagnostic: Diagnostic) -> str:
    start = diagnostic.span.start
    where = f"<code>{_text(diagnostic.path)}:{start.line}:{start.column}</code>"
    name = f"<b>{diagnostic.severity}</b> <code>{_text(diagnostic.code.name)}</code>"
    more = "".join(f"<br/>{label}: {_text(words)}" for label, words in remedies(diagnostic))
    return f"<tr><td>{where}</td><td>{name}<br/>{_text(diagnostic.message)}{more}</td></tr>"


def _text(text: str) -> str:
    return html.escape(escaped(text))
