"""Money adds up: the accounts of a case, whatever happens in whatever order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from amends.core.accounts import (
    CUSTOMER,
    SHOP,
    Account,
    Bucket,
    Clause,
    Contract,
    Covered,
    Entry,
    NotThere,
    Partner,
    Posting,
    Unbalanced,
    accept,
    add_up,
    allocate,
    approve,
    correct,
    cost,
    demanded,
    dispute,
    pay,
    pay_back,
    read_partners,
    reject,
    share_out,
    write_off,
)
from amends.core.accounts.allocating import borne
from amends.core.accounts.contracts import covering
from amends.core.accounts.entries import check
from amends.core.money import minor_unit
from amends.policies import load_policy

CARRIER, SELLER = Partner("carrier", "swift"), Partner("seller", "lamps")
KITCHEN = Partner("kitchen", "k1")
PARTNERS = (CARRIER, SELLER)
NOTHING = Decimal(0)
LEFT_OVER = 2
"""Of three parts, each less than one minor unit short, the largest gets the rest."""


def contract(**clause: Any) -> Covered:
    paid = Clause("1", frozenset({"lost"}), **clause)
    return Covered(Contract("C-1", date(2026, 1, 1), None, 14, (paid,)), paid)


def amounts(currency: str) -> st.SearchStrategy[Decimal]:
    places = {"EUR": 2, "JPY": 0, "KWD": 3}[currency]
    least = Decimal(1).scaleb(-places)
    return st.decimals(least, 10_000, places=places, allow_nan=False)


shares = st.lists(st.integers(0, 10_000), min_size=2, max_size=2).filter(lambda s: sum(s) <= 10_000)


class Case(RuleBasedStateMachine):
    """Remedies, yeses, disputes, reversals and payments of one case in two currencies."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.costs: dict[str, Decimal] = {"EUR": NOTHING, "JPY": NOTHING}
        self.shares = {CARRIER: Decimal(1), KITCHEN: NOTHING}
        self.covered = {CARRIER: contract()}

    def held(self, currency: str) -> dict[Account, Decimal]:
        return add_up(p for each in self.entries for p in each.postings).get(currency, {})

    def standing(self, bucket: Bucket, partner: Partner, currency: str) -> Decimal:
        return self.held(currency).get(Account(bucket, partner), NOTHING)

    def settle(self) -> None:
        for currency, total in self.costs.items():
            asked = demanded(total, currency, self.shares, self.covered)
            targets = {partner: each.amount for partner, each in asked.items()}
            found = allocate(targets, currency, self.held(currency))
            if found:
                self.entries.append(found)
            assert allocate(targets, currency, self.held(currency)) is None

    @rule(data=st.data(), currency=st.sampled_from(["EUR", "JPY"]))
    def a_remedy_is_done(self, data: st.DataObject, currency: str) -> None:
        amount = data.draw(amounts(currency))
        self.entries.append(cost(amount, currency))
        self.costs[currency] += amount
        self.settle()

    @rule(data=st.data(), currency=st.sampled_from(["EUR", "JPY"]))
    def it_really_cost_something_else(self, data: st.DataObject, currency: str) -> None:
        told = data.draw(amounts(currency) | st.just(NOTHING))
        if self.costs[currency] and told != self.costs[currency]:
            self.entries.append(correct(self.costs[currency], told, currency))
            self.costs[currency] = told
            self.settle()

    @rule(partner=st.sampled_from(PARTNERS), data=st.data(), parts=shares)
    def a_dispute_while_who_caused_it_changes(
        self, partner: Partner, data: st.DataObject, parts: list[int]
    ) -> None:
        """Half is disputed, the shares change, the answer comes, the parcel turns up: in a row."""
        for act, source in ((approve, Bucket.PREPARED), (dispute, Bucket.CHARGED)):
            self.move_half(act, source, partner)
        self.the_timeline_says_otherwise(parts)
        self.move_half(data.draw(st.sampled_from([accept, reject])), Bucket.DISPUTED, partner)
        if data.draw(st.booleans()):
            self.move_half(pay, Bucket.CHARGED, partner)
        self.the_parcel_turns_up()
        self.the_timeline_says_otherwise(data.draw(shares))

    def move_half(self, act: Any, source: Bucket, partner: Partner) -> None:
        for currency in self.costs:
            half = (self.standing(source, partner, currency) / 2).quantize(minor_unit(currency))
            if half > 0:
                self.entries.append(act(partner, half, currency, self.held(currency)))

    @rule(parts=shares)
    def the_timeline_says_so(self, parts: list[int]) -> None:
        self.the_timeline_says_otherwise(parts)

    def the_timeline_says_otherwise(self, parts: list[int]) -> None:
        of = {who: Decimal(p) / 10_000 for who, p in zip(PARTNERS, parts, strict=True)}
        self.shares = {**of, KITCHEN: 1 - sum(of.values(), NOTHING)}
        self.settle()

    @rule()
    def it_turns_up(self) -> None:
        self.the_parcel_turns_up()

    def the_parcel_turns_up(self) -> None:
        self.shares = {KITCHEN: Decimal(1)}
        self.settle()

    @rule(
        paying=st.sets(st.sampled_from(PARTNERS)),
        per_cent=st.integers(0, 100),
        limit=st.none() | st.integers(0, 5_000),
    )
    def another_contract_counts(
        self, paying: set[Partner], per_cent: int, limit: int | None
    ) -> None:
        most = {} if limit is None else {"EUR": Decimal(limit)}
        paid = contract(per_cent=Decimal(per_cent), most=most)
        self.covered = dict.fromkeys(sorted(paying), paid)
        self.settle()

    @rule(
        move=st.sampled_from(
            [
                (approve, Bucket.PREPARED),
                (dispute, Bucket.CHARGED),
                (accept, Bucket.DISPUTED),
                (reject, Bucket.DISPUTED),
                (write_off, Bucket.CHARGED),
                (pay, Bucket.CHARGED),
            ]
        ),
        partner=st.sampled_from(PARTNERS),
        currency=st.sampled_from(["EUR", "JPY"]),
        part=st.sampled_from([1, 2, 3]),
    )
    def something_is_moved(self, move: Any, partner: Partner, currency: str, part: int) -> None:
        act, source = move
        there = self.standing(source, partner, currency)
        amount = there if part == 1 else (there / part).quantize(Decimal("0.01"))
        if amount > 0:
            self.entries.append(act(partner, amount, currency, self.held(currency)))
        with pytest.raises(NotThere):
            beyond = self.standing(source, partner, currency)
            act(partner, max(beyond, NOTHING) + 1, currency, self.held(currency))

    @rule(partner=st.sampled_from(PARTNERS), currency=st.sampled_from(["EUR", "JPY"]))
    def we_pay_back(self, partner: Partner, currency: str) -> None:
        owed = -self.standing(Bucket.CHARGED, partner, currency)
        if owed > 0:
            self.entries.append(pay_back(partner, owed, currency, self.held(currency)))

    @precondition(lambda self: self.entries)
    @invariant()
    def every_entry_and_the_case_sum_to_zero(self) -> None:
        for each in self.entries:
            check(each.postings)
        for currency in self.costs:
            assert sum(self.held(currency).values(), NOTHING) == 0

    @invariant()
    def the_customer_got_what_it_cost(self) -> None:
        for currency, total in self.costs.items():
            assert self.held(currency).get(CUSTOMER, NOTHING) == -total
            assert 0 <= self.held(currency).get(SHOP, NOTHING) <= total

    @invariant()
    def no_partner_bears_more_than_its_share(self) -> None:
        for currency, total in self.costs.items():
            for partner in PARTNERS:
                share = self.shares.get(partner, NOTHING)
                bears = borne(partner, self.held(currency))
                assert 0 <= bears <= total
                assert bears <= total * share + LEFT_OVER * minor_unit(currency)
                if partner not in self.covered or not share:
                    assert bears == 0

    @invariant()
    def nothing_is_below_zero_but_what_is_owed_back(self) -> None:
        for currency in self.costs:
            for partner in PARTNERS:
                standing = {b: self.standing(b, partner, currency) for b in Bucket}
                charged = standing.pop(Bucket.CHARGED)
                assert min(standing.values()) >= 0
                assert charged >= -standing[Bucket.RECOVERED]


TestCase = Case.TestCase
TestCase.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)


@given(st.data(), st.sampled_from(["EUR", "JPY", "KWD"]), st.lists(st.integers(0, 99), min_size=1))
def test_parts_add_up_to_the_last_cent(
    data: st.DataObject, currency: str, weights: list[int]
) -> None:
    amount = data.draw(amounts(currency))
    total = sum(weights)
    if not total:
        return
    by = {n: Decimal(weight) / total for n, weight in enumerate(weights)}
    by[0] += 1 - sum(by.values())
    parts = share_out(amount, by, currency)
    assert sum(parts.values()) == amount
    assert all(0 <= part <= amount for part in parts.values())


def test_what_is_left_over_goes_to_the_largest_share() -> None:
    thirds = {"a": Decimal("0.3333"), "b": Decimal("0.3334"), "c": Decimal("0.3333")}
    assert share_out(Decimal(10), thirds, "EUR") == {
        "a": Decimal("3.33"),
        "b": Decimal("3.34"),
        "c": Decimal("3.33"),
    }
    assert share_out(Decimal(10), thirds, "JPY") == {"a": 3, "b": 4, "c": 3}


def test_a_contract_pays_its_per_cent_up_to_its_limit_in_its_currencies_only() -> None:
    clause = contract(per_cent=Decimal(50), most={"EUR": Decimal(20)}).clause
    assert clause.pays(Decimal(30), "EUR") == 15
    assert clause.pays(Decimal(300), "EUR") == 20
    assert clause.pays(Decimal(30), "RUB") == 0


def test_the_contract_in_force_on_the_day_counts_the_latest_begun_first() -> None:
    def made(number: str, first: date, last: date | None) -> Contract:
        clause = Clause(number, frozenset({"lost"}))
        return Contract(number, first, last, 14, (clause,))

    old = made("old", date(2026, 1, 1), date(2026, 6, 30))
    long, new = made("long", date(2026, 1, 1), None), made("new", date(2026, 7, 1), None)
    for on, number in (
        (date(2025, 12, 31), None),
        (date(2026, 6, 30), "old"),
        (date(2026, 7, 1), "new"),
    ):
        found = covering([old, long, new], "lost", on)
        assert (found and found.contract.number) == number
    assert covering([old, long, new], "late", date(2026, 7, 1)) is None


def test_what_was_accepted_in_a_dispute_is_not_asked_for_again() -> None:
    entries = [cost(Decimal(100), "EUR")]

    def held() -> dict[Account, Decimal]:
        return add_up(p for each in entries for p in each.postings)["EUR"]

    entries.append(allocate({CARRIER: Decimal(100)}, "EUR", held()))  # type: ignore[arg-type]
    entries.append(approve(CARRIER, Decimal(100), "EUR", held()))
    entries.append(dispute(CARRIER, Decimal(30), "EUR", held()))
    entries.append(accept(CARRIER, Decimal(30), "EUR", held()))
    assert allocate({CARRIER: Decimal(100)}, "EUR", held()) is None
    entries.append(allocate({CARRIER: Decimal(60)}, "EUR", held()))  # type: ignore[arg-type]
    assert held()[Account(Bucket.CHARGED, CARRIER)] == 30
    assert held()[Account(Bucket.WRITTEN_OFF, CARRIER)] == 30
    assert held()[SHOP] == 40


@pytest.mark.parametrize(
    "postings",
    [
        (),
        (Posting(SHOP, Decimal(1), "EUR"),),
        (Posting(SHOP, Decimal(1), "EUR"), Posting(CUSTOMER, Decimal(-1), "RUB")),
    ],
)
def test_postings_that_do_not_balance_are_no_entry(postings: tuple[Posting, ...]) -> None:
    with pytest.raises(Unbalanced):
        check(postings)


def test_the_example_of_partners_is_understood() -> None:
    folder = Path(__file__).parents[2] / "src" / "amends" / "simulate"
    text = (folder / "partners.toml").read_text(encoding="utf-8")
    policy = load_policy()
    parties = [
        name for name, rule in policy.responsibility.parties.items() if rule.stage or rule.partner
    ]
    found = read_partners(text, parties=parties, failures=policy.rulebook.facts["failure"].values)
    assert [each.partner.who for each in found][:4] == ["swift", "steppe", "nomad", "post"]
    assert {each.partner.party for each in found} == {"carrier", "point", "seller"}
    assert all(set(c.text) == {"en", "ru", "mn"} for c in found[0].contracts[0].clauses)
