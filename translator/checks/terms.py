"""Terms and names: each form that is fixed stands in the draft, once per occurrence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.checks.claims import without
from translator.checks.find import fold, occurrences
from translator.checks.pair import Pair
from translator.checks.place import gap, near
from translator.fixed import FixedSpan, SpanKind
from translator.issues import Issue, Severity

NAMES = frozenset((SpanKind.PERSON, SpanKind.PLACE, SpanKind.ORGANIZATION, SpanKind.ACRONYM, SpanKind.OTHER))
_KANA = re.compile(r"[ァ-ヺー]{2,}")


def missing(pair: Pair) -> Iterator[Issue]:
    """A fixed form is not in the draft, or not as often as in the source.

    A draft that a person wrote may say “the mayor” or “he” the second time.
    """
    for span in pair.claims.lost:
        if span.hard:
            yield _lost(pair, span, "span-missing", Severity.ERROR)


def name_missing(pair: Pair) -> Iterator[Issue]:
    """A name that only has to be rendered sensibly is not to be found.

    Foreign names have more than one katakana form: the check knows one, and the Latin one.
    """
    for span in pair.claims.lost:
        if not span.hard and span.kind in NAMES and not recognisable(pair, span):
            yield _lost(pair, span, "name-missing", Severity.WARNING)


def doubled(pair: Pair) -> Iterator[Issue]:
    """A fixed form stands more often than in the source. A name in place of a pronoun may look like it."""
    for span, (start, end) in (*pair.claims.extra, *pair.amounts.doubled):
        if span.hard:
            form = pair.text[start:end]
            before = _again(pair, start, form)
            start, fix = (start, None) if before is None else (before, "")
            message = f"{span.source}: {form} stands once too often in the draft; take one out."
            yield Issue("span-doubled", Severity.WARNING, message, span.source, start, end, fix)


def forbidden(pair: Pair) -> Iterator[Issue]:
    """The draft has a form that the glossary forbids for a term of the source. Never a false alarm by itself."""
    folded = fold(pair.text)
    reported: set[tuple[int, int]] = set()
    for span in pair.spans:
        for form in span.never(pair.language):
            for start, end in occurrences(folded, form, pair.language):
                if (start, end) not in reported and not _part(pair, start, end):
                    reported.add((start, end))
                    target = span.target(pair.language)
                    message = f"{span.source}: the glossary forbids {pair.text[start:end]}; write {target}."
                    yield Issue("term-forbidden", Severity.ERROR, message, span.source, start, end, target)


def _part(pair: Pair, start: int, end: int) -> bool:
    return any(a <= start and end <= b for a, b in pair.claims.places)


def _lost(pair: Pair, span: FixedSpan, check: str, severity: Severity) -> Issue:
    target = span.target(pair.language)
    place = near(pair, target)
    if place:
        start, end = place
        message = f"{span.source}: the draft has {pair.text[start:end]} for {target}; correct it."
        return Issue(check, severity, message, span.source, start, end, target)
    start, fix = gap(pair, span)
    message = f"{span.source}: the draft must have {target} once; put it in its place."
    return Issue(check, severity, message, span.source, start, start, fix)


def recognisable(pair: Pair, span: FixedSpan) -> bool:
    """Whether the name stands in Latin letters, or in part, or in a form much like it.

    In Japanese any katakana word that is no term may be it: rules do not know how a foreign name is read.
    """
    folded = fold(pair.text)
    parts = [part for part in fold(span.source).split() if len(part) > 2]
    if any(part in folded for part in parts) or near(pair, span.target(pair.language)):
        return True
    return pair.language == "ja" and bool(_KANA.search(without(pair.text, pair.claims.places)))


_JOINTS = {
    "en": re.compile(r"(?:,? and|,)? $"),
    "ja": re.compile(r"(?:、?(?:および|及び|そして|また)|[、とやも・]|から)?$"),
}
"""What may stand between a form and the same form again: ``インドネシア、およびインドネシア``."""


def _again(pair: Pair, start: int, form: str) -> int | None:
    """Where the same form right before, or joined to it by a conjunction, ends; None without one."""
    joint = _JOINTS[pair.language].search(pair.text[:start])
    return joint.start() if joint and pair.text[: joint.start()].endswith(form) else None
