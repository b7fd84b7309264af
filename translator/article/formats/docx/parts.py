"""Files of a docx beside its body (notes, headers, footers), and the text boxes that hang on paragraphs."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from translator.article.formats.docx.xml import Xml

_NOTES = (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES)
_MARGINS = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
_BOX = qn("w:txbxContent")
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the document beside its body. ``root``: its XML; ``rels``: the targets of its links."""

    name: str
    root: Xml
    rels: Any
    notes: bool

    def paragraphs(self) -> list[Xml]:
        """All but those of the lines that separate notes from the page."""
        tops = [top for top in self.root if top.get(qn("w:type"), "normal") == "normal"] if self.notes else [self.root]
        return [node for top in tops for node in top.iter(qn("w:p")) if not is_fallback(node)]


def further_parts(document: Document) -> list[Part]:
    """Notes, then headers and footers, each once, in the order of their names."""
    found: dict[str, Part] = {}
    for relation in document.part.rels.values():
        if relation.is_external or relation.reltype not in (*_NOTES, *_MARGINS):
            continue
        part = relation.target_part
        root = part.element if hasattr(part, "element") else parse_xml(part.blob)
        name = str(part.partname)
        found[name] = Part(name, root, part.rels, relation.reltype in _NOTES)
    return sorted(found.values(), key=lambda part: (not part.notes, part.name))


def boxes(node: Xml) -> list[Xml]:
    """Contents of the text boxes that hang on a paragraph, not those in them."""
    found = [box for box in node.iter(_BOX) if not is_fallback(box)]
    return [box for box in found if not any(outer in found for outer in box.iterancestors(_BOX))]


def is_fallback(node: Xml) -> bool:
    """Whether it is the second form of a drawing, for programs that do not know the first."""
    return next(node.iterancestors(f"{_ALTERNATIVE}Fallback"), None) is not None


def follow(root: Xml) -> None:
    """Give the second form of each text box the content of its first."""
    for both in root.iter(f"{_ALTERNATIVE}AlternateContent"):
        first, second = both.find(f"{_ALTERNATIVE}Choice"), both.find(f"{_ALTERNATIVE}Fallback")
        if first is None or second is None:
            continue
        for box, copy in zip(list(first.iter(_BOX)), list(second.iter(_BOX)), strict=False):
            copy[:] = deepcopy(list(box))
