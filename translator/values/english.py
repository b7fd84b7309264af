"""The values in an English text, as a draft writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from translator.values.model import Clock, Date, Value
from translator.values.numbers import ORDINALS
from translator.values.tables import rows

_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_CARDINALS = {row[1]: int(row[0]) for row in rows("english")}
_MONTHS = {name.rstrip(".").lower(): int(row[0]) for row in rows("months") for name in (row[2], row[3])} | {"sep": 9}
_SCALES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "quadrillion": 15}
_SCALE_EN = "|".join(_SCALES)
_WORD_EN = "|".join(sorted(_CARDINALS, key=len, reverse=True))
_MONTH_EN = "|".join(sorted(_MONTHS, key=len, reverse=True))
_TO_EN = r"\s?(?:-|–|—|to|and|until|through)\s?"
_SMALL_ORDINAL = "|".join(name for value, name in ORDINALS.items() if value <= 10)
_ORDINAL_EN = "|".join(name for value, name in ORDINALS.items() if value > 10)
_ORDINAL_VALUES = {name: value for value, name in ORDINALS.items()}
_DENOMINATORS = {name: int(row[1]) for row in rows("fractions") for name in (row[2].removeprefix("one-"), row[3])} | {
    "half": 2,
    "halves": 2,
}
_DENOMINATOR = "|".join(sorted(_DENOMINATORS, key=len, reverse=True))
_CLOCK_EN = (
    r"(?P<h>\d{1,2})(?:[:.](?P<min>\d\d))?(?:\s?(?:-|–|to)\s?(?P<h2>\d{1,2})(?:[:.](?P<min2>\d\d))?)?"
    r"\s?(?P<half>[ap]\.?m\b\.?)"
)

_LOW = r"\d{1,3}(?:\.\d+)?"  # of a range whose scale stands once: 10–15 million
_SCALED = rf"(?:{_FIGURE})[\s-](?:{_SCALE_EN})"
_PATTERN = re.compile(
    rf"""
    (?P<clock>\b{_CLOCK_EN})
  | (?P<colon>\b(?P<ch>[01]?\d|2[0-4]):(?P<cm>[0-5]\d)\b)
  | (?P<oclock>\b(?P<oh>\d{{1,2}}|{_WORD_EN})\s(?:o['’]clock|in\sthe\s(?:morning|afternoon|evening)|at\snight)\b
      (?:\s(?:in\sthe\s(?:morning|afternoon|evening)|at\snight))?)
  | (?P<noon>\b(?:noon|midnight)\b)
  | (?P<mdy>\b(?P<m1>{_MONTH_EN})\b\.?\s(?P<d1>\d{{1,2}})(?!\d|,\d{{3}})(?:st|nd|rd|th)?
      (?:{_TO_EN}(?:(?P<m1b>{_MONTH_EN})\b\.?\s)?(?P<d1b>\d{{1,2}})(?![\d:]|\.\d))?(?:,?\s(?P<y1>\d{{4}})\b)?)
  | (?P<dmy>\b(?P<d2>\d{{1,2}})(?:{_TO_EN}(?P<d2b>\d{{1,2}}))?\s(?P<m2>{_MONTH_EN})\b\.?(?:,?\s(?P<y2>\d{{4}})\b)?)
  | (?P<my>\b(?P<m3>{_MONTH_EN})\b\.?,?\s(?P<y3>\d{{4}})\b)
  | (?P<month>\b(?P<m4>(?-i:January|February|March|April|June|July|August|September|October|November|December))\b)
  | \b(?:in|from|since|of|until|by|early|late|last|next|this|through|every)\s(?P<may>(?-i:May))\b
  | (?P<maybe>\b(?-i:May)\b(?=(?:\s?[-–]|\s(?:and|to|through))\s?(?:{_MONTH_EN})\b))
  | (?P<past>\bhalf\spast\s(?P<ph>{_WORD_EN})\b)
  | (?P<halfa>\bhalf\san?\s(?P<halfscale>{_SCALE_EN})\b)
  | (?P<ordinalword>\b(?:{_ORDINAL_EN})\b|\b(?:{_SMALL_ORDINAL})(?=\s(?:(?:to|and)\s[\w-]+\s)?centur))
  | (?P<fraction>\b(?:(?P<top>{_WORD_EN}|an?|\d)[-\s])?(?P<bottom>{_DENOMINATOR})\b(?!-\w|\s(?:place|time|day|floor)))
  | (?P<ordinal>\b\d[\d,]*(?:st|nd|rd|th)\b)
  | (?P<decade>\b(?P<dec>\d{{4}})['’]?s\b)
  | (?P<number>(?:(?<![\w.])|(?<=\bRp)|(?<=\bRM)|(?<=\bIDR)|(?<=\d[x×]))
      (?:(?:(?P<low>{_LOW})\s?(?:-|–|to)\s?(?={_SCALED}))?(?P<fig>{_FIGURE})(?P<figscale>(?:[\s-](?:{_SCALE_EN}))*)
        |(?P<words>\b(?:an?(?=\s(?:{_SCALE_EN})\b)|(?:{_WORD_EN}|{_SCALE_EN})\b)
            (?:[\s-](?:(?:(?<=hundred\s)|(?<=thousand\s)|(?<=[mbr]illion\s))and\s)?(?:{_WORD_EN}|{_SCALE_EN})\b)*))
      (?P<half2>\sand\sa\shalf)?(?P<decades>[\s-]decades?\b)?)
  | (?P<times>\b(?:once|twice)\b)
    """,
    re.I | re.X,
)


def located(text: str) -> Iterator[tuple[int, int, tuple[Value, ...]]]:
    """Start, end and values of every number, date and clock time of an NFKC-folded English text, in order."""
    return ((*match.span(), found) for match in _PATTERN.finditer(text) if (found := _read(match)))


def _read(match: re.Match[str]) -> tuple[Value, ...]:
    if match["clock"]:
        return _clocks(match)
    if match["colon"]:
        return (Clock(int(match["ch"]), int(match["cm"])),)
    if match["oclock"]:
        return (Clock(int(_words(match["oh"].lower()) if match["oh"].isalpha() else match["oh"])),)
    if match["noon"]:
        return (Clock(12),)
    if match["mdy"] or match["dmy"] or match["my"] or match["month"]:
        return _dates(match)
    if match["may"] or match["maybe"]:
        return (Date(None, 5),)
    if match["past"]:
        return (Clock(int(_words(match["ph"].lower())), 30),)
    if match["halfa"]:
        return (Decimal("0.5").scaleb(_SCALES[match["halfscale"].lower()]),)
    if match["ordinalword"]:
        return (Decimal(_ORDINAL_VALUES[match["ordinalword"].lower()]),)
    if match["fraction"]:
        return _fraction(match)
    if match["ordinal"]:
        return (_figure(match["ordinal"][:-2]),)
    if match["decade"]:
        return (Date(int(match["dec"])),)
    if match["times"]:
        return (Decimal(2),) if match["times"].lower() == "twice" else ()
    return _number(match)


def _figure(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _optional(text: str | None) -> int | None:
    return int(text) if text else None


def _clocks(match: re.Match[str]) -> tuple[Value, ...]:
    afternoon = match["half"][0].lower() == "p"
    pairs = [(match["h"], match["min"]), (match["h2"], match["min2"])]
    return tuple(Clock(int(h) % 12 + 12 * afternoon, int(m or 0)) for h, m in pairs if h and int(m or 0) < 60)


def _dates(match: re.Match[str]) -> tuple[Value, ...]:
    if match["mdy"]:
        month, year = _MONTHS[match["m1"].lower()], _optional(match["y1"])
        first = Date(year, month, int(match["d1"]))
        later = _MONTHS[match["m1b"].lower()] if match["m1b"] else month
        return (first, Date(year, later, int(match["d1b"]))) if match["d1b"] else (first,)
    if match["dmy"]:
        month, year = _MONTHS[match["m2"].lower()], _optional(match["y2"])
        return tuple(Date(year, month, int(day)) for day in (match["d2"], match["d2b"]) if day)
    if match["my"]:
        return (Date(int(match["y3"]), _MONTHS[match["m3"].lower()]),)
    return (Date(None, _MONTHS[match["m4"].lower()]),)


def _fraction(match: re.Match[str]) -> tuple[Value, ...]:
    top, bottom = (match["top"] or "").lower(), match["bottom"].lower()
    one = top in {"a", "an", "one"}
    if not top or (bottom in {"half", "halves"} and not one):
        return ()
    if one and bottom in ORDINALS.values() and not re.match(_AFTER_FRACTION, match.string[match.end() :]):
        return ()  # a third man, one fifth place
    number = 1 if one else int(top) if top.isdigit() else _CARDINALS[top]
    return (Decimal(number) / Decimal(_DENOMINATORS[bottom]),)


_AFTER_FRACTION = r"\s(?:of|the|and|more|less|as|is|was|were|are|in|from|than|that)\b|[,.;:)]|$"


def _number(match: re.Match[str]) -> tuple[Value, ...]:
    value = _size(match) + (Decimal("0.5") if match["half2"] else Decimal(0))
    if match["low"]:  # 10–15 million
        return (_figure(match["low"]) * value / _figure(match["fig"]), value)
    if match["decades"]:
        return (value * 10,)
    year = re.fullmatch(r"1[0-9]\d\d|20\d\d", match["fig"] or "") and not match["figscale"]
    return (Date(int(value)),) if year else (value,)


def _size(match: re.Match[str]) -> Decimal:
    if not match["fig"]:
        return _words(match["words"].lower())
    power = sum(_SCALES[word] for word in re.split(r"[\s-]", match["figscale"].lower()) if word)
    return _figure(match["fig"]).scaleb(power)


def _words(text: str) -> Decimal:
    total = group = 0
    for word in re.split(r"[\s-]+", text):
        if word in {"and", "a", "an"}:
            group = group or (1 if word != "and" else 0)
        elif word in _CARDINALS:
            group += _CARDINALS[word]
        elif word == "hundred":
            group = (group or 1) * 100
        else:
            total, group = total + (group or 1) * 10 ** _SCALES[word], 0
    return Decimal(total + group)
