"""Slavic languages."""

from __future__ import annotations

from amends.core.places.hours.words.lexicon import Forms

RUSSIAN: Forms = {
    "0": "пн|пнд|пон|понед|понедельник|понедельника|понедельникам|понедельники",
    "1": "вт|втр|втор|вторник|вторника|вторникам|вторники",
    "2": "ср|срд|сред|среда|среды|среду|средам",
    "3": "чт|чтв|чет|четв|четверг|четверга|четвергам|четверги",
    "4": "пт|птн|пят|пятн|пятница|пятницы|пятницу|пятницам",
    "5": "сб|сбт|суб|субб|суббота|субботы|субботу|субботам",
    "6": "вс|вск|вос|воск|вскр|воскр|воскресенье|воскресенья|воскресеньям|воскресение",
    "m1": "январь|января|янв", "m2": "февраль|февраля|фев", "m3": "март|марта|мар",
    "m4": "апрель|апреля|апр", "m5": "май|мая", "m6": "июнь|июня|июн",
    "m7": "июль|июля|июл", "m8": "август|августа|авг", "m9": "сентябрь|сентября|сен|сент",
    "m10": "октябрь|октября|окт", "m11": "ноябрь|ноября|ноя", "m12": "декабрь|декабря|дек",
    "daily": "ежедневно|ежедн|каждый день|все дни|по всем дням|всю неделю|7 дней в неделю|"
    "семь дней в неделю|без выходных дней ежедневно",
    "weekdays": "будни|будние дни|будним дням|будням|буднях|рабочие дни|в рабочие дни|"
    "рабочим дням|в будни|в будние дни|будний день|раб. дни|по рабочим дням|по будням|"
    "по будним дням",
    "weekend": "по выходным|по выходным дням|в выходные|в выходные дни",
    "daysoff": "выходные|выходные дни",
    "always": "круглосуточно|круглосут|кругл|24 часа|24 ч|24ч|24 часа в сутки|круглые сутки|"
    "круглосуточный|круглосуточная|24 час",
    "off": "выходной|выходной день|вых|не работает|не работаем|закрыто|закрыт|нерабочий день|"
    "нерабочие дни|не рабочий день|не рабочие дни",
    "open": "открыто|работает|работаем|открыт",
    "PH": "праздники|праздников|праздничных дней|"
    "праздничные дни|праздничные|праздничным дням|государственные праздники|"
    "в праздники|в праздничные дни|праздничный день|по праздникам|официальные праздники",
    "to": "до",
    "by": "по",
    "and": "и|а также",
    "from": "с|со|от|в|c",
    "break": "перерыв|обед|обеденный перерыв|перерыв на обед|технический перерыв|тех. перерыв|"
    "пер|обеденное время|перерыв с|обед с",
    "nobreak": "без перерыва|без обеда|без перерывов|без перерыва на обед|без обеденного перерыва|"
    "без перерывов на обед|без обеда и перерывов|перерыва нет|обеда нет",
    "nodayoff": "без перерывов и выходных|без перерыва и выходных|без обеда и выходных|"
    "без выходных и перерывов|без выходных и обеда|без выходных и праздников|"
    "без выходных|без выходных дней|без вых|без выходного дня",
    "except": "кроме|за исключением",
    "hour": "ч|час|часа|часов|ч.|час.|мин|минут",
    "midnight": "полночь|полуночи",
    "noon": "полдень|полудня",
    "appointment": "по записи|по предварительной записи",
    "noise": "режим работы|часы работы|график работы|время работы|график|работа|время|"
    "расписание|по местному времени|режим|часы",
}  # fmt: skip

UKRAINIAN: Forms = {
    "0": "пн|понеділок|понеділка|понеділкам|пон",
    "1": "вт|вівторок|вівторка|вів",
    "2": "ср|середа|середи|середу|сер",
    "3": "чт|четвер|четверга|чет",
    "4": "пт|п'ятниця|п’ятниця|пʼятниця|п'ятниці|п’ятниці|пʼятниці|п'ятницю|п’ятницю|пятниця",
    "5": "сб|субота|суботи|суботу|суб",
    "6": "нд|неділя|неділі|неділю|нед|вс",
    "m1": "січень|січня", "m2": "лютий|лютого", "m3": "березень|березня", "m4": "квітень|квітня",
    "m5": "травень|травня", "m6": "червень|червня", "m7": "липень|липня", "m8": "серпень|серпня",
    "m9": "вересень|вересня", "m10": "жовтень|жовтня", "m11": "листопад|листопада",
    "m12": "грудень|грудня",
    "daily": "щодня|щоденно|кожен день|кожного дня|усі дні|всі дні|7 днів на тиждень",
    "weekdays": "будні|будні дні|робочі дні|у будні|в будні|у робочі дні|по буднях",
    "weekend": "у вихідні|у вихідні дні|по вихідних",
    "daysoff": "вихідні|вихідні дні",
    "always": "цілодобово|24 години|24 год|24 години на добу|круглодобово",
    "off": "вихідний|вихідний день|зачинено|не працює|закрито|вих",
    "open": "відчинено|працює",
    "PH": "свята|святкові дні|у святкові дні|державні свята",
    "to": "до",
    "by": "по",
    "and": "і|й|та",
    "from": "з|із|зі|від|о|у|в",
    "break": "перерва|обід|обідня перерва|технічна перерва|перерва на обід",
    "nobreak": "без перерви|без обіду|без перерв|без обідньої перерви",
    "nodayoff": "без вихідних|без вихідних днів",
    "except": "крім|окрім",
    "hour": "год|година|години|годин|г",
    "noise": "графік роботи|години роботи|час роботи|режим роботи|розклад|графік",
}  # fmt: skip

BELARUSIAN: Forms = {
    "0": "пн|панядзелак|панядзелка", "1": "аў|ат|аўторак|аўторка", "2": "ср|серада|серады",
    "3": "чц|чацвер|чацвярга", "4": "пт|пятніца|пятніцы|пятніцу", "5": "сб|субота|суботы|суботу",
    "6": "нд|нядзеля|нядзелі|нядзелю",
    "daily": "штодня|штодзённа|кожны дзень",
    "weekdays": "будні|будныя дні|працоўныя дні",
    "always": "кругласутачна",
    "off": "выхадны|выхадныя|зачынена|не працуе",
    "to": "да", "by": "па", "and": "і|ды", "from": "з|ад",
    "break": "перапынак|абед|абедзенны перапынак",
    "nobreak": "без перапынку", "nodayoff": "без выхадных", "except": "акрамя",
    "hour": "гадз|гадзін",
    "noise": "рэжым працы|час працы|графік працы",
}  # fmt: skip

BULGARIAN: Forms = {
    "0": "пн|пон|понеделник", "1": "вт|вто|вторник", "2": "ср|сря|сряда", "3": "чт|чет|четвъртък",
    "4": "пт|пет|петък", "5": "сб|съб|събота", "6": "нд|нед|неделя",
    "daily": "всеки ден|ежедневно", "weekdays": "делнични дни|работни дни|делник",
    "always": "денонощно", "off": "почивен ден|затворено|неработен", "to": "до", "and": "и",
    "from": "от", "break": "почивка|обедна почивка", "hour": "ч|часа",
    "noise": "работно време",
}  # fmt: skip

POLISH: Forms = {
    "0": "pn|pon|poniedziałek|poniedziałku|poniedziałki|poniedzialek",
    "1": "wt|wto|wtorek|wtorku|wtorki",
    "2": "śr|sr|śro|środa|środy|środę|sroda|srody",
    "3": "cz|czw|czwartek|czwartku|czwartki",
    "4": "pt|pia|pią|piątek|piątku|piątki|piatek|piatku",
    "5": "sb|so|sob|sobota|soboty|sobotę",
    "6": "nd|nie|ndz|niedz|niedziela|niedziele|niedzieli|niedzielę|ni",
    "m1": "styczeń|stycznia|sty", "m2": "luty|lutego|lut", "m3": "marzec|marca",
    "m4": "kwiecień|kwietnia|kwi", "m5": "maj|maja", "m6": "czerwiec|czerwca|cze",
    "m7": "lipiec|lipca|lip", "m8": "sierpień|sierpnia|sie", "m9": "wrzesień|września|wrz",
    "m10": "październik|października|paź", "m11": "listopad|listopada|lis",
    "m12": "grudzień|grudnia|gru",
    "daily": "codziennie|każdy dzień|cały tydzień|wszystkie dni|7 dni w tygodniu",
    "weekdays": "dni robocze|w dni robocze|dni powszednie|dzień roboczy|robocze",
    "weekend": "weekend|weekendy|w weekendy",
    "always": "całodobowo|całą dobę|24h|24 h|24 godziny|24 godz|24h na dobę|czynne całą dobę|"
    "całodobowy|całodobowe|24 godziny na dobę|cala dobe|calodobowo",
    "off": "zamknięte|nieczynne|zamkniete|nieczynny|zamknięty|wolne|zamknięta|dzień wolny",
    "open": "czynne|otwarte|czynny|otwarty",
    "PH": "święta|dni świąteczne|swieta|święto|w święta|dni ustawowo wolne od pracy|"
    "dni ustawowo wolne",
    "to": "do",
    "and": "i|oraz",
    "from": "od|w|godz od|w godzinach|w godz|w godzinach od",
    "break": "przerwa|przerwa obiadowa|przerwa w godzinach|przerwa w godz",
    "nobreak": "bez przerwy",
    "except": "oprócz|z wyjątkiem|poza",
    "hour": "godz|godzina|godziny|h|godzin",
    "midnight": "północ|północy",
    "noise": "godziny otwarcia|godziny pracy|godz. otwarcia",
}  # fmt: skip

CZECH: Forms = {
    "0": "po|pondělí|pondeli|pon", "1": "út|ut|úterý|utery", "2": "st|středa|středy|středu",
    "3": "čt|ct|čtvrtek|čtvrtka", "4": "pá|pa|pátek|pátku", "5": "so|sobota|soboty|sobotu",
    "6": "ne|neděle|neděli",
    "m1": "leden|ledna", "m2": "únor|února", "m3": "březen|března", "m4": "duben|dubna",
    "m5": "květen|května", "m6": "červen|června", "m7": "červenec|července", "m8": "srpen|srpna",
    "m9": "září", "m10": "říjen|října", "m11": "listopad|listopadu", "m12": "prosinec|prosince",
    "daily": "denně|každý den|celý týden", "weekdays": "pracovní dny|všední dny|ve všední dny",
    "weekend": "víkend|víkendy|o víkendu",
    "always": "nonstop|24 hodin denně|24 hodin", "off": "zavřeno|zavreno",
    "open": "otevřeno",
    "PH": "svátky|státní svátky|svátek", "to": "do|až|až do", "and": "a|i", "from": "od|v",
    "break": "přestávka|polední přestávka|polední pauza|pauza",
    "except": "kromě|mimo", "hour": "hod|hodin|h",
    "noise": "otevírací doba|provozní doba|pracovní doba",
}  # fmt: skip

SLOVAK: Forms = {
    "0": "po|pondelok|pondelka", "1": "ut|utorok|utorka", "2": "st|streda|stredu|stredy",
    "3": "št|stv|štv|štvrtok|štvrtka", "4": "pi|pia|piatok|piatku",
    "5": "so|sobota|sobotu|soboty", "6": "ne|nedeľa|nedeľu|nedele",
    "daily": "denne|každý deň", "weekdays": "pracovné dni|cez pracovné dni",
    "weekend": "víkend|víkendy", "always": "nonstop|24 hodín",
    "off": "zatvorené|zatvorene", "open": "otvorené", "PH": "sviatky|štátne sviatky|sviatok",
    "to": "do|až", "and": "a|aj", "from": "od|v",
    "break": "prestávka|obedná prestávka|obedňajšia prestávka",
    "except": "okrem", "hour": "hod|hodín|h",
    "noise": "otváracie hodiny|otváracia doba|prevádzková doba",
}  # fmt: skip
