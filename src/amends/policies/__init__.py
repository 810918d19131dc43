"""The policies that ship, each a folder of TOML and CSV that a shop manager can read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any

from amends.attachments.limits import Limits as AttachmentLimits
from amends.core.accounts.costs import CostRule
from amends.core.customers.conduct import Lexicon
from amends.core.declarations import Declarations, read_declarations
from amends.core.errors import BadDeclaration
from amends.core.findings import Rules as FindingRules
from amends.core.foresight import Rules as ForesightRules
from amends.core.places.reliability import Rules
from amends.core.responsibility import Rules as ResponsibilityRules
from amends.core.rulebook import Rulebook, read_rulebook
from amends.core.scorecards import Rules as ScorecardRules
from amends.policies.attachments import read_attachments
from amends.policies.conduct import CONDUCT, read_lexicon
from amends.policies.costs import TurnedUp, read_costs, read_turned_up
from amends.policies.customers import Customers, read_customers
from amends.policies.findings import read_findings
from amends.policies.folder import find, read_tables, read_toml
from amends.policies.foresight import read_foresight
from amends.policies.freedom import Freedom, read_freedom
from amends.policies.objections import Objections, read_objections
from amends.policies.places import Choosing, read_choosing, read_reliability
from amends.policies.responsibility import FILE as RESPONSIBILITY
from amends.policies.responsibility import read_responsibility
from amends.policies.reviews import Reviews, read_reviews
from amends.policies.scorecards import read_scorecards
from amends.policies.staff_truth import StaffTruth, read_staff_truth
from amends.policies.time_spent import TimeSpent, read_time_spent

RETAIL = Path(__file__).parent / "retail"
ALWAYS_RIGHT = Path(__file__).parent / "always-right"


def folder_of(named: str) -> Path:
    """The folder of a policy: one that ships, by its name, or any by its path; empty: retail."""
    shipped = {folder.name: folder for folder in (RETAIL, ALWAYS_RIGHT)}
    return shipped.get(named, Path(named)) if named else RETAIL


MADE_OF: Mapping[str, tuple[str, type]] = {
    "failures_90d": ("days", int),
    "controls": ("partner_at", dict),
    "verdict": ("unconfirmed_by", list),
    "worth": ("per_unit", dict),
    "jurisdiction": ("areas", dict),
    "paid_back": ("events", list),
    "delivery_paid_back": ("remedies", list),
    "refund_promised": ("events", list),
    "news": ("events", list),
    "other_point_known": ("fulfilment", list),
}
"""Facts that say in ``rulebook.toml`` what they are made of, under which key."""
TABLES = (
    "stance",
    "responsibility",
    "urgency",
    "remedies",
    "gestures",
    "approval",
    "freedom",
    "apology",
    "first_word",
    "follow_up",
    "overdue",
    "pointless",
    "delivery",
)
"""What the line asks the rulebook; a shop may read more tables before these."""
READ = ("en", "ru", "mn")
"""The languages in which customers' free words are read."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of what is known is offered: ``[limits]`` in ``rulebook.toml``.

    What has a value here may be left out: rulebooks were published before it was asked for.
    """

    addresses: int
    points: int
    points_within_km: int
    point_fails_for_days: int
    hold_minutes: int = 15
    waits_at_point_days: int = 60
    one_word_hours: int = 24
    told_again_days: int = 14
    incident_quiet_days: int = 30
    point_moved_metres: int = 25
    points_gone_percent: int = 50
    points_gone_at_least: int = 100
    point_opens_within_hours: int = 72
    order_link_days: int = 30
    load_left_hours: int = 24


@dataclass(frozen=True, slots=True)
class Law:
    """Which law is switched on: ``[legal]`` in ``rulebook.toml``.

    Rows that nobody has held against their source count only without ``only_checked``.
    """

    jurisdictions: frozenset[str] = frozenset()
    only_checked: bool = True


@dataclass(frozen=True, slots=True)
class Policy:
    """All that a policy folder says: what may be promised, what is done when it breaks.

    ``facts`` are the declared facts by name, with what each is made of. ``objections``
    says how a customer objects to a finding.
    """

    declarations: Declarations
    rulebook: Rulebook
    delivery_slots: tuple[str, ...]
    staff_roles: frozenset[str]
    limits: Limits
    law: Law
    choosing: Choosing
    reliability: Rules
    responsibility: ResponsibilityRules
    findings: FindingRules
    foresight: ForesightRules
    scorecards: ScorecardRules
    attachments: AttachmentLimits
    objections: Objections
    customers: Customers
    conduct: Lexicon
    costs: Mapping[str, CostRule]
    turned_up: Mapping[str, TurnedUp]
    staff_truth: StaffTruth
    freedom: Freedom
    time_spent: TimeSpent
    reviews: Reviews
    facts: Mapping[str, Mapping[str, Any]]


def load_policy(folder: Path = RETAIL) -> Policy:
    """Load a policy folder.

    Raise ``BadDeclaration`` naming the file, row and column that is wrong.
    """
    declarations = read_declarations(
        events=read_toml(folder, "events.toml"),
        promises=read_toml(folder, "promises.toml"),
        claims=_toml_or_shipped(folder, "claims.toml"),
        words={each: _toml_or_shipped(folder, f"claims.{each}.toml") for each in READ},
    )
    declared = read_toml(folder, "rulebook.toml")
    rulebook = _with_every_table(read_rulebook(declared, read_tables(folder, declared)))
    _check_values(rulebook, declarations)
    return Policy(
        declarations=declarations,
        rulebook=rulebook,
        delivery_slots=tuple(declared.get("delivery", {}).get("slots", ())),
        staff_roles=frozenset(declared.get("staff", {}).get("roles", ())),
        limits=_limits(declared.get("limits", {})),
        law=_law(declared.get("legal", {}), rulebook),
        choosing=read_choosing(_said_or_shipped(declared, "choosing")),
        reliability=read_reliability(_said_or_shipped(declared, "reliability")),
        responsibility=read_responsibility(_toml_or_shipped(folder, RESPONSIBILITY)),
        findings=read_findings(_said_or_shipped(declared, "findings")),
        foresight=read_foresight(
            _said_or_shipped(declared, "foresight"), promises=declarations.promises
        ),
        scorecards=read_scorecards(_said_or_shipped(declared, "scorecards")),
        attachments=read_attachments(_said_or_shipped(declared, "attachments")),
        objections=read_objections(_said_or_shipped(declared, "objections"), rulebook),
        customers=read_customers(_said_or_shipped(declared, "customers"), rulebook),
        conduct=read_lexicon(_toml_or_shipped(folder, CONDUCT)),
        costs=read_costs(_said_or_shipped(declared, "costs")),
        turned_up=read_turned_up(
            _said_or_shipped(declared, "accounts").get("turned_up", {}), declarations.events
        ),
        staff_truth=read_staff_truth(_said_or_shipped(declared, "staff_truth")),
        freedom=read_freedom(_said_or_shipped(declared, "freedom"), declarations.events),
        time_spent=read_time_spent(_said_or_shipped(declared, "time_spent")),
        reviews=read_reviews(_said_or_shipped(declared, "reviews")),
        facts=_facts(declared.get("facts", {}), declarations),
    )


def _toml_or_shipped(folder: Path, name: str) -> Mapping[str, Any]:
    """A file of the folder; the retail policy's for folders from before it was asked for."""
    return read_toml(folder if find(folder, name).exists() else RETAIL, name)


def _said_or_shipped(declared: Mapping[str, Any], section: str) -> Mapping[str, Any]:
    """A section of numbers; the retail policy's for rulebooks from before it was asked for."""
    if section in declared:
        return dict(declared[section])
    return dict(read_toml(RETAIL, "rulebook.toml")[section])


def _with_every_table(rulebook: Rulebook) -> Rulebook:
    known = {table.name for table in rulebook.tables}
    for name in TABLES:
        if name not in known:
            raise BadDeclaration(
                "this table is needed",
                where=f"rulebook.toml tables.{name}",
                hint="take it over from the retail policy",
            )
    return rulebook


def _facts(
    declared: Mapping[str, Mapping[str, Any]], declarations: Declarations
) -> Mapping[str, Mapping[str, Any]]:
    for name, (key, type_) in MADE_OF.items():
        said = declared.get(name, {}).get(key)
        if type(said) is not type_:
            raise BadDeclaration(
                f"this fact needs {key!r}",
                where=f"rulebook.toml facts.{name}",
                hint="see docs/reference/rulebook.md",
            )
        for event in declared[name][key] if key == "events" else ():
            if event not in declarations.events:
                raise BadDeclaration(
                    f"the event type {event!r} is not declared",
                    where=f"rulebook.toml facts.{name}",
                    hint="see events.toml",
                )
    return declared


def _limits(declared: Mapping[str, Any]) -> Limits:
    names = [field.name for field in fields(Limits)]
    needed = {field.name for field in fields(Limits) if field.default is MISSING}
    for name in {*needed, *declared}:
        number = declared.get(name)
        if name not in names or type(number) is not int or number < 1:
            raise BadDeclaration(
                "a limit is a whole number above 0",
                where=f"rulebook.toml limits.{name}",
                hint=f"one of {', '.join(names)}",
            )
    return Limits(**declared)


def _law(declared: Mapping[str, Any], rulebook: Rulebook) -> Law:
    known = rulebook.facts["jurisdiction"].values
    switched_on, only_checked = declared.get("jurisdictions", []), declared.get("only_checked")
    for place in switched_on:
        if place not in known:
            raise BadDeclaration(
                f"{place!r} is not a value of 'jurisdiction'",
                where="rulebook.toml legal.jurisdictions",
                hint=f"one of {', '.join(known)}",
            )
    if type(only_checked) is not bool:
        raise BadDeclaration(
            "this is true or false", where="rulebook.toml legal.only_checked", hint="true"
        )
    return Law(frozenset(switched_on), only_checked)


def _check_values(rulebook: Rulebook, declarations: Declarations) -> None:
    """Hold what events and promises may bring about against the values that the facts declare."""
    kinds = [kind for kind in declarations.promises.values() if not kind.within_case]
    stages = {event.stage for event in declarations.events.values()}
    remedies = {
        rule.outputs["remedy"]
        for table in rulebook.tables
        for rule in table.rules
        if "remedy" in rule.outputs
    }
    failures = {f for kind in kinds for f in (kind.overdue, kind.late, *kind.broken_by.values())}
    for name, brought, file in (
        ("failure", failures, "promises.toml"),
        ("stage", stages, "events.toml"),
        ("tried", remedies, "remedies.csv"),
        ("chosen", remedies, "remedies.csv"),
    ):
        fact = rulebook.facts.get(name)
        for value in sorted(filter(None, brought)):
            if fact is None or not fact.admits(value):
                raise BadDeclaration(
                    f"{value!r} is not a value of the fact {name!r}",
                    where=file,
                    hint=f"add it to facts.{name} in rulebook.toml, and to the tables",
                )
