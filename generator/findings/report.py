"""Diagnostics as text for people on a terminal, as a page for a browser, and as JSON for programs.

Pure: text comes out. The forms that forges read are in `sarif`, `github`, `gitlab` and `junit`.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from itertools import zip_longest

from generator.findings.codes import Severity
from generator.findings.diagnostics import Diagnostic, Span
from generator.findings.shown import Shown, shown, shown_json, shown_lines

Paint = Callable[[str, str], Shown]
"""Gives a text in a colour, `shown`: `paint("error", "red")`."""

_MOST_PLACES = 5
"""The related places that people are shown of one finding; JSON has them all."""
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}


def no_paint(text: str, _colour: str) -> Shown:
    """The text without a colour."""
    return shown(text)


def as_text(diagnostics: Iterable[Diagnostic], texts: Mapping[str, str], paint: Paint = no_paint) -> Shown:
    """Findings for a terminal.

    Place and message stand on one line, then the line of the file with the place marked, then the hint.
    """
    rows = {path: text.replace("\r\n", "\n").replace("\r", "\n").split("\n") for path, text in texts.items()}
    return shown_lines(_block(diagnostic, rows.get(diagnostic.path, []), paint) for diagnostic in diagnostics)


def _block(diagnostic: Diagnostic, rows: list[str], paint: Paint) -> Shown:
    where = place(diagnostic.path, diagnostic.span)
    severity = paint(f"{diagnostic.severity}[{diagnostic.code.name}]", _COLOURS[diagnostic.severity])
    lines: list[str] = [shown(paint(where, "bold"), ": ", severity, ": ", diagnostic.message)]
    lines += _excerpt(diagnostic, rows, paint)
    for label, words in remedies(diagnostic):
        lines.append(shown("  ", paint(f"{label}:", "cyan"), " ", words))
    shown_places = diagnostic.related[:_MOST_PLACES]
    lines += [f"  see {place(other.path, other.span)}: {other.message}" for other in shown_places]
    if more := len(diagnostic.related) - len(shown_places):
        lines.append(f"  and {more} more places")
    return shown_lines(lines)


def remedies(diagnostic: Diagnostic) -> Iterator[tuple[str, str]]:
    """What to do about a finding, each with the word that it begins with."""
    if diagnostic.hint:
        yield "help", diagnostic.hint
    if diagnostic.fix:
        yield "fix", "`briefings check --fix` makes this change"


def whole_message(diagnostic: Diagnostic) -> str:
    """What is wrong and what to do about it, a line each."""
    return "\n".join((diagnostic.message, *map(": ".join, remedies(diagnostic))))


def place(path: str, span: Span) -> str:
    """Where something stands, as editors and terminals know how to open it."""
    return f"{path}:{span.start.line}:{span.start.column}"


def _excerpt(diagnostic: Diagnostic, rows: list[str], paint: Paint) -> list[str]:
    start, end = diagnostic.span.start, diagnostic.span.end
    if rows in ([], [""]) or start.line > len(rows):
        return []
    row = rows[start.line - 1]
    stop = end.column if end.line == start.line else len(row) + 1
    cut = max(0, start.column - 70)
    excerpt = "".join(
        " " if sign == "\t" else sign if sign.isprintable() else "\ufffd" for sign in row[cut : cut + 110]
    )
    marks = " " * (start.column - 1 - cut) + "^" * max(1, min(stop, cut + 110) - start.column)
    number = str(start.line)
    return [f"  {number} | {excerpt}", shown(f"  {' ' * len(number)} | ", paint(marks, "red"))]


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">\
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>Mistakes in the records</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 72rem; margin: 3rem auto; padding: 0 1rem; }}
h1 {{ color: light-dark(#a3262a, #ff9d9d); }}
pre {{ font: .9rem/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }}
</style></head>
<body><main><h1>Mistakes in the records</h1>
<p>The page comes back as soon as they are mended and saved.</p>
<pre>{problem}</pre></main></body></html>
"""


def mended(path: str, before: str, after: str) -> Shown:
    """Each line of a file that a fix changed or added: where it stands, as it was, and as it is."""
    old, new = before.split("\n"), after.split("\n")
    changes: list[str] = []
    for what, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            pairs = zip_longest(old[start:end], new[new_start:new_end])
            for row, pair in enumerate(pairs, start + 1):
                changes += (f"{path}:{row}", *_before_and_after(*pair))
    return shown_lines(changes)


def _before_and_after(before: str | None, after: str | None) -> Iterator[str]:
    """A line before and after, each left out where there was none."""
    return (f"{sign} {line}" for sign, line in (("-", before), ("+", after)) if line is not None)


def as_page(problem: str) -> str:
    """A page of HTML that shows the text of findings in a browser, with nothing in it taken as HTML."""
    return _PAGE.format(problem=html.escape(problem))


def as_json(diagnostics: Iterable[Diagnostic]) -> Shown:
    """Findings as a JSON array, one object each, with all that `Diagnostic` holds."""
    return shown_json([_plain(diagnostic) for diagnostic in diagnostics])


def _plain(diagnostic: Diagnostic) -> dict[str, object]:
    fix = diagnostic.fix
    return {
        "code": diagnostic.code.name,
        "severity": str(diagnostic.severity),
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "path": diagnostic.path,
        "pointer": "/" + "/".join(map(str, diagnostic.pointer)) if diagnostic.pointer else "",
        **_range(diagnostic.span),
        "related": [
            {
                "message": other.message,
                "path": other.path,
                "line": other.span.start.line,
                "column": other.span.start.column,
            }
            for other in diagnostic.related
        ],
        "fix": {**_range(fix.span), "text": fix.text} if fix else None,
    }


def _range(span: Span) -> dict[str, object]:
    return {
        "start": {"line": span.start.line, "column": span.start.column},
        "end": {"line": span.end.line, "column": span.end.column},
    }


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """How many findings of each gravity, in words; empty when there are none."""
    counts: dict[Severity, int] = {}
    for diagnostic in diagnostics:
        counts[diagnostic.severity] = counts.get(diagnostic.severity, 0) + 1
    return ", ".join(
        f"{counts[severity]} {severity}{'s' if counts[severity] > 1 else ''}"
        for severity in Severity
        if severity in counts
    )
