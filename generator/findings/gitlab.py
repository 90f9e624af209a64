"""Diagnostics for GitLab: a report of code quality, which a merge request shows beside the changed lines."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from generator.findings.codes import Severity
from generator.findings.diagnostics import Diagnostic
from generator.findings.report import whole_message
from generator.findings.shown import Shown, shown_json

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}


def fingerprints(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, str]]:
    """Each finding with what tells it from all others, and stays when lines above it come or go."""
    seen: dict[tuple[object, ...], int] = {}
    for diagnostic in diagnostics:
        what = (diagnostic.path, diagnostic.code.name, diagnostic.pointer, diagnostic.message)
        seen[what] = seen.get(what, 0) + 1
        yield diagnostic, hashlib.sha256(repr((*what, seen[what])).encode()).hexdigest()


def as_code_quality(diagnostics: Iterable[Diagnostic]) -> Shown:
    """Findings as a JSON array in the form of GitLab's reports of code quality; empty when there are none."""
    return shown_json(
        [
            {
                "description": whole_message(diagnostic),
                "check_name": diagnostic.code.name,
                "fingerprint": fingerprint,
                "severity": _SEVERITIES[diagnostic.severity],
                "location": {
                    "path": diagnostic.path,
                    "lines": {"begin": diagnostic.span.start.line, "end": diagnostic.span.end.line},
                },
            }
            for diagnostic, fingerprint in fingerprints(diagnostics)
        ]
    )
