"""Text that is written where people and machines read lines: no sign of data acts there, it is spelled out.

A terminal obeys control signs, a reader's eye the signs that turn the direction of writing, and a build
machine every line that begins with `::` or holds `##[`. A file's name, an id or a title may hold them all.

Pure, standard library only, and Python 3.9: the verifier of an evidence pack holds this file word for word.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

_ACTING = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff\ufff9-\ufffb]|(?<=#)#(?=\w*\[)"
)
_COLOUR = r"\x1b\[[0-9;]*m"
_COMMAND = re.compile(rf"\A((?:{_COLOUR}|[\s\u200b\u2060\ufeff])*):(?=(?:{_COLOUR})*:)")


class Shown(str):
    """Text in which nothing acts, but for the colours and line ends that the program itself put there."""

    __slots__ = ()


def escaped(text: str) -> str:
    r"""The text with every sign that acts written as its number, such as `\x1b`, `\n` or `\u202e`.

    These are control signs, line ends, signs of direction, what is no character, and a `##[`.
    """
    return _ACTING.sub(lambda sign: _escape(sign[0]), text)


def _escape(sign: str) -> str:
    return f"\\x{ord(sign):02x}" if sign == "#" else sign.encode("unicode_escape").decode()


def shown(*pieces: str) -> Shown:
    """One line, of its pieces: each `escaped`, unless it is `Shown`. The line begins with no `::`.

    What is `Shown` as a whole stays as it is.
    """
    if len(pieces) == 1 and isinstance(pieces[0], Shown):
        return pieces[0]
    line = "".join(piece if isinstance(piece, Shown) else escaped(piece) for piece in pieces)
    return Shown(_COMMAND.sub(r"\1\\x3a", line))


def shown_lines(lines: Iterable[str]) -> Shown:
    """Lines one below the other, each `shown`."""
    return Shown("\n".join(map(shown, lines)))


def shown_block(text: str) -> Shown:
    """Text that another program laid out in lines: these stay, and nothing else in it acts."""
    return shown_lines(text.split("\n"))


def shown_json(data: object) -> Shown:
    r"""Data as JSON in which nothing acts; read back it is the same data: `\u009b` is JSON's own spelling."""
    lines = json.dumps(data, indent=2, ensure_ascii=False).split("\n")
    return Shown("\n".join(_ACTING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", line) for line in lines))
