"""The values in a Japanese text, as a draft writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from translator.values.model import Clock, Date, Value
from translator.values.numbers import KANJI
from translator.values.tables import words

_NUMERAL_JA = rf"(?:(?:\d[\d,]*(?:\.\d+)?|[{KANJI}])?[千百十万億兆京]|\d[\d,]*(?:\.\d+)?|[{KANJI}])"
_NUMBER_JA = rf"(?:{_NUMERAL_JA})+"
_D = rf"(?:\d+|[{KANJI}]+)"
_TO_JA = r"\s?(?:~|〜|～|-|–|—|−|から|、|と|・)\s?"
_PATTERN = re.compile(
    rf"""
    (?P<fraction>(?P<bottom>{_NUMBER_JA})分の(?P<top>{_NUMBER_JA}))
  | (?P<clock>(?P<half>午前|午後|朝の?|夜の?|夕方|深夜)?(?P<h>{_D})時(?!間|代|速)
      (?:(?P<min>{_D})分(?!間)|(?P<mhalf>半))?)
  | (?P<colon>(?<!\d)(?P<ch>[01]?\d|2[0-4]):(?P<cm>[0-5]\d)(?!\d))
  | (?P<split>(?<![\d.])(?P<whole>\d+)(?:秒|メートル|センチ)(?P<part>\d{{1,2}})(?![\d分秒]))
  | (?P<noon>正午)
  | (?P<months>(?:(?P<ym>\d{{4}})年)?(?P<ma>\d{{1,2}})月?(?:~|〜|～|-|–|から|、|と)(?P<mz>\d{{1,2}})月(?!\d|間))
  | (?P<date>(?:(?P<y>\d{{4}})年)?(?P<m>\d{{1,2}})月(?![間数])(?:(?P<d>\d{{1,2}})(?P<nichi>日)?
      (?:{_TO_JA}(?:(?P<mb>\d{{1,2}})月)?(?P<db>\d{{1,2}})日)?)?)
  | (?P<day>(?<![\d,.])(?P<dd>\d{{1,2}})日(?=[（(][月火水木金土日]))
  | (?P<years>(?P<y1>\d{{4}})年?(?:{_TO_JA})(?P<y2>\d{{4}}|\d\d)年)
  | (?P<year>(?<![\d,.万億兆])(?P<ya>1\d{{3}}|20\d\d)年(?!間|以上|余|前|後|に1|分|もの|ぶり))
  | (?P<halfyear>半年)
  | (?P<few>数[十百千万億兆]*|[{KANJI}\d]*[十百千万億]+数[十百千万億]*)
  | (?P<number>(?<![\d.])(?P<n>{_NUMBER_JA})(?P<unit>[個カヶか]?[年月日週分秒時]間?(?P<nhalf>半))?)
    """,
    re.X,
)
_SKIP_KANJI = re.compile(r"[一二三四五六七八九十百千万]+")


def located(text: str) -> Iterator[tuple[int, int, tuple[Value, ...]]]:
    """Start, end and values of every number, date and clock time of an NFKC-folded Japanese text, in order."""
    return ((*match.span(), found) for match in _PATTERN.finditer(text) if (found := _read(match)))


def _read(match: re.Match[str]) -> tuple[Value, ...]:
    if match["fraction"]:
        return _fraction(match)
    if match["clock"]:
        return _clock(match)
    if match["colon"]:
        return (Clock(int(match["ch"]), int(match["cm"])),)
    if match["split"]:
        return (Decimal(f"{match['whole']}.{match['part']}"),)
    if match["noon"]:
        return (Clock(12),)
    if match["months"]:
        year = _optional(match["ym"])
        return (Date(year, int(match["ma"])), Date(year, int(match["mz"])))
    if match["date"]:
        return _dates(match)
    if match["day"]:
        return (Date(day=int(match["dd"])),)
    if match["years"]:
        first, second = match["y1"], match["y2"]
        return (Date(int(first)), Date(int(first[: 4 - len(second)] + second)))
    if match["year"]:
        return (Date(int(match["ya"])),)
    if match["halfyear"]:
        return (Decimal(6),)
    return () if match["few"] else _number(match)


def _fraction(match: re.Match[str]) -> tuple[Value, ...]:
    bottom, top = number_ja(match["bottom"]), number_ja(match["top"])
    return (top / bottom,) if top is not None and bottom else ()


def _optional(text: str | None) -> int | None:
    return int(text) if text else None


def _clock(match: re.Match[str]) -> tuple[Value, ...]:
    hour, minute = number_ja(match["h"]), number_ja(match["min"] or "0")
    if hour is None or minute is None or hour > 24:
        return ()
    late = 12 if (match["half"] or "") in {"午後", "夜", "夜の", "夕方"} and hour < 12 else 0
    return (Clock(int(hour) + late, 30 if match["mhalf"] else int(minute)),)


def _dates(match: re.Match[str]) -> tuple[Value, ...]:
    year, month, day = (_optional(match[key]) for key in "ymd")
    if match["d"] and not match["nichi"] and not match["db"]:
        return (Date(year, month), Decimal(match["d"]))
    first = Date(year, month, day)
    return (first, Date(year, _optional(match["mb"]) or month, int(match["db"]))) if match["db"] else (first,)


def _number(match: re.Match[str]) -> tuple[Value, ...]:
    text = match["n"]
    after = match.string[match.end("n") : match.end("n") + 1]
    if _SKIP_KANJI.fullmatch(text) and after not in words("counters") and not (after == "の" and text in {"百", "千"}):
        return ()  # 一部, 万一: not a count
    if text == "十" and after == "分":
        return ()  # 十分: "enough" more often than ten minutes
    value = number_ja(text)
    if value is None:
        return ()
    if after == "割":
        return (value * 10,)
    return (value + Decimal("0.5"),) if match["nhalf"] else (value,)


_POWERS = {"十": 1, "百": 2, "千": 3}
_GROUPS = {"万": 4, "億": 8, "兆": 12, "京": 16}
_DIGITS = KANJI[:10]
_TOKENS = re.compile(rf"\d[\d,]*(?:\.\d+)?|[{_DIGITS}]+|[十百千万億兆京]")


def number_ja(text: str) -> Decimal | None:
    """``"1万2500"``, ``"3千"``, ``"三十五"``, ``"8059兆7900億"`` → the number; None when it is none."""
    total = group = Decimal(0)
    pending: Decimal | None = None
    for token in _TOKENS.findall(text):
        if token in _POWERS:
            group, pending = group + (Decimal(1) if pending is None else pending).scaleb(_POWERS[token]), None
        elif token in _GROUPS:
            size = group + (pending or 0)
            total, group, pending = total + (size or Decimal(1)).scaleb(_GROUPS[token]), Decimal(0), None
        else:
            pending = _digits(token)
    return total + group + (pending or 0) if _TOKENS.match(text) else None


def _digits(token: str) -> Decimal:
    if token[0] in _DIGITS:
        return Decimal("".join(str(_DIGITS.index(kanji)) for kanji in token))
    return Decimal(token.replace(",", "").rstrip("."))
