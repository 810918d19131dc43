"""Rulebooks as workbooks: they come back exactly, run nothing, and strangers' cannot hurt."""

import contextlib
import io
import tomllib
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.core.rulebook import Rulebook, read_rulebook, xlsx
from amends.core.rulebook.xlsx import BadWorkbook, plain, safety
from amends.core.rulebook.xlsx.layout import sheet_names
from amends.policies import RETAIL
from tests.core.drawn import rulebooks


def read_again(book: Rulebook) -> Rulebook:
    declared, files = xlsx.read(io.BytesIO(xlsx.write(book)))
    return read_rulebook(declared, files)


def retail() -> Rulebook:
    declared = tomllib.loads((RETAIL / "rulebook.toml").read_text())
    return read_rulebook(declared, {p.stem: p.read_text() for p in RETAIL.glob("*.csv")})


def test_the_shipped_policy_comes_back_exactly():
    book = retail()
    again = read_again(book)
    assert again.declared == book.declared
    assert again.tables == book.tables


@settings(deadline=None, max_examples=30)
@given(rulebooks())
def test_any_rulebook_comes_back_exactly(book):
    again = read_again(book)
    assert again.declared == book.declared
    assert again.facts == book.facts
    assert again.tables == book.tables


def small(text: str = "a", reason: str = "", **more: Any) -> Rulebook:
    declared = {
        "name": "small",
        "version": "1",
        "facts": {
            "x": {"type": "number", "optional": True, "meaning": "How many", "unit": "items"}
        },
        "tables": {"t": {"hit": "first", "outputs": {"y": "string"}}},
        **more,
    }
    quoted = ['"' + part.replace('"', '""') + '"' for part in (text, reason)]
    return read_rulebook(declared, {"t": f"id,x,y,reason_en\nr,>5,{quoted[0]},{quoted[1]}\n"})


def test_what_stands_around_the_tables_comes_back():
    around: dict[str, Any] = {
        "invariants": [{"id": "a", "always": 'y = "a"', "says": {"en": "A", "mn": "Б"}}],
        "situations": {"base": {"x": 1}, "other": {"x": 2.5}},
        "limits": {"points": 3, "days": [1, 2]},
        "valid_from": date(2026, 11, 1),
        "version": "1.0",
        "languages": ["en", "mn"],
    }
    assert read_again(small(**around)).declared == small(**around).declared


def test_notes_are_in_the_language_that_is_asked_for():
    facts = {"x": {"type": "number", "meaning": {"en": "How many", "mn": "Хэдэн ширхэг"}}}
    for language, says in (("mn", "Хэдэн ширхэг"), ("en", "How many"), ("ru", "How many")):
        content = xlsx.write(small(facts=facts), language=language)
        note = openpyxl.load_workbook(io.BytesIO(content))["t"]["B1"].comment
        assert note is not None
        assert note.text.startswith(says)


WORKBOOK = xlsx.write(small())
TEXTS = ["=1+1", "+1", "-1", "@SUM(A1)", "'a", "=cmd|' /C calc'!A0", "-", "\t=1", "_x0041_"]


@pytest.mark.parametrize("text", [*TEXTS, "1", "1.10", "007", "true", "null", " a ", '"', "a\nb"])
def test_no_text_is_a_formula_and_every_text_comes_back(text):
    book = small(f'"{text}"', text)
    content = xlsx.write(book)
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert read_again(book).tables == book.tables


def test_what_a_manager_sees():
    sheets = openpyxl.load_workbook(io.BytesIO(xlsx.write(retail())))
    sheet = sheets["gestures"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref.startswith("A1:")
    head = {cell.value: cell for cell in sheet[1]}
    note = head["failure"].comment
    assert note is not None
    assert note.text.startswith("Which kind of failure")
    fills = {head[name].fill.start_color.rgb for name in ("failure", "gesture", "reason_en")}
    assert len(fills) == 3
    assert sheet["A2"].alignment.wrap_text
    assert sheet.column_dimensions["A"].width > 20
    assert sheets["_lists"].sheet_state == "hidden"
    offered = [v.formula1 for v in sheet.data_validations.dataValidation]
    assert any(formula.startswith("_lists!") for formula in offered)
    assert sheets["tables"].data_validations.dataValidation[0].formula1.startswith("_lists!")
    assert (sheets.sheetnames[0], sheets.active) == ("rulebook", sheets["rulebook"])


def changed(book: Rulebook, sheet: str, cell: str, value: Any) -> io.BytesIO:
    workbook = openpyxl.load_workbook(io.BytesIO(xlsx.write(book)))
    workbook[sheet][cell] = value
    out = io.BytesIO()
    workbook.save(out)
    out.seek(0)
    return out


@pytest.mark.parametrize("formula", ["=1+1", '=HYPERLINK("http://127.0.0.1","x")', "=A1"])
def test_a_formula_is_refused_where_it_stands(formula):
    with pytest.raises(BadWorkbook, match="sheet t, cell B2: a formula"):
        xlsx.read(changed(small(), "t", "B2", formula))


def test_what_a_spreadsheet_makes_of_values_is_understood():
    declared, files = xlsx.read(changed(small(), "t", "B2", 7))
    assert read_rulebook(declared, files).decide({"x": 7}).outputs == {"t": {"y": "a"}}
    shown = plain.as_text
    assert shown(datetime(2026, 10, 1), "date", tested=True) == "2026-10-01"  # noqa: DTZ001
    assert shown(date(2026, 10, 1), "date", tested=True) == "2026-10-01"
    assert shown(time(10), "time", tested=True) == 'time("10:00:00")'
    assert shown(time(10), "time", tested=False) == "10:00:00"
    assert shown(timedelta(days=1), "duration", tested=True) == "P1D"
    assert (shown(2.0, "number", tested=True), shown(0.25, "number", tested=True)) == ("2", "0.25")
    assert shown(True, "boolean", tested=True) == "true"


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "says"),
    [
        ("t", "A1", "other", "neither a fact nor an output"),
        ("tables", "B1", "other", "column 'sheet' is missing"),
        ("tables", "B2", "nowhere", "sheet 'nowhere' is missing"),
        ("facts", "B2", "colour", "type 'colour' is not known"),
        ("t", "B2", "about 5", "not understood"),
        ("t", "B2", "#REF!", "error #REF! stands here"),
    ],
)
def test_what_is_not_understood_is_said(sheet, cell, value, says):
    workbook = changed(small(), sheet, cell, value)
    with pytest.raises(Exception, match=says):
        read_rulebook(*xlsx.read(workbook))


def zipped(**parts: bytes) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    out.seek(0)
    return out


def with_part(name: str, content: bytes) -> io.BytesIO:
    """A real workbook of which one part was replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx.write(small()))) as archive,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as other,
    ):
        for entry in archive.namelist():
            other.writestr(entry, content if entry == name else archive.read(entry))
    out.seek(0)
    return out


SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
LOL = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("bomb", "says"),
    [
        (lambda: io.BytesIO(b"no zip"), "no workbook"),
        (lambda: io.BytesIO(b""), "no workbook"),
        (lambda: io.BytesIO(b"x" * (safety.LARGEST_FILE + 1)), "larger than"),
        (lambda: zipped(a=b" " * 50_000_000), "unpacks to far more"),
        (lambda: zipped(**{f"p{n}": b" " * 99_000 for n in range(499)}), "cannot be opened"),
        (lambda: zipped(**{f"p{n}": b"" for n in range(501)}), "too many parts"),
        (lambda: zipped(a=b"\x01" * 30_000_000, b=b"\x01" * 30_000_001), "larger than"),
        (lambda: with_part("xl/workbook.xml", LOL), "forbidden"),
        (lambda: with_part(SHEET, LOL), "forbidden"),
        (lambda: with_part(SHEET, LOL.decode().encode("utf-16")), "forbidden"),
        (lambda: with_part(SHEET, b'<?xml version="1.0" encoding="cp037"?><x/>'), "forbidden"),
        (lambda: with_part(SHEET, HEAD + b'<row r="9999999"><c/></row>'), "cannot be opened"),
        (
            lambda: with_part(
                SHEET,
                HEAD
                + b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData></worksheet>',
            ),
            "at most 20001 rows",
        ),
        (
            lambda: with_part(
                SHEET, HEAD + b'<row r="1"><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>'
            ),
            "300 columns",
        ),
        (lambda: with_part(SHEET, b"<x>" * 20_000), "cannot be"),
        (lambda: with_part("xl/workbook.xml", b"<x/>"), "cannot be opened|is missing"),
    ],
)
def test_a_strangers_workbook_cannot_hurt(bomb, says):
    with pytest.raises(BadWorkbook, match=says):
        xlsx.read(bomb())


def test_a_bomb_in_a_part_with_another_name_is_refused():
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].title = "book"
    out = io.BytesIO()
    workbook.save(out)
    renamed = io.BytesIO()
    with zipfile.ZipFile(out) as before, zipfile.ZipFile(renamed, "w") as after:
        for entry in before.infolist():
            content = before.read(entry).replace(b"sheet1.xml", b"sheet1.bin")
            name = entry.filename.replace("sheet1.xml", "sheet1.bin")
            after.writestr(name, LOL if name.endswith("sheet1.bin") else content)
    renamed.seek(0)
    with pytest.raises(BadWorkbook, match="cannot be"):
        xlsx.read(renamed)


def test_an_entry_that_lies_about_its_size_is_refused():
    content = bytearray(zipped(a=b" " * 90_000).getvalue())
    size = (90_000).to_bytes(4, "little")
    lied = bytes(content).replace(size, (10).to_bytes(4, "little"))
    with pytest.raises(BadWorkbook):
        xlsx.read(io.BytesIO(lied))


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_broken_workbook_is_refused_or_read(data):
    content = bytearray(WORKBOOK)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(BadWorkbook):
        xlsx.read(io.BytesIO(bytes(content)))


def test_a_file_that_is_not_there_is_named(tmp_path):
    for path in (tmp_path / "none.xlsx", tmp_path):
        with pytest.raises(BadWorkbook, match="the file cannot be read") as bad:
            xlsx.read(path)
        assert bad.value.where == str(path)
        assert bad.value.hint


def test_texts_that_no_cell_can_hold_are_refused():
    with pytest.raises(BadWorkbook, match="signs that no cell can hold"):
        xlsx.write(small("a\x07"))
    with pytest.raises(BadWorkbook, match="at most 32767"):
        xlsx.write(small("a" * 40_000))


def test_sheets_have_names_that_spreadsheets_allow():
    names = sheet_names(["a" * 40, "a" * 50, "facts", "A/b:c", "HISTORY"])
    assert len({name.lower() for name in names.values()}) == 5
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names.values())
    assert "facts" not in names.values()


VALUES = st.one_of(st.text(max_size=8), st.integers(), st.booleans(), st.dates())


@given(VALUES)
def test_a_value_in_a_cell_reads_the_same(value):
    assert plain.decode(plain.encode(value)) == value


@given(st.lists(VALUES, max_size=4))
def test_a_list_in_a_cell_reads_the_same(values):
    found = plain.unlisted(plain.listed(values))
    assert [(type(each), each) for each in found] == [(type(each), each) for each in values]
