"""Blocks back into their docx: the new words in its own paragraphs, all else as it was."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree

from translator.article.clean.parts import dateline_end
from translator.article.formats.common import visible, without_controls
from translator.article.formats.docx.container import with_members
from translator.article.formats.docx.language import set_language
from translator.article.formats.docx.paragraph import Paragraph
from translator.article.formats.docx.parts import follow
from translator.article.formats.docx.reader import Reader
from translator.article.formats.docx.rebuild import Rebuilding
from translator.article.formats.docx.xml import Xml
from translator.article.model import Block, Inline, Kind


def write_into(data: bytes, blocks: Iterable[Block], *, language: str) -> bytes:
    """The document ``data`` with the texts of ``blocks`` in place of its own; all else stays as it is.

    ``blocks``: those of :func:`read`, by their ids, with other texts and markup. Paragraphs of dropped blocks are taken
    out. Changed are only the files of the document that hold text, and its styles, which get the language and, for
    Japanese, an East Asian font.
    """
    document = docx.Document(io.BytesIO(data))
    wanted = {block.id: block for block in blocks}
    changed: dict[str, Xml] = {str(document.part.partname): document.part.element}
    for n, (old, paragraph) in enumerate(list(Reader(document).blocks()), 1):
        new = wanted.get(f"b{n}")
        if new is None or new.kind is Kind.VERBATIM:
            continue
        _put(paragraph, old, new, language)
        if paragraph.part is not None:
            changed[paragraph.part.name] = paragraph.part.root
        if old.kind is Kind.TITLE and document.core_properties.title == old.text:
            document.core_properties.title = without_controls(new.text)[:255]
            core = document.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)
            changed[str(core.partname)] = core.element
    for root in changed.values():
        follow(root)
    set_language(document, language)
    styles = document.part.part_related_by(RELATIONSHIP_TYPE.STYLES)
    changed[str(styles.partname)] = document.styles.element
    return with_members(data, {name.lstrip("/"): _serialized(root) for name, root in changed.items()})


def _serialized(root: Xml) -> bytes:
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))


def _put(paragraph: Paragraph, old: Block, new: Block, language: str) -> None:
    if new.dropped:
        _take_out(paragraph)
        return
    prefix = new.marker.removeprefix(old.marker) if new.kind is Kind.LIST_ITEM else ""
    text, inline = visible(new)
    if prefix + text == old.text and set(inline) == set(old.inline):
        return
    shift = len(prefix)
    inline = tuple(replace(i, start=i.start + shift, end=i.end + shift) for i in (*_dateline_looks(old, new), *inline))
    Rebuilding(paragraph, language).fill(prefix + text, inline)


def _dateline_looks(old: Block, new: Block) -> Iterator[Inline]:
    """Markup of the source's dateline, which cleaning leaves out of the block, around the place names of the target."""
    cut = dateline_end(old.text) if new.dateline else 0
    place = re.match(r"\W*(\w.*\w|\w)", new.dateline)
    for item in old.inline:
        if item.start == item.end <= cut:
            point = len(new.dateline) if item.start else 0
            yield replace(item, start=point, end=point)
        elif place and item.end <= cut:
            yield replace(item, start=place.start(1), end=place.end(1))


def _take_out(paragraph: Paragraph) -> None:
    """The paragraph without its text; without itself where nothing else hangs on it."""
    Rebuilding(paragraph, "").fill("", ())
    node = paragraph.node
    parent = node.getparent()
    section = node.pPr is not None and node.pPr.find(qn("w:sectPr")) is not None
    in_body = parent.tag == qn("w:body") and paragraph.part is None
    if in_body and not section and not paragraph.units.found:
        parent.remove(node)
