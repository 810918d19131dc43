"""A proposal becomes a draft of the rulebook, or is set aside with a word."""

from __future__ import annotations

import re
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from amends.app.actions.freedom.giving import LONGEST, BadKindness
from amends.app.actions.freedom.learning import Proposed, proposals
from amends.app.actions.journal import note
from amends.app.actions.policy import current_policy, in_force
from amends.app.ledger.models import Proposal, PublishedRulebook
from amends.core.errors import BadDeclaration
from amends.core.staff.learning import Group, Situation, band_cell
from amends.policies.drafting import with_examples, with_rule
from amends.policies.freedom import Kind
from amends.policies.stored import Bundle

TABLE = "gestures"
LANGUAGES = ("en", "ru", "mn")
WHOLE = 1.0


@transaction.atomic
def set_aside(situation: Situation, *, word: str, by: User, now: datetime) -> Proposal:
    """The rules stay as they are, with a word of why. Raise ``BadKindness`` without one."""
    found = _find(situation, now)
    said = " ".join(word.split())
    if not said or len(said) > LONGEST:
        raise BadKindness("say why, in one line", where="word", code="reason_needed")
    return _keep(found, Proposal.State.ASIDE, by=by, now=now, word=said)


@transaction.atomic
def draft(situation: Situation, *, by: User, now: datetime) -> Proposal:
    """Write the rule that does the same from now on, as a draft of the policy in force.

    Nothing changes by it: a draft is checked, tried and published like any other. Raise
    ``BadKindness`` where no table can give such a thing, or the rulebook cannot take the row.
    """
    found = _find(situation, now)
    current = in_force(now)
    kind = current_policy().freedom.kinds.get(situation.kind)
    if current is None or kind is None or not kind.gesture:
        raise BadKindness("no table gives this", where="kind", code="nothing_to_draft")
    taken = PublishedRulebook.objects.filter(name=current.name).values_list("version", flat=True)
    row = row_for(found.group, kind)
    drafts = _taken_ids(row["id"])
    row["id"] = next(name for name in drafts if name not in current.files.get(_file(current), ""))
    try:
        made = with_rule(Bundle(current.folder, current.files), TABLE, row, taken=set(taken))
        made, examples = with_examples(made, TABLE, row["id"])
    except BadDeclaration as error:
        raise BadKindness(str(error), where=TABLE, code="draft_refused") from error
    return _keep(
        found,
        Proposal.State.DRAFTED,
        by=by,
        now=now,
        table=TABLE,
        row=[[name, cell] for name, cell in row.items()],
        folder=made.folder,
        files=dict(made.files),
        examples=examples,
    )


def row_for(group: Group, kind: Kind) -> dict[str, str]:
    """The row of the table of gestures that gives the same, as far as the rulebook can.

    Money is never more than the delivery price and comes in the first round, where money on top is
    promised. Raise ``BadKindness`` where there was no delivery price to give back.
    """
    where = group.situation
    bands = current_policy().staff_truth.rules.value_bands
    row = {
        "id": f"learned_{where.failure}_{where.order_kind}",
        "worth": band_cell(where.band, bands),
        "failure": where.failure,
        "order_kind": where.order_kind,
        "round": "1",
        "gesture": kind.gesture,
        "who": kind.who,
        "hours": f"{kind.hours:g}",
        "daytime": "true",
        **{f"reason_{language}": _reason(kind.gesture, language) for language in LANGUAGES},
        "source": "R13",
    }
    return {**row, **_money(group)} if kind.gives == "money" else row


def _money(group: Group) -> dict[str, str]:
    if not group.of_delivery:
        raise BadKindness(
            "these orders had no delivery price", where="kind", code="nothing_to_draft"
        )
    return {
        "guaranteed": "true",
        "delivery_price": ">0",
        "delivery_paid_back": "0",
        "amount_of": "delivery_price",
        "amount_share": f"{min(round(group.of_delivery, 1) or 0.1, WHOLE):g}",
    }


def _reason(gesture: str, language: str) -> str:
    with translation.override(language):
        if gesture == "delivery_price_back":
            return _("This happened by our fault: the delivery is on us.")
        return _("This happened by our fault: something small from us.")


def _taken_ids(name: str) -> list[str]:
    plain = re.sub(r"\W", "_", name)
    return [plain, *(f"{plain}_{number}" for number in range(2, 100))]


def _file(current: PublishedRulebook) -> str:
    return f"{current.folder}/{TABLE}.csv"


def _find(situation: Situation, now: datetime) -> Proposed:
    for each in proposals(now=now):
        if each.group.situation == situation:
            return each
    raise BadKindness("nobody proposes this now", where="situation", code="not_now")


def _keep(found: Proposed, state: str, *, by: User, now: datetime, **more: object) -> Proposal:
    kept = Proposal.objects.create(
        situation=found.group.situation._asdict(),
        state=state,
        by=by,
        at=now,
        seen=found.group.times,
        **more,
    )
    note(
        action=f"proposal {state}",
        now=now,
        case=None,
        actor=by.get_username(),
        proposal=kept.pk,
        **found.group.situation._asdict(),
    )
    return kept
