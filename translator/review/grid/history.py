"""The history of a text as an editor remembers it: what was typed in one go is one change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from translator.store import Action, Revision

PAUSE = timedelta(seconds=20)
"""A longer pause between two saves begins a new change."""


@dataclass(frozen=True, slots=True)
class Change:
    """Revisions of one go: from ``first.before`` to ``last.after``; ``count`` of them."""

    first: Revision
    last: Revision
    count: int = 1

    def with_next(self, revision: Revision) -> Change:
        """This change and one more revision."""
        return Change(self.first, revision, self.count + 1)


def changes(history: Sequence[Revision]) -> list[Change]:
    """``history``, the newest first as the store gives it, as changes, the newest first."""
    return _grouped(reversed(history))[::-1]


def last_change(history: Sequence[Revision]) -> Change | None:
    """The last change that stands, as one undo takes it back; None if there is none."""
    standing: list[Revision] = []
    for revision in reversed(history):
        if revision.action is Action.UNDO:
            standing[-1:] = []
        elif revision.action is not Action.CONFLICT and not _is_first_draft(revision):
            standing.append(revision)
    grouped = _grouped(standing)
    return grouped[-1] if grouped else None


def _grouped(revisions: Iterable[Revision]) -> list[Change]:
    found: list[Change] = []
    for revision in revisions:
        if found and _continues(found[-1].last, revision):
            found[-1] = found[-1].with_next(revision)
        else:
            found.append(Change(revision, revision))
    return found


def _continues(last: Revision, revision: Revision) -> bool:
    typed = last.action is revision.action is Action.EDIT and last.author == revision.author
    return typed and revision.before == last.after and revision.at - last.at <= PAUSE


def _is_first_draft(revision: Revision) -> bool:
    return revision.action is Action.DRAFT and not revision.before
