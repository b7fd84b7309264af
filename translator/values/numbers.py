"""Numbers: figures, words, scales, ranges, fractions, ordinals and round quantities.

English follows the AP Stylebook (words up to nine where the source has words, figures with million and above);
Japanese follows newspaper style (four-digit groups with 万, 億, 兆 and no comma).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from translator.fixed import SpanKind
from translator.issues import Issue
from translator.values.model import Number
from translator.values.rule import DIGIT, Reading, Rule, alternatives, product, rule, same, unique, unsure
from translator.values.tables import lookup, rows, split, words

NUMERALS = frozenset(row[0] for row in rows("numerals"))
_WORD = alternatives(NUMERALS)
_SCALE = alternatives(row[0] for row in rows("scales") if not row[2])
_MONEY_SCALE = alternatives(row[0] for row in rows("scales"))
_ENGLISH_FIGURE = r"(?:\d{1,3}(?:,\d{3})+,\d{3}|\d{1,3},000)(?![\d,])"  # commas between thousands, against the rule
FIGURE = rf"(?:{_ENGLISH_FIGURE}|\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?|\d+(?:,\d+)?)(?!\d)"
LOOSE = rf"(?:{_ENGLISH_FIGURE}|\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?|\d+(?:[,.]\d+)?)(?!\d)"
_BIG = r"(?:juta|miliar|triliun)"
SPELLED = rf"(?:setengah\s+{_BIG}|(?:{_WORD})(?:\s+(?:{_WORD}))*(?:\s+setengah(?:\s+{_BIG})?)?)"
_SCALED = rf"{LOOSE}\s?(?:{_SCALE})(?:\s(?:{_SCALE}))?(?![^\W_])"
NUMBER = rf"(?:{_SCALED}|{FIGURE}(?!\.\d)|{SPELLED}(?![\w]))"
AMOUNT = rf"(?:{LOOSE}(?:\s?(?:{_MONEY_SCALE})(?:\s(?:{_SCALE}))?(?![^\W_]))?)"
JOINER = r"\s?(?:[-–—]|s\.?\s?d\.?|s/d|hingga|sampai\s+dengan|sampai)\s?"
QUANTITY = rf"(?:{NUMBER}(?:{JOINER}{NUMBER})?)"
STARTS = NUMERALS | {DIGIT, "setengah", "hampir"}

_ENGLISH = {int(row[0]): row[1] for row in rows("english")}
ORDINALS = {int(row[0]): row[2] for row in rows("english")}
_SCALES_EN = {3: "thousand", 6: "million", 9: "billion", 12: "trillion"}
_GROUPS_JA = ("", "万", "億", "兆", "京")
KANJI = "〇一二三四五六七八九十"


# -- reading ----------------------------------------------------------------------------------------------------------
def parse(text: str) -> Number | None:
    """``"1,2 triliun"``, ``"12.500"``, ``"dua puluh lima ribu"`` → a number; None when it is not one."""
    text = " ".join(text.split())
    return _figures(text) if text[:1].isdigit() else _spelled(text.lower())


def _figures(text: str) -> Number | None:
    match = re.fullmatch(rf"({LOOSE})\s?(.*)", text)
    if not match:
        return None
    scale = sum(_exponent(word) for word in match[2].split())
    return Number(_decimal(match[1]), scale)


def _exponent(word: str) -> int:
    row = lookup("scales").get(word.lower())
    return int(row[1]) if row else 0


def _decimal(figure: str) -> Decimal:
    if re.fullmatch(_ENGLISH_FIGURE, figure):
        return Decimal(figure.replace(",", ""))
    if re.fullmatch(r"\d+\.\d{1,2}|\d+\.\d{4,}", figure):  # a decimal point, English fashion
        return Decimal(figure)
    return Decimal(figure.replace(".", "").replace(",", "."))


def _spelled(text: str) -> Number | None:
    half = text.split()
    tokens = [word for word in half if word != "setengah"]
    if not half or not NUMERALS.issuperset(tokens):
        return None
    if len(half) > len(tokens):
        return _halves(half)
    value = _compose(tokens)
    return None if value is None else _scaled(Decimal(value), spelled=True)


def _halves(tokens: list[str]) -> Number | None:
    """``dua setengah juta`` → 2.5 million; ``setengah juta`` → 0.5 million."""
    at = tokens.index("setengah")
    whole, scale = tokens[:at], tokens[at + 1 :]
    value = _compose(whole) if whole else 0
    exponent = _exponent(scale[0]) if scale else 0
    return None if value is None else Number(Decimal(value) + Decimal("0.5"), exponent, spelled=True)


def _compose(tokens: list[str]) -> int | None:
    """Value of number words in order, or None when they do not form one number (``dua tiga``)."""
    total = group = 0
    unit: int | None = None  # a digit that waits for puluh, ratus, belas or a scale
    ceiling = 10**15
    table = lookup("numerals")
    for token in tokens:
        value, role = int(table[token][1]), table[token][2]
        if role in ("unit", "whole"):
            if unit is not None or (group and value >= _free(group)):
                return None
            group, unit = (group, value) if role == "unit" else (group + value, None)
        elif role in ("teen", "times"):
            if unit is None:
                return None
            group, unit = group + (value + unit if role == "teen" else value * unit), None
        else:
            group, unit = group + (unit or 0), None
            group = 1 if role == "scale-one" and not group else group
            if not group or value >= ceiling:
                return None
            total, group, ceiling = total + group * value, 0, value
    return total + group + (unit or 0)


def _free(group: int) -> int:
    """Size below which a further part still fits under ``group``: 120 leaves room below 10."""
    return 100 if group % 100 == 0 else 10 if group % 10 == 0 and group % 100 != 10 else 1


def _scaled(value: Decimal, *, spelled: bool) -> Number:
    for scale in (12, 9, 6):
        mantissa = value.scaleb(-scale).normalize()
        if value >= 10**scale and _places(mantissa) <= 2:
            return Number(mantissa, scale, spelled)
    return Number(value, 0, spelled)


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number, or a range of two; ``worded``: the range is joined by a word (hingga), not a dash."""

    low: Number
    high: Number | None = None
    worded: bool = False

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers that it names."""
        return (self.low,) if self.high is None else (self.low, self.high)

    @property
    def one(self) -> bool:
        """Whether its noun is singular in English."""
        return self.high is None and self.low.value in (1, Decimal("0.5"))


def parse_quantity(text: str) -> Quantity | None:
    """A number or a range (``10-15 juta``, ``dua hingga tiga``); None when it is neither."""
    parts = re.split(JOINER, text, maxsplit=1, flags=re.I)
    numbers = [parse(part) for part in parts]
    first = numbers[0]
    if first is None or len(numbers) == 1:
        return None if first is None else Quantity(first)
    second = numbers[1]
    if second is None or any(re.match(r"0\d", part) for part in parts):
        return None
    low = Number(first.mantissa, second.scale, first.spelled) if first.scale == 0 and first.value < 1000 else first
    worded = re.search(r"[a-z]", re.search(JOINER, text, re.I)[0], re.I) is not None  # type: ignore[index]
    return Quantity(low, second, worded) if low.value < second.value else None


# -- English ----------------------------------------------------------------------------------------------------------
def render_en(number: Number) -> str:
    """The preferred English form."""
    return forms_en(number)[0]


def forms_en(number: Number) -> tuple[str, ...]:
    """All good English forms, the preferred one first."""
    value = number.value
    forms = [_scale_en(number)] if number.scale >= 6 else [plain(value)]
    if number.spelled and number.mantissa == Decimal("0.5") and number.scale:
        forms.insert(0, f"half a {_SCALES_EN[number.scale]}")
    if value == value.to_integral_value():
        forms += [spell_en(int(value))] if value < 100 else []
        forms = forms[::-1] if number.spelled and value < 10 else forms
        forms += [plain(value), plain(value).replace(",", ""), *_round_en(value)]
    elif number.spelled and not number.scale:
        forms.insert(0, f"{spell_en(int(value))} and a half")
    return unique(form for form in forms if form)


def _scale_en(number: Number) -> str:
    scale = min(number.scale, 12)
    return f"{plain(number.value.scaleb(-scale))} {_SCALES_EN[scale]}"


def _round_en(value: Decimal) -> list[str]:
    """``1500000`` → ``1.5 million``; ``1000`` → ``one thousand``."""
    forms = []
    for scale, name in _SCALES_EN.items():
        mantissa = value.scaleb(-scale).normalize()
        if value >= 10**scale and _places(mantissa) <= 2:
            forms.append(f"{plain(mantissa)} {name}")
            forms += [f"{spelled} {name}" for spelled in _hundreds_en(mantissa)]
    if value >= 100:
        forms += _hundreds_en(value)
    return forms


def _hundreds_en(value: Decimal) -> list[str]:
    """Words for 1 to 99 and for whole hundreds: ``a hundred``, ``four hundred``."""
    if value != value.to_integral_value() or not 0 < value < 1000:
        return []
    if value < 100:
        return [spell_en(int(value)), *(["a"] if value == 1 else [])]
    hundreds = [f"{spell_en(int(value) // 100)} hundred", *(["a hundred"] if value == 100 else [])]
    return hundreds if value % 100 == 0 else []


def plain(value: Decimal) -> str:
    """Figures with English separators, zeros after the point as given."""
    return f"{value:,f}"


def spell_en(value: int) -> str:
    """English words for 0 to 99."""
    if value in _ENGLISH:
        return _ENGLISH[value]
    return f"{_ENGLISH[value - value % 10]}-{_ENGLISH[value % 10]}" if value < 100 else plain(Decimal(value))


def ordinal_en(value: int) -> str:
    """``7`` → ``7th``, ``1265`` → ``1,265th``."""
    suffix = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value:,}{suffix}"


# -- Japanese ---------------------------------------------------------------------------------------------------------
def render_ja(number: Number) -> str:
    """The preferred Japanese form."""
    return forms_ja(number)[0]


def forms_ja(number: Number) -> tuple[str, ...]:
    """All good Japanese forms, the preferred one first."""
    value = number.value
    forms = [grouped_ja(value), grouped_ja(value, comma=True), plain(value), plain(value).replace(",", "")]
    forms += _decimal_ja(value)
    forms.append(_thousands_ja(forms[0]))
    forms += _WORDS_JA.get(value, [])
    if value == value.to_integral_value() and 0 < value <= 99:
        forms.append(kanji(int(value)))
    return unique(forms)


_WORDS_JA = {Decimal(0): ["ゼロ"], Decimal(100): ["百"], Decimal(1000): ["千"]}


def grouped_ja(value: Decimal, *, comma: bool = False) -> str:
    """``12500`` → ``1万2500`` (with ``comma`` ``1万2,500``); a fraction stays on the last group."""
    whole = int(value)
    fraction = plain(value).partition(".")[2]
    if fraction and not fraction.strip("0") and whole >= 10000:
        fraction = ""
    groups, rest = [], whole
    for name in _GROUPS_JA[:-1]:
        rest, group = divmod(rest, 10000)
        groups.append((group, name))
    groups.append((rest, _GROUPS_JA[-1]))
    text = "".join(f"{group:,}{name}" if comma else f"{group}{name}" for group, name in reversed(groups) if group)
    if not fraction:
        return text or "0"
    return f"{text}.{fraction}" if text and text[-1].isdigit() else f"{text}0.{fraction}"


def _decimal_ja(value: Decimal) -> list[str]:
    """``1200000000000`` → ``1.2兆`` (also ``1,234.5億``), with at most two places."""
    forms = []
    for power, name in ((4, "万"), (8, "億"), (12, "兆")):
        mantissa = value.scaleb(-power).normalize()
        if value >= 10**power and _places(mantissa) <= 2:
            forms += [f"{plain(mantissa)}{name}", f"{plain(mantissa)}{name}".replace(",", "")]
    return forms


def _thousands_ja(text: str) -> str:
    """``1兆2000億`` → ``1兆2千億``."""
    return re.sub(r"(?<!\d)(\d)000(?!\d|\.)", r"\1千", text)


def kanji(value: int) -> str:
    """Kanji for 1 to 99."""
    tens, unit = divmod(value, 10)
    return ("" if tens < 2 else KANJI[tens]) + ("十" if tens else "") + (KANJI[unit] if unit else "")


# -- quantities: a number or a range as the head of a measure or a sum ------------------------------------------------
def quantity_en(quantity: Quantity) -> tuple[str, ...]:
    """English forms of a number or range."""
    if quantity.high is None:
        return forms_en(quantity.low)
    low, high = quantity.low, quantity.high
    joined = " to " if quantity.worded else "–"
    if high.spelled and 10 <= high.value < 100:  # 6 to 10, not six to 10
        head, tail = plain(low.value), plain(high.value)
    elif low.scale == high.scale and low.scale >= 6:
        head, tail = plain(low.mantissa), forms_en(high)[0]
    else:
        head, tail = forms_en(low)[0], forms_en(high)[0]
    figures = (
        plain(low.mantissa if low.scale >= 6 else low.value),
        _scale_en(high) if high.scale >= 6 else plain(high.value),
    )
    spelled = (forms_en(low)[0], spell_en(int(high.value)) if high.spelled and high.value < 100 else tail)
    pairs = ((head, tail), figures, (forms_en(low)[0], tail), spelled)
    return unique(f"{a}{join}{b}" for join in (joined, " to ", "-", "–", " or ", " and ") for a, b in pairs)


def quantity_ja(quantity: Quantity) -> tuple[str, ...]:
    """Japanese forms of a number or range: ``1000万〜1500万``, ``10〜15``."""
    if quantity.high is None:
        return forms_ja(quantity.low)
    low, high = forms_ja(quantity.low)[0], forms_ja(quantity.high)[0]
    pairs = [(low, high), (_shared_ja(low, high), high), (_thousands_ja(low), _thousands_ja(high))]
    return unique(f"{a}{join}{b}" for join in ("〜", "～", "-", "–", "から", "、", "ないし") for a, b in pairs)


def _shared_ja(low: str, high: str) -> str:
    """``10億`` beside ``15億`` → ``10``."""
    return low[:-1] if low[-1] == high[-1] and low[-1] in _GROUPS_JA[1:] else low


def values_of(quantity: Quantity) -> tuple[Decimal, ...]:
    """The numbers of a quantity for comparison."""
    return tuple(number.value for number in quantity.numbers)


# -- rules ------------------------------------------------------------------------------------------------------------
HAMPIR = r"(?P<near>hampir\s+)?"


def near_en(match: re.Match[str], forms: tuple[str, ...]) -> tuple[str, ...]:
    """English forms under ``hampir``."""
    return product(("nearly {}", "almost {}", "close to {}", "{}"), forms) if match["near"] else forms


def near_ja(match: re.Match[str], forms: tuple[str, ...]) -> tuple[str, ...]:
    """Japanese forms under ``hampir``."""
    return product(("{}近く", "ほぼ{}", "約{}", "{}"), forms) if match["near"] else forms


def point_issue(raw: str) -> tuple[Issue, ...]:
    """The issue of a figure written in English fashion: a decimal point, or commas between thousands."""
    if re.match(_ENGLISH_FIGURE, raw):
        return (unsure(raw, f"“{raw}” was read with commas between thousands."),)
    return (unsure(raw, f"“{raw}” was read with a decimal point."),) if re.match(r"\d+\.\d{1,2}(?!\d)", raw) else ()


def _read_number(match: re.Match[str], published: date | None) -> Reading | None:
    quantity = parse_quantity(match["q"])
    raw = match["q"]
    if quantity is None or _in_name(match) or re.match(_HIJRI, match.string[match.end() :], re.I):
        return None
    low = quantity.low
    if quantity.high is None and re.fullmatch(r"0\d+", raw) and len(raw) < 4:
        return Reading(SpanKind.NUMBER, (raw, raw.lstrip("0") or "0"), (raw, raw.lstrip("0") or "0"), hard=False)
    if quantity.high is None and re.fullmatch(r"0\d+|\d{5,}", raw) and not raw.endswith("00"):
        return same(raw)  # a code, an account, a postal code: nobody writes a quantity so
    if quantity.high is None and raw.isdigit() and len(raw) > 6:
        return same(raw)
    soft = quantity.high is None and low.spelled and low.value <= 10
    en, ja = near_en(match, quantity_en(quantity)), near_ja(match, quantity_ja(quantity))
    if soft:
        ja = unique((*ja, *(f"{form}つ" for form in ja)))
    return Reading(SpanKind.NUMBER, en, ja, values_of(quantity), hard=not soft, issues=point_issue(raw))


_HIJRI = rf"\s(?:{alternatives(words('hijri'))}|H)\b"


def _in_name(match: re.Match[str]) -> bool:
    """Whether a capitalised number word stands inside a sentence: Lima Puluh Kota, Kepulauan Seribu."""
    before = match.string[: match.start()].rstrip()
    return match["q"][0].isupper() and bool(before) and before[-1] not in ".?!:;\"“‘'(—–-"


def _read_score(match: re.Match[str], published: date | None) -> Reading | None:
    if not words("sport") & set(re.findall(r"\w+", match.string.lower())):
        return None
    a, b = match["a"], match["b"]
    en = (f"{a}–{b}", f"{a}-{b}", f"{b}-{a}", f"{b}–{a}", f"{a} to {b}", f"{a}-to-{b}")
    ja = (f"{a}対{b}", f"{a}-{b}", f"{a}－{b}", f"{a}–{b}", f"{b}対{a}")
    return Reading(SpanKind.NUMBER, en, ja, (Decimal(a), Decimal(b)))


def _read_age(match: re.Match[str], published: date | None) -> Reading:
    age = match["a"]
    return Reading(
        SpanKind.NUMBER, (f"({age})", f", {age},", age), (f"（{age}）", f"({age})", f"{age}歳"), (Decimal(age),)
    )


def _read_fraction(match: re.Match[str], published: date | None) -> Reading | None:
    row = lookup("fractions")[match["denominator"].lower()]
    over = int(row[1])
    top = _compose([match["top"].lower()]) if match["top"] else 1
    if top is None:
        return None
    en = [row[2] if top == 1 else f"{spell_en(top)}-{row[3]}"]
    en += [en[0].replace("-", " "), f"a {row[2].partition('-')[2]}"] if top == 1 else [en[0].replace("-", " ")]
    en += [f"{top}/{over}"]
    ja = (f"{over}分の{top}", f"{kanji(over)}分の{kanji(top)}" if over < 100 else f"{over}分の{top}")
    value = Decimal(top) / Decimal(over)
    return Reading(SpanKind.NUMBER, near_en(match, unique(en)), near_ja(match, unique(ja)), (value,))


def _read_ordinal(match: re.Match[str], published: date | None) -> Reading | None:
    value = int(_decimal(match["n"]))
    en: tuple[str, ...] = (ordinal_en(value), ordinal_en(value).replace(",", ""))
    ja: tuple[str, ...]
    if re.search(_ANNIVERSARY, _before(match), re.I):
        ja = (f"{value}周年", f"{value:,}周年", f"第{value}回", f"{value}回目", f"{value}年", f"{value}歳")
        return Reading(SpanKind.NUMBER, en, ja, (Decimal(value),))
    if match["dash"] is None:
        return None  # ke 60 sekolah: "to 60 schools"
    spelled = (ORDINALS[value],) if value in ORDINALS else ()
    kanjied = (kanji(value),) if 0 < value < 100 else ()
    ja = (f"第{value}", f"{value}", f"{value:,}", grouped_ja(Decimal(value)), *kanjied)
    if re.search(_EVENT, _before(match, 60)):
        ja = (f"第{value}回", f"{value}回目", *ja)
    ja = ja[1:] + ja[:1] if re.search(_RANKED, _before(match), re.I) else ja
    return Reading(SpanKind.NUMBER, (*en, f"{value:,}", *spelled), unique(ja), (Decimal(value),))


_RANKED = (
    r"\b(?:menit|detik|hari|pekan|minggu|bulan|tahun|peringkat|urutan|posisi|usia|umur|lantai|kilometer|km|kelas)\s$"
)
_EVENT = (
    r"\b(?:Festival|Kongres|Konferensi|Muktamar|Piala|Olimpiade|KTT|MTQ|PON|Pameran|Pekan|Sidang|Simposium|Seminar"
    r"|Kejuaraan|Turnamen|"
    r"Marathon|Maraton|Lomba|Forum|Rakernas|Munas|Musyawarah|Jambore|SEA Games|edisi|penyelenggaraan)\b[^.,;]{0,50}$"
)
_ANNIVERSARY = r"(?:Hari Jadi|HUT|ulang tahun|hari lahir|Dirgahayu|milad|dies natalis)\b.{0,20}$"


def _before(match: re.Match[str], size: int = 40) -> str:
    return match.string[max(0, match.start() - size) : match.start()]


def _read_fuzzy(match: re.Match[str], published: date | None) -> Reading:
    row = lookup("fuzzy")[" ".join(match["f"].lower().split())]
    hard = " " in row[0]
    en, ja = (row[1], *split(row[3])), (row[2], *split(row[4]))
    return Reading(SpanKind.NUMBER, near_en(match, en), near_ja(match, ja), hard=hard)


FUZZY = alternatives(row[0] for row in rows("fuzzy"))
_FRACTION = alternatives(row[0] for row in rows("fractions"))
_ONE_FRACTION = alternatives("se" + row[0] for row in rows("fractions"))
_UNITS = alternatives(row[0] for row in rows("numerals") if row[2] == "unit")


def _read_one_fraction(match: re.Match[str], published: date | None) -> Reading | None:
    row = lookup("fractions")[match["one"].lower()[2:]]
    over = int(row[1])
    en = unique((row[2], row[2].replace("-", " "), f"a {row[2].partition('-')[2]}"))
    ja = unique((f"{over}分の1", f"{kanji(over)}分の一" if over < 100 else f"{over}分の1"))
    return Reading(SpanKind.NUMBER, near_en(match, en), near_ja(match, ja), (Decimal(1) / Decimal(over),))


def _read_minute(match: re.Match[str], published: date | None) -> Reading:
    """``menit ke-6``: 6th minute, 6分; ``menit 45+2``: 45+2 minute, 45+2分."""
    number, more = match["n"] or match["n2"], match["more"] or match["more2"]
    if more:
        return Reading(
            SpanKind.NUMBER,
            (f"{number}+{more} minute", f"{number}+{ordinal_en(int(more))} minute"),
            (f"{number}+{more}分", f"{number}分+{more}"),
            (Decimal(number), Decimal(more)),
        )
    value = int(number)
    words_en = (f"{ORDINALS[value]} minute",) if value in ORDINALS and value < 10 else ()
    en = (*words_en, f"{ordinal_en(value)} minute", f"minute {value}", f"{ordinal_en(value)}-minute")
    return Reading(SpanKind.NUMBER, en, (f"{value}分", f"{value}分目"), (Decimal(value),))


ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
"""Classes, chapters and intensities: 1 to 15 in Roman figures."""


def _read_romans(match: re.Match[str], published: date | None) -> Reading | None:
    """``IV–VI``: classes and chapters, in Roman figures everywhere."""
    a, b = match["a"], match["b"]
    if a not in ROMANS or b not in ROMANS or ROMANS.index(a) >= ROMANS.index(b):
        return None
    return Reading(SpanKind.OTHER, (f"{a}–{b}", f"{a}-{b}", f"{a} to {b}"), (f"{a}〜{b}", f"{a}-{b}", f"{a}–{b}"))


RULES: tuple[Rule, ...] = (
    rule(
        {"menit"},
        r"menit\s(?:ke[-–\s]?(?P<n>\d{1,3})(?:\s?\+\s?(?P<more>\d{1,2}))?|(?P<n2>\d{2,3})\s?\+\s?(?P<more2>\d{1,2}))",
        _read_minute,
    ),
    rule({word.lower() for word in ROMANS}, r"(?P<a>[IVX]{1,4})\s?[-–]\s?(?P<b>[IVX]{1,4})", _read_romans, 0),
    rule({DIGIT}, r"(?P<a>\d{1,3})\s?[-–]\s?(?P<b>\d{1,3})(?!\d|[-–]\d)", _read_score),
    rule(STARTS, rf"{HAMPIR}(?P<q>{QUANTITY})(?![-/:.]?\d|-[a-z])", _read_number),
    rule({"("}, r"\((?P<a>\d{1,3})\)", _read_age),
    rule(NUMERALS | {"hampir"}, rf"{HAMPIR}(?P<top>{_UNITS})\s*(?P<denominator>{_FRACTION})(?:nya)?", _read_fraction),
    rule(
        {f"se{row[0]}{tail}" for row in rows("fractions") for tail in ("", "nya")} | {"hampir"},
        rf"{HAMPIR}(?P<one>{_ONE_FRACTION})(?:nya)?(?!-|\s{_BIG})",
        _read_one_fraction,
    ),
    rule({"ke"}, r"ke(?:(?P<dash>[-–])|\s)(?P<n>\d{1,3}(?:\.\d{3})+|\d+)(?![-,.]\d)", _read_ordinal),
    rule({row[0].split()[0] for row in rows("fuzzy")} | {"hampir"}, rf"{HAMPIR}(?P<f>{FUZZY})(?!-)", _read_fuzzy),
)
