"""Lists in the encodings in which programs of other systems write them."""

from __future__ import annotations

import json

import pytest

from amends.app.actions.places.files import read_listing
from amends.core.places.sources import Found

TABLE = "Numer;Nazwa;Szerokość;Długość;Godziny otwarcia\nA1;Łódź;51,77;19,45;pn-pt 8-18\n"
POINT = {"id": "A1", "name": "Мост", "lat": 51.77, "lon": 19.45, "часы работы": "пн-пт 8-18"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250", "iso8859-2"])
def test_a_table_in_any_encoding(tmp_path, encoding):
    path = tmp_path / "list.csv"
    path.write_bytes(TABLE.encode(encoding))
    [row] = read_listing(path).rows
    assert isinstance(row, Found)
    assert (row.point.name, row.point.spot) == ("Łódź", (51.77, 19.45))
    assert row.point.hours_text == "pn-pt 8-18"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize("by_line", [True, False])
def test_json_in_any_encoding_and_an_object_a_line(tmp_path, encoding, by_line):
    line = json.dumps(POINT, ensure_ascii=False)
    text = f"{line}\n{line.replace('A1', 'A2')}\n" if by_line else f"[{line}]"
    path = tmp_path / "list.json"
    path.write_bytes(text.encode(encoding))
    rows = list(read_listing(path).rows)
    assert len(rows) == (2 if by_line else 1)
    for row in rows:
        assert isinstance(row, Found)
        assert (row.point.name, row.point.hours_text) == ("Мост", "пн-пт 8-18")
