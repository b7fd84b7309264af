"""Makes the embedded model fit for int8: peaks of its activations are moved into the weights beforehand.

CTranslate2 rounds the input of every linear layer to 8 bits, with one scale a token. Gemma's activations have a few
channels many times larger than the others, which this leaves with few steps. SmoothQuant (Xiao et al. 2023,
arXiv 2211.10438): divide each channel by a factor and multiply the weight's column by it. The division costs nothing,
because it goes into what makes the channel: a norm's weight, the rows of the value or of the up projection. In exact
numbers the model stays the same, whatever the factors are.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

import numpy as np

from translator.engine.weights import Array, Shape, Weights, read_safetensors

STRENGTH = 0.65
"""How much of the difficulty goes into the weights: 0 none, 1 all (alpha in the paper)."""

_QKV = ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj")
_GATE_UP = ("mlp.gate_proj", "mlp.up_proj")


@cache
def peaks() -> dict[str, Array]:
    """Largest absolute input of each channel by layer; written by ``translator.training.activations``."""
    with as_file(files("translator.engine").joinpath("data/activations.safetensors")) as path:
        return read_safetensors(path)


def smooth(parameters: Weights, shape: Shape) -> Weights:
    """An equal model with even activations. ``lm_head.weight`` is added: it now differs from the embeddings."""
    out = dict(parameters)
    for number in range(shape.layers):
        layer = f"layers.{number}."
        _even_values(out, layer, shape)
        _even_rows(out, f"{layer}mlp.up_proj", f"{layer}mlp.down_proj")
        _even_norm(out, f"{layer}input_layernorm", [layer + name for name in _QKV])
        _even_norm(out, f"{layer}pre_feedforward_layernorm", [layer + name for name in _GATE_UP])
    out["lm_head.weight"] = out["embed_tokens.weight"]
    _even_norm(out, "norm", ["lm_head"])
    return out


def _even_norm(out: Weights, norm: str, linears: list[str]) -> None:
    """Gemma's norms multiply by 1 + weight."""
    factors = _factors(peaks()[linears[0]], _columns(np.concatenate([out[f"{name}.weight"] for name in linears])))
    out[f"{norm}.weight"] = (1 + out[f"{norm}.weight"]) / factors - 1
    for name in linears:
        out[f"{name}.weight"] = out[f"{name}.weight"] * factors


def _even_rows(out: Weights, maker: str, taker: str) -> None:
    factors = _factors(peaks()[taker], _columns(out[f"{taker}.weight"]))
    out[f"{maker}.weight"] = out[f"{maker}.weight"] / factors[:, None]
    out[f"{taker}.weight"] = out[f"{taker}.weight"] * factors


def _even_values(out: Weights, layer: str, shape: Shape) -> None:
    """Heads of one group read the same values, so they share the factors."""
    name, grid = f"{layer}self_attn.o_proj", (shape.kv_heads, shape.heads // shape.kv_heads, shape.head_width)
    inputs, columns = (row.reshape(grid).max(axis=1) for row in (peaks()[name], _columns(out[f"{name}.weight"])))
    factors = _factors(inputs, columns)
    out[f"{layer}self_attn.v_proj.weight"] = out[f"{layer}self_attn.v_proj.weight"] / factors.reshape(-1, 1)
    out[f"{name}.weight"] = out[f"{name}.weight"] * np.broadcast_to(factors[:, None], grid).reshape(-1)


def _columns(weight: Array) -> Array:
    """Root mean square of each input channel's weights: how much an error in the channel counts."""
    return np.asarray(np.sqrt(np.square(weight).mean(axis=0)))


def _factors(inputs: Array, columns: Array) -> Array:
    """One factor a channel, geometric mean 1."""
    logs = STRENGTH * np.log(np.maximum(inputs, 1e-5)) - (1 - STRENGTH) * np.log(np.maximum(columns, 1e-5))
    return np.asarray(np.exp(logs - logs.mean()), np.float32)
