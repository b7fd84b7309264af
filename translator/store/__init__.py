"""The store: articles, segments, revisions, names, memory and jobs in one SQLite file."""

from translator.store.learn import suggestions
from translator.store.model import (
    Action,
    ArticleRow,
    ArticleState,
    BlockRow,
    Difference,
    Job,
    JobState,
    MemoryMatch,
    NameProposal,
    Page,
    Revision,
    SegmentRow,
    State,
    StoredIssue,
    Suggestion,
    TargetRow,
    Unit,
)
from translator.store.replacements import Replacement
from translator.store.store import Store, default_path

__all__ = [
    "Action",
    "ArticleRow",
    "ArticleState",
    "BlockRow",
    "Difference",
    "Job",
    "JobState",
    "MemoryMatch",
    "NameProposal",
    "Page",
    "Replacement",
    "Revision",
    "SegmentRow",
    "State",
    "Store",
    "StoredIssue",
    "Suggestion",
    "TargetRow",
    "Unit",
    "default_path",
    "suggestions",
]
