"""Where the numbers of a text begin and end, each with all that it would be another number without.

Standard library only, and Python 3.9: the verifier of an evidence pack holds this file word for word.

As in UAX #14, rule LB25: digits with their separators, and the sign, currency or percent that stands with
them. Beyond it: groups of three after a blank or an apostrophe (`120 000`), lakhs and crores (`12,00,000`),
the word that multiplies (`7 million`) or makes negative (`minus 3`), a range (`5 - 7`), a fraction, a power
of ten with what it multiplies, an ordinal with its stop (`3. Mai`), and numbers in words (`three hundred`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from generator.text.caseless import Caseless

_CURRENCY = "$€£¥₽₴₺₹₩₪฿₫₸"
_MINUS = (
    r"(?:(?<!\w)(?:minus|moins|menos|meno|miinus|минус|мінус|μείον|ناقص|منفی|מינוס|ऋण)"
    r"|ลบ|[负負]|零下|マイナス|氷点下|영하)"
)
_FIRST_SIGNS = f"mмμнنمמऋล负負零マ氷영+±∓~≈<>≤≥.A-Z{_CURRENCY}-"
"""How a number in digits begins, where not with one: looking for that first takes a third of the time."""
_NUMBER = re.compile(
    rf"(?=[\d{_FIRST_SIGNS}])(?:{_MINUS} ?)?(?:(?<![\w)\]%])(?<!\w['\"])[-+]|[±∓~≈<>≤≥]|(?<!\w)\+)?"
    rf"(?:(?:(?<![^\W\d_])[A-Z]{{1,3}})?[{_CURRENCY}] ?)?(?:(?<![\w.])\.(?=\d))?"
    r"(?:(?<!\d)\d{1,3}(?:[ ']\d{3})+(?!\d)|(?<!\d)\d\d?(?:[ ']\d\d){1,4}[ ']\d{3}(?!\d)|\d+)"
    r"(?:[.,:/⁄·˙،٫٬'~〜—]\d+| ?[×⋅*x] ?\d+| - \d+)*(?: [¼-¾⅐-⅞])?[⁰¹²³⁴-⁹⁻]*"
    rf"(?: ?[%‰°℃℉¢{_CURRENCY}]| [万萬亿億兆만억조])?"
)
_MULTIPLIERS = (
    "hundred thousand million billion trillion lakh lakhs crore crores bn mn tausend mio mrd millionen "
    "milliarde milliarden millions milliard milliards mille mil millón millones milhão milhões bilhão "
    "bilhões mila milione milioni miliardo miliardi duizend miljoen miljard tusen miljoner tuhatta "
    "miljoonaa miljardia tysiąc tysiące tysięcy milionów miliardów tisíc tisíce milionů тыс тысяча "
    "тысячи тысяч млн миллион миллиона миллионов млрд миллиард миллиарда миллиардов тисяча тисячі тисяч "
    "мільйон мільйона мільйонів мільярд мільярда мільярдів bin milyon milyar trilyon biliony billón "
    "billones триллион триллиона триллионов трильйон трильйонів χιλιάδες εκατομμύρια ألف آلاف مليون "
    "ملايين مليار هزار میلیون میلیارد אלף אלפים מיליון हज़ार लाख करोड़"
)
_MULTIPLIER = re.compile(rf" (?:{_MULTIPLIERS.replace(' ', '|')})(?!\w)", re.IGNORECASE)

_TENS = (
    "twenty thirty forty fifty sixty seventy eighty ninety vingt trente quarante cinquante soixante "
    "treinta cuarenta cincuenta vinte trinta двадцать тридцать сорок пятьдесят двадцять тридцять yirmi "
    "otuz kırk elli"
)
_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen several few deux trois quatre cinq sept huit neuf dix zwei drei vier "
    "fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig dos tres cuatro cinco seis siete ocho "
    "nueve diez due tre quattro cinque sei otto nove dieci venti dois duas três quatro sete oito twee "
    "vijf zes zeven negen tien два две три четыре пять шесть семь восемь девять десять сто двести "
    "триста дві чотири п'ять шість сім вісім iki üç dört beş altı yedi sekiz dokuz dwa dwie trzy cztery "
    "pięć sześć siedem osiem dziewięć dziesięć"
)
_UNIT, _TEN = f"(?:{_UNITS.replace(' ', '|')})", f"(?:{_TENS.replace(' ', '|')})"
_INITIALS = "".join(sorted({word[0] for word in f"{_TENS} {_UNITS}".split()}))
"""How such words begin: looking for that first takes less time."""
_TIMES = f"(?: (?:{_MULTIPLIERS.replace(' ', '|')}))"
_SPELLED_NUMBER = Caseless(
    rf"(?=[{_INITIALS}])(?<!\w)(?:{_TEN}[ -](?:[yeи] )?{_UNIT}{_TIMES}*|(?:{_TEN}|{_UNIT}){_TIMES}+)"
    rf"(?: (?:and )?(?:{_TEN}[ -])?(?:{_UNIT}|{_TEN}){_TIMES}*)*(?!\w)"
)
_ORDINAL = re.compile(r"\. (?:Jan|Feb|März|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Jahrh|Quartal|Weltkrieg)")


@lru_cache(maxsize=1024)
def amounts(text: str) -> tuple[tuple[int, int], ...]:
    """Where numbers begin and end, each with its sign, its unit and the word that multiplies it."""
    numbers = _SPELLED_NUMBER.spans(text)
    for number in _NUMBER.finditer(text):
        multiplied = _MULTIPLIER.match(text, number.end())
        end = multiplied.end() if multiplied else number.end()
        ordinal = text[end : end + 2] == ". " and text[end + 2 : end + 3].islower()
        numbers.append((number.start(), end + 1 if ordinal or _ORDINAL.match(text, end) else end))
    return tuple(numbers)
