"""The paragraphs of a docx in order, as blocks: body, lists, tables and text boxes, then notes, headers, footers."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import docx
from docx.document import Document
from docx.oxml.ns import qn

from translator.article.formats.docx.container import check, refused
from translator.article.formats.docx.paragraph import Paragraph
from translator.article.formats.docx.parts import boxes, further_parts, is_fallback
from translator.article.formats.docx.styles import Numbering, Style, number_formats, paragraph_styles
from translator.article.formats.docx.xml import Xml
from translator.article.model import Block, Inline, Kind

_PASSED_THROUGH = frozenset(
    map(qn, ("w:ins", "w:moveTo", "w:smartTag", "w:sdt", "w:sdtContent", "w:fldSimple", "w:customXml"))
)
_Placed = tuple[Block, Paragraph]


def read(data: bytes, where: str) -> tuple[Block, ...]:
    """The blocks of a docx document, without ids.

    Raises:
        InputError: the file is no docx, damaged, encrypted, or unpacks beyond the limits.
    """
    check(data, where)
    try:
        return tuple(block for block, _ in Reader(docx.Document(io.BytesIO(data))).blocks())
    except Exception as error:  # python-docx raises whatever the missing part happens to cause
        raise refused(f"A damaged docx document ({type(error).__name__})", where) from error


class Reader:
    """Walks the body of a document; list numbers are counted on the way."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._styles = paragraph_styles(document)
        self._formats = number_formats(document)
        self._counts: dict[tuple[str, int], int] = {}
        self._titled = False
        self._previous: Kind | None = None

    def blocks(self) -> Iterator[_Placed]:
        """The blocks, each with its paragraph."""
        lead = ""
        for block, paragraph in self._all():
            yield block if lead else replace(block, before=""), paragraph
            lead = "\n\n"

    def _all(self) -> Iterator[_Placed]:
        yield from self._body(self._document.element.body)
        for part in further_parts(self._document):
            kind = Kind.NOTE if part.notes else Kind.MARGIN
            for node in part.paragraphs():
                paragraph = Paragraph(node, part.rels, part)
                text, inline = paragraph.content()
                if text:
                    yield Block("", kind, text, before="\n\n", inline=inline), paragraph

    def _body(self, parent: Xml) -> Iterator[_Placed]:
        for node in parent:
            if node.tag == qn("w:p"):
                yield from self._paragraph(node)
            elif node.tag == qn("w:tbl"):
                yield from self._table(node)
            elif node.tag in _PASSED_THROUGH:
                yield from self._body(node)

    def _paragraph(self, node: Xml) -> Iterator[_Placed]:
        style = self._style_of(node)
        paragraph = Paragraph(node, self._document.part.rels, verbatim=style.kind is Kind.VERBATIM)
        text, inline = paragraph.content()
        if text:
            block = self._block(style, text, inline)
            self._previous = block.kind
            yield block, paragraph
        for box in boxes(node):
            yield from self._body(box)

    def _block(self, style: Style, text: str, inline: tuple[Inline, ...]) -> Block:
        if style.kind is Kind.LIST_ITEM:
            between = "\n" if self._previous is Kind.LIST_ITEM else "\n\n"
            return Block("", style.kind, text, between, self._marker(style), level=style.level, inline=inline)
        if style.kind is Kind.TITLE:
            style = Style(Kind.HEADING if self._titled else Kind.TITLE, 1)
        self._titled = self._titled or style.kind is Kind.TITLE
        return Block("", style.kind, text, before="\n\n", level=style.level, inline=inline)

    def _style_of(self, node: Xml) -> Style:
        """Meaning of the paragraph's style; direct numbering makes it a list item."""
        properties = node.pPr
        named = properties.pStyle.val if properties is not None and properties.pStyle is not None else None
        style = self._styles[named] if named in self._styles else Style(Kind.PARAGRAPH)
        if style.kind is Kind.HEADING and style.level == 1 and self._previous is None:
            return Style(Kind.TITLE, 1)
        numbering = properties.numPr if properties is not None else None
        if numbering is None or numbering.numId is None or style.kind not in (Kind.PARAGRAPH, Kind.LIST_ITEM):
            return style
        if not numbering.numId.val:  # numbering taken off
            return Style(Kind.PARAGRAPH)
        depth = numbering.ilvl.val if numbering.ilvl is not None else 0
        number = str(numbering.numId.val)
        listed = self._formats.get((number, depth), Numbering(style.ordered, 1))
        level = style.level if style.level and not depth else depth + 1
        return Style(Kind.LIST_ITEM, level, listed.ordered, number, listed.start)

    def _marker(self, style: Style) -> str:
        """The item's bullet or number; an item ends the numbering of the lists below its level."""
        for key in [key for key in self._counts if key[1] > style.level]:
            del self._counts[key]
        if not style.ordered:
            return "• "
        key = (style.numbering, style.level)
        self._counts[key] = self._counts.get(key, style.start - 1) + 1
        return f"{self._counts[key]}. "

    def _table(self, node: Xml) -> Iterator[_Placed]:
        """Cells row by row: line breaks before a row's first cell, a tab for each column since the cell before."""
        lead = "\n\n"
        for row in node.iterchildren(qn("w:tr")):
            last = 0
            for column, cell in enumerate(row.iterchildren(qn("w:tc"))):
                for paragraph in (
                    Paragraph(p, self._document.part.rels) for p in cell.iter(qn("w:p")) if not is_fallback(p)
                ):
                    text, inline = paragraph.content()
                    if text:
                        steps = column if lead else max(1, column - last)
                        yield Block("", Kind.TABLE_CELL, text, lead + "\t" * steps, inline=inline), paragraph
                        self._previous, lead, last = Kind.TABLE_CELL, "", column
            lead = lead or "\n"
