"""Letters by their Unicode categories, as classes of regular expressions."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import defaultdict
from functools import cache
from itertools import groupby

from amends.core.feel.errors import Undefined


def letters_of(name: str) -> str:
    """The letters of a category (``Lu``), or of all that begin with a letter (``L``), as ranges
    of a class; raise ``Undefined`` where there is no such category."""
    found = [ranges for category, ranges in _categories().items() if category.startswith(name)]
    if not found or not name:
        raise Undefined(f"{name[:20]!r} is no category of letters")
    return "".join(found)


@cache
def _categories() -> dict[str, str]:
    """The ranges of every category; all of Unicode is looked at once."""
    ranges: dict[str, list[str]] = defaultdict(list)
    for category, codes in groupby(
        range(sys.maxunicode + 1), lambda c: unicodedata.category(chr(c))
    ):
        first, *rest = codes
        last = rest[-1] if rest else first
        ranges[category].append(f"{re.escape(chr(first))}-{re.escape(chr(last))}")
    return {category: "".join(parts) for category, parts in ranges.items()}
