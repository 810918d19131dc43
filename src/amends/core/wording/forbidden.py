"""What must never be said to a customer (EVIDENCE, "Never say"; R3, R28)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

EMPTY = "says nothing"
CONDITION = "an apology with a condition"
NOBODY = "a passive that hides who did it"
EXCUSE = "an excuse"
BLAME = "blames the customer"
PARTNER = "names a partner"

PATTERNS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "en": (
        (EMPTY, r"\bany inconveniences?\b|\binconveniences? (?:caused|this may)"),
        (EMPTY, r"\byour call is important\b|\bwe value your (?:business|patience)\b"),
        (CONDITION, r"\b(?:sorry|apologi[sz]e|regret)\b[^.]*\bif\b"),
        (CONDITION, r"\bif\b[^.]*\b(?:upset|offended|let you down|disappointed)\b"),
        (CONDITION, r"\bsorry (?:that )?you feel\b|\bsorry,? but\b"),
        (NOBODY, r"\b(?:mistakes?|errors?) (?:was|were|has been|have been) made\b"),
        (
            NOBODY,
            r"\b(?:was|were|has been|have been) (?:delayed|mishandled|misplaced|overlooked)\b",
        ),
        (NOBODY, r"\b(?:an error|a mistake) (?:has )?occurred\b|\bdue to (?:a|an|the|technical)\b"),
        (EXCUSE, r"\b(?:unfortunately|beyond our control|unforeseen|high (?:demand|volume))\b"),
        (
            EXCUSE,
            r"\b(?:because|as|since) (?:of )?(?:the|our|your) (?:courier|carrier|partner|post)\b",
        ),
        (BLAME, r"\byou should have\b|\byour (?:unusual|special) (?:request|wish|order)\b"),
    ),
    "ru": (
        (
            EMPTY,
            r"\bдоставленн\w+ неудобств\w+|\bвозможн\w+ неудобств\w+|\bвременн\w+ неудобств\w+",
        ),
        (
            EMPTY,
            r"\bизвиня(?:юсь|емся)\b|\bваш звонок (?:очень )?важен\b|\bнадеемся на понимание\b",
        ),
        (CONDITION, r"\b(?:простите|извин\w+|сожале\w+|жаль)\b[^.]*\bесли\b"),
        (CONDITION, r"\bесли\b[^.]*\b(?:расстроил\w*|обидел\w*|подвел\w*|разочаровал\w*)\b"),
        (
            NOBODY,
            r"\bпроизош(?:ла|ел|ло)\b|\b(?:была )?допущена? ошибк\w+|\bвозникл\w+ (?:ошибк|сбо)",
        ),
        (NOBODY, r"\b(?:был|была|было|были) (?:задержан|утерян|потерян|перепутан)\w*"),
        (EXCUSE, r"\bк сожалению\b|\bне зависящ\w+ от нас\b|\bпо техническим причинам\b"),
        (
            EXCUSE,
            r"\bиз-за (?:курьер|перевозчик|партн[её]р|почт|нагрузк|больш)\w*|\bпо вине (?!нас)\w+",
        ),
        (BLAME, r"\bвам следовало\b|\bвы должны были\b|\bваш\w* (?:необычн|особ)\w+"),
    ),
    "mn": (
        (EMPTY, r"\b(?:учирсан|аливаа|гарсан) (?:таагүй байдал|хүндрэл)\w*"),
        (EMPTY, r"\bтаагүй байдал (?:үүсгэсэн|учруулсан)\w*|\bойлгоно гэдэгт\b"),
        (CONDITION, r"\b(?:хэрэв|хэрвээ)\b[^.]*\b(?:уучла|гомдоосон|урам хугалсан)\w*"),
        (NOBODY, r"\bалдаа гар(?:сан|лаа|чээ)\b|\bсаатал гар(?:сан|лаа|чээ)\b"),
        (EXCUSE, r"\bхарамсалтай нь\b|\bбиднээс үл хамаар\w+|\bтехникийн шалтгаан\w*"),
        (EXCUSE, r"\b(?:шуудан зөөгч|тээвэрлэгч|түнш|шуудан)\w*\s+буруу\w*"),
        (BLAME, r"\bта (?:ёстой|учиртай) байсан\b|\bтаны онцгой хүсэлт\w*"),
    ),
}
READ = {
    language: tuple((why, re.compile(pattern, re.IGNORECASE)) for why, pattern in patterns)
    for language, patterns in PATTERNS.items()
}


def forbidden(text: str, language: str, names: Iterable[str] = ()) -> list[str]:
    """What in this text must not be said, each with why; empty when all is well.

    ``names`` are the partners' names (carriers, operators of points): never an excuse.
    """
    found = [
        f"{why}: {match[0]}"
        for why, pattern in READ.get(language, ())
        for match in pattern.finditer(text)
    ]
    lower = text.casefold()
    return found + [f"{PARTNER}: {name}" for name in names if name and name.casefold() in lower]
