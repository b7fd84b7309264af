"""Fine-tunes the embedded model: LoRA on the body or the body itself, and the embeddings of its control tokens.

CPU and GPU run the same code; a GPU gets larger batches, made ahead, and whole layers compiled. Products are of
bfloat16, or of float32 on a CPU without instructions for bfloat16, where bfloat16 is slow.
"""

from __future__ import annotations

import random
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

import torch

from translator.engine import tokens, weights
from translator.engine.embedded import MODEL, read_tokenizer
from translator.engine.torch_model import build
from translator.training import checkpoint, lora, whole
from translator.training.ahead import ahead
from translator.training.batches import Place, Sequenced, Stream, Windows, batches, sequences
from translator.training.compiling import compile_layers, fused_small_steps
from translator.training.corpus import Example, Pool, pair_of, read_lines
from translator.training.loss import batch_loss, prepare

RECORD = "record.json"

RATE = {False: 4e-4, True: 1e-4}
"""Peak learning rate where none is asked for: of LoRA, of the body itself."""
BATCH_TOKENS = {"cpu": 2_000, "cuda": 32_000}
"""Tokens of a batch where none are asked for."""
DEV_EVERY = {"cpu": 15.0, "cuda": 2.0}
"""Minutes between looks at the dev set, at most."""
MADE_AHEAD = 128
"""Batches that wait for a GPU at most."""
LOOK_EVERY = {"cpu": 1, "cuda": 20}
"""Steps after which the loss is looked at; a GPU has to be waited for then."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run does; kept in its record. Times in minutes, lengths in tokens.

    ``batch_tokens`` 0: by the device; ``rate`` 0: by what is trained; ``full``: the body itself, not LoRA.
    """

    minutes: float
    rate: float = 0.0
    row_rate: float = 2e-3
    rank: int = 64
    full: bool = False
    batch_tokens: int = 0
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
    """How far a run is: steps, place in the data, seconds, mean training loss, tokens a second; loss on the dev set."""

    steps: int = 0
    window: int = 0
    batch: int = 0
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

    Asked to stop (Ctrl+C, SIGTERM), the run ends after the step with a checkpoint. Run again with the same arguments,
    an interrupted run goes on from its last checkpoint. ``record.json`` holds the settings, the data with its hashes,
    what was left out, and the losses.

    Raises:
        InputError: the corpus has no example, or the checkpoint is damaged.
        OutputError: a checkpoint cannot be written; the one before is kept.
    """
    torch.manual_seed(settings.seed)
    if settings.threads:
        torch.set_num_threads(settings.threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    settings = replace(
        settings,
        batch_tokens=settings.batch_tokens or BATCH_TOKENS[device],
        rate=settings.rate or RATE[settings.full],
        dev_every=min(settings.dev_every, DEV_EVERY[device]),
    )
    tokenizer = read_tokenizer(MODEL / "base")
    learner = Learner.build(tokenizer, adapter, settings, device)
    made: Stream = Windows(pools, tokenizer, settings.batch_tokens, settings.masked, settings.longest, settings.seed)
    plain = sequences(dev, tokenizer, 0.0, settings.longest, random.Random(settings.seed))
    dev_batches = list(batches(plain, settings.batch_tokens))
    if device == "cuda":
        made = ahead(made, MADE_AHEAD)
        compile_layers(learner.model.model)
    with nullcontext() if device == "cuda" else fused_small_steps(), _asked_to_stop() as asked:
        state = learner.fit(made, dev_batches, out, report, asked)
    made_of = record(pools, settings, state)
    if settings.full and not (out / checkpoint.PROGRESS).exists():
        made_of["norm_lost"] = checkpoint.compress(out, settings.rank, device)
    checkpoint.write_json(made_of, out / RECORD)
    weights.write_checksums(out)
    return state


@contextmanager
def _asked_to_stop() -> Iterator[Callable[[], bool]]:
    """Whether SIGINT or SIGTERM came; in other threads than the main one, which gets no signals, never."""
    asked = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield asked.is_set
        return
    before = {number: signal.signal(number, lambda *_: asked.set()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield asked.is_set
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def arithmetic(device: str) -> torch.dtype:
    """The type in which a device multiplies fastest: bfloat16 where it has instructions for it, else float32."""
    fast = device == "cuda" or torch.ops.mkldnn._is_mkldnn_bf16_supported()
    return torch.bfloat16 if fast else torch.float32


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
    """The model with its trained layers, the embeddings of the control tokens, and their optimizer."""

    model: Any
    rows: torch.nn.Parameter
    optimizer: torch.optim.Optimizer
    settings: Settings

    @classmethod
    def build(cls, tokenizer: Any, adapter: Path | None, settings: Settings, device: str) -> Learner:
        """The shipped base with a new adapter or a given one."""
        base = MODEL / "base"
        model = build(weights.read_shape(base), weights.read_base(base)).to(arithmetic(device))
        if settings.full:
            whole.free(model)
        else:
            lora.adapt(model, settings.rank)
        embedding = model.get_input_embeddings().weight.detach().float()
        stored = checkpoint.load_adapter(model, adapter) if adapter is not None else None
        rows = torch.nn.Parameter((initial_rows(embedding, tokenizer) if stored is None else stored).to(device))
        model.to(device)
        body = [parameter for parameter in model.parameters() if parameter.requires_grad]
        groups = [{"params": body, "peak": settings.rate}, {"params": [rows], "peak": settings.row_rate}]
        optimizer = torch.optim.AdamW(groups, lr=settings.rate, betas=(0.9, 0.99), weight_decay=0.0, fused=True)
        return cls(model, rows, optimizer, settings)

    def fit(
        self,
        stream: Stream,
        dev: list[list[Sequenced]],
        out: Path,
        report: Report,
        asked_to_stop: Callable[[], bool] = lambda: False,
    ) -> State:
        """Train until the time is up or the dev loss stops falling; checkpoints go to ``out``."""
        settings = self.settings
        state = _state(checkpoint.load_progress(self.optimizer, out))
        clock = _Clock(state.seconds, LOOK_EVERY[self.rows.device.type])
        saved = tested = clock.minutes()
        for place, batch in stream(Place(state.window, state.batch)):
            if clock.minutes() >= settings.minutes or state.worse >= settings.patience:
                break
            if asked_to_stop():
                self._save(state, out, best=not dev)
                return state
            self._set_rates(state.steps + 1, clock.minutes() / settings.minutes)
            torch.manual_seed(settings.seed + state.steps)
            state = clock.after(replace(state, **asdict(place)), self.step(batch), batch)
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

    def step(self, batch: list[Sequenced]) -> torch.Tensor:
        """One update; the loss before it, on the device."""
        loss = self._loss(batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for group in self.optimizer.param_groups for p in group["params"]], 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        return loss.detach()

    def dev_loss(self, dev: list[list[Sequenced]]) -> float:
        """Mean loss a target token on the dev set, over the sampled vocabulary."""
        sizes = torch.tensor([float(sum(len(target) for _, target in batch)) for batch in dev])
        with torch.no_grad(), torch.random.fork_rng(devices=[]):
            torch.manual_seed(0)
            losses = torch.stack([self._loss(batch) for batch in dev]).cpu()
        return float((sizes * losses).sum() / sizes.sum())

    def _loss(self, batch: list[Sequenced]) -> torch.Tensor:
        body = self.model.model
        ready = prepare(batch, len(body.embed_tokens.weight), self.settings.sampled)
        return batch_loss(body, self.rows, ready.to(self.rows.device))

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
        if best and self.settings.full:
            checkpoint.save_difference(self.model, self.rows, out)
        elif best:
            checkpoint.save_adapter(self.model, self.rows, self.settings.rank, out)
        counters = {name: float(value) for name, value in asdict(state).items()}
        checkpoint.save_progress(self.optimizer, counters, out)


def _state(counters: dict[str, float]) -> State:
    whole = ("steps", "window", "batch", "worse")
    return State(**{name: int(value) if name in whole else value for name, value in counters.items()})  # type: ignore[arg-type]


class _Clock:
    """Time spent in a run, earlier parts of it included; looks at the losses every ``look_every`` steps."""

    def __init__(self, before: float, look_every: int) -> None:
        self._start = time.monotonic() - before
        self._last = time.monotonic()
        self._look_every = look_every
        self._losses: list[torch.Tensor] = []
        self._tokens = 0

    def minutes(self) -> float:
        return (time.monotonic() - self._start) / 60

    def after(self, state: State, loss: torch.Tensor, batch: list[Sequenced]) -> State:
        """The state after a step; loss and speed are running means over some fifty steps."""
        self._losses.append(loss)
        self._tokens += sum(len(a) + len(b) for a, b in batch)
        state = replace(state, steps=state.steps + 1, seconds=time.monotonic() - self._start)
        return self._looked(state) if len(self._losses) == self._look_every else state

    def _looked(self, state: State) -> State:
        mean = torch.stack(self._losses).mean().item()
        now = time.monotonic()
        speed = self._tokens / (now - self._last)
        weight = min(1.0, max(0.02 * len(self._losses), len(self._losses) / state.steps))
        self._last, self._losses, self._tokens = now, [], 0
        return replace(
            state, loss=state.loss + weight * (mean - state.loss), speed=state.speed + weight * (speed - state.speed)
        )


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
