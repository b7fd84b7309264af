"""Fine-tunes the embedded model: LoRA on the body, and the embeddings of its control tokens.

    python -m translator.training.train --corpus FOLDER --out RUN --minutes 60 [--adapter FOLDER]

CPU (bfloat16 autocast) and GPU run the same code. The softmax runs over the tokens of the batch and a random sample of
the vocabulary, all control tokens always included (Jean et al. 2015, arXiv 1412.2007).
"""

from __future__ import annotations

import gzip
import json
import random
import shutil
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer

from translator.engine import tokens, weights
from translator.training import masking

app = typer.Typer(add_completion=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run does; saved beside its result. Times in minutes, lengths in tokens."""

    minutes: float
    rate: float = 5e-4
    row_rate: float = 2e-3
    rank: int = 64
    batch_tokens: int = 2000
    longest: int = 200
    warm_steps: int = 30
    sampled: int = 12_000
    masked: float = 0.5
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Example:
    """One training pair with its direction and, for masking, its aligned fixed stretches."""

    source: str
    target: str
    language: str
    pairs: tuple[masking.Pair, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """A corpus file (and its continuations), the columns of source and target, their languages, its sampling weight."""

    file: str
    columns: tuple[int, int]
    languages: tuple[str, str]
    weight: float


TASKS = (
    Task("authored*.tsv.gz", (0, 1), ("id", "en"), 0.20),
    Task("authored*.tsv.gz", (0, 2), ("id", "ja"), 0.36),
    Task("authored*.tsv.gz", (1, 2), ("en", "ja"), 0.18),
    Task("open/tico19.id-en.tsv.gz", (0, 1), ("id", "en"), 0.04),
    Task("open/tatoeba.id-en.tsv.gz", (0, 1), ("id", "en"), 0.02),
    Task("open/tatoeba_pivot.id-ja.tsv.gz", (0, 1), ("id", "ja"), 0.02),
    Task("open/llmtr_ms_beginners.id-ja.tsv.gz", (0, 1), ("id", "ja"), 0.05),
    Task("open/tatoeba2018.en-ja.tsv.gz", (0, 1), ("en", "ja"), 0.04),
    Task("open/tanaka50k.en-ja.tsv.gz", (0, 1), ("en", "ja"), 0.05),
    Task("open/doc_tensorflow.en-ja.tsv.gz", (0, 1), ("en", "ja"), 0.04),
)
"""Sources under share-alike licences are left out."""


def read_lexicon(corpus: Path, source: str, target: str) -> dict[str, str]:
    """Lower-case source word → target word, from the corpus's dictionaries."""
    terms: dict[str, str] = {}
    for path in sorted((corpus / "lexicon").glob(f"*.{source}-{target}.tsv.gz")):
        for row in read_rows(path):
            if len(row) == 2 and row[0] and row[1] and row[1].lower() != row[0].lower():
                terms.setdefault(row[0].lower(), row[1].lower())
    return terms


def read_rows(path: Path) -> list[list[str]]:
    """Rows of a gzipped tab-separated file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file]


def read_examples(corpus: Path, task: Task) -> list[Example]:
    """All examples of a task, aligned for masking."""
    source, target = task.languages
    terms = read_lexicon(corpus, source, target)
    a, b = task.columns
    return [
        Example(row[a], row[b], target, tuple(masking.align(row[a], row[b], source, target, terms)))
        for path in sorted(corpus.glob(task.file))
        for row in read_rows(path)
        if len(row) > max(a, b) and row[a].strip() and row[b].strip()
    ]


def sequences(pools: list[list[Example]], tokenizer: Any, settings: Settings) -> Iterator[tuple[list[int], list[int]]]:
    """An endless stream of (prompt ids, target ids), tasks drawn by weight, each pool shuffled and used up in turn."""
    rng = random.Random(settings.seed)
    chances = [task.weight for task in TASKS]
    orders: list[list[Example]] = [[] for _ in pools]
    while True:
        k = rng.choices(range(len(pools)), chances)[0]
        if not orders[k]:
            orders[k] = rng.sample(pools[k], len(pools[k]))
        example = orders[k].pop()
        source, target = example.source, example.target
        if example.pairs and rng.random() < settings.masked:
            source, target = masking.mask(source, target, list(example.pairs), rng)
        left = tokens.prompt(tokenizer, source, example.language)
        right = [*tokens.encode(tokenizer, target), tokens.EOS]
        if max(len(left), len(right)) <= settings.longest:
            yield left, right


def batches(stream: Iterator[tuple[list[int], list[int]]], size: int, rng: random.Random) -> Iterator[Any]:
    """Batches of similar lengths, at most ``size`` tokens each when padded."""
    while True:
        pool = sorted((next(stream) for _ in range(600)), key=lambda pair: len(pair[0]) + len(pair[1]))
        ready: list[list[tuple[list[int], list[int]]]] = [[]]
        for pair in pool:
            if ready[-1] and (len(pair[0]) + len(pair[1])) * (len(ready[-1]) + 1) > size:
                ready.append([])
            ready[-1].append(pair)
        rng.shuffle(ready)
        yield from ready


def initial_rows(embedding: Any, tokenizer: Any) -> Any:
    """Starting embeddings of the trained tokens: a placeholder starts as a word of its type, so copying is near."""
    import torch

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


@app.command()
def train(
    corpus: Annotated[Path, typer.Option(help="Corpus folder.")],
    out: Annotated[Path, typer.Option(help="Folder for checkpoints and the adapter.")],
    minutes: Annotated[float, typer.Option(help="Training time.")] = 60,
    base: Annotated[Path, typer.Option(help="Base model.")] = Path("translator/model/base"),
    adapter: Annotated[Path | None, typer.Option(help="Adapter to start from.")] = None,
    threads: Annotated[int, typer.Option(help="CPU threads.")] = 2,
    rate: Annotated[float, typer.Option(help="Peak learning rate.")] = 5e-4,
    seed: Annotated[int, typer.Option(help="Order of the examples.")] = 1,
) -> None:
    """Train an adapter for the given time; writes it, with its settings, to the folder given.

    Started again with the same folder, an interrupted run goes on where its last checkpoint stands.
    """
    import torch
    from tokenizers import Tokenizer

    settings = Settings(minutes=minutes, rate=rate, seed=seed)
    torch.set_num_threads(threads)
    torch.manual_seed(settings.seed)
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.encode_special_tokens = True
    model = build_model(base, adapter, settings)
    embedding = model.get_input_embeddings().weight.detach()
    rows = torch.nn.Parameter(_start_rows(adapter, embedding.float(), tokenizer))
    pools = [read_examples(corpus, task) for task in TASKS]
    typer.echo(f"{[len(pool) for pool in pools]} examples", err=True)
    _compile_small_steps()
    stream = batches(sequences(pools, tokenizer, settings), settings.batch_tokens, random.Random(settings.seed))
    _fit(Run(model, rows, settings, out), stream)


def _compile_small_steps() -> None:
    """Fuse the element-wise steps of the body where a C++ compiler is at hand."""
    import torch
    from transformers.models.gemma3 import modeling_gemma3 as body

    if shutil.which("g++"):
        body.Gemma3RMSNorm.forward = torch.compile(body.Gemma3RMSNorm.forward, dynamic=True)  # type: ignore[method-assign]
        body.apply_rotary_pos_emb = torch.compile(body.apply_rotary_pos_emb, dynamic=True)


def build_model(base: Path, adapter: Path | None, settings: Settings) -> Any:
    """The base model in bfloat16 with float32 LoRA weights, new or read from an adapter folder."""
    import torch

    from translator.engine.torch_model import build
    from translator.training import lora

    model = build(weights.read_shape(base), weights.read_base(base)).to(torch.bfloat16)
    lora.adapt(model, settings.rank)
    if adapter is not None:
        stored = weights.read_safetensors(adapter / weights.ADAPTER)
        for name, parameter in lora.tensors(model):
            parameter.data = torch.from_numpy(stored[name].copy())
    return model


def _start_rows(adapter: Path | None, embedding: Any, tokenizer: Any) -> Any:
    import torch

    stored = weights.read_safetensors(adapter / weights.ADAPTER) if adapter is not None else {}
    if "token_rows.weight" in stored:
        return torch.from_numpy(stored["token_rows.weight"].copy())
    return initial_rows(embedding, tokenizer)


@dataclass(frozen=True, slots=True)
class Run:
    """What is trained (``rows``: the embeddings of the control tokens), how, and the folder it is kept in."""

    model: Any
    rows: Any
    settings: Settings
    out: Path


def _fit(run: Run, stream: Iterator[Any]) -> None:
    import torch

    decoder, settings = run.model.model, run.settings
    embedding = decoder.embed_tokens.weight.detach()
    lora = [p for p in run.model.parameters() if p.requires_grad]
    groups = [{"params": lora, "peak": settings.rate}, {"params": [run.rows], "peak": settings.row_rate}]
    optimizer = torch.optim.AdamW(groups, lr=settings.rate, betas=(0.9, 0.99), weight_decay=0.0, fused=True)
    first, before = _resume(run, optimizer)
    start = saved = shown = time.monotonic()
    losses, count = [0.0], 0
    for step, batch in enumerate(islice(stream, first, None), first + 1):
        seconds = before + time.monotonic() - start
        done = seconds / (settings.minutes * 60)
        if done >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * min(1, step / settings.warm_steps) * max(0.03, min(1.0, (1 - done) / 0.7))
        loss = batch_loss(decoder, embedding, run.rows, batch, settings.sampled)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*lora, run.rows], 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        losses.append(0.98 * losses[-1] + 0.02 * loss.item())
        count += sum(len(a) + len(b) for a, b in batch)
        if step % 20 == 0:
            mean, speed = losses[-1] / (1 - 0.98 ** (step - first)), count / (time.monotonic() - shown)
            print(f"{seconds:6.0f} s  step {step}  loss {mean:.3f}  {speed:.0f} tokens/s", flush=True)
            shown, count = time.monotonic(), 0
        if time.monotonic() - saved > 300:
            saved = time.monotonic()
            save(run)
            _save_progress(run, optimizer, step, before + saved - start)
    save(run)
    (run.out / _PROGRESS).unlink(missing_ok=True)


_PROGRESS = "progress.safetensors"


def _save_progress(run: Run, optimizer: Any, step: int, seconds: float) -> None:
    """Beside the adapter, what resuming needs: float32 parameters, Adam's moments, step and seconds so far."""
    import torch
    from safetensors.torch import save_file

    tensors = {"step": torch.tensor(step), "seconds": torch.tensor(seconds, dtype=torch.float64)}
    for i, parameter in enumerate(p for group in optimizer.param_groups for p in group["params"]):
        state = optimizer.state[parameter]
        tensors[f"{i}.value"] = parameter.detach().contiguous()
        tensors |= {f"{i}.{name}": state[name].contiguous() for name in ("exp_avg", "exp_avg_sq")}
    part = run.out / f"{_PROGRESS}.part"
    save_file(tensors, part)
    part.replace(run.out / _PROGRESS)


def _resume(run: Run, optimizer: Any) -> tuple[int, float]:
    """Steps and seconds already done by an interrupted run in the same folder, whose state is taken over."""
    import torch
    from safetensors.torch import load_file

    if not (run.out / _PROGRESS).exists():
        return 0, 0.0
    tensors = load_file(run.out / _PROGRESS)
    step = int(tensors["step"])
    for i, parameter in enumerate(p for group in optimizer.param_groups for p in group["params"]):
        parameter.data = tensors[f"{i}.value"]
        moments = {name: tensors[f"{i}.{name}"] for name in ("exp_avg", "exp_avg_sq")}
        optimizer.state[parameter] = {"step": torch.tensor(float(step)), **moments}
    return step, float(tensors["seconds"])


def batch_loss(decoder: Any, embedding: Any, rows: Any, batch: list[tuple[list[int], list[int]]], sampled: int) -> Any:
    """Mean cross-entropy of the target tokens over a sampled vocabulary."""
    import torch
    from torch.nn.functional import cross_entropy, linear

    width = max(len(a) + len(b) for a, b in batch)
    inputs = torch.full((len(batch), width), tokens.PAD)
    gold = torch.full((len(batch), width), -100)
    for i, (a, b) in enumerate(batch):
        n = len(a) + len(b)
        inputs[i, :n] = torch.tensor(a + b)
        gold[i, len(a) - 1 : n - 1] = torch.tensor(b)
    trained = torch.tensor(tokens.TRAINED_IDS)
    vectors = embedding[inputs].float()
    special = torch.isin(inputs, trained)
    vectors[special] = rows[torch.searchsorted(trained, inputs[special])]
    scale = decoder.config.hidden_size**0.5
    mask = (inputs != tokens.PAD).long()
    hidden = decoder(inputs_embeds=(vectors * scale).to(torch.bfloat16), attention_mask=mask, use_cache=False)
    keep = gold != -100
    used = torch.unique(gold[keep])
    noise = torch.randint(0, len(embedding), (sampled,)).unique()
    other = torch.cat([used, noise]).unique()
    other = other[~torch.isin(other, trained)]
    classes = torch.cat([trained, other])
    order = torch.argsort(classes)
    place = order[torch.searchsorted(classes[order], gold[keep])]
    head = torch.cat([rows.to(torch.bfloat16), embedding[other]])
    logits = linear(hidden.last_hidden_state[keep], head)
    return cross_entropy(logits.float(), place)


def save(run: Run) -> None:
    """Write the adapter (bfloat16 safetensors, PEFT names), its configuration and the settings."""
    import torch
    from safetensors.torch import save_file

    from translator.training import lora

    run.out.mkdir(parents=True, exist_ok=True)
    tensors = {name: p.detach().to(torch.bfloat16).contiguous() for name, p in lora.tensors(run.model)}
    tensors["token_rows.weight"] = run.rows.detach().float().contiguous()
    tensors["token_rows.ids"] = torch.tensor(tokens.TRAINED_IDS, dtype=torch.int32)
    part = run.out / f"{weights.ADAPTER}.part"
    save_file(tensors, part)
    part.replace(run.out / weights.ADAPTER)
    rank = run.settings.rank
    config = {"r": rank, "lora_alpha": rank, "target_modules": sorted(lora.LAYERS)}
    (run.out / "adapter_config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    (run.out / "settings.json").write_text(json.dumps(asdict(run.settings), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    app()
