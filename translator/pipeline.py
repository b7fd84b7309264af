"""From a text to reviewed-ready drafts: read, clean, split, mark, carry, translate, restore, check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from translator.article.clean import clean
from translator.article.model import Article, Block, Format
from translator.article.read import read, read_text
from translator.article.split import split
from translator.drafting import Job, Progress, draft, quiet
from translator.engine.protocol import Engine
from translator.errors import UsageError
from translator.fixed import FixedSpan
from translator.glossary import Glossary
from translator.names import NO_NAMES, Registry, resolve
from translator.result import Result, SegmentResult
from translator.spans.mark import mark

LANGUAGES = ("en", "ja")


class Translator:
    """Translates Indonesian articles into English and Japanese.

    ``engine``: any :class:`translator.engine.protocol.Engine`; the embedded model if not given. ``glossary``: files
    that override the shipped entries. ``names``: names that editors settled. ``clean``: whether clutter is dropped.

    Example::

        result = Translator().translate(text, to=("en", "ja"))
        print(result.targets["ja"].text)
    """

    def __init__(
        self,
        engine: Engine | None = None,
        *,
        glossary: Sequence[Path] = (),
        names: Registry = NO_NAMES,
        clean: bool = True,
        progress: Progress = quiet,
    ) -> None:
        self._given_engine = engine
        self._glossary_files = tuple(glossary)
        self._names = names
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
        spans = self._mark(article)
        jobs = [Job(s.source, spans[s.id], language) for language in to for s in article.segments]
        keys = [(s.id, language) for language in to for s in article.segments]
        drafts = dict(zip(keys, draft(jobs, self.engine, self._progress) if jobs else (), strict=True))
        segments = {
            s.id: SegmentResult(s, spans[s.id], {language: drafts[s.id, language] for language in to})
            for s in article.segments
        }
        targets = {language: self._target_article(article, segments, language) for language in to}
        return Result(article, segments, targets, self._signature() if to else {})

    def _mark(self, article: Article) -> dict[str, tuple[FixedSpan, ...]]:
        """Fixed spans by segment, short mentions of a name linked to its full form."""
        found = [
            (s.source, mark(s.source, self.glossary, names=self._names, published=article.published))
            for s in article.segments
        ]
        return {s.id: spans for s, (_, spans) in zip(article.segments, resolve(found), strict=True)}

    def _signature(self) -> dict[str, str]:
        return {"engine": self.engine.signature, "glossary": self.glossary.signature}

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
