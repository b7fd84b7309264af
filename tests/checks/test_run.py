"""Checks of drafts."""

import pytest

from translator import checks

SOURCE = "Warga mengantre beras murah di halaman kantor kecamatan sejak pagi."


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Residents queued for cheap rice at the district office since morning.", "en", []),
        ("住民は朝から郡役場の庭で安い米を求めて列を作った。", "ja", []),
        ("", "en", ["empty"]),
        ("I'm sorry to say that I'm sorry to say that I'm sorry to say that", "en", ["loop"]),
        ("Residents queued 住民 for cheap rice at the office since morning.", "en", ["script"]),
        ("Residents queued for cheap rice.", "ja", ["script"]),
        (SOURCE, "en", ["copied"]),
        ("Rice was sold.", "en", ["length"]),
    ],
)
def test_checks(text: str, language: str, expected: list[str]) -> None:
    assert [i.check for i in checks.run(SOURCE, text, language)] == expected
