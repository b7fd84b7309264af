"""What a translation could take from the memory of approved sentences: a change of that puts it out of date.

A file is known by the wordings of its segments, as twelve hexadecimal digits each, so that the next run sees without
opening it whether somebody approved one of them, or took an approval back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from translator.fixed import FixedSpan
from translator.store.keys import key
from translator.store.memory import Memory

_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Listener:
    """The memory, which notes what it is asked for."""

    memory: Memory
    _states: dict[str, dict[str, str]] = field(default_factory=dict)

    def recall(self, source: str, spans: tuple[FixedSpan, ...], language: str) -> str | None:
        """As :meth:`translator.store.memory.Memory.recall`."""
        wording = key(source, spans)
        # before the answer: what is approved in between counts as unseen
        state = self.memory.states(language, wording).get(wording, "")
        self._states.setdefault(language, {}).setdefault(_short(wording), state)
        return self.memory.recall(source, spans, language)

    def asked(self, language: str) -> tuple[str, str]:
        """The wordings that were asked for in a language since the last call, and :func:`digest` of the answers."""
        states = self._states.pop(language, {})
        wordings = "".join(sorted(states))
        return wordings, digest(wordings, states)

    def begin(self) -> None:
        """Forget what was asked: a new file begins."""
        self._states.clear()


def states(memory: Memory, language: str) -> dict[str, str]:
    """What the memory holds in a language: state by wording."""
    return {_short(wording): state for wording, state in memory.states(language).items()}


def digest(wordings: str, states: Mapping[str, str]) -> str:
    """Equal if nothing was approved or taken back among these wordings; empty if the memory has none of them."""
    each = (wordings[n : n + _DIGITS] for n in range(0, len(wordings), _DIGITS))
    found = [wording + states[wording] for wording in each if states.get(wording)]
    return hashlib.sha256("\n".join(found).encode()).hexdigest()[:16] if found else ""


def _short(wording: str) -> str:
    return hashlib.sha256(wording.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
