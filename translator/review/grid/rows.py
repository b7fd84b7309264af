"""Rows of the store as plain JSON for the grid. Nothing here is HTML: the browser puts every text in as text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from zlib import crc32

from translator.review.grid.history import Change
from translator.review.recheck import AGREEMENT
from translator.store import ArticleRow, BlockRow, MemoryMatch, Page, SegmentRow, StoredIssue, TargetRow
from translator.store.names import PROPOSALS

LOW_SCORE = -0.5
"""Mean log-probability of a token below which a draft is shown as one of low confidence."""

_SURE = ("beam", "memory", "spans", "")
"""Rungs of the repair ladder that say nothing against a draft."""

Json = dict[str, Any]


def page_data(page: Page) -> Json:
    """A whole article."""
    return {"article": article_data(page.article), "blocks": [_block(row) for row in page.blocks]}


def article_data(article: ArticleRow) -> Json:
    """What stands in the head of the grid."""
    return {
        "id": article.id,
        "title": article.title,
        "name": article.name,
        "project": article.project,
        "state": article.state.value,
        "targets": list(article.targets),
    }


def segment_data(row: SegmentRow, fixes: Mapping[int, Any] | None = None) -> Json:
    """A segment; ``mark`` changes when anything of it does. ``fixes``: ids of issues that one click can fix."""
    data: Json = {
        "id": row.id,
        "key": row.key,
        "source": row.source,
        "spans": [
            {"start": s.start, "end": s.end, "kind": s.kind.value, "en": s.en, "ja": s.ja, "from": s.origin.value}
            for s in sorted(row.spans, key=lambda s: s.start)
        ],
        "targets": {language: _target(target) for language, target in row.targets.items()},
    }
    data["mark"] = f"{crc32(json.dumps(data, sort_keys=True).encode()):08x}"
    if fixes is not None:
        data["fixes"] = sorted(fixes)
    return data


def _block(row: BlockRow) -> Json:
    block = row.block
    return {
        "id": block.id,
        "kind": block.kind.value,
        "level": block.level,
        "dropped": block.dropped,
        "reason": block.reason,
        "text": block.source.strip(),
        "dateline": block.dateline,
        "datelines": dict(row.datelines),
        "segments": [segment_data(s) for s in row.segments] if block.translatable else [],
    }


def _target(target: TargetRow) -> Json:
    return {
        "text": target.text,
        "state": target.state.value,
        "version": target.version,
        "origin": target.origin,
        "low": _is_low(target),
        "score": None if target.score is None else round(target.score, 2),
        "rung": target.rung,
        "draft": target.draft if target.draft != target.text else "",
        "author": target.author,
        "stale": target.stale,
        "issues": [_issue(issue) for issue in target.issues],
    }


def _is_low(target: TargetRow) -> bool:
    """Whether an untouched machine draft was made with little confidence."""
    if target.origin != "engine" or target.state.value in ("edited", "approved"):
        return False
    return target.rung not in _SURE or (target.score is not None and target.score < LOW_SCORE)


def _issue(stored: StoredIssue) -> Json:
    issue = stored.issue
    return {
        "id": stored.id,
        "check": issue.check,
        "severity": issue.severity.value,
        "message": issue.message,
        "span": issue.span,
        "settled": stored.settled,
        "name": issue.check in PROPOSALS,
        "both": issue.check == AGREEMENT,
    }


def match_data(match: MemoryMatch) -> Json:
    """A match of the memory with what differs, as places in its source."""
    return {
        "score": round(match.score),
        "exact": match.exact,
        "source": match.unit.source,
        "text": match.text,
        "author": match.unit.author,
        "differences": [{"op": d.op, "start": d.start, "end": d.end} for d in match.differences],
    }


def change_data(change: Change) -> Json:
    """One line of the history: what one author did in one go."""
    return {
        "revision": change.last.id,
        "at": change.last.at.isoformat(timespec="seconds"),
        "author": change.last.author,
        "action": change.last.action.value,
        "state": change.last.state_after.value,
        "before": change.first.before,
        "after": change.last.after,
    }
