"""Many customers choose the last places at once, in real processes (R5, R16).

The whole rush, a thousand customers for a hundred places, is `python -m bench last_places`.
"""

import pytest
from django.db import connection
from django.utils import timezone

from amends.app.ledger.models import Choice, Hold, Room
from amends.app.postgres import Layout
from bench.last_places import let_them_choose, prepare
from tests.support.environment import session_home

CUSTOMERS, PLACES, PROCESSES = 120, 12, 6


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_exactly_as_many_get_a_place_as_there_are_and_the_others_a_new_offer() -> None:
    cases = prepare(CUSTOMERS, PLACES, now=timezone.now())
    url = Layout.of(session_home()).url(connection.settings_dict["NAME"])
    rush = let_them_choose(cases, PROCESSES, {"DATABASE_URL": url})
    assert rush.ends == {"chosen": PLACES, "offered anew": CUSTOMERS - PLACES}
    assert Choice.objects.filter(details__point="P2").count() == PLACES
    assert Hold.objects.filter(state="kept").count() == PLACES
    assert Room.objects.get(code="P2").taken == PLACES
