"""Partners and their contracts as a manager writes them down: a TOML file."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from amends.core.accounts.accounts import Partner
from amends.core.accounts.contracts import WHOLE, Clause, Contract
from amends.core.errors import AmendsError

LANGUAGES = ("en", "ru", "mn")
LONGEST = 200
LONGEST_TEXT = 4_000
MOST = 20_000
LARGEST = 4_000_000
"""Characters of a file: 20,000 partners with a line each fit in."""


class BadPartners(AmendsError):
    """A file of partners that is not understood; ``where`` is the place in it."""

    code = "bad_partners"


@dataclass(frozen=True, slots=True)
class PartnerTerms:
    """A partner, how it is written to, and its contracts.

    The day and the month of its statement are those of ``time_zone``.
    """

    partner: Partner
    name: str
    language: str
    time_zone: str
    address: str
    email: str
    contracts: tuple[Contract, ...]


def read_partners(
    text: str, *, parties: Collection[str], failures: Collection[str]
) -> tuple[PartnerTerms, ...]:
    """The partners of a file. ``parties`` and ``failures`` are what the policy knows.

    Raise ``BadPartners`` with the place for what is missing, unknown, doubled or out of range.
    """
    if len(text) > LARGEST:
        raise _bad("file", f"it has more than {LARGEST:,} characters", "write smaller files")
    try:
        said = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise _bad(
            "file", f"it is not TOML: {error}", "see docs/how-to/charge-partners.md"
        ) from None
    _known(said, ("contracts", "partners"), "file")
    contracts = _contracts(_list(said, "contracts", "file"), failures)
    partners = tuple(
        _partner(each, f"partners {number}", contracts, parties)
        for number, each in enumerate(_list(said, "partners", "file"), 1)
    )
    _once([each.partner for each in partners], "partners")
    return partners


def _contracts(said: list[Any], failures: Collection[str]) -> dict[str, Contract]:
    found = [
        _contract(each, f"contracts {number}", failures) for number, each in enumerate(said, 1)
    ]
    _once([each.number for each in found], "contracts")
    return {each.number: each for each in found}


def _contract(said: Any, where: str, failures: Collection[str]) -> Contract:
    known = ("number", "valid_from", "valid_until", "days_to_answer", "clauses")
    _known(said, known, where)
    clauses = tuple(
        _clause(each, f"{where}, clauses {number}", failures)
        for number, each in enumerate(_list(said, "clauses", where), 1)
    )
    _once([each.number for each in clauses], where)
    contract = Contract(
        number=_text(said, "number", where),
        valid_from=_day(said, "valid_from", where),
        valid_until=_day(said, "valid_until", where) if "valid_until" in said else None,
        days_to_answer=_whole(said, "days_to_answer", where, most=366),
        clauses=clauses,
    )
    if contract.valid_until is not None and contract.valid_until < contract.valid_from:
        raise _bad(f"{where}, valid_until", "it ends before it begins", "put the later day here")
    return contract


def _clause(said: Any, where: str, failures: Collection[str]) -> Clause:
    _known(said, ("number", "failures", "per_cent", "most", "text"), where)
    kinds = _texts(said, "failures", where)
    for kind in kinds:
        if kind not in failures:
            hint = f"one of {', '.join(sorted(failures))}"
            raise _bad(f"{where}, failures", f"there is no kind of failure {kind!r}", hint)
    return Clause(
        number=_text(said, "number", where),
        failures=frozenset(kinds),
        per_cent=_amount(said.get("per_cent", WHOLE), f"{where}, per_cent", most=WHOLE),
        most={
            _currency(code, f"{where}, most"): _amount(value, f"{where}, most.{code}")
            for code, value in _table(said, "most", where).items()
        },
        text=_wording(said, where),
    )


def _partner(
    said: Any, where: str, contracts: Mapping[str, Contract], parties: Collection[str]
) -> PartnerTerms:
    known = ("party", "who", "name", "language", "time_zone", "address", "email", "contracts")
    _known(said, known, where)
    party = _text(said, "party", where)
    if party not in parties:
        hint = f"one of {', '.join(sorted(parties))}"
        raise _bad(f"{where}, party", f"{party!r} is no partner of this policy", hint)
    numbers = _texts(said, "contracts", where)
    for number in numbers:
        if number not in contracts:
            raise _bad(
                f"{where}, contracts", f"there is no contract {number!r}", "see [[contracts]]"
            )
    return PartnerTerms(
        partner=Partner(party, _text(said, "who", where)),
        name=_text(said, "name", where),
        language=_one_of(said, "language", where, LANGUAGES),
        time_zone=_zone(said, where),
        address=_text(said, "address", where, needed=False, longest=LONGEST_TEXT),
        email=_text(said, "email", where, needed=False),
        contracts=tuple(contracts[number] for number in numbers),
    )


def _wording(said: Mapping[str, Any], where: str) -> dict[str, str]:
    text = _table(said, "text", where)
    _known(text, LANGUAGES, f"{where}, text")
    if not text:
        raise _bad(f"{where}, text", "the words of the clause are needed", 'text.en = "…"')
    return {
        language: _text(text, language, f"{where}, text", longest=LONGEST_TEXT) for language in text
    }


def _known(said: Any, names: Collection[str], where: str) -> None:
    if not isinstance(said, Mapping):
        raise _bad(where, "this is a table", f"with {', '.join(names)}")
    for name in said:
        if name not in names:
            raise _bad(where, f"{name!r} is not known here", f"one of {', '.join(names)}")


def _list(said: Mapping[str, Any], name: str, where: str) -> list[Any]:
    found = said.get(name)
    if not isinstance(found, list) or not 1 <= len(found) <= MOST:
        raise _bad(where, f"[[{name}]] is needed, at most {MOST:,} times", f"write a [[{name}]]")
    return found


def _table(said: Mapping[str, Any], name: str, where: str) -> Mapping[str, Any]:
    found = said.get(name, {})
    if not isinstance(found, Mapping):
        raise _bad(f"{where}, {name}", "this is a table", f"{name}.xx = …")
    return found


def _text(
    said: Mapping[str, Any], name: str, where: str, *, needed: bool = True, longest: int = LONGEST
) -> str:
    found = said.get(name, "")
    if not isinstance(found, str) or len(found) > longest or (needed and not found.strip()):
        raise _bad(f"{where}, {name}", f"a text of at most {longest} characters is needed")
    if any(not each.isprintable() and each != "\n" for each in found):
        raise _bad(f"{where}, {name}", "it holds characters that cannot be printed")
    return found.strip()


def _texts(said: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    found = said.get(name)
    if not isinstance(found, list) or not found or not all(isinstance(e, str) for e in found):
        raise _bad(f"{where}, {name}", "a list of texts is needed", f'{name} = ["…"]')
    return tuple(found)


def _one_of(said: Mapping[str, Any], name: str, where: str, known: Collection[str]) -> str:
    found = _text(said, name, where)
    if found not in known:
        raise _bad(f"{where}, {name}", f"{found!r} is not known", f"one of {', '.join(known)}")
    return found


def _zone(said: Mapping[str, Any], where: str) -> str:
    name = _text(said, "time_zone", where, needed=False) or "UTC"
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise _bad(f"{where}, time_zone", f"{name!r} is no time zone", "Europe/Berlin") from None
    return name


def _day(said: Mapping[str, Any], name: str, where: str) -> date:
    found = said.get(name)
    if not isinstance(found, date) or isinstance(found, datetime):
        raise _bad(f"{where}, {name}", "a day is needed", f"{name} = 2026-01-31, without quotes")
    return found


def _whole(said: Mapping[str, Any], name: str, where: str, *, most: int) -> int:
    found = said.get(name)
    if type(found) is not int or not 1 <= found <= most:
        raise _bad(f"{where}, {name}", f"a whole number from 1 to {most} is needed")
    return found


def _amount(found: Any, where: str, *, most: Decimal | None = None) -> Decimal:
    try:
        if isinstance(found, bool):
            raise TypeError
        amount = Decimal(found)
    except (InvalidOperation, TypeError, ValueError):
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0 or (most is not None and amount > most):
        limit = f" and at most {most}" if most is not None else ""
        raise _bad(where, f"a number not below 0{limit} is needed", '50 or "49.90"')
    return amount


def _currency(code: str, where: str) -> str:
    if not (len(code) == 3 and code.isascii() and code.isupper() and code.isalpha()):
        raise _bad(where, f"{code!r:.20} is no currency", "three capitals, as EUR")
    return code


def _once(names: list[Any], where: str) -> None:
    twice = next((each for each, times in Counter(names).items() if times > 1), None)
    if twice is not None:
        raise _bad(where, f"{_named(twice)} stands there twice", "keep one of them")


def _named(each: Any) -> str:
    return ":".join(each) if isinstance(each, tuple) else repr(each)


def _bad(where: str, message: str, hint: str = "") -> BadPartners:
    return BadPartners(message, where=where, hint=hint)
