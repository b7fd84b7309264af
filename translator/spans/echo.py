"""Takes out what a model said a second time beside a placeholder: 政府 after a form that ends in 政府."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from translator.fixed import FixedSpan


@dataclass(frozen=True, slots=True)
class Echo:
    """For forms of some kinds with a certain end: what must not stand right after and right before them.

    ``instead``: what takes the place of the echo after them."""

    kinds: frozenset[str]
    end: re.Pattern[str]
    after: str
    before: str
    instead: str


def without_echoes(text: str, mark: str, span: FixedSpan, target: str) -> str:
    """A draft without the echoes of one placeholder's form around that placeholder."""
    form = span.target(target)
    for echo in _echoes(target):
        found = echo.end.search(form) if span.kind.value in echo.kinds else None
        if found is None:
            continue
        said = re.escape(found.group(1)) if found.groups() else ""
        after, before = echo.after.replace(r"\1", said), echo.before.replace(r"\1", said)
        text = re.sub(rf"{mark}(?:{after})", mark + echo.instead, text, flags=re.I)
        if before:
            text = re.sub(rf"(?:{before}){mark}", mark, text, flags=re.I)
    return text


@cache
def _echoes(target: str) -> tuple[Echo, ...]:
    text = files("translator.spans").joinpath("data/echoes.tsv").read_text(encoding="utf-8")
    rows = [(line + "\t\t\t").split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(
        Echo(frozenset(kinds.split(",")), re.compile(end, re.I), after, before, instead)
        for language, kinds, end, after, before, instead, *_ in rows
        if language == target
    )
