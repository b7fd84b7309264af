"""Writes the embedded model for CTranslate2 in int8: once, in the user's cache folder, safe at concurrent starts."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock
from platformdirs import user_cache_path

from translator.engine import weights
from translator.engine.smoothing import smooth
from translator.engine.weights import Shape, Weights
from translator.errors import ModelError

Progress = Callable[[str], None]
"""Is told what is being done, in a few words."""

LAYOUT = 2
"""Version of what this module writes; part of the cache key."""

_GLOBAL_EVERY = 6
"""Every sixth layer of Gemma 3 attends to the whole text, the others to a window (Gemma 3 report, arXiv 2503.19786)."""

_LOCAL_ROPE_BASE = 10_000.0


def silent(_: str) -> None:
    """Progress that nobody watches."""


def cache_folder() -> Path:
    """Where converted models lie: ``TRANSLATOR_CACHE`` or the platform's cache folder."""
    chosen = os.environ.get("TRANSLATOR_CACHE")
    return Path(chosen) if chosen else user_cache_path("translator")


def converted(base: Path, adapter: Path, progress: Progress = silent) -> Path:
    """The CTranslate2 folder of a base and an adapter, made if it is not there yet.

    The folder's name is made of both checksums, so another adapter never meets an old conversion. It is built under a
    temporary name and renamed; a lock keeps a second process waiting instead of building again.

    Raises:
        ModelError: a file of the model is missing or damaged, or the cache folder cannot be written.
    """
    key = hashlib.sha256(f"{LAYOUT} {_listing(base)} {_listing(adapter)}".encode()).hexdigest()[:20]
    folder = cache_folder() / f"embedded-{key}"
    if folder.is_dir():
        return folder
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.with_suffix(".lock")):
            if not folder.is_dir():
                _build(base, adapter, folder, progress)
    except OSError as error:
        mend = "Free some space, or set TRANSLATOR_CACHE to a folder that can be written."
        raise ModelError(f"the cache cannot be written ({error.strerror}).", where=folder.parent, mend=mend) from error
    return folder


def _listing(folder: Path) -> str:
    """The checksum list as written; the files themselves are checked when a conversion is made."""
    path = folder / weights.CHECKSUMS
    if not path.is_file():
        raise ModelError("the model is missing.", where=folder, mend="Install the package again.")
    return path.read_text(encoding="utf-8")


def _build(base: Path, adapter: Path, folder: Path, progress: Progress) -> None:
    progress("checking the model's files (first use only)")
    weights.verify(base)
    weights.verify(adapter)
    progress("merging base and adapter")
    merged = weights.merge(weights.read_base(base), adapter)
    progress("converting to int8")
    shape = weights.read_shape(base)
    scratch = Path(tempfile.mkdtemp(prefix="building-", dir=folder.parent))
    try:
        write(smooth(merged, shape), shape, vocabulary(base), scratch)
        scratch.replace(folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def vocabulary(base: Path) -> list[str]:
    """Token strings in the order of their ids."""
    tokenizer = json.loads((base / "tokenizer.json").read_text(encoding="utf-8"))
    ids: dict[str, int] = dict(tokenizer["model"]["vocab"])
    ids |= {token["content"]: token["id"] for token in tokenizer["added_tokens"]}
    return sorted(ids, key=ids.__getitem__)


def write(parameters: Weights, shape: Shape, tokens: list[str], folder: Path, quantization: str = "int8") -> None:
    """Write a Gemma 3 decoder as a CTranslate2 model. ``tokens``: vocabulary in id order."""
    spec = _spec(shape)
    decoder = spec.decoder
    decoder.scale_embeddings = True
    decoder.start_from_zero_embedding = False
    decoder.embeddings.weight = parameters["embed_tokens.weight"]
    decoder.projection.weight = parameters.get("lm_head.weight", parameters["embed_tokens.weight"])
    _norm(decoder.layer_norm, parameters["norm.weight"])
    for number, layer in enumerate(decoder.layer):
        prefix = f"layers.{number}."
        own = {k.removeprefix(prefix): v for k, v in parameters.items() if k.startswith(prefix)}
        _fill_layer(layer, own, shape, is_global=(number + 1) % _GLOBAL_EVERY == 0)
    spec.register_vocabulary(tokens)
    spec.config.bos_token, spec.config.eos_token, spec.config.unk_token = "<bos>", "<eos>", "<unk>"
    spec.config.layer_norm_epsilon = shape.epsilon
    spec.validate()
    spec.optimize(quantization=quantization)
    spec.save(str(folder))


def _spec(shape: Shape) -> Any:
    from ctranslate2.specs import common_spec, transformer_spec

    return transformer_spec.TransformerDecoderModelSpec.from_config(
        shape.layers,
        shape.heads,
        activation=common_spec.Activation.GELUTanh,
        pre_norm=True,
        ffn_glu=True,
        rms_norm=True,
        rotary_dim=shape.head_width,
        rotary_interleave=False,
        rotary_base=_LOCAL_ROPE_BASE,
        num_heads_kv=shape.kv_heads,
        head_dim=shape.head_width,
        sliding_window=shape.window,
        pre_post_layer_norm=True,
        qk_norm=True,
    )


def _norm(spec: Any, weight: weights.Array) -> None:
    spec.gamma = weight
    spec.layer_norm_use_residual = True  # Gemma's norms multiply by 1 + weight


def _fill_layer(layer: Any, own: Weights, shape: Shape, *, is_global: bool) -> None:
    attention = layer.self_attention
    attention.rotary_base = np.float32(shape.rope_base if is_global else _LOCAL_ROPE_BASE)
    attention.sliding_window = np.int32(0 if is_global else shape.window)
    _norm(layer.input_layer_norm, own["input_layernorm.weight"])
    _norm(layer.post_attention_layer_norm, own["post_attention_layernorm.weight"])
    _norm(layer.pre_feedforward_layer_norm, own["pre_feedforward_layernorm.weight"])
    _norm(layer.post_feedforward_layer_norm, own["post_feedforward_layernorm.weight"])
    _norm(attention.q_norm, own["self_attn.q_norm.weight"])
    _norm(attention.k_norm, own["self_attn.k_norm.weight"])
    attention.linear[0].weight = np.concatenate([own[f"self_attn.{name}_proj.weight"] for name in "qkv"])
    attention.linear[1].weight = own["self_attn.o_proj.weight"]
    layer.ffn.linear_0.weight = own["mlp.gate_proj.weight"]
    layer.ffn.linear_0_noact.weight = own["mlp.up_proj.weight"]
    layer.ffn.linear_1.weight = own["mlp.down_proj.weight"]
