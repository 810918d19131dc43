"""What is measured of whom, in words."""

from __future__ import annotations

from collections.abc import Mapping

from amends.core.wording.mark import Line, line

MEASURES: Mapping[str, Line] = {
    "gives_away": line("Gives more away than the mix of cases explains"),
    "blames_carriers": line("Blames carriers where the timeline does not"),
    "words_not_kept": line("Promises what is not kept"),
    "goods_come_back": line("Goods that come back, by who made or packed them"),
    "cases_come_back": line("Cases that come back, by who handled them"),
}
GROUPS: Mapping[str, Line] = {
    "call_centre": line("call centre"),
    "console": line("console"),
    "restaurant": line("restaurant"),
    "store": line("store"),
    "online": line("online shop"),
    "marketplace": line("marketplace"),
}
