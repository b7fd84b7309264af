"""The manifest: what is done, with what, and which files of the output folder are ours. SQLite, one writer."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from translator.batch.names import column
from translator.batch.record import LanguageRecord
from translator.errors import OutputError

_VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS files (      -- one translation of one source
    path, language TEXT,
    source TEXT,                        -- SHA-256 of the source
    signature TEXT,                     -- engine, glossary, rules and settings, as JSON
    figures TEXT, seconds REAL, at TEXT,
    PRIMARY KEY (path, language)
) WITHOUT ROWID;
-- every version of every file that we wrote
CREATE TABLE IF NOT EXISTS outputs (path, sha256 TEXT, PRIMARY KEY (path, sha256)) WITHOUT ROWID;
-- engine calls of the files in hand
CREATE TABLE IF NOT EXISTS calls (path, key TEXT, answer TEXT, PRIMARY KEY (path, key));
PRAGMA user_version = 1;
"""


class Manifest:
    """One run's manifest, and the manifests of other shards to read.

    Raises:
        OutputError: from every method, if a database is damaged, of a newer version, or cannot be written.
    """

    def __init__(self, path: Path | None, others: Iterable[Path] = ()) -> None:
        """``path``: the database, made if it is missing; None keeps it in memory."""
        self._path = path
        with self._errors():
            self._database = _opened(path)
            self._others = [other for other in map(_to_read, others) if other is not None]

    def close(self) -> None:
        """Close the databases."""
        for database in (self._database, *self._others):
            database.close()

    def done(self, path: str, language: str, signature: str) -> tuple[str, LanguageRecord, float] | None:
        """SHA-256 of the source, figures and seconds of a translation made under this signature; or None."""
        query = "SELECT source, figures, seconds FROM files WHERE path = ? AND language = ? AND signature = ?"
        row = self._first(query, column(path), language, signature)
        return None if row is None else (str(row[0]), LanguageRecord.from_json(str(row[1])), float(str(row[2])))

    def wrote(self, path: str, sha256: str) -> bool:
        """Whether a file with this content at ``path`` of the output folder was written by a run."""
        query = "SELECT 1 FROM outputs WHERE path = ? AND sha256 = ?"
        return self._first(query, column(path), sha256) is not None

    def claim(self, path: str, sha256: str) -> None:
        """Note that a file of this content is about to be put at ``path``: before it is, so that it is never lost."""
        self._do("INSERT OR IGNORE INTO outputs VALUES (?, ?)", column(path), sha256)

    def finish(self, path: str, source: str, signature: str, records: Iterable[LanguageRecord], seconds: float) -> None:
        """Note that the translations of a file stand in the output folder."""
        key, now = column(path), _now()
        with self._errors(), self._database:
            self._database.executemany(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(key, r.language, source, signature, r.to_json(), seconds, now) for r in records],
            )
            self._database.execute("DELETE FROM calls WHERE path = ?", (key,))

    def calls(self, path: str) -> dict[str, str]:
        """Answers of engine calls for a file that is not done, by key."""
        with self._errors():
            return dict(self._database.execute("SELECT key, answer FROM calls WHERE path = ?", (column(path),)))

    def record_call(self, path: str, key: str, answer: str) -> None:
        """Keep the answer of an engine call until its file is done."""
        self._do("INSERT OR REPLACE INTO calls VALUES (?, ?, ?)", column(path), key, answer)

    def _do(self, statement: str, *values: object) -> None:
        with self._errors(), self._database:
            self._database.execute(statement, values)

    def _first(self, query: str, *values: object) -> tuple[object, ...] | None:
        with self._errors():
            for database in (self._database, *self._others):
                row: tuple[object, ...] | None = database.execute(query, values).fetchone()
                if row is not None:
                    return row
        return None

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise OutputError(
                f"The manifest cannot be used: {error}.",
                where=self._path or "",
                mend="Check the free space and the folder's permissions; delete a damaged manifest.",
            ) from error


def _opened(path: Path | None) -> sqlite3.Connection:
    database = sqlite3.connect(path or ":memory:", timeout=30)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    if _version(database) > _VERSION:
        raise sqlite3.DatabaseError("it was made by a newer version of this program")
    database.executescript(_SCHEMA)
    return database


def _to_read(path: Path) -> sqlite3.Connection | None:
    """Another run's manifest; None if it is only being made."""
    database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=30)
    if _version(database) == _VERSION:
        return database
    database.close()
    return None


def _version(database: sqlite3.Connection) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
