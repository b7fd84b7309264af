"""Values: Indonesian in, English and Japanese out."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.values import find, numbers

JULY = date(2025, 7, 25)

CASES = [
    ("pada Kamis (24/7) lalu", "Kamis (24/7)", "Thursday (July 24)", "7月24日（木）"),
    ("Kamis, 24 Juli 2025", "Kamis, 24 Juli 2025", "Thursday, July 24, 2025", "2025年7月24日（木）"),
    ("dari 23–25 Juli 2025 ini", "23–25 Juli 2025", "July 23–25, 2025", "2025年7月23〜25日"),
    ("hingga 8 Agustus 2025.", "8 Agustus 2025", "August 8, 2025", "2025年8月8日"),
    (
        "mulai pukul 09.30 WIB,",
        "pukul 09.30 WIB",
        "9:30 a.m. Western Indonesia Time",
        "西部インドネシア時間午前9時30分",
    ),
    ("Pukul 19.00 WITA", "Pukul 19.00 WITA", "7 p.m. Central Indonesia Time", "中部インドネシア時間午後7時"),
    ("sebesar Rp1,2 triliun untuk", "Rp1,2 triliun", "Rp1.2 trillion", "1兆2000億ルピア"),
    ("Rp 412 miliar.", "Rp 412 miliar", "Rp412 billion", "4120億ルピア"),
    ("Rp 650 juta", "Rp 650 juta", "Rp650 million", "6億5000万ルピア"),
    ("Rp16.250", "Rp16.250", "Rp16,250", "1万6250ルピア"),
    ("US$23,44 miliar", "US$23,44 miliar", "US$23.44 billion", "234億4000万ドル"),
    ("Rp8.059,79 triliun", "Rp8.059,79 triliun", "Rp8,059.79 trillion", "8059兆7900億ルピア"),
    ("Rp20 ribu", "Rp20 ribu", "Rp20,000", "2万ルピア"),
    ("naik 2,37 persen", "2,37 persen", "2.37 percent", "2.37%"),
    ("sebanyak 12.500 ton kopi", "12.500 ton", "12,500 tons", "1万2500トン"),
    ("total 75 basis poin.", "75 basis poin", "75 basis points", "75ベーシスポイント"),
    ("450 ribu kunjungan", "450 ribu", "450,000", "45万"),
    ("Hari Jadi ke-1.265", "ke-1.265", "1,265th", "第1265回"),
    ("pada 1980-an dan", "1980-an", "the 1980s", "1980年代"),
]


@pytest.mark.parametrize(("text", "source", "en", "ja"), CASES)
def test_renderings(text: str, source: str, en: str, ja: str) -> None:
    assert [(s.source, s.en, s.ja) for s in find(text, JULY)] == [(source, en, ja)]


def test_a_wrong_weekday_is_an_issue() -> None:
    (span,) = find("Rabu (24/7)", JULY)
    assert [i.check for i in span.issues] == ["weekday"]
    assert find("Kamis (24/7)", JULY)[0].issues == ()


def test_an_impossible_date_is_no_date() -> None:
    assert all(s.source != "Kamis (45/19)" for s in find("Kamis (45/19)", JULY))


@pytest.mark.parametrize("text", ["https://a.id/24/7", "surat@kota.go.id", "@walikota", "COVID-19"])
def test_codes_stay(text: str) -> None:
    assert [(s.en, s.ja) for s in find(f"Lihat {text} ini")] == [(text, text)]


@given(st.text(alphabet=st.sampled_from(list("0123456789.,-/ RpUS$jutaKamis()ke%")), max_size=60))
def test_spans_are_disjoint_and_true_to_the_text(text: str) -> None:
    spans = find(text, JULY)
    assert all(text[s.start : s.end] == s.source for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


@given(st.integers(0, 10**15))
def test_japanese_groups_add_up(number: int) -> None:
    from decimal import Decimal

    text, total = numbers.japanese(Decimal(number)), 0
    for kanji, size in (("兆", 10**12), ("億", 10**8), ("万", 10**4)):
        head, found, rest = text.partition(kanji)
        if found:
            total, text = total + int(head) * size, rest
    assert total + int(text or 0) == number
