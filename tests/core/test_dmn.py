"""DMN models of others are decided as the standard says, and cannot hurt (issue 3, point 6)."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from amends.core.feel.errors import TooCostly
from amends.core.rulebook.dmn import BadModel, load, tck

CASES = Path(__file__).parent / "dmn_cases"


@pytest.fixture
def exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers are exact, not only within what the kit allows to others."""
    monkeypatch.setattr(tck, "TOLERANCE", Decimal(0))


def failed(folder: Path) -> list[tck.Result]:
    return [result for result in tck.run_folder(folder) if not result.passed]


@pytest.mark.usefixtures("exactly")
def test_all_cases_of_the_kits_level_two_pass(shared_data: Path):
    folder = shared_data / "dmn_tck" / "compliance-level-2"
    results = list(tck.run_folder(folder))
    assert [result for result in results if not result.passed] == []
    assert len(results) == 51


@pytest.mark.usefixtures("exactly")
def test_our_own_cases_in_the_kits_form_pass():
    assert failed(CASES) == []


def test_a_wrong_expectation_is_reported():
    results = list(tck.run_folder(CASES))
    text = tck.as_csv([*results, tck.Result("level", "folder", "9", passed=False, detail='"x"')])
    assert text.splitlines()[0] == '"dmn_cases","lending","001","SUCCESS",""'
    assert text.splitlines()[-1] == '"level","folder","9","ERROR","""x"""'


HEAD = (
    '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="urn:m">'
)


def model(inside: str, head: str = HEAD):
    return load(io.BytesIO(f"{head}{inside}</definitions>".encode()))


def table(rules: str, policy: str = 'hitPolicy="UNIQUE"', type_: str = "number", output: str = ""):
    return model(
        f'<inputData id="i" name="x"><variable name="x" typeRef="{type_}"/></inputData>'
        '<decision id="d" name="d"><variable name="d"/>'
        '<informationRequirement><requiredInput href="#i"/></informationRequirement>'
        f"<decisionTable {policy}><input><inputExpression><text>x</text></inputExpression></input>"
        f"<output>{output}</output>{rules}</decisionTable></decision>"
    )


def rule(test: str, output: str) -> str:
    return (
        f"<rule><inputEntry><text><![CDATA[{test}]]></text></inputEntry>"
        f"<outputEntry><text><![CDATA[{output}]]></text></outputEntry></rule>"
    )


OVERLAPPING = rule("<10", "1") + rule("<5", "2") + rule("<3", "2")


@pytest.mark.parametrize(
    ("policy", "x", "expected"),
    [
        ('hitPolicy="UNIQUE"', 7, 1),
        ('hitPolicy="UNIQUE"', 4, None),
        ("", 7, 1),
        ('hitPolicy="ANY"', 4, None),
        ('hitPolicy="FIRST"', 1, 1),
        ('hitPolicy="PRIORITY"', 1, 2),
        ('hitPolicy="OUTPUT ORDER"', 1, [2, 2, 1]),
        ('hitPolicy="RULE ORDER"', 1, [1, 2, 2]),
        ('hitPolicy="COLLECT"', 4, [1, 2]),
        ('hitPolicy="COLLECT" aggregation="SUM"', 1, 5),
        ('hitPolicy="COLLECT" aggregation="MIN"', 1, 1),
        ('hitPolicy="COLLECT" aggregation="MAX"', 1, 2),
        ('hitPolicy="COLLECT" aggregation="COUNT"', 1, 3),
        ('hitPolicy="COLLECT" aggregation="COUNT"', 99, 0),
        ('hitPolicy="COLLECT"', 99, None),
        ('hitPolicy="UNIQUE"', None, None),
        ('hitPolicy="UNIQUE"', "text", None),
    ],
)
def test_every_hit_policy(policy, x, expected):
    listed = "<outputValues><text>2, 1</text></outputValues>"
    assert table(OVERLAPPING, policy, output=listed).decide("d", {"x": x}) == expected


def test_the_priorities_may_stand_with_the_type_of_the_decision():
    listed = (
        '<itemDefinition name="tOrder"><typeRef>tListed</typeRef></itemDefinition>'
        '<itemDefinition name="tListed"><typeRef>number</typeRef>'
        "<allowedValues><text>2, 1</text></allowedValues></itemDefinition>"
    )
    text = listed + (
        '<inputData id="i" name="x"/><decision id="d" name="d">'
        '<variable name="d" typeRef="tOrder"/>'
        '<informationRequirement><requiredInput href="#i"/></informationRequirement>'
        '<decisionTable hitPolicy="PRIORITY"><input><inputExpression><text>x</text>'
        f"</inputExpression></input><output/>{OVERLAPPING}</decisionTable></decision>"
    )
    assert model(text).decide("d", {"x": 1}) == 2


def test_a_default_stands_where_no_rule_fits():
    default = "<defaultOutputEntry><text>x * 2</text></defaultOutputEntry>"
    assert table(rule("<0", "0"), output=default).decide("d", {"x": 4}) == 8


@pytest.mark.parametrize(
    ("type_", "given", "test"),
    [
        ("date", "2026-11-22", '[date("2026-11-01")..date("2026-11-30")]'),
        ("date", date(2026, 11, 22), "?.month = 11"),
        ("dateTime", "2026-11-22T10:00:00Z", '> date and time("2026-11-22T09:00:00Z")'),
        ("date and time", datetime(2026, 11, 22, 10, tzinfo=UTC), "?.hour = 10"),
        ("time", "10:00:00", '< time("11:00:00")'),
        ("dayTimeDuration", "PT36H", '> duration("P1D")'),
        ("yearMonthDuration", "P14M", '= duration("P1Y2M")'),
        ("boolean", True, "true"),
        ("string", "two words", '"two words", "one"'),
        ("number", 0.1, "0.1"),
        ("number", [7], "7"),
        ("feel:string", "a", 'starts with(?, "a")'),
    ],
)
def test_plain_python_values_come_in(type_, given, test):
    assert table(rule(test, '"yes"'), type_=type_).decide("d", {"x": given}) == "yes"


CHAINED = (
    '<inputData id="i" name="x"><variable name="x" typeRef="number"/></inputData>'
    '<decision id="a" name="a b"><informationRequirement><requiredInput href="#i"/>'
    "</informationRequirement><literalExpression><text>x + 1</text></literalExpression></decision>"
    '<decision id="c" name="c"><informationRequirement><requiredDecision href="#a"/>'
    "</informationRequirement><literalExpression><text>a b * 10</text></literalExpression>"
    '</decision><decisionService id="s" name="s"><outputDecision href="#c"/>'
    '<outputDecision href="#a"/><inputData href="#i"/></decisionService>'
    '<decisionService id="t" name="t"><outputDecision href="#c"/><inputDecision href="#a"/>'
    "</decisionService>"
)


def test_a_value_given_for_a_decision_stands_instead_of_it():
    chained = model(CHAINED)
    assert chained.decide("c", {"x": 1}) == 20
    assert chained.decide("c", {"a b": 7}) == 70
    assert chained.decide("a b", {"x": 1, "a b": 7}) == 2


def test_services_are_decided_by_name():
    chained = model(CHAINED)
    assert chained.decide("s", {"x": 1}) == {"c": 20, "a b": 2}
    assert chained.decide("t", {"a b": 7}) == 70


def test_a_type_made_of_itself_is_refused():
    circle = '<itemDefinition name="{}"><typeRef>{}</typeRef></itemDefinition>'
    decision = '<decision id="d" name="d"><variable name="d" typeRef="a"/></decision>'
    with pytest.raises(BadModel, match="made of itself"):
        model(circle.format("a", "b") + circle.format("b", "a") + decision).decide("d", {})


def test_a_type_may_hold_itself():
    tree = (
        '<itemDefinition name="t"><itemComponent name="n"><typeRef>number</typeRef>'
        '</itemComponent><itemComponent name="under" isCollection="true"><typeRef>t</typeRef>'
        "</itemComponent></itemDefinition>"
        '<inputData id="i" name="x"><variable name="x" typeRef="t"/></inputData>'
        '<decision id="d" name="d"><informationRequirement><requiredInput href="#i"/>'
        "</informationRequirement><literalExpression><text>x.under.n</text></literalExpression>"
        "</decision>"
    )
    assert model(tree).decide("d", {"x": {"n": 1, "under": [{"n": 2}, {"n": 3}]}}) == [2, 3]
    assert model(tree).decide("d", {"x": {"n": 1, "under": [{"n": "two"}]}}) is None


def test_models_that_import_each_other_are_refused(tmp_path: Path):
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / f"{name}.dmn").write_text(
            HEAD.replace("urn:m", f"urn:{name}")
            + f'<import name="{other}" namespace="urn:{other}" '
            'importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/></definitions>'
        )
    with pytest.raises(BadModel, match="import too many others, or each other"):
        load(tmp_path / "a.dmn")


def test_an_imported_model_that_is_not_there_is_named(tmp_path: Path):
    (tmp_path / "a.dmn").write_text(
        HEAD + '<import name="other" namespace="urn:other" locationURI="file:///etc/passwd" '
        'importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/></definitions>'
    )
    with pytest.raises(BadModel, match="'urn:other' is not there"):
        load(tmp_path / "a.dmn")


def test_an_error_of_an_expression_is_null_and_kept():
    broken = table(rule("-", "1 + "))
    assert broken.decide("d", {"x": 1}) is None
    assert any("ends too early" in message for message in broken.messages)


def test_the_time_is_told_by_the_caller():
    clock = model(
        '<decision id="d" name="d"><literalExpression><text>now().year</text>'
        "</literalExpression></decision>"
    )
    assert clock.decide("d", {}) is None
    assert clock.decide("d", {}, now=datetime(2026, 1, 1, tzinfo=UTC)) == 2026


def test_what_is_not_there_is_named():
    with pytest.raises(BadModel, match=r"no decision 'e' \(one of d\)"):
        table("").decide("e", {})
    with pytest.raises(BadModel, match="requires itself"):
        model(
            '<decision id="d" name="d"><informationRequirement><requiredDecision href="#d"/>'
            "</informationRequirement></decision>"
        ).decide("d", {})
    with pytest.raises(BadModel, match="not in the model"):
        model(
            '<decision id="d" name="d"><informationRequirement><requiredInput href="#q"/>'
            "</informationRequirement></decision>"
        ).decide("d", {})


LOL = '<!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "content",
    [
        f"{LOL}{HEAD}<description>&b;</description></definitions>",
        f"{OUTSIDE}{HEAD}<description>&a;</description></definitions>",
        f'<!DOCTYPE l SYSTEM "http://127.0.0.1/x.dtd">{HEAD}</definitions>',
        HEAD + "<description>" * 200 + "</description>" * 200 + "</definitions>",
        HEAD + "<decision/>" * 500_001 + "</definitions>",
        HEAD + "<d " + " ".join(f'a{n}="1"' for n in range(200)) + "/></definitions>",
        HEAD,
        "",
        "not xml",
        "<definitions/>",
        '<definitions xmlns="urn:something"/>',
        "\x00",
    ],
)
def test_a_strangers_file_cannot_hurt(content):
    with pytest.raises(BadModel):
        load(io.BytesIO(content.encode()))


def test_a_file_that_is_not_there_is_named(tmp_path: Path):
    for path in (tmp_path / "none.dmn", tmp_path):
        with pytest.raises(BadModel, match="the file cannot be read") as bad:
            load(path)
        assert bad.value.where == str(path)
        assert bad.value.hint


def test_a_file_that_is_too_large_is_not_read():
    with pytest.raises(BadModel, match="larger than"):
        load(io.BytesIO(b" " * 20_000_001))


def test_an_expression_that_costs_too_much_is_stopped():
    with pytest.raises(TooCostly):
        table(rule("-", "for i in 1..1000000000 return i")).decide("d", {"x": 1})
    with pytest.raises(TooCostly):
        chained = "".join(
            f'<decision id="d{n}" name="d{n}"><informationRequirement>'
            f'<requiredDecision href="#d{n + 1}"/></informationRequirement>'
            "<literalExpression><text>1</text></literalExpression></decision>"
            for n in range(2_000)
        )
        model(chained + '<decision id="d2000" name="d2000"/>').decide("d0", {})
