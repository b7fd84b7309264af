"""The worker: takes jobs from the store and translates; no tab, connection or page is needed for it to go on."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from threading import Event, Thread

from translator.errors import TranslatorError
from translator.fixed import FixedSpan
from translator.pipeline import Translator
from translator.result import Result, SegmentResult
from translator.review.from_english import renew
from translator.review.recheck import housestyle, recheck
from translator.store import Job, SegmentRow, State, Store
from translator.store.jobs import SILENCE

log = logging.getLogger(__name__)

Translators = Callable[[Job], Translator]
"""The translator for a job: its engine, its glossaries, the settled names and the memory."""

IDLE = 1.0
"""Seconds between two looks for jobs that another process queued or left."""

BEAT = 10.0
"""Seconds between two heartbeats while the engine is busy or still loading."""


class Worker:
    """One thread that works off the queue of the store, oldest job first.

    A job whose process died is claimed again after ``silence`` seconds without a heartbeat; what was drafted stays.
    """

    def __init__(self, store: Store, translators: Translators, *, silence: float = SILENCE, beat: float = BEAT) -> None:
        self._store = store
        self._translators = translators
        self._silence = silence
        self._beat = beat
        self._wake = Event()
        self._stop = Event()
        self._thread = Thread(target=self._run, name="translator-worker", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def wake(self) -> None:
        """There is a new job."""
        self._wake.set()

    def stop(self, timeout: float = 30.0) -> None:
        """Stop after the sentences in hand; the job goes on with the next start."""
        self._stop.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def _run(self) -> None:
        while not self._stop.is_set():
            with logged():
                job = self._store.jobs.claim(self._silence)
                if job is not None:
                    self.work(job)
                    continue
            self._wake.wait(IDLE)
            self._wake.clear()

    def work(self, job: Job) -> None:
        """Do one claimed job; a failure is recorded with its message, drafts that came before it stay."""
        try:
            with self._beating(job):
                done = self._translate(job)
            if done:
                self._store.jobs.finish(job.id)
        except TranslatorError as error:
            self._store.jobs.fail(job.id, str(error))
        except Exception as error:
            log.exception("job %s", job.id)
            why = f"{type(error).__name__}: {error}"
            what = f"The engine stopped ({why}). Drafts so far and all edits are kept; press Retry."
            self._store.jobs.fail(job.id, what)

    def _translate(self, job: Job) -> bool:
        """Draft what is pending; False if the job was cancelled or the worker has to stop."""
        if job.article_id is None:
            return True
        article = self._store.articles.get(job.article_id)
        translator = self._translators(job)
        prepared = translator.prepare(self._store.articles.source(article.id))
        renew(self._store, article.id, translator.engine, translator.signature)
        groups = waiting(self._store, article.id, article.targets, prepared, translator.signature)
        total = sum(len(keys) * len(languages) for languages, keys in groups.items())
        ids, done = self._store.segments.ids(article.id), 0
        for languages, keys in groups.items():
            made: list[SegmentResult] = []
            for result in translator.stream(prepared, to=languages, only=keys):
                if self._stop.is_set() or not self._store.jobs.progress(job.id, done, total):
                    return False
                styled = housestyle(self._store, result, article.project)
                made.append(styled)
                self._store.segments.save_result(ids[result.segment.id], styled, translator.signature)
                if "ja" in languages and set(languages) != set(article.targets):
                    recheck(self._store, ids[result.segment.id], "ja")
                done += len(languages)
            self._finish(article.id, translator, prepared, made, languages)
        self._store.jobs.progress(job.id, done, total)
        return True

    def _finish(
        self,
        article_id: int,
        translator: Translator,
        prepared: Result,
        made: Sequence[SegmentResult],
        languages: Sequence[str],
    ) -> None:
        """What only whole blocks show: datelines, and remarks on all drafts together."""
        by_id = {s.segment.id: s for s in made}
        blocks = tuple(b for b in prepared.article.blocks if all(s.id in by_id for s in b.segments))
        part = replace(prepared, article=replace(prepared.article, blocks=blocks))
        whole = [by_id[s.id] for s in part.article.segments]
        self._store.articles.save(article_id, translator.finished(part, whole, to=languages))

    @contextmanager
    def _beating(self, job: Job) -> Iterator[None]:
        """Say every few seconds that the job is alive, also while the engine loads."""
        over = Event()

        def beat() -> None:
            while not over.wait(self._beat):
                with logged():  # a store that is locked for a while is no reason to fall silent
                    current = self._store.jobs.get(job.id)
                    self._store.jobs.progress(job.id, current.done, current.total)

        thread = Thread(target=beat, name="translator-heartbeat", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


@contextmanager
def logged() -> Iterator[None]:
    """Say in the log what is wrong, and go on."""
    try:
        yield
    except TranslatorError as error:
        log.error("%s", error)


def waiting(
    store: Store, article_id: int, targets: Iterable[str], prepared: Result, signature: Mapping[str, str]
) -> dict[tuple[str, ...], set[str]]:
    """Keys of the segments that need drafts, by the languages that they need them in."""
    marked = {s.segment.id: s.spans for s in prepared.segments}
    languages: dict[str, list[str]] = defaultdict(list)
    for language in targets:
        for row in store.segments.pending(article_id, language, marked, signature):
            if row.key in marked and _touched(row, language, marked[row.key], signature):
                languages[row.key].append(language)
    groups: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for key, wanted in languages.items():
        groups[tuple(wanted)].add(key)
    return dict(groups)


def _touched(row: SegmentRow, language: str, spans: Sequence[FixedSpan], signature: Mapping[str, str]) -> bool:
    """Whether a new draft could be another one: the glossary as a whole may differ where this sentence does not."""
    target = row.targets[language]
    if not target.text or target.stale or target.state is State.REJECTED:
        return True
    return target.signature.get("engine") != signature.get("engine") or _forms(spans, language) != _forms(
        row.spans, language
    )


def _forms(spans: Iterable[FixedSpan], language: str) -> list[tuple[int, int, str]]:
    return [(s.start, s.end, s.target(language)) for s in spans]
