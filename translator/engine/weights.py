"""The embedded model's files on disk as float32 arrays: quantised base, plus a LoRA adapter merged into it.

Base: Gemma 3 270M in GGUF blocks, cut in two files (``body.gguf``, ``embedding.gguf``). Adapter: one safetensors file
in bfloat16 with LoRA pairs (Hu et al. 2021, arXiv 2106.09685) named as PEFT names them, and optionally
``token_rows.ids`` and ``token_rows.weight``: embedding rows of trained control tokens that replace the base's.
No pickle is read; every file is checked against ``SHA256SUMS`` first.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from translator.errors import ModelError

Array: TypeAlias = NDArray[np.float32]
Weights: TypeAlias = dict[str, Array]
"""Parameter name as in transformers' Gemma 3, without the ``model.`` prefix → array; linear weights are (out, in)."""

CHECKSUMS = "SHA256SUMS"
ADAPTER = "adapter.safetensors"
_LORA = "base_model.model.model."

_BLOCK_NAMES = {
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "attn_q_norm": "self_attn.q_norm",
    "attn_k_norm": "self_attn.k_norm",
    "attn_norm": "input_layernorm",
    "post_attention_norm": "post_attention_layernorm",
    "ffn_norm": "pre_feedforward_layernorm",
    "post_ffw_norm": "post_feedforward_layernorm",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """Architecture numbers of the body; read from the GGUF metadata."""

    layers: int
    heads: int
    kv_heads: int
    width: int
    head_width: int
    feed_forward: int
    window: int
    rope_base: float
    epsilon: float


def sha256(path: Path) -> str:
    """Hex SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def write_checksums(folder: Path) -> None:
    """List the SHA-256 of every file of ``folder`` in its ``SHA256SUMS`` (the form of coreutils' sha256sum)."""
    files = sorted(p for p in folder.iterdir() if p.is_file() and p.name != CHECKSUMS)
    text = "".join(f"{sha256(p)}  {p.name}\n" for p in files)
    (folder / CHECKSUMS).write_text(text, encoding="utf-8")


def verify(folder: Path) -> str:
    """Check every file that ``SHA256SUMS`` lists; returns one hash over the list, the identity of the folder's content.

    Raises:
        ModelError: the list or a file is missing or damaged.
    """
    mend = "Install the package again, or restore the folder from the repository."
    listing = folder / CHECKSUMS
    if not listing.is_file():
        raise ModelError("the list of checksums is missing.", where=listing, mend=mend)
    text = listing.read_text(encoding="utf-8")
    for line in text.splitlines():
        expected, _, name = line.partition("  ")
        path = folder / name
        if not path.is_file():
            raise ModelError("this file of the model is missing.", where=path, mend=mend)
        if sha256(path) != expected:
            raise ModelError("this file of the model is damaged (its SHA-256 differs).", where=path, mend=mend)
    return hashlib.sha256(text.encode()).hexdigest()


def read_shape(base: Path) -> Shape:
    """Architecture numbers of the base model in folder ``base``."""
    fields = _reader(base / "body.gguf").fields

    def number(name: str) -> Any:
        return fields[f"gemma3.{name}"].contents()

    return Shape(
        layers=number("block_count"),
        heads=number("attention.head_count"),
        kv_heads=number("attention.head_count_kv"),
        width=number("embedding_length"),
        head_width=number("attention.key_length"),
        feed_forward=number("feed_forward_length"),
        window=number("attention.sliding_window"),
        rope_base=number("rope.freq_base"),
        epsilon=number("attention.layer_norm_rms_epsilon"),
    )


def read_base(base: Path) -> Weights:
    """All parameters of the base model in folder ``base``, dequantised."""
    from gguf import dequantize

    weights: Weights = {}
    for file in ("body.gguf", "embedding.gguf"):
        for tensor in _reader(base / file).tensors:
            name = hf_name(tensor.name)
            array = dequantize(tensor.data, tensor.tensor_type).astype(np.float32)
            # GGUF stores Gemma's norms as 1 + weight.
            weights[name] = array - 1.0 if name.endswith("norm.weight") else array
    return weights


def hf_name(gguf_name: str) -> str:
    """GGUF tensor name → parameter name in transformers' Gemma 3."""
    if gguf_name == "token_embd.weight":
        return "embed_tokens.weight"
    if gguf_name == "output_norm.weight":
        return "norm.weight"
    _, layer, name, _ = gguf_name.split(".")
    return f"layers.{layer}.{_BLOCK_NAMES[name]}.weight"


def merge(weights: Weights, adapter: Path) -> Weights:
    """Base weights with the LoRA adapter of folder ``adapter`` added (W + alpha/r · B·A) and its token rows put in."""
    tensors = read_safetensors(adapter / ADAPTER)
    config = json.loads((adapter / "adapter_config.json").read_text(encoding="utf-8"))
    scale = config["lora_alpha"] / config["r"]
    merged = dict(weights)
    for name, pair in _lora_pairs(tensors):
        if name not in merged or merged[name].shape != (pair[1].shape[0], pair[0].shape[1]):
            raise ModelError(f"the adapter changes {name}, which the base model does not have.", where=adapter)
        merged[name] = merged[name] + scale * (pair[1] @ pair[0])
    if "token_rows.ids" in tensors:
        embedding = merged["embed_tokens.weight"].copy()
        embedding[tensors["token_rows.ids"].astype(np.int64)] = tensors["token_rows.weight"]
        merged["embed_tokens.weight"] = embedding
    return merged


def _lora_pairs(tensors: dict[str, Array]) -> Iterator[tuple[str, tuple[Array, Array]]]:
    for key in tensors:
        if key.endswith(".lora_A.weight"):
            stem = key.removesuffix(".lora_A.weight")
            yield stem.removeprefix(_LORA) + ".weight", (tensors[key], tensors[stem + ".lora_B.weight"])


def read_safetensors(path: Path) -> dict[str, Array]:
    """All tensors of a safetensors file as float32 (bfloat16, which numpy lacks, included)."""
    from safetensors import SafetensorError, deserialize

    try:
        entries = deserialize(path.read_bytes())  # type: ignore[no-untyped-call]
    except (OSError, SafetensorError) as error:
        raise ModelError(f"not a readable safetensors file ({error}).", where=path) from error
    return {name: _to_float32(entry["dtype"], entry["data"]).reshape(entry["shape"]) for name, entry in entries}


_DECODERS: dict[str, Callable[[bytes], Array]] = {
    "BF16": lambda data: (np.frombuffer(data, np.uint16).astype(np.uint32) << 16).view(np.float32),
    "F16": lambda data: np.frombuffer(data, np.float16).astype(np.float32),
    "F32": lambda data: np.frombuffer(data, np.float32).copy(),
    "I32": lambda data: np.frombuffer(data, np.int32).astype(np.float32),
}


def _to_float32(dtype: str, data: bytes) -> Array:
    if dtype not in _DECODERS:
        raise ModelError(f"tensors of type {dtype} are not supported.")
    return _DECODERS[dtype](data)


def _reader(path: Path) -> Any:
    from gguf import GGUFReader

    try:
        return GGUFReader(path)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"not a readable GGUF file ({error}).", where=path) from error
