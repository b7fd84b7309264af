"""Text as tokens that keep their place: the unit in which terms are compared.

A token is a run of word characters or one punctuation mark; white space only separates. So no-break spaces, double
spaces and line breaks inside a term make no difference, and a term never matches inside a longer word.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_TOKEN = re.compile(r"[\w\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]+|[^\w\s]")
_ADDRESS = re.compile(
    r"https?://\S+|www\.\S+|[^\s@]{1,64}@\S+\.\S+|[#@]\w+"
    r"|(?<![\w-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.(?:com|net|org|info|id|jp|tv|io)\b(?:/\S*)?",
    re.I,
)
_FOLDED = str.maketrans(
    dict.fromkeys("\u2018\u2019\u02bc\u02bb\u2032\u00b4`\uff07", "'")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d", "-")
    | dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb\uff02", '"')
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
)


@dataclass(frozen=True, slots=True)
class Token:
    """``text[start:end]``; ``cased`` is its folded form, ``key`` the same in lower case."""

    start: int
    end: int
    cased: str
    key: str


def fold(text: str) -> str:
    """One spelling for curly quotes, hyphens, soft hyphens, zero-width and compatibility characters."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text.translate(_FOLDED))


def tokenize(text: str) -> list[Token]:
    """Tokens of ``text`` in order; offsets are string indices into ``text``."""
    found = ((m.start(), m.end(), fold(m.group())) for m in _TOKEN.finditer(text))
    return [Token(start, end, cased, cased.lower()) for start, end, cased in found]


def words(term: str) -> list[str]:
    """Folded tokens of a term, case kept."""
    if term.isascii() and term.replace(" ", "").isalnum():  # most terms: a hundred times as many as the others
        return term.split()
    return [fold(word) for word in _TOKEN.findall(term)]


def addresses(text: str) -> list[tuple[int, int]]:
    """Where URLs, mail addresses, handles and hashtags stand: no term is looked for inside them."""
    return [m.span() for m in _ADDRESS.finditer(text)]
