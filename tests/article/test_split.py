"""Sentence splitting."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.article.clean import clean
from translator.article.read import read_text
from translator.article.split import join, sentences, split

CASES = [
    "“Kami siap.|Kami menunggu,” ujar Tri.",
    "“Apa itu?” tanya Budi.",
    "Menurut W.S. Rendra, pukul 09.30 WIB.",
    "Ia datang dari PT Astra Tbk.|Namun, Hendra, S.H., M.H., pulang.",
    "Andi dkk. tiba di Jl. Sudirman No. 5.|Mereka pulang.",
    "Harga Rp1.500.000 naik 2,5 persen.|Lihat Kompas.com untuk info.",
    "Rapat selesai.Kemudian mereka pergi!|“Ayo!”|Dia lari.",
    "dr. Sutomo merawat H. Agus Salim.|Prof. Dr. Budi hadir.",
    "Ia berkata, “Saya pulang.”|Lalu ia pergi.",
    "Bagaimana?|Tidak ada yang tahu…|Semua diam.",
    "Lebih dari sekadar MoU dan konferensi pers.|Presentasi 150 slide.***",
    "Plt. Kepala Dinas, Drs. Hj. Siti Aminah, M.Si., menjelaskan hal itu.",
]


@pytest.mark.parametrize("case", CASES)
def test_sentences(case: str) -> None:
    expected = case.replace("selesai.Kemudian", "selesai.|Kemudian").split("|")
    glued = "selesai.Kemudian" in case
    text = case.replace("|", " ")
    found = [text[a:b] for a, b in sentences(text)]
    assert found == expected
    assert glued == ("selesai.Kemudian" in text)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from(list('abcAB .?!…"“”(),\n0123-')), max_size=200))
def test_every_character_is_in_a_sentence_and_joining_gives_the_text_back(text: str) -> None:
    spans = sentences(text)
    covered = "".join(text[a:b] for a, b in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    if text.strip():
        block = next(b for b in split(read_text("x" + text.replace("\n", " "))).blocks)
        assert join(block.text, block.segments, [s.source for s in block.segments]) == block.text


def test_no_sentence_is_longer_than_the_limit() -> None:
    text = "kata " * 400 + "akhir."
    assert max(b - a for a, b in sentences(text)) <= 600


def test_a_title_and_a_list_item_are_one_segment_each() -> None:
    body = "Kalimat satu panjang sekali di sini, dan masih berlanjut. Kalimat dua."
    page = f"Apa Kabar? Ini Judul yang Panjang Sekali\n\n{body}\n\n- Butir satu. Masih butir.\n"
    article = split(clean(read_text(page)))
    assert [len(b.segments) for b in article.blocks] == [1, 2, 1]


def test_gold_file_of_hard_sentences() -> None:
    found = expected = right = 0
    for line in (Path(__file__).parent / "gold/sentences.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        marked = line.split("\t")[2].replace("\\n", "\n").replace("\\xa0", "\xa0").replace("\\u2009", "\u2009")
        parts = marked.split("|")
        gold = {len("".join(parts[: n + 1]).rstrip()) for n in range(len(parts))}
        ends = {end for _, end in sentences("".join(parts))}
        found, expected, right = found + len(ends), expected + len(gold), right + len(ends & gold)
    assert expected >= 400
    assert right / found >= 0.99
    assert right / expected >= 0.99
