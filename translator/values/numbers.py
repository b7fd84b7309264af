"""Numbers: read as Indonesian writes them, written as English and Japanese newspapers do."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from translator.values.data import rows

DIGITS = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
"""1.500.000,50 or 1500,5: point for thousands, comma for decimals (EYD V)."""

LONGEST = 24
"""Characters of a number."""

SCALES = {word: (int(power), en) for word, power, en in rows("scales.tsv")}
_KANJI = ((Decimal(10) ** 12, "兆"), (Decimal(10) ** 8, "億"), (Decimal(10) ** 4, "万"))


def parse(digits: str) -> Decimal | None:
    """``"1.500,5"`` → 1500.5; None when it is no number, or longer than any amount in the news."""
    if len(digits) > LONGEST:
        return None
    try:
        return Decimal(digits.replace(".", "").replace(",", "."))
    except InvalidOperation:
        return None


def scaled(number: Decimal, scale: str) -> Decimal:
    """``(1.2, "triliun")`` → 1200000000000; no scale leaves the number."""
    return number * 10 ** SCALES[scale.lower()][0] if scale else number


def english(number: Decimal, scale: str = "") -> str:
    """``(1.2, "triliun")`` → ``"1.2 trillion"``; thousands are written out (``20 ribu`` → ``20,000``)."""
    if scale and SCALES[scale.lower()][0] > 3:
        return f"{number:,f} {SCALES[scale.lower()][1]}"
    return f"{_plain(scaled(number, scale)):,f}"


def japanese(number: Decimal) -> str:
    """Groups of four digits with 万, 億, 兆: 1200000000000 → ``"1兆2000億"``, 12500 → ``"1万2500"``."""
    if number < 10000:
        return f"{_plain(number):f}"
    parts, rest = "", number
    for size, kanji in _KANJI:
        count, rest = divmod(rest, size)
        if count:
            parts += f"{count:f}{kanji}"
    rest = _plain(rest)
    return parts + (f"{rest:f}" if rest else "")


def _plain(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def decimals(text: str) -> int:
    """Decimal places as written, so that 5,50 stays 5.50."""
    found = re.search(r",(\d+)$", text)
    return len(found.group(1)) if found else 0
