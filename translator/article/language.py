"""Which language a text is in: enough to tell an Indonesian article from one that was pasted by mistake.

Grammatical words and affixes decide, and letters for scripts other than Latin. Malay counts as Indonesian, and so do
the regional languages that people are quoted in. A text without evidence counts as Indonesian too: a headline, names.
"""

from __future__ import annotations

import re
from functools import cache

from translator.article.clean.data import rows
from translator.article.model import Article, Segment

INDONESIAN, ENGLISH, JAPANESE, OTHER = "id", "en", "ja", "other"

NAMES = {ENGLISH: "English", JAPANESE: "Japanese", OTHER: "another language or no language"}
"""What each language but Indonesian is called in messages."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_AFFIXED = re.compile(
    r"(?:me(?:ng|ny|m|n|l|r|w|y)?|di|ber|ter|pe(?:ng|ny|m|n|r)?|ke|se)[a-z]{3,}(?:kan|an|nya|lah)"
    r"|me(?:ng|ny|m|n)[a-z]{4,}|ber[a-z]{4,}|[a-z]{4,}nya|([a-z]{3,})-\1(?:an|nya)?"
)
_MIN_WORDS = 3  # fewer words say nothing
_ENGLISH_SHARE = 0.25
_LOST_WORDS = 12  # so many small words without one Indonesian word or affix are another language
_LOST_SHARE = 0.06


def language(text: str) -> str:
    """``"id"``, ``"en"``, ``"ja"`` or ``"other"``; ``"id"`` when the text does not say."""
    script = _script(text)
    if script:
        return script
    written = _WORD.findall(text)
    words = [word.lower() for word in written]
    if len(words) < _MIN_WORDS:
        return INDONESIAN
    native = sum(word in _list(INDONESIAN) or word in _list("regional") or bool(_affixed(word)) for word in words)
    english = sum(word in _list(ENGLISH) for word in words)
    if english >= _ENGLISH_SHARE * len(words) and english > 3 * native and english > 1:
        return ENGLISH
    small = sum(word.islower() for word in written)
    if small < _LOST_WORDS or native >= _LOST_SHARE * small:
        return INDONESIAN
    return ENGLISH if english > max(2, native) else OTHER


def foreign_segments(article: Article) -> tuple[tuple[Segment, str], ...]:
    """Segments of kept blocks that are not Indonesian, each with its language code (``en``, ``ja``, ``other``)."""
    found = ((segment, language(segment.source)) for segment in article.segments)
    return tuple((segment, code) for segment, code in found if code != INDONESIAN)


def _script(text: str) -> str:
    """The language that letters other than Latin tell when they are most of a text; else an empty string."""
    letters = [c for c in text if c.isalpha()]
    strange = [c for c in letters if c > "\u02af"]
    if len(strange) < 2 or 2 * len(strange) < len(letters):
        return ""
    return JAPANESE if any("\u3040" <= c <= "\u30ff" for c in strange) else OTHER


def _affixed(word: str) -> re.Match[str] | None:
    return _AFFIXED.fullmatch(word)


@cache
def _list(code: str) -> frozenset[str]:
    lists = (row.split("\t") for row in rows("language_words.tsv"))
    return frozenset(word for name, words in lists if name == code for word in words.split())
