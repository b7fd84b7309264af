"""What makes two source texts the same to the memory: their wording, with a slot in place of every value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from translator.fixed import FixedSpan, SpanKind
from translator.store.wording import capitalized, pattern, replaced

VALUES = (SpanKind.DATE, SpanKind.TIME, SpanKind.NUMBER, SpanKind.MONEY, SpanKind.MEASURE, SpanKind.LAW)
"""Kinds whose source form may differ: their target form is computed anew."""

_SLOTS = {kind: chr(0xE000 + i) for i, kind in enumerate(VALUES)}
_SAME = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "ʼ": "'", "–": "-", "—": "-", "\u00a0": " "})
_ONE = frozenset(("1", "one", "a", "an"))


def normalized(text: str) -> str:
    """Composed characters, plain quotes and dashes, single spaces, no characters of the slots."""
    plain = unicodedata.normalize("NFC", text).translate(_SAME)
    return " ".join(re.sub("[\ue000-\ue0ff]", "", plain).split())


def values(spans: Iterable[FixedSpan]) -> list[FixedSpan]:
    """The values among the spans, in order."""
    return sorted((s for s in spans if s.kind in VALUES), key=lambda s: s.start)


def key(source: str, spans: Iterable[FixedSpan]) -> str:
    """The normalised source with one private-use character, by kind, in place of each value."""
    parts, position = list[str](), 0
    for span in values(spans):
        parts += [re.sub("[\ue000-\ue0ff]", "", source[position : span.start]), _SLOTS[span.kind]]
        position = span.end
    parts.append(re.sub("[\ue000-\ue0ff]", "", source[position:]))
    return " ".join(unicodedata.normalize("NFC", "".join(parts)).translate(_SAME).split())


def rendered(target: str, old: Sequence[FixedSpan], new: Sequence[FixedSpan], language: str) -> str | None:
    """``target``, made for the spans ``old``, with the target forms of ``new``; None where that is not safe.

    Not safe: a form that changes does not stand in the target, one form would have to become two, English would need
    another number of a noun, or a new fixed span is missing.
    """
    pairs = _pairs(old, new)
    if pairs is None:
        return None
    forms: dict[str, str] = {}
    for before, after in pairs:
        here, there = _changed(target, before, after, language)
        if here is None or forms.setdefault(here, there) != there or _agreement_breaks(here, there, after, language):
            return None
    text = replaced(target, {a: b for a, b in forms.items() if a != b}, language)
    known = {id(after) for _, after in pairs}
    added = [span for span in new if id(span) not in known and span.hard]
    return text if all(_standing(text, span, language) is not None for span in added) else None


def _changed(target: str, before: FixedSpan, after: FixedSpan, language: str) -> tuple[str | None, str]:
    """The form of ``before`` in the target, and the one of ``after`` in its place: the same variant if it has one.

    A term that was decided after the text was written may have its new form there already.
    """
    preferred = after.target(language)
    if before.target(language) == preferred:
        return preferred, preferred
    old, new = before.accepts(language), after.accepts(language)
    here = _standing(target, before, language)
    if here is None and after.kind not in VALUES and (there := _standing(target, after, language)):
        return there, there
    return here, new[old.index(here)] if here in old and len(old) == len(new) else preferred


def _pairs(old: Sequence[FixedSpan], new: Sequence[FixedSpan]) -> list[tuple[FixedSpan, FixedSpan]] | None:
    """Values by order, other spans by their source form; None if the values are not of the same kinds."""
    old_values, new_values = values(old), values(new)
    if [v.kind for v in old_values] != [v.kind for v in new_values]:
        return None
    left = [s for s in old if s.kind not in VALUES]
    pairs = list(zip(old_values, new_values, strict=True))
    for span in (s for s in new if s.kind not in VALUES):
        match = next((s for s in left if normalized(s.source) == normalized(span.source)), None)
        if match:
            left.remove(match)
            pairs.append((match, span))
    return pairs


def _standing(text: str, span: FixedSpan, language: str) -> str | None:
    """The form of the span that stands in the text, or None."""
    for form in span.accepts(language):
        for variant in (form, capitalized(form)) if language == "en" else (form,):
            if variant and pattern([variant], language).search(text):
                return form
    return None


def _agreement_breaks(before: str, after: str, span: FixedSpan, language: str) -> bool:
    """Whether one of the forms counts one thing and the other several, in a language where the verb hears it."""
    counts = span.kind in (SpanKind.NUMBER, SpanKind.MEASURE) and language == "en"
    return counts and (before.casefold().split()[0] in _ONE) != (after.casefold().split()[0] in _ONE)
