"""Terms written as a glossary table, TSV or CSV, that :func:`translator.glossary.load.read_records` reads again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from translator.glossary.load import TERM_COLUMNS
from translator.glossary.model import Entry


def write_table(entries: Iterable[Entry], *, comma: bool = False) -> str:
    """The entries as a table with a header line.

    A cell that a spreadsheet would take for a formula is escaped with ``'``, which reading takes off again.
    """
    out = io.StringIO()
    if comma:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(TERM_COLUMNS)
        writer.writerows(map(_cells, entries))
    else:
        rows = (map(_tabless, _cells(entry)) for entry in entries)
        out.writelines("\t".join(row) + "\n" for row in (iter(TERM_COLUMNS), *rows))
    return out.getvalue()


def _cells(entry: Entry) -> list[str]:
    forms = {"en": (entry.en, entry.never_en), "ja": (entry.ja, entry.never_ja)}
    targets = [" | ".join((*allowed, *(f"!{form}" for form in never))) for allowed, never in forms.values()]
    cells = [
        " | ".join(entry.ids),
        *targets,
        entry.kind.value,
        "exact" if entry.exact else "",
        "" if entry.hard else "soft",
        entry.note,
    ]
    return [f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell for cell in cells]


def _tabless(cell: str) -> str:
    return " ".join(cell.split())
