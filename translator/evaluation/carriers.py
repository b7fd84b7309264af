"""Whether carriers come through: leaks and doublings in final drafts, and survival in first hypotheses.

python -m translator.evaluation.carriers run --real F --real F --out RESULTS.jsonl [--limit N] [--minutes M]
python -m translator.evaluation.carriers show RESULTS.jsonl

``run`` takes lines with fixed spans from the files, and as many generated ones: real frames whose spans were exchanged
for others of their kind and joined by more, up to six a segment. It appends one JSON object a segment and language, and
goes on where it stopped; ``show`` sums up what is there.
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

from translator.engine.embedded import EmbeddedEngine
from translator.engine.protocol import Engine
from translator.errors import InputError
from translator.evaluation.corpus import read_lines
from translator.evaluation.options import AsJson, start, tell
from translator.evaluation.records import go_on, read_records
from translator.evaluation.runs import CHUNK, Greedy, Recorder, guarded
from translator.evaluation.show import summed
from translator.fixed import FixedSpan, SpanKind
from translator.glossary import Glossary
from translator.issues import Severity
from translator.pipeline import LANGUAGES, Translator
from translator.result import SegmentResult
from translator.spans.carry import Carrier, Placeholders, carry
from translator.spans.mark import mark

app = typer.Typer(add_completion=False, no_args_is_help=True)

MOST = 6
"""Fixed spans in one segment, at most."""

_LISTED = (SpanKind.PERSON, SpanKind.PLACE, SpanKind.ORGANIZATION, SpanKind.DATE, SpanKind.MONEY, SpanKind.MEASURE)
"""Kinds of spans that may stand in a list: ``A, B dan C``."""

_PRIVATE_USE = re.compile(r"[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Item:
    """A segment to try: where it is from (``dev:12``, ``generated-dev:12``) and its Indonesian text."""

    key: str
    text: str


# what is tried ------------------------------------------------------------------------------------------------------


def items(files: Sequence[Path], glossary: Glossary, seed: int = 1) -> Iterator[Item]:
    """Real and generated segments by turns, the same ones for the same files, glossary and seed."""
    marked = [
        (f"{file.name.split('.')[0]}:{number}", line, spans)
        for file in files
        for number, line in enumerate(read_lines(file), 1)
        if 1 <= len(spans := [s for s in mark(line, glossary) if s.hard]) <= MOST
    ]
    if not marked:
        raise InputError("No line has a fixed span.", mend="Give files of Indonesian news sentences.")
    chance = random.Random(seed)
    chance.shuffle(marked)
    pool: dict[SpanKind, list[str]] = defaultdict(list)
    for _, _, spans in marked:
        for span in spans:
            pool[span.kind].append(span.source)
    for key, line, spans in marked:
        yield Item(key, line)
        text = varied(line, spans, pool, chance.randint(len(spans), MOST), chance)
        if 1 <= sum(s.hard for s in mark(text, glossary)) <= MOST:
            yield Item(f"generated-{key}", text)


def varied(
    text: str, spans: Sequence[FixedSpan], pool: Mapping[SpanKind, Sequence[str]], count: int, chance: random.Random
) -> str:
    """``text`` with each span exchanged for another of its kind, and lists made of some until ``count`` stand there."""
    sizes = [1] * len(spans)
    open_places = [n for n, span in enumerate(spans) if span.kind in _LISTED]
    while open_places and sum(sizes) < count:
        sizes[chance.choice(open_places)] += 1
    parts, position = [], 0
    for span, size in zip(spans, sizes, strict=True):
        forms = [chance.choice(pool[span.kind]) for _ in range(size)]
        parts += [text[position : span.start], " dan ".join([*[", ".join(forms[:-1])][: size - 1], forms[-1]])]
        position = span.end
    return "".join(parts) + text[position:]


# what is seen -------------------------------------------------------------------------------------------------------


def observe(
    segment: SegmentResult, target: str, engine: Engine, first: Mapping[tuple[str, str], str]
) -> dict[str, Any]:
    """What happened to the carriers of one segment, as it is written to the results file."""
    draft = segment.drafts[target]
    lost = [issue.span for issue in draft.issues if issue.check == "span-missing"]
    return {
        "to": target,
        "spans": sum(span.hard for span in segment.spans),
        "first": first_state(segment, target, engine, first),
        "leaked": leaked(draft.text, engine),
        "doubled": doubled(draft.text, segment.segment.source, segment.spans, target),
        "lost": lost,
        "error": any(issue.severity is Severity.ERROR for issue in draft.issues),
        "rung": draft.rung,
    }


def first_state(segment: SegmentResult, target: str, engine: Engine, first: Mapping[tuple[str, str], str]) -> str:
    """``kept`` when the first hypothesis has every placeholder exactly once, ``bad`` when not, ``none`` without one."""
    placeholders = engine.capabilities.placeholders
    carrier = carry(segment.segment.source, segment.spans, target, placeholders)
    output = first.get((carrier.text, target))
    if output is None or not carrier.marks:
        return "none"
    return "kept" if carried(output, carrier, placeholders) else "bad"


def carried(output: str, carrier: Carrier, placeholders: Placeholders) -> bool:
    """Whether a raw hypothesis has every placeholder of its carrier exactly once, and no other one."""
    known = {mark for marks in placeholders.values() for mark in marks}
    return Counter(ch for ch in output if ch in known) == Counter(mark for mark, _ in carrier.marks if mark in known)


def leaked(text: str, engine: Engine) -> bool:
    """Whether a placeholder, or any private-use character, stands in a draft."""
    marks = (mark for marks in engine.capabilities.placeholders.values() for mark in marks)
    return bool(_PRIVATE_USE.search(text)) or any(mark in text for mark in marks)


def doubled(text: str, source: str, spans: Sequence[FixedSpan], target: str) -> list[str]:
    """Carried forms that a draft has more often than its source; a word that the engine wrote by itself counts too."""
    forms = [span.target(target) for span in spans if span.hard]
    wanted = "\n".join(span.target(target) for span in spans)
    unmarked = Counter({s.target(target): source.count(s.source) for s in spans if s.hard})
    unmarked.subtract(forms)  # mentions in the source that no span covers may stand in the draft as well
    return [
        form
        for form in dict.fromkeys(forms)
        if form and _count(form, text) > _count(form, wanted) + max(0, unmarked[form])
    ]


def _count(form: str, text: str) -> int:
    return len(re.findall(rf"(?<![\w.,]){re.escape(form)}(?!\w|[.,]\d)" if form.isascii() else re.escape(form), text))


# the commands -------------------------------------------------------------------------------------------------------


@app.command()
def run(
    real: Annotated[list[Path], typer.Option(help="File of Indonesian lines (TSV: first column; .gz too).")],
    out: Annotated[Path, typer.Option(help="Results, one JSON object a line; continued if it exists.")],
    limit: Annotated[int, typer.Option(help="Segments in all.")] = 20_000,
    minutes: Annotated[float, typer.Option(help="Stop after these minutes.")] = 1e9,
    threads: Annotated[int, typer.Option(help="Threads of the engine; 0 for all cores.")] = 0,
    greedy: Annotated[bool, typer.Option("--greedy", help="One hypothesis: faster, and more to repair.")] = False,
) -> None:
    """Translate segments into both languages and write down what became of their carriers."""
    engine = EmbeddedEngine(threads=threads)
    translator = Translator(recorder := Recorder(Greedy(engine) if greedy else engine), clean=False)
    wanted = list(islice(items(real, translator.glossary), limit))
    go_on(out, wanted, partial(_observed, translator, recorder), size=CHUNK, minutes=minutes, tell=tell)


def _observed(translator: Translator, recorder: Recorder, part: Sequence[Item]) -> Iterator[dict[str, Any]]:
    recorder.first.clear()
    for item, line in zip(part, guarded(translator, [item.text for item in part], LANGUAGES), strict=True):
        for segment in line.segments:
            for target in LANGUAGES:
                seen = observe(segment, target, recorder, recorder.first)
                texts = {"source": segment.segment.source, "draft": segment.drafts[target].text}
                yield {"key": item.key} | seen | texts | {"engine": recorder.signature}


@app.command()
def show(out: Annotated[Path, typer.Argument(help="Results of run.")], json: AsJson = False) -> None:
    """Sum up a results file."""
    found = summary(read_records(out))
    summed("Carriers", found, json=json)


def summary(records: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Counts and rates by origin and language."""
    groups: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for record in records:
        if record["spans"]:
            groups[f"{record['key'].split(':')[0]} → {record['to']}"].append(record)
            groups[f"all → {record['to']}"].append(record)
    return {name: _summed(groups[name]) for name in sorted(groups)}


def _summed(records: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    tried = [r for r in records if r["first"] != "none"]
    kept = sum(r["first"] == "kept" for r in tried)
    return {
        "segments": len(records),
        "spans": sum(r["spans"] for r in records),
        "first_hypothesis_kept_percent": round(100 * kept / len(tried), 2) if tried else None,
        "leaked": sum(r["leaked"] for r in records),
        "doubled": sum(bool(r["doubled"]) for r in records),
        "doubled_without_error": sum(bool(r["doubled"]) and not r["error"] for r in records),
        "segments_with_a_lost_span": sum(bool(r["lost"]) for r in records),
        "segments_with_an_error": sum(r["error"] for r in records),
        "rungs": ", ".join(f"{rung} {n}" for rung, n in Counter(r["rung"] for r in records).most_common()),
    }


if __name__ == "__main__":
    start(app)
