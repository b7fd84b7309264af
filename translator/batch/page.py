"""The report as one HTML page: no script, nothing loaded, charts as inline SVG; every text in it is escaped."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from translator.batch.names import shown
from translator.batch.record import FileRecord, State
from translator.batch.summary import Summary
from translator.issues import Severity

BEGINNING = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="generator" content="translator batch">"""

_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #8884; vertical-align: top; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
td { overflow-wrap: anywhere; } td.path { min-width: min(11rem, 30vw); }
details { overflow-x: auto; }
summary { font-size: 1.4rem; font-weight: 600; margin: 1.5rem 0 .5rem; cursor: pointer; }
svg { max-width: 100%; height: auto; }
.charts { display: flex; flex-wrap: wrap; gap: 2rem; }
figure { margin: 0; min-width: 0; max-width: 100%; } figcaption { font-weight: 600; margin-bottom: .5rem; }
svg text { font: 13px system-ui, sans-serif; fill: currentColor; }
.kept, .done, .info { fill: #2a78b8; } .current { fill: #7aa9cf; } .warning, .pending { fill: #d9a200; }
.skipped { fill: #8a8f98; }
.lost, .failed, .error { fill: #c0392b; }
""".strip()

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_BAR, _ROW, _AFTER = 260, 22, 60
_SHORTEST_LABEL, _LETTER = 100, 7.5

Bars = Sequence[tuple[str, Sequence[tuple[str, float]]]]
"""Label and parts of each bar: CSS class and length of every part."""


def render(summary: Summary) -> str:
    """The page."""
    return "\n".join(
        (
            BEGINNING,
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            "<title>Batch report</title>",
            f"<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<h1>Batch report</h1>",
            _totals(summary),
            f'<div class="charts">\n{_charts(summary)}\n</div>',
            _files("Failed", summary.of(State.FAILED)),
            _translated(summary),
            _files("Skipped", summary.of(State.SKIPPED)),
            _files("Notes", [file for file in summary.files if file.languages and file.reason]),
            _files("Not reached", summary.of(State.PENDING)),
            "</body>\n</html>\n",
        )
    )


def _totals(summary: Summary) -> str:
    if not summary.files:
        return "<p>No files found.</p>"
    data = summary.to_dict()
    speed = data["speed"]
    counts = ", ".join(f"{count} {state}" for state, count in data["files"].items() if count)
    stopped = f"<p>Stopped before the end. {escape(summary.problem)}</p>" if summary.stopped else ""
    return (
        f"<p>{counts}. {data['segments']:,} segments, {summary.errors:,} errors open. "
        f"{summary.seconds:,.1f} s, {speed['files_per_minute']:,} files a minute, "
        f"{speed['segments_per_second']:,} segments a second.</p>{stopped}"
    )


# Charts --------------------------------------------------------------------------------------------------------


def _charts(summary: Summary) -> str:
    files = [(str(state), [(str(state), len(summary.of(state)))]) for state in State if summary.of(state)]
    issues = [
        (check, [(str(s), counts[str(s)]) for s in Severity if str(s) in counts])
        for check, counts in _largest(summary.issues)
    ]
    spans = [(kind, list(counts.items())) for kind, counts in _largest(summary.spans)]
    speeds = [(label, [("done", count)]) for label, count in _times(summary.of(State.DONE))]
    charts = (("Files", files), ("Issues", issues), ("Fixed spans", spans), ("Seconds a file", speeds))
    return "\n".join(_chart(title, bars) for title, bars in charts if bars)


def _largest(counts: Mapping[str, Mapping[str, int]], most: int = 20) -> list[tuple[str, Mapping[str, int]]]:
    return sorted(counts.items(), key=lambda item: -sum(item[1].values()))[:most]


def _times(files: Iterable[FileRecord]) -> list[tuple[str, int]]:
    """How many files took up to 1, 2, 4, 8 … seconds."""
    steps = Counter(max(0, math.ceil(math.log2(max(file.seconds, 1e-3)))) for file in files)
    return [(f"up to {2**step}", steps[step]) for step in sorted(steps)]


def _chart(title: str, bars: Bars) -> str:
    longest = max(sum(length for _, length in parts) for _, parts in bars) or 1
    left = max(_SHORTEST_LABEL, round(_LETTER * max(len(label) for label, _ in bars)) + 8)
    rows = "\n".join(_bar(n, left, label, parts, _BAR / longest) for n, (label, parts) in enumerate(bars))
    width, height = left + _BAR + _AFTER, _ROW * len(bars)
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return (
        f"<figure><figcaption>{escape(title)}</figcaption>\n"
        f'<svg {size} role="img" aria-label="{escape(title)}">\n{rows}\n</svg></figure>'
    )


def _bar(row: int, left: int, label: str, parts: Sequence[tuple[str, float]], scale: float) -> str:
    y, x = row * _ROW, float(left)
    out = [f'<text x="{left - 8}" y="{y + 15}" text-anchor="end">{escape(label)}</text>']
    for name, length in (part for part in parts if part[1]):
        tip = f"<title>{escape(label)}, {escape(name)}: {length:,}</title>"
        box = f'x="{x:.1f}" y="{y + 3}" width="{length * scale:.1f}" height="{_ROW - 6}"'
        out.append(f'<rect class="{escape(name)}" {box}>{tip}</rect>')
        x += length * scale
    total = sum(length for _, length in parts)
    out.append(f'<text x="{x + 6:.1f}" y="{y + 15}">{total:,}</text>')
    return "".join(out)


# Tables --------------------------------------------------------------------------------------------------------


def _files(title: str, files: Sequence[FileRecord]) -> str:
    if not files:
        return ""
    rows = (f'<td class="path">{escape(shown(f.path))}</td><td>{escape(f.reason)}</td>' for f in files)
    return _table(title, len(files), "<th>File</th><th>Reason</th>", rows)


def _translated(summary: Summary) -> str:
    files = [file for file in summary.files if file.languages]
    if not files:
        return ""
    heads = '<th>File</th><th>Language</th><th class="n">Segments</th><th class="n">Errors</th><th>Issues</th>'
    rows = (
        f'<td class="path">{escape(shown(file.path))}</td><td>{escape(language.language)}</td>'
        f'<td class="n">{language.segments}</td><td class="n">{language.errors}</td>'
        f"<td>{escape(_issues(language.issues))}</td>"
        for file in files
        for language in file.languages
    )
    return _table("Translated", len(files), heads, rows)


def _issues(issues: Mapping[str, Mapping[str, int]]) -> str:
    return ", ".join(f"{check} {sum(counts.values())}" for check, counts in sorted(issues.items()))


def _table(title: str, count: int, heads: str, rows: Iterable[str]) -> str:
    """A section that can be folded, so that many failures do not hide what comes after them."""
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    head = f"<summary>{escape(title)} ({count:,})</summary>"
    return f"<details open>\n{head}\n<table>\n<tr>{heads}</tr>\n{body}\n</table>\n</details>"
