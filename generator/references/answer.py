"""What pandoc answers: its document tree, of which text, a few styles and web addresses are taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.references.model import Reference, Run

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:[/?#][^\s<>\"\\]*)?\Z")


def entries(blocks: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Reference]]:
    """Each entry of the bibliography, by the id of its item."""
    for block in blocks:
        if block["t"] == "Div" and block["c"][0][0] == "refs":
            for entry in block["c"][1]:
                yield entry["c"][0][0].removeprefix("ref-"), reference(entry)


def reference(block: Mapping[str, Any]) -> Reference:
    """What a block says."""
    return _tidy(_block(block))


def _block(block: Mapping[str, Any]) -> Iterator[Run]:
    if block["t"] == "Div":
        inner = [list(_block(part)) for part in block["c"][1]]
        yield from (run for place, runs in enumerate(inner) for run in ([Run(" ")] if place else []) + runs)
    elif block["t"] in ("Para", "Plain"):
        yield from _inlines(block["c"], "", "")


_STYLES = {
    "Emph": "em",
    "Strong": "strong",
    "SmallCaps": "smallcaps",
    "Superscript": "sup",
    "Subscript": "sub",
}
_QUOTES = {"DoubleQuote": "“”", "SingleQuote": "‘’"}


def _inlines(inlines: Sequence[Mapping[str, Any]], style: str, url: str) -> Iterator[Run]:
    """The runs of a piece of pandoc's tree.

    The number that a numeric style puts before an entry is left out.
    """
    for inline in inlines:
        kind, content = inline["t"], inline.get("c", " ")
        if kind in ("Str", "Space", "SoftBreak", "LineBreak"):
            yield Run(content, style, url)
        elif kind in _STYLES:
            yield from _inlines(content, _nested(style, _STYLES[kind]), url)
        elif kind == "Quoted":
            marks = _QUOTES[content[0]["t"]]
            yield from (
                Run(marks[0], style, url),
                *_inlines(content[1], style, url),
                Run(marks[1], style, url),
            )
        elif kind == "Link":
            target = content[2][0]
            yield from _inlines(content[1], style, target if _ADDRESS.match(target) else "")
        elif (kind == "Span" and "csl-left-margin" not in content[0][1]) or kind == "Cite":
            yield from _inlines(content[1], style, url)
        elif kind == "Note":
            yield from (run for block in content for run in _block(block))
        elif kind in ("Underline", "Strikeout"):
            yield from _inlines(content, style, url)


def _nested(outer: str, inner: str) -> str:
    """Emphasis within emphasis stands upright."""
    return "" if outer == inner == "em" else inner


def _tidy(runs: Iterator[Run]) -> Reference:
    """The runs with like ones joined, single spaces, and none at either end."""
    joined: list[Run] = []
    for run in runs:
        if joined and (joined[-1].style, joined[-1].url) == (run.style, run.url):
            joined[-1] = Run(joined[-1].text + run.text, run.style, run.url)
        else:
            joined.append(run)
    if joined:
        joined[0] = Run(joined[0].text.lstrip(), joined[0].style, joined[0].url)
        joined[-1] = Run(joined[-1].text.rstrip(), joined[-1].style, joined[-1].url)
    return tuple(Run(re.sub(r"[ \n]+", " ", run.text), run.style, run.url) for run in joined if run.text)
