"""Headlines in capitals reach the engine as sentences; names keep their capitals."""

from __future__ import annotations

import pytest

from translator.fixed import FixedSpan, Origin, SpanKind
from translator.headline import sentence_case, title_case


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Kapal Pengangkut Penumpang Mogok, Semua Selamat", "Kapal pengangkut penumpang mogok, semua selamat"),
        ("BANJIR RENDAM RIBUAN RUMAH", "Banjir rendam ribuan rumah"),
        ("Gubernur Sutarjo Tinjau Lokasi Banjir", "Gubernur Sutarjo tinjau lokasi banjir"),
        ("Warga desa itu menanam pohon.", "Warga desa itu menanam pohon."),
        ("Gubernur Meninjau Lokasi", "Gubernur Meninjau Lokasi"),
        ("", ""),
    ],
)
def test_dictionary_words_of_a_headline_are_written_small(text: str, right: str) -> None:
    assert sentence_case(text) == right


def test_fixed_spans_of_a_headline_stand_as_they_are() -> None:
    text = "Wali Kota Tinjau Pasar Baru Pagi Ini"
    span = FixedSpan(17, 27, "Pasar Baru", SpanKind.PLACE, "Pasar Baru", "パサール・バル", Origin.RULE)
    assert sentence_case(text, [span]) == "Wali kota tinjau Pasar Baru pagi ini"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("The magnitude 6.2 earthquake Hits North Sulawesi", "The Magnitude 6.2 Earthquake Hits North Sulawesi"),
        ("Winner of the President's Cup: the team of Port FC", "Winner of the President's Cup: The Team of Port FC"),
        ("Read more at detik.com or @detik", "Read More at detik.com or @detik"),
    ],
)
def test_an_english_headline_stands_in_capitals(text: str, right: str) -> None:
    assert title_case(text) == right
