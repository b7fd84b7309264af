"""The SQLite file: opening, migrating, transactions, backup; and SQLite's faults in words an editor can act on."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from threading import RLock
from time import monotonic, sleep

from filelock import FileLock

from translator.errors import StoreError

BUSY_SECONDS = 10.0
"""How long a write waits for another process before it gives up."""

BUSY_MILLISECONDS, BUSY_PAUSE = 100, 0.02
"""How long SQLite itself waits for a lock, and the seconds from one try of a write to the next."""

Value = str | int | float | bytes | None
Row = sqlite3.Row


def now() -> str:
    """The present moment, UTC, as it is stored."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def moment(text: str | None) -> datetime | None:
    """A stored moment, or None."""
    return datetime.fromisoformat(text) if text else None


class Database:
    """One connection, shared by threads one at a time; every write is on the disk when it returns.

    A write waits ``patience`` seconds for another process; reading goes on meanwhile.
    """

    def __init__(self, path: Path, *, patience: float = BUSY_SECONDS) -> None:
        self.path = path
        self.patience = patience
        self._lock = RLock()
        with explained(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{path}.lock", timeout=BUSY_SECONDS):
                self._connection = _open(path)
                try:
                    migrate(self._connection, path)
                except BaseException:
                    self._connection.close()
                    raise
                self._connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")

    def rows(self, sql: str, *values: Value) -> list[Row]:
        """All rows of a query."""
        with self._lock, explained(self.path):
            return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, *values: Value) -> Row | None:
        """The first row of a query, or None."""
        return next(iter(self.rows(sql, *values)), None)

    def run(self, sql: str, *values: Value) -> int:
        """Run one statement; the id of the row that it inserted."""
        with self.writing():
            return self._connection.execute(sql, values).lastrowid or 0

    def change(self, sql: str, *values: Value) -> int:
        """Run one statement; how many rows it changed."""
        with self.writing():
            return self._connection.execute(sql, values).rowcount

    def run_many(self, sql: str, values: Iterator[Sequence[Value]]) -> None:
        """Run one statement for each row of values."""
        with self.writing():
            self._connection.executemany(sql, values)

    @contextmanager
    def writing(self, text: str = "") -> Iterator[None]:
        """One transaction, whole or not at all; nested ones join the outer one.

        ``text``: what the editor typed, carried by the error if the store fails.
        """
        with explained(self.path, text):
            outer = self._take()
            try:
                yield
                if not outer:
                    self._connection.execute("COMMIT")
            except BaseException:
                if not outer and self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            finally:
                self._lock.release()

    def _take(self) -> bool:
        """Take the lock within a transaction that writes; whether it was open before.

        The lock is not held while another process is waited for: SQLite's own waiting would hold up the readers.
        """
        end = monotonic() + self.patience
        while True:
            self._lock.acquire()
            try:
                if self._connection.in_transaction:
                    return True
                self._connection.execute("BEGIN IMMEDIATE")
                return False
            except BaseException as error:
                self._lock.release()
                if not _busy(error) or monotonic() > end:
                    raise
            sleep(BUSY_PAUSE)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Several queries on one state of the store."""
        with self._lock, explained(self.path):
            if self._connection.in_transaction:
                yield
                return
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("COMMIT")

    def backup(self, path: Path | None = None) -> Path:
        """Copy the file while it is in use; a damaged copy never replaces an earlier backup."""
        target = path or backup_path(self.path)
        temporary = target.with_name(f"{target.name}.tmp")
        try:
            temporary.write_bytes(b"")
            with (
                explained(self.path),
                closing(sqlite3.connect(self.path, timeout=BUSY_SECONDS)) as source,
                closing(sqlite3.connect(temporary)) as copy,
            ):
                source.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
                verify(copy, self.path)
            _sync(temporary)
            temporary.replace(target)
        except OSError as error:
            raise StoreError(f"the backup cannot be written: {error}.", where=target, mend=_DISK) from error
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        return target

    def check(self) -> None:
        """Verify the whole file."""
        with self._lock, explained(self.path):
            verify(self._connection, self.path)

    def close(self) -> None:
        """Close the file; closing twice is harmless."""
        with self._lock:
            self._connection.close()


def backup_path(path: Path) -> Path:
    """Where the backup of a store lies."""
    return path.with_name(f"{path.name}.backup")


def verify(connection: sqlite3.Connection, path: Path) -> None:
    """Raise StoreError if the file is damaged."""
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise damaged(path)


def damaged(path: Path) -> StoreError:
    """The error of a damaged file, with the way back."""
    backup = backup_path(path)
    way = (
        f"Stop the program, move {path.name}, {path.name}-wal and {path.name}-shm to another folder, "
        f"and copy {backup.name} to {path.name}."
        if backup.exists()
        else f"Stop the program and move {path.name}, {path.name}-wal and {path.name}-shm away: a new store is made."
    )
    return StoreError("the store is damaged.", where=path, mend=way)


_DISK = "Free some disk space or check the folder's rights."


@contextmanager
def explained(path: Path, text: str = "") -> Iterator[None]:
    """Turn SQLite's errors into StoreError; ``text`` is kept in the error."""
    try:
        yield
    except StoreError as error:
        error.text = error.text or text
        raise
    except sqlite3.Error as error:
        raise _explain(error, path, text) from error
    except TimeoutError as error:
        raise StoreError("the store is in use by another program.", where=path, mend=_BUSY, text=text) from error
    except OSError as error:
        raise StoreError(f"the store cannot be opened: {error}.", where=path, mend=_DISK, text=text) from error


_BUSY = "Wait for the other program to finish, or close it."


def _explain(error: sqlite3.Error, path: Path, text: str) -> StoreError:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        fault = damaged(path)
        fault.text = text
        return fault
    if _busy(error):
        return StoreError("the store is in use by another program.", where=path, mend=_BUSY, text=text)
    if name.startswith("SQLITE_FULL"):
        return StoreError("the disk is full; nothing was changed.", where=path, mend=_DISK, text=text)
    if name.startswith("SQLITE_CONSTRAINT"):
        return StoreError("this no longer exists in the store.", where=path, mend="Reload the page.", text=text)
    return StoreError(f"the store cannot be used: {error}.", where=path, mend=_DISK, text=text)


def _busy(error: BaseException) -> bool:
    return getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.row_factory = sqlite3.Row
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def migrations() -> tuple[str, ...]:
    """The migration scripts in order: the first makes version 1 of an empty file."""
    folder = resources.files("translator.store") / "migrations"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return tuple(f.read_text(encoding="utf-8") for f in files)


def migrate(connection: sqlite3.Connection, path: Path, scripts: Sequence[str] | None = None) -> None:
    """Bring the file to the latest version, each step whole or not at all; an older file is copied aside first."""
    steps = migrations() if scripts is None else scripts
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(steps):
        raise StoreError(
            f"the store has version {version}, this program knows version {len(steps)}.",
            where=path,
            mend="Update the program, or set TRANSLATOR_STORE to another file.",
        )
    if 0 < version < len(steps):
        with closing(sqlite3.connect(path.with_name(f"{path.name}.version-{version}"))) as copy:
            connection.backup(copy)
    for number, script in enumerate(steps[version:], version + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in statements(script):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


def statements(script: str) -> Iterator[str]:
    """The statements of a script; ``executescript`` would commit in the middle of a migration."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
    if pending.strip():
        yield pending


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
