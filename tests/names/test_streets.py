"""Streets with initials are one place, whatever the letters mean elsewhere."""

from __future__ import annotations

import pytest

from translator.glossary import Glossary
from translator.spans.mark import mark


@pytest.mark.parametrize(
    ("street", "en", "ja"),
    [
        ("Jalan MT Haryono", "Jalan MT Haryono", "MT・ハルヨノ通り"),
        ("Jl TB Simatupang", "Jalan TB Simatupang", "TB・シマトゥパン通り"),
        ("Jalan R.E. Martadinata", "Jalan R.E. Martadinata", "RE・マルタディナタ通り"),
        ("Jalan R.W. Monginsidi", "Jalan R.W. Monginsidi", "RW・モンギンシディ通り"),
        ("Jln HR Soebrantas", "Jalan HR Soebrantas", "スブランタス通り"),
        ("Jalan KH. Ahmad Dahlan", "Jalan KH. Ahmad Dahlan", "アフマド・ダフラン通り"),
    ],
)
def test_a_street_with_initials_is_one_place(street: str, en: str, ja: str) -> None:
    spans = mark(f"Kecelakaan itu terjadi di {street} kemarin.", Glossary.shipped())
    assert [(span.source, span.en, span.ja) for span in spans if span.kind == "place"] == [(street, en, ja)]
