"""The value types of a finding: where it stands, what is wrong, what to write instead.

Ground floor: standard library only. Lines and columns count from 1, columns in Unicode code points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from generator.findings.codes import Code, Severity

Pointer = tuple[str | int, ...]
"""A place inside a YAML file: keys and list positions (from 0), outermost first."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A point in a text file; line and column count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text file; `end` is the position just after it."""

    start: Position
    end: Position


FILE_START = Span(Position(1, 1), Position(1, 1))
"""The span of a finding about a file as a whole."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a finding, such as the first use of a duplicate id."""

    message: str
    path: str
    span: Span


@dataclass(frozen=True, slots=True)
class Fix:
    """A mend that is safe to make unseen: put `text` where `span` is.

    It changes how evidence is written, never what it says.
    """

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding, placed. `hint` says what to write instead.

    `eased` says that a preview is made, which this error does not stop. `about` is the name that is missing:
    all findings about it have one cause.
    """

    code: Code
    message: str
    path: str
    span: Span = FILE_START
    hint: str = ""
    pointer: Pointer = ()
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    eased: bool = False
    about: str = ""

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return Severity.WARNING if self.eased else self.code.severity

    @property
    def order(self) -> tuple[str, Span, str, str]:
        """The key that sorts findings as an editor reads: by file, place, code."""
        return (self.path, self.span, self.code.name, self.message)


class RelatedPlace(NamedTuple):
    """A related place before it is placed: what is said of it, its file, and its pointer."""

    message: str
    path: str
    pointer: Pointer


@dataclass(frozen=True, slots=True)
class Replacement:
    """A fix before it is placed: in the value at `pointer`, put `text` for the nth `needle`."""

    pointer: Pointer
    needle: str
    text: str
    nth: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says: symbolic, not yet placed. `load` knows where the pointer stands.

    `needle` narrows the place to the nth occurrence (from 0) of some characters inside the value; `anywhere`
    finds them within words too. `at_key` points at the key instead of the value; `line` is for files that are
    not YAML. `about` is the name that is missing, where one is.
    """

    code: Code
    message: str
    path: str
    pointer: Pointer = ()
    hint: str = ""
    needle: str = ""
    nth: int = 0
    anywhere: bool = False
    at_key: bool = False
    related: tuple[RelatedPlace, ...] = ()
    line: int = 0
    about: str = ""
    fix: Replacement | None = None


def has_errors(diagnostics: tuple[Diagnostic, ...]) -> bool:
    """True when at least one finding stops the build."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)


def mended(text: str, fixes: list[Fix]) -> str:
    """A text with its fixes made, from the last to the first so that places stay true; one fix a place."""
    lines = text.split("\n")
    for fix in sorted({fix.span: fix for fix in fixes}.values(), key=lambda fix: fix.span, reverse=True):
        row, start, end = fix.span.start.line - 1, fix.span.start.column - 1, fix.span.end.column - 1
        lines[row] = lines[row][:start] + fix.text + lines[row][end:]
    return "\n".join(lines)
