"""The texts of one record or post as one article, as the review desk shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from translator.article.model import Article, Block, Format, Kind
from translator.result import Result, SegmentResult

_GAP = "\n\n"


def joined(parts: Sequence[Result], *, titled: bool) -> Result:
    """Translations of at least one text, in order, as one plain article: the texts a blank line apart.

    ``titled``: the first part is a headline; it is the title if it is one sentence. Markup inside of blocks stays.
    """
    before = accumulate((len(part.blocks) for part in parts[:-1]), initial=0)
    moved = [_moved(part, offset) for part, offset in zip(parts, before, strict=True)]
    by_id = {id: segment for part in moved for id, segment in part.by_id.items()}
    articles = {language: _article([p.articles[language] for p in moved], titled) for language in parts[0].articles}
    return Result(_article([part.article for part in moved], titled), by_id, articles, parts[0].signature)


def _moved(part: Result, offset: int) -> Result:
    """The part with its blocks counted from ``offset``."""
    ids = {block.id: f"b{n}" for n, block in enumerate(part.blocks, offset + 1)}
    articles = {language: _renamed(article, ids) for language, article in part.articles.items()}
    by_id = {_segment_id(id, ids): _segment(found, ids) for id, found in part.by_id.items()}
    return replace(part, article=_renamed(part.article, ids), by_id=by_id, articles=articles)


def _renamed(article: Article, ids: Mapping[str, str]) -> Article:
    return replace(article, blocks=tuple(_block(block, ids) for block in article.blocks))


def _block(block: Block, ids: Mapping[str, str]) -> Block:
    segments = tuple(replace(segment, id=_segment_id(segment.id, ids)) for segment in block.segments)
    return replace(block, id=ids[block.id], segments=segments)


def _segment(found: SegmentResult, ids: Mapping[str, str]) -> SegmentResult:
    return replace(found, segment=replace(found.segment, id=_segment_id(found.segment.id, ids)))


def _segment_id(id: str, ids: Mapping[str, str]) -> str:
    block, _, number = id.partition(".")
    return f"{ids[block]}.{number}"


def _article(parts: Sequence[Article], titled: bool) -> Article:
    first, *others = (part.blocks for part in parts)
    if titled and len(first) == 1 and len(first[0].segments) <= 1:
        first = (replace(first[0], kind=Kind.TITLE, level=1),)
    apart = [(replace(blocks[0], before=_GAP), *blocks[1:]) for blocks in others]
    published = next((part.published for part in parts if part.published), None)
    return Article(tuple(block for blocks in (first, *apart) for block in blocks), Format.TXT, published=published)
