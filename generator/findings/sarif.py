"""Diagnostics as SARIF 2.1.0, which code scanning and editors read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from generator import __version__
from generator.findings.codes import Code, Severity
from generator.findings.diagnostics import Diagnostic, Fix, Related, Span
from generator.findings.gitlab import fingerprints
from generator.findings.report import whole_message
from generator.findings.shown import Shown, shown_json

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def as_sarif(diagnostics: Iterable[Diagnostic]) -> Shown:
    """Findings as a SARIF log of one run, with a rule for each code that occurs, and the safe fixes."""
    found = tuple(fingerprints(diagnostics))
    codes = list(dict.fromkeys(diagnostic.code for diagnostic, _ in found))
    driver = {"name": "briefings", "version": __version__, "rules": [_rule(code) for code in codes]}
    results = [_result(*one, codes.index(one[0].code)) for one in found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return shown_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: Code) -> dict[str, Any]:
    return {
        "id": code.name,
        "shortDescription": {"text": code.what},
        "fullDescription": {"text": code.why},
        "help": {"text": code.explanation},
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
    }


def _result(diagnostic: Diagnostic, fingerprint: str, rule: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": diagnostic.code.name,
        "ruleIndex": rule,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": whole_message(diagnostic)},
        "locations": [{"physicalLocation": _place(diagnostic.path, diagnostic.span)}],
        "partialFingerprints": {"what/v1": fingerprint},
    }
    if diagnostic.related:
        result["relatedLocations"] = [*map(_related, diagnostic.related)]
    if diagnostic.fix:
        result["fixes"] = [_fix(diagnostic.path, diagnostic.fix)]
    return result


def _related(other: Related) -> dict[str, Any]:
    return {"physicalLocation": _place(other.path, other.span), "message": {"text": other.message}}


def _fix(path: str, fix: Fix) -> dict[str, Any]:
    replacement = {"deletedRegion": _region(fix.span), "insertedContent": {"text": fix.text}}
    change = {"artifactLocation": {"uri": quote(path)}, "replacements": [replacement]}
    return {"description": {"text": "What `briefings check --fix` does"}, "artifactChanges": [change]}


def _place(path: str, span: Span) -> dict[str, Any]:
    return {"artifactLocation": {"uri": quote(path)}, "region": _region(span)}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.start.line,
        "startColumn": span.start.column,
        "endLine": span.end.line,
        "endColumn": span.end.column,
    }
