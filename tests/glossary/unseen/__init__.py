"""Pages with the terms and values that an editor expects on them, and how many of these the marked spans cover."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from translator.fixed import FixedSpan

HERE = Path(__file__).parent


_SIGNS = str.maketrans({"〜": "~", "’": "'", "–": "-", "−": "-"})


@dataclass(frozen=True, slots=True)
class Gold:
    """A term or value of a page with its accepted renderings."""

    id: str
    en: tuple[str, ...]
    ja: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its day, its lines, and what must be fixed in them."""

    name: str
    published: date
    lines: tuple[str, ...]
    golds: tuple[Gold, ...]


def pages(name: str) -> Iterator[Page]:
    """The pages of a file: ``=== NAME DATE``, the text, ``---``, gold lines."""
    for chunk in re.split(r"^=== ", (HERE / name).read_text("utf-8"), flags=re.M)[1:]:
        head, *rest = chunk.strip().splitlines()
        title, day = head.split()
        cut = rest.index("---")
        golds = (line.split("\t") for line in rest[cut + 1 :])
        found = tuple(Gold(term, tuple(en.split("|")), tuple(ja.split("|"))) for term, en, ja in golds)
        yield Page(title, date.fromisoformat(day), tuple(rest[:cut]), found)


def folded(text: str) -> str:
    """One form for comparison: width, case, wave dashes."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_SIGNS)


def covering(gold: Gold, line: str, spans: Sequence[FixedSpan]) -> list[FixedSpan]:
    """Spans that hold the gold's words in this line, or stand within them."""
    start = folded(line).find(folded(gold.id))
    if start < 0:
        return []
    end = start + len(gold.id)
    return [span for span in spans if span.start < end and start < span.end]


def covers(gold: Gold, spans: Sequence[FixedSpan]) -> bool:
    """Whether the forms of the spans, in order, hold an accepted rendering in both languages."""
    english = folded(" ".join(span.en for span in spans))
    japanese = folded("".join(span.ja for span in spans))
    return any(folded(form) in english for form in gold.en) and any(folded(form) in japanese for form in gold.ja)
