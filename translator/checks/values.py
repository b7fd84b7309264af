"""Values: dates, times, numbers, sums of money and measures, compared by what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from rapidfuzz import fuzz

from translator import values
from translator.checks.amounts import Said
from translator.checks.find import fold, occurrences
from translator.checks.pair import Pair
from translator.checks.place import gap
from translator.checks.tables import words
from translator.fixed import FixedSpan, SpanKind
from translator.issues import Issue, Severity
from translator.values import Date, Value


def missing(pair: Pair) -> Iterator[Issue]:
    """A value of the source is not in the draft, or stands there changed.

    1,2 triliun, 1.2 trillion and 1兆2000億 are one value. A converted unit (kilometres as miles) and a number
    rendered by an idiom look like it.
    """
    for span, said in replaced(pair):
        name = "span-missing" if span.hard else "value-missing"
        severity = Severity.ERROR if span.hard and not _converted(pair, span) else Severity.WARNING
        target = span.target(pair.language)
        if said is None:
            start, fix = gap(pair, span)
            message = f"{span.source}: the draft does not say {target}; put it in its place."
            yield Issue(name, severity, message, span.source, start, start, fix)
        else:
            start, end, fix = _mended(pair, span, said)
            message = f"{span.source}: the draft has {pair.text[start:end]} for {target}; correct it."
            yield Issue(name, severity, message, span.source, start, end, fix)


def added(pair: Pair) -> Iterator[Issue]:
    """The draft says a number or date that the source does not have.

    Words such as 3輪車 for *bajaj*, and numbers that the source only implies, look like it.
    """
    used = {said for _, said in replaced(pair)}
    for said in pair.amounts.added:
        if said not in used:
            text = pair.text[said.start : said.end]
            message = f"“{text}” is not in the source: take it out or correct it."
            yield Issue("value-added", Severity.WARNING, message, "", said.start, said.end)


def swapped(pair: Pair) -> Iterator[Issue]:
    """Two values changed places: a number stands with the unit of another. Never a false alarm so far."""
    folded = fold(pair.text)
    for span, said in pair.amounts.loose:
        for other in pair.amounts.wanted:
            place = _place(folded, span, other, pair.language)
            if place is not None:
                start, end = place
                text = pair.text[start:end]
                message = f"{span.source}: the draft has {text}, the number of {other.source}; exchange them."
                fix = span.target(pair.language)
                yield Issue("value-swapped", Severity.ERROR, message, span.source, start, end, fix)
                yield from _partner(pair, span, other, said)
                break


def order(pair: Pair) -> Iterator[Issue]:
    """Two numbers without units stand the other way round in English. A sentence turned round looks like it."""
    if pair.language != "en":
        return
    kept = sorted(pair.amounts.kept, key=lambda found: found[0].start)
    for (one, first), (other, second) in pairwise(kept):
        if first > second and one.en != other.en:
            text, wrong = pair.text[slice(*second)], pair.text[slice(*first)]
            message = f"{wrong} and {text} stand the other way round in the source: see whether they are exchanged."
            yield Issue("value-order", Severity.WARNING, message, one.source, *second)
            return


def _partner(pair: Pair, span: FixedSpan, other: FixedSpan, said: Said) -> Iterator[Issue]:
    """The other end of the exchange, where the other value has no unit and tells nothing itself."""
    figure = _figure(other.target(pair.language), pair.language)
    if other not in (loose for loose, _ in pair.amounts.loose):
        message = f"{other.source}: the draft has the number of {span.source}; exchange them."
        yield Issue("value-swapped", Severity.ERROR, message, other.source, said.start, said.end, figure)


def replaced(pair: Pair) -> list[tuple[FixedSpan, Said | None]]:
    """Each lost value with the piece of the draft that seems to stand for it."""
    free = list(pair.amounts.spare)
    pairs: list[tuple[FixedSpan, Said | None]] = []
    for span in pair.amounts.lost:
        own = values.located(span.target(pair.language), pair.language)
        likely = [piece for piece in free if len(own) == 1 and _kind(piece.values) == _kind(own[0][2])]
        best = max(likely, key=lambda piece: _likeness(pair, span, piece), default=None)
        if best is not None:
            free.remove(best)
        pairs.append((span, best))
    return pairs


def _converted(pair: Pair, span: FixedSpan) -> bool:
    """Whether the draft seems to have the measure in another unit: “3,000 miles” for 4.800 km."""
    units = words("imperial.txt")
    figures = (pair.text[said.end : said.end + 12] for said in pair.amounts.spare)
    return span.kind is SpanKind.MEASURE and any(
        _UNIT.findall(rest)[:1] and _UNIT.findall(rest)[0] in units for rest in figures
    )


_UNIT = re.compile(r"[A-Za-z°]+|[ァ-ヺー]+")


def _kind(found: tuple[Value, ...]) -> list[type[Value]]:
    return [type(value) for value in found]


def _likeness(pair: Pair, span: FixedSpan, piece: Said) -> tuple[bool, float]:
    added = piece in pair.amounts.added
    return added, fuzz.ratio(span.target(pair.language), pair.text[piece.start : piece.end])


def _mended(pair: Pair, span: FixedSpan, said: Said) -> tuple[int, int, str]:
    """Place and text of the correction: the number alone, its unit stays as the draft has it."""
    target = span.target(pair.language)
    ((start, end, _),) = values.located(target, pair.language)
    return said.start, said.end, target[start:end]


def _place(folded: str, span: FixedSpan, partner: FixedSpan, language: str) -> tuple[int, int] | None:
    """Where the number of ``partner`` stands with the unit of ``span``, unless that is its own."""
    figure = _figure(partner.target(language), language)
    for form in span.accepts(language):
        own = _figure(form, language)
        if figure and own and own != figure and form != own:
            wrong = form.replace(own, figure, 1)
            found = next(occurrences(folded, wrong, language), None)
            if found and not any(fold(wrong).rstrip("s") in fold(right) for right in partner.accepts(language)):
                return found
    return None


def _figure(form: str, language: str) -> str:
    pieces = values.located(form, language)
    if len(pieces) != 1 or isinstance(pieces[0][2][0], Date):
        return ""
    start, end, _ = pieces[0]
    return form[start:end]
