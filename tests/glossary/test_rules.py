"""Degrees, areas and templates."""

from __future__ import annotations

import pytest

from translator.glossary import strip_degrees
from translator.glossary.rules import area_ja, fill, join_ja


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Dr. H. Budi Santoso, S.H., M.Si.", "Budi Santoso"),
        ("Prof. Dr. Ir. Budi Santoso, M.Sc., Ph.D.", "Budi Santoso"),
        ("Drs. Budi Santoso, M.M", "Budi Santoso"),
        ("Hj. Siti Aminah, S.Pd., M.Pd.", "Siti Aminah"),
        ("dr. Siti Aminah, Sp.A.", "Siti Aminah"),
        ("K.H. Budi Santoso, Lc., M.A.", "Budi Santoso"),
        ("Budi Santoso S.E., M.M.", "Budi Santoso"),
        ("Budi Santoso, SH, MH", "Budi Santoso"),
        ("Dedie A. Rachim", "Dedie A. Rachim"),
        ("Budi Santoso", "Budi Santoso"),
        ("Tri Adhianto", "Tri Adhianto"),
        ("Susi", "Susi"),
        ("Ibu Siti Aminah", "Siti Aminah"),
        ("Ir. Budi Santoso, S.T., M.T., IPU", "Budi Santoso"),
        ("H. Budi Santoso, S.Sos, M.Si", "Budi Santoso"),
        ("", ""),
    ],
)
def test_degrees_fall_away(name: str, bare: str) -> None:
    assert strip_degrees(name) == bare


@pytest.mark.parametrize(
    ("place", "level", "area"),
    [
        ("ブカシ", "city", "ブカシ市"),
        ("ブカシ市", "city", "ブカシ市"),
        ("マラン市", "regency", "マラン県"),
        ("西ジャワ州", "province", "西ジャワ州"),
        ("大阪", "province", "大阪府"),
        ("京都", "province", "京都府"),
        ("東京", "prefecture", "東京都"),
        ("奈良", "province", "奈良県"),
        ("北海道", "province", "北海道"),
        ("泉佐野市", "city", "泉佐野市"),
        ("ブカシ", "", "ブカシ"),
    ],
)
def test_area_suffix_is_not_doubled(place: str, level: str, area: str) -> None:
    assert area_ja(place, level) == area


@pytest.mark.parametrize(
    ("area", "title", "joined"),
    [
        ("マラン県", "県知事", "マラン県知事"),
        ("ブカシ市", "市長", "ブカシ市長"),
        ("保健局", "局長", "保健局長"),
        ("大阪府", "知事", "大阪府知事"),
        ("インドネシア銀行（BI）", "総裁", "インドネシア銀行（BI）総裁"),
    ],
)
def test_area_and_title_join(area: str, title: str, joined: str) -> None:
    assert join_ja(area, title) == joined


def test_missing_parts_of_a_template_fall_away() -> None:
    assert fill("{place} {title} {name}", place="", title="Mayor", name="X") == "Mayor X"
    assert fill("{area}の{name}{title}", area="", name="Ｘ", title="市長") == "Ｘ市長"
    assert fill("{place}第{n}国立高校", place="ブカシ", n="") == "ブカシ国立高校"
