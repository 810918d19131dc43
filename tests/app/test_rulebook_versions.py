"""A published rulebook never changes, decisions name it, and a draft is tried first (R13, R30)."""

import json
import re
import shutil
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.html import escape

from amends.app.actions import policy, rulebooks
from amends.app.actions.desk.reasons import explain
from amends.app.actions.links import make_token
from amends.app.actions.policy import NoSuchVersion, current_policy, one_policy, stored_policy
from amends.app.actions.rulebooks import NotPublished, publish, read_draft, versions
from amends.app.actions.trials import try_draft
from amends.app.commands.rulebook.language import Speech
from amends.app.commands.rulebook.lines import REFUSED
from amends.app.ledger.models import Decision, PublishedRulebook, RulebookTrial
from amends.app.rules.links import fired_in, page_of, rule_of
from amends.cli import main
from amends.core.rulebook.check import Report, check
from amends.policies import RETAIL
from amends.policies.stored import bundle
from tests.support.desk import member
from tests.support.line import NOON, closed_point

pytestmark = pytest.mark.django_db
DAYS = 3650


@pytest.fixture(autouse=True)
def asked_again():
    """What a test publishes is gone after it: the next one asks the database."""
    policy.forget_policy()
    yield
    policy.forget_policy()


@pytest.fixture
def proven(monkeypatch):
    """The drafts here differ in words: they need no proof of their own, which takes seconds."""
    nothing = Report("retail", "9.0.0", "0" * 64, 1, (), (), ())
    monkeypatch.setattr(rulebooks, "_check_proof", lambda draft: nothing)


@pytest.fixture
def folder(tmp_path) -> Path:
    return draft_in(tmp_path)


def draft_in(place: Path, version: str = "9.0.0", reason: str = "The point was shut.") -> Path:
    """A copy of the policy that ships, of another version and with another reason."""
    copied = place / "retail"
    shutil.copytree(RETAIL, copied)
    change(copied / "rulebook.toml", f'version = "{shipped_version()}"', f'version = "{version}"')
    lines = (copied / "responsibility.csv").read_text().splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("point_closed,"))
    old = stored_reason(stored_policy(current_policy().rulebook.checksum))
    lines[at] = lines[at].replace(old, reason)
    (copied / "responsibility.csv").write_text("\n".join(lines) + "\n")
    return copied


def stored_reason(of) -> str:
    table = of.rulebook.tables[of.rulebook.places["responsibility"]]
    return str(next(rule for rule in table.rules if rule.id == "point_closed").reasons["en"])


def shipped_version() -> str:
    return str(current_policy().rulebook.version)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_a_fresh_installation_decides_by_the_policy_that_ships():
    (only,) = versions(now=timezone.now())
    assert (only.row.name, only.row.published_by, only.is_in_force) == ("retail", "amends", True)
    assert only.row.digest == bundle(RETAIL).digest
    assert {"retail/rulebook.toml", "retail/events.toml", "retail/promises.toml"} <= {
        *PublishedRulebook.objects.get().files
    }


@pytest.mark.parametrize("how", ["update", "delete", "truncate"])
def test_what_was_published_is_never_changed(how):
    statement = {
        "update": "UPDATE ledger_publishedrulebook SET version = '7'",
        "delete": "DELETE FROM ledger_publishedrulebook",
        "truncate": "SET LOCAL amends.may_empty = off; TRUNCATE ledger_publishedrulebook",
    }[how]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)


def test_a_trial_is_never_changed(folder, proven):
    try_draft(read_draft(folder), by="Ann", days=DAYS, now=timezone.now())
    with pytest.raises(DatabaseError), transaction.atomic():
        RulebookTrial.objects.update(cases=5)


def test_a_decision_names_a_rulebook_that_was_published():
    decision = closed_point().decisions.get()
    assert PublishedRulebook.objects.get(checksum=decision.checksum).version == decision.version
    decision.pk, decision.number, decision.checksum = None, 99, "0" * 64
    with pytest.raises(IntegrityError, match="never published"), transaction.atomic():
        decision.save(force_insert=True)


def test_files_that_are_not_those_of_the_checksum_decide_nothing():
    row = PublishedRulebook.objects.get()
    row.pk, row.version, row.digest, row.checksum = None, "6", "6" * 64, "6" * 64
    row.save(force_insert=True)
    with pytest.raises(NoSuchVersion, match="not those that were published"):
        stored_policy("6" * 64)


def test_a_draft_is_published_only_when_it_was_tried_on_the_recorded_cases(folder, proven):
    closed_point()
    draft, now = read_draft(folder), timezone.now()
    with pytest.raises(NotPublished, match="not tried"):
        publish(draft, by="Ann", now=now)
    tried = try_draft(draft, by="Ann", days=DAYS, now=now)
    assert (tried.impact.cases, tried.impact.outside, tried.impact.changed) == (1, 0, 0)
    trial = RulebookTrial.objects.get()
    assert (trial.digest, trial.tried_by, trial.cases) == (draft.bundle.digest, "Ann", 1)
    row = publish(draft, by="Bob", now=now)
    assert (row.version, row.published_by, row.valid_from) == ("9.0.0", "Bob", now)
    change(folder / "promises.toml", "\n", "\n# one more word\n")
    change(folder / "rulebook.toml", '"9.0.0"', '"9.0.1"')
    with pytest.raises(NotPublished, match="not tried"):
        publish(read_draft(folder), by="Ann", now=now)


def test_an_old_decision_is_explained_in_the_words_of_its_day(folder, proven):
    old = closed_point().decisions.get()
    before = stored_reason(current_policy())
    now = timezone.now()
    try_draft(read_draft(folder), by="Ann", days=DAYS, now=now)
    publish(read_draft(folder), by="Ann", now=now)
    new = closed_point("A2").decisions.get()
    assert (old.version, new.version) == (shipped_version_before(), "9.0.0")
    assert [said(decision) for decision in (old, new)] == [before, "The point was shut."]
    assert {each.row.version: each.decisions for each in versions(now=timezone.now())} == {
        "9.0.0": 1,
        old.version: 1,
    }


def test_what_was_proven_is_stored_with_the_version_and_shown_by_every_process(
    folder, client, monkeypatch
):
    report = policy.stored_report(current_policy().rulebook.checksum)
    assert report is not None
    assert report == check(current_policy().rulebook)

    def never(book):
        raise AssertionError("computed in a web process")

    monkeypatch.setattr("amends.app.rules.views.proof_of", never)
    monkeypatch.setattr("amends.app.rules.views._written", {})
    assert "situations told apart" in client.get("/rules/en/").content.decode()
    publish(read_draft(folder), by="Ann", now=timezone.now())
    stored = PublishedRulebook.objects.get(version="9.0.0")
    assert stored.report is not None
    assert stored.report["checksum"] == stored.checksum
    assert stored.report["proven"]
    assert "retail 9.0.0" in shown(client, "/rules/en/")
    assert "situations told apart" in shown(client, "/rules/en/")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        PublishedRulebook.objects.update(report=None)


def test_of_a_version_without_a_stored_report_it_is_computed(client, monkeypatch):
    asked: list[str] = []
    monkeypatch.setattr("amends.app.rules.views.stored_report", lambda checksum: None)
    monkeypatch.setattr("amends.app.rules.views.proof_of", lambda book: asked.append(book.version))
    assert "situations told apart" not in shown(client, "/rules/en/")
    assert asked == [shipped_version()]


def shown(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_every_rule_of_an_old_decision_is_found_in_the_version_of_its_day(folder, proven, client):
    old = closed_point().decisions.get()
    before = stored_reason(current_policy())
    publish_tried(folder)
    address = f"/rules/retail@{old.version}/en/"
    assert page_of(old, "en") == address
    html = shown(client, address)
    for hit in old.fired:
        url = rule_of(old, [hit["table"]], hit["rule"], "en")
        assert url.startswith(f"{address}#")
        assert f'id="{url.partition("#")[2]}"' in html
    assert escape(before) in html
    assert "The point was shut." not in html
    assert "Today retail 9.0.0 decides." in html
    today = shown(client, "/rules/en/")
    assert "The point was shut." in today
    assert 'other-version"' not in today
    assert "Сегодня решает" in shown(client, address.replace("/en/", "/ru/"))
    assert client.get(f"/rules/retail@{old.version}/")["Location"] == address
    for unknown in ("/rules/retail@7/", "/rules/retail@7/en/", "/rules/retail/en/"):
        assert client.get(unknown).status_code == 404


def test_the_customers_page_and_the_console_lead_to_the_rule_of_its_day(folder, proven, client):
    case = closed_point()
    old = case.decisions.get()
    publish_tried(folder)
    html = shown(client, f"/c/{make_token(case, now=timezone.now(), days=7)}/")
    found = set(re.findall(r'href="(/rules/retail@[^"]+)"', html))
    for table in ("stance", "responsibility", "gestures"):
        assert rule_of(old, [table], fired_in(old, table), "en") in found
    for hit in old.fired:
        if hit["table"] == "remedies":
            assert rule_of(old, ["remedies"], hit["rule"], "en") in found
    assert page_of(old, "en") in found
    member("agent")
    client.login(username="agent", password="for tests only")
    console = shown(client, f"/console/cases/{case.public_id}/")
    linked = set(re.findall(r'href="(/rules/retail@[^"]+)"', console))
    assert linked == {rule_of(old, [hit["table"]], hit["rule"], "en") for hit in old.fired}


def publish_tried(folder: Path) -> None:
    try_draft(read_draft(folder), by="Ann", days=DAYS, now=timezone.now())
    publish(read_draft(folder), by="Ann", now=timezone.now())


def test_a_decision_whose_rulebook_was_never_stored_leads_nowhere():
    decision = closed_point().decisions.get()
    decision.checksum = "0" * 64
    assert page_of(decision, "en") == ""
    assert rule_of(decision, ["stance"], fired_in(decision, "stance"), "en") == ""


def shipped_version_before() -> str:
    return str(PublishedRulebook.objects.order_by("id").values_list("version", flat=True)[0])


def said(decision: Decision) -> str:
    return next(r for r in explain(decision) if r.table == "responsibility").reasons["en"]


def test_a_draft_whose_check_has_findings_is_refused(folder):
    rows = (folder / "urgency.csv").read_text().splitlines()
    (folder / "urgency.csv").write_text("\n".join(rows[:-1]) + "\n")
    for examples in folder.glob("*.examples.csv"):
        examples.unlink()
    with pytest.raises(NotPublished, match="finding"):
        publish(read_draft(folder), by="Ann", now=timezone.now())


def test_a_draft_whose_example_fails_is_refused(folder):
    path = folder / "urgency.examples.csv"
    lines = path.read_text().splitlines()
    other = lines[2].split(",")[lines[0].split(",").index("rules")]
    cells = lines[1].split(",")
    cells[lines[0].split(",").index("rules")] = other
    path.write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]) + "\n")
    with pytest.raises(NotPublished, match="examples fail"):
        publish(read_draft(folder), by="Ann", now=timezone.now())


def test_a_version_is_published_once_and_never_in_the_past(folder, proven):
    now = timezone.now()
    first = publish(read_draft(folder), by="Ann", now=now)
    assert publish(read_draft(folder), by="Bob", now=now).pk == first.pk
    change(folder / "events.toml", "\n", "\n# one more word\n")
    with pytest.raises(NotPublished, match="published already"):
        publish(read_draft(folder), by="Ann", now=now)
    change(folder / "rulebook.toml", '"9.0.0"', '"9.0.1"')
    with pytest.raises(NotPublished, match="past"):
        publish(read_draft(folder), by="Ann", now=now, valid_from=now - timedelta(days=1))


def test_a_version_with_a_later_date_waits_for_it(folder, proven):
    now, shipped = timezone.now(), shipped_version()
    publish(read_draft(folder), by="Ann", now=now, valid_from=now + timedelta(days=1))
    assert current_policy().rulebook.version == shipped
    later = policy.in_force(now + timedelta(days=2))
    assert later is not None
    assert later.version == "9.0.0"


@pytest.mark.django_db(transaction=True)
def test_a_worker_goes_by_the_new_version_without_a_restart_and_never_in_the_middle(
    folder, proven, monkeypatch
):
    monkeypatch.setattr(policy, "LOOK_EVERY", 0.2)
    policy.forget_policy()
    shipped = shipped_version()
    seen: list[tuple[str, str]] = []
    told = threading.Event()

    def work() -> None:
        try:
            while not told.is_set():
                with one_policy() as pinned:
                    time.sleep(0.02)
                    seen.append((pinned.rulebook.version, current_policy().rulebook.version))
        finally:
            connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    try:
        monkeypatch.setattr(rulebooks, "forget_policy", lambda: None)  # as if in another process
        publish(read_draft(folder), by="Ann", now=timezone.now())
        deadline = time.monotonic() + 5
        while ("9.0.0", "9.0.0") not in seen and time.monotonic() < deadline:
            time.sleep(0.02)
    finally:
        told.set()
        worker.join()
    assert {*seen} == {(shipped, shipped), ("9.0.0", "9.0.0")}


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_at_once_one_version_comes(tmp_path, proven):
    folders = [draft_in(tmp_path / name, reason=f"{name} says so.") for name in ("one", "two")]
    drafts = [read_draft(folder) for folder in (folders[0], folders[0], folders[1])]
    ends: list[object] = []
    together = threading.Barrier(len(drafts))

    def go(draft: rulebooks.Draft) -> None:
        together.wait()
        try:
            ends.append(publish(draft, by="Ann", now=timezone.now()).digest)
        except NotPublished as error:
            ends.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=[draft]) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stored = PublishedRulebook.objects.get(version="9.0.0").digest
    lost = 1 if stored == drafts[0].bundle.digest else 2
    assert sorted(map(str, ends)) == sorted([stored] * (3 - lost) + ["not_published"] * lost)


def run(monkeypatch, *arguments: str):
    for name in ("publish", "versions", "trying"):
        monkeypatch.setattr(f"amends.app.commands.rulebook.{name}.ready", lambda: None)
    monkeypatch.setattr("amends.app.commands.rulebook.diff._with_database", lambda: None)
    return CliRunner().invoke(main, ["rulebook", *arguments])


def test_the_commands_from_the_draft_to_the_version(folder, proven, monkeypatch):
    closed_point()
    change(folder / "urgency.csv", ",70,", ",71,")
    for examples in folder.glob("urgency.examples.csv"):
        examples.write_text(examples.read_text().replace(",70", ",71"))
    shipped = f"retail@{shipped_version()}"
    refused = run(monkeypatch, "publish", str(folder), "--by", "Ann")
    assert (refused.exit_code, "not tried" in refused.output) == (1, True)
    tried = run(monkeypatch, "try", str(folder), "--by", "Ann", "--days", str(DAYS))
    assert tried.exit_code == 0, tried.output
    assert "1 of 1 cases (100.0 %)" in tried.output
    assert "came_once" in tried.output
    assert "50.00 EUR" in tried.output
    published = run(monkeypatch, "publish", str(folder), "--by", "Ann")
    assert published.output.startswith("Published: retail@9.0.0")
    listed = json.loads(run(monkeypatch, "versions", "--json").output)
    assert [(each["version"], each["cases"], each["in_force"]) for each in listed] == [
        ("9.0.0", 0, True),
        (shipped.partition("@")[2], 1, False),
    ]
    differs = run(monkeypatch, "diff", shipped, "retail@9.0.0", "--recorded", "--days", str(DAYS))
    assert (differs.exit_code, "1 of 1 cases" in differs.output) == (1, True)
    unknown = run(monkeypatch, "diff", shipped, "retail@7")
    assert (unknown.exit_code, "no such version" in unknown.output) == (1, True)


@pytest.mark.parametrize("language", ["en", "ru", "mn"])
def test_every_refusal_has_its_sentence(language):
    """With all that the sentence names."""
    speech = Speech.of(language)
    values = {"begins": "A", "title": "B", "count": 7, "first": "C", "findings": 8, "unknown": 9,
              "command": "D", "option": "E"}  # fmt: skip
    told = {why: speech.say(said, **values) for why, said in REFUSED.items()}
    for why, named in (("past", "AE"), ("taken", "B"), ("examples", "7C"), ("check", "89D"),
                       ("untried", "D")):  # fmt: skip
        said_of_it = told.pop(why)
        assert all(value in said_of_it for value in named), why
    assert told == {}


def test_a_newer_policy_than_the_published_one_is_a_draft_and_said_so(
    folder, monkeypatch, settings
):
    settings.AMENDS_POLICY = str(folder)
    draft = rulebooks.waiting_draft(now=NOON + timedelta(days=3650))
    assert draft is not None
    assert draft.title == "retail@9.0.0"
    assert shipped_version() != "9.0.0"
    told = run(monkeypatch, "versions", "--language", "en").output
    shipped = f"retail@{shipped_version()}"
    assert f"Decisions are made by {shipped}." in told
    assert "retail@9.0.0, is only a draft until it is published" in told
    for command in (f"diff {shipped} {folder}", f"try {folder} --by NAME",
                    f"publish {folder} --by NAME"):  # fmt: skip
        assert f"amends rulebook {command}" in told
    assert "published already" not in told


def test_a_draft_under_the_name_of_a_published_version_is_told_apart(folder, monkeypatch, settings):
    change(folder / "rulebook.toml", '"9.0.0"', f'"{shipped_version()}"')
    settings.AMENDS_POLICY = str(folder)
    told = run(monkeypatch, "versions", "--language", "en").output
    assert "is published already, with other files: give the draft another version" in told


@pytest.mark.parametrize(
    ("language", "refused", "changed", "published", "listed", "draft"),
    [
        ("en", "It was not tried on the recorded cases",
         "1 of 1 cases (100.0 %) are decided otherwise", "Published: retail@9.0.0",
         "in force from", "is only a draft"),
        ("ru", "Черновик не опробован на записанных случаях",
         "Решены иначе: 1 из 1 (100.0 %)", "Опубликовано: retail@9.0.0",
         "действует с", "только черновик"),
        ("mn", "Бүртгэгдсэн тохиолдлууд дээр туршаагүй байна",
         "1 тохиолдлоос 1 нь өөрөөр шийдэгдсэн", "Нийтэлсэн: retail@9.0.0",
         "хүчинтэй болсон", "зөвхөн ноорог"),
    ],
)  # fmt: skip
def test_the_commands_speak_three_languages(
    folder, proven, monkeypatch, settings, language, refused, changed, published, listed, draft
):
    closed_point()
    for name in ("urgency.csv", "urgency.examples.csv"):
        (folder / name).write_text((folder / name).read_text().replace(",70", ",71"))
    settings.AMENDS_POLICY = str(folder)
    speak = ("--language", language)
    assert draft in run(monkeypatch, "versions", *speak).output
    assert refused in run(monkeypatch, "publish", str(folder), "--by", "Ann", *speak).output
    tried = run(monkeypatch, "try", str(folder), "--by", "Ann", "--days", str(DAYS), *speak)
    assert changed in tried.output
    shipped = f"retail@{shipped_version()}"
    assert published in run(monkeypatch, "publish", str(folder), "--by", "Ann", *speak).output
    told = run(monkeypatch, "versions", *speak).output
    assert listed in told
    differs = run(monkeypatch, "diff", shipped, "retail@9.0.0", *speak)
    assert differs.exit_code == 1
    assert ("where" in differs.output) == (language == "en")


def test_a_first_policy_that_does_not_pass_is_not_published(folder, settings):
    for examples in folder.glob("*.examples.csv"):
        examples.unlink()
    rows = (folder / "urgency.csv").read_text().splitlines()
    (folder / "urgency.csv").write_text("\n".join(rows[:-1]) + "\n")
    settings.AMENDS_POLICY = str(folder)
    with pytest.raises(NotPublished, match="finding"):
        rulebooks.publish_first(now=timezone.now())
    assert PublishedRulebook.objects.count() == 1
