"""A page as a whole: parsed, its main article found, its title and its day."""

from __future__ import annotations

import re
from datetime import date

from lxml import etree
from lxml.etree import _Element as Element

from translator.article.formats.html.tree import elements_of, is_left_out, words_of
from translator.errors import InputError

_MAIN = (
    "//*[@itemprop='articleBody']",
    "//article",
    "//main | //*[@role='main']",
)
_TEXT_HOLDERS = frozenset(("p", "blockquote", "li", "td", "pre"))


def parse(text: str, where: str) -> Element | None:
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


def main_of(root: Element) -> Element:
    """The element that holds the article.

    An element that says so, when it holds at least a third of the page's paragraph text; else the lowest element that
    holds two thirds of it.
    """
    body = root.find("body")
    body = root if body is None else body
    weights = _weights(body)
    total = weights.get(body, 0)
    for path in _MAIN:
        found = elements_of(root.xpath(path))
        best = max(found, key=lambda node: weights.get(node, 0), default=None)
        if best is not None and 3 * weights.get(best, 0) >= total and best in weights:
            return best
    return _densest(body, weights) if total else body


def _weights(body: Element) -> dict[Element, int]:
    """Characters of paragraphs, quotes, list items and cells, without their links, under each element that is shown."""
    weights: dict[Element, int] = {}
    depth = 0  # of open elements whose text counts
    walker = etree.iterwalk(body, events=("start", "end"))
    for event, node in walker:
        if event == "start":
            depth += node.tag in _TEXT_HOLDERS
            if is_left_out(node) or node.tag == "a":
                walker.skip_subtree()
            continue
        if not is_left_out(node) and node.tag != "a":
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


def title_of(root: Element) -> tuple[str, Element | None]:
    """The page's headline where the article has none, with its element if it is a heading.

    The first h1; else the first heading that is a part of the page's title (``Site: Headline``, as on Blogger, where it
    is an h3); else ``og:title`` or the title.
    """
    named = _meta(root, "og:title") or next((words_of(node) for node in root.iter("title") if words_of(node)), "")
    for tags in (("h1",), ("h2", "h3")):
        for heading in root.iter(*tags):
            shown = not any(is_left_out(node) for node in (heading, *heading.iterancestors()))
            if shown and (text := words_of(heading)) and (tags == ("h1",) or (" " in text and named.endswith(text))):
                return text, heading
    return named, None


def _meta(root: Element, *names: str) -> str:
    for node in root.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop") or ""
        if name in names and (content := node.get("content", "").strip()):
            return content
    return ""


_LD_DATE = re.compile(r'"datePublished"\s*:\s*"(\d{4}-\d\d-\d\d)')


def day_of(root: Element, main: Element) -> date | None:
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
