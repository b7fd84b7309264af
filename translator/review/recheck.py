"""What the checks say about a text that was edited, replaced or drafted anew, and the fixes that they offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from translator import checks
from translator.drafting import Job, span_issues
from translator.fixed import FixedSpan
from translator.issues import Issue
from translator.result import SegmentResult
from translator.store import SegmentRow, Store, StoredIssue

AGREEMENT = "targets-disagree"
"""The check whose remarks concern both targets; they stand with the Japanese."""


def issues_of(source: str, spans: Sequence[FixedSpan], texts: Mapping[str, str], language: str) -> tuple[Issue, ...]:
    """All remarks on ``texts[language]``, those that both targets together show with the Japanese."""
    own = checks.run(source, texts[language], language, spans)
    both = checks.agree(source, texts, spans) if language == "ja" else ()
    return (*span_issues(Job(source, tuple(spans), language)), *own, *both)


def recheck(store: Store, segment_id: int, language: str) -> SegmentRow:
    """Check one text again and record what is found; an English text has its Japanese checked with it."""
    row = store.segments.get(segment_id)
    texts = {code: target.text for code, target in row.targets.items()}
    for code in ("en", "ja"):
        if code in texts and (code == language or (language == "en" and texts[code])):
            row = store.segments.set_issues(segment_id, code, issues_of(row.source, row.spans, texts, code))
    return row


def housestyle(store: Store, result: SegmentResult, project: str) -> SegmentResult:
    """The result with the newsroom's replacement rules applied to what the engine wrote."""
    drafts = {
        language: replace(draft, text=store.replacements.apply(draft.text, language, project=project))
        if draft.origin == "engine"
        else draft
        for language, draft in result.drafts.items()
    }
    if drafts == result.drafts:
        return result
    texts = {language: draft.text for language, draft in drafts.items()}
    source, spans = result.segment.source, result.spans
    return replace(
        result,
        drafts={
            language: replace(draft, issues=issues_of(source, spans, texts, language))
            if draft.text != result.drafts[language].text
            else draft
            for language, draft in drafts.items()
        },
    )


def fixes(row: SegmentRow) -> dict[int, Issue]:
    """Open issues of a segment that can be fixed by one click: id of the stored issue → issue with its fix."""
    found: dict[int, Issue] = {}
    texts = {code: target.text for code, target in row.targets.items()}
    for language, target in row.targets.items():
        if target.open_issues and target.text:
            offers = {_key(i): i for i in issues_of(row.source, row.spans, texts, language) if i.fix is not None}
            found |= {
                stored.id: offers[_key(stored.issue)] for stored in target.open_issues if _offered(stored, offers)
            }
    return found


def _offered(stored: StoredIssue, offers: Mapping[tuple[str, str, str], Issue]) -> bool:
    return _key(stored.issue) in offers


def _key(issue: Issue) -> tuple[str, str, str]:
    return issue.check, issue.message, issue.span
