"""Blocks back into their page."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from lxml import etree
from lxml.etree import _Element as Element

from translator.article.clean.parts import dateline_end
from translator.article.formats.common import (
    exact,
    marked_up,
    visible,
)
from translator.article.formats.html.new import escaped
from translator.article.formats.html.page import main_of, parse
from translator.article.formats.html.reader import Run, Slot, placed_blocks, run_of
from translator.article.formats.html.source import source_of
from translator.article.formats.html.tree import BLOCKS, LEFT_OUT, parent_of, text_of, words_of
from translator.article.model import Block, Inline, Kind


def write_into(source: str, blocks: Iterable[Block], *, language: str, where: str = "") -> str:
    """The page ``source`` with the texts of ``blocks`` in place of its own; all else stays as it is.

    ``blocks``: those of :func:`.read`, by their ids, with other texts and markup. Dropped blocks are taken out, with
    the elements that they leave empty. The page's language is set, its title too where that repeats the headline.

    Raises:
        InputError: as :func:`.read`.
    """
    root = parse(source, where)
    if root is None:
        return source
    # All places are taken down before the first changes.
    placed = [(block, run_of(*trace) if trace else None) for block, trace in placed_blocks(root, main_of(root))]
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


def _put(run: Run, old: Block, new: Block) -> None:
    if new.dropped:
        _replace(run, "", ())
        _prune(run.container)
        return
    prefix = new.marker.removeprefix(old.marker) if new.kind is Kind.LIST_ITEM else ""
    text, inline = visible(new)
    if prefix + text == old.text and set(inline) == set(old.inline):
        return
    inner = [*_dateline_markup(old, new), *_without(inline, run.outer)]
    content = escaped(prefix) + marked_up(text, inner, exact, lambda words, active: escaped(words))
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


def _replace(run: Run, text: str, nodes: Sequence[Element]) -> None:
    """Text and nodes in place of all that stands in the run."""
    first, last = _side(run, run.slots[0]), _side(run, run.slots[-1])
    children = list(run.container)
    start, stop = _index(children, first, after=first[1] == "tail"), _index(children, last, after=True)
    removed = children[start:stop]
    if any(node.tag in BLOCKS for node in removed):
        _replace_text(run, "".join((text, *(text_of(node) + (node.tail or "") for node in nodes))))
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


def _side(run: Run, slot: Slot) -> tuple[Element, str]:
    """The child of the container that a slot lies in (``node``), its tail, or the container's own text."""
    node, part = slot
    if node is run.container:
        return node, "text"
    if part == "tail" and node.getparent() is run.container:
        return slot
    while node.getparent() is not run.container:
        node = parent_of(node)
    return node, "node"


def _index(children: Sequence[Element], side: tuple[Element, str], *, after: bool) -> int:
    return 0 if side[1] == "text" else children.index(side[0]) + after


def _replace_text(run: Run, text: str) -> None:
    """Where inline elements hold blocks besides: the text alone, in the run's first slot with text."""
    for node, part in run.slots:
        if part != "node":
            setattr(node, part, text)
            text = ""


def _prune(node: Element) -> None:
    """Take out an element that is left without anything to show, and those around it that are."""
    while node.tag not in ("td", "th", "body", "html") and (parent := node.getparent()) is not None:
        if text_of(node).strip() or any(child.tag in _SHOWN for child in node.iter()):
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


_SHOWN = LEFT_OUT | {"img", "picture", "hr", "input"}


def _is_article(node: Element) -> bool:
    return node.tag in ("article", "main") or node.get("itemprop") == "articleBody" or node.get("role") == "main"


def _retitle(root: Element, old: str, new: str) -> None:
    """The headline where the page's head repeats it."""
    for node in root.iter("title"):
        if node.text and old in (words := words_of(node)):
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
    before = [source_of(node) for node in reversed(list(root.itersiblings(preceding=True)))]
    after = [source_of(node) for node in root.itersiblings()]
    if re.search(r"<(?:html|head|body)\b", source, re.IGNORECASE):
        doctype = _DOCTYPE.match(source)
        parts = [*([doctype[1]] if doctype else []), *before, source_of(root), *after]
    else:
        inner = "".join(f"{html.escape(part.text or '', quote=False)}{_children(part)}" for part in root)
        parts = [*before, inner.rstrip("\n"), *after]
    return "\n".join(parts) + ("\n" if source.endswith("\n") else "")


def _children(node: Element) -> str:
    return "".join(source_of(child) + html.escape(child.tail or "", quote=False) for child in node)
