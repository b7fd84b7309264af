"""Word documents: a docx file to blocks by paragraph style, and blocks to a docx file with Word's own styles.

A docx is a zip of XML files from anywhere, so it is checked before python-docx opens it: size, number and names of its
members, how far they unpack, no encryption, no document type declarations. Read are the body's paragraphs, lists and
tables, with tracked insertions and without tracked deletions; headers, footers, notes, comments and text boxes are not.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from translator.article.formats.common import (
    Mark,
    Markup,
    groups,
    is_safe,
    markup,
    number_of,
    rows_of,
    runs,
    tag,
    visible,
    without_controls,
)
from translator.article.model import Block, Inline, Kind
from translator.errors import InputError
from translator.limits import (
    DOCX_RATIO_FROM_BYTES,
    MAX_DOCX_MEMBERS,
    MAX_DOCX_RATIO,
    MAX_DOCX_UNPACKED_BYTES,
    MAX_DOCX_XML_BYTES,
    MEBIBYTE,
)

# python-docx gives no types for the XML below its objects.
_Xml = Any


def read(data: bytes, where: str) -> tuple[Block, ...]:
    """The blocks of a docx document, without ids.

    Raises:
        InputError: the file is no docx, damaged, encrypted, or unpacks beyond the limits.
    """
    _check(data, where)
    try:
        return tuple(_Reader(docx.Document(io.BytesIO(data))).blocks())
    except Exception as error:  # python-docx raises whatever the missing part happens to cause
        raise _refused(f"A damaged docx document ({type(error).__name__})", where) from error


# Checks before opening -----------------------------------------------------------------------------------------


def _check(data: bytes, where: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_members(members, where)
            for member in members:
                if member.filename.lower().endswith((".xml", ".rels")):
                    _check_xml(archive.read(member), member.filename, where)
    except InputError:
        raise
    except Exception as error:  # zipfile raises BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError …
        raise _refused("Not a docx document (no readable zip archive)", where) from error


def _check_members(members: Sequence[zipfile.ZipInfo], where: str) -> None:
    names = [member.filename for member in members]
    if len(names) > MAX_DOCX_MEMBERS:
        raise _refused(f"A docx of {len(names):,} files; at most {MAX_DOCX_MEMBERS:,} are read", where)
    if len(set(names)) < len(names) or any(_is_trick(name) for name in names):
        raise _refused("A docx with unsafe or repeated names inside", where)
    if any(member.flag_bits & 1 for member in members):
        raise InputError("An encrypted docx document.", where=where, mend="Save it without a password.")
    if "word/document.xml" not in names and "[Content_Types].xml" not in names:
        raise _refused("Not a docx document (another kind of zip archive)", where)
    _check_unpacked(members, where)


def _is_trick(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _check_unpacked(members: Sequence[zipfile.ZipInfo], where: str) -> None:
    if sum(member.file_size for member in members) > MAX_DOCX_UNPACKED_BYTES:
        raise _refused(f"A docx that unpacks to more than {MAX_DOCX_UNPACKED_BYTES // MEBIBYTE} MB", where)
    for member in members:
        large = member.file_size > DOCX_RATIO_FROM_BYTES
        if large and member.file_size > MAX_DOCX_RATIO * max(1, member.compress_size):
            raise _refused(f"A docx whose {member.filename} unpacks more than {MAX_DOCX_RATIO} times", where)
        if member.filename.lower().endswith((".xml", ".rels")) and member.file_size > MAX_DOCX_XML_BYTES:
            raise _refused(f"A docx whose {member.filename} exceeds {MAX_DOCX_XML_BYTES // MEBIBYTE} MB", where)


def _check_xml(xml: bytes, name: str, where: str) -> None:
    # XML may be UTF-16 as well, where each ASCII character has a zero byte beside it.
    flat = xml.replace(b"\0", b"")
    if b"<!DOCTYPE" in flat or b"<!ENTITY" in flat:
        raise _refused(f"A docx whose {name} declares a document type or entities", where)


def _refused(what: str, where: str) -> InputError:
    return InputError(what + ".", where=where, mend="Open it in a word processor and save it anew as docx.")


# Reading -------------------------------------------------------------------------------------------------------

_STYLE = re.compile(
    r"(?P<title>title)|(?P<subtitle>subtitle)|heading (?P<heading>\d)|list (?P<list>bullet|number)(?: (?P<depth>\d+))?"
    r"|(?P<quote>quote|intense quote|block text)|(?P<caption>caption)|(?P<verbatim>macro|html preformatted|macro text)",
    re.IGNORECASE,
)
_PASSED_THROUGH = frozenset(
    map(qn, ("w:ins", "w:moveTo", "w:smartTag", "w:sdt", "w:sdtContent", "w:fldSimple", "w:customXml"))
)
_MONOSPACED = "Courier New"
_INK = {
    "w:b": Mark.STRONG,
    "w:i": Mark.EM,
    "w:u": Mark.UNDERLINE,
    "w:strike": Mark.STRIKE,
}
_CHARACTER_STYLES = {"Strong": Mark.STRONG, "Emphasis": Mark.EM}
_RAISED = {"superscript": Mark.SUP, "subscript": Mark.SUB}
_OFF = frozenset(("0", "false", "none", "off"))


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says. ``ordered``, ``numbering`` (a list's numId) and ``start`` are for list items."""

    kind: Kind
    level: int = 0
    ordered: bool = False
    numbering: str = ""
    start: int = 1


class _Reader:
    """Walks the body of a document; list numbers are counted on the way."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._styles = {style.style_id: _style(style) for style in document.styles if _is_paragraph_style(style)}
        self._formats = _number_formats(document)
        self._counts: dict[tuple[str, int], int] = {}
        self._titled = False
        self._previous: Kind | None = None

    def blocks(self) -> Iterator[Block]:
        lead = ""
        for block in self._body(self._document.element.body):
            yield block if lead else replace(block, before="")
            lead = "\n\n"

    def _body(self, parent: _Xml) -> Iterator[Block]:
        for node in parent:
            if node.tag == qn("w:p"):
                yield from self._emitted(self._paragraph(node))
            elif node.tag == qn("w:tbl"):
                yield from self._table(node)
            elif node.tag in _PASSED_THROUGH:
                yield from self._body(node)

    def _emitted(self, block: Block | None) -> Iterator[Block]:
        if block is not None:
            self._previous = block.kind
            yield block

    def _paragraph(self, node: _Xml) -> Block | None:
        style = self._style_of(node)
        text, inline = _text_of(node, self._document, verbatim=style.kind is Kind.VERBATIM)
        if not text:
            return None
        if style.kind is Kind.LIST_ITEM:
            between = "\n" if self._previous is Kind.LIST_ITEM else "\n\n"
            return Block("", style.kind, text, between, self._marker(style), level=style.level, inline=inline)
        if style.kind is Kind.TITLE:
            style = _Style(Kind.HEADING if self._titled else Kind.TITLE, 1)
        self._titled = self._titled or style.kind is Kind.TITLE
        return Block("", style.kind, text, before="\n\n", level=style.level, inline=inline)

    def _style_of(self, node: _Xml) -> _Style:
        """Meaning of the paragraph's style; direct numbering makes it a list item."""
        properties = node.pPr
        named = properties.pStyle.val if properties is not None and properties.pStyle is not None else None
        style = self._styles.get(named, _Style(Kind.PARAGRAPH))
        if style.kind is Kind.HEADING and style.level == 1 and self._previous is None:
            return _Style(Kind.TITLE, 1)
        numbering = properties.numPr if properties is not None else None
        if numbering is None or numbering.numId is None or style.kind not in (Kind.PARAGRAPH, Kind.LIST_ITEM):
            return style
        if not numbering.numId.val:  # numbering taken off
            return _Style(Kind.PARAGRAPH)
        depth = numbering.ilvl.val if numbering.ilvl is not None else 0
        number = str(numbering.numId.val)
        listed = self._formats.get((number, depth), _Numbering(style.ordered, 1))
        level = style.level if style.level and not depth else depth + 1
        return _Style(Kind.LIST_ITEM, level, listed.ordered, number, listed.start)

    def _marker(self, style: _Style) -> str:
        """The item's bullet or number; an item ends the numbering of the lists below its level."""
        for key in [key for key in self._counts if key[1] > style.level]:
            del self._counts[key]
        if not style.ordered:
            return "• "
        key = (style.numbering, style.level)
        self._counts[key] = self._counts.get(key, style.start - 1) + 1
        return f"{self._counts[key]}. "

    def _table(self, node: _Xml) -> Iterator[Block]:
        """Cells row by row: line breaks before a row's first cell, a tab for each column since the cell before."""
        lead = "\n\n"
        for row in node.iterchildren(qn("w:tr")):
            last = 0
            for column, cell in enumerate(row.iterchildren(qn("w:tc"))):
                for text, inline in (_text_of(p, self._document) for p in cell.iter(qn("w:p"))):
                    if text:
                        steps = column if lead else max(1, column - last)
                        yield from self._emitted(Block("", Kind.TABLE_CELL, text, lead + "\t" * steps, inline=inline))
                        lead, last = "", column
            lead = lead or "\n"


def _is_paragraph_style(style: Any) -> bool:
    return bool(style.type == WD_STYLE_TYPE.PARAGRAPH)


def _style(style: Any) -> _Style:
    """Meaning of a style by its name, else by that of the style it is based on."""
    seen = 0
    while style is not None and seen < 20:
        if found := _STYLE.fullmatch(style.name or ""):
            return _named(found)
        style, seen = style.base_style, seen + 1
    return _Style(Kind.PARAGRAPH)


def _named(found: re.Match[str]) -> _Style:
    name = found.lastgroup or ""
    if found["list"]:
        return _Style(Kind.LIST_ITEM, int(found["depth"] or 1), found["list"].lower() == "number")
    if name == "heading":
        return _Style(Kind.HEADING, min(6, max(1, int(found["heading"]))))
    kinds = {"title": (Kind.TITLE, 1), "subtitle": (Kind.HEADING, 2), "quote": (Kind.QUOTE, 0)}
    return _Style(*kinds.get(name, (Kind.CAPTION if name == "caption" else Kind.VERBATIM, 0)))


@dataclass(frozen=True, slots=True)
class _Numbering:
    """How one level of a list is numbered."""

    ordered: bool
    start: int


def _number_formats(document: Document) -> dict[tuple[str, int], _Numbering]:
    """(numId, level from 0) → numbering."""
    parts = [r.target_part for r in document.part.rels.values() if r.reltype == RELATIONSHIP_TYPE.NUMBERING]
    if not parts:
        return {}
    root: _Xml = getattr(parts[0], "element")  # noqa: B009 - the part's static type has no element
    abstract = {node.get(qn("w:abstractNumId")): _levels(node) for node in root.iterchildren(qn("w:abstractNum"))}
    formats: dict[tuple[str, int], _Numbering] = {}
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


def _levels(abstract: _Xml) -> dict[int, _Numbering]:
    levels = {}
    for level in abstract.iterchildren(qn("w:lvl")):
        form, start = level.find(qn("w:numFmt")), level.find(qn("w:start"))
        ordered = form is not None and form.get(qn("w:val")) not in ("bullet", "none")
        levels[int(level.get(qn("w:ilvl")))] = _Numbering(
            ordered, int(start.get(qn("w:val"))) if start is not None else 1
        )
    return levels


# Runs to text

_Look = frozenset[Markup]


@dataclass(slots=True)
class _Text:
    """The runs of a paragraph as one text, with the stretches that each markup covers."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    open: dict[Markup, int] = field(default_factory=dict)
    inline: list[tuple[int, int, Markup]] = field(default_factory=list)

    def add(self, text: str, look: _Look) -> None:
        if not text:
            return
        self._close(set(self.open) - look)
        for meaning in look:
            self.open.setdefault(meaning, self.length)
        self.parts.append(text)
        self.length += len(text)

    def _close(self, ended: set[Markup]) -> None:
        for meaning in ended:
            self.inline.append((self.open.pop(meaning), self.length, meaning))

    def finished(self) -> tuple[str, tuple[Inline, ...]]:
        """The text without outer white space, and its markup, outermost first."""
        self._close(set(self.open))
        text = "".join(self.parts)
        stripped = text.strip()
        shift = len(text) - len(text.lstrip())
        moved = ((max(0, s - shift), min(len(stripped), e - shift), m) for s, e, m in self.inline)
        kept = sorted((item for item in moved if item[0] < item[1]), key=lambda i: (i[0], -i[1], i[2].kind.value))
        return stripped, tuple(Inline(start, end, *tag(meaning)) for start, end, meaning in kept)


def _text_of(paragraph: _Xml, document: Document, *, verbatim: bool = False) -> tuple[str, tuple[Inline, ...]]:
    text = _Text()
    _gather(paragraph, document, frozenset(), text, "\n" if verbatim else " ")
    shown, inline = text.finished()
    return ("".join(text.parts).strip("\r\n"), ()) if verbatim and shown else (shown, inline)


def _gather(parent: _Xml, document: Document, look: _Look, text: _Text, line_break: str) -> None:
    for node in parent:
        if node.tag == qn("w:r"):
            if (own := _look(node)) is not None:
                linked = any(m.kind is Mark.LINK for m in look)
                own = frozenset(m for m in own if not (linked and m.kind is Mark.UNDERLINE))
                text.add(_characters(node, line_break), look | own)
        elif node.tag == qn("w:hyperlink"):
            href = _href(node, document)
            link = frozenset((Markup(Mark.LINK, href),)) if is_safe(href) else frozenset()
            _gather(node, document, look | link, text, line_break)
        elif node.tag in _PASSED_THROUGH:
            _gather(node, document, look, text, line_break)


def _href(link: _Xml, document: Document) -> str:
    identifier, anchor = link.get(qn("r:id")), link.get(qn("w:anchor"))
    relation = document.part.rels.get(identifier) if identifier else None
    target = str(relation.target_ref) if relation is not None and relation.is_external else ""
    return target + (f"#{anchor}" if anchor else "")


def _look(run: _Xml) -> _Look | None:
    """Direct formatting of a run; None when it is hidden text."""
    properties = run.find(qn("w:rPr"))
    if properties is None:
        return frozenset()
    if _is_on(properties.find(qn("w:vanish"))):
        return None
    marks = {mark for name, mark in _INK.items() if _is_on(properties.find(qn(name)))}
    style, raised, fonts = (properties.find(qn(name)) for name in ("w:rStyle", "w:vertAlign", "w:rFonts"))
    if style is not None and style.get(qn("w:val")) in _CHARACTER_STYLES:
        marks.add(_CHARACTER_STYLES[style.get(qn("w:val"))])
    if raised is not None and raised.get(qn("w:val")) in _RAISED:
        marks.add(_RAISED[raised.get(qn("w:val"))])
    if fonts is not None and fonts.get(qn("w:ascii")) == _MONOSPACED:
        marks.add(Mark.CODE)
    return frozenset(map(Markup, marks))


def _is_on(node: _Xml) -> bool:
    return node is not None and node.get(qn("w:val"), "1") not in _OFF


def _characters(run: _Xml, line_break: str) -> str:
    out = []
    for node in run:
        if node.tag == qn("w:t"):
            out.append(node.text or "")
        elif node.tag in (qn("w:br"), qn("w:cr")):
            out.append(line_break)
        elif node.tag == qn("w:tab"):
            out.append("\t" if line_break == "\n" else " ")
        elif node.tag == qn("w:noBreakHyphen"):
            out.append("‑")
    return "".join(out)


# Writing -------------------------------------------------------------------------------------------------------

_LANGUAGES = {"id": "id-ID", "en": "en-US", "ja": "ja-JP"}
_EAST_ASIAN_FONT = "Yu Mincho"


def write(blocks: Sequence[Block], *, language: str, title: str, published: date | None) -> bytes:
    """A docx document in Word's built-in styles, its language and, for Japanese, its East Asian font set."""
    document = docx.Document()
    _set_language(document, language)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = without_controls(title)[:255], "", ""
    properties.language = _LANGUAGES.get(language, language)
    properties.created = properties.modified = _moment(published)
    for group in groups(blocks):
        _add(document, group)
    out = io.BytesIO()
    document.save(out)
    return _undated(out.getvalue())


def _undated(data: bytes) -> bytes:
    """The archive with one fixed time on its members: equal articles give equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as dated, zipfile.ZipFile(out, "w") as undated:
        for name in dated.namelist():
            undated.writestr(zipfile.ZipInfo(name), dated.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _moment(published: date | None) -> datetime:
    day = published or datetime.now(UTC).date()
    return datetime(day.year, day.month, day.day)


def _set_language(document: Document, language: str) -> None:
    """The document's language, and for Japanese a font in place of the theme's, which has no kanji."""
    code = _LANGUAGES.get(language, language)
    root: _Xml = document.styles.element
    for node in root.iter(qn("w:lang")):
        node.set(qn("w:eastAsia" if language == "ja" else "w:val"), code)
    if language != "ja":
        return
    for fonts in root.iter(qn("w:rFonts")):
        fonts.attrib.pop(qn("w:eastAsiaTheme"), None)
        fonts.set(qn("w:eastAsia"), _EAST_ASIAN_FONT)


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
        run.font.name = _MONOSPACED
    elif mark in (Mark.SUP, Mark.SUB):
        setattr(run.font, "superscript" if mark is Mark.SUP else "subscript", True)
    elif mark in (Mark.STRONG, Mark.EM, Mark.UNDERLINE, Mark.STRIKE):
        names = {Mark.STRONG: "bold", Mark.EM: "italic", Mark.UNDERLINE: "underline", Mark.STRIKE: "strike"}
        setattr(run.font, names[mark], True)


def _link(paragraph: Paragraph, run: Any, href: str) -> None:
    """Put the run inside a hyperlink to ``href``."""
    link: _Xml = OxmlElement("w:hyperlink")
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
            paragraph_properties: _Xml = paragraph._p.get_or_add_pPr()
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
    root: _Xml = document.part.numbering_part.element
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
