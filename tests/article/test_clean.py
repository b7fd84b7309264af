"""Cleaning: prose is never dropped, clutter goes, and everything can be restored."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.article.clean import clean
from translator.article.model import Article, Kind
from translator.article.read import read, read_text
from translator.errors import InputError

PAGES = sorted((Path(__file__).parent / "pages").glob("*.json"))
SHARED = {"inflation", "malang-programme", "toraja-clean"}


def folded(text: str) -> str:
    return " ".join(text.split())


def load(path: Path) -> tuple[Article, dict[str, Any]]:
    return clean(read(path.with_suffix(".txt"))), json.loads(path.read_text(encoding="utf-8"))


def kept_lines(article: Article) -> set[str]:
    return {folded(b.source) for b in article.kept}


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_no_body_line_is_dropped_and_the_title_is_found(path: Path) -> None:
    article, gold = load(path)
    kept = kept_lines(article)
    assert [line for line in gold["keep"] if not any(folded(line) in k for k in kept)] == []
    assert article.title == gold.get("title", gold["keep"][0])


@pytest.mark.parametrize("path", [p for p in PAGES if p.stem in SHARED], ids=lambda p: p.stem)
def test_all_clutter_of_these_pages_goes_and_captions_are_found(path: Path) -> None:
    article, gold = load(path)
    assert [line for line in gold["drop"] if folded(line) in kept_lines(article) - set(gold["keep"])] == []
    captions = {folded(b.text) for b in article.kept if b.kind is Kind.CAPTION}
    assert {folded(c) for c in gold["captions"]} <= captions


def test_almost_all_clutter_of_other_portals_goes() -> None:
    left = total = 0
    for path in PAGES:
        article, gold = load(path)
        total += len(gold["drop"])
        left += sum(folded(line) in kept_lines(article) - set(map(folded, gold["keep"])) for line in gold["drop"])
    assert left / total < 0.04


def test_seed_page_has_nine_list_items_dateline_caption_and_date() -> None:
    article = clean(read(Path("examples/bekasi-izumisano.txt")))
    items = [b for b in article.kept if b.kind is Kind.LIST_ITEM]
    assert len(items) == 9
    assert [b.dateline for b in article.kept if b.dateline] == ["KOTA BEKASI – "]
    assert [b.text[:24] for b in article.kept if b.kind is Kind.CAPTION] == ["Pemerintah Kota Bekasi m"]
    assert article.published is not None
    assert article.published.isoformat() == "2025-07-24"
    text = " ".join(b.text for b in article.kept)
    assert not any(words in text for words in ("GESER", "Scroll", "BACA JUGA", "Sebarkan", "Zona Bekasi", "***"))


@pytest.mark.parametrize(
    "line",
    [
        "Iklan itu ditarik dari peredaran setelah diprotes warga selama dua hari.",
        "Baca juga buku itu, katanya kepada para murid yang duduk di lantai perpustakaan desa.",
        "Komentar warganet membanjiri akun resmi pemerintah kota sejak pagi.",
        "Halaman rumahnya yang sempit sering berubah menjadi kelas tambahan.",
        "Bagikan sembako, bupati menempuh jalan berlumpur sejauh 12 kilometer.",
    ],
)
def test_prose_with_words_of_clutter_stays(line: str) -> None:
    lead = "Warga berkumpul di balai desa sejak pagi hari ini."
    page = f"Judul Berita yang Cukup Panjang untuk Dikenali\n\n{lead}\n\n{line}\n"
    assert line in {b.text for b in clean(read_text(page)).kept}


def test_a_dropped_line_can_be_restored() -> None:
    article = clean(read(Path("examples/bekasi-izumisano.txt")))
    dropped = next(b for b in article.blocks if b.reason == "related")
    assert dropped in article.blocks
    assert next(b for b in article.restore(dropped.id).blocks if b.id == dropped.id).dropped is False


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(max_size=80), min_size=1, max_size=12))
def test_cleaning_changes_no_character_and_is_stable(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        article = read_text(text)
    except InputError:
        return
    once = clean(article)
    assert once.assemble() == text
    assert clean(once).kept == once.kept
