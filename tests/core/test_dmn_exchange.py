"""Our rulebooks as DMN and back: they decide alike, and whole (issue 3, point 6)."""

import io
import shutil
import subprocess
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from amends.core.rulebook import BadSituation, Rulebook, read_rulebook
from amends.core.rulebook.dmn import BadModel, dump, load, tck, to_rulebook
from amends.core.rulebook.dmn.dumping import VERSIONS
from amends.core.rulebook.toml import write_toml
from amends.policies import RETAIL
from tests.core.drawn import rulebooks, situations


def model(book: Rulebook):
    return load(io.BytesIO(dump(book).encode()))


def assume_dmn_can_fold(book: Rulebook) -> None:
    """DMN folds neither several outputs nor missing ones; that is refused, and tested below."""
    for table in book.tables:
        said = [value for rule in table.rules for value in rule.outputs.values()]
        assume(not table.policy.aggregate or (len(table.outputs) == 1 and None not in said))


def read_again(book: Rulebook) -> Rulebook:
    converted = to_rulebook(model(book))
    assert converted.misfits == ()
    declared = tomllib.loads(write_toml(converted.declared))
    return read_rulebook(declared, converted.files)


def outputs(book: Rulebook, facts: dict[str, Any]) -> Any:
    try:
        return book.decide(facts).outputs
    except BadSituation as error:
        return error.code


@settings(deadline=None)
@given(rulebooks(), st.lists(situations, min_size=1, max_size=5))
def test_a_rulebook_comes_back_from_dmn_and_decides_alike(book, cases):
    assume_dmn_can_fold(book)
    again = read_again(book)
    assert [outputs(again, facts) for facts in cases] == [outputs(book, facts) for facts in cases]


@settings(deadline=None)
@given(rulebooks(), situations)
def test_the_dmn_says_the_same_by_itself(book, facts):
    assume_dmn_can_fold(book)
    decided = outputs(book, facts)
    assume(not isinstance(decided, str))
    written = model(book)
    for table in book.tables:
        said = decided[table.name]
        found, expected = written.decide(table.name, facts), plain(said)
        nothing = isinstance(expected, dict) and not any(v is not None for v in expected.values())
        assert found == expected or (nothing and found is None), written.messages


def retail() -> Rulebook:
    declared = tomllib.loads((RETAIL / "rulebook.toml").read_text())
    return read_rulebook(declared, {p.stem: p.read_text() for p in RETAIL.glob("*.csv")})


def test_the_shipped_policy_comes_back_whole():
    book = retail()
    again = read_again(book)
    assert again.declared == book.declared
    for table, other in zip(book.tables, again.tables, strict=True):
        assert [fact.name for fact in table.columns] == [fact.name for fact in other.columns]
        for rule, twin in zip(table.rules, other.rules, strict=True):
            assert (rule.id, rule.outputs, rule.reasons, rule.source) == (
                twin.id,
                twin.outputs,
                twin.reasons,
                twin.source,
            )
            assert [(c.spans, c.negated, c.null) for c in rule.cells] == [
                (c.spans, c.negated, c.null) for c in twin.cells
            ]


def test_the_shipped_tables_come_back_letter_by_letter():
    files = to_rulebook(model(retail())).files
    assert files == {name: (RETAIL / f"{name}.csv").read_text("utf-8") for name in files}


def test_a_cell_comes_back_as_it_is_written_most_plainly():
    text = 'id,x,y,source\nr,> 60,1,a\ns,[1 .. 5],2,b\nt,"not( 3,4 )",3,c\nu,"null, <= 2",4,d\n'
    facts = {"x": {"type": "number", "optional": True}}
    table = {"hit": "collect", "may_be_empty": True, "outputs": {"y": "number"}}
    declared = {"name": "n", "version": "1", "facts": facts, "tables": {"t": table}}
    again = to_rulebook(model(read_rulebook(declared, {"t": text}))).files["t"]
    assert again == 'id,x,y,source\nr,>60,1,a\ns,[1..5],2,b\nt,"not(3, 4)",3,c\nu,"<=2, null",4,d\n'


def test_the_diagram_shows_every_decision_and_every_requirement():
    root = ElementTree.fromstring(dump(retail()))
    space = {"d": "https://www.omg.org/spec/DMN/20230324/MODEL/"}
    ids = {element.get("id") for element in root.iter() if element.get("id")}
    shown = [e.get("dmnElementRef", "") for e in root.iter() if e.get("dmnElementRef")]
    requirements = root.findall(".//d:informationRequirement", space)
    drawn = {*root.findall("d:decision", space), *root.findall("d:inputData", space)}
    assert sorted(shown) == sorted(e.get("id", "") for e in [*drawn, *requirements])
    assert {e.get("href") for e in root.iter() if e.get("href")} <= {f"#{each}" for each in ids}


def small(rule: str, hit: str = "collect", **more: Any) -> Rulebook:
    declared = {
        "name": "small",
        "version": "1",
        "facts": {"x": {"type": "string", "optional": True}},
        "tables": {"t": {"hit": hit, "outputs": {"y": "string", "z": "number"}, **more}},
    }
    return read_rulebook(declared, {"t": "id,x,y,z,reason_en\n" + rule})


@pytest.mark.parametrize(
    "text",
    ["plain", "two words", '"', 'a ""b""', "\\", "\\n", "-", "null", "true", "a\nb", "é😀<&>"],
)
def test_any_text_comes_back(text):
    quoted = text.replace('"', '""').replace('""""', '""')
    book = small(f'r,-,"""{quoted}""",1,"why {quoted}"\n', "first")
    again = read_again(book)
    assert again.decide({}).one("t").outputs == book.decide({}).one("t").outputs
    assert again.decide({}).one("t").reasons == book.decide({}).one("t").reasons


def test_what_dmn_means_otherwise_is_not_written():
    with pytest.raises(BadModel, match="tables of one output"):
        dump(small("r,-,a,1,\n", aggregate="count"))
    with pytest.raises(BadModel, match="XML has no character"):
        dump(small("r,-,a,1,\x07\n"))


def test_tables_of_the_kit_become_ours_and_decide_alike(shared_data: Path):
    taken = 0
    for file in sorted((shared_data / "dmn_tck" / "compliance-level-2").rglob("*.dmn")):
        try:
            converted = to_rulebook(load(file))
        except BadModel as error:
            assert "an output has a default" in str(error)
            continue
        taken += 1
        book = read_rulebook(converted.declared, converted.files)
        tests = ElementTree.parse(next(file.parent.glob("*-test-*.xml"))).getroot()
        for case in tests.findall("{*}testCase"):
            inputs = {n.get("name", ""): tck.read_value(n) for n in case.findall("{*}inputNode")}
            node = case.find("{*}resultNode")
            assert node is not None
            said = book.decide(inputs).outputs[node.get("name") or ""]
            expected = tck.read_value(node.find("{*}expected"))
            assert tck.alike(plain(said), expected), (file.name, case.get("id"))
    assert taken == 14


def plain(said: Any) -> Any:
    """What a table says as DMN would: the value alone where it has one output."""
    if isinstance(said, list):
        return [plain(each) for each in said]
    return next(iter(said.values())) if len(said) == 1 else said


HEAD = '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="u">'
INPUT = '<inputData id="i" name="x"><variable name="x" typeRef="{}"/></inputData>'
DECISION = (
    '<decision id="d" name="d"><informationRequirement><requiredInput href="#i"/>'
    "</informationRequirement>{}</decision></definitions>"
)
TABLE = (
    "<decisionTable><input><inputExpression><text>{}</text></inputExpression></input><output/>"
    "<rule><inputEntry><text>{}</text></inputEntry><outputEntry><text>{}</text></outputEntry>"
    "</rule></decisionTable>"
)


@pytest.mark.parametrize(
    ("expression", "says"),
    [
        ("<literalExpression><text>1</text></literalExpression>", "no decision table"),
        (TABLE.format("x + 1", "1", "1"), "no input data of a simple type"),
        (TABLE.format("x", "y", "1"), "not written out"),
        (TABLE.format("x", "? > 3", "1"), "not written out"),
        (TABLE.format("x", "count([1]) = 1", "1"), "is not understood"),
        (TABLE.format("x", "1", "x + 1"), "is computed"),
        (TABLE.format("x", '"a"', "1"), "not a number"),
        (TABLE.format("x", "not(1), null", "1"), "not understood"),
        (TABLE.format("x", "1 +", "1"), "not understood"),
        (
            TABLE.format("x", "1", "1")
            .replace("<inputEntry>", "<other>", 1)
            .replace("</inputEntry>", "</other>"),
            "more or fewer cells",
        ),
    ],
)
def test_what_does_not_fit_is_said(expression, says):
    text = HEAD + INPUT.format("number") + DECISION.format(expression)
    with pytest.raises(BadModel, match=says):
        to_rulebook(load(io.BytesIO(text.encode())))


def test_names_of_strangers_make_no_paths():
    text = HEAD + INPUT.format("number") + DECISION.format(TABLE.format("x", "1", "1"))
    text = text.replace('name="d"', 'name="../../etc/passwd"')
    converted = to_rulebook(load(io.BytesIO(text.encode())))
    assert list(converted.files) == ["etc_passwd"]
    book = read_rulebook(converted.declared, converted.files)
    assert book.decide({"x": Decimal(1)}).outputs == {"etc_passwd": {"../../etc/passwd": 1}}


SCALARS = st.one_of(
    st.integers(-10, 10), st.booleans(), st.text(max_size=9), st.dates(), st.floats(-9, 9)
)


@given(
    st.dictionaries(
        st.text(max_size=5),
        st.recursive(
            SCALARS,
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
            max_leaves=9,
        ),
    )
)
def test_toml_that_is_written_reads_the_same(data):
    assert tomllib.loads(write_toml(data)) == data


VALIDATOR = """
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
public class Validate {
  public static void main(String[] files) throws Exception {
    var schema = SchemaFactory.newInstance("http://www.w3.org/2001/XMLSchema")
        .newSchema(new java.io.File(files[0]));
    schema.newValidator().validate(new StreamSource(files[1]));
  }
}
"""
DIAGRAMS = """
<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema"
    targetNamespace="SPACE">
  <xsd:element name="DMNDI"><xsd:complexType><xsd:sequence>
    <xsd:any processContents="skip" minOccurs="0" maxOccurs="unbounded"/>
  </xsd:sequence></xsd:complexType></xsd:element>
</xsd:schema>
"""


@pytest.mark.slow
@pytest.mark.parametrize("version", ["1.2", "1.3", "1.4", "1.5"])
def test_what_is_written_is_valid_by_the_standards_schema(
    shared_data: Path, tmp_path: Path, version: str
):
    """The part of the schema for diagrams is not among the data: diagrams are not looked into."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("needs java, whose library validates XML")
    name, text = version.replace(".", ""), dump(retail(), version=version)
    diagrams = "13" if version == "1.4" else name
    shutil.copy(shared_data / "dmn_tck" / f"DMN{name}.xsd", tmp_path)
    (tmp_path / f"DMNDI{diagrams}.xsd").write_text(DIAGRAMS.replace("SPACE", VERSIONS[version][1]))
    (tmp_path / "Validate.java").write_text(VALIDATOR)
    (tmp_path / "retail.dmn").write_text(text)
    done = subprocess.run(
        [java, "Validate.java", f"DMN{name}.xsd", "retail.dmn"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert to_rulebook(load(io.BytesIO(text.encode()))).declared == retail().declared
