"""Typography that a keyboard, a browser, a PDF or an editor changes without being asked, evened out.

Standard library only, and Python 3.9: the verifier of an evidence pack holds this file word for word.

Never a letter, a digit or a sign that carries meaning. NFC is used, not NFKC: NFKC would make 10² equal to
102 and ½ equal to 1⁄2. Of the compatibility forms only those are opened that are another drawing of the same
signs: full-width and half-width forms (a fixed-width terminal's), Arabic and Hebrew presentation forms and
Latin ligatures (a font's, which PDFs give away), Kangxi radicals (a PDF's drawing of the ideograph).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SOFT = "\u00ad"
"""A hyphen that is seen at a line's end only; `paragraphs` puts it where a text divided a word there."""

HYPHENS = "-\u058a\u05be\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
"""Signs that tie what stands on both their sides, or a sign before a number. A long dash ties nothing."""
LONG_DASH = "\u2014"
"""A dash between words, which ties nothing."""

_DRAWN_OTHERWISE = (
    (0x0132, 0x0133), (0x01C4, 0x01CC),  # digraphs of one type: Dutch ij, Croatian dž, lj, nj
    (0x2E9F, 0x2E9F), (0x2EF3, 0x2EF3), (0x2F00, 0x2FD5),  # Kangxi radicals
    (0xFB00, 0xFB06), (0xFB13, 0xFB17), (0xFB1D, 0xFB4F),  # ligatures; Hebrew forms
    (0xFB50, 0xFDFB), (0xFE70, 0xFEFC),  # Arabic presentation forms
    (0xFF01, 0xFF9F), (0xFFA1, 0xFFE6),  # full-width and half-width forms
)  # fmt: skip
_TYPOGRAPHY = str.maketrans(
    {
        **{
            chr(code): unicodedata.normalize("NFKC", chr(code)).strip()
            for first, last in _DRAWN_OTHERWISE
            for code in range(first, last + 1)
        },
        **dict.fromkeys("“”„‟«»〝〞〟＂″״❝❞「」『』｢｣﹁﹂﹃﹄", '"'),
        **dict.fromkeys("‘’‚‛‹›ʼ＇′׳❛❜`´", "'"),
        **dict.fromkeys(HYPHENS, "-"),
        **dict.fromkeys("\u2015\ufe58\ufe31\ufe32", LONG_DASH),
        **dict.fromkeys("…⋯", "..."),
        "〜": "~",
        # Nothing is seen of these: a place where a line may break, and marks of the direction of writing.
        **dict.fromkeys("\u200b\u2060\ufeff\u200e\u200f\u061c\u2066\u2067\u2068\u2069", ""),
        # It makes an Arabic word longer, and no other word.
        "\u0640": "",
    }
)
_SPACE = re.compile(r"\s+")
_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_CLOSE_SET = (
    "\u2e80-\u2fdf\u3000-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff9f"
    "\U00020000-\U0003ffff"
)
_WRAPPED = re.compile(rf"(?<=[{_CLOSE_SET}])[ \t]*\n[ \t]*(?=[{_CLOSE_SET}])")
_SPACED = re.compile(rf"(?<=[{_CLOSE_SET}]) (?=[{_CLOSE_SET}])")
_ELLIPSIS = re.compile(r"(?<!\.) ?\. \. \.(?! ?\.)")
_TYPED_DASH = re.compile(r"(?<= )--(?= )|(?<=\w)--(?=\w)")
_GUILLEMETS = frozenset("«‹»›")
_INSIDE_GUILLEMETS = re.compile(r"(?<![^\s(\[—“\"'’])([«‹]) | ([»›])(?=[\s.,;:!?)\]…]|$)")
"""Blanks that French sets inside its quotation marks; in German those marks stand the other way round."""
_DIVIDED = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad][ \t]*\n[ \t]*(?=([^\W\d_]))")
_TIED = re.compile(r"(?<=\w)([-\u2010\u2011])[ \t]*\n[ \t]*(?=\w)")


def paragraphs(text: str) -> tuple[str, ...]:
    """The blocks of a text between blank lines, in order; the first is paragraph 1.

    Each is one line. Chinese and Japanese lines join without a blank. A word that was divided at a line's end
    is one word again, with a soft hyphen where it was divided, since only a reader knows whether it has a
    hyphen of its own there.
    """
    even = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    return tuple(_line(block) for block in _BLANK.split(even) if block.strip())


def _line(block: str) -> str:
    if "\n" in block:
        block = _TIED.sub(r"\1", _WRAPPED.sub("", _DIVIDED.sub(_rejoined, block)))
    return " ".join(block.split())


def _rejoined(divided: re.Match[str]) -> str:
    """A word goes on with a small letter; before any other sign the hyphen is the word's own."""
    return SOFT if divided[1].islower() else divided[0]


@lru_cache(maxsize=65536)
def even(text: str) -> str:
    """The text with its typography evened out: NFC, plain marks, hyphens, dots and single spaces.

    Two things stay apart that `flat` makes equal as well, since they say where a word ends: a long dash, and
    the soft hyphens of words that were divided.
    """
    spaced = _SPACE.sub(" ", unicodedata.normalize("NFC", text))
    if not spaced.isascii():
        spaced = _SPACED.sub("", spaced)
    if "--" in spaced:
        spaced = _TYPED_DASH.sub(LONG_DASH, spaced)
    if ". . ." in spaced:
        spaced = _ELLIPSIS.sub("...", spaced)
    if _GUILLEMETS.intersection(spaced):
        spaced = _INSIDE_GUILLEMETS.sub(r"\1\2", spaced)
    return unicodedata.normalize("NFC", " ".join(spaced.translate(_TYPOGRAPHY).split()))


def flat(text: str) -> str:
    """What two texts that are `even` have in common when they count as equal."""
    return text.replace(SOFT, "").replace(LONG_DASH, "-")


def normalise(text: str) -> str:
    """The text as it counts: equal for two texts whose difference is typography, and for no others."""
    return flat(even(text))
