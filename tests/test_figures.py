"""Numbers and days in texts are read as exact values, and the figures of an entry are held against its passages."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator import build, disk
from generator.cli import main
from generator.corpus.entries import Placed, PlacedEntry
from generator.evidence.figures import Figures, Names
from generator.records.vocabulary import ActorKind
from generator.text.days import Day, in_years, relative
from generator.text.figures import read
from generator.text.numerals import NUMERALS
from generator.view.settings import Settings
from tests.conftest import ROOT, Seen, edit, findings, harbour, harbour_texts, with_part

NUMBERS = ROOT / "tests/numbers"


def values(text: str, language: str) -> list[set[Fraction | str]]:
    """The values, or the name, of each number that is sure to be one."""
    return [
        {figure.name} if figure.name else set(figure.values)
        for figure in read(text, language).figures
        if figure.sure
    ]


def days(text: str, language: str) -> list[set[Day]]:
    return [set(place.days) for place in read(text, language).days]


def spelled() -> Iterator[tuple[str, int, str]]:
    for path in sorted(NUMBERS.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            number, _, words = line.partition("\t")
            yield path.stem, int(number), words


SPELLED = sorted({language for language, _, _ in spelled()})
"""The languages whose numbers num2words spells: it made the files, and knows no Chinese."""


def test_every_language_but_chinese_has_numbers_in_words_to_be_tried() -> None:
    assert {*SPELLED, "zh"} == NUMERALS.keys()


@pytest.mark.parametrize("language", SPELLED)
def test_numbers_in_words_have_the_value_that_another_program_spelled(language: str) -> None:
    wrong = [
        (number, words, values(words, language))
        for name, number, words in spelled()
        if name == language and [{Fraction(number)}] != [set(f.values) for f in read(words, language).figures]
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "120,000 and 120 000 and 120'000 and 120\u202f000", [120000] * 4),
        ("en", "1,20,000", [120000]),
        ("en", "a dozen, two dozen", [12, 24]),
        ("en", "thirteen thousand", [13000]),
        ("en", "nineteen eighty-four", [1984]),
        ("en", "7.5 percent, 50 %, half", [Fraction(3, 40), Fraction(1, 2), Fraction(1, 2)]),
        ("en", "two thirds, 2½, 3/4", [Fraction(2, 3), Fraction(5, 2), Fraction(3, 4)]),
        ("en", "one and a half million", [1500000]),
        ("en", "it was −3 degrees, minus 4", [-3, -4]),
        ("en", "$3bn, 12 lakh, 2 crore", [3 * 10**9, 1200000, 2 * 10**7]),
        ("en", "S-400, the G20 and the G-20", ["s400", "g20", "g20"]),
        ("en", "an 18-month term, mid-2019", [18, 2019]),
        ("en", "World War II, not I or mix", [2]),
        ("en", "no one, one another, the first one, one of the ministers; Lavrov first, then", []),
        ("en", "10² and H₂O", [10]),
        ("en", "2,3,4 and 1.2.3", [2, 3, 4, 1, 2, 3]),
        ("zh", "三分之二", [Fraction(2, 3)]),
        ("de", "dreizehntausend von 120.000, die Hälfte, 3,5 Mio.", [13000, 120000, Fraction(1, 2), 3500000]),
        ("fr", "quatre-vingt-dix-sept, 12 pour cent, 120 000", [97, Fraction(3, 25), 120000]),
        ("es", "cinco mil millones, 5 mil millones", [5 * 10**9] * 2),
        ("ru", "13 тыс., двадцатью тремя, второй", [13000, 23, 2]),
        ("zh", "一万三千人，13万，二〇一九年，百分之十二，两国", [13000, 130000, 2019, Fraction(3, 25), 2]),
        ("zh", "一般、统一、一个", []),
        ("ja", "1万3000人、第二回", [13000, 2]),
        ("ko", "1만3000명, 세 번", [13000, 3]),
        ("ko", "이 사람은 일본에 세상", []),
        ("ar", "١٢٠٬٠٠٠ جندي و ثلاثة عشر ألف", [120000, 13000]),
        ("fa", "۱۳ هزار نفر", [13000]),
        ("tr", "yüzde 12, on üç bin", [Fraction(3, 25), 13000]),
        ("hi", "१,२०,०००", [120000]),
    ],
)
def test_numbers_are_read(language: str, text: str, wanted: list[int | Fraction | str]) -> None:
    assert values(text, language) == [{value} for value in wanted]


def test_what_can_be_read_in_two_ways_has_both_values() -> None:
    assert values("5 to 7 million", "en") == [{5, 5 * 10**6}, {7 * 10**6}]
    assert values("2018-19", "en") == [{2018}, {19, 2019}]
    assert values("120.000", "xx") == [{120, 120000}]
    assert values("120.000", "en") == [{120}]
    assert [set(f.values) for f in read("120.000", "en", "es").figures] == [{120, 120000}]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "14 May 2019", [(2019, 5, 14)]),
        ("en", "May 14, 2019 and May 14", [(2019, 5, 14), (None, 5, 14)]),
        ("en", "on 28 and 29 June", [(None, 6, 28), (None, 6, 29)]),
        ("en", "in May it may rain in March; they march", [(None, 5, None), (None, 3, None)]),
        ("en", "2019-05-14, and the end of June 2019", [(2019, 5, 14), (2019, 6, None)]),
        (
            "en",
            "the third of May; Sept 11, 2001; 6–12 May",
            [(None, 5, 3), (2001, 9, 11), (None, 5, 6), (None, 5, 12)],
        ),
        ("ru", "третьего мая", [(None, 5, 3)]),
        ("zh", "6月28日至29日", [(None, 6, 28), (None, 6, 29)]),
        ("en", "last week", []),
        ("de", "am 14. Mai 2019", [(2019, 5, 14)]),
        ("fr", "le 1er mai", [(None, 5, 1)]),
        ("es", "el 14 de mayo de 2019", [(2019, 5, 14)]),
        ("it", "14 maggio 2019", [(2019, 5, 14)]),
        ("pt", "14 de maio de 2019", [(2019, 5, 14)]),
        ("nl", "14 mei 2019", [(2019, 5, 14)]),
        ("ru", "14 мая 2019 года, в мае", [(2019, 5, 14), (None, 5, None)]),
        ("uk", "14 травня", [(None, 5, 14)]),
        ("pl", "14 maja 2019 r.", [(2019, 5, 14)]),
        ("tr", "14 Mayıs 2019'da", [(2019, 5, 14)]),
        ("tr", "14 NİSAN 2019, 14 KASIM", [(2019, 4, 14), (None, 11, 14)]),
        ("en", "14 AUGUST, 14 Auguſt", [(None, 8, 14), (None, 8, 14)]),
        ("ar", "١٤ مايو 2019", [(2019, 5, 14)]),
        ("fa", "۱۴ ژوئن ۲۰۱۹", [(2019, 6, 14)]),
        ("zh", "2019年5月14日, 五月十四日", [(2019, 5, 14), (None, 5, 14)]),
        ("ja", "2019年5月14日", [(2019, 5, 14)]),
        ("ko", "2019년 5월 14일", [(2019, 5, 14)]),
    ],
)
def test_days_are_read(language: str, text: str, wanted: list[tuple[int | None, ...]]) -> None:
    assert days(text, language) == [{Day(*day)} for day in wanted]


def test_a_day_in_digits_can_be_two_days() -> None:
    assert days("05/06/2019", "en") == [{Day(2019, 5, 6), Day(2019, 6, 5)}]
    assert days("14/05/2019", "en") == [{Day(2019, 5, 14)}]


ISSUED = date(2019, 5, 15)  # a Wednesday


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "today", ["2019-5-15"]),
        ("en", "sent yesterday", ["2019-5-14"]),
        ("ru", "завтра", ["2019-5-16"]),
        ("en", "on Wednesday", ["2019-5-15", "2019-5-22"]),
        ("fr", "mardi soir", ["2019-5-14", "2019-5-21"]),
        ("ru", "в среду", ["2019-5-15", "2019-5-22"]),
        ("fr", "le 14", ["2019-5-14", "2019-6-14"]),
        ("en", "the 31st", ["2019-3-31", "2019-5-31"]),
        ("zh", "昨天", ["2019-5-14"]),
        ("en", "last week, 14 soldiers", []),
    ],
)
def test_a_day_named_by_the_day_of_issue(language: str, text: str, wanted: list[str]) -> None:
    assert sorted(day.iso for day in relative(text, language, ISSUED)) == wanted


def test_a_day_without_a_year_is_in_the_nearest_one() -> None:
    assert in_years(Day(None, 6, 28), ISSUED) == (Day(2019, 6, 28),)
    assert in_years(Day(None, 12, None), ISSUED) == (Day(2018, 12, None),)
    assert in_years(Day(None, 11, 14), ISSUED) == (Day(2018, 11, 14), Day(2019, 11, 14))
    assert in_years(Day(2014, 3, None), ISSUED) == (Day(2014, 3, None),)


GROUPS = st.sampled_from([",", " ", "\u00a0", "\u2009", "\u202f", "'", "’"])
ZEROS = st.sampled_from([0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0x1040, 0xFF10])


@given(st.integers(0, 10**12), GROUPS, ZEROS)
def test_a_number_in_digits_is_itself_in_every_script_and_grouping(number: int, sign: str, zero: int) -> None:
    text = f"{number:,}".replace(",", sign)
    other = "".join(chr(zero + int(digit)) if digit.isdigit() else digit for digit in text)
    assert values(f"the {other} of them", "en") == [{number}]


@given(st.integers(0, 10**9), st.integers(1, 999999), st.sampled_from(["enderufrzhtr", "xx"]))
def test_decimals_are_exact(whole: int, part: int, language: str) -> None:
    text = f"{whole}.{part:07d}"
    assert values(text, language) == [{Fraction(whole * 10**7 + part, 10**7)}]


@given(st.text(max_size=200), st.sampled_from([*NUMERALS, "", "xx", "zh-Hant"]))
def test_any_text_can_be_read_and_every_figure_stands_in_it(text: str, language: str) -> None:
    reading = read(text, language)
    places = [(day.start, day.end) for day in reading.days]
    places += [(figure.start, figure.end) for figure in reading.figures]
    assert all(0 <= start < end <= len(text) for start, end in places)


@given(
    st.lists(
        st.sampled_from(
            [
                "two",
                "million",
                "and",
                "a",
                "half",
                "7",
                ".",
                ",",
                "%",
                "-",
                "May",
                "twenty",
                "hundred",
                "S",
                "20",
                "的",
                "万",
                "三",
            ]
        )
    )
)
def test_numerals_in_any_order_come_to_an_end(words: list[str]) -> None:
    for language in ("en", "zh", "de"):
        read(" ".join(words), language)
        read("".join(words), language)


def said(part: str) -> list[str]:
    return [
        diagnostic.message
        for diagnostic in build.check(with_part(part), harbour_texts()).diagnostics
        if diagnostic.code.name in ("figure-not-found", "name-not-found")
    ]


def test_a_figure_that_its_passage_has_not_is_an_error_at_the_figure() -> None:
    part = "accounts:\n  - text: Skippers paid 7.5 crowns, then 9 million.\n    cites: [courier-0302#3]\n"
    assert findings(part) == [("figure-not-found", 2, 42)]
    assert said(part) == ["the sentence says 9 million; courier-0302#3 has 7.5"]


def test_what_is_reckoned_is_named_there() -> None:
    part = "summary:\n  - {{text: They paid 15 crowns., reckoned: '{0}', cites: [courier-0302#3]}}\n"
    assert said(part.format("Twice 7.5 crowns are 15 crowns.")) == []
    assert said(part.format("Twice 7.5 crowns are 16 crowns.")) != []


def test_readers_see_what_was_reckoned() -> None:
    part = "summary:\n  - {text: They paid 15 crowns., reckoned: Twice 7.5 crowns are 15., cites: [courier-0302#3]}\n"
    built = build.build(with_part(part), harbour_texts(), Settings())
    assert (
        "Reckoned. Twice 7.5 crowns are 15."
        in Seen(built.files["docs/dossiers/harbour/index.md"].decode()).flat
    )


def test_the_lock_vouches_for_figures_where_no_text_is_at_hand(project: Path) -> None:
    def check(*words: str) -> Result:
        return CliRunner().invoke(main.cli, [*words, "--root", str(project)])

    assert check("lock", "--texts", str(project / "seeds/texts")).exit_code == 0
    shutil.rmtree(project / "seeds/texts")
    assert check("check").exit_code == 0
    edit(project / "briefings/harbour.yaml", "text: The two ports agreed", "text: The three ports agreed")
    result = check("check")
    assert result.exit_code == 1
    assert "briefings/harbour.yaml:7:15: error[not-verified]: the figures of this entry" in result.output


def test_what_an_entry_rests_on_bears_its_figures_out() -> None:
    part = (
        "summary:\n  - {text: They paid 7.5 crowns., cites: [gazette-0301#4], rests_on: [toll-collected]}\n"
    )
    assert said(part) == []
    assert said(part.replace(", rests_on: [toll-collected]", "")) != []


def test_a_passage_that_says_otherwise_bears_nothing_out() -> None:
    part = (
        "summary:\n  - text: They paid 7.5 crowns.\n    cites: [gazette-0301#4, "
        "{source: courier-0302, paragraph: 3, relation: disputes}]\n"
    )
    assert said(part) == ["the sentence says 7.5; gazette-0301#4 has two"]


def test_a_date_is_borne_out_by_the_day_of_issue() -> None:
    part = "timeline:\n  - {{date: {0}, text: Skippers paid., cites: [courier-0302#3]}}\n"
    assert said(part.format("2031-02-28")) == []  # Friday, before Sunday 2 March
    assert said(part.format("2031-02-27")) == ["the date is 2031-02-27; courier-0302#3 has 7.5"]
    assert said(part.format("2031-02-28/2031-03-09")) != []


def test_an_actor_whom_no_passage_names_is_a_warning_unless_there_is_a_doubt() -> None:
    part = "summary:\n  - text: North Port and the Commission want talks.\n    cites: [gazette-0301#4]\n"
    assert said(part) == ["the sentence names North Port; gazette-0301#4 does not name `north-port`"]
    assert said(part + "    doubt: They may be meant.\n") == []
    assert said(part.replace("#4", "#5")) == []
    assert said(part.replace("North Port", "Brandt").replace("#4", "#6")) == []


NAMES = (
    "North Port", "Jean-Luc Brandt", "G7国", "王毅", "O'Neil", "«Bild»", "The Hague", "North", "Émile X", "U.S. Navy", "A b"
)  # fmt: skip


@given(
    st.lists(st.sampled_from((*NAMES, *" .-'s国毅", "\n", "Port", "Luc", "Hague")), max_size=8).map("".join)
)
def test_a_sentence_names_the_actors_whose_names_stand_in_it(text: str) -> None:
    checked = build.check(harbour(), {})
    some, corpus = next(iter(checked.corpus.actors.values())), checked.corpus
    actors = {
        f"a{place}": some.model_copy(
            update={"id": f"a{place}", "name": name, "also": (), "kind": ActorKind.STATE}
        )
        for place, name in enumerate(NAMES)
    }
    known = Names(replace(corpus, actors=actors))
    record = corpus.entries[0].record.model_copy(update={"text": text})
    entry = replace(corpus.entries[0], record=record)
    named = {naming.actor for naming in known.of(entry)}
    standing = {actor for actor in actors if known.has(actor, text)}
    assert named <= standing
    assert bool(named) == bool(standing)


def entries(figures: Figures) -> Iterator[tuple[PlacedEntry, str, str]]:
    for entry in figures.corpus.entries:
        for key in entry.record.figured:
            value = getattr(entry.record, key)
            if isinstance(value, str):
                yield entry, key, value


def holds(figures: Figures, entry: PlacedEntry, key: str, value: str) -> bool:
    """Whether a text in the place of an entry's passes."""
    record = entry.record.model_copy(update={key: value})
    changed = Placed(entry.dossier, entry.section, entry.path, entry.pointer, record=record)
    return not figures.missing(tuple(figures.asserted(changed)), figures.passages(entry))


def test_every_number_of_every_shipped_sentence_is_caught_when_it_is_changed(
    texts: Mapping[str, bytes],
) -> None:
    checked = build.check(disk.read_records(ROOT), texts)
    assert [d for d in checked.diagnostics if d.code.name in ("figure-not-found", "name-not-found")] == []
    figures, tried, passed = checked.evidence.figures, 0, []
    for entry, key, value in entries(figures):
        for asserted in figures.figured(entry).figures:
            if asserted.pointer[-1] != key:
                continue
            number = re.search(r"\d+", asserted.words)
            others = [str(int(number[0]) + 41), f"9{number[0]}"] if number else ["seventeen", "41", "eighth"]
            old = number[0] if number else asserted.words
            for new in others:
                changed = asserted.words.replace(old, new, 1)
                tried += 1
                if holds(figures, entry, key, value[: asserted.start] + changed + value[asserted.end :]):
                    passed.append((entry.owner, value, asserted.words, changed))
    assert passed == []
    assert tried > 150
