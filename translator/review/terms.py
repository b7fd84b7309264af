"""The editors' own terms: from a form, to a file, and where they are used."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from translator.errors import UsageError
from translator.fixed import SpanKind
from translator.glossary.load import alternatives
from translator.glossary.model import Entry, Record
from translator.store import Store

_HEADER = ("id", "en", "ja", "kind", "case", "status", "note")

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Cells that begin so are formulas to a spreadsheet (OWASP: CSV injection)."""

_USES = """
SELECT a.id, a.title, s.key, s.source FROM segments s JOIN articles a ON a.id = s.article_id
JOIN blocks b ON b.id = s.block_id
WHERE a.deleted IS NULL AND NOT b.dropped AND instr(lower(s.source), lower(?)) ORDER BY a.id DESC, s.position LIMIT 200
"""


def entry_of(ids: str, en: str, ja: str, kind: str, note: str, exact: bool, hard: bool) -> Entry:
    """An entry from the fields of the form; spellings are separated by ``|``.

    Raises:
        UsageError: a form is missing.
    """
    source, english, japanese = alternatives(ids), alternatives(en), alternatives(ja)
    if not (source and english and japanese):
        raise UsageError("a term needs its Indonesian, English and Japanese form.", mend="Fill in all three.")
    return Entry(source, english, japanese, SpanKind(kind), exact, hard, note.strip())


def as_tsv(entries: Iterable[Entry]) -> bytes:
    """The entries as a glossary file, as :func:`translator.glossary.load.read_records` reads it."""
    return "".join("\t".join(row) + "\n" for row in _table(entries)).encode()


def as_csv(entries: Iterable[Entry]) -> bytes:
    """The entries for a spreadsheet: cells that look like formulas are quoted."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([_harmless(cell) for cell in row] for row in _table(entries))
    return out.getvalue().encode("utf-8-sig")


def uses(store: Store, entry: Record) -> list[dict[str, Any]]:
    """Segments of the articles that have the term."""
    found: dict[tuple[int, str], dict[str, Any]] = {}
    for form in entry.ids:
        for row in store.database.rows(_USES, form):
            found[row["id"], row["key"]] = dict(zip(("id", "title", "key", "source"), row, strict=True))
    return list(found.values())


def _table(entries: Iterable[Entry]) -> list[tuple[str, ...]]:
    return [_HEADER, *(_cells(entry) for entry in entries)]


def _cells(entry: Entry) -> tuple[str, ...]:
    english, japanese = _forms(entry.en, entry.never_en), _forms(entry.ja, entry.never_ja)
    case, status = "exact" if entry.exact else "any", "hard" if entry.hard else "soft"
    cells = (" | ".join(entry.ids), english, japanese, entry.kind.value, case, status, entry.note)
    return tuple(" ".join(cell.split()) for cell in cells)


def _forms(allowed: Iterable[str], forbidden: Iterable[str]) -> str:
    return " | ".join((*allowed, *(f"!{form}" for form in forbidden)))


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
