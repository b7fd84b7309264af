"""A worker process: loads the engine and the glossary once, then translates one file after the other.

Its parent sends tasks, ``STOP`` or nothing more. A worker whose parent is gone ends at once.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import Final

import translator
from translator.batch.calls import RecordedEngine
from translator.batch.newsroom import Newsroom
from translator.batch.settings import Settings
from translator.batch.work import Outcome, Task, translate_file
from translator.engine.protocol import Engine
from translator.errors import TranslatorError

STOP: Final = "stop"
_PR_SET_PDEATHSIG: Final = 1

Factory = Callable[[str, int], Engine]


@dataclass(frozen=True, slots=True)
class Ready:
    """The engine is there. ``signature``: of everything that the output depends on."""

    signature: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The engine or glossary cannot be loaded: the parts of the error."""

    kind: type[TranslatorError]
    what: str
    where: str
    mend: str

    @property
    def error(self) -> TranslatorError:
        """The error itself."""
        return self.kind(self.what, where=self.where, mend=self.mend)


@dataclass(frozen=True, slots=True)
class Call:
    """An engine call of a file was answered."""

    path: str
    key: str
    answer: str


Message = Ready | Broken | Call | Outcome


def work(connection: Connection, settings: Settings, staging: Path) -> None:
    """Body of the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it and says when to stop
    _die_with_parent()
    tasks: SimpleQueue[Task | None] = SimpleQueue()
    stopping = threading.Event()
    threading.Thread(target=_listen, args=(connection, tasks, stopping), daemon=True).start()
    try:
        engine, newsroom = load(settings, stopping)
    except TranslatorError as error:
        connection.send(Broken(type(error), error.what, error.where, error.mend))
        return
    connection.send(Ready(signature(settings, newsroom)))
    while (task := tasks.get()) is not None:
        path = task.path
        engine.begin(task.calls, lambda key, answer, path=path: connection.send(Call(path, key, answer)))  # type: ignore[misc]
        connection.send(translate_file(newsroom, settings, task, staging))


def load(settings: Settings, stopping: threading.Event) -> tuple[RecordedEngine, Newsroom]:
    """The engine by the settings' factory, and who translates with it."""
    module, _, name = settings.factory.partition(":")
    factory: Factory = getattr(import_module(module), name)
    engine = RecordedEngine(factory(settings.engine, settings.threads), stopping)
    return engine, Newsroom.opened(settings, engine)


def signature(settings: Settings, newsroom: Newsroom) -> str:
    """Engine, glossary, store, rules and cleaning, as JSON: equal signatures give equal translations."""
    parts = {
        **newsroom.signature,
        "rules": rules_signature(),
        "clean": settings.clean,
        **({"columns": settings.columns} if settings.columns else {}),
    }
    return json.dumps(parts, sort_keys=True)


_OTHER_ROOMS = frozenset(("batch", "exchange", "glossary_data", "model", "review", "store", "training", "cli.py"))


def rules_signature() -> str:
    """Sixteen hexadecimal digits of the SHA-256 of the code and tables that a translation goes through."""
    root = Path(translator.__file__).parent
    digest = hashlib.sha256()
    for file in sorted(root.rglob("*")):
        place = file.relative_to(root)
        if place.parts[0] not in _OTHER_ROOMS and file.suffix in (".py", ".tsv", ".txt", ".toml"):
            digest.update(place.as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _die_with_parent() -> None:
    """On Linux the system ends a worker whose parent is gone, even one that hangs; elsewhere the listener does."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _listen(connection: Connection, tasks: SimpleQueue[Task | None], stopping: threading.Event) -> None:
    """Pass on what the parent sends; without a parent there is nobody to work for."""
    while True:
        try:
            message = connection.recv()
        except (EOFError, OSError):
            os._exit(1)
        if message == STOP:
            stopping.set()
        else:
            tasks.put(message)
            if message is None:
                return
