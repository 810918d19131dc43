"""Points that stopped working, and how far their customers are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import F, Q

from amends.app.actions.agreed import SOURCE
from amends.app.actions.desk.pages import EPOCH, Page, cut, mark, moment, read_mark
from amends.app.actions.ingest.sql import as_names, run
from amends.app.actions.places.ended import handed_over_by
from amends.app.actions.places.incidents import FAILED
from amends.app.ledger.models import Case, Event, Incident, Point

ROWS = 20
FIRST = 3
WAITS = (Case.State.OPEN, Case.State.OFFERED, Case.State.MENDING)
FARED = """
    SELECT incident.id, known.state,
        EXISTS (SELECT FROM ledger_remedy AS remedy
                WHERE remedy.case_id = known.id AND remedy.state = 'done' AND NOT remedy.is_gesture
                  AND remedy.details ?| ARRAY['point', 'address']),
        EXISTS (SELECT FROM ledger_event AS handed
                WHERE handed.subject = event.subject AND handed.time >= incident.opened_at
                  AND handed.type IN (SELECT jsonb_array_elements_text(%s))),
        count(*)
    FROM ledger_event AS event
    JOIN ledger_incident AS incident ON incident.id = (event.data->>'incident')::bigint
    JOIN ledger_case AS known
        ON known.order_id = event.subject AND known.opened_at >= incident.opened_at
    WHERE event.source = %s AND event.type = %s AND NOT known.history
      AND event.data->>'incident' IN (SELECT jsonb_array_elements_text(%s))
    GROUP BY 1, 2, 3, 4
"""
"""How the customers of each incident fared: the state of their case, whether their parcel moved,
whether they have it, and how many they are.
"""
LAST_SIGNS = """
    SELECT incident.id, last.sign, last.at
    FROM ledger_incident AS incident CROSS JOIN LATERAL (
        SELECT sign, at FROM ledger_pointsign AS seen
        WHERE seen.point = incident.point AND seen.state = 'counted'
          AND seen.at <= COALESCE(incident.closed_at, 'infinity')
        ORDER BY seen.at DESC LIMIT 1) AS last
    WHERE incident.id IN (SELECT value::bigint FROM jsonb_array_elements_text(%s))
"""


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One incident: of the customers who were told, how many still wait for their parcel, had it
    moved elsewhere, and have it; and the last sign of the point in its time.
    """

    incident: Incident
    name: str
    waits: int
    moved: int
    handed_over: int
    last: LastSign | None


class LastSign(NamedTuple):
    """What was learned of a point last."""

    sign: str
    at: datetime


class _Fared(NamedTuple):
    incident: int
    state: str
    moved: bool
    handed_over: bool
    many: int


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


def failing_among(codes: Collection[str]) -> frozenset[str]:
    """Those of the points that have an open incident."""
    found = Incident.objects.filter(point__in=codes, closed_at=None)
    return frozenset(found.values_list("point", flat=True))


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
    names = names_of({each.point for each in incidents})
    numbers = as_names(str(each.pk) for each in incidents)
    last = {number: LastSign(sign, at) for number, sign, at in run(LAST_SIGNS, numbers).fetchall()}
    fared: dict[int, list[_Fared]] = defaultdict(list)
    for found in run(FARED, as_names(handed_over_by()), SOURCE, FAILED, numbers).fetchall():
        fared[found[0]].append(_Fared(*found))
    return [
        _row(each, names.get(each.point) or each.point, fared[each.pk], last.get(each.pk))
        for each in incidents
    ]


def _row(
    incident: Incident, name: str, fared: Sequence[_Fared], last: LastSign | None
) -> IncidentRow:
    return IncidentRow(
        incident,
        name,
        waits=sum(each.many for each in fared if each.state in WAITS and not each.handed_over),
        moved=sum(each.many for each in fared if each.moved),
        handed_over=sum(each.many for each in fared if each.handed_over),
        last=last,
    )


def _mark(incident: Incident) -> str:
    return mark(incident.closed_at or EPOCH, incident.opened_at, incident.pk)


def _after(closed: int, opened: int, number: int) -> Q:
    """The incidents behind a mark; one of the open ones has no moment of closing."""
    behind = Q(opened_at__lt=moment(opened)) | Q(opened_at=moment(opened), id__lt=number)
    if not closed:
        return Q(closed_at__isnull=False) | Q(closed_at=None) & behind
    return Q(closed_at__lt=moment(closed)) | Q(closed_at=moment(closed)) & behind
