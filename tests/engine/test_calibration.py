"""Engines without trained placeholders get the form that they carry best."""

import re
from collections.abc import Sequence
from pathlib import Path

from translator.drafting import RUNGS, Job, draft
from translator.engine.calibration import FORMS, MARKS, CalibratedEngine, calibrated, survival
from translator.engine.protocol import Capabilities, Engine, Hypothesis, Request
from translator.fixed import FixedSpan, Origin, SpanKind

PAIRS = frozenset({("id", "en"), ("id", "ja")})


class FakeEngine:
    """A fake: gives back its input, with what matches ``harmed`` taken out and full-width brackets in Japanese."""

    def __init__(self, harmed: str = "(?!)", placeholders: dict[str, tuple[str, ...]] | None = None) -> None:
        self.harmed, self.signature, self.asked = harmed, f"fake {harmed}", 0
        self.capabilities = Capabilities(PAIRS, placeholders or {})

    def translate(self, batch: Sequence[Request], *, n_best: int = 1) -> list[list[Hypothesis]]:
        self.asked += len(batch)
        return [[Hypothesis(self._one(request))] for request in batch]

    def _one(self, request: Request) -> str:
        text = re.sub(self.harmed, "", request.text)
        return re.sub(r"\[\[(\d)\]\]", r"［［ \1 ］］", text) if request.target == "ja" else text


def test_a_form_that_the_engine_harms_is_not_taken(tmp_path: Path) -> None:
    engine = calibrated(FakeEngine(harmed=r"[\[\]<>{}]"), tmp_path)
    assert engine.signature.endswith("+hashes")
    (hypotheses,) = engine.translate([Request(f"Warga {MARKS[0]} di {MARKS[1]}.", "id", "en")])
    assert hypotheses[0].text == f"Warga {MARKS[0]} di {MARKS[1]}."


def test_full_width_and_spaced_forms_are_read() -> None:
    assert FORMS[0].read("［［１］］と[[ 2 ]]と[[77]]") == f"{MARKS[0]}と{MARKS[1]}と[[77]]"
    assert survival(FakeEngine(), FORMS[0]) == 1.0


def test_an_engine_that_harms_all_forms_gets_none(tmp_path: Path) -> None:
    engine = FakeEngine(harmed=r"\d")
    assert calibrated(engine, tmp_path) is engine


def test_an_engine_with_trained_placeholders_is_left_alone(tmp_path: Path) -> None:
    engine: Engine = FakeEngine(placeholders={"other": MARKS})
    assert calibrated(engine, tmp_path) is engine
    assert not list(tmp_path.iterdir())


def test_it_is_measured_once_and_a_damaged_measurement_anew(tmp_path: Path) -> None:
    first, second = FakeEngine(), FakeEngine()
    calibrated(first, tmp_path)
    assert isinstance(calibrated(second, tmp_path), CalibratedEngine)
    assert first.asked > 0 and second.asked == 0
    (tmp_path / "calibration.json").write_text("{", encoding="utf-8")
    calibrated(second, tmp_path)
    assert second.asked > 0


def test_fixed_spans_travel_in_that_form(tmp_path: Path) -> None:
    source = "Warga Bekasi menunggu."
    span = FixedSpan(6, 12, "Bekasi", SpanKind.PLACE, "Bekasi", "ブカシ", Origin.GLOSSARY)
    (made,) = draft([Job(source, (span,), "en")], calibrated(FakeEngine(), tmp_path), RUNGS)
    assert "Bekasi" in made.text and "[[" not in made.text
