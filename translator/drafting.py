"""A draft for every sentence: from fixed spans alone, from the engine, or by climbing the repair ladder.

A rung is tried with the sentences that the rungs before it left with errors; the draft with the fewest errors stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from translator import checks
from translator.engine.protocol import Engine, Hypothesis, Request
from translator.finish import ends, finish
from translator.fixed import FixedSpan
from translator.headline import in_capitals, sentence_case, title_case
from translator.issues import Issue, Severity
from translator.result import Draft
from translator.spans.carry import Carrier, carry, restore, stands_once
from translator.spans.mark import covers

Progress = Callable[[str, int, int], None]
"""Is told (what, done, total)."""

Recall = Callable[[str, tuple[FixedSpan, ...], str], str | None]
"""(source, its fixed spans, target language) → the wording that an editor approved for it, or None."""

N_BEST = 4


def quiet(_what: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


def forgetful(_source: str, _spans: tuple[FixedSpan, ...], _target: str) -> str | None:
    """A memory that knows nothing."""
    return None


@dataclass(frozen=True, slots=True)
class Job:
    """One sentence with its fixed spans, into one language."""

    source: str
    spans: tuple[FixedSpan, ...]
    target: str


Rung = Callable[[Sequence[Job], Engine], list[Draft]]
"""One way to make drafts."""


@dataclass(frozen=True, slots=True)
class _Way:
    """How a rung uses the engine: spans as target forms instead of placeholders; placeholders forced into place."""

    rung: str
    as_text: bool = False
    forced: bool = False


def draft(jobs: Sequence[Job], engine: Engine, rungs: Sequence[Rung], recall: Recall = forgetful) -> list[Draft]:
    """One draft a job, in order; ``Draft.rung`` names the rung of ``rungs`` (usually ``RUNGS``) that made it.

    What the memory knows, and what is made of fixed spans alone, never reaches the engine.

    Raises:
        EngineError: the engine failed.
    """
    drafts = {i: known for i, job in enumerate(jobs) if (known := _known(job, recall)) is not None}
    for rung in rungs:
        waiting = [i for i in range(len(jobs)) if i not in drafts or not _good(drafts[i])]
        if waiting:
            made = rung([jobs[i] for i in waiting], engine)
            drafts |= {i: _better(drafts.get(i), new) for i, new in zip(waiting, made, strict=True)}
    return [drafts[i] for i in range(len(jobs))]


def _beam(jobs: Sequence[Job], engine: Engine) -> list[Draft]:
    """The best of the engine's hypotheses."""
    return _attempt(jobs, engine, _Way("beam"))


def _forced(jobs: Sequence[Job], engine: Engine) -> list[Draft]:
    """Each placeholder put where the model finds it likeliest, the rest of the sentence continued from there."""
    if not engine.capabilities.forces:
        return [_no_draft("forced") for _ in jobs]
    return _attempt(jobs, engine, _Way("forced", forced=True))


def _clauses(jobs: Sequence[Job], engine: Engine) -> list[Draft]:
    """Each sentence cut at its middle comma, both halves translated by themselves."""
    halves = [_halved(job) for job in jobs]
    parts = iter(_attempt([half for pair in halves for half in pair], engine, _Way("clauses")))
    drafts = [[next(parts) for _ in pair] for pair in halves]
    return [_joined(job, *pair) if pair else _no_draft("clauses") for job, pair in zip(jobs, drafts, strict=True)]


def _text(jobs: Sequence[Job], engine: Engine) -> list[Draft]:
    """Target forms stand in the source sentence in place of placeholders."""
    return _attempt(jobs, engine, _Way("text", as_text=True))


_IN_PIECES = Issue(
    "in-pieces",
    Severity.WARNING,
    "The sentence is too long for the engine and was translated in pieces: read it.",
)

_STRAY = Issue(
    "span-doubled",
    Severity.ERROR,
    "The engine wrote a placeholder that stands for nothing; it was taken out: read the sentence.",
)

_SPAN_CHECKS = ("span-missing", "span-doubled")

RUNGS = (_beam, _forced, _clauses, _text)


def _attempt(jobs: Sequence[Job], engine: Engine, way: _Way) -> list[Draft]:
    placeholders = engine.capabilities.placeholders
    carriers = [
        carry(sentence_case(j.source, j.spans), j.spans, j.target, placeholders, j.spans if way.as_text else ())
        for j in jobs
    ]
    requests = [
        Request(carrier.text, "id", job.target, tuple(mark for mark, _ in carrier.marks) if way.forced else ())
        for job, carrier in zip(jobs, carriers, strict=True)
    ]
    outputs = engine.translate(requests, n_best=N_BEST)
    return [
        min((_restored(job, carrier, h, engine, way) for h in hypotheses), key=_badness)
        for job, carrier, hypotheses in zip(jobs, carriers, outputs, strict=True)
    ]


def _restored(job: Job, carrier: Carrier, hypothesis: Hypothesis, engine: Engine, way: _Way) -> Draft:
    restored = restore(hypothesis.text, carrier, job.target, engine.capabilities.placeholders)
    made = _checked(job, restored.text, way.rung, hypothesis.score)
    told = {issue.span for issue in made.issues if issue.check == "span-doubled"}
    remarks = [
        _twice(span, job.target)
        for span in restored.doubled
        if span.source not in told and not stands_once(made.text, span, carrier, job.target)
    ]
    remarks += [*[_IN_PIECES] * (hypothesis.pieces > 1), *[_STRAY] * restored.stray]
    return replace(made, issues=(*made.issues, *remarks))


def _twice(span: FixedSpan, target: str) -> Issue:
    message = f"{span.source}: {span.target(target)} stands once too often in the draft; take one out."
    return Issue("span-doubled", Severity.ERROR, message, span.source)


def _checked(job: Job, text: str, rung: str, score: float | None) -> Draft:
    text = finish(text, job.source, job.target)
    if job.target == "en" and not ends(job.source) and in_capitals(job.source):
        text = title_case(text)
    found = checks.run(job.source, text, job.target, job.spans)
    while twice := next((i for i in found if i.check == "span-doubled" and i.fix == ""), None):
        text = checks.apply(text, twice)  # the same form stands right before
        found = checks.run(job.source, text, job.target, job.spans)
    return Draft(text, "engine", score, (*span_issues(job), *map(_grave, found)), rung)


def _grave(issue: Issue) -> Issue:
    """A span that an engine doubled is an error; an editor may want it so."""
    return replace(issue, severity=Severity.ERROR) if issue.check == "span-doubled" else issue


def _known(job: Job, recall: Recall) -> Draft | None:
    """A draft that needs no engine: an approved wording, or fixed spans and nothing else."""
    remembered = recall(job.source, job.spans, job.target)
    if remembered is not None:
        issues = checks.run(job.source, remembered, job.target, job.spans)
        return Draft(remembered, "memory", None, issues, "memory")
    return _from_spans(job) if covers(job.source, job.spans) else None


def _from_spans(job: Job) -> Draft:
    text, position = "", 0
    for span in job.spans:
        text += job.source[position : span.start] + span.target(job.target)
        position = span.end
    text += job.source[position:]
    return Draft(text[:1].upper() + text[1:], "spans", None, span_issues(job), "spans")


def _no_draft(rung: str) -> Draft:
    message = "The engine gave no translation; translate this sentence by hand."
    return Draft("", "engine", None, (Issue("empty", Severity.ERROR, message),), rung)


def _halved(job: Job) -> tuple[Job, ...]:
    """The job as two, cut at the comma or dash nearest to the middle that lies in no span; nothing if there is none."""
    cuts = [
        m
        for m in re.finditer(r", | [–—-] ", job.source)
        if not any(s.start < m.end() and m.start() < s.end for s in job.spans)
    ]
    if not cuts:
        return ()
    cut = min(cuts, key=lambda m: abs(m.start() - len(job.source) // 2))
    return tuple(_piece(job, *bounds) for bounds in ((0, cut.start()), (cut.end(), len(job.source))))


def _piece(job: Job, start: int, end: int) -> Job:
    spans = tuple(
        replace(s, start=s.start - start, end=s.end - start) for s in job.spans if start <= s.start and s.end <= end
    )
    return Job(job.source[start:end], spans, job.target)


def _joined(job: Job, one: Draft, other: Draft) -> Draft:
    first, second = one.text.rstrip(" .,。、"), other.text
    if job.target == "ja":
        text = f"{first}、{second}"
    elif any(span.en.startswith(second[:4]) for span in job.spans):
        text = f"{first}, {second}"
    else:
        text = f"{first}, {second[:1].lower()}{second[1:]}"
    made = _checked(job, text, "clauses", None)
    told = {issue.span for issue in made.issues if issue.check == "span-doubled"}
    return replace(made, issues=(*made.issues, *(i for i in (*one.issues, *other.issues) if _of_engine(i, told))))


def _of_engine(issue: Issue, told: Collection[str]) -> bool:
    """Whether only the engine's output told it, not the text that was made of it, which is checked by itself."""
    return issue in (_IN_PIECES, _STRAY) or (issue.check == "span-doubled" and issue.span not in told)


def _good(made: Draft) -> bool:
    """Whether no rung can do better: an editor's own wording, or a draft without errors and doubled spans."""
    return made.origin == "memory" or _badness(made)[0] == 0


def _badness(made: Draft) -> tuple[int, int]:
    """(errors, warnings): a sentence that cannot be used weighs twice as much as a lost or doubled span."""
    spans = sum(issue.check in _SPAN_CHECKS for issue in made.issues)
    errors = sum(issue.severity is Severity.ERROR and issue.check not in _SPAN_CHECKS for issue in made.issues)
    return 2 * errors + spans, sum(issue.severity is Severity.WARNING for issue in made.issues)


def _better(old: Draft | None, new: Draft) -> Draft:
    return new if old is None or _badness(new) < _badness(old) else old


def span_issues(job: Job) -> tuple[Issue, ...]:
    """Remarks that travel with the fixed spans and concern the job's language."""
    japanese_only = ("kanji-wanted", "name-proposal", "reading")
    return tuple(i for s in job.spans for i in s.issues if job.target == "ja" or i.check not in japanese_only)
