"""What is found without regard to capitals is what `re.IGNORECASE` finds, in plain ASCII and beyond it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text import amounts, days, figures
from generator.text.caseless import Caseless
from generator.text.numerals import NUMERALS

ASCII = "".join(map(chr, range(128)))
PATTERNS = [r"\bmay\b", r"(?<!\w)(?:ı|kırk|ſo)", "[k-s]+", r"İ|ß", r"no one|first(?=[,.]|\Z)", r"\d\s\W"]


def agree(pattern: str, text: str) -> None:
    expected = [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]
    assert Caseless(pattern).spans(text) == expected
    assert Caseless(pattern).within(text) == bool(expected)


@pytest.mark.parametrize(
    ("pattern", "text", "spans"),
    [
        ("may", "In May, MAY or may", [(3, 6), (8, 11), (15, 18)]),
        ("mai", "im „MAI“", [(4, 7)]),
        ("a", "b", []),
    ],
)
def test_capitals_do_not_count(pattern: str, text: str, spans: list[tuple[int, int]]) -> None:
    assert Caseless(pattern).spans(text) == spans


@given(st.sampled_from(PATTERNS), st.text(st.sampled_from("aAiIkKsSoO mMyY1,.ıİſ\u212aß"), max_size=20))
def test_it_finds_what_re_finds(pattern: str, text: str) -> None:
    agree(pattern, text)


def test_every_letter_that_re_takes_for_one_of_ascii_is_taken_for_it() -> None:
    for sign in map(chr, range(0x80, 0x3000)):
        if any(form.isascii() for form in sign.lower() + sign.upper() + sign.casefold()):
            agree(re.escape(sign), ASCII)
            agree(f"[{sign}]", ASCII)


@pytest.mark.parametrize("language", sorted(NUMERALS))
def test_words_of_each_language_are_found_in_capitals(language: str) -> None:
    relative = days._near(language)
    pattern = figures._idiom(language)
    for found in (relative.any if relative else None, pattern):
        if found is not None:
            for text in (ASCII, found._in_any.pattern.upper(), found._in_any.pattern.title()):
                expected = [match.span() for match in found._in_any.finditer(text)]
                assert found.spans(text) == expected


_SIGNS = st.sampled_from(
    [
        *"Mmм負零マ氷영+±∓~≈<>≤≥.,:/'-()[]\"$€£ 0123456789½²³٣४万亿%‰×x",
        "minus ",
        "минус ",
        "ऋण ",
        "USD",
        "μείον ",
    ]
)


@given(st.lists(_SIGNS, max_size=12).map("".join))
def test_looking_for_the_first_sign_of_a_number_first_passes_over_none(text: str) -> None:
    whole = amounts._NUMBER.pattern
    slowly = re.compile(whole[whole.index("])") + 2 :])
    assert [match.span() for match in slowly.finditer(text)] == [
        match.span() for match in amounts._NUMBER.finditer(text)
    ]
