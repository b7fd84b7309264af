"""XLIFF 2.0 and 1.2, written: articles for the tools of translators.

One ``file`` for an article and target language. In 2.0 a ``unit`` is a block and a ``segment`` a sentence; in 1.2 a
``group`` is a block and a ``trans-unit`` a sentence. Fixed spans are terms (``mrk``) that name their target form,
inline markup of the source is ``pc`` or ``g``, issues are notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from io import BytesIO
from typing import Any, BinaryIO

from lxml import etree
from lxml.etree import _Element as Element

from translator.article.formats import common
from translator.article.model import Inline
from translator.errors import UsageError
from translator.exchange.bilingual import NOTE, Document, Progress, Segment, Unit
from translator.exchange.xml import LANG, SPACE, Mark, child, fill, without_forbidden
from translator.issues import Severity

VERSIONS = ("2.0", "1.2")
NAMESPACES = {"2.0": "urn:oasis:names:tc:xliff:document:2.0", "1.2": "urn:oasis:names:tc:xliff:document:1.2"}
SOURCE_LANGUAGE = "id"
OWN = "urn:translator:exchange"
"""Namespace of the attribute ``versions`` of a 2.0 unit: which version of each segment the file was made from."""

TOOL = "translator"
ISSUE = "issue"
"""Category of the notes that are issues; a note of any other kind is a translator's."""

CONTROL = "x-cp"
"""Type of the 1.2 placeholder for a character that XML forbids; its content is the code point in hexadecimal."""

_PRIORITIES = {Severity.ERROR: "1", Severity.WARNING: "2", Severity.INFO: "3"}
_STATES = {Progress.TRANSLATED: "translated", Progress.REVIEWED: "signed-off", Progress.FINAL: "final"}
_SUBTYPES = {common.Mark.STRONG: "xlf:b", common.Mark.EM: "xlf:i", common.Mark.UNDERLINE: "xlf:u"}
_CTYPES = {
    common.Mark.STRONG: "bold",
    common.Mark.EM: "italic",
    common.Mark.UNDERLINE: "underlined",
    common.Mark.LINK: "link",
}


def dumps_xliff(documents: Iterable[Document], version: str = "2.0") -> bytes:
    """:func:`write_xliff` to bytes."""
    out = BytesIO()
    write_xliff(documents, out, version)
    return out.getvalue()


def write_xliff(documents: Iterable[Document], out: BinaryIO, version: str = "2.0") -> int:
    """Write articles as one XLIFF file, one article in memory at a time; how many were written.

    Articles without text are left out.

    Raises:
        UsageError: an unknown version; no text at all; articles of several target languages in 2.0, which has one.
    """
    if version not in VERSIONS:
        raise UsageError(f"There is no XLIFF {version!r} here.", mend=f"Use {' or '.join(VERSIONS)}.")
    filled = (document for document in documents if document.units)
    first = next(filled, None)
    if first is None:
        raise UsageError("There is no text to write.", mend="Name an article that has some.")
    write = _write_20 if version == "2.0" else _write_12
    with etree.xmlfile(out, encoding="utf-8") as file:
        file.write_declaration()
        return write(file, _chained(first, filled))


def _chained(first: Document, others: Iterator[Document]) -> Iterator[Document]:
    yield first
    yield from others


# Elements are made without a namespace: written into their root, they stand in its own.


def _write_20(file: Any, documents: Iterator[Document]) -> int:
    first = next(documents)
    head = {"version": "2.0", "srcLang": SOURCE_LANGUAGE, "trgLang": first.language}
    count = 0
    with file.element("xliff", head, nsmap={None: NAMESPACES["2.0"], "tr": OWN}):
        for count, document in enumerate(_chained(first, documents), 1):
            if document.language != first.language:
                raise UsageError("XLIFF 2.0 has one target language a file.", mend="Write a file for each.")
            original = without_forbidden(document.original)
            file.write("\n")
            with file.element("file", {"id": f"f{count}", "original": original, "canResegment": "no"}):
                for unit in document.units:
                    file.write("\n", _unit_20(unit, document.language))
                file.write("\n")
        file.write("\n")
    return count


def _unit_20(unit: Unit, language: str) -> Element:
    head = {"id": unit.id, "type": f"{TOOL}:{unit.kind}", SPACE: "preserve"}
    node = etree.Element("unit", head, nsmap={"tr": OWN})
    known = " ".join(f"{s.id}={s.version}" for s in unit.segments if s.version)
    if known:
        node.set(f"{{{OWN}}}versions", known)
    told = " ".join(f"{s.id}={mark}" for s in unit.segments for mark in s.note_marks)
    if told:
        node.set(f"{{{OWN}}}notes", told)
    found = [(segment, issue) for segment in unit.segments for issue in segment.issues]
    if found:
        notes = child(node, "notes")
        for segment, issue in found:
            text = f"{segment.id}: {issue.message}" if len(unit.segments) > 1 else issue.message
            note = child(notes, "note", text, appliesTo="target", priority=_PRIORITIES[issue.severity])
            if issue.check != NOTE:
                note.set("category", ISSUE)
    codes = _Codes20()
    parts = [_segment_20(segment, codes, language) for segment in unit.segments]
    if len(codes.data):
        node.append(codes.data)
    node.extend(parts)
    return node


def _segment_20(segment: Segment, codes: _Codes20, language: str) -> Element:
    node = etree.Element("segment", {"id": segment.id, "state": segment.progress.value})
    fill(child(node, "source"), segment.source, _marks(segment, codes, language), codes.control)
    if segment.target:
        fill(child(node, "target"), segment.target, (), codes.control)
    return node


class _Codes20:
    """The inline elements of one 2.0 unit, numbered, and the markup that they stand for."""

    def __init__(self) -> None:
        self.data = etree.Element("originalData")
        self._number = 0

    def code(self, inline: Inline) -> Element:
        """The element of markup: a pair, or a placeholder where it covers nothing."""
        number = self._next()
        if inline.start == inline.end:
            return _made("ph", id=number, dataRef=self._datum(inline.open + inline.close))
        kind = common.markup(inline).kind
        return _made(
            "pc",
            id=number,
            dataRefEnd=self._datum(inline.close),
            dataRefStart=self._datum(inline.open),
            type="link" if kind is common.Mark.LINK else "fmt" if kind is not common.Mark.OTHER else "other",
            subType=_SUBTYPES.get(kind, ""),
        )

    def term(self, form: str) -> Element:
        """The element of a fixed span with this target form."""
        return _made("mrk", id=self._next(), type="term", value=form)

    def control(self, character: str) -> Element:
        """The element of a character that XML forbids."""
        return _made("cp", hex=f"{ord(character):04X}")

    def _next(self) -> str:
        self._number += 1
        return str(self._number)

    def _datum(self, code: str) -> str:
        """The id of a piece of markup, stored once."""
        name = f"d{len(self.data) + 1}"
        fill(child(self.data, "data", id=name), code, (), self.control)
        return name


def _write_12(file: Any, documents: Iterator[Document]) -> int:
    count = 0
    with file.element("xliff", {"version": "1.2"}, nsmap={None: NAMESPACES["1.2"]}):
        for document in documents:
            count += 1
            head = {
                "original": without_forbidden(document.original),
                "source-language": SOURCE_LANGUAGE,
                "target-language": document.language,
                "datatype": "plaintext",
                "tool-id": TOOL,
            }
            file.write("\n")
            with file.element("file", head):
                file.write("\n", _header_12(), "\n")
                with file.element("body"):
                    for unit in document.units:
                        file.write("\n", _group_12(unit, document.language))
                    file.write("\n")
                file.write("\n")
        file.write("\n")
    return count


def _header_12() -> Element:
    header = etree.Element("header")
    etree.SubElement(header, "tool", {"tool-id": TOOL, "tool-name": TOOL})
    return header


def _group_12(unit: Unit, language: str) -> Element:
    node = _made("group", id=unit.id, restype=f"x-{unit.kind}")
    for segment in unit.segments:
        node.append(_trans_unit(segment, language))
    return node


def _trans_unit(segment: Segment, language: str) -> Element:
    approved = "yes" if segment.progress.approved else "no"
    node = etree.Element("trans-unit", {"id": segment.id, "approved": approved, SPACE: "preserve"})
    if segment.version:
        notes = f" notes={','.join(segment.note_marks)}" if segment.note_marks else ""
        node.set("extradata", f"version={segment.version}{notes}")
    codes = _Codes12()
    source = etree.SubElement(node, "source", {LANG: SOURCE_LANGUAGE})
    fill(source, segment.source, _marks(segment, codes, language), codes.control)
    if segment.target:
        state = {"state": _STATES.get(segment.progress, "needs-review-translation")}
        if segment.progress is Progress.INITIAL:
            state["state-qualifier"] = "leveraged-tm" if segment.origin == "memory" else "mt-suggestion"
        target = etree.SubElement(node, "target", {LANG: language, **state})
        fill(target, segment.target, (), codes.control)
    for issue in segment.issues:
        note = child(node, "note", issue.message, priority=_PRIORITIES[issue.severity], annotates="target")
        if issue.check != NOTE:
            note.set("from", TOOL)
    return node


class _Codes12:
    """The inline elements of one 1.2 trans-unit, numbered."""

    def __init__(self) -> None:
        self._number = 0

    def code(self, inline: Inline) -> Element:
        """The element of markup: a pair, or a placeholder where it covers nothing."""
        if inline.start == inline.end:
            return _made("x", id=self._next(), ctype="x-code")
        kind = common.markup(inline).kind
        return _made("g", id=self._next(), ctype=_CTYPES.get(kind, f"x-{kind.value or 'code'}"))

    def term(self, form: str) -> Element:
        """The element of a fixed span with this target form."""
        return _made("mrk", mtype="term", mid=f"m{self._next()}", comment=form)

    def control(self, character: str) -> Element:
        """The element of a character that XML forbids."""
        node = _made("ph", id=self._next(), ctype=CONTROL)
        node.text = f"{ord(character):04X}"
        return node

    def _next(self) -> str:
        self._number += 1
        return str(self._number)


def _marks(segment: Segment, codes: _Codes20 | _Codes12, language: str) -> list[Mark]:
    """Markup and terms of the source; where both have one extent the markup stands outside."""
    markup = [Mark(i.start, i.end, partial(codes.code, i)) for i in segment.inline]
    terms = [Mark(s.start, s.end, partial(codes.term, s.target(language))) for s in segment.spans if s.target(language)]
    return markup + terms


def _made(tag: str, **attributes: str) -> Element:
    """An element; attributes without a value are left out."""
    return etree.Element(tag, {key: without_forbidden(value) for key, value in attributes.items() if value})
