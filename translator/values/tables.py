"""The linguistic tables in ``data/``, read once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Rows of ``data/NAME.tsv`` as tuples of cells, all padded to the length of the longest row."""
    lines = _lines(f"{name}.tsv")
    cells = [tuple(cell.strip() for cell in line.split("\t")) for line in lines]
    width = max(map(len, cells))
    return tuple(row + ("",) * (width - len(row)) for row in cells)


@cache
def words(name: str) -> frozenset[str]:
    """Words of ``data/NAME.txt``."""
    return frozenset(word for line in _lines(f"{name}.txt") for word in line.split())


def split(cell: str) -> tuple[str, ...]:
    """Forms of a cell: ``"a|b"`` → ``("a", "b")``."""
    return tuple(form for form in cell.split("|") if form)


@cache
def lookup(name: str) -> dict[str, tuple[str, ...]]:
    """Rows of a table by every lower-case form of their first cell."""
    return {form.lower(): row for row in rows(name) for form in split(row[0])}


def _lines(name: str) -> list[str]:
    text = (files("translator.values") / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
