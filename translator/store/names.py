"""Names that editors settled, and those that wait for it."""

from __future__ import annotations

from translator.names.registry import Registry, SettledName
from translator.store.database import Database
from translator.store.model import NameProposal


class Names:
    """Settled names, by project; those of the empty project hold everywhere."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def registry(self, project: str = "") -> Registry:
        """The names that hold in ``project``: its own before the common ones."""
        raise NotImplementedError

    def settle(self, name: SettledName, author: str, *, project: str = "") -> int:
        """Record a name and put its new forms in every segment that nobody approved; how many texts changed.

        With a ``project`` only its articles change. Each change is a revision.
        """
        raise NotImplementedError

    def forget(self, id: str, *, project: str = "") -> bool:
        """Take a settled name away; False if there was none."""
        raise NotImplementedError

    def proposals(self, article_id: int | None = None) -> tuple[NameProposal, ...]:
        """Names of the articles, or of one, that nobody settled yet; the most frequent first."""
        raise NotImplementedError
