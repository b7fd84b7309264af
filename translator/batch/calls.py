"""An engine whose answers are written down as they come, so that a file in hand goes on where it was stopped.

The pipeline asks the same questions in the same order each time, so an answer belongs to a whole call.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, astuple
from threading import Event

from translator.engine.protocol import Capabilities, Engine, Hypothesis, Request


class Stopped(BaseException):
    """The run is being stopped: the call in hand is finished and written down, no other is begun."""


class RecordedEngine:
    """``engine`` with its calls recorded. ``stopping``: when set, the next new call raises :class:`Stopped`."""

    def __init__(self, engine: Engine, stopping: Event) -> None:
        self._engine = engine
        self._stopping = stopping
        self._known: Mapping[str, str] = {}
        self._record: Callable[[str, str], None] = _forget

    def begin(self, known: Mapping[str, str], record: Callable[[str, str], None]) -> None:
        """Begin a file: ``known`` answers by key; ``record`` is told each new key and answer."""
        self._known, self._record = known, record

    @property
    def signature(self) -> str:
        """That of the engine."""
        return self._engine.signature

    @property
    def capabilities(self) -> Capabilities:
        """Those of the engine."""
        return self._engine.capabilities

    def translate(self, batch: Sequence[Request], *, n_best: int = 1) -> list[list[Hypothesis]]:
        """The known answer, or that of the engine."""
        if not batch:
            return []
        key = _key(self.signature, batch, n_best)
        if key in self._known:
            return _decoded(self._known[key])
        if self._stopping.is_set():
            raise Stopped
        answer = self._engine.translate(batch, n_best=n_best)
        self._record(key, _encoded(answer))
        return answer


def _forget(_key: str, _answer: str) -> None:
    """Record nothing."""


def _key(signature: str, batch: Sequence[Request], n_best: int) -> str:
    question = [signature, n_best, *map(astuple, batch)]
    return hashlib.sha256(json.dumps(question).encode()).hexdigest()


def _encoded(answer: Sequence[Sequence[Hypothesis]]) -> str:
    return json.dumps([[asdict(hypothesis) for hypothesis in hypotheses] for hypotheses in answer])


def _decoded(text: str) -> list[list[Hypothesis]]:
    return [[Hypothesis(**fields) for fields in hypotheses] for hypotheses in json.loads(text)]
