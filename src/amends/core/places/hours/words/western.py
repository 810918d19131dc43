"""Germanic and Romance languages."""

from __future__ import annotations

from amends.core.places.hours.words.lexicon import Forms

GERMAN: Forms = {
    "0": "mo|mon|montag|montags|mntg", "1": "di|dienstag|dienstags|dienst",
    "2": "mi|mit|mittwoch|mittwochs", "3": "do|don|donnerstag|donnerstags",
    "4": "fr|fre|freitag|freitags", "5": "sa|sam|samstag|samstags|sonnabend|sonnabends",
    "6": "so|son|sonntag|sonntags",
    "m1": "jan|januar|jänner", "m2": "feb|februar|feber", "m3": "mär|märz|mrz",
    "m4": "apr|april", "m5": "mai", "m6": "jun|juni", "m7": "jul|juli", "m8": "aug|august",
    "m9": "sep|sept|september", "m10": "okt|oktober", "m11": "nov|november",
    "m12": "dez|dezember",
    "daily": "täglich|taeglich|tgl|jeden tag|alle tage|7 tage die woche|7 tage",
    "weekend": "wochenende|wochenenden|am wochenende",
    "always": "durchgehend geöffnet|rund um die uhr|24 stunden|24 std|24h|nonstop geöffnet|"
    "24 h|immer geöffnet|ganztägig|24 stunden geöffnet|"
    "jederzeit|jederzeit zugänglich|24 stunden / 7 tage|24h / 7 tage",
    "off": "geschlossen|geschl|ruhetag|zu|ruhetage",
    "open": "geöffnet|offen",
    "PH": "feiertag|feiertage|feiertags|an feiertagen|gesetzliche feiertage|feiertagen",
    "SH": "schulferien|ferien",
    "to": "bis", "and": "und|u|sowie|&", "from": "von|ab|am",
    "break": "pause|mittagspause", "nobreak": "ohne pause",
    "except": "außer|ausser|ausgenommen",
    "hour": "uhr|h", "noon": "mittag", "midnight": "mitternacht",
    "appointment": "nach vereinbarung|nach absprache|termin nach vereinbarung",
    "noise": "öffnungszeiten|öffnungszeit|geschäftszeiten|oeffnungszeiten|jeweils|durchgehend",
}  # fmt: skip

DUTCH: Forms = {
    "0": "ma|maandag|maandags", "1": "di|dinsdag", "2": "wo|woe|woensdag",
    "3": "do|don|donderdag", "4": "vr|vrij|vrijdag", "5": "za|zat|zaterdag", "6": "zo|zon|zondag",
    "daily": "dagelijks|elke dag|alle dagen|7 dagen per week", "weekdays": "werkdagen|weekdagen",
    "weekend": "weekend|weekends", "always": "24 uur|24 uur per dag|dag en nacht",
    "off": "gesloten", "open": "open|geopend", "PH": "feestdagen|feestdag|op feestdagen",
    "to": "tot|t/m|tot en met|t.e.m", "and": "en", "from": "van|vanaf",
    "break": "pauze|middagpauze|lunchpauze", "except": "behalve", "hour": "uur|u|h",
    "noise": "openingstijden|openingsuren",
}  # fmt: skip

FRENCH: Forms = {
    "0": "lu|lun|lundi|lundis|l", "1": "ma|mar|mardi|mardis", "2": "me|mer|mercredi|mercredis",
    "3": "je|jeu|jeudi|jeudis|j", "4": "ve|ven|vendredi|vendredis|v",
    "5": "sa|sam|samedi|samedis|s", "6": "di|dim|dimanche|dimanches|d",
    "m1": "jan|janv|janvier", "m2": "fév|fev|févr|février", "m3": "mars", "m4": "avr|avril",
    "m5": "mai", "m6": "juin", "m7": "juil|juillet", "m8": "août|aout", "m9": "sept|septembre",
    "m10": "oct|octobre", "m11": "nov|novembre", "m12": "déc|dec|décembre",
    "daily": "tous les jours|chaque jour|7 jours sur 7|7j sur 7|7j/7|tlj|quotidien",
    "weekdays": "en semaine|jours ouvrés",
    "weekend": "week-end|weekend|week-ends|le week-end",
    "always": "24h/24|24h sur 24|24 heures sur 24|24h/24 et 7j/7|24h/24, 7j/7|jour et nuit|24h",
    "off": "fermé|ferme|fermée", "open": "ouvert|ouverte",
    "PH": "jours fériés|jour férié|fériés|les jours fériés|férié",
    "SH": "vacances scolaires", "to": "à|a|au|jusqu'à|jusqu’à|jusqu'au|-",
    "and": "et|&|puis", "from": "de|du|dès|le|les|des",
    "break": "pause|pause déjeuner|pause midi", "nobreak": "sans interruption|sans pause|non-stop",
    "except": "sauf|excepté|hors", "hour": "h|heures|heure", "noon": "midi", "midnight": "minuit",
    "appointment": "sur rendez-vous|sur_rendez_vous|sur rendez vous|sur rdv",
    "noise": "horaires|horaire|horaires d'ouverture|horaires d’ouverture|heures d'ouverture",
}  # fmt: skip

SPANISH: Forms = {
    "0": "lu|lun|lunes|l", "1": "ma|mar|martes", "2": "mi|mie|mié|miercoles|miércoles|x",
    "3": "ju|jue|jueves|j", "4": "vi|vie|viernes|v", "5": "sa|sá|sab|sáb|sabado|sábado|sábados|s",
    "6": "do|dom|domingo|domingos|d",
    "m1": "ene|enero", "m2": "feb|febrero", "m3": "marzo", "m4": "abr|abril", "m5": "mayo",
    "m6": "jun|junio", "m7": "jul|julio", "m8": "ago|agosto", "m9": "sep|sept|septiembre",
    "m10": "oct|octubre", "m11": "nov|noviembre", "m12": "dic|diciembre",
    "daily": "todos los días|todos los dias|diario|diariamente|cada día|a diario|"
    "7 días a la semana",
    "weekdays": "entre semana|días laborables|dias laborables|laborables|días hábiles",
    "weekend": "fines de semana|fin de semana",
    "always": "24 horas|24h|24 hs|las 24 horas|24 horas al día|abierto 24 horas",
    "off": "cerrado|cerrada", "open": "abierto|abierta",
    "PH": "festivos|feriados|días festivos|dias festivos|festivo|feriado",
    "to": "a|á|hasta|al", "and": "y|e", "from": "de|desde|del|las|los|el|desde las|de las",
    "break": "descanso|pausa|almuerzo", "except": "excepto|salvo|menos",
    "hour": "h|hs|hrs|horas", "noon": "mediodía|mediodia", "midnight": "medianoche",
    "noise": "horario|horarios|horario de atención|horario de apertura",
}  # fmt: skip

ITALIAN: Forms = {
    "0": "lu|lun|lunedì|lunedi|l", "1": "ma|mar|martedì|martedi", "2": "me|mer|mercoledì|mercoledi",
    "3": "gi|gio|giovedì|giovedi|g", "4": "ve|ven|venerdì|venerdi|v", "5": "sa|sab|sabato|s",
    "6": "do|dom|domenica|domeniche|d",
    "m1": "gen|gennaio", "m2": "feb|febbraio", "m3": "marzo", "m4": "apr|aprile", "m5": "maggio",
    "m6": "giu|giugno", "m7": "lug|luglio", "m8": "ago|agosto", "m9": "set|settembre",
    "m10": "ott|ottobre", "m11": "nov|novembre", "m12": "dic|dicembre",
    "daily": "tutti i giorni|ogni giorno|7 giorni su 7|quotidianamente",
    "weekdays": "giorni lavorativi", "weekend": "fine settimana|weekend",
    "always": "24 ore su 24|24 ore|h24|24h|24h su 24",
    "off": "chiuso|chiusa|giorno di chiusura", "open": "aperto|aperta",
    "PH": "festivi|giorni festivi|festività|festivo",
    "to": "a|alle|al|fino alle|alla|ad", "and": "e|ed", "from": "da|dal|dalle|dalla|ore|il",
    "break": "pausa|pausa pranzo", "nobreak": "orario continuato|continuato",
    "except": "tranne|escluso|eccetto", "hour": "h|ore",
    "noon": "mezzogiorno", "midnight": "mezzanotte",
    "noise": "orario|orari|orari di apertura|orario di apertura",
}  # fmt: skip

PORTUGUESE: Forms = {
    "0": "seg|segunda|segunda-feira|segunda feira|2ª|2a|2ª feira",
    "1": "ter|terça|terça-feira|terca|3ª|3ª feira",
    "2": "qua|quarta|quarta-feira|4ª|4ª feira", "3": "qui|quinta|quinta-feira|5ª|5ª feira",
    "4": "sex|sexta|sexta-feira|6ª|6ª feira", "5": "sáb|sab|sábado|sabado|sábados",
    "6": "dom|domingo|domingos",
    "m1": "janeiro", "m2": "fevereiro", "m3": "março", "m4": "abril", "m5": "maio",
    "m6": "junho", "m7": "julho", "m8": "agosto", "m9": "setembro", "m10": "outubro",
    "m11": "novembro", "m12": "dezembro",
    "daily": "todos os dias|diariamente|diário", "weekdays": "dias úteis|dias de semana",
    "weekend": "fim de semana|fins de semana", "always": "24 horas|24h|aberto 24 horas",
    "off": "fechado|encerrado|fechada", "open": "aberto", "PH": "feriados|feriado",
    "to": "a|à|às|as|ás|até|ate|ao|á", "and": "e", "from": "de|das|da|dos|desde|do",
    "break": "almoço|intervalo|pausa", "except": "exceto|excepto", "hour": "h|hrs|horas|hs",
    "noon": "meio-dia", "midnight": "meia-noite",
    "noise": "horário|horario|horário de funcionamento|horário de atendimento",
}  # fmt: skip

SWEDISH: Forms = {
    "0": "må|mån|måndag|måndagar", "1": "ti|tis|tisdag", "2": "on|ons|onsdag",
    "3": "to|tor|tors|torsdag",
    "4": "fr|fre|fredag", "5": "lö|lör|lörd|lördag|lördagar", "6": "sö|sön|sönd|söndag|söndagar",
    "daily": "dagligen|alla dagar|varje dag", "weekdays": "vardagar|vardag",
    "weekend": "helger|helg", "always": "dygnet runt", "off": "stängt|stängd",
    "open": "öppet|öppen", "PH": "helgdagar|helgdag|röda dagar", "to": "till", "and": "och",
    "from": "från|kl", "break": "lunchstängt|lunch", "except": "utom",
    "noise": "öppettider",
}  # fmt: skip

DANISH: Forms = {
    "0": "ma|man|mandag", "1": "ti|tir|tirs|tirsdag", "2": "on|ons|onsdag",
    "3": "to|tor|tors|torsdag",
    "4": "fr|fre|fredag", "5": "lø|lør|lørdag", "6": "sø|søn|søndag",
    "daily": "dagligt|hver dag|alle dage|daglig|hele ugen",
    "weekdays": "hverdage|hverdag|hverdager",
    "weekend": "weekend|weekender|helg", "always": "døgnåbent|døgnåpent|døgnet rundt",
    "off": "lukket|stengt", "open": "åbent|åpent|åben",
    "PH": "helligdage|helligdag|helligdager", "to": "til", "and": "og",
    "from": "fra|kl", "break": "frokost|pause", "except": "undtagen|unntatt",
    "noise": "åbningstider|åpningstider",
}  # fmt: skip

ROMANIAN: Forms = {
    "0": "lu|lun|luni|l", "1": "ma|mar|marți|marti|marţi", "2": "mi|mie|miercuri",
    "3": "jo|joi|j", "4": "vi|vin|vineri|v", "5": "sâ|sb|sâm|sam|sâmbătă|sambata|s",
    "6": "du|dum|duminică|duminica|d",
    "daily": "zilnic|în fiecare zi", "weekdays": "zile lucrătoare", "weekend": "weekend",
    "always": "non-stop|24 de ore", "off": "închis|inchis", "open": "deschis",
    "PH": "sărbători legale|sarbatori legale", "to": "până la|pana la|până", "and": "și|si|şi",
    "from": "de la|de", "break": "pauză|pauza", "except": "cu excepția",
    "noise": "program|orar|program de lucru",
}  # fmt: skip
