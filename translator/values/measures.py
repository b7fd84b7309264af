"""Measures: a number or range with a unit, a duration, or a count of people or animals."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache

from translator.fixed import SpanKind
from translator.values.model import Measure, Number
from translator.values.numbers import (
    FIGURE,
    FUZZY,
    HAMPIR,
    LOOSE,
    NUMBER,
    QUANTITY,
    STARTS,
    Quantity,
    forms_en,
    forms_ja,
    grouped_ja,
    kanji,
    near_en,
    near_ja,
    parse,
    parse_quantity,
    point_issue,
    quantity_en,
    quantity_ja,
    spell_en,
    values_of,
)
from translator.values.rule import DIGIT, Reading, Rule, alternatives, product, rule, unique
from translator.values.tables import lookup, rows, split, words

UNIT = alternatives(form for row in rows("units") for form in split(row[0]))

UNQUALIFIED = (
    r"(?=\s*(?:[.,;:!?)\"”]|$)|\s(?:di|dari|yang|dan|itu|ini|pada|untuk|dengan|serta|se-?\w+|telah|sudah|akan|atau"
    r"|(?!mer(?:deka|ah)\b)me[mnlrwy]\w{3,}|di(?!gital)\w{4,})\b)"
)
"""What may follow a counted noun that nothing qualifies: else the English adjective would have to go in between."""

_ALONE = re.compile(
    rf"{UNQUALIFIED}|(?=\s(?:kepada|oleh|ke|dalam|sebagai|karena|saat|ketika|agar|mati|tewas|hilang|lepas|kabur|ter[a-z]{{4,}})\b)",
    re.I,
)


# -- parse and render one measure -------------------------------------------------------------------------------------
def parse_measure(text: str) -> Measure | None:
    """``"12.500 ton"``, ``"enam bulan"`` → a measure; None when it is not one."""
    match = re.fullmatch(rf"({NUMBER})\s?({UNIT})", text.strip(), re.I)
    number = parse(match[1]) if match else None
    return Measure(number, split(_row(match[2])[0])[0]) if match and number else None


def render_en(measure: Measure) -> str:
    """``12,500 tons``."""
    return _forms_en(Quantity(measure.number), measure.unit)[0]


def render_ja(measure: Measure) -> str:
    """``1万2500トン``."""
    return _forms_ja(Quantity(measure.number), measure.unit)[0]


def unit_forms(quantity: Quantity, unit: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """English and Japanese forms of a quantity with an Indonesian unit."""
    name = split(_row(unit)[0])[0]
    return _forms_en(quantity, name), _forms_ja(quantity, name)


def _row(unit: str) -> tuple[str, ...]:
    return lookup("units")[" ".join(unit.lower().split())]


def _forms_en(quantity: Quantity, unit: str) -> tuple[str, ...]:
    row = _row(unit)
    one, many = row[1].split("|")
    figures = quantity_en(quantity)
    if quantity.high is None and quantity.low.value == Decimal("0.5") and quantity.low.spelled:
        return _half_en(one, many)
    special = _special_en(quantity, unit)
    forms = product((one if quantity.one else many, one, many, *split(row[2])), figures)
    return unique((*special, *forms, *_single_en(quantity, one)))


def _special_en(quantity: Quantity, unit: str) -> tuple[str, ...]:
    value = quantity.low.value
    if unit == "kali" and quantity.high is None and value in (1, 2):
        return ("once",) if value == 1 else ("twice", "two times")
    if unit == "jam" and quantity.high is None and value == 24:
        return ("24 hours", "around the clock", "around-the-clock", "24/7")
    return ()


def _single_en(quantity: Quantity, one: str) -> tuple[str, ...]:
    """``an hour``, ``a single day`` beside ``one hour``."""
    if not quantity.one:
        return ()
    return (one.replace("{}", _article(one[3:])), one.replace("{}", "a single"))


def _article(noun: str) -> str:
    return "an" if noun.startswith("hour") else "a"


def _half_en(one: str, many: str) -> tuple[str, ...]:
    noun = one[3:]
    return (f"half {_article(noun)} {noun}", f"half-{noun}", f"half-a-{noun}", f"half the {noun}", f"0.5 {many[3:]}")


def _forms_ja(quantity: Quantity, unit: str) -> tuple[str, ...]:
    row = _row(unit)
    templates = (row[3], *split(row[4]))
    halves = _half_ja(quantity, split(row[0])[0])
    forms = (*halves, *product(templates, quantity_ja(quantity)), *_special_ja(quantity, split(row[0])[0]))
    return unique((*forms, *_repeated_ja(quantity, templates)))


def _repeated_ja(quantity: Quantity, templates: tuple[str, ...]) -> list[str]:
    """``10人から15人``: the unit on both ends of a range."""
    if quantity.high is None:
        return []
    low, high = (forms_ja(number)[0] for number in quantity.numbers)
    return [
        f"{template.replace('{}', low)}{join}{template.replace('{}', high)}"
        for template in templates
        for join in ("から", "〜", "、")
    ]


def _half_ja(quantity: Quantity, unit: str) -> tuple[str, ...]:
    """``setengah jam`` → 30分; ``dua setengah tahun`` → 2年半."""
    low = quantity.low
    if quantity.high is not None or not low.spelled or low.mantissa % 1 != Decimal("0.5") or low.scale:
        return ()
    row = lookup("halves").get(unit)
    if row is None:
        return ()
    form = row[1] if low.mantissa < 1 else row[2] and f"{int(low.mantissa)}{row[2]}"
    return (form,) if form else ()


_KILOWATTS = {"megawatt": 1000, "gigawatt": 1000000}  # Japanese newspapers count power in 万キロワット


def _special_ja(quantity: Quantity, unit: str) -> tuple[str, ...]:
    value = quantity.low.value
    if quantity.high is not None:
        return ()
    if unit == "orang":
        return {Decimal(1): ("一人", "ひとり"), Decimal(2): ("二人", "ふたり", "両者", "両氏")}.get(value, ())
    if value == Decimal("0.5"):
        return (_row(unit)[3].replace("{}", "半"),)
    if unit == "persen" and value % 10 == 0 and 0 < value <= 90:
        tenths = int(value) // 10
        return (f"{tenths}割", f"{kanji(tenths)}割", *(("半分", "半数") if tenths == 5 else ()))
    if unit == "abad":
        return product(("{}年", "{}年間"), forms_ja(Number(value * 100)))
    if unit in _KILOWATTS:
        return (f"{grouped_ja(value * _KILOWATTS[unit])}キロワット",)
    if unit == "bulan" and value == 6:
        return ("半年", "半年間")
    if unit == "jam" and value == 24:
        return ("丸一日", "24時間体制")
    return ()


def _read_tolerance(match: re.Match[str], published: date | None) -> Reading | None:
    """``2,5±1 persen``: 2.5±1 percent, 2.5±1%; ``±2,8 persen``: plus or minus 2.8 percent, ±2.8%."""
    middle, margin = parse_quantity(match["a"] or ""), parse_quantity(match["b"])
    if margin is None:
        return None
    heads_en, heads_ja, values = ("plus or minus {}", "±{}", "± {}"), ("±{}", "プラスマイナス{}"), values_of(margin)
    if middle is not None:
        en, ja = quantity_en(middle)[0], quantity_ja(middle)[0]
        heads_en = (f"{en}±{{}}", f"{en} ± {{}}", f"{en} plus or minus {{}}")
        heads_ja, values = (f"{ja}±{{}}", f"{ja}プラスマイナス{{}}"), (*values_of(middle), *values)
    forms_en, forms_ja = unit_forms(margin, match["u"])
    return Reading(SpanKind.MEASURE, product(heads_en, forms_en), product(heads_ja, forms_ja), values)


# -- decades, multiples, magnitudes -----------------------------------------------------------------------------------
def _read_decades(match: re.Match[str], published: date | None) -> Reading | None:
    quantity = parse_quantity(match["q"])
    if quantity is None:
        return None
    noun = "decade" if quantity.one else "decades"
    years = Quantity(parse(str(int(quantity.low.value * 10))) or quantity.low)
    en = unique(
        (*product((f"{{}} {noun}",), quantity_en(quantity)), *product(("{} years", "{}-year"), forms_en(years.low)))
    )
    ja = unique((*product(("{}年", "{}年間"), forms_ja(years.low)), *product(("{}十年",), forms_ja(quantity.low))))
    return Reading(
        SpanKind.MEASURE,
        near_en(match, en),
        near_ja(match, ja),
        tuple(value * 10 for value in values_of(quantity)),
        hard=quantity.low.value > 1,
    )


_MULTIPLES = {
    2: ("double", "doubled", "doubling", "doubles", "twofold", "twice", "two-fold"),
    3: ("threefold", "triple", "tripled", "tripling", "triples"),
    4: ("fourfold", "quadruple", "quadrupled", "quadrupling"),
}


def _read_multiple(match: re.Match[str], published: date | None) -> Reading | None:
    quantity = parse_quantity(match["q"])
    if quantity is None:
        return None
    times = product(("{} times",), quantity_en(quantity))
    value = quantity.low.value
    whole = quantity.high is None and value == int(value)
    known = _MULTIPLES.get(int(value), ()) if whole else ()
    fold = (f"{forms_en(quantity.low)[0]}fold",) if whole and 2 < value < 10 else ()
    lead = ("twofold",) if value == 2 and quantity.high is None else ()
    ja = product(("{}倍",), quantity_ja(quantity))
    return Reading(
        SpanKind.MEASURE,
        near_en(match, unique((*lead, *fold, *times, *known))),
        near_ja(match, unique((*ja, *(("倍",) if value == 2 else ())))),
        values_of(quantity),
        hard=False,
    )


def _read_magnitude(match: re.Match[str], published: date | None) -> Reading:
    figure = match["n"].replace(",", ".")
    en = (
        f"magnitude {figure}",
        f"magnitude-{figure}",
        f"{figure}-magnitude",
        f"M{figure}",
        f"{figure} magnitude",
        figure,
    )
    ja = (f"マグニチュード{figure}", f"M{figure}", f"マグニチュード（M）{figure}", f"マグニチュード(M){figure}")
    return Reading(SpanKind.MEASURE, en, ja, (Decimal(figure),))


# -- rules ------------------------------------------------------------------------------------------------------------
def _read_measure(match: re.Match[str], published: date | None) -> Reading | None:
    quantity = parse_quantity(match["q"])
    if quantity is None:
        return None
    unit = split(_row(match["u"])[0])[0]
    en, ja = _forms_en(quantity, unit), _forms_ja(quantity, unit)
    after = match.string[match.end() :]
    if unit == "kali" and re.match(rf"\s{FIGURE}", after):
        return None  # 20 kali 10 meter: the sides of a field
    if unit == "tahun":
        en, ja = _age_forms(match, quantity, en, ja)
    elif unit == "kali" and (quantity.low.value % 1 or _TIMES_AS.match(after)):
        ja = unique((*product(("{}倍",), quantity_ja(quantity)), *ja))
    elif unit == "hari" and (
        re.match(_DAY_AFTER, after, re.I) or re.search(_DAY_BEFORE, match.string[: match.start()], re.I)
    ):
        ja = unique((*product(("{}日",), quantity_ja(quantity)), *ja))
    elif unit == "orang" and _is_person(after):
        en = unique((*quantity_en(quantity), *en))
    hard = not (quantity.high is None and quantity.low.spelled and (quantity.low.value <= 2 or unit == "kali"))
    short = re.match(r"\s\(([^\W\d_]{1,3})\)", after)
    again = short is not None and lookup("units").get(short[1].lower()) == _row(match["u"])  # kepala keluarga (KK)
    return Reading(
        SpanKind.MEASURE,
        near_en(match, en),
        near_ja(match, ja),
        values_of(quantity),
        hard,
        point_issue(match["q"]),
        match.end() + len(short[0]) if short and again else None,
    )


_TIMES_AS = re.compile(
    rf"\s+(?:lebih|dari(?!\s(?:total\s)?(?:{NUMBER})\s(?:kali|x)\b)|luas|ukuran|tinggi|berat|jumlah)\b", re.I
)
"""What follows ``kali`` where it multiplies; ``tiga kali dari 12 kali`` counts."""

_PARTS = {"tahun": "bulan", "bulan": "hari", "hari": "jam", "jam": "menit", "menit": "detik"}


def _read_compound(match: re.Match[str], published: date | None) -> Reading | None:
    """``4 tahun 6 bulan``."""
    first, second = parse(match["a"]), parse(match["b"])
    unit, part = (split(_row(match[name])[0])[0] for name in ("u", "v"))
    if first is None or second is None or _PARTS.get(unit) != part:
        return None
    years, months = _forms_en(Quantity(first), unit)[0], _forms_en(Quantity(second), part)[0]
    en = tuple(f"{years}{join}{months}" for join in (" and ", " ", ", "))
    head = _row(unit)[3].replace("{}", forms_ja(first)[0])
    tail = _row(part)[3].replace("{}", forms_ja(second)[0])
    ja = (head.removesuffix("間") if unit == "hari" else head) + tail
    if match["c"]:
        return _with_third(match, part, f"{years} {months}", ja, (first.value, second.value))
    return Reading(SpanKind.MEASURE, en, (ja, ja.removesuffix("間")), (first.value, second.value))


def _with_third(match: re.Match[str], part: str, en: str, ja: str, values: tuple[Decimal, ...]) -> Reading | None:
    """``2 jam 14 menit 22 detik``."""
    number, unit = parse(match["c"]), split(_row(match["w"])[0])[0]
    if number is None or _PARTS.get(part) != unit:
        return None
    rest, rest_ja = _forms_en(Quantity(number), unit)[0], _row(unit)[3].replace("{}", forms_ja(number)[0])
    return Reading(SpanKind.MEASURE, (f"{en} {rest}",), (ja + rest_ja,), (*values, number.value))


def _read_array(match: re.Match[str], published: date | None) -> Reading | None:
    """``2x300 MW``."""
    number = parse(match["q"])
    if number is None:
        return None
    unit, count = split(_row(match["u"])[0])[0], match["count"]
    en = product((f"{count}x{{}}", f"{count} x {{}}", f"{count}×{{}}"), _forms_en(Quantity(number), unit))
    ja = product((f"{count}×{{}}", f"{count}x{{}}", f"{{}}×{count}"), _forms_ja(Quantity(number), unit))
    return Reading(SpanKind.MEASURE, en, ja, (Decimal(count), number.value))


_DAY_AFTER = (
    r"\s+(?:sebelum|sebelumnya|setelah|sesudah|kemudian|silam|lalu|lagi|mendatang|ke depan|berikutnya"
    r"|jelang|menjelang)\b"
)
_DAY_BEFORE = r"\b(?:dalam|sejak|tiap|setiap)\s+(?:waktu\s+)?$"


def _is_person(after: str) -> bool:
    """Whether the next word is a noun of persons, so that "orang" is only a counter."""
    found = re.match(r"\s+([^\W\d_]+(?:-[^\W\d_]+)?)", after)
    word = found[1].lower() if found else ""
    return word in words("persons") or (word.startswith("pe") and word not in words("nonpersons"))


_THINGS = (
    r"\b(?:pesawat|kapal|gedung|bangunan|pohon|jembatan|kereta|mobil|rumah|candi|masjid)(?:\s\w+){0,2}"
    r"\s(?:ber)?usia(?:nya)?\s(?:\w+\s){0,2}$"
)
"""What is old in years without being of an age (歳)."""

_SENTENCE = re.compile(r"\s(?:(?:\d+|\w+)\sbulan\s)?(?:penjara|kurungan|bui|hukuman|percobaan|rehabilitasi)\b")
"""What follows the length of a sentence passed on a person (``terdakwa 6 tahun penjara``)."""

_Forms = tuple[str, ...]


def _age_forms(match: re.Match[str], quantity: Quantity, en: _Forms, ja: _Forms) -> tuple[_Forms, _Forms]:
    """``berusia 45 tahun`` → 45歳; ``Sukina, 53 tahun,`` → 53, （53）; else a duration."""
    before = match.string[max(0, match.start() - 30) : match.start()]
    figures_en, figures_ja = quantity_en(quantity), quantity_ja(quantity)
    after = match.string[match.end() : match.end() + 1]
    if re.search(r"\b[A-Z][\w.'’]*,\s$", before) and after in {",", ".", ")", ""}:
        brackets = product(("（{}）", "({})", "（{}歳）", "({}歳)", "{}歳", "{}"), figures_ja)
        return unique((*figures_en, *en)), unique((*brackets, *ja))
    noun = re.search(r"([^\W\d_]+(?:-[^\W\d_]+)?)\s$", before)
    if (
        quantity.low.value > 110
        or re.search(_THINGS, match.string[: match.start()], re.I)
        or _SENTENCE.match(match.string, match.end())
    ):
        return en, ja
    if re.search(r"(?:usia|umur)(?:nya)?\s+(?:\w+\s+){0,2}$", before, re.I) or (
        noun and (noun[1].lower() in words("persons") or _is_that_person(noun[1], match))
    ):
        return unique((*en, *figures_en)), unique((*product(("{}歳", "{}才", "{}代", "{}"), figures_ja), *ja))
    return en, ja


def _is_that_person(noun: str, match: re.Match[str]) -> bool:
    """``pelatih 57 tahun itu``: a person by the form of the noun, pointed at."""
    pointed = re.match(r"\s(?:itu|ini|tersebut|asal|kelahiran)\b", match.string[match.end() :])
    return pointed is not None and _is_person(f" {noun}")


def _read_age(match: re.Match[str], published: date | None) -> Reading | None:
    quantity = parse_quantity(match["q"])
    if quantity is None:
        return None
    en = product(("({})", "{}", "{} years old", "({} years old)", "{}-year-old", ", {},"), quantity_en(quantity))
    ja = product(("（{}）", "（{}歳）", "{}歳", "({})", "({}歳)"), quantity_ja(quantity))
    return Reading(SpanKind.MEASURE, en, ja, values_of(quantity))


def _read_animals(match: re.Match[str], published: date | None) -> Reading | None:
    noun = (match["noun"] or "").lower()
    counter = animals().get(noun)
    quantity = parse_quantity(match["q"])
    if quantity is None or not (match["ekor"] or counter):
        return None
    if noun in lookup("animal_names") and _ALONE.match(match.string, match.end("noun")):
        return _named_animals(match, quantity, counter or "匹")
    en, ja = quantity_en(quantity), product(_animal_templates(counter), quantity_ja(quantity))
    hard = not (quantity.low.spelled and quantity.low.value <= 2)
    end = match.end("ekor") if match["ekor"] else match.end("q")
    return Reading(SpanKind.MEASURE, near_en(match, en), near_ja(match, ja), values_of(quantity), hard, (), end)


def _named_animals(match: re.Match[str], quantity: Quantity, counter: str) -> Reading:
    """``11 kerbau``: 11 buffaloes, 水牛11頭; the noun travels with its number, so that a model cannot lose it."""
    _, names, more, name = lookup("animal_names")[match["noun"].lower()]
    one, many = names.split("|")
    en = product(
        tuple(f"{{}} {form}" for form in (one if quantity.one else many, one, many, *split(more))),
        quantity_en(quantity),
    )
    ja = product(
        (f"{name}{{}}{counter}", f"{{}}{counter}の{name}", f"{name}{{}}匹", f"{{}}匹の{name}"), quantity_ja(quantity)
    )
    hard = not (quantity.low.spelled and quantity.low.value <= 2)
    return Reading(SpanKind.MEASURE, near_en(match, en), near_ja(match, ja), values_of(quantity), hard)


def _read_fuzzy_animals(match: re.Match[str], published: date | None) -> Reading:
    row = lookup("fuzzy")[" ".join(match["f"].lower().split())]
    ja = product(_animal_templates(animals().get((match["noun"] or "").lower())), (row[2], *split(row[4])))
    return Reading(SpanKind.NUMBER, (row[1], *split(row[3])), ja, hard=" " in row[0], end=match.end("ekor"))


def _animal_templates(counter: str | None) -> tuple[str, ...]:
    return (f"{{}}{counter or '匹'}", "{}頭", "{}匹", "{}羽", "{}")


@cache
def animals() -> dict[str, str]:
    """Japanese counter by Indonesian animal, lower case."""
    return {noun: counter for counter, nouns in (row[:2] for row in rows("animals")) for noun in nouns.split()}


def _read_fuzzy(match: re.Match[str], published: date | None) -> Reading:
    row = lookup("fuzzy")[" ".join(match["f"].lower().split())]
    unit = _row(match["u"])
    many = unit[1].split("|")[1]
    en = product((many, "{}"), (row[1], *split(row[3])))
    ja = product((unit[3], *split(unit[4])), (row[2], *split(row[4])))
    if split(unit[0])[0] == "tahun":
        en = ("decades", *en) if row[0] == "puluhan" else en
    return Reading(SpanKind.MEASURE, near_en(match, en), near_ja(match, ja), hard=" " in row[0])


def _read_tonnage(match: re.Match[str], published: date | None) -> Reading | None:
    """``GT 35``: 35 gross tons, 35総トン."""
    quantity = parse_quantity(match["q"])
    if quantity is None:
        return None
    return Reading(
        SpanKind.MEASURE, _forms_en(quantity, "gross ton"), _forms_ja(quantity, "gross ton"), values_of(quantity)
    )


def _read_between(match: re.Match[str], published: date | None) -> Reading | None:
    """``antara 17 dan 36 meter``: the measure behind ``antara``, 17 and 36 meters, 17〜36メートル."""
    low, high = parse(match["a"]), parse(match["b"])
    if low is None or high is None or not re.search(r"\bantara\s$", match.string[: match.start()], re.I):
        return None
    unit = split(_row(match["u"])[0])[0]
    quantity = Quantity(Number(low.mantissa, high.scale) if not low.scale and low.value < 1000 else low, high)
    if quantity.low.value >= high.value:
        return None
    en = tuple(f"{form} and {tail}" for form in forms_en(low) for tail in _forms_en(Quantity(high), unit))
    return Reading(SpanKind.MEASURE, en, _forms_ja(quantity, unit), values_of(quantity))


def _read_fraction(match: re.Match[str], published: date | None) -> Reading | None:
    """``3/4 hektare``: three-quarters of a hectare, 4分の3ヘクタール."""
    top, over = Decimal(match["top"]), Decimal(match["over"])
    if not 0 < top < over:
        return None
    unit = _row(match["u"])
    noun, noun_ja = unit[1].split("|")[0].removeprefix("{} "), unit[3]
    of = f"of {_article(noun)} {noun}"
    en: tuple[str, ...] = (f"{top}/{over} {of}", f"{top}/{over} {noun}", f"{top}/{over} {noun}s")
    parts = next((row for row in rows("fractions") if int(row[1]) == over), None)
    if over == 2:
        en = (f"half {_article(noun)} {noun}", *en)
    elif parts:
        en = (f"{parts[2]} {of}" if top == 1 else f"{spell_en(int(top))}-{parts[3]} {of}", *en)
    return Reading(SpanKind.MEASURE, en, product((noun_ja, *split(unit[4])), (f"{over}分の{top}",)), (top / over,))


_TIME = "tahun|bulan|hari|jam|menit|detik"
_NOUN = r"[^\W\d_]+(?:-[^\W\d_]+)?"
_FUZZY_STARTS = {row[0].split()[0] for row in rows("fuzzy")} | {"hampir"}

RULES: tuple[Rule, ...] = (
    rule(
        STARTS,
        rf"{HAMPIR}(?P<q>{QUANTITY}|{LOOSE}|setengah)(?:\s|-)?(?P<u>{UNIT})(?!-[a-z]|\s+(?:tangga|mati|tangan|dinding)\b)",
        _read_measure,
    ),
    rule(STARTS, rf"(?P<a>{NUMBER})\sdan\s(?P<b>{NUMBER})\s(?P<u>{UNIT})(?!-)", _read_between),
    rule({DIGIT}, rf"(?P<top>\d)/(?P<over>\d{{1,2}})\s(?P<u>{UNIT})(?!-)", _read_fraction),
    rule({DIGIT, "±"}, rf"(?P<a>{FIGURE})?\s?(?:±|plus minus)\s?(?P<b>{FIGURE})\s?(?P<u>{UNIT})(?!-)", _read_tolerance),
    rule({"gt"}, rf"GT\s?(?P<q>{QUANTITY})", _read_tonnage, 0),
    rule({DIGIT}, rf"(?P<count>\d+)\s?[x×]\s?(?P<q>{FIGURE})\s?(?P<u>{UNIT})(?!-)", _read_array),
    rule(
        STARTS,
        rf"(?P<a>{NUMBER})\s(?P<u>{_TIME})\s(?:dan\s)?(?P<b>{NUMBER})\s(?P<v>{_TIME})(?:\s(?P<c>{LOOSE})\s(?P<w>{_TIME}))?(?!-)",
        _read_compound,
    ),
    rule({"("}, rf"\((?P<q>{QUANTITY})\s(?:tahun|thn|th)\)", _read_age),
    rule(STARTS, rf"{HAMPIR}(?P<q>{QUANTITY})\s(?:dasawarsa|dekade)(?!-)", _read_decades),
    rule(STARTS, rf"{HAMPIR}(?P<q>{QUANTITY}|{LOOSE})\skali(?:\slipat|nya lipat)", _read_multiple),
    rule({"magnitudo", "bermagnitudo", "m"}, r"(?:(?:ber)?magnitudo\s|M\s?)(?P<n>\d[,.]\d)(?!\d)", _read_magnitude),
    rule(STARTS, rf"{HAMPIR}(?P<q>{QUANTITY})(?:\s(?P<ekor>ekor)(?!-))?(?:\s(?P<noun>{_NOUN}))?", _read_animals),
    rule(_FUZZY_STARTS, rf"{HAMPIR}(?P<f>{FUZZY})\s(?P<ekor>ekor)(?!-)(?:\s(?P<noun>{_NOUN}))?", _read_fuzzy_animals),
    rule(_FUZZY_STARTS, rf"{HAMPIR}(?P<f>{FUZZY})\s(?P<u>{UNIT})(?!-)", _read_fuzzy),
)
