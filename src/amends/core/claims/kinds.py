"""The kinds of claim that a shop knows, as ``claims.toml`` declares them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from amends.core.claims.reading.lexicon import Lexicon
from amends.core.claims.reading.phrases import Phrase, read_phrase
from amends.core.claims.reading.spelling import fold
from amends.core.errors import BadDeclaration
from amends.core.forms import FORMS

KIND_KEYS = frozenset({"meaning", "fields", "asks", "shows", "includes", "fits", "promises"})
PROMISE_KEYS = frozenset({"event", "kept_by"})
FIT_KEYS = frozenset({"kind", "fulfilment"})
FIELD_KEYS = frozenset({"form", "question"})
STRENGTHS = ("strong", "plain", "weak")
NOTHING_WRONG = "nothing_wrong"
"""What phrases tell that speak against every complaint."""
NO_CLAIM = "no_claim"
"""What is wished, asked or denied: such phrases tell nothing, and take their words from others."""
OTHER_WORDS = frozenset({"groups", "got"})
Texts = Mapping[str, str]
"""The same text by language."""


@dataclass(frozen=True, slots=True)
class Promised:
    """The type of ``event`` that makes words a promise; by fulfilment, the type that keeps it."""

    event: str
    kept_by: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ClaimKind:
    """One thing that a customer may say happened.

    ``fields`` maps what may be said of it to the name of its form in ``FORMS``; ``questions`` holds
    for each field how it is asked, by language. ``asks`` names the fields that the page asks for,
    in their order. ``shows`` is the event type that is written down with ``reported_by`` customer
    where the claim is not contradicted; empty: the claim is a complaint and no more. ``includes``
    are kinds that are said along with this one, so that their words do not speak against it.
    ``fits`` says which orders it is asked of, by their ``kind`` and ``fulfilment``; whatever is not
    named there fits. ``promises`` is what is written down where a call that made no promise is
    found to hold these words: they are one from then on.
    """

    name: str
    meaning: Texts
    fields: Mapping[str, str] = field(default_factory=dict)
    asks: tuple[str, ...] = ()
    shows: str = ""
    questions: Mapping[str, Texts] = field(default_factory=dict)
    includes: tuple[str, ...] = ()
    fits: Mapping[str, frozenset[str]] = field(default_factory=dict)
    promises: Promised | None = None

    def fits_order(self, **order: str) -> bool:
        """Whether it is asked of an order of this ``kind`` and ``fulfilment``."""
        return all(order[name] in values for name, values in self.fits.items())


@dataclass(frozen=True, slots=True)
class Rules:
    """How free words are weighed: ``[reading]`` in ``claims.toml``.

    The weight of a strong, a plain and a weak phrase; the least that tells a kind; by how much it
    has to be heavier than every other; what each misspelt word takes from a phrase; the share of
    it that is left where somebody else's words are quoted.
    """

    strong: float = 4
    plain: float = 2
    weak: float = 1
    least: float = 2
    margin: float = 1
    slip: float = 0.5
    quoted: float = 0.5


@dataclass(frozen=True, slots=True)
class Got:
    """Words beside which a thing is named that came instead, folded: it stands ``after`` or
    ``before`` them; ``skipped`` are none of it, and ``ends`` end it."""

    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()


class Kinds(dict[str, ClaimKind]):
    """The kinds by name, with the phrases by which customers tell them.

    ``phrases`` are those of each kind, of ``NOTHING_WRONG`` and of ``NO_CLAIM``; ``lexicons`` their
    words by language.
    """

    def __init__(
        self,
        kinds: Mapping[str, ClaimKind],
        phrases: Mapping[str, tuple[Phrase, ...]],
        rules: Rules,
        got: tuple[Got, ...],
    ) -> None:
        super().__init__(kinds)
        self.phrases, self.rules, self.got = phrases, rules, got
        said = [phrase for each in phrases.values() for phrase in each]
        languages = sorted({phrase.language for phrase in said})
        self.lexicons = {
            language: Lexicon(language, (each for each in said if each.language == language))
            for language in languages
        }


def read_kinds(
    declared: Mapping[str, Any],
    *,
    events: Collection[str],
    words: Mapping[str, Mapping[str, Any]] | None = None,
) -> Kinds:
    """Read the parsed ``claims.toml``, and by language the words by which kinds are told
    (``claims.en.toml``); ``events`` are the declared event types.

    Raise ``BadDeclaration`` naming the entry that is wrong.
    """
    known = declared.get("fields", {})
    for name, entry in known.items():
        _check_field(name, entry)
    said = declared.get("claims", {})
    kinds = {name: _kind(name, entry, known, events) for name, entry in said.items()}
    for name, kind in kinds.items():
        _refuse_unknown(kind.includes, kinds, f"claims.toml claims.{name}.includes")
    rules = _rules(declared.get("reading", {}))
    tables = words or {}
    return Kinds(kinds, _phrases(tables, kinds, rules), rules, tuple(map(_got, tables.values())))


def _rules(entry: Mapping[str, Any]) -> Rules:
    _refuse_unknown(entry, {each.name for each in fields(Rules)}, "claims.toml reading")
    for name, number in entry.items():
        if type(number) not in (int, float) or number <= 0:
            raise BadDeclaration(
                "a weight is a number above 0", where=f"claims.toml reading.{name}"
            )
    return Rules(**entry)


def _phrases(
    tables: Mapping[str, Mapping[str, Any]], kinds: Collection[str], rules: Rules
) -> Mapping[str, tuple[Phrase, ...]]:
    found: dict[str, list[Phrase]] = {}
    for language, table in tables.items():
        for name, entry in table.items():
            if name in OTHER_WORDS:
                continue
            where = f"claims.{language}.toml {name}"
            _refuse_unknown([name], {*kinds, NOTHING_WRONG, NO_CLAIM}, where)
            _refuse_unknown(entry, STRENGTHS, where)
            found.setdefault(name, []).extend(
                read_phrase(
                    said,
                    getattr(rules, strength),
                    table.get("groups", {}),
                    language=language,
                    where=where,
                )
                for strength, phrases in entry.items()
                for said in phrases
            )
    return {name: tuple(phrases) for name, phrases in found.items()}


def _got(table: Mapping[str, Any]) -> Got:
    said = table.get("got", {})
    return Got(**{name: tuple(map(fold, text.split())) for name, text in said.items()})


def _check_field(name: str, entry: Mapping[str, Any]) -> None:
    where = f"claims.toml fields.{name}"
    _refuse_unknown(entry, FIELD_KEYS, where)
    if entry.get("form") not in FORMS:
        raise BadDeclaration(
            f"the form {entry.get('form')!r} is not known",
            where=where,
            hint=f"one of {', '.join(FORMS)}",
        )
    _check_texts(entry.get("question"), f"{where}.question")


def _kind(
    name: str, entry: Mapping[str, Any], known: Mapping[str, Any], events: Collection[str]
) -> ClaimKind:
    where = f"claims.toml claims.{name}"
    _refuse_unknown(entry, KIND_KEYS, where)
    _check_texts(entry.get("meaning"), f"{where}.meaning")
    named, asks = tuple(entry.get("fields", ())), tuple(entry.get("asks", ()))
    _refuse_unknown(named, known, f"{where}.fields")
    _refuse_unknown(asks, named, f"{where}.asks")
    shows = entry.get("shows", "")
    if shows and shows not in events:
        raise BadDeclaration(
            f"the event type {shows!r} is not declared",
            where=f"{where}.shows",
            hint="see events.toml",
        )
    return ClaimKind(
        name=name,
        meaning=entry["meaning"],
        fields={name: known[name]["form"] for name in named},
        asks=asks,
        shows=shows,
        questions={name: known[name]["question"] for name in named},
        includes=tuple(entry.get("includes", ())),
        fits=_fits(entry.get("fits", {}), f"{where}.fits"),
        promises=_promised(entry.get("promises"), events, f"{where}.promises"),
    )


def _fits(entry: Mapping[str, Any], where: str) -> Mapping[str, frozenset[str]]:
    _refuse_unknown(entry, FIT_KEYS, where)
    for name, values in entry.items():
        if not isinstance(values, list) or not values or not all(map(_is_said, values)):
            raise BadDeclaration("this is a list of texts", where=f"{where}.{name}")
    return {name: frozenset(values) for name, values in entry.items()}


def _promised(
    entry: Mapping[str, Any] | None, events: Collection[str], where: str
) -> Promised | None:
    if entry is None:
        return None
    _refuse_unknown(entry, PROMISE_KEYS, where)
    kept_by = entry.get("kept_by", {})
    _refuse_unknown([entry.get("event", ""), *kept_by.values()], events, where)
    return Promised(entry["event"], kept_by)


def _check_texts(texts: object, where: str) -> None:
    if not isinstance(texts, Mapping) or not texts or not all(map(_is_said, texts.values())):
        raise BadDeclaration("this is said in words", where=where, hint='.en = "…", .ru, .mn')


def _is_said(text: object) -> bool:
    return isinstance(text, str) and bool(text.strip())


def _refuse_unknown(said: Iterable[str], known: Collection[str], where: str) -> None:
    for name in said:
        if name not in known:
            raise BadDeclaration(
                f"{name!r} is not understood here",
                where=where,
                hint=f"one of {', '.join(sorted(known))}",
            )
