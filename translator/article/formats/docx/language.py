"""Language and, for Japanese, East Asian font of a docx: of the document's styles and of single runs."""

from __future__ import annotations

import re

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from translator.article.formats.docx.xml import Xml

LANGUAGES = {"id": "id-ID", "en": "en-US", "ja": "ja-JP"}
EAST_ASIAN_FONT = "Yu Mincho"
_SYMBOLS = re.compile("symbol|dings", re.IGNORECASE)
"""Names of fonts whose characters are pictures: a bullet would be another one in a font of letters."""


def set_language(document: Document, language: str) -> None:
    """The document's language, and for Japanese a font in place of the theme's, which has no kanji."""
    code = LANGUAGES.get(language, language)
    root: Xml = document.styles.element
    _add_defaults(root)
    for node in root.iter(qn("w:lang")):
        node.set(qn("w:eastAsia" if language == "ja" else "w:val"), code)
    if language != "ja":
        return
    for fonts in root.iter(qn("w:rFonts")):
        if _SYMBOLS.search(fonts.get(qn("w:ascii"), "")):
            continue
        fonts.attrib.pop(qn("w:eastAsiaTheme"), None)
        fonts.set(qn("w:eastAsia"), EAST_ASIAN_FONT)


def set_run_language(run: Xml, language: str) -> None:
    """A run's own language and font, where it has any, made those of the text."""
    properties = run.find(qn("w:rPr"))
    if properties is None:
        return
    for node in properties.findall(qn("w:lang")):
        node.set(qn("w:eastAsia" if language == "ja" else "w:val"), LANGUAGES.get(language, language))
    for fonts in properties.findall(qn("w:rFonts")):
        if language == "ja":
            fonts.attrib.pop(qn("w:eastAsiaTheme"), None)
            fonts.set(qn("w:eastAsia"), EAST_ASIAN_FONT)
            fonts.set(qn("w:hint"), "eastAsia")


def _add_defaults(styles: Xml) -> None:
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
