"""Language and script of a draft."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from translator.checks.pair import Pair
from translator.checks.tables import words
from translator.issues import Issue, Severity

_JAPANESE = re.compile(r"[぀-ヿ㐀-鿿]+")
_FOREIGN = re.compile(r"[Ѐ-ӿ؀-ۿऀ-෿฀-๿가-힣]+")
_KANJI = re.compile(r"[一-鿿]")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LATIN = re.compile(r"(?<![\w@./-])[a-z]{4,}(?: [a-z]+)*(?![\w@/-]|\.\w)", re.ASCII)


def script(pair: Pair) -> Iterator[Issue]:
    """Wrong script for the language. A Japanese title made of Latin names, or a quoted word, may look like it."""
    japanese = _JAPANESE.search(pair.text)
    if pair.language == "ja" and not japanese and sum(ch.isalpha() for ch in pair.text) > 12:
        yield Issue("script", Severity.ERROR, "The draft has no Japanese in it; translate it by hand.")
        return
    wrong = _FOREIGN.search(pair.text) or (japanese if pair.language == "en" else None)
    if wrong:
        message = f"“{wrong.group()}” is written in the wrong script; translate it by hand."
        yield Issue("script", Severity.ERROR, message, "", *wrong.span())


def chinese(pair: Pair) -> Iterator[Issue]:
    """A character that no Japanese text has: Chinese came in. Rare characters of Chinese names may look like it."""
    if pair.language == "ja":
        for match in _KANJI.finditer(pair.text):
            if not _is_japanese(match.group()):
                message = f"“{match.group()}” is a Chinese character; write the Japanese one."
                yield Issue("script", Severity.WARNING, message, "", *match.span())


def _is_japanese(kanji: str) -> bool:
    """Whether JIS X 0213 has the character."""
    try:
        kanji.encode("euc_jis_2004")
    except UnicodeEncodeError:
        return False
    return True


def copied(pair: Pair) -> Iterator[Issue]:
    """The source came through untranslated. A title made of names only may look like it."""
    a, b = pair.source.casefold().split(), pair.text.casefold().split()
    if len(a) >= 4 and sum((Counter(a) & Counter(b)).values()) > 0.8 * len(a):
        yield Issue("copied", Severity.ERROR, "The draft is still Indonesian; translate it by hand.")


def untranslated(pair: Pair) -> Iterator[Issue]:
    """Indonesian words in the draft, outside of names. Titles of books, films and songs may look like it."""
    if any(copied(pair)):
        return
    yield from _source_words(pair)
    indonesian = words("indonesian.txt")
    tokens = list(_WORD.finditer(pair.text))
    for left, group in groupby(tokens, key=lambda m: m.group() in indonesian and not _in_span(pair, m)):
        if left:
            found = list(group)
            start, end = found[0].start(), found[-1].end()
            message = f"“{pair.text[start:end]}” is still Indonesian; translate it."
            yield Issue("untranslated", Severity.WARNING, message, "", start, end)


def _source_words(pair: Pair) -> Iterator[Issue]:
    """Three words of the source in a row, two of them in lower case."""
    source = _words(pair.source)
    threes = _threes(source) - {three for span in pair.spans for three in _threes(_words(span.target(pair.language)))}
    tokens = list(_WORD.finditer(pair.text))
    texts = [m.group() for m in tokens]
    hits = [i for i in range(len(texts) - 2) if tuple(texts[i : i + 3]) in threes]
    hits = [
        i for i in hits if sum(text[0].islower() for text in texts[i : i + 3]) > 1 and not _in_span(pair, tokens[i])
    ]
    if pair.language == "en":  # the source may say it in English: year on year
        hits = [i for i in hits if words("english.txt").isdisjoint(texts[i : i + 3])]
    if hits:
        start, end = tokens[hits[0]].start(), tokens[hits[-1] + 2].end()
        message = f"“{pair.text[start:end]}” is still Indonesian; translate it."
        yield Issue("untranslated", Severity.WARNING, message, "", start, end)


def _words(text: str) -> list[str]:
    return [match.group() for match in _WORD.finditer(text)]


def _threes(words: list[str]) -> set[tuple[str, ...]]:
    return set(zip(words, words[1:], words[2:], strict=False))


def latin(pair: Pair) -> Iterator[Issue]:
    """English or Indonesian words in lower case in a Japanese draft. Units and web addresses are no alarm."""
    if pair.language != "ja" or not _JAPANESE.search(pair.text):
        return
    indonesian = words("indonesian.txt")
    for match in _LATIN.finditer(pair.text):
        quoted = pair.text[: match.start()].endswith(("「", "『")) and " " not in match.group()
        if not (quoted or _in_span(pair, match) or match.group() in indonesian):
            message = f"“{match.group()}” is not Japanese; translate it or write it in katakana."
            yield Issue("untranslated", Severity.WARNING, message, "", *match.span())


def _in_span(pair: Pair, match: re.Match[str]) -> bool:
    return any(start < match.end() and match.start() < end for start, end in pair.claims.places)
