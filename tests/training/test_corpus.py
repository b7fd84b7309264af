"""What is trained on, and what is left out and counted."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from translator.errors import InputError
from translator.training.corpus import Source, fault, held_out_shingles, pair_of, read_pool, sources
from translator.training.replaced_names import Name, read_names, replace_names

ID_EN, ID_JA = ("id", "en"), ("id", "ja")
GOOD = (
    "Pemerintah kota membangun 120 rumah bagi warga yang terdampak banjir besar tahun lalu.",
    "The city government built 120 houses for residents hit by last year's great flood.",
)


@pytest.mark.parametrize(
    ("pair", "languages", "reason"),
    [
        (GOOD, ID_EN, None),
        ((GOOD[0], "市政府は昨年の大洪水で被災した住民のために住宅120戸を建設した。"), ID_JA, None),
        ((GOOD[0], "市政府は昨年の大洪水で被災した住民のために住宅350戸を建設した。"), ID_JA, "numbers differ"),
        (("Harganya naik dari Rp1.500 menjadi Rp2.000.", "Rose to 2 thousand from 1,500."), ID_EN, None),
        ((GOOD[0], "Houses."), ID_EN, "lengths differ"),
        ((GOOD[0], GOOD[1] * 30), ID_EN, "longer than 2000 characters"),
        ((GOOD[1], GOOD[1]), ID_EN, "another language"),
        ((GOOD[0], GOOD[0]), ID_EN, "copied"),
        (("Sekitar 16.000 lembar kaca menutupinya.", "約1万6千枚のガラスが覆う。"), ID_JA, None),
        ((GOOD[0], GOOD[1]), ID_JA, "another language"),
        ((GOOD[0] + "\ufffd", GOOD[1]), ID_EN, "not UTF-8"),
    ],
)
def test_a_faulty_pair_is_left_out_for_its_reason(
    pair: tuple[str, str], languages: tuple[str, str], reason: str | None
) -> None:
    assert fault(pair, languages) == reason


@pytest.mark.parametrize(("line", "pair"), [("a\tb", ("a", "b")), ("a", None), ("a\t ", None), ("", None)])
def test_a_line_needs_both_columns(line: str, pair: tuple[str, str] | None) -> None:
    assert pair_of(line, (0, 1)) == pair


def test_a_pool_counts_what_it_left_out_and_knows_its_files(tmp_path: Path) -> None:
    lines = ["\t".join(GOOD), "\t".join(GOOD), "satu", "x" * 3000 + "\ty"]
    (tmp_path / "own.tsv.gz").write_bytes(gzip.compress("\n".join(lines).encode() + b"\nbuku \xff\tbook\n"))
    pool = read_pool(tmp_path, Source("own*.tsv.gz", (0, 1), ID_EN, 1.0, "CC0"))
    assert [(example.source, example.target) for example in pool.examples] == [GOOD]
    assert pool.left_out == {
        "seen before": 1,
        "columns missing or empty": 1,
        "longer than 2000 characters": 1,
        "not UTF-8": 1,
    }
    assert [name for name, _ in pool.digests] == ["own.tsv.gz"]


NAMED = (
    "Menurut Rudi Contoh, jalan desa itu rusak.",
    "According to Rudi Contoh, the village road is damaged.",
    "ルディ・チョントー氏によると、村の道は傷んでいる。",
)


def test_a_living_persons_name_is_read_as_an_invented_one_in_all_columns_or_in_none(tmp_path: Path) -> None:
    astray = "\t".join((*NAMED[:2], "ルディ氏によると、その村の道は傷んでいる。"))
    (tmp_path / "own.tsv").write_text("\t".join(NAMED) + f"\n{astray}\n", encoding="utf-8")
    (tmp_path / "replaced_names.tsv").write_text(
        "# why\nRudi Contoh\tルディ・チョントー\tBudi Misal\tブディ・ミサル\n", encoding="utf-8"
    )
    pool = read_pool(tmp_path, Source("own.tsv", (0, 2), ID_JA, 1.0, "CC0"))
    assert [(example.source, example.target) for example in pool.examples] == [
        ("Menurut Budi Misal, jalan desa itu rusak.", "ブディ・ミサル氏によると、村の道は傷んでいる。"),
        (NAMED[0], "ルディ氏によると、その村の道は傷んでいる。"),
    ]
    assert pool.renamed == 1
    assert [name for name, _ in pool.digests] == ["own.tsv", "replaced_names.tsv"]


def test_a_name_inside_a_longer_word_stays() -> None:
    name = Name("Ani", "アニ", "Ria", "リア")
    assert replace_names("Animo Ani\tAnimo Ani\tアニ", [name]) == "Animo Ria\tAnimo Ria\tリア"
    assert replace_names("Animo\tAnimo\tアニモ", [name]) == "Animo\tAnimo\tアニモ"


def test_a_row_of_replaced_names_without_its_columns_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "replaced_names.tsv").write_text("Rudi Contoh\tBudi Misal\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"replaced_names\.tsv:1"):
        read_names(tmp_path)


def test_the_shipped_table_of_names_replaces_each_name_by_another() -> None:
    names = read_names(Path(__file__).parents[2] / "corpus")
    assert len(names) > 90
    for name in names:
        line = f"{name.latin}\t{name.latin}\t{name.japanese}"
        assert replace_names(line, names) == f"{name.new_latin}\t{name.new_latin}\t{name.new_japanese}"


def test_a_line_of_an_evaluation_set_is_left_out_in_either_language(tmp_path: Path) -> None:
    dev = tmp_path / "dev"
    dev.mkdir()
    (dev / "set.en").write_text(GOOD[1] + "\n", encoding="utf-8")
    (dev / "set.ja").write_text("市政府は昨年の大洪水で被災した住民のために住宅120戸を建設した。\n", encoding="utf-8")
    held_out = held_out_shingles([dev])
    assert fault(GOOD, ID_EN, held_out) == "in an evaluation set"
    assert (
        fault((GOOD[0], "昨年の大洪水で被災した住民のために住宅120戸を建てた。"), ID_JA, held_out)
        == "in an evaluation set"
    )
    assert fault(("Warga menanam pohon.", "Residents plant trees."), ID_EN, held_out) is None


def test_a_corpus_file_that_is_missing_or_cut_short_is_a_clear_error(tmp_path: Path) -> None:
    source = Source("own*.tsv.gz", (0, 1), ID_EN, 1.0, "CC0")
    with pytest.raises(InputError, match=r"own\*\.tsv\.gz"):
        read_pool(tmp_path, source)
    whole = gzip.compress(("\t".join(GOOD) + "\n").encode() * 500)
    (tmp_path / "own.tsv.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match="cannot be read"):
        read_pool(tmp_path, source)


def test_every_source_names_a_licence_and_none_asks_for_share_alike(tmp_path: Path) -> None:
    shipped = sources(tmp_path)
    assert all(source.licence and "SA" not in source.licence for source in shipped)
    assert sum(source.share for source in shipped) == pytest.approx(1)


def test_a_corpus_says_by_itself_what_is_read_from_it(tmp_path: Path) -> None:
    file = tmp_path / "sources.tsv"
    file.write_text("# ours\nown.tsv\t0\t1\tid\ten\t1\tCC0\n", encoding="utf-8")
    assert sources(tmp_path) == (Source("own.tsv", (0, 1), ID_EN, 1.0, "CC0"),)
    for broken in ("own.tsv\t0\t1\tid\ten", "own.tsv\t0\tx\tid\ten\t1\tCC0", "own.tsv\t0\t1\tid\tfr\t1\tCC0"):
        file.write_text(broken + "\n", encoding="utf-8")
        with pytest.raises(InputError, match=r"sources\.tsv:1"):
            sources(tmp_path)
