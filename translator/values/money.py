"""Money: sums, ranges of sums, prices per something, and exchange rates."""

from __future__ import annotations

import re
from datetime import date

from translator.fixed import SpanKind
from translator.values.model import Money
from translator.values.numbers import (
    AMOUNT,
    FUZZY,
    HAMPIR,
    JOINER,
    LOOSE,
    QUANTITY,
    STARTS,
    Quantity,
    near_en,
    near_ja,
    parse,
    parse_quantity,
    point_issue,
    quantity_en,
    quantity_ja,
    values_of,
)
from translator.values.rule import DIGIT, Reading, Rule, alternatives, keys, product, rule, unique
from translator.values.tables import lookup, rows, split

_ROWS = rows("currencies")
_SIGNS = {sign.lower(): row for row in _ROWS for sign in split(row[0])}
_NAMES = {name.lower(): row for row in _ROWS for name in split(row[1])}
_SIGN = alternatives(_SIGNS)
_NAME = alternatives(_NAMES)
_RATES = {form.lower(): row for row in rows("rates") for form in split(row[0])}
_RATE = rf"(?:\s?(?:per|/)\s?(?P<rate>{alternatives(_RATES)})(?![^\W_]))?"


# -- parse and render one sum -----------------------------------------------------------------------------------------
def parse_money(text: str) -> Money | None:
    """``"Rp1,2 triliun"``, ``"10 juta rupiah"`` → a sum; None when it is not one."""
    match = re.fullmatch(
        rf"(?P<sign>{_SIGN})\s?(?P<n>{AMOUNT})|(?P<m>{QUANTITY})\s(?P<name>{_NAME})", text.strip(), re.I
    )
    number = parse(match["n"] or match["m"]) if match else None
    if match is None or number is None:
        return None
    row = _currency(match["sign"], match["name"])
    return Money(number, split(row[1])[0])


def render_en(money: Money) -> str:
    """``Rp1.2 trillion``."""
    return _forms_en(Quantity(money.number), _NAMES[money.currency.lower()])[0]


def render_ja(money: Money) -> str:
    """``1兆2000億ルピア``."""
    return _forms_ja(Quantity(money.number), _NAMES[money.currency.lower()])[0]


def _currency(sign: str | None, name: str | None) -> tuple[str, ...]:
    return _SIGNS[sign.lower()] if sign else _NAMES[" ".join((name or "").lower().split())]


def _forms_en(quantity: Quantity, row: tuple[str, ...]) -> tuple[str, ...]:
    figures = quantity_en(quantity)
    digits = tuple(form for form in figures if form[0].isdigit()) or figures
    forms = [
        form
        for template in (row[2], *split(row[3]))
        for form in product(
            (template,), _hyphenated(figures) if "}-" in template else figures if template[0] == "{" else digits
        )
    ]
    return unique((*_both_signs(quantity, row[2]), *forms))


def _hyphenated(figures: tuple[str, ...]) -> tuple[str, ...]:
    """``47 billion`` → ``47-billion``, as in "a 47-billion-dollar offer"."""
    return tuple(form.replace(" ", "-") for form in figures)


def _both_signs(quantity: Quantity, template: str) -> tuple[str, ...]:
    """``Rp5 million to Rp10 million``: the sign stands on both, except in ``Rp10–15 million``."""
    if quantity.high is None or template.startswith("{}"):
        return ()
    same_scale = quantity.low.scale == quantity.high.scale and quantity.low.scale >= 6
    if same_scale and not quantity.worded:
        return ()
    low, high = (template.replace("{}", quantity_en(Quantity(number))[0]) for number in quantity.numbers)
    return (f"{low} to {high}" if quantity.worded else f"{low}–{high}", f"{low} to {high}", f"{low} and {high}")


def _forms_ja(quantity: Quantity, row: tuple[str, ...]) -> tuple[str, ...]:
    forms = product((row[4], *split(row[5])), quantity_ja(quantity))
    if quantity.high is None:
        return forms
    low, high = (row[4].replace("{}", quantity_ja(Quantity(number))[0]) for number in quantity.numbers)
    return unique((*forms, *(f"{low}{join}{high}" for join in ("から", "〜", "、"))))


# -- rules ------------------------------------------------------------------------------------------------------------
def _read_sum(match: re.Match[str], published: date | None) -> Reading | None:
    quantity = parse_quantity(match["q"]) if match["q"] else _signed_range(match)
    if quantity is None:
        return None
    row = _currency(match["sign"], None)
    return _reading(match, quantity, row)


def _signed_range(match: re.Match[str]) -> Quantity | None:
    joined = match["low"] + match["join"] + match["high"]
    return parse_quantity(joined)


def _read_named(match: re.Match[str], published: date | None) -> Reading | None:
    quantity = parse_quantity(match["q"])
    row = _currency(None, match["name"])
    if quantity is None:
        return None
    return _reading(match, quantity, row)


def _reading(match: re.Match[str], quantity: Quantity, row: tuple[str, ...]) -> Reading:
    en, ja = near_en(match, _forms_en(quantity, row)), near_ja(match, _forms_ja(quantity, row))
    if quantity.high is None and re.search(r"\d\s?(?:ribu|juta|miliar|triliun)an\b", match[0], re.I):
        en, ja = product(("about {}", "around {}", "some {}", "{}"), en), product(("約{}", "{}前後", "{}台", "{}"), ja)
    rate = _RATES.get(" ".join((match["rate"] or "").lower().split()))
    if rate:
        en = product(tuple(f"{{}} {tail}" for tail in (rate[1], *split(rate[2]))), en[:6]) + en
        ja = product(tuple(f"{head}{{}}" for head in (rate[3], *split(rate[4]))), ja[:6]) + ja
    return Reading(SpanKind.MONEY, en, ja, values_of(quantity), issues=point_issue(match["q"] or ""))


def _read_exchange(match: re.Match[str], published: date | None) -> Reading | None:
    number = parse(match["n"])
    if number is None:
        return None
    row, other = _currency(match["sign"], match["name"]), (_SIGNS | _NAMES)[" ".join(match["other"].lower().split())]
    sums_en, sums_ja = _forms_en(Quantity(number), row), _forms_ja(Quantity(number), row)
    units = (other[6], other[6].replace("US ", "U.S. "), other[6].replace("US ", ""))
    en = product(
        tuple(f"{{}} {join} {unit}" for unit in units for join in ("per", "to the", "against the", "a")), sums_en
    )
    one = (other[7], *([f"米{other[7]}"] if other[7] == "ドル" else []))
    ja = product(
        tuple(f"1{unit}{join}{{}}" for unit in one for join in ("＝", "=", "当たり", "あたり", "に対し", "")), sums_ja
    )
    bare = product(
        ("{} per US dollar", "{} to the US dollar", "{} to the dollar", "{} per dollar"), quantity_en(Quantity(number))
    )
    return Reading(
        SpanKind.MONEY, unique((*en, *(bare if other[7] == "ドル" else ()))), unique((*ja, *sums_ja)), (number.value,)
    )


def _read_fuzzy(match: re.Match[str], published: date | None) -> Reading:
    row = lookup("fuzzy")[" ".join(match["f"].lower().split())]
    currency = _currency(None, match["name"])
    noun = currency[6] + ("" if currency[6] in {"rupiah", "ringgit", "yen", "yuan", "won", "baht", "dong"} else "s")
    return Reading(
        SpanKind.MONEY,
        product((f"{{}} {noun}", "{}"), (row[1], *split(row[3]))),
        product((currency[4], *split(currency[5])), (row[2], *split(row[4]))),
    )


_SIGN_STARTS = keys(_SIGNS) | {"hampir"}
RULES: tuple[Rule, ...] = (
    rule(
        _SIGN_STARTS,
        rf"{HAMPIR}(?P<sign>{_SIGN})\s?"
        rf"(?:(?P<low>{AMOUNT})(?P<join>{JOINER})(?P=sign)\s?(?P<high>{AMOUNT})|(?P<q>{AMOUNT}(?:{JOINER}{AMOUNT})?))"
        rf"(?:,-|,00(?!\d))?(?!-an){_RATE}",
        _read_sum,
    ),
    rule(
        _SIGN_STARTS,
        rf"(?P<sign>{_SIGN})(?P<name>)\s?(?P<n>{AMOUNT})\s?(?:per|/)\s?(?P<other>{_NAME}|{_SIGN})",
        _read_exchange,
    ),
    rule(
        {DIGIT},
        rf"(?P<sign>)(?P<n>{AMOUNT})\s(?P<name>{_NAME})\s?(?:per|/)\s?(?P<other>{_NAME}|{_SIGN})",
        _read_exchange,
    ),
    rule(STARTS, rf"{HAMPIR}(?P<q>{QUANTITY}|{LOOSE})\s(?P<name>{_NAME}){_RATE}", _read_named),
    rule({row[0].split()[0] for row in rows("fuzzy")}, rf"(?P<f>{FUZZY})\s(?P<name>{_NAME})", _read_fuzzy),
)
