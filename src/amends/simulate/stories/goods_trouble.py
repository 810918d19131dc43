"""What was in the parcel: wrong, missing or damaged."""

from __future__ import annotations

from amends.simulate.clock import HOUR
from amends.simulate.record import Row
from amends.simulate.stories.claims import complain, honest, reported
from amends.simulate.stories.order import other_item
from amends.simulate.stories.plan import Parcel
from amends.simulate.stories.refund import refund
from amends.simulate.stories.story import Story

TROUBLES = {
    "wrong_item": ("item.wrong", "right_item", "got_other"),
    "missing_item": ("item.missing", "whole_order", "missing"),
    "damaged_item": ("item.damaged", "undamaged", "got_broken"),
}
SEEN_BY_STAFF = 0.3
DAMAGED_BY_CARRIER = 0.5
MONEY_BACK = 0.5


def goods_trouble(story: Story, parcel: Parcel, at: int) -> None:
    """At most one of the three; ``at`` is when the customer has the parcel in their hands."""
    if story.planted:
        return
    errors = _packer_errors(story, parcel)
    for failure in TROUBLES:
        if story.cause(failure, 1.0 if failure == "damaged_item" else errors):
            _tell(story, parcel, failure, at)
            return


def _packer_errors(story: Story, parcel: Parcel) -> float:
    return next((e.errors for e in story.town.packers if e.code == parcel.packer), 1.0)


def _tell(story: Story, parcel: Parcel, failure: str, at: int) -> None:
    type_, promise, claim = TROUBLES[failure]
    item = story.items[0].title
    by_carrier = failure == "damaged_item" and story.rng.random() < DAMAGED_BY_CARRIER
    shown = failure != "damaged_item" or (by_carrier and _scan_damage(story, parcel))
    fields = {"item": item}
    if failure == "wrong_item":
        fields |= {"expected": item, "got": other_item(story)}
    seen_at = at + story.between(1, 5) * 60
    by_staff = parcel.point is not None and story.rng.random() < SEEN_BY_STAFF
    if not by_staff:
        seen_at = at + story.between(HOUR, 20 * HOUR)
    key = story.say(
        "point" if by_staff else "shop",
        type_,
        seen_at,
        **fields,
        reported_by="staff" if by_staff else "customer",
    )
    party = "carrier" if by_carrier else parcel.sender
    who = parcel.carrier.code if by_carrier else parcel.packer or parcel.seller
    if not story.fail(
        failure, promise, seen_at, shares={party: 1.0}, who=who, events=(key,), shown=shown
    ):
        return
    if not by_staff:
        reported(story, key, claim, seen_at, true=True, intent="honest")
    judged = honest("seen_by_staff", [key]) if by_staff else honest()
    follow_goods(story, claim, seen_at, judged, fields)


def follow_goods(story: Story, claim: str, at: int, judged: Row, fields: dict[str, str]) -> None:
    """What follows when something is said to be wrong with the goods: words, perhaps money back."""
    complain(story, claim, at + story.between(HOUR, 20 * HOUR), judged=judged, fields=fields)
    if story.rng.random() < MONEY_BACK:
        refund(story, at, share=story.items[0].price / story.total)


def _scan_damage(story: Story, parcel: Parcel) -> bool:
    """Whether the carrier wrote the damage down, as carriers seldom do."""
    if story.rng.random() < 0.6:
        at = parcel.reached_at - story.between(HOUR, 2 * HOUR)
        story.say(
            f"carrier:{parcel.carrier.code}", "parcel.scanned", at, place="town", status="damaged"
        )
        return True
    return False
