"""What became of what was warned of: kept after all, or broken; neither is a second letter."""

from __future__ import annotations

from datetime import datetime

from amends.app.actions.cases import end_warning
from amends.app.actions.ingest.sql import as_names, run
from amends.app.actions.policy import current_policy
from amends.app.actions.sweeping import AT_MOST, each_case

AT_RISK = "at_risk"
DECIDED = """
    SELECT known.id FROM ledger_case AS known
    WHERE known.failure_kind = %s AND known.state IN ('open', 'offered') AND NOT EXISTS (
        SELECT FROM ledger_promise AS promise WHERE promise.order_id = known.order_id
          AND promise.kind = ANY(ARRAY(SELECT jsonb_array_elements_text(%s)))
          AND promise.state = 'open')
    ORDER BY known.id LIMIT %s
"""


def end_warnings(*, now: datetime) -> int:
    """Go on with the cases of warnings whose promise is decided; return with how many."""
    kinds = current_policy().foresight.promises
    numbers = [number for (number,) in run(DECIDED, AT_RISK, as_names(kinds), AT_MOST).fetchall()]
    return each_case(numbers, end_warning, now=now)
