"""Dates as Indonesian news writes them, in English and Japanese; the weekday is checked against the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from translator.issues import Issue, Severity
from translator.values.data import rows

MONTHS = {word: int(number) for word, number, _ in rows("months.tsv")}
_MONTH_EN = {int(number): en for _, number, en in rows("months.tsv")}
WEEKDAYS = {word: (int(number), en, ja) for word, number, en, ja in rows("weekdays.tsv")}
_KANJI = {number: ja for number, _, ja in WEEKDAYS.values()}


@dataclass(frozen=True, slots=True)
class Day:
    """A date as written: ``year`` may be missing; ``last_day`` closes a range; ``weekday`` is the Indonesian word."""

    day: int
    month: int
    year: int | None = None
    last_day: int | None = None
    weekday: str = ""
    bracketed: bool = False

    def valid(self) -> bool:
        """Whether such a day exists."""
        try:
            date(self.year or 2024, self.month, self.last_day or self.day)
        except ValueError:
            return False
        return self.day >= 1 and (self.last_day is None or self.last_day > self.day)


def english(day: Day) -> str:
    """``Thursday (July 24)``, ``July 23–25, 2025``, ``Thursday, July 24, 2025``."""
    text = f"{_MONTH_EN[day.month]} {day.day}" + (f"–{day.last_day}" if day.last_day else "")
    if day.year:
        text += f", {day.year}"
    weekday = WEEKDAYS[day.weekday.lower()][1] if day.weekday else ""
    if day.bracketed:
        return f"{weekday} ({text})".strip()
    return f"{weekday}, {text}" if weekday else text


def japanese(day: Day) -> str:
    """``7月24日（木）``, ``2025年7月23〜25日``."""
    text = f"{day.year}年" if day.year else ""
    text += f"{day.month}月{day.day}" + (f"〜{day.last_day}" if day.last_day else "") + "日"
    return text + (f"（{WEEKDAYS[day.weekday.lower()][2]}）" if day.weekday else "")


def calendar_issue(day: Day, published: date | None, source: str) -> Issue | None:
    """A warning when the weekday contradicts the calendar; the year of a short date comes from the article."""
    year = day.year or (published.year if published else None)
    if not day.weekday or year is None or day.last_day:
        return None
    true = date(year, day.month, day.day).isoweekday()
    if true == WEEKDAYS[day.weekday.lower()][0]:
        return None
    name = next(word for word, (number, _, _) in WEEKDAYS.items() if number == true)
    message = f"{source}: this day of {year} is a {name.capitalize()}; check the date."
    return Issue("weekday", Severity.WARNING, message, source)
