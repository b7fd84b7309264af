"""Word documents written back into themselves: compared element by element."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import oxml_parser
from lxml import etree

from tests.article.projecting import reversed_words, same, shouted, translated
from tests.article.texts import article
from tests.article.word_files import libreoffice, python_docx, word
from translator.article.clean import clean
from translator.article.model import Format, Kind
from translator.article.read import read_bytes
from translator.article.write import write

FILES = [word, libreoffice, python_docx]
Build = Callable[[], bytes]


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tree(xml: bytes) -> Any:
    return etree.fromstring(xml)


def skeleton(xml: bytes) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """Elements that are not runs or their looks, with their attributes, in order."""
    flat = ("r", "t", "rPr", "proofErr", "lastRenderedPageBreak", "del", "delText", "ins")
    out = []
    for node in tree(xml).iter(etree.Element):
        name = etree.QName(node).localname
        inside = any(etree.QName(a).localname in ("rPr", "del") for a in node.iterancestors())
        if name not in flat and not inside:
            out.append((name, tuple(sorted((str(k), str(v)) for k, v in node.attrib.items()))))
    return out


def looks(xml: bytes) -> list[tuple[str, str]]:
    """The paragraphs' words one by one, each with the look of its run (language and East Asian font apart)."""
    out = []
    for node in tree(xml).iter(qn("w:t")):
        properties = node.getparent().find(qn("w:rPr"))
        own = [] if properties is None else [p for p in properties if p.tag != qn("w:lang")]
        look = "".join(
            re.sub(r' xmlns:\w+="[^"]*"| w:(eastAsia|hint)="[^"]*"', "", etree.tostring(p).decode()) for p in own
        )
        out += [(word, look) for word in re.findall(r"\w+", node.text or "")]
    return out


TEXTS = re.compile(r"word/(document|header\d|footer\d|footnotes|endnotes)\.xml")


@pytest.mark.parametrize("build", FILES)
def test_a_document_stays_the_same_when_its_translation_does(build: Build) -> None:
    data = build()
    again = members(write(translated(read_bytes(data, Format.DOCX), same), Format.DOCX, "id"))
    assert list(again) == list(members(data))
    for name, before in members(data).items():
        if TEXTS.fullmatch(name):
            assert etree.tostring(tree(again[name]), method="c14n") == etree.tostring(tree(before), method="c14n")
        elif name != "word/styles.xml":
            assert again[name] == before


@pytest.mark.parametrize("build", FILES)
def test_a_document_keeps_its_elements_and_looks_around_other_words(build: Build) -> None:
    data = build()
    again = members(write(translated(read_bytes(data, Format.DOCX), shouted), Format.DOCX, "en"))
    for name, before in members(data).items():
        if TEXTS.fullmatch(name):
            assert skeleton(again[name]) == skeleton(before)
            assert looks(again[name]) == [(text.upper(), look) for text, look in looks(before)]
        elif name not in ("word/styles.xml", "docProps/core.xml"):
            assert again[name] == before


@pytest.mark.parametrize("build", FILES)
def test_a_document_keeps_everything_in_any_order_of_words(build: Build) -> None:
    data = build()
    again = members(write(translated(read_bytes(data, Format.DOCX), reversed_words), Format.DOCX, "en"))
    for name, before in members(data).items():
        if TEXTS.fullmatch(name):
            assert sorted(skeleton(again[name])) == sorted(skeleton(before))
            assert sorted(letters(again[name])) == sorted(letters(before))
            assert balanced(again[name])


def letters(xml: bytes) -> str:
    return "".join("".join((node.text or "").split()) for node in tree(xml).iter(qn("w:t")))


def balanced(xml: bytes) -> bool:
    """Whether every field's begin, separate and end come in that order, well nested."""
    steps = {"begin": 0, "separate": 1, "end": 2}
    stack: list[int] = []
    for node in tree(xml).iter(qn("w:fldChar")):
        step = steps[node.get(qn("w:fldCharType"))]
        if step == 0:
            stack.append(0)
        elif not stack or stack[-1] >= step:
            return False
        elif step == 2:
            stack.pop()
        else:
            stack[-1] = 1
    return not stack


def test_notes_headers_and_footers_are_read_and_written() -> None:
    source = read_bytes(word(), Format.DOCX)
    found = [(b.kind, b.text) for b in source.blocks if b.kind in (Kind.NOTE, Kind.MARGIN)]
    assert found == [
        (Kind.NOTE, "Kota di Prefektur Osaka."),
        (Kind.MARGIN, "Halaman 1 dari 2"),
        (Kind.MARGIN, "Kabar Uji"),
    ]
    again = read_bytes(write(translated(clean(source), shouted), Format.DOCX, "en"), Format.DOCX)
    assert [b.text for b in again.blocks][-3:] == ["KOTA DI PREFEKTUR OSAKA.", "HALAMAN 1 DARI 2", "KABAR UJI"]
    plain = write(source, Format.TXT).decode()
    assert "Prefektur Osaka" in plain
    assert "Halaman" not in plain


def test_comments_are_untouched_and_stay_on_their_words() -> None:
    again = members(write(translated(read_bytes(word(), Format.DOCX), reversed_words), Format.DOCX, "en"))
    assert again["word/comments.xml"] == members(word())["word/comments.xml"]
    text, inside = "", False
    for node in tree(again["word/document.xml"]).iter():
        inside = (inside or node.tag == qn("w:commentRangeStart")) and node.tag != qn("w:commentRangeEnd")
        text += (node.text or "") if inside and node.tag == qn("w:t") else ""
    assert text.strip() in ("sektor Sembilan", "Sembilan sektor", "sektor", "Sembilan")


def test_japanese_gets_its_language_and_font() -> None:
    for build in FILES:
        data = write(translated(read_bytes(build(), Format.DOCX), lambda text: "日本" + text, "ja"), Format.DOCX, "ja")
        document = docx.Document(io.BytesIO(data))
        defaults: Any = document.styles.element.find(qn("w:docDefaults"))
        assert next(defaults.iter(qn("w:rFonts"))).get(qn("w:eastAsia")) == "Yu Mincho"
        assert next(defaults.iter(qn("w:rFonts"))).get(qn("w:eastAsiaTheme")) is None
        assert next(defaults.iter(qn("w:lang"))).get(qn("w:eastAsia")) == "ja-JP"


BOX = (
    '<w:r {ns}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
    "<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
).format(
    ns='xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
    box="<w:txbxContent><w:p><w:r><w:t>Kotak keterangan.</w:t></w:r></w:p></w:txbxContent>",
)


def test_text_boxes_are_written_in_both_of_their_forms() -> None:
    document = docx.Document()
    document.add_paragraph("Warga menanam pohon.")._p.append(etree.fromstring(BOX, parser=oxml_parser))
    document.add_table(1, 1).cell(0, 0).paragraphs[0]._p.append(etree.fromstring(BOX, parser=oxml_parser))
    made = io.BytesIO()
    document.save(made)
    source = read_bytes(made.getvalue(), Format.DOCX)
    assert [block.text for block in source.blocks] == ["Warga menanam pohon.", *["Kotak keterangan."] * 2]
    written = members(write(translated(source, shouted), Format.DOCX, "en"))["word/document.xml"]
    found = [node.text for node in tree(written).iter(qn("w:t"))]
    assert found == ["WARGA MENANAM POHON.", *["KOTAK KETERANGAN."] * 4]


def test_bullets_keep_their_font_in_japanese() -> None:
    document = docx.Document(io.BytesIO(word()))
    style: Any = document.styles.add_style("Bullets", WD_STYLE_TYPE.CHARACTER)
    style.font.name = "OpenSymbol"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "OpenSymbol")
    made = io.BytesIO()
    document.save(made)
    again: Any = docx.Document(
        io.BytesIO(write(translated(read_bytes(made.getvalue(), Format.DOCX), shouted), Format.DOCX, "ja"))
    )
    assert again.styles["Bullets"].element.rPr.rFonts.get(qn("w:eastAsia")) == "OpenSymbol"


def test_the_title_in_the_properties_follows() -> None:
    data = write(translated(read_bytes(python_docx(), Format.DOCX), shouted), Format.DOCX, "en")
    assert docx.Document(io.BytesIO(data)).core_properties.title == "GEMPA GUNCANG MALANG"


def test_dropped_paragraphs_leave_and_pictures_stay() -> None:
    source = read_bytes(word(), Format.DOCX)
    for block in source.blocks:
        if block.kind is Kind.PARAGRAPH:
            source = source.drop(block.id)
    again = write(source, Format.DOCX, "id")
    assert [b.text for b in read_bytes(again, Format.DOCX).blocks] == [
        b.text for b in source.blocks if b.kind is not Kind.PARAGRAPH
    ]
    xml = members(again)["word/document.xml"]
    assert b"<w:drawing>" in xml
    assert b"w:footnoteReference" in xml
    assert balanced(xml)


def test_a_dateline_goes_back_in_front() -> None:
    source = clean(read_bytes(python_docx(), Format.DOCX))
    assert source.blocks[1].dateline == "MALANG – "
    again = read_bytes(write(translated(source, shouted), Format.DOCX, "en"), Format.DOCX)
    assert again.blocks[1].text.startswith("MALANG – GEMPA BERMAGNITUDO 5,1")


def test_a_thousand_blocks_come_back_into_their_document() -> None:
    rng = random.Random(8)
    for _ in range(20):
        data = write(article(rng, 50), Format.DOCX)
        source = read_bytes(data, Format.DOCX)
        again = read_bytes(write(translated(source, shouted), Format.DOCX, "en"), Format.DOCX)
        assert [b.text for b in again.blocks] == [b.text.upper() for b in source.blocks]
        assert [b.kind for b in again.blocks] == [b.kind for b in source.blocks]
