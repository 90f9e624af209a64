"""Words of the records, made safe for Markdown, HTML and YAML at once.

Characters that mean something to either language become numeric character references, which every Markdown
dialect leaves alone.
"""

from __future__ import annotations

import html
import json
import re
from functools import lru_cache

from markupsafe import Markup

from generator.view import parts

_SPECIAL = re.compile(r"[\\`*_{}\[\]|~^=#!$@<>&\"]")
_UNMARKED = re.compile(r"[\w.:/+-]+( [\w.:/+-]+)*", re.ASCII)
_LEADING = re.compile(r"\A(?:[-+:>?.(]|\d+[.)])")


def escape(text: str, *, leading: bool = True) -> Markup:
    """Text that Markdown and HTML both show as it is, on one line.

    It does so in running text and in attribute values alike.

    `leading` says that it may come first on a line, where `1.` or `-` would begin a list.
    """
    safe = _SPECIAL.sub(lambda sign: f"&#{ord(sign[0])};", " ".join(text.split()))
    if leading:
        safe = _LEADING.sub(lambda start: start[0][:-1] + f"&#{ord(start[0][-1])};", safe)
    return Markup(safe)  # noqa: S704


def curled(text: str) -> str:
    """Text with typographic quotation marks and apostrophes, as English sets them."""
    for straight, opening, closing in (('"', "“", "”"), ("'", "‘", "’")):
        if straight in text:
            text = re.sub(rf"(^|[\s(\[{{“‘—–]){straight}", rf"\1{opening}", text).replace(straight, closing)
    return text


def finalized(value: object) -> object:
    """What a template's expression puts on a page: words are curled and escaped, all else stays."""
    if isinstance(value, Markup):
        return value
    return _worded(value) if isinstance(value, str) else value


@lru_cache(maxsize=4096)
def _worded(text: str) -> Markup:
    """Words curled and escaped. Most of those on a page stand there several times."""
    return escape(curled(text))


def run(words: parts.Words, first: bool) -> Markup:
    """Words of prose: spaces at either end are kept, since a mark or an emphasis may follow.

    `first` on its line.
    """
    if words.text.isspace():
        return Markup(" ")
    before = " " if words.text[:1].isspace() else ""
    after = " " if words.text[-1:].isspace() else ""
    return Markup(before) + escape(curled(words.text), leading=first) + Markup(after)  # noqa: S704


def scalar(text: str) -> Markup:
    """A double-quoted YAML scalar for front matter.

    Themes put titles into HTML unescaped, so it is escaped here.
    """
    return Markup(json.dumps(html.escape(" ".join(text.split())), ensure_ascii=False))  # noqa: S704


def code(line: str) -> Markup:
    """A line of an example inside a `pre` element: spaces count, an empty line must not end the element."""
    return Markup(html.escape(line) or "&#8203;")  # noqa: S704


def literal(text: str) -> Markup:
    """Words of YAML as code.

    They stand between backticks where no sign in them means anything there, else in an element.
    """
    if _UNMARKED.fullmatch(text):
        return Markup(f"`{text}`")  # noqa: S704
    return Markup("<code>{}</code>").format(escape(text))


def ticks(text: str) -> Markup:
    """Our own descriptions, in which backticks set words of YAML apart."""
    pieces = re.split(r"`([^`]+)`", " ".join(text.split()))
    return Markup("").join(
        literal(piece) if place % 2 else run(parts.Words(piece), place == 0)
        for place, piece in enumerate(pieces)
    )
