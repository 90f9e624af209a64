"""Where a word or a number may end: nothing that is quoted begins or ends inside one.

Standard library only, and Python 3.9: the verifier of an evidence pack holds this file word for word. The
libraries that segment words (ICU, uniseg) weigh 8 to 16 MB and would have to be installed where a pack is
verified; the rules here are those of Unicode that matter at the two ends of a quotation:

- words as in UAX #29, section 4: letters, marks, digits and underscores hang together, a Katakana word too,
  and an apostrophe or a stop between letters (`can't`, `U.S.`);
- numbers as `amounts` has them;
- Chinese, Japanese, Thai, Lao, Khmer, Burmese, Javanese and Balinese set no blanks: a quotation may begin
  and end between any two of their letters, but not inside a number, nor beside a sign that negates what it
  stands with;
- Korean puts its particles behind a word, and Turkish parts a name from its endings by an apostrophe
  (`NATO'nun`): a quotation may end before one.

Beyond Unicode, a hyphen ties what stands on both its sides: `compliant` is half of `non-compliant`, and
`400` is half of `S-400`. So does `&` or `@`, and the mark before the last letter of a Hebrew acronym.
"""

from __future__ import annotations

import re
import unicodedata

from generator.text.amounts import amounts
from generator.text.typography import SOFT

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u1b00-\u1b7f\ua980-\ua9ff\uaa60-\uaadf"
    "\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_SET_CLOSE = re.compile(f"[{_UNSPACED}]")
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc-\u30ff]")
_HANGUL = "\uac00-\ud7a3"
_NUMERAL = re.compile(r"[\d〇零一二三四五六七八九十百千万萬亿億兆两兩壱弐参]")
# Parts of one syllable: vowels written before their consonant, or behind it; small kana; a doubled consonant.
_HELD_NEXT = re.compile("[\u0e40-\u0e44\u0ec0-\u0ec4\u17d2\u1039\u200c\u200dっッ]")
_HELD_LAST = re.compile(
    "[\u0e30\u0e32\u0e33\u0e45-\u0e46\u0eb0\u0eb2\u0eb3\u0ec6ぁぃぅぇぉゃゅょゎー\u200c\u200d]"
)

_NEGATES_NEXT = re.compile(
    "(?:(?<![淹沉埋出])[没沒]有?|(?<![南北东東西中])非|不[会會能可得想愿願应應再曾要该該肯敢]?|未[能曾]?|[无無否勿莫]"
    "|ไม่(?:ได้|ใช่|เคย|ยอม|อาจ|ควร|ต้อง)?|มิ(?:ได้)?|ไร้|ບໍ່(?:ໄດ້|ແມ່ນ|ເຄີຍ)?|មិន(?:បាន|មែន|ដែល)?|ពុំ(?:បាន)?|គ្មាន|(?<![\u1000-\u109f])မ)$"
)
_NEGATES_LAST = re.compile(
    "[しきぎちにびみりいえけげせてでねべめれわらがかさたなばまあ]?(?:き)?"
    "(?:な(?:い|か[っろ]|く(?!て?は?なら)|け[れり])|ません|まい|ざる|ねば|ず(?:に|[、。]|$)|ぬ(?:[、。]|$))|(?:では|じゃ)な|"
    "は(?:な(?:い|かっ|く)|ありませ|言えな|限らな|思わな)|とは(?:言えな|限らな|思わな)|わけでは|ဘူး|ဘဲ"
)
_PARTICLE = re.compile(
    "(?:(?:에|에서|에게|에게서|한테|한테서|께|께서|으?로|으?로서|으?로써|와|과|하고|부터|까지|처럼|보다|만큼|마다|조차|마저|뿐|만)?"
    "(?:은|(?<![하되있없않])는|도|만|의|까지|부터|조차|이?라도)?|(?:만|뿐|까지|부터)?(?:이|을)|가|를|뿐만"
    "|이나|이며|이고|이?라[고는며]|이?란|이었다|이다|입니다|이지만|(?<=[다라자냐])(?:고|는|며|면서))"
    f"(?<![^{_HANGUL}])(?![{_HANGUL}])"
)
_TURKISH_ENDING = re.compile(
    "(?:[ny]?[ıiuü]n|[dt][ae]n?|[dt][ae]ki|y[ıiuüae]|n[ıiuüae]|y?l[ae]|l[ae]r|n[dt][ae]n?)(?!\\w)",
    re.IGNORECASE,
)
_ELIDED = re.compile(
    r"(?<![^\W_])(?:[cdjlmst]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu|[dn]ell|d?all|sull|coll|un|gl|quell|quest|bell|sant|com|dov)'",
    re.IGNORECASE,
)
_INVERTED = re.compile(r"-(?:t-)?(?:il|elle|on|ils|elles|je|tu|nous|vous|ce)\b(?!-)", re.IGNORECASE)
_RUN_ON = re.compile(r"(?<=[^\W\d_][^\W\d_])\.(?=([^\W\d_])[^\W\d_])")

_LONGEST_NAME = 24
_HEBREW = re.compile("[\u05d0-\u05ea]")


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets of a stretch, made wider where it would cut a word or a number.

    They are those that were given when it cuts nothing. `text` is `even`, and `start` is below `end`.
    """
    first, last = start, end
    while _cuts(text, first) or _negates(text, first):
        first -= 1
    while (_cuts(text, last) and not _particle(text, last)) or _negated(text, last):
        last += 1
    return first, last


def close_set(signs: str) -> bool:
    """Whether one of the signs is of a script that sets no blanks."""
    return _SET_CLOSE.search(signs) is not None


def _close(text: str, at: int) -> bool:
    """Whether two letters that are set without a blank meet here."""
    return 0 < at < len(text) and bool(_SET_CLOSE.match(text[at - 1]) and _SET_CLOSE.match(text[at]))


def _negates(text: str, at: int) -> bool:
    return _close(text, at) and _NEGATES_NEXT.search(text, max(at - 8, 0), at) is not None


def _negated(text: str, at: int) -> bool:
    return _close(text, at) and _NEGATES_LAST.match(text, at) is not None


def _particle(text: str, at: int) -> bool:
    """Whether a Korean particle stands here, behind a word of two letters or more."""
    return at > 1 and text[at - 2 : at].isalnum() and _PARTICLE.match(text, at) is not None


def _cuts(text: str, at: int) -> bool:
    """Whether a word or a number goes on across an offset."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if _HELD_LAST.match(after) or _HELD_NEXT.match(before) or _mark(after) or SOFT in (before, after):
        return True
    if any(first < at < last for first, last in amounts(text)):
        return True
    if _worded(before) and _worded(after):
        return not _parts(before, after)
    return _joined(text, at)


def _parts(before: str, after: str) -> bool:
    """Whether two letters that touch may belong to different words."""
    if not (_SET_CLOSE.match(before) or _SET_CLOSE.match(after)):
        return False
    katakana = _KATAKANA.match(before) and _KATAKANA.match(after)
    numeral = _NUMERAL.match(before) and _NUMERAL.match(after)
    return not (katakana or numeral)


def _joined(text: str, at: int) -> bool:
    """Whether a hyphen, an apostrophe or a stop beside an offset joins what stands on both its sides."""
    for sign in (at - 1, at):
        joins = sign > 0 and _worded(text[sign - 1]) and _worded(text[sign + 1 : sign + 2])
        if joins and _joins(text, sign, behind=sign < at):
            return True
    return False


def _joins(text: str, sign: int, *, behind: bool) -> bool:
    """Whether a sign between two letters joins them; `behind` when the place in question is behind it."""
    if text[sign] in "&@":
        return True
    if text[sign] == '"':
        return bool(
            _HEBREW.match(text, sign - 1) and re.match(r"[\u05d0-\u05ea](?!\w)", text[sign + 1 : sign + 3])
        )
    if text[sign] == "-":
        return behind or not _INVERTED.match(text, sign)
    if text[sign] == "'":
        start = max(sign - 10, 0)
        if not behind and _TURKISH_ENDING.match(text, sign + 1) and _named(text, sign):
            return False
        return not (
            behind and any(match.end() == sign + 1 for match in _ELIDED.finditer(text, start, sign + 1))
        )
    if text[sign] == "·" and close_set(text[sign - 1]) and close_set(text[sign + 1]):
        return False
    if text[sign] in ".·":
        run_on = _RUN_ON.match(text, sign)
        return not (run_on and text[sign - 1].islower() and run_on[1].isupper())
    return False


def _named(text: str, end: int) -> bool:
    """Whether the word before an offset is written as a name: `NATO`, `Ankara`."""
    word = text[:end][-1 - _LONGEST_NAME :].rsplit(" ", 1)[-1].strip("\"'(")
    return len(word) > 1 and word.isalpha() and (word.isupper() or (word[0].isupper() and len(word) > 3))


def _worded(sign: str) -> bool:
    """Whether a sign is part of a word: a letter, a digit, a mark on one, an underscore."""
    return bool(sign) and (sign.isalnum() or unicodedata.category(sign) in ("Pc", "Mn", "Mc", "Me"))


def _mark(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "M"
