"""Documents through LibreOffice: what it shows of ours, what we read of its own. Run by ``make test-office``."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document

from translator.article.model import Article, Block, Format, Kind
from translator.article.read import read
from translator.article.write import save, write

SOFFICE = shutil.which("soffice") or "soffice"
BLOCKS = (
    Block("", Kind.TITLE, "泉佐野市の副市長がブカシ市を訪問", level=1),
    Block("", Kind.PARAGRAPH, "泉佐野市の副市長が木曜日、ブカシ市を訪れた。", before="\n\n", dateline="【ブカシ市】"),
    Block("", Kind.HEADING, "協力する分野", before="\n\n", level=2),
    Block("", Kind.LIST_ITEM, "教育", before="\n\n", marker="1. ", level=1),
    Block("", Kind.LIST_ITEM, "廃棄物処理", before="\n", marker="2. ", level=1),
    Block("", Kind.LIST_ITEM, "下水道", before="\n", marker="• ", level=2),
    Block("", Kind.QUOTE, "「来年も続けたい」", before="\n\n", marker="> "),
    Block("", Kind.CAPTION, "市庁舎での会談（写真：広報）", before="\n\n"),
)


def converted(source: Path, kind: str, folder: Path) -> Path:
    """``source`` as LibreOffice saves it in the format ``kind``."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [SOFFICE, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / f"{source.stem}.{kind.split(':')[0]}"


def text_of(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return [" ".join(line.split()) for line in lines if line.strip()]


def kinds(article: Article) -> list[tuple[Kind, str]]:
    return [(block.kind, block.text) for block in article.kept]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_libreoffice_shows_every_block_of_our_docx(language: str, tmp_path: Path) -> None:
    source = tmp_path / "article.docx"
    save(write(Article(BLOCKS, Format.HTML), Format.DOCX, language), source)
    shown = text_of(converted(source, "txt:Text (encoded):UTF8", tmp_path))
    assert len(shown) == len(BLOCKS)
    for block, line in zip(BLOCKS, shown, strict=True):
        assert line.endswith(block.dateline + block.text)
    assert shown[3].startswith("1.")
    assert shown[4].startswith("2.")


def test_our_tables_and_html_open_and_come_back(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<h1>Harga Emas Antam Naik</h1><p>Harga emas batangan naik <b>Rp12.000</b> pada Jumat pagi.</p>"
        "<table><tr><th>Berat</th><th>Harga</th></tr><tr><td>1 gram</td><td>Rp2.107.000</td></tr></table>",
        encoding="utf-8",
    )
    article = read(page)
    source = tmp_path / "table.docx"
    save(write(article, Format.DOCX), source)
    assert text_of(converted(source, "txt:Text (encoded):UTF8", tmp_path)) == [b.text for b in article.kept]
    again = tmp_path / "again"
    assert kinds(read(converted(source, "docx", again))) == kinds(article)


def test_a_japanese_docx_names_a_font_that_has_the_characters(tmp_path: Path) -> None:
    source = tmp_path / "article.docx"
    save(write(Article(BLOCKS, Format.HTML), Format.DOCX, "ja"), source)
    pdf = converted(source, "pdf", tmp_path).read_bytes()
    assert b"CJK" in pdf or b"Gothic" in pdf or b"Mincho" in pdf


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_documents_that_libreoffice_saves_are_read_right(kind: str, tmp_path: Path) -> None:
    document = Document()
    document.add_heading("Petani Garam Sambut Musim Kemarau", level=1)
    document.add_paragraph("Petani garam di Madura menyambut musim kemarau dengan gembira setelah dua tahun merugi.")
    document.add_heading("Harga membaik", level=2)
    document.add_paragraph("Harga naik", style="List Bullet")
    document.add_paragraph("Mutu lebih baik", style="List Bullet")
    document.add_paragraph("“Kami bisa bernapas lagi,” kata Durahman, petani garam di Pamekasan, pada Senin pagi.")
    source = tmp_path / "source.docx"
    document.save(str(source))
    article = read(converted(source, kind, tmp_path / "out"))
    found = [(kind, text) for kind, text in kinds(article)]
    assert [text for _, text in found] == [paragraph.text for paragraph in document.paragraphs]
    assert [kind for kind, _ in found] == [
        Kind.TITLE,
        Kind.PARAGRAPH,
        Kind.HEADING,
        Kind.LIST_ITEM,
        Kind.LIST_ITEM,
        Kind.PARAGRAPH,
    ]
