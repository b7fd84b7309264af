"""Korean and Chinese names with hyphenated given names: found whole, read as Japanese newspapers write them."""

from __future__ import annotations

import pytest

from translator.fixed import SpanKind
from translator.names import find
from translator.names.hyphenated import person


@pytest.mark.parametrize(
    ("name", "kana"),
    [
        ("Kim Hye-jin", "キム・ヘジン"),
        ("Son Heung-min", "ソン・フンミン"),
        ("Park Ji-sung", "パク・チソン"),
        ("Lee Kang-in", "イ・ガンイン"),
        ("Kim Min Jae", "キム・ミンジェ"),
        ("Jun Ji-Hyun", "チョン・ジヒョン"),
        ("Heung-Min Son", "ソン・フンミン"),
        ("Hye-jin", "ヘジン"),
        ("Budi Santoso", ""),
    ],
)
def test_family_name_first_and_voiced_as_spoken(name: str, kana: str) -> None:
    assert person(name) == kana


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Son Heung-min mencetak dua gol.", "Son Heung-min"),
        ("Juru bicara, Kim Hye-jin, membantah kabar itu.", "Kim Hye-jin"),
        ("Ia bertemu Heung-Min Son di London.", "Heung-Min Son"),
        ("Chiang Wan-an mengunjungi Surabaya.", "Chiang Wan-an"),
        ("Menurut Hye-jin, pameran ditunda.", "Hye-jin"),
    ],
)
def test_is_one_person(text: str, name: str) -> None:
    assert (name, SpanKind.PERSON) in [(span.source, span.kind) for span in find(text)]


@pytest.mark.parametrize("text", ["Sayur-mayur dijual murah.", "Anak-anak dan ibu-ibu berkumpul.", "Lauk-pauk naik."])
def test_doubled_words_are_no_names(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "body", "name"),
    [
        ("Direktur Utama PT Sinar Abadi Sentosa Bambang Wijaya hadir.", "Abadi Sentosa", "Bambang Wijaya"),
        ("Dirut Perumdam Tirta Mulya Iskandar Mulyana hadir.", "Tirta Mulya", "Iskandar Mulyana"),
        ("Ketua BPD Desa Karangrejo Suyanto menolak.", "Karangrejo", "Suyanto"),
    ],
)
def test_the_person_behind_an_office_is_cut_from_its_body(text: str, body: str, name: str) -> None:
    assert [span.source for span in find(text)][-2:] == [body, name]
