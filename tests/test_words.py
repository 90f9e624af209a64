"""Words and numbers are whole in every writing system, or they are not quoted."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uniseg.wordbreak import word_boundaries

from generator.text.matching import stands_in
from generator.text.typography import even, paragraphs
from generator.text.words import whole
from tests.tools import source_texts

WHOLE = [
    ("Arabic", "رفضت الحكومة", "قال إن رفضت الحكومة العرض"),
    ("Bengali", "আলোচনা চলবে", "মন্ত্রী বলেন আলোচনা চলবে এবং"),
    ("Burmese", "ဆွေးနွေးပွဲ", "ဝန်ကြီးကဆွေးနွေးပွဲဆက်လုပ်မည်"),
    ("Chinese", "谈判将继续", "外长周二表示谈判将继续，但没有日期。"),
    ("Czech", "jednání budou pokračovat", "že jednání budou pokračovat."),
    ("English", "S-400 systems", "buys S-400 systems from"),
    ("Finnish", "neuvottelut jatkuvat", "että neuvottelut jatkuvat."),
    ("French", "accord tient", "que l'accord tient encore"),
    ("French, inverted", "a dit", "« oui », a dit-il"),
    ("Georgian", "მოლაპარაკება", "რომ მოლაპარაკება გრძელდება"),
    ("German", "Verhandlungen gehen weiter", "die Verhandlungen gehen weiter."),
    ("Greek", "οι συνομιλίες", "ότι οι συνομιλίες συνεχίζονται"),
    ("Hebrew", "השיחות יימשכו", "כי השיחות יימשכו."),
    ("Hindi", "वार्ता जारी रहेगी", "कहा कि वार्ता जारी रहेगी।"),
    ("Italian", "accordo regge", "che l’accordo regge"),
    ("Japanese", "交渉は続く", "外相は交渉は続くと述べた。"),
    ("Khmer", "ការចរចា", "រដ្ឋមន្ត្រីថាការចរចានឹងបន្ត"),
    ("Korean", "정부", "정부는 오늘 밝혔다"),
    ("Korean, of two words", "협상을 계속", "정부는 협상을 계속 한다"),
    ("Lao", "ການເຈລະຈາ", "ລັດຖະມົນຕີວ່າການເຈລະຈາຈະ"),
    ("Persian", "مذاکرات ادامه می‌یابد", "که مذاکرات ادامه می‌یابد."),
    ("Polish", "rozmowy będą trwać", "że rozmowy będą trwać."),
    ("Russian", "переговоры продолжатся", "что переговоры продолжатся."),
    ("Spanish", "las negociaciones siguen", "que las negociaciones siguen."),
    ("Tamil", "பேச்சுவார்த்தை தொடரும்", "அவர் பேச்சுவார்த்தை தொடரும் என்றார்"),
    ("Thai", "การเจรจาจะดำเนินต่อไป", "รัฐมนตรีกล่าวว่าการเจรจาจะดำเนินต่อไป"),
    ("Turkish", "görüşmeler sürecek", "bakan görüşmeler sürecek dedi"),
    ("Ukrainian", "переговори тривають", "що переговори тривають."),
    ("Vietnamese", "đàm phán tiếp tục", "rằng đàm phán tiếp tục."),
    ("a long dash", "he said", "We go—he said—now"),
    ("a sentence run on", "Next one", "the end.Next one"),
    ("a year and a number", "500 men", "in 2019 500 men"),
    ("Javanese", "ꦔꦤ꧀ꦢꦶꦏ", "ꦥꦿꦱꦶꦝꦺꦤ꧀ꦔꦤ꧀ꦢꦶꦏ"),
    ("Korean, a name before two particles", "러시아", "러시아에서도 밝혔다"),
    ("Korean, behind a verb", "협상을 계속한다", "협상을 계속한다고 밝혔다"),
    ("Korean, a noun before its copula", "합의", "합의입니다"),
    ("Chinese, half of a name with a dot", "普京会见", "弗拉基米尔·普京会见了"),
    ("Turkish, a name before its ending", "NATO", "Bakan, NATO'nun kararı"),
    ("Turkish, another", "Ankara", "Ankara’daki toplantı"),
    ("Japanese, a topic", "彼は", "彼はなかなか来ない"),
    ("Hebrew, an acronym", 'ארה"ב', "ארה״ב אמרה"),
    ("an ordinal", "3. Mai", "am 3. Mai 2019"),
    ("a number at an end", "room 3", "in room 3. He left"),
    ("a dash behind a year", "in 2019", "in 2019 — the end"),
    ("numbers in words", "two", "one two three"),
    ("a number with its sign", "−3 degrees", "at −3 degrees"),
]
CUT = [
    ("half of a compound", "compliant with", "is non-compliant with the order", "non-compliant with"),
    ("half of a name", "400 systems", "the S-400 systems", "S-400 systems"),
    ("half of a pair", "US relations", "the Russia–US relations", "Russia-US relations"),
    ("a maqaf", "פי", "על־פי הדיווח", "על-פי"),
    ("an apostrophe", "can", "we can't go", "can't"),
    ("behind an apostrophe", "t go", "we don't go", "don't go"),
    ("a Ukrainian apostrophe", "ять", "п’ять років", "п'ять"),
    ("letters with stops", "S. troops", "the U.S. troops", "U.S. troops"),
    ("a mark on a letter", "cafe", "cafe\u0327s", "cafe\u0327s"),
    ("a group of digits", "000 tonnes", "120 000 tonnes of coal", "120 000 tonnes"),
    ("no-break", "000 tonnes", "120\u00a0000 tonnes", "120 000 tonnes"),
    ("thin", "000 tonnes", "120\u2009000 tonnes", "120 000 tonnes"),
    ("narrow", "120", "120\u202f000 tonnes", "120 000"),
    ("Swiss", "000 francs", "120’000 francs", "120'000 francs"),
    ("a decimal", "5 percent", "7.5 percent", "7.5 percent"),
    ("an Arabic decimal", "٥", "٧٫٥", "٧٫٥"),
    ("a minus", "3 degrees", "at −3 degrees", "-3 degrees"),
    ("a hyphen for a minus", "3 degrees", "at -3 degrees", "-3 degrees"),
    ("a currency", "5 million", "for $5 million", "$5 million"),
    ("a percent sign", "7.5", "of 7.5% in May", "7.5%"),
    ("a percent sign apart", "7,5", "de 7,5 % en mai", "7,5 %"),
    ("a word that multiplies", "about 7", "about 7 million", "about 7 million"),
    ("the same in Russian", "около 7", "около 7 миллионов", "около 7 миллионов"),
    ("a range", "2019", "2014–2019", "2014-2019"),
    ("a date", "05.2019", "14.05.2019", "14.05.2019"),
    ("lakhs", "00,000", "12,00,000 rupees", "12,00,000"),
    ("lakhs apart", "567 rupees", "12 34 567 rupees", "12 34 567 rupees"),
    ("Devanagari digits", "०००", "१२ ००० रुपये", "१२ ०००"),
    ("full-width digits", "０００トン", "１２０，０００トン", "120,000トン"),
    ("an Arabic comma", "٠٠٠ طن", "١٢٠،٠٠٠ طن", "١٢٠،٠٠٠ طن"),
    ("a dollar of a country", "$5", "US$5", "US$5"),
    ("a minus in a quotation", "3 degrees", "at “−3 degrees”", "-3 degrees"),
    ("minus in words", "3 degrees", "at minus 3 degrees", "minus 3 degrees"),
    ("minus in Chinese", "3度", "约负3度", "负3度"),
    ("a fraction", "1", "a 1 ½ mile", "1 ½"),
    ("a slash of a fraction", "2", "a 1⁄2 mile", "1⁄2"),
    ("a power of ten", "10⁶ tonnes", "of 3 × 10⁶ tonnes", "3 × 10⁶ tonnes"),
    ("a range apart", "7 days", "5 – 7 days", "5 - 7 days"),
    ("a long dash in a range", "2019", "2014—2019", "2014-2019"),
    ("a wave in a range", "7", "5～7", "5～7"),
    ("an ordinal", "3", "am 3. Mai", "3."),
    ("a Czech ordinal", "3", "dne 3. května", "3."),
    ("lakh", "about 5", "about 5 lakh", "about 5 lakh"),
    ("a number in words", "hundred men", "three hundred men", "three hundred men"),
    ("tens in words", "twenty", "twenty five men", "twenty five"),
    ("the same in Russian", "тысяч", "двести тысяч", "двести тысяч"),
    ("an ampersand", "AT", "by AT&T now", "AT&T"),
    ("a Hebrew acronym", "ארה", 'ארה"ב אמרה', 'ארה"ב'),
    ("a Turkish ending that negates", "NATO", "NATO'suz bir", "NATO'suz"),
    ("an Arabic name", "Sana", "in Sana'a now", "Sana'a"),
    ("English short forms", "We", "We'll go", "We'll"),
    ("a Chinese negation of two signs", "签署", "他没有签署", "没有签署"),
    ("the same in Thai", "ลงนาม", "เขาไม่ได้ลงนาม", "ไม่ได้ลงนาม"),
    ("the same in Khmer", "ចុះហត្ថលេខា", "គាត់មិនបានចុះហត្ថលេខា", "មិនបានចុះហត្ថលេខា"),
    ("a Japanese noun that is denied", "敵で", "敵ではない", "敵ではない"),
    ("a Korean verb", "시작하", "시작하지만 온다", "시작하지만"),
    ("a Korean condition", "서명한다", "서명한다면 온다", "서명한다면"),
    ("a Chinese number", "万人", "120万人", "120万人"),
    ("a Chinese negation", "合法", "这是不合法的", "不合法"),
    ("a Thai negation", "เห็นด้วย", "เขาไม่เห็นด้วย", "ไม่เห็นด้วย"),
    ("a Japanese negation", "合意し", "両国は合意しなかった", "合意しなかった"),
    ("a Katakana word", "ロシ", "ロシアは", "ロシア"),
    ("a Korean word", "협상단", "협상단장이", "협상단장이"),
    ("a Persian word", "یابد", "ادامه می‌یابد", "می‌یابد"),
    ("a Thai vowel", "มตร", "เมตร", "เมตร"),
]


@pytest.mark.parametrize(("kind", "quote", "passage"), WHOLE, ids=[row[0] for row in WHOLE])
def test_whole_words_of_every_writing_system_stand(kind: str, quote: str, passage: str) -> None:
    assert stands_in(quote, passage), kind


@pytest.mark.parametrize(("kind", "quote", "passage", "rest"), CUT, ids=[row[0] for row in CUT])
def test_half_a_word_or_a_number_does_not(kind: str, quote: str, passage: str, rest: str) -> None:
    assert not stands_in(quote, passage), kind
    assert stands_in(rest, passage), kind


LETTERS = st.text(alphabet="aé'’.-_ 12,яж אب한 नि ", min_size=2, max_size=24)


@given(LETTERS, st.data())
def test_no_word_is_cut_that_unicode_has_as_one(text: str, data: st.DataObject) -> None:
    text = even(text)
    if len(text) < 2:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    stretch = (start, data.draw(st.integers(start + 1, len(text))))
    if whole(text, *stretch) == stretch:
        within = {
            at for at in stretch if 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
        }
        assert within <= set(word_boundaries(text))


def test_the_cases_that_once_failed_are_told_right() -> None:
    texts = source_texts()
    cases = texts.parent / "cases/quotes.tsv" if texts else Path("nowhere")
    if not cases.is_file():
        pytest.skip("the file of cases is not at hand")
    rows = csv.reader(cases.read_text("utf-8").splitlines(), delimiter="\t")
    for quote, passage, proven, *_ in (row for row in rows if not row[0].startswith("#")):
        wrapped = passage.partition(" (⏎")[0].replace("⏎ ", "\n").replace("⏎", "\n")
        (paragraph,) = paragraphs(wrapped)
        assert stands_in(quote, paragraph) == (proven == "yes"), quote
