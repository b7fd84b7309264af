"""Any Hugging Face translation model, from a folder or from the hub, through torch.

transformers 5 has no translation pipeline: the model classes are loaded and ``generate`` is called here. torch and
transformers are imported when a model is loaded, because that takes seconds.
"""

from __future__ import annotations

import hashlib
import inspect
import re
import threading
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translator.engine.families import Family, Pairs, checked_pairs, family_of
from translator.engine.pieces import in_pieces
from translator.engine.protocol import Capabilities, Hypothesis, Request
from translator.errors import EngineError, ModelError, UsageError

if TYPE_CHECKING:
    import torch
    from transformers import GenerationConfig, PreTrainedModel, PreTrainedTokenizerBase

LENGTH_FACTOR = 2.5  # a translation has at most this many tokens per source token …
LENGTH_SLACK = 10  # … and these on top
MAX_SOURCE = 256  # tokens of one segment that the families translate well; NLLB and MADLAD were trained on sentences
SCORED_LOGITS = 2**26  # floats that scoring holds at once: 256 MiB

_COMMIT = re.compile(r"[0-9a-f]{40}")
_HUB_NAME = re.compile(r"[\w.-]+(?:/[\w.-]+)?")
_FILES = ["*.json", "*.safetensors", "*.spm", "*.model", "*.txt", "*.jinja"]
_PICKLES = {".bin", ".pt", ".pth", ".ckpt", ".pkl", ".h5", ".msgpack"}


@dataclass(frozen=True, slots=True)
class _Item:
    """One request on its way: ``index`` in the batch, model input, length of the bare text in tokens."""

    index: int
    ids: list[int]
    length: int


class HuggingFaceEngine:
    """A model of one of the known families as an `Engine`. Safe to share between threads: they take turns."""

    def __init__(
        self,
        model: PreTrainedModel,
        family: Family,
        *,
        name: str,
        pairs: Pairs,
        beams: int = 4,
        batch_tokens: int = 1024,
    ) -> None:
        self._model = model
        self._family = family
        self._name = name
        self._beams = beams
        self._batch_tokens = batch_tokens
        self._positions = _positions(model)
        self._capabilities = Capabilities(pairs=pairs, max_tokens=min(MAX_SOURCE, self._positions))
        self._turn = threading.Lock()  # tokenizers keep the source language as state

    @classmethod
    def load(
        cls,
        name_or_path: str,
        *,
        revision: str | None = None,
        offline: bool = True,
        device: str = "auto",
        beams: int = 4,
        batch_tokens: int = 1024,
        pairs: Iterable[tuple[str, str]] | None = None,
    ) -> HuggingFaceEngine:
        """Load a model from a folder, the hub's local cache, or (``offline=False``) the hub.

        Only safetensors weights are read and no code from the model's repository is run.

        Args:
            name_or_path: folder, or hub name such as ``Helsinki-NLP/opus-mt-id-en``.
            revision: commit on the hub, 40 hexadecimal digits; required to download, without meaning for a folder.
            offline: never touch the network.
            device: ``auto`` (the GPU if there is one), ``cpu``, ``cuda``, ``cuda:1``, ``mps``.
            beams: beam width; 1 is greedy.
            batch_tokens: source tokens, padding included, in one batch.
            pairs: directions, for a model whose files do not say them.

        Raises:
            UsageError: download without a pinned revision, unknown device or language, directions not known.
            ModelError: files missing, damaged, pickled, or of an unknown kind.
        """
        folder = _folder(name_or_path, revision, offline)
        _refuse_pickles(folder)
        place = device_of(device)
        tokenizer, model = _read(folder, place)
        family = family_of(model.config, tokenizer, _short_name(name_or_path))
        found = checked_pairs(family.pairs() if pairs is None else frozenset(pairs), name_or_path)
        _prepare_generation(model, tokenizer)
        name = f"{_short_name(name_or_path)}@{_identity(folder)[:12]}"
        return cls(model, family, name=name, pairs=found, beams=beams, batch_tokens=batch_tokens)

    @property
    def signature(self) -> str:
        """Name, revision (for a folder: digest of its files), number type and beam width."""
        number_type = str(self._model.dtype).removeprefix("torch.")
        return f"huggingface:{self._name} {number_type} beams={self._beams} length={LENGTH_FACTOR}x+{LENGTH_SLACK}"

    @property
    def capabilities(self) -> Capabilities:
        """Pairs and longest source; no placeholders, because nobody trained these models on ours."""
        return self._capabilities

    def translate(self, batch: Sequence[Request], *, n_best: int = 1) -> list[list[Hypothesis]]:
        """Translate every request; a blank text comes back empty without a call of the model.

        A text longer than the model can read is translated in pieces; its hypotheses say in how many.

        Raises:
            EngineError: pair not supported, or the model failed.
        """
        self._check_pairs(batch)
        with self._turn:
            return in_pieces(batch, self._fits, lambda pieces: self._translate(pieces, n_best))

    def _check_pairs(self, batch: Sequence[Request]) -> None:
        for request in batch:
            if (request.source, request.target) not in self._capabilities.pairs:
                known = ", ".join(f"{source}→{target}" for source, target in sorted(self._capabilities.pairs))
                what = f"cannot translate {request.source}→{request.target}."
                raise EngineError(what, where=self._name, mend=f"It knows {known}.")

    def _fits(self, request: Request) -> bool:
        """Whether the model can read a text, a decoder-only one with room to write as much again."""
        item = self._item(0, request)
        return len(item.ids) + (item.length if self._family.causal else 0) <= self._positions

    def _translate(self, batch: Sequence[Request], n_best: int) -> list[list[Hypothesis]]:
        results = [[Hypothesis("")] for _ in batch]
        for pair, indices in _by_pair(batch).items():
            items = [self._item(index, batch[index]) for index in indices]
            for group in _batches(items, self._batch_tokens):
                for item, hypotheses in zip(group, self._generate(group, pair[1], n_best), strict=True):
                    results[item.index] = self._finished(hypotheses, batch[item.index])
        return results

    def _item(self, index: int, request: Request) -> _Item:
        text = request.text.strip()
        return _Item(index, self._family.encode(text, request.source, request.target), self._family.length(text))

    def _finished(self, hypotheses: Iterable[Hypothesis], request: Request) -> list[Hypothesis]:
        """Hypotheses best first, in the punctuation of the target, without repetitions."""
        best: dict[str, Hypothesis] = {}
        for found in sorted(hypotheses, key=lambda hypothesis: -(hypothesis.score or 0.0)):
            text = self._family.punctuate(found.text, request.text, request.target)
            best.setdefault(text, Hypothesis(text, found.score))
        return list(best.values())

    def _generate(self, group: Sequence[_Item], target: str, n_best: int) -> list[list[Hypothesis]]:
        """Up to ``n_best`` hypotheses per item."""
        import torch

        try:
            with torch.inference_mode():
                inputs = _padded([item.ids for item in group], self._pad, self._model.device, left=self._family.causal)
                sequences = self._search(inputs, max(item.length for item in group), target, n_best)
                begun = self._begun(inputs, target)
                scores = self._scores(inputs, sequences, begun, n_best)
        except torch.OutOfMemoryError as error:
            mend = f"Lower batch_tokens ({self._batch_tokens}) or beams ({self._beams})."
            raise EngineError("the device has too little memory.", where=self._name, mend=mend) from error
        except (RuntimeError, ValueError, IndexError) as error:
            raise EngineError(f"the model failed: {error}", where=self._name) from error
        texts = [self._family.decode(ids) for ids in sequences[:, begun:].tolist()]
        found = [Hypothesis(text, score) for text, score in zip(texts, scores, strict=True)]
        return [found[start : start + n_best] for start in range(0, len(found), n_best)]

    def _search(self, inputs: dict[str, torch.Tensor], longest: int, target: str, n_best: int) -> torch.Tensor:
        """Beam search. Returns token ids, shape (texts · n_best, tokens), what they begin with included."""
        config = _generation_config(
            max_new_tokens=max(1, min(self._room(inputs), round(LENGTH_FACTOR * longest) + LENGTH_SLACK)),
            num_beams=max(self._beams, n_best),
            num_return_sequences=n_best,
            length_penalty=1.0,  # beams compete by mean log-probability, which is the score reported
            do_sample=False,
            forced_bos_token_id=self._family.forced_token(target),
            stop_strings=list(self._family.stop_strings) or None,
        )
        generate: Any = self._model.generate
        sequences: torch.Tensor = generate(**inputs, generation_config=config, tokenizer=self._family.tokenizer)
        return sequences

    def _room(self, inputs: dict[str, torch.Tensor]) -> int:
        """Tokens that the model's positions leave for the translation."""
        return self._positions - (inputs["input_ids"].shape[1] if self._family.causal else 1)

    def _begun(self, inputs: dict[str, torch.Tensor], target: str) -> int:
        """Tokens before the translation: the prompt, or the start token and the forced language token."""
        if self._family.causal:
            return inputs["input_ids"].shape[1]
        return 1 if self._family.forced_token(target) is None else 2

    def _scores(self, inputs: dict[str, torch.Tensor], sequences: torch.Tensor, begun: int, n_best: int) -> list[float]:
        """Mean log-probability of the tokens after the first ``begun``, the end token included, one per sequence.

        Computed by one more pass over the finished sequences: ``generate`` would have to keep the logits of every step
        and beam for it, gigabytes at the 256,000 tokens of NLLB, MADLAD and Gemma.
        """
        import torch

        counted = _counted(sequences[:, begun:], self._ends)
        rows = {key: value.repeat_interleave(n_best, dim=0) for key, value in inputs.items()}
        size = max(1, SCORED_LOGITS // (sequences.shape[1] * self._vocabulary))
        totals = [
            self._log_probabilities({key: value[part] for key, value in rows.items()}, sequences[part], counted[part])
            for part in (slice(start, start + size) for start in range(0, len(sequences), size))
        ]
        means: list[float] = (torch.cat(totals) / counted.sum(dim=1).clamp(min=1)).tolist()
        return means

    def _log_probabilities(
        self, inputs: dict[str, torch.Tensor], sequences: torch.Tensor, counted: torch.Tensor
    ) -> torch.Tensor:
        """Sum of log-probabilities of the ``counted`` tokens at the end of each sequence, shape (sequences,)."""
        from torch.nn.functional import cross_entropy

        length = counted.shape[1]
        logits = self._model(**self._forced_inputs(inputs, sequences[:, :-1])).logits[:, -length:]
        labels = sequences[:, -length:].masked_fill(~counted, -100)
        return -cross_entropy(logits.float().transpose(1, 2), labels, ignore_index=-100, reduction="none").sum(dim=1)

    def _forced_inputs(self, inputs: dict[str, torch.Tensor], read: torch.Tensor) -> dict[str, torch.Tensor]:
        """Inputs that make the model predict the token after each one of ``read``."""
        import torch

        if not self._family.causal:
            return {**inputs, "decoder_input_ids": read}
        prompt = inputs["attention_mask"]
        mask = torch.cat([prompt, prompt.new_ones(len(read), read.shape[1] - prompt.shape[1])], dim=1)
        forced = {"input_ids": read, "attention_mask": mask}
        if "position_ids" in inspect.signature(self._model.forward).parameters:
            forced["position_ids"] = (mask.cumsum(dim=1) - 1).clamp(min=0)  # the padding stands left
        return forced

    @property
    def _pad(self) -> int:
        return int(self._model.generation_config.pad_token_id)

    @property
    def _ends(self) -> list[int]:
        ends = self._model.generation_config.eos_token_id
        return ends if isinstance(ends, list) else [ends]

    @property
    def _vocabulary(self) -> int:
        return int(self._model.config.get_text_config(decoder=True).vocab_size)


def _by_pair(batch: Sequence[Request]) -> dict[tuple[str, str], list[int]]:
    """Indices of the texts that need the model, by pair."""
    found: dict[tuple[str, str], list[int]] = {}
    for index, request in enumerate(batch):
        if request.text.strip():
            found.setdefault((request.source, request.target), []).append(index)
    return found


def _batches(items: Sequence[_Item], batch_tokens: int) -> Iterator[list[_Item]]:
    """Items by length, longest first, in batches of at most ``batch_tokens`` padded tokens (or one item)."""
    group: list[_Item] = []
    for item in sorted(items, key=lambda item: -len(item.ids)):
        if group and (len(group) + 1) * len(group[0].ids) > batch_tokens:
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _padded(rows: Sequence[list[int]], pad: int, device: torch.device, *, left: bool) -> dict[str, torch.Tensor]:
    """Token ids and attention mask, shape (rows, longest)."""
    import torch

    longest = max(map(len, rows))
    gaps = [longest - len(row) for row in rows]
    ids = [[pad] * gap + row if left else row + [pad] * gap for row, gap in zip(rows, gaps, strict=True)]
    mask = [
        [0] * gap + [1] * len(row) if left else [1] * len(row) + [0] * gap for row, gap in zip(rows, gaps, strict=True)
    ]
    return {"input_ids": torch.tensor(ids, device=device), "attention_mask": torch.tensor(mask, device=device)}


def _counted(written: torch.Tensor, ends: list[int]) -> torch.Tensor:
    """Which tokens belong to a translation: all to the first end token, that one included."""
    import torch

    ended = torch.isin(written, torch.tensor(ends, device=written.device))
    return (ended.cumsum(dim=1) - ended.long()) == 0


def _folder(name_or_path: str, revision: str | None, offline: bool) -> Path:
    """The folder that holds the files: the one named, or the hub's snapshot."""
    path = Path(name_or_path).expanduser()
    if path.is_dir():
        return path
    if not _HUB_NAME.fullmatch(name_or_path):
        raise ModelError("no such folder.", where=name_or_path, mend="Give a model's folder or its name on the hub.")
    if not offline and not _COMMIT.fullmatch(revision or ""):
        mend = (
            "Give revision= with the commit's 40 hexadecimal digits, from the page 'Files and versions' of the model."
        )
        raise UsageError(
            "a download needs a pinned revision, so that the model cannot change.", where=name_or_path, mend=mend
        )
    return _snapshot(name_or_path, revision, offline)


def _snapshot(name: str, revision: str | None, offline: bool) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError

    try:
        return Path(snapshot_download(name, revision=revision, local_files_only=offline, allow_patterns=_FILES))
    except (OSError, ValueError, HfHubHTTPError) as error:
        commit = revision or "COMMIT"
        download = f"'hf download {name} --revision {commit} --local-dir FOLDER'"
        mend = f"Download it with {download} and give FOLDER, or load with offline=False and revision= ({_line(error)})"
        raise ModelError(
            "no such folder, and the hub's local cache does not hold it.", where=name, mend=mend
        ) from error


def _refuse_pickles(folder: Path) -> None:
    """Weights must be safetensors: a pickle can run code when it is opened."""
    if any(folder.glob("*.safetensors")):
        return
    pickles = sorted(path.name for path in folder.iterdir() if path.suffix in _PICKLES)
    if pickles:
        mend = "Take a revision that has model.safetensors (look among the model's pull requests on the hub)."
        raise ModelError(f"{pickles[0]} can run code when it is opened and is refused.", where=folder, mend=mend)
    raise ModelError("no *.safetensors in this folder.", where=folder, mend="Download the model's weights into it.")


def device_of(name: str) -> torch.device:
    """The device of a name; ``auto`` is the GPU if there is one. Raises :class:`UsageError` if it is not there."""
    import torch

    if name == "auto":
        name = "cuda" if torch.cuda.is_available() else "cpu"
    try:
        device = torch.device(name)
        torch.empty(0, device=device)
    except (RuntimeError, AssertionError) as error:
        raise UsageError(f"no device {name!r} here.", mend="Use auto, cpu, cuda, cuda:N or mps.") from error
    return device


def _read(folder: Path, device: torch.device) -> tuple[PreTrainedTokenizerBase, PreTrainedModel]:
    """Tokenizer and model, weights complete, in bfloat16 on CUDA."""
    import torch
    from transformers import AutoConfig, AutoModelForCausalLM, AutoModelForSeq2SeqLM, AutoTokenizer

    number_type = torch.bfloat16 if device.type == "cuda" else torch.float32
    safe: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
    try:
        config = AutoConfig.from_pretrained(folder, **safe)
        with warnings.catch_warnings():
            # Families.Marian does for news punctuation what sacremoses would do.
            warnings.filterwarnings("ignore", message="Recommended: pip install sacremoses")
            tokenizer: Any = AutoTokenizer.from_pretrained(folder, **safe)
        factory: Any = AutoModelForSeq2SeqLM if config.is_encoder_decoder else AutoModelForCausalLM
        model, report = factory.from_pretrained(
            folder, config=config, dtype=number_type, use_safetensors=True, output_loading_info=True, **safe
        )
    except Exception as error:  # damaged files surface as nearly any exception of torch, safetensors, tokenizers, json
        mend = "Download the model again, or choose one of a known family."
        raise ModelError(f"the model cannot be loaded: {_line(error)}", where=folder, mend=mend) from error
    if missing := sorted(report["missing_keys"]):
        what = f"the weights lack {len(missing)} tensors, such as {missing[0]}."
        raise ModelError(what, where=folder, mend="Download the model again.")
    return tokenizer, model.to(device).eval()


def _prepare_generation(model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase) -> None:
    """Keep of the model's own generation settings only what its vocabulary demands; how to search is decided here."""
    given = model.generation_config
    ends = given.eos_token_id if given.eos_token_id is not None else tokenizer.eos_token_id
    first_end = ends[0] if isinstance(ends, list) else ends
    pads = (given.pad_token_id, tokenizer.pad_token_id, first_end)
    model.generation_config = _generation_config(
        bos_token_id=given.bos_token_id,
        eos_token_id=ends,
        pad_token_id=next((pad for pad in pads if pad is not None), None),
        decoder_start_token_id=given.decoder_start_token_id,
        bad_words_ids=given.bad_words_ids,
    )


def _generation_config(**settings: Any) -> GenerationConfig:
    from transformers import GenerationConfig

    untyped: Any = GenerationConfig
    config: GenerationConfig = untyped(**settings)
    return config


def _positions(model: PreTrainedModel) -> int:
    """Longest sequence in tokens; T5 has relative positions and was trained on 512."""
    config = model.config.get_text_config(decoder=True)
    limits = (getattr(config, key, None) for key in ("max_position_embeddings", "n_positions"))
    return next((limit for limit in limits if limit), 512)


def _identity(folder: Path) -> str:
    """The snapshot's commit, else a digest: small files whole, weights by size and 64 blocks spread over them."""
    if _COMMIT.fullmatch(folder.name):
        return folder.name
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")):
        digest.update(f"{path.name}\0{path.stat().st_size}\0".encode())
        for block in _blocks(path):
            digest.update(block)
    return digest.hexdigest()


def _blocks(path: Path, count: int = 64, size: int = 2**16) -> Iterator[bytes]:
    step = max(size, path.stat().st_size // count)
    with path.open("rb") as file:
        for start in range(0, path.stat().st_size, step):
            file.seek(start)
            yield file.read(size)


def _short_name(name_or_path: str) -> str:
    """Hub name, or last part of a path."""
    path = Path(name_or_path).expanduser()
    return path.resolve().name if path.is_dir() else name_or_path


def _line(error: Exception) -> str:
    return str(error).strip().split("\n", 1)[0] or type(error).__name__
