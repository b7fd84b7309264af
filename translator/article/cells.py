"""Rows of a table in plain text: cells set apart by tabs or bars."""

from __future__ import annotations

import re

_GAP = re.compile(r"[^\S\t\n]*\t\s*|\s+\|\s+")
CELLS = 3
"""Bars make a row from this many cells on; two may be a title and its site. A tab always does."""


def cells(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of each cell of a row that holds text; empty when the text is no row.

    >>> cells("Gol | 2 | 1")
    ((0, 3), (6, 7), (10, 11))
    """
    body = text.strip()
    gaps = list(_GAP.finditer(body))
    if not gaps or ("\t" not in body and len(gaps) + 1 < CELLS):
        return ()
    offset = text.index(body)
    bounds = zip([0, *(gap.end() for gap in gaps)], [*(gap.start() for gap in gaps), len(body)], strict=True)
    return tuple((offset + start, offset + end) for start, end in bounds if start < end)
