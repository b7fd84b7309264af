"""The translation memory: what editors approved serves the next article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from translator.fixed import FixedSpan
from translator.store.database import Database
from translator.store.model import MemoryMatch, Unit


class Memory:
    """Approved and imported units."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        source: str,
        target: str,
        language: str,
        *,
        spans: Sequence[FixedSpan] = (),
        author: str = "",
        segment_id: int | None = None,
    ) -> int:
        """Learn one unit; its id. A segment has one unit per language."""
        raise NotImplementedError

    def add_many(self, units: Iterable[Unit]) -> int:
        """Import units (their ids are ignored); how many were new."""
        raise NotImplementedError

    def remove(self, unit_id: int) -> None:
        """Forget one unit."""
        raise NotImplementedError

    def units(self, language: str | None = None) -> tuple[Unit, ...]:
        """All units, the oldest first."""
        raise NotImplementedError

    def exact(self, source: str, spans: Sequence[FixedSpan], language: str) -> MemoryMatch | None:
        """The newest unit of the same text, values re-rendered from ``spans``; None if there is none."""
        raise NotImplementedError

    def fuzzy(
        self, source: str, spans: Sequence[FixedSpan], language: str, *, threshold: float = 75.0, limit: int = 5
    ) -> tuple[MemoryMatch, ...]:
        """The most similar units, the best first, with what differs."""
        raise NotImplementedError

    def search(self, query: str, *, language: str | None = None, limit: int = 50) -> tuple[Unit, ...]:
        """Concordance: units whose source or target contains ``query``, whatever the capitals; the newest first."""
        raise NotImplementedError
