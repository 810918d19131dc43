"""Copies of the retail policy with one fault each, and what is said of them."""

from __future__ import annotations

import csv
import gettext
import io
import shutil
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

from amends.core.errors import BadDeclaration
from amends.core.rulebook.check import check
from amends.core.rulebook.check.words import sentence
from amends.policies import RETAIL, load_policy

Fault = Callable[[Path], None]
ENGLISH = gettext.NullTranslations()


def copy_of(folder: Path, fault: Fault) -> Path:
    """A copy of the retail policy below ``folder`` with this fault in it."""
    shop = folder / "shop"
    shutil.copytree(RETAIL, shop)
    fault(shop)
    return shop


def said_of(shop: Path, *, invariants: Collection[str] = ()) -> list[str]:
    """Why a policy is refused: by loading it, or by the check that publishing asks.

    Of the invariants only those named are asked, for the sake of time.
    """
    try:
        book = load_policy(shop).rulebook
        asked = [each for each in book.declared["invariants"] if each["id"] in invariants]
        book = replace(book, declared={**book.declared, "invariants": asked})
        return [sentence(finding, ENGLISH) for finding in check(book).findings]
    except BadDeclaration as error:
        return [str(error)]


def cell(table: str, rule: str, column: str, text: str) -> Fault:
    """Another text in one cell."""

    def fault(shop: Path) -> None:
        head, rows = _read(shop, table)
        [row] = [row for row in rows if row[0] == rule]
        assert row[head.index(column)] != text
        row[head.index(column)] = text
        _write(shop, table, head, rows)

    return fault


def without(table: str, rule: str) -> Fault:
    """One rule left out."""

    def fault(shop: Path) -> None:
        head, rows = _read(shop, table)
        kept = [row for row in rows if row[0] != rule]
        assert len(kept) == len(rows) - 1
        _write(shop, table, head, kept)

    return fault


def first(table: str, rule: str) -> Fault:
    """One rule moved to the top."""

    def fault(shop: Path) -> None:
        head, rows = _read(shop, table)
        _write(shop, table, head, sorted(rows, key=lambda row: row[0] != rule))

    return fault


def asking(table: str, rule: str, column: str, text: str) -> Fault:
    """One more column, in which only this rule tests anything."""

    def fault(shop: Path) -> None:
        head, rows = _read(shop, table)
        assert column not in head
        more = [text if row[0] == rule else "-" for row in rows]
        rows = [[row[0], new, *row[1:]] for row, new in zip(rows, more, strict=True)]
        _write(shop, table, [head[0], column, *head[1:]], rows)

    return fault


def saying(table: str, output: str, type_: str, text: str) -> Fault:
    """One more output, in which every rule says the same."""

    def fault(shop: Path) -> None:
        head, rows = _read(shop, table)
        assert output not in head
        _write(shop, table, [*head, output], [[*row, text] for row in rows])
        toml = (shop / "rulebook.toml").read_text("utf-8")
        before, after = toml.split(f"[tables.{table}]\n")
        inline = after.index("outputs") == after.find("outputs = {")
        if inline:
            after = after.replace("outputs = { ", f'outputs = {{ {output} = "{type_}", ', 1)
        else:
            after = f'outputs.{output} = "{type_}"\n{after}'
        (shop / "rulebook.toml").write_text(f"{before}[tables.{table}]\n{after}", "utf-8")

    return fault


def no_column(table: str, column: str) -> Fault:
    """One column left out."""

    def fault(shop: Path) -> None:
        head, rows = _read(shop, table)
        at = head.index(column)
        _write(shop, table, head[:at] + head[at + 1 :], [r[:at] + r[at + 1 :] for r in rows])

    return fault


def text(file: str, said: str, instead: str) -> Fault:
    """Another text in a file, once."""

    def fault(shop: Path) -> None:
        whole = (shop / file).read_text("utf-8")
        assert said in whole, said
        (shop / file).write_text(whole.replace(said, instead, 1), "utf-8")

    return fault


def no_file(file: str) -> Fault:
    """One file left out."""
    return lambda shop: (shop / file).unlink()


def _read(shop: Path, table: str) -> tuple[list[str], list[list[str]]]:
    with (shop / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    return head, rows


def _write(shop: Path, table: str, head: list[str], rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([head, *rows])
    (shop / f"{table}.csv").write_text(out.getvalue(), "utf-8")
