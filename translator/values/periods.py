"""Parts of years and years that are not the calendar's: quarters, halves, school and budget years, Hijri years."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from translator.fixed import SpanKind
from translator.values.model import Date, Value
from translator.values.numbers import ORDINALS
from translator.values.rule import DIGIT, Reading, Rule, alternatives, keys, product, rule, unique
from translator.values.tables import lookup, rows, split, words

_PARTS = tuple(form for row in rows("periods") for form in split(row[0]))
_NUMBERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_WORDS = {"pertama": 1, "kedua": 2, "ketiga": 3, "keempat": 4}
_YEAR = r"(?:19|20)\d\d"


def _read_part(match: re.Match[str], published: date | None) -> Reading | None:
    """``kuartal II-2025``: second quarter of 2025, 2025年第2四半期."""
    row = lookup("periods")[" ".join(match["part"].lower().split())]
    number = _NUMBERS.get(match["n"]) or _WORDS.get(match["n"].lower(), 0)
    year = match["y"]
    halves = split(row[3])
    if not number or (halves and (number > 2 or not year)):
        return None
    noun = f"{ORDINALS[number]} {row[1]}"
    en = (f"{noun} of {year}", f"{year} {noun}", f"Q{number} {year}") if year else (noun, f"Q{number}")
    part = halves[number - 1] if halves else row[2].format(number)
    months = f"{number * 3 - 2}〜{number * 3}月期"
    others = (part.replace("半期", "期"), "前半" if number == 1 else "後半") if halves else (months,)
    head = f"{year}年" if year else ""
    values: tuple[Value, ...] = (Decimal(number), *((Date(int(year)),) if year else ()))
    return Reading(SpanKind.DATE, en, unique(head + form for form in (part, *others)), values)


def _read_school_year(match: re.Match[str], published: date | None) -> Reading | None:
    """``tahun ajaran 2025/2026``: 2025/2026 academic year, 2025/26年度."""
    first, second = int(match["a"]), int(match["b"])
    if second != first + 1:
        return None
    noun = "fiscal" if match["of"].lower() == "anggaran" else "academic"
    years = (f"{first}/{second}", f"{first}–{second}", f"{first}-{second}", f"{first}/{second % 100:02}")
    nouns = (f"{{}} {noun} year", f"{noun} year {{}}", *(("{} school year",) if noun == "academic" else ()), "{}")
    ja = (f"{first}/{second}年度", f"{first}/{second % 100:02}年度", f"{first}〜{second % 100:02}年度", f"{first}年度")
    return Reading(SpanKind.DATE, product(nouns, years), ja, (Date(first), Date(second)))


def _read_hijri(match: re.Match[str], published: date | None) -> Reading | None:
    """``1446 Hijriah``: 1446 AH, ヒジュラ暦1446年."""
    year = match["y"]
    if any(match.string[: match.start()].rstrip().endswith(month) for month in words("hijri")):
        return None  # a day of the Hijri calendar
    en = (f"{year} AH", f"{year} Hijri", f"{year} H", f"{year} Hijriah")
    return Reading(SpanKind.DATE, en, (f"ヒジュラ暦{year}年", f"イスラム暦{year}年"), (Decimal(year),))


RULES: tuple[Rule, ...] = (
    rule(
        keys(_PARTS),
        rf"(?P<part>{alternatives(_PARTS)})\s(?P<n>I{{1,3}}|IV|[1-4]|pertama|kedua|ketiga|keempat)"
        rf"(?:(?:\s?[-–/]\s?|\s)(?:tahun\s)?(?P<y>{_YEAR}))?",
        _read_part,
    ),
    rule(
        {"tahun"},
        rf"tahun\s(?P<of>ajaran|pelajaran|akademik|anggaran)\s(?P<a>{_YEAR})\s?[/–-]\s?(?P<b>{_YEAR})",
        _read_school_year,
    ),
    rule({DIGIT}, r"(?P<y>1[34]\d\d)\s(?:Hijri[y]?ah|Hijriyyah|H)", _read_hijri, 0),
)
