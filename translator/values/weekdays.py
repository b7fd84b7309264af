"""Days of the week without a date: ``Senin pagi``, ``hari Jumat``, ``Senin-Jumat``, ``malam Minggu``.

English follows the AP Stylebook; Japanese writes 月曜日, with a part of the day 月曜朝.
"""

from __future__ import annotations

import re
from datetime import date

from translator.fixed import SpanKind
from translator.values.numbers import JOINER
from translator.values.rule import Reading, Rule, alternatives, keys, rule, unique
from translator.values.tables import lookup, rows, split, words

WEEKDAYS = {form.lower(): int(row[0]) for row in rows("weekdays") for form in split(row[1])}
WEEKDAY_EN = {int(row[0]): row[2] for row in rows("weekdays")}
WEEKDAY_JA = {int(row[0]): row[3] for row in rows("weekdays")}
WEEKDAY = alternatives(WEEKDAYS)
PART = alternatives(row[0] for row in rows("dayparts"))
_SUNDAY = 6

_NAMED = re.compile(rf"\b(?:{alternatives(words('weekday_before'))})\.?\s+$", re.I)
_NAMING = re.compile(rf"\s+(?:{alternatives(words('weekday_after'))})\b")
_WEEK = re.compile(r"\s+(?:ini|lalu|depan|kemarin|mendatang|pertama|kedua|ketiga|keempat|terakhir|ke-?\d)\b", re.I)
_PROMPT = re.compile(
    r"(?:^|[,(;]\s*|\b(?:pada|hari|setiap|tiap|sejak|mulai|hingga|sampai|dari|dan|atau|bukan)\s+)$", re.I
)


def daypart(text: str) -> tuple[str, ...]:
    """The row of a part of the day: its Indonesian, English and Japanese, and what it says of clock hours."""
    return lookup("dayparts")[" ".join(text.lower().split())]


def _read(match: re.Match[str], published: date | None) -> Reading | None:
    if not _is_weekday(match):
        return None
    first = WEEKDAYS[match["wd"].lower()]
    if match["wd2"]:
        return _pair(first, WEEKDAYS[match["wd2"].lower()], match["join"].strip().lower())
    if not match["part"]:
        return Reading(SpanKind.DATE, (WEEKDAY_EN[first],), (f"{WEEKDAY_JA[first]}曜日", f"{WEEKDAY_JA[first]}曜"))
    _, en, ja, *_ = daypart(match["part"])
    name = WEEKDAY_JA[first]
    return Reading(SpanKind.DATE, (en.replace("{}", WEEKDAY_EN[first]),), unique(_with_part(name, ja)))


def _with_part(name: str, part: str) -> tuple[str, ...]:
    return f"{name}曜{part}", f"{name}曜日{part}", f"{name}曜の{part}", f"{name}曜日の{part}"


def _is_weekday(match: re.Match[str]) -> bool:
    """Whether the word is a day here: no name (Pasar Senin), no week (Minggu lalu), no other word."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    if match["hari"]:
        return True
    if not match["wd"][0].isupper() or _NAMED.search(before) or _NAMING.match(after):
        return False
    if match["part"] or match["wd2"]:
        return True
    if WEEKDAYS[match["wd"].lower()] == _SUNDAY and (_WEEK.match(after) or not before.strip(" \"“'")):
        return False
    return _PROMPT.search(before) is not None or not re.match(r"\s+[A-Z][a-z]", after)


def _pair(first: int, last: int, join: str) -> Reading:
    a, b = WEEKDAY_JA[first], WEEKDAY_JA[last]
    if join in {"dan", "&"}:
        ja = (f"{a}曜日と{b}曜日", f"{a}曜日、{b}曜日", f"{a}曜と{b}曜", f"{a}、{b}曜日")
        return Reading(SpanKind.DATE, (f"{WEEKDAY_EN[first]} and {WEEKDAY_EN[last]}",), ja)
    en = tuple(f"{WEEKDAY_EN[first]}{joint}{WEEKDAY_EN[last]}" for joint in (" to ", "–", "-", " through "))
    return Reading(SpanKind.DATE, en, (f"{a}曜日から{b}曜日", f"{a}曜日〜{b}曜日", f"{a}〜{b}曜日", f"{a}〜{b}曜"))


def _read_eve(match: re.Match[str], published: date | None) -> Reading | None:
    """``malam Minggu`` is the evening that leads to Sunday: Saturday night."""
    if not match["wd"][0].isupper():
        return None
    eve = (WEEKDAYS[match["wd"].lower()] - 1) % 7
    return Reading(SpanKind.DATE, (f"{WEEKDAY_EN[eve]} night",), _with_part(WEEKDAY_JA[eve], "夜"))


RULES: tuple[Rule, ...] = (
    rule(
        keys(WEEKDAYS) | {"hari"},
        rf"(?P<hari>hari\s)?(?P<wd>{WEEKDAY})(?:(?P<join>{JOINER}|\sdan\s|\s?&\s?)(?:hari\s)?(?P<wd2>{WEEKDAY}))?"
        rf"(?:\s(?P<part>{PART}))?(?!-\w)",
        _read,
    ),
    rule({"malam"}, rf"malam\s(?P<wd>{WEEKDAY})(?!\s\()", _read_eve),
)
