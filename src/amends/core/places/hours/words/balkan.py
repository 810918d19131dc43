"""Greek and the South Slavic languages but Bulgarian."""

from __future__ import annotations

from amends.core.places.hours.words.lexicon import Forms

GREEK: Forms = {
    "0": "δε|δευ|δευτέρα", "1": "τρ|τρι|τρίτη", "2": "τε|τετ|τετάρτη", "3": "πε|πεμ|πέμ|πέμπτη",
    "4": "πα|παρ|παρασκευή", "5": "σα|σαβ|σάβ|σάββατο", "6": "κυ|κυρ|κυριακή",
    "daily": "κάθε μέρα|κάθε ημέρα|όλες τις ημέρες|όλες τις μέρες",
    "weekdays": "εργάσιμες|εργάσιμες ημέρες", "weekend": "σαββατοκύριακο|σαββατοκύριακα",
    "always": "24 ώρες|24ωρο|όλο το 24ωρο", "off": "κλειστά|κλειστό|κλειστή",
    "open": "ανοιχτά|ανοικτά|ανοιχτό", "PH": "αργίες|επίσημες αργίες|δημόσιες αργίες",
    "to": "έως|μέχρι|ως", "and": "και", "from": "από", "break": "διάλειμμα", "except": "εκτός",
    "noise": "ωράριο|ωράριο λειτουργίας|ώρες λειτουργίας",
}  # fmt: skip

CROATIAN: Forms = {
    "0": "pon|ponedjeljak|ponedjeljka|ponedeljak|ponedeljka", "1": "uto|utorak|utorka",
    "2": "sri|srijeda|srijede|srijedu|sre|sreda|srede|sredu", "3": "čet|cet|četvrtak|četvrtka",
    "4": "pet|petak|petka", "5": "sub|subota|subote|subotu|subotom",
    "6": "ned|nedjelja|nedjelje|nedjelju|nedjeljom|nedelja|nedelje|nedelju|nedeljom",
    "daily": "svaki dan|svakim danom|svakodnevno",
    "weekdays": "radni dan|radni dani|radnim danom|radnim danima",
    "weekend": "vikend|vikendom", "always": "24 sata|24h|nonstop",
    "off": "zatvoreno|ne radi|ne radimo|neradni dan|neradno", "open": "otvoreno|radi",
    "PH": "praznik|praznici|praznicima|praznikom|državni praznici|blagdani|blagdanom|blagdanima",
    "to": "do", "and": "i", "from": "od", "break": "pauza|stanka", "except": "osim",
    "hour": "h|sati|sata", "noise": "radno vrijeme|radno vreme",
}  # fmt: skip
"""Also for Bosnian, Montenegrin and Serbian in Latin letters."""

SERBIAN: Forms = {
    "0": "пон|понедељак|понедељка", "1": "уто|уторак|уторка", "2": "сре|среда|среде|среду",
    "3": "чет|четвртак|четвртка", "4": "пет|петак|петка", "5": "суб|субота|суботе|суботом",
    "6": "нед|недеља|недеље|недељом",
    "daily": "сваки дан|сваким даном|свакодневно",
    "weekdays": "радни дан|радни дани|радним даном|радним данима", "weekend": "викенд|викендом",
    "off": "затворено|не ради|нерадни дан|нерадно", "open": "отворено|ради",
    "PH": "празник|празници|празницима|празником", "to": "до", "and": "и", "from": "од",
    "break": "пауза", "except": "осим", "hour": "ч|часова|сати", "noise": "радно време",
}  # fmt: skip

MACEDONIAN: Forms = {
    "0": "пон|понеделник", "1": "вто|вторник", "2": "сре|среда", "3": "чет|четврток",
    "4": "пет|петок", "5": "саб|сабота", "6": "нед|недела",
    "daily": "секој ден|секојдневно", "weekdays": "работни денови|работен ден", "weekend": "викенд",
    "off": "затворено|неработен ден", "open": "отворено", "PH": "празници|празник",
    "to": "до", "and": "и", "from": "од", "break": "пауза", "hour": "ч|часот",
    "noise": "работно време",
}  # fmt: skip

SLOVENIAN: Forms = {
    "0": "pon|ponedeljek|ponedeljka", "1": "tor|torek|torka", "2": "sre|sreda|srede|sredo",
    "3": "čet|cet|četrtek|četrtka", "4": "pet|petek|petka", "5": "sob|sobota|sobote|soboto",
    "6": "ned|nedelja|nedelje|nedeljo",
    "daily": "vsak dan|vse dni", "weekdays": "delavnik|delavniki|delavnikih|ob delavnikih",
    "weekend": "vikend|ob vikendih", "always": "24 ur|24 ur na dan", "off": "zaprto",
    "open": "odprto", "PH": "prazniki|praznik|praznikih|ob praznikih",
    "to": "do", "and": "in", "from": "od", "break": "odmor|malica|odmor za malico",
    "except": "razen", "hour": "h|ure|uri", "noise": "delovni čas|odpiralni čas|uradne ure",
}  # fmt: skip
