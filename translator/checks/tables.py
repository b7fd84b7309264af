"""The linguistic tables in ``data/``, read once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Rows of a TSV file without comments (``#``) and empty lines."""
    return tuple(tuple(line.split("\t")) for line in _lines(name))


@cache
def words(name: str) -> frozenset[str]:
    """Words of a TXT file."""
    return frozenset(word for line in _lines(name) for word in line.split())


def _lines(name: str) -> list[str]:
    text = (files("translator.checks") / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
