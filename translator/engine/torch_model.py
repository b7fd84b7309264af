"""The embedded model as a transformers module, from float32 arrays: for GPUs and for training."""

from __future__ import annotations

from typing import Any

from translator.engine.weights import Shape, Weights


def build(shape: Shape, weights: Weights) -> Any:
    """A ``Gemma3ForCausalLM`` (float32, CPU) that holds the given weights; input and output embeddings are tied."""
    import torch
    from transformers import Gemma3ForCausalLM, Gemma3TextConfig

    config = Gemma3TextConfig(
        vocab_size=len(weights["embed_tokens.weight"]),
        hidden_size=shape.width,
        intermediate_size=shape.feed_forward,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        num_key_value_heads=shape.kv_heads,
        head_dim=shape.head_width,
        query_pre_attn_scalar=shape.head_width,
        sliding_window=shape.window,
        rms_norm_eps=shape.epsilon,
        max_position_embeddings=32768,
        tie_word_embeddings=True,
        use_cache=True,
    )
    model = Gemma3ForCausalLM(config)
    state = {f"model.{name}": torch.from_numpy(array) for name, array in weights.items()}
    state["lm_head.weight"] = state["model.embed_tokens.weight"]
    model.load_state_dict(state)
    model.train(mode=False)
    return model
