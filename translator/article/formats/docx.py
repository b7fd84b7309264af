"""Word documents: a docx file to blocks by paragraph style, and blocks to a docx file with Word's own styles.

A docx is a zip of XML files from anywhere, so it is checked before python-docx opens it: size, number and names of its
members, how far they unpack, no encryption, no document type declarations. Read are the body's paragraphs, lists and
tables, with tracked insertions and without tracked deletions, then footnotes and endnotes, then headers and footers;
comments and text boxes are not.

Beside the meaning of a run's look, a block's markup holds what only its own document understands, by number in its
paragraph: ``<w:r n="3">`` a run with its own look, ``<w:sdt n="0">`` an element around runs, ``<w:x n="1">`` what
stands between words (a picture, a note's mark, a field, the bounds of a comment). :func:`write_into` gives them back.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree

from translator.article.clean.parts import dateline_end
from translator.article.formats.common import (
    Mark,
    Markup,
    Piece,
    groups,
    is_safe,
    markup,
    number_of,
    pieces,
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


_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How files of Microsoft's compound format begin: doc, and encrypted docx (MS-CFB, 2.2)."""


def read(data: bytes, where: str) -> tuple[Block, ...]:
    """The blocks of a docx document, without ids.

    Raises:
        InputError: the file is no docx, damaged, encrypted, or unpacks beyond the limits.
    """
    if data.startswith(_OLE):
        what = "An old Word document (doc), or one with a password, under the name of a docx."
        raise InputError(what, where=where, mend="Save it as docx, without a password.")
    _check(data, where)
    try:
        return tuple(block for block, _ in _Reader(docx.Document(io.BytesIO(data))).blocks())
    except Exception as error:  # python-docx raises whatever the missing part happens to cause
        raise _refused(f"A damaged docx document ({type(error).__name__})", where) from error


def remarks(data: bytes) -> tuple[str, ...]:
    """What a document that was read holds beside its text: macros, tracked changes, references, in words."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        changed = any(_CHANGE.search(archive.read(name)) for name in names if name.startswith("word/"))
        relations = [tag for name in names if name.endswith(".rels") for tag in _RELATION.findall(archive.read(name))]
    kinds = sorted({found[1].decode() for tag in relations if b"External" in tag and (found := _KIND.search(tag))})
    elsewhere = [kind for kind in kinds if kind != "hyperlink"]
    macros = ["macros, which were not run and stay"] if any("vbaProject" in name for name in names) else []
    files = [f"references to files elsewhere ({', '.join(elsewhere)}), which were not opened"] if elsewhere else []
    changes = ["tracked changes, which were taken as accepted"] if changed else []
    return tuple(f"holds {what}" for what in (*macros, *files, *changes))


_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_CHANGE = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo)[\s/>]")
_KIND = re.compile(rb"""\sType\s*=\s*["'][^"']*/(\w+)["']""")


# Checks before opening -----------------------------------------------------------------------------------------


def _check(data: bytes, where: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_members(members, where)
            for member in members:
                if member.filename.lower().endswith((".xml", ".rels")):
                    _check_xml(archive.read(member), member.filename, where)
            if "[Content_Types].xml" in archive.namelist() and b"macroEnabled" in archive.read("[Content_Types].xml"):
                raise _refused("A document with macros (docm) under the name of a docx", where)
    except InputError:
        raise
    except Exception as error:  # zipfile raises BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError …
        raise _refused("Not a docx document, or only a part of one (no readable zip archive)", where) from error


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
            raise _refused(f"A docx whose {member.filename} unpacks more than {MAX_DOCX_RATIO} times its size", where)
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

    def blocks(self) -> Iterator[_Placed]:
        """The blocks, each with its paragraph."""
        lead = ""
        for block, paragraph in self._all():
            yield block if lead else replace(block, before=""), paragraph
            lead = "\n\n"

    def _all(self) -> Iterator[_Placed]:
        yield from self._body(self._document.element.body)
        for part in _further_parts(self._document):
            kind = Kind.NOTE if part.notes else Kind.MARGIN
            for node in part.paragraphs():
                paragraph = _Paragraph(node, part.rels, part)
                text, inline = paragraph.content()
                if text:
                    yield Block("", kind, text, before="\n\n", inline=inline), paragraph

    def _body(self, parent: _Xml) -> Iterator[_Placed]:
        for node in parent:
            if node.tag == qn("w:p"):
                yield from self._paragraph(node)
            elif node.tag == qn("w:tbl"):
                yield from self._table(node)
            elif node.tag in _PASSED_THROUGH:
                yield from self._body(node)

    def _paragraph(self, node: _Xml) -> Iterator[_Placed]:
        style = self._style_of(node)
        paragraph = _Paragraph(node, self._document.part.rels, verbatim=style.kind is Kind.VERBATIM)
        text, inline = paragraph.content()
        if text:
            block = self._block(style, text, inline)
            self._previous = block.kind
            yield block, paragraph
        for box in _boxes(node):
            yield from self._body(box)

    def _block(self, style: _Style, text: str, inline: tuple[Inline, ...]) -> Block:
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

    def _table(self, node: _Xml) -> Iterator[_Placed]:
        """Cells row by row: line breaks before a row's first cell, a tab for each column since the cell before."""
        lead = "\n\n"
        for row in node.iterchildren(qn("w:tr")):
            last = 0
            for column, cell in enumerate(row.iterchildren(qn("w:tc"))):
                for paragraph in (
                    _Paragraph(p, self._document.part.rels) for p in cell.iter(qn("w:p")) if not _is_fallback(p)
                ):
                    text, inline = paragraph.content()
                    if text:
                        steps = column if lead else max(1, column - last)
                        yield Block("", Kind.TABLE_CELL, text, lead + "\t" * steps, inline=inline), paragraph
                        self._previous, lead, last = Kind.TABLE_CELL, "", column
            lead = lead or "\n"


_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def _boxes(node: _Xml) -> list[_Xml]:
    """Contents of the text boxes that hang on a paragraph, not those in them."""
    boxes = [box for box in node.iter(_BOX) if not _is_fallback(box)]
    return [box for box in boxes if not any(outer in boxes for outer in box.iterancestors(_BOX))]


_BOX = qn("w:txbxContent")


def _is_fallback(node: _Xml) -> bool:
    """Whether it is the second form of a drawing, for programs that do not know the first."""
    return next(node.iterancestors(f"{_ALTERNATIVE}Fallback"), None) is not None


def _follow(root: _Xml) -> None:
    """Give the second form of each text box the content of its first."""
    for both in root.iter(f"{_ALTERNATIVE}AlternateContent"):
        first, second = both.find(f"{_ALTERNATIVE}Choice"), both.find(f"{_ALTERNATIVE}Fallback")
        if first is None or second is None:
            continue
        for box, copy in zip(list(first.iter(_BOX)), list(second.iter(_BOX)), strict=False):
            copy[:] = deepcopy(list(box))


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


# Parts beside the body

_NOTES = (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES)
_MARGINS = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)


@dataclass(frozen=True, slots=True)
class _Part:
    """A file of the document beside its body. ``root``: its XML; ``rels``: the targets of its links."""

    name: str
    root: _Xml
    rels: Any
    notes: bool

    def paragraphs(self) -> list[_Xml]:
        """All but those of the lines that separate notes from the page."""
        tops = [top for top in self.root if top.get(qn("w:type"), "normal") == "normal"] if self.notes else [self.root]
        return [node for top in tops for node in top.iter(qn("w:p")) if not _is_fallback(node)]


def _further_parts(document: Document) -> list[_Part]:
    """Notes, then headers and footers, each once, in the order of their names."""
    found: dict[str, _Part] = {}
    for relation in document.part.rels.values():
        if relation.is_external or relation.reltype not in (*_NOTES, *_MARGINS):
            continue
        part = relation.target_part
        root = part.element if hasattr(part, "element") else parse_xml(part.blob)
        name = str(part.partname)
        found[name] = _Part(name, root, part.rels, relation.reltype in _NOTES)
    return sorted(found.values(), key=lambda part: (not part.notes, part.name))


# Runs to text

_Look = frozenset[Markup]
_Placed = tuple[Block, "_Paragraph"]

_WRAPPERS = frozenset(map(qn, ("w:sdt", "w:smartTag", "w:customXml", "w:fldSimple", "w:dir", "w:bdo")))
_ACCEPTED = frozenset(map(qn, ("w:ins", "w:moveTo")))
_LEFT_OUT = frozenset(map(qn, ("w:pPr", "w:rPr", "w:proofErr", "w:del", "w:moveFrom", "w:lastRenderedPageBreak")))
_ENDS = {
    qn("w:commentRangeStart"): qn("w:commentRangeEnd"),
    qn("w:bookmarkStart"): qn("w:bookmarkEnd"),
    qn("w:permStart"): qn("w:permEnd"),
}


@dataclass(slots=True)
class _Unit:
    """What stands between words: nodes of the paragraph, each with its run or None. ``space``: it shows as one."""

    nodes: list[tuple[_Xml, _Xml]]
    position: int
    space: bool = False


@dataclass(slots=True)
class _Paragraph:
    """A paragraph of the document: its text, with the stretches that each markup covers.

    ``runs``, ``wrappers`` and ``units`` are its parts by the numbers that stand in the markup. ``part``: the file that
    it stands in, None for the body.
    """

    node: _Xml
    rels: Any
    part: _Part | None = None
    verbatim: bool = False
    text: str = ""
    runs: list[_Xml] = field(default_factory=list)
    wrappers: list[_Xml] = field(default_factory=list)
    units: list[_Unit] = field(default_factory=list)
    _open: dict[Markup, tuple[int, int]] = field(default_factory=dict)
    _inline: list[Inline] = field(default_factory=list)
    _spans: list[tuple[int, int, int, str]] = field(default_factory=list)  # start, end, run, key of its look
    _fields: list[int | None] = field(default_factory=list)  # unit of each open field, None for one inside another
    _collecting: int | None = None  # unit of the field whose instructions are being read
    _pairs: list[tuple[int, int]] = field(default_factory=list)  # units that begin and end something

    def content(self) -> tuple[str, tuple[Inline, ...]]:
        """The text without outer white space, and its markup, outermost first."""
        self._gather(self.node, frozenset())
        self._close(set(self._open))
        if self.verbatim:
            return (self.text.strip("\r\n"), ()) if self.text.strip() else ("", ())
        stripped = self.text.strip()
        shift, length = len(self.lead), len(stripped)
        found = [*self._inline, *self._own_looks(), *self._unit_marks()]
        moved = (
            replace(i, start=min(length, max(0, i.start - shift)), end=min(length, max(0, i.end - shift)))
            for i in found
        )
        kept = (i for i in moved if i.start < i.end or i.open.startswith("<w:x"))
        return stripped, tuple(sorted(kept, key=lambda i: (i.start, -i.end, i.open.startswith("<w:r"))))

    @property
    def lead(self) -> str:
        """White space in front of the text."""
        return self.text[: len(self.text) - len(self.text.lstrip())]

    @property
    def trail(self) -> str:
        """White space behind the text."""
        return self.text[len(self.text.rstrip()) :]

    @property
    def base(self) -> int | None:
        """The run whose look most of the text has."""
        sizes: dict[str, int] = {}
        for start, end, _, key in self._spans:
            sizes[key] = sizes.get(key, 0) + end - start
        best = max(sizes, key=lambda key: sizes[key], default=None)
        return next((run for _, _, run, key in self._spans if key == best), None)

    def _own_looks(self) -> Iterator[Inline]:
        """Stretches of runs that look otherwise than most of the text."""
        base = next((key for _, _, run, key in self._spans if run == self.base), "")
        merged: list[tuple[int, int, int, str]] = []
        for span in self._spans:
            if merged and merged[-1][3] == span[3] and merged[-1][1] == span[0]:
                merged[-1] = (merged[-1][0], span[1], *merged[-1][2:])
            else:
                merged.append(span)
        for start, end, run, key in merged:
            if key != base:
                yield Inline(start, end, f'<w:r n="{run}">', "</w:r>")

    def _unit_marks(self) -> Iterator[Inline]:
        paired = dict(self._pairs)
        ends = set(paired.values())
        for n, unit in enumerate(self.units):
            if n in paired:
                end = self.units[paired[n]].position
                yield Inline(unit.position, end, f'<w:x n="{n}">', f'<w:x n="{paired[n]}">')
            elif n not in ends:
                yield Inline(unit.position, unit.position, f'<w:x n="{n}">', "")

    # Walking the nodes

    def _gather(self, parent: _Xml, look: _Look) -> None:
        for node in parent:
            if node.tag == qn("w:r"):
                self._run(node, look)
            elif node.tag == qn("w:hyperlink"):
                self._hyperlink(node, look)
            elif node.tag in _WRAPPERS:
                self._wrapped(node, look)
            elif node.tag in _ACCEPTED:
                self._gather(node, look)
            elif node.tag not in _LEFT_OUT and isinstance(node.tag, str):
                self._add_unit(node, None)

    def _hyperlink(self, node: _Xml, look: _Look) -> None:
        href = _href(node, self.rels)
        if not is_safe(href):
            self._wrapped(node, look)
            return
        self.wrappers.append(node)
        self._gather(node, look | {Markup(Mark.LINK, href)})

    def _wrapped(self, node: _Xml, look: _Look) -> None:
        number, start = len(self.wrappers), len(self.text)
        self.wrappers.append(node)
        name = node.tag.rpartition("}")[2]
        self._gather(_inside(node), look)
        self._inline.append(Inline(start, len(self.text), f'<w:{name} n="{number}">', f"</w:{name}>"))

    def _run(self, run: _Xml, look: _Look) -> None:
        own = _look(run)
        if own is None:  # hidden
            self._add_unit(run, None)
            return
        linked = any(m.kind is Mark.LINK for m in look)
        look |= frozenset(m for m in own if not (linked and m.kind is Mark.UNDERLINE))
        number, start = len(self.runs), len(self.text)
        self.runs.append(run)
        for node in run:
            if self._collecting is not None and node.tag not in (qn("w:rPr"), qn("w:fldChar")):
                self._add_unit(node, run)
            elif node.tag == qn("w:t"):
                self._add(node.text or "", look)
            elif node.tag == qn("w:noBreakHyphen"):
                self._add("‑", look)
            elif node.tag == qn("w:fldChar"):
                self._field(node, run)
            elif node.tag not in _LEFT_OUT and isinstance(node.tag, str):
                self._add_unit(node, run)
                self._add(self._shown(node), look)
        if start < len(self.text):
            self._spans.append((start, len(self.text), number, _key(run)))

    def _shown(self, node: _Xml) -> str:
        """A line break or tab between words is white space."""
        if node.tag in (qn("w:br"), qn("w:cr")) and node.get(qn("w:type"), "textWrapping") == "textWrapping":
            self.units[-1].space = not self.verbatim
            return "\n" if self.verbatim else " "
        if node.tag == qn("w:tab"):
            self.units[-1].space = not self.verbatim
            return "\t" if self.verbatim else " "
        return ""

    def _field(self, node: _Xml, run: _Xml) -> None:
        """A field's instructions are one unit; its result is text between that and the unit of its end."""
        kind = node.get(qn("w:fldCharType"))
        inside_other = self._collecting is not None
        if kind == "begin":
            self._add_unit(node, run)
            self._fields.append(None if inside_other else len(self.units) - 1)
            self._collecting = self._collecting if inside_other else len(self.units) - 1
            return
        unit = self._fields[-1] if self._fields else None
        instructions = unit is not None and self._collecting == unit
        self._add_unit(node, run)
        if instructions:
            self._collecting = None
        if kind == "end" and self._fields:
            self._fields.pop()
            if unit is not None and not instructions:
                self._pairs.append((unit, len(self.units) - 1))

    def _add_unit(self, node: _Xml, run: _Xml) -> None:
        if self._collecting is not None:
            self.units[self._collecting].nodes.append((node, run))
            return
        self.units.append(_Unit([(node, run)], len(self.text)))
        for n, unit in enumerate(self.units[:-1]):
            first = unit.nodes[0][0]
            if _ENDS.get(first.tag) == node.tag and first.get(qn("w:id")) == node.get(qn("w:id")):
                self._pairs.append((n, len(self.units) - 1))

    def _add(self, text: str, look: _Look) -> None:
        if not text:
            return
        self._close(set(self._open) - look)
        for meaning in look:
            self._open.setdefault(meaning, (len(self.text), len(self.wrappers) - 1))
        self.text += text

    def _close(self, ended: set[Markup]) -> None:
        for meaning in sorted(ended, key=lambda m: m.kind.value):
            start, wrapper = self._open.pop(meaning)
            opening, closing = tag(meaning)
            if meaning.kind is Mark.LINK:
                opening = f'{opening[:-1]} n="{wrapper}">'
            self._inline.append(Inline(start, len(self.text), opening, closing))


def _inside(wrapper: _Xml) -> _Xml:
    """Where the runs of an element around runs stand."""
    content = wrapper.find(qn("w:sdtContent")) if wrapper.tag == qn("w:sdt") else None
    return wrapper if content is None else content


def _key(run: _Xml) -> str:
    """What a run looks like; its language and spelling marks do not count."""
    properties = run.find(qn("w:rPr"))
    if properties is None:
        return ""
    unseen = (qn("w:lang"), qn("w:noProof"))
    return "".join(etree.tostring(node, encoding="unicode") for node in properties if node.tag not in unseen)


def _href(link: _Xml, rels: Any) -> str:
    identifier, anchor = link.get(qn("r:id")), link.get(qn("w:anchor"))
    relation = rels.get(identifier) if identifier else None
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


# Writing into the document -------------------------------------------------------------------------------------

_NUMBERED = re.compile(r'.* n="(\d+)">\Z', re.DOTALL)


def write_into(data: bytes, blocks: Iterable[Block], *, language: str) -> bytes:
    """The document ``data`` with the texts of ``blocks`` in place of its own; all else stays as it is.

    ``blocks``: those of :func:`read`, by their ids, with other texts and markup. Paragraphs of dropped blocks are taken
    out. Changed are only the files of the document that hold text, and its styles, which get the language and, for
    Japanese, an East Asian font.
    """
    document = docx.Document(io.BytesIO(data))
    wanted = {block.id: block for block in blocks}
    changed: dict[str, _Xml] = {str(document.part.partname): document.part.element}
    for n, (old, paragraph) in enumerate(list(_Reader(document).blocks()), 1):
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
        _follow(root)
    _set_language(document, language)
    styles = document.part.part_related_by(RELATIONSHIP_TYPE.STYLES)
    changed[str(styles.partname)] = document.styles.element
    return _with_parts(data, {name.lstrip("/"): _serialized(root) for name, root in changed.items()})


def _serialized(root: _Xml) -> bytes:
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))


def _with_parts(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The same archive with other contents of some members."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            target.writestr(member, parts.get(member.filename, source.read(member)), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _put(paragraph: _Paragraph, old: Block, new: Block, language: str) -> None:
    if new.dropped:
        _take_out(paragraph)
        return
    prefix = new.marker.removeprefix(old.marker) if new.kind is Kind.LIST_ITEM else ""
    text, inline = visible(new)
    if prefix + text == old.text and set(inline) == set(old.inline):
        return
    shift = len(prefix)
    inline = tuple(replace(i, start=i.start + shift, end=i.end + shift) for i in (*_dateline_looks(old, new), *inline))
    _Rebuilding(paragraph, language).fill(prefix + text, inline)


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


def _take_out(paragraph: _Paragraph) -> None:
    """The paragraph without its text; without itself where nothing else hangs on it."""
    _Rebuilding(paragraph, "").fill("", ())
    node = paragraph.node
    parent = node.getparent()
    section = node.pPr is not None and node.pPr.find(qn("w:sectPr")) is not None
    in_body = parent.tag == qn("w:body") and paragraph.part is None
    if in_body and not section and not paragraph.units:
        parent.remove(node)


class _Rebuilding:
    """Fills a paragraph anew from its own parts: runs by their looks, links, what stands between words."""

    def __init__(self, paragraph: _Paragraph, language: str) -> None:
        self._paragraph = paragraph
        self._language = language
        self._holders: list[_Xml] = []
        self._left = dict(enumerate(paragraph.units))
        self._swallow = False

    def fill(self, text: str, inline: Sequence[Inline]) -> None:
        node = self._paragraph.node
        for child in list(node):
            if child.tag != qn("w:pPr"):
                node.remove(child)
        self._holders = [node]
        text = without_controls(text) if text else ""
        # White space at the edges stands inside of what stands there: behind a note's mark, before a page's end.
        lead, trail = (self._paragraph.lead, self._paragraph.trail) if text else ("", "")
        self._pending = lead
        for piece in pieces(text, list(_as_points(inline))):
            self._take(piece)
        if trail:
            self._add_run(trail, ())
        for number in sorted(self._left):
            self._add_unit(number)

    def _take(self, piece: Piece) -> None:
        if piece.step == "text":
            text = self._pending + (piece.text[1:] if self._swallow and piece.text.startswith(" ") else piece.text)
            self._pending, self._swallow = "", False
            if text:
                self._add_run(text, piece.active)
            return
        assert piece.inline is not None
        number = _number(piece.inline.open)
        if number is None:
            return
        if piece.step == "point":
            if number in self._left:
                self._add_unit(number)
        elif not piece.inline.open.startswith("<w:r ") and number < len(self._paragraph.wrappers):
            self._wrap(number) if piece.step == "open" else self._holders.pop()

    def _wrap(self, number: int) -> None:
        shell = deepcopy(self._paragraph.wrappers[number])
        inner = _inside(shell)
        for child in list(inner):
            if not child.tag.endswith("Pr"):
                inner.remove(child)
        self._holders[-1].append(shell)
        self._holders.append(inner)

    def _add_unit(self, number: int) -> None:
        unit = self._left.pop(number)
        self._swallow = unit.space
        for node, run in unit.nodes:
            if run is None:
                self._holders[-1].append(node)
            else:
                self._holders[-1].append(_run_like(run, node))

    def _add_run(self, text: str, active: Sequence[Inline]) -> None:
        numbers = [_number(i.open) for i in active if i.open.startswith("<w:r ")]
        number = next((n for n in reversed(numbers) if n is not None), self._paragraph.base)
        words = OxmlElement("w:t")
        words.text = text
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run = _run_like(self._paragraph.runs[number] if number is not None else None, words)
        _set_run_language(run, self._language)
        self._holders[-1].append(run)


def _as_points(inline: Iterable[Inline]) -> Iterator[Inline]:
    """The markup with the bounds of comments and fields as points, which may cross anything."""
    ends, points, starts, others = [], [], [], []
    for item in inline:
        if not item.open.startswith("<w:x"):
            others.append(item)
        elif item.close:
            starts.append(replace(item, end=item.start, close=""))
            ends.append(Inline(item.end, item.end, item.close, ""))
        else:
            points.append(item)
    yield from (*others, *ends, *points, *starts)


def _number(opening: str) -> int | None:
    found = _NUMBERED.match(opening)
    return int(found[1]) if found else None


def _run_like(run: _Xml, content: _Xml) -> _Xml:
    new: _Xml = OxmlElement("w:r")
    properties = run.find(qn("w:rPr")) if run is not None else None
    if properties is not None:
        new.append(deepcopy(properties))
    new.append(content)
    return new


def _set_run_language(run: _Xml, language: str) -> None:
    """A run's own language and font, where it has any, made those of the text."""
    properties = run.find(qn("w:rPr"))
    if properties is None:
        return
    for node in properties.findall(qn("w:lang")):
        node.set(qn("w:eastAsia" if language == "ja" else "w:val"), _LANGUAGES.get(language, language))
    for fonts in properties.findall(qn("w:rFonts")):
        if language == "ja":
            fonts.attrib.pop(qn("w:eastAsiaTheme"), None)
            fonts.set(qn("w:eastAsia"), _EAST_ASIAN_FONT)
            fonts.set(qn("w:hint"), "eastAsia")


# Writing a new document ----------------------------------------------------------------------------------------

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
    _add_defaults(root)
    for node in root.iter(qn("w:lang")):
        node.set(qn("w:eastAsia" if language == "ja" else "w:val"), code)
    if language != "ja":
        return
    for fonts in root.iter(qn("w:rFonts")):
        if _SYMBOLS.search(fonts.get(qn("w:ascii"), "")):
            continue
        fonts.attrib.pop(qn("w:eastAsiaTheme"), None)
        fonts.set(qn("w:eastAsia"), _EAST_ASIAN_FONT)


_SYMBOLS = re.compile("symbol|dings", re.IGNORECASE)
"""Names of fonts whose characters are pictures: a bullet would be another one in a font of letters."""


def _add_defaults(styles: _Xml) -> None:
    """Default run properties with a language and fonts, where the document has none."""
    node = styles
    for name in ("w:docDefaults", "w:rPrDefault", "w:rPr"):
        child = node.find(qn(name))
        if child is None:
            child = OxmlElement(name)
            node.insert(0, child)
        node = child
    if node.find(qn("w:rFonts")) is None:
        node.insert(0, OxmlElement("w:rFonts"))
    if node.find(qn("w:lang")) is None:
        node.append(OxmlElement("w:lang"))


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
