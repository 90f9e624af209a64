"""What it takes to prove a quotation: whether words stand in a paragraph, and the fingerprints of the lock.

Standard library only, and Python 3.9: the verifier of an evidence pack holds this file word for word, with
those of this folder that it reads.

Two texts count as equal when they are equal after `normalise`, and in no other case; words are whole as
`words` has it; square brackets follow the rules of `brackets`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from generator.text.brackets import edits
from generator.text.typography import LONG_DASH, SOFT, even, flat, normalise
from generator.text.words import whole

CITED = re.compile(r"\[(@[^\[\]\s;]+(?:;\s*@[^\[\]\s;]+)*)\]")
"""Citations in prose, such as `[@source#4; @other#2]`; the group is what stands between the brackets."""

Stretch = tuple[int, int]
"""Where words begin and end in a paragraph, as offsets in its `even` text."""


def stands_in(quote: str, paragraph: str) -> bool:
    """Whether the words stand in the paragraph, whole words only, after `normalise` of both."""
    return bool(places(quote, paragraph))


def places(quote: str, paragraph: str) -> tuple[Stretch, ...]:
    """Where the words stand in the paragraph; more than one stretch when they stand there twice."""
    return places_in(normalise(quote), even(paragraph))


@lru_cache(maxsize=65536)
def places_in(words: str, place: str) -> tuple[Stretch, ...]:
    """The same as `places`, of words after `normalise` and a paragraph that is `even`."""
    return _literal(words, place) or _edited(words, place)


def _literal(words: str, place: str) -> tuple[Stretch, ...]:
    return tuple(stretch for stretch in spelled(words, place) if whole(place, *stretch) == stretch)


def _edited(words: str, place: str) -> tuple[Stretch, ...]:
    """The first place where words stand that an editor's brackets edit, if there is one."""
    if "[" not in words:
        return ()
    return tuple((edit.start, edit.end) for edit in edits(words, place) if not edit.fault)[:1]


def spelled(words: str, place: str) -> Iterator[Stretch]:
    """Where the very signs of some words stand in a paragraph, though words or numbers may be cut there."""
    if not words:
        return
    if SOFT in place:
        yield from (match.span() for match in _divided(words).finditer(place))
        return
    plain = place.replace(LONG_DASH, "-")
    start = plain.find(words)
    while start >= 0:
        yield start, start + len(words)
        start = plain.find(words, start + 1)


@lru_cache(maxsize=1024)
def _divided(words: str) -> re.Pattern[str]:
    """Words as they may stand in a text that divides them at the ends of its lines.

    A soft hyphen there is nothing, a hyphen of the word's own, or one with a blank (`pre- and post-war`).
    """
    pattern = ""
    for piece in re.findall(r"- |.", words):
        if piece == "- ":
            pattern += f"(?:[-{LONG_DASH}] |{SOFT})"
        elif piece == "-":
            pattern += f"(?:[-{LONG_DASH}]|{SOFT})"
        else:
            pattern += (f"{SOFT}?" if pattern else "") + re.escape(piece)
    return re.compile(pattern)


def own_words(words: str, place: str) -> str:
    """What the source itself says where an edited quotation stands; empty where no editor put brackets.

    `words` are after `normalise`, and `place` is `even`.
    """
    edited = () if _literal(words, place) else _edited(words, place)
    return next((flat(place[start:end]) for start, end in edited), "")


def fingerprint(text: str) -> str:
    """The first 16 signs of the SHA-256 of a text as it is."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def digest(words: str) -> str:
    """The fingerprint of words after `normalise`; `-` for none."""
    return fingerprint(normalise(words)) if words else "-"


def text_digest(text: tuple[str, ...]) -> str:
    """The fingerprint of a whole text, by its paragraphs."""
    return even_text_digest(map(even, text))


def even_text_digest(text: Iterable[str]) -> str:
    """The same as `text_digest`, of paragraphs that are `even` already."""
    return fingerprint("\n".join(map(flat, text)))


def data_digest(data: Mapping[str, object]) -> str:
    """The fingerprint of a source's record as it is published, whatever the order of its keys.

    `standing` is left out: whoever learns that a source was withdrawn must be able to say so without its
    text.
    """
    return fingerprint(
        json.dumps({key: value for key, value in data.items() if key != "standing"}, sort_keys=True)
    )
