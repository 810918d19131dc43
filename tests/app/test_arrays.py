"""What is stored many rows at a time comes back letter by letter."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.array import ListDumper

from amends.app.ledger.arrays import QuickListDumper

pytestmark = pytest.mark.django_db

ANY = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
MARKS = st.text("\"\\{},a '\n")
TEXTS = st.lists(st.one_of(st.none(), MARKS, ANY, st.just("NULL")))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(TEXTS, st.lists(st.lists(MARKS, min_size=2, max_size=2), max_size=3)))
def test_lists_of_texts_come_back_as_they_were(texts):
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::text[]", [texts])
        assert cursor.fetchone() == (texts,)


@given(TEXTS)
def test_they_are_written_as_psycopg_writes_them(texts):
    assert QuickListDumper(list).dump(texts) == ListDumper(list).dump(texts)


def test_the_connections_of_the_application_write_them_so():
    with connection.cursor() as cursor:
        found = cursor.connection.adapters.get_dumper(list, "s")
    assert found is QuickListDumper
