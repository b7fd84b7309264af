"""Initials that stand for a person's name in reports of police and courts: ``berinisial AS (52)`` is not the US."""

from __future__ import annotations

import re
from collections.abc import Iterable

from translator.names.data import words
from translator.names.registry import Registry

_AGE = r"(?:\s?\(\d{1,2}(?:\s(?:tahun|thn|th))?\)|,\s\d{1,2}(?:\s(?:tahun|thn|th))?(?=,))"
_INITIALS = r"[A-Z]{1,4}(?!\w)"
_LISTED = r"{0}(?:(?:,\s{0})*,?\s(?:dan|serta)\s{0})?"
_NAMED = re.compile(rf"\b(?:[Bb]er)?[Ii]nisial\s(?:[a-z]+\s){{0,2}}({_LISTED.format(f'{_INITIALS}{_AGE}?')})")
_AGED = re.compile(rf"(?<![\w.])({_LISTED.format(f'{_INITIALS}{_AGE}')})")


def with_initials(names: Registry, texts: Iterable[str]) -> Registry:
    """The registry with what the texts of an article tell to be initials, as they stand in both languages."""
    for initials in sorted({one for text in texts for one in told(text)}):
        if names.get(initials) is None:
            names = names.settle(initials, en=initials, ja=initials)
    return names


def told(text: str) -> frozenset[str]:
    """Capitals that follow ``(ber)inisial``, or that have an age in a text about suspects, victims or arrests."""
    lists = [match[1] for match in _NAMED.finditer(text)]
    if _AGED.search(text) and not words("initials.txt").isdisjoint(text.lower().split()):
        lists += [match[1] for match in _AGED.finditer(text)]
    return frozenset(initials for one in lists for initials in re.findall(_INITIALS, one))
