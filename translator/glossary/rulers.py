"""Rulers: the number behind a name, the land that a royal title names behind it."""

from __future__ import annotations

import re
from dataclasses import replace

from translator.fixed import FixedSpan, SpanKind
from translator.glossary import rules
from translator.glossary.model import Title
from translator.glossary.render import Person, Piece
from translator.glossary.sentence import Sentence

_NUMERAL = re.compile(r"[IVX]{1,5}")


def numbered(line: Sentence, span: FixedSpan) -> Person | None:
    """A ruler with the number behind the name: ``Abdullah II``, ``Pakubuwono XIII``."""
    last = line.stops.get(span.end, 0) - 1
    first = line.index.get(span.start, 0)
    if line.spaced(last + 1) and _NUMERAL.fullmatch(line.tokens[last + 1].cased):
        name, ja, last = span.en, span.ja, last + 1
    elif _NUMERAL.fullmatch(line.tokens[last].cased) and span.ja.endswith(f"・{line.tokens[last].cased}"):
        name, ja = span.en.rpartition(" ")[0], span.ja.rpartition("・")[0]
    else:
        return None
    number = line.tokens[last].cased
    if ja.endswith("世") or (len(number) == 1 and not _reigns(line, first, last)):
        return None
    ja = re.sub("(国王|女王|皇帝)?$", rf"{rules.roman(number)}世\1", ja, count=1)
    return Person(first, last + 1, f"{name} {number}", ja, None, span.issues)


def is_numbered(name: str) -> bool:
    """Whether a numeral ends the name: a ruler's, a ship's or a factory's."""
    return bool(_NUMERAL.fullmatch(name.split()[-1]))


def alone(line: Sentence, at: int) -> Piece | None:
    """``Pakubuwono XIII`` without a title."""
    span = line.given.get(at)
    ruler = numbered(line, span) if span and span.kind is SpanKind.PERSON else None
    return Piece(at, ruler.stop, SpanKind.PERSON, ruler.en, ruler.ja, ruler.issues) if ruler else None


def of_land(known: Piece, land: Piece) -> Piece:
    """``Raja Salman dari Arab Saudi`` where the glossary knows the name with its title."""
    en, ja = f"{rules.country_en(land.en)} {known.en}", f"{land.ja}の{known.ja}"
    return replace(known, stop=land.stop, en=en, ja=ja, composed=True, accepts_en=(), accepts_ja=())


def is_titled(line: Sentence, at: int) -> bool:
    """Whether a royal title begins at the token."""
    return bool(_royal_at(line, at))


def _reigns(line: Sentence, first: int, number: int) -> bool:
    """Whether a royal title stands before the name, or the name is one that only rulers bear."""
    titled = any(last == first - 1 for at in range(max(0, first - 3), first) for last in _royal_at(line, at))
    return titled or line.tokens[number - 1].cased in rules.regnal_names()


def _royal_at(line: Sentence, at: int) -> list[int]:
    """Last tokens of the royal titles that begin at a token."""
    return [
        match.last
        for match in line.matches.get(at, ())
        if any(isinstance(record, Title) and "royal" in record.takes for record in match.records)
    ]
