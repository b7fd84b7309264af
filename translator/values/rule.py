"""What a rule is: a pattern that starts at known words, and a reading of what it matched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from translator.fixed import SpanKind
from translator.issues import Issue, Severity
from translator.values.model import Value

DIGIT = "0"
"""Key of rules that start at a digit; other keys are lower-case words or single signs."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a matched piece of Indonesian means.

    ``en``, ``ja``: right renderings, the preferred one first. ``values``: what it says, for comparing texts.
    ``end``: where the piece really ends when the pattern looked further; else None.
    """

    kind: SpanKind
    en: tuple[str, ...]
    ja: tuple[str, ...]
    values: tuple[Value, ...] = ()
    hard: bool = True
    issues: tuple[Issue, ...] = ()
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """``pattern`` is tried where a token with a key in ``starts`` begins; ``read`` may refuse with None."""

    starts: frozenset[str]
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], date | None], Reading | None]


def rule(
    starts: Iterable[str], pattern: str, read: Callable[[re.Match[str], date | None], Reading | None], flags: int = re.I
) -> Rule:
    """A rule whose match must not be followed by a letter or digit."""
    return Rule(frozenset(starts), re.compile(rf"(?:{pattern})(?![^\W_])", flags), read)


def alternatives(forms: Iterable[str]) -> str:
    """Regular expression for any of ``forms``, longest first, with any white space between words."""
    ordered = sorted(set(forms), key=len, reverse=True)
    return "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in ordered)


def keys(forms: Iterable[str]) -> frozenset[str]:
    """Keys of rules that start with one of ``forms``."""
    return frozenset(_key(form) for form in forms)


def _key(form: str) -> str:
    word = re.match(r"[^\W\d_]+", form)
    return word.group().lower() if word else form[0]


def same(text: str, issues: tuple[Issue, ...] = (), values: tuple[Value, ...] = ()) -> Reading:
    """A reading that leaves the source as it stands."""
    return Reading(SpanKind.OTHER, (text,), (text,), values, issues=issues)


def unsure(source: str, message: str) -> Issue:
    """The issue of a reading that the editor should look at."""
    return Issue("value-unsure", Severity.WARNING, message, source)


def unique(forms: Iterable[str]) -> tuple[str, ...]:
    """``forms`` without repetitions, in order."""
    return tuple(dict.fromkeys(forms))


def product(template_forms: Iterable[str], figures: Iterable[str]) -> tuple[str, ...]:
    """Every template with every figure at ``{}``: the preferred template first."""
    listed = tuple(figures)
    return unique(template.replace("{}", figure) for template in template_forms for figure in listed)
