"""The shop's only page for people: what was carried out."""

from __future__ import annotations

from collections import Counter
from html import escape

from amends.shop.book import Line

NEWEST = 50
_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem;
  color: #1d2430; background: #fafaf7 }
h1 { margin-bottom: 0 } p { color: #5b6472; margin-top: .25rem }
table { border-collapse: collapse; width: 100%; margin: 1.5rem 0 } td, th { text-align: left;
  padding: .3rem .6rem; border-bottom: 1px solid #e4e2da; font-variant-numeric: tabular-nums }
td.bars { width: 60% } .wide { overflow-x: auto }
.bar { display: block; height: .8rem; background: #2f7d6b; border-radius: 2px; min-width: 2px }
.twice { color: #b3261e; font-weight: 600 }
@media (prefers-color-scheme: dark) { body { color: #e8e6df; background: #171a1f }
  p { color: #9aa3b0 } td, th { border-color: #333840 } .bar { background: #5fb8a2 } }
"""


def render(lines: list[Line]) -> str:
    """The whole page."""
    done = [line for line in lines if line.word == "done"]
    counts = Counter(line.key for line in done)
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Demo shop</title>
<link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>
<h1>Demo shop</h1>
<p>A simulated shop: nothing is delivered and nobody is paid. This is the other side of the
webhooks, and what it was asked to carry out.</p>
<p>{len(done)} carried out, {_repeats(counts)}.</p>
{_bars(Counter(line.kind for line in done))}
{_newest(lines, counts)}
</body></html>"""


def _repeats(counts: Counter[str]) -> str:
    repeated = sum(1 for times in counts.values() if times > 1)
    return f'<span class="twice">{repeated} more than once</span>' if repeated else "none twice"


def _bars(kinds: Counter[str]) -> str:
    most = max(kinds.values(), default=1)
    rows = "".join(
        f"<tr><th>{escape(kind)}</th><td>{count}</td>"
        f'<td class="bars"><span class="bar" style="width:{100 * count // most}%"></span></td></tr>'
        for kind, count in kinds.most_common()
    )
    return f"<table>{rows}</table>"


def _newest(lines: list[Line], counts: Counter[str]) -> str:
    rows = "".join(_row(line, counts[line.key] > 1) for line in reversed(lines[-NEWEST:]))
    head = "<tr><th>When</th><th>Order</th><th>Remedy</th><th></th><th>Key</th></tr>"
    return f'<div class="wide"><table>{head}{rows}</table></div>'


def _row(line: Line, repeated: bool) -> str:
    when = escape(line.at[:19].replace("T", " "))
    mark = ' class="twice"' if repeated else ""
    return (
        f"<tr><td>{when}</td><td>{escape(line.order)}</td><td>{escape(line.kind)}</td>"
        f"<td{mark}>{escape(line.word)}</td><td>{escape(line.key[:8])}</td></tr>"
    )
