"""Helpers over a page's tree: what is shown, what is a block, text as a browser shows it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree
from lxml.etree import _Element as Element

from translator.article.formats.common import (
    without_controls,
)

# fmt: off
LEFT_OUT = frozenset({
    "script", "style", "noscript", "template", "nav", "footer", "aside", "form", "button", "select", "textarea",
    "input", "head", "svg", "math", "iframe", "object", "embed", "audio", "video", "canvas", "dialog", "menu", "map",
})
BLOCKS = frozenset({
    "html", "body", "main", "article", "section", "div", "header", "address", "details", "summary", "center",
    "fieldset", "h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "hr", "blockquote", "figure", "figcaption",
    "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th",
})
# fmt: on
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
CAPTION_CLASS = re.compile(r"\bwp-caption-text\b|\bphoto-?caption\b|\bimage-?caption\b|\bfoto-?caption\b")
SPACE = re.compile(r"[ \t\r\n\f]+")


def is_left_out(node: Element) -> bool:
    """Whether an element is hidden, or of a kind that never belongs to an article."""
    if not isinstance(node.tag, str) or node.tag in LEFT_OUT:
        return True
    if "hidden" in node.attrib or node.get("aria-hidden") == "true":
        return True
    return _HIDDEN_STYLE.search(node.get("style", "")) is not None


def elements_of(found: object) -> list[Element]:
    """The elements among what a path found."""
    return [node for node in found if isinstance(node, etree._Element)] if isinstance(found, list) else []


def words_of(node: Element) -> str:
    """The text inside an element, white space collapsed."""
    return SPACE.sub(" ", without_controls(text_of(node))).strip()


def text_of(node: Element) -> str:
    """All text under an element, comments apart."""
    return str(node.xpath("string()"))


def parent_of(node: Element) -> Element:
    """The element around another; the root itself at the top."""
    parent = node.getparent()
    return node if parent is None else parent


def common_of(nodes: Sequence[Element]) -> Element:
    """The lowest element that is around all of the nodes, or one of them."""
    paths = [[*reversed(list(node.iterancestors())), node] for node in dict.fromkeys(nodes)]
    shared = [level[0] for level in zip(*paths, strict=False) if all(node is level[0] for node in level)]
    return shared[-1] if shared else nodes[0]
