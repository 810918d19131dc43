"""Rules as text in the notation."""

from __future__ import annotations

from amends.core.places.hours.notation.rules import (
    Anchor,
    DaySelector,
    Holidays,
    Hours,
    Joint,
    Rule,
    Rules,
    State,
    Stretch,
    Weekdays,
    Weeks,
    Years,
)

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_JOINTS = {Joint.NORMAL: "; ", Joint.ADDITIONAL: ", ", Joint.FALLBACK: " || "}


def written(rules: Rules) -> str:
    """The rules in the notation; parsing it gives the same rules."""
    text = ""
    for number, rule in enumerate(rules):
        added_to = number + 1 < len(rules) and rules[number + 1].joint is Joint.ADDITIONAL
        text += (_JOINTS[rule.joint] if number else "") + _rule(rule, whole=added_to)
    return text


def _rule(rule: Rule, *, whole: bool) -> str:
    """One rule; ``whole``: with its state, so that what follows a comma is a rule of its own."""
    if rule == Rule(joint=rule.joint):
        return "24/7"
    parts = [
        ",".join(_years(each) for each in rule.years),
        ",".join(_stretch(each) for each in rule.stretches),
        "week " + ",".join(_weeks(each) for each in rule.weeks) if rule.weeks else "",
        ",".join(_day(each) for each in rule.days),
        ",".join(_day(each) for each in rule.also_days),
        ",".join(_hours(each) for each in rule.hours),
        rule.state.value if whole and rule.comment is None else _state(rule),
        f'"{rule.comment}"' if rule.comment is not None else "",
    ]
    return " ".join(part for part in parts if part)


def _state(rule: Rule) -> str:
    unsaid = State.UNKNOWN if rule.comment is not None else State.OPEN
    bare = rule.state is State.OPEN and rule.any_day and not rule.hours
    return "" if rule.state is unsaid and not bare else str(rule.state.value)


def _years(years: Years) -> str:
    if years.last is None:
        return f"{years.first}+" if years.step == 1 else f"{years.first}/{years.step}"
    return str(years.first) if years.first == years.last else _range(years.first, years.last, years)


def _weeks(weeks: Weeks) -> str:
    if weeks.first == weeks.last:
        return f"{weeks.first:02}"
    return _range(f"{weeks.first:02}", f"{weeks.last:02}", weeks)


def _range(first: int | str, last: int | str, stepped: Years | Weeks) -> str:
    return f"{first}-{last}" + (f"/{stepped.step}" if stepped.step > 1 else "")


def _stretch(stretch: Stretch) -> str:
    step = f"/{stretch.step}" if stretch.step > 1 else ""
    if stretch.first == stretch.last:
        return _anchor(stretch.first) + step
    return f"{_anchor(stretch.first)}-{_anchor(stretch.last)}{step}"


def _anchor(anchor: Anchor) -> str:
    parts = [str(anchor.year or "")]
    parts.append("easter" if anchor.easter else MONTHS[anchor.month - 1])
    if anchor.nth:
        parts.append(f"{DAYS[anchor.weekday]}[{anchor.nth}]")
    elif anchor.day:
        parts.append(f"{anchor.day:02}")
    parts.append(_shift(anchor.shift))
    return " ".join(part for part in parts if part)


def _day(selector: DaySelector) -> str:
    shift = f" {_shift(selector.shift)}" if selector.shift else ""
    if isinstance(selector, Holidays):
        return selector.kind + shift
    return _weekdays(selector) + shift


def _weekdays(days: Weekdays) -> str:
    if days.nth:
        return f"{DAYS[days.first]}[{','.join(str(number) for number in days.nth)}]"
    return DAYS[days.first] if days.first == days.last else f"{DAYS[days.first]}-{DAYS[days.last]}"


def _shift(shift: int) -> str:
    return f"{shift:+} day{'s' if abs(shift) > 1 else ''}" if shift else ""


def _hours(hours: Hours) -> str:
    more = "+" if hours.open_end else ""
    if hours.start == hours.end:
        return _clock(hours.start) + more
    end = hours.end
    if end > 1440 and end - 1440 <= hours.start:
        end -= 1440
    return f"{_clock(hours.start)}-{_clock(end)}{more}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
