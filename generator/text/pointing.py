"""Words that stand for others, and forms of one word: all that a bracket may take the place of.

Standard library only, and Python 3.9: the verifier of an evidence pack holds this file word for word.

An editor's bracket names whom a pronoun means, or fits a word to the sentence. In the place of any other
word it would say something else than the source: `friends` for `enemies`, one name for another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

POINTING: Mapping[str, str] = {
    "English": (
        "he she it they we you i him her them us me his hers its their theirs our ours your yours my "
        "mine this that these those who whom whose which what the a an here there then now today "
        "yesterday tomorrow"
    ),
    "French": (
        "il elle ils elles nous vous je tu lui leur leurs eux le la les l' un une des son sa ses notre "
        "nos votre vos mon ma mes ce cet cette ces cela ça celui celle ceux qui qu' ici là hier demain "
        "en"
    ),
    "German": (
        "er sie es wir ihr ich du ihn ihm ihnen uns euch mich mir dich dir sein seine seiner seinem "
        "seinen seines ihre ihrer ihrem ihren ihres unser unsere unserer unseren unserem mein meine der "
        "das dem den des ein eine einer eines einem einen dieser diese dieses diesem diesen jener jene "
        "jenes hier dort heute gestern morgen damals"
    ),
    "Spanish, Italian, Portuguese, Catalan, Romanian": (
        "él ella ellos ellas lo los las el un una su sus nuestro nuestra nosotros yo tú usted esto eso "
        "este esta estos estas ese esa aquel aquella aquí allí hoy ayer mañana lui lei loro egli essi "
        "noi voi io gli le il i suo sua suoi sue nostro nostra questo questa questi queste quello "
        "quella che chi qui lì oggi ieri domani ele ela eles elas nós eu você o a os as um uma seu seus "
        "suas isto isso aqui ali hoje ontem amanhã ell els ea ei acesta aceasta acest această azi"
    ),
    "Dutch, Swedish, Danish, Norwegian": (
        "hij zij ze het wij we ik jij hem haar hen hun ons onze zijn deze dit dat hier daar vandaag "
        "gisteren morgen de een en han hon den det vi jag jeg ni du honom henne ham hende dem os oss "
        "deras deres hans hennes hendes sitt sina vår vores denna detta denne dette dessa disse här där "
        "her der idag igår"
    ),
    "Finnish, Estonian, Hungarian, Turkish, Indonesian": (
        "hän he se ne me minä sinä te tämä tuo nämä hänen heidän sen niiden meidän siellä täällä tänään "
        "eilen että ta tema nad meie need ő ők mi én ez az ezek azok itt ott ma tegnap o onlar biz ben "
        "siz bu şu bunlar onun onların bizim burada orada bugün dün ia dia mereka kami kita saya ini "
        "itu di sini sana"
    ),
    "Slavic": (
        "он она оно они мы вы я ты его её ее ему ей им их нас нам вас вам наш наша наше наши это этот "
        "эта эти тот та то те свой своя свои здесь там сегодня вчера завтра что він вона воно вони ми "
        "ви його її їх їм це цей ця ці тут сьогодні вчора що той тя ние това този тази тези ona ono oni "
        "my wy ty jego jej ich im nas nasz nasza ta te tu tam dziś wczoraj i jejich jeho její náš tento "
        "tato zde dnes včera a mi vi njegov njen njihov ovo ovaj ova danas jučer"
    ),
    "Greek, Armenian, Georgian": (
        "αυτός αυτή αυτό αυτοί αυτές αυτά εμείς εσείς εγώ του της τους ο η το οι τα εδώ εκεί σήμερα "
        "χθες ότι նա նրանք մենք սա դա այս այդ այն ის ისინი ჩვენ ეს იგი"
    ),
    "Arabic, Persian, Hebrew, Urdu, Hindi, Bengali, Tamil": (
        "هو هي هم هن نحن أنا أنت أنتم هذا هذه ذلك تلك هؤلاء الذي التي الذين هنا هناك اليوم أمس او آنها "
        "ما من شما این آن ایشان وی اینجا آنجا امروز دیروز که הוא היא הם הן אנחנו אני אתה את אתם זה זו "
        "אלה אלו כאן שם היום אתמול وہ یہ ہم میں آپ ان اس वह वे यह ये हम मैं आप उन्होंने उसने उनका उनकी "
        "उसका यहाँ वहाँ আজ তিনি তারা সে আমরা আমি এই அவர் அவர்கள் அது நாம் நாங்கள் நான் இது"
    ),
    "Korean, Vietnamese": (
        "그는 그가 그 그녀는 그녀가 그들은 그들이 우리는 우리가 이는 이것은 그것은 ông bà họ nó chúng "
        "tôi này đó"
    ),
    "Chinese, Japanese": (
        "他 她 它 他们 她们 它们 他們 她們 它們 我们 我們 我 你 您 你们 你們 其 该 該 此 这 這 那 这里 "
        "這裡 那里 那裡 今天 昨天 明天 彼 彼女 彼ら 彼は 彼が 我々 私 私たち これ それ あれ この その "
        "ここ そこ 同氏 同国 本日 昨日"
    ),
    "Thai, Lao, Khmer, Burmese": (
        "เขา เธอ มัน พวกเขา เรา พวกเรา นี้ นั้น ລາວ ພວກເຂົາ ພວກເຮົາ គាត់ នាង ពួកគេ យើង သူ သူတို့ ကျွန်ုပ်တို့"
    ),
}
"""Pronouns, articles, and words for a place or a day that only their context tells, parted by blanks."""

_LINKING = (
    "and",
    "that",
    "et",
    "que",
    "und",
    "dass",
    "daß",
    "y",
    "e",
    "che",
    "en",
    "och",
    "og",
    "и",
    "что",
    "і",
    "що",
    "że",
    "že",
    "και",
    "ve",
    "ja",
)
"""Words that link a sentence to what stands before it: a bracket that begins a quotation may follow one."""

_FORMS = (
    "be am is are was were been being",
    "have has had having",
    "do does did doing done",
    "ist sind war waren sei seien sein",
    "hat haben hatte hatten habe",
    "est sont était étaient fut soit",
    "a ont avait avaient eut ait",
)
_MARKS = " .,;:!?()\"'"


def linking(word: str) -> bool:
    """Whether a word only links a sentence to the one before it."""
    return word.strip(_MARKS).casefold() in _LINKING


def replaceable(replaced: str, inserted: str) -> bool:
    """Whether what is inserted may stand in the place of words of the source.

    It may when these only point at something, when they are part of it (`[Mike Pompeo]` for `Pompeo`), or
    when it is another form of them (`[walked]` for `walks`).
    """
    ours, theirs = inserted.strip(_MARKS).casefold(), replaced.strip(_MARKS).casefold()
    if theirs in _pointing() or {*theirs.split()} <= {*ours.split()}:
        return True
    same = any({ours, theirs} <= {*forms.split()} for forms in _FORMS)
    return same or _stem(ours) == _stem(theirs)


def pointing_at(words: str, *, last: bool) -> bool:
    """Whether words that are set without blanks end, or begin, with one that points."""
    return any(words.endswith(word) if last else words.startswith(word) for word in _pointing())


def _stem(word: str) -> str:
    """An English verb or noun without the ending that its place in a sentence gives it."""
    bare = re.sub(r"(?<=\w\w\w)(?:ing|ied|ies|ed|es|s|d|e|y)$", "", word)
    return bare if word.isalpha() else word


@lru_cache(maxsize=1)
def _pointing() -> frozenset[str]:
    return frozenset(word for words in POINTING.values() for word in words.split())
