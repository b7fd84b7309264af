"""The run: plan, leave out what is done, translate the rest, and keep count."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Protocol

from translator.batch.delivery import Delivery, opened
from translator.batch.manifest import sha256_of
from translator.batch.plan import Found, articles
from translator.batch.pool import Pool
from translator.batch.record import FileRecord, LanguageRecord, State
from translator.batch.settings import Settings
from translator.batch.summary import Summary
from translator.batch.work import Outcome, Task
from translator.errors import OutputError, UsageError

FULL = "The disk is full. Free some space, then give the same command again."


class Watcher(Protocol):
    """Is told how a run goes on."""

    def planned(self, found: list[Found]) -> None:
        """These files are to be translated."""

    def called(self, path: str) -> None:
        """A batch of segments of a file is done."""

    def finished(self, record: FileRecord, size: int) -> None:
        """A file of ``size`` bytes is done or has failed."""


def run(settings: Settings, watcher: Watcher) -> Summary:
    """Translate a folder into a folder.

    Raises:
        UsageError: the folders cannot be used so.
        TranslatorError: the engine, the glossary or the manifest cannot be loaded.
    """
    start = time.monotonic()
    with opened(settings) as delivery:

        def record_call(path: str, key: str, answer: str) -> None:
            delivery.manifest.record_call(path, key, answer)
            watcher.called(path)

        pool = _pool(settings, delivery, record_call)
        state = _Run(settings, delivery, pool, watcher)
        with _signals(pool):
            try:
                state.watch() if settings.watch else state.once()
            except OutputError as error:  # the manifest cannot be written: what was done stands, and is reported
                state.problem, pool.stopping = str(error), True
            finally:
                pool.close()
        return Summary(tuple(state.records.values()), time.monotonic() - start, state.stopped, state.problem)


class Workers(Protocol):
    """Who does the tasks: :class:`translator.batch.pool.Pool` here, :class:`translator.cluster.RayPool` elsewhere.

    ``stopping``: no task is begun any more; ``killing``: those in hand are given up.
    """

    stopping: bool
    killing: bool

    @property
    def signature(self) -> str:
        """Of everything that the output depends on."""
        ...

    def run(self, tasks: Iterator[Task]) -> Iterator[Outcome]:
        """Do the tasks; outcomes come as they are ready."""
        ...

    def close(self) -> None:
        """End the workers."""
        ...


def _pool(settings: Settings, delivery: Delivery, record_call: Callable[[str, str, str], None]) -> Workers:
    pool = Pool(settings, delivery.staging, delivery.manifest.calls, record_call)
    if not settings.ray:
        return pool
    from translator.cluster import LOCAL, RayPool

    if settings.store is not None and settings.ray != LOCAL:
        raise UsageError(
            "The store is a file of one machine.", where=settings.store, mend="Leave out --store, or take --ray local."
        )

    return RayPool(settings, delivery.staging, pool, settings.ray)


@dataclass(slots=True)
class _Run:
    settings: Settings
    delivery: Delivery
    pool: Workers
    watcher: Watcher
    records: dict[str, FileRecord] = field(default_factory=dict)
    problem: str = ""
    _stamps: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def stopped(self) -> bool:
        """Whether the run was ended before its files were."""
        return self.pool.stopping

    def once(self) -> None:
        """Every file of the folder."""
        self._translate(self._found())

    def watch(self) -> None:
        """Files as they come and change, each when its size and time stand still between two looks.

        A file comes again, too, when one of its sentences is approved in the store or an approval is taken back.
        """
        before: dict[str, tuple[int, int]] = {}
        store: Stamp = ()
        while not self.pool.stopping:
            now = {found.path: found for found in self._found()}
            still = [found for path, found in now.items() if before.get(path) == _stamp(found)]
            fresh = [found for found in still if self._stamps.get(found.path) != _stamp(found)]
            known, store = store, _store_stamp(self.settings.store)
            outdated = self._outdated(still) if store != known else ()
            self._translate([*fresh, *(found for found in outdated if found not in fresh)])
            self._stamps.update((f.path, _stamp(f)) for f in fresh)
            before = {path: _stamp(found) for path, found in now.items()}
            _sleep(self.settings.poll, self.pool)

    def _outdated(self, found: list[Found]) -> list[Found]:
        """Those whose translation was made with other approved sentences than there are now."""
        approved = self._approved()
        records = {f.path: self.records[f.path].languages for f in found if f.path in self.records}
        return [f for f in found if any(_now(r, approved) != r.memory for r in records.get(f.path, ()))]

    def _found(self) -> list[Found]:
        s = self.settings
        return list(articles(s.source, without=s.output, shard=s.shard, tables=bool(s.columns)))

    def _translate(self, found: list[Found]) -> None:
        for item in found:
            self.records[item.path] = FileRecord(item.path, item.state, item.reason)
        takable = {item.path: item for item in found if item.state is State.PENDING}
        if not takable:
            return
        signature = self.pool.signature
        wanted = self._wanted(takable, signature)
        self.watcher.planned([takable[task.path] for task in wanted])
        if self.settings.dry_run:
            return
        for outcome in self.pool.run(iter(wanted)):
            self._settle(outcome, signature, takable[outcome.path].size)

    def _wanted(self, found: dict[str, Found], signature: str) -> list[Task]:
        """The files, and the languages of each, that are not done."""
        tasks = []
        approved = self._approved()
        for item in found.values():
            languages = self._missing(item, signature, approved)
            if languages and self._may_write(item.path, languages):
                tasks.append(Task(item.path, languages, self.settings.time_limit(item.size), {}))
        return tasks

    def _approved(self) -> Mapping[str, Mapping[str, str]]:
        """What the store's memory holds now, by language."""
        path = self.settings.store
        if path is None or not path.exists():
            return {}
        from translator.batch.memory import states
        from translator.store import Store

        with Store(path) as store:
            return {language: states(store.memory, language) for language in self.settings.to}

    def _missing(self, item: Found, signature: str, approved: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
        """Languages without an up-to-date translation; a file that has all of them is noted as current."""
        if self.settings.force:
            return self.settings.to
        done = {}
        for language in self.settings.to:
            known = self.delivery.manifest.done(item.path, language, signature)
            if known is None or known[1].memory != _now(known[1], approved) or self._is_old(known[1]):
                continue
            if (self.delivery.root / language / item.path).exists():
                done[language] = known
        if done:
            with suppress(OSError):
                sha256 = sha256_of(self.settings.source / item.path)
                done = {language: known for language, known in done.items() if known[0] == sha256}
        if len(done) == len(self.settings.to):
            languages = tuple(record for _, record, _ in done.values())
            seconds = max(seconds for _, _, seconds in done.values())
            self.records[item.path] = FileRecord.translated(item.path, State.CURRENT, languages, seconds)
        return tuple(language for language in self.settings.to if language not in done)

    def _is_old(self, record: LanguageRecord) -> bool:
        """Whether it was written when the sentences of a file were not noted, which approvals need."""
        return self.settings.store is not None and record.segments > 0 and not record.wordings

    def _may_write(self, path: str, languages: tuple[str, ...]) -> bool:
        obstacles = (self.delivery.obstacle(f"{language}/{path}") for language in languages)
        obstacle = next(filter(None, obstacles), "")
        if obstacle:
            self._fail(path, obstacle)
        return not obstacle

    def _settle(self, outcome: Outcome, signature: str, size: int) -> None:
        if outcome.stopped:
            return
        try:
            reason = outcome.reason or self.delivery.put(outcome, signature)
        except OutputError as error:
            self.records[outcome.path] = FileRecord(outcome.path, State.FAILED, error.what)
            raise
        if reason:
            self._fail(outcome.path, reason, outcome.seconds)
        else:
            records = tuple(staged.record for staged in outcome.staged)
            self.records[outcome.path] = FileRecord.translated(outcome.path, State.DONE, records, outcome.seconds)
        self.watcher.finished(self.records[outcome.path], size)
        if outcome.disk_full:
            self.problem, self.pool.stopping = FULL, True

    def _fail(self, path: str, reason: str, seconds: float = 0.0) -> None:
        self.records[path] = FileRecord(path, State.FAILED, reason, (), seconds)


def _now(record: LanguageRecord, approved: Mapping[str, Mapping[str, str]]) -> str:
    """What is approved by now among the wordings of a translation."""
    from translator.batch.memory import digest

    return digest(record.wordings, approved.get(record.language, {}))


Stamp = tuple[tuple[int, int], ...]


def _store_stamp(store: Path | None) -> Stamp:
    """Another one after each change of the store: sizes and times of its file and its write-ahead log."""
    stamps = []
    for file in () if store is None else (store, store.with_name(f"{store.name}-wal")):
        with suppress(OSError):
            info = file.stat()
            stamps.append((info.st_size, info.st_mtime_ns))
    return tuple(stamps)


def _stamp(found: Found) -> tuple[int, int]:
    return found.size, found.changed


def _sleep(seconds: float, pool: Workers) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and not pool.stopping:
        time.sleep(min(0.2, seconds))


@contextmanager
def _signals(pool: Workers) -> Iterator[None]:
    """The first Ctrl-C or SIGTERM lets the batches in hand finish; the second ends the workers at once."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        pool.killing = pool.stopping
        pool.stopping = True

    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread hears signals
        return
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
