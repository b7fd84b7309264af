"""Writes ``translator/engine/data/activations.safetensors``, the peaks that :mod:`translator.engine.smoothing` evens.

    python -m translator.training.activations --corpus authored.tsv.gz

Only rough sizes matter, so another adapter of the same base can use the same file.
"""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from translator.engine import tokens, weights
from translator.engine.embedded import MODEL, read_tokenizer
from translator.engine.torch_model import build

app = typer.Typer(add_completion=False)

_SHARED = ("k_proj", "v_proj", "up_proj")
"""Layers that read the same input as another one."""


@app.command()
def activations(
    corpus: Annotated[Path, typer.Option(help="Gzipped lines of Indonesian, English and Japanese, by tabs.")],
    out: Annotated[Path, typer.Option(help="File to write.")] = Path("translator/engine/data/activations.safetensors"),
    adapter: Annotated[Path, typer.Option(help="Adapter.")] = MODEL / "adapter",
    lines: Annotated[int, typer.Option(help="Lines to read, a third of them in each direction.")] = 24,
) -> None:
    """Record the largest absolute input of each channel of every linear layer."""
    import torch
    from safetensors.torch import save_file

    base = MODEL / "base"
    model = build(weights.read_shape(base), weights.merge(weights.read_base(base), adapter))
    peaks: dict[str, Any] = {}

    def record(name: str, inputs: Any, start: int) -> None:
        peak = inputs[0, start:].abs().amax(dim=0)
        peaks[name] = torch.maximum(peaks[name], peak) if name in peaks else peak

    for prompt, target in _sequences(corpus, read_tokenizer(base), lines):
        handles = [
            module.register_forward_pre_hook(
                # <bos> holds huge values that no other token has; the head works on targets only.
                lambda _, inputs, name=name: record(name, inputs[0], len(prompt) - 1 if name == "lm_head" else 1)  # noqa: B023
            )
            for name, module in model.named_modules()
            if isinstance(module, torch.nn.Linear) and not name.endswith(_SHARED)
        ]
        with torch.inference_mode():
            model(torch.tensor([prompt + target]))
        for handle in handles:
            handle.remove()
    save_file({name.removeprefix("model."): peak.half() for name, peak in peaks.items()}, out)
    typer.echo(f"{len(peaks)} layers in {out}", err=True)


def _sequences(corpus: Path, tokenizer: Any, lines: int) -> Iterator[tuple[list[int], list[int]]]:
    """Prompt and target of sentences of middle length, the directions in turn."""
    with gzip.open(corpus, "rt", encoding="utf-8") as file:
        rows = [row for line in file if len(row := line.rstrip("\n").split("\t")) == 3 and 60 < len(row[0]) < 220]
    for number, (indonesian, english, japanese) in enumerate(random.Random(1).sample(rows, lines)):
        source, target, code = (
            (indonesian, english, "en"),
            (indonesian, japanese, "ja"),
            (english, japanese, "ja"),
        )[number % 3]
        yield tokens.prompt(tokenizer, source, code), [*tokens.encode(tokenizer, target), tokens.EOS]


if __name__ == "__main__":
    app()
