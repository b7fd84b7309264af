"""Engines without trained placeholders get the form that they carry best."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.engine import tiny_models
from tests.test_cli import call
from translator.drafting import RUNGS, Job, draft
from translator.engine.calibration import FORMS, MARKS, CalibratedEngine, calibrated, survival
from translator.engine.choose import engine_of
from translator.engine.protocol import Capabilities, Engine, Hypothesis, Request
from translator.errors import ModelError
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


def test_a_checkpoint_is_measured_at_its_first_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRANSLATOR_CACHE", str(tmp_path / "cache"))
    model = tiny_models.marian(tmp_path / "opus-mt-id-en")
    page = tmp_path / "page.txt"
    page.write_text("Warga menanam pohon.", encoding="utf-8")
    command = ("translate", str(page), "--to", "en", "--engine", str(model))
    first, second = call(*command), call(*command)
    assert first.returncode == second.returncode == 0
    assert first.stderr.decode().count("measuring which placeholders the model carries") == 1
    assert b"measuring" not in second.stderr

    file = tmp_path / "cache" / "calibration.json"
    ((signature, rates),) = json.loads(file.read_text(encoding="utf-8")).items()
    assert signature == engine_of(str(model)).signature  # random weights carry nothing
    assert set(rates) == {form.name for form in FORMS} and max(rates.values()) < 0.8
    file.write_text(json.dumps({signature: rates | {"tags": 0.9}}), encoding="utf-8")
    assert engine_of(str(model)).capabilities.placeholders == {"other": MARKS}
    assert engine_of(str(model)).signature == f"{signature}+tags"


def test_a_cache_that_cannot_be_written_is_an_error_with_its_mend(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    with pytest.raises(ModelError, match="TRANSLATOR_CACHE"):
        calibrated(FakeEngine(), tmp_path / "cache")
