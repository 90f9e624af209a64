"""What it takes to prove a quotation.

Paragraphs, whether words stand in one, and the fingerprints of the evidence lock.

Standard library only, and Python 3.9: the verifier of an evidence pack holds this file word for word.

Two texts count as equal when they are equal after `normalise`, and in no other case. What it evens out is
typography that a keyboard, a browser or an editor changes without being asked; it never touches a letter, a
digit or a mark that carries meaning. NFC is used, not NFKC: NFKC would make 10² equal to 102 and ½ equal to
1⁄2.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

CITED = re.compile(r"\[(@[^\[\]\s;]+(?:;\s*@[^\[\]\s;]+)*)\]")
"""Citations in prose, such as `[@source#4; @other#2]`; the group is what stands between the brackets."""

_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_SPACE = re.compile(r"\s+")
_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»〝〞＂″", '"'),
        **dict.fromkeys("‘’‚‛‹›ʼ＇′`´", "'"),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
        "…": "...",
        "\u00ad": "",
        "\u200b": "",
        "\u2060": "",
        "\ufeff": "",
    }
)
_INSIDE = re.compile(r"[“\"„‟«〝＂]([^“”\"„‟«»〝〞＂]+)[”\"“‟»〞＂]")

_OMISSION = re.compile(r" ?\[ ?\.\.\. ?\] ?")
_BRACKET = re.compile(r"\[([^\[\]]*)\]")
_NEGATION = re.compile(r"\b(?:not|no|never|nor|none|neither|without|cannot)\b|n't\b", re.IGNORECASE)
_CONTRACTED = re.compile(r"'\w")
_IN_NUMBER = re.compile(r"\d[.,]\d")


def paragraphs(text: str) -> tuple[str, ...]:
    """The blocks of a text between blank lines, in order; the first is paragraph 1."""
    even = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    return tuple(_SPACE.sub(" ", block).strip() for block in _BLANK.split(even) if block.strip())


@lru_cache(maxsize=8192)
def normalise(text: str) -> str:
    """The text with its typography evened out.

    NFC, plain quotation marks, apostrophes, dashes, dots and single spaces.
    """
    even = unicodedata.normalize("NFC", text).translate(_TYPOGRAPHY)
    return _SPACE.sub(" ", unicodedata.normalize("NFC", even)).strip()


def stands_in(quote: str, paragraph: str) -> bool:
    """Whether the words stand in the paragraph, whole words only, after `normalise` of both.

    Square brackets follow the usual rules of quotation: `[...]` leaves something out, `[h]e` changes the case
    of a letter, and any other bracket is the editor's own word, beside the source's or in the place of one of
    them. A bracket never negates.
    """
    return bool(places(quote, paragraph))


def places(quote: str, paragraph: str) -> tuple[int, ...]:
    """Where the words begin in the paragraph, as offsets in its `normalise`d text.

    There is more than one offset when they stand there twice.
    """
    return places_in(normalise(quote), normalise(paragraph))


def places_in(words: str, place: str) -> tuple[int, ...]:
    """The same as `places`, of words and a paragraph that are `normalise`d already."""
    offsets = tuple(_literal(words, place))
    return offsets if offsets or "[" not in words else _edited(words, place)


def _literal(words: str, place: str) -> Iterator[int]:
    start = place.find(words) if words else -1
    while start >= 0:
        if _whole(place, start, start + len(words)):
            yield start
        start = place.find(words, start + 1)


def _edited(words: str, place: str) -> tuple[int, ...]:
    """Where words with brackets begin.

    What stands between two omissions is found in order, each as early as it can be.
    """
    first, end = -1, 0
    for part in filter(None, _OMISSION.split(words)):
        pattern = _bracketed(part)
        matches = pattern.finditer(place, end) if pattern else iter(())
        match = next((match for match in matches if _whole(place, match.start(), match.end())), None)
        if match is None:
            return ()
        first, end = (match.start() if first < 0 else first), match.end()
    return (first,) if first >= 0 else ()


def _bracketed(part: str) -> re.Pattern[str] | None:
    """What a stretch with insertions must match; None when no word of the source is left in it."""
    pieces = _BRACKET.split(part)
    if any(_NEGATION.search(inserted) for inserted in pieces[1::2]):
        return None
    if not any(sign.isalnum() for piece in pieces[::2] for sign in piece):
        return None
    pattern = re.escape(pieces[0].rstrip())
    for inserted, after in zip(pieces[1::2], pieces[2::2]):
        if len(inserted) == 1 and after[:1].isalnum():
            pattern += f"{'[ ]' if pattern else ''}(?i:{re.escape(inserted)}){re.escape(after.rstrip())}"
        else:
            joint = r"(?!\w) ?(?:[^ ]+ )?(?<!\w)" if pattern and after.strip() else ""
            pattern += joint + re.escape(after.strip())
    return re.compile(pattern)


def _whole(text: str, start: int, end: int) -> bool:
    """Whether no word or number is cut: neither `can` out of `can't` nor `7` out of `7.5` is whole."""
    cut_before = text[start].isalnum() and text[max(start - 1, 0) : start].isalnum()
    cut_after = text[end - 1].isalnum() and (
        text[end : end + 1].isalnum() or _CONTRACTED.match(text, end) is not None
    )
    in_number = any(
        _IN_NUMBER.match(text, at - 1) or _IN_NUMBER.match(text, at - 2) for at in (start, end) if at > 0
    )
    return not (cut_before or cut_after or in_number)


def quoted(text: str) -> tuple[str, ...]:
    """The words that stand between double quotation marks in a sentence, in order."""
    return tuple(words.strip(" ,.;:") for words in _INSIDE.findall(text) if words.strip(" ,.;:"))


def unquoted(text: str) -> str:
    """The text with its quotations blanked out, every other character in its place."""
    return _INSIDE.sub(lambda match: " " * len(match[0]), text)


def fingerprint(text: str) -> str:
    """The first 16 signs of the SHA-256 of a text as it is."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def digest(words: str) -> str:
    """The fingerprint of words after `normalise`; `-` for none."""
    return fingerprint(normalise(words)) if words else "-"


def text_digest(text: tuple[str, ...]) -> str:
    """The fingerprint of a whole text, by its paragraphs."""
    return even_text_digest(map(normalise, text))


def even_text_digest(text: Iterable[str]) -> str:
    """The same as `text_digest`, of paragraphs that are `normalise`d already."""
    return fingerprint("\n".join(text))


def data_digest(data: Mapping[str, object]) -> str:
    """The fingerprint of a source's record as it is published, whatever the order of its keys.

    `standing` is left out: whoever learns that a source was withdrawn must be able to say so without its
    text.
    """
    return fingerprint(
        json.dumps({key: value for key, value in data.items() if key != "standing"}, sort_keys=True)
    )
