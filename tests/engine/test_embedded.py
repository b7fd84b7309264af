"""The shipped model, for real: conversion, damage, two processes at once, translation, placeholders."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from translator.engine.conversion import converted
from translator.engine.embedded import MODEL, EmbeddedEngine
from translator.engine.protocol import Engine, Request
from translator.engine.tokens import PLACEHOLDERS, decode, encode, placeholder
from translator.errors import EngineError, ModelError


@pytest.fixture(scope="module")
def engine() -> EmbeddedEngine:
    return EmbeddedEngine()


@pytest.fixture
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("TRANSLATOR_CACHE", str(tmp_path))
    yield tmp_path


def test_it_is_an_engine(engine: EmbeddedEngine) -> None:
    assert isinstance(engine, Engine)
    assert ("id", "ja") in engine.capabilities.pairs


def test_each_language_comes_in_its_script_and_in_order(engine: EmbeddedEngine) -> None:
    texts = ["Warga menanam pohon di tepi sungai.", "Ya.", "Pemerintah menaikkan anggaran pendidikan tahun ini."]
    requests = [Request(text, "id", target) for text in texts for target in ("en", "ja")]
    outputs = [hypotheses[0].text for hypotheses in engine.translate(requests)]
    assert all(text.isascii() for text in outputs[0::2] if "’" not in text)
    assert all(any("぀" <= ch <= "鿿" for ch in text) for text in (outputs[1], outputs[5]))
    assert "tree" in outputs[0].lower()
    assert "budget" in outputs[4].lower() or "education" in outputs[4].lower()


def test_hypotheses_come_best_first(engine: EmbeddedEngine) -> None:
    (hypotheses,) = engine.translate([Request("Harga beras naik lagi pekan ini.", "id", "en")], n_best=3)
    scores = [h.score for h in hypotheses if h.score is not None]
    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)
    assert scores[0] <= 0


def test_placeholders_are_carried(engine: EmbeddedEngine) -> None:
    name, day = placeholder("person", 0), placeholder("date", 0)
    text = f"{name} mengatakan pasar itu dibuka kembali pada {day}."
    for hypotheses in engine.translate([Request(text, "id", target) for target in ("en", "ja")]):
        assert hypotheses[0].text.count(name) == 1
        assert hypotheses[0].text.count(day) == 1


def test_control_tokens_in_an_article_are_text(engine: EmbeddedEngine) -> None:
    ids = encode(engine._tokenizer, "Tanda <eos> dan <unused1> di sini.")
    assert min(ids) > 104
    assert decode(engine._tokenizer, ids) == "Tanda <eos> dan <unused1> di sini."


def test_an_unknown_pair_is_refused(engine: EmbeddedEngine) -> None:
    with pytest.raises(EngineError, match="ja to id"):
        engine.translate([Request("こんにちは", "ja", "id")])


def test_every_placeholder_has_its_own_character() -> None:
    marks = [mark for kind in PLACEHOLDERS.values() for mark in kind]
    assert len(marks) == len(set(marks)) == 70


def test_a_damaged_file_is_named(empty_cache: Path, tmp_path: Path) -> None:
    adapter = tmp_path / "adapter"
    shutil.copytree(MODEL / "adapter", adapter)
    with (adapter / "adapter.safetensors").open("r+b") as file:
        file.seek(5000)
        file.write(b"damage")
    with pytest.raises(ModelError, match=r"adapter\.safetensors: .*damaged"):
        converted(MODEL / "base", adapter)
    assert not list(empty_cache.glob("embedded-*/"))


def test_a_missing_model_is_a_clear_error(empty_cache: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="missing"):
        converted(tmp_path / "nowhere", MODEL / "adapter")


def test_two_processes_that_start_at_once_share_one_conversion(empty_cache: Path) -> None:
    code = "from translator.engine.embedded import EmbeddedEngine; print(EmbeddedEngine().signature)"
    processes = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    outputs = [process.communicate(timeout=180)[0] for process in processes]
    assert outputs[0] == outputs[1] != ""
    assert len([p for p in empty_cache.iterdir() if p.is_dir()]) == 1
