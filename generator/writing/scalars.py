"""How one text is written: bare, between quotes, or folded over several lines. It reads back as that text."""

from __future__ import annotations

import re
import textwrap

import yaml

from generator.records.core import resolved
from generator.records.yamltree import indentation
from generator.writing.tree import Leaf

WIDTH = 120
"""The longest line, in code points, where a text has a space at which it can be broken."""

_BARE = re.compile(r"[^\W_][^\n]*|[(.“‘«„/_][^\n]+")
"""How a text may begin that stands without quotes."""
_MEANS = re.compile(r":(?:\s|$)|\s#|\s$")
_MEANS_IN_FLOW = re.compile(r"[,\[\]{}]|:(?=[,\[\]{}\"'])")


def plain(leaf: Leaf, *, flow: bool = False) -> str | None:
    """A simple text as it is written on one line; None for what is no text of words and single line ends."""
    text = leaf.value
    if not isinstance(text, str) or not text or not text.isprintable() or text != text.strip(" "):
        return None
    return scalar(text, flow=flow, bare=_style(leaf) == "")


def scalar(text: str, *, flow: bool = False, bare: bool = False) -> str:
    """A text on one line as YAML that reads as that text; `bare` says that it stood without quotes before."""
    if (bare or _is_bare(text)) and not (_MEANS.search(text) or (flow and _MEANS_IN_FLOW.search(text))):
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """A text between quotes: double ones, unless it has such or a backslash in it."""
    if not ('"' in text or "\\" in text):
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _is_bare(text: str) -> bool:
    """Whether every reader of YAML, also of version 1.1, takes a text without quotes for that text."""
    if not _BARE.fullmatch(text) or resolved(text) != text:
        return False
    patterns = yaml.SafeLoader.yaml_implicit_resolvers.get(text[0], [])
    return not any(pattern.match(text) for _, pattern in patterns)


def _style(leaf: Leaf) -> str:
    """The sign with which a scalar begins that is not bare."""
    return leaf.source[:1] if leaf.source[:1] in ("'", '"', "|", ">") and leaf.source else ""


def folded(text: str, indent: int) -> list[str] | None:
    """A text over several lines, the first of which is the `>-`; None where it cannot be broken."""
    if "  " in text or " " not in text:
        return None
    lines = textwrap.wrap(text, max(WIDTH - indent, 40), break_long_words=False, break_on_hyphens=False)
    return [">-", *(" " * indent + line for line in lines)]


def as_it_stands(leaf: Leaf, indent: int) -> list[str]:
    """What stands in the file, moved to another indentation; the first line stands beside its key."""
    first, *rest = leaf.source.split("\n")
    if _style(leaf) not in ("|", ">"):
        return [first.rstrip(), *(" " * indent + line.strip() if line.strip() else "" for line in rest)]
    header = re.match(r"[|>][-+0-9]*", first)
    assert header is not None
    depth = min((indentation(line) for line in rest if line.strip()), default=0)
    return [header[0], *((" " * indent + line[depth:]).rstrip(" ") if line.strip() else "" for line in rest)]
