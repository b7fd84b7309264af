"""The values of a source sentence and of its draft, held against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from translator import values
from translator.checks.claims import Place, claim, without
from translator.checks.tables import rows
from translator.fixed import FixedSpan, Origin, SpanKind
from translator.values import Clock, Date, Value, agree

_KINDS = frozenset((SpanKind.DATE, SpanKind.TIME, SpanKind.NUMBER, SpanKind.MONEY, SpanKind.MEASURE, SpanKind.LAW))


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of the draft that says values: ``text[start:end]``."""

    start: int
    end: int
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Amounts:
    """What both sides say.

    ``wanted``: all values of the source. ``kept``: those with a form of theirs in the draft, and its place. ``loose``:
    those that stand by what they say, in none of their forms, and the first place of it. ``lost``: those that the
    draft does not say. ``spare``: what the draft says besides; ``added``: of it, what the source says nowhere.
    ``said``: all that the draft says outside of names and terms. ``doubled``: forms that stand once too often.
    """

    wanted: tuple[FixedSpan, ...]
    kept: tuple[tuple[FixedSpan, Place], ...]
    lost: tuple[FixedSpan, ...]
    loose: tuple[tuple[FixedSpan, Said], ...]
    spare: tuple[Said, ...]
    added: tuple[Said, ...]
    said: tuple[Said, ...]
    doubled: tuple[tuple[FixedSpan, Place], ...]


def is_value(span: FixedSpan) -> bool:
    """Whether the span is a value, computed by rule."""
    return span.origin is Origin.RULE and span.kind in _KINDS


def compare(source: str, text: str, language: str, spans: Sequence[FixedSpan], named: Sequence[Place]) -> Amounts:
    """Find every value of the source in the draft, by form or by value; ``named`` places hold names and terms."""
    wanted = _wanted(source, spans)
    claims = claim(without(text, named), wanted, language)
    taken = [place for _, place in claims.kept]
    plain = without(text, [*named, *(match.span() for word in _no_values(language) for match in word.finditer(text))])
    everything = tuple(Said(*piece) for piece in values.located(plain, language))
    said = [piece for piece in everything if not _inside(piece, taken)]
    lost: list[FixedSpan] = []
    loose: list[tuple[FixedSpan, Said]] = []
    read = _read(source)
    for span in claims.lost:
        rest = _take(said, read.get((span.start, span.end)) or tuple(values.values_in(span.source, "id")))
        if rest is not None:
            loose.append((span, next(piece for piece in said if piece not in rest)))
            said = rest
        elif not (_idiom(span.source, text, language) or _in_code(span.source, text)):
            lost.append(span)
    known = tuple(value for found in read.values() for value in found)
    added = tuple(piece for piece in said if not all(in_source(value, source, known) for value in piece.values))
    return Amounts(tuple(wanted), claims.kept, tuple(lost), tuple(loose), tuple(said), added, everything, claims.extra)


@lru_cache(1024)  # both languages, the checks and the comparison of the drafts ask for the same sentence
def _read(source: str) -> Mapping[Place, tuple[Value, ...]]:
    return {(start, end): reading.values for start, end, reading in values.read(source)}


@lru_cache(1024)
def _found(source: str) -> tuple[FixedSpan, ...]:
    return tuple(span for span in values.find(source) if is_value(span))


def _wanted(source: str, spans: Sequence[FixedSpan]) -> list[FixedSpan]:
    """Value spans as given, and softly those that nobody marked."""
    found = (span for span in _found(source) if not any(span.overlaps(s) for s in spans))
    return [*(span for span in spans if is_value(span)), *found]


def _inside(piece: Said, places: Sequence[Place]) -> bool:
    return any(piece.start < end and start < piece.end for start, end in places)


def _take(said: Sequence[Said], wanted: tuple[Value, ...]) -> list[Said] | None:
    """``said`` without the pieces that say the ``wanted`` values; None when one of them is not there."""
    rest = list(said)
    todo = list(wanted)
    while todo:
        value = todo.pop(0)
        index = next((i for i, piece in enumerate(rest) if any(agree(value, v) for v in piece.values)), None)
        if index is None:
            return None
        piece = rest.pop(index)
        others = list(piece.values)
        match = next(v for v in others if agree(value, v))
        others.remove(match)
        if others:
            rest.insert(index, Said(piece.start, piece.end, tuple(others)))
        todo += _unsaid(value, match)
    return rest if wanted else None


def _unsaid(value: Value, match: Value) -> list[Value]:
    """What a date says and the date that it agrees with does not."""
    if not (isinstance(value, Date) and isinstance(match, Date)):
        return []
    parts = (
        (value.year, match.year, Date(year=value.year)),
        (value.month, match.month, Date(month=value.month)),
        (value.day, match.day, Date(day=value.day)),
    )
    said: list[Value] = [part for own, other, part in parts if own and not other]
    return said


def _idiom(source: str, text: str, language: str) -> bool:
    """Whether a number in words is rendered by a word that is no number: ``dua`` by “both”, ``setengah`` by “half”."""
    found = values.values_in(source, "id")
    return not any(ch.isdecimal() for ch in source) and all(
        value == 1 or by_word(value, text, language) for value in found
    )


def by_word(value: Value, text: str, language: str) -> bool:
    """Whether a word that is no number, or a Roman numeral, says the value in an English or Japanese text."""
    number = _bare(value)
    if number is None:
        return False
    return any(word.search(text) for word in _words(language, number)) or number in _romans(text)


def _in_code(source: str, text: str) -> bool:
    """Whether a bare figure stands in the draft as a part of a code: Formula 1 as F1."""
    return source.isdecimal() and bool(re.search(rf"[A-Za-z]-?{source}(?!\d)", text))


@cache
def _words(language: str, value: Decimal) -> tuple[re.Pattern[str], ...]:
    table = rows("numbers.tsv")
    return tuple(re.compile(p, re.I) for lang, number, p in table if lang == language and Decimal(number) == value)


def in_source(value: Value, source: str, known: Sequence[Value]) -> bool:
    """Whether the source says the value in any way: as a value, as bare digits, as a Roman numeral, inside a word."""
    if any(agree(value, other) for other in known):
        return True
    number = _bare(value)
    if number is None:
        return False
    return number == 1 or _is_scale(number, source) or any(number == other for other in _hinted(source))


def _bare(value: Value) -> Decimal | None:
    """The number that a value comes down to in a looser wording."""
    if isinstance(value, Date):
        return Decimal(value.year) if value.year else None
    return Decimal(value.hour) if isinstance(value, Clock) else value


def _hinted(source: str) -> Iterator[Decimal]:
    for digits in re.findall(r"\d[\d.,]*", source):
        yield Decimal(re.sub(r"\D", "", digits))
        yield from (Decimal(part) for part in re.findall(r"\d+", digits))
    for century, year in re.findall(r"\b(\d\d)\d\d[-–/](\d\d)\b", source):
        yield Decimal(century + year)
    yield from _romans(source)
    yield from (
        value for value in values.values_in(_JOINED.sub("", source.lower()), "id") if isinstance(value, Decimal)
    )
    for number, pattern in _hints():
        if pattern.search(source):
            yield number


_JOINED = re.compile(
    r"(?i)\b(?:ke|ber|per)(?=dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas)|(?<=[a-z])nya\b"
)
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def _romans(text: str) -> list[Decimal]:
    return [_roman([_ROMAN[letter] for letter in numeral]) for numeral in re.findall(r"\b[IVXLC]+\b", text)]


def _roman(digits: list[int]) -> Decimal:
    return Decimal(sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True)))


@cache
def _no_values(language: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for lang, pattern in rows("no_values.tsv") if lang in (language, "any"))


@cache
def _hints() -> tuple[tuple[Decimal, re.Pattern[str]], ...]:
    return tuple((Decimal(n), re.compile(p)) for language, n, p in rows("numbers.tsv") if language == "id")


def _is_scale(number: Decimal, source: str) -> bool:
    """A bare “thousand” where the source has *ribuan*."""
    return number >= 10 and set(str(int(number)).rstrip("0")) == {"1"} and bool(_SCALE.search(source))


_SCALE = re.compile(r"(?i)puluh|belas|ratus|ribu|juta|mil[iy]ar|tril[iy]un|dekade|dasawarsa|abad")
