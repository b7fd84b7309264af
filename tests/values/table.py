"""Case tables: a sentence once, then one row a span."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Case:
    sentence: str
    span: str
    en: str
    ja: str
    published: date | None


def cases(name: str) -> list[Case]:
    """Rows of ``tests/values/NAME``; an empty first cell repeats the sentence (and the day) above."""
    found: list[Case] = []
    for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        sentence, span, en, ja, day = (line.split("\t") + [""] * 5)[:5]
        above = found[-1] if not sentence else None
        published = above.published if above else date.fromisoformat(day) if day.strip() else None
        found.append(Case(above.sentence if above else sentence, span, en, ja, published))
    return found
