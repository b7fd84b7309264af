"""Every value in an Indonesian text, as fixed spans: one walk from left to right, the longest reading at each place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache

from translator.fixed import FixedSpan, Origin
from translator.values import (
    codes,
    coordinates,
    counted,
    dates,
    laws,
    measures,
    money,
    numbers,
    periods,
    times,
    weekdays,
)
from translator.values.codes import ADDRESS, CODE, MAYBE_ADDRESS
from translator.values.rule import DIGIT, Reading, Rule, same, unique

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_RULES = (
    *laws.RULES,
    *periods.RULES,
    *coordinates.RULES,
    *dates.RULES,
    *times.RULES,
    *weekdays.RULES,
    *money.RULES,
    *measures.RULES,
    *counted.RULES,
    *numbers.RULES,
    *codes.RULES,
)


def find(text: str, published: date | None = None) -> list[FixedSpan]:
    """All values of ``text``, in order and without overlap, with their English and Japanese forms.

    ``published``: the day of the article; it gives dates without a year the year that their weekday is checked in.
    """
    return [_span(text, start, end, reading) for start, end, reading in read(text, published)]


def read(text: str, published: date | None = None) -> Iterator[tuple[int, int, Reading]]:
    """Start, end and reading of every value of ``text``, in order and without overlap; none reaches over a tab."""
    for cell in re.finditer(r"[^\t]+", text):
        for start, end, reading in _read_cell(cell[0], published):
            yield cell.start() + start, cell.start() + end, reading


def _read_cell(text: str, published: date | None) -> Iterator[tuple[int, int, Reading]]:
    fixed = _addresses(text)
    position = 0
    for token in _TOKEN.finditer(text):
        start = token.start()
        if start < position:
            continue
        if start in fixed:
            position = fixed[start]
            yield start, position, same(text[start:position])
            continue
        best = _longest(text, start, token.group(), published)
        if best is not None:
            position, reading = best
            yield start, position, reading


def _longest(text: str, start: int, token: str, published: date | None) -> tuple[int, Reading] | None:
    rules = _candidates(text, start, token)
    if not rules:
        return None
    best: tuple[int, Reading] | None = None
    for rule in rules:
        match = rule.pattern.match(text, start)
        if match is None or (best and match.end() <= best[0]):
            continue
        reading = rule.read(match, published)
        if reading is not None:
            end = reading.end or match.end()
            best = (end, reading) if best is None or end > best[0] else best
    return best


def _candidates(text: str, start: int, token: str) -> tuple[Rule, ...]:
    first = token[0]
    before = text[start - 1] if start else " "
    if first.isdigit():
        joined = before.isalnum() or before == "_" or (before in "-–/.," and start > 1 and text[start - 2].isalnum())
        return () if joined else _index().get(DIGIT, ())
    if before.isalnum() or before == "_":
        return ()
    if (
        first.isalpha()
        and first.isupper()
        and re.match(
            r"[-–+]?\d|\s?[-–+]\d|\s\d{2,4}\b|\s\d{1,4}\s[A-Z]{1,3}\b",
            text[start + len(token) : start + len(token) + 10],
        )
    ):
        return _index().get(token.lower(), ()) + _index()[CODE]
    return _index().get(token.lower(), ())


@cache
def _index() -> dict[str, tuple[Rule, ...]]:
    table: defaultdict[str, list[Rule]] = defaultdict(list)
    for rule in _RULES:
        for key in rule.starts:
            table[key].append(rule)
    return {key: tuple(rules) for key, rules in table.items()}


def _addresses(text: str) -> dict[int, int]:
    if not MAYBE_ADDRESS.search(text):
        return {}
    return {match.start(): match.end() for match in ADDRESS.finditer(text)}


def _span(text: str, start: int, end: int, reading: Reading) -> FixedSpan:
    return FixedSpan(
        start=start,
        end=end,
        source=text[start:end],
        kind=reading.kind,
        en=reading.en[0],
        ja=reading.ja[0],
        origin=Origin.RULE,
        hard=reading.hard,
        accepts_en=unique(reading.en)[1:],
        accepts_ja=unique(reading.ja)[1:],
        issues=reading.issues,
    )
