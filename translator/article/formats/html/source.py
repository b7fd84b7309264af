"""Trees to source, as the page wrote it."""

from __future__ import annotations

import html

from lxml import etree
from lxml.etree import _Element as Element

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


def source_of(node: Element) -> str:
    """An element as HTML, without its tail. lxml's own serializer would rewrite addresses."""
    if not isinstance(node.tag, str):
        return _remark(node)
    out: list[str] = []
    for event, item in etree.iterwalk(node, events=("start", "end", "comment", "pi")):
        if event == "start":
            text = item.text or ""
            out += [tags_of(item)[0], text if item.tag in _RAW_TEXT else html.escape(text, quote=False)]
        elif event == "end":
            out.append(tags_of(item)[1])
        else:
            out.append(_remark(item))
        if event != "start" and item is not node and item.tail:
            out.append(html.escape(item.tail, quote=False))
    return "".join(out)


def _remark(node: Element) -> str:
    """A comment or processing instruction."""
    text = str(node.text or "")
    return f"<!--{text}-->" if isinstance(node, etree._Comment) else f"<?{text}>"


def tags_of(node: Element) -> tuple[str, str]:
    """The start tag and the end tag of an element, as their page writes them."""
    attributes = "".join(_attribute(str(name), str(value)) for name, value in node.attrib.items())
    return f"<{node.tag}{attributes}>", "" if node.tag in _VOID else f"</{node.tag}>"


def _attribute(name: str, value: str) -> str:
    if (value == name and name in _FLAGS) or (not value and name != "alt"):
        return f" {name}"
    return f' {name}="{html.escape(value)}"'
