"""The two ways to translate a line: by the pipeline with its guard, and by the bare engine on plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from translator.article.model import Article, Block, Kind
from translator.article.split import sentences
from translator.engine.protocol import Capabilities, Engine, Hypothesis, Request
from translator.pipeline import Translator
from translator.result import SegmentResult

CHUNK = 24
"""Lines that are translated together."""


@dataclass(frozen=True, slots=True)
class Guarded:
    """One line as the pipeline translates it: its text by language, and its segments with spans and drafts."""

    source: str
    texts: dict[str, str]
    segments: tuple[SegmentResult, ...]


def guarded(translator: Translator, lines: Sequence[str], to: Sequence[str]) -> Iterator[Guarded]:
    """Each line as a paragraph of its own; the translator must not clean, for a line may look like clutter."""
    for start in range(0, len(lines), CHUNK):
        part = lines[start : start + CHUNK]
        blocks = tuple(Block(f"l{n}", Kind.PARAGRAPH, line) for n, line in enumerate(part))
        result = translator.translate_article(Article(blocks), to=to)
        for n, block in enumerate(result.blocks):
            texts = {language: result.articles[language].blocks[n].text for language in to}
            yield Guarded(block.text, texts, tuple(result.by_id[s.id] for s in block.segments))


def bare(engine: Engine, lines: Sequence[str], target: str) -> Iterator[str]:
    """Each line by the engine alone, sentence by sentence as the pipeline cuts them, first hypotheses."""
    for start in range(0, len(lines), CHUNK):
        cut = [[line[a:b] for a, b in sentences(line)] for line in lines[start : start + CHUNK]]
        outputs = iter(engine.translate([Request(s, "id", target) for line in cut for s in line]))
        for line in cut:
            yield ("" if target == "ja" else " ").join(next(outputs)[0].text for _ in line)


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
