"""Chinese, Japanese and Sino-Korean numerals, alone or beside digits, as in 12万."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from generator.text.digits import Figure, digits

HAN_DIGITS: Mapping[str, int] = {
    sign: value
    for value, signs in enumerate(
        (
            "〇零영공",
            "一壹일",
            "二贰貳弐两兩이",
            "三叁參参삼",
            "四肆사",
            "五伍오",
            "六陆陸육륙",
            "七柒칠",
            "八捌팔",
            "九玖구",
        )
    )
    for sign in signs
}
"""The digits of Chinese, Japanese and Sino-Korean numerals."""

HAN_SCALES: Mapping[str, int] = {
    **dict.fromkeys("十拾십", 10),
    **dict.fromkeys("百佰백", 100),
    **dict.fromkeys("千仟천", 1000),
    **dict.fromkeys("万萬만", 10**4),
    **dict.fromkeys("亿億억", 10**8),
    **dict.fromkeys("兆조", 10**12),
}
"""What multiplies the digits before it."""

HAN_COUNTED = (
    "个個名人位次年月日号號件家国國届屆天周倍度点點岁歲艘架枚辆輛项項条條种種起颗顆回本台隻只发發"
    "美欧歐元円圆カヶケか箇つ者社倍%％명번개건년월일차대척곳달러원주살위"
)
"""What is counted: before one of these signs a lone digit is sure to be a number."""

_HAN = "".join((*HAN_DIGITS, *HAN_SCALES))
_HAN_SCALE = "".join(HAN_SCALES)
_FRACTION = re.compile(rf"(?P<below>\d+|[{_HAN}]+)(?:分之|分の|분의)\s?(?P<above>\d+(?:\.\d+)?|[{_HAN}]+)")


def eastern(text: str, subtag: str, decimals: frozenset[str]) -> Iterator[Figure]:
    """Chinese, Japanese and Sino-Korean numerals, alone or beside digits, as in 12万."""
    taken = []
    for match in _FRACTION.finditer(text):
        below, above = (_eastern_value(match[name], decimals) for name in ("below", "above"))
        if below and above is not None:
            taken.append(Figure(*match.span(), frozenset((above / below,))))
    yield from taken
    for figure in taken:
        text = text[: figure.start] + "\0" * (figure.end - figure.start) + text[figure.end :]
    parts = rf"(?:\d[\d,.]*|[{_HAN}])"
    gap = " ?" if subtag == "ko" else ""
    run = re.compile(
        rf"(?P<number>(?:\d[\d,.]*{gap}[{_HAN_SCALE}]|[{_HAN}])(?:{gap}{parts})*)"
        rf"(?P<sign>{gap}(?:[%％]|パーセント|퍼센트|프로))?"
    )
    for match in run.finditer(text):
        number = match["number"].rstrip(" ,.")
        value = _eastern_value(number.replace(" ", ""), decimals)
        if value is None or (subtag == "ko" and not _korean(text, match)):
            continue
        figure = Figure(
            match.start(), match.start("number") + len(number), frozenset((value,)), sure=_surely(text, match)
        )
        if match["sign"]:
            figure = replace(figure, end=match.end(), values=frozenset((value / 100,)), sure=True)
        yield figure


def _surely(text: str, match: re.Match[str]) -> bool:
    """Whether signs are a number: several, or one before what is counted; `一` alone is an article."""
    number = match["number"]
    if any(sign.isdigit() and sign.isascii() for sign in number):
        return True
    if len(number) > 1:
        return not re.fullmatch(rf"[{_HAN_SCALE}]+|十分|一一|万一", number)
    ordinal = text[: match.start()].endswith(("第", "제"))
    after = text[match.end() : match.end() + 1]
    counted = bool(after) and after in HAN_COUNTED
    return number not in "一일이" and number not in HAN_SCALES and (ordinal or counted)


def _korean(text: str, match: re.Match[str]) -> bool:
    """Whether syllables are a number: at the beginning of a word, at its end or before what is counted."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    begins = not ("가" <= before <= "힣") or before in "제약총"
    return begins and (not ("가" <= after <= "힣") or after in HAN_COUNTED or after in "여의이가은는을를에")


def _eastern_value(number: str, decimals: frozenset[str]) -> Fraction | None:
    pieces = re.findall(rf"\d[\d,.]*|[{_HAN}]", number)
    if len(pieces) > 1 and all(piece in HAN_DIGITS for piece in pieces):
        return Fraction(int("".join(str(HAN_DIGITS[piece]) for piece in pieces)))
    total, section, current = Fraction(0), Fraction(0), Fraction(-1)
    for piece in pieces:
        if piece in HAN_DIGITS:
            current = Fraction(HAN_DIGITS[piece])
        elif piece in HAN_SCALES and HAN_SCALES[piece] < 10**4:
            section += (current if current >= 0 else 1) * HAN_SCALES[piece]
            current = Fraction(-1)
        elif piece in HAN_SCALES:
            section += max(current, Fraction(0))
            total += (section or 1) * HAN_SCALES[piece]
            section, current = Fraction(0), Fraction(-1)
        else:
            readings = digits(piece.rstrip(",."), decimals or frozenset("."))
            current = max(readings)
    return total + section + max(current, Fraction(0))
