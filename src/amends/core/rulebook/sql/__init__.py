"""A rulebook as portable SQL: ordinary lookup relations, and a query that joins them.

A situation is a row of a relation that has a column for each fact, by its name. Each fact becomes
a number, the sum of some a place in a relation that has the codes, rules and outputs of all tables
that look at these facts (see ``columns.bundles``). The four engines that it is tested on are
DuckDB, PostgreSQL, Spark and ClickHouse.
"""

from amends.core.rulebook.sql.script import DIALECTS, Script, write_sql

__all__ = ["DIALECTS", "Script", "write_sql"]
