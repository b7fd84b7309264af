"""Cleaning: what an editor sees of a pasted page."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.article.pages import PAGES, Gold, load, read, shown
from translator.article.clean import clean, mend_lines
from translator.article.model import Article, Block, Format, Inline, Kind
from translator.article.read import read as read_file

GOLD = [load(path) for path in sorted(PAGES.glob("*.txt"))]


def lines(texts: Iterable[str]) -> Counter[str]:
    return Counter(" ".join(text.split()) for text in texts)


def kept(text: str) -> list[str]:
    return [shown(block) for block in clean(read(text)).kept]


def of_kind(article: Article, kind: Kind) -> Counter[str]:
    return Counter(shown(block) for block in article.kept if block.kind is kind)


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold.name)
def test_gold_page_keeps_the_article_and_drops_the_rest(gold: Gold) -> None:
    article = clean(read(gold.text))
    assert Counter(map(shown, article.kept)) == lines(gold.keep + gold.captions + gold.left)
    assert Counter(shown(b) for b in article.blocks if b.dropped) == lines(gold.drop)
    assert all(b.reason for b in article.blocks if b.dropped)
    assert article.title == gold.title
    assert article.published == gold.published
    assert of_kind(article, Kind.CAPTION) == lines(gold.captions)
    assert of_kind(article, Kind.HEADING) - lines(gold.left) == lines(gold.headings)
    assert of_kind(article, Kind.LIST_ITEM) == lines(gold.list_items)


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.html")), ids=lambda page: page.stem)
def test_web_page_keeps_the_article_and_nothing_else(page: Path) -> None:
    kept = [" ".join(block.text.split()) for block in clean(read_file(page)).kept]
    assert kept == page.with_suffix(".keep").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold.name)
def test_gold_page_loses_nothing_and_cleans_once(gold: Gold) -> None:
    article = clean(read(gold.text))
    assert article.assemble() == gold.text
    assert clean(article) == article


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold.name)
@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["dense", "spaced"])
def test_gold_page_does_not_depend_on_blank_lines(gold: Gold, between: str) -> None:
    article = clean(read(between.join(line for line in gold.text.splitlines() if line.strip())))
    assert not lines(gold.keep + gold.captions) - Counter(map(shown, article.kept))
    assert article.title == gold.title


@pytest.mark.parametrize(
    "dateline",
    [
        "KOTA BEKASI – ",
        "MALANG – ",
        "JAKARTA, KOMPAS.com - ",
        "Liputan6.com, Jakarta - ",
        "TEMPO.CO, Jakarta - ",
        "TRIBUNNEWS.COM, JAKARTA – ",
        "Jakarta (ANTARA) - ",
        "Bandung, CNN Indonesia -- ",
        "JawaPos.com – ",
        "SURABAYA, iNews.id – ",
        "Bandung, detikcom - ",
        "KONTAN.CO.ID - JAKARTA. ",
        "Bisnis.com, JAKARTA — ",
        "REPUBLIKA.CO.ID, JAKARTA -- ",
        "jpnn.com, JAKARTA - ",
        "Jakarta, CNBC Indonesia - ",
        "Pangandaran, VIVA – ",
        "Surabaya (beritajatim.com) – ",
        "Suara.com - ",
        "Jakarta: ",
        "Jakarta, 24 Juli 2025 – ",
        "BANDUNG BARAT, JAWA BARAT — ",
    ],
)
def test_dateline_is_taken_off_the_lead(dateline: str) -> None:
    lead = "Pemerintah kota menerima kunjungan wakil wali kota dari Jepang di balai kota pada Kamis pagi."
    text = f"Wali Kota Terima Tamu dari Jepang\n\n{dateline}{lead}\n"
    article = clean(read(text))
    assert [(b.dateline, b.text) for b in article.kept][1] == (dateline, lead)
    assert article.assemble() == text


@pytest.mark.parametrize(
    "lead",
    [
        "Smart city – meski mahal – tetap dibangun pemerintah kota dengan anggaran yang terus bertambah setiap tahun.",
        "Ia datang pukul 09.30 - terlambat setengah jam - dan langsung meminta maaf kepada semua tamu yang menunggu.",
        "Harga beras naik: pedagang menyalahkan cuaca, petani menyalahkan pedagang, pembeli menyalahkan keduanya.",
    ],
)
def test_a_dash_or_colon_in_a_sentence_is_no_dateline(lead: str) -> None:
    assert clean(read(f"Judul Berita yang Pendek\n\n{lead}\n")).kept[1].text == lead


def test_a_menu_in_one_line_is_not_the_title() -> None:
    menu = "Beranda  Terkini  Top News  Sultra Terkini  Lintas Daerah  Foto  Video"
    title = "Basarnas Kendari evakuasi 23 penumpang kapal di Perairan Wawonii"
    lead = "Basarnas Kendari mengevakuasi 23 penumpang kapal yang mati mesin di Perairan Wawonii pada Selasa malam."
    assert kept("\n".join([menu, title, "Selasa, 14 Oktober 2025 19:42 WIB", lead]))[0] == title


@pytest.mark.parametrize(
    "mark", ["***", " ***", "(*)", " [abc]", " (abc/def)", " (rfm/wah)", " (eyf)", " (sep/c17/any)"]
)
def test_end_mark_of_the_last_paragraph_is_not_translated(mark: str) -> None:
    last = "Kopi lokal kadang lebih mengena ketimbang presentasi 150 slide."
    text = f"Judul Berita yang Pendek\n\nParagraf pertama cukup panjang untuk berita di halaman kota.\n\n{last}{mark}"
    article = clean(read(text))
    assert article.kept[-1].text == last
    assert article.assemble() == text


def test_brackets_that_belong_to_the_last_sentence_stay() -> None:
    text = "Warga menunggu kepastian dari Badan Penanggulangan Bencana Daerah (BPBD)"
    assert clean(read(f"Judul Berita yang Pendek\n\n{text}")).kept[-1].text == text


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Kamis, 24 Juli 2025 - 18:07 WIB", date(2025, 7, 24)),
        ("Jumat, 01 Agustus 2025 / 14:27 WIB", date(2025, 8, 1)),
        ("24/07/2025, 18:07 WIB", date(2025, 7, 24)),
        ("Kompas.com - 24/07/2025, 18:07 WIB", date(2025, 7, 24)),
        ("Rabu, 05 Feb 2025 10:15 WIB", date(2025, 2, 5)),
        ("Selasa 5 Agustus 2025", date(2025, 8, 5)),
        ("Diterbitkan 30 Jul 2025, 08:55 WIB", date(2025, 7, 30)),
        ("Jum'at, 15 Agustus 2025 | 19:00 WIB", date(2025, 8, 15)),
        ("Oleh Rina Sari pada 24 Okt 2025, 07:10 WIB", date(2025, 10, 24)),
        ("Aug 5, 2025", date(2025, 8, 5)),
    ],
)
def test_date_line_dates_the_article(line: str, day: date) -> None:
    body = "Pemerintah kota menerima kunjungan wakil wali kota dari Jepang di balai kota pada 1 Januari 2024 pagi."
    article = clean(read(f"Wali Kota Terima Tamu dari Jepang\n{line}\n\n{body}\n"))
    assert article.published == day
    assert [b.reason for b in article.blocks] == ["", "date-line", ""]


def test_date_comes_from_the_lead_when_the_page_has_no_date_line() -> None:
    body = "Pemerintah kota menerima kunjungan wakil wali kota dari Jepang di balai kota, Kamis (24/7/2025)."
    assert clean(read(f"Wali Kota Terima Tamu\n\n{body}")).published == date(2025, 7, 24)


def test_history_and_impossible_dates_do_not_date_the_article() -> None:
    body = "Proklamasi dibacakan pada 17 Agustus 1945, bukan pada 31 Februari 2025 seperti tertulis di spanduk itu."
    assert clean(read(f"Spanduk Salah Tanggal\n\n{body}")).published is None


PAGE = """Scroll untuk baca artikel
Warga Bekasi Rawat Sungai dengan Perahu Bekas
Penulis: Rina Sari
Kamis, 24 Juli 2025 - 18:07 WIB

BEKASI – Warga bantaran sungai merawat perahu bekas untuk mengangkut sampah setiap hari Minggu pagi.

{line}

Kegiatan itu sudah berjalan tiga tahun dan melibatkan lebih dari dua ratus orang dari berbagai kampung.

Editor: Yusuf Halim
Tags: sungai, sampah
"""


@pytest.mark.parametrize(
    "line",
    [
        "Iklan itu ditarik.",
        "Baca juga buku itu, katanya.",
        "Komentar warganet membanjiri unggahan itu.",
        "Editor: film itu terlalu panjang, kata penonton.",
        "Halaman rumahnya penuh bunga.",
        "Tag harga dipasang pada setiap perahu.",
        "Bagikan sembako saja tidak cukup.",
        "Komentar",
        "Rekomendasi",
        "Bantuan",
        "Hak cipta lagu itu dimiliki warga.",
        "Dilarang menyalin isi buku itu, kata penjaga.",
        "“Simak baik-baik,” ujarnya.",
        "Jumat, 25 Juli 2025",
        "Ikuti langkah berikut di aplikasi WhatsApp.",
        "Share lokasi dulu, katanya.",
        "Menu",
        "Topik: sungai",
        "Sumber: data kelurahan",
        "Budi Santoso",
        "Warga Bekasi Rawat Sungai",
        "Selanjutnya, perahu dicat ulang.",
        "Foto itu kini viral.",
        "Dibaca pelan-pelan, papan itu lucu.",
        "Lihat juga ke hulu, pintanya.",
        "24",
    ],
)
def test_body_lines_with_words_of_clutter_stay(line: str) -> None:
    assert line in kept(PAGE.format(line=line))


@pytest.mark.parametrize(
    "line",
    [
        "GESER UNTUK BACA BERITA",
        "SCROLL TO CONTINUE WITH CONTENT",
        "ADVERTISEMENT",
        "Iklan",
        "Sebarkan artikel ini",
        "Salin Link",
        "BACA JUGA : Sungai Citarum Bersih Lagi setelah Dua Dekade",
        "Baca juga: Sungai Citarum bersih lagi setelah dua dekade",
        "Lihat Juga :  Daftar 10 Sungai Terbersih",
        "Baca juga Sungai Citarum Bersih Lagi setelah Dua Dekade",
        "[Gambas:Video 20detik]",
        "Simak juga Video: Detik-detik Perahu Terbalik",
        "Halaman: 1 2 Selanjutnya",
        "Halaman Selanjutnya",
        "Show All",
        "Ikuti kami di Google News",
        "Dapatkan update berita pilihan setiap hari di channel WhatsApp kami",
        "Laporan wartawan Tribunnews.com, Rina Sari",
        "Artikel ini telah tayang di Kompas.com dengan judul Perahu Bekas",
        "A- A+",
        "×",
        "***",
        "Situs ini menggunakan cookie untuk meningkatkan pengalaman Anda. Dengan melanjutkan, Anda setuju.",
    ],
)
def test_clutter_between_paragraphs_goes(line: str) -> None:
    assert line not in kept(PAGE.format(line=line))


def test_related_title_below_a_lone_read_also_goes_but_the_heading_after_it_stays() -> None:
    text = PAGE.format(line="BACA JUGA\nSungai Citarum Bersih Lagi setelah Dua Dekade\n\nPerahu dari gudang")
    assert "Sungai Citarum Bersih Lagi setelah Dua Dekade" not in kept(text)
    assert "Perahu dari gudang" in kept(text)


def test_a_clean_article_loses_nothing() -> None:
    text = "Pulang\n\nAku pulang.\n\nIbu di dapur.\n\n“Makan dulu,” katanya.\n\nKami makan tanpa bicara.\n"
    assert not any(block.dropped for block in clean(read(text)).blocks)


def test_a_dropped_block_can_be_restored_and_the_editors_own_drop_stays() -> None:
    article = clean(read(PAGE.format(line="Iklan")))
    dropped = next(b for b in article.blocks if b.text == "Iklan")
    assert dropped.id in {b.id for b in article.restore(dropped.id).kept}
    body = next(b for b in article.kept if b.text.startswith("Kegiatan"))
    assert body.id not in {b.id for b in clean(article.drop(body.id)).kept}


def test_list_markers_are_taken_and_a_signature_dash_is_not() -> None:
    article = clean(
        read("Judul Berita yang Pendek\n\n1. Satu\n2. Dua\n\n• Tiga\n\n- Empat\n- Lima\n\nPulang.\n\n– Chairil")
    )
    items = [(b.marker, b.text) for b in article.kept if b.kind is Kind.LIST_ITEM]
    assert items == [("1. ", "Satu"), ("2. ", "Dua"), ("• ", "Tiga"), ("- ", "Empat"), ("- ", "Lima")]


def marked_up() -> Article:
    """A Markdown page as its reader gives it: kinds set, inline markup beside the text."""
    lead = "BEKASI – Warga merawat perahu bekas untuk mengangkut sampah setiap hari Minggu pagi di kampung itu."
    rest = lead.removeprefix("BEKASI")
    blocks = (
        Block("1", Kind.TITLE, "Warga Bekasi Rawat Sungai", marker="# ", level=1),
        Block("2", Kind.PARAGRAPH, "Penulis: Rina Sari", before="\n\n"),
        Block("3", Kind.PARAGRAPH, lead, "\n\n", raw=f"**BEKASI**{rest}", inline=(Inline(0, 6, "**", "**"),)),
        Block("4", Kind.HEADING, "Perahu dari gudang", before="\n\n", marker="## ", level=2),
        Block("5", Kind.QUOTE, "Kami hanya meminjam sungai.", before="\n\n", marker="> "),
        Block("6", Kind.VERBATIM, "Tags: sungai", before="\n\n"),
        Block(
            "7",
            Kind.PARAGRAPH,
            "Sungai itu bersih. (abc/def)",
            "\n\n",
            inline=(Inline(7, 10, "*", "*"),),
            raw="Sungai *itu* bersih. (abc/def)",
        ),
        Block("8", Kind.HEADING, "Berita Terkait", before="\n\n", marker="## ", level=2),
        Block("9", Kind.LIST_ITEM, "Sungai Citarum Bersih Lagi", before="\n\n", marker="- ", level=1),
    )
    return Article(blocks, Format.MARKDOWN, tail="\n")


def test_markdown_keeps_its_structure_and_loses_only_clutter() -> None:
    source = marked_up()
    article = clean(source)
    assert article.assemble() == source.assemble()
    assert [b.id for b in article.blocks if b.dropped] == ["2", "8", "9"]
    assert [b.kind for b in article.blocks] == [b.kind for b in source.blocks]
    assert article.blocks[2].dateline == "**BEKASI** – "
    assert article.blocks[2].inline == ()
    assert article.blocks[6].text == "Sungai itu bersih."
    assert article.blocks[6].inline == (Inline(7, 10, "*", "*"),)
    assert clean(article) == article


def test_mend_lines_alone_drops_nothing() -> None:
    text = "BEKASI – Warga merawat perahu.\nIklan\nSungai itu bersih.***"
    article = mend_lines(read(text))
    assert article.assemble() == text
    assert [b.text for b in article.kept] == ["Warga merawat perahu.", "Iklan", "Sungai itu bersih."]


PIECES = """Iklan|Baca juga:|BACA JUGA|KOTA BEKASI – |Jakarta - |Penulis: Rina|Tags:|1. |• |- |a. |***|(abc/def)
Kamis, 24 Juli 2025 - 18:07 WIB|Judul Berita yang Panjang Sekali|Komentar|Copyright © 2025|Foto: |×|“Ya,” katanya.
Warga merawat perahu bekas untuk mengangkut sampah setiap hari Minggu pagi di kampung itu.|  |.|[x]|**|Sumber :|2|İ"""
WORDS = st.sampled_from([*PIECES.replace("\n", "|").split("|"), "\u00a0", "\u200b", "\t", "\n", "\n\n"])
TEXTS = st.lists(WORDS, max_size=30)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), TEXTS.map("".join), TEXTS.map("\n".join)))
def test_cleaning_loses_no_character_and_is_idempotent(text: str) -> None:
    article = clean(read(text))
    assert article.assemble() == text
    assert clean(article) == article


PAGE_LINES = st.sampled_from(sorted({line for gold in GOLD for line in gold.text.splitlines()}))


@settings(max_examples=100, deadline=None)
@given(st.lists(PAGE_LINES, max_size=25).map("\n".join), st.sampled_from([Format.TXT, Format.MARKDOWN]))
def test_pages_in_any_order_of_lines_are_cleaned_once(text: str, form: Format) -> None:
    article = clean(replace(read(text), format=form))
    assert article.assemble() == text
    assert clean(article) == article


def test_a_paste_of_half_a_megabyte_takes_seconds() -> None:
    text = "".join(f"{gold.text}\n" for gold in GOLD)
    text *= 500_000 // len(text) + 1
    start = time.process_time()
    clean(read(text))
    assert time.process_time() - start < 5
