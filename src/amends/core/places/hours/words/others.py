"""Mongolic, Turkic, Uralic and Baltic languages."""

from __future__ import annotations

from amends.core.places.hours.words.lexicon import Forms

MONGOLIAN: Forms = {
    "0": "да|дав|даваа|даваа гараг|нэгдэх өдөр|1 дэх өдөр",
    "1": "мя|мяг|мягмар|мягмар гараг|хоёрдахь өдөр|2 дахь өдөр",
    "2": "лх|лха|лхагва|лхагва гараг|гуравдахь өдөр|3 дахь өдөр",
    "3": "пү|пүр|пүрэв|пүрэв гараг|дөрөвдэх өдөр|4 дэх өдөр",
    "4": "баа|баасан|баасан гараг|тавдахь өдөр|5 дахь өдөр",
    "5": "бя|бям|бямба|бямба гараг|хагас сайн өдөр|хагас сайн|хагас сайнд|6 дахь өдөр",
    "6": "ня|ням|ням гараг|бүтэн сайн өдөр|бүтэн сайн|бүтэн сайнд|7 дахь өдөр",
    "daily": "өдөр бүр|өдөр болгон|долоо хоногийн бүх өдөр|бүх өдөр|долоо хоногийн 7 өдөр|"
    "7 хоногийн 7 өдөр",
    "weekdays": "ажлын өдөр|ажлын өдрүүд|ажлын өдрүүдэд|ажлын өдрүүдээр|ажлын өдөрт",
    "weekend": "амралтын өдөр|амралтын өдрүүд|амралтын өдрүүдэд|амралтын өдрүүдээр|амралтын өдрөөр|"
    "хагас бүтэн сайн|хагас бүтэн сайнд|хагас бүтэн сайн өдөр|хагас бүтэн сайн өдрүүд|"
    "хагас бүтэн сайн өдрүүдэд|хагас бүтэн сайн өдрүүдээр|хагас бүтэн сайн өдрөөр",
    "always": "24 цаг|24 цагаар|24 цагийн турш|бүтэн хоногоор|хоногийн 24 цаг|тасралтгүй",
    "off": "амарна|амардаг|хаалттай|хаана|ажиллахгүй|амралт|амралттай|хаасан",
    "open": "ажиллана|нээлттэй|ажилладаг",
    "PH": "баярын өдөр|баярын өдрүүд|баярын өдрүүдэд|нийтээр тэмдэглэх баярын өдөр|"
    "нийтээр амрах баярын өдөр|баяр ёслолын өдөр",
    "and": "ба|болон|бөгөөд|мөн",
    "break": "цайны цаг|үдийн завсарлага|завсарлага|үдийн цай|цайны завсарлага",
    "nobreak": "цайны цаггүй|завсарлагагүй|цайны цаг байхгүй",
    "nodayoff": "амралтгүй|амралтын өдөргүй",
    "except": "бусад",
    "hour": "цаг|цагт|цагийн|ц",
    "noise": "хүртэл|хооронд|ажлын цаг|цагийн хуваарь|цагийн хуваариар|"
    "ажиллах цаг|ажиллах цагийн хуваарь",
}  # fmt: skip

KAZAKH: Forms = {
    "0": "дс|дүй|дүйсенбі", "1": "сс|сей|сейсенбі",
    "2": "ср|сәр|сәрсенбі", "3": "бс|бей|бейсенбі",
    "4": "жм|жұм|жұма|жұмаға", "5": "сб|сн|сен|сенбі|сенбіге", "6": "жс|жк|жек|жексенбі|жексенбіге",
    "daily": "күн сайын|күнделікті|әр күн|апта бойы", "weekdays": "жұмыс күндері|жұмыс күні",
    "weekend": "демалыс күндері",
    "always": "тәулік бойы|24 сағат|тәулігіне 24 сағат",
    "off": "демалыс|демалыс күні|жабық|жұмыс істемейді", "open": "ашық|жұмыс істейді",
    "PH": "мереке күндері|мерекелер|мереке", "and": "және", "from": "сағат",
    "break": "үзіліс|түскі үзіліс|түскі ас", "nobreak": "үзіліссіз",
    "nodayoff": "демалыссыз|демалыс күндерсіз", "hour": "сағ",
    "noise": "дейін|жұмыс уақыты|жұмыс кестесі|жұмыс режимі",
}  # fmt: skip

TURKISH: Forms = {
    "0": "pzt|pt|pazartesi", "1": "sal|salı", "2": "çar|çrş|çarşamba", "3": "per|prş|perşembe",
    "4": "cum|cuma", "5": "cmt|cts|cumartesi", "6": "paz|pazar",
    "daily": "her gün|hergün", "weekdays": "hafta içi|haftaiçi", "weekend": "hafta sonu|haftasonu",
    "always": "24 saat|7/24", "off": "kapalı", "open": "açık", "PH": "resmi tatiller|resmi tatil",
    "and": "ve", "break": "öğle arası|mola", "hour": "saat",
    "noise": "çalışma saatleri",
}  # fmt: skip

FINNISH: Forms = {
    "0": "ma|maanantai|maanantaisin", "1": "ti|tiistai|tiistaisin",
    "2": "ke|keskiviikko|keskiviikkoisin", "3": "to|torstai|torstaisin",
    "4": "pe|perjantai|perjantaisin", "5": "la|lauantai|lauantaisin",
    "6": "su|sunnuntai|sunnuntaisin",
    "m1": "tammikuu", "m2": "helmikuu", "m3": "maaliskuu", "m4": "huhtikuu", "m5": "toukokuu",
    "m6": "kesäkuu", "m7": "heinäkuu", "m8": "elokuu", "m9": "syyskuu", "m10": "lokakuu",
    "m11": "marraskuu", "m12": "joulukuu",
    "daily": "joka päivä|päivittäin|kaikkina päivinä",
    "weekdays": "arkisin|arkipäivisin|ark|arkipäivät",
    "weekend": "viikonloppuisin|viikonloput",
    "always": "24h|24 h|ympäri vuorokauden|vuorokauden ympäri|24 tuntia",
    "off": "suljettu|kiinni", "open": "avoinna|auki", "PH": "pyhäpäivät|pyhäpäivisin|pyhinä|pyhät",
    "and": "ja|sekä", "from": "klo|kello", "break": "tauko|lounastauko",
    "except": "paitsi", "hour": "h",
    "noise": "aukioloajat|aukiolo|aukioloaika",
}  # fmt: skip

ESTONIAN: Forms = {
    "0": "e|es|esm|esmaspäev|esmaspäeval", "1": "t|te|tei|teisip|teisipäev",
    "2": "k|ke|kol|kolmap|kolmapäev", "3": "n|ne|nel|neljap|neljapäev",
    "4": "r|re|ree|reede|reedel", "5": "l|la|lau|laup|laupäev|laupäeval",
    "6": "p|pü|püh|pühap|pühapäev|pühapäeval",
    "daily": "iga päev|igapäevaselt|kõik päevad", "weekdays": "tööpäeviti|tööpäevad|tööpäevadel",
    "weekend": "nädalavahetus|nädalavahetusel|nädalavahetuseti",
    "always": "ööpäevaringselt|24h|24 h|24 tundi", "off": "suletud|kinni", "open": "avatud|lahti",
    "PH": "riigipühad|riigipühadel|pühad", "to": "kuni", "and": "ja|ning", "from": "kell",
    "break": "lõuna|lõunapaus|vaheaeg", "except": "välja arvatud", "hour": "h",
    "noise": "lahtiolekuajad|lahtiolekuaeg|avatud ajad",
}  # fmt: skip

HUNGARIAN: Forms = {
    "0": "h|hé|hét|hétfő", "1": "k|ke|kedd", "2": "sz|sze|szerda",
    "3": "cs|csü|csüt|csütörtök", "4": "p|pé|pén|péntek", "5": "szo|szombat",
    "6": "v|va|vas|vasárnap",
    "daily": "minden nap|mindennap|naponta",
    "weekdays": "hétköznap|munkanap|munkanapokon|hétköznapokon",
    "weekend": "hétvége|hétvégén", "always": "éjjel-nappal|24 óra|0-24h",
    "off": "zárva|szünnap", "open": "nyitva", "PH": "ünnepnap|ünnepnapokon|ünnepnapok",
    "and": "és", "break": "ebédszünet|szünet", "hour": "óra",
    "noise": "nyitvatartás|nyitva tartás",
}  # fmt: skip

LATVIAN: Forms = {
    "0": "p|pr|pirm|pirmdiena|pirmdienas|pirmdien", "1": "o|ot|otr|otrdiena",
    "2": "t|tr|tre|trešd|trešdiena",
    "3": "c|ce|cet|ceturtd|ceturtdiena", "4": "pk|pt|piektd|piektdiena|piektdienai",
    "5": "s|se|sestd|sestdiena|sestdienai", "6": "sv|svētd|svētdiena|svētdienai",
    "daily": "katru dienu|ik dienu", "weekdays": "darba dienas|darba dienās|darbdienās",
    "weekend": "brīvdienās|nedēļas nogalē", "always": "diennakti|visu diennakti",
    "off": "slēgts|brīvdiena", "open": "atvērts", "PH": "svētku dienas|svētku dienās",
    "to": "līdz", "and": "un", "from": "no", "break": "pārtraukums|pusdienas",
    "noise": "darba laiks",
}  # fmt: skip

LITHUANIAN: Forms = {
    "0": "i|pr|pirm|pirmadienis|pirmadienio|pirmadieniais",
    "1": "ii|an|antr|antradienis|antradienio", "2": "iii|tr|treč|trečiadienis|trečiadienio",
    "3": "iv|kt|ketv|ketvirtadienis|ketvirtadienio",
    "4": "v|pn|penkt|penktadienis|penktadienio|penktadieniais",
    "5": "vi|št|šešt|šeštadienis|šeštadienio|šeštadieniais",
    "6": "vii|sk|sekm|sekmadienis|sekmadienio|sekmadieniais",
    "daily": "kasdien|kiekvieną dieną", "weekdays": "darbo dienomis|darbo dienos",
    "weekend": "savaitgaliais|savaitgalį", "always": "visą parą|24 val",
    "off": "uždaryta|nedirba|nedirbame", "open": "atidaryta|dirba|dirbame",
    "PH": "švenčių dienomis|švenčių dienos", "to": "iki", "and": "ir", "from": "nuo",
    "break": "pertrauka|pietų pertrauka|pietūs", "hour": "val",
    "noise": "darbo laikas|darbo valandos",
}  # fmt: skip
