"""Findings as an editor takes them, and the quick fixes that go with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lsprotocol import types
from mkdocs.utils.yaml import yaml_load
from yaml import YAMLError

from generator.findings.codes import Severity
from generator.findings.diagnostics import Diagnostic
from generator.lsp.opened import Bench, Opened
from generator.view import paths

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}
SOURCE = "briefings"
"""What an editor calls the program that made a finding."""


def explanations(root: Path) -> str:
    """The address of the page that explains the codes: published, else as built; empty without either."""
    try:
        with open(root / "mkdocs.yml", "rb") as stream:
            address = str(yaml_load(stream).get("site_url") or "")
    except (OSError, YAMLError, AttributeError, UnicodeError):
        address = ""
    page = paths.FINDINGS.removesuffix(".md")
    if address.startswith(("https://", "http://")):
        return f"{address.rstrip('/')}/{page}/"
    built = (root / "site" / page / "index.html", root / "docs" / paths.FINDINGS)
    return next((file.resolve().as_uri() for file in built if file.is_file()), "")


def published(bench: Bench, page: str) -> dict[str, list[types.Diagnostic]]:
    """Every finding of the corpus by its file, in its place; `page` explains the codes."""
    by_path: dict[str, list[types.Diagnostic]] = {}
    for diagnostic in bench.checked.diagnostics:
        by_path.setdefault(diagnostic.path, []).append(_shown(bench, diagnostic, page))
    return by_path


def _shown(bench: Bench, diagnostic: Diagnostic, page: str) -> types.Diagnostic:
    hint = f"\n{diagnostic.hint}" if diagnostic.hint else ""
    name = diagnostic.code.name
    related = [
        types.DiagnosticRelatedInformation(
            types.Location(bench.uri(other.path), bench.page(other.path).range(other.span)), other.message
        )
        for other in diagnostic.related
    ]
    return types.Diagnostic(
        range=bench.page(diagnostic.path).range(diagnostic.span),
        message=diagnostic.message + hint,
        severity=_SEVERITIES[diagnostic.severity],
        code=name,
        code_description=types.CodeDescription(f"{page}#{name}") if page else None,
        source=SOURCE,
        related_information=related or None,
    )


def fixes(opened: Opened, asked: types.Range) -> Iterator[types.CodeAction]:
    """The safe fixes of the findings in a range, and all of the file in one."""
    bench, page = opened.bench, opened.page
    fixable = [d for d in bench.checked.diagnostics if d.path == opened.path and d.fix]
    for diagnostic in fixable:
        if _meet(page.range(diagnostic.span), asked):
            yield _action(opened, _title(diagnostic), [diagnostic], types.CodeActionKind.QuickFix)
    if fixable:
        yield _action(opened, "Make all safe fixes in this file", fixable, types.CodeActionKind.SourceFixAll)


def _title(diagnostic: Diagnostic) -> str:
    assert diagnostic.fix
    lines = diagnostic.fix.text.strip().splitlines()
    return f"Write `{lines[-1].strip()[:60]}`" if lines else "Delete it"


def _action(
    opened: Opened, title: str, fixed: list[Diagnostic], kind: types.CodeActionKind
) -> types.CodeAction:
    spans = {diagnostic.fix.span: diagnostic.fix for diagnostic in fixed if diagnostic.fix}
    edits = [types.TextEdit(opened.page.range(span), fix.text) for span, fix in spans.items()]
    mended = [_shown(opened.bench, diagnostic, "") for diagnostic in fixed]
    return types.CodeAction(
        title=title,
        kind=kind,
        diagnostics=mended,
        is_preferred=kind is types.CodeActionKind.QuickFix or None,
        edit=types.WorkspaceEdit(changes={opened.bench.uri(opened.path): edits}),
    )


def _meet(one: types.Range, other: types.Range) -> bool:
    """Whether two ranges share a place."""
    return _at(one.start) <= _at(other.end) and _at(other.start) <= _at(one.end)


def _at(position: types.Position) -> tuple[int, int]:
    return position.line, position.character
