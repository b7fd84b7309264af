"""Tiny checkpoints of every family, saved as real ones are: seeded random weights, vocabularies of a few lines."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sentencepiece
import torch
import transformers
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

LINES = [
    "Wali Kota Bogor membuka pameran pada hari Kamis.",
    "Presiden meresmikan stasiun baru di Jakarta.",
    "The mayor of Bogor opened the fair on Thursday.",
    "The president opened a new station in Jakarta.",
    "ボゴール市長は木曜日に見本市を開いた。",
    "大統領はジャカルタで新しい駅を開業した。",
    'Harga beras naik, kata Menteri Perdagangan, dan "pasokan" (2025) cukup: 1.500 ton!?',
]
CHAT_TEMPLATE = (
    "{{ bos_token }}{% for m in messages %}<|{{ m['role'] }}|>{{ m['content'] }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)
SIZES: dict[str, Any] = {
    "d_model": 16,
    "encoder_layers": 1,
    "decoder_layers": 1,
    "encoder_attention_heads": 2,
    "decoder_attention_heads": 2,
    "encoder_ffn_dim": 32,
    "decoder_ffn_dim": 32,
    "max_position_embeddings": 64,
}


def sentencepiece_model(path: Path, kind: str, **options: Any) -> list[str]:
    """Train one on ``LINES``; returns its pieces."""
    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(LINES), model_writer=written, model_type=kind, vocab_size=160, hard_vocab_limit=False,
        character_coverage=1.0, minloglevel=2, **options,
    )  # fmt: skip
    path.write_bytes(written.getvalue())
    processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return [processor.id_to_piece(number) for number in range(processor.get_piece_size())]


def _save(model: Any, tokenizer: Any, folder: Path) -> Path:
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def marian(folder: Path, *, tags: Sequence[str] = (), **languages: str) -> Path:
    """OPUS-MT: two SentencePiece models and ``vocab.json``, with target tags if asked."""
    folder.mkdir()
    pieces = sentencepiece_model(folder / "source.spm", "unigram")
    shutil.copy(folder / "source.spm", folder / "target.spm")
    names = dict.fromkeys(["</s>", "<unk>", *pieces, *tags, "<pad>"])
    (folder / "vocab.json").write_text(json.dumps({piece: number for number, piece in enumerate(names)}), "utf-8")
    settings = {"tokenizer_class": "MarianTokenizer", **languages}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), "utf-8")
    pad = len(names) - 1
    torch.manual_seed(1)
    config = transformers.MarianConfig(
        vocab_size=len(names),
        pad_token_id=pad,
        eos_token_id=0,
        decoder_start_token_id=pad,
        forced_eos_token_id=0,
        **SIZES,
    )
    model = transformers.MarianMTModel(config)
    model.generation_config.bad_words_ids = [[pad]]
    model.save_pretrained(folder)
    return folder


def m2m100(folder: Path) -> Path:
    """M2M100: ``vocab.json`` and ``sentencepiece.bpe.model``; the language tokens follow the vocabulary."""
    folder.mkdir()
    pieces = sentencepiece_model(folder / "sentencepiece.bpe.model", "bpe")
    names = dict.fromkeys(["<s>", "<pad>", "</s>", "<unk>", *pieces])
    (folder / "vocab.json").write_text(json.dumps({piece: number for number, piece in enumerate(names)}), "utf-8")
    tokenizer = transformers.M2M100Tokenizer(folder / "vocab.json", str(folder / "sentencepiece.bpe.model"))
    return _save(_m2m_model(len(names) + 100 + 8), tokenizer, folder)


def nllb(folder: Path) -> Path:
    """NLLB: M2M100's architecture, FLORES-200 codes as special tokens."""
    bpe = Tokenizer(models.BPE(unk_token="<unk>"))
    bpe.pre_tokenizer = pre_tokenizers.Metaspace()
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    bpe.train_from_iterator(LINES, trainers.BpeTrainer(vocab_size=160, special_tokens=special, show_progress=False))
    learned = json.loads(bpe.to_str())["model"]
    merges = [tuple(merge) for merge in learned["merges"]]
    factory: Any = transformers.NllbTokenizer
    tokenizer = factory(vocab=learned["vocab"], merges=merges)
    return _save(_m2m_model(len(tokenizer)), tokenizer, folder)


def _m2m_model(vocabulary: int) -> Any:
    torch.manual_seed(2)
    config = transformers.M2M100Config(vocab_size=vocabulary, decoder_start_token_id=2, **SIZES)
    return transformers.M2M100ForConditionalGeneration(config)


def t5(folder: Path, *, tags: Sequence[str] = ("<2id>", "<2en>", "<2ja>")) -> Path:
    """MADLAD: a T5 whose vocabulary holds ``<2xx>`` symbols."""
    folder.mkdir()
    options = {"pad_id": 0, "eos_id": 1, "unk_id": 2, "bos_id": -1, "user_defined_symbols": list(tags)}
    pieces = sentencepiece_model(folder / "spiece.model", "unigram", **options)
    processor = sentencepiece.SentencePieceProcessor(model_file=str(folder / "spiece.model"))
    vocabulary = [(piece, processor.get_score(number)) for number, piece in enumerate(pieces)]
    tokenizer: Any = transformers.T5Tokenizer(vocab=vocabulary, extra_ids=0)
    torch.manual_seed(3)
    factory: Any = transformers.T5Config
    config = factory(
        vocab_size=len(tokenizer), d_model=16, d_kv=8, d_ff=32, num_layers=1, num_heads=2, decoder_start_token_id=0
    )
    return _save(transformers.T5ForConditionalGeneration(config), tokenizer, folder)


def causal(folder: Path, *, chat_template: str | None = None) -> Path:
    """A Llama with a byte-level BPE of its own."""
    folder.mkdir()
    special = ["<s>", "</s>", "<pad>", "<|user|>", "<|assistant|>", "<|end|>"]
    bpe = Tokenizer(models.BPE())
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    bpe.train_from_iterator(
        LINES,
        trainers.BpeTrainer(vocab_size=400, special_tokens=special, initial_alphabet=alphabet, show_progress=False),
    )
    factory: Any = transformers.PreTrainedTokenizerFast
    tokenizer = factory(
        tokenizer_object=bpe, bos_token="<s>", eos_token="</s>", pad_token="<pad>",
        extra_special_tokens=special[3:], chat_template=chat_template,
    )  # fmt: skip
    torch.manual_seed(4)
    config = transformers.LlamaConfig(
        vocab_size=len(tokenizer), hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2,
        max_position_embeddings=512, bos_token_id=0, eos_token_id=1, pad_token_id=2,
    )  # fmt: skip
    return _save(transformers.LlamaForCausalLM(config), tokenizer, folder)


def whisper(folder: Path) -> Path:
    """A speech model: not of a family that translates text."""
    config = transformers.WhisperConfig(
        vocab_size=64, d_model=16, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_ffn_dim=16, decoder_ffn_dim=16, pad_token_id=0, bos_token_id=1,
        eos_token_id=2, decoder_start_token_id=1,
    )  # fmt: skip
    transformers.WhisperForConditionalGeneration(config).save_pretrained(folder)
    return folder


def copy(folder: Path, to: Path, *, without: str = "") -> Path:
    """A copy of a checkpoint, less the files that match ``without``."""
    shutil.copytree(folder, to, ignore=shutil.ignore_patterns(without) if without else None)
    return to
