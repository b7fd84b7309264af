"""Translations that are no translations: the same words, other letters, other order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from translator.article.model import Article, Block
from translator.article.split import split
from translator.spans.markup import project


def same(text: str) -> str:
    return text


def shouted(text: str) -> str:
    return text.upper()


def reversed_words(text: str) -> str:
    """The words in reverse order, the outer punctuation where it was."""
    found = re.fullmatch(r"(\W*)(.*?)(\W*)", text, re.DOTALL)
    assert found is not None
    return found[1] + " ".join(reversed(found[2].split())) + found[3]


def translated(article: Article, fake: Callable[[str], str], language: str = "en") -> Article:
    """The article with every segment put through ``fake``, its markup projected."""
    article = split(article)
    return replace(article, blocks=tuple(_block(block, fake, language) for block in article.blocks))


def _block(block: Block, fake: Callable[[str], str], language: str) -> Block:
    if not block.translatable:
        return block
    targets = [fake(segment.source) for segment in block.segments]
    found = project(block, targets, [()] * len(targets), language)
    return replace(block, text=found.text, inline=found.inline, raw="", segments=())
