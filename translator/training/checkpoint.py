"""Adapters and progress on disk: written beside their place and moved there, so a failed write loses nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from translator.engine import tokens, weights
from translator.errors import InputError, OutputError
from translator.training import lora, whole

PROGRESS = "progress.safetensors"
DIFFERENCE = "difference.safetensors"
_ROWS = "token_rows.weight"


def save_adapter(model: torch.nn.Module, rows: torch.Tensor, rank: int, folder: Path) -> None:
    """Write LoRA in bfloat16 under PEFT's names, the control tokens' embeddings in float32, and the configuration.

    Raises:
        OutputError: the folder cannot be written; an earlier adapter in it stays as it was.
    """
    _write_adapter(dict(lora.tensors(model)), rows, rank, folder)


def save_difference(model: torch.nn.Module, rows: torch.Tensor, folder: Path) -> None:
    """Write what full fine-tuning changed, in bfloat16, with the control tokens' embeddings: about 200 MB.

    Raises:
        OutputError: as :func:`save_adapter`.
    """
    stored = {name: _kept(layer.difference()) for name, layer in whole.matrices(model)}
    _write(stored | {_ROWS: rows.detach().float().cpu().contiguous()}, folder / DIFFERENCE)


def compress(folder: Path, rank: int, device: str = "cpu") -> float:
    """Make the adapter of a rank from what full fine-tuning changed; the share of the changes' norm that is lost.

    Raises:
        InputError: the folder holds no such changes.
        OutputError: as :func:`save_adapter`.
    """
    file = folder / DIFFERENCE
    try:
        stored = load_file(file, device=device)
    except (SafetensorError, OSError) as error:
        mend = "Give the folder of a run with --full."
        raise InputError(f"what training changed cannot be read: {error}.", where=str(file), mend=mend) from error
    rows = stored.pop(_ROWS)
    tensors, lost = whole.compressed({name: difference.float() for name, difference in stored.items()}, rank)
    _write_adapter(tensors, rows, rank, folder)
    return lost


def _write_adapter(tensors: Mapping[str, torch.Tensor], rows: torch.Tensor, rank: int, folder: Path) -> None:
    stored = {name: _kept(tensor) for name, tensor in tensors.items()}
    stored[_ROWS] = rows.detach().float().cpu().contiguous()
    stored["token_rows.ids"] = torch.tensor(tokens.TRAINED_IDS, dtype=torch.int32)
    _write(stored, folder / weights.ADAPTER)
    config = {"r": rank, "lora_alpha": rank, "target_modules": sorted(lora.LAYERS)}
    write_json(config, folder / "adapter_config.json")


def _kept(tensor: torch.Tensor) -> torch.Tensor:
    return tensor.detach().to(torch.bfloat16).cpu().contiguous()


def load_adapter(model: torch.nn.Module, folder: Path) -> torch.Tensor | None:
    """Put an adapter into an adapted or a freed model; its embeddings of the control tokens, if it has any.

    Raises:
        InputError: it is of another rank than the adapted model.
    """
    stored = weights.read_safetensors(folder / weights.ADAPTER)
    for name, parameter in lora.tensors(model):
        if stored[name].shape != parameter.shape:
            mend = f"Give --rank {stored[name].shape[name.endswith('lora_B.weight')]}."
            raise InputError("the adapter is of another rank.", where=str(folder), mend=mend)
        parameter.data = torch.from_numpy(stored[name].copy())
    for name, layer in whole.matrices(model):
        change = stored[f"{name}.lora_B.weight"] @ stored[f"{name}.lora_A.weight"]
        layer.weight.data += torch.from_numpy(change)
    found = stored.get(_ROWS)
    return None if found is None else torch.from_numpy(found.copy())


def save_progress(optimizer: torch.optim.Optimizer, counters: Mapping[str, float], folder: Path) -> None:
    """Write what resuming needs: parameters in float32, Adam's moments, and counters (steps, seconds, best loss)."""
    stored = {name: torch.tensor(value, dtype=torch.float64) for name, value in counters.items()}
    for i, parameter in enumerate(_parameters(optimizer)):
        stored[f"{i}.value"] = parameter.detach().cpu().contiguous()
        stored |= {f"{i}.{name}": optimizer.state[parameter][name].cpu().contiguous() for name in _MOMENTS}
    _write(stored, folder / PROGRESS)


def load_progress(optimizer: torch.optim.Optimizer, folder: Path) -> dict[str, float]:
    """Take over the state of an interrupted run in a folder; its counters, empty when there is none.

    Raises:
        InputError: the file is damaged.
    """
    file = folder / PROGRESS
    if not file.exists():
        return {}
    try:
        stored = load_file(file)
    except (SafetensorError, OSError) as error:
        mend = f"Delete {PROGRESS}; the adapter beside it can be trained on with --adapter."
        raise InputError(f"the checkpoint is damaged: {error}.", where=str(file), mend=mend) from error
    counters = {name: float(value) for name, value in stored.items() if not name[0].isdigit()}
    for i, parameter in enumerate(_parameters(optimizer)):
        parameter.data = stored[f"{i}.value"].to(parameter.device)
        moments = {name: stored[f"{i}.{name}"].to(parameter.device) for name in _MOMENTS}
        optimizer.state[parameter] = {"step": torch.tensor(counters["steps"], dtype=torch.float32), **moments}
    return counters


def write_json(value: object, file: Path) -> None:
    """Write a JSON file whole or not at all."""
    part = file.with_name(f"{file.name}.part")
    part.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    part.replace(file)


_MOMENTS = ("exp_avg", "exp_avg_sq")


def _parameters(optimizer: torch.optim.Optimizer) -> list[Any]:
    return [parameter for group in optimizer.param_groups for parameter in group["params"]]


def _write(stored: dict[str, torch.Tensor], file: Path) -> None:
    part = file.with_name(f"{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        save_file(stored, part)
        part.replace(file)
    except (OSError, SafetensorError) as error:
        part.unlink(missing_ok=True)
        raise OutputError(
            f"the checkpoint cannot be written: {error}.",
            where=str(file),
            mend="Free some space; the last one is kept.",
        ) from error
