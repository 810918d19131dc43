"""DMN models of others are decided as the standard says, and cannot hurt (issue 3, point 6)."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from time import process_time

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
        ('hitPolicy="COLLECT"', 99, []),
        ('hitPolicy="RULE ORDER"', 99, []),
        ('hitPolicy="OUTPUT ORDER"', 99, []),
        ('hitPolicy="COLLECT" aggregation="SUM"', 99, None),
        ('hitPolicy="FIRST"', 99, None),
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


LITERAL = "<literalExpression{}><text>{}</text></literalExpression>"


def decision(name: str, logic: str, needs: str = "", type_: str = "") -> str:
    return (
        f'<decision id="{name}" name="{name}"><variable name="{name}" typeRef="{type_}"/>{needs}'
        f"{logic}</decision>"
    )


TYPES = (
    '<itemDefinition name="numbers" isCollection="true"><typeRef>number</typeRef></itemDefinition>'
    '<itemDefinition name="to list"><functionItem outputTypeRef="numbers"/></itemDefinition>'
    '<itemDefinition name="to moment"><functionItem outputTypeRef="date and time"/>'
    "</itemDefinition>"
)


@pytest.mark.parametrize(
    ("type_", "body", "expected"),
    [
        ("to list", "1", [1]),
        ("to moment", "date(2026, 1, 2)", datetime(2026, 1, 2, tzinfo=UTC)),
        ("to moment", '"soon"', None),
        ("number", "[1]", 1),
        ("number", "[[1]]", None),
    ],
)
def test_what_a_function_gives_is_fitted_to_the_type_of_its_result(type_, body, expected):
    logic = LITERAL.format("", body.replace('"', "&quot;"))
    made = model(
        TYPES + f'<businessKnowledgeModel id="f" name="f"><variable name="f" typeRef="{type_}"/>'
        f"<encapsulatedLogic>{logic}</encapsulatedLogic></businessKnowledgeModel>"
        f'<decisionService id="s" name="s"><variable name="s" typeRef="{type_}"/>'
        f'<outputDecision href="#d"/></decisionService>{decision("d", logic)}'
    )
    assert made.decide("f", {}) == expected
    assert made.decide("s", {}) == expected


@pytest.mark.parametrize(
    ("logic", "expected"),
    [
        (LITERAL.format(' typeRef="number"', "[7]"), 7),
        (LITERAL.format(' typeRef="string"', "7"), None),
        ("<list>" + LITERAL.format(' typeRef="string"', "7") + "</list>", [None]),
        (
            '<relation><column name="a" typeRef="number"/><row>'
            + LITERAL.format("", "true")
            + "</row></relation>",
            [{"a": None}],
        ),
    ],
)
def test_an_expression_may_name_its_own_type(logic, expected):
    assert model(decision("d", logic)).decide("d", {}) == expected


def test_a_value_that_an_input_may_not_have_is_null_for_the_table():
    listed = "<inputValues><text>1, 2</text></inputValues></input>"
    made = model(
        '<inputData id="i" name="x"/>'
        + decision(
            "d",
            "<decisionTable><input><inputExpression><text>x</text></inputExpression>"
            + listed
            + "<output/>"
            + rule("1", '"one"')
            + rule("null", '"not known"')
            + "</decisionTable>",
            '<informationRequirement><requiredInput href="#i"/></informationRequirement>',
        )
    )
    assert made.decide("d", {"x": 1}) == "one"
    assert made.decide("d", {"x": 3}) == "not known"
    assert made.messages == ("3 is not allowed for 'x'",)


def test_models_imported_without_a_name_are_as_if_written_here(tmp_path: Path):
    kind = 'importType="https://www.omg.org/spec/DMN/20230324/MODEL/"'
    says = LITERAL.format("", "&quot;hello &quot; + who is it")
    first = '<inputData id="w" name="who is it"/>' + decision(
        "say", says, '<informationRequirement><requiredInput href="#w"/></informationRequirement>'
    )
    second = decision("bye", LITERAL.format("", "1")) + TYPES
    needs = (
        '<informationRequirement><requiredDecision href="urn:a#say"/></informationRequirement>'
        '<informationRequirement><requiredDecision href="urn:b#bye"/></informationRequirement>'
    )
    main = f'<import name="" namespace="urn:a" {kind}/><import namespace="urn:b" {kind}/>' + (
        decision("both", LITERAL.format("", "[say, bye]"), needs)
        + decision("typed", LITERAL.format("", "3"), type_="numbers")
    )
    for name, inside in (("a", first), ("b", second), ("m", main)):
        head = HEAD.replace("urn:m", f"urn:{name}")
        (tmp_path / f"{name}.dmn").write_text(f"{head}{inside}</definitions>")
    made = load(tmp_path / "m.dmn")
    assert made.decide("both", {"who is it": "you"}) == ["hello you", 1]
    assert made.decide("typed", {}) == [3]
    assert made.decide("bye", {}) == 1


def chain(inside: str, length: int) -> str:
    return "".join(
        f'<itemDefinition name="t{n}" {inside}><typeRef>t{n + 1}</typeRef></itemDefinition>'
        for n in range(length)
    )


COSTLY = "<allowedValues><text>some n in 1..100 satisfies n - 90 = ? - ?</text></allowedValues>"


@pytest.mark.parametrize(
    ("types", "text"),
    [
        (chain("", 3_000), "1"),
        (
            chain('isCollection="true"', 40),
            "{a0: [1], " + ", ".join(f"a{n}: [a{n - 1}, a{n - 1}]" for n in range(1, 40)) + "}.a39",
        ),
        (
            '<itemDefinition name="t0" isCollection="true"><typeRef>number</typeRef>'
            f"{COSTLY}</itemDefinition>",
            "for n in 1..100000 return n",
        ),
    ],
)
def test_types_that_cost_too_much_are_stopped(types, text):
    made = model(types + decision("d", LITERAL.format("", text), type_="t0"))
    with pytest.raises(TooCostly):
        made.decide("d", {})


def test_many_names_that_begin_alike_cost_little():
    names = "".join(f'<itemComponent name="a b{n}"/>' for n in range(20_000))
    text = "+".join("a" * 5_000)
    made = model(
        f'<itemDefinition name="t">{names}</itemDefinition>'
        + decision("d", LITERAL.format("", text))
    )
    started = process_time()
    assert made.decide("d", {}) is None
    assert process_time() - started < 5


def test_a_case_that_is_not_understood_has_failed_and_the_others_run(tmp_path: Path):
    (tmp_path / "m.dmn").write_text(f"{HEAD}{decision('d', LITERAL.format('', '1'))}</definitions>")
    kinds = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    expected = '<resultNode name="d"><expected><value xsi:type="xsd:{}">{}</value></expected>'
    cases = [("date", "99999-01-01"), ("decimal", "many"), ("decimal", "1")]
    (tmp_path / "a-test-01.xml").write_text(
        f"<testCases {kinds}><modelName>m.dmn</modelName>"
        + "".join(
            f'<testCase id="{n}">{expected.format(*case)}</resultNode></testCase>'
            for n, case in enumerate(cases)
        )
        + "</testCases>"
    )
    (tmp_path / "b-test-01.xml").write_text("<testCases>")
    results = list(tck.run_folder(tmp_path))
    assert [(each.case, each.passed) for each in results] == [
        ("0", False),
        ("1", False),
        ("2", True),
        ("", False),
    ]


def test_the_kit_may_ask_for_the_time(tmp_path: Path):
    asks = decision("d", LITERAL.format("", "now() instance of date and time"))
    (tmp_path / "m.dmn").write_text(f"{HEAD}{asks}</definitions>")
    (tmp_path / "a-test-01.xml").write_text(
        '<testCases xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><modelName>m.dmn'
        '</modelName><testCase id="1"><resultNode name="d"><expected>'
        '<value xsi:type="xsd:boolean">true</value></expected></resultNode></testCase></testCases>'
    )
    now = datetime(2026, 11, 23, tzinfo=UTC)
    assert [each.passed for each in tck.run_folder(tmp_path, now=now)] == [True]
    assert [each.passed for each in tck.run_folder(tmp_path)] == [False]
