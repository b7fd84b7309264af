"""The batch command without its options: progress and messages on standard error, the exit code as result."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.text import Text

from translator.batch import report
from translator.batch.names import shown
from translator.batch.plan import Found
from translator.batch.record import FileRecord, State
from translator.batch.run import run
from translator.batch.settings import Settings
from translator.batch.summary import Summary

_MOST_LINES = 50


def execute(settings: Settings) -> Summary:
    """Run, write the report, and say on standard error what happened and how to go on.

    Raises:
        TranslatorError: see :func:`translator.batch.run.run`.
    """
    if settings.report is not None:
        report.check(settings.report, force=settings.force)
    console = Console(stderr=True, highlight=False)
    with _progress(console) as bar:
        summary = run(settings, bar)
    if settings.report is not None:
        report.write(summary, settings.report)
    for line in _messages(settings, summary, bar.told):
        console.print(Text(line), soft_wrap=True)
    return summary


class _Bar:
    """The progress bar: files, rate, and the time left by the bytes that are left."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._files: TaskID | None = None
        self._done = self._all = 0
        self.told: set[str] = set()

    def planned(self, found: list[Found]) -> None:
        """A further bar for these files, in place of the one before."""
        if self._files is not None:
            self._progress.remove_task(self._files)
        self._done, self._all = 0, len(found)
        total = sum(_weight(item.size) for item in found)
        self._files = self._progress.add_task("", total=total, files=f"0/{self._all} files", rate="")

    def called(self, path: str) -> None:
        """Show which file is in hand."""
        if self._files is not None:
            self._progress.update(self._files, description=shown(path)[-40:])

    def finished(self, record: FileRecord, size: int) -> None:
        """One file more; a failed one is told at once."""
        if record.state is State.FAILED:
            self.told.add(record.path)
            self._progress.console.print(Text(f"failed: {shown(record.path)}: {record.reason}"), soft_wrap=True)
        if self._files is None:
            return
        self._done += 1
        elapsed = next(task.elapsed for task in self._progress.tasks if task.id == self._files) or 1e-9
        rate = f"{60 * self._done / elapsed:.1f} files/min"
        self._progress.update(self._files, advance=_weight(size), files=f"{self._done}/{self._all} files", rate=rate)


def _weight(size: int) -> int:
    """Work in a file: its bytes, and some for the file itself."""
    return size + 500


@contextmanager
def _progress(console: Console) -> Iterator[_Bar]:
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[files]}"),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        yield _Bar(progress)


def _messages(settings: Settings, summary: Summary, told: set[str]) -> Iterator[str]:
    if settings.dry_run:
        yield from _listed("would be translated", summary.of(State.PENDING))
    yield from _listed("failed", tuple(file for file in summary.of(State.FAILED) if file.path not in told))
    yield from _listed("skipped", summary.of(State.SKIPPED))
    yield from _listed("note", tuple(file for file in summary.of(State.DONE) if file.reason))
    counts = (
        (len(summary.of(state)), _WORDS[state]) for state in State if not (settings.dry_run and state is State.PENDING)
    )
    yield (
        ", ".join(f"{count} {words}" for count, words in counts if count) + "." if summary.files else "No files found."
    )
    if summary.problem:
        yield summary.problem
    if summary.stopped and not settings.dry_run:
        yield f"Stopped; what is done is kept. To go on: {_again(settings)}"


_WORDS = {
    State.DONE: "translated",
    State.CURRENT: "up to date",
    State.FAILED: "failed",
    State.SKIPPED: "skipped",
    State.PENDING: "not reached",
}


def _listed(what: str, files: tuple[FileRecord, ...]) -> Iterator[str]:
    for file in files[:_MOST_LINES]:
        yield f"{what}: {shown(file.path)}" + (f": {file.reason}" if file.reason else "")
    if len(files) > _MOST_LINES:
        yield f"{what}: {len(files) - _MOST_LINES:,} more; --report lists them all."


def _again(settings: Settings) -> str:
    """The command that goes on from here."""
    words = ["translator", "batch", str(settings.source), str(settings.output), "--to", ",".join(settings.to)]
    for file in settings.glossary:
        words += ["--glossary", str(file)]
    words += ["--engine", settings.engine] if settings.engine != "embedded" else []
    words += ["--shard", f"{settings.shard.index}/{settings.shard.count}"] if settings.shard else []
    words += ["--store", str(settings.store)] if settings.store else []
    words += ["--column", ",".join(settings.columns)] if settings.columns else []
    words += ["--ray", settings.ray] if settings.ray else []
    words += ["--no-clean"] if not settings.clean else []
    words += ["--watch"] if settings.watch else []
    words += ["--report", str(settings.report)] if settings.report else []
    return shlex.join(shown(word) for word in words)
