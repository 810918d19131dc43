"""What was in the parcel or on the plate: staff who saw it, scans, photos, the shop's figures."""

from __future__ import annotations

from collections.abc import Iterator

from amends.core.claims import Claim
from amends.core.findings.evidence import Evidence, Side
from amends.core.findings.meaning import alike
from amends.core.findings.record import Happening, Record
from amends.core.findings.rules import Rules
from amends.core.findings.seen import minutes_between, own_word, seen, told

SHOWN_BY = {"got_other": "item.wrong", "missing": "item.missing", "got_broken": "item.damaged"}
TROUBLES = frozenset(SHOWN_BY.values())


def seen_by_staff(claim: Claim, record: Record, rules: Rules) -> Iterator[Evidence]:
    """What our own people reported of the goods; another trouble than the claimed one says less."""
    for each in seen(claim, record, TROUBLES):
        if own_word(each):
            continue
        is_same = each.type == SHOWN_BY[claim.kind] and _is_same_item(claim, each, rules)
        weights = rules.weights
        facts = {"how": each.type.partition(".")[2], "at": told(each.time, record)}
        if each.data.get("item"):
            facts["item"] = str(each.data["item"])
        weight = weights.seen_by_staff if is_same else weights.seen_otherwise_by_staff
        yield Evidence("seen_by_staff", "for", weight, (each.id,), facts)


def _is_same_item(claim: Claim, each: Happening, rules: Rules) -> bool:
    """Where both name an item, the names are alike."""
    said, reported = claim.fields.get("item"), each.data.get("item")
    return not said or not reported or alike(str(said), str(reported), rules.words)


def damage_scan(claim: Claim, record: Record, rules: Rules) -> Iterator[Evidence]:
    """The carrier wrote the damage down itself."""
    for each in seen(claim, record, {"parcel.scanned"}):
        if str(each.data.get("status") or "").casefold() in rules.words.damage:
            facts = {"how": "damaged", "at": told(each.time, record)}
            yield Evidence("scan", "for", rules.weights.scan, (each.id,), facts)
            return


def photo(claim: Claim, record: Record, rules: Rules) -> Iterator[Evidence]:
    """The customer's pictures: one or many weigh the same."""
    if record.photos:
        yield _pictures(len(record.photos), rules)


def photo_of_the_visit(claim: Claim, record: Record, rules: Rules) -> Iterator[Evidence]:
    """The same, of those that were not taken at some other time than the visit."""
    came, window = claim.fields.get("came_at"), rules.windows.own_visit
    count = sum(
        1
        for each in record.photos
        if not each.taken_at or (came and minutes_between(each.taken_at, came) <= window)
    )
    if count:
        yield _pictures(count, rules)


def _pictures(count: int, rules: Rules) -> Evidence:
    return Evidence("photo", "for", rules.weights.photo, (), {"count": count})


def stock_figure(claim: Claim, record: Record, rules: Rules) -> Iterator[Evidence]:
    """What the shop counted on its shelf or weighed: shown, for a shop's own figures err."""
    for each in seen(claim, record, {"stock.counted", "parcel.weighed"}):
        side = _figure_speaks(claim, each, rules)
        if side is None:
            continue
        names = ("item", "expected", "counted", "grams")
        facts = {name: each.data[name] for name in names if name in each.data}
        how = "counted" if each.type == "stock.counted" else "weighed"
        facts |= {"how": how, "at": told(each.time, record)}
        yield Evidence("stock_figure", side, rules.weights.stock_figure, (each.id,), facts)


def _figure_speaks(claim: Claim, each: Happening, rules: Rules) -> Side | None:
    """One too many on the shelf, or a parcel too light, is what a missing item leaves behind."""
    expected = each.data.get("expected")
    found = each.data.get("counted", each.data.get("grams"))
    if not isinstance(expected, int) or not isinstance(found, int):
        return None
    if each.type == "stock.counted":
        return None if not _is_same_item(claim, each, rules) else _side(found > expected)
    return _side(found < expected)


def _side(speaks_for: bool) -> Side:
    return "for" if speaks_for else "against"
