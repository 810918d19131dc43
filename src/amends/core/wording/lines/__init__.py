"""Every line by its key; the part before the first dot names the file that holds it."""

from __future__ import annotations

from collections.abc import Mapping

from amends.core.wording.lines import (
    apology,
    findings,
    letters,
    page,
    places,
    remedies,
    status,
    story,
    when,
)
from amends.core.wording.mark import Line

LINES: Mapping[str, Line] = {
    **{f"apology.{key}": line for key, line in apology.LINES.items()},
    **{f"remedy.{key}": line for key, line in remedies.TITLES.items()},
    **{f"detail.{key}": line for key, line in remedies.DETAILS.items()},
    **{f"action.{key}": line for key, line in remedies.ACTIONS.items()},
    **{f"gesture.{key}": line for key, line in remedies.GESTURES.items()},
    **{f"due.{key}": line for key, line in remedies.DUES.items()},
    **{f"approver.{key}": line for key, line in remedies.APPROVERS.items()},
    **{f"who.{key}": line for key, line in remedies.WHO.items()},
    **{f"event.{key}": line for key, line in story.EVENTS.items()},
    **{f"failure.{key}": line for key, line in story.FAILURES.items()},
    **{f"step.{key}": line for key, line in story.STEPS.items()},
    **{f"status.{key}": line for key, line in status.LINES.items()},
    **{f"finding.answer.{key}": line for key, line in findings.ANSWERS.items()},
    **{f"finding.before.{key}": line for key, line in findings.BEFORE.items()},
    **{f"finding.{key}": line for key, line in findings.CUSTOMER.items()},
    **{f"finding_staff.{key}": line for key, line in findings.STAFF.items()},
    **{f"letter.{key}": line for key, line in letters.LINES.items()},
    **{f"page.{key}": line for key, line in page.LINES.items()},
    **{f"trouble.{key}": line for key, line in page.TROUBLES.items()},
    **{f"place.{key}": line for key, line in places.LINES.items()},
    **{f"when.{key}": line for key, line in when.LINES.items()},
}
