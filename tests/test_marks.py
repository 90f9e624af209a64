"""Quotation marks of every language give somebody's words, and an apostrophe does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.marks import quotations, quoted, unquoted


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('He said "one," and then "two".', ("one", "two")),
        ("“one” «two» „three“ „four” ＂five＂ 〝six〞", ("one", "two", "three", "four", "five", "six")),
        ("Er sagte »eins«, dann ‚zwei‘ und „drei“.", ("eins", "zwei", "drei")),
        ("Han sa ”ett”, sedan »två».", ("ett", "två")),
        ("Il a dit « un », puis ‹ deux ›.", ("un", "deux")),
        ("Он сказал: «один», потом „два“.", ("один", "два")),
        ("彼は「一」と言い、『二』と言った。", ("一", "二")),
        ("他说“一”，又说「二」。", ("一", "二")),
        ("He said ‘one’, not 'two'.", ("one", "two")),
        ("«He said „one“ twice» and “a ‘b’ c”", ("He said „one“ twice", "a ‘b’ c")),
        ("«Он сказал «да» дважды»", ("Он сказал «да» дважды",)),
        ("“one“ is set badly", ("one",)),
        ("It's the ports' toll, isn't it? The '90s, rock 'n' roll, l’accord, the boards’ view.", ()),
        ("« \u00a0un\u202f »", ("un",)),
        ('הוא אמר "ארה"ב תחתום" היום', ('ארה"ב תחתום',)),
        ('צה"ל ומנכ"ל', ()),
        ('ב"הארץ" נכתב', ("הארץ",)),
        ('a 5" pipe and a 6½" pipe', ()),
        ("Han sa ’ett’ och ❝två❞", ("ett", "två")),
        ("said ‘20 men’ in the ‘90s", ("20 men",)),
        ("’s avonds zei hij ‘ja’", ("ja",)),
        ("'Tis the boards' view", ()),
        ('An open " mark', ()),
        ('""', ()),
        ("“X,” he said, and “Xyz; X”.", ("X", "Xyz; X")),
        ("“...” and “ ; ” say nothing.", ()),
    ],
)
def test_words_between_quotation_marks(text: str, words: tuple[str, ...]) -> None:
    assert quoted(text) == words


def test_the_quotations_of_a_text_are_blanked_out_and_nothing_else() -> None:
    assert (
        unquoted("He said “one”, »two« and the boards' view.") == "He said      ,       and the boards' view."
    )


@given(st.text(alphabet="ab “”„\"«»‘’‚'‹›「」", max_size=40))
def test_quotations_lie_one_behind_the_other(text: str) -> None:
    ends = [at for pair in quotations(text) for at in pair]
    assert ends == sorted(ends)
    assert len(unquoted(text)) == len(text)


def test_forty_thousand_marks_come_to_an_end() -> None:
    assert quoted("«“" * 20_000) == quoted("‘" * 40_000) == ()
