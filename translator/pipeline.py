"""From a text to reviewed-ready drafts: read, clean, split, mark, carry, translate, restore, check."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from translator import checks
from translator.article.clean import clean
from translator.article.model import Article, Block, Format, Segment
from translator.article.read import read, read_text
from translator.article.split import split
from translator.engine.protocol import Engine, Hypothesis, Request
from translator.errors import UsageError
from translator.fixed import FixedSpan
from translator.glossary import Glossary
from translator.issues import Issue, Severity
from translator.result import Draft, Result, SegmentResult
from translator.spans.carry import Carrier, Restored, carry, kept, restore
from translator.spans.mark import covers, mark

LANGUAGES = ("en", "ja")

Progress = Callable[[str, int, int], None]
"""Is told (what, done, total)."""

_N_BEST = 4


def quiet(_what: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class _Job:
    """One segment into one language."""

    segment: Segment
    spans: tuple[FixedSpan, ...]
    target: str


class Translator:
    """Translates Indonesian articles into English and Japanese.

    ``engine``: any :class:`translator.engine.protocol.Engine`; the embedded model if not given. ``glossary``: files
    that override the shipped entries. ``clean``: whether clutter is dropped.

    Example::

        result = Translator().translate(text, to=("en", "ja"))
        print(result.targets["ja"].text)
    """

    def __init__(
        self,
        engine: Engine | None = None,
        *,
        glossary: Sequence[Path] = (),
        clean: bool = True,
        progress: Progress = quiet,
    ) -> None:
        self._given_engine = engine
        self._glossary_files = tuple(glossary)
        self._clean = clean
        self._progress = progress

    @cached_property
    def engine(self) -> Engine:
        """The engine in use."""
        if self._given_engine is not None:
            return self._given_engine
        from translator.engine.embedded import EmbeddedEngine

        return EmbeddedEngine(progress=lambda what: self._progress(what, 0, 0))

    @cached_property
    def glossary(self) -> Glossary:
        """The shipped glossary with the given files over it."""
        return Glossary.shipped(*self._glossary_files)

    def check(self, text: str, *, format: Format = Format.TXT) -> Result:
        """Clean, split and mark only.

        Raises:
            InputError: the text cannot be read as an article.
        """
        return self.translate_article(read_text(text, format), to=())

    def translate(self, text: str, *, to: Sequence[str] = LANGUAGES, format: Format = Format.TXT) -> Result:
        """Translate an article given as text into ``to``, any of ``en`` and ``ja``.

        Raises:
            UsageError: an unknown language.
            InputError: the text cannot be read as an article.
            ModelError, EngineError: the engine cannot work.
        """
        return self.translate_article(read_text(text, format), to=to)

    def translate_file(self, path: Path, *, to: Sequence[str] = LANGUAGES) -> Result:
        """Translate a txt, md, html or docx file; raises as :meth:`translate`."""
        return self.translate_article(read(path), to=to)

    def translate_article(self, article: Article, *, to: Sequence[str] = LANGUAGES) -> Result:
        """Translate an article as read; one that was cleaned before keeps its restored and dropped blocks."""
        for language in to:
            if language not in LANGUAGES:
                raise UsageError(f"there is no target language {language!r}.", mend="Use en, ja or both.")
        article = split(clean(article) if self._clean else article)
        marked = {s.id: mark(s.source, self.glossary, published=article.published) for s in article.segments}
        jobs = [_Job(s, marked[s.id], language) for language in to for s in article.segments]
        drafts = dict(zip(((j.segment.id, j.target) for j in jobs), self._drafts(jobs), strict=True))
        segments = {
            s.id: SegmentResult(s, marked[s.id], {language: drafts[s.id, language] for language in to})
            for s in article.segments
        }
        targets = {language: self._target_article(article, segments, language) for language in to}
        return Result(article, segments, targets, self._signature() if to else {})

    def _signature(self) -> dict[str, str]:
        return {"engine": self.engine.signature, "glossary": self.glossary.signature}

    def _drafts(self, jobs: Sequence[_Job]) -> list[Draft]:
        """A draft for every job: by spans alone, by the engine, or by climbing the repair ladder."""
        drafts: dict[int, Draft] = {}
        for i, job in enumerate(jobs):
            if covers(job.segment.source, job.spans):
                drafts[i] = Draft(_span_text(job), "spans", None, _span_issues(job))
        for rung in _LADDER:
            open_jobs = [i for i in range(len(jobs)) if i not in drafts or not _good(drafts[i])]
            if not open_jobs:
                break
            for i, draft in zip(open_jobs, rung(self, [jobs[i] for i in open_jobs]), strict=True):
                drafts[i] = draft if i not in drafts else _better(drafts[i], draft)
        return [drafts[i] for i in range(len(jobs))]

    def _attempt(self, jobs: Sequence[_Job], n_best: int, *, as_text: bool) -> list[Draft]:
        placeholders = self.engine.capabilities.placeholders
        carriers = [carry(j.segment.source, j.spans, j.target, placeholders, j.spans if as_text else ()) for j in jobs]
        outputs: list[list[Hypothesis]] = []
        size = 24
        for start in range(0, len(jobs), size):
            part = range(start, min(start + size, len(jobs)))
            self._progress("translating", start, len(jobs))
            requests = [Request(carriers[i].text, "id", jobs[i].target) for i in part]
            outputs += self.engine.translate(requests, n_best=n_best)
        self._progress("translating", len(jobs), len(jobs))
        return [
            min((self._draft(job, carrier, h) for h in hypotheses), key=_badness)
            for job, carrier, hypotheses in zip(jobs, carriers, outputs, strict=True)
        ]

    def _draft(self, job: _Job, carrier: Carrier, hypothesis: Hypothesis) -> Draft:
        restored = restore(hypothesis.text, carrier, job.target, self.engine.capabilities.placeholders)
        text = _finish(job, restored)
        issues = (*_lost(restored, job.target), *_span_issues(job), *checks.run(job.segment.source, text, job.target))
        return Draft(text, "engine", hypothesis.score, issues)

    def _greedy(self, jobs: Sequence[_Job]) -> list[Draft]:
        return self._attempt(jobs, 1, as_text=False)

    def _next_hypotheses(self, jobs: Sequence[_Job]) -> list[Draft]:
        return self._attempt(jobs, _N_BEST, as_text=False)

    def _code_switched(self, jobs: Sequence[_Job]) -> list[Draft]:
        return self._attempt(jobs, _N_BEST, as_text=True)

    def _clauses(self, jobs: Sequence[_Job]) -> list[Draft]:
        """Each sentence cut at its middle comma, both halves translated by themselves."""
        halves = [_halved(job) for job in jobs]
        parts = iter(self._attempt([half for pair in halves for half in pair], _N_BEST, as_text=False))
        drafts: list[Draft] = []
        for job, pair in zip(jobs, halves, strict=True):
            texts = [next(parts).text for _ in pair]
            drafts.append(self._whole(job, texts) if len(texts) == 2 else Draft("", "engine", None, _EMPTY))
        return drafts

    def _whole(self, job: _Job, texts: Sequence[str]) -> Draft:
        first, second = texts[0].rstrip(" .,。、"), texts[1]
        text = f"{first}、{second}" if job.target == "ja" else f"{first}, {second[:1].lower()}{second[1:]}"
        if second[:1].isupper() and any(span.en.startswith(second[:4]) for span in job.spans):
            text = f"{first}, {second}" if job.target == "en" else text
        lost = tuple(span for span in job.spans if span.hard and not kept(text, span, job.target))
        restored = Restored(text, lost)
        final = _finish(job, restored)
        issues = (*_lost(restored, job.target), *_span_issues(job), *checks.run(job.segment.source, final, job.target))
        return Draft(final, "engine", None, issues)

    def _target_article(self, article: Article, segments: dict[str, SegmentResult], language: str) -> Article:
        blocks = tuple(self._target_block(block, segments, language) for block in article.blocks)
        return replace(article, blocks=blocks)

    def _target_block(self, block: Block, segments: dict[str, SegmentResult], language: str) -> Block:
        if not block.translatable:
            return block
        texts = [segments[s.id].drafts[language].text for s in block.segments]
        before, after = block.text[: block.segments[0].start], block.text[block.segments[-1].end :]
        text = before + ("" if language == "ja" else " ").join(texts) + after
        return replace(
            block, text=text, raw="", inline=(), segments=(), dateline=self._dateline(block.dateline, language)
        )

    def _dateline(self, dateline: str, language: str) -> str:
        """``"KOTA BEKASI – "`` → ``"BEKASI CITY – "``, 【ブカシ市】: places by the glossary, the rest as it stands."""
        if not dateline:
            return ""
        text = dateline.rstrip(" -–—|")
        out, position = "", 0
        for span in mark(text, self.glossary):
            form = span.target(language)
            out += text[position : span.start] + (form.upper() if span.source.isupper() and language == "en" else form)
            position = span.end
        out += text[position:]
        return f"【{out.strip(', ')}】" if language == "ja" else f"{out} – "


_LADDER = (Translator._greedy, Translator._next_hypotheses, Translator._clauses, Translator._code_switched)
"""Greedy decoding; the next hypotheses of a beam; half a sentence at a time; target forms in place of placeholders."""

_EMPTY = (Issue("empty", Severity.ERROR, "The engine gave no translation; translate this sentence by hand."),)


def _halved(job: _Job) -> tuple[_Job, ...]:
    """The job as two, cut at the comma or dash nearest to the middle that lies in no span; nothing if there is none."""
    source = job.segment.source
    cuts = [
        m
        for m in re.finditer(r", | [–—-] ", source)
        if not any(s.start < m.end() and m.start() < s.end for s in job.spans)
    ]
    if not cuts:
        return ()
    cut = min(cuts, key=lambda m: abs(m.start() - len(source) // 2))
    return tuple(_piece(job, *bounds) for bounds in ((0, cut.start()), (cut.end(), len(source))))


def _piece(job: _Job, start: int, end: int) -> _Job:
    spans = tuple(
        replace(s, start=s.start - start, end=s.end - start) for s in job.spans if start <= s.start and s.end <= end
    )
    segment = replace(job.segment, source=job.segment.source[start:end])
    return _Job(segment, spans, job.target)


def _good(draft: Draft) -> bool:
    return not any(issue.severity is Severity.ERROR for issue in draft.issues)


def _badness(draft: Draft) -> tuple[int, int]:
    errors = [i for i in draft.issues if i.severity is Severity.ERROR]
    fatal = sum(i.check != "span-missing" for i in errors)
    return 2 * fatal + len(errors) - fatal, sum(i.check == "length" for i in draft.issues)


def _better(old: Draft, new: Draft) -> Draft:
    return new if _badness(new) < _badness(old) else old


def _span_text(job: _Job) -> str:
    text, position = "", 0
    for span in job.spans:
        text += job.segment.source[position : span.start] + span.target(job.target)
        position = span.end
    text += job.segment.source[position:]
    return text[:1].upper() + text[1:]


def _span_issues(job: _Job) -> tuple[Issue, ...]:
    japanese_only = ("kanji-wanted", "name-proposal")
    return tuple(i for s in job.spans for i in s.issues if job.target == "ja" or i.check not in japanese_only)


def _lost(restored: Restored, target: str) -> Iterable[Issue]:
    for span in restored.lost:
        message = f"{span.source}: the draft must have {span.target(target)} once; put it in its place."
        yield Issue("span-missing", Severity.ERROR, message, span.source)


_JA_MARKS = str.maketrans({"“": "「", "”": "」", "?": "？", "!": "！", "(": "（", ")": "）"})
_OPENING = {"en": "“", "ja": "「"}
_CLOSING = {"en": "”", "ja": "」"}


def _finish(job: _Job, restored: Restored) -> str:
    """Quotation marks and final punctuation as the source has them, in the form of the target language."""
    text, source = restored.text, job.segment.source.strip()
    if job.target == "ja":
        text = text.translate(_JA_MARKS)
    opening, closing = _OPENING[job.target], _CLOSING[job.target]
    if source[:1] in '“"' and opening not in text and '"' not in text and text:
        text = opening + text
    if re.search(r"[.!?…][\"”’)]*$", source) is None:
        return text.rstrip("。.")
    if job.target == "ja" and text and text[-1] not in f"。？！…）{closing}":
        return text + "。"
    return text
