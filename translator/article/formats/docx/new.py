"""Blocks as a new docx, in Word's built-in styles."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from translator.article.formats.common import Mark, groups, markup, number_of, rows_of, runs, visible, without_controls
from translator.article.formats.docx.container import undated
from translator.article.formats.docx.language import LANGUAGES, set_language
from translator.article.formats.docx.looks import MONOSPACED
from translator.article.formats.docx.xml import Xml
from translator.article.model import Block, Kind


def write(blocks: Sequence[Block], *, language: str, title: str, published: date | None) -> bytes:
    """A docx document in Word's built-in styles, its language and, for Japanese, its East Asian font set."""
    document = docx.Document()
    set_language(document, language)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = without_controls(title)[:255], "", ""
    properties.language = LANGUAGES.get(language, language)
    properties.created = properties.modified = _moment(published)
    for group in groups(blocks):
        _add(document, group)
    out = io.BytesIO()
    document.save(out)
    return undated(out.getvalue())


def _moment(published: date | None) -> datetime:
    day = published or datetime.now(UTC).date()
    return datetime(day.year, day.month, day.day)


def _add(document: Document, group: Sequence[Block]) -> None:
    if group[0].kind is Kind.LIST_ITEM:
        _add_list(document, group)
    elif group[0].kind is Kind.TABLE_CELL:
        _add_table(document, group)
    else:
        for block in group:
            paragraph = document.add_paragraph(style=_style_name(block))
            _fill(paragraph, block)


def _style_name(block: Block) -> str:
    if block.kind is Kind.HEADING:
        return f"Heading {min(6, max(1, block.level))}"
    names = {Kind.TITLE: "Title", Kind.QUOTE: "Quote", Kind.CAPTION: "Caption", Kind.VERBATIM: "macro"}
    return names.get(block.kind, "Normal")


def _fill(paragraph: Paragraph, block: Block) -> None:
    """Text and markup of a block as runs."""
    if block.kind is Kind.VERBATIM:
        paragraph.add_run(without_controls(block.text))
        return
    text, inline = visible(block)
    for piece, active in runs(text, inline):
        meanings = [markup(i) for i in active]
        link = next((n for n, m in enumerate(meanings) if m.kind is Mark.LINK), None)
        run = paragraph.add_run(without_controls(piece))
        for meaning in meanings:
            _format(run, meaning.kind)
        if link is not None:
            href = meanings[link].href or text[active[link].start : active[link].end]
            _link(paragraph, run, href)


def _format(run: Any, mark: Mark) -> None:
    if mark is Mark.CODE:
        run.font.name = MONOSPACED
    elif mark in (Mark.SUP, Mark.SUB):
        setattr(run.font, "superscript" if mark is Mark.SUP else "subscript", True)
    elif mark in (Mark.STRONG, Mark.EM, Mark.UNDERLINE, Mark.STRIKE):
        names = {Mark.STRONG: "bold", Mark.EM: "italic", Mark.UNDERLINE: "underline", Mark.STRIKE: "strike"}
        setattr(run.font, names[mark], True)


def _link(paragraph: Paragraph, run: Any, href: str) -> None:
    """Put the run inside a hyperlink to ``href``."""
    link: Xml = OxmlElement("w:hyperlink")
    link.set(
        qn("r:id"), paragraph.part.relate_to(without_controls(href), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    )
    run.font.underline = True
    run._r.addprevious(link)
    link.append(run._r)


def _add_list(document: Document, items: Sequence[Block]) -> None:
    """List items in ``List Bullet`` and ``List Number`` styles of their level; numbers start as the markers say."""
    last: dict[int, tuple[int, int]] = {}  # level → number of its last item, numId
    for item in items:
        number, level = number_of(item.marker), max(1, item.level)
        style = _list_style(document, "List Bullet" if number is None else "List Number", level)
        paragraph = document.add_paragraph(style=style)
        last = {depth: state for depth, state in last.items() if depth <= level}
        if number is None:
            last.pop(level, None)
        else:
            count, numbering = last.get(level, (None, 0))
            if count is None or number != count + 1:
                numbering = _new_numbering(document, style, number)
            last[level] = (number, numbering)
            paragraph_properties: Xml = paragraph._p.get_or_add_pPr()
            properties = paragraph_properties.get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = numbering
        _fill(paragraph, item)


def _list_style(document: Document, name: str, level: int) -> str:
    """Name of the list style of a level; Word's template has three, deeper ones are added as copies set in further."""
    full = name if level == 1 else f"{name} {level}"
    if full not in document.styles:
        shallower = document.styles[_list_style(document, name, level - 1)]
        style: Any = document.styles.add_style(full, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = shallower
        style.paragraph_format.left_indent = docx.shared.Inches(0.25 * level)
    return full


def _new_numbering(document: Document, style: str, start: int) -> int:
    """A numbering of its own for a list, so that it does not go on from the list before."""
    base: Any = document.styles[style]
    while base.element.pPr is None or base.element.pPr.numPr is None:
        base = base.base_style
    root: Xml = document.part.numbering_part.element
    template = root.num_having_numId(base.element.pPr.numPr.numId.val)
    numbering = root.add_num(template.abstractNumId.val)
    numbering.add_lvlOverride(ilvl=0).add_startOverride(start)
    return int(numbering.numId)


def _add_table(document: Document, cells: Sequence[Block]) -> None:
    rows = rows_of(cells)
    table = document.add_table(len(rows), max(map(len, rows)), style="Table Grid")
    for row, filled in zip(table.rows, rows, strict=True):
        for place, cell in zip(row.cells, filled, strict=False):
            if cell is not None:
                _fill(place.paragraphs[0], cell)
