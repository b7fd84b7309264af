"""Engines by the names that the command line gives them."""

from __future__ import annotations

from pathlib import Path

from translator.engine.calibration import calibrated
from translator.engine.conversion import Progress, cache_folder, silent
from translator.engine.protocol import Engine

NAMES = (
    "embedded, embedded:FOLDER (an adapter of translator train), torch, the folder of a Hugging Face model,"
    " or the address of a server and its model (URL#MODEL)"
)


def engine_of(name: str, progress: Progress = silent) -> Engine:
    """The engine of a name: ``embedded``, ``torch``, ``http://localhost:11434/v1#gemma3``, or a Hugging Face model.

    What a model that was not trained with placeholders carries best is measured when it is first used.

    Raises:
        ModelError: a model's files are missing or damaged.
        EngineError: a model failed while it was measured.
        UsageError: the name is of no engine, or lacks something.
    """
    return calibrated(_uncalibrated(name, progress), cache_folder(), progress)


def _uncalibrated(name: str, progress: Progress) -> Engine:
    if name == "embedded" or name.startswith("embedded:"):
        from translator.engine.embedded import EmbeddedEngine

        folder = name.partition(":")[2]
        return EmbeddedEngine(Path(folder) if folder else None, progress=progress)
    if name == "torch":
        from translator.engine.torch_engine import TorchEngine

        return TorchEngine.load()
    if name.startswith(("http://", "https://")):
        from translator.engine.server import ServerEngine

        return ServerEngine.at(name)
    from translator.engine.huggingface import HuggingFaceEngine
    from translator.engine.pivot import PivotEngine

    return PivotEngine(HuggingFaceEngine.load(name))
