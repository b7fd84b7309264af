"""Worker processes that are watched: one that hangs is killed, one that dies is replaced, and the others go on."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from translator.batch.settings import Settings
from translator.batch.work import Outcome, Task
from translator.batch.worker import STOP, Broken, Call, Message, Ready, work
from translator.errors import EngineError

_TICK = 0.2
"""Seconds between two looks at clocks and signals."""
_ATTEMPTS = 2
"""A file is tried once more when its worker died: it may have been another program that killed it."""
_START_SECONDS = 900.0
_END_SECONDS = 5.0


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    connection: Connection
    deadline: float
    ready: bool = False
    task: Task | None = None


@dataclass(slots=True)
class Pool:
    """``settings.processes`` workers, started as they are needed.

    ``calls``: answers known for a file; ``record_call``: is told each new one (path, key, answer).
    """

    settings: Settings
    staging: Path
    calls: Callable[[str], Mapping[str, str]]
    record_call: Callable[[str, str, str], None]
    _workers: list[_Worker] = field(default_factory=list)
    _tries: dict[str, int] = field(default_factory=dict)
    _again: deque[Task] = field(default_factory=deque)
    _signature: str = ""
    _deaths: int = 0
    _told: bool = False
    stopping: bool = False
    killing: bool = False

    @property
    def signature(self) -> str:
        """Of everything that the output depends on; starts the first worker.

        Raises:
            TranslatorError: the engine or the glossary cannot be loaded.
        """
        while not self._signature and not self.stopping:
            if not self._workers:
                self._start()
            for _ in self._heard():
                pass
            self._replace_late()
        return self._signature

    def run(self, tasks: Iterator[Task]) -> Iterator[Outcome]:
        """Do the tasks, as many at once as there are workers; outcomes come as they are ready.

        After ``stopping`` no task is begun, and those in hand end with ``stopped`` unless they are done before.
        """
        while not self.killing:
            self._assign(tasks)
            if not self._busy and (self.stopping or not self._again):
                return
            if self.stopping and not self._told:
                self._tell_stop()
            yield from self._heard()
            yield from self._replace_late()

    def close(self) -> None:
        """End the workers: those that are idle by themselves, the others by force."""
        for worker in self._workers:
            with suppress(OSError):
                worker.connection.send(None)
        end = time.monotonic() + _END_SECONDS
        for worker in self._workers:
            if worker.ready and not worker.task and not self.killing:
                worker.process.join(max(0.0, end - time.monotonic()))
            self._end(worker)
        self._workers.clear()

    # Tasks

    def _assign(self, tasks: Iterator[Task]) -> None:
        if self.stopping:
            return
        starting = sum(not worker.ready for worker in self._workers)
        for worker in self._workers:
            if worker.ready and worker.task is None:
                task = self._next(tasks)
                if task is None:
                    return
                self._give(worker, task)
        # One more worker only if there is one more file.
        while starting + self._busy < self.settings.processes and len(self._workers) < self.settings.processes:
            task = self._next(tasks)
            if task is None:
                return
            self._again.append(task)
            self._start()
            starting += 1

    @property
    def _busy(self) -> int:
        return sum(worker.task is not None for worker in self._workers)

    def _next(self, tasks: Iterator[Task]) -> Task | None:
        return self._again.popleft() if self._again else next(tasks, None)

    def _give(self, worker: _Worker, task: Task) -> None:
        worker.task = replace(task, calls=self.calls(task.path))
        worker.deadline = time.monotonic() + task.seconds
        # A worker that is gone is found by its closed connection.
        with suppress(OSError):
            worker.connection.send(worker.task)

    def _tell_stop(self) -> None:
        self._told = True
        for worker in self._workers:
            with suppress(OSError):
                worker.connection.send(STOP)

    # Messages

    def _heard(self) -> Iterator[Outcome]:
        by_connection = {worker.connection: worker for worker in self._workers}
        for connection in wait(list(by_connection), _TICK):
            worker = by_connection[connection]  # type: ignore[index]
            try:
                message: Message = worker.connection.recv()
            except (EOFError, OSError):
                yield from self._lost(worker)
                continue
            if isinstance(message, Outcome):
                worker.task = None
                self._tries.pop(message.path, None)
                yield message
            elif isinstance(message, Call):
                self.record_call(message.path, message.key, message.answer)
            elif isinstance(message, Broken):
                raise message.error
            else:
                self._greet(worker, message)

    def _greet(self, worker: _Worker, message: Ready) -> None:
        worker.ready = True
        self._deaths = 0
        self._signature = self._signature or message.signature

    def _lost(self, worker: _Worker) -> Iterator[Outcome]:
        """The worker died: its file is tried once more, and another worker takes its place when it is needed."""
        worker.process.join(1)
        self._remove(worker)
        code = worker.process.exitcode or 0
        cause = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        if worker.task is None:
            self._deaths += not worker.ready
            if self._deaths >= 3:
                raise EngineError(
                    f"The worker processes end while they load the engine ({cause}).",
                    mend="Check the free memory; try fewer --workers.",
                )
            return
        tries = self._tries[worker.task.path] = self._tries.get(worker.task.path, 0) + 1
        if self.stopping:
            yield Outcome(worker.task.path, stopped=True)
        elif tries < _ATTEMPTS:
            self._again.append(worker.task)
        else:
            yield Outcome(worker.task.path, f"The worker process died of it {tries} times ({cause}).")

    def _replace_late(self) -> Iterator[Outcome]:
        """End the workers whose time is over; the files they had have failed."""
        now = time.monotonic()
        for worker in [w for w in self._workers if now > w.deadline and (w.task or not w.ready)]:
            self._remove(worker)
            if worker.task is None:
                raise EngineError(f"The engine was not loaded within {_START_SECONDS:.0f} seconds.")
            reason = (
                f"Not done within {worker.task.seconds:.0f} seconds. Give it more (--file-timeout); it then goes on."
            )
            yield Outcome(worker.task.path, reason, seconds=worker.task.seconds)

    # Processes

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=work, args=(theirs, self.settings, self.staging), daemon=True)
        with _interrupts_blocked():
            process.start()
        theirs.close()
        self._workers.append(_Worker(process, ours, time.monotonic() + _START_SECONDS))

    def _remove(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        self._end(worker)

    @staticmethod
    def _end(worker: _Worker) -> None:
        worker.process.kill()
        worker.process.join()
        worker.connection.close()


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """A process begun here never sees Ctrl-C, which a terminal sends to the whole group: the parent tells it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # which unblocks signals when it is begun
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
