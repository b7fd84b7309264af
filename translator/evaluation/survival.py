"""How often an engine carries all placeholders of a segment in its first hypothesis, before any repair.

python -m translator.evaluation.survival run --source F --out RESULTS.jsonl [--limit N] [--minutes M]
python -m translator.evaluation.survival show RESULTS.jsonl

Each line comes in several variants with 1 to 6 spans: its own fixed spans first, then ordinary nouns as an editor's
glossary may fix them. ``run`` appends one JSON object a variant and language and goes on where it stopped.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer

from translator import checks
from translator.drafting import N_BEST
from translator.engine.embedded import EmbeddedEngine
from translator.engine.protocol import Engine, Request
from translator.evaluation.carriers import MOST, carried
from translator.evaluation.corpus import read_lines
from translator.evaluation.options import AsJson, start, tell
from translator.evaluation.records import go_on, read_records
from translator.evaluation.runs import CHUNK
from translator.evaluation.show import summed
from translator.fixed import FixedSpan, Origin, SpanKind
from translator.glossary import Glossary
from translator.pipeline import LANGUAGES
from translator.spans.carry import carry
from translator.spans.mark import mark

app = typer.Typer(add_completion=False, no_args_is_help=True)

ROUNDS = 10
"""Variants of each line."""

_WORD = re.compile(r"(?<![\w-])[a-z]{5,}(?![\w-])")
_NO_NOUN = re.compile(r"(?:me|be[rl]|di|ter|se|ke)|.*(?:nya|lah|kah|pun|ku|mu)$")
"""Beginnings of verbs and adverbs, and clitics: most words without them are nouns or adjectives."""

COMMON = 100
"""A word in more than one of so many lines is taken for a function word, which no glossary has."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A line with the spans that travel as placeholders; ``own`` of them are fixed by rule or glossary."""

    key: str
    text: str
    spans: tuple[FixedSpan, ...]
    own: int


def variants(lines: Sequence[str], glossary: Glossary, seed: int = 1) -> Iterator[Variant]:
    """``ROUNDS`` variants of every line, one round after the other, the same ones for the same lines and seed."""
    own = [[span for span in mark(line, glossary) if span.hard] for line in lines]
    words = ordinary_words(lines, own)
    chance = random.Random(seed)
    order = list(range(len(lines)))
    for round_number in range(ROUNDS):
        chance.shuffle(order)
        for n in order:
            count = chance.randint(1, MOST)
            fixed = chance.sample(own[n], min(len(own[n]), count))
            more = chance.sample(words[n], min(len(words[n]), count - len(fixed)))
            if spans := sorted([*fixed, *more], key=lambda span: span.start):
                yield Variant(f"{n + 1}.{round_number}", lines[n], tuple(spans), len(fixed))


def ordinary_words(lines: Sequence[str], spans: Sequence[Sequence[FixedSpan]]) -> list[list[FixedSpan]]:
    """Nouns of each line outside its ``spans``, as spans of their own whose target forms are the words themselves."""
    found = [list(_words(line, fixed)) for line, fixed in zip(lines, spans, strict=True)]
    lines_with = Counter(word for words in found for word in {span.source for span in words})
    most = max(1, len(lines) // COMMON)
    return [[span for span in words if lines_with[span.source] <= most] for words in found]


def _words(line: str, spans: Sequence[FixedSpan]) -> Iterator[FixedSpan]:
    for match in _WORD.finditer(line):
        word = match.group()
        span = FixedSpan(*match.span(), word, SpanKind.TERM, word, word, Origin.GLOSSARY)
        if not _NO_NOUN.match(word) and not any(span.overlaps(other) for other in spans):
            yield span


@app.command()
def run(
    source: Annotated[Path, typer.Option(help="Indonesian lines (TSV: first column; .gz too).")],
    out: Annotated[Path, typer.Option(help="Results, one JSON object a line; continued if it exists.")],
    limit: Annotated[int, typer.Option(help="Segments in all.")] = 10_000,
    minutes: Annotated[float, typer.Option(help="Stop after these minutes.")] = 1e9,
    adapter: Annotated[Path | None, typer.Option(help="Another adapter than the shipped one.")] = None,
    threads: Annotated[int, typer.Option(help="Threads of the engine; 0 for all cores.")] = 0,
    greedy: Annotated[bool, typer.Option(help="Decode greedily; the pipeline takes the best of a beam.")] = False,
) -> None:
    """Translate variants into both languages and write down whether their placeholders came through."""
    engine = EmbeddedEngine(adapter, threads=threads)
    wanted = list(islice(variants(read_lines(source), Glossary.shipped()), limit))
    go_on(out, wanted, partial(tried, engine, 1 if greedy else N_BEST), size=CHUNK, minutes=minutes, tell=tell)


def tried(engine: Engine, n_best: int, part: Sequence[Variant]) -> Iterator[dict[str, Any]]:
    """What an engine makes of each variant in each language."""
    placeholders = engine.capabilities.placeholders
    jobs = [(v, target, carry(v.text, v.spans, target, placeholders)) for v in part for target in LANGUAGES]
    outputs = engine.translate([Request(carrier.text, "id", target) for _, target, carrier in jobs], n_best=n_best)
    for (variant, target, carrier), hypotheses in zip(jobs, outputs, strict=True):
        text = hypotheses[0].text
        faults = [issue.check for issue in checks.run(variant.text, text, target)]
        yield {
            "key": variant.key,
            "to": target,
            "spans": len(variant.spans),
            "own": variant.own,
            "kept": carried(text, carrier, placeholders),
            "faults": [fault for fault in faults if fault in ("loop", "copied", "empty")],
            "carrier": carrier.text,
            "output": text,
            "engine": engine.signature,
            "n_best": n_best,
        }


@app.command()
def show(out: Annotated[Path, typer.Argument(help="Results of run.")], json: AsJson = False) -> None:
    """Sum up a results file."""
    found = summary(read_records(out))
    summed("Placeholders in first hypotheses", found, json=json)


def summary(records: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Percent of segments whose placeholders all came through, by language: in all, and by number of spans."""
    groups: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for record in records:
        groups[record["to"]].append(record)
    return {target: _summed(groups[target]) for target in sorted(groups)}


def _summed(records: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    faults = Counter(fault for record in records for fault in record["faults"])
    by_count = {f"kept_percent_{n}_spans": _kept([r for r in records if r["spans"] == n]) for n in range(1, MOST + 1)}
    return {
        "segments": len(records),
        "kept_percent": _kept(records),
        "kept_percent_own_spans_only": _kept([r for r in records if r["own"] == r["spans"]]),
        **by_count,
        "loops_copies_empties_percent": round(100 * sum(bool(r["faults"]) for r in records) / len(records), 2),
        "faults": dict(faults),
    }


def _kept(records: Sequence[Mapping[str, Any]]) -> float | None:
    return round(100 * sum(r["kept"] for r in records) / len(records), 2) if records else None


if __name__ == "__main__":
    start(app)
