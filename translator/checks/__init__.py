"""Checks of one draft against its source: each a small function whose docstring says when a false alarm is normal."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable

from translator.issues import Issue, Severity

Check = Callable[[str, str, str], Iterable[Issue]]
"""(source, target text, target language) → issues."""

LOOP_RATIO = 2.4
"""zlib compression ratio above which a text loops (Radford et al. 2022, Whisper); human news stays under 2.56."""

LENGTHS = {"en": (0.5, 1.6), "ja": (0.18, 0.9)}
"""Characters of target by source, outside of which a sentence of 40 or more characters is suspect."""

_JAPANESE = re.compile(r"[぀-ヿ㐀-鿿]")
_FOREIGN = re.compile(r"[Ѐ-ӿ؀-ۿऀ-෿฀-๿가-힣]")


def empty(source: str, text: str, language: str) -> Iterable[Issue]:
    """Nothing was translated. Never a false alarm."""
    if not text.strip():
        yield Issue("empty", Severity.ERROR, "The engine gave no translation; translate this sentence by hand.")


def loop(source: str, text: str, language: str) -> Iterable[Issue]:
    """The same words over and over. A refrain or a list of scores may look like it."""
    units = list(text) if language == "ja" else text.split()
    size = 8 if language == "ja" else 4
    grams = Counter(tuple(units[i : i + size]) for i in range(len(units) - size + 1))
    data = text.encode()
    if (grams and max(grams.values()) >= 3) or (len(data) > 60 and len(data) / len(zlib.compress(data)) > LOOP_RATIO):
        yield Issue("loop", Severity.ERROR, "The draft repeats itself; check it against the source.")


def script(source: str, text: str, language: str) -> Iterable[Issue]:
    """Wrong script for the language. Names kept in Latin letters in a Japanese title may look like it."""
    japanese = len(_JAPANESE.findall(text))
    letters = sum(ch.isalpha() for ch in text)
    wrong = japanese == 0 and letters > 12 if language == "ja" else japanese > 0
    if wrong or _FOREIGN.search(text):
        yield Issue("script", Severity.ERROR, "The draft is written in the wrong script; translate it by hand.")


def copied(source: str, text: str, language: str) -> Iterable[Issue]:
    """The source came through untranslated. A title made of names only may look like it."""
    a, b = source.casefold().split(), text.casefold().split()
    if len(a) >= 4 and sum((Counter(a) & Counter(b)).values()) > 0.8 * len(a):
        yield Issue("copied", Severity.ERROR, "The draft is still Indonesian; translate it by hand.")


def length(source: str, text: str, language: str) -> Iterable[Issue]:
    """Much shorter or longer than usual: something may be left out or added. Lists of names may look like it."""
    low, high = LENGTHS[language]
    if len(source) >= 40 and text and not low <= len(text) / len(source) <= high:
        what = "short" if len(text) / len(source) < low else "long"
        yield Issue("length", Severity.WARNING, f"The draft is unusually {what}: compare it with the source.")


CHECKS: tuple[Check, ...] = (empty, loop, script, copied, length)


def run(source: str, text: str, language: str) -> tuple[Issue, ...]:
    """All checks on one draft."""
    return tuple(issue for check in CHECKS for issue in check(source, text, language))
