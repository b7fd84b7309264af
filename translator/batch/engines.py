"""Engines by name, with the threads that a worker has."""

from __future__ import annotations

from translator.engine.protocol import Engine


def make(name: str, threads: int) -> Engine:
    """The engine of a name, as :func:`translator.engine.choose.engine_of` takes it.

    Raises:
        ModelError, EngineError, UsageError: there is no such engine, its files are damaged, or it fails.
    """
    if name == "embedded":
        from translator.engine.embedded import EmbeddedEngine

        return EmbeddedEngine(threads=threads)
    from translator.engine.choose import engine_of

    return engine_of(name)
