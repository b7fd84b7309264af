"""The store: one SQLite file that holds everything an editor does."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType

from platformdirs import user_data_path

from translator.store.articles import Articles
from translator.store.database import Database
from translator.store.jobs import Jobs
from translator.store.memory import Memory
from translator.store.names import Names
from translator.store.replacements import Replacements
from translator.store.segments import Segments
from translator.store.terms import Terms


def default_path() -> Path:
    """``$TRANSLATOR_STORE``, or ``store.sqlite3`` in the user's data folder."""
    given = os.environ.get("TRANSLATOR_STORE")
    return Path(given) if given else user_data_path("translator", appauthor=False) / "store.sqlite3"


class Store:
    """Opens the store, creating or migrating it; one instance may be shared by threads.

    Example::

        with Store() as store:
            article_id = store.articles.add(result, document=data, name="harian.docx")
            row = store.articles.page(article_id).segments[0]
            store.segments.edit(row.id, "en", "Corrected.", row.targets["en"].version, author="sari")

    Raises:
        StoreError: the file is locked, damaged, cannot be written, or was made by a newer version.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.database = Database(path or default_path())
        self.memory = Memory(self.database)
        self.segments = Segments(self.database, self.memory)
        self.articles = Articles(self.database, self.segments)
        self.names = Names(self.database, self.segments)
        self.terms = Terms(self.database)
        self.replacements = Replacements(self.database)
        self.jobs = Jobs(self.database)

    @property
    def path(self) -> Path:
        """Where the store is."""
        return self.database.path

    def backup(self, path: Path | None = None) -> Path:
        """Copy the store while it is in use, atomically; to ``store.sqlite3.backup`` beside it if no path is given.

        Raises:
            StoreError: the copy cannot be written.
        """
        return self.database.backup(path)

    def check(self) -> None:
        """Read the whole file and verify it.

        Raises:
            StoreError: it is damaged; the message says how to go back to the backup.
        """
        self.database.check()

    def close(self) -> None:
        """Close the file."""
        self.database.close()

    def __enter__(self) -> Store:
        """The store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()
