"""The two ways to translate a line: by the pipeline with its guard, and by the bare engine on plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from translator.article.model import Article, Block, Kind
from translator.article.split import sentences
from translator.drafting import N_BEST, RUNGS, Job, Progress, draft, quiet
from translator.engine.protocol import Capabilities, Engine, Hypothesis, Request
from translator.pipeline import Translator
from translator.result import SegmentResult

CHUNK = 24
"""Lines that are translated together."""

BETWEEN = {"en": " ", "ja": ""}
"""What stands between two sentences of a line."""


@dataclass(frozen=True, slots=True)
class Guarded:
    """One line as the pipeline translates it: its text by language, and its segments with spans and drafts."""

    source: str
    texts: dict[str, str]
    segments: tuple[SegmentResult, ...]


def guarded(
    translator: Translator, lines: Sequence[str], to: Sequence[str], progress: Progress = quiet
) -> Iterator[Guarded]:
    """Each line as an article of its own; the translator must not clean, for a line may look like clutter."""
    for start in range(0, len(lines), CHUNK):
        progress("translating with the guard", start, len(lines))
        marked = [_marked(translator, line) for line in lines[start : start + CHUNK]]
        jobs = [Job(s.segment.source, s.spans, target) for line in marked for s in line for target in to]
        drafts = iter(draft(jobs, translator.engine, RUNGS))
        for source, line in zip(lines[start : start + CHUNK], marked, strict=True):
            segments = tuple(replace(s, drafts={target: next(drafts) for target in to}) for s in line)
            texts = {target: BETWEEN[target].join(s.drafts[target].text for s in segments) for target in to}
            yield Guarded(source, texts, segments)


def _marked(translator: Translator, line: str) -> tuple[SegmentResult, ...]:
    article = Article((Block("line", Kind.PARAGRAPH, line),))
    return translator.prepare(article).segments


def bare(engine: Engine, lines: Sequence[str], target: str, progress: Progress = quiet) -> Iterator[str]:
    """Each line by the engine alone: the sentences and the beam that the pipeline takes, the best hypotheses."""
    for start in range(0, len(lines), CHUNK):
        progress("translating without", start, len(lines))
        cut = [[line[a:b] for a, b in sentences(line)] for line in lines[start : start + CHUNK]]
        outputs = iter(engine.translate([Request(s, "id", target) for line in cut for s in line], n_best=N_BEST))
        for line in cut:
            yield BETWEEN[target].join(next(outputs)[0].text for _ in line)


class Recorder:
    """An engine that remembers the first hypothesis it gave for each (text, target language)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.first: dict[tuple[str, str], str] = {}

    @property
    def signature(self) -> str:
        """That of the engine."""
        return self._engine.signature

    @property
    def capabilities(self) -> Capabilities:
        """Those of the engine."""
        return self._engine.capabilities

    def translate(self, batch: Sequence[Request], *, n_best: int = 1) -> list[list[Hypothesis]]:
        """See :class:`translator.engine.protocol.Engine`."""
        outputs = self._engine.translate(batch, n_best=n_best)
        for request, hypotheses in zip(batch, outputs, strict=True):
            self.first.setdefault((request.text, request.target), hypotheses[0].text)
        return outputs


class Greedy:
    """An engine that gives a single hypothesis, decoded greedily."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def signature(self) -> str:
        """That of the engine, with ``/greedy``."""
        return f"{self._engine.signature}/greedy"

    @property
    def capabilities(self) -> Capabilities:
        """Those of the engine."""
        return self._engine.capabilities

    def translate(self, batch: Sequence[Request], *, n_best: int = 1) -> list[list[Hypothesis]]:
        """See :class:`translator.engine.protocol.Engine`; ``n_best`` is 1 whatever is asked for."""
        return self._engine.translate(batch, n_best=1)
