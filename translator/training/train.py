"""Fine-tunes the embedded model: LoRA on the body, and the embeddings of its control tokens.

CPU and GPU run the same code, in bfloat16. The softmax runs over the tokens of the batch and a random sample of the
vocabulary, all control tokens always included (Jean et al. 2015, arXiv 1412.2007).
"""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

import torch
from torch.nn.functional import cross_entropy, linear

from translator.engine import tokens, weights
from translator.engine.embedded import MODEL, read_tokenizer
from translator.engine.torch_model import build
from translator.training import checkpoint, lora
from translator.training.batches import Sequenced, batches, examples, sequences
from translator.training.corpus import Example, Pool, pair_of, read_lines

RECORD = "record.json"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run does; kept in its record. Times in minutes, lengths in tokens."""

    minutes: float
    rate: float = 4e-4
    row_rate: float = 2e-3
    rank: int = 64
    batch_tokens: int = 2000
    longest: int = 200
    warm_steps: int = 30
    sampled: int = 12_000
    masked: float = 0.5
    seed: int = 1
    threads: int = 0
    save_every: float = 5
    dev_every: float = 15
    patience: int = 3


@dataclass(frozen=True, slots=True)
class State:
    """How far a run is: steps, seconds, mean training loss, tokens a second; last and best loss on the dev set."""

    steps: int = 0
    seconds: float = 0.0
    loss: float = 0.0
    speed: float = 0.0
    dev_loss: float = float("inf")
    best: float = float("inf")
    worse: int = 0


Report: TypeAlias = Callable[[State], None]


def train(
    pools: Sequence[Pool],
    out: Path,
    settings: Settings,
    *,
    dev: Sequence[Example] = (),
    adapter: Path | None = None,
    report: Report = lambda state: None,
) -> State:
    """Train for the given time and leave the adapter in ``out``: the best on ``dev``, or the last without one.

    Run again with the same arguments, an interrupted run goes on from its last checkpoint. ``record.json`` holds the
    settings, the data with its hashes, what was left out, and the losses.

    Raises:
        InputError: the checkpoint is damaged.
        OutputError: a checkpoint cannot be written; the one before is kept.
    """
    torch.manual_seed(settings.seed)
    if settings.threads:
        torch.set_num_threads(settings.threads)
    tokenizer = read_tokenizer(MODEL / "base")
    learner = Learner.build(tokenizer, adapter, settings)
    rng = random.Random(settings.seed)
    drawn = sequences(examples(pools, rng), tokenizer, settings.masked, settings.longest, rng)
    plain = sequences(iter(dev), tokenizer, 0.0, settings.longest, rng)
    dev_batches = list(batches(plain, settings.batch_tokens, rng))
    with fused_small_steps():
        state = learner.fit(batches(drawn, settings.batch_tokens, rng), dev_batches, out, report)
    checkpoint.write_json(record(pools, settings, state), out / RECORD)
    weights.write_checksums(out)
    return state


def read_dev(folder: Path, every: int) -> list[Example]:
    """Every n-th line of NAME.id with NAME.en and NAME.ja, both directions; an empty list for an empty folder."""
    texts = {path.suffix[1:]: list(read_lines(path))[::every] for path in sorted(folder.iterdir())}
    pairs = [
        (pair_of(f"{a}\t{b}", (0, 1)), code)
        for code in ("en", "ja")
        for a, b in zip(texts["id"], texts[code], strict=True)
    ]
    return [Example(*pair, code) for pair, code in pairs if pair]


def record(pools: Sequence[Pool], settings: Settings, state: State) -> dict[str, Any]:
    """What a run was made of and what came out, for ``record.json``."""
    data = [
        {
            "files": dict(pool.digests),
            "columns": pool.source.columns,
            "languages": pool.source.languages,
            "share": pool.source.share,
            "licence": pool.source.licence,
            "examples": len(pool.examples),
            "left_out": dict(pool.left_out),
            "names_replaced": pool.renamed,
        }
        for pool in pools
    ]
    return {"settings": asdict(settings), "data": data, "state": asdict(state), "torch": torch.__version__}


@dataclass(frozen=True, slots=True)
class Learner:
    """The adapted model, the embeddings of the control tokens, and their optimizer."""

    model: Any
    rows: torch.nn.Parameter
    optimizer: torch.optim.Optimizer
    settings: Settings

    @classmethod
    def build(cls, tokenizer: Any, adapter: Path | None, settings: Settings) -> Learner:
        """The shipped base with a new adapter or a given one, on the GPU where there is one."""
        device = "cuda" if torch.cuda.is_available() else "cpu"
        base = MODEL / "base"
        model = build(weights.read_shape(base), weights.read_base(base)).to(torch.bfloat16)
        lora.adapt(model, settings.rank)
        embedding = model.get_input_embeddings().weight.detach().float()
        stored = checkpoint.load_adapter(model, adapter) if adapter is not None else None
        rows = torch.nn.Parameter((initial_rows(embedding, tokenizer) if stored is None else stored).to(device))
        model.to(device)
        groups = [
            {"params": [p for _, p in lora.tensors(model)], "peak": settings.rate},
            {"params": [rows], "peak": settings.row_rate},
        ]
        optimizer = torch.optim.AdamW(groups, lr=settings.rate, betas=(0.9, 0.99), weight_decay=0.0, fused=True)
        return cls(model, rows, optimizer, settings)

    def fit(self, stream: Iterator[list[Sequenced]], dev: list[list[Sequenced]], out: Path, report: Report) -> State:
        """Train until the time is up or the dev loss stops falling; checkpoints go to ``out``."""
        settings = self.settings
        state = _state(checkpoint.load_progress(self.optimizer, out))
        clock = _Clock(state.seconds)
        saved = tested = clock.minutes()
        for batch in islice(stream, state.steps, None):
            if clock.minutes() >= settings.minutes or state.worse >= settings.patience:
                break
            self._set_rates(state.steps + 1, clock.minutes() / settings.minutes)
            torch.manual_seed(settings.seed + state.steps)
            state = clock.after(state, self.step(batch), batch)
            if dev and clock.minutes() - tested >= settings.dev_every:
                tested = clock.minutes()
                state = self._tested(state, dev, out)
            if clock.minutes() - saved >= settings.save_every:
                saved = clock.minutes()
                self._save(state, out, best=not dev)
            report(state)
        state = self._tested(state, dev, out) if dev else state
        if not dev:
            self._save(state, out, best=True)
        (out / checkpoint.PROGRESS).unlink(missing_ok=True)
        return state

    def step(self, batch: list[Sequenced]) -> float:
        """One update; the loss before it."""
        loss = batch_loss(self.model.model, self.rows, batch, self.settings.sampled)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for group in self.optimizer.param_groups for p in group["params"]], 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        return loss.item()

    def dev_loss(self, dev: list[list[Sequenced]]) -> float:
        """Mean loss a target token on the dev set, over the sampled vocabulary."""
        sizes = [sum(len(target) for _, target in batch) for batch in dev]
        with torch.no_grad(), torch.random.fork_rng(devices=[]):
            torch.manual_seed(0)
            losses = [batch_loss(self.model.model, self.rows, batch, self.settings.sampled).item() for batch in dev]
        return sum(size * loss for size, loss in zip(sizes, losses, strict=True)) / sum(sizes)

    def _set_rates(self, step: int, done: float) -> None:
        """Warm up, hold, and fall to 3 % over the last 70 % of the time."""
        part = min(1, step / self.settings.warm_steps) * max(0.03, min(1.0, (1 - done) / 0.7))
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * part

    def _tested(self, state: State, dev: list[list[Sequenced]], out: Path) -> State:
        loss = self.dev_loss(dev)
        if loss >= state.best:
            return replace(state, dev_loss=loss, worse=state.worse + 1)
        self._save(state, out, best=True)
        return replace(state, dev_loss=loss, best=loss, worse=0)

    def _save(self, state: State, out: Path, *, best: bool) -> None:
        if best:
            checkpoint.save_adapter(self.model, self.rows, self.settings.rank, out)
        counters = {name: float(value) for name, value in asdict(state).items()}
        checkpoint.save_progress(self.optimizer, counters, out)


def _state(counters: dict[str, float]) -> State:
    if not counters:
        return State()
    return replace(State(**counters), steps=int(counters["steps"]), worse=int(counters["worse"]))  # type: ignore[arg-type]


class _Clock:
    """Time spent in a run, earlier parts of it included."""

    def __init__(self, before: float) -> None:
        self._start = time.monotonic() - before
        self._last = time.monotonic()

    def minutes(self) -> float:
        return (time.monotonic() - self._start) / 60

    def after(self, state: State, loss: float, batch: list[Sequenced]) -> State:
        """The state after a step; loss and speed are running means over some fifty steps."""
        now = time.monotonic()
        speed = sum(len(a) + len(b) for a, b in batch) / (now - self._last)
        self._last = now
        weight = max(0.02, 1 / (state.steps + 1))
        return replace(
            state,
            steps=state.steps + 1,
            seconds=now - self._start,
            loss=state.loss + weight * (loss - state.loss),
            speed=state.speed + weight * (speed - state.speed),
        )


@contextmanager
def fused_small_steps() -> Iterator[None]:
    """Run the element-wise steps of the body fused, where a C++ compiler is at hand."""
    from transformers.models.gemma3 import modeling_gemma3 as body

    norm, rotation = body.Gemma3RMSNorm.forward, body.apply_rotary_pos_emb
    if shutil.which("g++"):
        body.Gemma3RMSNorm.forward = torch.compile(norm, dynamic=True)  # type: ignore[method-assign]
        body.apply_rotary_pos_emb = torch.compile(rotation, dynamic=True)
    try:
        yield
    finally:
        body.Gemma3RMSNorm.forward = norm  # type: ignore[method-assign]
        body.apply_rotary_pos_emb = rotation


def initial_rows(embedding: torch.Tensor, tokenizer: Any) -> torch.Tensor:
    """Starting embeddings of the trained tokens: a placeholder starts as a word of its type, so copying is near."""
    seeds = {
        "person": "Tri Endah Budi Sari Agus Maria John Peter Anna David",
        "place": "Jakarta Bandung London Paris Tokyo Bali Berlin Madrid Roma Delhi",
        "organization": "NASA FIFA UNESCO NATO WHO OPEC IBM BBC CNN UEFA",
        "term": "program proyek produk sistem layanan kegiatan proses barang bahan alat",
        "number": "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh",
        "date": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober",
        "other": "A B C D E F G H K X",
    }
    rows = embedding[list(tokens.TRAINED_IDS)].clone()
    words = [" " + word for kind in tokens.TYPES for word in seeds[kind].split()]
    ids = [tokenizer.encode(word, add_special_tokens=False).ids[0] for word in words]
    rows[len(tokens.TRAINED_IDS) - len(tokens.PLACEHOLDER_IDS) :] = embedding[ids]
    noise = torch.randn(rows.shape, generator=torch.Generator().manual_seed(0)) * embedding.std() * 0.3
    return rows + noise


def batch_loss(decoder: Any, rows: torch.Tensor, batch: list[Sequenced], sampled: int) -> torch.Tensor:
    """Mean cross-entropy of the target tokens over a sampled vocabulary. ``rows``: (trained tokens, width)."""
    embedding, device = decoder.embed_tokens.weight.detach(), rows.device
    inputs, gold = (part.to(device) for part in _padded(batch))
    trained = torch.tensor(tokens.TRAINED_IDS, device=device)
    vectors = embedding[inputs].float()
    special = torch.isin(inputs, trained)
    vectors[special] = rows[torch.searchsorted(trained, inputs[special])]
    scaled = (vectors * decoder.config.hidden_size**0.5).to(torch.bfloat16)
    hidden = decoder(inputs_embeds=scaled, attention_mask=(inputs != tokens.PAD).long(), use_cache=False)
    keep = gold != -100
    noise = torch.randint(0, len(embedding), (sampled,)).to(device)
    other = torch.cat([gold[keep], noise]).unique()
    other = other[~torch.isin(other, trained)]
    classes = torch.cat([trained, other])
    order = torch.argsort(classes)
    place = order[torch.searchsorted(classes[order], gold[keep])]
    logits = linear(hidden.last_hidden_state[keep], torch.cat([rows.to(torch.bfloat16), embedding[other]]))
    return cross_entropy(logits.float(), place)


def _padded(batch: list[Sequenced]) -> tuple[torch.Tensor, torch.Tensor]:
    """Input ids and, one place earlier, the target ids to be foretold (-100 elsewhere); both (batch, width)."""
    width = max(len(a) + len(b) for a, b in batch)
    inputs = torch.full((len(batch), width), tokens.PAD)
    gold = torch.full((len(batch), width), -100)
    for i, (a, b) in enumerate(batch):
        n = len(a) + len(b)
        inputs[i, :n] = torch.tensor(a + b)
        gold[i, len(a) - 1 : n - 1] = torch.tensor(b)
    return inputs, gold
