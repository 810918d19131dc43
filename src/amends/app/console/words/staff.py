"""The truth about staff: what is measured, and of whom."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from amends.core.staff.words import GROUPS as GROUP_LINES
from amends.core.staff.words import MEASURES as MEASURE_LINES

MEASURES: Mapping[str, Promise] = {
    name: gettext_lazy(said.one) for name, said in MEASURE_LINES.items()
}
GROUPS: Mapping[str, Promise] = {name: gettext_lazy(said.one) for name, said in GROUP_LINES.items()}
