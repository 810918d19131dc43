"""What `check` says of a rulebook is what trying every situation says (R9, R30)."""

from itertools import combinations, product
from unittest.mock import patch

from hypothesis import given, settings

from amends.core.rulebook import BadSituation, Rulebook
from amends.core.rulebook.check import check, dead
from amends.core.rulebook.check.space import build_space
from amends.core.rulebook.interpret import fits
from tests.core.drawn_small import small_rulebooks


class Tried:
    """What trying one situation of every combination of buckets shows."""

    def __init__(self, book: Rulebook) -> None:
        space = build_space(book)
        self.gaps: set[str] = set()
        self.pairs: set[tuple[str, str, str]] = set()
        self.alive: set[tuple[str, str]] = set()
        samples = [[b.sample for b in space.axes[name].buckets] for name in space.given]
        for values in product(*samples):
            self._try(book, space, dict(zip(space.given, values, strict=True)))

    def _try(self, book, space, known):
        undecided: set[int] = set()
        for place, table in enumerate(book.tables):
            if undecided & set(space.cone([place])):
                undecided.add(place)
                continue
            fit = [rule for rule in table.rules if fits(rule, table, known)]
            self.pairs |= {(table.name, *pair) for pair in contradicting(table, fit)}
            try:
                answer = table.answer(fit)
                known = {**known, **table.said(answer)}
                self.alive |= {(table.name, rule.id) for rule in answer}
            except BadSituation as error:
                undecided.add(place)
                if error.code == "gap":
                    self.gaps.add(table.name)
                else:
                    self.alive |= {(table.name, rule.id) for rule in fit}
            if table.policy.name == "any":
                self.alive |= {(table.name, rule.id) for rule in fit}


def contradicting(table, fit):
    """Pairs of rules that fit together and must not."""
    policy = table.policy
    if policy.name == "priority" and fit:
        best = min(policy.rank(rule) for rule in fit)
        fit = [rule for rule in fit if policy.rank(rule) == best]
    pairs = [(a, b) for a, b in combinations(fit, 2)]
    if policy.name in {"any", "priority"}:
        pairs = [(a, b) for a, b in pairs if a.outputs != b.outputs]
    elif policy.name != "unique":
        pairs = []
    return {(a.id, b.id) for a, b in pairs}


@settings(max_examples=100)
@given(small_rulebooks())
def test_gaps_contradictions_and_dead_rules_are_those_that_trying_everything_finds(book):
    report, tried = check(book), Tried(book)
    assert not report.unknown
    proven = {(proof.kind, proof.subject) for proof in report.proven}
    for table in book.tables:
        is_open = table.name in tried.gaps
        assert bool(rules_of(report, table, "gap")) == is_open
        assert (("gap", table.name) in proven) == (not is_open and not table.may_be_empty)
        pairs = {pair[1:] for pair in tried.pairs if pair[0] == table.name}
        said = rules_of(report, table, "contradiction")
        assert said <= pairs
        assert len(said) == min(3, len(pairs))
        dead = rules_of(report, table, "dead", "shadowed")
        alive = {rule for name, rule in tried.alive if name == table.name}
        assert {rules[0] for rules in dead} == {rule.id for rule in table.rules} - alive


@settings(max_examples=60)
@given(small_rulebooks())
def test_dead_rules_are_the_same_where_pieces_are_tried_first(book):
    with patch.object(dead, "FEW_STEPS", 0), patch.object(dead, "MOST_PIECES", 1):
        pieces_first = check(book)
    assert pieces_first.findings == check(book).findings


def rules_of(report, table, *kinds):
    """The rules of each finding of these kinds in a table."""
    found = [f for f in report.findings if f.kind in kinds and f.subject == table.name]
    return {finding.rules for finding in found}
