"""One engine on one parallel text: with the guard, without it, and in the three modes of WMT's terminology tasks."""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translator import checks
from translator.drafting import Progress, quiet
from translator.engine.protocol import Engine, Request
from translator.evaluation import scores, terms
from translator.evaluation.carriers import doubled, leaked
from translator.evaluation.corpus import Corpus
from translator.evaluation.runs import Guarded, bare, guarded
from translator.evaluation.terms import Line
from translator.issues import Severity
from translator.pipeline import Translator

FAULTS = ("loop", "copied", "empty")
"""Checks of what an engine does wrong on its own."""


@dataclass(frozen=True, slots=True)
class Report:
    """All measures of one run.

    ``about``: engine, glossary, lines, p-values and sacreBLEU's signatures. ``guard_on``, ``guard_off``: measure →
    figure. ``modes``: ``no terms``, ``proper terms``, ``random terms`` → figures on the lines that have a random term.
    ``outputs``: each line with its reference, its fixed spans and both outputs.
    """

    about: Mapping[str, Any]
    guard_on: Mapping[str, Any]
    guard_off: Mapping[str, Any]
    modes: Mapping[str, Mapping[str, Any]]
    outputs: Sequence[Mapping[str, Any]]

    def to_dict(self) -> dict[str, Any]:
        """The object that ``translator evaluate --json`` prints; without the outputs."""
        figures = {"guard_on": dict(self.guard_on), "guard_off": dict(self.guard_off), "modes": dict(self.modes)}
        return dict(self.about) | figures


def evaluate(
    corpus: Corpus,
    target: str,
    *,
    engine: Engine | None = None,
    glossary: Sequence[Path] = (),
    progress: Progress = quiet,
) -> Report:
    """Measure an engine (the embedded one if None) from Indonesian into ``target``, ``en`` or ``ja``.

    Raises:
        UsageError: sacreBLEU is not installed.
        GlossaryError, ModelError, EngineError: as of :class:`translator.Translator`.
    """
    words = scores.words(target)  # fails here, before the long run, when sacreBLEU is missing
    translator = Translator(engine, glossary=glossary, clean=False)
    translator.engine.translate([Request("Ya.", "id", target)])  # loading does not count as time
    start = time.perf_counter()
    on = list(guarded(translator, corpus.sources, [target], progress))
    middle = time.perf_counter()
    off = list(bare(translator.engine, corpus.sources, target, progress))
    end = time.perf_counter()
    segments = sum(len(line.segments) for line in on)
    with_guard = _lines(corpus, on, [line.texts[target] for line in on])
    without = _lines(corpus, on, off)
    return Report(
        _about(with_guard, without, target, translator) | {"segments": segments},
        _figures(with_guard, target, words)
        | _carriers(on, target, translator.engine)
        | {"segments_per_second": round(segments / (middle - start), 2)},
        _figures(without, target, words)
        | _faults(without, target)
        | {"segments_per_second": round(segments / (end - middle), 2)},
        _modes(with_guard, without, target, words, translator, glossary, progress),
        [_output(*pair, target) for pair in zip(with_guard, without, strict=True)],
    )


def _about(on: Sequence[Line], off: Sequence[Line], target: str, translator: Translator) -> dict[str, Any]:
    outputs, bare_outputs, references = ([x.output for x in on], [x.output for x in off], [x.reference for x in on])
    return {
        "direction": f"id-{target}",
        "lines": len(on),
        "fixed_spans": sum(len(line.spans) for line in on),
        "engine": translator.engine.signature,
        "glossary": translator.glossary.signature,
        "p_values_guard": scores.p_values(bare_outputs, {"guard": outputs}, references, target)["guard"],
        "signatures": scores.signatures(outputs, references, target),
        "peak_memory_mib": _peak_memory(),
    }


def _output(on: Line, off: Line, target: str) -> dict[str, Any]:
    spans = {span.source: span.target(target) for span in on.spans}
    return {"source": on.source, "reference": on.reference, "spans": spans, "on": on.output, "off": off.output}


def _lines(corpus: Corpus, on: Sequence[Guarded], outputs: Sequence[str]) -> list[Line]:
    return [
        Line(line.source, tuple(s for segment in line.segments for s in segment.spans if s.hard), reference, output)
        for line, reference, output in zip(on, corpus.references, outputs, strict=True)
    ]


def _figures(lines: Sequence[Line], target: str, words: terms.Words) -> dict[str, Any]:
    found = scores.score([line.output for line in lines], [line.reference for line in lines], target)
    shares = {
        "term_accuracy_exact": terms.exact(lines, terms.terms_of, target),
        "term_accuracy_accepted": terms.accepted(lines, terms.terms_of, target),
        "term_accuracy_proper": terms.proper(lines, terms.terms_of, target),
        **{
            f"window_overlap_{size}": terms.window_overlap(lines, terms.terms_of, target, size, words)
            for size in terms.WINDOWS
        },
        "name_survival": terms.accepted(lines, terms.names_of, target),
        "name_survival_proper": terms.proper(lines, terms.names_of, target),
        "value_accuracy": terms.values(lines, target),
    }
    return {"chrF": found.chrf, "BLEU": found.bleu} | {name: share.percent for name, share in shares.items()}


def _carriers(on: Sequence[Guarded], target: str, engine: Engine) -> dict[str, Any]:
    """Leaks, open errors, and the rung of the repair ladder that each draft comes from."""
    drafts = [(segment, segment.drafts[target]) for line in on for segment in line.segments]
    open_errors = [d for _, d in drafts if any(issue.severity is Severity.ERROR for issue in d.issues)]
    return {
        "placeholder_leaks": sum(leaked(draft.text, engine) for _, draft in drafts),
        "doubled_forms": sum(
            bool(doubled(draft.text, segment.segment.source, segment.spans, target)) for segment, draft in drafts
        ),
        "segments_with_errors": len(open_errors),
        "rungs": dict(Counter(draft.rung for _, draft in drafts).most_common()),
    }


def _faults(lines: Sequence[Line], target: str) -> dict[str, Any]:
    """Lines that the engine alone loops on, copies or leaves empty: what there was before any repair."""
    found = Counter(i.check for line in lines for i in checks.run(line.source, line.output, target))
    return {f"{name}_lines": found[name] for name in FAULTS}


def _modes(
    with_guard: Sequence[Line],
    without: Sequence[Line],
    target: str,
    words: terms.Words,
    translator: Translator,
    glossary: Sequence[Path],
    progress: Progress,
) -> dict[str, dict[str, Any]]:
    """Term success in the three modes, on the lines that have a random term; one more run gives the last."""
    wanted = terms.random_terms(with_guard, words)
    chosen = [n for n, term in enumerate(wanted) if term]
    if not chosen:
        return {}
    random = [wanted[n] for n in chosen]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "random.tsv"
        write_glossary(file, {source: (form, form) for term in random for source, form in term.items()})
        taught = Translator(translator.engine, glossary=[*glossary, file], clean=False)
        run = guarded(taught, [with_guard[n].source for n in chosen], [target], progress)
        outputs = [line.texts[target] for line in run]
    proper = [with_guard[n] for n in chosen]
    modes = {
        "no terms": [without[n] for n in chosen],
        "proper terms": proper,
        "random terms": [
            Line(line.source, line.spans, line.reference, o) for line, o in zip(proper, outputs, strict=True)
        ],
    }
    return {
        name: {
            "lines": len(lines),
            "chrF": scores.score([x.output for x in lines], [x.reference for x in lines], target).chrf,
            "proper_terms_right": terms.proper(lines, terms.terms_of, target).percent,
            "random_terms_right": terms.follows(lines, random).percent,
        }
        for name, lines in modes.items()
    }


def write_glossary(path: Path, forms: Mapping[str, tuple[str, str]]) -> None:
    """A glossary file of hard terms: Indonesian → English and Japanese."""
    rows = [f"{source}\t{en}\t{ja}\tterm\tany\thard\t" for source, (en, ja) in forms.items()]
    path.write_text("\n".join(["id\ten\tja\tkind\tcase\tstatus\tnote", *rows]) + "\n", encoding="utf-8")


def _peak_memory() -> int | None:
    """Peak resident memory of this process in MiB; None where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024 * 1024 if sys.platform == "darwin" else 1024))
