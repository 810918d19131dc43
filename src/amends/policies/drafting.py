"""A draft of a policy folder: the same files with one rule more and a version of its own.

The rule comes before the last row of its table: it speaks only where no other rule does.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from amends.core.errors import BadDeclaration
from amends.core.rulebook.examples import read_examples
from amends.policies.examples import ENDING
from amends.policies.stored import Bundle

VERSION = re.compile(r'^version\s*=\s*"([^"]*)"', re.MULTILINE)


def with_rule(
    policy: Bundle, table: str, row: Mapping[str, str], *, taken: Collection[str]
) -> Bundle:
    """The policy with this row, as a version that is not ``taken``; columns it lacks are added.

    Raise ``BadDeclaration`` where the policy has no such table.
    """
    own, name = f"{policy.folder}/{table}.csv", f"/{table}.csv"
    source = own if own in policy.files else next((f for f in policy.files if f.endswith(name)), "")
    if not source:
        raise BadDeclaration("there is no such table", where=f"{table}.csv")
    rulebook = f"{policy.folder}/rulebook.toml"
    files = {
        **policy.files,
        own: _with_row(policy.files[source], row),
        rulebook: _with_version(policy.files[rulebook], taken),
    }
    return Bundle(policy.folder, files)


def with_examples(policy: Bundle, table: str, rule: str) -> tuple[Bundle, list[str]]:
    """The policy with the worked examples that the rule decides now said anew, and their ids.

    A person looks at them: they show what the rule changes.
    """
    name = f"{policy.folder}/{table}{ENDING}"
    text = policy.files.get(name, "")
    if not text:
        return policy, []
    book = policy.policy().rulebook
    of = book.tables[book.places[table]]
    header, *rows = [each for each in csv.reader(io.StringIO(text)) if each]
    changed = []
    for example, row in zip(read_examples(text, book=book, table=table), rows, strict=True):
        answer = book.decide(example.facts).answers[book.places[table]]
        if tuple(each.id for each in answer) == (rule,) != example.rules:
            said = {**of.said(answer), "rules": rule}
            outputs = {"rules", *example.outputs}
            row[:] = [
                _plain(said[column]) if column in outputs else cell
                for column, cell in zip(header, row, strict=True)
            ]
            changed.append(example.id)
    return Bundle(policy.folder, {**policy.files, name: _csv([header, *rows])}), changed


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "null" if value is None else str(value)


def _csv(rows: Iterable[Sequence[str]]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue()


def _with_row(text: str, row: Mapping[str, str]) -> str:
    rows = [each for each in csv.reader(io.StringIO(text)) if each]
    header, *rules = rows
    new = [name for name in row if name not in header]
    header = [header[0], *new, *header[1:]]
    rules = [[rule[0], *("-" for _ in new), *rule[1:]] for rule in rules]
    rules.insert(len(rules) - 1, [row.get(name, "-") for name in header])
    return _csv([header, *rules])


def _with_version(text: str, taken: Collection[str]) -> str:
    found = VERSION.search(text)
    if found is None:
        raise BadDeclaration("the version is not said", where="rulebook.toml version")
    version = found[1]
    while version in taken or version == found[1]:
        version = _next(version)
    return f"{text[: found.start(1)]}{version}{text[found.end(1) :]}"


def _next(version: str) -> str:
    """0.4.0 is followed by 0.4.1; a version that ends otherwise gets a number."""
    number = re.search(r"(\d+)$", version)
    if number is None:
        return f"{version}.1"
    return f"{version[: number.start()]}{int(number[1]) + 1}"
