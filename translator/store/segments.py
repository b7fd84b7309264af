"""Segments: drafts come in, editors change them; every change is a revision and nothing is overwritten unseen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from translator.errors import StoreConflict, StoreError
from translator.fixed import FixedSpan
from translator.issues import Issue, Severity
from translator.result import Draft, SegmentResult
from translator.store.database import Database, Row, now
from translator.store.encode import dumps, dump_spans
from translator.store.memory import Memory
from translator.store.model import Action, Revision, SegmentRow, State, TargetRow
from translator.store.rows import segments_where

_HUMAN = (State.EDITED, State.APPROVED)


class Segments:
    """The segments of all articles. ``version`` is always that of the :class:`TargetRow` that the editor saw."""

    def __init__(self, database: Database, memory: Memory) -> None:
        self._database = database
        self._memory = memory

    def get(self, segment_id: int) -> SegmentRow:
        """One segment.

        Raises:
            StoreError: there is none with this id.
        """
        rows = segments_where(self._database, "s.id = ?", segment_id)
        if not rows:
            raise StoreError(f"there is no segment {segment_id}.", mend="Reload the article.")
        return rows[0]

    def of(self, article_id: int) -> tuple[SegmentRow, ...]:
        """All segments of an article in reading order, those of dropped blocks too."""
        return segments_where(self._database, "s.article_id = ?", article_id)

    def ids(self, article_id: int) -> dict[str, int]:
        """Segment ids by key."""
        rows = self._database.rows("SELECT key, id FROM segments WHERE article_id = ?", article_id)
        return {row["key"]: row["id"] for row in rows}

    def save_result(self, segment_id: int, result: SegmentResult, signature: Mapping[str, str]) -> SegmentRow:
        """Save spans and drafts of a segment as they come from the pipeline."""
        with self._database.writing():
            self.set_spans(segment_id, result.spans)
            for language, draft in result.drafts.items():
                self._save_draft(segment_id, language, draft, signature)
            return self.get(segment_id)

    def save_draft(self, segment_id: int, language: str, draft: Draft, signature: Mapping[str, str]) -> SegmentRow:
        """Save a machine draft; a text that an editor wrote or approved stays, the draft is then only offered."""
        with self._database.writing():
            self._save_draft(segment_id, language, draft, signature)
            return self.get(segment_id)

    def set_spans(self, segment_id: int, spans: Iterable[FixedSpan]) -> None:
        """Record the fixed spans of the source."""
        self._database.run("UPDATE segments SET spans = ? WHERE id = ?", dump_spans(spans), segment_id)

    def edit(
        self,
        segment_id: int,
        language: str,
        text: str,
        version: int,
        author: str,
        *,
        issues: Sequence[Issue] | None = None,
    ) -> SegmentRow:
        """Save what an editor typed; ``issues``: what the checks say about it, in place of the open ones.

        Other languages that nobody approved are marked stale when the English changes.

        Raises:
            StoreConflict: another editor was first; his text stands, this one is in the history.
            StoreError: the store cannot be written; the error carries the text.
        """
        raise NotImplementedError

    def approve(self, segment_id: int, language: str, version: int, author: str) -> SegmentRow:
        """Approve the text as it stands and learn it; raises as :meth:`edit`, StoreError if there is no text."""
        raise NotImplementedError

    def approve_all(self, article_id: int, language: str, author: str) -> int:
        """Approve every segment of the article that has a text and no open error; how many."""
        raise NotImplementedError

    def reject(self, segment_id: int, language: str, version: int, author: str) -> SegmentRow:
        """Reject the text: the next run drafts it anew. Raises as :meth:`edit`."""
        raise NotImplementedError

    def undo(self, segment_id: int, language: str, version: int, author: str) -> SegmentRow:
        """Take back the last change that was not taken back yet; no change if there is none. Raises as :meth:`edit`."""
        raise NotImplementedError

    def revert(self, revision_id: int, version: int, author: str) -> SegmentRow:
        """Put the text of a revision back. Raises as :meth:`edit`."""
        raise NotImplementedError

    def history(self, segment_id: int, language: str) -> tuple[Revision, ...]:
        """All changes of a segment in one language, the newest first."""
        raise NotImplementedError

    def set_issues(self, segment_id: int, language: str, issues: Iterable[Issue]) -> SegmentRow:
        """Replace the open issues; one that was settled before and comes again stays settled."""
        raise NotImplementedError

    def settle_issue(self, issue_id: int, how: str, author: str) -> SegmentRow:
        """Record how an issue was settled (``fixed``, ``ignored``, ``false-alarm``, …)."""
        raise NotImplementedError

    def reopen_issue(self, issue_id: int) -> SegmentRow:
        """Open a settled issue again."""
        raise NotImplementedError

    def pending(
        self, article_id: int, language: str, marked: Mapping[str, Sequence[FixedSpan]], signature: Mapping[str, str]
    ) -> tuple[SegmentRow, ...]:
        """Segments of kept blocks that need a draft.

        Those without one, rejected, stale, or whose fixed spans (``marked``, by key) or signature changed; never one
        that an editor wrote or approved.
        """
        raise NotImplementedError
