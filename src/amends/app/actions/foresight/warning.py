"""Who is warned: an event of our own for each promise at risk, and the one line does the rest.

The event breaks the implied promise `on_course`, which opens a case: the rulebook says what may be
chosen, and when the letter may come.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from amends.app.actions.agreed import SOURCE
from amends.app.actions.foresight.knowing import known_now
from amends.app.actions.foresight.looking import Looked, looks_now
from amends.app.actions.ingest.sql import as_names, run
from amends.app.actions.policy import current_policy
from amends.app.actions.promises import lock_orders
from amends.app.actions.record import receive
from amends.app.ledger.models import Point
from amends.core.foresight import Chance, Known, Look, look_at, signs_in

AT_RISK = "promise.at_risk"
AT_POINT = "pickup_point"
AT_ONCE = 200
STILL_OPEN = """
    SELECT DISTINCT order_id FROM ledger_promise
    WHERE order_id = ANY(ARRAY(SELECT jsonb_array_elements_text(%s)))
      AND kind = ANY(ARRAY(SELECT jsonb_array_elements_text(%s)))
      AND state = 'open' AND due_at > %s
"""


class Risk(NamedTuple):
    """An order whose promise is at risk: how likely it breaks, by how many looks, and the signs."""

    order: str
    promise: str
    chance: float
    seen: float
    signs: tuple[str, ...]


def warn(*, now: datetime) -> int:
    """Tell the customers of promises at risk; return how many. An order is told of once."""
    told = 0
    risks = at_risk(now=now)
    for begin in range(0, len(risks), AT_ONCE):
        told += _tell(risks[begin : begin + AT_ONCE], now)
    return told


def at_risk(*, now: datetime) -> list[Risk]:
    """The promises of which a customer is to be told now, the likeliest to break first."""
    rules, known = current_policy().foresight, known_now()
    looked = looks_now(now, rules=rules)
    shut = _shut_points(looked)
    found = [_risk(each, known[1] if known else None, shut) for each in looked]
    enough = [each for each in found if each and each.chance >= rules.told_from]
    return sorted(enough, key=lambda each: (-each.chance, each.order))[: rules.at_most]


def _risk(looked: Looked, known: Known | None, shut: set[tuple[str, str]]) -> Risk | None:
    seen = looked.seen
    if (seen.lane, seen.due.isoformat()) in shut:
        return Risk(looked.order, seen.promise, 1.0, 0, ("point_closes",))
    if known is None:
        return None
    look = look_at(seen)
    return _of_record(looked, look, known.chance(look))


def _of_record(looked: Looked, look: Look, chance: Chance) -> Risk:
    signs = tuple(signs_in(look)) or ("record",)
    return Risk(looked.order, look.promise, round(chance.mean, 4), round(chance.seen, 1), signs)


def _shut_points(looked: Sequence[Looked]) -> set[tuple[str, str]]:
    """(point, promised day) of points whose operator says that they are closed on that day."""
    codes = {each.seen.lane for each in looked if each.seen.way.endswith(AT_POINT)}
    asked = {(each.seen.lane, each.seen.due.isoformat()) for each in looked}
    told = Point.objects.filter(code__in=codes).exclude(closures=[])
    closed = dict(told.values_list("code", "closures"))
    return {
        (code, day)
        for code, day in asked
        if any(each["first"] <= day <= each["last"] for each in closed.get(code, ()))
    }


@transaction.atomic
def _tell(risks: Sequence[Risk], now: datetime) -> int:
    """Under the locks of the orders: nobody is warned of what has just been kept or broken."""
    names = [risk.order for risk in risks]
    lock_orders(names)
    kinds = current_policy().foresight.promises
    rows = run(STILL_OPEN, as_names(names), as_names(kinds), now).fetchall()
    still = {order for (order,) in rows}
    events = [_event(risk, now) for risk in risks if risk.order in still]
    return receive(events, now=now).recorded if events else 0


def _event(risk: Risk, now: datetime) -> dict[str, Any]:
    return {
        "id": f"at_risk/{risk.order}",
        "source": SOURCE,
        "type": AT_RISK,
        "time": now.isoformat(),
        "subject": risk.order,
        "data": {
            "promise": risk.promise,
            "chance": risk.chance,
            "seen": risk.seen,
            "signs": list(risk.signs),
        },
    }
