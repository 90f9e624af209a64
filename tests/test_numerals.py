"""Numerals at their edges: what is one number, what is two, and what is none."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from generator.text.days import Day, relative
from generator.text.digits import digits
from generator.text.figures import read
from tests.test_figures import days, values

Value = int | Fraction


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("والعشرون", [20]),  # and the twenty
        ("وعشرون", [20]),  # and twenty
        ("العشرون", [20]),  # the twenty
        ("بالعشرين", [20]),  # with the twenty
        ("بعشرين", [20]),  # with twenty
        ("للعشرين", [20]),  # for the twenty
        ("لعشرين", [20]),  # for twenty
        ("فعشرون", [20]),  # so twenty
        ("كعشرين", [20]),  # like twenty
        ("خمسة وعشرون", [25]),  # five and twenty
        ("وكعشرين", []),  # no such particle
    ],
)
def test_particles_are_written_in_one_with_an_arabic_numeral(text: str, wanted: list[int]) -> None:
    assert values(text, "ar") == [{value} for value in wanted]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "twenty ten", [2010]),  # a year
        ("en", "twenty twenty", [2020]),
        ("en", "nine ten", [9, 10]),
        ("en", "twenty three four", [23, 4]),
        ("en", "two thousand nineteen", [2019]),
        ("en", "thousand million", [10**9]),
        ("en", "five million two thousand and one", [5002001]),
        ("en", "two hundred twenty", [220]),
        ("en", "one hundred thousand", [100000]),
        ("en", "one and two", [1, 2]),
        ("en", "half nine", [Fraction(1, 2), 9]),
        ("de", "einundzwanzig", [21]),
        ("de", "zehn und zwanzig", [10, 20]),
        ("de", "neun hundert", [900]),
        ("de", "zweihundertfünfzigtausend", [250000]),
        ("de", "dreizehn", [13]),
        ("de", "zwanzigster", [20]),
        ("de", "zwanzigeck", []),  # nothing but numerals in one word
        ("fr", "soixante-quinze", [75]),
        ("fr", "quatre-vingt-douze", [92]),
        ("fr", "quarante douze", [40, 12]),
        ("fr", "soixante vingt", [60, 20]),
    ],
)
def test_words_that_belong_together_are_one_number(language: str, text: str, wanted: list[Value]) -> None:
    assert values(text, language) == [{value} for value in wanted]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("zh", "5%", [Fraction(1, 20)]),
        ("zh", "百分之五十", [Fraction(1, 2)]),
        ("zh", "千分之五", [Fraction(1, 200)]),
        ("ja", "十二パーセント", [Fraction(3, 25)]),
        ("ko", "십이 퍼센트", [Fraction(3, 25)]),
        ("zh", "二十", [20]),
        ("zh", "二〇", [20]),
        ("zh", "一百零五", [105]),
        ("zh", "百万", []),  # "millions": not one sure number
        ("zh", "三百万", [3000000]),
        ("zh", "一亿二千万", [120000000]),
        ("zh", "十分重要", []),  # "very"
        ("zh", "第三", [3]),
        ("ko", "제삼", [3]),
        ("zh", "三天", [3]),
        ("zh", "三", []),
        ("zh", "一天", []),  # an article
        ("ko", "오명", [5]),
        ("ko", "이십명", [20]),
        ("ko", "약이십명", [20]),  # about twenty
        ("ko", "총이십명", [20]),  # twenty in all
        ("ko", "회의 이십명", [20]),
        ("ko", "서울이십명", []),  # in the middle of a word
        ("ko", "이십은", [20]),
        ("ko", "이십세기", []),  # a word of its own
        ("ko", "사람", []),
        ("ko", "삼국", []),
        ("ko", "이천 십구", [2019]),
        ("ko", "1만 3000명", [13000]),
        ("zh", "1万 3", [10000, 3]),
        ("zh", "1,200万", [12000000]),
        ("zh", "1.5亿，", [150000000]),
        ("zh", "二分之一和三天", [Fraction(1, 2), 3]),
        ("zh", "人民三分之二，五天", [Fraction(2, 3), 5]),
    ],
)
def test_eastern_numerals(language: str, text: str, wanted: list[Value]) -> None:
    assert values(text, language) == [{value} for value in wanted]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "2019-12-31, 2019-01-01", [(2019, 12, 31), (2019, 1, 1)]),
        ("en", "2019-13-01, 2019-00-01, 2019-01-32", []),
        ("zh", "一月三十一日", [(None, 1, 31)]),
        ("zh", "十二月十日", [(None, 12, 10)]),
        ("zh", "二〇一九年五月", [(2019, 5, None)]),
        ("zh", "二零一九年十月二十日", [(2019, 10, 20)]),
        ("zh", "13月1日", []),
        ("zh", "1月32日", []),
        ("zh", "1月", [(None, 1, None)]),
    ],
)
def test_there_are_twelve_months_and_up_to_31_days(
    language: str, text: str, wanted: list[tuple[int | None, int | None, int | None]]
) -> None:
    assert [set(place) for place in days(text, language)] == [{Day(*day)} for day in wanted]


def test_a_bare_day_of_the_month_is_the_last_one_or_the_next() -> None:
    assert relative("le 14", "fr", date(2019, 5, 14)) == {Day(2019, 5, 14), Day(2019, 6, 14)}
    assert relative("le 15", "fr", date(2019, 5, 14)) == {Day(2019, 4, 15), Day(2019, 5, 15)}
    assert relative("le 31", "fr", date(2019, 5, 1)) == {Day(2019, 3, 31), Day(2019, 5, 31)}


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("1,234,567", {1234567}),
        ("12,34,567", {1234567}),
        ("1,23,456", {123456}),
        ("12,345", {12345}),
        ("1,2345,678", set()),
        ("12,34,56", set()),
        ("1,2,345", set()),
        ("12,34", {Fraction(1234, 100)}),
        ("1,234.5", {Fraction(12345, 10)}),
        ("0,123", {Fraction(123, 1000)}),
    ],
)
def test_digits_are_grouped_by_threes_or_as_in_india(written: str, wanted: set[Value]) -> None:
    assert digits(written, frozenset(".")) == wanted


def test_a_day_is_no_number() -> None:
    assert [set(figure.values) for figure in read("on 14 May 2019 with 3 others", "en").figures] == [{3}]
