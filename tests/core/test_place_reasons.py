"""Every reason that a reader of hours or lists gives has a line, and so is said in any language."""

from __future__ import annotations

import ast
import gettext
from importlib.resources import files
from pathlib import Path

import pytest

from amends.core.places.reasons import in_words

PLACES = Path(str(files("amends.core"))) / "places"
CALLS = {"NotUnderstood", "BadRow", "doubt", "unsure"}


class Shouting(gettext.NullTranslations):
    """Translates by marking what it was asked for."""

    def gettext(self, message: str) -> str:
        return f"<{message}>"


def reasons() -> list[str]:
    """The reasons in the sources, with an X for each value."""
    found = []
    for path in sorted((*PLACES.glob("hours/**/*.py"), *PLACES.glob("sources/*.py"))):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in CALLS and node.args:
                found += _text(node.args[0])
    return found


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _text(said: ast.expr) -> list[str]:
    if isinstance(said, ast.Constant):
        return [str(said.value)]
    if isinstance(said, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else "X" for part in said.values]
        return ["".join(map(str, parts))]
    return []


ERRORS = {"BadList", "BadWay", "BadOption", "BadMoment", "NoSuchPoint", "BadExtract", "_bad"}
RAISED = (
    *("core/places/sources", "core/places/lines.py", "maps/pbf.py"),
    *("app/actions/places", "app/commands/places"),
)


def troubles() -> list[str]:
    """The messages and hints of errors that the commands on places tell, in the sources."""
    found, top = [], Path(str(files("amends")))
    paths = [path for part in RAISED for path in ((top / part).rglob("*.py"), [top / part])]
    for path in {each for some in paths for each in some if each.suffix == ".py"}:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in ERRORS and node.args:
                hints = [each.value for each in node.keywords if each.arg == "hint"]
                found += [text for each in (node.args[0], *hints) for text in _text(each)]
    return found


@pytest.mark.parametrize("trouble", sorted(set(troubles())))
def test_every_trouble_of_the_commands_has_a_line(trouble: str):
    is_command = trouble.startswith(("amends ", "--to"))
    assert in_words(trouble, Shouting()).startswith("<") or is_command


@pytest.mark.parametrize("reason", sorted(set(reasons())))
def test_every_reason_of_the_readers_has_a_line(reason: str):
    assert in_words(reason, Shouting()).startswith("<")


def test_several_reasons_are_each_said():
    said = (
        "it is never open; text and structure disagree: “Mo 9-18; Tu 8-12”, “24/7”; "
        "X: closed, or the whole day?"
    )
    assert in_words(said, Shouting()) == (
        "<it is never open>; <text and structure disagree: “Mo 9-18; Tu 8-12”, “24/7”>; "
        "<X: closed, or the whole day?>"
    )
    inner = in_words("the text is not understood: closed when?", Shouting())
    assert inner == "<the text is not understood: <closed when?>>"


def test_words_without_a_line_stay_and_many_semicolons_take_no_time():
    assert in_words("for repairs", Shouting()) == "for repairs"
    many = "; ".join(["“a” is no time"] * 500) + "; junk"
    assert in_words(many, Shouting()) == many
