"""A fake engine for the tests of batch runs: at once, without meaning, and some words make it misbehave."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from translator.engine import tokens
from translator.engine.protocol import Capabilities, Engine, Hypothesis, Request
from translator.errors import ModelError

PAIRS = frozenset({("id", "en"), ("id", "ja"), ("en", "ja")})


class FakeEngine:
    """Gives the source's words backwards, or as kana, marked as fake; placeholders stay.

    Each call is noted in the file that ``FAKE_ENGINE_LOG`` names. A text with HANG never returns, with DIE ends the
    process, with RAISE raises, with COPY comes back as it is.
    """

    signature = "fake/1"
    capabilities = Capabilities(PAIRS, dict(tokens.PLACEHOLDERS))

    def translate(self, batch: Sequence[Request], *, n_best: int = 1) -> list[list[Hypothesis]]:
        text = "\n".join(request.text for request in batch)
        _note(text, batch[0].target, n_best)
        _misbehave(text)
        time.sleep(float(os.environ.get("FAKE_ENGINE_SECONDS", "0")))
        return [[Hypothesis(_fake(request), -1.0)] for request in batch]


def _fake(request: Request) -> str:
    if "COPY" in request.text:
        return request.text
    if request.target == "en":
        return "Fake " + re.sub("[A-Za-z]+", lambda found: found[0][::-1].lower(), request.text)
    return "偽物" + re.sub("[A-Za-z]+ ?", lambda found: "".join(map(_kana, found[0][::2])), request.text)


def _kana(letter: str) -> str:
    return chr(ord("あ") + ord(letter) % 64)


def fake(name: str, threads: int) -> Engine:
    if name == "broken":
        raise ModelError("The fake engine is broken.", where=name, mend="Name another.")
    if name == "dying":
        os.kill(os.getpid(), signal.SIGKILL)
    if name == "full":
        setattr(os, "fsync", _no_space)  # noqa: B010 - as a full disk would
    assert threads >= 1
    return FakeEngine()


def _no_space(_file: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _misbehave(text: str) -> None:
    if "HANG" in text:
        time.sleep(3600)
    if "DIE" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "RAISE" in text:
        raise ZeroDivisionError("as told")


def _note(text: str, target: str, n_best: int) -> None:
    log = os.environ.get("FAKE_ENGINE_LOG")
    if log:
        key = hashlib.sha256(f"{text} {target} {n_best}".encode()).hexdigest()
        with Path(log).open("a", encoding="utf-8") as file:
            file.write(f"{key} {os.getpid()}\n")
