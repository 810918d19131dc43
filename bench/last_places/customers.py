"""One process of customers: `python -m bench.last_places.customers CASE …`.

It says "ready", waits for a line, then chooses for every case at once after another, and prints
what became of each: "chosen", "offered anew" or what went wrong.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import Any

POINT = "P2"


def main(cases: list[str]) -> None:
    import django

    django.setup()
    from amends.app.ledger.models import Case, Offer

    offers = [Case.objects.get(pk=case).offers.latest("pk") for case in cases]
    print("ready", flush=True)
    sys.stdin.readline()
    ends = Counter(_choose(Offer, offer) for offer in offers)
    print(json.dumps(ends), flush=True)


def _choose(offers: Any, offer: Any) -> str:
    from django.utils import timezone

    from amends.app.actions.choices import choose
    from amends.core.errors import BadChoice

    now = timezone.now()
    details = {"point": POINT}
    try:
        choose(offer=offer, option="other_point", details=details, now=now, by="customer")
    except BadChoice as problem:
        newest = offers.objects.filter(case=offer.case_id).latest("pk")
        others = {point["code"] for point in newest.body["possible"]["points"]}
        is_new = newest.pk != offer.pk and POINT not in others
        return "offered anew" if is_new else f"refused: {problem.code}"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "chosen"


if __name__ == "__main__":
    main(sys.argv[1:])
