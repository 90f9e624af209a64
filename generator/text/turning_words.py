"""The words that turn a sentence round, by language, and those that say how much of it is so.

Standard library only, and Python 3.9: the verifier of an evidence pack holds this file word for word.

A word that turns in one language and is among the most frequent of another stands in no list, unless it is
the only *not* or *if* of its own: then a bracket over it is refused in both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "English": (
        "not no never nor none neither nobody nothing nowhere cannot without unless only merely if "
        "whether except lest hardly barely scarcely seldom rarely little few can could may might must "
        "shall should would will ought deny denies denied denying denial* refus* reject* fail* declin* "
        "doubt* lack* absen* false* untrue alleged allegedly allegation* supposed* purported* so-called "
        "stop stops stopped stopping ceas* halt halts halted prevent* forbid* forbad* prohibit* ban "
        "banned bans non one two three four five six seven eight nine ten eleven twelve *teen twenty "
        "thirty forty fifty sixty seventy eighty ninety hundred* thousand* million* billion* trillion* "
        "half dozen* first second third once twice double triple quarter unable unlikely impossible "
        "incapable perhaps possibly probably maybe almost nearly against oppos* instead rather-than "
        "dismiss* rebuff* avoid* disput* contradict* disagree* disavow* disown* neglect* omit* abstain* "
        "withh* pretend* pretence lied lies lying liar need needs needn't until provided-that far-from "
        "short-of at-least at-most more-than less-than up-to supposedly reportedly would-be potential* "
        "hypothetic* fictitious fake* unfounded baseless ruled-out rule-out"
    ),
    "French": (
        "ne n' pas jamais aucun aucune nul nulle ni rien personne non sans sauf seulement uniquement si "
        "à-moins peut peuvent pourrait pourraient doit doivent devrait devraient nie nient nier niait "
        "niaient refus* rejet* échou* échec* deux trois quatre cinq sept huit neuf dix douze treize "
        "quatorze quinze seize vingt trente quarante cinquante soixante cent cents mille milliers "
        "millions milliard* moitié guère faut faudra faudrait devai* devr* pouvai* peut-être démen* "
        "empêch* éviter évit* interdi* interdit* presque quasi plus-ou-moins contre incapable* "
        "impossible* prétend* faux au-moins jusqu* il-faut selon-que nié niée censé* contesté* conteste "
        "contestent"
    ),
    "German": (
        "nicht nichts nie niemals kein* niemand weder ohne außer nur lediglich wenn falls sofern ob "
        "kaum kann können könnte* darf dürfen dürfte* muss müssen müsste* soll sollen sollte* mag "
        "möchte* wird würde* leugn* bestreit* bestritt* verneint* weiger* verweiger* ablehn* abgelehnt "
        "scheiter* versag* eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf *zehn zwanzig "
        "dreißig vierzig fünfzig hundert* tausend* million* milliard* halb* hälfte lehnt* lehnen "
        "dementier* bestritten* widersprech* widersprach* wollt* vielleicht angeblich fast beinahe "
        "statt anstatt hätte* wäre* gegen unmöglich* verhinder* vermeid* untersag* verbiet* verbot* "
        "falsch* mindestens höchstens zumindest möglicherweise vermutlich wohl bevor solange "
        "es-sei-denn vermeintlich* mangel* fehl* unfähig*"
    ),
    "Spanish": (
        "no nunca jamás ningún ninguna ninguno nadie nada ni tampoco sin salvo excepto sólo solo "
        "solamente si apenas puede pueden podría* debe deben debería* niega* negó negar negaron negado "
        "negaba* rechaz* rehús* rehus* fracas* falló fallaron dos tres cuatro cinco seis siete ocho "
        "nueve diez once doce trece catorce quince veinte treinta cuarenta cincuenta cien ciento mil "
        "miles millón millones mitad desmient* desminti* podían podía debía* quizá quizás tal-vez casi "
        "contra imposible incapa* evit* prohib* prohíb* presunt* supuest* falso falsa a-menos al-menos "
        "hasta-que en-vez ya-no impid* impedi* podrá podrán deberá deberán"
    ),
    "Italian": (
        "non mai nessun* niente nulla né neppure nemmeno senza tranne salvo soltanto solo può possono "
        "potrebbe* deve devono dovrebbe* nega negano negato negare negò rifiut* respin* fallit* due tre "
        "quattro cinque sette otto nove dieci undici dodici venti trenta cento mila mille milion* "
        "miliard* metà smenti* quasi contro forse impossibil* incapac* evit* presunt* falso falsa "
        "a-meno almeno invece potr* dovr* doveva* poteva* impedi* vietato vietata vietati vietano"
    ),
    "Portuguese": (
        "não nunca jamais nenhum* ninguém nada nem sem salvo exceto só somente apenas pode podem "
        "poderia* deve devem deveria* nega negam negou negar negado recus* rejeit* fracass* falh* dois "
        "duas três quatro cinco seis sete oito nove dez vinte trinta cem cento mil milhão milhões bilh* "
        "metade talvez desment* quase contra impossív* incapa* evit* proíb* proib* suposto suposta "
        "alegad* falso falsa a-menos devia* podia* impedi* ao-menos poderá poderão deverá deverão"
    ),
    "Dutch": (
        "niet niets nooit geen niemand noch zonder behalve slechts alleen indien tenzij kan kunnen mag "
        "mogen moet moeten zou zouden zal ontken* weiger* verwerp* faal* mislukt* twee drie vier vijf "
        "zes zeven acht negen tien elf twaalf twintig dertig honderd* duizend* miljoen* miljard* half "
        "helft misschien bijna tegen onmogelijk* vermijd* verbod* verbied* zogenaamd* vermeend* vals "
        "mits wellicht mocht mochten moest* liever-dan in-plaats wees-af wijst-af kon konden"
    ),
    "Swedish, Danish and Norwegian": (
        "inte icke ej ikke aldrig aldri ingen inget inga ingenting intet uten utan uden endast bara kun "
        "bare hvis dersom såvida kan kunde kunne måste må skal ska skall skulle vägra* nekt* afvis* "
        "avvis* förneka* misslyck* två tre fyra fem seks sju syv åtta otte nio tio tusen tusind* "
        "hundra* hundre* miljon* million* miljard* milliard* måske kanske kanskje nästan næsten nesten "
        "imod medmindre med-mindre omöjlig* umulig* undvik* undgå* förbjud* forbyd* forby* påstådd* "
        "påstått angivelig* angiveligt dementer* bestred benægt* benekt* borde burde bör bør vil"
    ),
    "Finnish": (
        "ei emme ette eivät älä älkää ilman paitsi vain ainoastaan jos ellei tuskin voi voivat voisi* "
        "pitää täytyy saattaa kiel* kieltäyty* epäonnistu* kaksi kolme neljä viisi kuusi seitsemän "
        "kahdeksan yhdeksän kymmenen sata* tuhat* miljoona* puolet ehkä melkein lähes vastaan mahdoton* "
        "väitet* torju* kiist* vältt* jollei mikäli eikä enkä voinut enintään vähintään"
    ),
    "Polish": (
        "nie nigdy nikt nic żaden żadn* ani bez oprócz tylko jedynie jeśli jeżeli chyba czy może mogą "
        "mógł* musi muszą powin* zaprzecz* odmów* odmow* odrzuc* dwa dwie trzy cztery pięć sześć siedem "
        "osiem dziewięć dziesięć sto tysiąc* tysięcy milion* miliard* połow* być-może prawie przeciw* "
        "niemożliw* rzekom* fałszyw* unikn* zakaz* musia* musiel* gdyby jeśliby zdementow* sprzeciw*"
    ),
    "Czech": (
        "ne není nejsou nikdy nikdo nic žádn* ani bez kromě jen pouze jestli pokud ledaže může mohou "
        "musí mohl* popř* popír* odmít* selh* dva dvě tři čtyři pět šest sedm osm devět deset sto "
        "tisíc* milion* miliard* polovin* nebyl* nebude* nebudou nemá nemají nemůže nemohou nechce* "
        "nesmí nesmějí neplní nesplni* nedodrž* nesouhlas* nejs* nepodeps* nepřij* neuzna* nevstoup* "
        "nezaplat* neporuš* nepodpor* neschv* neexist* neplat* neuzavř* možná téměř proti údajn* "
        "jestliže kdyby zakáz* zakaz* aspoň nejspíš snad"
    ),
    "Hungarian": (
        "nem sem nincs nincsenek soha senki semmi nélkül csak hacsak kivéve tagad* elutasít* két három "
        "száz ezer millió* talán majdnem ellen* lehetetlen* állítólag* kell kellene kellett lehet* "
        "tilt* tilos cáfol* ne"
    ),
    "Romanian": (
        "nu niciodată nimeni nimic nici fără decât doar numai dacă poate pot trebuie neag* refuz* "
        "resping* eșu* două trei patru sute mie mii milioane miliarde n-a n-au n-am n-ar n-are poate-că "
        "aproape împotriva imposibil* presupus* fals* ar-fi dezmin* evit* interzi*"
    ),
    "Turkish": (
        "değil* yok hayır asla hiç hiçbir ne sadece yalnız* eğer ancak olmadan reddet* redded* inkâr* "
        "inkar* iki üç dört beş altı yedi sekiz dokuz yirmi otuz yüz milyon* milyar* yarısı yarım *madı "
        "*medi *maz *mez *mıyor *miyor *muyor *müyor *mayacak *meyecek *mamış *memiş *masın *mesin "
        "*madan *meden *amaz *emez *amadı *emedi *madılar *mediler *mazlar *mezler *mayız *meyiz "
        "imzalama* *mıyorlar *miyorlar *muyorlar *müyorlar *mıyoruz *miyoruz *mayacaklar *meyecekler "
        "*mayacağ* *meyeceğ* *madık *medik *madım *medim *mamalı* *memeli* *mazsa *mezse belki "
        "neredeyse karşı imkansız imkânsız sözde yalanla* sanki meli malı gerek* lazım keşke ise *yoksa "
        "olmaz"
    ),
    "Indonesian": (
        "tidak bukan tak jangan belum tanpa hanya jika kalau kecuali dapat bisa harus menolak "
        "menyangkal gagal dua tiga empat ratus* ribu* juta* mungkin hampir melawan mustahil membantah "
        "bantah* hindar* larang* dilarang seandainya bila-tidak tuduhan enggan"
    ),
    "Vietnamese": (
        "không chẳng chưa đừng chỉ nếu trừ bác từ-chối phủ-nhận hai ba bốn năm trăm nghìn triệu tỷ "
        "bác-bỏ có-thể có-lẽ gần-như phải nên chống cấm đừng-có mà-không tránh"
    ),
    "Greek": (
        "δεν μη μην όχι ποτέ κανείς κανένας τίποτα ούτε χωρίς εκτός μόνο αν εάν μπορεί μπορούν πρέπει "
        "αρν* απορρίπτ* απέρριψ* δύο τρεις τρία τέσσερ* πέντε έξι επτά οκτώ εννέα δέκα εκατό χίλι* "
        "χιλιάδες εκατομμύρι* ίσως σχεδόν εναντίον αδύνατ* δήθεν φερόμεν* διαψε* διέψευσ* αποφ* απαγορ* "
        "μάλλον τουλάχιστον θα πρέπει-να αρνή* ηρν*"
    ),
    "Russian": (
        "не ни нет никогда никто ничего ничто никак* нигде нельзя без кроме только лишь если либо едва "
        "вряд может могут мог могла могло могли должен должна должно должны следует отказ* отрица* "
        "отверг* отклон* опроверг* провал* якобы ли бы запрет* запрещ* один одна одно два две три "
        "четыре пять шесть семь восемь девять десять *надцать двадцать тридцать сорок пятьдесят сто "
        "двести триста тысяч* миллион* миллиард* половин* дважды трижды неспособ* невозможно возможно "
        "вероятно наверное против почти нужно надо необходимо вынужден* обязан* избега* избеж* мнимый "
        "мнимая мнимые мнимого предполага* ложн* фейк* вместо хотя-бы едва-ли опроверж* воздерж* мешать "
        "мешает помеша* пока-не будто ровно больше-не как-минимум не-более не-менее"
    ),
    "Ukrainian": (
        "не ні ніколи ніхто нічого немає нема без крім тільки лише якщо хіба може можуть міг повин* "
        "мусить мусять відмов* запереч* відхил* нібито чи би два дві три чотири п'ять шість сім вісім "
        "дев'ять десять сто тисяч* мільйон* мільярд* половин* ніби неможлив* можливо ймовірно проти "
        "майже потрібно треба слід уникн* уника* заборон* замість спростув* змушен* якби хибн*"
    ),
    "Bulgarian, Serbian": (
        "не няма нема никога никој никой нищо ништа без само ако може треба трябва одби* негир* отрич* "
        "две три хиляд* хиљад* милион* нисам ниси нисмо нисте нису није неће нећемо нећу немамо немају "
        "осим уколико можда против одбац* порич* порек* забран* почти освен ли би мора морају треба-да "
        "невъзможно"
    ),
    "Arabic": (
        "لا لم لن ليس ليست ليسوا ما غير دون بدون بلا سوى إلا الا إذا اذا لو فقط إنما ربما يمكن يجب "
        "ينبغي رفض* يرفض* ترفض* نفى ينفي تنفي نفت أنكر* فشل* يفشل* امتنع* واحد اثنان اثنين ثلاث* أربع* "
        "خمس* ست ستة سبع* ثمان* تسع* عشر* مئة مائة ألف آلاف مليون ملايين مليار نصف لسنا لست لستم لستن "
        "سيرفض* سترفض* نرفض* أرفض* رافض* رفضوا رفضا لعل عسى كاد كادت يكاد تكاد ضد لولا لوما حتى-لا "
        "كي-لا ممنوع يمنع تمنع منع* مزعوم* زعم* يزعم* تزعم* تفادى تجنب* يتجنب كذب* نفوا ننفي عجز* "
        "استحال* مستحيل بل كلا وإلا ولا فلا ألا أبدا أبداً قط شكك* اثنتان اثنتين"
    ),
    "Persian": (
        "نه نیست نیستند نبود هیچ هرگز بدون بی جز مگر فقط تنها اگر شاید باید می‌تواند نمی* نخواه* نکرد* "
        "نشد* نداد* ندار* نباید* رد انکار امتناع دو سه چهار پنج شش هفت هشت ده صد هزار* میلیون* میلیارد* "
        "نیم نیست* نبود* نپذیر* نگفت* نرفت* نیامد* نخو* نتوان* نشو* نکن* نگذاش* نگرفت* نداش* ممکن "
        "تقریبا تقریباً علیه ادعا* دروغ* محال ناممکن خودداری تکذیب منع ممنوع نا‌*"
    ),
    "Hebrew": (
        "לא אין אינו אינה אינם אל בלי ללא רק אלא אם לולא אולי יכול יכולה יכולים חייב חייבת צריך סירב* "
        "מסרב* הכחיש* דח* נכשל* שני שתי שלוש* ארבע* חמש* שש* שבע* שמונ* תשע* עשר* מאה מאות אלף אלפים "
        "מיליון* חצי איננו אינני אינך אינכם לסרב מכחיש* מכחישים הכחשה כמעט נגד בלתי אי-אפשר נמנע* למנוע "
        "מנע* אסור אסורה לכאורה כביכול מוטל שקר עלול עשוי עשויה עשויים טרם מעולם לעולם בל שום פן"
    ),
    "Urdu": (
        "نہیں نہ مت بغیر بنا صرف اگر مگر سوائے شاید انکار مسترد ناکام دو تین چار ہزار لاکھ کروڑ شاید-ہی "
        "ممکن تقریباً خلاف ناممکن تردید ممنوع مبینہ نا چاہیے سکتا سکتی سکتے"
    ),
    "Hindi": (
        "नहीं न ना मत नही बिना बगैर केवल सिर्फ यदि अगर सकता सकती सकते चाहिए इनकार इंकार अस्वीकार असफल "
        "विफल एक दो तीन चार पाँच पांच छह सात आठ नौ दस सौ हज़ार हजार लाख करोड़ आधा शायद लगभग ख़िलाफ़ खिलाफ "
        "असंभव कथित खंडन मनाही प्रतिबंधित संभव"
    ),
    "Korean": (
        "않* 못* *없* 아니* 아닌 안 거부* 부인* 거절* 실패* 금지* 만약 *라면 *다면 *으면 밖에 뿐 아마 "
        "*해야 하나 둘 셋 두 세 네 다섯 여섯 일곱 여덟 아홉 열 백 천 억 *백만 *천만 *억 절반 반대* "
        "부정* 불가능* 어쩌면 거의 허위 거짓 이른바 소위 피했* 피하* 수도-있* 말고 *려면 *거든"
    ),
    "Bengali": (
        "না নয় নেই নি কখনো ছাড়া শুধু যদি পারে অস্বীকার দুই তিন চার হাজার লাখ কোটি নই নও নাই নাও হয়তো "
        "প্রায় বিরুদ্ধে অসম্ভব অস্বীকার* কথিত পারেনি করেনি হয়নি প্রত্যাখ্যান* *েনি *য়নি"
    ),
    "Albanian": (
        "nuk mos s' vetëm nëse mund duhet asnjë askush kurrë refuz* mohu* mohoi kundër dy tre katër pesë"
    ),
    "Amharic": "አይደለ* አል* አይ* የለ* ምናልባት ብቻ ያለ አለመ* ሁለት ሶስት",
    "Armenian": (
        "չեն* չի չէ* չեմ* չես* չկա* չուն* չստոր* չպետք* չհա* ոչ մի առանց միայն եթե երբեք մերժ* հերք* "
        "գուցե պետք հնարավոր երկու երեք"
    ),
    "Baltic and Estonian": (
        "nesame nesate nėra nebuvo nebus negali nepasiraš* nesut* neturi niekada niekas tik jeigu jei "
        "atsisak* neigia neigė neesam neesat neesmu neesi neesot nav nebija nebūs nevar neviens nekad "
        "tikai bez atteic* noraid* noliedz* pole polnud mitte ainult kui ilma keeldu* eita* kaks kolm "
        "trys divi trīs"
    ),
    "Catalan": "ningú només potser gairebé negà rebutj* poden quatre cinc",
    "Croatian, Slovak and Slovene": (
        "nije nisu nisam nisi nismo niste neće nećemo nema nemaju nemoj nikada nikad nitko niko ništa "
        "bez samo ako osim možda mora moraju odbi* poric* nieje nikto nikdy keby odmiet* popier* ni "
        "niso nismo nisem nista brez razen morda zavrn* zanik*"
    ),
    "Georgian": "არ არა ვერ ნუ არც არავინ არაფერი არასოდეს უარ* გარეშე მხოლოდ თუ შეიძლება უნდა ორი სამი",
    "Kazakh, Mongolian, Uzbek": (
        "емес* жоқ ешқашан тек егер мүмкін *мады *меді *пады *педі *майды *мейді биш үгүй *гүй зөвхөн "
        "хэрэв татгалз* yo'q yoʻq faqat *madi *maydi екі үш хоёр гурав"
    ),
    "Swahili, Tagalog, Welsh and Irish": (
        "hapana siyo hatuta* hakuna ikiwa labda hindi huwag wala lamang baka tumanggi nid ddim níl ní amháin"
    ),
    "Tamil, Telugu, Malayalam, Kannada, Marathi, Gujarati, Punjabi": (
        "அல்ல இல்லை *வில்லை *மாட்டார்* மட்டும் மறுத்த* కాదు లేదు *లేదు మాత్రమే തిരസ്* അല്ല ഇല്ല "
        "*ഇല്ല *യില്ല മാത്രം ಅಲ್ಲ ಇಲ್ಲ *ಲಿಲ್ಲ ಮಾತ್ರ नाही नाहीत नको फक्त નથી નહીં ના માત્ર ਨਹੀਂ ਨਾ ਸਿਰਫ਼"
    ),
}
"""Words by the language that has them, parted by blanks; `*` stands for any letters, `-` for a blank too."""

SIGNS: Mapping[str, str] = {
    "Chinese": (
        "不 没 沒 未 无 無 非 否 勿 拒 仅 僅 只 唯 除非 除了 如果 若 假如 要是 可能 也许 或许 能够 能否 "
        "应该 应当 應該 必须 必須 可以 几乎 禁止 失败 二 三 四 五 六 七 八 九 十 百 千 万 萬 亿 億 两 "
        "兩 半 需 反对 反對 避免 几近 絕 绝 别再 別再 并非 並非 抵制 回绝 谎 谎称 据称 據稱 所谓 所謂 "
        "至少 最多 以免 大概 或 会否 能不能 若干 幾乎 失敗 除外"
    ),
    "Japanese": (
        "ない なかっ なく なけれ ません ずに せず まい 無 不 非 未 否 拒 だけ のみ しか もし れば "
        "ならば かもしれ べき できる 反対 禁止 失敗 ざる 拒ん 避け 否定 恐らく おそらく たぶん 多分 "
        "ほぼ ほとんど 必要 場合 いわゆる 虚偽 嘘 禁じ せぬ らぬ わぬ かぬ"
    ),
    "Thai": (
        "ไม่ มิ ไร้ อย่า ปราศจาก ปฏิเสธ เพียง เท่านั้น ถ้า หาก เว้นแต่ นอกจาก อาจ ต้อง ควร ล้มเหลว หนึ่ง "
        "สอง สาม สี่ ห้า หก เจ็ด แปด เก้า สิบ ร้อย พัน หมื่น แสน ล้าน ครึ่ง มิได้ คัดค้าน หลีกเลี่ยง "
        "เกือบ บางที ห้าม เท็จ"
    ),
    "Lao": ("ບໍ່ ປະຕິເສດ ພຽງ ເທົ່ານັ້ນ ຖ້າ ຫາກ ອາດ ຕ້ອງ ສອງ ສາມ ຮ້ອຍ ລ້ານ ບໍ່ໄດ້ ຫ້າມ ບາງທີ ຄວນ ໜຶ່ງ"),
    "Khmer": ("មិន ពុំ គ្មាន បដិសេធ ប៉ុណ្ណោះ ប្រសិនបើ លើកលែង អាច ពីរ ពាន់ លាន គួរ ហាម ប្រហែល បី បួន"),
    "Burmese": ("ဘူး ဘဲ မဟုတ် မရှိ မလုပ် မပြု မလိုက်နာ ငြင်း လျှင် ရမည် သုံး ထောင် သန်း မရ မဖြစ် မပေး မယူ မခံ မတွေ့ မလက်ခံ သာလျှင် ဖြစ်နိုင်"),
}
"""The same for languages that set no blanks: these turn wherever they stand in a stretch."""

MEASURES = (
    "all always every everyone everything each both most mostly many several some any yet quite very "
    "too anti ex former formerly pretend partly partially fully entirely completely totally even still "
    "again sometimes often tous toutes tout toujours chaque plupart plusieurs très trop partiellement "
    "entièrement encore ancien anciens alle alles immer jeder jede meisten viele mehrere sehr teilweise "
    "völlig noch ehemalige ehemaligen todos todas siempre cada muchos varios muy parcialmente "
    "totalmente tutti tutte sempre ogni molti completamente все всё всегда каждый многие очень частично "
    "полностью ещё бывшие alla alltid varje många allt helt altid alltid wszyscy zawsze każdy wiele "
    "wszystkie hepsi her çok tamamen كل جميع دائما כל תמיד همه همیشه सभी सब हमेशा 모두 항상"
)
"""How much, how many and how often: a bracket may not bring that in, though it may leave it out."""

OTHERWISE = re.compile(
    " 莫斯科|未来|未來|无人机|無人機|[南北中东東西]?非洲|南非|十分|万一|สัมพันธ|พันธ|มิตร|มิถุนา|อาจารย์|มิติ"
)
"""Words in which a sign of `SIGNS` means something else."""
