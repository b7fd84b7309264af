"""Messages of checks and faults, which are English, in the language of the user interface: see ``messages.tsv``.

A message is ``[place: ]sentence[ advice]``, as :class:`translator.errors.TranslatorError` puts it together. What has
no row stays English.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice

_HOLE = re.compile(r"\{(\w)\}")

_LONGEST = 4000
"""Characters of the longest message that is looked up."""

_TRIES = 3
"""Colons that a place may end at, and full stops that advice may begin after: a hostile text has thousands."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One English template: its words, what it matches, and the template in each language."""

    words: tuple[str, ...]
    pattern: re.Pattern[str]
    texts: dict[str, str]

    @classmethod
    def of(cls, english: str, texts: dict[str, str]) -> _Row:
        parts, seen = _HOLE.split(english), set[str]()
        words, pattern = tuple(parts[::2]), re.escape(parts[0])
        for hole, text in zip(parts[1::2], parts[2::2], strict=True):
            pattern += (f"(?P=_{hole})" if hole in seen else f"(?P<_{hole}>.+?)") + re.escape(text)
            seen.add(hole)
        return cls(words, re.compile(pattern, re.DOTALL), texts)

    def render(self, message: str, language: str) -> str | None:
        """The message in the language; None if it is another one."""
        found = self.pattern.fullmatch(message)
        if found is None:
            return None
        return _HOLE.sub(lambda hole: _kept(hole[1], found[f"_{hole[1]}"], language), self.texts[language])


@lru_cache(maxsize=20_000)
def in_language(message: str, language: str) -> str:
    """``message`` in the language; as it is if it has no translation.

    >>> in_language("Begin the sentence with a capital.", "ja")
    '文頭を大文字にしてください。'
    """
    if language not in _languages() or len(message) > _LONGEST:
        return message
    likely = [row for row in _rows() if all(word in message for word in row.words)]
    places = (0, *(colon.end() for colon in islice(re.finditer(": ", message), _TRIES)))
    found = ((start, _advised(likely, message[start:], language)) for start in places)
    return next((message[:start] + text for start, text in found if text is not None), message)


def _advised(rows: Sequence[_Row], message: str, language: str) -> str | None:
    """A sentence with or without advice."""
    for stop in [*re.finditer(r"(?<=\.) ", message)][-_TRIES:]:
        advice = _sentence(rows, message[stop.end() :], language)
        what = _sentence(rows, message[: stop.start()], language) if advice else None
        if what and advice:
            return what + ("" if language == "ja" else " ") + advice
    return _sentence(rows, message, language)


def _sentence(rows: Sequence[_Row], message: str, language: str) -> str | None:
    rendered = (row.render(message, language) for row in rows)
    return next((text for text in rendered if text is not None), None)


def _kept(hole: str, value: str, language: str) -> str:
    """What stands in a hole: a word that is known, under a letter; else the value itself."""
    return value if hole.isdigit() else _words(language).get(value, value)


def _table() -> list[list[str]]:
    text = files("translator.review.i18n").joinpath("messages.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _languages() -> tuple[str, ...]:
    return tuple(_table()[0][1:])


@cache
def _words(language: str) -> dict[str, str]:
    column = 1 + _languages().index(language)
    return {cells[0]: cells[column] for cells in _table()[1:] if not _HOLE.search(cells[0])}


@cache
def _rows() -> tuple[_Row, ...]:
    """All templates, those with the most words first."""
    rows = [_Row.of(english, dict(zip(_languages(), texts, strict=True))) for english, *texts in _table()[1:]]
    return tuple(sorted(rows, key=lambda row: -sum(map(len, row.words))))
