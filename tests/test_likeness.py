"""A name is proposed only where it is like the one that was written, or has all its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.likeness import distance, likest

ACTORS = ("sergei-ryabkov", "sergei-lavrov", "united-states", "juan-guaido", "harbour-master", "un")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("sergei-ryabkow", "sergei-ryabkov"), ("sergeiriabkov", "sergei-ryabkov"), ("harbour-mastre", "harbour-master"), ("lavrov", "sergei-lavrov"),
        ("lavrov-sergei", "sergei-lavrov"), ("Juan Guaido", "juan-guaido"), ("united-states-juan-guaido", ""), ("sergei", ""), ("see", ""), ("harbour-pilot", ""),
        ("us", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_likest_of_some_names(written: str, meant: str) -> None:
    assert likest(written, ACTORS) == meant


@pytest.mark.parametrize(
    ("key", "meant"), [("cites", ""), ("see", ""), ("kind", ""), ("titel", "title"), ("tittle", "title")]
)
def test_a_key_that_is_unlike_is_not_proposed(key: str, meant: str) -> None:
    assert likest(key, ("id", "title", "scope", "speaker", "status")) == meant


@pytest.mark.parametrize(
    ("one", "other", "letters"),
    [
        ("", "", 0),
        ("ab", "", 2),
        ("ab", "ba", 1),
        ("abc", "abd", 1),
        ("abc", "ac", 1),
        ("abc", "xabc", 1),
        ("abcd", "badc", 2),
    ],
)
def test_the_letters_between_two_names(one: str, other: str, letters: int) -> None:
    assert distance(one, other) == letters


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_it_is_as_far_back(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
