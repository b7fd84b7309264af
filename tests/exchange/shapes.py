"""The shapes of XLIFF and TMX as grammars, written by hand from the standards: of what is written, all of it."""

from __future__ import annotations

import io

from lxml import etree

_XML = "http://www.w3.org/XML/1998/namespace"


def _grammar(namespace: str, start: str, defines: str) -> etree.RelaxNG:
    text = (
        f'<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="{namespace}"'
        f' datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">'
        f'<start><ref name="{start}"/></start>{defines}</grammar>'
    )
    return etree.RelaxNG(etree.fromstring(text))


def _attribute(name: str, *values: str, type: str = "string", needed: bool = False, ns: str = "") -> str:
    choice = "".join(f"<value>{v}</value>" for v in values)
    content = f"<choice>{choice}</choice>" if values else f'<data type="{type}"/>'
    made = f'<attribute name="{name}" ns="{ns}">{content}</attribute>'
    return made if needed else f"<optional>{made}</optional>"


def _define(name: str, content: str) -> str:
    return f'<define name="{name}"><element name="{name}">{content}</element></define>'


def _inline(*names: str) -> str:
    refs = "".join(f'<ref name="{name}"/>' for name in names)
    return f"<zeroOrMore><choice><text/>{refs}</choice></zeroOrMore>"


def _many(name: str, least: str = "zeroOrMore") -> str:
    return f'<{least}><ref name="{name}"/></{least}>'


def xliff_20() -> etree.RelaxNG:
    space = _attribute("space", "preserve", "default", ns=_XML)
    nmtoken = _attribute("id", type="NMTOKEN", needed=True)
    codes = ("cp", "ph", "pc", "mrk")
    kinds = _attribute("type", "fmt", "ui", "quote", "link", "image", "other")
    sub = _attribute("subType", "xlf:b", "xlf:i", "xlf:u", "xlf:lb", "xlf:pb", "xlf:var")
    defines = [
        _define(
            "xliff",
            _attribute("version", "2.0", needed=True)
            + _attribute("srcLang", type="language", needed=True)
            + _attribute("trgLang", type="language")
            + _many("file", "oneOrMore"),
        ),
        _define(
            "file",
            nmtoken + _attribute("original") + _attribute("canResegment", "yes", "no") + _many("unit", "oneOrMore"),
        ),
        _define(
            "unit",
            nmtoken
            + space
            + '<optional><attribute name="type" ns=""><data type="string">'
            + r'<param name="pattern">[^\s:]+:[^\s:]+</param></data></attribute></optional>'
            + _attribute("versions", ns="urn:translator:exchange")
            + _many("notes", "optional")
            + _many("originalData", "optional")
            + _many("segment", "oneOrMore"),
        ),
        _define(
            "segment",
            _attribute("id", type="NMTOKEN")
            + _attribute("state", "initial", "translated", "reviewed", "final")
            + _many("source", "optional").replace("optional>", "group>")
            + _many("target", "optional"),
        ),
        _define("notes", _many("note", "oneOrMore")),
        _define(
            "note",
            _attribute("appliesTo", "source", "target")
            + _attribute("category")
            + _attribute("priority", *map(str, range(1, 11)))
            + "<text/>",
        ),
        _define("originalData", _many("data", "oneOrMore")),
        _define("data", nmtoken + _inline("cp")),
        _define("source", _inline(*codes)),
        _define("target", _inline(*codes)),
        _define("cp", _attribute("hex", type="hexBinary", needed=True) + "<empty/>"),
        _define("ph", nmtoken + _attribute("dataRef", type="NMTOKEN") + "<empty/>"),
        _define(
            "pc",
            nmtoken
            + _attribute("dataRefStart", type="NMTOKEN")
            + _attribute("dataRefEnd", type="NMTOKEN")
            + kinds
            + sub
            + _inline(*codes),
        ),
        _define("mrk", nmtoken + _attribute("type", "term") + _attribute("value") + _inline(*codes)),
    ]
    return _grammar("urn:oasis:names:tc:xliff:document:2.0", "xliff", "".join(defines))


_STATES_12 = (
    "final",
    "needs-adaptation",
    "needs-l10n",
    "needs-review-adaptation",
    "needs-review-l10n",
    "needs-review-translation",
    "needs-translation",
    "new",
    "signed-off",
    "translated",
)


def xliff_12() -> etree.RelaxNG:
    space = _attribute("space", "preserve", "default", ns=_XML)
    lang = _attribute("lang", type="language", ns=_XML)
    codes = ("g", "x", "ph", "mrk")
    ctype = _attribute("ctype", type="NMTOKEN")
    defines = [
        _define("xliff", _attribute("version", "1.2", needed=True) + _many("file", "oneOrMore")),
        _define(
            "file",
            _attribute("original", needed=True)
            + _attribute("source-language", type="language", needed=True)
            + _attribute("target-language", type="language")
            + _attribute("datatype", "plaintext", needed=True)
            + _attribute("tool-id")
            + _many("header", "optional")
            + '<ref name="body"/>',
        ),
        _define("header", _many("tool")),
        _define("tool", _attribute("tool-id", needed=True) + _attribute("tool-name", needed=True) + "<empty/>"),
        _define("body", _many("group")),
        _define("group", _attribute("id") + _attribute("restype") + _many("trans-unit")),
        _define(
            "trans-unit",
            _attribute("id", needed=True)
            + _attribute("approved", "yes", "no")
            + _attribute("extradata")
            + space
            + '<ref name="source"/>'
            + _many("target", "optional")
            + _many("note"),
        ),
        _define("source", lang + _inline(*codes)),
        _define(
            "target",
            lang
            + _attribute("state", *_STATES_12)
            + _attribute("state-qualifier", "mt-suggestion", "leveraged-tm")
            + _inline(*codes),
        ),
        _define(
            "note",
            _attribute("from")
            + _attribute("priority", *map(str, range(1, 11)))
            + _attribute("annotates", "source", "target", "general")
            + "<text/>",
        ),
        _define("g", _attribute("id", needed=True) + ctype + _inline(*codes)),
        _define("x", _attribute("id", needed=True) + ctype + "<empty/>"),
        _define("ph", _attribute("id", needed=True) + ctype + "<text/>"),
        _define(
            "mrk",
            _attribute("mtype", "term", needed=True)
            + _attribute("mid", type="NMTOKEN")
            + _attribute("comment")
            + _inline(*codes),
        ),
    ]
    return _grammar("urn:oasis:names:tc:xliff:document:1.2", "xliff", "".join(defines))


def tmx() -> etree.DTD:
    return etree.DTD(
        io.StringIO(
            """
<!ELEMENT tmx (header, body)> <!ATTLIST tmx version CDATA #FIXED "1.4">
<!ELEMENT header (note|prop)*>
<!ATTLIST header creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED
  segtype (block|paragraph|sentence|phrase) #REQUIRED o-tmf CDATA #REQUIRED adminlang CDATA #REQUIRED
  srclang CDATA #REQUIRED datatype CDATA #REQUIRED>
<!ELEMENT body (tu*)> <!ELEMENT note (#PCDATA)> <!ELEMENT prop (#PCDATA)>
<!ELEMENT tu ((note|prop)*, tuv+)>
<!ELEMENT tuv ((note|prop)*, seg)>
<!ATTLIST tuv xml:lang CDATA #REQUIRED changedate CDATA #IMPLIED changeid CDATA #IMPLIED>
<!ELEMENT seg (#PCDATA|ph)*>
<!ELEMENT ph (#PCDATA)> <!ATTLIST ph type CDATA #IMPLIED x CDATA #IMPLIED>
"""
        )
    )
