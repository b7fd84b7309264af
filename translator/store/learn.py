"""Learning: the same change made again and again becomes a proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.store.model import Suggestion

if TYPE_CHECKING:
    from translator.store.store import Store


def suggestions(store: Store, *, least: int = 2) -> tuple[Suggestion, ...]:
    """Changes of wording that editors made at least ``least`` times, the most frequent first."""
    raise NotImplementedError
