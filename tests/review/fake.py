"""A fake engine: it says that it is one, carries every placeholder over, and can be made to die or to wait."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from translator.engine.protocol import Capabilities, Hypothesis, Request

WORDS = {"en": "FAKE draft of", "ja": "偽の訳文です、"}

Speech = Callable[[Request], str]


def marked(request: Request) -> str:
    """The carrier text behind words that say it is a fake."""
    return f"{WORDS[request.target]} {request.text}"


class FakeEngine:
    """Says what ``speech`` makes of the carrier text; nothing of it is a translation."""

    def __init__(
        self, *, pause: float = 0.0, dies: Callable[[int], bool] = lambda _: False, speech: Speech = marked
    ) -> None:
        self.speech = speech
        self.pause = pause
        self.dies = dies
        self.calls = 0

    @property
    def signature(self) -> str:
        return "fake-engine-1"

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(frozenset({("id", "en"), ("id", "ja"), ("en", "ja")}))

    def translate(self, batch: Sequence[Request], *, n_best: int = 1) -> list[list[Hypothesis]]:
        self.calls += 1
        time.sleep(self.pause)
        if self.dies(self.calls):
            raise RuntimeError("the fake engine died")
        return [[Hypothesis(self.speech(r), -0.2)] for r in batch]
