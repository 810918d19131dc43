"""The page on which anybody may read how we decide."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from amends.app.actions.links import make_token
from amends.app.rules import proof
from amends.app.rules.page import write
from amends.cli import main
from amends.core.rulebook import Rulebook, read_rulebook
from amends.core.rulebook.check import Finding, Proof, Report, check
from amends.policies import RETAIL
from tests.support.browser import PageAt
from tests.support.desk import member, waiting

TOML = {
    "name": "corner <shop>",
    "version": "1",
    "units": ["kg"],
    "facts": {
        "days_late": {"type": "number", "range": [0, 30], "step": 1},
        "colour": {"type": "string", "values": ["red", "light_blue"]},
        "order_kind": {"type": "string", "values": ["store", "restaurant"]},
        "weight": {"type": "number", "unit": "kg"},
    },
    "tables": {
        "own_table": {"hit": "first", "meaning": {"en": "Ours <b>alone</b>."},
                      "outputs": {"gesture": "string", "amount_of": "string",
                                  "amount_share": "number", "shine": "number"}},
    },
    "invariants": [{"id": "kept", "says": {"en": "Kept always."}, "always": "true"},
                   {"id": "lost", "says": {"en": "Not kept."}, "always": "false"}],
}  # fmt: skip
CSV = (
    "id,days_late,colour,weight,order_kind,gesture,amount_of,amount_share,shine,reason_en,source\n"
    "a,>3,light_blue,<=2.5,not(restaurant),delivery_price_back,delivery_price,0.5,2,<i>why</i>,R15\n"
    "b,-,-,-,-,none,-,-,-,Nothing.,R11\n"
)
BOOK = read_rulebook(TOML, {"own_table": CSV})
PROVEN: dict[str, Report] = {}


def report(*findings: Finding, proven: tuple[str, ...] = ()) -> Report:
    proofs = tuple(Proof("invariant", name, "walk") for name in proven)
    return Report(BOOK.name, BOOK.version, BOOK.checksum, 124, findings, proofs, ())


def show(*options: str) -> str:
    result = CliRunner().invoke(main, ["rulebook", "show", *options, "--out", "-"])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_shops_own_names_are_shown_and_nothing_of_it_is_markup() -> None:
    html = write(BOOK, None, languages=["en"])
    assert "corner &lt;shop&gt;" in html
    assert "Ours &lt;b&gt;alone&lt;/b&gt;." in html
    assert "&lt;i&gt;why&lt;/i&gt;" in html
    for words in ("more than 3 days late", "not at a restaurant", "light blue", "shine: 2",
                  "half of the delivery price", "weight, kg", "2.5 at most",
                  "In every other case", "Own table"):  # fmt: skip
        assert words in html, words
    assert 'class="line"' not in html, "one table is no line"


def test_what_was_proven_is_told_from_what_was_not() -> None:
    broken = Finding("broken", "lost", situation={"days_late": 4}, matter=("days_late",))
    html = write(BOOK, report(broken, proven=("kept",)), languages=["en"])
    states = re.findall(r'<li class="(proven|broken|open|not-asked)">', html)
    assert states == ["proven", "broken"]
    assert re.search(r"days late</span>\s*4", html)
    assert "every one of them is decided" in html
    gap = Finding("gap", "own_table", data={})
    assert "every one of them is decided" not in write(BOOK, report(gap), languages=["en"])
    assert "situations told apart" not in write(BOOK, None, languages=["en"])


@pytest.fixture
def proved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same rulebook is proven for the first language that is shown."""

    def prove(book: Rulebook) -> Report:
        if book.checksum not in PROVEN:
            PROVEN[book.checksum] = check(book)
        return PROVEN[book.checksum]

    monkeypatch.setattr("amends.app.commands.rulebook.show.prove", prove)


@pytest.mark.usefixtures("proved_once")
@pytest.mark.parametrize("language", ["en", "ru", "mn"])
def test_the_shipped_rules_are_all_there_in_words(language: str) -> None:
    html = show(str(RETAIL), "--language", language)
    assert html.count('class="row') - html.count('class="rows"') >= 160
    assert not re.search(r'(src|href)="(?!#|data:)', html), "nothing from outside"
    assert "<script" not in html
    chips = re.sub(r"<code>.*?</code>", "", html)
    shown = re.findall(r'class="(?:chip|label|value)[^"]*">([^<]+)<', chips)
    assert shown
    assert [text for text in shown if "_" in text] == []
    if language != "en":
        assert [text for text in shown if re.search(r"[a-z]{3}", text)] == []


def test_the_command_writes_one_file(tmp_path: Path) -> None:
    out = tmp_path / "rules.html"
    result = CliRunner().invoke(main, ["rulebook", "show", "--no-check", "--out", str(out)])
    assert result.exit_code == 0
    assert result.output.strip() == str(out)
    html = out.read_text("utf-8")
    assert all(f'id="in-{language}"' in html for language in ("en", "ru", "mn"))
    bad = CliRunner().invoke(main, ["rulebook", "show", str(tmp_path), "--out", "-"])
    assert bad.exit_code == 2


@pytest.mark.django_db
def test_everybody_may_read_the_rules_in_force(client: Client) -> None:
    to = client.get("/rules/", headers={"Accept-Language": "ru-RU,ru;q=0.9"})
    assert (to.status_code, to["Location"]) == (302, "/rules/ru/")
    page = client.get("/rules/ru/")
    assert page.status_code == 200
    assert "public" in page["Cache-Control"]
    assert "default-src 'none'; style-src 'sha256-" in page["Content-Security-Policy"]
    assert not page.cookies
    small = client.get("/rules/ru/", headers={"Accept-Encoding": "gzip"})
    assert small["Content-Encoding"] == "gzip"
    assert len(small.content) < len(page.content) / 5
    again = client.get("/rules/ru/", headers={"If-None-Match": page["ETag"]})
    assert again.status_code in (200, 304)
    assert client.get("/rules/xx/").status_code == 404
    assert client.post("/rules/ru/").status_code == 405


def test_what_is_proven_is_computed_once_and_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def check(book: object) -> Report:
        asked.append("once")
        return report()

    monkeypatch.setattr(proof, "check", check)
    monkeypatch.setattr(proof, "_known", {})
    monkeypatch.setattr(proof, "PAUSE", 0.0)
    started = [proof.proof_of(BOOK)]
    while (found := proof.proof_of(BOOK)) is None:
        started.append(found)
    assert started[0] is None
    assert found.space == 124
    assert asked == ["once"]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_served_page_keeps_its_own_policy_and_fits(page_at: PageAt, live_server: object):
    page = page_at(1280, java_script_enabled=True)
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    for language in ("en", "ru", "mn"):
        page.goto(f"{live_server}/rules/{language}/")
        expect(page.locator("h1")).to_be_visible()
        for width in (360, 390, 800, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (language, width)
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(f"{live_server}/rules/en/")
    page.locator(".line a").nth(2).click()
    expect(page.locator("#en-step-offer")).to_be_in_viewport()
    assert not trouble


@pytest.mark.browser
def test_the_file_switches_its_language_without_a_script(page_at: PageAt, tmp_path: Path):
    out = tmp_path / "rules.html"
    CliRunner().invoke(main, ["rulebook", "show", "--no-check", "--out", str(out)])
    page = page_at(390, java_script_enabled=False)
    page.goto(out.as_uri())
    expect(page.locator("h1:visible")).to_have_text("How we put things right")
    page.get_by_role("link", name="Монгол").click()
    expect(page.locator("h1:visible")).to_have_text("Бид алдаагаа яаж засдаг вэ")
    expect(page.get_by_role("link", name="English")).to_be_in_viewport()
    page.goto(f"{out.as_uri()}#ru-remedies-point_bring")
    expect(page.locator("h1:visible")).to_have_text("Как мы исправляем ошибки")
    expect(page.locator("#ru-remedies-point_bring")).to_be_in_viewport()
    page.locator(".line:visible a").first.click()
    expect(page.locator("#ru-step-happened")).to_be_in_viewport()
    assert page.locator(".edition:visible").count() == 1


@pytest.mark.django_db
def test_a_rule_has_the_same_anchor_in_the_file_and_on_the_server(client: Client):
    served = client.get("/rules/mn/").content.decode()
    written = show("--no-check")
    names = re.findall(r'id="(mn-[^"]+)"', served)
    assert "mn-remedies-point_bring" in names
    assert names == re.findall(r'id="(mn-[^"]+)"', written)
    everything = re.findall(r' id="([^"]+)"', written)
    assert len(everything) == len(set(everything))


@pytest.mark.browser
def test_a_jump_shows_no_blank_screen(page_at: PageAt, tmp_path: Path):
    """A page of 30 screens must not be scrolled through: the browser does not keep up."""
    out = tmp_path / "rules.html"
    CliRunner().invoke(main, ["rulebook", "show", "--no-check", "--out", str(out)])
    page = page_at(1280)
    page.goto(out.as_uri())
    page.evaluate("document.querySelectorAll('.line a')[4].click()")
    expect(page.locator("#en-step-after")).to_be_in_viewport()
    before = page.evaluate("scrollY")
    assert before > 10_000
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") == before


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_customers_page_and_the_console_lead_to_the_rules(page_at: PageAt, live_server: object):
    case = waiting("A1")
    page = page_at(390)
    page.goto(f"{live_server}/c/{make_token(case, now=timezone.now(), days=7)}/")
    page.get_by_role("link", name="How we decide: all our rules").click()
    expect(page.locator("h1")).to_have_text("How we put things right")
    member("agent")
    page.goto(f"{live_server}/console/")
    page.get_by_label("Name").fill("agent")
    page.get_by_label("Password").fill("for tests only")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="How we decide: all our rules").click()
    expect(page.locator("h1")).to_have_text("How we put things right")
