"""Word documents as Word, LibreOffice and python-docx write them, for the tests of reading and writing."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.enum.text import WD_BREAK, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_REL = R + "/"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def zipped(members: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + data)
    return out.getvalue()


def _package(body: str, styles: str, parts: dict[str, tuple[str, str]], links: dict[str, str]) -> bytes:
    """A document from its body and further parts: name → (kind, content); links: id → address."""
    names = "".join(f' xmlns:{k}="{v}"' for k, v in _NAMESPACES.items())
    overrides = "".join(
        f'<Override PartName="/word/{name}" ContentType="{_TYPE}{kind}+xml"/>' for name, (kind, _) in parts.items()
    )
    relations = "".join(
        f'<Relationship Id="rIdP{n}" Type="{_REL}{kind}" Target="{name}"/>'
        for n, (name, (kind, _)) in enumerate(parts.items())
    )
    outside = "".join(
        f'<Relationship Id="{i}" Type="{_REL}hyperlink" Target="{href}" TargetMode="External"/>'
        for i, href in links.items()
    )
    relationships = "http://schemas.openxmlformats.org/package/2006/relationships"
    return zipped(
        {
            "[Content_Types].xml": (
                '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                '<Default Extension="xml" ContentType="application/xml"/>'
                f'<Override PartName="/word/document.xml" ContentType="{_TYPE}document.main+xml"/>'
                f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}styles+xml"/>{overrides}</Types>'
            ),
            "_rels/.rels": (
                f'<Relationships xmlns="{relationships}">'
                f'<Relationship Id="rId1" Type="{_REL}officeDocument" Target="word/document.xml"/></Relationships>'
            ),
            "word/document.xml": f"<w:document{names}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
            "word/_rels/document.xml.rels": (
                f'<Relationships xmlns="{relationships}"><Relationship Id="rIdS" Type="{_REL}styles" '
                f'Target="styles.xml"/>{relations}{outside}</Relationships>'
            ),
            **{f"word/{name}": content.replace("NAMES", names) for name, (_, content) in parts.items()},
        }
    )


_NAMESPACES = {
    "w": W,
    "r": R,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}


_LANG = '<w:lang w:val="id-ID"/>'
_LINKED = '<w:rStyle w:val="Hyperlink"/>'
_RED = '<w:b/><w:color w:val="FF0000"/>'
_UNDERLINED = '<w:u w:val="single"/>'
_MARK = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'


def _run(text: str, look: str = "", extra: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r w:rsidR="00A1B2C3">{properties}{extra}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _field(code: str, result: str, look: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"{_run(result, look)}"
        f'<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'
    )


_WORD_STYLES = """<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi"
w:eastAsiaTheme="minorEastAsia" w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"/><w:sz w:val="22"/>
<w:lang w:val="id-ID" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Judul"><w:name w:val="Title"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Judul1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>
<w:rPr><w:color w:val="0563C1"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>
<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>"""


def word() -> bytes:
    """As Word saves it: revision ids, spelling marks, theme fonts, fields, a comment, notes, header and footer."""
    body = (
        f'<w:p w14:paraId="1A"><w:pPr><w:pStyle w:val="Judul"/></w:pPr><w:bookmarkStart w:id="0" w:name="_Toc1"/>'
        f"{_run('Bekasi Terima Kunjungan Izumisano')}"
        f'<w:bookmarkEnd w:id="0"/></w:p>'
        f'<w:p w:rsidR="00FF"><w:pPr><w:jc w:val="both"/><w:rPr><w:lang w:val="id-ID"/></w:rPr></w:pPr>'
        f'<w:proofErr w:type="spellStart"/>{_run("Pemerintah", _LANG)}'
        f'<w:proofErr w:type="spellEnd"/>{_run(" Kota Bekasi menyambut tamu dari ")}'
        f'<w:hyperlink r:id="rIdL1" w:history="1">{_run("Izumisano", _LINKED)}'
        f"</w:hyperlink>{_run(', Jepang')}"
        f'<w:r>{_MARK}<w:footnoteReference w:id="2"/></w:r>'
        f"{_run('. ')}"
        f'<w:commentRangeStart w:id="5"/>{_run("Sembilan sektor", _RED)}'
        f'<w:commentRangeEnd w:id="5"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
        f'<w:commentReference w:id="5"/></w:r>{_run(" dibahas pada ")}'
        f'<w:ins w:id="9" w:author="Editor" w:date="2025-07-24T00:00:00Z">{_run("Kamis ")}</w:ins>'
        f'<w:del w:id="10" w:author="Editor"><w:r><w:delText>Rabu </w:delText></w:r></w:del>'
        f"{_run('siang.', '<w:i/>')}</w:p>"
        f"<w:p>{_run('Tabel ')}{_field('SEQ Tabel', '1')}{_run('. Daftar sektor, lihat ')}"
        f"{_field('HYPERLINK &quot;https://bekasi.go.id&quot;', 'laman kota', _UNDERLINED)}"
        f"{_run(' dan halaman ')}{_field('PAGEREF _Toc1', '3')}{_run('.')}</w:p>"
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="1"/><w:gridCol w:w="1"/>'
        f"</w:tblGrid><w:tr><w:tc><w:tcPr/><w:p>{_run('Limbah', '<w:b/>')}{_run(' cair')}</w:p></w:tc>"
        f"<w:tc><w:tcPr/><w:p/></w:tc></w:tr></w:tbl>"
        f"<w:p>{_run('Foto tamu ')}<w:r><w:drawing><wp:inline><a:graphic/></wp:inline></w:drawing></w:r>"
        f"{_run(' di balai kota.')}<w:r><w:br/></w:r>{_run('Baris kedua')}<w:r><w:tab/></w:r>{_run('berakhir.')}</w:p>"
        f'<w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr><w:sdtContent><w:p>{_run("Isi kendali ")}'
        f'<w:sdt><w:sdtPr><w:id w:val="8"/></w:sdtPr><w:sdtContent>'
        f"{_run('konten')}</w:sdtContent></w:sdt>"
        f"{_run(' selesai.')}</w:p></w:sdtContent></w:sdt>"
        f'<w:sectPr><w:headerReference w:type="default" r:id="rIdP0"/>'
        f'<w:footerReference w:type="default" r:id="rIdP1"/>'
        f'<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    )
    notes = (
        f'<w:footnotes NAMES><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="2"><w:p><w:r>{_MARK}<w:footnoteRef/></w:r>'
        f"{_run(' Kota di ')}{_run('Prefektur Osaka', '<w:i/>')}{_run('.')}</w:p></w:footnote></w:footnotes>"
    ).replace(" NAMES", "NAMES")
    comments = (
        f'<w:commentsNAMES><w:comment w:id="5" w:author="Redaktur" w:initials="R"><w:p>{_run("Cek angka ini.")}</w:p>'
        f"</w:comment></w:comments>"
    )
    parts = {
        "header1.xml": ("header", f"<w:hdrNAMES><w:p>{_run('Kabar ')}{_run('Uji', '<w:b/>')}</w:p></w:hdr>"),
        "footer1.xml": (
            "footer",
            f"<w:ftrNAMES><w:p>{_run('Halaman ')}{_field('PAGE', '1')}{_run(' dari ')}{_field('NUMPAGES', '2')}"
            "</w:p></w:ftr>",
        ),
        "footnotes.xml": ("footnotes", notes),
        "comments.xml": ("comments", comments),
    }
    return _package(body, _WORD_STYLES, parts, {"rIdL1": "https://www.city.izumisano.lg.jp/"})


_LIBRE_STYLES = """<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Liberation Serif"
w:hAnsi="Liberation Serif" w:eastAsia="Noto Serif CJK SC" w:cs="Lohit Devanagari"/><w:kern w:val="2"/>
<w:lang w:val="id-ID" w:eastAsia="zh-CN" w:bidi="hi-IN"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="character" w:styleId="InternetLink"><w:name w:val="Hyperlink"/></w:style>"""


def libreoffice() -> bytes:
    """As LibreOffice exports it: an empty ``rPr`` in every run, runs cut where nothing changes, links with styles."""
    empty = "<w:rPr></w:rPr>"
    bold = "<w:rPr><w:b/><w:bCs/></w:rPr>"

    def run(text: str, look: str = empty) -> str:
        return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'

    body = (
        f'<w:p><w:pPr><w:pStyle w:val="Title"/><w:bidi w:val="0"/><w:jc w:val="start"/><w:rPr></w:rPr></w:pPr>'
        f"{run('Harga Cabai ')}{run('Naik')}</w:p>"
        f'<w:p><w:pPr><w:pStyle w:val="Normal"/><w:rPr></w:rPr></w:pPr>{run("Harga cabai ")}{run("rawit", bold)}'
        f"{run(' di ', empty)}{run('Pasar ', bold)}{run('Wonokromo', bold)}{run(' naik menjadi Rp 80.000 per ')}"
        f'<w:hyperlink r:id="rIdL1"><w:r><w:rPr><w:rStyle w:val="InternetLink"/></w:rPr><w:t>kilo</w:t></w:r>'
        f'<w:r><w:rPr><w:rStyle w:val="InternetLink"/><w:i/></w:rPr><w:t>gram</w:t></w:r></w:hyperlink>'
        f'{run(" pekan ini, kata ")}<w:hyperlink w:anchor="z">{run("pedagang")}</w:hyperlink>{run(".")}</w:p>'
        f'<w:p><w:pPr><w:rPr></w:rPr></w:pPr><w:bookmarkStart w:id="0" w:name="z"/>{run("Pasokan ")}'
        f'<w:bookmarkEnd w:id="0"/>{run("turun H")}'
        f'<w:r><w:rPr><w:vertAlign w:val="subscript"/></w:rPr><w:t>2</w:t></w:r>'
        f'{run("O.")}<w:r><w:rPr><w:rStyle w:val="FootnoteAnchor"/></w:rPr><w:endnoteReference w:id="2"/></w:r></w:p>'
        f'<w:sectPr><w:headerReference w:type="default" r:id="rIdP0"/><w:type w:val="nextPage"/></w:sectPr>'
    )
    endnotes = (
        f'<w:endnotesNAMES><w:endnote w:id="0" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:endnote>'
        f'<w:endnote w:id="2"><w:p><w:r><w:rPr></w:rPr><w:endnoteRef/></w:r><w:r><w:tab/></w:r>{run("Data BPS.")}</w:p>'
        f"</w:endnote></w:endnotes>"
    )
    header = f"<w:hdrNAMES><w:p>{run('Ekonomi')}</w:p></w:hdr>"
    parts = {"header1.xml": ("header", header), "endnotes.xml": ("endnotes", endnotes)}
    return _package(body, _LIBRE_STYLES, parts, {"rIdL1": "https://id.wikipedia.org/wiki/Kilogram"})


def python_docx() -> bytes:
    """As scripts write it with python-docx: styles, lists, tables, fonts, breaks, sections."""
    document = docx.Document()
    document.core_properties.title = "Gempa Guncang Malang"
    document.sections[0].header.paragraphs[0].text = "Kabar Uji"
    document.sections[0].footer.paragraphs[0].add_run("Redaksi ").italic = True
    document.add_heading("Gempa Guncang Malang", 0)
    paragraph = document.add_paragraph("MALANG – Gempa bermagnitudo ")
    paragraph.add_run("5,1").bold = True
    paragraph.add_run(" mengguncang ")
    colored = paragraph.add_run("Kabupaten Malang")
    colored.font.color.rgb, colored.font.size = RGBColor(255, 0, 0), Pt(14)
    colored.font.highlight_color = WD_COLOR_INDEX.YELLOW
    paragraph.add_run(", kata BMKG.").add_break(WD_BREAK.PAGE)
    document.add_heading("Kerusakan", 1)
    for style in ("List Bullet", "List Bullet 2", "List Number"):
        item = document.add_paragraph(style=style)
        item.add_run("rumah ")
        item.add_run("rusak berat").underline = True
    table = document.add_table(2, 2, style="Table Grid")
    table.cell(0, 0).paragraphs[0].add_run("Kecamatan").bold = True
    table.cell(0, 1).text = "Rumah"
    table.cell(1, 0).text = "Dampit"
    table.cell(1, 1).paragraphs[0].add_run("12")
    quote = document.add_paragraph("Warga diminta ", style="Quote")
    quote.add_run("tenang").italic = True
    simple = OxmlElement("w:fldSimple")
    simple.set(qn("w:instr"), "DATE")
    last = document.add_paragraph("Diperbarui ")
    last._p.append(simple)
    run = last.add_run("24 Juli 2025")
    simple.append(run._r)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
