"""The same again and again."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator

from translator.checks.find import fold
from translator.checks.pair import Pair
from translator.checks.tables import words
from translator.issues import Issue, Severity

LOOP_RATIO = 2.4
"""zlib compression ratio above which a text loops (Radford et al. 2022, Whisper); human news stays under 2.56."""

_RUN = re.compile(r"(?P<unit>.{8,60}?)(?P<again>(?:[\s,.、。]*(?P=unit)){2,})", re.S)
_EN = re.compile(r"(?<![\w'’-])(?P<word>[^\W\d_]+)(?P<again>\s+(?P=word))(?![\w'’-])", re.I)
_JA = re.compile(
    r"(?<![ァ-ヺー])(?P<kana>[ァ-ヺー]{3,})(?P<again_kana>(?P=kana))(?![ァ-ヺー])"
    r"|(?P<kanji>[丁-鿿々]{2,})(?P<again_kanji>(?P=kanji))"
    r"|(?<![もけ])(?P<kana1>[をがの])(?P<again_kana1>(?P=kana1))(?![ぁ-ん])"
)


def loop(pair: Pair) -> Iterator[Issue]:
    """The same words over and over. A refrain or a list of scores may look like it."""
    data = pair.text.encode()
    run = _RUN.search(pair.text[:1000]) if pair.language == "en" else None
    packed = len(data) > 60 and len(data) / len(zlib.compress(data)) > LOOP_RATIO
    if packed or run or (_thrice(pair.text, pair.language) and _thrice(_without_spans(pair), pair.language)):
        run = run or _RUN.search(pair.text[:1000])
        place = (run.start("again"), run.end("again"), "") if run else (None, None, None)
        yield Issue("loop", Severity.ERROR, "The draft repeats itself; check it against the source.", "", *place)


def _thrice(text: str, language: str) -> bool:
    """Whether some run of words stands in the text three times."""
    units = list(text) if language == "ja" else text.split()
    size = 8 if language == "ja" else 4
    grams = Counter(tuple(units[i : i + size]) for i in range(len(units) - size + 1))
    return bool(grams) and max(grams.values()) >= 3


def _without_spans(pair: Pair) -> str:
    """The draft with a sign of its own for each fixed span: scores and intensities repeat their words by right."""
    places = sorted({place for _, place in (*pair.claims.kept, *pair.amounts.kept)}, reverse=True)
    text = pair.text
    for i, (start, end) in enumerate(places):
        text = f"{text[:start]}{chr(0xE000 + i)}{text[end:]}"
    return text


def doubled_word(pair: Pair) -> Iterator[Issue]:
    """A word stands twice in a row. Names (Baden Baden) and words that may double (had had) are let through."""
    for match in (_JA if pair.language == "ja" else _EN).finditer(pair.text):
        word, again = (name for name, part in match.groupdict().items() if part is not None)
        if match[word].lower() in words("may_double.txt") or fold(match.group()) in fold(pair.source):
            continue
        if not any(start <= match.start() and match.end() <= end for start, end in pair.claims.places):
            message = f"“{match[word]}” stands twice in a row: take one out."
            yield Issue("doubled-word", Severity.WARNING, message, "", *match.span(again), "")
