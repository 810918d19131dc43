"""Who causes failures, as a policy declares it: ``responsibility.toml``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from amends.core.errors import BadDeclaration
from amends.core.responsibility import FailureRule, LegRule, PartyRule, Rules
from amends.core.responsibility.rules import SENDER, By

FILE = "responsibility.toml"
SECTIONS = ("parties", "sender", "legs", "waits", "failures", "otherwise")
OTHERWISE = "otherwise"


def read_responsibility(declared: Mapping[str, Any]) -> Rules:
    """``BadDeclaration`` for what is missing, unknown, or not of its kind."""
    for name in sorted({*SECTIONS, *declared}):
        if name not in SECTIONS or name not in declared:
            raise _bad(
                name, "this section is needed, and no other", f"one of {', '.join(SECTIONS)}"
            )
    parties = _parties(declared["parties"])
    rules = Rules(
        parties=parties,
        sends={k: v for k, v in declared["sender"].items() if k != OTHERWISE},
        sends_otherwise=_text(declared["sender"], OTHERWISE, "sender"),
        legs=tuple(_leg(n, each) for n, each in enumerate(declared["legs"], 1)),
        status=_text(declared["waits"], "status", "waits"),
        waits_for=dict(_table(declared["waits"], "for", "waits")),
        goes_on=_texts(declared["waits"], "goes_on", "waits"),
        failures={
            kind: _failure(each, f"failures.{kind}") for kind, each in declared["failures"].items()
        },
        otherwise=_failure(declared["otherwise"], "otherwise"),
    )
    _check_parties(rules)
    return rules


def _parties(declared: Mapping[str, Any]) -> dict[str, PartyRule]:
    known: Mapping[str, Callable[[Any], bool]] = {
        "partner": lambda value: type(value) is bool,
        "stage": _is_text,
        "who": _are_texts,
        "named": lambda value: isinstance(value, str),
    }
    for party, said in declared.items():
        _check_keys(said, known, f"parties.{party}")
    return {
        party: PartyRule(
            partner=said.get("partner", False),
            stage=said.get("stage", ""),
            who=tuple(said.get("who", ())),
            named=said.get("named", ""),
        )
        for party, said in declared.items()
    }


def _leg(number: int, said: Mapping[str, Any]) -> LegRule:
    where = f"legs {number}"
    known: Mapping[str, Callable[[Any], bool]] = {
        "name": _is_text,
        "party": _is_text,
        "begins": _are_texts,
        "ends": _are_texts,
        "due": _is_text,
        "shown_by": _are_texts,
    }
    _check_keys(said, known, where)
    return LegRule(
        name=_text(said, "name", where),
        party=_text(said, "party", where),
        begins=_texts(said, "begins", where),
        ends=_texts(said, "ends", where),
        due=said.get("due", ""),
        shown_by=frozenset(said.get("shown_by", ())),
    )


def _failure(said: Mapping[str, Any], where: str) -> FailureRule:
    known: Mapping[str, Callable[[Any], bool]] = {
        "by": lambda value: value in list(By),
        "party": _is_text,
        "fields": _are_places,
        "field": lambda value: _are_places([value]),
        "means": lambda value: isinstance(value, dict) and all(map(_is_text, value.values())),
    }
    _check_keys(said, known, where)
    by = By(said.get("by", By.PARTY))
    if by in (By.WORD, By.SAID, By.PARTY):
        _text(said, "party", where)
    places = said.get("fields") or [said[name] for name in ("field",) if name in said]
    if by is By.SAID and not places:
        raise _bad(f"{where}.fields", "a list of texts is needed here", '["item.damaged:cause"]')
    return FailureRule(by, said.get("party", ""), tuple(places), said.get("means", {}))


def _check_keys(said: Any, known: Mapping[str, Callable[[Any], bool]], where: str) -> None:
    if not isinstance(said, Mapping):
        raise _bad(where, "this is a table", f"with {', '.join(known)}")
    for key, value in said.items():
        if key not in known or not known[key](value):
            raise _bad(
                f"{where}.{key}", "not known, or not of its kind", f"one of {', '.join(known)}"
            )


def _check_parties(rules: Rules) -> None:
    """Whoever is named anywhere is a declared party."""
    named = {
        "sender": {*rules.sends.values(), rules.sends_otherwise},
        "legs": {leg.party for leg in rules.legs},
        "waits.for": set(rules.waits_for.values()),
        "failures": {each.party for each in rules.failures.values()}
        | {party for each in rules.failures.values() for party in each.means.values()},
        "otherwise": {rules.otherwise.party},
    }
    for where, parties in named.items():
        for party in sorted(parties - rules.parties.keys() - {"", SENDER}):
            raise _bad(where, f"{party!r} is not a party", f"one of {', '.join(rules.parties)}")


def _text(said: Mapping[str, Any], key: str, where: str) -> str:
    value = said.get(key)
    if not _is_text(value):
        raise _bad(
            f"{where}.{key}", "a text is needed here", "see docs/reference/responsibility.md"
        )
    return str(value)


def _texts(said: Mapping[str, Any], key: str, where: str) -> frozenset[str]:
    value = said.get(key)
    if not _are_texts(value):
        raise _bad(f"{where}.{key}", "a list of texts is needed here", '["parcel.delivered"]')
    return frozenset(value or ())


def _table(said: Mapping[str, Any], key: str, where: str) -> Mapping[str, str]:
    value = said.get(key)
    if not isinstance(value, dict) or not all(map(_is_text, value.values())):
        raise _bad(f"{where}.{key}", "a table of texts is needed here", 'road_closed = "nobody"')
    return value


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _are_places(value: Any) -> bool:
    return _are_texts(value) and all(":" in each for each in value)


def _bad(where: str, message: str, hint: str) -> BadDeclaration:
    return BadDeclaration(message, where=f"{FILE} {where}", hint=hint)
