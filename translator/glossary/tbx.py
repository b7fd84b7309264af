"""TBX, the exchange format of term bases (ISO 30042): TBX-Basic v2 (``martif``) and v3 (``tbx``).

Read: term entries with a term in ``id`` and at least one target. Written: v3, dialect TBX-Basic, style DCA.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import parse

from translator.errors import GlossaryError
from translator.fixed import SpanKind
from translator.glossary.model import Entry, Source

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_CONCEPTS = ("termEntry", "conceptEntry")
_SECTIONS = ("langSet", "langSec")
_FORBIDDEN = "deprecatedTerm-admn-sts"
_KINDS = {kind.value: kind for kind in SpanKind}


def read_tbx(path: Path) -> Iterator[Entry]:
    """Entries of a TBX file in order; concepts without an Indonesian term or without a target are passed over.

    A missing target takes the other one's form. Raises GlossaryError when the file is no well-formed, safe XML.
    """
    try:
        root = parse(path, forbid_dtd=False).getroot()
    except (ElementTree.ParseError, DefusedXmlException) as error:
        raise GlossaryError(f"Is not well-formed TBX ({error}).", where=path, mend="Export it again.") from error
    except OSError as error:
        raise GlossaryError(f"Cannot be read ({error.strerror}).", where=path, mend="Check the path.") from error
    if root is None or _local(root.tag) not in ("martif", "tbx"):
        raise GlossaryError("Is not TBX.", where=path, mend="The root must be <martif> or <tbx>.")
    concepts = (node for node in root.iter() if _local(node.tag) in _CONCEPTS)
    for number, concept in enumerate(concepts, 1):
        if entry := _entry(concept, Source(path.name, number)):
            yield entry


def write_tbx(entries: Iterable[Entry]) -> bytes:
    """The entries as a TBX v3 document in UTF-8."""
    root = ElementTree.Element("tbx", {"type": "TBX-Basic", "style": "dca", _LANGUAGE: "id", "xmlns": _NAMESPACE})
    header = ElementTree.SubElement(ElementTree.SubElement(root, "tbxHeader"), "fileDesc")
    ElementTree.SubElement(ElementTree.SubElement(header, "sourceDesc"), "p").text = "Indonesian news glossary"
    body = ElementTree.SubElement(ElementTree.SubElement(root, "text"), "body")
    for number, entry in enumerate(entries, 1):
        _write_concept(body, f"c{number}", entry)
    ElementTree.indent(root)
    document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _write_concept(body: ElementTree.Element, identity: str, entry: Entry) -> None:
    concept = ElementTree.SubElement(body, "conceptEntry", {"id": identity})
    ElementTree.SubElement(concept, "descrip", {"type": "subjectField"}).text = entry.kind.value
    if entry.note:
        ElementTree.SubElement(concept, "note").text = entry.note
    for language, terms in (("id", entry.ids), ("en", entry.en), ("ja", entry.ja)):
        section = ElementTree.SubElement(concept, "langSec", {_LANGUAGE: language})
        for term in terms:
            ElementTree.SubElement(ElementTree.SubElement(section, "termSec"), "term").text = term
        for term in {"en": entry.never_en, "ja": entry.never_ja}.get(language, ()):
            forbidden = ElementTree.SubElement(section, "termSec")
            ElementTree.SubElement(forbidden, "term").text = term
            ElementTree.SubElement(forbidden, "termNote", {"type": "administrativeStatus"}).text = _FORBIDDEN


def _entry(concept: ElementTree.Element, where: Source) -> Entry | None:
    terms: dict[str, tuple[str, ...]] = {}
    never: dict[str, tuple[str, ...]] = {}
    for section in concept:
        if _local(section.tag) in _SECTIONS:
            language = section.get(_LANGUAGE, section.get("lang", "")).lower()[:2]
            for term, forbidden in _terms(section):
                forms = never if forbidden else terms
                forms[language] = (*forms.get(language, ()), term)
    english, japanese = terms.get("en", ()), terms.get("ja", ())
    if not terms.get("id") or not (english or japanese):
        return None
    return Entry(
        terms["id"],
        english or japanese,
        japanese or english,
        _kind(concept),
        note=_text(concept, "note"),
        never_en=never.get("en", ()),
        never_ja=never.get("ja", ()),
        source=where,
    )


def _terms(section: ElementTree.Element) -> Iterator[tuple[str, bool]]:
    """Every term of a language, and whether it is deprecated, that is, forbidden."""
    for holder in section.iter():
        status = any(_local(node.tag) == "termNote" and (node.text or "").strip() == _FORBIDDEN for node in holder)
        for node in holder:
            text = " ".join("".join(node.itertext()).split()) if _local(node.tag) == "term" else ""
            if text:
                yield text, status


def _kind(concept: ElementTree.Element) -> SpanKind:
    subject = (node.text or "" for node in concept if node.get("type") == "subjectField")
    return _KINDS.get(next(subject, "").strip().lower(), SpanKind.TERM)


def _text(concept: ElementTree.Element, tag: str) -> str:
    return next(((node.text or "").strip() for node in concept if _local(node.tag) == tag), "")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
