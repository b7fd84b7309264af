"""What a translation returns: typed, printable as the JSON object of the command line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from translator.article.model import Article, Block, Format, Segment
from translator.article.write import write
from translator.fixed import FixedSpan
from translator.issues import Issue, Severity


@dataclass(frozen=True, slots=True)
class Draft:
    """One segment in one language.

    ``origin``: ``engine``, ``memory`` or ``spans`` (made of fixed spans alone). ``score``: mean log-probability of a
    token, None where no engine took part. ``rung``: the rung of the repair ladder that it stands on.
    """

    text: str
    origin: str
    score: float | None
    issues: tuple[Issue, ...] = ()
    rung: str = ""


@dataclass(frozen=True, slots=True)
class SegmentResult:
    """A segment with its fixed spans and its drafts by language."""

    segment: Segment
    spans: tuple[FixedSpan, ...]
    drafts: Mapping[str, Draft]

    def state(self, span: FixedSpan) -> str:
        """``issue`` when a draft lost the span, else ``kept``."""
        lost = {i.span for d in self.drafts.values() for i in d.issues if i.check == "span-missing"}
        return "issue" if span.source in lost else "kept"


@dataclass(frozen=True, slots=True)
class Target:
    """The article in one language."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Result:
    """A whole translation: the source article, its segments by id, and the target articles by language."""

    article: Article
    by_id: Mapping[str, SegmentResult]
    articles: Mapping[str, Article]
    signature: Mapping[str, str]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Blocks of the source, dropped ones included."""
        return self.article.blocks

    @property
    def segments(self) -> tuple[SegmentResult, ...]:
        """Segments in reading order."""
        return tuple(self.by_id[s.id] for s in self.article.segments)

    @property
    def issues(self) -> tuple[Issue, ...]:
        """All issues of all drafts."""
        return tuple(i for s in self.segments for d in s.drafts.values() for i in d.issues)

    @property
    def has_errors(self) -> bool:
        """Whether an issue stands that ``--strict`` refuses."""
        return any(issue.severity is Severity.ERROR for issue in self.issues)

    @property
    def targets(self) -> dict[str, Target]:
        """Title and plain text by language."""
        return {
            language: Target(article.title, self.render(language, Format.TXT).decode().strip())
            for language, article in self.articles.items()
        }

    def render(self, language: str, format: Format) -> bytes:
        """The target article as a document."""
        return write(self.articles[language], format, language)

    def to_dict(self) -> dict[str, Any]:
        """The object that ``--format json`` prints."""
        data: dict[str, Any] = {"title": self.article.title}
        if self.articles:
            data["targets"] = {k: {"title": t.title, "text": t.text} for k, t in self.targets.items()}
        data["blocks"] = [self._block(block) for block in self.blocks]
        data["signature"] = dict(self.signature)
        return data

    def to_json(self) -> str:
        """:meth:`to_dict` as indented JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1)

    def _block(self, block: Block) -> dict[str, Any]:
        segments = [self._segment(self.by_id[s.id]) for s in block.segments if s.id in self.by_id]
        return {
            "id": block.id,
            "kind": str(block.kind),
            "dropped": block.dropped,
            "reason": block.reason,
            "text": block.source,
            "segments": segments,
        }

    def _segment(self, result: SegmentResult) -> dict[str, Any]:
        spans = [
            {
                "kind": str(span.kind),
                "source": span.source,
                "en": span.en,
                "ja": span.ja,
                "state": result.state(span),
                "from": str(span.origin),
            }
            for span in result.spans
        ]
        drafts = {language: _draft(draft) for language, draft in result.drafts.items()}
        return {"id": result.segment.id, "source": result.segment.source, "spans": spans, **drafts}


def _draft(draft: Draft) -> dict[str, Any]:
    issues = [{"check": i.check, "severity": str(i.severity), "message": i.message} for i in draft.issues]
    return {"text": draft.text, "origin": draft.origin, "score": draft.score, "rung": draft.rung, "issues": issues}
