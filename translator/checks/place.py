"""Where something that is missing may go, and what stands there in its place."""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process

from translator.checks.pair import Pair
from translator.fixed import FixedSpan

_LIKE = 70.0
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_RUN = re.compile(r"[ァ-ヺー・＝]+|[一-鿿々〆]+|[぀-ゟ]+|[A-Za-z]+|\d+")
_AFTER = re.compile(r"[、，はがをにへで]")


def gap(pair: Pair, span: FixedSpan) -> tuple[int, str]:
    """Where to insert the span's target form, and what to insert: as far into the draft as the span in the source."""
    form = span.target(pair.language)
    aim = round(len(pair.text) * span.start / max(1, len(pair.source)))
    if pair.language == "ja":
        places = [0, *(m.end() for m in _AFTER.finditer(pair.text))]
        return min(places, key=lambda place: abs(place - aim)), form
    places = [0, *(m.end() for m in re.finditer(r" ", pair.text))]
    return min(places, key=lambda place: abs(place - aim)), f"{form} "


def near(pair: Pair, form: str) -> tuple[int, int] | None:
    """The place outside all spans that is written most like ``form``: テイ・ラフマディ for トリ・ラフマディ."""
    windows = [
        place
        for place in _windows(pair.text, form, pair.language)
        if not any(place[0] < end and start < place[1] for start, end in pair.claims.places)
    ]
    texts = [pair.text[start:end] for start, end in windows]
    best = process.extractOne(form, texts, scorer=fuzz.ratio, score_cutoff=_LIKE)
    return windows[best[2]] if best else None


def _windows(text: str, form: str, language: str) -> list[tuple[int, int]]:
    """Stretches of whole words, or runs of one script, about as long as ``form``."""
    pieces = [m.span() for m in (_RUN if language == "ja" else _WORD).finditer(text)]
    windows = []
    for i, (start, _) in enumerate(pieces):
        for _, end in pieces[i:]:
            if end - start > 1.5 * len(form):
                break
            if end - start >= 0.6 * len(form):
                windows.append((start, end))
    return windows
