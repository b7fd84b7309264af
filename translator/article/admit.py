"""What may go to translation: an Indonesian article of a length that is done in minutes."""

from __future__ import annotations

from translator.article.language import INDONESIAN, NAMES, language
from translator.article.model import Article
from translator.errors import InputError
from translator.limits import MAX_ARTICLE_CHARS

MIN_SENTENCES, MIN_CHARS = 5, 400
"""A shorter article is not refused for its language: too little evidence."""


def require_length(article: Article, where: str = "") -> None:
    """Refuse an article, cleaned or not, on which the work would run for hours.

    Raises:
        InputError: its text is longer than ``MAX_ARTICLE_CHARS``.
    """
    size = sum(len(block.text) for block in article.blocks)
    if size > MAX_ARTICLE_CHARS:
        raise InputError(
            f"{size:,} characters are no single article; translating them takes hours."
            f" At most {MAX_ARTICLE_CHARS:,} are taken at once.",
            where=where,
            mend="Split it into one file an article and translate the folder.",
        )


def require_indonesian(article: Article, where: str = "") -> None:
    """Refuse a split article that is clearly in another language.

    Raises:
        InputError: it has five sentences or 400 characters at least, and as a whole it is not Indonesian.
    """
    sources = [segment.source for segment in article.segments]
    if len(sources) < MIN_SENTENCES and sum(map(len, sources)) < MIN_CHARS:
        return
    found = language("\n".join(sources))
    if found != INDONESIAN:
        raise InputError(
            f"Not Indonesian: the text seems to be {NAMES[found]}.",
            where=where,
            mend="Give the Indonesian article; single foreign sentences in one are translated and marked.",
        )
