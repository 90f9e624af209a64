"""Diagnostics as text for people, JSON for programs and annotations for pull requests.

Pure: text comes out.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterable, Mapping

from generator.findings.codes import Severity
from generator.findings.diagnostics import Diagnostic

Paint = Callable[[str, str], str]
"""Gives a text in a colour: `paint("error", "red")`."""

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}


def no_paint(text: str, _colour: str) -> str:
    """The text as it is."""
    return text


def as_text(diagnostics: Iterable[Diagnostic], texts: Mapping[str, str], paint: Paint = no_paint) -> str:
    """Findings for a terminal.

    Place and message stand on one line, then the line of the file with the place marked, then the hint.
    """
    rows = {path: text.replace("\r\n", "\n").replace("\r", "\n").split("\n") for path, text in texts.items()}
    return "\n".join(_one(diagnostic, rows.get(diagnostic.path, []), paint) for diagnostic in diagnostics)


def _one(found: Diagnostic, rows: list[str], paint: Paint) -> str:
    start = found.span.start
    place = f"{found.path}:{start.line}:{start.column}"
    severity = paint(f"{found.severity}[{found.code.name}]", _COLOURS[found.severity])
    lines = [f"{paint(place, 'bold')}: {severity}: {found.message}"]
    lines += _excerpt(found, rows, paint)
    if found.hint:
        lines.append(f"  {paint('help:', 'cyan')} {found.hint}")
    lines += [f"  see {r.path}:{r.span.start.line}:{r.span.start.column}: {r.message}" for r in found.related]
    return "\n".join(lines)


def _excerpt(found: Diagnostic, rows: list[str], paint: Paint) -> list[str]:
    start, end = found.span.start, found.span.end
    if rows in ([], [""]) or start.line > len(rows):
        return []
    row = rows[start.line - 1]
    stop = end.column if end.line == start.line else len(row) + 1
    cut = max(0, start.column - 70)
    shown = "".join(
        " " if sign == "\t" else sign if sign.isprintable() else "\ufffd" for sign in row[cut : cut + 110]
    )
    marks = " " * (start.column - 1 - cut) + "^" * max(1, min(stop, cut + 110) - start.column)
    number = str(start.line)
    return [f"  {number} | {shown}", f"  {' ' * len(number)} | {paint(marks, 'red')}"]


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


def as_page(problem: str) -> str:
    """A page of HTML that shows the text of findings in a browser, with nothing in it taken as HTML."""
    return _PAGE.format(problem=html.escape(problem))


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    """Findings as a JSON array, one object each, with all that `Diagnostic` holds."""
    return json.dumps([_plain(diagnostic) for diagnostic in diagnostics], indent=2, ensure_ascii=False)


def _plain(found: Diagnostic) -> dict[str, object]:
    start, end = found.span.start, found.span.end
    return {
        "code": found.code.name,
        "severity": str(found.severity),
        "message": found.message,
        "hint": found.hint,
        "path": found.path,
        "pointer": "/" + "/".join(map(str, found.pointer)) if found.pointer else "",
        "start": {"line": start.line, "column": start.column},
        "end": {"line": end.line, "column": end.column},
        "related": [
            {"message": r.message, "path": r.path, "line": r.span.start.line, "column": r.span.start.column}
            for r in found.related
        ],
    }


_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def as_annotations(diagnostics: Iterable[Diagnostic]) -> str:
    """Findings as workflow commands of GitHub Actions.

    It shows them beside the changed lines of a pull request.
    """
    return "\n".join(_annotation(diagnostic) for diagnostic in diagnostics)


def _annotation(found: Diagnostic) -> str:
    start, end = found.span.start, found.span.end
    place = f"file={_property(found.path)},line={start.line},col={start.column},endLine={end.line}"
    if end.line == start.line:
        place += f",endColumn={end.column}"
    message = found.message + (f"\nhelp: {found.hint}" if found.hint else "")
    return f"::{_LEVELS[found.severity]} {place},title={_property(found.code.name)}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """How many findings of each gravity, in words; empty when there are none."""
    counts: dict[Severity, int] = {}
    for found in diagnostics:
        counts[found.severity] = counts.get(found.severity, 0) + 1
    return ", ".join(f"{counts[s]} {s}{'s' if counts[s] > 1 else ''}" for s in Severity if s in counts)
