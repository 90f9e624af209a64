"""Bytes to text: what a file must be before anything is read in it."""

from __future__ import annotations

from generator.findings.codes import Code
from generator.findings.diagnostics import Diagnostic, Position, Span

MAX_BYTES = 1_000_000
"""The largest file that is read, in bytes."""


FILE_TOO_LARGE = Code(
    "file-too-large",
    what="A file has more than a million bytes.",
    why="No editor can review it, and it slows every build.",
)

NOT_UTF8 = Code(
    "not-utf8",
    what="A file is not UTF-8 text.",
    why="In another encoding, names lose their letters.",
)


def decode(path: str, data: bytes) -> tuple[str, Diagnostic | None]:
    """The text of a file, its line ends made alike; or an empty text, and what is wrong with the file."""
    if len(data) > MAX_BYTES:
        message = f"the file has {len(data):,} bytes; at most {MAX_BYTES:,} are read"
        return "", Diagnostic(FILE_TOO_LARGE, message, path, hint="split the dossier into two")
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = _even(data[: error.start].decode("utf-8").removeprefix("\ufeff"))
        message = f"byte 0x{data[error.start]:02x} is not UTF-8 text"
        return "", Diagnostic(
            NOT_UTF8, message, path, point(before, len(before)), hint="save the file with the encoding UTF-8"
        )
    return _even(text), None


def _even(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def point(text: str, offset: int) -> Span:
    """The one character that stands at an offset of a text."""
    position = Position(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))
    return Span(position, Position(position.line, position.column + 1))
