"""Headlines in capitals: out of them for a model trained on sentences, and back into them in English."""

from __future__ import annotations

import re
from collections.abc import Sequence

from translator.checks.tables import words
from translator.fixed import FixedSpan
from translator.names.tokens import is_common, is_headline, split_words

MIN_WORDS = 4
"""Fewer words outside the fixed spans tell no headline."""

_LONG = 4
"""Letters from which a word in capitals is no acronym."""


_WORD = re.compile(r"(?<![\w./@#'’])[a-z][a-z'’]*(?![\w./@])")


def in_capitals(text: str) -> bool:
    """Whether a text is a headline in capitals."""
    found = split_words(text)
    return len(found) >= MIN_WORDS and is_headline(found)


def title_case(text: str) -> str:
    """An English headline in capitals: every word but the small ones; what holds a capital or figure stays.

    >>> title_case("Quake of magnitude 6.2 Hits North Sulawesi, no one hurt")
    'Quake of Magnitude 6.2 Hits North Sulawesi, No One Hurt'
    """
    small = words("headline_small.txt")
    heads = [match.end() for match in re.finditer(r"^[^\w]*|[:?!]\s+[\"“]?", text)]

    def cased(match: re.Match[str]) -> str:
        word = match[0]
        return word if word in small and match.start() not in heads else word[:1].upper() + word[1:]

    return _WORD.sub(cased, text)


def sentence_case(text: str, spans: Sequence[FixedSpan] = ()) -> str:
    """A headline with its dictionary words in lower case, the first one and all in ``spans`` as they stand.

    Other texts, and words that no dictionary has (names), come back unchanged. Lengths and places stay the same.

    >>> sentence_case("Kapal Pengangkut Penumpang Mogok di Selat Bangka, Semua Selamat")
    'Kapal pengangkut penumpang mogok di selat Bangka, semua selamat'
    """
    found = [w for w in split_words(text) if not any(s.start < w.end and w.start < s.end for s in spans)]
    if len(found) < MIN_WORDS or not is_headline(found):
        return text
    lowered = list(text)
    for word in found:
        if is_common(word.text.lower()) and (len(word.text) >= _LONG or not word.text.isupper()):
            lowered[word.start : word.end] = word.text.lower()
    start = next(i for i, letter in enumerate(text) if letter.isalpha())
    return "".join([*lowered[:start], text[start], *lowered[start + 1 :]])
