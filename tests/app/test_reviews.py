"""The quality controller's sample: drawn each night, reviewed by others, and what it tells."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from click.testing import CliRunner
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from amends.app.actions.desk.reviews import is_blind, list_reviews, progress
from amends.app.actions.journal import note
from amends.app.actions.reviews.drawing import draw_sample, draw_samples
from amends.app.actions.reviews.results import as_data, results
from amends.app.actions.reviews.reviewing import (
    BadReview,
    NotWaiting,
    NotYours,
    Reviewed,
    review,
    see_to,
)
from amends.app.ledger.models import (
    Case,
    CaseReview,
    CaseSample,
    Journal,
    SampledCase,
    SentBack,
    StaffStanding,
)
from amends.cli import main
from tests.support.desk import member, signed_in, waiting
from tests.support.mending import NOON, offered_case

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 21, 3, tzinfo=UTC)
DAY = NOON.date()
RIGHT = dict.fromkeys(("facts", "rule", "remedy", "words", "promise"), "yes")
WRONG = {**RIGHT, "remedy": "no", "promise": "unknown"}


def run(*words: str) -> str:
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    return result.output


def drawn(*, second: bool = False, probability: float = 0.5, day: date = DAY) -> SampledCase:
    """One case of a day in its sample."""
    case = offered_case()
    sample, _ = CaseSample.objects.get_or_create(
        day=day, defaults={"drawn_at": NIGHT, "seed": "s", "cases": 10, "rules": "r"}
    )
    return SampledCase.objects.create(
        sample=sample,
        case=case,
        stratum=case.failure_kind,
        drawn_by="random",
        probability=probability,
        second=second,
    )


def found(
    sampled: SampledCase,
    by: User,
    answers: dict[str, str] | None = None,
    comment: str = "",
    *,
    send_back: bool = False,
) -> CaseReview:
    return review(
        sampled,
        answers=RIGHT if answers is None else answers,
        comment=comment,
        send_back=send_back,
        by=by,
        now=NIGHT,
    )


def test_some_of_yesterdays_cases_are_drawn_once():
    cases = [offered_case() for _ in range(12)]
    count = draw_samples(now=NIGHT)
    assert count == SampledCase.objects.count()
    assert 3 <= count <= 5  # three by chance and two by risk, which may be the same
    sample = CaseSample.objects.get()
    assert (sample.day, sample.cases, sample.strata) == (DAY, 12, {"undelivered": 12})
    assert draw_samples(now=NIGHT) == 0
    assert {each.case_id for each in SampledCase.objects.all()} <= {each.pk for each in cases}
    assert all(0 < each.probability < 1 for each in SampledCase.objects.all())


def test_the_same_seed_draws_the_same_cases():
    for _ in range(12):
        offered_case()
    with transaction.atomic():
        draw_sample(DAY, now=NIGHT, seed="s")
        first = set(SampledCase.objects.values_list("case", flat=True))
        transaction.set_rollback(True)
    assert not SampledCase.objects.exists()
    draw_sample(DAY, now=NIGHT, seed="s")
    assert set(SampledCase.objects.values_list("case", flat=True)) == first


def test_a_night_without_a_worker_is_made_up_for_and_a_day_without_cases_is_drawn_too():
    offered_case()
    draw_samples(now=NIGHT)
    draw_samples(now=NIGHT + timedelta(days=3))
    assert [each.day.day for each in CaseSample.objects.order_by("day")] == [20, 21, 22, 23]
    assert list(CaseSample.objects.order_by("day").values_list("cases", flat=True)) == [1, 0, 0, 0]
    draw_samples(now=NIGHT + timedelta(days=60))
    assert CaseSample.objects.count() == 4 + 7


def test_reasons_to_look_are_seen():
    case = offered_case()
    other = offered_case()
    Case.objects.filter(pk=case.pk).update(round=2, handled_by=member("agent", "bolor"))
    StaffStanding.objects.create(
        measure="gives_away",
        group="call_centre",
        person="bolor",
        cases=9,
        marked_on=DAY,
        renewed_at=NIGHT,
    )
    draw_samples(now=NIGHT)
    assert SampledCase.objects.get(case=case).risks == ["second_round", "by_hand", "marked"]
    assert SampledCase.objects.get(case=other).risks == []


def test_cases_of_a_history_are_not_drawn():
    case = offered_case()
    Case.objects.filter(pk=case.pk).update(history=True)
    assert draw_samples(now=NIGHT) == 0


def test_a_review_is_kept_and_cannot_be_changed():
    made = found(drawn(), member("quality"), WRONG, " Too late a window \x00")
    assert (made.wrong, made.comment) == (True, "Too late a window")
    assert made.answers == {
        "facts": True,
        "rule": True,
        "remedy": False,
        "words": True,
        "promise": None,
    }
    for change in (
        lambda: CaseReview.objects.update(wrong=False),
        lambda: SampledCase.objects.update(probability=1),
        lambda: CaseReview.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("answers", "comment"),
    [
        ({}, ""),
        ({**RIGHT, "facts": "perhaps"}, ""),
        (dict.fromkeys(RIGHT, "unknown"), ""),
        (WRONG, " "),
        (WRONG, "x" * 2001),
    ],
)
def test_what_is_no_review_is_refused(answers: dict[str, str], comment: str):
    with pytest.raises(BadReview):
        found(drawn(), member("quality"), answers, comment)
    assert not CaseReview.objects.exists()


def test_nobody_reviews_what_they_had_a_part_in_says_the_action_and_the_database():
    sampled, quality = drawn(), member("quality")
    Case.objects.filter(pk=sampled.case_id).update(handled_by=quality)
    with pytest.raises(NotYours):
        found(SampledCase.objects.get(), quality)
    row = {"sampled": sampled, "number": 1, "at": NIGHT, "answers": {}, "wrong": False}
    with pytest.raises(IntegrityError, match="had a part"), transaction.atomic():
        CaseReview.objects.create(by=quality, **row)
    asked = member("quality", "asked")
    note(action="asked", now=NIGHT, case=sampled.case, actor="asked")
    with pytest.raises(NotYours):
        found(sampled, asked)
    with pytest.raises(IntegrityError, match="had a part"), transaction.atomic():
        CaseReview.objects.create(by=asked, **row)
    assert found(sampled, member("quality", "other")).number == 1


def test_a_second_person_reviews_only_where_one_is_asked_for():
    one, two, three = (member("quality", name) for name in ("one", "two", "three"))
    alone, both = drawn(), drawn(second=True)
    found(alone, one)
    with pytest.raises(Reviewed):
        found(alone, two)
    with pytest.raises(IntegrityError, match="one review"), transaction.atomic():
        CaseReview.objects.create(
            sampled=alone, number=2, by=two, at=NIGHT, answers={}, wrong=False
        )
    found(both, one)
    with pytest.raises(NotYours):
        found(both, one)
    assert found(both, two).number == 2
    with pytest.raises(Reviewed):
        found(both, three)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_time_one_is_first():
    sampled = drawn()
    people = [member("quality", name) for name in ("one", "two")]
    ready, ends = Barrier(2), list[str]()

    def act(by: User) -> None:
        ready.wait()
        try:
            found(sampled, by)
            ends.append("kept")
        except Reviewed:
            ends.append("done")
        finally:
            connection.close()

    threads = [Thread(target=act, args=(by,)) for by in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends) == ["done", "kept"]


def test_what_can_be_mended_is_sent_back_to_whoever_works_at_the_case():
    sampled = drawn()
    made = found(sampled, member("quality"), WRONG, "Offer the point near home", send_back=True)
    sent = SentBack.objects.get(review=made)
    assert (sent.case_id, sent.text, sent.seen_at) == (sampled.case_id, made.comment, None)
    agent = signed_in("agent")
    case_page = reverse("console:case", args=[sampled.case.public_id])
    assert "Offer the point near home" in agent.get(case_page).content.decode()
    assert "See to what a reviewer found" in agent.get(reverse("console:cases")).content.decode()
    assert "Sent back by reviewers" in agent.get(reverse("console:home")).content.decode()
    listed = reverse("console:cases") + "?state=sent_back"
    assert str(sampled.case.public_id) in agent.get(listed).content.decode()
    answer = agent.post(reverse("console:seen-to", args=[sent.pk]), follow=True)
    assert "Noted as seen to." in answer.content.decode()
    sent.refresh_from_db()
    assert sent.seen_by == member("agent")
    assert str(sampled.case.public_id) not in agent.get(listed).content.decode()
    assert set(Journal.objects.values_list("action", flat=True)) >= {"sent back", "seen to"}
    before = sent.seen_at
    see_to(sent, by=member("manager"), now=timezone.now())
    sent.refresh_from_db()
    assert sent.seen_at == before


def test_what_nobody_works_at_cannot_be_sent_back():
    sampled = drawn()
    Case.objects.filter(pk=sampled.case_id).update(state=Case.State.CLOSED)
    with pytest.raises(NotWaiting), transaction.atomic():
        found(sampled, member("quality"), WRONG, "Too late", send_back=True)
    with pytest.raises(BadReview), transaction.atomic():
        found(drawn(), member("quality"), RIGHT, "All well", send_back=True)
    assert not SentBack.objects.exists()


def test_the_second_reviewer_does_not_see_what_the_first_found():
    sampled = drawn(second=True)
    first, second = member("quality", "first"), member("quality", "second")
    found(sampled, first, WRONG, "The secret of the first", send_back=True)
    pages = (
        reverse("console:review", args=[sampled.pk]),
        reverse("console:case", args=[sampled.case.public_id]),
        reverse("console:review-results"),
    )
    blind = signed_in("quality", "second")
    for page in pages:
        said = blind.get(page).content.decode()
        assert "The secret of the first" not in said, page
        assert "sent back by a reviewer" not in said, page
    assert is_blind(sampled.case.public_id, second)
    assert not is_blind(sampled.case.public_id, first)
    found(sampled, second)
    assert "The secret of the first" in blind.get(pages[1]).content.decode()


def test_the_page_shows_what_is_left_and_how_much_is_done():
    mine, other = drawn(), drawn(second=True)
    quality = member("quality")
    Case.objects.filter(pk=mine.case_id).update(handled_by=quality)
    now = NIGHT
    assert [each.not_mine for each in list_reviews(quality, now=now).rows] == [True, False]
    found(other, quality)
    assert (progress(now=now).done, progress(now=now).asked) == (1, 3)
    assert [each.sampled for each in list_reviews(quality, now=now).rows] == [mine]
    late = now + timedelta(days=30)
    assert not list_reviews(quality, now=late).rows
    assert progress(now=late).asked == 0


def test_rates_are_told_with_their_interval_and_only_of_enough_reviews():
    one, two = member("quality", "one"), member("quality", "two")
    for number in range(29):
        sampled = drawn(second=number < 20, probability=0.2)
        wrong = number % 5 == 0
        found(sampled, one, WRONG if wrong else RIGHT, "wrong" if wrong else "")
        if sampled.second:
            found(sampled, two, WRONG if wrong else RIGHT, "wrong" if wrong else "")
    said = as_data(results(now=NIGHT, days=30))
    assert (said["drawn"], said["reviewed"], said["lapsed"]) == (29, 29, 0)
    assert said["error_rate"]["rate"] is None
    assert said["error_rate"]["wrong"] == 6
    agreed = said["agreement"]["wrong"]
    assert (agreed["cases"], agreed["alpha"], agreed["interval"][1]) == (20, 1.0, 1.0)
    assert agreed["interval"][0] < 0.7
    assert said["agreement"]["facts"] == {"cases": 20, "alpha": None, "interval": None}
    found(drawn(probability=0.2), one)
    drawn()
    said = as_data(results(now=NIGHT + timedelta(days=9), days=30))
    assert (said["drawn"], said["reviewed"], said["lapsed"]) == (31, 30, 1)
    assert said["error_rate"]["rate"] == 0.2
    low, high = said["error_rate"]["interval"]
    assert 0.05 < low < 0.2 < high < 0.4
    assert said["by_question"]["remedy"]["rate"] == 0.2
    assert said["by_question"]["promise"]["reviews"] == 24
    assert said["by_question"]["promise"]["rate"] is None
    assert said["by_stratum"]["undelivered"]["reviews"] == 30


@pytest.mark.usefixtures("booted")
def test_the_command_tells_the_same_in_words_and_as_json():
    one = member("quality")
    for number in range(30):
        sampled = drawn(day=timezone.localdate() - timedelta(days=1))
        found(sampled, one, WRONG if number < 3 else RIGHT, "wrong" if number < 3 else "")
    said = json.loads(run("staff", "reviews", "--json"))
    assert said["error_rate"]["rate"] == 0.1
    told = run("staff", "reviews", "--language", "en")
    assert "10.0%, between" in told
    assert "Did what we" in told
    assert "Too few cases have two reviews: 0 of the 20" in told
    assert "too few to tell" in told
    assert "Случаи с ошибкой" in run("staff", "reviews", "--language", "ru")


def test_a_case_drawn_by_risk_counts_for_fewer_than_one_drawn_by_chance():
    one = member("quality")
    for number in range(40):
        by_risk = number < 10
        sampled = drawn(probability=0.8 if by_risk else 0.1)
        found(sampled, one, WRONG if by_risk else RIGHT, "wrong" if by_risk else "")
    rate = results(now=NIGHT, days=30).whole.rate
    assert rate is not None
    assert rate.rate == pytest.approx(12.5 / 312.5)


def test_a_review_is_written_on_the_console():
    case = waiting("A1")
    sample = CaseSample.objects.create(
        day=timezone.localdate() - timedelta(days=1),
        drawn_at=timezone.now(),
        seed="s",
        cases=1,
        rules="r",
    )
    sampled = SampledCase.objects.create(
        sample=sample, case=case, stratum=case.failure_kind, drawn_by="risk", probability=1
    )
    client = signed_in("quality")
    assert "Anna" in client.get(reverse("console:reviews")).content.decode()
    page = reverse("console:review", args=[sampled.pk])
    assert "Did what we offered suit this customer?" in client.get(page).content.decode()
    write = reverse("console:write-review", args=[sampled.pk])
    answers = {f"answer-{name}": said for name, said in WRONG.items()}
    refused = client.post(write, answers)
    assert refused.status_code == 409
    assert "Not written down." in refused.content.decode()
    done = client.post(write, {**answers, "comment": "No point near home"}, follow=True)
    assert "Written down." in done.content.decode()
    assert "No point near home" in client.get(page).content.decode()
    assert "Nothing to review" in client.get(reverse("console:reviews")).content.decode()


def test_a_manager_reads_and_does_not_review():
    sampled = drawn()
    manager = signed_in("manager")
    page = manager.get(reverse("console:review", args=[sampled.pk])).content.decode()
    assert "Your role reads only." in page
    assert manager.post(reverse("console:write-review", args=[sampled.pk])).status_code == 403


def test_pages_say_so_where_there_is_nothing_yet():
    client = signed_in("quality")
    assert "No cases were drawn yet." in client.get(reverse("console:reviews")).content.decode()
    said = client.get(reverse("console:review-results") + "?days=9999").content.decode()
    assert "Too little is reviewed to tell" in said
    assert "Too few cases have two reviews" in said
