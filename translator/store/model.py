"""What the store gives back: plain frozen data, independent of the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from translator.article.model import Block, Format
from translator.fixed import FixedSpan, SpanKind
from translator.issues import Issue, Severity


class State(StrEnum):
    """Review state of one segment in one language."""

    DRAFT = "draft"
    NEEDS_REVIEW = "needs-review"
    EDITED = "edited"
    APPROVED = "approved"
    REJECTED = "rejected"


class ArticleState(StrEnum):
    """What the newsroom did with an article."""

    OPEN = "open"
    PUBLISHED = "published"


class JobState(StrEnum):
    """What a job is doing."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Action(StrEnum):
    """What made a revision. ``conflict``: the text of an editor who came second, kept but not put in place."""

    DRAFT = "draft"
    EDIT = "edit"
    APPROVE = "approve"
    REJECT = "reject"
    UNDO = "undo"
    REVERT = "revert"
    SETTLE = "settle"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class StoredIssue:
    """An issue on a segment in one language; ``settled`` says how it was settled, empty while it is open."""

    id: int
    issue: Issue
    settled: str = ""
    settled_by: str = ""
    settled_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether the editor still has to look at it."""
        return not self.settled


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One segment in one language, as it stands now.

    ``version`` counts its changes and is what :meth:`Segments.edit` compares. ``origin``: ``engine``, ``memory``,
    ``spans``, ``editor``, or empty while there is no draft. ``score``, ``rung`` and
    ``signature`` belong to ``draft``, the latest machine draft. ``stale``: the
    English was corrected after this text was made.
    """

    language: str
    text: str
    state: State
    version: int
    origin: str = ""
    score: float | None = None
    rung: str = ""
    draft: str = ""
    signature: Mapping[str, str] = field(default_factory=dict)
    author: str = ""
    updated: datetime | None = None
    stale: bool = False
    issues: tuple[StoredIssue, ...] = ()

    @property
    def open_issues(self) -> tuple[StoredIssue, ...]:
        """Issues that nobody settled."""
        return tuple(i for i in self.issues if i.open)

    @property
    def has_errors(self) -> bool:
        """Whether an open issue is an error."""
        return any(i.issue.severity is Severity.ERROR for i in self.open_issues)


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """A segment with its targets by language.

    ``key`` is its id in the article (``"b3.1"``), ``block`` that of its block; ``start`` and ``end`` are its place in
    the text of the block.
    """

    id: int
    article_id: int
    block: str
    key: str
    source: str
    start: int
    end: int
    spans: tuple[FixedSpan, ...]
    targets: Mapping[str, TargetRow]


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A block of the article with its segments; dropped blocks are clutter that can be restored."""

    block: Block
    segments: tuple[SegmentRow, ...]
    datelines: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article in a list. ``segments`` counts segments, the other counts are of segments × languages.

    ``open_issues`` leaves out what is only a remark.
    """

    id: int
    title: str
    name: str
    project: str
    format: Format
    published: date | None
    targets: tuple[str, ...]
    state: ArticleState
    signature: Mapping[str, str]
    created: datetime
    updated: datetime
    deleted: datetime | None
    segments: int
    drafted: int
    approved: int
    open_issues: int
    open_errors: int

    @property
    def total(self) -> int:
        """Segments × languages: what has to be approved."""
        return self.segments * len(self.targets)


@dataclass(frozen=True, slots=True)
class Page:
    """One whole article for the desk."""

    article: ArticleRow
    blocks: tuple[BlockRow, ...]

    @property
    def segments(self) -> tuple[SegmentRow, ...]:
        """Segments of kept blocks, in reading order."""
        return tuple(s for b in self.blocks if not b.block.dropped for s in b.segments)


@dataclass(frozen=True, slots=True)
class Revision:
    """One change of one segment in one language; ``version`` is the one that it made."""

    id: int
    segment_id: int
    language: str
    at: datetime
    author: str
    version: int
    action: Action
    before: str
    after: str
    state_before: State
    state_after: State


@dataclass(frozen=True, slots=True)
class Job:
    """Long work on one article. ``options``: what it was started with, as plain JSON data."""

    id: int
    article_id: int | None
    kind: str
    state: JobState
    done: int
    total: int
    message: str
    options: Mapping[str, object]
    created: datetime
    started: datetime | None
    finished: datetime | None
    heartbeat: datetime | None


@dataclass(frozen=True, slots=True)
class NameProposal:
    """A name whose form nobody settled yet, with how often it stands in the articles."""

    id: str
    en: str
    ja: str
    kind: SpanKind
    reason: str
    count: int
    segments: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of the translation memory. ``spans``: the fixed spans of ``source``."""

    id: int
    language: str
    source: str
    target: str
    spans: tuple[FixedSpan, ...] = ()
    segment_id: int | None = None
    author: str = ""
    updated: datetime | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """``op`` turns ``unit.source[start:end]`` into ``source[to_start:to_end]``: replace, delete or insert."""

    op: str
    start: int
    end: int
    to_start: int
    to_end: int


@dataclass(frozen=True, slots=True)
class MemoryMatch:
    """A unit for a source text: ``score`` 0–100, 100 is exact; ``text`` is the target with the values of the source."""

    unit: Unit
    score: float
    text: str
    differences: tuple[Difference, ...] = field(default=())

    @property
    def exact(self) -> bool:
        """Whether it can be used as it is."""
        return self.score == 100.0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The same change of wording made again and again.

    ``before`` → ``after`` in ``language``, ``count`` times; ``source`` is the term that all those segments share (then
    it can be a glossary entry), or empty (then it is a replacement rule).
    """

    language: str
    before: str
    after: str
    count: int
    source: str = ""
    segments: tuple[int, ...] = ()
