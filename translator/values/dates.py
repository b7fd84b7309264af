"""Dates: days, ranges, months, years, decades, centuries, with the weekday checked against the calendar.

English follows the AP Stylebook (July 24, 2025), Japanese newspaper style (2025年7月24日（木）).
"""

from __future__ import annotations

import datetime
import re
from datetime import date
from decimal import Decimal

from translator.fixed import SpanKind
from translator.issues import Issue, Severity
from translator.values.model import Date, Value
from translator.values.numbers import JOINER, ORDINALS, ordinal_en
from translator.values.rule import DIGIT, Reading, Rule, alternatives, keys, product, rule, same, unique, unsure
from translator.values.tables import lookup, rows, split
from translator.values.weekdays import PART, WEEKDAY, WEEKDAY_EN, WEEKDAY_JA, WEEKDAYS, daypart

_MONTHS = {form.lower(): int(row[0]) for row in rows("months") for form in split(row[1])}
_MONTH_EN = {int(row[0]): row[2] for row in rows("months")}
_MONTH_SHORT = {int(row[0]): row[3] for row in rows("months")}
_SHORT_MONTH = alternatives(form for row in rows("months") for form in split(row[1])[1:])
_LONG_MONTH = alternatives(split(row[1])[0] for row in rows("months"))
_MONTH = rf"(?:(?:{_LONG_MONTH}|{_SHORT_MONTH})(?![^\W\d_])(?:(?<=\b[^\W\d_]{{3}})\.(?=\s?\d))?)"
_YEAR = r"(?:1[0-9]|20)\d\d"
_SEPARATOR = rf"(?P<join>{JOINER}|\s?(?:dan|&|,)\s?)"


# -- parse and render one date ----------------------------------------------------------------------------------------
def parse(text: str) -> Date | None:
    """``"24 Juli 2025"``, ``"24 Juli"``, ``"Juli 2025"`` → a date; None when it is not one."""
    match = re.fullmatch(rf"(?:(\d{{1,2}})\s)?({_MONTH})(?:\s({_YEAR}))?", text.strip(), re.I)
    if not match:
        return None
    return Date(int(match[3]) if match[3] else None, _month(match[2]), int(match[1]) if match[1] else None)


def render_en(value: Date) -> str:
    """``July 24, 2025``, ``July 24``, ``July 2025``, ``2025``."""
    return _forms_en(value)[0]


def render_ja(value: Date) -> str:
    """``2025年7月24日``, ``7月24日``, ``2025年7月``, ``2025年``."""
    return _forms_ja(value)[0]


def _month(text: str) -> int:
    return _MONTHS[text.lower().rstrip(".")]


def _forms_en(value: Date) -> tuple[str, ...]:
    if value.month is None:
        return (str(value.year),)
    names = (_MONTH_EN[value.month], _MONTH_SHORT[value.month])
    year = f", {value.year}" if value.year else ""
    if value.day is None:
        return unique(f"{name} {value.year}" if value.year else name for name in names)
    full = [f"{name} {value.day}{year}" for name in names] + [
        f"{value.day} {name}{year.replace(',', '')}" for name in names
    ]
    return unique(
        (
            *full,
            *(f"{name} {ordinal_en(value.day)}" for name in names),
            *(f"{name} {value.day}" for name in names),
            f"{value.day} {names[0]}",
        )
    )


def _forms_ja(value: Date) -> tuple[str, ...]:
    year = f"{value.year}年" if value.year else ""
    month = f"{value.month}月" if value.month else ""
    day = f"{value.day}日" if value.day else ""
    return unique(form for form in (year + month + day, month + day, day) if form)


# -- the calendar -----------------------------------------------------------------------------------------------------
def nearest(day: int, month: int, published: date | None) -> date | None:
    """The day and month in the year that puts it nearest to ``published``; None without it or for no real day."""
    if published is None:
        return None
    years = (published.year - 1, published.year, published.year + 1)
    days = [found for year in years if (found := calendar_day(year, month, day))]
    return min(days, key=lambda found: abs(found - published), default=None)


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The day, or None when the calendar has none such."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def exists(value: Date) -> bool:
    """Whether there is such a day in some (leap) year."""
    return calendar_day(value.year or 2024, value.month or 1, value.day or 1) is not None


def _weekday_issue(value: Date, weekday: int, published: date | None, source: str) -> tuple[Issue, ...]:
    day = _day_of(value, published)
    if day is None or day.weekday() == weekday:
        return ()
    said, is_ = WEEKDAY_EN[weekday], WEEKDAY_EN[day.weekday()]
    message = f"{day:%Y-%m-%d} is a {is_}, but the source says {said}: check the date."
    return (Issue("weekday", Severity.WARNING, message, source),)


def _day_of(value: Date, published: date | None) -> date | None:
    if value.day is None or value.month is None:
        return None
    if value.year:
        return calendar_day(value.year, value.month, value.day)
    return nearest(value.day, value.month, published)


# -- a weekday with a date --------------------------------------------------------------------------------------------
def _read_weekday_slash(match: re.Match[str], published: date | None) -> Reading | None:
    first, last = _slash_dates(match)
    return _with_weekday(match, first, last, published, bracket=True)


def _slash_dates(match: re.Match[str]) -> tuple[Date, Date | None]:
    year = _year(match["y"])
    month = int(match["m"])
    first = Date(year, int(match["m0"]) if match["m0"] else month, int(match["d"]))
    return first, Date(year, month, int(match["d2"])) if match["d2"] else None


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)


def _read_weekday_long(match: re.Match[str], published: date | None) -> Reading | None:
    if bool(match["open"]) != bool(match["close"]):
        return None
    month = _month(match["mon"])
    year = int(match["y"]) if match["y"] else None
    last = Date(year, month, int(match["d2"])) if match["d2"] else None
    return _with_weekday(match, Date(year, month, int(match["d"])), last, published, bracket=bool(match["open"]))


def _with_weekday(
    match: re.Match[str], first: Date, last: Date | None, published: date | None, *, bracket: bool
) -> Reading:
    source = match[0]
    if not all(exists(value) for value in (first, last or first)):
        return same(source, (unsure(source, f"There is no such day as in “{source}”: check the source."),))
    weekday = WEEKDAYS[match["wd"].lower()]
    second = WEEKDAYS[match["wd2"].lower()] if match["wd2"] else None
    part = daypart(match["part"] or match["part2"]) if match["part"] or match["part2"] else None
    issues = _weekday_issue(first, weekday, published, source)
    if last and second is not None:
        issues += _weekday_issue(last, second, published, source)
    head = _weekday_en(weekday, second, match["wdjoin"], part)
    market = lookup("markets")[match["market"].lower()] if match["market"] else None
    if market:
        head += f" {market[1]}"
    spans_en = _span_en(first, last, match["join"]) if last else _forms_en(first)
    joins = (f"{head} ({{}})", f"{head}, {{}}", f"{head} {{}}", "{}")
    en = product(joins if bracket else (joins[1], joins[0], *joins[2:]), spans_en)
    ja = _weekday_ja(first, last, (weekday, second), match["wdjoin"], part)
    if market:
        ja = unique((*(form.replace("）", f"・{market[2]}）", 1) for form in ja), *ja))
    values: tuple[Value, ...] = (first,) if last is None else (first, last)
    return Reading(SpanKind.DATE, en, ja, values, issues=issues)


def _weekday_en(weekday: int, second: int | None, join: str | None, part: tuple[str, ...] | None) -> str:
    name = WEEKDAY_EN[weekday]
    if second is not None:
        dash = re.fullmatch(r"\s?[-–—]\s?", join or "")
        name += ("–" if dash else " and " if "dan" in (join or "") or "&" in (join or "") else " to ") + WEEKDAY_EN[
            second
        ]
    return part[1].replace("{}", name) if part else name


def _weekday_ja(
    first: Date, last: Date | None, weekdays: tuple[int, int | None], join: str | None, part: tuple[str, ...] | None
) -> tuple[str, ...]:
    tail = part[2] if part else ""
    one = WEEKDAY_JA[weekdays[0]]
    if last is None:
        days = _forms_ja(first)
        marked = [f"{day}（{one}）{tail}" for day in days] + [f"{day}({one}){tail}" for day in days]
        return unique(
            (*marked, *(f"{day}{tail}" for day in days), *(f"{days[0]}{one}曜{x}{tail}" for x in ("日", "")), *days)
        )
    days = _forms_ja(first)
    end = f"{last.month}月{last.day}日" if last.month != first.month else f"{last.day}日"
    if weekdays[1] is None:
        return _span_ja(first, last, join)
    two = WEEKDAY_JA[weekdays[1]]
    mark = "、" if "dan" in (join or "") else "〜"
    return unique((f"{days[0]}（{one}）{mark}{end}（{two}）{tail}", *_span_ja(first, last, join)))


# -- days, ranges of days ---------------------------------------------------------------------------------------------
def _read_days(match: re.Match[str], published: date | None) -> Reading | None:
    month, year = _month(match["mon"]), _year(match["y"])
    first = Date(year, month, int(match["d"]))
    last = Date(year, month, int(match["d2"])) if match["d2"] else None
    return _days(match[0], first, last, match["join"])


def _read_months_range(match: re.Match[str], published: date | None) -> Reading | None:
    last = Date(_year(match["y2"]), _month(match["mon2"]), int(match["d2"]))
    first = Date(_year(match["y"]), _month(match["mon"]), int(match["d"]))
    return _days(match[0], first, last, match["join"])


def _days(source: str, first: Date, last: Date | None, join: str | None) -> Reading:
    if not all(exists(value) for value in (first, last or first)):
        return same(source, (unsure(source, f"There is no such day as in “{source}”: check the source."),))
    if last is None:
        return Reading(SpanKind.DATE, _forms_en(first), _forms_ja(first), (first,))
    return Reading(SpanKind.DATE, _span_en(first, last, join), _span_ja(first, last, join), (first, last))


def _span_en(first: Date, last: Date, join: str | None) -> tuple[str, ...]:
    joints = _joints(join)
    if first.month != last.month:
        head, tail = (
            render_en(Date(None if first.year == last.year else first.year, first.month, first.day)),
            render_en(last),
        )
        return unique(f"{head}{joint}{tail}" for joint in (*joints, " – ", " - "))
    name = _MONTH_EN[first.month or 1]
    year = f", {last.year}" if last.year else ""
    month_first = [f"{name} {first.day}{joint}{last.day}{year}" for joint in joints]
    day_first = [f"{first.day}{joint}{last.day} {name}{year.replace(',', '')}" for joint in joints]
    return unique((*month_first, *day_first, *(f"{name} {first.day}{joint}{last.day}" for joint in joints)))


def _joints(join: str | None) -> tuple[str, ...]:
    word = (join or "").strip().lower()
    if word in {"dan", "&", ","}:
        return (" and ", "–", "-", " to ")
    return ("–", "-", " to ", " and ") if word in {"-", "–", "—"} else (" to ", "–", "-", " and ")


def _span_ja(first: Date, last: Date, join: str | None) -> tuple[str, ...]:
    word = (join or "").strip().lower()
    marks = ("、", "と", "〜", "～") if word in {"dan", "&", ","} else ("〜", "～", "-", "–", "から", "、")
    year = f"{first.year or last.year}年" if first.year or last.year else ""
    head = f"{first.month}月{first.day}"
    end = f"{last.day}日" if first.month == last.month else f"{last.month}月{last.day}日"
    if first.year and last.year and first.year != last.year:
        end = f"{last.year}年{end}"
    bodies = [f"{head}{'日' if first.month != last.month else ''}{mark}{end}" for mark in marks]
    bodies += [f"{head}日{mark}{end}" for mark in marks]
    return unique((*(year + body for body in bodies), *bodies))


def _read_numeric(match: re.Match[str], published: date | None) -> Reading | None:
    value = Date(int(match["y"]), int(match["m"]), int(match["d"]))
    if not exists(value) or not (value.month or 0) or not (value.day or 0):
        return same(match[0])
    return Reading(SpanKind.DATE, (*_forms_en(value), match[0]), (*_forms_ja(value), match[0]), (value,))


# -- (24/7) and 24/7 --------------------------------------------------------------------------------------------------
_CLOCK_ROUND = re.compile(
    r"\b(?:jam|layanan|melayani|nonstop|non-stop|beroperasi|operasional|siaga|buka|online)\b", re.I
)
_DATED = re.compile(
    r"(?:hari ini|kemarin|besok|lusa|tadi malam|semalam|tadi|ini|lalu|pagi|siang|sore|malam|tanggal|hari)\s*,?\s*$",
    re.I,
)


def _read_slash(match: re.Match[str], published: date | None) -> Reading | None:
    value = Date(_year(match["y"]), int(match["m"]), int(match["d"]))
    source, text = match[0], match.string
    if _is_always(value, text, match.start()):
        return _always(bool(match["open"]))
    if not match["open"]:
        return None if value.year is None else _numeric_or_same(value, source)
    if exists(value) and value.day and value.month and (value.year or _DATED.search(text[: match.start()])):
        en = product(("({})", "{}", ", {}"), _forms_en(value))
        ja = product(("（{}）", "({})", "{}"), _forms_ja(value))
        return Reading(SpanKind.DATE, en, ja, (value,))
    if _is_news_day(value, published):
        return Reading(
            SpanKind.DATE,
            product(("({})", "{}"), _forms_en(value)),
            product(("（{}）", "{}"), _forms_ja(value)),
            (value,),
        )
    return same(
        source, (unsure(source, f"“{source}” may be a day and month or a figure: it stands as in the source."),)
    )


_FRESH = 7
"""Days: a bare (2/3) that lies so few days before the article's own day is that day, no fraction."""


def _is_news_day(value: Date, published: date | None) -> bool:
    day = _day_of(value, published) if exists(value) and value.month else None
    return day is not None and published is not None and 0 <= (published - day).days <= _FRESH


def _is_always(value: Date, text: str, start: int) -> bool:
    """Whether ``24/7`` means around the clock: no weekday before it, and a word of service hours in the sentence."""
    after_weekday = re.search(WEEKDAY + r"\s*\(?$", text[:start], re.I)
    return value == Date(None, 7, 24) and not after_weekday and _CLOCK_ROUND.search(text) is not None


def _always(bracket: bool) -> Reading:
    en = ("around the clock", "24/7", "24 hours a day, seven days a week")
    ja = ("24時間年中無休", "24時間365日", "24時間")
    return Reading(
        SpanKind.TIME, product(("({})",) if bracket else ("{}",), en), product(("（{}）",) if bracket else ("{}",), ja)
    )


def _numeric_or_same(value: Date, source: str) -> Reading:
    if not exists(value) or not value.day or not value.month:
        return same(source)
    return Reading(SpanKind.DATE, _forms_en(value), _forms_ja(value), (value,))


# -- months, years, decades, centuries --------------------------------------------------------------------------------
_EDGE_EN = {
    "awal": ("early {}", "the beginning of {}", "beginning of {}", "the start of {}", "start of {}"),
    "pertengahan": ("mid-{}", "the middle of {}", "middle of {}"),
    "akhir": ("the end of {}", "late {}", "end of {}"),
}
_EDGE_JA = {
    "awal": ("{}初め", "{}初頭", "{}上旬", "{}初旬", "{}はじめ", "{}の初め", "{}頭", "{}前半", "初めの{}"),
    "pertengahan": ("{}半ば", "{}中旬", "{}中頃", "{}の半ば", "{}中盤"),
    "akhir": ("{}末", "{}下旬", "{}の終わり", "{}終盤", "{}後半", "{}末期"),
}
_EDGES = {
    "awal": "awal",
    "permulaan": "awal",
    "pertengahan": "pertengahan",
    "medio": "pertengahan",
    "akhir": "akhir",
    "penghujung": "akhir",
}
_EDGE = rf"(?:(?P<edge>{alternatives(_EDGES)})\s)?"


def _edged(
    match: re.Match[str], en: tuple[str, ...], ja: tuple[str, ...], *, era: bool = False
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Put early/mid/late around forms; ``era``: a decade or century, which is early or late, not at its beginning."""
    if not match["edge"]:
        return en, ja
    edge = _EDGES[match["edge"].lower()]
    templates = ("late {}", "the end of {}") if era and edge == "akhir" else _EDGE_EN[edge]
    around = tuple(re.sub(r"^(early |late |mid-)the ", r"the \1", form) for form in product(templates, en))
    edges_ja = _EDGE_JA[edge]
    if edge == "pertengahan" and "月" in ja[0]:
        edges_ja = ("{}中旬", *edges_ja)
    return unique(around), product(edges_ja, ja)


def _read_month(match: re.Match[str], published: date | None) -> Reading | None:
    value = Date(_year(match["y"]), _month(match["mon"]))
    before = match.string[max(0, match.start() - 24) : match.start()]
    known = match["edge"] or match["bulan"] or value.year or _BEFORE_MONTH.search(before)
    if not known and (value.month == 5 or not match["mon"][0].isupper()):
        return None
    if match["mon"].lower() not in _LONG_FORMS and not value.year:
        return None
    en, ja = _edged(match, _forms_en(value), _forms_ja(value))
    return Reading(SpanKind.DATE, en, ja, (value,), hard=bool(known))


def _read_month_range(match: re.Match[str], published: date | None) -> Reading | None:
    first, last, year = _month(match["mon"]), _month(match["mon2"]), _year(match["y"])
    joints = _joints(match["join"])
    tail, head = (f" {year}", f"{year}年") if year else ("", "")
    en = tuple(f"{_MONTH_EN[first]}{joint}{_MONTH_EN[last]}{tail}" for joint in (*joints, " through "))
    between = re.search(r"\bantara\s$", match.string[: match.start()], re.I)
    marks = ("、", "と") if joints[0] == " and " and not between else ("〜", "～", "月から", "月〜")
    ja = tuple(f"{head}{first}{'月' if mark in '、と' else ''}{mark}{last}月" for mark in marks)
    return Reading(SpanKind.DATE, en, ja, (Date(year, first), Date(year, last)))


_LONG_FORMS = frozenset(split(row[1])[0].lower() for row in rows("months"))
_BEFORE_MONTH = re.compile(
    r"\b(?:pada|bulan|sejak|hingga|sampai|mulai|per|setiap|tiap|hari|selama|sebelum|sesudah|setelah|inflasi|antara|di|dari|dan|ke)\s$",
    re.I,
)


def _read_year(match: re.Match[str], published: date | None) -> Reading | None:
    year = int(match["y"])
    said = (
        match["tahun"] or match["edge"] or _BEFORE_YEAR.search(match.string[max(0, match.start() - 24) : match.start()])
    )
    if not said and not 1900 <= year < 2100:
        return None
    if match["y2"]:
        return _years(match)
    value = Date(year)
    en, ja = _edged(match, (str(year),), (f"{year}年", f"{year}年度"))
    return Reading(SpanKind.DATE, en, ja if match["edge"] else (*ja, str(year), f"{year % 100:02}年"), (value,))


def _years(match: re.Match[str]) -> Reading | None:
    first, second = match["y"], match["y2"]
    if int(first) >= int(second):
        return None
    if "/" in match["yjoin"]:
        return Reading(
            SpanKind.DATE,
            (f"{first}/{second}", f"{first}–{second}", f"{first}-{second}"),
            (f"{first}/{second}年", f"{first}/{second}", f"{first}〜{second}年", f"{first}年度"),
            (Date(int(first)), Date(int(second))),
        )
    joints = _joints(match["yjoin"])
    en = unique(
        (*(f"{first}{joint}{second}" for joint in joints), *(f"{first}{joint}{second[2:]}" for joint in ("–", "-")))
    )
    ja = product(
        (
            f"{first}{{}}{second}年",
            f"{first}年{{}}{second}年",
            f"{first}{{}}{second[2:]}年",
            f"{first}年{{}}{second[2:]}年",
        ),
        ("〜", "～", "から", "-", "–"),
    )
    return Reading(SpanKind.DATE, en, ja, (Date(int(first)), Date(int(second))))


_BEFORE_YEAR = re.compile(
    r"\b(?:tahun|pada|sejak|hingga|sampai|mulai|per|selama|sebelum|sesudah|setelah|antara|dari|tahun-tahun|menjelang|periode|sekitar|musim|angkatan|Masehi)\s$",
    re.I,
)


def _read_decade(match: re.Match[str], published: date | None) -> Reading | None:
    year = int(match["y"])
    short = (f"{year % 100}年代",) if 1900 <= year < 2000 else ()
    en, ja = _edged(match, (f"the {year}s", f"{year}s", f"{year}'s", f"{year}’s"), (f"{year}年代", *short), era=True)
    return Reading(SpanKind.DATE, en, ja, (Date(year),))


def _read_short_decade(match: re.Match[str], published: date | None) -> Reading | None:
    """``tahun 90-an`` is a decade of the last century."""
    tens = int(match["y"])
    forms = (f"the 19{tens}s", f"19{tens}s", f"the {tens}s", f"the '{tens}s")
    en, ja = _edged(match, forms, (f"19{tens}年代", f"{tens}年代"), era=True)
    return Reading(SpanKind.DATE, en, ja, (Date(1900 + tens),))


def _read_age_decade(match: re.Match[str], published: date | None) -> Reading | None:
    """``usia 40-an``: someone's forties."""
    if not re.search(r"(?:usia|umur)\s$", match.string[: match.start()], re.I):
        return None
    return Reading(SpanKind.NUMBER, (f"{match['y']}s",), (f"{match['y']}代",), (Decimal(match["y"]),))


def _read_century(match: re.Match[str], published: date | None) -> Reading | None:
    first, last = int(match["c"]), int(match["c2"]) if match["c2"] else None
    ad, head = (" BC", "紀元前") if match["era"] else ("", "")
    if last is None:
        en = product((f"the {{}} century{ad}", f"{{}} century{ad}", "{}-century"), _centuries(first))
        ja: tuple[str, ...] = (f"{head}{first}世紀",)
    else:
        pairs = [f"{_centuries(first)[0]}{joint}{_centuries(last)[0]}" for joint in _joints(match["join"])]
        en = product((f"the {{}} centuries{ad}", f"{{}} centuries{ad}"), pairs)
        ja = (f"{head}{first}〜{last}世紀", f"{head}{first}世紀から{last}世紀")
    en, ja = _edged(match, en, ja, era=True)
    return Reading(SpanKind.DATE, en, ja, tuple(Decimal(c) for c in (first, last) if c is not None))


def _centuries(number: int) -> tuple[str, ...]:
    more = (ORDINALS[number],) if number in ORDINALS else ()
    return (*more, ordinal_en(number)) if number < 10 else (ordinal_en(number), *more)


def _read_day_number(match: re.Match[str], published: date | None) -> Reading | None:
    day = int(match["d"])
    if not 1 <= day <= 31:
        return None
    return Reading(SpanKind.DATE, (f"the {ordinal_en(day)}", ordinal_en(day)), (f"{day}日",), (Date(day=day),))


_WEEKDAYS_JOINED = rf"(?:(?P<wdjoin>{JOINER}|\sdan\s|\s?&\s?)(?P<wd2>{WEEKDAY}))?"
_WEEKDAY_NEAR = r"(?:\s(?:pekan\s|minggu\s)?(?:depan|lalu|ini|mendatang|kemarin)(?=,?\s?\(|,\s))?"
_MARKET = rf"(?:\s(?P<market>{alternatives(row[0] for row in rows('markets'))}))?"
_WEEKDAY_HEAD = rf"(?:hari\s)?(?P<wd>{WEEKDAY}){_MARKET}{_WEEKDAYS_JOINED}(?:\s(?P<part>{PART}))?{_WEEKDAY_NEAR}"
_WEEKDAY_TAIL = rf"(?:\s(?P<part2>{PART}))?"
_SOON = r"(?:\s(?:mendatang))?"

RULES: tuple[Rule, ...] = (
    rule(
        keys(WEEKDAYS) | {"hari"},
        rf"{_WEEKDAY_HEAD},?\s?\(\s?(?P<d>\d{{1,2}})(?:\s?/\s?(?P<m0>\d{{1,2}}))?(?:{_SEPARATOR}(?P<d2>\d{{1,2}}))?"
        rf"\s?/\s?(?P<m>\d{{1,2}})(?:\s?/\s?(?P<y>\d{{4}}|\d\d))?\s?\){_WEEKDAY_TAIL}",
        _read_weekday_slash,
    ),
    rule(
        keys(WEEKDAYS) | {"hari"},
        rf"{_WEEKDAY_HEAD},?\s(?P<open>\()?(?:tanggal\s)?(?P<d>\d{{1,2}})(?:{_SEPARATOR}(?P<d2>\d{{1,2}}))?\s"
        rf"(?P<mon>{_MONTH})(?:\s(?P<y>{_YEAR}))?(?P<close>\))?{_WEEKDAY_TAIL}",
        _read_weekday_long,
    ),
    rule(
        {DIGIT, "tanggal", "tgl"},
        rf"(?:(?:tanggal|tgl\.?)\s)?(?P<d>\d{{1,2}})(?:{_SEPARATOR}(?P<d2>\d{{1,2}}))?\s(?P<mon>{_MONTH})(?:\s(?P<y>{_YEAR}))?{_SOON}",
        _read_days,
    ),
    rule(
        {DIGIT, "tanggal", "tgl"},
        rf"(?:(?:tanggal|tgl\.?)\s)?(?P<d>\d{{1,2}})\s(?P<mon>{_MONTH})(?:\s(?P<y>{_YEAR}))?{_SEPARATOR}(?P<d2>\d{{1,2}})\s(?P<mon2>{_MONTH})(?:\s(?P<y2>{_YEAR}))?",
        _read_months_range,
    ),
    rule({DIGIT}, r"(?P<d>\d{1,2})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<y>(?:19|20)\d\d)", _read_numeric),
    rule({DIGIT}, r"(?P<y>(?:19|20)\d\d)-(?P<m>\d{2})-(?P<d>\d{2})", _read_numeric),
    rule({"("}, r"(?P<open>\()(?P<d>\d{1,2})/(?P<m>\d{1,2})(?:/(?P<y>\d{4}|\d\d))?\)", _read_slash),
    rule({DIGIT}, r"(?P<open>)(?P<d>24)/(?P<m>7)(?P<y>)", _read_slash),
    rule(
        keys(_MONTHS) | keys(_EDGES) | {"bulan"},
        rf"{_EDGE}(?P<bulan>bulan\s)?(?P<mon>{_MONTH})(?:\s(?:tahun\s)?(?P<y>{_YEAR}))?(?!-\w)",
        _read_month,
    ),
    rule(
        {DIGIT, "tahun"} | keys(_EDGES),
        rf"{_EDGE}(?P<tahun>tahun\s)?(?P<y>{_YEAR})(?:(?P<yjoin>{JOINER}|/)(?P<y2>{_YEAR}))?(?![-.,]?\d|-an)",
        _read_year,
    ),
    rule(
        {DIGIT, "tahun", "era", "dekade"} | keys(_EDGES),
        rf"{_EDGE}(?:(?:tahun|dekade)\s)?(?P<y>{_YEAR})-?an",
        _read_decade,
    ),
    rule(
        keys(_EDGES) | {"tahun", "era", "dekade"},
        rf"{_EDGE}(?:tahun|era|dekade)\s(?P<y>[1-9]0)-?an",
        _read_short_decade,
    ),
    rule({DIGIT}, r"(?P<y>[2-9]0)-an(?:\stahun)?", _read_age_decade),
    rule(
        keys(_MONTHS),
        rf"(?P<mon>{_LONG_MONTH}){_SEPARATOR}(?P<mon2>{_LONG_MONTH})(?:\s(?P<y>{_YEAR}))?(?!-\w)",
        _read_month_range,
    ),
    rule(
        {"abad"} | keys(_EDGES),
        rf"{_EDGE}abad\ske[-\s]?(?P<c>\d{{1,2}})"
        rf"(?:(?P<join>{JOINER}|\sdan\s)(?:ke[-\s]?)?(?P<c2>\d{{1,2}}))?(?:\s(?P<era>SM|sebelum Masehi))?",
        _read_century,
    ),
    rule({"tanggal"}, r"tanggal\s(?P<d>\d{1,2})(?![-/.,]?\d|\s?(?:hingga|sampai|s\.?d))", _read_day_number),
)
