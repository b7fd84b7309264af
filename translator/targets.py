"""The article in a target language: each block from the drafts of its segments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from translator.article.model import Article, Block
from translator.glossary import Glossary
from translator.result import SegmentResult
from translator.spans.mark import mark

_JOIN = {"en": " ", "ja": ""}


def target_article(
    article: Article, segments: Mapping[str, SegmentResult], language: str, glossary: Glossary
) -> Article:
    """The article with every translatable block in ``language``; the others stand as they are."""
    blocks = tuple(
        _block(block, segments, language, glossary) if block.translatable else block for block in article.blocks
    )
    return replace(article, blocks=blocks)


def _block(block: Block, segments: Mapping[str, SegmentResult], language: str, glossary: Glossary) -> Block:
    texts = [segments[s.id].drafts[language].text for s in block.segments]
    before, after = block.text[: block.segments[0].start], block.text[block.segments[-1].end :]
    text = before + _JOIN[language].join(texts) + after
    dateline = _dateline(block.dateline, language, glossary)
    return replace(block, text=text, raw="", inline=(), segments=(), dateline=dateline)


def _dateline(dateline: str, language: str, glossary: Glossary) -> str:
    """``"KOTA BEKASI – "`` → ``"BEKASI CITY – "``, 【ブカシ市】: places by the glossary, the rest as it stands."""
    if not dateline:
        return ""
    text = dateline.rstrip(" -–—|")
    out, position = "", 0
    for span in mark(text, glossary):
        form = span.target(language)
        out += text[position : span.start] + (form.upper() if span.source.isupper() and language == "en" else form)
        position = span.end
    out += text[position:]
    return f"【{out.strip(', ')}】" if language == "ja" else f"{out} – "
