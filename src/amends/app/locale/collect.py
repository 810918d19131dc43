"""Collect every text that customers and staff read, and keep the catalogues in step with them.

No GNU tools are needed: Babel reads the Python files, Django's own lexer the templates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib
from babel.messages.extract import extract_from_file
from django.template.base import Lexer, Token, TokenType

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent.parent
READ_BY_CUSTOMERS = (
    "core/wording",
    "core/rulebook/words",
    "app/customer",
    "app/rules",
    "app/templates",
)
READ_BY_STAFF = (
    "app/console",
    "app/actions/desk",
    "app/actions/freedom",
    "app/commands/claims",
    "app/commands/decide",
    "app/commands/places",
    "app/commands/rulebook",
    "app/commands/verify.py",
    "app/commands/staff",
    "app/actions/ingest",
    "app/actions/quarantine.py",
    "app/commands/quarantine.py",
    "core/claims/claim.py",
    "core/events.py",
    "core/forms.py",
    "core/places",
    "core/promising.py",
    "core/rulebook/check",
    "core/shapes.py",
    "core/staff",
)
KEYWORDS = {
    "line": None,
    "said": None,
    "plural": (1, 2),
    "ngettext": (1, 2),
    "_": None,
    "gettext": None,
}
TRANSLATE = re.compile(r"""^translate\s+(?:"([^"]+)"|'([^']+)')""")
PLURALS = {
    "en": "nplurals=2; plural=(n != 1);",
    "ru": (
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
        "(n%100<12 || n%100>14) ? 1 : 2);"
    ),
    "mn": "nplurals=2; plural=(n != 1);",
}

Texts = dict[tuple[str, str], list[str]]


def collect() -> Texts:
    """Every text (with its plural, or an empty text) and the files that say it."""
    texts: Texts = {}
    for path in _files():
        for text in _texts(path):
            places = texts.setdefault(text, [])
            name = path.relative_to(SOURCE).as_posix()
            if name not in places:
                places.append(name)
    return texts


def catalogue_file(language: str) -> Path:
    """Where the catalogue of a language is."""
    return HERE / language / "LC_MESSAGES" / "django.po"


def update(language: str, texts: Texts) -> polib.POFile:
    """The catalogue of a language, brought in step; what is no longer said is left out."""
    path = catalogue_file(language)
    known = {entry.msgid: entry for entry in polib.pofile(path)} if path.exists() else {}
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    for (one, many), places in sorted(texts.items()):
        catalogue.append(_entry(one, many, places, known.get(one), language))
    return catalogue


def missing(catalogue: polib.POFile) -> list[str]:
    """The texts of a catalogue that have no translation."""
    return [entry.msgid for entry in catalogue if entry.fuzzy or not entry.translated()]


def _files() -> Iterator[Path]:
    for folder in (*READ_BY_CUSTOMERS, *READ_BY_STAFF):
        if (SOURCE / folder).is_file():
            yield SOURCE / folder
        for ending in ("py", "html", "svg"):
            yield from sorted((SOURCE / folder).rglob(f"*.{ending}"))


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    if path.suffix == ".py":
        for _, message, _, _ in extract_from_file("python", path, keywords=KEYWORDS):
            yield (message, "") if isinstance(message, str) else (message[0], message[1])
        return
    yield from _of_template(Lexer(path.read_text("utf-8")).tokenize())


def _of_template(tokens: Iterable[Token]) -> Iterator[tuple[str, str]]:
    """The texts of ``translate`` and of ``blocktranslate``, whose values become %(name)s."""
    parts: list[str] | None = None
    for token in tokens:
        word = token.contents.split(maxsplit=1)[0] if token.token_type == TokenType.BLOCK else ""
        found = TRANSLATE.match(token.contents) if word == "translate" else None
        if found:
            yield found[1] or found[2], ""
        elif word == "blocktranslate":
            parts = [""]
        elif word == "endblocktranslate" and parts:
            yield parts[0], "".join(parts[1:])
            parts = None
        elif parts is not None:
            _add(parts, token, is_plural=word == "plural")


def _add(parts: list[str], token: Token, *, is_plural: bool) -> None:
    if is_plural:
        parts.append("")
    elif token.token_type == TokenType.VAR:
        parts[-1] += f"%({token.contents})s"
    else:
        parts[-1] += token.contents.replace("%", "%%")


def _entry(
    one: str, many: str, places: list[str], known: polib.POEntry | None, language: str
) -> polib.POEntry:
    entry = polib.POEntry(msgid=one, occurrences=[(place, "") for place in places])
    if many:
        entry.msgid_plural = many
        forms = 3 if language == "ru" else 2
        entry.msgstr_plural = dict(known.msgstr_plural) if known else {}
        for form in range(forms):
            entry.msgstr_plural.setdefault(form, "")
        if language == "en":
            entry.msgstr_plural = {0: one, 1: many}
        return entry
    entry.msgstr = one if language == "en" else known.msgstr if known else ""
    return entry
