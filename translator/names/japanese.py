"""Japanese persons and places in Latin letters, as Indonesian newspapers write them (``Kuniaki Nishinou``).

Many Indonesian names are possible romaji (Yuki, Mira, Sari, Ani), so a person is Japanese only when both parts are
romaji and one part is a listed family name beside a listed given name, or the context speaks of Japan.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from translator.issues import Issue, Severity
from translator.names.data import rows
from translator.names.katakana import lexicon

_SYLLABLE = re.compile(
    r"(?:[kgnhbpmr]y|sh|ch|ts|[kstnhmrgzdbpjfwy])?[aeiou]|n(?![aeiouy])|m(?=[bp])|['ー]|(?P<double>[kstpcgdbz])(?=(?P=double)|ch)",
)
_CONTEXT = re.compile(
    r"\b(?:Jepang|Nippon|P[er]{1,2}fektur|Prefektur|JICA|Kedubes Jepang)\b"
    r"|\b(?:Tokyo|Osaka|Kyoto|Nagoya|Yokohama|Kobe|Hiroshima|Nagasaki|Okinawa|Hokkaido|Fukuoka|Izumisano)\b"
)
_LONG_NAME = re.compile(r"\b[A-Z][a-z]{4,}\b")
"""Shorter places (Nara, Mie, Saga) are also Indonesian names."""
_LONG = {
    "ā": "aー",
    "ī": "iー",
    "ū": "uu",
    "ē": "eー",
    "ō": "ou",
    "â": "aー",
    "î": "iー",
    "û": "uu",
    "ê": "eー",
    "ô": "ou",
}


@dataclass(frozen=True, slots=True)
class JapanesePerson:
    """A Japanese person's name: parts as in the source, and the katakana with the family name first."""

    family: str
    given: str
    kana: str


def romaji(text: str) -> str:
    """Hepburn (and kunrei) romaji to katakana, empty when ``text`` is no romaji: ``"Izumisano"`` → ``"イズミサノ"``."""
    letters, kana, end = _fold(text), [], 0
    while end < len(letters):
        match = _SYLLABLE.match(letters, end)
        mora = _mora().get(match.group()) if match and not match["double"] else "ッ"
        if not match or mora is None:
            return ""
        kana.append(mora)
        end = match.end()
    return "".join(kana)


def has_japanese_context(text: str) -> bool:
    """Whether the text speaks of Japan or a Japanese place."""
    return bool(_CONTEXT.search(text)) or any(word.casefold() in _places() for word in _LONG_NAME.findall(text))


def japanese_person(parts: Sequence[str], *, context: bool = False) -> JapanesePerson | None:
    """The Japanese reading of a two-part name, or None where it is more likely not Japanese.

    ``context``: the text around it speaks of Japan; then one listed part is enough.
    """
    if len(parts) != 2 or not all(len(p) > 1 and romaji(p) for p in parts):
        return None
    first, second = (_plain(p) for p in parts)
    if _pair(given=first, family=second):
        return _person(family=parts[1], given=parts[0])
    if _pair(given=second, family=first):
        return _person(family=parts[0], given=parts[1])
    if not context or any(p in lexicon() and p not in _given() and p not in _family() for p in (first, second)):
        return None
    if second in _family() or first in _given():
        return _person(family=parts[1], given=parts[0])
    if first in _family() or second in _given():
        return _person(family=parts[0], given=parts[1])
    return None


def japanese_place(name: str) -> str | None:
    """Japanese form of a listed place (``"Izumisano"`` → ``"泉佐野"``), else None."""
    return _places().get(_plain(name))


def is_family_name(part: str) -> bool:
    """Whether a part is a listed Japanese family name."""
    return _plain(part) in _family()


def is_japanese_part(part: str) -> bool:
    """Whether a part is a listed Japanese family or given name."""
    return _plain(part) in _family() or _plain(part) in _given()


def kanji_wanted(name: str, kana: str) -> Issue:
    """The remark on a Japanese name that only has katakana so far."""
    message = f"Kanji of {name} wanted: the draft writes {kana}; find the kanji and settle the name."
    return Issue(check="kanji-wanted", severity=Severity.WARNING, message=message, span=name)


def _pair(*, given: str, family: str) -> bool:
    return given in _given() and family in _family()


def _person(*, family: str, given: str) -> JapanesePerson:
    kana = f"{_reading(family, _family())}・{_reading(given, _given())}"
    return JapanesePerson(family=family, given=given, kana=kana)


def _reading(part: str, listed: dict[str, str]) -> str:
    return listed.get(_plain(part)) or romaji(part)


def _fold(text: str) -> str:
    return "".join(_LONG.get(c, c) for c in unicodedata.normalize("NFC", text.casefold()))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@cache
def _mora() -> dict[str, str]:
    header, *table = rows("romaji.tsv")
    cells = {row[0].strip("-") + vowel: kana for row in table for vowel, kana in zip(header[1:], row[1:], strict=True)}
    return {**{mora: kana for mora, kana in cells.items() if kana != "-"}, "n": "ン", "m": "ン", "ー": "ー", "'": ""}


@cache
def _family() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("japanese_family.tsv")}


@cache
def _given() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("japanese_given.tsv")}


@cache
def _places() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("japanese_places.tsv")}
