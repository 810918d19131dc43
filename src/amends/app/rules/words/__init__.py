"""The words of the page: tables, facts, values and what rules say, in customers' language.

A shop adds its own names: one without words here is shown as it is written.
"""

from __future__ import annotations

from amends.app.rules.words.speaking import Speaking

__all__ = ["Speaking"]
