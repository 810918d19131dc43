"""A call record that holds what the customer was told makes the words the shop's promise (R19)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from amends.app.actions.agreed import SOURCE
from amends.app.actions.policy import current_policy
from amends.app.actions.record import receive
from amends.app.ledger.models import Claim, Event
from amends.core.circumstances import CONFIRMED
from amends.core.claims.kinds import Promised
from amends.core.findings import CALLS, Happening, due_in_words

if TYPE_CHECKING:
    from amends.app.actions.claims.taking import Held

PASSED_ON = ("agent", "line")


def promise_by_calls(
    held: Sequence[Held], events: Mapping[str, Sequence[Happening]], *, now: datetime
) -> None:
    """Record as promises what calls were found to say; they are judged like any other."""
    found = dict(_found(held, events))
    if not found:
        return
    receive(list(found.values()), now=now)
    keys = {raw["id"]: number for number, raw in found.items()}
    for key, number in Event.objects.filter(source=SOURCE, key__in=keys).values_list("key", "pk"):
        Claim.objects.filter(pk=keys[key]).update(shows=number)


def _found(
    held: Sequence[Held], events: Mapping[str, Sequence[Happening]]
) -> Iterator[tuple[int, dict[str, Any]]]:
    kinds = current_policy().declarations.claims
    for each in held:
        kind = kinds.get(each.claim.kind)
        if kind is None or kind.promises is None or each.order.history:
            continue
        call = _call(each, events.get(each.claim.order, ()), kind.promises)
        if call is not None:
            yield each.claim.pk, _promise(each, call, kind.promises)


def _call(held: Held, events: Sequence[Happening], promised: Promised) -> Happening | None:
    """The call whose words were confirmed, unless it is a promise already or was true."""
    if held.finding is None or held.finding.verdict != CONFIRMED:
        return None
    shown = {id_ for piece in held.finding.evidence if piece.side == "for" for id_ in piece.events}
    own = [each for each in events if each.id in shown]
    if any(each.type == promised.event for each in own):
        return None
    calls = [each for each in own or _kept_elsewhere(shown) if each.data.get("said")]
    if not calls:
        return None
    kept_by = promised.kept_by.get(held.order.fulfilment)
    was_true = any(each.type == kept_by and each.time <= calls[-1].time for each in events)
    return None if was_true else calls[-1]


def _kept_elsewhere(numbers: Collection[int]) -> Sequence[Happening]:
    """Calls that were kept under another order of the customer."""
    found = Event.objects.filter(pk__in=numbers, type__in=CALLS).order_by("time", "id")
    names = ("id", "source", "key", "type", "time", "data")
    return [Happening(*row) for row in found.values_list(*names)]


def _promise(held: Held, call: Happening, promised: Promised) -> dict[str, Any]:
    said, zone = str(call.data["said"]), ZoneInfo(held.order.time_zone)
    passed_on = {name: call.data[name] for name in PASSED_ON if call.data.get(name)}
    kept_by = promised.kept_by.get(held.order.fulfilment)
    return {
        "id": f"claim/{held.claim.pk}/{promised.event}",
        "source": SOURCE,
        "type": promised.event,
        "time": call.time.isoformat(),
        "subject": held.claim.order,
        "data": {
            "said": said,
            "due": due_in_words(said, said_at=call.time, zone=zone).isoformat(),
            **({"kept_by": kept_by} if kept_by else {}),
            **passed_on,
        },
    }
