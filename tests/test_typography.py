"""Typography is evened out in every script, and nothing else is."""

from __future__ import annotations

import pytest

from generator.text.matching import stands_in
from generator.text.typography import SOFT, paragraphs


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("رفضت الحكومة العرض", "‏رفضت ‏الحكومة العرض."),
        ("الحكومة", "الحكـــومة"),
        ("سلام", "\ufeb3\ufefc\ufee1"),
        ("הממשלה", "\u2067הממשלה\u2069 דחתה"),
        ("fine offices", "ﬁne oﬃces"),
        ("NATO 5", "ＮＡＴＯ　５"),
        ("カタカナ", "ｶﾀｶﾅ"),
        ("人", "⼈"),
        ("“so” he said", "»so« he said"),
        ("谈判将继续", "谈判将 继续"),
        ("he said - we go", "he said — we go"),
        ("عبد - الله", "عبد – الله"),
        ("“so” dit-il", "« so » dit-il"),
        ("“so” dit-il", "«\u202fso\u202f» dit-il"),
        ("und “so”", "»da« und »so«"),
        ("so... and", "so . . . and"),
        ("so... and", "so⋯ and"),
        ("he - we", "he -- we"),
        ("ij", "ĳ"),
        ("5~7", "5〜7"),
        ('צה"ל', "צה״ל"),
        ("ג'ון", "ג׳ון"),
    ],
)
def test_another_drawing_of_the_same_signs_is_equal(quote: str, passage: str) -> None:
    assert stands_in(quote, passage)


@pytest.mark.parametrize(
    ("quote", "passage"),
    [("10²", "102"), ("½", "1/2"), ("Ⅳ", "IV"), ("①", "1"), ("ㄓ", "之"), ("ﷺ", "ص"), ("İ", "I"), ("ё", "е")],
)
def test_signs_that_carry_meaning_are_not(quote: str, passage: str) -> None:
    assert not stands_in(quote, passage)


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("They agreed on noth-\ning else.", ["on nothing else"]),
        ("It is non-\ncompliant now.", ["non-compliant now", "noncompliant"]),
        ("in the pre-\nand post-war years", ["the pre- and post-war years"]),
        ("the S-\n400 systems", ["the S-400 systems"]),
        ("the Moscow-\nKiev line", ["the Moscow-Kiev line"]),
        ("Eine Verhand-\nlung", ["Eine Verhandlung"]),
        ("переговоры про-\nдолжатся", ["переговоры продолжатся"]),
        ("谈判将\n继续", ["谈判将继续"]),
        ("交渉は\n  続く。\nそして", ["交渉は続く。そして"]),
        ("one\ntwo", ["one two"]),
        ("협상은\n계속된다", ["협상은 계속된다"]),
    ],
)
def test_lines_of_a_text_join_as_its_script_has_it(text: str, quotes: list[str]) -> None:
    (paragraph,) = paragraphs(text)
    assert [quote for quote in quotes if not stands_in(quote, paragraph)] == []


def test_a_divided_word_is_not_cut_where_it_was_divided() -> None:
    (paragraph,) = paragraphs("It is non-\ncompliant now.")
    assert paragraph == f"It is non{SOFT}compliant now."
    assert not stands_in("compliant now", paragraph)
    assert not stands_in("non", paragraph)
