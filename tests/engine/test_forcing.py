"""Placeholders that must stand in a translation stand there once, with the shipped model."""

from collections import Counter

import pytest

from translator.engine.embedded import EmbeddedEngine
from translator.engine.forcing import force
from translator.engine.protocol import Request
from translator.engine.tokens import PLACEHOLDERS


@pytest.fixture(scope="module")
def engine() -> EmbeddedEngine:
    return EmbeddedEngine()


@pytest.mark.parametrize("target", ["en", "ja"])
def test_every_required_placeholder_stands_exactly_once(engine: EmbeddedEngine, target: str) -> None:
    marks = [*PLACEHOLDERS["term"][:4], *PLACEHOLDERS["person"][:2]]
    text = "{} dan {} menyebut {}, {}, {} serta {} (karena siapa sih yang mau dibilang begitu?)".format(*marks)
    (hypotheses,) = engine.translate([Request(text, "id", target, tuple(marks))])
    seen = Counter(ch for ch in hypotheses[0].text if ch in marks)
    assert seen == dict.fromkeys(marks, 1)
    assert hypotheses[0].score is not None and hypotheses[0].score < 0


def test_a_translation_without_defects_is_left_alone() -> None:
    def unused(*_: object) -> None:
        raise AssertionError("nothing had to be decoded")

    assert force((5, 90, 6), -0.5, [90], unused, unused) == ((5, 90, 6), -0.5)  # type: ignore[arg-type]
