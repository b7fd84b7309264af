"""One article, one form: later short mentions (``Tri``) take the forms of the full name (``Tri Adhianto``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from translator.fixed import FixedSpan, Origin, SpanKind
from translator.issues import Issue, Severity
from translator.names.japanese import japanese_person
from translator.names.katakana import fold
from translator.names.tokens import is_common, split_words

MarkedText = tuple[str, Sequence[FixedSpan]]
"""Text of a segment and its fixed spans, in order."""

_KATAKANA = re.compile(r"[ァ-ヶー]+(?:・[ァ-ヶー]+)+")


@dataclass(frozen=True, slots=True)
class _Full:
    """A full name met so far: its part → Japanese part."""

    source: str
    kind: SpanKind
    parts: dict[str, str]


def resolve(segments: Sequence[MarkedText]) -> list[tuple[str, tuple[FixedSpan, ...]]]:
    """Spans of an article with short mentions linked to the latest full name that has the same part.

    Segments come in article order and go out in the same order and number. A short mention gets kind and Japanese part
    of its full name; for persons the forms with 氏 and さん are accepted. Where two full names share the part, the
    latest is taken and a ``name-ambiguous`` issue says so. A title may mention a name before the body gives it in full;
    then the first full name of the article counts. Capitalised parts that nobody marked are marked, too.
    """
    every = [full for _, spans in segments for span in spans if (full := _full(span))]
    met: list[_Full] = []
    resolved = []
    for text, spans in segments:
        mended = []
        for span in spans:
            mended.append(_linked(span, met, every))
            if full := _full(span):
                met.append(full)
        missed = _missed(text, mended, met)
        resolved.append((text, tuple(sorted([*mended, *missed], key=lambda s: s.start))))
    return resolved


def _full(span: FixedSpan) -> _Full | None:
    """The span as a full name: a person of several parts whose Japanese has as many."""
    if span.kind is SpanKind.TITLE:
        person = _titled(span)
        return _full(person) if person else None
    parts, kana = span.source.split(), span.ja.split("・")
    if span.kind not in (SpanKind.PERSON, SpanKind.OTHER) or len(parts) < 2:
        return None
    if len(parts) != len(kana):
        return None
    if _turned(span):
        kana.reverse()
    return _Full(span.source, SpanKind.PERSON, {fold(p): k for p, k in zip(parts, kana, strict=True)})


def _titled(span: FixedSpan) -> FixedSpan | None:
    """The person behind a title: the last words of the English that the source has, with as many parts in katakana."""
    words = span.en.split()
    names = (" ".join(words[i:]) for i in range(len(words) - 1))
    name = next((name for name in names if name in span.source), "")
    parts = len(name.split())
    kana = [found for found in _KATAKANA.findall(span.ja) if found.count("・") + 1 == parts]
    return replace(span, source=name, kind=SpanKind.PERSON, ja=kana[-1]) if parts > 1 and kana else None


def _turned(span: FixedSpan) -> bool:
    """Whether the Japanese form puts the family name first where the source puts it last."""
    person = japanese_person(span.source.split(), context=True)
    return person is not None and person.kana == span.ja and person.family == span.source.split()[1]


def _linked(span: FixedSpan, met: Sequence[_Full], every: Sequence[_Full]) -> FixedSpan:
    """The span with the forms of its full name, when it is a short mention of one."""
    if span.origin is not Origin.RULE or span.kind not in (SpanKind.PERSON, SpanKind.OTHER) or " " in span.source:
        return _polite(span)
    key = fold(span.source)
    known = [full for full in met if key in full.parts] or [full for full in every if key in full.parts][:1]
    if not known:
        return _polite(span)
    full, issues = known[-1], tuple(i for i in span.issues if i.check != "name-proposal")
    others = {f.source for f in known} - {full.source}
    if others:
        issues = (*issues, _ambiguous(span.source, full.source, sorted(others)))
    return _polite(replace(span, kind=full.kind, ja=full.parts[key], hard=True, issues=issues, accepts_ja=()))


def _missed(text: str, spans: Sequence[FixedSpan], met: Sequence[_Full]) -> Iterator[FixedSpan]:
    """Short mentions that look like common words by themselves (``Indah`` after ``Indah Amperawati``)."""
    known = {part: full for full in met for part in full.parts}
    for before, word in pairwise((None, *split_words(text))):
        full = known.get(word.key) if word else None
        opens = word is not None and word.opens and is_common(word.key)
        if word is None or full is None or not word.capital or opens or len(word.text) < 3:
            continue
        beside_capital = before is not None and before.capital and word.gap == " " and not is_common(before.key)
        if not beside_capital and not any(s.start < word.end and word.start < s.end for s in spans):
            kana = full.parts[word.key]
            yield _polite(FixedSpan(word.start, word.end, word.text, full.kind, word.text, kana, Origin.RULE))


def _polite(span: FixedSpan) -> FixedSpan:
    """A person's span that also accepts the polite forms with 氏 and さん."""
    if span.kind is not SpanKind.PERSON:
        return span
    polite = (f"{span.ja}氏", f"{span.ja}さん")
    return replace(span, accepts_ja=tuple(dict.fromkeys((*span.accepts_ja, *polite))))


def _ambiguous(short: str, taken: str, others: Sequence[str]) -> Issue:
    message = f"{short} may be {taken} or {', '.join(others)}: {taken}, named last, was taken; check who is meant."
    return Issue(check="name-ambiguous", severity=Severity.INFO, message=message, span=short)
