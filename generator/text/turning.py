"""Words that turn a sentence round, or say how much of it is so: what brackets may neither hide nor bring in.

Standard library only, and Python 3.9: the verifier of an evidence pack holds this file word for word.

Negations, numbers, modals, and words such as *deny, refuse, fail, without, unless, only, if*, in the
languages of `turning_words`. A stretch of a text is held against all of them at once, since a source quotes
others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from generator.text.turning_words import MEASURES, OTHERWISE, SIGNS, WORDS

_ALIKE = str.maketrans(
    "асԁеһіјкӏмпорԛѕтухԝαεικνορτυχωɑɡıɴᴏᴛɪᴇᴀʀꜱ", "acdehijklmnopqstyxwaeikvoptuxwagınotiears"
)
_TIES = "'’\u200c\u200d-"
_CONTRACTED = re.compile(r"n't$|^n'")
_ROMAN = re.compile(r"\b[IVX]{2,}\b")
_SPELLED_OUT = re.compile(r"(?<=\w)[^\w\s'’-]+(?=\w)|(?<=\b\w)[\W_]+(?=\w\b)")
"""What stands between letters that spell a word one by one, as in n.o.t or n o t."""
_MONTH = re.compile(r"(?<=[a-z] )May\b")
_JOINED = re.compile(r"^[وفוש](?=..)")
"""An Arabic or Hebrew *and* or *that*, written with the word behind it."""


def turning(stretch: str) -> str:
    """The first word of a stretch that turns a sentence round or counts; empty when there is none."""
    for sign in stretch:
        if unicodedata.category(sign)[0] == "N" or unicodedata.category(sign) == "Sm":
            return next((word for word in stretch.split() if sign in word), sign)
    spaced = _MONTH.sub("", stretch)
    if roman := _ROMAN.search(spaced):
        return roman[0]
    for word in (*_words_of(spaced), *_words_of(_SPELLED_OUT.sub("", spaced))):
        if _turns(word) or _mixed(word):
            return word
    folded = spaced.casefold()
    if phrase := _phrases().search(folded):
        return phrase[0]
    folded = OTHERWISE.sub("", folded)
    return next((sign for sign in _signs() if sign in folded), "")


def measuring(inserted: str) -> str:
    """The first word of an insertion that says how much or how often something is so; empty for none."""
    measures = MEASURES.split()
    return next((word for word in _words_of(inserted) if word.casefold() in measures), "")


def _words_of(stretch: str) -> Iterator[str]:
    """The words of a stretch: letters with their marks, joiners, apostrophes and hyphens."""
    for inside, signs in groupby(stretch, _of_word):
        if inside and (word := "".join(signs).strip(_TIES)):
            yield word


def _of_word(sign: str) -> bool:
    return sign in _TIES or unicodedata.category(sign)[0] in "LM"


def disguised(inserted: str, own: str) -> str:
    """The first word of an insertion that only looks like one that turns a sentence round; empty for none.

    Its letters are of an alphabet, or have marks, that the source's own words do not have.
    """
    strange = (word for word in _words_of(inserted) if _writing(word) - _writing(own))
    return next((word for word in strange if _turns(_skeleton(word))), "")


@lru_cache(maxsize=256)
def _writing(text: str) -> frozenset[str]:
    """The alphabets of a text, and whether its letters have marks."""
    opened = unicodedata.normalize("NFD", text)
    return frozenset(
        "marks" if unicodedata.category(sign) == "Mn" else unicodedata.name(sign, "").split(" ")[0]
        for sign in opened
        if unicodedata.category(sign)[0] in "LM"
    )


def _turns(word: str) -> bool:
    spellings = {word.casefold(), unicodedata.normalize("NFKC", word).casefold()}
    spellings |= {part for spelling in spellings for part in re.split("['’-]", spelling)}
    spellings |= {_JOINED.sub("", spelling) for spelling in spellings}
    return any(_CONTRACTED.search(spelling) or _listed().fullmatch(spelling) for spelling in spellings)


def _skeleton(word: str) -> str:
    """A word in the Latin letters that its own look like, without marks."""
    opened = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", word).casefold())
    bare = "".join(sign for sign in opened if unicodedata.category(sign) not in ("Mn", "Me", "Cf"))
    return bare.translate(_ALIKE)


def _mixed(word: str) -> bool:
    """Whether a word mixes letters of alphabets that look alike."""
    alphabets = {unicodedata.name(sign, "").split(" ")[0] for sign in word if sign.isalpha()}
    return len(alphabets & {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}) > 1


def _entries(*, phrases: bool) -> str:
    """A pattern for the words of `WORDS`, or for its phrases."""
    words = {word for listed in WORDS.values() for word in listed.split() if ("-" in word) == phrases}
    escaped = (re.escape(word).replace(r"\*", r"\S*").replace(r"\-", "[- ]") for word in sorted(words))
    return "|".join(escaped)


@lru_cache(maxsize=1)
def _listed() -> re.Pattern[str]:
    return re.compile(_entries(phrases=False))


@lru_cache(maxsize=1)
def _phrases() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_entries(phrases=True)})(?!\w)")


@lru_cache(maxsize=1)
def _signs() -> tuple[str, ...]:
    return tuple(dict.fromkeys(sign for listed in SIGNS.values() for sign in listed.split()))
