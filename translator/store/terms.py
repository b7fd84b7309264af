"""Glossary entries that editors added."""

from __future__ import annotations

from translator.fixed import SpanKind
from translator.glossary.model import Entry, Source
from translator.store.database import Database, Row, now
from translator.store.encode import dumps, strings


class Terms:
    """Additions to the glossary, by project; those of the empty project hold everywhere."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, entry: Entry, author: str = "", *, project: str = "") -> None:
        """Add an entry, or replace the one with the same first Indonesian spelling."""
        self._database.run(
            "INSERT OR REPLACE INTO terms VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            project,
            entry.id,
            dumps(entry.ids),
            dumps(entry.en),
            dumps(entry.ja),
            entry.kind.value,
            entry.exact,
            entry.hard,
            entry.note,
            author,
            now(),
        )

    def remove(self, id: str, *, project: str = "") -> bool:
        """Take an addition away; False if there was none."""
        return bool(self._database.change("DELETE FROM terms WHERE project = ? AND id = ?", project, id))

    def entries(self, project: str = "") -> tuple[Entry, ...]:
        """Additions that hold in ``project``: the common ones that it does not decide anew, then its own."""
        own = self.own(project)
        decided = {entry.id for entry in own}
        return (*(entry for entry in self.own() if entry.id not in decided), *own) if project else own

    def own(self, project: str = "") -> tuple[Entry, ...]:
        """Additions of ``project`` alone; of the empty one: those that hold everywhere."""
        rows = self._database.rows("SELECT * FROM terms WHERE project = ? ORDER BY id", project)
        return tuple(map(_entry, rows))


def _entry(row: Row) -> Entry:
    return Entry(
        strings(row["ids"]),
        strings(row["en"]),
        strings(row["ja"]),
        SpanKind(row["kind"]),
        bool(row["exact"]),
        bool(row["hard"]),
        row["note"],
        source=Source("(store)"),
    )
