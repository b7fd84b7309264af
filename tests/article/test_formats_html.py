"""Pages written back into themselves: compared element by element."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.article.projecting import reversed_words, same, shouted, translated
from tests.article.texts import article
from translator.article.clean import clean
from translator.article.formats.html import read as read_page
from translator.article.model import Article, Format
from translator.article.read import read_bytes, read_text
from translator.article.write import write

THEMES = sorted((Path(__file__).parent / "html").glob("*.html"))


def elements(page: str) -> list[tuple[str, dict[str, str]]]:
    """Every element and comment with its attributes, in order; language and charset apart."""
    root = etree.fromstring(page.encode(), etree.HTMLParser(encoding="utf-8"))
    own = ("lang", "dir", "xml:lang", "charset")
    return [
        (str(node.tag), {str(k): str(v) for k, v in node.attrib.items() if k not in own})
        if isinstance(node.tag, str)
        else ("comment", {"text": str(node.text)})
        for node in root.iter()
    ]


def letters(page: str) -> str:
    """All text of the page without white space."""
    root = etree.fromstring(page.encode(), etree.HTMLParser(encoding="utf-8"))
    return "".join(str(root.xpath("string()")).split())


def shown(page: str) -> list[str]:
    """The words of the page, each with the names of the elements around it."""
    root = etree.fromstring(page.encode(), etree.HTMLParser(encoding="utf-8"))
    out = []
    texts: Any = root.xpath("//text()")
    for text in texts:
        parent = text.getparent()
        host = parent.getparent() if text.is_tail else parent
        names = "/".join(str(n.tag) for n in (*reversed(list(host.iterancestors())), host))
        out += [f"{names}: {word}" for word in str(text).split()]
    return out


@pytest.mark.parametrize("path", THEMES, ids=lambda p: p.stem)
def test_a_theme_stays_the_same_when_its_translation_does(path: Path) -> None:
    page = path.read_text()
    again = write(translated(read_text(page, Format.HTML), same), Format.HTML, "id").decode()
    assert elements(again) == elements(page)
    assert shown(again) == shown(page)


@pytest.mark.parametrize("path", THEMES, ids=lambda p: p.stem)
def test_a_theme_keeps_its_elements_around_other_words(path: Path) -> None:
    page = path.read_text()
    source = read_text(page, Format.HTML)
    again = write(translated(source, shouted), Format.HTML, "en").decode()
    texts = {b.text for b in source.blocks if b.translatable}
    assert sorted(map(str, without_content(elements(again)))) == sorted(map(str, without_content(elements(page))))
    read_again = read_text(again, Format.HTML)
    assert [b.text for b in read_again.blocks] == [b.text.upper() if b.text in texts else b.text for b in source.blocks]
    for old, new in zip(source.blocks, read_again.blocks, strict=True):
        if old.translatable:
            assert [(i.start, i.end, i.open) for i in old.inline] == [(i.start, i.end, i.open) for i in new.inline]


def without_content(found: list[tuple[str, dict[str, str]]]) -> list[tuple[str, dict[str, str]]]:
    """Elements without the addresses' titles that repeat the headline."""
    return [(tag, {k: v for k, v in a.items() if k != "content"}) for tag, a in found]


@pytest.mark.parametrize("path", THEMES, ids=lambda p: p.stem)
def test_a_theme_keeps_scripts_menus_and_attributes_in_any_order_of_words(path: Path) -> None:
    page = path.read_text()
    again = write(translated(read_text(page, Format.HTML), reversed_words), Format.HTML, "en").decode()
    assert sorted(map(str, without_content(elements(again)))) == sorted(map(str, without_content(elements(page))))
    for pattern in (r"<script.*?</script>", r"<style.*?</style>", r"<!--.*?-->"):
        assert re.findall(pattern, again, re.DOTALL) == re.findall(pattern, page, re.DOTALL)
    assert sorted(letters(again)) == sorted(letters(page))


@pytest.mark.parametrize("path", THEMES, ids=lambda p: p.stem)
def test_clutter_leaves_a_theme_and_nothing_else_does(path: Path) -> None:
    page = path.read_text()
    source = clean(read_text(page, Format.HTML))
    again = write(translated(source, same), Format.HTML, "id").decode()
    dropped = [b.text for b in source.blocks if b.dropped and len(b.text) > 25]
    words = letters(again)
    assert dropped or path.stem == "old-table-layout"
    for text in dropped:
        assert "".join(text.split()) not in words
    for block in source.kept:
        note = any(i.open.startswith("<sup") for i in block.inline)
        assert "".join(block.text.split()) in words or note or "“" in block.text
    assert [b.text for b in read_text(again, Format.HTML).blocks if len(b.text) > 25 and b.text in dropped] == []


def test_language_direction_charset_and_title_are_set() -> None:
    page = (
        '<!DOCTYPE html><html lang="id-ID"><head>'
        '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'
        '<title>Banjir Surut | Situs</title><meta property="og:title" content="Banjir Surut"></head>'
        '<body><article lang="id"><h1>Banjir Surut</h1><p>Isi \xe9 berita.</p></article></body></html>'
    )
    source = read_bytes(page.encode("latin-1"), Format.HTML)
    again = write(translated(source, shouted, "ja"), Format.HTML, "ja").decode()
    assert again.startswith('<!DOCTYPE html>\n<html lang="ja" dir="ltr">')
    assert 'content="text/html; charset=utf-8"' in again
    assert "<title>BANJIR SURUT | Situs</title>" in again
    assert 'content="BANJIR SURUT"' in again
    assert '<article lang="ja">' in again
    assert "ISI É BERITA." in again


@pytest.mark.parametrize(
    ("page", "written"),
    [
        ("<p>satu <b>dua</b></p>", "<p>SATU <b>DUA</b></p>"),
        ("<p>satu <b class='x'>dua <i>tiga</i></b> <img src=a> empat</p>", None),
        ("<p>satu<br>dua</p>", "<p>SATU<br> DUA</p>"),
        ("<p>satu<br><br>dua</p>", "<p>SATU<br><br>DUA</p>"),
        ("<li>satu <b>dua</b><ul><li>tiga</li></ul></li>", "<li>SATU <b>DUA</b><ul><li>TIGA</li></ul></li>"),
        ("<div>satu <p>dua</p> tiga</div>", "<div>SATU<p>DUA</p>TIGA</div>"),
        ("<a href=x><h2>satu</h2><p>dua</p></a>", '<a href="x"><h2>SATU</h2><p>DUA</p></a>'),
        ("<div><b>satu<p>dua</p>tiga</b></div>", "<div><b>SATU</b><p>DUA</p>TIGA</div>"),
        ("<p><span><script>x()</script></span>satu</p>", "<p><span><script>x()</script></span>SATU</p>"),
        ("<p>satu<sup><a href='#1'>1</a></sup> dua</p>", '<p>SATU<sup><a href="#1">1</a></sup> DUA</p>'),
        ("<p>5 &lt; 6 &amp; 7</p>", "<p>5 &lt; 6 &amp; 7</p>"),
        ("<p>a <!--x-->b <?pi y?>c</p>", None),
        ("<p>10 m<sup>2</sup> dan H<sub>2</sub>O</p>", "<p>10 M<sup>2</sup> DAN H<sub>2</sub>O</p>"),
    ],
)
def test_parts_of_pages(page: str, written: str | None) -> None:
    found = write(translated(read_text(page, Format.HTML), shouted), Format.HTML, "en").decode()
    assert elements(found) == elements(page)
    assert found.replace(" </", "</") == written or written is None


def test_markup_that_straddles_blocks_loses_no_text() -> None:
    page = "<div>satu <b>dua<p>tiga</p>empat</b> lima</div>"
    found = write(translated(read_text(page, Format.HTML), shouted), Format.HTML, "en").decode()
    assert re.sub(r"<[^>]*>", " ", found).split() == ["SATU", "DUA", "TIGA", "EMPAT", "LIMA"]


def test_a_dateline_keeps_its_markup() -> None:
    page = "<article><h1>Judul</h1><p><strong>KOTA BEKASI</strong> – Wali Kota hadir di sini hari ini.</p></article>"
    source = clean(read_text(page, Format.HTML))
    assert source.blocks[1].dateline
    found = write(translated(source, shouted), Format.HTML, "en").decode()
    assert "<p><strong>KOTA BEKASI</strong> – WALI KOTA HADIR" in found


def test_a_thousand_blocks_come_back_into_their_page() -> None:
    rng = random.Random(7)
    for _ in range(20):
        page = write(article(rng, 50), Format.HTML).decode()
        source = read_text(page, Format.HTML)
        assert write(translated(source, same), Format.HTML, "id").decode().replace(' dir="ltr"', "") == page
        again = write(translated(source, shouted), Format.HTML, "en").decode()
        assert [name for name, _ in elements(again)] == [name for name, _ in elements(page)]
        assert content(read_text(again, Format.HTML)) == [text.upper() for text in content(source)]


def content(found: Article) -> list[str]:
    return [block.text for block in found.blocks]


def test_scripts_and_attributes_go_into_no_other_document() -> None:
    page = (
        "<article><p onclick='x()'>Kata <b onclick='x()'>tebal</b> <script>x()</script> dan "
        "<a href='https://a.id' onclick='x()'>tautan</a> <img src=x onerror='x()'> "
        "<span style='a'>lagi</span>.</p></article>"
    )
    source = replace(read_text(page, Format.HTML), document=b"")
    for format in (Format.HTML, Format.MARKDOWN, Format.TXT):
        written = write(translated(source, shouted), format, "en").decode()
        assert "TEBAL" in written
        for harm in ("x()", "onerror", "style", "<img"):
            assert harm not in written


def test_a_page_without_text_between_its_tags_is_read_as_before() -> None:
    assert read_page("<p> </p><p><img src='a.jpg'></p>", "").blocks == ()
