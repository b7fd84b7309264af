"""Engines by name, with the threads that a worker has."""

from __future__ import annotations

from translator.engine.protocol import Engine


def make(name: str, threads: int) -> Engine:
    """The engine of a name: ``embedded``, or the folder of a Hugging Face model.

    Raises:
        ModelError, UsageError: there is no such engine, or its files are damaged.
    """
    if name == "embedded":
        from translator.engine.embedded import EmbeddedEngine

        return EmbeddedEngine(threads=threads)
    from translator.engine.huggingface import HuggingFaceEngine
    from translator.engine.pivot import PivotEngine

    return PivotEngine(HuggingFaceEngine.load(name))
