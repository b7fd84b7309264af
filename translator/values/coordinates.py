"""Places on the globe (``3,52° LU`` → 3.52°N, 北緯3.52度) and intensities of earthquakes (``V MMI``)."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from translator.fixed import SpanKind
from translator.values.numbers import ROMANS
from translator.values.rule import DIGIT, Reading, Rule, alternatives, rule
from translator.values.tables import lookup, rows, split

_DIRECTION = alternatives(form for row in rows("directions") for form in split(row[0]))
_DEGREES = r"(?P<d>\d{1,3}(?:[.,]\d+)?)\s?(?:°|º|derajat)?"
_MINUTES = r"(?:\s?(?P<m>\d{1,2}(?:[.,]\d+)?)\s?['’′])?(?:\s?(?P<s>\d{1,2}(?:[.,]\d+)?)\s?[\"”″])?"
_GRADES = ROMANS[:12]
_ROMAN = alternatives(_GRADES)


def _read_place(match: re.Match[str], published: date | None) -> Reading:
    _, en, ja = lookup("directions")[" ".join(match["to"].lower().split())]
    parts = [(text.replace(",", "."), sign, word) for text, sign, word in _parts(match) if text]
    figures = "".join(text + sign for text, sign, _ in parts)
    words = "".join(text + word for text, _, word in parts)
    return Reading(
        SpanKind.MEASURE,
        (f"{figures}{en}", f"{figures} {en}"),
        (ja + words, f"{ja} {words}"),
        tuple(Decimal(text) for text, _, _ in parts),
    )


def _parts(match: re.Match[str]) -> tuple[tuple[str | None, str, str], ...]:
    return (match["d"], "°", "度"), (match["m"], "′", "分"), (match["s"], "″", "秒")


def _read_intensity(match: re.Match[str], published: date | None) -> Reading:
    """``III-IV MMI``: III–IV MMI, 改正メルカリ震度III〜IV."""
    low, high = match["low"], match["high"]
    en = f"{low}–{high} MMI" if high else f"{low} MMI"
    grade = f"{low}〜{high}" if high else low
    lead = "a scale of " if match["scale"] else ""
    return Reading(SpanKind.MEASURE, (lead + en, en), (f"改正メルカリ震度{grade}", f"MMI{grade}"))


RULES: tuple[Rule, ...] = (
    rule({DIGIT}, rf"{_DEGREES}{_MINUTES}\s?(?P<to>{_DIRECTION})", _read_place),
    rule(
        {"skala", *map(str.lower, _GRADES)},
        rf"(?P<scale>[Ss]kala\s)?(?P<low>{_ROMAN})(?:\s?[-–]\s?(?P<high>{_ROMAN}))?\sMMI",
        _read_intensity,
        0,
    ),
)
