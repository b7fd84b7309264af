"""The embedded model's input format: control tokens, and typed placeholders that fixed spans travel as.

A sequence is ``<bos> TARGET source SEP target <eos>``. In texts a placeholder is one private-use character
(:func:`placeholder`), so ordinary text, which never contains one after reading, cannot forge it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from translator.fixed import SpanKind

PAD, EOS, BOS = 0, 1, 2
_UNUSED = 6
"""Id of ``<unused0>``."""

TARGET = {"en": _UNUSED + 1, "ja": _UNUSED + 2}
SEPARATOR = _UNUSED + 3

SLOTS = 10
"""Placeholders of each type in one text."""

TYPES = ("person", "place", "organization", "term", "number", "date", "other")
_FIRST_PLACEHOLDER = _UNUSED + 10
_PRIVATE_USE = 0xE100

TYPE_OF = {
    SpanKind.PERSON: "person",
    SpanKind.TITLE: "person",
    SpanKind.PLACE: "place",
    SpanKind.ORGANIZATION: "organization",
    SpanKind.ACRONYM: "organization",
    SpanKind.TERM: "term",
    SpanKind.NUMBER: "number",
    SpanKind.MONEY: "number",
    SpanKind.MEASURE: "number",
    SpanKind.DATE: "date",
    SpanKind.TIME: "date",
    SpanKind.LAW: "other",
    SpanKind.OTHER: "other",
}
"""The placeholder type that each kind of span travels as."""

PLACEHOLDER_IDS = tuple(range(_FIRST_PLACEHOLDER, _FIRST_PLACEHOLDER + SLOTS * len(TYPES)))
TRAINED_IDS = (*TARGET.values(), SEPARATOR, *PLACEHOLDER_IDS)
"""Tokens whose embeddings an adapter may bring along."""


def placeholder(kind: str, slot: int) -> str:
    """The private-use character for slot 0–9 of a placeholder type."""
    return chr(_PRIVATE_USE + TYPES.index(kind) * SLOTS + slot)


PLACEHOLDERS = {kind: tuple(placeholder(kind, slot) for slot in range(SLOTS)) for kind in TYPES}
_ID_OF = dict(zip(chain.from_iterable(PLACEHOLDERS.values()), PLACEHOLDER_IDS, strict=True))
_CHARACTER_OF = {i: character for character, i in _ID_OF.items()}


def encode(tokenizer: Any, text: str) -> list[int]:
    """Token ids of a text that may hold placeholders; ``tokenizer`` is a ``tokenizers.Tokenizer``."""
    ids: list[int] = []
    start = 0
    for position, character in enumerate(text):
        if character in _ID_OF:
            ids += tokenizer.encode(text[start:position], add_special_tokens=False).ids
            ids.append(_ID_OF[character])
            start = position + 1
    ids += tokenizer.encode(text[start:], add_special_tokens=False).ids
    return ids


def placeholder_ids(characters: Sequence[str]) -> list[int]:
    """Ids of the placeholders among some texts, in order."""
    return [_ID_OF[character] for character in characters if character in _ID_OF]


def decode(tokenizer: Any, ids: list[int]) -> str:
    """The text of target ids, placeholders as private-use characters, other control tokens left out."""
    parts: list[str] = []
    run: list[int] = []
    for i in ids:
        if i in _CHARACTER_OF:
            parts += [tokenizer.decode(run), _CHARACTER_OF[i]]
            run = []
        else:
            run.append(i)
    return "".join([*parts, tokenizer.decode(run)])


def prompt(tokenizer: Any, text: str, target: str) -> list[int]:
    """The ids that precede the target in a sequence."""
    return [BOS, TARGET[target], *encode(tokenizer, text), SEPARATOR]
