"""Long work that outlives the browser tab, the connection and, if need be, the process."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from translator.errors import StoreError
from translator.store.database import Database, Row, moment, now
from translator.store.encode import dump_mapping, mapping
from translator.store.model import Job, JobState

SILENCE = 60.0
"""Seconds without a heartbeat after which the process of a running job counts as dead."""


class Jobs:
    """A queue: :meth:`add`, then a worker takes the job with :meth:`claim` and reports with :meth:`progress`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, kind: str, article_id: int | None = None, *, total: int = 0, options: Mapping[str, object] | None = None
    ) -> Job:
        """Queue a job; ``options`` are plain JSON data for the worker."""
        job_id = self._database.run(
            "INSERT INTO jobs (article_id, kind, total, options, created) VALUES (?, ?, ?, ?, ?)",
            article_id,
            kind,
            total,
            dump_mapping(options or {}),
            now(),
        )
        return self.get(job_id)

    def get(self, job_id: int) -> Job:
        """One job.

        Raises:
            StoreError: there is none with this id.
        """
        row = self._database.row("SELECT * FROM jobs WHERE id = ?", job_id)
        if row is None:
            raise StoreError(f"there is no job {job_id}.", mend="Reload the list.")
        return _job(row)

    def list(self, article_id: int | None = None) -> tuple[Job, ...]:
        """All jobs, or those of one article; the newest first."""
        where, values = ("", ()) if article_id is None else (" WHERE article_id = ?", (article_id,))
        rows = self._database.rows(f"SELECT * FROM jobs{where} ORDER BY id DESC", *values)
        return tuple(map(_job, rows))

    def claim(self, silence: float = SILENCE) -> Job | None:
        """Take the oldest job that is queued, or whose process fell silent; None if there is none.

        Two workers never get the same job.
        """
        with self._database.writing():
            row = self._database.row(
                "SELECT * FROM jobs WHERE state = 'queued' OR (state = 'running' AND heartbeat < ?) ORDER BY id",
                _ago(silence),
            )
            if row is None:
                return None
            self._database.run(
                "UPDATE jobs SET state = 'running', started = coalesce(started, ?), heartbeat = ? WHERE id = ?",
                now(),
                now(),
                row["id"],
            )
            return self.get(row["id"])

    def progress(self, job_id: int, done: int, total: int) -> bool:
        """Report progress and being alive; False when the job was cancelled and the worker should stop."""
        return bool(
            self._database.change(
                "UPDATE jobs SET done = ?, total = ?, heartbeat = ? WHERE id = ? AND state = 'running'",
                done,
                total,
                now(),
                job_id,
            )
        )

    def finish(self, job_id: int) -> Job:
        """The job is done."""
        return self._end(job_id, JobState.DONE)

    def fail(self, job_id: int, message: str) -> Job:
        """The job failed; ``message`` says why and what to do."""
        return self._end(job_id, JobState.FAILED, message)

    def cancel(self, job_id: int) -> Job:
        """Stop a job that is queued or running."""
        return self._end(job_id, JobState.CANCELLED)

    def retry(self, job_id: int) -> Job:
        """Queue a job that failed or was cancelled once more."""
        self._database.run(
            "UPDATE jobs SET state = 'queued', message = '', started = NULL, finished = NULL, heartbeat = NULL"
            " WHERE id = ? AND state IN ('failed', 'cancelled')",
            job_id,
        )
        return self.get(job_id)

    def _end(self, job_id: int, state: JobState, message: str = "") -> Job:
        self._database.run(
            "UPDATE jobs SET state = ?, message = ?, finished = ? WHERE id = ? AND state IN ('queued', 'running')",
            state.value,
            message,
            now(),
            job_id,
        )
        return self.get(job_id)


def _ago(seconds: float) -> str:
    return (datetime.now(UTC) - timedelta(seconds=seconds)).isoformat(timespec="microseconds")


def _job(row: Row) -> Job:
    return Job(
        row["id"],
        row["article_id"],
        row["kind"],
        JobState(row["state"]),
        row["done"],
        row["total"],
        row["message"],
        mapping(row["options"]),
        datetime.fromisoformat(row["created"]),
        moment(row["started"]),
        moment(row["finished"]),
        moment(row["heartbeat"]),
    )
