"""What is copied as it stands: addresses, handles, telephone and registration numbers, model names."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from translator.fixed import SpanKind
from translator.values.model import Number
from translator.values.numbers import forms_en, spell_en
from translator.values.rule import DIGIT, Reading, Rule, alternatives, rule, same, unsure
from translator.values.tables import lookup, rows, split

CODE = "code"
"""Key of rules that are tried where letters touch digits."""


def _read_same(match: re.Match[str], published: date | None) -> Reading | None:
    return same(match[0])


_TOP = "com|net|org|info|id|jp|co|io|tv|gov|edu|me|news"
_PATH = r"[^\s<>()\"”“]*[^\s<>()\"”“.,;:!?]"
_DOMAIN = rf"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:{_TOP})\b(?:/{_PATH})?"
_PERSON = r" ?/ ?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}"
_CREDIT = (
    rf"(?-i:(?<!\w)(?:{alternatives(row[0] for row in rows('agencies'))})(?: FOTO| Foto| INDONESIA| Indonesia| PHOTO)?"
    rf"{_PERSON}(?<![.]))"
)
_SITE_CREDIT = rf"(?-i:(?<=\()[\w-]+(?:\.[\w-]+)*\.(?:{_TOP}){_PERSON}(?=\)))"
"""A photograph's, before the site by itself: (jtv.co.id/Bagus Wicaksono)."""
ADDRESS = re.compile(
    rf"{_SITE_CREDIT}|https?://[^\s<>\"”“]*[^\s<>()\"”“.,;:!?]"
    rf"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w@.])(?:www\.)?{_DOMAIN}"
    rf"|(?<![\w@.])@\w[\w.]*\w|(?<![\w&])#\w+|{_CREDIT}",
    re.I,
)
MAYBE_ADDRESS = re.compile(r"[@#]|://|\w\.[a-z]|\w ?/ ?[A-Z]")


def _read_code(match: re.Match[str], published: date | None) -> Reading:
    row = lookup("copied").get(match[0].lower())
    if row is None:
        return same(match[0])
    return Reading(SpanKind.OTHER, (match[0], row[0], *split(row[1])), (match[0], row[0], *split(row[2])))


def _read_days_before(match: re.Match[str], published: date | None) -> Reading:
    days, before = match["n"], match["sign"] in "-–"
    issue = unsure(match[0], f"“{match[0]}” means {days} days {'before' if before else 'after'} the day in question.")
    en = (match[0], *(f"{form} days {'before' if before else 'after'}" for form in forms_en(Number(Decimal(days)))))
    return Reading(SpanKind.OTHER, en, (match[0], f"{days}日前" if before else f"{days}日後"), (), False, (issue,))


def _read_days_to(match: re.Match[str], published: date | None) -> Reading:
    """``H-3 Natal``: three days before Christmas, クリスマスの3日前."""
    days, (_, en, ja) = Number(Decimal(match["n"])), lookup("holidays")[" ".join(match["day"].lower().split())]
    noun = "day" if days.value == 1 else "days"
    side, side_ja = ("before", "前") if match["sign"] in "-–" else ("after", "後")
    count = spell_en(int(days.value)) if days.value < 10 else str(days.value)
    forms = (f"{count} {noun} {side} {en}", f"{days.value} {noun} {side} {en}", match[0])
    return Reading(
        SpanKind.DATE, forms, (f"{ja}の{days.value}日{side_ja}", f"{ja}{days.value}日{side_ja}"), (days.value,)
    )


def _read_phone(match: re.Match[str], published: date | None) -> Reading:
    """``(021) 3456-789``: as it stands; Japanese sets the area code in full-width brackets."""
    text, area, rest = match[0], match["area"], match["rest"]
    ja = (f"（{area}）{rest}", f"({area}){rest}", f"({area}) {rest}", f"{area}-{rest}", text)
    return Reading(SpanKind.OTHER, (text, f"{area}-{rest}", f"({area}) {rest}"), ja)


def _read_team(match: re.Match[str], published: date | None) -> Reading:
    age = match["n"]
    return Reading(
        SpanKind.OTHER,
        (match[0], f"under-{age}", f"Under-{age}", f"U{age}"),
        (match[0], f"U{age}", f"{age}歳以下", f"{age}歳未満"),
    )


def _read_flight(match: re.Match[str], published: date | None) -> Reading | None:
    return (
        same(match[0])
        if re.search(r"\b(?:penerbangan|pesawat|maskapai)\b", match.string[: match.start()], re.I)
        else None
    )


def _read_ratio(match: re.Match[str], published: date | None) -> Reading:
    a, b = match["a"], match["b"]
    return Reading(SpanKind.OTHER, (match[0], f"{a}-{b}", f"{a}–{b}", f"{a} to {b}"), (match[0], f"{a}対{b}"))


def _read_around(match: re.Match[str], published: date | None) -> Reading:
    hours = int(match["n"]) * int(match["h"])
    return Reading(
        SpanKind.MEASURE, (f"{hours} hours", f"{hours}-hour"), (f"{hours}時間", f"{hours // 24}日"), (Decimal(hours),)
    )


_HOLIDAY = alternatives(form for row in rows("holidays") for form in split(row[0]))

RULES: tuple[Rule, ...] = (
    rule({CODE}, r"H\s?(?P<sign>[-–+])(?P<n>\d{1,2})", _read_days_before, 0),
    rule({CODE}, rf"H\s?(?P<sign>[-–+])\s?(?P<n>\d{{1,2}})\s(?P<day>{_HOLIDAY})", _read_days_to, 0),
    rule({CODE}, r"[A-Z]{2}[\s-]\d{2,4}", _read_flight, 0),
    rule({CODE}, r"U-?(?P<n>\d\d)", _read_team, 0),
    rule({CODE}, r"(?:[A-Z]{1,6}|Covid)(?:-?\d+[A-Za-z]*)+(?:-\d+)*", _read_code, 0),
    rule({CODE}, r"[A-Z]{1,2}\s\d{1,4}\s[A-Z]{1,3}(?!-)", _read_code, 0),
    rule({DIGIT}, r"(?P<n>\d)\s?x\s?(?P<h>24)\s?jam", _read_around),
    rule({DIGIT}, r"(?P<a>\d{1,3}):(?P<b>\d{1,3})", _read_ratio),
    rule({DIGIT}, r"\d+[A-Za-z]+\d*|\d+x\d+(?:x\d+)?", _read_same, 0),
    rule({DIGIT, "+"}, r"(?:\+\d{1,3}|0\d{2,3})(?:[\s-]?\d{2,5}){1,4}", _read_same),
    rule({"("}, r"\((?P<area>0\d{2,3})\)\s?(?P<rest>\d{3,4}[\s-]?\d{3,5})", _read_phone),
    rule({CODE}, r"[A-Z]{2,5}\s\d{2,4}-\d{2,4}", _read_same, 0),
    rule(
        {DIGIT},
        r"\d{1,5}/[A-Z][\w.-]*(?:/[\w.-]*\w)+(?:\s(?:[A-Z][a-z]{2,3}|[A-Z]{3})(?:\.[A-Z][a-z]{2})?\b)?",
        _read_same,
        0,
    ),
    rule({DIGIT}, r"\d{1,2}(?:\.\d{1,3}){3,}|\d+\.\d{1,2}(?![\d,])", _read_same),
    rule({DIGIT}, r"\d{1,4}(?:[-/.:]\d{1,4})+", _read_same),
    rule({DIGIT}, r"\d{2,}(?:-\d+){2,}", _read_same),
)
