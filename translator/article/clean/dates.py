"""The day an article is dated, read from the date line of its page or from its lead."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

_MONTHS = (
    "jan(?:uari|uary)?|feb(?:ruari|ruary)?|peb(?:ruari)?|mar(?:et|ch)?|apr(?:il)?|mei|may|jun[ie]?|jul[iy]?"
    "|ag(?:ustus|ust|u|t|st)|aug(?:ust)?|sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?|de[sc](?:ember)?"
)
_DAYS = "senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad|(?:mon|tues?|wednes|thurs?|fri|satur|sun)day"
_DAYS += "|mon|tue|wed|thu|fri|sat|sun"
_YEAR = r"(?:19|20)\d{2}"
DATE = (
    rf"(?:(?:{_DAYS})\.?,? ?[-(]? ?)?"
    rf"(?:\d{{1,2}} ?-? ?(?:{_MONTHS})\.?,? ?-? ?{_YEAR}|\d{{1,2}}[/.-]\d{{1,2}}[/.-]{_YEAR}"
    rf"|{_YEAR}-\d{{2}}-\d{{2}}|(?:{_MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?, ?{_YEAR})\)?"
)
"""Pattern of a full date in a folded line, weekday optional."""

_NUMBERS = {
    "jan": 1,
    "feb": 2,
    "peb": 2,
    "mar": 3,
    "apr": 4,
    "mei": 5,
    "may": 5,
    "jun": 6,
    "jul": 7,
    "agu": 8,
    "agt": 8,
}
_NUMBERS |= {"ags": 8, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "des": 12, "dec": 12}
_FULL = re.compile(
    rf"(?<![\d\w])(?:(?P<weekday>{_DAYS})\.?,? ?\(?)?(?:(?P<d>\d{{1,2}}) ?-? ?(?P<m>{_MONTHS})\.?,? ?-? ?(?P<y>{_YEAR})"
    rf"|(?P<d2>\d{{1,2}})[/.-](?P<m2>\d{{1,2}})[/.-](?P<y2>{_YEAR})|(?P<y3>{_YEAR})-(?P<m3>\d{{2}})-(?P<d3>\d{{2}})"
    rf"|(?P<m4>{_MONTHS})\.? (?P<d4>\d{{1,2}})(?:st|nd|rd|th)?, ?(?P<y4>{_YEAR}))(?!\d)",
    re.IGNORECASE,
)
FIRST_YEAR = 1998
"""Online newspapers of Indonesia begin here; an earlier date in a lead is history, not news."""


def find(text: str) -> list[tuple[date, bool]]:
    """Full dates of a text in order, each with whether a weekday stands before it; impossible dates are left out."""
    found = ((_read(m), m["weekday"] is not None) for m in _FULL.finditer(text[:2000]))
    return [(day, weekday) for day, weekday in found if day is not None and day.year >= FIRST_YEAR]


def _read(found: re.Match[str]) -> date | None:
    day = found["d"] or found["d2"] or found["d3"] or found["d4"]
    month = found["m"] or found["m2"] or found["m3"] or found["m4"]
    year = found["y"] or found["y2"] or found["y3"] or found["y4"]
    number = int(month) if month.isdigit() else _NUMBERS[month[:3].lower()]
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


def published(stamps: Iterable[str], prose: Iterable[str]) -> date | None:
    """The day of the first date line, updates last; else a date in the prose, one with a weekday or bracket first."""
    dated = sorted(stamps, key=lambda text: bool(re.search(r"perbar|perbah|update", text, re.IGNORECASE)))
    for text in dated:
        for day, _ in find(text):
            return day
    days = [hit for text in prose for hit in find(text)]
    return next((day for day, weekday in days if weekday), days[0][0] if days else None)
