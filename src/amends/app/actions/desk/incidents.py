"""Points that stopped working, and how far their customers are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Q

from amends.app.actions.agreed import SOURCE
from amends.app.actions.desk.pages import EPOCH, Page, cut, mark, moment, read_mark
from amends.app.actions.ingest.sql import as_names, run
from amends.app.actions.places.incidents import FAILED
from amends.app.ledger.models import Case, Event, Incident, Point

ROWS = 20
FIRST = 3
State = Case.State
CHOSE = (State.MENDING, State.MENDED, State.SOLVED)
MENDED = (State.MENDED, State.SOLVED)
WAITS = (State.OPEN, State.OFFERED, State.MENDING)
STATES = """
    SELECT incident.id, known.state, count(*)
    FROM ledger_event AS event
    JOIN ledger_incident AS incident ON incident.id = (event.data->>'incident')::bigint
    JOIN ledger_case AS known
        ON known.order_id = event.subject AND known.opened_at >= incident.opened_at
    WHERE event.source = %s AND event.type = %s AND NOT known.history
      AND event.data->>'incident' IN (SELECT jsonb_array_elements_text(%s))
    GROUP BY incident.id, known.state
"""
"""How many cases of each incident are in each state."""


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One incident: of the customers who were told, how many chose, are mended, still wait."""

    incident: Incident
    name: str
    chose: int
    mended: int
    waits: int


def list_incidents(after: str = "") -> Page[IncidentRow]:
    """One page of incidents: the open ones first, then the closed ones; newest first."""
    found = Incident.objects.order_by(F("closed_at").desc(nulls_first=True), "-opened_at", "-id")
    place = read_mark(after, 3)
    if place is not None:
        found = found.filter(_after(*place))
    rows, after = cut(found[: ROWS + 1], _mark, ROWS)
    return Page(_rows(rows), after)


def open_incidents() -> Sequence[IncidentRow]:
    """The first few that are open, the newest first."""
    return _rows(list(Incident.objects.filter(closed_at=None).order_by("-opened_at")[:FIRST]))


def incidents_of(point: str) -> Sequence[IncidentRow]:
    """The latest incidents of one point, the newest first."""
    return _rows(list(Incident.objects.filter(point=point).order_by("-opened_at")[:ROWS]))


def of_incident(number: int) -> Q:
    """The cases of the customers who were told of an incident."""
    told = Event.objects.filter(source=SOURCE, key__startswith=f"incident/{number}/", type=FAILED)
    began = Incident.objects.filter(pk=number).values("opened_at")
    return Q(order__in=told.values("subject"), opened_at__gte=began)


def names_of(codes: Collection[str]) -> Mapping[str, str]:
    """The names of points by their codes."""
    return dict(Point.objects.filter(code__in=codes).values_list("code", "name"))


def _rows(incidents: Sequence[Incident]) -> list[IncidentRow]:
    if not incidents:
        return []
    names, states = names_of({each.point for each in incidents}), _states(incidents)
    return [
        IncidentRow(
            each,
            names.get(each.point) or each.point,
            chose=sum(states[each.pk, state] for state in CHOSE),
            mended=sum(states[each.pk, state] for state in MENDED),
            waits=sum(states[each.pk, state] for state in WAITS),
        )
        for each in incidents
    ]


def _states(incidents: Sequence[Incident]) -> Counter[tuple[int, str]]:
    numbers = as_names(str(each.pk) for each in incidents)
    found = run(STATES, SOURCE, FAILED, numbers).fetchall()
    return Counter({(number, state): count for number, state, count in found})


def _mark(incident: Incident) -> str:
    return mark(incident.closed_at or EPOCH, incident.opened_at, incident.pk)


def _after(closed: int, opened: int, number: int) -> Q:
    """The incidents behind a mark; one of the open ones has no moment of closing."""
    behind = Q(opened_at__lt=moment(opened)) | Q(opened_at=moment(opened), id__lt=number)
    if not closed:
        return Q(closed_at__isnull=False) | Q(closed_at=None) & behind
    return Q(closed_at__lt=moment(closed)) | Q(closed_at=moment(closed)) & behind
