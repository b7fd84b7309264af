"""What the reader finds in each format, and what it refuses."""

from __future__ import annotations

import io
import os
import random
import textwrap
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.article.texts import sentence
from translator.article.model import Article, Block, Format, Kind
from translator.article.read import format_of, read, read_bytes, read_text
from translator.errors import InputError, TranslatorError, UsageError
from translator.limits import MAX_DOCX_MEMBERS, MAX_TEXT_BYTES

MIB = 1024 * 1024


def outline(article: Article) -> list[tuple[str, str, str]]:
    return [(b.kind.value, b.marker, b.text) for b in article.blocks]


def marked(block: Block) -> list[tuple[str, str, str]]:
    return [(block.text[i.start : i.end], i.open, i.close) for i in block.inline]


# Plain text ----------------------------------------------------------------------------------------------------

PASTED = """Zona Bekasi

Bekasi Terima Kunjungan Kota Izumisano

KOTA BEKASI – Tak mau ketinggalan, Pemerintah Kota Bekasi menggelar karpet merah untuk tamu dari Jepang.
Sembilan sektor yang dibahas meliputi:
  • Smart city (karena siapa sih yang mau dibilang dumb city?)
    • Pengelolaan limbah cair
  • City branding
1. Perbaikan jalan
2) Jembatan
(3) Puskesmas
a. Beasiswa
2025. Tahun itu anggaran naik.
H. Ahmad hadir.
-
***"""


def test_each_line_of_a_pasted_page_is_a_block() -> None:
    article = read_text(PASTED)
    assert article.assemble() == PASTED
    assert outline(article)[3:] == [
        ("paragraph", "", "Sembilan sektor yang dibahas meliputi:"),
        ("list-item", "  • ", "Smart city (karena siapa sih yang mau dibilang dumb city?)"),
        ("list-item", "    • ", "Pengelolaan limbah cair"),
        ("list-item", "  • ", "City branding"),
        ("list-item", "1. ", "Perbaikan jalan"),
        ("list-item", "2) ", "Jembatan"),
        ("list-item", "(3) ", "Puskesmas"),
        ("list-item", "a. ", "Beasiswa"),
        ("paragraph", "", "2025. Tahun itu anggaran naik."),
        ("paragraph", "", "H. Ahmad hadir."),
        ("paragraph", "", "-"),
        ("paragraph", "", "***"),
    ]
    assert [b.level for b in article.blocks[4:7]] == [1, 2, 1]
    assert len({b.id for b in article.blocks}) == len(article.blocks)


WRAPPED = """Wali Kota Bekasi Tri Adhianto menyambut baik langkah ini dan menyebut
kerja sama ini sebagai bagian dari misi menghadirkan pelayanan publik
yang lebih cepat, transparan, dan berkualitas.

Rombongan tamu juga diajak keliling ke Galeri Dekranasda Kota Bekasi,
memperkenalkan potensi lokal.

- Pengelolaan lingkungan dan limbah, termasuk sport city, meski belum
  jelas hubungannya dengan sampah di kota itu
- Pendidikan
"""


def test_hard_wrapped_paragraphs_are_joined() -> None:
    article = read_text(WRAPPED)
    assert article.assemble() == WRAPPED
    assert [b.text for b in article.blocks] == [
        "Wali Kota Bekasi Tri Adhianto menyambut baik langkah ini dan menyebut kerja sama ini sebagai bagian dari misi "
        "menghadirkan pelayanan publik yang lebih cepat, transparan, dan berkualitas.",
        "Rombongan tamu juga diajak keliling ke Galeri Dekranasda Kota Bekasi, memperkenalkan potensi lokal.",
        "Pengelolaan lingkungan dan limbah, termasuk sport city, meski belum jelas "
        "hubungannya dengan sampah di kota itu",
        "Pendidikan",
    ]
    assert article.blocks[0].raw == WRAPPED.partition("\n\n")[0]
    assert article.blocks[3].raw == ""


@pytest.mark.parametrize("width", [60, 66, 72, 78, 90, 99])
def test_paragraphs_wrapped_at_any_usual_width_are_joined(width: int) -> None:
    rng = random.Random(width)
    paragraphs = [" ".join(sentence(rng) for _ in range(rng.randint(2, 6))) + "." for _ in range(30)]
    text = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in paragraphs)
    assert [b.text for b in read_text(text).blocks] == paragraphs


def test_headlines_under_each_other_are_not_joined() -> None:
    lines = [
        "Dukung Pembekuan Worldcoin, Mas Tri Ingatkan Tak Sembarang Menyerahkan Data Pribadi",
        "Konfercab ke V, IGTKI-PGRI Harus Hasilkan Pengurus Profesional",
        "Kota Bekasi Jadi Tuan Rumah IMAG I 2023, Tri Adhianto: Ini Jadi Pemanasan",
        "Penulis: Rizal Firmansyah Editor: Wahyuni Astuti",
    ]
    assert [b.text for b in read_text("\n".join(lines)).blocks] == lines


# Markdown ------------------------------------------------------------------------------------------------------

MARKDOWN = """---
title: Kunjungan
date: 2025-07-24
---

# Bekasi *dan* Izumisano #

Pemerintah **Kota
Bekasi** \\* [tautan](https://a.id "judul") &amp; <https://b.id/x_y> `kode` ![foto](f.png) [acuan] <sup>2</sup>

Sektor
------

- satu
  - dua

    lanjut
1. tiga

> kutipan
> panjang

| Kota | Wali |
|------|------|
| a \\| b | |

```py
print()
```

[acuan]: https://c.id
"""


def test_markdown_blocks() -> None:
    article = read_text(MARKDOWN, Format.MARKDOWN)
    assert article.assemble() == MARKDOWN
    assert article.title == "Bekasi dan Izumisano"
    assert article.published == date(2025, 7, 24)
    assert [(b.kind.value, b.level, b.marker, b.text) for b in article.blocks[3:]] == [
        ("heading", 2, "", "Sektor"),
        ("list-item", 1, "- ", "satu"),
        ("list-item", 2, "  - ", "dua"),
        ("paragraph", 0, "", "lanjut"),
        ("list-item", 1, "1. ", "tiga"),
        ("quote", 0, "> ", "kutipan panjang"),
        ("table-cell", 0, "| ", "Kota"),
        ("table-cell", 0, " | ", "Wali"),
        ("table-cell", 0, "| ", "a | b"),
        ("verbatim", 0, "", "```py\nprint()\n```"),
        ("verbatim", 0, "", "[acuan]: https://c.id"),
    ]


def test_markdown_inline_markup_stands_beside_the_text() -> None:
    block = read_text(MARKDOWN, Format.MARKDOWN).blocks[2]
    assert block.text == "Pemerintah Kota Bekasi * tautan & https://b.id/x_y kode foto acuan 2"
    assert marked(block) == [
        ("Kota Bekasi", "**", "**"),
        ("tautan", "[", '](https://a.id "judul")'),
        ("https://b.id/x_y", "<", ">"),
        ("kode", "`", "`"),
        ("foto", "![", "](f.png)"),
        ("acuan", "[", "](<https://c.id>)"),
        ("2", "<sup>", "</sup>"),
    ]
    assert block.raw in MARKDOWN


def test_markdown_lists_nested_ten_deep_keep_their_text() -> None:
    text = "\n".join("  " * n + f"- butir {n}" for n in range(10))
    assert [b.level for b in read_text(text, Format.MARKDOWN).blocks] == list(range(1, 11))


# HTML ----------------------------------------------------------------------------------------------------------

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>Judul | Situs</title>
<meta property="article:published_time" content="2025-07-24T23:30:00+07:00">
<style>p{}</style><script>var x = "<p>skrip</p>"</script></head>
<body><header><a href="/">Situs</a></header><nav><ul><li>Beranda</li></ul></nav>
<div class="wrap"><div class="isi"><h1>Bekasi Terima Tamu</h1>
<figure><img src="a.jpg"><figcaption>Foto: Humas</figcaption></figure>
<p>KOTA  BEKASI &ndash; <b>Tri <i>Adhianto</i> </b> menyambut
<a href="https://a.id/?x=1&amp;y=2" onclick="x()">tamu</a>, <a href="javascript:x()">klik</a>.
<!-- komentar --></p>
<p style="display:none">tersembunyi</p>
Teks tanpa paragraf<br>satu baris<br><br>baris baru
<h2>Sektor</h2><ol start="3"><li>tiga</li><li><p>empat</p><p>lanjutan</p><ul><li>dalam</li></ul></li></ol>
<blockquote><p>Kutipan</p></blockquote>
<table><tr><th>Kota</th><th>Wali</th></tr><tr><td></td><td>Tri</td></tr></table>
<pre>a  b
 c</pre></div></div>
<aside><p>Iklan</p></aside><footer><p>Hak cipta</p></footer></body></html>"""


def test_html_main_article() -> None:
    article = read_text(PAGE, Format.HTML)
    assert article.published == date(2025, 7, 24)
    assert [(b.kind.value, b.level, b.before, b.marker, b.text) for b in article.blocks] == [
        ("title", 1, "", "", "Bekasi Terima Tamu"),
        ("caption", 0, "\n\n", "", "Foto: Humas"),
        ("paragraph", 0, "\n\n", "", "KOTA BEKASI – Tri Adhianto menyambut tamu, klik."),
        ("paragraph", 0, "\n\n", "", "Teks tanpa paragraf satu baris"),
        ("paragraph", 0, "\n\n", "", "baris baru"),
        ("heading", 2, "\n\n", "", "Sektor"),
        ("list-item", 1, "\n\n", "3. ", "tiga"),
        ("list-item", 1, "\n", "4. ", "empat"),
        ("paragraph", 0, "\n\n", "", "lanjutan"),
        ("list-item", 2, "\n\n", "• ", "dalam"),
        ("quote", 0, "\n\n", "", "Kutipan"),
        ("table-cell", 0, "\n\n", "", "Kota"),
        ("table-cell", 0, "\t", "", "Wali"),
        ("table-cell", 0, "\n\t", "", "Tri"),
        ("verbatim", 0, "\n\n", "", "a  b\n c"),
    ]
    assert marked(article.blocks[2]) == [
        ("Tri Adhianto", "<b>", "</b>"),
        ("Adhianto", "<i>", "</i>"),
        ("tamu", '<a href="https://a.id/?x=1&amp;y=2" onclick="x()">', "</a>"),
        ("klik", '<a href="javascript:x()">', "</a>"),
        ("", "<!-- komentar -->", ""),
    ]


def test_html_prefers_the_element_that_says_it_is_the_article() -> None:
    side = "<div>" + "<p>Berita lain yang panjang sekali.</p>" * 3 + "</div>"
    page = f"<body>{side}<div itemprop='articleBody'><p>{'Isi berita. ' * 20}</p></div></body>"
    assert [b.text for b in read_text(page, Format.HTML).blocks] == [("Isi berita. " * 20).strip()]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Judul</title>", "Judul"),
        ("<title>Judul | Situs</title><meta property='og:title' content='Judul'>", "Judul"),
        ("", ""),
    ],
)
def test_html_without_a_headline_takes_the_title_of_the_page(head: str, title: str) -> None:
    assert read_text(f"<head>{head}</head><body><p>Isi.</p></body>", Format.HTML).title == title


# Word ----------------------------------------------------------------------------------------------------------


def word(build: Callable[[docx.document.Document], object]) -> bytes:
    document = docx.Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_docx_by_style_in_the_order_of_the_body() -> None:
    def build(document: docx.document.Document) -> None:
        document.add_heading("Judul", 0)
        paragraph = document.add_paragraph("Wali Kota ")
        paragraph.add_run("Tri ").bold = True
        both = paragraph.add_run("Adhianto")
        both.bold = both.italic = True
        document.add_table(1, 2).cell(0, 1).text = "sel"
        document.add_heading("Sektor", 2)
        for style in ("List Bullet", "List Bullet 2", "List Number", "List Number", "Quote", "Caption"):
            document.add_paragraph(style, style=style)

    article = read_bytes(word(build), Format.DOCX)
    assert [(b.kind.value, b.level, b.marker, b.text) for b in article.blocks] == [
        ("title", 1, "", "Judul"),
        ("paragraph", 0, "", "Wali Kota Tri Adhianto"),
        ("table-cell", 0, "", "sel"),
        ("heading", 2, "", "Sektor"),
        ("list-item", 1, "• ", "List Bullet"),
        ("list-item", 2, "• ", "List Bullet 2"),
        ("list-item", 1, "1. ", "List Number"),
        ("list-item", 1, "2. ", "List Number"),
        ("quote", 0, "", "Quote"),
        ("caption", 0, "", "Caption"),
    ]
    meanings = [found for found in marked(article.blocks[1]) if not found[1].startswith("<w:")]
    assert meanings == [("Tri Adhianto", "<strong>", "</strong>"), ("Adhianto", "<em>", "</em>")]
    assert article.blocks[2].before == "\n\n\t"


def test_docx_tracked_changes_are_read_as_accepted() -> None:
    def build(document: docx.document.Document) -> None:
        xml = (
            f"<w:p {nsdecls('w')}><w:r><w:t xml:space='preserve'>Kota </w:t></w:r>"
            "<w:del><w:r><w:delText>Bogor</w:delText></w:r></w:del><w:ins><w:r><w:t>Bekasi</w:t></w:r></w:ins>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>rahasia</w:t></w:r></w:p>"
        )
        document.element.body.insert(0, parse_xml(xml))

    assert read_bytes(word(build), Format.DOCX).blocks[0].text == "Kota Bekasi"


PLAIN = word(lambda document: document.add_paragraph("Isi berita."))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"bukan zip", "no readable zip"),
        (PLAIN[: len(PLAIN) // 2], "no readable zip"),
        (zipped({"a.txt": b"x"}), "another kind of zip"),
        (zipped(members(PLAIN) | {"../jahat": b"x"}), "unsafe"),
        (zipped(members(PLAIN) | {f"word/{n}": b"" for n in range(MAX_DOCX_MEMBERS)}), "files"),
        (zipped(members(PLAIN) | {"word/bom.xml": b" " * 20 * MIB}), "unpacks more than"),
        (zipped(members(PLAIN) | {"word/media/a.bin": b"\0" * 101 * MIB}), "unpacks to more than"),
        (zipped({n: d for n, d in members(PLAIN).items() if n != "word/document.xml"}), "damaged docx"),
        (word(lambda document: document.add_paragraph(" ")), "No text found"),
    ],
)
def test_docx_refused(data: bytes, what: str) -> None:
    with pytest.raises(InputError, match=what):
        read_bytes(data, Format.DOCX, where="a.docx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_docx_with_entities_is_refused(encoding: str) -> None:
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode(encoding)
    with pytest.raises(InputError, match="entities"):
        read_bytes(zipped(members(PLAIN) | {"word/document.xml": bomb}), Format.DOCX)


def test_encrypted_docx_is_refused() -> None:
    data = bytearray(PLAIN)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(signature, place + 4)
    with pytest.raises(InputError, match="encrypted"):
        read_bytes(bytes(data), Format.DOCX)


# Files and encodings -------------------------------------------------------------------------------------------


def test_format_goes_by_the_suffix() -> None:
    names = {"a.TXT": "txt", "a.md": "md", "a.markdown": "md", "a.htm": "html", "a.Html": "html", "a.docx": "docx"}
    assert {name: format_of(Path(name)).value for name in names} == names
    with pytest.raises(UsageError, match=r"\.docx"):
        format_of(Path("a.pdf"))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "lingkar.txt").symlink_to(tmp_path / "lingkar.txt")
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipa.txt")
    (tmp_path / "besar.txt").write_bytes(b"a " * (MAX_TEXT_BYTES // 2 + 1))
    for name in ("lingkar.txt", "folder.txt", "pipa.txt", "besar.txt", "hilang.txt", "x" * 300 + ".txt", "a\0b.txt"):
        with pytest.raises(InputError) as caught:
            read(tmp_path / name)
        assert name in caught.value.where
        assert caught.value.mend


@pytest.mark.parametrize(
    ("data", "notes"),
    [
        ("Harga “naik” – 5 €".encode(), ()),
        ("Harga “naik” – 5 €".encode("utf-8-sig"), ()),
        ("Harga “naik” – 5 €".encode("utf-16"), ()),
        ("Harga “naik” – 5 €".encode("utf-32"), ()),
        ("Harga “naik” – 5 €".encode("cp1252"), ("read as cp1252",)),
    ],
)
def test_encodings(data: bytes, notes: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    article = read(path)
    assert article.assemble() == "Harga “naik” – 5 €"
    assert article.notes == notes


def test_one_damaged_byte_does_not_turn_the_whole_text_into_cp1252() -> None:
    article = read_bytes("“Kami” – “kota” – “dunia”".encode() + b"\xe2\x80", Format.TXT)
    assert article.blocks[0].text == "“Kami” – “kota” – “dunia”\ufffd"
    assert "byte 41" in article.notes[0]


def test_html_says_its_charset() -> None:
    page = "<meta charset=shift_jis><p>大阪府泉佐野市</p>".encode("shift_jis")
    article = read_bytes(page, Format.HTML)
    assert article.blocks[0].text == "大阪府泉佐野市"
    assert article.notes == ("read as shift_jis",)


@pytest.mark.parametrize("format", [Format.TXT, Format.MARKDOWN, Format.HTML])
@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "Empty"),
        (b" \n\t\xef\xbb\xbf\n", "Empty"),
        (b"Wali Kota\0Bekasi", "byte 9"),
        ("Wali “Kota”\0".encode(), "byte 15"),
        (bytes(range(32)) * 9, "Binary"),
        ("Wali Kota".encode("utf-16-le"), "Binary"),
        (b"\xff\xfea", "Damaged utf-16"),
        (b"a\n" * 300_000, "lines"),
        (b"a " * (MAX_TEXT_BYTES // 2 + 1), "at most 6 MB"),
    ],
)
def test_text_refused(data: bytes, what: str, format: Format) -> None:
    if what == "lines" and format is Format.HTML:
        return
    with pytest.raises(InputError, match=what) as caught:
        read_bytes(data, format, where="a.txt")
    assert caught.value.where == "a.txt"
    assert caught.value.mend


@pytest.mark.parametrize(
    "page",
    [
        "<script>x()</script>",
        "<p hidden>x</p>",
        "<nav>x</nav>",
        "<!-- x -->",
        "<div>" * 500 + "x",
        "<p>&nbsp;</p>",
    ],
)
def test_html_without_text_is_refused(page: str) -> None:
    with pytest.raises(InputError):
        read_text(page, Format.HTML)


def test_half_characters_are_refused() -> None:
    with pytest.raises(InputError, match="character 4"):
        read_text("kata\ud800")


def test_docx_is_no_text() -> None:
    with pytest.raises(UsageError):
        read_text("x", Format.DOCX)


@pytest.mark.parametrize("format", [Format.TXT, Format.MARKDOWN, Format.HTML])
def test_five_megabytes_take_less_than_five_seconds(format: Format) -> None:
    paragraph = "Pemerintah Kota Bekasi menyambut tamu. " * 10
    paragraph = f"<p>{paragraph}</p>" if format is Format.HTML else paragraph + "\n\n"
    text = paragraph * (5 * MIB // len(paragraph) + 1)
    start = time.process_time()
    assert len(read_bytes(text.encode(), format).blocks) > 13_000
    assert time.process_time() - start < 5


def test_brackets_without_end_do_not_take_quadratic_time() -> None:
    start = time.process_time()
    for text in ("[" * MIB, "![a](" * (MIB // 5), "> " * (MIB // 2), "**a_" * (MIB // 4), "<a " * (MIB // 3)):
        try:
            read_text(text, Format.MARKDOWN)
        except TranslatorError:
            continue
    assert time.process_time() - start < 5


def test_an_article_knows_which_kinds_are_translated() -> None:
    article = read_text(MARKDOWN, Format.MARKDOWN)
    assert [b.kind for b in article.blocks if not b.translatable] == [Kind.VERBATIM] * 3
