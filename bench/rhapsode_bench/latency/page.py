"""A run as one HTML page that needs nothing beside it: no script, no font, no address is loaded."""

from __future__ import annotations

from html import escape

from rhapsode_bench.latency.pictures import pictures
from rhapsode_bench.latency.report import COMPLETE, Report
from rhapsode_bench.latency.table import HEAD, NOTE, cells, heading, warnings

STYLE = """
:root { color-scheme: light dark; --ink: #1d232b; --soft: #5b6673; --paper: #f6f7f9; --card: #fff; --line: #dfe3e8;
  --warn: #8a4b00; --warn-paper: #fff4e0; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --soft: #9aa5b1; --paper: #14181d; --card: #1d232b;
  --line: #333c47; --warn: #ffc46b; --warn-paper: #33260f; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 76rem; margin: 0 auto; padding: 2rem 1.2rem 4rem; }
h1 { font-size: 1.6rem; margin: 0 0 .3rem; } h2 { font-size: 1.05rem; margin: 0 0 .6rem; }
p { margin: .25rem 0; } .soft { color: var(--soft); font-size: .88rem; overflow-wrap: anywhere; }
.warn { color: var(--warn); background: var(--warn-paper);
  border-radius: .5rem; padding: .6rem .9rem; margin: .8rem 0; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .7rem; padding: 1rem 1.1rem; }
.wide { overflow-x: auto; margin: 1.2rem 0; } .grid { display: grid; gap: 1.2rem;
  grid-template-columns: repeat(auto-fit, minmax(min(30rem, 100%), 1fr)); }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .84rem; white-space: nowrap; }
th, td { padding: .32rem .7rem; text-align: right; border-bottom: 1px solid var(--line); }
th:first-child, td:first-child { text-align: left; } th { color: var(--soft); font-weight: 600; }
figure { margin: 0; background: #fff; border-radius: .4rem; } figure svg { width: 100%; height: auto; display: block; }
"""


def page(report: Report) -> str:
    """The whole document."""
    notes = [f"measured until it was {report.ended}"] if report.ended != COMPLETE else []
    warned = "".join(f'<p class="warn">{escape(note)}</p>\n' for note in [*notes, *warnings(report)])
    targets = "".join(
        f'<p class="soft">{escape(target.label)}: {escape(target.dialect)} at {escape(target.url)}</p>\n'
        for target in report.targets
    )
    shown = "".join(f'<p class="soft">{escape(line)}</p>\n' for line in heading(report))
    drawn = "".join(
        f'<section class="card"><h2>{escape(title)}</h2><figure role="img" aria-label="{escape(title)}">{svg}</figure>'
        "</section>\n"
        for title, svg in pictures(report)
    )
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>How long a listener waits</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>How long a listener waits</h1>
<p class="soft">{escape(report.began)}</p>
{targets}{shown}{warned}<div class="card wide">
{_table(report)}
<p class="soft">{escape(NOTE)}</p>
</div>
<div class="grid">
{drawn}</div>
</main>
</body>
</html>
"""


def _table(report: Report) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in HEAD)
    body = "\n".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in cells(report))
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
