"""Korean and Chinese persons, whose given names news writes with a hyphen (``Kim Hye-jin``, ``Lai Ching-te``)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from translator.names.data import rows
from translator.names.katakana import katakana, part_katakana
from translator.names.tokens import Word

_VOICING = re.compile(r"(?:[aeiouywlmn]|ng|[aeo]h)$")
_SPLIT = re.compile(r"[\s-]")


def joined(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words with both parts of each hyphenated given name as one word."""
    found: list[Word] = []
    for i, word in enumerate(words):
        before = found[-1] if found else None
        if before and word.gap == "-" and _is_given(before, word, _beside(words, i)):
            found[-1] = replace(before, end=word.end, text=f"{before.text}-{word.text}")
        else:
            found.append(word)
    return tuple(found)


def is_part(text: str) -> bool:
    """Whether a word is a hyphenated given name; ``joined`` makes no others."""
    return "-" in text


def is_family_name(part: str) -> bool:
    """Whether a part is a listed Korean or Chinese family name."""
    return part in _korean() or part in _chinese()


def person(name: str) -> str:
    """Katakana, the family name first: ``キム・ヘジン``; empty for a name that is neither Korean nor hyphenated."""
    parts = name.split()
    if len(parts) > 1 and is_part(parts[0]) and is_family_name(parts[-1]):
        parts = [parts[-1], *parts[:-1]]
    family, given = parts[0], "-".join(parts[1:])
    if len(parts) == 1:
        return _korean_given(family, "") if is_part(name) else ""
    if family in _korean() and (kana := _korean_given(given, family)):
        return f"{_korean()[family]}・{kana}"
    if len(parts) == 2 and is_part(given) and is_family_name(family):
        return f"{part_katakana(family)}・{katakana(given).replace('・', '')}"
    return ""


def _is_given(first: Word, second: Word, beside: Sequence[str]) -> bool:
    """Whether two words with a hyphen between are a given name: of Korean syllables, or beside a family name."""
    if not first.capital or second.shouted or first.text.lower() == second.text.lower():
        return False
    korean = {first.text.lower(), second.text.lower()} <= _syllables().keys()
    family = any(map(is_family_name, beside))
    return korean or (family and not second.capital)


def _beside(words: Sequence[Word], second: int) -> list[str]:
    """The words right before and behind the hyphenated pair that ends at ``second``."""
    first = words[second - 1]
    before = [words[second - 2].text] if second > 1 and first.gap == " " and not first.opens else []
    behind = [words[second + 1].text] if second + 1 < len(words) and words[second + 1].gap == " " else []
    return [*before, *behind]


def _korean_given(name: str, family: str) -> str:
    """Katakana of two Korean syllables; a consonant is voiced behind a vowel, l, m, n or ng, the family name's too."""
    syllables = _SPLIT.split(name.lower())
    if len(syllables) != 2 or not set(syllables) <= _syllables().keys():
        return ""
    sounds = zip(syllables, (family, syllables[0]), strict=True)
    return "".join(_syllables()[syllable][bool(_VOICING.search(before.lower()))] for syllable, before in sounds)


@cache
def _syllables() -> dict[str, tuple[str, str]]:
    return {syllable: (plain, voiced) for syllable, plain, voiced in rows("korean_given.tsv")[1:]}


@cache
def _korean() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("korean_family.tsv")[1:]}


@cache
def _chinese() -> frozenset[str]:
    return frozenset(family for (family,) in rows("chinese_family.tsv")[1:])
