"""The linguistic data of cleaning, read once from ``translator/article/data``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[str, ...]:
    """Lines of a data file, comments and blank lines left out."""
    text = files("translator.article").joinpath("data", name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def words(name: str) -> frozenset[str]:
    """Entries of a list file as a set."""
    return frozenset(rows(name))
