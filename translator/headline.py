"""Headlines in capitals, as a model trained on sentences reads them best."""

from __future__ import annotations

import re
from collections.abc import Sequence

from translator.fixed import FixedSpan
from translator.names.tokens import is_common

MIN_WORDS = 4
CAPITALS = 0.6
"""A text of so many words is a headline when this share of its longer words begins with a capital."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LONG = 4


def sentence_case(text: str, spans: Sequence[FixedSpan] = ()) -> str:
    """A headline with its dictionary words in lower case, the first one and all in ``spans`` as they stand.

    Other texts, and words that no dictionary has (names), come back unchanged. Lengths and places stay the same.

    >>> sentence_case("Kapal Pengangkut Penumpang Mogok di Selat Bangka, Semua Selamat")
    'Kapal pengangkut penumpang mogok di selat Bangka, semua selamat'
    """
    found = [m for m in _WORD.finditer(text) if not any(s.start < m.end() and m.start() < s.end for s in spans)]
    long = [match.group() for match in found if len(match.group()) >= _LONG]
    if len(found) < MIN_WORDS or sum(word[0].isupper() for word in long) < CAPITALS * len(long):
        return text
    lowered = list(text)
    for match in found:
        word = match.group()
        if is_common(word.lower()) and (len(word) >= _LONG or not word.isupper()):
            lowered[match.start() : match.end()] = word.lower()
    first = _WORD.search(text)
    start = first.start() if first else 0
    return "".join([*lowered[:start], text[start : start + 1], *lowered[start + 1 :]])
