"""Articles written in their own layout and in every other format, and files that are whole or not there."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from translator.article.formats.common import Mark, Markup, markup
from translator.article.model import Article, Block, Format, Inline, Kind
from translator.article.read import read_bytes, read_text
from translator.article.write import save, write
from translator.errors import OutputError

TEXT = "Iklan\n\nJudul\n\nPenulis: Rizal\nKOTA BEKASI – Isi satu.\nBACA JUGA: lain\n\nIsi dua.\n"


def dropping(article: Article, *texts: str) -> Article:
    for block in article.blocks:
        if block.text in texts:
            article = article.drop(block.id)
    return article


def test_dropped_blocks_leave_and_paragraphs_stay_apart() -> None:
    article = dropping(read_text(TEXT), "Iklan", "Penulis: Rizal", "BACA JUGA: lain")
    assert write(article, Format.TXT).decode() == "Judul\n\nKOTA BEKASI – Isi satu.\n\nIsi dua.\n"


def test_a_translated_text_keeps_markers_datelines_and_gaps() -> None:
    article = read_text("Judul\r\n\r\nBekasi – Isi.\r\n  • satu\r\n")
    title, body, item = article.blocks
    translated = (
        replace(title, text="Title"),
        replace(body, dateline="BEKASI — ", text="Body."),
        replace(item, text="one"),
    )
    written = write(replace(article, blocks=translated), Format.TXT, "en")
    assert written.decode() == "Title\r\n\r\nBEKASI — Body.\r\n  • one\r\n"


def test_a_translated_wrapped_paragraph_stands_on_one_line() -> None:
    source = ("kata kata kata kata kata kata kata kata kata kata kata kata\n" * 3).strip()
    article = read_text(source)
    block = replace(article.blocks[0], text="One line.", raw="")
    assert write(replace(article, blocks=(block,)), Format.TXT).decode() == "One line."


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Rp1.2 trillion (24/7)", "Rp1.2 trillion (24/7)"),
        ("5 * 3 * 2 = 30", "5 * 3 * 2 = 30"),
        ("2025. The year", "2025\\. The year"),
        ("- a dash", "\\- a dash"),
        ("# no heading", "\\# no heading"),
        ("*stars*", "\\*stars\\*"),
        ("AT&amp;T", "AT\\&amp;T"),
    ],
)
def test_translated_markdown_is_escaped_only_where_it_would_be_read_otherwise(text: str, source: str) -> None:
    article = read_text("Isi.", Format.MARKDOWN)
    translated = replace(article, blocks=(replace(article.blocks[0], text=text),))
    written = write(translated, Format.MARKDOWN).decode()
    assert written == source
    assert read_text(written, Format.MARKDOWN).blocks[0].text == text


def test_markup_follows_the_translated_text() -> None:
    article = read_text('Kata **tebal** dan [tautan](http://a.id "j") _miring_.', Format.MARKDOWN)
    bold, link, italic = article.blocks[0].inline
    inline = (
        replace(link, start=0, end=1),
        replace(bold, start=1, end=5),
        replace(italic, start=6, end=9),
    )
    translated = replace(
        article, blocks=(replace(article.blocks[0], text="泉「佐野」市長は語る", raw="", inline=inline),)
    )
    written = write(translated, Format.MARKDOWN, "ja").decode()
    again = read_text(written, Format.MARKDOWN).blocks[0]
    assert again.text == "泉「佐野」市長は語る"
    assert [(i.start, i.end, markup(i).kind) for i in again.inline] == [
        (0, 1, Mark.LINK),
        (1, 5, Mark.STRONG),
        (6, 9, Mark.EM),
    ]


def test_an_underlined_heading_stays_a_heading() -> None:
    article = read_text("Judul\n=====\n\nIsi.\n", Format.MARKDOWN)
    title, body = article.blocks
    translated = replace(article, blocks=(replace(title, text="Title", raw=""), body))
    assert write(translated, Format.MARKDOWN).decode() == "# Title\n\nIsi.\n"


@pytest.mark.parametrize(
    ("opening", "closing", "meaning"),
    [
        ("**", "**", Markup(Mark.STRONG)),
        ("_", "_", Markup(Mark.EM)),
        ("`` ", " ``", Markup(Mark.CODE)),
        ("[", "](http://a.id)", Markup(Mark.LINK, "http://a.id")),
        ("[", "](<a b> 'judul')", Markup(Mark.LINK, "a b")),
        ("[", "](javascript:x)", Markup(Mark.OTHER)),
        ("![", "](a.png)", Markup(Mark.OTHER)),
        ("<b>", "</b>", Markup(Mark.STRONG)),
        ("<em class='x'>", "</em>", Markup(Mark.EM)),
        ('<a class="x" href="/a?b=1&amp;c=2">', "</a>", Markup(Mark.LINK, "/a?b=1&c=2")),
        ("<a href='data:text/html,x'>", "</a>", Markup(Mark.OTHER)),
        ("<span>", "</span>", Markup(Mark.OTHER)),
        ("<", ">", Markup(Mark.LINK)),
    ],
)
def test_meaning_of_markup(opening: str, closing: str, meaning: Markup) -> None:
    assert markup(Inline(0, 1, opening, closing)) == meaning


ARTICLE = Article(
    (
        Block("b1", Kind.TITLE, "Judul <1> & 2", level=1),
        Block("b2", Kind.PARAGRAPH, "Isi tebal.", dateline="BEKASI – ", inline=(Inline(4, 9, "**", "**"),)),
        Block("b3", Kind.LIST_ITEM, "satu", marker="• ", level=1),
        Block("b4", Kind.LIST_ITEM, "dua", marker="3. ", level=2),
        Block("b5", Kind.QUOTE, "kutipan"),
        Block("b6", Kind.PARAGRAPH, "Iklan", dropped=True),
        Block("b7", Kind.CAPTION, "foto"),
        Block("b8", Kind.VERBATIM, "a  b\n```"),
        Block("b9", Kind.TABLE_CELL, "x|y", before="\n\n"),
        Block("b10", Kind.TABLE_CELL, "z", before="\n\t"),
    ),
    Format.HTML,
)


def test_as_plain_text() -> None:
    assert write(ARTICLE, Format.TXT).decode() == (
        "Judul <1> & 2\n\nBEKASI – Isi tebal.\n\n• satu\n  3. dua\n\nkutipan\n\nfoto\n\na  b\n```\n\nx|y\n\tz\n"
    )


def test_as_markdown() -> None:
    assert write(ARTICLE, Format.MARKDOWN).decode() == (
        "# Judul <1> & 2\n\nBEKASI – Isi **tebal**.\n\n- satu\n\n  3. dua\n\n> kutipan\n\nfoto\n\n"
        "````\na  b\n```\n````\n\n| x\\|y |  |\n| --- | --- |\n|  | z |\n"
    )


def test_as_html() -> None:
    page = write(ARTICLE, Format.HTML, "ja").decode()
    assert page.startswith('<!doctype html>\n<html lang="ja">\n<head>\n<meta charset="utf-8">\n')
    for part in (
        "<title>Judul &lt;1&gt; &amp; 2</title>",
        "<article>\n<h1>Judul &lt;1&gt; &amp; 2</h1>",
        "<p>BEKASI – Isi <strong>tebal</strong>.</p>",
        '<ul>\n<li>satu\n<ol start="3">\n<li>dua</li></ol></li></ul>',
        "<blockquote><p>kutipan</p></blockquote>",
        "<figure><figcaption>foto</figcaption></figure>",
        "<pre>\na  b\n```</pre>",
        "<tr><td>x|y</td></tr>\n<tr><td></td><td>z</td></tr>",
    ):
        assert part in page
    assert "Iklan" not in page


def test_as_docx() -> None:
    document = docx.Document(io.BytesIO(write(ARTICLE, Format.DOCX, "ja")))
    assert [(p.style.name if p.style else "", p.text) for p in document.paragraphs] == [
        ("Title", "Judul <1> & 2"),
        ("Normal", "BEKASI – Isi tebal."),
        ("List Bullet", "satu"),
        ("List Number 2", "dua"),
        ("Quote", "kutipan"),
        ("Caption", "foto"),
        ("macro", "a  b\n```"),
    ]
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [["x|y", ""], ["", "z"]]
    defaults = document.styles.element.find(qn("w:docDefaults"))
    fonts, language = (next(defaults.iter(qn(name))) for name in ("w:rFonts", "w:lang"))
    assert fonts.get(qn("w:eastAsia")) == "Yu Mincho"
    assert language.get(qn("w:eastAsia")) == "ja-JP"
    assert document.core_properties.title == "Judul <1> & 2"


def test_control_characters_do_not_break_html_and_docx() -> None:
    article = read_text("kata\x01kata\x0b\x85 " + "kata " * 20)
    for format in (Format.HTML, Format.DOCX):
        assert read_bytes(write(article, format), format).kept[0].text.startswith("katakata")


def test_a_page_cannot_carry_scripts_through() -> None:
    source = 'Teks <b onclick="x()">tebal</b> [a](javascript:x) <script>x()</script>\n\n<iframe src="x"></iframe>'
    page = write(read_text(source, Format.MARKDOWN), Format.HTML).decode()
    for harm in ("<script", "<iframe", "<b onclick", 'href="javascript'):
        assert harm not in page


# Files ---------------------------------------------------------------------------------------------------------


def test_save_writes_and_replaces_only_when_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    save(b"satu", path)
    with pytest.raises(OutputError, match="exists"):
        save(b"dua", path)
    assert path.read_bytes() == b"satu"
    save(b"dua", path, force=True)
    assert path.read_bytes() == b"dua"
    assert list(tmp_path.iterdir()) == [path]


def test_save_into_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="Cannot be written"):
        save(b"x", tmp_path / "hilang" / "a.txt")


def test_save_leaves_the_old_file_when_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "a.txt"
    path.write_bytes(b"lama")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        save(b"baru", path, force=True)
    assert path.read_bytes() == b"lama"
    assert list(tmp_path.iterdir()) == [path]
