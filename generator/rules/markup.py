"""The rule about markup: a text is shown as it is written."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice

from generator.evidence.evidence import Evidence
from generator.findings.codes import Code, Severity
from generator.findings.diagnostics import Finding
from generator.records.wording import Wording
from generator.records.yamltree import MAX_FINDINGS

MARKUP_IN_TEXT = Code(
    "markup-in-text",
    what="A text holds marks of Markdown, a tag of HTML, an entity or half a pair of quotation marks.",
    why=(
        "Texts are plain: readers see all of that as it stands. `background` and `intro` alone are Markdown, "
        "and even there HTML is shown as it is written."
    ),
    bad="gaps:\n  - Who called the <b>first</b> meeting.\n",
    good="gaps:\n  - Who called the first meeting.\n",
    severity=Severity.WARNING,
)

_ELEMENTS = (
    "a|abbr|b|big|blockquote|br|center|cite|code|del|div|em|figure|font|h[1-6]|hr|i|iframe|img|ins|kbd|li|mark"
    "|nobr|ol|p|pre|q|s|script|small|span|strike|strong|style|sub|sup|table|tbody|td|th|tr|tt|u|ul|wbr"
)
_TAG = rf"</?(?:{_ELEMENTS})(?:\s[^<>]*)?/?>"
_IN_PROSE = re.compile(rf"(?P<tag>{_TAG})", re.IGNORECASE)
_MARKUP = re.compile(
    rf"(?P<tag>{_TAG})|(?P<entity>&(?:[a-z][a-z0-9]{{1,30}}|#[0-9]{{1,7}}|#x[0-9a-f]{{1,6}});)"
    r"|(?P<citation>\[@[^\]\s]+\])|(?P<link>\[[^\[\]]+\]\([^()\s]+\))"
    r"|(?P<marks>(?<![\w*])\*\*?(?=[^\s*])[^*\n]+(?<=[^\s*])\*\*?(?![\w*])"
    r"|(?<![\w_])__?(?=[^\s_])[^_\n]+(?<=[^\s_])__?(?![\w_])|`[^`\n]+`)"
    r"|(?P<stray>(?<!\d)\"\Z)",
    re.IGNORECASE,
)
_MAY_BE_MARKED = re.compile(r"[<&*_`\[]|\"\Z")
_INSTEAD = {
    "tag": "leave out the tag",
    "link": "leave the words alone; the address belongs into the record of a source that is cited",
    "marks": "leave out the marks",
    "stray": "delete it; or write its other half, where a quotation begins",
}


def markup(evidence: Evidence) -> Iterator[Finding]:
    """What is written as markup in a text that is none is shown as it stands."""
    for written in evidence.corpus.written:
        text, wording = written.text.value, written.text.shape.wording
        if wording in (None, Wording.PROGRAM, Wording.EXACT) or not _MAY_BE_MARKED.search(text):
            continue
        pattern = _IN_PROSE if wording is Wording.PROSE else _MARKUP
        cites = hasattr(written.text.records[-1], "cites")
        for match in islice(_marked(pattern, text), MAX_FINDINGS):
            begin = match[0].split()[0]
            yield Finding(
                MARKUP_IN_TEXT,
                f"“{match[0][:60]}” is shown to readers as it stands",
                written.path,
                written.text.pointer,
                hint=_instead(match, cites=cites),
                needle=begin,
                nth=text.count(begin, 0, match.start()),
                anywhere=True,
            )


def _marked(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What is written as markup; a tag that closes another belongs to that."""
    opened: set[str] = set()
    for match in pattern.finditer(text):
        name = match[0].strip("</>").split()[0].lower() if match["tag"] else ""
        closing = match[0].startswith("</") and name in opened
        opened.add(name)
        paired = match.lastgroup == "stray" and not text.count('"') % 2
        if (
            not closing
            and not paired
            and not (match.lastgroup == "entity" and html.unescape(match[0]) == match[0])
        ):
            yield match


def _instead(match: re.Match[str], *, cites: bool) -> str:
    """What to write in place of markup; `cites` says whether its record has citations."""
    sort = match.lastgroup or ""
    if sort == "entity":
        meant = html.unescape(match[0])
        return f"write the character itself: {meant}" if meant.strip() else "write a space"
    if sort == "citation":
        return "put the citation into `cites`" if cites else "leave it out: nothing is cited here"
    return _INSTEAD[sort]


RULES = (markup,)
"""The rules of this module, in the order in which they run."""
