"""One pass over a source text that finds everything fixed: terms, composites, names, values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from translator import values
from translator.fixed import FixedSpan, SpanKind
from translator.glossary import Glossary, compose
from translator.names import NO_NAMES, Registry, swallowed, with_initials
from translator.names import find as find_names
from translator.names.katakana import reading


def mark(
    text: str, glossary: Glossary, *, names: Registry = NO_NAMES, published: date | None = None
) -> tuple[FixedSpan, ...]:
    """Disjoint fixed spans of an Indonesian text, in order.

    Values come first (a date is never a term), then names that editors settled, glossary terms, and names that neither
    knows; titles, places and names that stand together become one span.
    """
    scan = glossary.scan(text)
    settled = with_initials(names, [text]).find(text)
    terms = [span for span in glossary.find(text, scan) if _free(span, settled)]
    fixed = [*settled, *terms]
    found = [value for value in values.find(text, published) if not any(_holds(span, value) for span in fixed)]
    settled = [span for span in settled if _free(span, found)]
    terms = [span for span in terms if _free(span, found)]
    people = find_names(text, [*found, *settled, *terms])
    if parts := swallowed(text, terms, people):
        terms = [term for term in terms if term not in parts]
        people = find_names(text, [*found, *settled, *terms])
        terms += [part for part in parts if _free(part, people)]
    return tuple(compose(text, [*found, *settled, *terms, *people], glossary, katakana=reading, scan=scan))


def _holds(term: FixedSpan, value: FixedSpan) -> bool:
    """Whether a value is a part of a longer term (``Siaga 2``)."""
    return term.start <= value.start and value.end <= term.end and len(term.source) > len(value.source)


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
