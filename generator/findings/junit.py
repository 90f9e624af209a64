"""Diagnostics as JUnit XML, which build servers read as the results of tests: a suite for each file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.findings.codes import Severity
from generator.findings.diagnostics import Diagnostic
from generator.findings.report import whole_message
from generator.findings.shown import Shown, escaped, shown_block

_NO_XML = re.compile("[\ufffe\uffff]")
"""What XML has no way to write, beside what is `escaped`."""


def as_junit(diagnostics: Iterable[Diagnostic], paths: Iterable[str], *, strict: bool = False) -> Shown:
    """Findings as failed tests; each of `paths` in which nothing is found is a test that passed.

    A warning is a test that passed, with words; it failed too where all is `strict`.
    """
    by_path: dict[str, list[Diagnostic]] = {path: [] for path in paths}
    for diagnostic in diagnostics:
        by_path.setdefault(diagnostic.path, []).append(diagnostic)
    suites = Element("testsuites", name="briefings check")
    for path in sorted(by_path):
        suites.append(_suite(path, by_path[path], strict=strict))
    for count in ("tests", "failures"):
        suites.set(count, str(sum(int(suite.get(count, 0)) for suite in suites)))
    indent(suites)
    return shown_block(tostring(suites, encoding="unicode", xml_declaration=True))


def _suite(path: str, found: Sequence[Diagnostic], *, strict: bool) -> Element:
    failures = sum(_fails(diagnostic, strict=strict) for diagnostic in found)
    suite = Element(
        "testsuite", name=_text(path), tests=str(len(found) or 1), failures=str(failures), errors="0"
    )
    if not found:
        SubElement(suite, "testcase", name="check", classname=_text(path))
    for diagnostic in found:
        suite.append(_case(diagnostic, strict=strict))
    return suite


def _fails(diagnostic: Diagnostic, *, strict: bool) -> bool:
    return strict or diagnostic.severity is Severity.ERROR


def _case(diagnostic: Diagnostic, *, strict: bool) -> Element:
    start, name = diagnostic.span.start, diagnostic.code.name
    path, words = _text(diagnostic.path), _text(whole_message(diagnostic))
    case = Element("testcase", name=f"{name} {start.line}:{start.column}", classname=path)
    if _fails(diagnostic, strict=strict):
        failure = SubElement(case, "failure", type=name, message=_text(diagnostic.message))
        failure.text = f"{path}:{start.line}:{start.column}: {words}"
    else:
        SubElement(case, "system-out").text = f"{diagnostic.severity}: {words}"
    return case


def _text(text: str) -> str:
    """Text that XML can hold: lines stay, and what acts or cannot be written is spelled out."""
    lines = (escaped(line) for line in text.split("\n"))
    return _NO_XML.sub(lambda sign: f"\\u{ord(sign[0]):04x}", "\n".join(lines))
