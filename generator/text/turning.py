"""Words that turn a sentence round, or say how much of it is so: what brackets may neither hide nor bring in.

Standard library only, and Python 3.9: the verifier of an evidence pack holds this file word for word.

Negations, numbers, modals, and words such as *deny, refuse, fail, without, unless, only, if*, in the
languages of `WORDS` and `SIGNS`. A stretch of a text is held against all of them at once, since a source
quotes others; a word that turns in one language and is everyday in another (Danish `to`, which is *two*)
stands in no list.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

WORDS: Mapping[str, str] = {
    "English": (
        "not no never nor none neither nobody nothing nowhere cannot without unless only merely if "
        "whether except lest hardly barely scarcely seldom rarely little few can could may might must "
        "shall should would will ought deny denies denied denying denial* refus* reject* fail* declin* "
        "doubt* lack* absen* false* untrue alleged allegedly allegation* supposed* purported* so-called "
        "stop stops stopped stopping ceas* halt halts halted prevent* forbid* forbad* prohibit* ban "
        "banned bans non one two three four five six seven eight nine ten eleven twelve *teen twenty "
        "thirty forty fifty sixty seventy eighty ninety hundred* thousand* million* billion* trillion* "
        "half dozen* first second third once twice double triple quarter"
    ),
    "French": (
        "ne n' pas jamais aucun aucune nul nulle ni rien personne non sans sauf seulement uniquement si "
        "à-moins peut peuvent pourrait pourraient doit doivent devrait devraient nie nient nier niait "
        "niaient refus* rejet* échou* échec* deux trois quatre cinq sept huit neuf dix onze douze treize "
        "quatorze quinze seize vingt trente quarante cinquante soixante cent cents mille milliers "
        "millions milliard* moitié"
    ),
    "German": (
        "nicht nichts nie niemals kein* niemand weder ohne außer nur lediglich wenn falls sofern ob kaum "
        "kann können könnte* darf dürfen dürfte* muss müssen müsste* soll sollen sollte* mag möchte* wird "
        "würde* leugn* bestreit* bestritt* verneint* weiger* verweiger* ablehn* abgelehnt scheiter* "
        "versag* eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf *zehn zwanzig dreißig "
        "vierzig fünfzig hundert* tausend* million* milliard* halb* hälfte"
    ),
    "Spanish": (
        "no nunca jamás ningún ninguna ninguno nadie nada ni tampoco sin salvo excepto sólo solo "
        "solamente si apenas puede pueden podría* debe deben debería* niega* negó negar negaron negado "
        "negaba* rechaz* rehús* rehus* fracas* falló fallaron dos tres cuatro cinco seis siete ocho nueve "
        "diez once doce trece catorce quince veinte treinta cuarenta cincuenta cien ciento mil miles "
        "millón millones mitad"
    ),
    "Italian": (
        "non mai nessun* niente nulla né neppure nemmeno senza tranne salvo soltanto solo può possono "
        "potrebbe* deve devono dovrebbe* nega negano negato negare negò rifiut* respin* fallit* due tre "
        "quattro cinque sette otto nove dieci undici dodici venti trenta cento mila mille milion* "
        "miliard* metà"
    ),
    "Portuguese": (
        "não nunca jamais nenhum* ninguém nada nem sem salvo exceto só somente apenas pode podem poderia* "
        "deve devem deveria* nega negam negou negar negado recus* rejeit* fracass* falh* dois duas três "
        "quatro cinco seis sete oito nove dez vinte trinta cem cento mil milhão milhões bilh* metade"
    ),
    "Dutch": (
        "niet niets nooit geen niemand noch zonder behalve slechts alleen indien tenzij kan kunnen kon* "
        "mag mogen moet moeten zou zouden zal ontken* weiger* verwerp* faal* mislukt* twee drie vier vijf "
        "zes zeven acht negen tien elf twaalf twintig dertig honderd* duizend* miljoen* miljard* half "
        "helft"
    ),
    "Swedish, Danish and Norwegian": (
        "inte icke ej ikke aldrig aldri ingen inget inga ingenting intet uten utan uden endast bara kun "
        "bare hvis dersom såvida kan kunde kunne måste må skal ska skall skulle vägra* nekt* afvis* "
        "avvis* förneka* misslyck* två tre fyra fem seks sju syv åtta otte nio tio tusen tusind* hundra* "
        "hundre* miljon* million* miljard* milliard*"
    ),
    "Finnish": (
        "ei emme ette eivät älä älkää ilman paitsi vain ainoastaan jos ellei tuskin voi voivat voisi* "
        "pitää täytyy saattaa kiel* kieltäyty* epäonnistu* kaksi kolme neljä viisi kuusi seitsemän "
        "kahdeksan yhdeksän kymmenen sata* tuhat* miljoona* puolet"
    ),
    "Polish": (
        "nie nigdy nikt nic żaden żadn* ani bez oprócz tylko jedynie jeśli jeżeli chyba czy może mogą "
        "mógł* musi muszą powin* zaprzecz* odmów* odmow* odrzuc* dwa dwie trzy cztery pięć sześć siedem "
        "osiem dziewięć dziesięć sto tysiąc* tysięcy milion* miliard* połow*"
    ),
    "Czech": (
        "ne není nejsou nikdy nikdo nic žádn* ani bez kromě jen pouze jestli pokud ledaže může mohou musí "
        "mohl* popř* popír* odmít* selh* dva dvě tři čtyři pět šest sedm osm devět deset sto tisíc* "
        "milion* miliard* polovin* nebyl* nebude* nebudou nemá nemají nemůže nemohou nechce* nesmí "
        "nesmějí neplní nesplni* nedodrž* nesouhlas*"
    ),
    "Hungarian": (
        "nem sem nincs nincsenek soha senki semmi nélkül csak hacsak kivéve tagad* elutasít* két három "
        "száz ezer millió*"
    ),
    "Romanian": (
        "nu niciodată nimeni nimic nici fără decât doar numai dacă poate pot trebuie neag* refuz* "
        "resping* eșu* două trei patru sute mie mii milioane miliarde"
    ),
    "Turkish": (
        "değil* yok hayır asla hiç hiçbir ne sadece yalnız* eğer ancak olmadan reddet* redded* inkâr* "
        "inkar* iki üç dört beş altı yedi sekiz dokuz yirmi otuz yüz milyon* milyar* yarı* *madı *medi "
        "*maz *mez *mıyor *miyor *muyor *müyor *mayacak *meyecek *mamış *memiş *masın *mesin *madan "
        "*meden *amaz *emez *amadı *emedi *madılar *mediler *mazlar *mezler *mayız *meyiz"
    ),
    "Indonesian": (
        "tidak bukan tak jangan belum tanpa hanya jika kalau kecuali dapat bisa harus menolak menyangkal "
        "gagal dua tiga empat ratus* ribu* juta*"
    ),
    "Vietnamese": (
        "không chẳng chưa đừng chỉ nếu trừ bác từ-chối phủ-nhận hai ba bốn năm trăm nghìn triệu tỷ"
    ),
    "Greek": (
        "δεν μη μην όχι ποτέ κανείς κανένας τίποτα ούτε χωρίς εκτός μόνο αν εάν μπορεί μπορούν πρέπει "
        "αρν* απορρίπτ* απέρριψ* δύο τρεις τρία τέσσερ* πέντε έξι επτά οκτώ εννέα δέκα εκατό χίλι* "
        "χιλιάδες εκατομμύρι*"
    ),
    "Russian": (
        "не ни нет никогда никто ничего ничто никак* нигде нельзя без кроме только лишь если либо едва "
        "вряд может могут мог могла могло могли должен должна должно должны следует отказ* отрица* "
        "отверг* отклон* опроверг* провал* якобы ли бы запрет* запрещ* один одна одно два две три четыре "
        "пять шесть семь восемь девять десять *надцать двадцать тридцать сорок пятьдесят сто двести "
        "триста тысяч* миллион* миллиард* половин* дважды трижды"
    ),
    "Ukrainian": (
        "не ні ніколи ніхто нічого немає нема без крім тільки лише якщо хіба може можуть міг повин* "
        "мусить мусять відмов* запереч* відхил* нібито чи би два дві три чотири п'ять шість сім вісім "
        "дев'ять десять сто тисяч* мільйон* мільярд* половин*"
    ),
    "Bulgarian, Serbian": (
        "не няма нема никога никој никой нищо ништа без само ако може треба трябва одби* негир* отрич* "
        "две три хиляд* хиљад* милион*"
    ),
    "Arabic": (
        "لا لم لن ليس ليست ليسوا ما غير دون بدون بلا سوى إلا الا إذا اذا لو فقط إنما ربما يمكن يجب ينبغي "
        "رفض* يرفض* ترفض* نفى ينفي تنفي نفت أنكر* فشل* يفشل* امتنع* واحد اثنان اثنين ثلاث* أربع* خمس* ست "
        "ستة سبع* ثمان* تسع* عشر* مئة مائة ألف آلاف مليون ملايين مليار نصف"
    ),
    "Persian": (
        "نه نیست نیستند نبود هیچ هرگز بدون بی جز مگر فقط تنها اگر شاید باید می‌تواند نمی* نخواه* نکرد* "
        "نشد* نداد* ندار* نباید* رد انکار امتناع دو سه چهار پنج شش هفت هشت ده صد هزار* میلیون* میلیارد* "
        "نیم"
    ),
    "Hebrew": (
        "לא אין אינו אינה אינם אל בלי ללא רק אלא אם לולא אולי יכול יכולה יכולים חייב חייבת צריך סירב* "
        "מסרב* הכחיש* דח* נכשל* שני שתי שלוש* ארבע* חמש* שש* שבע* שמונ* תשע* עשר* מאה מאות אלף אלפים "
        "מיליון* חצי"
    ),
    "Urdu": ("نہیں نہ مت بغیر بنا صرف اگر مگر سوائے شاید انکار مسترد ناکام دو تین چار ہزار لاکھ کروڑ"),
    "Hindi": (
        "नहीं न ना मत नही बिना बगैर केवल सिर्फ यदि अगर सकता सकती सकते चाहिए इनकार इंकार अस्वीकार असफल "
        "विफल एक दो तीन चार पाँच पांच छह सात आठ नौ दस सौ हज़ार हजार लाख करोड़ आधा"
    ),
    "Korean": (
        "않* 못* *없* 아니* 아닌 안 거부* 부인* 거절* 실패* 금지* 만약 *라면 *다면 *으면 밖에 뿐 아마 "
        "*해야 하나 둘 셋 두 세 네 다섯 여섯 일곱 여덟 아홉 열 백 천 억 *백만 *천만 *억 절반"
    ),
    "Bengali": ("না নয় নেই নি কখনো ছাড়া শুধু যদি পারে অস্বীকার দুই তিন চার হাজার লাখ কোটি"),
}
"""Words by the language that has them, parted by blanks; `*` stands for any letters."""

SIGNS: Mapping[str, str] = {
    "Chinese": (
        "不 没 沒 未 无 無 非 否 勿 拒 仅 僅 只 唯 除非 除了 如果 若 假如 要是 可能 也许 或许 能够 能否 "
        "应该 应当 應該 必须 必須 可以 几乎 禁止 失败 二 三 四 五 六 七 八 九 十 百 千 万 萬 亿 億 两 兩 "
        "半"
    ),
    "Japanese": (
        "ない なかっ なく なけれ ません ずに せず まい 無 不 非 未 否 拒 だけ のみ しか もし れば ならば "
        "かもしれ べき できる 反対 禁止 失敗"
    ),
    "Thai": (
        "ไม่ มิ ไร้ อย่า ปราศจาก ปฏิเสธ เพียง เท่านั้น ถ้า หาก เว้นแต่ นอกจาก อาจ ต้อง ควร ล้มเหลว หนึ่ง "
        "สอง สาม สี่ ห้า หก เจ็ด แปด เก้า สิบ ร้อย พัน หมื่น แสน ล้าน ครึ่ง"
    ),
    "Lao": ("ບໍ່ ປະຕິເສດ ພຽງ ເທົ່ານັ້ນ ຖ້າ ຫາກ ອາດ ຕ້ອງ ສອງ ສາມ ຮ້ອຍ ລ້ານ"),
    "Khmer": ("មិន ពុំ គ្មាន បដិសេធ ប៉ុណ្ណោះ ប្រសិនបើ លើកលែង អាច ពីរ ពាន់ លាន"),
    "Burmese": ("ဘူး ဘဲ မဟုတ် မရှိ မလုပ် မပြု မလိုက်နာ ငြင်း လျှင် ရမည် သုံး ထောင် သန်း"),
}
"""The same for languages that set no blanks: these turn wherever they stand in a stretch."""

_OTHERWISE = re.compile("莫斯科|未来|未來|[南北中东東西]?非洲|南非|十分|万一|สัมพันธ|พันธ|มิตร|มิถุนา|อาจารย์|มิติ")
"""Words in which a sign of `SIGNS` means something else."""

_ALIKE = str.maketrans(
    "асԁеһіјкӏмпорԛѕтухԝαεικνορτυχωɑɡıɴᴏᴛɪᴇᴀʀꜱ", "acdehijklmnopqstyxwaeikvoptuxwagınotiears"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’\u200c-][^\W\d_]+)*")
_CONTRACTED = re.compile(r"n't$|^n'")
_JOINED = re.compile(r"^[وفוש](?=..)")
"""An Arabic or Hebrew *and* or *that*, written with the word behind it."""


def turning(stretch: str) -> str:
    """The first word of a stretch that turns a sentence round or counts; empty when there is none."""
    for sign in stretch:
        if unicodedata.category(sign)[0] == "N":
            return next((word for word in stretch.split() if sign in word), sign)
    words: list[str] = _WORD.findall(stretch)
    for word in words:
        if _turns(word) or _mixed(word):
            return word
    folded = _OTHERWISE.sub("", stretch.casefold())
    return next((sign for sign in _signs() if sign in folded), "")


def _turns(word: str) -> bool:
    spellings = {word.casefold(), _skeleton(word)}
    spellings |= {part for spelling in spellings for part in re.split("['’-]", spelling)}
    spellings |= {_JOINED.sub("", spelling) for spelling in spellings}
    return any(_CONTRACTED.search(spelling) or _listed().fullmatch(spelling) for spelling in spellings)


def _skeleton(word: str) -> str:
    """A word in the Latin letters that its own look like, without marks."""
    opened = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", word).casefold())
    bare = "".join(sign for sign in opened if unicodedata.category(sign) not in ("Mn", "Me", "Cf"))
    return bare.translate(_ALIKE)


def _mixed(word: str) -> bool:
    """Whether a word mixes letters of alphabets that look alike."""
    alphabets = {unicodedata.name(sign, "").split(" ")[0] for sign in word if sign.isalpha()}
    return len(alphabets & {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}) > 1


@lru_cache(maxsize=1)
def _listed() -> re.Pattern[str]:
    words = {word for listed in WORDS.values() for word in listed.split()}
    return re.compile("|".join(re.escape(word).replace(r"\*", r"\w*") for word in sorted(words)))


@lru_cache(maxsize=1)
def _signs() -> tuple[str, ...]:
    return tuple(dict.fromkeys(sign for listed in SIGNS.values() for sign in listed.split()))
