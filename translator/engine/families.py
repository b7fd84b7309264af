"""Families of Hugging Face translation models: how each is told what to translate, and into which language.

Sources: the model cards of Helsinki-NLP (Marian tags ``>>jpn<<``), facebook/m2m100 and facebook/nllb-200 (language
tokens, forced first token), google/madlad400 (``<2ja>`` in the source), tencent/Hunyuan-MT (prompt),
google/translategemma (typed messages).
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from translator.engine.punctuation import normalise
from translator.errors import ModelError, UsageError

if TYPE_CHECKING:
    from transformers import PreTrainedConfig, PreTrainedTokenizerBase

Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Language:
    """One row of ``data/languages.tsv``: what the families call a language."""

    code: str
    name: str
    nllb: str
    marian: tuple[str, ...]


@cache
def languages() -> dict[str, Language]:
    """Languages by ISO 639-1 code."""
    text = files("translator.engine").joinpath("data/languages.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")][1:]
    return {code: Language(code, name, nllb, tuple(marian.split())) for code, name, nllb, marian in rows}


class Family(ABC):
    """One family of models. ``causal``: decoder-only, so that a prompt precedes what is generated."""

    causal = False
    stop_strings: tuple[str, ...] = ()

    def __init__(self, tokenizer: PreTrainedTokenizerBase) -> None:
        self.tokenizer = tokenizer
        self._control = _control_tokens(tokenizer)

    @abstractmethod
    def pairs(self) -> Pairs:
        """Pairs that the files themselves declare; empty when they do not say."""

    @abstractmethod
    def encode(self, text: str, source: str, target: str) -> list[int]:
        """Model input for one text."""

    def forced_token(self, target: str) -> int | None:
        """Token that every translation into ``target`` starts with."""
        return None

    def decode(self, ids: list[int]) -> str:
        """Text of generated tokens."""
        return str(self.tokenizer.decode(ids, skip_special_tokens=True)).strip()

    def length(self, text: str) -> int:
        """Tokens of a text by itself."""
        return len(_ids(self.tokenizer(text, add_special_tokens=False)))

    def punctuate(self, text: str, source: str, target: str) -> str:
        """A translation of the text ``source`` in the punctuation of its language."""
        return normalise(text, source) if target == "ja" else text

    def _plain(self, text: str) -> str:
        """``text`` with control tokens (``</s>``, ``<end_of_turn>``) broken up: an article cannot steer the model."""
        for token in self._control:
            text = text.replace(token, f"{token[0]} {token[1:]}")
        return text


class Marian(Family):
    """OPUS-MT and its kin: one direction, or several targets chosen by a tag such as ``>>jpn<<``."""

    def __init__(self, tokenizer: PreTrainedTokenizerBase, name: str) -> None:
        super().__init__(tokenizer)
        self._name = name
        self._tags = {language.code: tag for language in languages().values() if (tag := self._tag(language))}

    def pairs(self) -> Pairs:
        """From ``source_lang`` and ``target_lang`` of the tokenizer, else from the name (``opus-mt-id-en``)."""
        source, target = self._declared()
        targets = set(self._tags) or _languages_of(target)
        return frozenset((s, t) for s in _languages_of(source) for t in targets if s != t)

    def encode(self, text: str, source: str, target: str) -> list[int]:
        """Tag, pieces, ``</s>``."""
        tag = f"{self._tags[target]} " if target in self._tags else ""
        return _ids(self.tokenizer(tag + self._plain(text).lstrip("> ").translate(_MOSES)))

    def decode(self, ids: list[int]) -> str:
        """Pieces joined by the target's own SentencePiece model."""
        text = self.tokenizer.decode(ids, skip_special_tokens=True, use_source_tokenizer=False)
        return str(text).strip()

    def _tag(self, language: Language) -> str:
        known = getattr(self.tokenizer, "supported_language_codes", [])
        exact = [f">>{code}<<" for code in language.marian if f">>{code}<<" in known]
        scripts = [tag for code in language.marian for tag in known if tag.startswith(f">>{code}_")]
        return next(iter(exact + scripts), "")

    def _declared(self) -> tuple[str, str]:
        declared = [str(getattr(self.tokenizer, key, None) or "") for key in ("source_lang", "target_lang")]
        if all(declared):
            return declared[0], declared[1]
        named = _DIRECTION.search(self._name)
        return (named[1], named[2]) if named else ("", "")


class Multilingual(Family):
    """M2M100 and NLLB: a token for the source language in the source, one for the target forced as first token."""

    def __init__(self, tokenizer: PreTrainedTokenizerBase, codes: dict[str, str], tokens: dict[str, str]) -> None:
        super().__init__(tokenizer)
        self._codes = codes
        self._tokens = tokens

    def pairs(self) -> Pairs:
        """All pairs of the languages whose tokens the vocabulary holds."""
        known = [code for code, token in self._tokens.items() if _known(self.tokenizer, token)]
        return frozenset((s, t) for s in known for t in known if s != t)

    def encode(self, text: str, source: str, target: str) -> list[int]:
        """Source language token, pieces, ``</s>``."""
        self.tokenizer.src_lang = self._codes[source]
        return _ids(self.tokenizer(self._plain(text)))

    def forced_token(self, target: str) -> int | None:
        """The target's language token."""
        return _token_id(self.tokenizer, self._tokens[target])


class T5(Family):
    """MADLAD (``<2ja>`` before the source), or any T5 fine-tuned with ``translate Indonesian to English:``."""

    def pairs(self) -> Pairs:
        """Every language into those that have a ``<2xx>`` token; empty for a T5 without such tokens."""
        targets = [code for code in languages() if self._tagged(code)]
        return frozenset((s, t) for s in languages() for t in targets if s != t)

    def encode(self, text: str, source: str, target: str) -> list[int]:
        """Tag or instruction, pieces, ``</s>``."""
        names = languages()
        instruction = f"translate {names[source].name} to {names[target].name}:"
        return _ids(self.tokenizer(f"{f'<2{target}>' if self._tagged(target) else instruction} {self._plain(text)}"))

    def _tagged(self, code: str) -> bool:
        return _known(self.tokenizer, f"<2{code}>")


class Causal(Family):
    """Decoder-only language models: asked in their chat template, or by a pattern that they continue."""

    causal = True

    def __init__(self, tokenizer: PreTrainedTokenizerBase) -> None:
        super().__init__(tokenizer)
        template = tokenizer.chat_template
        self._template = template if isinstance(template, str) else ""
        self.stop_strings = () if template else ("\n",)

    def pairs(self) -> Pairs:
        """All pairs: a language model does not say which languages it knows."""
        return frozenset((s, t) for s in languages() for t in languages() if s != t)

    def encode(self, text: str, source: str, target: str) -> list[int]:
        """The whole prompt."""
        text = " ".join(self._plain(text).split())
        if not self.tokenizer.chat_template:
            return _ids(self.tokenizer(f"{languages()[source].name}: {text}\n{languages()[target].name}:"))
        message: dict[str, Any] = {"role": "user", "content": self._content(text, source, target)}
        prompt = self.tokenizer.apply_chat_template(
            [message], tokenize=False, add_generation_prompt=True, enable_thinking=False
        )
        return _ids(self.tokenizer(str(prompt), add_special_tokens=False))  # the template writes <bos> itself

    def decode(self, ids: list[int]) -> str:
        """First line that is not reasoning."""
        text = _REASONING.sub("", super().decode(ids)).strip()
        return text.splitlines()[0].strip() if text else ""

    def _content(self, text: str, source: str, target: str) -> str | list[dict[str, str]]:
        if "source_lang_code" in self._template:
            return [{"type": "text", "source_lang_code": source, "target_lang_code": target, "text": text}]
        into = languages()[target].name
        return f"Translate the following segment into {into}, without additional explanation.\n\n{text}"


def family_of(config: PreTrainedConfig, tokenizer: PreTrainedTokenizerBase, name: str) -> Family:
    """The family that a model belongs to.

    Raises:
        ModelError: it is of none of the known families.
    """
    if config.model_type == "marian":
        return Marian(tokenizer, name)
    if config.model_type in {"m2m_100", "nllb-moe"}:
        return _multilingual(tokenizer)
    if config.model_type in {"t5", "mt5", "umt5"}:
        return T5(tokenizer)
    if not config.is_encoder_decoder and _writes_text(config):
        return Causal(tokenizer)
    mend = "Known are Marian (OPUS-MT), M2M100, NLLB, T5 (MADLAD) and causal language models (Gemma, Llama, Qwen, …)."
    raise ModelError(f"a model of type {config.model_type!r} cannot translate here.", where=name, mend=mend)


def checked_pairs(pairs: Pairs, name: str) -> Pairs:
    """``pairs`` if they name known languages and are not empty.

    Raises:
        UsageError: none given, or a language is unknown.
    """
    if not pairs:
        mend = 'Say them: pairs={("id", "en")}.'
        raise UsageError("the files do not say which languages this model translates.", where=name, mend=mend)
    unknown = sorted({code for pair in pairs for code in pair} - set(languages()))
    if unknown:
        raise UsageError(f"unknown language {unknown[0]!r}.", where=name, mend=f"Known are {', '.join(languages())}.")
    return pairs


# What Moses' normalize-punctuation.perl does to the marks of news text; OPUS-MT was trained on its output.
_MOSES = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "´": "'",
        "–": "-",
        "—": " - ",
        "…": "...",
        "\u00a0": " ",
    }
)
_DIRECTION = re.compile(r"(?:^|[-_])([a-z]{2,3})[-_]([a-z]{2,3})$")
_REASONING = re.compile(r"<think>.*?(?:</think>|$)", re.DOTALL)


def _multilingual(tokenizer: PreTrainedTokenizerBase) -> Multilingual:
    nllb = {language.code: language.nllb for language in languages().values()}
    if any(_known(tokenizer, token) for token in nllb.values()):
        return Multilingual(tokenizer, nllb, nllb)
    return Multilingual(tokenizer, {code: code for code in nllb}, {code: f"__{code}__" for code in nllb})


def _writes_text(config: PreTrainedConfig) -> bool:
    from transformers import AutoModelForCausalLM

    return type(config) in AutoModelForCausalLM._model_mapping


def _languages_of(code: str) -> set[str]:
    return {language.code for language in languages().values() if code in language.marian}


def _control_tokens(tokenizer: PreTrainedTokenizerBase) -> tuple[str, ...]:
    added = [token.content for token in tokenizer.added_tokens_decoder.values() if token.special]
    return tuple(sorted((token for token in added if len(token) > 1), key=len, reverse=True))


def _known(tokenizer: PreTrainedTokenizerBase, token: str) -> bool:
    return _token_id(tokenizer, token) not in {None, tokenizer.unk_token_id}


def _token_id(tokenizer: PreTrainedTokenizerBase, token: str) -> int | None:
    found: Any = tokenizer.convert_tokens_to_ids(token)
    return found if isinstance(found, int) else None


def _ids(encoded: Any) -> list[int]:
    return list(encoded["input_ids"])
