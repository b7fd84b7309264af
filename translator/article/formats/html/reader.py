"""Elements to blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lxml import etree
from lxml.etree import _Element as Element

from translator.article.formats.common import (
    without_controls,
)
from translator.article.formats.html.page import day_of, main_of, parse, title_of
from translator.article.formats.html.source import source_of, tags_of
from translator.article.formats.html.tree import (
    BLOCKS,
    CAPTION_CLASS,
    SPACE,
    common_of,
    is_left_out,
    parent_of,
    text_of,
)
from translator.article.model import Block, Inline, Kind
from translator.limits import MAX_BLOCKS


@dataclass(frozen=True, slots=True)
class Page:
    """What was found in a page. ``published``: the day in its metadata, else None."""

    blocks: tuple[Block, ...]
    published: date | None


def read(text: str, where: str) -> Page:
    """The main article of a page, its blocks without ids. No blocks when the page shows no text.

    Raises:
        InputError: elements are nested so deep that the parser gives up (255), or one has thousands of attributes.
    """
    root = parse(text, where)
    if root is None:
        return Page((), None)
    main = main_of(root)
    return Page(tuple(block for block, _ in placed_blocks(root, main)), day_of(root, main))


def placed_blocks(root: Element, main: Element) -> list[tuple[Block, _Trace | None]]:
    """The blocks of the page and their places; its title is a heading that the page repeats, or new."""
    placed = _Builder().build(main)
    if any(block.kind is Kind.TITLE for block, _ in placed):
        return placed
    title, heading = title_of(root)
    if not title:
        return placed
    for i, (block, trace) in enumerate(placed):
        if block.kind is Kind.HEADING and len(block.text) >= 10 and title.startswith(block.text):
            return [*placed[:i], (replace(block, kind=Kind.TITLE, level=1), trace), *placed[i + 1 :]]
    built = _Builder().build(heading)[:1] if heading is not None else []
    first = [(replace(block, kind=Kind.TITLE, level=1), trace) for block, trace in built]
    first = first or [(Block("", Kind.TITLE, title, level=1), None)]
    return [*first, *((replace(b, before=b.before or "\n\n"), trace) for b, trace in placed)]


@dataclass(slots=True)
class _List:
    """An open list. ``number``: of the next item; None in a bulleted list."""

    number: int | None
    letters: bool


@dataclass(frozen=True, slots=True)
class _Opened:
    """An open inline element: its entry among the markup, where it starts, whether it began in this block."""

    index: int
    start: int
    node: Element
    whole: bool


_Leave = Callable[[], None]

Slot = tuple[Element, str]
"""A place in the tree: the ``text`` of an element, its ``tail``, or the element itself (``node``)."""


_Trace = tuple[Sequence[Slot], Sequence[Element]]
"""Where a block was read: its slots, and the inline elements that were open or met."""


@dataclass(frozen=True, slots=True)
class Run:
    """Where a block stands: from the first to the last slot, all inside of ``container``.

    ``slots``: those with text, and the elements between. ``outer``: tags of the inline elements around the container.
    """

    container: Element
    slots: tuple[Slot, ...]
    outer: tuple[tuple[str, str], ...]


class _Builder:
    """Walks an article's elements and gathers blocks; text is collected until a block element begins or ends."""

    def __init__(self) -> None:
        self._blocks: list[tuple[Block, _Trace | None]] = []
        self._slots: list[Slot] = []
        self._pieces: list[str] = []
        self._length = 0
        self._space = False
        self._inline: list[Inline | None] = []
        self._owners: list[Element] = []  # of each entry of _inline
        self._opened: list[_Opened] = []
        self._kinds: list[tuple[Kind, int]] = [(Kind.PARAGRAPH, 0)]
        self._lists: list[_List] = []
        self._marker = ""
        self._row_lead = ""
        self._column = self._last_column = 0
        self._titled = False

    def build(self, main: Element) -> list[tuple[Block, _Trace | None]]:
        """The element's blocks and their places, in order. Not recursive: pages may be nested to any depth."""
        leave: list[_Leave] = []
        walker = etree.iterwalk(main, events=("start", "end", "comment", "pi"))
        for event, node in walker:
            if len(self._blocks) > MAX_BLOCKS:
                break  # whoever numbers the blocks refuses them
            if event == "end":
                leave.pop()()
                self._add_tail(node, main)
            elif event != "start":
                self._opaque(node)
                self._add_tail(node, main)
            elif node.tag == "pre":
                leave.append(self._verbatim(node))
                walker.skip_subtree()
            elif is_left_out(node) or _is_note_mark(node):
                self._opaque(node)
                leave.append(_nothing)
                walker.skip_subtree()
            else:
                leave.append(self._enter(str(node.tag), node))
                self._add(node.text, (node, "text"))
        self._flush()
        return [(replace(b, before="" if n == 0 else b.before), trace) for n, (b, trace) in enumerate(self._blocks)]

    def _add_tail(self, node: Element, main: Element) -> None:
        if node is not main:
            self._add(node.tail, (node, "tail"))

    def _enter(self, name: str, node: Element) -> _Leave:
        """Begin an element; the result ends it."""
        if name == "br":
            self._break(node)
            return _nothing
        if name not in BLOCKS:
            return self._enter_inline(name, node)
        self._flush()
        depth = len(self._kinds)
        self._enter_block(name, node)
        return lambda: self._leave_block(name, depth)

    def _leave_block(self, name: str, depth: int) -> None:
        self._flush()
        del self._kinds[depth:]
        if name in ("ul", "ol"):
            self._lists.pop()
        elif name == "li":
            self._marker = ""

    def _enter_block(self, name: str, node: Element) -> None:
        if len(name) == 2 and name[0] == "h" and name[1].isdigit():
            title = name == "h1" and not self._titled
            self._kinds.append((Kind.TITLE if title else Kind.HEADING, int(name[1])))
        elif name in ("ul", "ol"):
            self._lists.append(_List(_number(node.get("start"), 1) if name == "ol" else None, node.get("type") == "a"))
        elif name == "li":
            self._item(node)
        elif name == "blockquote":
            self._kinds.append((Kind.QUOTE, 0))
        elif name in ("figcaption", "caption") or CAPTION_CLASS.search(node.get("class", "")):
            self._kinds.append((Kind.CAPTION, 0))
        elif name in ("table", "tr", "td", "th"):
            self._table_part(name, node)

    def _table_part(self, name: str, node: Element) -> None:
        if name == "table":
            self._row_lead = "\n\n"
        elif name == "tr":
            self._row_lead = self._row_lead or "\n"
            self._column = self._last_column = -1
        else:
            self._column += 1
            # A cell with several paragraphs is a page laid out by a table.
            if len(node.findall("p")) < 2:
                self._kinds.append((Kind.TABLE_CELL, 0))

    def _item(self, node: Element) -> None:
        current = self._lists[-1] if self._lists else _List(None, False)
        if current.number is None:
            self._marker = "• "
        else:
            number = _number(node.get("value"), current.number)
            letter = current.letters and 1 <= number <= 26
            self._marker = (chr(ord("a") + number - 1) if letter else str(number)) + ". "
            current.number = number + 1
        self._kinds.append((Kind.LIST_ITEM, max(1, len(self._lists))))

    def _break(self, node: Element) -> None:
        """One ``<br>`` is white space; the second of two in a row ends the block."""
        before = node.getprevious()
        if before is not None and before.tag == "br" and not (before.tail or "").strip():
            self._flush()
        elif self._pieces:
            self._inline.append(Inline(self._length, self._length, source_of(node), ""))
            self._owners.append(node)
            self._slots.append((node, "node"))
            self._space = True

    def _verbatim(self, node: Element) -> _Leave:
        self._flush()
        text = without_controls(text_of(node)).strip("\r\n")
        if text.strip() and not is_left_out(node):
            self._append(Block("", Kind.VERBATIM, text), None)
        return _nothing

    def _enter_inline(self, name: str, node: Element) -> _Leave:
        if name == "q":
            self._add("“", (node, "node"))
            return lambda: self._add("”", (node, "node"))
        self._settle_space()
        self._opened.append(_Opened(len(self._inline), self._length, node, whole=True))
        self._inline.append(None)
        self._owners.append(node)
        return self._close

    def _opaque(self, node: Element) -> None:
        """An element that is not read, kept whole if it stands between words."""
        self._settle_space()
        self._inline.append(Inline(self._length, self._length, source_of(node), ""))
        self._owners.append(node)
        self._slots.append((node, "node"))

    # Text and its markup

    def _add(self, text: str | None, slot: Slot) -> None:
        if text and text.strip():
            self._slots.append(slot)
        for n, word in enumerate(SPACE.split(without_controls(text)) if text else ()):
            self._space = self._space or n > 0
            if word:
                self._settle_space()
                self._pieces.append(word)
                self._length += len(word)

    def _settle_space(self) -> None:
        if self._space and self._pieces and self._pieces[-1] != " ":
            self._pieces.append(" ")
            self._length += 1
        self._space = False

    def _close(self) -> None:
        last = self._opened.pop()
        if last.whole and last.start == self._length:
            # A picture, an icon, an anchor: one thing with all that it holds.
            del self._inline[last.index :], self._owners[last.index :]
            self._opaque(last.node)
        else:
            self._inline[last.index] = Inline(last.start, self._length, *tags_of(last.node))

    def _flush(self) -> None:
        """End the block; markup that is open goes on in the next one."""
        text = "".join(self._pieces)
        opened = [o.node for o in self._opened]
        for o in self._opened:
            self._inline[o.index] = Inline(o.start, self._length, *tags_of(o.node))
        inline = [i for i in self._inline if i]
        slots, owners = self._slots, self._owners
        self._pieces, self._length, self._space, self._slots = [], 0, False, []
        self._inline = [None] * len(opened)
        self._owners = list(opened)
        self._opened = [_Opened(n, 0, node, whole=False) for n, node in enumerate(opened)]
        if text.strip():
            self._append(self._finished(text, inline), (slots, owners))

    def _finished(self, text: str, inline: Sequence[Inline]) -> Block:
        stripped = text.strip()
        shift = len(text) - len(text.lstrip())
        length = len(stripped)
        moved = inline if len(text) == length else [_moved(i, shift, length) for i in inline]
        kept = tuple(i for i in moved if i.start < i.end or not i.close)
        kind, level = self._kinds[-1]
        if kind is not Kind.LIST_ITEM:
            self._titled = self._titled or kind is Kind.TITLE
            return Block("", kind, stripped, level=level, inline=kept)
        if not self._marker:  # a further paragraph of the item
            return Block("", Kind.PARAGRAPH, stripped, inline=kept)
        marker, self._marker = self._marker, ""
        return Block("", kind, stripped, marker=marker, level=level, inline=kept)

    def _append(self, block: Block, trace: _Trace | None) -> None:
        previous = self._blocks[-1][0].kind if self._blocks else None
        before = "\n\n"
        if block.kind is Kind.TABLE_CELL:
            before = self._cell_lead()
        elif block.kind is Kind.LIST_ITEM and previous is Kind.LIST_ITEM:
            before = "\n"
        self._blocks.append((replace(block, before=before), trace))

    def _cell_lead(self) -> str:
        """Line breaks before the first cell of a row, then a tab for each column since the cell before."""
        steps = self._column if self._row_lead else max(1, self._column - self._last_column)
        lead = self._row_lead + "\t" * steps
        self._row_lead, self._last_column = "", self._column
        return lead


def _moved(inline: Inline, shift: int, length: int) -> Inline:
    """Markup of a text without the white space in front of it and behind it."""
    start, end = (min(length, max(0, place - shift)) for place in (inline.start, inline.end))
    return replace(inline, start=start, end=end)


def _nothing() -> None:
    """Ends an element that needs no ending."""


def _number(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,6}", text) else default


_NOTE_MARK = re.compile(r"\s*[\[(]?(?:\d{1,3}|[a-z*†‡§]{1,3})[\])]?\s*")


def _is_note_mark(node: Element) -> bool:
    """Whether an element is the mark of a footnote: a raised link, by a number or sign, to a place in the page."""
    link = node.find(".//a") if node.tag == "sup" else None
    return link is not None and link.get("href", "").startswith("#") and bool(_NOTE_MARK.fullmatch(text_of(node)))


def run_of(slots: Sequence[Slot], owners: Sequence[Element]) -> Run:
    """The stretch of the tree from the first to the last slot."""
    hosts = [node if part == "text" else parent_of(node) for node, part in slots]
    container = common_of(hosts)
    around = {container, *container.iterancestors()}
    return Run(container, tuple(slots), tuple(tags_of(node) for node in owners if node in around))
