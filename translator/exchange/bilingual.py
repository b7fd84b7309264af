"""Articles as translators' tools see them: segments with source, target, state and notes, in one target language."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from translator.article.model import Inline
from translator.fixed import FixedSpan
from translator.issues import Issue
from translator.result import Result
from translator.store.model import ArticleState, BlockRow, Page, State, TargetRow

NOTE = "note"
"""Name of the issue that carries a translator's note."""


def note_mark(message: str) -> str:
    """Eight hexadecimal digits by which a note that went out is known again, however it was changed since."""
    return hashlib.sha256(" ".join(message.split()).encode("utf-8", "surrogatepass")).hexdigest()[:8]


class Progress(StrEnum):
    """How far a segment is, in the words of XLIFF 2.0.

    ``initial``: no text or a machine draft; ``translated``: an editor wrote it; ``reviewed``: approved; ``final``:
    approved, in an article that is published.
    """

    INITIAL = "initial"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"
    FINAL = "final"

    @property
    def approved(self) -> bool:
        """Whether a person said that the text can stand."""
        return self in (Progress.REVIEWED, Progress.FINAL)


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment: ``id`` is its key in the article (``"b3.1"``).

    ``version``: of the store's target when it was written, 0 where there is none. ``inline``: markup of the source, in
    characters of the segment. ``spans``: its fixed spans, as terms.
    """

    id: str
    source: str
    target: str = ""
    progress: Progress = Progress.INITIAL
    version: int = 0
    origin: str = ""
    issues: tuple[Issue, ...] = ()
    inline: tuple[Inline, ...] = ()
    spans: tuple[FixedSpan, ...] = ()

    @property
    def note_marks(self) -> tuple[str, ...]:
        """:func:`note_mark` of each translator's note."""
        return tuple(note_mark(issue.message) for issue in self.issues if issue.check == NOTE)


@dataclass(frozen=True, slots=True)
class Unit:
    """One block of the article. ``kind``: ``title``, ``paragraph``, …"""

    id: str
    kind: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One article in one target language. ``original`` says where it comes from (see :func:`original_of`)."""

    original: str
    language: str
    units: tuple[Unit, ...]


def from_result(result: Result, language: str, original: str) -> Document:
    """A translation that no store holds; ``original`` is its file name."""
    units = (
        Unit(
            block.id,
            block.kind.value,
            tuple(
                _drafted(result, s.id, language, _within(block.inline, s.start, s.end))
                for s in block.segments
                if s.id in result.by_id
            ),
        )
        for block in result.blocks
        if block.translatable
    )
    return Document(original, language, tuple(unit for unit in units if unit.segments))


def _drafted(result: Result, id: str, language: str, inline: tuple[Inline, ...]) -> Segment:
    found = result.by_id[id]
    draft = found.drafts.get(language)
    if draft is None:
        return Segment(id, found.segment.source, inline=inline, spans=found.spans)
    return Segment(
        id,
        found.segment.source,
        draft.text,
        origin=draft.origin,
        issues=draft.issues,
        inline=inline,
        spans=found.spans,
    )


def from_page(page: Page, language: str) -> Document:
    """An article of the store, with states and versions."""
    published = page.article.state is ArticleState.PUBLISHED
    units = (_unit(block, language, published=published) for block in page.blocks if block.block.translatable)
    return Document(original_of(page), language, tuple(unit for unit in units if unit.segments))


def original_of(page: Page) -> str:
    """``"12/harian.docx"``: the id in the store and the file's name; what identifies the article when it comes back."""
    return f"{page.article.id}/{page.article.name}"


def _unit(row: BlockRow, language: str, *, published: bool) -> Unit:
    block = row.block
    plain = (
        (Segment(s.key, s.source, inline=_within(block.inline, s.start, s.end), spans=s.spans), s.targets.get(language))
        for s in row.segments
    )
    return Unit(
        block.id,
        block.kind.value,
        tuple(_stored(segment, target, published=published) if target else segment for segment, target in plain),
    )


def _stored(segment: Segment, target: TargetRow, *, published: bool) -> Segment:
    return replace(
        segment,
        target=target.text,
        progress=_progress(target, published=published),
        version=target.version,
        origin=target.origin,
        issues=tuple(stored.issue for stored in target.open_issues),
    )


def _progress(target: TargetRow, *, published: bool) -> Progress:
    if not target.text.strip() or target.state not in (State.EDITED, State.APPROVED):
        return Progress.INITIAL
    if target.state is State.EDITED:
        return Progress.TRANSLATED
    return Progress.FINAL if published else Progress.REVIEWED


def _within(inline: Iterable[Inline], start: int, end: int) -> tuple[Inline, ...]:
    """The markup of a block that touches a segment, in characters of the segment."""
    return tuple(
        Inline(max(i.start, start) - start, min(i.end, end) - start, i.open, i.close)
        for i in inline
        if (i.start < end and start < i.end) or (i.start == i.end and start <= i.start < end)
    )
