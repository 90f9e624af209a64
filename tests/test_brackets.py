"""Brackets and omissions never turn a sentence round, and never hide what they replace."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import build
from generator.text.brackets import fault
from generator.text.matching import own_words, places, stands_in
from generator.text.typography import even, normalise
from generator.text.words import close_set
from tests.conftest import harbour_texts, with_part

BRACKETS = "The boards of both ports met on Thursday, and he said that they would talk again in May."


@pytest.mark.parametrize(
    "quote",
    [
        "The boards [...] met on Thursday", "boards of both ports […] would talk again", "[...] they would talk again [...]", "[t]he boards of both ports",
        "[the master] said that they would talk", "and [Brandt] said that", "they [the boards] would talk", "they would talk [...] in May", "boards [...] met [...] they would talk",
    ],
)  # fmt: skip
def test_brackets_follow_the_usual_rules_of_quotation(quote: str) -> None:
    assert stands_in(quote, BRACKETS)


@pytest.mark.parametrize(
    "quote",
    [
        "met on Thursday [...] The boards", "The boards [...] Thursday [...] May", "The boards [...] met on Friday", "[s]he boards", "he said [...] not", "[...]", "[said]", "they [would talk again] May",
        "The boards [...] the", "boards [of three] ports met", "he said [not] that they", "they would [never] talk again", "he said that [x] talk again in May", "[t]he boar",
        "and [Brandt] said that they [never] would talk", "[t]he boards [all] of both ports [not] met",
    ],
)  # fmt: skip
def test_brackets_hide_no_change(quote: str) -> None:
    assert not stands_in(quote, BRACKETS)


@pytest.mark.parametrize(
    ("quote", "begins"),
    [
        ("The boards [...] Thursday [...] they", "The boards"),
        ("met [...] that", "met on"),
        ("[the master] said that they", "he said that"),
        ("[H]e said that", "he said"),
        ("he said that [T]hey would", "he said"),
        ("[T]hey [now] would talk", "they would"),
        ("they [now] would talk [A]gain in May", "they would"),
        ("boards [a] of both ports", "boards of"),
        ("they would [now] [...] talk again", "they would"),
        ("both [sea] [...] said", "both ports"),
    ],
)
def test_words_with_brackets_begin_where_the_first_word_of_the_source_does(quote: str, begins: str) -> None:
    assert [start for start, _ in places(quote, BRACKETS)] == [BRACKETS.index(begins)]


@pytest.mark.parametrize(
    "quote",
    [
        "[Th]e boards",
        "he lied that [t]hey would",
        "they [now] would talk [a]gone",
        "[x]e said",
        "[...] [all]",
        "both [a]ports",
    ],
)
def test_brackets_stand_for_no_other_letters(quote: str) -> None:
    assert places(quote, BRACKETS) == ()


def test_brackets_that_the_source_itself_has_stand_as_they_are() -> None:
    assert stands_in("he [sic] said", "and he [sic] said")


@given(st.text(alphabet="ab [].…'", max_size=80), st.text(alphabet="ab [].…'", max_size=80))
def test_matching_is_total(quote: str, passage: str) -> None:
    assert stands_in(quote, passage) in (True, False)


ENEMIES = "We are not enemies, we are partners with one door."
FOUND = "The Commission found that North Port has not complied with three orders."


@pytest.mark.parametrize(
    ("quote", "passage", "word"),
    [
        ("We are [] enemies", ENEMIES, "an empty bracket"),
        ("We are [sworn] enemies", ENEMIES, "“not”"),
        ("We are [...] enemies", ENEMIES, "“not”"),
        ("[...] enemies, we are", ENEMIES, "“not”"),
        ("[We are] enemies", ENEMIES, "“not”"),
        ("We are not [friends], we are", ENEMIES, "“enemies”"),
        ("We are not [friends]", ENEMIES, "“enemies,”"),
        ("We are not [n.o.t] enemies", ENEMIES, "“not”"),
        ("We are not [n o t] enemies", ENEMIES, "“not”"),
        ("We are not [nоt] enemies", ENEMIES, "“nоt”"),
        ("We are not [пот] enemies", ENEMIES, "“пот”"),
        ("We are not [n\u200dot] enemies", ENEMIES, "ot”"),
        ("We are not [n\u0335ot] enemies", ENEMIES, "ot”"),
        ("We are not [ｎｏｔ] enemies", ENEMIES, "“not”"),
        ("We are not [II] enemies", ENEMIES, "“II”"),
        ("We are not [¬] enemies", ENEMIES, "“¬”"),
        ("We are not [always] enemies", ENEMIES, "“always”"),
        ("has [fully] complied", FOUND, "“fully”"),
        ("with [99] orders", FOUND, "“99”"),
        ("with [the] orders", FOUND, "“three”"),
        ("The [Court] found that", FOUND, "“Commission”"),
        ("[South Port] has not complied", FOUND, "“North Port”"),
        ("that [South] Port has not", FOUND, "“North”"),
        ("Yesterday [Lavrov] said that", "Yesterday Pompeo said that", "“Pompeo”"),
        ("[Lavrov] said that they", "Pompeo said that they", "“Pompeo”"),
        ("We are [...] friends", "We are enemies. They are friends of ours.", "the middle"),
        ("non[e] of it", "non of it", "“none”"),
    ],
)
def test_a_bracket_that_says_something_else_is_named(quote: str, passage: str, word: str) -> None:
    assert not stands_in(quote, passage)
    assert word in fault(normalise(quote), even(passage))


@pytest.mark.parametrize(
    ("quote", "passage", "own"),
    [
        ("[Mike Pompeo] said that", "so Pompeo said that they", "Pompeo said that"),
        ("[Brandt] said", "and he said so", "he said"),
        ("talk to [the boards]", "They talk to them again.", "talk to them"),
        ("he agree[d] to", "he agrees to talk", "he agrees to"),
        ("they [were] there", "they are there", "they are there"),
        ("Порт [...] подписал", "Порт по договору подписал", "Порт по договору подписал"),
        ("他[普京]表示", "外长说，他表示同意", "他表示"),
        ("We are. [...] We go.", "We are. They stay here. We go.", "We are. They stay here. We go."),
    ],
)
def test_what_is_accepted_shows_what_the_source_has(quote: str, passage: str, own: str) -> None:
    assert stands_in(quote, passage)
    assert own_words(normalise(quote), even(passage)) == own


OMITTED = [
    ("Albanian", "Ne nuk jemi armiq", "nuk"),
    ("Arabic", "نحن لسنا أعداء", "لسنا"),
    ("Armenian", "Մենք թշնամիներ չենք ասաց", "չենք"),
    ("Bengali", "আমরা শত্রু নই বলে", "নই"),
    ("Chinese", "我們反對簽署協議", "反對"),
    ("Croatian", "Mi nismo neprijatelji", "nismo"),
    ("Czech", "My nejsme nepřátelé", "nejsme"),
    ("Danish", "De har måske betalt", "måske"),
    ("Dutch", "Wij zijn geen vijanden", "geen"),
    ("English", "They disputed that it is closed", "disputed"),
    ("Estonian", "Me pole vaenlased", "pole"),
    ("Finnish", "Satama ei ole suljettu", "ei"),
    ("French", "Ils ont démenti avoir signé", "démenti"),
    ("Georgian", "ჩვენ არ ვართ მტრები", "არ"),
    ("German", "Sie dementierten die Zahlung", "dementierten"),
    ("Greek", "Το λιμάνι ΔΕΝ υπέγραψε", "ΔΕΝ"),
    ("Hebrew", "הנמל ואינו חותם", "ואינו"),
    ("Hindi", "हम दुश्मन नहीं हैं", "नहीं"),
    ("Hungarian", "A kikötő nem írta alá", "nem"),
    ("Indonesian", "Kami bukan musuh", "bukan"),
    ("Italian", "Loro smentiscono la firma", "smentiscono"),
    ("Japanese", "我々は署名を拒んだと述べた", "を拒んだ"),
    ("Khmer", "យើងមិនមែនជាសត្រូវ", "មិនមែន"),
    ("Korean", "우리는 서명을 거부했다 라고", "거부했다"),
    ("Latvian", "Mēs neesam ienaidnieki", "neesam"),
    ("Persian", "ما دشمن نیستیم گفت", "نیستیم"),
    ("Polish", "Oni odmówili podpisania", "odmówili"),
    ("Portuguese", "Eles talvez assinem", "talvez"),
    ("Romanian", "Portul n-a semnat", "n-a"),
    ("Russian", "Порт отказался подписать", "отказался"),
    ("Serbian", "Ми нисмо непријатељи", "нисмо"),
    ("Spanish", "Ellos desmintieron la firma", "desmintieron"),
    ("Swedish", "De vägrade skriva på", "vägrade"),
    ("Tamil", "நாங்கள் எதிரிகள் அல்ல என்றார்", "அல்ல"),
    ("Thai", "เราไม่ใช่ศัตรู", "ไม่ใช่"),
    ("Turkish", "Anlaşmayı imzalamayacaklar dedi", "imzalamayacaklar"),
    ("Ukrainian", "Порт не підписав", "не"),
    ("Vietnamese", "Họ từ chối ký kết", "từ chối"),
]


@pytest.mark.parametrize(("language", "passage", "word"), OMITTED, ids=[row[0] for row in OMITTED])
def test_no_omission_hides_a_word_that_turns(language: str, passage: str, word: str) -> None:
    quote = passage.replace(word, "[...]", 1)
    assert not stands_in(quote, passage), language
    assert "hide" in fault(normalise(quote), even(passage)) or close_set(passage), language


@pytest.mark.parametrize(
    "word",
    [
        "по",
        "так",
        "美国",
        "bạn",
        "với",
        "onze",
        "kona",
        "kontrol",
        "vieta",
        "suspended",
        "neighbours",
        "неделя",
        "Бишкек",
        "katika",
        "Hawaii",
        "мы",
    ],
)
def test_an_everyday_word_may_be_left_out(word: str) -> None:
    assert stands_in("one [...] end", f"one {word} end")


def test_brackets_in_a_long_text_come_to_an_end() -> None:
    assert not stands_in("[x] a [...] b", "a " * 4000 + "c")


@pytest.mark.parametrize(
    ("sentence", "stands_at", "says"),
    [
        ("It is “suspended for as long as we are talking” and “suspended for as [] long”.", "[]", "empty"),
        ("The toll [of old] is “suspended [never] for as long”.", "[never]", "“never”"),
        ("It is [] “suspended for as long [never] as we”, [never].", "[never]", "“never”"),
        ("It is “pended for as long as we are talking”.", "pended", "cuts a word"),
        ("It is “suspended for as long as we are talk”.", "talk", "cuts a word"),
        (
            "It is “told the meeting that the toll”, and “suspended for as long as we are talk”.",
            "talk”",
            "cuts",
        ),
    ],
)
def test_what_a_quotation_may_not_do_is_shown_at_its_word(sentence: str, stands_at: str, says: str) -> None:
    part = f"summary:\n  - text: {sentence}\n    cites: [gazette-0301#6]\n"
    (found,) = build.check(with_part(part), harbour_texts()).diagnostics
    assert found.span.start.column - 1 == part.splitlines()[1].index(stands_at)
    assert says in found.message
    assert found.hint.startswith(
        ("quote the source's own words there, or make two", "quote the whole: “suspended for")
    )


@pytest.mark.parametrize("mark", ["\u0336", "\u20dd", "\u2060"])
def test_no_mark_over_a_letter_hides_a_negation_that_is_brought_in(mark: str) -> None:
    assert "n" in fault(normalise(f"they [n{mark}ot] would talk"), even(BRACKETS))
    assert not stands_in(f"they [n{mark}ot] would talk", BRACKETS)
