"""Compiles the body for a run: its small steps on a CPU, whole layers on a GPU."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import torch


def compile_layers(decoder: Any, backend: str | Callable[..., Any] = "inductor") -> None:
    """Compile each layer for any batch and width: few graphs, which all layers of a kind share."""
    for layer in decoder.layers:
        layer.compile(dynamic=True, backend=backend)


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
