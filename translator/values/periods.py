"""Parts of years and years that are not the calendar's: quarters, halves, school and budget years, Hijri years."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from translator.fixed import SpanKind
from translator.values.dates import parse, render_en, render_ja
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


def _read_short_part(match: re.Match[str], published: date | None) -> Reading | None:
    """``1H-2025``, ``Q3 2024``, ``9M 2025``: a part of a year as the markets write it."""
    number, letter, year = int(match["n"] or match["n2"]), (match["p"] or match["p2"]).upper(), match["y"]
    year = year if len(year) == 4 else f"20{year}"
    if number > {"H": 2, "Q": 4, "M": 12}[letter] or number < 1:
        return None
    date_values: tuple[Value, ...] = (Decimal(number), Date(int(year)))
    if letter == "M":
        months = (f"first {number} months of {year}", f"the first {number} months of {year}")
        return Reading(SpanKind.DATE, (*months, f"{number}M {year}"), (f"{year}年1〜{number}月",), date_values)
    noun, part = ("half", ("上半期", "下半期")[number - 1]) if letter == "H" else ("quarter", f"第{number}四半期")
    en = (f"{ORDINALS[number]} {noun} of {year}", f"{number}{letter} {year}", f"{letter}{number} {year}", match[0])
    return Reading(SpanKind.DATE, en, (f"{year}年{part}", match[0]), date_values)


def _read_week(match: re.Match[str], published: date | None) -> Reading | None:
    """``pekan ketiga April 2024``: third week of April 2024, 2024年4月第3週."""
    month = parse(" ".join(filter(None, (match["mon"], match["y"]))))
    number = _WORDS.get(match["n"].lower()) or {"kelima": 5}.get(match["n"].lower()) or int(match["d"] or 0)
    if month is None or not 1 <= number <= 5:
        return None
    en = f"{ORDINALS[number]} week of {render_en(month)}"
    ja = render_ja(month)
    return Reading(SpanKind.DATE, (en, f"the {en}"), (f"{ja}第{number}週", f"{ja}の第{number}週"), (month,))


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


_MONTH = alternatives(split(row[1])[0] for row in rows("months"))

RULES: tuple[Rule, ...] = (
    rule(
        {DIGIT, "h", "q"},
        rf"(?:(?P<n>\d{{1,2}})(?P<p>[HQM])|(?P<p2>[HQ])(?P<n2>[1-4]))(?:[\s/-]{{0,2}}(?P<y>{_YEAR}|\d\d))",
        _read_short_part,
        0,
    ),
    rule(
        {"pekan", "minggu"},
        rf"(?:pekan|minggu)\s(?P<n>pertama|kedua|ketiga|keempat|kelima|ke-?(?P<d>[1-5]))\s(?:bulan\s)?(?P<mon>{_MONTH})"
        rf"(?:\s(?P<y>{_YEAR}))?",
        _read_week,
    ),
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
