"""Paragraph styles and list numbering of a docx: what kind of block a paragraph is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from translator.article.formats.docx.xml import Xml
from translator.article.model import Kind

_STYLE = re.compile(
    r"(?P<title>title)|(?P<subtitle>subtitle)|heading (?P<heading>\d)|list (?P<list>bullet|number)(?: (?P<depth>\d+))?"
    r"|(?P<quote>quote|intense quote|block text)|(?P<caption>caption)|(?P<verbatim>macro|html preformatted|macro text)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says. ``ordered``, ``numbering`` (a list's numId) and ``start`` are for list items."""

    kind: Kind
    level: int = 0
    ordered: bool = False
    numbering: str = ""
    start: int = 1


def paragraph_styles(document: Document) -> dict[str, Style]:
    """Meaning of each paragraph style by its id."""
    return {style.style_id: _meaning(style) for style in document.styles if style.type == WD_STYLE_TYPE.PARAGRAPH}


def _meaning(style: Any) -> Style:
    """Meaning of a style by its name, else by that of the style it is based on."""
    seen = 0
    while style is not None and seen < 20:
        if found := _STYLE.fullmatch(style.name or ""):
            return _named(found)
        style, seen = style.base_style, seen + 1
    return Style(Kind.PARAGRAPH)


def _named(found: re.Match[str]) -> Style:
    name = found.lastgroup or ""
    if found["list"]:
        return Style(Kind.LIST_ITEM, int(found["depth"] or 1), found["list"].lower() == "number")
    if name == "heading":
        return Style(Kind.HEADING, min(6, max(1, int(found["heading"]))))
    kinds = {"title": (Kind.TITLE, 1), "subtitle": (Kind.HEADING, 2), "quote": (Kind.QUOTE, 0)}
    return Style(*kinds.get(name, (Kind.CAPTION if name == "caption" else Kind.VERBATIM, 0)))


@dataclass(frozen=True, slots=True)
class Numbering:
    """How one level of a list is numbered."""

    ordered: bool
    start: int


def number_formats(document: Document) -> dict[tuple[str, int], Numbering]:
    """How lists are numbered: (numId, level from 0) → numbering."""
    parts = [r.target_part for r in document.part.rels.values() if r.reltype == RELATIONSHIP_TYPE.NUMBERING]
    if not parts:
        return {}
    root: Xml = getattr(parts[0], "element")  # noqa: B009 - the part's static type has no element
    abstract = {node.get(qn("w:abstractNumId")): _levels(node) for node in root.iterchildren(qn("w:abstractNum"))}
    formats: dict[tuple[str, int], Numbering] = {}
    for node in root.iterchildren(qn("w:num")):
        number = node.get(qn("w:numId"))
        reference = node.find(qn("w:abstractNumId"))
        levels = dict(abstract.get(reference.get(qn("w:val")) if reference is not None else None, {}))
        for override in node.iterchildren(qn("w:lvlOverride")):
            depth, start = int(override.get(qn("w:ilvl"))), override.find(qn("w:startOverride"))
            if start is not None and depth in levels:
                levels[depth] = replace(levels[depth], start=int(start.get(qn("w:val"))))
        formats.update({(number, depth): level for depth, level in levels.items()})
    return formats


def _levels(abstract: Xml) -> dict[int, Numbering]:
    levels = {}
    for level in abstract.iterchildren(qn("w:lvl")):
        form, start = level.find(qn("w:numFmt")), level.find(qn("w:start"))
        ordered = form is not None and form.get(qn("w:val")) not in ("bullet", "none")
        levels[int(level.get(qn("w:ilvl")))] = Numbering(
            ordered, int(start.get(qn("w:val"))) if start is not None else 1
        )
    return levels
