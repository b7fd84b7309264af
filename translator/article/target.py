"""A source block as a block in another language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from translator.article.model import Block


def target_block(block: Block, texts: Sequence[str], language: str, dateline: str) -> Block:
    """``block`` with ``texts``, one per segment, in place of its own; Japanese sentences follow without a space."""
    if not block.segments:
        return replace(block, dateline=dateline)
    before, after = block.text[: block.segments[0].start], block.text[block.segments[-1].end :]
    text = before + ("" if language == "ja" else " ").join(texts) + after
    return replace(block, text=text, raw="", inline=(), segments=(), dateline=dateline)
