"""Finds every value of a text, longest reading first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from translator.fixed import FixedSpan, Origin, SpanKind
from translator.values import dates, numbers
from translator.values.data import rows
from translator.values.dates import Day

Finder = Callable[[str, date | None], Iterator[FixedSpan]]

_MONTH = "|".join(dates.MONTHS)
_WEEKDAY = "|".join(dates.WEEKDAYS)
_SCALE = "|".join(numbers.SCALES)
_N = rf"(?:{numbers.DIGITS})"
_DASH = r"\s?(?:[-–—]|hingga|sampai|s\.?d\.?)\s?"
_UNITS = {unit: (one, many, ja) for unit, one, many, ja in rows("units.tsv")}
_UNIT = "|".join(re.escape(u) for u in sorted(_UNITS, key=len, reverse=True))
_CURRENCIES = {sign: (en, ja) for sign, en, ja in rows("currencies.tsv")}
_CURRENCY = "|".join(re.escape(c) for c in sorted(_CURRENCIES, key=len, reverse=True))

_DATE = re.compile(
    rf"\b(?:(?P<weekday>{_WEEKDAY}),? )?(?P<day>\d{{1,2}})(?:{_DASH}(?P<last>\d{{1,2}}))? (?P<month>{_MONTH})\b"
    rf"(?: (?P<year>(?:19|20)\d\d))?",
    re.IGNORECASE,
)
_SLASH = re.compile(
    rf"\b(?P<weekday>{_WEEKDAY}),? ?\((?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})(?:/(?P<year>(?:20)?\d\d))?\)",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b(?:pukul|jam) (?P<hour>\d{1,2})[.:](?P<minute>\d\d)(?:[-–](?P<hour2>\d{1,2})[.:](?P<minute2>\d\d))?"
    r"(?: (?P<zone>WIB|WITA|WIT)\b)?",
    re.IGNORECASE,
)
_MONEY = re.compile(
    rf"(?<!\w)(?P<sign>{_CURRENCY})\.? ?(?P<n>{_N})(?:{_DASH}(?:{_CURRENCY})? ?(?P<n2>{_N}))?"
    rf"(?: (?P<scale>{_SCALE})\b)?(?:,-)?|\b(?P<n3>{_N})(?: (?P<scale3>{_SCALE}))? rupiah\b",
)
_MEASURE = re.compile(
    rf"(?<![\w.,/-])(?P<n>{_N})(?:{_DASH}(?P<n2>{_N}))? ?(?:(?P<scale>{_SCALE}) )?(?P<unit>{_UNIT})(?![\w/])"
)
_NUMBER = re.compile(rf"(?<![\w.,/-])(?P<n>{_N})(?: (?P<scale>{_SCALE})\b)?(?![\w/]|[.,:]\d|-\w)")
_ORDINAL = re.compile(rf"\bke-(?P<n>{_N})\b")
_DECADE = re.compile(r"\b(?P<year>(?:19|20)\d0)-an\b")
_CODE = re.compile(r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+|(?<!\w)[@#]\w+|\b[A-Z]+-\d+\b")
_ZONES = {
    "WIB": ("Western Indonesia Time", "西部インドネシア時間"),
    "WITA": ("Central Indonesia Time", "中部インドネシア時間"),
    "WIT": ("Eastern Indonesia Time", "東部インドネシア時間"),
}


def find(text: str, published: date | None = None) -> list[FixedSpan]:
    """Every value of an Indonesian text with its English and Japanese form: disjoint, in order.

    ``published`` gives the year of short dates, for the check of the weekday.
    """
    found: list[FixedSpan] = []
    for finder in _FINDERS:
        found += [s for s in finder(text, published) if not any(s.overlaps(other) for other in found)]
    return sorted(found, key=lambda span: span.start)


def _span(match: re.Match[str], kind: SpanKind, en: str, ja: str, *, hard: bool = True) -> FixedSpan:
    return FixedSpan(match.start(), match.end(), match.group(), kind, en, ja, Origin.RULE, hard)


def _codes(text: str, published: date | None) -> Iterator[FixedSpan]:
    for match in _CODE.finditer(text):
        yield _span(match, SpanKind.OTHER, match.group(), match.group())


def _dates(text: str, published: date | None) -> Iterator[FixedSpan]:
    for pattern, slash in ((_SLASH, True), (_DATE, False)):
        for match in pattern.finditer(text):
            day = _day(match, slash=slash)
            if not day.valid():
                continue
            issue = dates.calendar_issue(day, published, match.group())
            span = _span(match, SpanKind.DATE, dates.english(day), dates.japanese(day))
            yield replace(span, issues=(issue,) if issue else ())


def _day(match: re.Match[str], *, slash: bool) -> Day:
    groups = match.groupdict()
    month = int(groups["month"]) if slash else dates.MONTHS[groups["month"].lower()]
    year = int(groups["year"]) if groups["year"] else None
    if year is not None and year < 100:
        year += 2000
    last = groups.get("last")
    return Day(int(groups["day"]), month, year, int(last) if last else None, groups["weekday"] or "", slash)


def _clocks(text: str, published: date | None) -> Iterator[FixedSpan]:
    for match in _CLOCK.finditer(text):
        times = [(match["hour"], match["minute"]), (match["hour2"], match["minute2"])]
        pairs = [(int(h), int(m)) for h, m in times if h]
        if any(h > 24 or m > 59 for h, m in pairs):
            continue
        zone = _ZONES.get((match["zone"] or "").upper(), ("", ""))
        en = "–".join(_clock_en(h, m) for h, m in pairs) + (f" {zone[0]}" if zone[0] else "")
        ja = zone[1] + "〜".join(_clock_ja(h, m) for h, m in pairs)
        yield _span(match, SpanKind.TIME, en, ja)


def _clock_en(hour: int, minute: int) -> str:
    half = "a.m." if hour < 12 else "p.m."
    return f"{hour % 12 or 12}:{minute:02} {half}" if minute else f"{hour % 12 or 12} {half}"


def _clock_ja(hour: int, minute: int) -> str:
    half = "午前" if hour < 12 else "午後"
    return f"{half}{hour % 12}時" + (f"{minute}分" if minute else "")


def _read(match: re.Match[str], n: str = "n", scale: str = "scale") -> tuple[Decimal, str] | None:
    number = numbers.parse(match[n])
    return (number, match[scale] or "") if number is not None else None


def _money(text: str, published: date | None) -> Iterator[FixedSpan]:
    for match in _MONEY.finditer(text):
        if match["n3"]:
            read, sign = _read(match, "n3", "scale3"), "Rp"
        else:
            read, sign = _read(match), match["sign"]
        if read is None:
            continue
        prefix, suffix = _CURRENCIES[sign]
        number, scale = read
        en = prefix + numbers.english(number, scale)
        ja = numbers.japanese(numbers.scaled(number, scale)) + suffix
        if match["n2"] and (upper := numbers.parse(match["n2"])) is not None:
            en = f"{prefix}{number:,f}–{numbers.english(upper, scale)}"
            both = (number, upper)
            ja = "〜".join(numbers.japanese(numbers.scaled(n, scale)) for n in both) + suffix
        yield _span(match, SpanKind.MONEY, en, ja)


def _measures(text: str, published: date | None) -> Iterator[FixedSpan]:
    for match in _MEASURE.finditer(text):
        read = _read(match)
        if read is None:
            continue
        number, scale = read
        one, many, unit = _UNITS[match["unit"]]
        low, high = "", ""
        if match["n2"] and (upper := numbers.parse(match["n2"])) is not None:
            low, high = f"{number:,f}–", f"{numbers.japanese(numbers.scaled(number, scale))}〜"
            number = upper
        word = one if number == 1 and not low else many
        gap = "" if word == "%" else " "
        en = low + numbers.english(number, scale) + gap + word
        yield _span(match, SpanKind.MEASURE, en, high + numbers.japanese(numbers.scaled(number, scale)) + unit)


def _ordinals(text: str, published: date | None) -> Iterator[FixedSpan]:
    for match in _ORDINAL.finditer(text):
        number = numbers.parse(match["n"])
        if number is not None:
            yield _span(match, SpanKind.NUMBER, f"{number:,f}{_suffix(int(number))}", f"第{number:f}回")


def _suffix(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _decades(text: str, published: date | None) -> Iterator[FixedSpan]:
    for match in _DECADE.finditer(text):
        yield _span(match, SpanKind.DATE, f"the {match['year']}s", f"{match['year']}年代")


def _numbers(text: str, published: date | None) -> Iterator[FixedSpan]:
    for match in _NUMBER.finditer(text):
        read = _read(match)
        if read is None:
            continue
        number, scale = read
        before = text[: match.start()].rstrip()
        if re.fullmatch(r"0\d+|\d{7,}", match.group()):  # telephone and register numbers
            yield _span(match, SpanKind.OTHER, match.group(), match.group())
        elif re.fullmatch(r"(?:19|20)\d\d", match.group()):
            ja = (
                f"{match.group()}年"
                if re.search(r"\b(?:tahun|pada|sejak|hingga|dalam|mulai)$", before)
                else match.group()
            )
            yield _span(match, SpanKind.NUMBER, match.group(), ja)
        else:
            ja = numbers.japanese(numbers.scaled(number, scale))
            yield _span(match, SpanKind.NUMBER, numbers.english(number, scale), ja)


_FINDERS: tuple[Finder, ...] = (_codes, _dates, _clocks, _money, _ordinals, _decades, _measures, _numbers)
