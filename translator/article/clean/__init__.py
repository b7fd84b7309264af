"""Telling an article from the page that it was pasted with.

``clean`` marks clutter, never deletes it: ``article.assemble()`` stays the same byte for byte, and every dropped block
can be restored. It works in steps, each a pure function: parts of lines (``parts``), features of lines (``line``),
wording of clutter (``rules``), plan of the page (``page``), what to drop (``clutter``), what the rest is (``kinds``),
the day (``dates``). Precision comes first: a line is dropped by its wording only where that wording cannot be body
text, and a page without any wording of clutter loses nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from translator.article.clean.clutter import reasons
from translator.article.clean.dates import published
from translator.article.clean.kinds import is_caption, kinds
from translator.article.clean.line import look_at
from translator.article.clean.page import Page, survey
from translator.article.clean.parts import take_dateline, take_end_mark, take_markers
from translator.article.model import Article, Block, Format, Kind

__all__ = ["clean", "mend_lines"]

_APART = (Kind.NOTE, Kind.MARGIN)
"""Blocks behind the article that no page was pasted with."""

EDITOR = "editor"
"""Reason of blocks that an editor dropped (see ``Article.drop``): they stay dropped."""


def clean(article: Article) -> Article:
    """The article with clutter marked as dropped, kinds and datelines set, and the day it is dated.

    Idempotent; ``assemble()`` is unchanged. Blocks dropped by an editor stay dropped; of documents that carry their own
    structure (md, html, docx) the kinds are respected.
    """
    body = tuple(b for b in article.blocks if b.kind not in _APART)
    apart = article.blocks[len(body) :]
    article = replace(article, blocks=take_markers(_unsettled(replace(article, blocks=body))))
    page = survey(look_at(article.blocks))
    dropped = reasons(page)
    settled = kinds(page, dropped, article.format)
    blocks = tuple(
        _settle(block, kind, dropped.get(i, ""))
        for i, (block, kind) in enumerate(zip(article.blocks, settled, strict=True))
    )
    cleaned = mend_lines(replace(article, blocks=blocks, published=_published(page, dropped)))
    return replace(cleaned, blocks=cleaned.blocks + apart)


def _unsettled(article: Article) -> tuple[Block, ...]:
    """Blocks without the kinds that cleaning gives: plain text has none of its own, so those there are from before."""
    if article.format is not Format.TXT:
        return article.blocks
    guessed = (Kind.TITLE, Kind.HEADING, Kind.CAPTION)
    return tuple(replace(b, kind=Kind.PARAGRAPH) if b.kind in guessed else b for b in article.blocks)


def mend_lines(article: Article) -> Article:
    """The article with its dateline in ``dateline`` and the end mark of its last body block only in ``raw``."""
    body = [i for i, block in enumerate(article.blocks) if _is_body(block)]
    blocks = list(article.blocks)
    for i in body[:3]:
        blocks[i] = take_dateline(blocks[i])
        if blocks[i].dateline:
            break
    if body:
        blocks[body[-1]] = take_end_mark(blocks[body[-1]])
    return replace(article, blocks=tuple(blocks))


def _is_body(block: Block) -> bool:
    return not block.dropped and block.kind in (Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.QUOTE)


def _settle(block: Block, kind: Kind, reason: str) -> Block:
    if block.dropped and block.reason == EDITOR:
        return replace(block, kind=kind)
    if (block.kind, block.dropped, block.reason) == (kind, bool(reason), reason):
        return block
    return replace(block, kind=kind, dropped=bool(reason), reason=reason)


def _published(page: Page, dropped: dict[int, str]) -> date | None:
    """From the date lines of the page head, then its other clutter, then the lead, then the captions."""
    head = [line for line in page.lines[: page.lead] if line.index in dropped]
    stamps = [line.text for line in head if dropped[line.index] == "date-line"]
    others = [line.text for line in head if dropped[line.index] == "byline"]
    lead = [line.text for line in page.lines[page.lead : page.lead + 1]]
    captions = [line.text for line in page.lines[: page.lead] if line.index not in dropped and is_caption(page, line)]
    return published(stamps + others, lead) or published((), captions)
