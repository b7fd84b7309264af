"""Parts of a whole, ratios and ranges: which number stands first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from translator import values
from translator.checks.pair import Pair
from translator.fixed import FixedSpan
from translator.issues import Issue, Severity

_DARI = re.compile(r"(?:\s\w+)?\sdari\s(?:total\s|sekitar\s)?")
_JOINED = {
    ("part", "en"): re.compile(r"(?:\s\w+)?\s(?:out )?of\s(?:the\s|about\s|some\s|a total of\s)?\S{0,3}"),
    ("part", "ja"): re.compile(r"[^\d、。]{0,4}?(?:のうち|の中|中)の?[^\d、。]{0,3}"),
    ("pair", "en"): re.compile(r"\s?(?:[-–—:]|to|or|and)\s?"),
    ("pair", "ja"): re.compile(r"[^\d、。]{0,3}?(?:[-–—:〜～~]|対|から)"),
}


@dataclass(frozen=True, slots=True)
class _Order:
    """Two numbers of the source in their order.

    ``sort``: ``part`` (412 dari 890) or ``pair`` (1 banding 5, 15-24). ``whole``: whether ``span`` says both.
    """

    span: FixedSpan
    sort: str
    first: Decimal
    second: Decimal
    whole: bool


def turned(pair: Pair) -> Iterator[Issue]:
    """A part and its whole, or the ends of a ratio or range, stand the other way round: “890 of 412”.

    Never a false alarm so far.
    """
    said = [(piece.start, piece.end, value) for piece in pair.amounts.said for value in piece.values]
    for order in _orders(pair):
        joint = _JOINED[order.sort, pair.language]
        part_first = pair.language == "ja" and order.sort == "part"  # 890人のうち412人 is right
        wrong = (order.first, order.second) if part_first else (order.second, order.first)
        for (start, stop, one), (begin, end, other) in pairwise(said):
            if (one, other) == wrong and joint.fullmatch(pair.text[stop:begin]):
                yield _issue(pair, order, start, end)
                break


def _issue(pair: Pair, order: _Order, start: int, end: int) -> Issue:
    target = order.span.target(pair.language)
    if order.whole and (unit := re.search(r"\D*$", target)) and pair.text.startswith(unit[0], end):
        end += len(unit[0])
    text = pair.text[start:end]
    message = f"{order.span.source}: the draft has {text}, the other way round; exchange the numbers."
    return Issue(
        "value-swapped", Severity.ERROR, message, order.span.source, start, end, target if order.whole else None
    )


def _orders(pair: Pair) -> Iterator[_Order]:
    kept = {span for span, _ in pair.amounts.kept}
    wanted = sorted(pair.amounts.wanted, key=lambda span: span.start)
    for span in wanted:
        numbers = _numbers(span)
        if len(numbers) == 2 and numbers[0] != numbers[1] and span not in kept:
            yield _Order(span, "part" if " dari " in span.source else "pair", numbers[0], numbers[1], True)
    for one, other in pairwise(wanted):
        first, second = _numbers(one), _numbers(other)
        linked = _DARI.fullmatch(pair.source[one.end : other.start])
        if linked and len(first) == len(second) == 1 and first[0] < second[0]:
            yield _Order(one, "part", first[0], second[0], False)


def _numbers(span: FixedSpan) -> list[Decimal]:
    """The numbers that the span says; none if it says a date or time."""
    found = values.values_in(span.source, "id")
    numbers = [value for value in found if isinstance(value, Decimal)]
    return numbers if len(numbers) == len(found) else []
