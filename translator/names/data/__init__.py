"""Tables of the names part: TSV and TXT files, read once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Rows of a TSV file without comment (``#``) and empty lines; every cell as it stands."""
    text = (files(__name__) / name).read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))


@cache
def words(name: str) -> frozenset[str]:
    """Words of a TXT file: separated by white space, comment lines left out."""
    text = (files(__name__) / name).read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
