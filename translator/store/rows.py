"""Database rows to segments with their targets and issues: three queries however many segments."""

from __future__ import annotations

from collections import defaultdict

from translator.issues import Issue, Severity
from translator.store.database import Database, Row, Value, moment
from translator.store.encode import load_spans, mapping
from translator.store.model import SegmentRow, State, StoredIssue, TargetRow

_SEGMENTS = """
SELECT s.*, b.key AS block FROM segments s JOIN blocks b ON b.id = s.block_id WHERE {where} ORDER BY s.position
"""
_TARGETS = """
SELECT t.*, d.text AS draft, d.score, d.rung, d.signature
FROM segments s JOIN blocks b ON b.id = s.block_id JOIN targets t ON t.segment_id = s.id
LEFT JOIN drafts d ON d.id = t.draft_id WHERE {where}
"""
_ISSUES = """
SELECT i.* FROM segments s JOIN blocks b ON b.id = s.block_id JOIN issues i ON i.segment_id = s.id
WHERE {where} ORDER BY i.id
"""


def segments_where(database: Database, where: str, *values: Value) -> tuple[SegmentRow, ...]:
    """Segments in reading order; ``where`` is a condition on ``s``, the segment, and ``b``, its block."""
    with database.reading():
        segments = database.rows(_SEGMENTS.format(where=where), *values)
        targets = database.rows(_TARGETS.format(where=where), *values)
        issues = database.rows(_ISSUES.format(where=where), *values)
    issues_of: dict[tuple[int, str], list[StoredIssue]] = defaultdict(list)
    for row in issues:
        issues_of[row["segment_id"], row["language"]].append(_issue(row))
    targets_of: dict[int, dict[str, TargetRow]] = defaultdict(dict)
    for row in targets:
        id, language = row["segment_id"], row["language"]
        targets_of[id][language] = _target(row, tuple(issues_of[id, language]))
    return tuple(_segment(row, targets_of[row["id"]]) for row in segments)


def _segment(row: Row, targets: dict[str, TargetRow]) -> SegmentRow:
    return SegmentRow(
        row["id"],
        row["article_id"],
        row["block"],
        row["key"],
        row["source"],
        row["start"],
        row["end"],
        load_spans(row["spans"]),
        targets,
    )


def _target(row: Row, issues: tuple[StoredIssue, ...]) -> TargetRow:
    return TargetRow(
        row["language"],
        row["text"],
        State(row["state"]),
        row["version"],
        row["origin"],
        row["score"],
        row["rung"] or "",
        row["draft"] or "",
        mapping(row["signature"] or "{}"),
        row["author"],
        moment(row["updated"]),
        bool(row["stale"]),
        issues,
    )


def _issue(row: Row) -> StoredIssue:
    return StoredIssue(
        row["id"],
        Issue(
            row["check"], Severity(row["severity"]), row["message"], row["span"], row["start"], row["end"], row["fix"]
        ),
        row["settled"],
        row["settled_by"],
        moment(row["settled_at"]),
    )
