"""Days, hours and windows, as parts of other lines."""

from amends.core.wording.mark import line

LINES = {
    "today": line("today, {date}"),
    "tomorrow": line("tomorrow, {date}"),
    "day": line("{weekday}, {date}"),
    "at": line("{day}, {clock}"),
    "by": line("{day}, by {clock}"),
    "window": line("{day}, {start}–{end}"),
}
