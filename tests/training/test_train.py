"""Training goes on where it was stopped, keeps the best adapter, and loses none."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file
from torch.nn.functional import linear
from transformers import Gemma3ForCausalLM, Gemma3TextConfig

from translator.engine import tokens, weights
from translator.engine.choose import engine_of
from translator.engine.embedded import MODEL, read_tokenizer
from translator.engine.protocol import Request
from translator.errors import InputError, OutputError
from translator.training import checkpoint, lora, whole
from translator.training.ahead import ahead
from translator.training.batches import Place, Sequenced, Windows, batches, examples, sequences
from translator.training.compiling import compile_layers
from translator.training.corpus import Example, Pool, Source
from translator.training.loss import Prepared, batch_loss, prepare
from translator.training.masking import align
from translator.training.train import Learner, Settings, State

SETTINGS = Settings(minutes=60, rank=4, sampled=50, rate=0.05, row_rate=0.05)


def learner(settings: Settings = SETTINGS) -> Learner:
    """A learner on a tiny body made here, in place of the shipped one."""
    torch.manual_seed(0)
    config = Gemma3TextConfig(
        vocab_size=300, hidden_size=16, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2,
        num_key_value_heads=1, head_dim=8, tie_word_embeddings=True,
    )  # fmt: skip
    model: Any = Gemma3ForCausalLM(config)
    model.to(torch.bfloat16)
    whole.free(model) if settings.full else lora.adapt(model, settings.rank)
    rows = torch.nn.Parameter(torch.randn(len(tokens.TRAINED_IDS), 16) * 0.02)
    body = [parameter for parameter in model.parameters() if parameter.requires_grad]
    groups = [{"params": body, "peak": settings.rate}, {"params": [rows], "peak": settings.row_rate}]
    return Learner(model, rows, torch.optim.AdamW(groups, lr=settings.rate, fused=True), settings)


def stream(place: Place) -> Iterator[tuple[Place, list[Sequenced]]]:
    """An endless run of batches in which the target repeats the source."""
    for i in count(place.batch):
        rng = random.Random(i)
        words = [[rng.randrange(100, 140) for _ in range(4)] for _ in range(8)]
        made = [([tokens.BOS, tokens.TARGET["en"], *w, tokens.SEPARATOR], [*w, tokens.EOS]) for w in words]
        yield Place(0, i + 1), made


def dev_set() -> list[list[Sequenced]]:
    """A batch of the same kind."""
    return [batch for _, batch in islice(stream(Place()), 1)]


class Stopped(Exception):
    """What an interruption raises in these tests."""


def stop_after(steps: int) -> Any:
    """A report that breaks the run off after some steps."""

    def report(state: State) -> None:
        if state.steps == steps:
            raise Stopped

    return report


def test_an_adapted_layer_computes_and_learns_as_low_rank_adaptation_does() -> None:
    layer = torch.nn.Linear(6, 5, bias=False)
    adapted = lora.Adapted(layer, rank=2)
    torch.nn.init.normal_(adapted.lora_B)
    x = torch.randn(3, 4, 6, requires_grad=True)
    plain = linear(x, layer.weight) + linear(linear(x, adapted.lora_A), adapted.lora_B)
    expected = torch.autograd.grad(plain.square().sum(), (x, adapted.lora_A, adapted.lora_B))
    found = torch.autograd.grad(adapted(x).square().sum(), (x, adapted.lora_A, adapted.lora_B))
    torch.testing.assert_close(adapted(x), plain)
    torch.testing.assert_close(found, expected, rtol=1e-4, atol=1e-4)


def parameters(who: Learner) -> list[torch.Tensor]:
    return [p.detach() for group in who.optimizer.param_groups for p in group["params"]]


def test_a_stopped_run_goes_on_exactly_as_if_it_had_not_been_stopped(tmp_path: Path) -> None:
    settings = replace(SETTINGS, warm_steps=4, save_every=0)
    whole, half, again = learner(settings), learner(settings), learner(settings)
    for who, steps, folder in ((whole, 6, "whole"), (half, 3, "parts"), (again, 6, "parts")):
        with pytest.raises(Stopped):
            who.fit(stream, [], tmp_path / folder, stop_after(steps))
    for found, expected in zip(parameters(again), parameters(whole), strict=True):
        torch.testing.assert_close(found, expected, rtol=1e-2, atol=1e-4)
    assert any((a - b).abs().max() > 0.01 for a, b in zip(parameters(again), parameters(half), strict=True))


def test_the_loss_falls_and_the_best_adapter_on_the_dev_set_is_kept(tmp_path: Path) -> None:
    who = learner(Settings(minutes=60, rank=4, sampled=50, rate=0.02, row_rate=0.02, dev_every=0, patience=2))
    dev = dev_set()
    before = who.dev_loss(dev)
    first = parameters(who)[0].clone()
    with pytest.raises(Stopped):
        who.fit(stream, dev, tmp_path, stop_after(12))
    kept = learner()
    rows = checkpoint.load_adapter(kept.model, tmp_path)
    assert rows is not None
    kept.rows.data = rows
    assert kept.dev_loss(dev) < before
    assert not torch.equal(first, parameters(who)[0])


def test_full_training_is_kept_as_the_nearest_adapter_of_a_rank_and_says_what_it_loses(tmp_path: Path) -> None:
    settings = replace(SETTINGS, full=True, rate=0.005, warm_steps=1)
    who = learner(settings)
    untrained = who.dev_loss(dev_set())
    asked = iter([False] * 25)
    who.fit(stream, [], tmp_path, lambda state: None, lambda: next(asked, True))
    trained = who.dev_loss(dev_set())
    assert trained < untrained
    assert len(list(who.model.parameters())) > len(list(whole.matrices(who.model)))
    losses = {}
    for rank in (16, 2):
        lost = checkpoint.compress(tmp_path, rank)
        kept = learner(replace(SETTINGS, rank=rank))
        rows = checkpoint.load_adapter(kept.model, tmp_path)
        assert rows is not None
        kept.rows.data = rows
        losses[rank] = (lost, kept.dev_loss(dev_set()))
    assert losses[16][0] == pytest.approx(0, abs=1e-3)
    assert losses[16][1] == pytest.approx(trained, rel=0.05)
    assert 0.05 < losses[2][0] < 1


def test_full_training_goes_on_from_an_adapter(tmp_path: Path) -> None:
    adapted, freed = learner(), learner(replace(SETTINGS, full=True))
    for name, parameter in lora.tensors(adapted.model):
        torch.nn.init.normal_(parameter, std=0.2 if "lora_B" in name else 0.1)
    checkpoint.save_adapter(adapted.model, adapted.rows, 4, tmp_path)
    checkpoint.load_adapter(freed.model, tmp_path)
    assert freed.dev_loss(dev_set()) == pytest.approx(adapted.dev_loss(dev_set()), rel=2e-2)
    with pytest.raises(InputError, match="--rank 4"):
        checkpoint.load_adapter(learner(replace(SETTINGS, rank=8)).model, tmp_path)


def test_a_run_without_full_training_has_no_changes_to_compress(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--full"):
        checkpoint.compress(tmp_path, 4)


def test_a_run_that_gets_worse_ends_by_itself(tmp_path: Path) -> None:
    who = learner(
        Settings(minutes=60, rank=4, sampled=50, rate=5.0, row_rate=5.0, warm_steps=1, dev_every=0, patience=2)
    )
    state = who.fit(lambda place: islice(stream(place), 200), dev_set(), tmp_path, lambda state: None)
    assert state.worse >= 2
    assert state.steps < 200
    assert not (tmp_path / checkpoint.PROGRESS).exists()


def test_a_damaged_checkpoint_is_a_clear_error(tmp_path: Path) -> None:
    who = learner(Settings(minutes=60, rank=4, sampled=50, save_every=0))
    with pytest.raises(Stopped):
        who.fit(stream, [], tmp_path, stop_after(2))
    file = tmp_path / checkpoint.PROGRESS
    file.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(InputError, match=r"progress\.safetensors.*damaged"):
        learner().fit(stream, [], tmp_path, lambda state: None)


def test_a_failed_write_keeps_the_checkpoint_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    who = learner()
    checkpoint.save_adapter(who.model, who.rows, 4, tmp_path)
    kept = (tmp_path / weights.ADAPTER).read_bytes()

    def full(tensors: object, file: Path) -> None:
        file.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(checkpoint, "save_file", full)
    with pytest.raises(OutputError, match="No space left"):
        checkpoint.save_adapter(who.model, who.rows, 4, tmp_path)
    assert (tmp_path / weights.ADAPTER).read_bytes() == kept
    assert sorted(path.name for path in tmp_path.iterdir()) == ["adapter.safetensors", "adapter_config.json"]


def test_the_adapter_has_the_names_and_types_that_the_engine_reads(tmp_path: Path) -> None:
    who = learner()
    checkpoint.save_adapter(who.model, who.rows, 4, tmp_path)
    stored = load_file(tmp_path / weights.ADAPTER)
    shipped = load_file(MODEL / "adapter" / weights.ADAPTER)
    pattern = "base_model.model.model.layers.1.mlp.up_proj.lora_B.weight"
    assert stored[pattern].dtype == shipped[pattern].dtype == torch.bfloat16
    assert set(stored) < set(shipped)


def test_batches_are_filled_but_not_over_and_hold_every_pair() -> None:
    rng = random.Random(3)
    pairs = [([1] * rng.randrange(3, 40), [2] * rng.randrange(3, 40)) for _ in range(700)]
    made = list(batches(pairs, 300))
    assert sum(len(batch) for batch in made) == 700
    assert all(max(len(a) + len(b) for a, b in batch) * len(batch) <= 300 for batch in made)
    assert len(made) < 120


def pool(lines: int) -> Pool:
    """Examples of several lengths."""
    made = [Example(f"Warga menanam {'pohon ' * (i % 9)}{i}.", f"Residents plant {i}.", "en") for i in range(lines)]
    return Pool(Source("x", (0, 1), ("id", "en"), 1.0, "CC0"), tuple(made))


def test_the_stream_of_batches_goes_on_from_any_place_and_is_the_same_when_made_ahead() -> None:
    made = Windows([pool(50)], read_tokenizer(MODEL / "base"), size=100, masked=0.5, longest=200, seed=3)
    whole = list(islice(made(Place()), 60))
    windows = {place.window for place, _ in whole}
    assert len(windows) > 2
    for n in (1, 31, 59):
        assert list(islice(made(whole[n - 1][0]), 60 - n)) == whole[n:]
    assert list(islice(ahead(made, 4)(whole[3][0]), 12)) == whole[4:16]


def test_a_corpus_without_examples_is_a_clear_error() -> None:
    made = Windows([pool(0)], read_tokenizer(MODEL / "base"), size=100, masked=0.5, longest=200, seed=3)
    with pytest.raises(InputError, match="no example"):
        next(made(Place()))


def test_a_run_that_is_asked_to_stop_leaves_a_checkpoint_and_goes_on_from_it(tmp_path: Path) -> None:
    asked = iter((False, False, True))
    state = learner().fit(stream, [], tmp_path, lambda state: None, lambda: next(asked))
    assert state.steps == 2
    assert (tmp_path / checkpoint.PROGRESS).exists()
    found: list[State] = []
    learner().fit(stream, [], tmp_path, found.append, lambda: bool(found))
    assert (found[0].steps, found[0].batch) == (3, 3)


def long_and_short() -> list[Sequenced]:
    """Two pairs of unlike lengths."""
    code = tokens.TARGET["ja"]
    long = ([tokens.BOS, code, *range(150, 170), tokens.SEPARATOR], [*range(180, 190), tokens.EOS])
    return [long, ([tokens.BOS, code, 120, tokens.PLACEHOLDER_IDS[0], tokens.SEPARATOR], [130, tokens.EOS])]


def test_padding_has_no_influence_on_the_loss_and_each_target_token_counts_once() -> None:
    who = learner()
    # So many draws that the whole vocabulary is in each step.
    together, *each = (
        batch_loss(who.model.model, who.rows, prepare(batch, 300, 9000)).item()
        for batch in (long_and_short(), long_and_short()[:1], long_and_short()[1:])
    )
    assert together == pytest.approx((11 * each[0] + 2 * each[1]) / 13, rel=2e-2)


def test_a_step_on_a_device_never_waits_for_values() -> None:
    who = learner()
    ready = prepare(long_and_short(), 300, 50)
    parts = (ready.inputs, ready.control, ready.kept, ready.sample, ready.gold)
    # On the meta device nothing has a value, so whatever asks for one fails.
    rows = torch.nn.Parameter(who.rows.detach().to("meta"))
    loss = batch_loss(who.model.to("meta").model, rows, Prepared(*(part.to("meta") for part in parts)))
    torch.autograd.backward(loss)
    assert rows.grad is not None
    assert rows.grad.shape == rows.shape


# torch's compiler sets off warnings that torch gives.
@pytest.mark.filterwarnings("ignore:The .grad attribute:UserWarning", "ignore:<class:DeprecationWarning")
def test_compiled_layers_serve_any_batch_and_width_with_few_graphs() -> None:
    who = learner()
    plain = batch_loss(who.model.model, who.rows, prepare(long_and_short(), 300, 9000)).item()
    graphs = 0

    def counted(graph: torch.fx.GraphModule, inputs: object) -> Any:
        nonlocal graphs
        graphs += 1
        return graph.forward

    compile_layers(who.model.model, counted)
    for batch in (long_and_short()[:1] * 3, long_and_short()[1:] * 5):
        torch.autograd.backward(batch_loss(who.model.model, who.rows, prepare(batch, 300, 9000)))
    assert graphs <= 2
    compiled = batch_loss(who.model.model, who.rows, prepare(long_and_short(), 300, 9000)).item()
    assert compiled == pytest.approx(plain, rel=1e-2)


def test_masked_examples_carry_the_same_placeholders_on_both_sides() -> None:
    tokenizer = read_tokenizer(MODEL / "base")
    pair = ("Wali Kota Bekasi tiba pada 24 Juli 2025.", "The mayor of Bekasi arrived on July 24, 2025.")
    example = Example(*pair, "en", tuple(align(*pair, "id", "en", {})))
    pool = Pool(Source("x", (0, 1), ("id", "en"), 1.0, "CC0"), (example,))
    rng = random.Random(5)
    marked = 0
    for left, right in islice(sequences(examples([pool], rng), tokenizer, 1.0, 200, rng), 20):
        carried = sorted(i for i in left if i in tokens.PLACEHOLDER_IDS)
        assert carried == sorted(i for i in right if i in tokens.PLACEHOLDER_IDS)
        marked += bool(carried)
    assert marked >= 15


def test_the_command_trains_the_shipped_model_and_leaves_an_adapter_and_a_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRANSLATOR_CACHE", str(tmp_path / "cache"))
    corpus, out = tmp_path / "corpus", tmp_path / "out"
    corpus.mkdir()
    (corpus / "sources.tsv").write_text("own.tsv\t0\t1\tid\ten\t1\tCC0\n", encoding="utf-8")
    (corpus / "own.tsv").write_text("Warga menanam pohon.\tResidents plant trees.\nsatu\n", encoding="utf-8")
    options = ["--minutes", "0.05", "--adapter", str(MODEL / "adapter"), "--batch-tokens", "40", "--threads", "1"]
    command = [sys.executable, "-c", "from translator.cli import main; main()", "train", str(corpus), str(out)]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "1 examples (left out: 1 columns missing or empty)" in done.stderr
    record = json.loads((out / "record.json").read_text(encoding="utf-8"))
    assert record["state"]["steps"] >= 1
    assert record["data"][0]["licence"] == "CC0"
    assert set(load_file(out / weights.ADAPTER)) == set(load_file(MODEL / "adapter" / weights.ADAPTER))
    assert len(engine_of(f"embedded:{out}").translate([Request("Warga menanam pohon.", "id", "en")])) == 1
