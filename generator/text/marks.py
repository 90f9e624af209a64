"""Quotation marks: where a sentence gives somebody's words.

Standard library only, and Python 3.9: the verifier of an evidence pack holds this file word for word.

The marks are those of CLDR's locales: “…”, „…“, ”…”, ’…’, «…», »…«, ‚…‘, ‘…’, ‹…›, 「…」, 『…』
and the plain ones. A sign that is an apostrophe elsewhere opens only before a word and after a blank, and
closes only behind one. A plain mark behind a digit says inches and opens nothing; one before the last letter
of a Hebrew acronym is part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_CLOSING = {
    **dict.fromkeys('“"‟〝＂', '”"‟»〞〟＂'),
    "„": '“”"‟',
    "”": "”",
    "«": '»"”',
    "»": "«»",
    "「": "」",
    "『": "』",
    "｢": "｣",
    "﹁": "﹂",
    "﹃": "﹄",
    "‹": "›",
    "›": "‹›",
    "‚": "‘’",
    "‘": "’",
    "‛": "’",
    "’": "’",
    "'": "'",
    "״": "״",
    "❝": "❞",
    "❛": "❜",
}
"""What closes a quotation, by what opens it."""
_DOUBLE = '“”„"‟»«〝〞〟＂'
"""Where nothing closes a quotation as it should, any of these does."""
_CLOSERS = frozenset("".join(_CLOSING.values()))
_SIGNS = re.compile(f"[{re.escape(''.join((*_CLOSING, *_CLOSERS)))}]")
_DEEP = 8
"""How deep quotations within quotations are followed."""
_APOSTROPHES = "'’‘"
_SHORTENED = ("tis", "twas", "til", "em", "n", "cause", "bout", "round", "s", "t", "k", "m", "r")
"""English and Dutch words that begin with an apostrophe."""
_DECADE = re.compile(r"‘\d\ds\b|['’]\d\ds?(?!\w)")
_ACRONYM = re.compile(r"(?<=[\u05d0-\u05ea])[\"״][\u05d0-\u05ea](?!\w)")


def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """The offsets of each quotation of a text, marks included; a quotation within one is part of it."""
    if not _SIGNS.search(text):
        return ()
    pairs, unclosed = _paired(text)
    taken = {at for start, end in pairs for at in (start, end - 1)}
    for start in unclosed:
        if text[start] in _DOUBLE:
            marks = (at for at in range(start + 1, len(text)) if text[at] in _DOUBLE and at not in taken)
            end = next(marks, -1)
            pairs += [(start, end + 1)] if end > 0 else []
    outer: list[tuple[int, int]] = []
    for start, end in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        if not outer or start >= outer[-1][1]:
            outer.append((start, end))
    return tuple(outer)


def _paired(text: str) -> tuple[list[tuple[int, int]], list[int]]:
    """The pairs of marks of a text, and the marks that open and are never closed."""
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    part_of_word = {match.start() for match in _ACRONYM.finditer(text)}
    for match in _SIGNS.finditer(text):
        at, sign = match.start(), match[0]
        if at in part_of_word:
            continue
        depth = _closes(text, at, opened) if sign in _CLOSERS else -1
        if depth >= 0:
            pairs.append((opened[depth], at + 1))
            del opened[depth:]
        elif sign in _CLOSING and _opens(text, at):
            opened.append(at)
    return pairs, opened


def quoted(text: str) -> tuple[str, ...]:
    """The words that stand between quotation marks in a sentence, in order."""
    inside = (text[start + 1 : end - 1].strip(" \u00a0\u2009\u202f,.;:") for start, end in quotations(text))
    return tuple(words for words in inside if words)


def unquoted(text: str) -> str:
    """The text with its quotations blanked out, every other character in its place."""
    for start, end in quotations(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _opens(text: str, at: int) -> bool:
    """Whether a sign that may open a quotation does: an apostrophe stands inside or behind a word."""
    before, after = text[at - 1 : at], text[at + 1 :]
    if text[at] not in _APOSTROPHES:
        return not (text[at] in '"＂' and before.isnumeric())
    word = "".join(_leading(after)).casefold()
    begins = after[:1].isalnum() or after[:1] == "["
    return begins and not before.isalnum() and word not in _SHORTENED and not _DECADE.match(text, at)


def _leading(text: str) -> Iterator[str]:
    for sign in text:
        if not sign.isalnum():
            return
        yield sign


def _closes(text: str, at: int, opened: list[int]) -> int:
    """Which of the marks that are open a sign closes, as a place in `opened`; -1 when it closes none."""
    if text[at] in _APOSTROPHES and text[at + 1 : at + 2].isalnum():
        return -1
    near = range(len(opened) - 1, max(len(opened) - 1 - _DEEP, -1), -1)
    return next((depth for depth in near if text[at] in _CLOSING[text[opened[depth]]]), -1)
