"""Counts: numbers with the Japanese counter of the noun behind them, parts of a number, round and negative figures."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache

from translator.fixed import SpanKind
from translator.values.measures import UNIT, UNQUALIFIED, animals, unit_forms
from translator.values.numbers import (
    FIGURE,
    HAMPIR,
    LOOSE,
    NUMBER,
    ORDINALS,
    QUANTITY,
    ROMANS,
    STARTS,
    Quantity,
    forms_en,
    forms_ja,
    near_en,
    near_ja,
    parse,
    parse_quantity,
    quantity_en,
    quantity_ja,
    values_of,
)
from translator.values.rule import DIGIT, Reading, Rule, alternatives, product, rule, unique
from translator.values.tables import lookup, rows, split

_NOUN = r"[^\W\d_]+(?:-[^\W\d_]+)?"
_AREA = alternatives(form for row in rows("areas") for form in split(row[0]))
ROUNDED = re.compile(r"\b(?:sekitar|kurang lebih|kira-kira|hampir|lebih dari|sampai|hingga)\s$", re.I)
"""Words that already say that the number is round."""
_PERSONS = frozenset(("orang", "jiwa"))
_FIXED_UNIT = r"(?!\s?(?:%|persen|ribu|juta|miliar|triliun)\b)"


@cache
def counters() -> dict[str, str]:
    """Japanese counter by Indonesian noun, lower case."""
    return {noun.lower(): row[0] for row in rows("nouns") for noun in row[1].split()}


def _read_counted(match: re.Match[str], published: date | None) -> Reading | None:
    """``47 penumpang``: 47, 47人; the noun stays outside."""
    counter, quantity = counters().get(match["noun"].lower()), parse_quantity(match["q"])
    if counter is None or quantity is None:
        return None
    ja = product((f"{{}}{counter}", "{}", "{}つ"), quantity_ja(quantity))
    hard = not (quantity.high is None and quantity.low.spelled and quantity.low.value <= 10)
    en = near_en(match, quantity_en(quantity))
    return Reading(SpanKind.MEASURE, en, near_ja(match, ja), values_of(quantity), hard, end=match.end("q"))


def _read_area(match: re.Match[str], published: date | None) -> Reading | None:
    quantity = parse_quantity(match["q"])
    if quantity is None:
        return None
    row = lookup("areas")[" ".join(match["area"].lower().split())]
    one, many = row[1].split("|")
    en = product((one if quantity.one else many, many), quantity_en(quantity))
    ja = product((row[2], "{}"), quantity_ja(quantity))
    return Reading(SpanKind.MEASURE, near_en(match, en), near_ja(match, ja), values_of(quantity))


def _read_part(match: re.Match[str], published: date | None) -> Reading | None:
    """``tiga dari lima siswa``: three out of five, 5人のうち3人."""
    part, whole = parse(match["a"]), parse(match["b"])
    if part is None or whole is None or not 0 < part.value < whole.value or whole.value % 1:
        return None
    if part.scale != whole.scale:
        return None  # 38 dari 81 juta: the first number leaves its million out
    noun = (match["noun"] or "").lower()
    person = noun in _PERSONS or (not noun and match["u"] in _PERSONS)
    counter = "人" if person else (counters() | animals()).get(noun, "つ" if whole.value < 10 else "")
    en = product(
        tuple(f"{form} {join}" + " {}" for form in forms_en(part) for join in ("out of", "of", "of the", "in")),
        forms_en(whole),
    )
    tops = product((f"{{}}{counter}", "{}人", "{}つ", "{}"), forms_ja(part))
    wholes = product((f"{{}}{counter}", "{}人", "{}つ", "{}"), forms_ja(whole))
    ja = tuple(f"{wholes[0]}{join}{tops[0]}" for join in ("のうち", "中", "のうちの"))
    ja += tuple(f"{full}のうち{top}" for full in wholes for top in tops)
    return Reading(SpanKind.NUMBER, en, unique(ja), (part.value, whole.value), end=match.end("b"))


def _read_ratio(match: re.Match[str], published: date | None) -> Reading | None:
    """``satu banding lima``: one to five, 1対5."""
    a, b = parse(match["a"]), parse(match["b"])
    if a is None or b is None:
        return None
    en = tuple(f"{form}{join}{{}}" for form in forms_en(a) for join in (" to ", "-to-", ":", "–", "-"))
    ja = tuple(f"{form}{join}{{}}" for form in forms_ja(a) for join in ("対", "：", ":", "-"))
    return Reading(SpanKind.NUMBER, product(en, forms_en(b)), product(ja, forms_ja(b)), (a.value, b.value))


def _read_about(match: re.Match[str], published: date | None) -> Reading | None:
    """``1.200-an orang``: about 1,200 people, 約1200人."""
    number = parse(match["q"])
    if number is None or number.value < 10 or number.value % 10:
        return None
    en, ja = forms_en(number), forms_ja(number)
    if match["u"]:
        en, ja = unit_forms(Quantity(number), match["u"])
    about: tuple[str, ...] = ("about {}", "around {}", "some {}", "roughly {}", "{}")
    if re.search(r"(?:usia|umur)(?:nya)?\s(?:\w+\s)?$", match.string[: match.start()]):
        about, ja = (f"{forms_en(number)[0]}s", *about), product(("{}代",), forms_ja(number))
        return Reading(SpanKind.MEASURE, product(about, forms_en(number)), ja, (number.value,))
    about_ja: tuple[str, ...] = ("約{}", "{}余り", "{}ほど", "{}前後", "{}")
    if ROUNDED.search(match.string[: match.start()]):
        about, about_ja = ("{}", *about), ("{}", *about_ja)
    return Reading(SpanKind.MEASURE, product(about, en), product(about_ja, ja), (number.value,))


def _read_minus(match: re.Match[str], published: date | None) -> Reading | None:
    """``minus 5 derajat Celsius``: minus 5 degrees Celsius, 氷点下5度; ``-32,4%``: -32.4 percent."""
    quantity = parse_quantity(match["q"])
    if quantity is None or quantity.high is not None:
        return None
    en, ja = quantity_en(quantity), quantity_ja(quantity)
    heads: tuple[str, ...] = ("マイナス{}", "-{}")
    tails: tuple[str, ...] = ("minus {}", "negative {}", "-{}")
    if match["u"]:
        en, ja = unit_forms(quantity, match["u"])
        heads = ("氷点下{}", *heads) if match["u"].lower().startswith(("derajat", "°")) else heads
    if not match["word"]:
        heads, tails = heads[::-1], tails[::-1]
    return Reading(SpanKind.MEASURE, product(tails, en), product(heads, ja), (quantity.low.value,))


def _read_rated(match: re.Match[str], published: date | None) -> Reading | None:
    """``320 ton per hari``: 320 tons per day, 1日320トン."""
    quantity, rate = parse_quantity(match["q"]), lookup("rates").get(" ".join(match["rate"].lower().split()))
    if quantity is None or rate is None:
        return None
    en, ja = unit_forms(quantity, match["u"])
    en = product(tuple(f"{{}} {tail}" for tail in (rate[1], *split(rate[2]))), en)
    heads = (rate[3], *split(rate[4]))
    ja = product(tuple(f"{head}{{}}" for head in heads), ja)
    return Reading(SpanKind.MEASURE, near_en(match, en), near_ja(match, ja), values_of(quantity))


_RATE = alternatives(form for row in rows("rates") for form in split(row[0]))


def _read_units(match: re.Match[str], published: date | None) -> Reading:
    """``RT.03 RW.05``, ``RT 03/05``: RT 03/RW 05, RT03/RW05."""
    second = f"/{match['unit2'] or 'RW'} {match['n2']}" if match["n2"] else ""
    en, numbers = f"{match['unit']} {match['n']}{second}", tuple(map(Decimal, re.findall(r"\d+", match[0])))
    return Reading(SpanKind.OTHER, unique((en, match[0])), unique((en.replace(" ", ""), en, match[0])), numbers)


def _read_post(match: re.Match[str], published: date | None) -> Reading:
    """``KM 97+400``: a stone on a road; Km 97.4, 97.4キロ地点."""
    place = match["km"] + (f".{match['m']}".rstrip("0").rstrip(".") if match["m"] else "")
    en = (f"Km {place}", f"kilometer {place}", f"Kilometer {place}", f"KM {place}", match[0])
    return Reading(SpanKind.MEASURE, en, (f"{place}キロ地点", f"{place}キロ", f"{place}キロポスト"), (Decimal(place),))


def _read_house(match: re.Match[str], published: date | None) -> Reading | None:
    """``Jalan Merdeka No. 8``: the number of a house; No. 8, 8番."""
    if not re.search(r"\b(?:Jalan|Jln?|Gang|Gg)\b\.?[^.,;:]{2,60}$", match.string[: match.start()].rstrip(" ,")):
        return None
    number = match["n"]
    values = (Decimal(re.sub(r"\D", "", number)),)
    return Reading(
        SpanKind.NUMBER,
        (f"No. {number}", f"no. {number}", f"No {number}"),
        (f"{number}番", f"{number}号", f"{number}番地"),
        values,
    )


def _read_number_sign(match: re.Match[str], published: date | None) -> Reading:
    """``nomor urut 2``: number 2, 2番."""
    number = match["n"].lstrip("0") or "0"
    en = (f"number {number}", f"No. {number}", f"Number {number}")
    ja = (f"候補者番号{number}番", f"候補番号{number}番", f"{number}番")
    return Reading(SpanKind.NUMBER, en, ja, (Decimal(number),))


_PUPIL = r"(?:siswa|siswi|murid|pelajar|anak|bocah|santri|duduk di|naik ke)\s(?:\w+\s){0,2}$"
_SCHOOL = r"\s(?:SD|MI|SMP|MTs|SMA|SMK|MA|sekolah|madrasah)"


def _read_grade(match: re.Match[str], published: date | None) -> Reading | None:
    """``kelas XII``: grade 12, 12年生; other classes (of prisons, weights) are left alone."""
    text = match["n"]
    grade = ROMANS.index(text) + 1 if text in ROMANS else int(text) if text.isdigit() else 13
    after, before = match.string[match.end() :], match.string[: match.start()]
    sure = (text in ROMANS and grade > 3) or re.match(_SCHOOL, after) or re.search(_PUPIL, before, re.I)
    if not 1 <= grade <= 12 or not sure or re.match(r"\s?(?:kg|kilogram|km)\b|\.\d", after):
        return None
    stage = f"小学{grade}年" if grade < 7 else f"中学{grade - 6}年" if grade < 10 else f"高校{grade - 9}年"
    en = (f"grade {grade}", f"Grade {grade}", f"{grade}th grade", f"{grade}th-grade", *_spelled_grade(grade))
    return Reading(SpanKind.MEASURE, en, (f"{grade}年生", f"{stage}生", stage, f"{grade}年"), (Decimal(grade),))


def _spelled_grade(grade: int) -> tuple[str, ...]:
    word = ORDINALS[grade]
    return (f"{word} grade", f"{word}-grade", f"{word} grader")


RULES: tuple[Rule, ...] = (
    rule(STARTS, rf"{HAMPIR}(?P<q>{QUANTITY})\s(?P<noun>{_NOUN})", _read_counted),
    rule(STARTS, rf"{HAMPIR}(?P<q>{QUANTITY})\s(?P<area>{_AREA}){UNQUALIFIED}", _read_area),
    rule(
        STARTS,
        rf"(?P<a>{NUMBER})(?:\s(?P<u>orang|jiwa|ekor|unit|buah))?\sdari\s(?:(?:total|jumlah)\s)?(?P<b>{NUMBER})"
        rf"{_FIXED_UNIT}(?:\s(?P<noun>{_NOUN}))?",
        _read_part,
    ),
    rule(STARTS, rf"(?P<a>{NUMBER})\s(?:ber)?banding\s(?P<b>{NUMBER})", _read_ratio),
    rule({DIGIT}, rf"(?P<q>{FIGURE})-?an(?:\s(?P<u>{UNIT}))?", _read_about),
    rule(
        {"minus", "-", "−", "–"},
        rf"(?:(?P<word>minus)\s|(?<![^\s(])(?<!\d\s)[-−–])(?P<q>{LOOSE})(?:\s?(?P<u>{UNIT}))?",
        _read_minus,
    ),
    rule(STARTS, rf"{HAMPIR}(?P<q>{QUANTITY}|{LOOSE})\s?(?P<u>{UNIT})\s?(?:per|/)\s?(?P<rate>{_RATE})", _read_rated),
    rule(
        {"rt", "rw"},
        r"(?P<unit>R[TW])\.?\s?(?P<n>\d{1,3})(?:(?:(?:\s?[/,]\s?|\s)(?P<unit2>R[TW])\.?\s?|/)(?P<n2>\d{1,3}))?",
        _read_units,
        0,
    ),
    rule(
        {"km"}, r"K[Mm]\.?\s?(?P<km>\d{1,4})(?:\s?\+\s?(?P<m>\d{3}))?(?:\s?(?P<side>[AB])\b)?(?![.,]?\d)", _read_post, 0
    ),
    rule({"nomor", "no"}, r"(?:[Nn]omor|[Nn]o\.?)\s?(?P<n>\d{1,4}[A-Z]?)(?![-/.]?\d)", _read_house, 0),
    rule({"nomor", "no"}, r"(?:nomor|no\.?)\surut\s(?P<n>\d{1,2})", _read_number_sign),
    rule({"kelas"}, r"[Kk]elas\s(?P<n>[IVX]{1,4}|\d{1,2})", _read_grade, 0),
)
