"""The article in a target language: each block from the texts of its segments, inline markup on the right words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from translator.article.model import Article, Block
from translator.fixed import FixedSpan
from translator.glossary import Glossary
from translator.issues import Issue
from translator.result import SegmentResult
from translator.spans.mark import mark
from translator.spans.markup import project


@dataclass(frozen=True, slots=True)
class TargetArticle:
    """An article in a target language, and remarks on its markup by segment id."""

    article: Article
    issues: Mapping[str, tuple[Issue, ...]]


def target_article(
    article: Article,
    segments: Mapping[str, SegmentResult],
    language: str,
    glossary: Glossary,
    phrases: Mapping[str, str],
) -> TargetArticle:
    """The article with every translatable block in ``language``; the others stand as they are.

    ``phrases``: translations of :func:`translator.spans.markup.phrases`, as many as there are.
    """
    blocks: list[Block] = []
    issues: dict[str, tuple[Issue, ...]] = {}
    for block in article.blocks:
        if not block.translatable or not block.segments:
            blocks.append(block)
            continue
        results = [segments[s.id] for s in block.segments]
        texts, spans = [r.drafts[language].text for r in results], [r.spans for r in results]
        made, found = target_block(block, texts, spans, language, dateline(block.dateline, language, glossary), phrases)
        blocks.append(made)
        issues |= {r.segment.id: told for r, told in zip(results, found, strict=True) if told}
    return TargetArticle(replace(article, blocks=tuple(blocks)), issues)


def target_block(
    block: Block,
    texts: Sequence[str],
    spans: Sequence[Sequence[FixedSpan]],
    language: str,
    dateline: str,
    phrases: Mapping[str, str],
) -> tuple[Block, tuple[tuple[Issue, ...], ...]]:
    """A source block with ``texts``, one a segment, in place of its own; and remarks on the markup of each segment."""
    found = project(block, texts, spans, language, phrases)
    target = replace(block, text=found.text, inline=found.inline, raw="", segments=(), dateline=dateline)
    return target, found.issues


def dateline(source: str, language: str, glossary: Glossary) -> str:
    """``"KOTA BEKASI – "`` → ``"BEKASI CITY – "``, 【ブカシ市】: places by the glossary, the rest as it stands."""
    if not source:
        return ""
    text = source.rstrip(" -–—|")
    out, position = "", 0
    for span in mark(text, glossary):
        form = span.target(language)
        out += text[position : span.start] + (form.upper() if span.source.isupper() and language == "en" else form)
        position = span.end
    out += text[position:]
    return f"【{re.sub(r', *', '、', out.strip(', '))}】" if language == "ja" else f"{out} – "
