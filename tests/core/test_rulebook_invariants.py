"""Whether an invariant holds is what trying every situation says (R9, R23)."""

from functools import cache
from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from amends.core.feel import evaluate, read_expression
from amends.core.rulebook import BadSituation, Rulebook
from amends.core.rulebook.book import Decision
from amends.core.rulebook.check import check
from amends.core.rulebook.check.invariants.declared import read_invariants
from amends.core.rulebook.check.promised import named_values
from amends.core.rulebook.check.space import build_space
from amends.core.rulebook.interpret import interpret
from tests.core.drawn_small import small_rulebooks

OF_FACTS = [
    'failure = "late"', 'failure in ("lost", "closed")', "prepaid", "prepaid = null",
    'kind = "a"', "kind != null", "visits > 2", "visits between 1 and 4", "visits in [1..3)",
    "4 <= visits", "share < 0.25", "share * 6 > visits", "visits - 2 * share >= 1",
    "visits * share <= 3", "modulo(visits, 2) = 0",
]  # fmt: skip
OF_ONE = ['{t}.{o} = "small"', '{t}.{o} in ("middle", "big")', "{t}.{o} = null"]
OF_LIST = [
    'some r in {t} satisfies r.{o} = "big"', 'every r in {t} satisfies r.{o} != "small"',
    "count({t}) > 1", 'count({t}[{o} = "big"]) = 0', 'list contains({t}.{o}, "middle")',
    '{t}[1].{o} = "small"', "every r in {t} satisfies visits > 3 or r.{o} = \"big\"",
    "some r in {t} satisfies some s in {t} satisfies r.{o} != s.{o}",
]  # fmt: skip
OF_COUNT = ["{t}.{o} > 1", "{t}.{o} = 1", "{t}.{o} < visits"]
OUTPUTS = {"one": "grade", "two": "level", "three": "end"}
NUMBERS = ['if {t}.{o} = "small" then 1 else 2', 'if {t}.{o} = "big" then visits else 7']
COUNTS = ["count({t})", 'if (some r in {t} satisfies r.{o} = "big") then 1 else 0']


def is_list(book: Rulebook, table: str) -> bool:
    return not book.tables[book.places[table]].policy.is_single


def is_count(book: Rulebook, table: str) -> bool:
    return bool(book.tables[book.places[table]].policy.aggregate)


@st.composite
def formulas(draw: st.DrawFn, book: Rulebook, depth: int = 2) -> str:
    """A formula over the facts and tables of a small rulebook."""
    shape = draw(st.sampled_from(["fact", "table", "table", "and", "or", "not", "if"]))
    if depth == 0 or shape in {"fact", "table"}:
        if shape == "fact":
            return draw(st.sampled_from(OF_FACTS))
        table = draw(st.sampled_from(sorted(OUTPUTS)))
        of = OF_COUNT if is_count(book, table) else OF_LIST if is_list(book, table) else OF_ONE
        return draw(st.sampled_from(of)).format(t=table, o=OUTPUTS[table])
    parts = [draw(formulas(book, depth - 1)) for _ in range(3)]
    if shape == "if":
        return "if {} then ({}) else ({})".format(*parts)
    return f"not({parts[0]})" if shape == "not" else f"({parts[0]}) {shape} ({parts[1]})"


@st.composite
def with_invariant(draw: st.DrawFn, relation: bool) -> Rulebook:
    """A small rulebook that declares one invariant."""
    book = draw(small_rulebooks())
    entry: dict[str, object] = {"id": "it", "says": "It holds."}
    if draw(st.booleans()):
        entry["when"] = draw(formulas(book, 1))
    if relation:
        table = draw(st.sampled_from(sorted(OUTPUTS)))
        of = COUNTS if is_list(book, table) else NUMBERS
        of = ["{t}.{o}", "{t}.{o} * visits"] if is_count(book, table) else of
        text = draw(st.sampled_from(of)).format(t=table, o=OUTPUTS[table])
        if draw(st.booleans()):
            entry |= {"across": ["visits"], "not_less": text}
        else:
            same = draw(st.sampled_from([text, table]))
            entry |= {"across": [draw(st.sampled_from(["kind", "visits", "share"]))], "same": same}
    else:
        entry["always"] = draw(formulas(book))
    declared = {**book.declared, "invariants": [entry]}
    return Rulebook(book.name, book.version, "", book.facts, book.tables, declared)


def scopes(book: Rulebook):
    """Facts with what is decided, for one value of every bucket that decides at all."""
    space = build_space(book, named_values(book, read_invariants(book)))
    samples = [[b.sample for b in space.axes[name].buckets] for name in space.given]
    size = 1
    for each in samples:
        size *= len(each)
    assume(size < 3000)
    found = {}
    for values in product(*samples):
        facts = dict(zip(space.given, values, strict=True))
        try:
            found[values] = {**facts, **Decision(book, facts, interpret(book, facts)).outputs}
        except BadSituation:
            continue
    return space.given, found


def parsed(book, entry, key, default="true"):
    names = (*book.facts, *OUTPUTS, *OUTPUTS.values())
    return read_once(str(entry.get(key, default)), names)


@cache
def read_once(text, names):
    """The same formulas are held against every pair of situations."""
    return read_expression(text, names)


def breaks(book, entry, scope) -> bool:
    holds = evaluate(parsed(book, entry, "when"), scope) is True
    return holds and evaluate(parsed(book, entry, "always"), scope) is not True


def breaks_pair(book, entry, one, other) -> bool:
    when = parsed(book, entry, "when")
    if evaluate(when, one) is not True or evaluate(when, other) is not True:
        return False
    key, sign = ("not_less", ">=") if "not_less" in entry else ("same", "=")
    of = parsed(book, entry, key)
    values = {"a": evaluate(of, other), "b": evaluate(of, one)}
    return evaluate(read_once(f"a {sign} b", ("a", "b")), values) is not True


def outcome(book):
    report = check(book)
    found = [f for f in report.findings if f.kind in {"broken", "idle_invariant"}]
    proven = any(proof.kind == "invariant" for proof in report.proven)
    unknown = [each for each in report.unknown if each.kind == "invariant"]
    assert len(found) + proven + len(unknown) == 1
    assert all(each.why == "arithmetic" for each in unknown)
    return (found[0] if found else None), proven, bool(unknown)


def is_exact(entry) -> bool:
    """Whether one value of every bucket tells everything: no arithmetic."""
    text = " ".join(str(part) for part in entry.values())
    return not any(
        sign in text
        for sign in ("share *", "* share", "modulo", "then visits", "< visits", "* visits")
    )


@settings(max_examples=60, deadline=None)
@given(with_invariant(relation=False))
def test_an_invariant_holds_where_trying_everything_finds_no_breach(book: Rulebook) -> None:
    entry = book.declared["invariants"][0]
    _, tried = scopes(book)
    broken = any(breaks(book, entry, scope) for scope in tried.values())
    finding, proven, unknown = outcome(book)
    assert not (proven and broken)
    assert not unknown or not is_exact(entry)
    if finding is not None and finding.kind == "broken":
        part = decided(book, finding.situation, entry)
        assert part is not None and breaks(book, entry, part)
    if finding is not None and finding.kind == "idle_invariant":
        assert not any(evaluate(parsed(book, entry, "when"), s) is True for s in tried.values())


def decided(book, facts, entry):
    """The facts with what the tables that an invariant needs say of them."""
    text = " ".join(str(part) for part in entry.values())
    named = [place for place, table in enumerate(book.tables) if table.name in text]
    cone = build_space(book).cone(named)
    part = Rulebook("part", "1", "", book.facts, tuple(book.tables[place] for place in cone), {})
    try:
        return {**facts, **Decision(part, facts, interpret(part, facts)).outputs}
    except BadSituation:
        return None


@settings(max_examples=60, deadline=None)
@given(with_invariant(relation=True))
def test_a_relation_holds_where_trying_every_pair_finds_no_breach(book: Rulebook) -> None:
    entry = book.declared["invariants"][0]
    names, tried = scopes(book)
    at = names.index(entry["across"][0])
    broken = False
    for values, one in tried.items():
        for others in tried.items():
            key, other = others
            same = key[:at] + key[at + 1 :] == values[:at] + values[at + 1 :]
            rising = "same" in entry or (values[at] is not None and key[at] is not None)
            if same and rising and ("same" in entry or values[at] < key[at]):
                broken = broken or breaks_pair(book, entry, one, other)
    finding, proven, unknown = outcome(book)
    assert not (proven and broken)
    assert not unknown or not is_exact(entry)
    if finding is not None and finding.kind == "broken":
        one = decided(book, finding.situation, entry)
        other = decided(book, finding.other, entry)
        assert one is not None and other is not None
        assert breaks_pair(book, entry, one, other)
        differing = {n for n in finding.other if finding.other[n] != finding.situation[n]}
        assert differing == {entry["across"][0]}


def test_a_condition_that_arithmetic_leaves_open_is_never_said_to_hold_nowhere():
    from amends.core.rulebook import read_rulebook

    declared = {
        "name": "x",
        "version": "1",
        "facts": {"kind": {"type": "string"}},
        "tables": {"t": {"hit": "first", "outputs": {"o": "string"}}},
        "invariants": [
            {"id": "it", "says": "It.", "when": "string length(kind) = 5", "always": "true"}
        ],
    }
    report = check(read_rulebook(declared, {"t": "id,kind,o\nr,a,x\ns,-,y"}))
    assert "idle_invariant" not in {finding.kind for finding in report.findings}
