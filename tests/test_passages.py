"""Words stand in a passage, or they do not: typography is evened out, and nothing else is."""

from __future__ import annotations

import hashlib
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.text.matching import data_digest, digest, fingerprint, places, stands_in, text_digest
from generator.text.nearest import Nearest, nearest
from generator.text.typography import even, normalise, paragraphs
from generator.text.words import whole

SAID = "“We can't yield,” he said — the toll is 7.5 crowns, not 120,000; it's Ruchéi’s «last»…"


@pytest.mark.parametrize(
    "quote",
    [
        "We can't yield", "We can’t yield,", '"We can\'t yield," he said', "he said - the toll", "the toll is 7.5 crowns", "not 120,000", "Ruchéi's \"last\"...",
        "Ruche\u0301i's", "the\u00a0toll", "the\ntoll", "the to\u00adll", "the\u200b toll", "“last”…", "7.5", "120,000",
    ],
)  # fmt: skip
def test_typography_may_differ(quote: str) -> None:
    assert stands_in(quote, SAID)


@pytest.mark.parametrize(
    "quote",
    [
        "We can", "can", "can yield", "We cannot yield", "we can't yield", "the toll is 7", "7", "5 crowns", "75 crowns", "7,5 crowns", "120", "000", "12", "20,000",
        "the tol", "oll is", "he says", "Ruchei's", "not  120.000", "", " ", "it's its",
    ],
)  # fmt: skip
def test_letters_digits_and_words_may_not(quote: str) -> None:
    assert not stands_in(quote, SAID)


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("10²", "102"),
        ("½", "1/2"),
        ("Ⅳ", "IV"),
        ("а", "a"),
        ("straße", "strasse"),
        ("①", "1"),
        ("℃", "°C"),
    ],
)
def test_signs_that_mean_something_else_are_not_equal(quote: str, passage: str) -> None:
    assert not stands_in(quote, passage)


def test_the_second_occurrence_may_be_the_whole_one() -> None:
    assert stands_in("port", "airport and port")


def test_paragraphs_are_the_blocks_between_blank_lines() -> None:
    assert paragraphs("\ufeff\n\none\r\n two\r\n \t\r\n\r\nthree\rfour\n\n\n") == ("one two", "three four")
    assert paragraphs("") == paragraphs(" \n\n ") == ()
    assert paragraphs("one\r\rtwo\r \rXYZ") == ("one", "two", "XYZ")
    assert paragraphs("X one") == ("X one",)


def test_the_nearest_wording_is_found_and_given_in_whole_words() -> None:
    found = nearest(
        "suspended for as long as they are talking",
        ("Nothing here.", "It is “suspended for as long as we are talking”."),
    )
    assert found is not None
    assert (found.paragraph, found.words) == (2, "suspended for as long as we are talking")
    assert nearest("entirely different matters", ("Xyzzy.",)) is None


def test_of_two_wordings_that_are_as_near_the_first_is_given() -> None:
    found = nearest("one door", ("Two doors.", "One door.", "one door", "one door"))
    assert found == Nearest(3, "one door", 100)


def test_three_signs_of_five_are_just_alike_and_two_are_not() -> None:
    assert nearest("abcde", ("zzzzz abc zzzzz",)) == Nearest(1, "zzzzz abc", 60)
    assert nearest("abcde", ("zzzzz ab zzzzz",)) is None


@pytest.mark.parametrize(
    ("text", "cut", "words"),
    [
        ("one two three", "wo", "two"),
        ("one two three", "two", "two"),
        ("one two three", "w", "two"),
        ("one two three", "tw", "two"),
        ("one two three", "ne tw", "one two"),
        ("one two three", "o", "one"),
        ("one two three", "hre", "three"),
        ("one two three", "hree", "three"),
        ("one two three", " two ", "two"),
        ("a b", "b", "b"),
        ("a b", "a", "a"),
        ("ab", "b", "ab"),
        ("ab", "a", "ab"),
        ("'X one' two", "'X one' ", "X one"),
        ('"one" X', 'one" X', 'one" X'),
        ("one-two three", "two", "one-two"),
    ],
)
def test_a_wording_is_widened_to_whole_words(text: str, cut: str, words: str) -> None:
    start, end = whole(text, text.index(cut), text.index(cut) + len(cut))
    assert text[start:end].strip(" \"'") == words


@given(st.text(max_size=60))
def test_normalise_twice_is_normalise_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(max_size=40), st.text(max_size=40))
def test_what_stands_in_stays_so_after_normalising(quote: str, passage: str) -> None:
    assert stands_in(quote, passage) == stands_in(normalise(quote), even(passage))


WORDS = st.lists(
    st.from_regex(
        r"[A-Za-zéüßñД-я]{1,8}|[1-9][0-9]?(\.[0-9])?|[1-9][0-9]{3}|[a-z]{1,4}['’-][a-z]{1,3}", fullmatch=True
    ),
    min_size=4,
    max_size=14,
)
SHAPES = {"'": "'’‘ʼ＇", "’": "'’‘ʼ", "-": "-‐–—−", " ": " \u00a0\u202f\u2009\n"}


@given(WORDS, st.data())
def test_every_typographic_variant_of_a_true_quotation_stands(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    assume(not {"mil", "mila", "bin", "bn", "mn", "mio", "mrd"} & {word.lower() for word in words})
    quote = " ".join(words[start:end])
    variant = "".join(data.draw(st.sampled_from(SHAPES.get(sign, sign))) for sign in quote)
    passage = "“" + " ".join(words) + "”"
    assert stands_in(variant, passage)
    assert stands_in(unicodedata.normalize("NFD", variant), passage)


@given(WORDS, st.data())
def test_no_change_of_a_word_or_a_digit_does(words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(words) - 1))
    word = words[place]
    digits = [at for at, sign in enumerate(word) if sign.isdigit()]
    changes = ["not " + word, word + "s", "x" + word, word.swapcase()]
    changes += [word[:at] + str((int(word[at]) + 1) % 10) + word[at + 1 :] for at in digits]
    changed = data.draw(st.sampled_from(changes))
    assume(changed != word)
    other = [*words[:place], changed, *words[place + 1 :]]
    assert not stands_in(" ".join(other), " ".join(words))


@pytest.mark.parametrize(
    ("quote", "passage"),
    [("7", "7.5 crowns"), (".5 crowns", "7.5 crowns"), ("12", "12.5"), ("5", "7.5"), ("port", "aport")],
)
def test_no_number_or_word_is_cut_at_the_beginning_of_a_paragraph(quote: str, passage: str) -> None:
    assert not stands_in(quote, passage)
    assert stands_in(passage, passage)


def test_words_that_stand_twice_have_two_places() -> None:
    assert places("on", "on and on") == ((0, 2), (7, 9))
    assert places("aa", "aa aa") == ((0, 2), (3, 5))
    assert places("port", "airport, port") == ((9, 13),)
    assert places("on", "on on on") == ((0, 2), (3, 5), (6, 8))
    assert places("one,", "one,two") == ((0, 4),)
    assert places("he [not] said", "and he [not] said") == ((4, 17),)
    assert places("", "on and on") == places("on", "") == ()


def test_fingerprints_are_of_the_words_and_not_of_their_typography() -> None:
    assert fingerprint("one") == hashlib.sha256(b"one").hexdigest()[:16]
    assert digest("“one”  two") == fingerprint('"one" two')
    assert digest("") == "-"
    assert text_digest(("“one”", "two")) == fingerprint('"one"\ntwo')


def test_the_fingerprint_of_a_record_leaves_its_standing_out_and_its_order() -> None:
    record: dict[str, object] = {"b": [1], "a": "é"}
    assert data_digest(record) == fingerprint('{"a": "\\u00e9", "b": [1]}')
    assert data_digest({"standing": 1, **record, "a": "é"}) == data_digest({"a": "é", "b": [1]})
    assert data_digest({**record, "c": None}) != data_digest(record)
