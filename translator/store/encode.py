"""Data to the JSON text of a column and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from translator.article.model import Inline
from translator.fixed import FixedSpan, Origin, SpanKind
from translator.issues import Issue, Severity

# Looked up by the thousand when an article opens, where calls of the enumerations take longer.
_KINDS = {kind.value: kind for kind in SpanKind}
_ORIGINS = {origin.value: origin for origin in Origin}


def dumps(value: object) -> str:
    """Compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def strings(text: str) -> tuple[str, ...]:
    """A stored list of strings."""
    return tuple(json.loads(text))


def mapping(text: str) -> dict[str, Any]:
    """A stored object."""
    loaded: dict[str, Any] = json.loads(text) if text != "{}" else {}
    return loaded


def dump_inline(inline: Iterable[Inline]) -> str:
    """Inline markup of a block."""
    return dumps([[i.start, i.end, i.open, i.close] for i in inline])


def load_inline(text: str) -> tuple[Inline, ...]:
    """Inline markup of a block."""
    return tuple(Inline(*item) for item in json.loads(text)) if text != "[]" else ()


def dump_spans(spans: Iterable[FixedSpan]) -> str:
    """Fixed spans of a segment."""
    return dumps([_span(span) for span in spans])


def load_spans(text: str) -> tuple[FixedSpan, ...]:
    """Fixed spans of a segment."""
    return tuple(_load_span(item) for item in json.loads(text)) if text != "[]" else ()


def _span(span: FixedSpan) -> list[object]:
    return [
        span.start,
        span.end,
        span.source,
        span.kind.value,
        span.en,
        span.ja,
        span.origin.value,
        span.hard,
        span.accepts_en,
        span.accepts_ja,
        [[i.check, i.severity.value, i.message, i.span, i.start, i.end, i.fix] for i in span.issues],
        span.never_en,
        span.never_ja,
    ]


def _load_span(item: list[Any]) -> FixedSpan:
    # spans stored by the first version end with their issues
    start, end, source, kind, en, ja, origin, hard, accepts_en, accepts_ja, issues, *never = item
    return FixedSpan(
        start,
        end,
        source,
        _KINDS[kind],
        en,
        ja,
        _ORIGINS[origin],
        hard,
        tuple(accepts_en),
        tuple(accepts_ja),
        tuple(Issue(check, Severity(severity), *rest) for check, severity, *rest in issues),
        *map(tuple, never),
    )


def dump_forms(forms: Iterable[tuple[str, str, str]]) -> str:
    """Short forms of a settled name."""
    return dumps([list(form) for form in forms])


def load_forms(text: str) -> tuple[tuple[str, str, str], ...]:
    """Short forms of a settled name."""
    return tuple((id, en, ja) for id, en, ja in json.loads(text))


def dump_mapping(value: Mapping[str, object]) -> str:
    """A JSON object."""
    return dumps(dict(value))
