"""Clock times with their zones. English follows the AP Stylebook (9:30 a.m., noon), Japanese 午前9時30分."""

from __future__ import annotations

import re
from datetime import date

from translator.fixed import SpanKind
from translator.values.model import Clock
from translator.values.numbers import JOINER, NUMERALS, parse, spell_en
from translator.values.rule import DIGIT, Reading, Rule, alternatives, product, rule, unique
from translator.values.tables import lookup, rows, split

_ZONE = alternatives(row[0] for row in rows("zones"))
_PART = alternatives(row[0] for row in rows("dayparts"))
_HOUR_WORD = alternatives(NUMERALS - {"juta", "ribu", "ratus", "miliar", "triliun", "puluh"})
_FIGURES = r"\d{1,2}(?:[.:]\d\d)?"
_OFFSET = rf"(?:lewat|kurang)\s(?:seperempat|(?:{_HOUR_WORD})(?:\s(?:belas|puluh))?(?:\smenit)?)"
_SPELLED = rf"(?:setengah\s)?(?:{_HOUR_WORD})(?:\sbelas)?(?:\s{_OFFSET})?"
_TIME = rf"(?:{_FIGURES}|{_SPELLED})"


# -- parse and render one clock time ----------------------------------------------------------------------------------
def parse_clock(text: str, part: str = "") -> Clock | None:
    """``"09.30"``, ``"setengah tujuh"`` with the part of day after it → a clock time; None when it is not one."""
    clock = _figures(text) if text[0].isdigit() else _spelled(text.lower())
    if clock is None or not (0 <= clock.hour <= 24 and 0 <= clock.minute < 60):
        return None
    return Clock(_hour(clock.hour, part), clock.minute)


def _figures(text: str) -> Clock:
    hour, _, minute = re.sub(r"[.:]", " ", text).partition(" ")
    return Clock(int(hour), int(minute or 0))


def _spelled(text: str) -> Clock | None:
    match = re.fullmatch(r"(setengah\s)?(.+?)(?:\s(lewat|kurang)\s(.+?)(?:\smenit)?)?", text)
    hour = parse(match[2]) if match else None
    if match is None or hour is None or hour.value > 24:
        return None
    minutes = int(hour.value) * 60 - (30 if match[1] else 0)
    if match[3]:
        offset = 15 if match[4] == "seperempat" else _minutes(match[4])
        minutes += offset if match[3] == "lewat" else -offset
    return Clock(*divmod(minutes % 1440, 60))


def _minutes(text: str) -> int:
    number = parse(text)
    return int(number.value) if number else 0


def _hour(hour: int, part: str) -> int:
    """The hour on a 24-hour clock: 7 malam → 19, 12 malam → 0, 1 malam → 1."""
    row = lookup("dayparts").get(" ".join(part.lower().split()))
    if row is None or hour > 12:
        return hour
    if hour == 12:
        return 0 if row[0] in {"malam", "dini hari"} else 12
    return hour + 12 if hour >= int(row[3]) or hour < int(row[4]) else hour


def render_en(clock: Clock) -> str:
    """``9:30 a.m.``, ``noon``, ``midnight``."""
    return forms_en(clock)[0]


def render_ja(clock: Clock) -> str:
    """``午前9時30分``."""
    return forms_ja(clock)[0]


def forms_en(clock: Clock) -> tuple[str, ...]:
    """All good English forms."""
    half, face = ("a.m." if clock.hour % 24 < 12 else "p.m."), clock.hour % 12 or 12
    minute = f":{clock.minute:02}" if clock.minute else ""
    forms = [f"{face}{minute} {half}", f"{face}:{clock.minute:02} {half}", f"{face}{minute} {half.replace('.', '')}"]
    forms += [f"{face}{minute}{half.replace('.', '')}", f"{face}{minute} {half.replace('.', '').upper()}"]
    forms += [f"{clock.hour:02}:{clock.minute:02}", f"{clock.hour:02}.{clock.minute:02}"]
    if not clock.minute:
        forms = [{0: "midnight", 12: "noon"}[clock.hour % 24], *forms] if clock.hour % 12 == 0 else forms
        forms += _loose_en(clock.hour)
    return unique(forms)


def _loose_en(hour: int) -> list[str]:
    face = hour % 12 or 12
    word = spell_en(hour % 12 or 12)
    part = "morning" if hour < 12 else "afternoon" if hour < 17 else "evening"
    return [
        f"{n}{clock} {tail}"
        for n in (word, face)
        for clock in ("", " o'clock", " o’clock")
        for tail in (f"in the {part}", "at night")
    ]


def forms_ja(clock: Clock) -> tuple[str, ...]:
    """All good Japanese forms."""
    hour, minute = clock.hour % 24, f"{clock.minute}分" if clock.minute else ""
    face = hour % 12
    half = "午前" if hour < 12 else "午後"
    forms = ["正午"] if (hour, clock.minute) == (12, 0) else []
    forms.append(f"{half}{face}時{minute}")
    forms += [f"{half}{face}時半"] if clock.minute == 30 else []
    forms += [f"{p}{face}時{minute}" for p in (("朝", "朝の", "早朝") if hour < 12 else ("夜", "夜の", "夕方", "昼の"))]
    forms += [f"{hour}時{minute}", f"{face}時{minute}", *([f"{face}時半", f"{hour}時半"] if clock.minute == 30 else [])]
    forms += ["午前0時", "深夜0時", "夜12時", "24時", "真夜中"] if (hour, clock.minute) == (0, 0) else []
    return unique((*forms, f"{clock.hour:02}:{clock.minute:02}", f"{clock.hour}:{clock.minute:02}"))


# -- rules ------------------------------------------------------------------------------------------------------------
def _read_time(match: re.Match[str], published: date | None) -> Reading | None:
    part = match["part"] or ""
    clocks = [parse_clock(match["t"], part)]
    if match["t2"]:
        clocks.append(parse_clock(match["t2"], match["part2"] or part))
    first = clocks[0]
    if first is None or any(clock is None for clock in clocks):
        return None
    if not (part or re.search(r"[.:]", match["t"]) or first.hour > 12 or match["zone"]) and len(clocks) == 1:
        return _vague(first)
    known = [clock for clock in clocks if clock]
    en, ja = _joined(known, match["join"] or "")
    en, ja = _zoned(match["zone"], en, ja)
    return Reading(SpanKind.TIME, en, ja, tuple(known))


def _joined(clocks: list[Clock], join: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    first = clocks[0]
    if len(clocks) == 1:
        return forms_en(first), forms_ja(first)
    second = clocks[1]
    joint = "–" if join.strip() in {"-", "–", "—"} else " and " if join.strip() == "dan" else " to "
    joints = unique((joint, "–", " to ", "-", " and "))
    halves = [form for form in forms_en(first) if form[-1] == "."][:1]
    same_half = (first.hour < 12) == (second.hour < 12)
    halves += [f"{first.hour % 12 or 12}:{first.minute:02} {halves[0][-4:]}"] if halves else []
    short = [form.rsplit(" ", 1)[0] for form in halves] if same_half else []
    en = unique(f"{a}{j}{render_en(second)}" for j in joints for a in (render_en(first), *short))
    ends = (render_ja(second), render_ja(second).removeprefix("午前").removeprefix("午後"))
    ja = unique(
        f"{a}{j}{b}"
        for j in ("〜", "～", "から", "-", "–")
        for a in forms_ja(first)[:3]
        for b in (ends[::-1] if same_half else ends[:1])
    )
    return en, ja


def _zoned(zone: str | None, en: tuple[str, ...], ja: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    row = lookup("zones").get(" ".join((zone or "").lower().split()))
    if row is None:
        return en, ja
    names = (row[2], *split(row[3]))
    full = product((f"{{}} {row[1]}", f"{{}} ({row[1]})", f"{{}} {row[0]}", f"{{}} ({row[0]})"), en[:5])
    return unique((*full, *en)), unique(
        (
            *product(
                (
                    f"{names[0]}{{}}",
                    *(f"{name}{mark}" for name in names for mark in ("{}", "の{}")),
                    *(f"{{}}（{name}）" for name in names),
                ),
                ja[:4],
            ),
            *ja,
        )
    )


def _vague(clock: Clock) -> Reading:
    """``pukul tujuh``: morning or evening is not said."""
    word = spell_en(clock.hour % 12 or 12)
    minute = f":{clock.minute:02}" if clock.minute else ""
    en = (
        [f"{clock.hour}{minute}"]
        if minute
        else [f"{clock.hour} o'clock", f"{word} o'clock", f"{clock.hour} o’clock", f"{word} o’clock"]
    )
    forms = (*en, f"{clock.hour}{minute} a.m.", f"{clock.hour}{minute} p.m.", word, f"{clock.hour}")
    tail = "半" if clock.minute == 30 else f"{clock.minute}分" if clock.minute else ""
    return Reading(SpanKind.TIME, forms, (f"{clock.hour}時{tail}", f"{clock.hour}時{clock.minute}分"), (clock,))


def _read_military(match: re.Match[str], published: date | None) -> Reading:
    """``0049GMT``: 00:49 GMT, グリニッジ標準時午前0時49分."""
    clock = Clock(int(match["h"]), int(match["m"]))
    figures = (f"{match['h']}:{match['m']}", match["h"] + match["m"])
    en, ja = _zoned(match["zone"], (*figures, *forms_en(clock)), forms_ja(clock))
    return Reading(SpanKind.TIME, en, ja, (clock,))


_UNTIL = rf"(?:(?P<join>{JOINER}|\sdan\s)(?:(?:pukul|jam)\s)?(?P<t2>{_TIME})(?:\s(?P<part2>{_PART}))?)?"
_TAIL = rf"(?:\s(?P<part>{_PART}))?{_UNTIL}(?:\s\(?(?P<zone>{_ZONE})\)?)?"
_NOT_DURATION = r"(?!\s(?:jam|menit|kali|orang)|-\w|[.:,]?\d)"

RULES: tuple[Rule, ...] = (
    rule({"pukul", "jam"}, rf"(?:pukul|jam)\s(?P<t>{_TIME}){_TAIL}{_NOT_DURATION}", _read_time),
    rule({DIGIT}, r"(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)\s?(?P<zone>GMT|UTC)", _read_military, 0),
    rule(
        {DIGIT},
        rf"(?P<t>\d{{1,2}}[.:]\d\d)(?:\s(?P<part>{_PART}))?(?:(?P<join>{JOINER})(?P<t2>\d{{1,2}}[.:]\d\d)(?:\s(?P<part2>{_PART}))?)?\s(?P<zone>{_ZONE})",
        _read_time,
    ),
)
