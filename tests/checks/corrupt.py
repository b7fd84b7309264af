"""Right drafts made wrong in one way each, to see whether the checks notice."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping

from translator.checks.pair import Pair
from translator.fixed import SpanKind

Corruption = Callable[[Pair, random.Random], str | None]
"""The draft made wrong, or None where this cannot be done to it."""

_NUMBER = re.compile(r"(?<![A-Za-z0-9.,-])\d+(?:,\d{3})*(?:\.\d+)?(?![A-Za-z0-9,.-]*\d)")
_NAMES = (SpanKind.PERSON, SpanKind.PLACE, SpanKind.ORGANIZATION)


def number_changed(pair: Pair, rnd: random.Random) -> str | None:
    """One digit is another."""
    numbers = list(_NUMBER.finditer(pair.text))
    if not numbers:
        return None
    match = rnd.choice(numbers)
    place = rnd.choice([i for i in range(*match.span()) if pair.text[i].isdecimal()])
    digit = rnd.choice([d for d in "23456789" if d != pair.text[place]])
    return pair.text[:place] + digit + pair.text[place + 1 :]


def number_dropped(pair: Pair, rnd: random.Random) -> str | None:
    """A number is gone."""
    numbers = [m for m in _NUMBER.finditer(pair.text) if m.group() != "1"]
    return _without(pair.text, rnd.choice(numbers).span()) if numbers else None


def numbers_swapped(pair: Pair, rnd: random.Random) -> str | None:
    """Two numbers with units of their own changed places."""
    numbers = [m for m in _NUMBER.finditer(pair.text) if _unit(pair, m)]
    pairs = [(a, b) for a in numbers for b in numbers if a.end() < b.start() and a.group() != b.group()]
    pairs = [(a, b) for a, b in pairs if _unit(pair, a) != _unit(pair, b)]
    if not pairs:
        return None
    a, b = rnd.choice(pairs)
    return pair.text[: a.start()] + b.group() + pair.text[a.end() : b.start()] + a.group() + pair.text[b.end() :]


def _unit(pair: Pair, match: re.Match[str]) -> str:
    rest = pair.text[match.end() :]
    unit = re.match(r"[一-鿿ァ-ヺー%]+" if pair.language == "ja" else r" ?[a-z%]+", rest)
    return unit.group() if unit else ""


def name_dropped(pair: Pair, rnd: random.Random) -> str | None:
    """A name is gone."""
    kept = [place for span, place in pair.claims.kept if span.hard and span.kind in _NAMES]
    return _without(pair.text, rnd.choice(kept)) if kept else None


def name_misspelt(pair: Pair, rnd: random.Random) -> str | None:
    """One letter of a name is another."""
    kept = [place for span, place in pair.claims.kept if span.hard and span.kind in _NAMES]
    kept = [(start, end) for start, end in kept if end - start >= 4]
    if not kept:
        return None
    start, end = rnd.choice(kept)
    place = rnd.randrange(start + 1, end)
    letter = "ヌ" if pair.language == "ja" else "q"
    return pair.text[:place] + letter + pair.text[place + 1 :] if pair.text[place] not in " ・" else None


def bracket_dropped(pair: Pair, rnd: random.Random) -> str | None:
    """A bracket or quotation mark is gone."""
    places = [m.span() for m in re.finditer(r"[()\"“”「」（）]", pair.text)]
    return _without(pair.text, rnd.choice(places)) if places else None


def word_doubled(pair: Pair, rnd: random.Random) -> str | None:
    """A word stands twice."""
    word = r"[二-鿿]{2,}|[ァ-ヺー]{3,}" if pair.language == "ja" else r"(?<![-\w])[a-z]{4,}(?![-\w'])"
    words = list(re.finditer(word, pair.text))
    if not words:
        return None
    match = rnd.choice(words)
    gap = "" if pair.language == "ja" else " "
    return pair.text[: match.end()] + gap + match.group() + pair.text[match.end() :]


def mark_of_the_other_width(pair: Pair, rnd: random.Random) -> str | None:
    """A comma, full stop or bracket is half-width in Japanese, full-width in English."""
    wrong = (
        {"、": ", ", "。": ".", "（": "(", "）": ")"} if pair.language == "ja" else {",": "，", ".": "。", "(": "（"}
    )
    places = [m.start() for m in re.finditer(r"[、。（）]" if pair.language == "ja" else r"[,.(](?!\d)", pair.text)]
    if not places:
        return None
    place = rnd.choice(places)
    return pair.text[:place] + wrong[pair.text[place]] + pair.text[place + 1 :]


def space_before_comma(pair: Pair, rnd: random.Random) -> str | None:
    """A space stands where none may."""
    mark = "、" if pair.language == "ja" else ", "
    return pair.text.replace(mark, f" {mark}", 1) if mark in pair.text else None


def clause_untranslated(pair: Pair, rnd: random.Random) -> str | None:
    """The last words are still Indonesian."""
    words, kept = pair.source.split(), pair.text[: len(pair.text) // 2]
    return f"{kept} {' '.join(words[len(words) // 2 :])}" if len(words) >= 12 else None


def looping(pair: Pair, rnd: random.Random) -> str | None:
    """The end comes again and again."""
    return pair.text + pair.text[-20:] * 4 if len(pair.text) > 40 else None


def cut_short(pair: Pair, rnd: random.Random) -> str | None:
    """Only the beginning is there."""
    return pair.text[: len(pair.source) // 8] if len(pair.source) >= 80 else None


VALUE = frozenset(("span-missing", "value-missing", "value-added", "value-swapped", "value-order"))
CORRUPTIONS: Mapping[Corruption, frozenset[str]] = {
    number_changed: VALUE,
    number_dropped: VALUE,
    numbers_swapped: VALUE,
    name_dropped: frozenset(("span-missing", "name-missing")),
    name_misspelt: frozenset(("span-missing", "name-missing")),
    bracket_dropped: frozenset(("unbalanced",)),
    word_doubled: frozenset(("doubled-word", "span-doubled")),
    mark_of_the_other_width: frozenset(("punctuation", "unbalanced", "spacing")),
    space_before_comma: frozenset(("spacing",)),
    clause_untranslated: frozenset(("untranslated", "copied", "script")),
    looping: frozenset(("loop",)),
    cut_short: frozenset(("length", "final-mark")),
}
"""Corruption → names of the checks of which one should notice."""


def _without(text: str, place: tuple[int, int]) -> str:
    return text[: place[0]] + text[place[1] :]
