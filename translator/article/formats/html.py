"""HTML pages: the main article of a page to blocks, and blocks to a page.

Nothing is fetched and nothing is run. White space is collapsed as a browser does it; hidden elements, scripts, menus,
forms and side columns are left out. Inline markup is kept as plain tags (``<strong>``, ``<a href="…">``) without
further attributes, so that a page's scripts and styles cannot travel through an article.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lxml import etree
from lxml.etree import _Element as Element

from translator.article.formats.common import (
    Mark,
    Markup,
    element,
    groups,
    is_safe,
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
        InputError: elements are nested so deep that the parser gives up (255).
    """
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        return Page((), None)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise InputError("Elements nested too deep.", where=where, mend="Save the article as text.")
    if root is None:
        return Page((), None)
    main = _main(root)
    blocks = _Builder().build(main)
    if not any(b.kind is Kind.TITLE for b in blocks) and (title := _title(root, main)):
        blocks = _titled(blocks, title)
    return Page(tuple(blocks), _published(root, main))


def _titled(blocks: list[Block], title: str) -> list[Block]:
    """The blocks with their title: the heading that the page's title repeats, else a new block."""
    for i, block in enumerate(blocks):
        if block.kind is Kind.HEADING and len(block.text) >= 10 and title.startswith(block.text):
            return [*blocks[:i], replace(block, kind=Kind.TITLE, level=1), *blocks[i + 1 :]]
    return [Block("", Kind.TITLE, title, level=1), *(replace(b, before=b.before or "\n\n") for b in blocks)]


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


def _title(root: Element, main: Element) -> str:
    """The page's headline where the article has none: its first h1, ``og:title``, or the title element."""
    for heading in root.iter("h1"):
        if not any(_is_left_out(node) for node in (heading, *heading.iterancestors())) and (text := _words(heading)):
            return text
    shared = _meta(root, "og:title")
    return shared or next((_words(node) for node in root.iter("title") if _words(node)), "")


def _words(node: Element) -> str:
    return _SPACE.sub(" ", without_controls("".join(map(str, node.itertext())))).strip()


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


_Leave = Callable[[], None]


class _Builder:
    """Walks an article's elements and gathers blocks; text is collected until a block element begins or ends."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._pieces: list[str] = []
        self._length = 0
        self._space = False
        self._inline: list[Inline | None] = []
        self._opened: list[tuple[int, int, Markup]] = []
        self._kinds: list[tuple[Kind, int]] = [(Kind.PARAGRAPH, 0)]
        self._lists: list[_List] = []
        self._marker = ""
        self._row_lead = ""
        self._column = self._last_column = 0
        self._titled = False

    def build(self, main: Element) -> list[Block]:
        """The blocks of the element, in order. Not recursive: pages may be nested to any depth."""
        leave: list[_Leave] = []
        walker = etree.iterwalk(main, events=("start", "end"))
        for event, node in walker:
            if len(self._blocks) > MAX_BLOCKS:
                break  # whoever numbers the blocks refuses them
            if event == "end":
                leave.pop()()
                self._add(node.tail if node is not main else None)
            elif _is_left_out(node) or node.tag == "pre":
                leave.append(self._verbatim(node) if node.tag == "pre" else _nothing)
                walker.skip_subtree()
            else:
                leave.append(self._enter(str(node.tag), node))
                self._add(node.text)
        self._flush()
        return [replace(b, before="" if n == 0 else b.before) for n, b in enumerate(self._blocks)]

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
        else:
            self._space = True

    def _verbatim(self, node: Element) -> _Leave:
        self._flush()
        text = without_controls("".join(map(str, node.itertext()))).strip("\r\n")
        if text.strip() and not _is_left_out(node):
            self._append(Block("", Kind.VERBATIM, text))
        return _nothing

    def _enter_inline(self, name: str, node: Element) -> _Leave:
        if name == "q":
            self._add("“")
            return lambda: self._add("”")
        meaning = _meaning(name, node)
        if meaning.kind is Mark.OTHER:
            return _nothing
        self._settle_space()
        self._opened.append((len(self._inline), self._length, meaning))
        self._inline.append(None)
        return self._close

    # Text and its markup

    def _add(self, text: str | None) -> None:
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
        index, start, meaning = self._opened.pop()
        self._inline[index] = Inline(start, self._length, *tag(meaning))

    def _flush(self) -> None:
        """End the block; markup that is open goes on in the next one."""
        text = "".join(self._pieces)
        opened = [meaning for _, _, meaning in self._opened]
        for index, start, meaning in self._opened:
            self._inline[index] = Inline(start, self._length, *tag(meaning))
        inline = [i for i in self._inline if i]
        self._pieces, self._length, self._space = [], 0, False
        self._inline = [None] * len(opened)
        self._opened = [(n, 0, meaning) for n, meaning in enumerate(opened)]
        if text.strip():
            self._append(self._finished(text, inline))

    def _finished(self, text: str, inline: Sequence[Inline]) -> Block:
        stripped = text.strip()
        shift = len(text) - len(text.lstrip())
        moved = (replace(i, start=max(0, i.start - shift), end=min(len(stripped), i.end - shift)) for i in inline)
        kept = tuple(i for i in moved if i.start < i.end)
        kind, level = self._kinds[-1]
        if kind is not Kind.LIST_ITEM:
            self._titled = self._titled or kind is Kind.TITLE
            return Block("", kind, stripped, level=level, inline=kept)
        if not self._marker:  # a further paragraph of the item
            return Block("", Kind.PARAGRAPH, stripped, inline=kept)
        marker, self._marker = self._marker, ""
        return Block("", kind, stripped, marker=marker, level=level, inline=kept)

    def _append(self, block: Block) -> None:
        previous = self._blocks[-1].kind if self._blocks else None
        before = "\n\n"
        if block.kind is Kind.TABLE_CELL:
            before = self._cell_lead()
        elif block.kind is Kind.LIST_ITEM and previous is Kind.LIST_ITEM:
            before = "\n"
        self._blocks.append(replace(block, before=before))

    def _cell_lead(self) -> str:
        """Line breaks before the first cell of a row, then a tab for each column since the cell before."""
        steps = self._column if self._row_lead else max(1, self._column - self._last_column)
        lead = self._row_lead + "\t" * steps
        self._row_lead, self._last_column = "", self._column
        return lead


def _nothing() -> None:
    """Ends an element that needs no ending."""


def _number(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,6}", text) else default


def _meaning(name: str, node: Element) -> Markup:
    mark = element(name)
    if mark is not Mark.LINK:
        return Markup(mark)
    href = without_controls(node.get("href", "")).strip()
    return Markup(mark, href) if is_safe(href) else Markup(Mark.OTHER)


# Writing -------------------------------------------------------------------------------------------------------


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
