"""Where a form stands in a text: whole words and whole numbers, any case, width, quotes and dashes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SAME = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "-": " ", "–": " ", "—": " ", "‑": " ", "\u00a0": " ", "　": " "}
)
_FOLD = _WIDE | _SAME
_ENDINGS = frozenset(("s", "es", "n", "an", "ns", "ans"))
_SCALES = "十百千万億兆"


def fold(text: str) -> str:
    """The text in lower case, half-width and with plain marks; every character keeps its place."""
    lower = text.lower()
    return (lower if len(lower) == len(text) else text).translate(_FOLD)


def occurrences(text: str, form: str, language: str) -> Iterator[tuple[int, int]]:
    """Start and end of every place of ``form`` in a folded text, in singular or plural, with or without ・."""
    for needle in _needles(form, language):
        start = text.find(needle)
        while start >= 0:
            if _bounded(text, start, start + len(needle)):
                yield start, start + len(needle)
            start = text.find(needle, start + 1)


@lru_cache(20_000)
def _needles(form: str, language: str) -> tuple[str, ...]:
    folded = fold(form).strip()
    if not folded:
        return ()
    if language == "ja":
        return (folded, folded.replace("・", "")) if "・" in folded else (folded,)
    if folded.endswith("y"):
        return folded, f"{folded[:-1]}ies"
    return (folded, folded[:-1]) if folded.endswith("s") and not folded.endswith("ss") else (folded,)


def _bounded(text: str, start: int, end: int) -> bool:
    return _free_before(text, start, end) and _free_after(text, end)


def _free_before(text: str, start: int, end: int) -> bool:
    first, before = text[start], text[start - 1 : start]
    if first.isdecimal():
        return not (
            (_latin(before) and text[start:end].isascii())  # 1兆2000億 is never a part of a code
            or before.isdecimal()
            or before in ("年", "月")
            or (before in (".", ",") and text[start - 2].isdecimal())
        )
    return not (_latin(first) and (_latin(before) or before.isdecimal()))


def _free_after(text: str, end: int) -> bool:
    last, after = text[end - 1], text[end : end + 1]
    if last.isdecimal():
        more = after in (".", ",") and text[end + 1 : end + 2].isdecimal()
        return not (after.isdecimal() or more or (after and after in _SCALES))
    if not _latin(last) or not _latin(after):
        return True
    stop = end
    while _latin(text[stop : stop + 1]):
        stop += 1
    return text[end:stop] in _ENDINGS


def _latin(char: str) -> bool:
    return char.isalpha() and char < "\u0250"
