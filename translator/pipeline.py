"""From a text to reviewed-ready drafts: read, clean, split, mark, carry, translate, restore, check."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path

from translator import checks
from translator.article.admit import require_indonesian, require_length
from translator.article.clean import clean
from translator.article.language import NAMES, foreign_segments
from translator.article.model import Article, Block, Format, Segment
from translator.article.read import read, read_text
from translator.article.split import split
from translator.drafting import RUNGS, Job, Progress, Recall, draft, forgetful, quiet
from translator.engine.protocol import Engine
from translator.errors import UsageError
from translator.fixed import FixedSpan
from translator.glossary import Glossary, shorten
from translator.issues import Issue, Severity
from translator.names import NO_NAMES, Registry, resolve, with_initials
from translator.result import Result, SegmentResult
from translator.spans.mark import mark
from translator.spans.markup import literals, phrases
from translator.targets import target_article

LANGUAGES = ("en", "ja")

STREAMED = 16
"""Segments that go to the engine together, in all languages."""


class Translator:
    """Translates Indonesian articles into English and Japanese.

    ``engine``: any :class:`translator.engine.protocol.Engine`; the embedded model if not given. ``glossary``: files
    that override the shipped entries, or a glossary in place of the shipped one. ``names``: names that editors
    settled. ``recall``: the memory of approved sentences, asked before the engine. ``clean``: whether
    clutter is dropped.

    Example::

        result = Translator().translate(text, to=("en", "ja"))
        print(result.targets["ja"].text)
    """

    def __init__(
        self,
        engine: Engine | None = None,
        *,
        glossary: Glossary | Sequence[Path] = (),
        names: Registry = NO_NAMES,
        recall: Recall = forgetful,
        clean: bool = True,
        progress: Progress = quiet,
    ) -> None:
        self._given_engine = engine
        self._glossary = glossary
        self._names = names
        self._recall = recall
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
        """The glossary as given, or the shipped one with the given files over it."""
        given = self._glossary
        return given if isinstance(given, Glossary) else Glossary.shipped(*given)

    def check(self, text: str, *, format: Format = Format.TXT) -> Result:
        """Clean, split and mark only.

        Raises:
            InputError: the text cannot be read as an article.
        """
        return self.prepare(read_text(text, format))

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
        if not to:
            return self.prepare(article)
        prepared = self.prepare(article)
        return self.finished(prepared, self.stream(prepared, to=to), to=to)

    def prepare(self, article: Article) -> Result:
        """An article cleaned, split and marked, without drafts.

        Raises:
            InputError: the article is too long.
        """
        require_length(article)
        article = split(clean(article) if self._clean else article)
        spans = self._mark(article)
        return Result(article, {s.id: SegmentResult(s, spans[s.id], {}) for s in article.segments}, {}, {})

    def stream(
        self, prepared: Result, *, to: Sequence[str] = LANGUAGES, only: Collection[str] | None = None
    ) -> Iterator[SegmentResult]:
        """Segments of a prepared article with their drafts, in reading order, as they are done.

        ``only``: ids of the segments wanted, all if None.

        Raises:
            UsageError: an unknown language.
            InputError: the article is not Indonesian.
            EngineError: the engine failed.
        """
        for language in to:
            if language not in LANGUAGES:
                raise UsageError(f"there is no target language {language!r}.", mend="Use en, ja or both.")
        require_indonesian(prepared.article)
        foreign = {segment.id: found for segment, found in foreign_segments(prepared.article)}
        wanted = [s for s in prepared.segments if only is None or s.segment.id in only]
        for start in range(0, len(wanted), STREAMED):
            self._progress("translating", start, len(wanted))
            for segment in self._drafted(wanted[start : start + STREAMED], to):
                yield _foreign(segment, foreign[segment.segment.id]) if segment.segment.id in foreign else segment
        self._progress("translating", len(wanted), len(wanted))

    def finished(self, prepared: Result, segments: Iterable[SegmentResult], *, to: Sequence[str] = LANGUAGES) -> Result:
        """A prepared article with its drafts, put together in each language."""
        by_id = {s.segment.id: s for s in _consistent(list(segments), to)}
        articles = {}
        for language in to:
            known = self._phrases(prepared.article, by_id, language)
            made = target_article(prepared.article, by_id, language, self.glossary, known)
            articles[language] = made.article
            by_id |= {key: _remarked(by_id[key], language, issues) for key, issues in made.issues.items()}
        return Result(prepared.article, by_id, articles, self.signature)

    def _phrases(self, article: Article, segments: Mapping[str, SegmentResult], language: str) -> dict[str, str]:
        """Marked-up phrases translated by themselves, so that their place in the drafts is found."""
        wanted = {
            phrase
            for block in article.blocks
            if block.translatable and block.inline
            for phrase in phrases(block, [segments[s.id].spans for s in block.segments])
        }
        jobs = [Job(phrase, mark(phrase, self.glossary, names=self._names), language) for phrase in sorted(wanted)]
        return {job.source: made.text for job, made in zip(jobs, draft(jobs, self.engine, RUNGS[:1]), strict=True)}

    def _drafted(self, segments: Sequence[SegmentResult], to: Sequence[str]) -> Iterator[SegmentResult]:
        jobs = [Job(s.segment.source, s.spans, language) for s in segments for language in to]
        drafts = iter(draft(jobs, self.engine, RUNGS, self._recall))
        for segment in segments:
            yield _agreeing(replace(segment, drafts={language: next(drafts) for language in to}))

    def _mark(self, article: Article) -> dict[str, tuple[FixedSpan, ...]]:
        """Fixed spans by segment, later mentions of names and bodies in their short forms."""
        blocks = [(block, segment) for block in article.blocks if block.translatable for segment in block.segments]
        names = with_initials(self._names, (segment.source for _, segment in blocks))
        found = [(s.source, self._spans(block, s, names, article.published)) for block, s in blocks]
        return {s.id: spans for (_, s), spans in zip(blocks, shorten(resolve(found), self.glossary), strict=True)}

    def _spans(self, block: Block, segment: Segment, names: Registry, published: date | None) -> tuple[FixedSpan, ...]:
        """Inline code and addresses as they stand, and what the text itself fixes."""
        fixed = literals(block, segment)
        marked = mark(segment.source, self.glossary, names=names, published=published)
        free = (span for span in marked if not any(span.overlaps(other) for other in fixed))
        return tuple(sorted((*fixed, *free), key=lambda span: span.start))

    @property
    def signature(self) -> dict[str, str]:
        """What made the drafts: engine and glossary, with their revisions."""
        return {"engine": self.engine.signature, "glossary": self.glossary.signature}


def _agreeing(segment: SegmentResult) -> SegmentResult:
    """The segment with a remark on its last draft where its drafts contradict each other."""
    texts = {language: draft.text for language, draft in segment.drafts.items()}
    found = checks.agree(segment.segment.source, texts, segment.spans)
    return _remarked(segment, list(segment.drafts)[-1], found) if found else segment


def _foreign(segment: SegmentResult, language: str) -> SegmentResult:
    """The segment with a remark that it is not Indonesian."""
    message = f"The source seems to be {NAMES[language]}, not Indonesian: compare the draft with it."
    for target in segment.drafts:
        segment = _remarked(segment, target, [Issue("not-indonesian", Severity.WARNING, message)])
    return segment


def _consistent(segments: list[SegmentResult], to: Sequence[str]) -> list[SegmentResult]:
    """The segments of an article with the remarks that only all drafts together show."""
    for language in to:
        segments = _in_one_style(segments, language)
        for i, issue in checks.article([s.drafts[language].text for s in segments], language):
            segments[i] = _remarked(segments[i], language, [issue])
    return segments


def _in_one_style(segments: list[SegmentResult], language: str) -> list[SegmentResult]:
    """The segments with the engine's endings in the style of the article, where an ending has one form in it."""
    found = checks.article([s.drafts[language].text for s in segments], language)
    for i, issue in reversed(found):
        made = segments[i].drafts[language]
        if issue.fix is not None and made.origin == "engine":
            mended = replace(made, text=checks.apply(made.text, issue), issues=_moved(made.issues, issue))
            segments[i] = replace(segments[i], drafts={**segments[i].drafts, language: mended})
    return segments


def _moved(issues: Sequence[Issue], fixed: Issue) -> tuple[Issue, ...]:
    """Issues of a draft at their places after the fix of another one."""
    start, end, by = fixed.start or 0, fixed.end or 0, len(fixed.fix or "") - (fixed.end or 0) + (fixed.start or 0)

    def moved(place: int | None) -> int | None:
        return place if place is None or place <= start else max(start, place + by) if place >= end else start

    return tuple(replace(issue, start=moved(issue.start), end=moved(issue.end)) for issue in issues)


def _remarked(segment: SegmentResult, language: str, issues: Iterable[Issue]) -> SegmentResult:
    made = segment.drafts[language]
    return replace(segment, drafts={**segment.drafts, language: replace(made, issues=(*made.issues, *issues))})
