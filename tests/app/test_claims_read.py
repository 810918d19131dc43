"""`amends claims read`: a customer's words in the terminal, in three languages."""

import json

import pytest
from click.testing import CliRunner, Result

from amends.cli import main

AT = "2026-11-20T16:00+08:00"
CLOSED = "Пришёл позавчера в 14:00, а пункт закрыт!"


def run(*options: str, piped: str = "") -> Result:
    return CliRunner().invoke(main, ["claims", "read", *options, "--at", AT], input=piped)


def test_the_words_that_were_read_are_marked_and_told():
    result = run(CLOSED, "--language", "en")
    assert result.exit_code == 0
    assert "[позавчера] в [14:00], а [пункт закрыт]!" in result.output
    assert "Wed 2026-11-18 14:00" in result.output
    assert "Claimed: Came to the pickup point, and it was closed" in result.output
    assert "Which pickup point was it?" in result.output


@pytest.mark.parametrize(
    ("language", "claimed", "asked"),
    [
        ("ru", "Клиент говорит: Приходили в пункт выдачи", "В каком пункте выдачи"),
        ("mn", "Үйлчлүүлэгчийн хэлж буй нь: Хүлээлгэн өгөх цэг", "Аль хүлээлгэн өгөх цэг"),
    ],
)
def test_it_speaks_the_readers_language(language, claimed, asked):
    output = run(CLOSED, "--language", language).output
    assert claimed in output and asked in output


def test_what_is_not_clear_is_said_and_asked():
    output = run("point closed, operator rude", "--language", "en").output
    assert "It is not clear which of these is claimed:" in output
    assert "What happened?" in output
    assert "do not say what is claimed" in run("hello there", "--language", "en").output


def test_as_json():
    found = json.loads(run(CLOSED, "--json").output)
    assert (found["kind"], found["sure"], found["language"]) == ("was_closed", True, "ru")
    assert found["fields"] == {"came_at": "2026-11-18T14:00:00+08:00"}
    assert found["asks"] == ["point"]
    for span in found["spans"]:
        assert CLOSED[span["start"] : span["end"]] == span["text"]


def test_items_of_the_order_are_found_and_the_text_may_be_piped_in():
    result = run("-", "--json", "--item", "blue lamp", piped="the blue lamp is cracked")
    found = json.loads(result.output)
    assert found["fields"] == {"item": "blue lamp"}


@pytest.mark.parametrize("options", [("--at", "yesterday"), ("--zone", "Mars/Olympus")])
def test_what_is_wrong_is_said(options):
    result = CliRunner().invoke(main, ["claims", "read", "x", *options])
    assert result.exit_code == 2 and options[0] in result.output
