"""What was said on the phone: said, not said, or not clear."""

from datetime import timedelta

import pytest

from amends.core.findings import Elsewhere
from amends.core.findings.meaning import Named, likeness, named
from tests.support.findings import at, claim, happened, held, record, verdict

TOLD = at(18, "14:02")
RECORDED, PROMISED = "call.recorded", "call.promised"


def call(type_: str, said: str, *, minutes: float = 0, **data: str):
    return happened(20, type_, TOLD + timedelta(minutes=minutes), said=said, line="line 3", **data)


def told(said: str = "", **more):
    return claim("was_told", said=said, told_at=TOLD, **more)


@pytest.mark.parametrize(
    ("said", "transcript"),
    [
        ("You can come already", "Yes, you can come, it is there."),
        ("Можете приезжать", "Да, приезжайте, посылка у нас."),
        ("You can come", "Можете забрать, посылка уже на месте."),
        ("Ирж авч болно гэсэн", "Тийм, ирж авч болно."),
        ("it will be there by 15:00", "Сегодня до 15:00 будет на месте."),
        ("at 3 pm at the latest", "It is almost there, 15:00."),
        ("we shall call you back about the teapot", "We'll call you back about the teapot."),
    ],
)
def test_words_in_the_call_record_confirm_the_customer(said: str, transcript: str) -> None:
    finding = held(told(said), record(call(RECORDED, transcript)))
    assert (finding.verdict, finding.evidence[0].kind) == ("confirmed", "words_of_operator")
    assert finding.evidence[0].events == (20,)
    assert finding.evidence[0].told["line"] == "line 3"


def test_crossed_half_the_city_and_the_operator_had_asked_to_wait() -> None:
    waiting = call(RECORDED, "Она ещё в пути, мы напишем, когда приедет.")
    finding = held(told("Можете приезжать, посылка уже на месте"), record(waiting))
    assert finding.verdict == "contradicted"
    assert finding.evidence[0].told == {
        "said": "Она ещё в пути, мы напишем, когда приедет.",
        "at": "2026-11-18T14:02+03:00",
        "line": "line 3",
    }


def test_crossed_half_the_city_and_the_operator_had_said_so() -> None:
    said = call(PROMISED, "Да, приезжайте сегодня до 18:00.", due="2026-11-18T18:00:00+03:00")
    assert verdict(told("Можете приезжать, посылка уже на месте"), record(said)) == "confirmed"


def test_a_time_that_was_not_named_contradicts() -> None:
    silent = call(RECORDED, "I see the parcel, wait for our message.")
    assert verdict(told("It will be there by 15:00"), record(silent)) == "contradicted"


def test_no_call_on_record_says_nothing() -> None:
    assert verdict(told("You can come"), record()) == "unconfirmed"


def test_a_call_of_another_time_does_not_speak_against_the_customer() -> None:
    other = call(RECORDED, "It is still on its way, please wait.", minutes=150)
    assert verdict(told("You can come"), record(other)) == "unconfirmed"


def test_hours_are_mixed_up_but_the_words_were_said() -> None:
    said = call(PROMISED, "You can come at 15:00", minutes=300)
    assert verdict(told("come at 15:00"), record(said)) == "confirmed"


def test_another_time_was_promised_and_that_is_not_clear_enough() -> None:
    said = call(PROMISED, "By 17:00", due="2026-11-18T17:00:00+03:00")
    assert verdict(told("by 15:00"), record(said)) == "unconfirmed"


def test_words_that_cannot_be_compared_do_not_contradict() -> None:
    assert verdict(told("It lies ready"), record(call(RECORDED, "Посылка у нас."))) == "unconfirmed"


def test_something_was_promised_and_the_customer_does_not_say_what() -> None:
    promised = record(call(PROMISED, "It comes with the next van."))
    finding = held(told(text="Your operator lied to me"), promised)
    assert (finding.verdict, finding.evidence[0].side) == ("unconfirmed", "for")


def test_without_a_time_no_call_contradicts() -> None:
    waiting = record(call(RECORDED, "It is still on its way, please wait."))
    assert verdict(claim("was_told", said="You can come"), waiting) == "unconfirmed"


def test_what_was_said_after_the_claim_is_not_meant_by_it() -> None:
    later = happened(20, PROMISED, at(28, "9:00"), said="You can come")
    assert verdict(told("You can come"), record(later)) == "unconfirmed"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by 15:00", Named(frozenset({900}), frozenset())),
        ("3 pm", Named(frozenset({900}), frozenset())),
        ("12 am", Named(frozenset({0}), frozenset())),
        ("15 цагт", Named(frozenset({900}), frozenset())),
        ("by 25 November", Named(frozenset(), frozenset({25}))),
        ("11-р сарын 25, 14:30", Named(frozenset({870}), frozenset({25}))),
        ("25.11 до 15.00.", Named(frozenset({900}), frozenset({25}))),
        ("2026-11-25", Named(frozenset(), frozenset({25}))),
        ("12.11.2026", Named(frozenset(), frozenset({12}))),
        ("order 1042", Named(frozenset(), frozenset())),
        ("", Named(frozenset(), frozenset())),
    ],
)
def test_times_are_read_in_numbers(text: str, expected: Named) -> None:
    assert named(text) == expected


def test_likeness_is_a_share() -> None:
    assert likeness("you can come", "You can come!") == 1
    assert likeness("you can come", "посылка") == 0
    assert likeness("", "") == 0


def elsewhere(said: str, *, day: int = 18, clock: str = "14:10", order: str = "A-99") -> Elsewhere:
    return Elsewhere(order, happened(40, RECORDED, at(day, clock), said=said))


def test_a_call_that_was_kept_under_another_order_counts() -> None:
    kept = elsewhere("Yes, you can come, it is there.")
    finding = held(told("You can come"), record(elsewhere=(kept,)))
    assert (finding.verdict, finding.evidence[0].events) == ("confirmed", (40,))


@pytest.mark.parametrize(
    "kept",
    [
        elsewhere("Please wait, we'll write to you."),
        elsewhere("Order A99: you can come."),
        elsewhere("You can come", clock="18:00"),
        elsewhere("You can come", day=15),
    ],
    ids=["not said", "about that order", "another hour", "before this order"],
)
def test_a_call_under_another_order_only_ever_confirms(kept: Elsewhere) -> None:
    assert held(told("You can come"), record(elsewhere=(kept,))).evidence == ()


def test_calls_of_two_orders_that_disagree_decide_nothing() -> None:
    own = call(RECORDED, "It is still on its way, please wait.")
    kept = elsewhere("Yes, you can come.")
    finding = held(told("You can come"), record(own, elsewhere=(kept,)))
    assert (finding.verdict, finding.conflicting) == ("unconfirmed", True)
