"""The article as data: ordered blocks, each cut into segments.

Everything is frozen; every step of the pipeline returns a new article. For plain text and Markdown the parts put
together again give the document back byte for byte (see :meth:`Article.assemble`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum


class Format(StrEnum):
    """Document formats that are read and written."""

    TXT = "txt"
    MARKDOWN = "md"
    HTML = "html"
    DOCX = "docx"


class Kind(StrEnum):
    """What a block is in the article."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    QUOTE = "quote"
    CAPTION = "caption"
    TABLE_CELL = "table-cell"
    NOTE = "note"
    """A footnote or endnote."""
    MARGIN = "margin"
    """A page's header or footer; other formats have no place for it."""
    VERBATIM = "verbatim"
    """Never translated: code, front matter, rules, embedded markup."""


@dataclass(frozen=True, slots=True)
class Inline:
    """Inline markup around ``text[start:end]`` of a block, kept beside the text.

    ``open`` and ``close`` are the exact source forms: ``**`` and ``**``, ``[`` and ``](https://…)``,
    ``<em class="x">`` and ``</em>``.
    """

    start: int
    end: int
    open: str
    close: str


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence (or title, or list item): ``block.text[start:end]``, without outer white space."""

    id: str
    source: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph-like unit.

    ``before``: raw text between the previous block and this one (line breaks, mostly).
    ``marker``: what introduces the block and belongs to its kind: ``"• "``, ``"1. "``, ``"## "``, ``"> "``.
    ``dateline``: the raw dateline that opens the text (``"KOTA BEKASI – "``), not part of ``text``; else empty.
    ``text``: the visible text, inline markup taken off into ``inline``.
    ``raw``: the exact source form of ``text`` where it differs (escapes, entities, inline markup); else empty.
    ``level``: 1–6 for headings, nesting depth from 1 for list items, else 0.
    ``dropped``: True for clutter, which is kept here and can be restored; ``reason`` names the rule or is empty.
    """

    id: str
    kind: Kind
    text: str
    before: str = ""
    marker: str = ""
    dateline: str = ""
    raw: str = ""
    level: int = 0
    inline: tuple[Inline, ...] = ()
    dropped: bool = False
    reason: str = ""
    segments: tuple[Segment, ...] = ()

    @property
    def source(self) -> str:
        """The block as it stands in the document, without ``before``."""
        return self.marker + self.dateline + (self.raw or self.text)

    @property
    def translatable(self) -> bool:
        """Whether the block goes through translation."""
        return not self.dropped and self.kind is not Kind.VERBATIM and bool(self.text.strip())


@dataclass(frozen=True, slots=True)
class Article:
    """A document as read: blocks in order, and what is needed to write it back.

    ``published``: the day the article is dated, taken from its clutter or text; None when it does not say.
    ``notes``: what the reader had to decide (``"read as cp1252"``), for the user.
    ``document``: the html page (in UTF-8) or docx file it was read from, into which its texts can be written back;
    empty for txt and md, whose blocks hold all of it, and where it is not kept.
    """

    blocks: tuple[Block, ...]
    format: Format = Format.TXT
    tail: str = ""
    published: date | None = None
    notes: tuple[str, ...] = ()
    document: bytes = field(default=b"", repr=False, compare=False)

    @property
    def kept(self) -> tuple[Block, ...]:
        """Blocks that are not dropped."""
        return tuple(b for b in self.blocks if not b.dropped)

    @property
    def title(self) -> str:
        """Text of the title block, or an empty string."""
        return next((b.text for b in self.kept if b.kind is Kind.TITLE), "")

    @property
    def segments(self) -> tuple[Segment, ...]:
        """All segments of translatable blocks, in reading order."""
        return tuple(s for b in self.blocks if b.translatable for s in b.segments)

    def assemble(self) -> str:
        """The document text from its parts; equals the input for txt and md."""
        return "".join(b.before + b.source for b in self.blocks) + self.tail

    def restore(self, block_id: str) -> Article:
        """The same article with one dropped block kept again."""
        return self._with(block_id, dropped=False, reason="")

    def drop(self, block_id: str, reason: str = "editor") -> Article:
        """The same article with one block marked as clutter."""
        return self._with(block_id, dropped=True, reason=reason)

    def _with(self, block_id: str, *, dropped: bool, reason: str) -> Article:
        blocks = (replace(b, dropped=dropped, reason=reason) if b.id == block_id else b for b in self.blocks)
        return replace(self, blocks=tuple(blocks))
