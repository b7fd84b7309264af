"""First mention in full, later mentions short: 汚職撲滅委員会（KPK）, then KPK, over one article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from translator.fixed import FixedSpan
from translator.glossary.glossary import Glossary
from translator.glossary.model import Entry

_ACRONYM = re.compile(r"\b[A-Z][A-Za-z]*[A-Z]\w*\b")
_SHORT_EN = re.compile(r"\(([^()]+)\)$")
_SHORT_JA = re.compile(r"（([^（）]+)）$")


def shorten(segments: Sequence[tuple[str, Sequence[FixedSpan]]], glossary: Glossary) -> list[tuple[FixedSpan, ...]]:
    """Spans of an article's segments, in order, with the short form of each body from its second mention on.

    A body has a short form where the glossary's forms of its acronym end in brackets: ``KPK``, Corruption Eradication
    Commission (KPK). The full form stays accepted.
    """
    met: set[str] = set()
    shortened = []
    for _, spans in segments:
        kept = []
        for span in spans:
            for acronym in dict.fromkeys(_ACRONYM.findall(span.source)):
                entry = glossary.lookup(acronym)
                if entry is None:
                    continue
                if acronym in met:
                    span = _short(span, entry)
                elif entry.en[0] in span.en:
                    met.add(acronym)
            kept.append(span)
        shortened.append(tuple(kept))
    return shortened


def _short(span: FixedSpan, entry: Entry) -> FixedSpan:
    """The span with the entry's full form replaced by what its brackets hold."""
    short_en, short_ja = _SHORT_EN.search(entry.en[0]), _SHORT_JA.search(entry.ja[0])
    if short_en is None or short_ja is None:
        return span
    en, ja = span.en.replace(entry.en[0], short_en[1]), span.ja.replace(entry.ja[0], short_ja[1])
    return replace(
        span,
        en=en,
        ja=ja,
        accepts_en=tuple(dict.fromkeys((span.en, *span.accepts_en))) if en != span.en else span.accepts_en,
        accepts_ja=tuple(dict.fromkeys((span.ja, *span.accepts_ja))) if ja != span.ja else span.accepts_ja,
    )
