"""Streets named after persons with initials or titles in letters: ``Jalan MT Haryono``, ``Jl. R.E. Martadinata``."""

from __future__ import annotations

import re

from translator.fixed import FixedSpan, Origin, SpanKind
from translator.names.katakana import katakana

_STREET = re.compile(
    r"\b(?:Jalan|Jln\.?|Jl\.?)\s(?P<name>(?:[A-Z]{2,3}\.?|(?:[A-Z]\.\s?)+)\s?(?:[A-Z][a-z’']+)(?:\s[A-Z][a-z’']+){0,2})\b"
)
_HONOURS = re.compile(r"^(?:K\.?H|H|R|HR|H\.R|KHR|RA|R\.A|RW|R\.W|DR|IR)\.?\s(?=[A-Z])")


def find(text: str) -> list[FixedSpan]:
    """Such streets, in order. English keeps the name as it is known; Japanese leaves titles such as KH and HR out."""
    return [_span(match) for match in _STREET.finditer(text)]


def _span(match: re.Match[str]) -> FixedSpan:
    name = match["name"]
    letters = re.match(r"[A-Z]{2,3}(?=\.?\s)|(?:[A-Z]\.\s?)+", _HONOURS.sub("", name))
    rest = _HONOURS.sub("", name)[letters.end() if letters else 0 :].strip(" .")
    initials = re.sub(r"[^A-Z]", "", letters.group()) if letters else ""
    ja = f"{initials}{'・' if initials else ''}{katakana(rest)}通り"
    forms = (f"Jalan {name}", f"{name} Street", f"Jl. {name}")
    return FixedSpan(
        match.start(), match.end(), match[0], SpanKind.PLACE, forms[0], ja, Origin.RULE, accepts_en=forms[1:]
    )
