"""The same weights on both runtimes, and before and after their activations are evened."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import ctranslate2
import numpy as np
import pytest

from translator.engine import conversion, weights
from translator.engine.embedded import MODEL, EmbeddedEngine, read_tokenizer
from translator.engine.protocol import Engine, Request
from translator.engine.smoothing import smooth
from translator.engine.tokens import placeholder
from translator.engine.torch_engine import TorchEngine
from translator.engine.torch_model import build
from translator.engine.weights import Shape, Weights

BASE = MODEL / "base"
NAME, DAY = placeholder("person", 0), placeholder("date", 0)
REQUESTS = [
    Request(text, "id", target)
    for text in ("Harga beras naik lagi pekan ini.", f"{NAME} membuka pasar itu pada {DAY}.", "Warga menanam pohon.")
    for target in ("en", "ja")
]


@pytest.fixture(scope="module")
def shape() -> Shape:
    return weights.read_shape(BASE)


@pytest.fixture(scope="module")
def merged() -> Weights:
    return weights.merge(weights.read_base(BASE), MODEL / "adapter")


@pytest.fixture(scope="module")
def torch_engine(merged: Weights, shape: Shape) -> TorchEngine:
    return TorchEngine(build(shape, merged), read_tokenizer(BASE), name="test")


@pytest.fixture(scope="module")
def float32(merged: Weights, shape: Shape, tmp_path_factory: pytest.TempPathFactory) -> EmbeddedEngine:
    """The embedded engine without rounding."""
    folder = tmp_path_factory.mktemp("float32")
    conversion.write(merged, shape, conversion.vocabulary(BASE), folder, quantization="float32")
    engine = EmbeddedEngine(threads=1)
    engine._generator = ctranslate2.Generator(str(folder), compute_type="float32", intra_threads=1)
    return engine


def test_greedy_output_and_scores_are_those_of_ctranslate2(torch_engine: TorchEngine, float32: EmbeddedEngine) -> None:
    assert isinstance(torch_engine, Engine)
    assert replace(torch_engine.capabilities, forces=True) == float32.capabilities
    ours, theirs = torch_engine.translate(REQUESTS), float32.translate(REQUESTS)
    assert [found[0].text for found in ours] == [found[0].text for found in theirs]
    for mine, other in zip(ours, theirs, strict=True):
        assert mine[0].score == pytest.approx(other[0].score, abs=0.1)


def test_placeholders_and_hypotheses_on_torch(torch_engine: TorchEngine) -> None:
    for found in torch_engine.translate(REQUESTS[2:4], n_best=3):
        scores = [hypothesis.score for hypothesis in found if hypothesis.score is not None]
        assert scores == sorted(scores, reverse=True)
        assert found[0].text.count(NAME) == found[0].text.count(DAY) == 1


def test_evened_activations_are_the_same_model(merged: Weights, shape: Shape, tmp_path: Path) -> None:
    """On the first two layers and a thousand tokens, unrounded."""
    short = replace(shape, layers=2)
    kept = {
        name: array for name, array in merged.items() if not name.startswith("layers.") or name[7:9] in ("0.", "1.")
    }
    kept["embed_tokens.weight"] = kept["embed_tokens.weight"][:1000]
    names = conversion.vocabulary(BASE)[:1000]
    found = []
    for title, parameters in (("plain", kept), ("even", smooth(kept, short))):
        (tmp_path / title).mkdir()
        conversion.write(parameters, short, names, tmp_path / title, quantization="float32")
        generator = ctranslate2.Generator(str(tmp_path / title), compute_type="float32", intra_threads=1)
        logits = generator.forward_batch([names[2:800:20]], return_log_probs=True)
        found.append(np.array(logits))
    assert np.abs(found[0] - found[1]).max() < 0.01
