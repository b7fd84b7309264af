"""One pass over a source text that finds everything fixed: terms, composites, names, values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from translator import values
from translator.fixed import FixedSpan, SpanKind
from translator.glossary import Glossary, compose
from translator.names import NO_NAMES, Registry
from translator.names import find as find_names
from translator.names.katakana import katakana


def mark(
    text: str, glossary: Glossary, *, names: Registry = NO_NAMES, published: date | None = None
) -> tuple[FixedSpan, ...]:
    """Disjoint fixed spans of an Indonesian text, in order.

    Values come first (a date is never a term), then names that editors settled, glossary terms, and names that neither
    knows; titles, places and names that stand together become one span.
    """
    found = values.find(text, published)
    settled = names.find(text, found)
    terms = [span for span in glossary.find(text) if _free(span, [*found, *settled])]
    proposed = find_names(text, [*found, *settled, *terms])
    composed = compose(text, [*settled, *terms, *proposed], glossary, katakana=katakana)
    return tuple(sorted([*found, *(s for s in composed if _free(s, found))], key=lambda span: span.start))


def _free(span: FixedSpan, taken: Sequence[FixedSpan]) -> bool:
    return not any(span.overlaps(other) for other in taken)


def covers(text: str, spans: Sequence[FixedSpan]) -> bool:
    """Whether nothing but punctuation and white space stands outside the spans, and one of them is no mere number."""
    if not spans or all(s.kind is SpanKind.NUMBER for s in spans):
        return False
    rest, position = "", 0
    for span in spans:
        rest += text[position : span.start]
        position = span.end
    return not any(ch.isalnum() for ch in rest + text[position:])
