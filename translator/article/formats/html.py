"""HTML pages: the main article of a page to blocks, blocks to a new page, and blocks back into their page.

Nothing is fetched and nothing is run. White space is collapsed as a browser does it; hidden elements, scripts, menus,
forms and side columns are left out. Inline elements are kept as they stand, attributes and all, and so are pictures,
comments and scripts between words (markup that covers nothing). Only :func:`write_into` gives them back, into their own
page; other documents get the meaning of inline markup alone (:func:`translator.article.formats.common.markup`), so that
a page's scripts and styles cannot travel.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lxml import etree
from lxml.etree import _Element as Element

from translator.article.clean.parts import dateline_end
from translator.article.formats.common import (
    Mark,
    exact,
    groups,
    marked_up,
    markup,
    number_of,
    rows_of,
    tag,
    visible,
    without_controls,
)
from translator.article.model import Block, Inline, Kind
from translator.errors import InputError
from translator.limits import MAX_BLOCKS

# fmt: off
_LEFT_OUT = frozenset({
    "script", "style", "noscript", "template", "nav", "footer", "aside", "form", "button", "select", "textarea",
    "input", "head", "svg", "math", "iframe", "object", "embed", "audio", "video", "canvas", "dialog", "menu", "map",
})
_BLOCKS = frozenset({
    "html", "body", "main", "article", "section", "div", "header", "address", "details", "summary", "center",
    "fieldset", "h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "hr", "blockquote", "figure", "figcaption",
    "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th",
})
# fmt: on
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CAPTION_CLASS = re.compile(r"\bwp-caption-text\b|\bphoto-?caption\b|\bimage-?caption\b|\bfoto-?caption\b")
_MAIN = (
    "//*[@itemprop='articleBody']",
    "//article",
    "//main | //*[@role='main']",
)
_TEXT_HOLDERS = frozenset(("p", "blockquote", "li", "td", "pre"))
_SPACE = re.compile(r"[ \t\r\n\f]+")


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
    root = _parsed(text, where)
    if root is None:
        return Page((), None)
    main = _main(root)
    return Page(tuple(block for block, _ in _placed_blocks(root, main)), _published(root, main))


def _parsed(text: str, where: str) -> Element | None:
    """The page's root element; None when it is empty."""
    if any(_attributes(tag) > _MOST_ATTRIBUTES for tag in _LONG_TAG.findall(text)):
        raise InputError("An element with thousands of attributes.", where=where, mend="Save the article as text.")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        return None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise InputError("Elements nested too deep.", where=where, mend="Save the article as text.")
    return root


# The parser takes the longer for each, the more of them there are: hours over some hundred thousand.
_MOST_ATTRIBUTES = 10_000
_LONG_TAG = re.compile(rf"<[A-Za-z][^<>]{{{2 * _MOST_ATTRIBUTES},}}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def _attributes(tag: str) -> int:
    """About how many attributes a start tag has."""
    return len(_QUOTED.sub('""', tag).split()) - 1


def _placed_blocks(root: Element, main: Element) -> list[tuple[Block, _Trace | None]]:
    """The blocks of the page and their places; its title is a heading that the page repeats, or new."""
    placed = _Builder().build(main)
    if any(block.kind is Kind.TITLE for block, _ in placed):
        return placed
    title, heading = _title(root)
    if not title:
        return placed
    for i, (block, trace) in enumerate(placed):
        if block.kind is Kind.HEADING and len(block.text) >= 10 and title.startswith(block.text):
            return [*placed[:i], (replace(block, kind=Kind.TITLE, level=1), trace), *placed[i + 1 :]]
    built = _Builder().build(heading)[:1] if heading is not None else []
    first = [(replace(block, kind=Kind.TITLE, level=1), trace) for block, trace in built]
    first = first or [(Block("", Kind.TITLE, title, level=1), None)]
    return [*first, *((replace(b, before=b.before or "\n\n"), trace) for b, trace in placed)]


# The main article ----------------------------------------------------------------------------------------------


def _is_left_out(node: Element) -> bool:
    if not isinstance(node.tag, str) or node.tag in _LEFT_OUT:
        return True
    if "hidden" in node.attrib or node.get("aria-hidden") == "true":
        return True
    return _HIDDEN_STYLE.search(node.get("style", "")) is not None


def _main(root: Element) -> Element:
    """The element that holds the article.

    An element that says so, when it holds at least a third of the page's paragraph text; else the lowest element that
    holds two thirds of it.
    """
    body = root.find("body")
    body = root if body is None else body
    weights = _weights(body)
    total = weights.get(body, 0)
    for path in _MAIN:
        found = _elements(root.xpath(path))
        best = max(found, key=lambda node: weights.get(node, 0), default=None)
        if best is not None and 3 * weights.get(best, 0) >= total and best in weights:
            return best
    return _densest(body, weights) if total else body


def _elements(found: object) -> list[Element]:
    return [node for node in found if isinstance(node, etree._Element)] if isinstance(found, list) else []


def _weights(body: Element) -> dict[Element, int]:
    """Characters of paragraphs, quotes, list items and cells, without their links, under each element that is shown."""
    weights: dict[Element, int] = {}
    depth = 0  # of open elements whose text counts
    walker = etree.iterwalk(body, events=("start", "end"))
    for event, node in walker:
        if event == "start":
            depth += node.tag in _TEXT_HOLDERS
            if _is_left_out(node) or node.tag == "a":
                walker.skip_subtree()
            continue
        if not _is_left_out(node) and node.tag != "a":
            own = [node.text, *(child.tail for child in node)] if depth else []
            weights[node] = sum(len(p.strip()) for p in own if p) + sum(weights.get(child, 0) for child in node)
        depth -= node.tag in _TEXT_HOLDERS
    return weights


def _densest(body: Element, weights: dict[Element, int]) -> Element:
    node = body
    while True:
        child = max(node, key=lambda c: weights.get(c, 0), default=None)
        if child is None or child.tag in _TEXT_HOLDERS or child.tag in ("ul", "ol", "tr"):
            return node
        if 3 * weights.get(child, 0) < 2 * weights[body]:
            return node
        node = child


def _title(root: Element) -> tuple[str, Element | None]:
    """The page's headline where the article has none, with its element if it is a heading.

    The first h1; else the first heading that is a part of the page's title (``Site: Headline``, as on Blogger, where it
    is an h3); else ``og:title`` or the title.
    """
    named = _meta(root, "og:title") or next((_words(node) for node in root.iter("title") if _words(node)), "")
    for tags in (("h1",), ("h2", "h3")):
        for heading in root.iter(*tags):
            shown = not any(_is_left_out(node) for node in (heading, *heading.iterancestors()))
            if shown and (text := _words(heading)) and (tags == ("h1",) or (" " in text and named.endswith(text))):
                return text, heading
    return named, None


def _words(node: Element) -> str:
    return _SPACE.sub(" ", without_controls(_text(node))).strip()


def _text(node: Element) -> str:
    """All text under an element, comments apart."""
    return str(node.xpath("string()"))


def _meta(root: Element, *names: str) -> str:
    for node in root.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop") or ""
        if name in names and (content := node.get("content", "").strip()):
            return content
    return ""


_LD_DATE = re.compile(r'"datePublished"\s*:\s*"(\d{4}-\d\d-\d\d)')


def _published(root: Element, main: Element) -> date | None:
    """The day of publication in the page's metadata, as it stands there (its own time zone)."""
    scripts = (node.text or "" for node in root.iter("script") if node.get("type") == "application/ld+json")
    stated = [
        _meta(root, "article:published_time", "datePublished", "pubdate", "publishdate", "dc.date.issued"),
        next((found[1] for text in scripts if (found := _LD_DATE.search(text))), ""),
        *(node.get("datetime", "") for node in main.iter("time")),
        *(node.get("datetime", "") for node in root.iter("time")),
    ]
    return next((day for text in stated if (day := _day(text))), None)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


# Elements to blocks --------------------------------------------------------------------------------------------


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

_Slot = tuple[Element, str]
"""A place in the tree: the ``text`` of an element, its ``tail``, or the element itself (``node``)."""


_Trace = tuple[Sequence[_Slot], Sequence[Element]]
"""Where a block was read: its slots, and the inline elements that were open or met."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Where a block stands: from the first to the last slot, all inside of ``container``.

    ``slots``: those with text, and the elements between. ``outer``: tags of the inline elements around the container.
    """

    container: Element
    slots: tuple[_Slot, ...]
    outer: tuple[tuple[str, str], ...]


class _Builder:
    """Walks an article's elements and gathers blocks; text is collected until a block element begins or ends."""

    def __init__(self) -> None:
        self._blocks: list[tuple[Block, _Trace | None]] = []
        self._slots: list[_Slot] = []
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
            elif _is_left_out(node) or _is_note_mark(node):
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
        if name not in _BLOCKS:
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
        elif name in ("figcaption", "caption") or _CAPTION_CLASS.search(node.get("class", "")):
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
            self._inline.append(Inline(self._length, self._length, _source(node), ""))
            self._owners.append(node)
            self._slots.append((node, "node"))
            self._space = True

    def _verbatim(self, node: Element) -> _Leave:
        self._flush()
        text = without_controls(_text(node)).strip("\r\n")
        if text.strip() and not _is_left_out(node):
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
        self._inline.append(Inline(self._length, self._length, _source(node), ""))
        self._owners.append(node)
        self._slots.append((node, "node"))

    # Text and its markup

    def _add(self, text: str | None, slot: _Slot) -> None:
        if text and text.strip():
            self._slots.append(slot)
        for n, word in enumerate(_SPACE.split(without_controls(text)) if text else ()):
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
            self._inline[last.index] = Inline(last.start, self._length, *_tags_of(last.node))

    def _flush(self) -> None:
        """End the block; markup that is open goes on in the next one."""
        text = "".join(self._pieces)
        opened = [o.node for o in self._opened]
        for o in self._opened:
            self._inline[o.index] = Inline(o.start, self._length, *_tags_of(o.node))
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
    return link is not None and link.get("href", "").startswith("#") and bool(_NOTE_MARK.fullmatch(_text(node)))


def _run(slots: Sequence[_Slot], owners: Sequence[Element]) -> _Run:
    """The stretch of the tree from the first to the last slot."""
    hosts = [node if part == "text" else _parent(node) for node, part in slots]
    container = _common(hosts)
    around = {container, *container.iterancestors()}
    return _Run(container, tuple(slots), tuple(_tags_of(node) for node in owners if node in around))


def _parent(node: Element) -> Element:
    parent = node.getparent()
    return node if parent is None else parent


def _common(nodes: Sequence[Element]) -> Element:
    """The lowest element that is around all of the nodes, or one of them."""
    paths = [[*reversed(list(node.iterancestors())), node] for node in dict.fromkeys(nodes)]
    shared = [level[0] for level in zip(*paths, strict=False) if all(node is level[0] for node in level)]
    return shared[-1] if shared else nodes[0]


# Trees to source -----------------------------------------------------------------------------------------------

# fmt: off
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
})
# fmt: on
# Attributes that the parser fills with their own name.
_FLAGS = frozenset(
    ("checked", "compact", "declare", "defer", "disabled", "ismap", "multiple", "nowrap", "readonly", "selected")
)
_RAW_TEXT = frozenset(("script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext"))


def _source(node: Element) -> str:
    """An element as HTML, without its tail. lxml's own serializer would rewrite addresses."""
    if not isinstance(node.tag, str):
        return _remark(node)
    out: list[str] = []
    for event, item in etree.iterwalk(node, events=("start", "end", "comment", "pi")):
        if event == "start":
            text = item.text or ""
            out += [_tags_of(item)[0], text if item.tag in _RAW_TEXT else html.escape(text, quote=False)]
        elif event == "end":
            out.append(_tags_of(item)[1])
        else:
            out.append(_remark(item))
        if event != "start" and item is not node and item.tail:
            out.append(html.escape(item.tail, quote=False))
    return "".join(out)


def _remark(node: Element) -> str:
    """A comment or processing instruction."""
    text = str(node.text or "")
    return f"<!--{text}-->" if isinstance(node, etree._Comment) else f"<?{text}>"


def _tags_of(node: Element) -> tuple[str, str]:
    attributes = "".join(_attribute(str(name), str(value)) for name, value in node.attrib.items())
    return f"<{node.tag}{attributes}>", "" if node.tag in _VOID else f"</{node.tag}>"


def _attribute(name: str, value: str) -> str:
    if (value == name and name in _FLAGS) or (not value and name != "alt"):
        return f" {name}"
    return f' {name}="{html.escape(value)}"'


# Writing into the page -----------------------------------------------------------------------------------------


def write_into(source: str, blocks: Iterable[Block], *, language: str, where: str = "") -> str:
    """The page ``source`` with the texts of ``blocks`` in place of its own; all else stays as it is.

    ``blocks``: those of :func:`read`, by their ids, with other texts and markup. Dropped blocks are taken out, with the
    elements that they leave empty. The page's language is set, its title too where that repeats the headline.

    Raises:
        InputError: as :func:`read`.
    """
    root = _parsed(source, where)
    if root is None:
        return source
    # All places are taken down before the first changes.
    placed = [(block, _run(*trace) if trace else None) for block, trace in _placed_blocks(root, _main(root))]
    wanted = {block.id: block for block in blocks}
    for n, (old, run) in enumerate(placed, 1):
        new = wanted.get(f"b{n}")
        if new is None or new.kind is Kind.VERBATIM:
            continue
        if old.kind is Kind.TITLE and not new.dropped:
            _retitle(root, old.text, new.text)
        if run is not None:
            _put(run, old, new)
    _set_language(root, language)
    return _page_source(root, source)


def _put(run: _Run, old: Block, new: Block) -> None:
    if new.dropped:
        _replace(run, "", ())
        _prune(run.container)
        return
    prefix = new.marker.removeprefix(old.marker) if new.kind is Kind.LIST_ITEM else ""
    text, inline = visible(new)
    if prefix + text == old.text and set(inline) == set(old.inline):
        return
    inner = [*_dateline_markup(old, new), *_without(inline, run.outer)]
    content = _escape(prefix) + marked_up(text, inner, exact, lambda words, active: _escape(words))
    _replace(run, *_fragment(content))


def _dateline_markup(old: Block, new: Block) -> Iterator[Inline]:
    """Markup of the source's dateline, which cleaning leaves out of the block, around the place names of the target."""
    cut = dateline_end(old.text) if new.dateline else 0
    place = re.match(r"\W*(\w.*\w|\w)", new.dateline)
    for item in old.inline:
        if place and item.start < item.end <= cut:
            yield replace(item, start=place.start(1), end=place.end(1))


def _without(inline: Iterable[Inline], outer: Sequence[tuple[str, str]]) -> Iterator[Inline]:
    """The markup but that of elements around the block, which stay where they are."""
    left = list(outer)
    for item in inline:
        if (item.open, item.close) in left:
            left.remove((item.open, item.close))
        else:
            yield item


def _fragment(content: str) -> tuple[str, Sequence[Element]]:
    """HTML of inline elements as its leading text and nodes."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    root = etree.fromstring(f"<html><body><div>{content}</div></body></html>".encode(), parser)
    holder = next(root.iter("div"))
    return holder.text or "", list(holder)


def _replace(run: _Run, text: str, nodes: Sequence[Element]) -> None:
    """Text and nodes in place of all that stands in the run."""
    first, last = _side(run, run.slots[0]), _side(run, run.slots[-1])
    children = list(run.container)
    start, stop = _index(children, first, after=first[1] == "tail"), _index(children, last, after=True)
    removed = children[start:stop]
    if any(node.tag in _BLOCKS for node in removed):
        _replace_text(run, "".join((text, *(_text(node) + (node.tail or "") for node in nodes))))
        return
    rest = (removed[-1].tail or "") if removed and last[1] == "node" else ""
    before = children[start - 1] if start else None
    lead = "" if first[1] != "node" else ((before.tail if before is not None else run.container.text) or "")
    for node in removed:
        run.container.remove(node)
    if before is None:
        run.container.text = lead + text
    else:
        before.tail = lead + text
    for n, node in enumerate(nodes):
        run.container.insert(start + n, node)
    if not rest:
        return
    if nodes:
        nodes[-1].tail = (nodes[-1].tail or "") + rest
    elif before is None:
        run.container.text = (run.container.text or "") + rest
    else:
        before.tail = (before.tail or "") + rest


def _side(run: _Run, slot: _Slot) -> tuple[Element, str]:
    """The child of the container that a slot lies in (``node``), its tail, or the container's own text."""
    node, part = slot
    if node is run.container:
        return node, "text"
    if part == "tail" and node.getparent() is run.container:
        return slot
    while node.getparent() is not run.container:
        node = _parent(node)
    return node, "node"


def _index(children: Sequence[Element], side: tuple[Element, str], *, after: bool) -> int:
    return 0 if side[1] == "text" else children.index(side[0]) + after


def _replace_text(run: _Run, text: str) -> None:
    """Where inline elements hold blocks besides: the text alone, in the run's first slot with text."""
    for node, part in run.slots:
        if part != "node":
            setattr(node, part, text)
            text = ""


def _prune(node: Element) -> None:
    """Take out an element that is left without anything to show, and those around it that are."""
    while node.tag not in ("td", "th", "body", "html") and (parent := node.getparent()) is not None:
        if _text(node).strip() or any(child.tag in _SHOWN for child in node.iter()):
            return
        if _is_article(node):
            return
        previous = node.getprevious()
        tail = node.tail or ""
        if previous is not None:
            previous.tail = (previous.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
        parent.remove(node)
        node = parent


_SHOWN = _LEFT_OUT | {"img", "picture", "hr", "input"}


def _is_article(node: Element) -> bool:
    return node.tag in ("article", "main") or node.get("itemprop") == "articleBody" or node.get("role") == "main"


def _retitle(root: Element, old: str, new: str) -> None:
    """The headline where the page's head repeats it."""
    for node in root.iter("title"):
        if node.text and old in (words := _words(node)):
            node.text = words.replace(old, new)
    for node in root.iter("meta"):
        name = node.get("property") or node.get("name") or ""
        if name in ("og:title", "twitter:title") and old in (content := node.get("content", "")):
            node.set("content", content.replace(old, new))


def _set_language(root: Element, language: str) -> None:
    """``lang`` and ``dir`` of the page, and ``lang`` wherever it said Indonesian; UTF-8 as its encoding."""
    root.set("lang", language)
    root.set("dir", "ltr")
    for node in root.iter(etree.Element):
        for name in ("lang", "xml:lang"):
            if node.get(name, "").lower().split("-")[0].split("_")[0] in ("id", "in"):
                node.set(name, language)
        if node.tag == "meta" and "charset" in node.attrib:
            node.set("charset", "utf-8")
        elif node.tag == "meta" and "charset=" in node.get("content", "").lower():
            node.set("content", "text/html; charset=utf-8")


_DOCTYPE = re.compile(r"\s*(?:<!--.*?-->\s*)*(<!doctype[^>]*>)", re.IGNORECASE | re.DOTALL)


def _page_source(root: Element, source: str) -> str:
    """The page; of a part of a page (no ``html`` element) that part."""
    before = [_source(node) for node in reversed(list(root.itersiblings(preceding=True)))]
    after = [_source(node) for node in root.itersiblings()]
    if re.search(r"<(?:html|head|body)\b", source, re.IGNORECASE):
        doctype = _DOCTYPE.match(source)
        parts = [*([doctype[1]] if doctype else []), *before, _source(root), *after]
    else:
        inner = "".join(f"{html.escape(part.text or '', quote=False)}{_children(part)}" for part in root)
        parts = [*before, inner.rstrip("\n"), *after]
    return "\n".join(parts) + ("\n" if source.endswith("\n") else "")


def _children(node: Element) -> str:
    return "".join(_source(child) + html.escape(child.tail or "", quote=False) for child in node)


# Writing a new page --------------------------------------------------------------------------------------------


def write(blocks: Sequence[Block], *, language: str, title: str, published: date | None) -> str:
    """A complete page: one ``article`` element, its text escaped, no styles and no scripts."""
    day = f'\n<meta property="article:published_time" content="{published.isoformat()}">' if published else ""
    body = "\n".join(_written(group) for group in groups(blocks))
    return (
        f'<!doctype html>\n<html lang="{html.escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{_escape(title)}</title>{day}\n</head>\n<body>\n<article>\n{body}\n</article>\n</body>\n</html>\n"
    )


def _escape(text: str) -> str:
    return html.escape(without_controls(text), quote=False)


def _written(group: Sequence[Block]) -> str:
    if group[0].kind is Kind.LIST_ITEM:
        return _list(group)
    if group[0].kind is Kind.TABLE_CELL:
        return _table(group)
    return "\n".join(_leaf(block) for block in group)


def _leaf(block: Block) -> str:
    if block.kind is Kind.VERBATIM:
        return f"<pre>\n{_escape(block.text)}</pre>"
    name, content = _element_of(block), _content(block)
    if block.kind is Kind.QUOTE:
        return f"<blockquote><p>{content}</p></blockquote>"
    if block.kind is Kind.CAPTION:
        return f"<figure><figcaption>{content}</figcaption></figure>"
    return f"<{name}>{content}</{name}>"


def _element_of(block: Block) -> str:
    if block.kind is Kind.TITLE:
        return "h1"
    return f"h{min(6, max(1, block.level))}" if block.kind is Kind.HEADING else "p"


def _content(block: Block) -> str:
    text, inline = visible(block)
    return marked_up(text, inline, lambda i: _tags(i, text), lambda piece, active: _escape(piece))


def _tags(inline: Inline, text: str) -> tuple[str, str]:
    meaning = markup(inline)
    if meaning.kind is Mark.OTHER:
        return "", ""
    if meaning.kind is Mark.LINK and not meaning.href:
        address = text[inline.start : inline.end]
        mail = "@" in address and ":" not in address
        return tag(replace(meaning, href=("mailto:" if mail else "") + address))
    return tag(meaning)


def _list(items: Sequence[Block]) -> str:
    """Nested lists; an item deeper than its place allows comes one level below the item above."""
    out: list[str] = []
    open_lists: list[tuple[str, int]] = []  # element, number of the last item
    for item in items:
        number = number_of(item.marker)
        name = "ul" if number is None else "ol"
        depth = min(max(1, item.level), len(open_lists) + 1)
        while len(open_lists) > depth or (len(open_lists) == depth and open_lists[-1][0] != name):
            out.append(f"</li></{open_lists.pop()[0]}>")
        if len(open_lists) == depth:
            expected = open_lists[-1][1] + 1
            value = f' value="{number}"' if number not in (None, expected) else ""
            out.append(f"</li>\n<li{value}>")
        else:
            start = f' start="{number}"' if number not in (None, 1) else ""
            out.append(f"\n<{name}{start}>\n<li>")
            open_lists.append((name, 0))
        open_lists[-1] = (name, number or 0)
        out.append(_content(item))
    out.extend(f"</li></{name}>" for name, _ in reversed(open_lists))
    return "".join(out).lstrip("\n")


def _table(cells: Iterable[Block]) -> str:
    rows = ("".join(f"<td>{_content(cell) if cell else ''}</td>" for cell in row) for row in rows_of(cells))
    return "<table>\n" + "\n".join(f"<tr>{row}</tr>" for row in rows) + "\n</table>"
