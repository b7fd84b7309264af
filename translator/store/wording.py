"""Forms in a target text: found with sensible boundaries and replaced by others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping


def pattern(forms: Iterable[str], language: str) -> re.Pattern[str]:
    """Matches any of the forms, the longest first; never inside a number, and in English never inside a word."""
    longest = sorted({form for form in forms if form}, key=len, reverse=True)
    return re.compile("|".join(_bounded(form, language) for form in longest) or r"(?!)")


def replaced(text: str, forms: Mapping[str, str], language: str) -> str:
    """``text`` with each form (key) replaced by its new form (value); new forms that already stand there stay.

    An English form at the head of a sentence keeps its capital.
    """
    new = dict(forms)
    for after in forms.values():
        new.setdefault(after, after)
    if language == "en":
        for before, after in tuple(new.items()):
            new.setdefault(capitalized(before), capitalized(after))
    return pattern(new, language).sub(lambda match: new[match.group()], text)


def capitalized(text: str) -> str:
    """``text`` with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def _bounded(form: str, language: str) -> str:
    before, after = _boundary(form[0], language), _boundary(form[-1], language)
    opening = f"(?<!{before})" if before else ""
    closing = f"(?!{after})" if after else ""
    if form[0].isdigit():
        opening += r"(?<!\d[.,])"
    if form[-1].isdigit():
        closing += r"(?![.,]\d)"
    return opening + re.escape(form) + closing


def _boundary(character: str, language: str) -> str:
    """What may not stand beside ``character``: a letter or digit in English; its own script's in Japanese."""
    if character.isdigit():
        return r"\w" if language == "en" else r"[0-9０-９]"
    if language == "en":
        return r"\w" if character.isalnum() else ""
    if "ァ" <= character <= "ヺ" or character == "ー":
        return "[ァ-ヺー・]"
    return "[A-Za-z]" if character.isascii() and character.isalpha() else ""
