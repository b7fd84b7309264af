"""What every engine is: a function from carrier texts to hypotheses, with a statement of what it can do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Request:
    """One text to translate: ``source`` and ``target`` are language codes (``id``, ``en``, ``ja``).

    ``required``: placeholders that must stand in the target once each; only an engine that ``forces`` looks at them.
    """

    text: str
    source: str
    target: str
    required: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One candidate translation.

    ``score``: mean log-probability of a target token (natural logarithm, 0 at best); None when the engine has none.
    """

    text: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What an engine can translate and carry.

    ``pairs``: (source, target) codes that it translates in one pass.
    ``placeholders``: kind → texts that this engine was *trained* to copy (one token each); empty when it was not.
    ``max_tokens``: longest source in tokens that it should be given.
    ``forces``: whether it can be made to place the placeholders that a request requires.
    """

    pairs: frozenset[tuple[str, str]]
    placeholders: dict[str, tuple[str, ...]] = field(default_factory=dict)
    max_tokens: int = 256
    forces: bool = False


@runtime_checkable
class Engine(Protocol):
    """A translation engine. Implementations: embedded, huggingface, pivot."""

    @property
    def signature(self) -> str:
        """Name, revision and decode settings: equal signatures give equal output."""
        ...

    @property
    def capabilities(self) -> Capabilities:
        """What it can translate and carry."""
        ...

    def translate(self, batch: Sequence[Request], *, n_best: int = 1) -> list[list[Hypothesis]]:
        """Translate every request: one non-empty list of up to ``n_best`` hypotheses each, best first.

        Raises:
            EngineError: the engine failed, or a pair is not among its capabilities.
        """
        ...
