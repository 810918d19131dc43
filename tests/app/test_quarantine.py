"""Quarantine: listed, mended, replayed, dismissed; each once, and written into the journal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from amends.app.actions import quarantine as actions
from amends.app.actions.quarantine import NotWaiting
from amends.app.actions.record import receive
from amends.app.ledger.models import Event, Failure, Journal, Order, Quarantined
from amends.cli import main
from amends.core.errors import BadEvent
from tests.support.feed import NOW, event, placed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("booted")]


def run(*arguments: str, text: str = "") -> Result:
    return CliRunner().invoke(main, ["quarantine", *arguments], input=text or None)


def refused(**data: Any) -> int:
    """The number of a quarantined order whose amount is wrong."""
    receive([placed(**{"total": 12.5, **data})], now=NOW)
    return Quarantined.objects.latest("pk").pk


def journal() -> list[str]:
    return list(Journal.objects.order_by("pk").values_list("action", flat=True))


def test_nothing_to_list() -> None:
    assert "everything that came in was understood" in run("list").output


def test_what_is_listed_says_how_to_mend_it() -> None:
    number = refused()
    output = run("list").output
    assert str(number) in output
    assert "data.total" in output
    assert 'write "12.50", not 12.5' in " ".join(output.split())
    row = json.loads(run("list", "--json").output)
    assert (row["field"], row["code"]) == ("data.total", "bad_event")
    assert "12.5" in run("show", str(number)).output


def test_mended_with_a_field_and_recorded() -> None:
    number = refused()
    result = run("mend", str(number), "--set", "data.total=12.50", "--replay")
    assert result.exit_code == 0, result.output
    assert Order.objects.get().total == 12.5
    row = Quarantined.objects.get()
    assert (row.state, row.settled_by, row.event) == (
        "replayed",
        "command line",
        Event.objects.get(),
    )
    assert '"total":12.5' in row.raw
    assert journal() == ["quarantine mended", "quarantine replayed"]


def test_mended_with_a_file_and_replayed_later(tmp_path: Path) -> None:
    number = refused()
    file = tmp_path / "mended.json"
    file.write_text(json.dumps(placed()))
    assert "is mended" in run("mend", str(number), str(file)).output
    assert not Order.objects.exists()
    assert f"{number} is recorded." in run("replay", str(number)).output
    assert Order.objects.exists()


def test_mended_from_standard_input() -> None:
    number = refused()
    assert "is mended" in run("mend", str(number), "-", text=json.dumps(placed())).output


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--set", "data.total=much"], "'much' is not an amount"),
        (["--set", "data.promises.7.due=2026-11-30"], "there is nothing at this place"),
        (["--set", "data.total"], "write PATH=VALUE"),
        (["--set", "data.items=[1"], "this is not JSON"),
        ([], "data.total"),
    ],
)
def test_what_is_still_wrong_stays(options: list[str], says: str) -> None:
    number = refused()
    result = run("mend", str(number), *options)
    assert result.exit_code != 0
    assert says in result.output
    assert Quarantined.objects.get().state == "waiting"


@pytest.mark.parametrize("place", ["data.promises.0.due", "data.promises[0].due"])
def test_a_list_in_an_event_is_mended_by_number(place: str) -> None:
    number = refused(total="5.00", promises=[{"kind": "delivered_by", "due": "tomorrow"}])
    change = f"{place}=2026-11-30"
    assert run("mend", str(number), "--set", change, "--replay").exit_code == 0


def test_a_replay_that_is_refused_changes_nothing() -> None:
    number = refused()
    result = run("replay", str(number))
    assert (result.exit_code, Quarantined.objects.count()) == (1, 1)
    assert "stays" in result.output


def test_a_conflict_can_be_mended_by_another_key() -> None:
    receive([placed()], now=NOW)
    receive([event("order.approved"), event("order.approved", "o2")], now=NOW)
    receive([event("order.approved") | {"subject": "o3"}], now=NOW)
    number = Quarantined.objects.get(code="conflict").pk
    assert run("replay", str(number)).exit_code == 1
    assert run("mend", str(number), "--set", "id=new", "--replay").exit_code == 0


def test_everything_is_replayed_and_what_is_bad_stays() -> None:
    bad = refused()
    good = refused(total=13.5)
    actions.mend(number=good, text=json.dumps(placed()), by="me", now=NOW)
    result = run("replay", "--all")
    assert result.exit_code == 1
    assert f"{good} is recorded." in result.output
    assert f"{bad} stays" in result.output
    assert run("replay", "--all", "--code", "unknown_type").exit_code == 0


def test_replay_needs_to_be_told_what() -> None:
    assert "--all" in run("replay").output


def test_dismissed_stays_listed_with_its_reason() -> None:
    number = refused()
    assert run("dismiss", str(number)).exit_code == 2
    assert run("dismiss", str(number), "--reason", "a test of theirs").exit_code == 0
    assert str(number) in run("list", "--state", "dismissed").output
    assert Journal.objects.get().detail == {"number": number, "reason": "a test of theirs"}


def test_many_are_dismissed_at_once() -> None:
    first, second = refused(), refused(total=13.5)
    assert "--all" in run("dismiss", "--reason", "their test").output
    assert run("dismiss", "--all", "--code", "conflict", "--reason", "their test").output == ""
    assert run("dismiss", "--all", "--reason", "their test").exit_code == 0
    assert {row.pk for row in Quarantined.objects.filter(state="dismissed")} == {first, second}


def test_a_row_is_settled_once() -> None:
    number = refused()
    actions.dismiss(number=number, reason="x", by="me", now=NOW)
    with pytest.raises(NotWaiting, match="dismissed already"):
        actions.replay(number=number, by="me", now=NOW)
    with pytest.raises(NotWaiting, match="no such row"):
        actions.dismiss(number=number + 1, reason="x", by="me", now=NOW)


def test_a_row_of_a_history_is_judged_at_its_date(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text(json.dumps(placed(due="2026-11-20", total=5.5)))
    CliRunner().invoke(main, ["load", "events", str(path), "--as-of", "2026-11-15"])
    number = Quarantined.objects.get().pk
    run("mend", str(number), "--set", "data.total=5.50", "--replay")
    assert Order.objects.get().history
    assert not Failure.objects.exists()


def test_a_row_that_is_no_json_is_mended_whole() -> None:
    row = Quarantined.objects.create(where="x", raw="{broken", received_at=NOW)
    with pytest.raises(BadEvent, match="not JSON"):
        actions.set_fields(row.raw, {"id": "a"})
    actions.mend(number=row.pk, text=json.dumps(placed()), by="me", now=NOW)
    actions.replay(number=row.pk, by="me", now=NOW)
    assert Order.objects.exists()


def test_the_same_event_sent_again_mended_settles_what_waits() -> None:
    number = refused()
    receive([placed(total="12.50")], now=NOW)
    row = Quarantined.objects.get(pk=number)
    assert (row.state, row.settled_by, row.event) == ("replayed", "system", Event.objects.get())
    assert journal() == ["quarantine came again"]


def test_another_event_and_a_conflict_settle_nothing() -> None:
    refused()
    receive([{**placed(total="12.50"), "id": "other", "subject": "o2"}], now=NOW)
    assert Quarantined.objects.get().state == "waiting"
    receive([{**placed(total="13.00"), "id": "other", "subject": "o2"}], now=NOW)
    receive([{**placed(total="12.50"), "id": "other", "subject": "o2"}], now=NOW)
    assert Quarantined.objects.get(code="conflict").state == "waiting"


def test_the_list_counts_by_reason() -> None:
    for number in range(3):
        receive([{**placed(total=12.5), "id": f"k{number}", "subject": f"o{number}"}], now=NOW)
    receive([{**placed(), "type": "order.unheard_of"}], now=NOW)
    listed = run("list").output
    assert listed.count("data.total") == 1
    assert " 3 " in listed
    assert run("list", "--each").output.count("data.total") == 3


@pytest.mark.parametrize(
    ("language", "what", "hint", "head"),
    [
        ("ru", "'soon' — не момент времени", "(2026-11-22T18:00:00+03:00)", "что не так"),
        ("mn", "'soon' нь цаг хугацаа биш", "(2026-11-22T18:00:00+03:00)", "юу буруу"),
    ],
)
def test_the_reason_is_told_in_the_language_of_the_reader(
    monkeypatch: pytest.MonkeyPatch, language: str, what: str, hint: str, head: str
) -> None:
    """It is kept as a line with its values: who reads it comes later, and more than one."""
    receive([placed() | {"time": "soon"}], now=NOW)
    row = Quarantined.objects.get()
    assert (row.reason, row.values) == ("{value} is not a moment", {"value": "'soon'"})
    monkeypatch.setenv("LANGUAGE", language)
    for arguments in (("list",), ("list", "--each")):
        listed = " ".join(run(*arguments).output.split())
        assert all(text in listed for text in (what, hint, head))
    assert what in run("show", str(row.pk)).output
    stays = run("replay", str(row.pk))
    assert stays.exit_code == 1
    assert what in stays.output


def test_of_one_reason_with_other_values_each_is_listed() -> None:
    for time in ("soon", "later", "soon"):
        receive([placed(time) | {"time": time}], now=NOW)
    found = {(each.reason, each.values["value"]) for each in actions.groups("waiting")}
    assert found == {("{value} is not a moment", f"'{time}'") for time in ("soon", "later")}


def test_what_was_kept_without_values_reads_as_it_stands() -> None:
    refused()
    Quarantined.objects.update(reason="'soon' is not a {moment}", values={})
    assert "'soon' is not a {moment}" in " ".join(run("list").output.split())
