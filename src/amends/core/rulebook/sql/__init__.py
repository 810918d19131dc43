"""A rulebook as portable SQL: ordinary lookup relations, and a query that joins them.

A situation is a row of a relation that has a column for each fact, by its name. Each fact becomes
an offset in the lists of each table (see ``columns.lookups``), their sum a place in a relation that
gives the answer's code, and the code gives rules and outputs. The four engines that it is tested on
are DuckDB, PostgreSQL, Spark and ClickHouse.
"""

from amends.core.rulebook.sql.script import DIALECTS, Script, write_sql

__all__ = ["DIALECTS", "Script", "write_sql"]
