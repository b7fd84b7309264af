"""Blocks to a new page."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from translator.article.formats.common import (
    Mark,
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


def write(blocks: Sequence[Block], *, language: str, title: str, published: date | None) -> str:
    """A complete page: one ``article`` element, its text escaped, no styles and no scripts."""
    day = f'\n<meta property="article:published_time" content="{published.isoformat()}">' if published else ""
    body = "\n".join(_written(group) for group in groups(blocks))
    return (
        f'<!doctype html>\n<html lang="{html.escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escaped(title)}</title>{day}\n</head>\n<body>\n<article>\n{body}\n</article>\n</body>\n</html>\n"
    )


def escaped(text: str) -> str:
    """Text as it stands between tags."""
    return html.escape(without_controls(text), quote=False)


def _written(group: Sequence[Block]) -> str:
    if group[0].kind is Kind.LIST_ITEM:
        return _list(group)
    if group[0].kind is Kind.TABLE_CELL:
        return _table(group)
    return "\n".join(_leaf(block) for block in group)


def _leaf(block: Block) -> str:
    if block.kind is Kind.VERBATIM:
        return f"<pre>\n{escaped(block.text)}</pre>"
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
    return marked_up(text, inline, lambda i: _tags(i, text), lambda piece, active: escaped(piece))


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
