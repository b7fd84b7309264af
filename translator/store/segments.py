"""Segments: drafts come in, editors change them; every change is a revision and nothing is overwritten unseen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from translator.errors import StoreConflict, StoreError
from translator.fixed import FixedSpan
from translator.issues import Issue
from translator.result import Draft, SegmentResult
from translator.store.database import Database, Row, now
from translator.store.encode import dump_mapping, dump_spans
from translator.store.memory import Memory
from translator.store.model import Action, Revision, SegmentRow, State
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
            StoreConflict: another editor was first; that text stands, this one is in the history.
            StoreError: the store cannot be written; the error carries the text.
        """
        with self._database.writing(text):
            old = self._target(segment_id, language)
            conflict = self._conflict(old, text, version, author)
            if conflict is None and text != old["text"]:
                self._change(old, text, State.EDITED, Action.EDIT, author)
                if language == "en":
                    self._mark_stale(segment_id)
            if conflict is None and issues is not None:
                self._replace_issues(segment_id, language, issues)
        if conflict:
            raise conflict
        return self.get(segment_id)

    def rewrite(self, segment_id: int, language: str, text: str, action: Action, author: str) -> None:
        """Put a text in place by rule, its state kept, as a revision."""
        with self._database.writing():
            old = self._target(segment_id, language)
            self._change(old, text, State(old["state"]), action, author, origin=old["origin"])

    def approve(self, segment_id: int, language: str, version: int, author: str) -> SegmentRow:
        """Approve the text as it stands and learn it; raises as :meth:`edit`, StoreError if there is no text."""
        with self._database.writing():
            old = self._checked(segment_id, language, version)
            self._approve(old, author)
            return self.get(segment_id)

    def approve_all(self, article_id: int, language: str, author: str) -> int:
        """Approve every segment of the article that has a text and no open error; how many."""
        with self._database.writing():
            rows = self._database.rows(_READY, article_id, language)
            for row in rows:
                self._approve(row, author)
        return len(rows)

    def reject(self, segment_id: int, language: str, version: int, author: str) -> SegmentRow:
        """Reject the text: the next run drafts it anew. Raises as :meth:`edit`."""
        with self._database.writing():
            old = self._checked(segment_id, language, version)
            self._change(old, old["text"], State.REJECTED, Action.REJECT, author)
            return self.get(segment_id)

    def undo(self, segment_id: int, language: str, version: int, author: str) -> SegmentRow:
        """Take back the last change that was not taken back yet; none if there is none. Raises as :meth:`edit`."""
        with self._database.writing():
            old = self._checked(segment_id, language, version)
            last = self._database.row(_UNDOABLE, segment_id, language)
            if last:
                self._database.run("UPDATE revisions SET undone = 1 WHERE id = ?", last["id"])
                self._change(old, last["before"], State(last["state_before"]), Action.UNDO, author)
            return self.get(segment_id)

    def revert(self, revision_id: int, version: int, author: str) -> SegmentRow:
        """Put the text of a revision back. Raises as :meth:`edit`."""
        with self._database.writing():
            revision = self._database.row("SELECT * FROM revisions WHERE id = ?", revision_id)
            if revision is None:
                raise StoreError(f"there is no revision {revision_id}.", mend="Reload the history.")
            old = self._checked(revision["segment_id"], revision["language"], version)
            self._change(old, revision["after"], State.EDITED, Action.REVERT, author)
            return self.get(revision["segment_id"])

    def history(self, segment_id: int, language: str) -> tuple[Revision, ...]:
        """All changes of a segment in one language, the newest first."""
        sql = "SELECT * FROM revisions WHERE segment_id = ? AND language = ? ORDER BY id DESC"
        return tuple(map(_revision, self._database.rows(sql, segment_id, language)))

    def set_issues(self, segment_id: int, language: str, issues: Iterable[Issue]) -> SegmentRow:
        """Replace the open issues; one that was settled before and comes again stays settled."""
        with self._database.writing():
            self._replace_issues(segment_id, language, issues)
            return self.get(segment_id)

    def settle_issue(self, issue_id: int, how: str, author: str) -> SegmentRow:
        """Record how an issue was settled (``fixed``, ``ignored``, ``false-alarm``, …)."""
        return self._set_settled(issue_id, how or "settled", author, now())

    def reopen_issue(self, issue_id: int) -> SegmentRow:
        """Open a settled issue again."""
        return self._set_settled(issue_id, "", "", None)

    def pending(
        self,
        article_id: int,
        language: str,
        marked: Mapping[str, Sequence[FixedSpan]],
        signature: Mapping[str, str],
    ) -> tuple[SegmentRow, ...]:
        """Segments of kept blocks that need a draft.

        Those without one, rejected, stale, or whose fixed spans (``marked``, by key) or signature changed; never one
        that an editor wrote or approved.
        """
        rows = segments_where(self._database, "s.article_id = ? AND NOT b.dropped", article_id)
        return tuple(row for row in rows if _needs_draft(row, language, marked.get(row.key, row.spans), signature))

    def _target(self, segment_id: int, language: str) -> Row:
        row = self._database.row("SELECT * FROM targets WHERE segment_id = ? AND language = ?", segment_id, language)
        if row is None:
            raise StoreError(f"there is no segment {segment_id} in {language!r}.", mend="Reload the article.")
        return row

    def _checked(self, segment_id: int, language: str, version: int) -> Row:
        row = self._target(segment_id, language)
        if row["version"] != version:
            raise _conflict(row, "")
        return row

    def _conflict(self, old: Row, text: str, version: int, author: str) -> StoreConflict | None:
        """The conflict of an edit made on an older version, its text kept in the history; None if there is none.

        A machine draft that came in the meantime is no conflict: it stays on offer.
        """
        since = self._database.row(_CHANGED, old["segment_id"], old["language"], version)
        if since is None or old["text"] == text:
            return None
        self._record(old, text, State(old["state"]), Action.CONFLICT, author)
        return _conflict(old, text)

    def _approve(self, old: Row, author: str) -> None:
        text = old["text"]
        if not text.strip():
            raise StoreError("there is no translation to approve.", mend="Write one first.")
        if old["state"] == State.APPROVED:
            return
        self._change(old, text, State.APPROVED, Action.APPROVE, author)

    def _change(
        self, old: Row, text: str, state: State, action: Action, author: str, *, origin: str = "editor"
    ) -> None:
        """Put a text and a state in place, with its revision; the memory holds what is approved."""
        segment_id, language = old["segment_id"], old["language"]
        self._record(old, text, state, action, author)
        self._database.run(
            "UPDATE targets SET text = ?, state = ?, version = version + 1, origin = ?, author = ?, updated = ?,"
            " stale = stale AND ? WHERE segment_id = ? AND language = ?",
            text,
            state.value,
            old["origin"] if text == old["text"] and action is not Action.DRAFT else origin,
            author,
            now(),
            action in (Action.REJECT, Action.UNDO, Action.SETTLE),
            segment_id,
            language,
        )
        if state is State.APPROVED:
            segment = self.get(segment_id)
            self._memory.add(segment.source, text, language, spans=segment.spans, author=author, segment_id=segment_id)
        elif old["state"] == State.APPROVED:
            self._memory.forget(segment_id, language)

    def _record(self, old: Row, text: str, state: State, action: Action, author: str) -> None:
        self._database.run(
            "INSERT INTO revisions (segment_id, language, at, author, version, action, before, after,"
            " state_before, state_after) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            old["segment_id"],
            old["language"],
            now(),
            author,
            old["version"] + (action is not Action.CONFLICT),
            action.value,
            old["text"],
            text,
            old["state"],
            state.value,
        )

    def _mark_stale(self, segment_id: int) -> None:
        self._database.run(
            "UPDATE targets SET stale = 1 WHERE segment_id = ? AND language <> 'en' AND state <> 'approved'"
            " AND text <> ''",
            segment_id,
        )

    def _save_draft(self, segment_id: int, language: str, draft: Draft, signature: Mapping[str, str]) -> None:
        old = self._target(segment_id, language)
        if not self._is_current(old, draft, signature):
            self._add_draft(segment_id, language, draft, signature)
            if old["state"] not in _HUMAN:
                self._change(old, draft.text, State.DRAFT, Action.DRAFT, "", origin=draft.origin)
        if old["state"] not in _HUMAN:
            self._replace_issues(segment_id, language, draft.issues)

    def _is_current(self, old: Row, draft: Draft, signature: Mapping[str, str]) -> bool:
        """Whether this very draft was saved before and is still the latest."""
        latest = self._database.row("SELECT text, signature FROM drafts WHERE id = ?", old["draft_id"])
        same = latest is not None and tuple(latest) == (draft.text, dump_mapping(signature))
        return same and not old["stale"] and old["state"] != State.REJECTED

    def _add_draft(self, segment_id: int, language: str, draft: Draft, signature: Mapping[str, str]) -> None:
        draft_id = self._database.run(
            "INSERT INTO drafts (segment_id, language, text, origin, score, rung, signature, created)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            segment_id,
            language,
            draft.text,
            draft.origin,
            draft.score,
            draft.rung,
            dump_mapping(signature),
            now(),
        )
        sql = "UPDATE targets SET draft_id = ? WHERE segment_id = ? AND language = ?"
        self._database.run(sql, draft_id, segment_id, language)

    def _replace_issues(self, segment_id: int, language: str, issues: Iterable[Issue]) -> None:
        where = "segment_id = ? AND language = ?"
        self._database.run(f"DELETE FROM issues WHERE {where} AND settled = ''", segment_id, language)
        rows = self._database.rows(f'SELECT "check", message, span FROM issues WHERE {where}', segment_id, language)
        settled = {tuple(row) for row in rows}
        for issue in issues:
            if (issue.check, issue.message, issue.span) not in settled:
                self._database.run(
                    'INSERT INTO issues (segment_id, language, "check", severity, message, span, "start", "end", fix)'
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    segment_id,
                    language,
                    issue.check,
                    issue.severity.value,
                    issue.message,
                    issue.span,
                    issue.start,
                    issue.end,
                    issue.fix,
                )
        self._database.run(_REVIEW, segment_id, language)

    def _set_settled(self, issue_id: int, how: str, author: str, at: str | None) -> SegmentRow:
        with self._database.writing():
            row = self._database.row("SELECT segment_id, language FROM issues WHERE id = ?", issue_id)
            if row is None:
                raise StoreError(f"there is no issue {issue_id}.", mend="Reload the article.")
            self._database.run(
                "UPDATE issues SET settled = ?, settled_by = ?, settled_at = ? WHERE id = ?", how, author, at, issue_id
            )
            self._database.run(_REVIEW, row["segment_id"], row["language"])
            return self.get(row["segment_id"])


_CHANGED = """
SELECT 1 FROM revisions WHERE segment_id = ? AND language = ? AND version > ? AND action NOT IN ('draft', 'conflict')
"""

_UNDOABLE = """
SELECT * FROM revisions WHERE segment_id = ? AND language = ? AND NOT undone
AND action NOT IN ('undo', 'conflict') AND NOT (action = 'draft' AND before = '') ORDER BY id DESC LIMIT 1
"""

_REVIEW = """
UPDATE targets SET state = iif(EXISTS (SELECT 1 FROM issues i WHERE i.segment_id = targets.segment_id
AND i.language = targets.language AND i.settled = '' AND i.severity <> 'info'), 'needs-review', 'draft')
WHERE segment_id = ? AND language = ? AND state IN ('draft', 'needs-review')
"""

_READY = """
SELECT t.* FROM targets t JOIN segments s ON s.id = t.segment_id JOIN blocks b ON b.id = s.block_id
WHERE s.article_id = ? AND t.language = ? AND NOT b.dropped AND trim(t.text) <> '' AND t.state NOT IN
('approved', 'rejected') AND NOT EXISTS (SELECT 1 FROM issues i WHERE i.segment_id = t.segment_id
AND i.language = t.language AND i.settled = '' AND i.severity = 'error')
ORDER BY s.position
"""


def _conflict(row: Row, text: str) -> StoreConflict:
    return StoreConflict(text=text, other=row["text"], author=row["author"], version=row["version"])


def _needs_draft(row: SegmentRow, language: str, spans: Sequence[FixedSpan], signature: Mapping[str, str]) -> bool:
    target = row.targets.get(language)
    if target is None or target.state in _HUMAN:
        return False
    if target.state is State.REJECTED or target.stale or not target.text:
        return True
    return dict(target.signature) != dict(signature) or _forms(spans, language) != _forms(row.spans, language)


def _forms(spans: Iterable[FixedSpan], language: str) -> tuple[tuple[int, int, str], ...]:
    return tuple((s.start, s.end, s.target(language)) for s in spans)


def _revision(row: Row) -> Revision:
    return Revision(
        row["id"],
        row["segment_id"],
        row["language"],
        datetime.fromisoformat(row["at"]),
        row["author"],
        row["version"],
        Action(row["action"]),
        row["before"],
        row["after"],
        State(row["state_before"]),
        State(row["state_after"]),
    )
