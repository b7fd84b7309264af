"""Names in Latin letters to katakana, as Japanese newspapers write Indonesian names.

A part of a name (``Adhianto``) is looked up in the exception lexicon first, then among foreign names; else it is
spelled by rule: old and foreign spellings to sounds, the letter *e* to *é* or schwa, sounds to kana. A name that is all
foreign has its foreign reading: Robert is ロバート in Robert Johnson, ロベルト in Robert Pakpahan. Parts are joined
by ・, initials stay Latin.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from translator.names.data import rows, words

VOWELS = "aiueoə"
_INITIAL = re.compile(r"(?:[A-Z]\.?)+\.?")
_HULL = re.compile(r"(\D+)-(\d{2,4})")
_PARTICLES = frozenset(("de", "di", "da", "del", "della", "der", "den", "van", "von", "la", "le", "al", "bin", "dos"))
_GEMINATE = frozenset("ptkbdgsczf")
_NASAL_BEFORE_LABIAL = re.compile(r"(?<=[aeiouə])m(?=[bp])")


def katakana(name: str) -> str:
    """``"Dedie A. Rachim"`` → ``"デディ・A・ラヒム"``; anything without letters comes back as it is."""
    parts = [p for p in re.split(r"[\s\-–]+", name.strip()) if p]
    return "・".join(map(_foreign_katakana if _is_foreign(parts) else part_katakana, parts))


def reading(name: str) -> str:
    """Katakana of the name of a company, shop or place; Latin letters as they are where it is English."""
    if hull := _HULL.fullmatch(name):
        return f"{reading(hull[1])}（{hull[2]}）"
    parts = [fold(part) for part in re.split(r"[\s\-–]+", name)]
    english = any(part in words("english.txt") and part not in lexicon() for part in parts)
    return name if english or any(char.isdigit() for char in name) else katakana(name)


def part_katakana(part: str) -> str:
    """One part of a name: from the lexicon, else by rule; initials (``A.``, ``M``) without their dots."""
    if _INITIAL.fullmatch(part):
        return part.replace(".", "")
    return lexicon().get(fold(part)) or foreign().get(fold(part)) or spell(part)


def _foreign_katakana(part: str) -> str:
    return foreign().get(fold(part)) or part_katakana(part)


def _is_foreign(parts: Sequence[str]) -> bool:
    """Whether every part but initials and particles is a foreign name, and one of them no Indonesian name as well."""
    names = [fold(part) for part in parts if not _INITIAL.fullmatch(part) and fold(part) not in _PARTICLES]
    return all(name in foreign() for name in names) and any(name not in lexicon() for name in names)


def spell(part: str) -> str:
    """One part of a name by rule alone."""
    return _kana(_sounds(fold(part)))


def fold(part: str) -> str:
    """Key of the lexicon: lower case, no accents but é, straight apostrophes, no outer punctuation."""
    text = part.casefold().strip(".,'")
    if text.isascii() and "`" not in text:  # nearly all
        return text
    text = re.sub("[’‘`ʼ]", "'", text).strip(".,'")
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


@cache
def lexicon() -> dict[str, str]:
    """Name part, folded → katakana."""
    return {fold(source): kana for source, kana, *_ in rows("katakana.tsv")}


@cache
def foreign() -> dict[str, str]:
    """Part of a Western, Arabic, Indian, Chinese or Korean name, folded → katakana."""
    return {fold(source): kana for source, kana in rows("foreign.tsv")}


def _sounds(text: str) -> str:
    """Spelling to sounds: one letter each, see ``data/kana.tsv``."""
    for pattern, sound in _spelling():
        text = pattern.sub(sound, text)
    for pattern, sound in _schwa():
        text = pattern.sub(sound, text)
    return _NASAL_BEFORE_LABIAL.sub("n", text)


def _kana(sounds: str) -> str:
    onsets, inside, final = _onsets(), *_codas()
    kana: list[str] = []
    i, end = 0, len(sounds)
    while i < end:
        letter, following = sounds[i], sounds[i + 1 : i + 2]
        if letter in VOWELS:
            kana.append(onsets["-", letter])
        elif following and following in VOWELS:
            kana.append(onsets.get((letter, following), ""))
            i += 1
        elif letter == following:
            kana.append("ッ" if letter in _GEMINATE else "ン" if letter in "mn" and i + 2 < end else "")
        elif following or sounds[i - 1 : i] not in VOWELS:
            kana.append(inside.get(letter, ""))
        else:
            kana.append(final.get(letter, ""))
        i += 1
    return "".join(kana)


@cache
def _onsets() -> dict[tuple[str, str], str]:
    header, *table = rows("kana.tsv")
    return {(row[0], vowel): kana for row in table for vowel, kana in zip(header[1:], row[1:], strict=True)}


@cache
def _codas() -> tuple[dict[str, str], dict[str, str]]:
    table = rows("coda.tsv")[1:]
    return {c: inside for c, inside, _ in table}, {c: final.strip("-") for c, _, final in table}


@cache
def _spelling() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), sound) for pattern, sound in rows("spelling.tsv")[1:])


@cache
def _schwa() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), sound) for pattern, sound in rows("schwa.tsv")[1:])
