"""Signs that cannot be seen: which they are, where a script needs them, and what they are called.

They make text that reads the same and is not. Records are read without them, so that they tell no two ids,
names or quotations apart.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect
from collections.abc import Iterable, Iterator
from functools import cache

import regex

from generator.findings.codes import Code

HIDDEN_CHARACTER = Code(
    "hidden-character",
    what="A file, or its name, holds a character that cannot be seen.",
    why=(
        "Invisible characters make text that reads the same and is not: in names, in quotations, in the "
        "direction of writing. They may stand only where a script needs them: joiners in Persian, in Indic "
        "scripts and in emoji, marks of direction beside letters that are written from right to left, and "
        "the like."
    ),
    bad='title: "Harbour\u202e dispute"\n',
    good="title: Harbour dispute\n",
)

_PATTERN = (
    r"[[\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\p{C}\p{Zl}\p{Zp}\u2800\ufffc\U00016fe4]"
    r"--[\t\n\r\p{Prepended_Concatenation_Mark}[\p{Cn}--[\p{DI}\p{Noncharacter_Code_Point}]]]]"
)
"""Every sign that shows nothing: formats, controls, private use and noncharacters, and three empty symbols.

Signs of the category Cf that are drawn, such as the Arabic end of a verse, are none of them; nor is a letter
that this version of Unicode does not know yet.
"""
_HIDDEN = regex.compile(_PATTERN, regex.V1)

_RIGHT_TO_LEFT = r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}&&\p{L}]"
_JOINED = r"[\p{L}&&[\p{Script=Arabic}[\p{L}--\p{Joining_Type=U}]]]"
_INDIC = r"[[\p{L}\p{M}]--\p{InSC=Other}]"
_VIRAMA = r"[\p{InSC=Virama}\p{InSC=Invisible_Stacker}\p{InSC=Pure_Killer}]"
_UNSPACED = (
    r"[[\p{L}\p{M}]&&[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]--[\u17b4\u17b5]]"
)
_MONGOLIAN = r"[\p{L}&&\p{Script=Mongolian}]"
_PICTURE = r"[\p{Extended_Pictographic}&&\p{Emoji}]"
_NEAR = r"[^\p{L}\u200e\u200f\u061c\n]{0,16}"
"""What may stand between a mark of direction and the letter that needs it."""


def _tags(word: str) -> str:
    """A word in tags, as the flag of a region has it."""
    return "".join(chr(0xE0000 + ord(sign)) for sign in word) + "\U000e007f"


_NEEDED = regex.compile(
    "|".join(
        (
            # Persian, Urdu and others part two letters that would join, or join one to nothing
            rf"(?<={_JOINED}\p{{M}}*)\u200c(?={_JOINED})",
            rf"(?<={_JOINED}\p{{M}}*)\u200d",
            rf"\u200d(?={_JOINED})",
            # Indic scripts choose the form of a conjunct
            rf"(?<={_VIRAMA})[\u200c\u200d]",
            rf"(?<={_INDIC})\u200c(?={_INDIC})",
            rf"(?<={_INDIC})\u200d(?={_VIRAMA})",
            # emoji of several, emoji or sign, keycaps, and the three flags that are spelt in tags
            rf"(?<={_PICTURE}[\ufe0f\p{{Emoji_Modifier}}]*)\u200d(?={_PICTURE})",
            r"(?<=[\p{Emoji}--\p{ASCII}])[\ufe0e\ufe0f]",
            r"(?<=[\p{Emoji}&&\p{ASCII}])[\ufe0e\ufe0f](?=\u20e3)",
            rf"\U0001f3f4(?:{'|'.join(map(_tags, ('gbeng', 'gbsct', 'gbwls')))})",
            # an ideograph in one of its forms, a Mongolian letter in one of its, Khitan signs in their square
            r"(?<=\p{Ideographic})[\ufe00-\ufe02\U000e0100-\U000e01ef]",
            rf"(?<={_MONGOLIAN})[\u180b-\u180d\u180f]",
            rf"(?<={_MONGOLIAN}[\u180b-\u180d\u180f]?)\u180e",
            r"(?<=\p{Script=Khitan_Small_Script})\U00016fe4",
            # scripts without spaces show where a line may break
            rf"(?<={_UNSPACED})[\u200b\u2060](?={_UNSPACED})",
            # a sign beside text from right to left takes its direction
            rf"(?<={_RIGHT_TO_LEFT}{_NEAR})[\u200e\u200f\u061c]",
            rf"[\u200e\u200f\u061c](?={_NEAR}{_RIGHT_TO_LEFT})",
        )
    ),
    regex.V1,
)
_OPENING = "\u2066\u2067\u2068"
_CLOSING = "\u2069"
_DIRECTED = regex.compile(_RIGHT_TO_LEFT, regex.V1)
_DIRECTED_BEFORE = regex.compile(rf"(?<={_RIGHT_TO_LEFT}{_NEAR})", regex.V1)
_DIRECTED_AFTER = regex.compile(rf"{_NEAR}{_RIGHT_TO_LEFT}", regex.V1)

_SORTS = {"Cc": "a control character", "Co": "private use", "Cs": "half of a pair"}


def hidden(text: str) -> tuple[int, ...]:
    """Where signs stand in a text that cannot be seen and that no script needs there, as offsets."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return ()
    if not any(map(_is_hidden, set(text))):
        return ()
    needed = {
        offset for match in _NEEDED.finditer(text) for offset in range(match.start(), match.end())
    } | set(_isolates(text))
    return tuple(match.start() for match in _HIDDEN.finditer(text) if match.start() not in needed)


def without(text: str, offsets: Iterable[int]) -> str:
    """A text without the signs at some offsets, which are in order."""
    parts, start = [], 0
    for offset in offsets:
        parts.append(text[start:offset])
        start = offset + 1
    return "".join((*parts, text[start:]))


def visible(text: str) -> str:
    """A text without the signs that cannot be seen and that no script needs there."""
    return without(text, hidden(text))


def lookalike(text: str) -> str:
    """What a reader sees of a text: it is the same for two texts that look alike.

    No hidden sign is left in it, not even one that a script needs; spaces are all the same; letters and their
    marks are put together (NFC).
    """
    seen = unicodedata.normalize("NFC", _HIDDEN.sub("", text))
    return " ".join(seen.split())


def named(sign: str) -> str:
    """The number of a sign and its name, as Unicode has them: `U+200D ZERO WIDTH JOINER`."""
    name = unicodedata.name(sign, "") or _sort(sign)
    return f"U+{ord(sign):04X} {name}"


def _sort(sign: str) -> str:
    """What sort of sign one is that has no name."""
    if ord(sign) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(sign) <= 0xFDEF:
        return "(noncharacter)"
    return f"({_SORTS.get(unicodedata.category(sign), 'unassigned')})"


@cache
def _is_hidden(sign: str) -> bool:
    return _HIDDEN.match(sign) is not None


def _isolates(text: str) -> Iterator[int]:
    """The isolates that a text needs.

    They are those that are closed in their line, and that stand around or beside letters from right to left.
    """
    if not set(text) & {_CLOSING}:
        return
    letters = [match.start() for match in _DIRECTED.finditer(text)]
    opened: list[int] = []
    for offset, sign in enumerate(text):
        if sign == "\n":
            opened.clear()
        elif sign in _OPENING:
            opened.append(offset)
        elif sign == _CLOSING and opened:
            start = opened.pop()
            if (
                bisect(letters, offset) > bisect(letters, start)
                or _DIRECTED_BEFORE.match(text, start)
                or _DIRECTED_AFTER.match(text, offset + 1)
            ):
                yield from (start, offset)
