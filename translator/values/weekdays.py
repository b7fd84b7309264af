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

_NUMBER = {form.lower(): int(row[0]) for row in rows("weekdays") for form in split(row[1])}
_EN = {int(row[0]): row[2] for row in rows("weekdays")}
_JA = {int(row[0]): row[3] for row in rows("weekdays")}
_WEEKDAY = alternatives(_NUMBER)
_PART = alternatives(row[0] for row in rows("dayparts"))
_SUNDAY = 6

_NAMED = re.compile(rf"\b(?:{alternatives(words('weekday_before'))})\.?\s+$", re.I)
_NAMING = re.compile(rf"\s+(?:{alternatives(words('weekday_after'))})\b")
_WEEK = re.compile(r"\s+(?:ini|lalu|depan|kemarin|mendatang|pertama|kedua|ketiga|keempat|terakhir|ke-?\d)\b", re.I)
_PROMPT = re.compile(
    r"(?:^|[,(;]\s*|\b(?:pada|hari|setiap|tiap|sejak|mulai|hingga|sampai|dari|dan|atau|bukan)\s+)$", re.I
)


def _read(match: re.Match[str], published: date | None) -> Reading | None:
    if not _is_weekday(match):
        return None
    first = _NUMBER[match["wd"].lower()]
    if match["wd2"]:
        return _pair(first, _NUMBER[match["wd2"].lower()], match["join"].strip().lower())
    if not match["part"]:
        return Reading(SpanKind.DATE, (_EN[first],), (f"{_JA[first]}曜日", f"{_JA[first]}曜"))
    _, en, ja, *_ = lookup("dayparts")[" ".join(match["part"].lower().split())]
    name = _JA[first]
    return Reading(SpanKind.DATE, (en.replace("{}", _EN[first]),), unique(_with_part(name, ja)))


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
    if _NUMBER[match["wd"].lower()] == _SUNDAY and (_WEEK.match(after) or not before.strip(" \"“'")):
        return False
    return _PROMPT.search(before) is not None or not re.match(r"\s+[A-Z][a-z]", after)


def _pair(first: int, last: int, join: str) -> Reading:
    one, two, short = f"{_JA[first]}曜日", f"{_JA[last]}曜日", f"{_JA[first]}〜{_JA[last]}曜日"
    if join in {"dan", "&"}:
        both = (f"{_JA[first]}曜と{_JA[last]}曜", f"{_JA[first]}、{_JA[last]}曜日")
        return Reading(SpanKind.DATE, (f"{_EN[first]} and {_EN[last]}",), (f"{one}と{two}", f"{one}、{two}", *both))
    en = tuple(f"{_EN[first]}{joint}{_EN[last]}" for joint in (" to ", "–", "-", " through "))
    return Reading(SpanKind.DATE, en, (f"{one}から{two}", f"{one}〜{two}", short, short.replace("曜日", "曜")))


def _read_eve(match: re.Match[str], published: date | None) -> Reading | None:
    """``malam Minggu`` is the evening that leads to Sunday: Saturday night."""
    if not match["wd"][0].isupper():
        return None
    eve = (_NUMBER[match["wd"].lower()] - 1) % 7
    return Reading(SpanKind.DATE, (f"{_EN[eve]} night",), _with_part(_JA[eve], "夜"))


RULES: tuple[Rule, ...] = (
    rule(
        keys(_NUMBER) | {"hari"},
        rf"(?P<hari>hari\s)?(?P<wd>{_WEEKDAY})(?:(?P<join>{JOINER}|\sdan\s|\s?&\s?)(?:hari\s)?(?P<wd2>{_WEEKDAY}))?"
        rf"(?:\s(?P<part>{_PART}))?(?!-\w)",
        _read,
    ),
    rule({"malam"}, rf"malam\s(?P<wd>{_WEEKDAY})(?!\s\()", _read_eve),
)
