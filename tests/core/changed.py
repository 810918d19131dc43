"""Rulebooks with one thing changed at random, drawn by Hypothesis."""

from dataclasses import replace

from hypothesis import strategies as st

from amends.core.rulebook import Rule, Rulebook, Table


@st.composite
def changed(draw: st.DrawFn, book: Rulebook) -> Rulebook:
    """The rulebook with one rule of one table taken out, moved or changed."""
    place = draw(st.integers(0, len(book.tables) - 1))
    table = book.tables[place]
    rules = draw(changed_rules(table))
    tables = [*book.tables]
    tables[place] = replace(table, rules=rules)
    return replace(book, tables=tuple(tables))


@st.composite
def changed_rules(draw: st.DrawFn, table: Table) -> tuple[Rule, ...]:
    rules = list(table.rules)
    at, other = (draw(st.integers(0, len(rules) - 1)) for _ in range(2))
    how = draw(st.sampled_from(["gone", "moved", "cell", "says", "same"]))
    if how == "gone" and len(rules) > 1:
        del rules[at]
    elif how == "moved":
        rules[at], rules[other] = rules[other], rules[at]
    elif how == "cell":
        column = draw(st.integers(0, len(table.columns) - 1))
        cells = list(rules[at].cells)
        cells[column] = rules[other].cells[column]
        rules[at] = replace(rules[at], cells=tuple(cells))
    elif how == "says":
        rules[at] = replace(rules[at], outputs=rules[other].outputs)
    return tuple(replace(rule, row=row) for row, rule in enumerate(rules, 2))
