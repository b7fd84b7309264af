"""The numeric values in an English or Japanese text, for comparing a draft with its source.

``1.2 trillion``, ``1兆2000億`` and ``1,2 triliun`` are one value; so are ``two-thirds`` and ``3分の2``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from translator.errors import UsageError
from translator.values import english, japanese
from translator.values.find import read
from translator.values.model import Clock, Date, Value


def values_in(text: str, language: str) -> list[Value]:
    """Values said in ``text``, in order: numbers, dates (as far as said) and clock times.

    ``language``: ``id``, ``en`` or ``ja``. Year alone is ``Date(year)``. Raises UsageError for another language.
    """
    if language == "id":
        return [value for _, _, reading in read(text) for value in reading.values]
    return [value for _, _, found in _reader(language)(unicodedata.normalize("NFKC", text)) for value in found]


def located(text: str, language: str) -> list[tuple[int, int, tuple[Value, ...]]]:
    """Start, end and values of every piece of an English or Japanese ``text`` that says a value, in order.

    Raises UsageError for another language.
    """
    return list(_reader(language)("".join(map(_folded, text))))


_Reader = Callable[[str], Iterator[tuple[int, int, tuple[Value, ...]]]]


def _reader(language: str) -> _Reader:
    readers: dict[str, _Reader] = {"en": english.located, "ja": japanese.located}
    if language not in readers:
        raise UsageError(f"No values can be read in language {language!r}.", mend="Give id, en or ja.")
    return readers[language]


def _folded(char: str) -> str:
    """NFKC of one character where that is one again, so that places stay."""
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


def missing(source: Iterable[Value], target: Iterable[Value]) -> list[Value]:
    """Values of ``source`` that ``target`` has none left for, each target value answering once."""
    left = list(target)
    lost = []
    for value in source:
        found = next((i for i, other in enumerate(left) if agree(value, other)), None)
        if found is None:
            lost.append(value)
        else:
            del left[found]
    return lost


def agree(one: Value, other: Value) -> bool:
    """Whether two values say the same, as far as both say it; a year may stand as a bare number."""
    if isinstance(one, Date) and isinstance(other, Date):
        return one.agrees(other)
    if isinstance(one, Clock) and isinstance(other, Clock):
        return one.agrees(other)
    if isinstance(one, Clock) and isinstance(other, Decimal):
        return one.minute == 0 and one.hour % 12 == other % 12
    if isinstance(one, Decimal) and isinstance(other, Clock):
        return agree(other, one)
    if isinstance(one, Date) and isinstance(other, Decimal):
        return _bare(one) == other
    if isinstance(one, Decimal) and isinstance(other, Date):
        return _bare(other) == one
    return one == other


def _bare(value: Date) -> Decimal | None:
    if value.month is None and value.day is None and value.year is not None:
        return Decimal(value.year)
    return Decimal(value.day) if value.day is not None and value.month is None and value.year is None else None


def same(a_text: str, a_language: str, b_text: str, b_language: str) -> bool:
    """Whether two texts name the same values."""
    a, b = values_in(a_text, a_language), values_in(b_text, b_language)
    return not missing(a, b) and not missing(b, a)
