"""Bytes to text: what a file must be before anything is read in it."""

from __future__ import annotations

import re

from generator.findings.codes import Code
from generator.findings.diagnostics import Diagnostic, Position, Span

MAX_BYTES = 1_000_000
"""The largest file that is read, in bytes."""
HIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u200a\u200c-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U000dffff\U000e0100-\U0010ffff]"
    "|[\u061c\u115f\u1160\u180e\u3164\uffa0]"
)
"""A character that cannot be seen, or that no file may hold."""


def visible(text: str) -> str:
    """A text without the characters that a file may not hold."""
    return HIDDEN.sub("", text)


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

HIDDEN_CHARACTER = Code(
    "hidden-character",
    what="A file holds a character that cannot be seen.",
    why=(
        "Invisible characters make text that reads the same and is not: in names, in quotations, in the "
        "direction of writing."
    ),
    bad='title: "Harbour\u202e dispute"\n',
    good="title: Harbour dispute\n",
)


def decode(path: str, data: bytes) -> tuple[str, Diagnostic | None]:
    """The text of a file, its line ends made alike; or an empty text, and what is wrong with the file."""
    if len(data) > MAX_BYTES:
        message = f"the file has {len(data):,} bytes; at most {MAX_BYTES:,} are read"
        return "", Diagnostic(FILE_TOO_LARGE, message, path, hint="split the dossier into two")
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix("\ufeff")
        message = f"byte 0x{data[error.start]:02x} is not UTF-8 text"
        return "", Diagnostic(
            NOT_UTF8, message, path, point(before), hint="save the file with the encoding UTF-8"
        )
    text = _even(text)
    if hidden := HIDDEN.search(text):
        message = f"invisible character U+{ord(hidden[0]):04X}"
        return "", Diagnostic(
            HIDDEN_CHARACTER, message, path, point(text[: hidden.start()]), hint="delete the character"
        )
    return text, None


def _even(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def point(before: str) -> Span:
    """The one character that stands after some text."""
    lines = _even(before).split("\n")
    position = Position(len(lines), len(lines[-1]) + 1)
    return Span(position, Position(position.line, position.column + 1))
