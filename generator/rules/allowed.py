"""Warnings that the desk allows at a place, with a reason, in a comment on the line or above it.

What stops publication cannot be allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.findings.codes import Code, Severity
from generator.findings.diagnostics import Diagnostic, Position, Span
from generator.records.yamltree import indentation
from generator.rules.hints import did_you_mean

_SIGN = "briefings: allow"
_ALLOWANCE = re.compile(
    r"(?<!\S)#\s*briefings: allow\b[ \t]*(?P<code>\S*)(?:[ \t]+because\b[ \t]*(?P<why>.*))?"
)
_EXCUSED = "# briefings: allow uncited-paragraph because the list of fees is for the next edition\n"
_UNCITED = "uncited:\n  - {paragraphs: [1, 2], reason: furniture}\n"

ALLOWED_WITHOUT_REASON = Code(
    "allowed-without-reason",
    what="A comment allows a warning and does not say why.",
    why="Who reads the file next must know whether the reason still holds.",
    bad=f"# seeds/gazette-0301.yaml\n# briefings: allow uncited-paragraph\n{_UNCITED}",
    good=f"# seeds/gazette-0301.yaml\n{_EXCUSED}{_UNCITED}",
)

ALLOWED_ERROR = Code(
    "allowed-error",
    what="A comment allows an error, or a code that there is not.",
    why="An error stops publication, and no comment can publish what is not proven.",
    bad="# briefings: allow unknown-word because we call it so\nstatus: actve\n",
    good=f"# seeds/gazette-0301.yaml\n{_EXCUSED}{_UNCITED}",
)

ALLOWED_IN_VAIN = Code(
    "allowed-in-vain",
    what="A comment allows a warning that is not there.",
    why="It would hide the next mistake of that sort at this place.",
    bad=f"# seeds/gazette-0301.yaml\n{_EXCUSED}uncited:\n  - {{paragraphs: [1, 2, 7], reason: furniture}}\n",
    good=f"# seeds/gazette-0301.yaml\n{_EXCUSED}{_UNCITED}",
    severity=Severity.WARNING,
)


@dataclass(frozen=True, slots=True)
class _Allowance:
    """A comment that allows something: where it stands, what and why, and for which lines."""

    path: str
    span: Span
    code: str
    why: str
    first: int
    last: int

    def covers(self, diagnostic: Diagnostic) -> bool:
        """Whether it is about a finding."""
        line = diagnostic.span.start.line
        same = (diagnostic.path, diagnostic.code.name) == (self.path, self.code)
        return same and self.first <= line <= self.last


def without_allowed(
    diagnostics: Iterable[Diagnostic], documents: Mapping[str, str], codes: Mapping[str, Code]
) -> tuple[Diagnostic, ...]:
    """The findings without the warnings that a comment allows, and what is wrong with such comments.

    `documents` are the files by path, and `codes` all codes by name.
    """
    found = tuple(diagnostics)
    allowances = [one for path, text in documents.items() if _SIGN in text for one in _allowances(path, text)]
    if not allowances:
        return found
    sound = [one for one in allowances if _problem(one, codes) is None]
    used = {id(one) for one in sound for diagnostic in found if one.covers(diagnostic)}
    kept = tuple(one for one in found if not any(allowance.covers(one) for allowance in sound))
    problems = (_problem(one, codes) or (None if id(one) in used else _vain(one)) for one in allowances)
    return (*kept, *filter(None, problems))


def _allowances(path: str, text: str) -> Iterator[_Allowance]:
    if not path.endswith(".yaml"):
        return
    lines = text.split("\n")
    for row, line in enumerate(lines):
        if found := _ALLOWANCE.search(line):
            start = Position(row + 1, found.start() + 1)
            span = Span(start, Position(row + 1, len(line.rstrip()) + 1))
            first = row if line[: found.start()].strip() else _below(lines, row)
            last = _end(lines, first)
            why = (found["why"] or "").strip()
            yield _Allowance(path, span, found["code"], why, first=first + 1, last=last + 1)


def _below(lines: list[str], row: int) -> int:
    """The next line that is no comment."""
    return next(
        (
            at
            for at in range(row + 1, len(lines))
            if lines[at].strip() and not lines[at].lstrip().startswith("#")
        ),
        row,
    )


def _end(lines: list[str], first: int) -> int:
    """The last line of the entry that begins on a line: those below it that are indented further."""
    column, last = len(lines[first]) - len(lines[first].lstrip(" -")), first
    for row in range(first + 1, len(lines)):
        if lines[row].strip() and indentation(lines[row]) <= column:
            break
        last = row if lines[row].strip() else last
    return last


def _problem(one: _Allowance, codes: Mapping[str, Code]) -> Diagnostic | None:
    """What is wrong with a comment that allows something, whether or not that is there."""
    code = codes.get(one.code)
    if code is None:
        hint = did_you_mean(one.code, codes, "`briefings explain` lists the codes")
        return Diagnostic(ALLOWED_ERROR, f"there is no code `{one.code[:60]}`", one.path, one.span, hint=hint)
    if code.severity is Severity.ERROR:
        message = f"`{code.name}` is an error, and no comment can allow it"
        return Diagnostic(ALLOWED_ERROR, message, one.path, one.span, hint="mend it, and delete the comment")
    if not one.why:
        message = f"the comment does not say why `{code.name}` is allowed here"
        hint = f"write `# briefings: allow {code.name} because ...`"
        return Diagnostic(ALLOWED_WITHOUT_REASON, message, one.path, one.span, hint=hint)
    return None


def _vain(one: _Allowance) -> Diagnostic:
    message = f"there is no `{one.code}` here to allow"
    return Diagnostic(ALLOWED_IN_VAIN, message, one.path, one.span, hint="delete the comment")
